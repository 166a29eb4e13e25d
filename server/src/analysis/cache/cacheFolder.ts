import { createHmac } from 'node:crypto';
import { lstat, readdir, realpath, unlink, utimes } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { assertOwn, assertPrivateFolder, ensurePrivateFolder, readRegularFile, writeFileAtomically } from '../../base/system/atomicFile';
import { fail } from '../../base/errors';
import { seal, unseal, UserKey } from '../../base/system/userKey';

export interface CacheLimits {
  /** Bytes of one file of the cache. */
  readonly file: number;
  /** Bytes of all files together; the ones that were used longest ago go first. */
  readonly folder: number;
}

/** 64 MiB are some 500,000 files of a tree. */
const LIMITS: CacheLimits = { file: 64 * 1024 * 1024, folder: 256 * 1024 * 1024 };
const NAME = /^scan-[0-9a-f]{32}$/;

/** What a cache may keep, by name: sealed under a random key of this user, which lies in the state folder and not beside it (THREATS 40). */
export class CacheFolder {
  readonly #folder: string;
  /** 32 bytes, for tags of what is in the cache. */
  readonly key: Buffer;
  readonly #limits: CacheLimits;

  private constructor(folder: string, key: Buffer, limits: CacheLimits) {
    this.#folder = folder;
    this.key = key;
    this.#limits = limits;
  }

  /** Throws `FileUnsafe` where others may write there, or where it is in `outside`: what a repository brings along is no cache of ours. */
  static async open(folder: string, outside: readonly string[], stateFolder?: string, limits = LIMITS): Promise<CacheFolder> {
    const [place, ...reals] = await Promise.all([folder, ...outside].map(realPlace));
    if (place === undefined || reals.some((each) => `${place}${sep}`.startsWith(each.endsWith(sep) ? each : each + sep)))
      return fail({ code: 'FileUnsafe', path: folder, because: 'in-repository' });
    await ensurePrivateFolder(place).catch(() => fail({ code: 'FileUnsafe', path: folder, because: 'unreadable' }));
    await assertPrivateFolder(place);
    return new CacheFolder(place, await new UserKey('cache.json', stateFolder).get(), limits);
  }

  /** What was kept for `purpose` (any text); undefined where there is nothing, or nothing that this user sealed for it. Never throws. */
  async read(purpose: string): Promise<Buffer | undefined> {
    const path = this.#pathOf(purpose);
    try {
      await assertOwn(path);
      const content = unseal(this.key, purpose, await readRegularFile(path, this.#limits.file));
      if (content !== undefined) await utimes(path, new Date(), new Date()).catch(() => undefined);
      return content;
    } catch {
      return undefined;
    }
  }

  /** Keeps `content`, unless it is too large; makes room for it. Never throws: what cannot be kept is found again. */
  async write(purpose: string, content: Uint8Array): Promise<void> {
    if (content.length > this.#limits.file - 64) return;
    try {
      await writeFileAtomically(this.#pathOf(purpose), seal(this.key, purpose, content), { mode: 0o600 });
      await this.#shrink();
    } catch {
      // As if there were no cache.
    }
  }

  #pathOf(purpose: string): string {
    return join(this.#folder, `scan-${createHmac('sha256', this.key).update(purpose).digest('hex').slice(0, 32)}`);
  }

  async #shrink(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => NAME.test(name));
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const { size, mtimeMs } = await lstat(path);
        return { path, size, used: mtimeMs };
      }),
    );
    let left = this.#limits.folder;
    for (const { path, size } of files.sort((a, b) => b.used - a.used)) {
      left -= size;
      if (left < 0) await unlink(path).catch(() => undefined);
    }
  }
}

/** Where a path leads that may not be there yet. */
async function realPlace(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  return real ?? (dirname(path) === path ? path : join(await realPlace(dirname(path)), basename(path)));
}
