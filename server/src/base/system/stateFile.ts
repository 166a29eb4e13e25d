import { join } from 'node:path';
import { assertOwn, ensurePrivateFolder, readRegularFileIfThere, withLock, writeFileAtomically } from './atomicFile';
import { currentPlatform } from './platform';

/** Largest state file read: 4 MiB. */
const LIMIT = 4 * 1024 * 1024;

/**
 * One versioned JSON file in Tacit's state folder (DESIGN §4 "State"): 0600 in a 0700 folder, written under a lock. What cannot be parsed
 * counts as empty for caches; `parse` decides. `parse` gets `undefined` where there is no file or no JSON, and must not throw.
 */
export class StateFile<T> {
  readonly #name: string;
  readonly #parse: (json: unknown) => T;
  readonly #folder: string;

  constructor(name: string, parse: (json: unknown) => T, folder: string = currentPlatform().stateFolder) {
    this.#name = name;
    this.#parse = parse;
    this.#folder = folder;
  }

  get path(): string {
    return join(this.#folder, this.#name);
  }

  /** Throws `FileUnsafe` where the file is a link or the like, or where others could have written it: nothing they say may count as this user's word. */
  async read(): Promise<T> {
    await assertOwn(this.path);
    const bytes = await readRegularFileIfThere(this.path, LIMIT);
    if (bytes === undefined) return this.#parse(undefined);
    let json: unknown;
    try {
      json = JSON.parse(bytes.toString('utf8'));
    } catch {
      json = undefined;
    }
    return this.#parse(json);
  }

  /** Reads, changes and writes under the lock; gives what was written. */
  async update(change: (current: T) => T | Promise<T>): Promise<T> {
    await ensurePrivateFolder(this.#folder);
    return withLock(this.path, async () => {
      const next = await change(await this.read());
      await writeFileAtomically(this.path, `${JSON.stringify(next, null, 1)}\n`, { mode: 0o600 });
      return next;
    });
  }
}
