import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentPlatform } from '../../base/system/platform';
import { type GitFolder, readSmallFile } from './gitFolder';

const { safeOpenFlags } = currentPlatform();

/** Largest index read: 256 MiB, some two million files. */
const LARGEST = 256 * 1024 * 1024;
/** Longest path that any system takes, in bytes (Windows' long paths). */
const LONGEST_PATH = 32_767;
/** Before the object id of an entry: times, device, inode, mode, owner, size. */
const STAT_LENGTH = 40;
/** Where the mode is in it. */
const MODE_AT = 24;
const EXTENDED = 0x4000;
const SPARSE_FOLDER = 0o040000;

/** The names of an index, and the shared one that it is built on, where it is split. */
interface Parsed {
  readonly names: readonly string[];
  readonly shared?: string;
}

/**
 * The paths that git has in the index of a repository, each as its bytes in Latin-1, in no order; undefined where there is no sound index. The file is
 * read as gitformat-index(5) says, versions 2 to 4: git itself is not run, it would obey the repository (THREATS 20), and nobody need trust the folder.
 */
export function trackedPaths({ git, common }: GitFolder): readonly string[] | undefined {
  const bytes = readBytes(join(git, 'index'));
  if (bytes === undefined) return undefined;
  const idLength = usesSha256(common) ? 32 : 20;
  const own = parseIndex(bytes, idLength);
  if (own?.shared === undefined) return own?.names;
  const base = readBytes(join(git, `sharedindex.${own.shared}`));
  const under = base === undefined ? undefined : parseIndex(base, idLength);
  // What the upper one takes out of the lower one is still named: then a file is read that need not be.
  return under === undefined ? own.names : [...under.names, ...own.names];
}

const usesSha256 = (common: string): boolean => /^\s*objectformat\s*=\s*sha256\s*$/im.test(readSmallFile(join(common, 'config'), 1024 * 1024) ?? '');

function readBytes(path: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | safeOpenFlags);
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Undefined where the bytes are no index. `idLength`: bytes of an object id. `most`: bytes of all names together: in version 4 each repeats as much of the one
 * before as it likes, and an index that came with a folder may be made to fill the memory (THREATS 20).
 */
export function parseIndex(bytes: Buffer, idLength: number, most = LARGEST): Parsed | undefined {
  if (bytes.length < 12 + idLength || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  const end = bytes.length - idLength;
  const names: string[] = [];
  let at = 12;
  let before = '';
  let total = 0;
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flagsAt = start + STAT_LENGTH + idLength;
    if (flagsAt + 4 > end) return undefined;
    at = flagsAt + ((bytes.readUInt16BE(flagsAt) & EXTENDED) === 0 ? 2 : 4);
    let kept = '';
    if (version === 4) {
      const strip = readOffset(bytes, at, end);
      if (strip === undefined || strip.value > before.length) return undefined;
      kept = before.slice(0, before.length - strip.value);
      at = strip.end;
    }
    const nul = bytes.indexOf(0, at);
    if (nul === -1 || nul >= end) return undefined;
    const name = kept + bytes.toString('latin1', at, nul);
    before = name;
    total += name.length;
    if (name.length > LONGEST_PATH || total > most) return undefined;
    // Up to eight NULs fill the entry to a multiple of eight bytes.
    at = version === 4 ? nul + 1 : start + ((nul - start + 8) & ~7);
    // Of a split index an entry without a name stands for one of the shared index.
    if (name !== '' && bytes.readUInt32BE(start + MODE_AT) !== SPARSE_FOLDER) names.push(name);
  }
  const shared = sharedIndex(bytes, at, end, idLength);
  return shared === undefined ? { names } : { names, shared };
}

/** The number of gitformat-pack(5)'s offsets: seven bits a byte, the highest first, one added for each byte that follows. */
function readOffset(bytes: Buffer, from: number, end: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let at = from; at < end && at < from + 5; at++) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + 1 };
    value++;
  }
  return undefined;
}

/** Which shared index the extension `link` names. */
function sharedIndex(bytes: Buffer, from: number, end: number, idLength: number): string | undefined {
  for (let at = from; at + 8 <= end;) {
    const length = bytes.readUInt32BE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'link' && length >= idLength && at + 8 + length <= end) {
      const id = bytes.toString('hex', at + 8, at + 8 + idLength);
      return /^0+$/.test(id) ? undefined : id;
    }
    at += 8 + length;
  }
  return undefined;
}
