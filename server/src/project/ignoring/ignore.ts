import { basename, dirname, join, sep } from 'node:path';
import ignore, { type Ignore, type TestResult } from 'ignore';
import { isBuiltInIgnored, isVersionControl } from './builtIn';
import { findGitFolder, readSmallFile } from './gitFolder';
import { Glob, relativeInside } from './globs';
import { TrackedFiles } from './tracked';

/** Largest `.gitignore` read: 256 KiB. */
const LARGEST = 256 * 1024;
/** A pattern of a `.gitignore` with more `**` is left out: matching would cost more than linear time in the depth of the path (THREATS 31). */
const MOST_GLOBSTARS = 2;
const LONGEST = 256;
const MOST_PATTERNS = 5000;
/** Deeper paths are scanned whatever a `.gitignore` says. */
const DEEPEST = 64;

/** The lines of a `.gitignore` that a matcher takes without harm. */
function soundPatterns(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line.length <= LONGEST && (line.match(/\*\*/g) ?? []).length <= MOST_GLOBSTARS)
    .slice(0, MOST_PATTERNS);
}

interface RuleFile {
  /** Absolute path of the file. */
  readonly file: string;
  readonly folder: string;
  readonly rules: Ignore;
}

interface NamedFolder {
  readonly folder: string;
  /** Those that count in it. */
  readonly globs: readonly Glob[];
  readonly isIgnored: boolean;
}

export interface IgnoreOptions {
  /**
   * The tree that is looked at has no say (THREATS 39): no `.gitignore` counts, and the built-in list only for what git has not, since who proposes a
   * change chooses where its files are.
   */
  readonly policy?: boolean;
  /** Absolute real paths of folders that somebody named: what leaves out the folder itself does not count in it. */
  readonly named?: readonly string[];
  /** Nothing is left out but the folders of version control. */
  readonly nothing?: boolean;
}

/** What leaves a file or folder out. */
export type IgnoreCause =
  | { readonly by: 'version-control' | 'built-in' }
  /** `file` (absolute) is a `.gitignore` or git's own `exclude`. */
  | { readonly by: 'git'; readonly file: string; readonly pattern: string }
  | { readonly by: 'config'; readonly glob: string };

/** A pattern that means all of a folder. */
const ALL = /^\/?\*{1,2}\s*$/;
/** A name that no pattern was written for. */
const ANY_NAME = 'tacit-any-name';

/**
 * Which files a workspace scan leaves out: the built-in list, git's rules (`.git/info/exclude`, every `.gitignore` from the repository's top to
 * the file, the nearest deciding) and the globs of `tacit.json`. Git's rules do not count for what git has: it is published, whatever was written into
 * them later. Files are read once and kept; make a new one when they change.
 */
export class IgnoreRules {
  readonly #root: string;
  readonly #top: string;
  readonly #globs: readonly Glob[];
  readonly #exclude: RuleFile | undefined;
  readonly #isRepository: boolean;
  readonly #options: IgnoreOptions;
  readonly #files = new Map<string, RuleFile | undefined>();
  readonly #folders = new Map<string, boolean>();
  readonly #trackedFolders = new Map<string, boolean>();
  readonly #tracked: TrackedFiles;
  /** Folders that are left out but for what git has in them. */
  readonly #onlyTracked = new Set<string>();
  readonly #named: readonly NamedFolder[] = [];

