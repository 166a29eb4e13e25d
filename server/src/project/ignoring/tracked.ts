import { dirname, sep } from 'node:path';
import { bytesOfPath } from '../../base/system/rawPath';
import { findGitFolder, type GitFolder, gitFolderAt } from './gitFolder';
import { trackedPaths } from './gitIndex';
import { relativeInside } from './globs';

/** A repository's index, in the order of its paths. */
interface Index {
  readonly worktree: string;
  readonly paths: readonly string[];
}

/**
 * Which files git has, whatever its rules say now of their names: what was committed once is published, also where `.gitignore` names it later. The
 * index of a repository is read when it is first asked about, and once.
 */
export class TrackedFiles {
  readonly #top: string;
  readonly #indexes = new Map<string, Index | undefined>();
  /** The repository that holds a folder: a submodule's is its own. */
  readonly #holders = new Map<string, Index | undefined>();

  /** `top`: the folder above which no repository is looked for. */
  constructor(top: string) {
    this.#top = top;
  }

  /** Whether there is an index that could be read for what lies in `folder`. */
  knows(folder: string): boolean {
    return this.#holderOf(folder) !== undefined;
  }

  /** `path`: a file right in `folder`, or a folder there: then whether git has anything in it. Both absolute. */
  has(folder: string, path: string, isFolder: boolean): boolean {
    const index = this.#holderOf(folder);
    const inside = index === undefined ? undefined : relativeInside(index.worktree, path);
    if (index === undefined || inside === undefined) return false;
    const name = bytesOf(inside);
    const found = index.paths[firstFrom(index.paths, name)];
    if (found === name) return true;
    // Between a folder's name and what is in it others may stand: `a-b` is before `a/b`.
    return isFolder && index.paths[firstFrom(index.paths, `${name}/`)]?.startsWith(`${name}/`) === true;
  }

  #holderOf(folder: string): Index | undefined {
    if (this.#holders.has(folder)) return this.#holders.get(folder);
    const own = gitFolderAt(folder);
    const isTop = folder === this.#top || dirname(folder) === folder || !folder.startsWith(this.#top.endsWith(sep) ? this.#top : this.#top + sep);
    const above = isTop ? findGitFolder(folder) : undefined;
    const index = own !== undefined ? this.#indexOf(own) : above !== undefined ? this.#indexOf(above) : isTop ? undefined : this.#holderOf(dirname(folder));
    this.#holders.set(folder, index);
    return index;
  }

  #indexOf(folder: GitFolder): Index | undefined {
    const { worktree } = folder;
    if (!this.#indexes.has(worktree)) {
      const paths = trackedPaths(folder);
      this.#indexes.set(worktree, paths === undefined ? undefined : { worktree, paths: inOrder(paths) });
    }
    return this.#indexes.get(worktree);
  }
}

/** A path's bytes, each as one unit: so units are in the order of git's bytes. */
const bytesOf = (path: string): string => (/^[\x20-\x7e]*$/.test(path) ? path : bytesOfPath(path).toString('latin1'));

/** An index is in order already, but for one of two files; and who made it may have meant harm. */
function inOrder(paths: readonly string[]): readonly string[] {
  for (let at = 1; at < paths.length; at++) if ((paths[at - 1] ?? '') > (paths[at] ?? '')) return [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return paths;
}

/** The place of the first path that is not before `name`. */
function firstFrom(paths: readonly string[], name: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((paths[middle] ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
