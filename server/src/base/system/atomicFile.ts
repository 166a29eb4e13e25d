import { randomBytes } from 'node:crypto';
import { constants, renameSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, readdir, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { fail, systemCode, TacitError } from '../errors';
import { currentPlatform } from './platform';

/** Largest file that Tacit reads as a whole: 64 MiB. */
export const LARGEST_FILE = 64 * 1024 * 1024;

const platform = currentPlatform();

/** Opens a regular file without following a link and without blocking on a FIFO or device (THREATS 25). Throws `FileUnsafe` or `NotFound`. */
async function openRegular(path: string, flags: number): Promise<{ handle: FileHandle; stats: Stats }> {
  let handle: FileHandle;
  try {
    handle = await open(path, flags | platform.safeOpenFlags);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail({ code: 'NotFound', path });
    if (code === 'ELOOP' || code === 'EMLINK') return fail({ code: 'FileUnsafe', path, because: 'link' });
    if (code === 'ENXIO' || code === 'EISDIR') return fail({ code: 'FileUnsafe', path, because: 'not-regular' });
    return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  }
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, stats };
  await handle.close();
  return fail({ code: 'FileUnsafe', path, because: 'not-regular' });
}

/** The bytes of a regular file, at most `limit` of them. Throws `NotFound`, `FileUnsafe`. */
export async function readRegularFile(path: string, limit = LARGEST_FILE): Promise<Buffer> {
  const { handle, stats } = await openRegular(path, constants.O_RDONLY);
  try {
    if (stats.size > limit) return fail({ code: 'FileUnsafe', path, because: 'too-large' });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** As `readRegularFile`, and undefined where there is no such file. */
export async function readRegularFileIfThere(path: string, limit = LARGEST_FILE): Promise<Buffer | undefined> {
  try {
    return await readRegularFile(path, limit);
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'NotFound') return undefined;
    throw thrown;
  }
}

/** Throws `FileUnsafe` where the real path of `path`'s folder is not `root` or below it. */
export async function assertInside(root: string, path: string): Promise<void> {
  const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(dirname(path))]).catch(() => fail({ code: 'NotFound', path }));
  if (realFolder !== realRoot && !realFolder.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep))
    fail({ code: 'FileUnsafe', path, because: 'outside' });
}

/**
 * Throws `FileUnsafe` where somebody else may have written a file, or may put another in its place: what it says would be theirs. A file or folder
 * that is not there is safe. The folder may be a link: people keep their state where they like.
 */
export async function assertOwn(path: string): Promise<void> {
  const uid = process.getuid?.();
  if (!platform.hasModes || uid === undefined) return;
  for (const [at, find] of [
    [dirname(path), stat],
    [path, lstat],
  ] as const) {
    const stats = await find(at).catch(() => undefined);
    if (stats === undefined) continue;
    if (stats.uid !== uid && stats.uid !== 0) fail({ code: 'FileUnsafe', path: at, because: 'owner' });
    if (!stats.isSymbolicLink() && (stats.mode & 0o022) !== 0) fail({ code: 'FileUnsafe', path: at, because: 'mode' });
  }
}

/** Throws `FileUnsafe` where anybody but this user could enter a folder, or where it is a link. Nothing is checked where modes mean nothing. */
export async function assertPrivateFolder(path: string): Promise<void> {
  const uid = process.getuid?.();
  if (!platform.hasModes || uid === undefined) return;
  const stats = await lstat(path).catch(() => fail({ code: 'NotFound', path }));
  if (!stats.isDirectory()) fail({ code: 'FileUnsafe', path, because: stats.isSymbolicLink() ? 'link' : 'not-regular' });
  if (stats.uid !== uid) fail({ code: 'FileUnsafe', path, because: 'owner' });
  if ((stats.mode & 0o077) !== 0) fail({ code: 'FileUnsafe', path, because: 'mode' });
}

