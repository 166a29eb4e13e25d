import { resolve, sep } from 'node:path';
import { readRegularFile } from '../../base/system/atomicFile';
import { fail } from '../../base/errors';
import type { Git } from '../../base/system/git';
import { CONFIG_NAME } from '../roots';

/** Largest file that is read of a policy: 32 MiB, as a baseline may be. */
const LARGEST = 32 * 1024 * 1024;

/** Reads a file of the configuration, or says that there is none. */
export type ReadConfig = (file: string) => Promise<Buffer | undefined>;

/** Files as a policy has them, by absolute path, and which it has not: what another thread needs to read the same. */
export type PolicyFiles = readonly (readonly [file: string, text: string | undefined])[];

/**
 * Where configuration and baseline come from, instead of the tree that is scanned: who proposes a change must not decide what is looked at (THREATS 39).
 * What was read once is not read again.
 */
export class Policy {
  readonly #read: ReadConfig;
  readonly #known = new Map<string, Buffer | undefined>();

  constructor(read: ReadConfig) {
    this.#read = read;
  }

  readonly read: ReadConfig = async (file) => {
    if (!this.#known.has(file)) this.#known.set(file, await this.#read(file));
    return this.#known.get(file);
  };

  /** What was read so far. */
  get files(): PolicyFiles {
    return [...this.#known].map(([file, bytes]) => [file, bytes?.toString('utf8')]);
  }

  static of(files: PolicyFiles): Policy {
    const known = new Map(files);
    return new Policy((file) => {
      const text = known.get(file);
      return Promise.resolve(text === undefined ? undefined : Buffer.from(text));
    });
  }

  /** One file in the place of the root's `tacit.json`; a baseline that it names lies beside it. Throws `NotFound`, `FileUnsafe`. */
  static async fromFile(path: string, root: string): Promise<Policy> {
    const config = await readRegularFile(path, LARGEST);
    const folder = resolve(path, '..');
    return new Policy(async (file) => {
      if (file === resolve(root, CONFIG_NAME)) return config;
      if (file.endsWith(`${sep}${CONFIG_NAME}`) || !file.startsWith(root + sep)) return undefined;
      return readRegularFile(resolve(folder, file.slice(root.length + 1)), LARGEST);
    });
  }

  /** The files of a commit. `git` must stand in the folder of the whole repository, `worktree`. Throws `GitFailed` where there is no such commit. */
  static async fromCommit(git: Git, worktree: string, name: string): Promise<Policy> {
    if (!/^(?![-.])[\w./@^~+-]{1,200}$/.test(name) || name.includes('..')) fail({ code: 'ArgumentInvalid', argument: '--policy' });
    const id = (await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]))?.toString('latin1').trim() ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(id)) fail({ code: 'GitFailed', because: 'no-commit' });
    return new Policy(async (file) =>
      file.startsWith(worktree + sep)
        ? git.run([
            'cat-file',
            'blob',
            `${id}:${file
              .slice(worktree.length + 1)
              .split(sep)
              .join('/')}`,
          ])
        : undefined,
    );
  }
}