  /** `globs` must have passed `globFault`. `root` is a real path. */
  constructor(root: string, globs: readonly { readonly folder: string; readonly glob: string }[], options: IgnoreOptions = {}) {
    this.#options = options;
    this.#root = root;
    this.#globs = options.nothing === true ? [] : globs.map(({ folder, glob }) => new Glob(folder, glob));
    const git = findGitFolder(root);
    this.#isRepository = git !== undefined;
    this.#top = git?.worktree ?? root;
    this.#tracked = new TrackedFiles(this.#top);
    this.#exclude = git === undefined ? undefined : this.#load(join(git.common, 'info', 'exclude'), git.worktree);
    // The nearest first, where one lies in another.
    const below = (options.named ?? []).filter((folder) => relativeInside(root, folder) !== undefined).sort((a, b) => b.length - a.length);
    this.#named = below.map((folder) => ({
      folder,
      globs: this.#globs.filter((glob) => !glob.matches(folder) && !glob.matches(join(folder, ANY_NAME))),
      isIgnored: this.#isIgnoredByGit(folder),
    }));
  }

  /**
   * `path` is absolute. A file below an ignored folder is ignored. Outside of the root nothing is. `tracked`: git has the file whatever its own
   * rules say, as one added by force; then they do not count.
   */
  ignores(path: string, isFolder: boolean, tracked = false): boolean {
    const start = this.#namedAbove(path)?.folder ?? this.#root;
    const inside = relativeInside(start, path);
    if (inside === undefined) return false;
    const steps = inside.split('/');
    let at = start;
    for (const [index, step] of steps.entries()) {
      at = `${at.endsWith(sep) ? at.slice(0, -1) : at}${sep}${step}`;
      const last = index === steps.length - 1;
      if (last && !isFolder) return this.#decides(at, step, false, tracked);
      if (this.#folderIgnored(at, step, tracked)) return true;
    }
    return false;
  }

  /**
   * As `ignores`, for what lies right in a folder that is not ignored: a scan asks once for each folder instead of anew for each file. What git has is
   * looked up, and not left out for its rules. `hasRules`: false where it is known that no rule file lies in the folder, and none need be asked for.
   */
  ignoresIn(folder: string, hasRules = true): (name: string, isFolder: boolean) => boolean {
    if (!hasRules && !this.#files.has(folder)) this.#files.set(folder, undefined);
    const inside = folder === this.#root ? '' : relativeInside(this.#root, folder);
    if (inside === undefined) return () => false;
    const { policy = false, nothing = false } = this.#options;
    if (nothing) return isVersionControl;
    const globs = this.#globsFor(folder);
    const onlyTracked = this.#onlyTracked.has(folder);
    const asked = this.#ruleFilesAbove(join(folder, 'x')).flatMap((file) => {
      const below = folder === file.folder ? '' : relativeInside(file.folder, folder);
      return below === undefined ? [] : [{ rules: file.rules, prefix: below === '' ? '' : `${below}/` }];
    });
    const byGit = (name: string, isFolder: boolean): boolean => {
      for (const { rules, prefix } of asked) {
        const { ignored, unignored } = rules.test(`${prefix}${name}${isFolder ? '/' : ''}`);
        if (ignored || unignored) return ignored;
      }
      return false;
    };
    return (name, isFolder) => {
      const builtIn = isBuiltInIgnored(name, isFolder);
      if (builtIn && (!policy || isVersionControl(name, isFolder))) return true;
      if (globs.some((glob) => glob.matches(join(folder, name)))) return true;
      // Without an index nobody knows what is a change's own.
      if (builtIn ? !this.#tracked.knows(folder) : !onlyTracked && !byGit(name, isFolder)) return false;
      const path = join(folder, name);
      if (!this.#tracked.has(folder, path, isFolder)) return true;
      if (isFolder) this.#onlyTracked.add(path);
      return false;
    };
  }

  /** What leaves out a file or folder (absolute path) of which `ignores` or `ignoresIn` say that it is left out: itself, or the nearest folder above it. */
  causeOf(path: string, isFolder: boolean): IgnoreCause | undefined {
    const own = this.#ownCause(path, isFolder);
    const above = dirname(path);
    return own ?? (relativeInside(this.#root, above) === undefined ? undefined : this.causeOf(above, true));
  }

  #ownCause(path: string, isFolder: boolean): IgnoreCause | undefined {
    const name = basename(path);
    if (isVersionControl(name, isFolder)) return { by: 'version-control' };
    const glob = this.#globsFor(dirname(path)).find((each) => each.matches(path));
    if (glob !== undefined) return { by: 'config', glob: glob.text };
    if (isBuiltInIgnored(name, isFolder)) return { by: 'built-in' };
    for (const file of this.#ruleFilesAbove(path)) {
      const { ignored, unignored, rule } = this.#test(file, path, isFolder) ?? {};
      if (ignored === true) return { by: 'git', file: file.file, pattern: rule?.pattern ?? '' };
      if (unignored === true) return undefined;
    }
    return undefined;
  }

  #folderIgnored(path: string, name: string, tracked: boolean): boolean {
    const folders = tracked ? this.#trackedFolders : this.#folders;
    let known = folders.get(path);
    if (known === undefined) {
      known = this.#decides(path, name, true, tracked);
      folders.set(path, known);
    }
    return known;
  }

  #decides(path: string, name: string, isFolder: boolean, tracked: boolean): boolean {
    const { policy = false, nothing = false } = this.#options;
    if (nothing || (policy && tracked)) return isVersionControl(name, isFolder) || this.#globsFor(dirname(path)).some((glob) => glob.matches(path));
    return (
      isBuiltInIgnored(name, isFolder) || this.#globsFor(dirname(path)).some((glob) => glob.matches(path)) || (!tracked && this.#gitIgnores(path, isFolder))
    );
  }

  #namedAbove(path: string): NamedFolder | undefined {
    return this.#named.length === 0 ? undefined : this.#named.find(({ folder }) => path === folder || path.startsWith(folder + sep));
  }

  readonly #globsFor = (folder: string): readonly Glob[] => this.#namedAbove(folder)?.globs ?? this.#globs;

  /** Whether git's rules leave out a folder, or one above it. */
  #isIgnoredByGit(folder: string): boolean {
    for (let at = folder; relativeInside(this.#top, at) !== undefined; at = dirname(at)) if (this.#gitIgnores(at, true)) return true;
    return false;
  }

  /** The nearest rule file that says anything decides, as git does; its folders were judged one by one on the way down. */
  #gitIgnores(path: string, isFolder: boolean): boolean {
    for (const file of this.#ruleFilesAbove(path)) {
      const verdict = this.#ask(file, path, isFolder);
      if (verdict !== undefined) return verdict;
    }
    return false;
  }

  /** The rule files that have a say about a path, the nearest first. */
  #ruleFilesAbove(path: string): readonly RuleFile[] {
    const files: RuleFile[] = [];
    const named = this.#namedAbove(path);
    if ((relativeInside(this.#top, path) ?? '').split('/').length > DEEPEST) return files;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const file = this.#ruleFile(folder);
      if (file !== undefined) files.push(file);
      if (named?.isIgnored === true && folder === named.folder) return files;
      if (folder === this.#top || dirname(folder) === folder) break;
    }
    if (this.#exclude !== undefined) files.push(this.#exclude);
    return files;
  }

  #ask(file: RuleFile, path: string, isFolder: boolean): boolean | undefined {
    const { ignored, unignored } = this.#test(file, path, isFolder) ?? {};
    return ignored === true ? true : unignored === true ? false : undefined;
  }

  #test(file: RuleFile, path: string, isFolder: boolean): TestResult | undefined {
    const inside = relativeInside(file.folder, path);
    return inside === undefined ? undefined : file.rules.test(isFolder ? `${inside}/` : inside);
  }

  #ruleFile(folder: string): RuleFile | undefined {
    if (!this.#files.has(folder)) this.#files.set(folder, this.#load(join(folder, '.gitignore'), folder));
    return this.#files.get(folder);
  }

  #load(path: string, folder: string): RuleFile | undefined {
    const { policy = false, nothing = false, named = [] } = this.#options;
    const text = policy || nothing ? undefined : readSmallFile(path, LARGEST);
    if (text === undefined) return undefined;
    const patterns = soundPatterns(text.replace(/^\ufeff/, ''));
    // Of a tree that is no repository (an unpacked archive) its own rules may say that all of it belongs to another one; then nothing would be looked at.
    // And a folder that somebody named may say of itself that it is nobody's, as those of tools do.
    const isWhole = (!this.#isRepository && folder === this.#root) || (folder !== this.#top && named.includes(folder));
    const counted = isWhole ? patterns.filter((pattern) => !ALL.test(pattern)) : patterns;
    return { file: path, folder, rules: ignore({ allowRelativePaths: false }).add(counted) };
  }
}