/** Creates a folder of mode 0700 and its parents. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/**
 * Replaces a file in one step: a new file in the same folder (O_EXCL, the given mode whatever the umask), synced, then renamed over the old one.
 * Never writes through a link: throws `FileUnsafe`. `before` runs before the rename and may throw to call it off; so may `last`, with nothing between
 * it and the rename.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode?: number; readonly before?: () => Promise<void>; readonly last?: () => void } = {},
): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  if (existing !== undefined && !existing.isFile()) fail({ code: 'FileUnsafe', path, because: existing.isSymbolicLink() ? 'link' : 'not-regular' });
  const mode = options.mode ?? (existing === undefined ? 0o644 : existing.mode & 0o777);
  const temporary = join(dirname(path), `.${basename(path)}.${String(process.pid)}-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(content);
      if (platform.hasModes) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await options.before?.();
    options.last?.();
    renameSync(temporary, path);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    if (thrown instanceof TacitError) throw thrown;
    const code = systemCode(thrown);
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') fail({ code: 'DiskFull', path });
    fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  }
}

/** A file that stays in sight although another takes its place. */
export interface HeldFile {
  /** True where it was written to since it was held: a program that had opened it before may do so at any time. */
  isChanged(): Promise<boolean>;
  /** What it holds now. Throws `FileUnsafe` where that is more than `LARGEST_FILE`. */
  read(): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Holds a file before it is replaced: a program that writes in place and opens it between our last look and the rename would else write into a file that
 * nobody finds any more (THREATS 29). Undefined where there is none, and where a file that is open cannot be replaced. Throws `FileUnsafe`.
 */
export async function holdFile(path: string): Promise<HeldFile | undefined> {
  if (!platform.hasModes) return undefined;
  const opened = await openRegular(path, constants.O_RDONLY).catch((thrown: unknown) => {
    if (thrown instanceof TacitError && thrown.failure.code === 'NotFound') return undefined;
    throw thrown;
  });
  if (opened === undefined) return undefined;
  const { handle } = opened;
  // Its other time also changes where it loses its name.
  const written = async (): Promise<string> => {
    const { size, mtimeNs } = await handle.stat({ bigint: true });
    return `${String(size)} ${String(mtimeNs)}`;
  };
  const atFirst = await written();
  return {
    isChanged: async () => (await written()) !== atFirst,
    read: async () => {
      const { size } = await handle.stat();
      if (size > LARGEST_FILE) return fail({ code: 'FileUnsafe', path, because: 'too-large' });
      const bytes = Buffer.alloc(size);
      const { bytesRead } = await handle.read(bytes, 0, size, 0);
      return bytes.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

/**
 * Removes what a process that was killed while it replaced `path` left beside it: its new content, which may hold values that were to stay where
 * they are (THREATS 13, 29). Call only where the process `pid` is known to be gone.
 */
export async function removeLeftovers(path: string, pid: number): Promise<void> {
  const start = `.${basename(path)}.${String(pid)}-`;
  const names = await readdir(dirname(path)).catch((): string[] => []);
  for (const name of names)
    if (name.startsWith(start) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length))) await unlink(join(dirname(path), name)).catch(() => undefined);
}

/** What tells that a file was replaced or written to, as cheaply as can be: another inode, size or time. '' where there is none. */
export function fileStamp(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

/** Who holds a lock or wrote a journal entry: enough to tell a dead owner from a living one (pids are reused, so the start time counts). */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** The kernel's start time of the process (clock ticks since boot) on Linux; elsewhere '' and only pid and host count. */
  readonly started: string;
}

/** Start time of a process: field 22 of /proc/PID/stat (proc(5)), '' where there is no /proc or no such process. */
async function startTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'latin1').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

export async function currentOwner(): Promise<Owner> {
  return { host: hostname(), pid: process.pid, started: await startTime(process.pid) };
}

/** False only where the owner is known to be gone. An owner on another host counts as alive. `startedOf`: what tells when a process started. */
export async function isAlive(owner: Owner, startedOf: (pid: number) => Promise<string> = startTime): Promise<boolean> {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (thrown) {
    return systemCode(thrown) === 'EPERM';
  }
  // A start time that cannot be read just now tells nothing: taking a living owner's lock away would lose a write.
  const started = await startedOf(owner.pid);
  return owner.started === '' || started === '' || started === owner.started;
}

/** Who holds a lock, by the lock file's text. */
export const lockOwner = (text: string): Owner | undefined => parseOwner(text);

function parseOwner(text: string): Owner | undefined {
  const parts = text.split('\n');
  const pid = Number(parts[1]);
  return parts[0] !== undefined && parts[0] !== '' && Number.isSafeInteger(pid) && pid > 0 ? { host: parts[0], pid, started: parts[2] ?? '' } : undefined;
}

/**
 * Runs `work` while holding `<path>.lock`. The lock is a complete file (0600, naming its owner) hard-linked into place, so a lock without
 * an owner cannot exist. A lock whose owner is dead is taken over. Throws `FileBusy` after `patience` milliseconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, patience = 10_000): Promise<T> {
  const lock = `${path}.lock`;
  const owner = await currentOwner();
  const nonce = randomBytes(6).toString('hex');
  const mine = `${owner.host}\n${String(owner.pid)}\n${owner.started}\n${nonce}`;
  const ticket = `${lock}.${nonce}`;
  try {
    await (
      await open(ticket, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600).then(async (handle) => (await handle.writeFile(mine), handle))
    ).close();
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'ENOENT') return fail({ code: 'NotFound', path: dirname(path) });
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
    return fail({ code: 'FileUnsafe', path: lock, because: 'unreadable' });
  }
  try {
    await acquire(lock, ticket, Date.now() + patience, path);
  } finally {
    await unlink(ticket).catch(() => undefined);
  }
  try {
    return await work();
  } finally {
    if ((await readLock(lock).catch(() => undefined)) === mine) await unlink(lock).catch(() => undefined);
  }
}

async function acquire(lock: string, ticket: string, deadline: number, path: string): Promise<void> {
  for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
    try {
      await link(ticket, lock);
      return;
    } catch (thrown) {
      if (systemCode(thrown) !== 'EEXIST') fail({ code: 'FileUnsafe', path: lock, because: 'unreadable' });
    }
    const held = await readLock(lock);
    const holder = held === undefined ? undefined : parseOwner(held);
    if (held !== undefined && (holder === undefined || !(await isAlive(holder)))) {
      // Renaming is atomic, so of several who saw the same dead owner one takes the lock away; a lock renamed by mistake is put back.
      const aside = `${lock}.${randomBytes(6).toString('hex')}`;
      if (
        await rename(lock, aside).then(
          () => true,
          () => false,
        )
      ) {
        if ((await readLock(aside).catch(() => undefined)) !== held) await link(aside, lock).catch(() => undefined);
        await unlink(aside).catch(() => undefined);
      }
      continue;
    }
    if (Date.now() > deadline) fail({ code: 'FileBusy', path });
    await new Promise((done) => setTimeout(done, wait + Math.random() * wait));
  }
}

/** Undefined where there is none, or one that we may not read. Throws `FileUnsafe` for what can be no lock (a link, a FIFO, …): nobody will take it away. */
async function readLock(lock: string): Promise<string | undefined> {
  try {
    return (await readRegularFileIfThere(lock, 4096))?.toString('utf8');
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'FileUnsafe' && thrown.failure.because === 'unreadable') return undefined;
    throw thrown;
  }
}
