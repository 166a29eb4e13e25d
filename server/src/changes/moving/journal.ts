import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { assertOwn, currentOwner, ensurePrivateFolder, isAlive, type Owner, readRegularFile } from '../../base/system/atomicFile';
import { fail, systemCode } from '../../base/errors';
import { currentPlatform } from '../../base/system/platform';
import { MOVE_STEPS, type MoveStep } from '../editing/ports';

/** What a move is about to do. Names and places only: no value, and no part of one. */
export interface MoveIntent {
  /** Absolute real path of the project's folder. */
  readonly root: string;
  readonly store: string;
  readonly path: string;
  readonly variable: string;
  /** The documents whose literal is to go; the first is the finding's. */
  readonly uris: readonly string[];
  readonly manifest: string;
  /** True where the value was in the vault before: then the move made no entry. */
  readonly reuse: boolean;
}

export interface JournalEntry extends MoveIntent {
  readonly id: string;
  readonly owner: Owner;
  /** ISO time at which the entry was made. */
  readonly begun: string;
  /** The last step that began. */
  readonly step: MoveStep;
  /** True where the edit landed in an editor that had not saved it. */
  readonly unsaved: boolean;
  /** What the write made, once it had: `remove` with it takes away this write only. */
  readonly written?: string;
}

/** The format of an entry's file; another one is left alone. */
const FORMAT = 1;
const LARGEST_ENTRY = 256 * 1024;
const NAME = /^move-[0-9a-f]{32}\.jsonl$/;

const folderOf = (stateFolder: string | undefined): string => join(stateFolder ?? currentPlatform().stateFolder, 'journal');

/** A folder's own entry for a new or removed file reaches the disk only by this; Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** The write-ahead record of one move: each note is on the disk before the call returns. */
export class JournalWriter {
  readonly #handle: FileHandle;
  readonly #folder: string;
  readonly #path: string;
  readonly id: string;

  private constructor(handle: FileHandle, folder: string, id: string) {
    this.#handle = handle;
    this.#folder = folder;
    this.#path = join(folder, `move-${id}.jsonl`);
    this.id = id;
  }

  /** Throws `DiskFull`, `FileUnsafe`: then nothing may be written anywhere. */
  static async begin(intent: MoveIntent, stateFolder?: string): Promise<JournalWriter> {
    const folder = folderOf(stateFolder);
    const id = randomBytes(16).toString('hex');
    const path = join(folder, `move-${id}.jsonl`);
    try {
      await ensurePrivateFolder(folder);
      const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND, 0o600);
      const writer = new JournalWriter(handle, folder, id);
      await writer.#append({ format: FORMAT, id, owner: await currentOwner(), begun: new Date().toISOString(), ...intent });
      await syncFolder(folder);
      return writer;
    } catch (thrown) {
      const code = systemCode(thrown);
      if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
      return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
    }
  }

  async #append(line: object): Promise<void> {
    await this.#handle.appendFile(`${JSON.stringify(line)}\n`);
    await this.#handle.sync();
  }

  /** Throws `DiskFull`, `FileUnsafe`. */
  async note(note: { step: MoveStep } | { written: string } | { unsaved: true }): Promise<void> {
    try {
      await this.#append('step' in note ? { ...note, at: new Date().toISOString() } : note);
    } catch (thrown) {
      const code = systemCode(thrown);
      fail(code === 'ENOSPC' || code === 'EDQUOT' ? { code: 'DiskFull', path: this.#path } : { code: 'FileUnsafe', path: this.#path, because: 'unreadable' });
    }
  }

  /** The move is complete, or never touched anything: the record goes. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#path).catch(() => undefined);
    await syncFolder(this.#folder);
  }

  /** The record stays, for the next start. */
  async keep(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 32_768;

function isHeader(line: unknown): line is Omit<JournalEntry, 'step' | 'unsaved' | 'written'> {
  if (typeof line !== 'object' || line === null) return false;
  const it = line as Record<string, unknown>;
  const owner = it.owner as Record<string, unknown> | null | undefined;
  return (
    it.format === FORMAT &&
    ['id', 'begun', 'root', 'store', 'path', 'variable', 'manifest'].every((key) => isText(it[key])) &&
    typeof it.reuse === 'boolean' &&
    Array.isArray(it.uris) &&
    it.uris.every(isText) &&
    typeof owner === 'object' &&
    owner !== null &&
    isText(owner.host) &&
    isText(owner.started) &&
    Number.isSafeInteger(owner.pid)
  );
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A torn last line: the process died while writing it.
  }
}

/** Pure: an entry from its file's text; undefined where not even the first line is whole: then no step had begun. */
export function parseEntry(text: string): JournalEntry | undefined {
  const [first, ...rest] = text.split('\n');
  const header = parseLine(first ?? '');
  if (!isHeader(header)) return undefined;
  let step: MoveStep = 'journal';
  let written: string | undefined;
  let unsaved = false;
  for (const line of rest) {
    const note = parseLine(line) as Partial<Record<'step' | 'written' | 'unsaved', unknown>> | null | undefined;
    if (note === undefined || note === null || typeof note !== 'object') continue;
    step = MOVE_STEPS.find((known) => known === note.step) ?? step;
    if (isText(note.written)) written = note.written;
    if (note.unsaved === true) unsaved = true;
  }
  return { ...header, step, unsaved, ...(written === undefined ? {} : { written }) };
}

/** Entries of one project whose process is gone, oldest first. A file that cannot be understood is left alone, an empty one is removed. */
export async function abandonedEntries(root: string, stateFolder?: string): Promise<JournalEntry[]> {
  const folder = folderOf(stateFolder);
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => NAME.test(name));
  const entries: JournalEntry[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const text = await assertOwn(path)
      .then(() => readRegularFile(path, LARGEST_ENTRY))
      .then(
        (bytes) => bytes.toString('utf8'),
        () => undefined,
      );
    const entry = text === undefined ? undefined : parseEntry(text);
    if (entry?.root === root && name === `move-${entry.id}.jsonl` && !(await isAlive(entry.owner))) entries.push(entry);
  }
  return entries.sort((a, b) => (a.begun < b.begun ? -1 : 1));
}

/** Removes an entry once the person was told. */
export async function removeEntry(id: string, stateFolder?: string): Promise<void> {
  if (!/^[0-9a-f]{32}$/.test(id)) return;
  const folder = folderOf(stateFolder);
  await unlink(join(folder, `move-${id}.jsonl`)).catch(() => undefined);
  await syncFolder(folder);
}
