import { dirname, join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { findGitFolder, readSmallFile } from './gitFolder';
import { Glob, relativeInside } from './globs';

/** Largest `.gitignore` read: 256 KiB. */
const LARGEST = 256 * 1024;
/** A pattern of a `.gitignore` with more `**` is left out: matching would cost more than linear time in the depth of the path (THREATS 31). */
const MOST_GLOBSTARS = 2;
const LONGEST = 256;
const MOST_PATTERNS = 5000;
/** Deeper paths are scanned whatever a `.gitignore` says. */
const DEEPEST = 64;

/**
 * Folders that hold other people's code or made files. Where a team commits one of them it still holds no secret of theirs to move, and what
 * is downloaded is not read by default. `build`, `dist`, `out` and `target` are not here: they are in `.gitignore` if they are made, and
 * where they are committed a secret in them is published.
 */
const FOLDERS: ReadonlySet<string> = new Set(
  `.git .hg .svn .jj .bzr CVS node_modules bower_components jspm_packages .yarn .pnpm-store .venv venv __pycache__ .tox .nox .mypy_cache .ruff_cache
  .pytest_cache site-packages .eggs .gradle .terraform .next .nuxt .svelte-kit .parcel-cache .turbo .cache .angular .dart_tool .bundle Pods Carthage
  DerivedData .idea .vs`.split(/\s+/),
);

/** Lock files: long lists of digests that other tools write. `.npmrc` and the like are not here. */
const FILES: ReadonlySet<string> = new Set(
  `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock Cargo.lock poetry.lock Pipfile.lock uv.lock pdm.lock composer.lock
  Gemfile.lock go.sum go.work.sum Podfile.lock Package.resolved pubspec.lock mix.lock flake.lock gradle.lockfile packages.lock.json .terraform.lock.hcl
  conan.lock gradle-wrapper.properties`.split(/\s+/),
);

/** Made or binary by their name. `.map` and `.min.js` are read by nobody; the source beside them is. Key material (`.pem`, `.key`, `.p12`) is not here. */
const ENDINGS =
  /\.(?:min\.(?:js|css|mjs)|map|lock\.json|png|jpe?g|gif|bmp|ico|icns|webp|avif|tiff?|psd|mp[34]|m4[av]|mov|avi|mkv|webm|wav|flac|ogg|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|zst|br|7z|rar|jar|war|ear|class|pyc|pyo|o|a|so|dylib|dll|exe|wasm|node|pdf|sqlite3?|db|parquet|snap)$/i;

/** SOPS and age files hold ciphertext: nothing in them is a literal to move. */
const ENCRYPTED = /(?:\.sops\.(?:json|ya?ml|env|ini)|\.age)$/i;

/** What is left out of workspace scans whatever the project says. */
export function isBuiltInIgnored(name: string, isFolder: boolean): boolean {
  if (isFolder) return FOLDERS.has(name);
  return FILES.has(name) || ENDINGS.test(name) || ENCRYPTED.test(name);
}

/** The lines of a `.gitignore` that a matcher takes without harm. */
function soundPatterns(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line.length <= LONGEST && (line.match(/\*\*/g) ?? []).length <= MOST_GLOBSTARS)
    .slice(0, MOST_PATTERNS);
}

interface RuleFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Which files a workspace scan leaves out: the built-in list, git's rules (`.git/info/exclude`, every `.gitignore` from the repository's top to
 * the file, the nearest deciding) and the globs of `tacit.json`. Files are read once and kept; make a new one when they change.
 */
export class IgnoreRules {
  readonly #root: string;
  readonly #top: string;
  readonly #globs: readonly Glob[];
  readonly #exclude: RuleFile | undefined;
  readonly #isRepository: boolean;
  readonly #counts: boolean;
  readonly #files = new Map<string, RuleFile | undefined>();
  readonly #folders = new Map<string, boolean>();
  readonly #trackedFolders = new Map<string, boolean>();

  /** `globs` must have passed `globFault`. `root` is a real path. `repository`: whether `.gitignore` and its like count. */
  constructor(
    root: string,
    globs: readonly { readonly folder: string; readonly glob: string }[],
    { repository = true }: { readonly repository?: boolean } = {},
  ) {
    this.#counts = repository;
    this.#root = root;
    this.#globs = globs.map(({ folder, glob }) => new Glob(folder, glob));
    const git = findGitFolder(root);
    this.#isRepository = git !== undefined;
    this.#top = git?.worktree ?? root;
    this.#exclude = git === undefined ? undefined : this.#load(join(git.common, 'info', 'exclude'), git.worktree);
  }

  /**
   * `path` is absolute. A file below an ignored folder is ignored. Outside of the root nothing is. `tracked`: git has the file whatever its own
   * rules say, as one added by force; then they do not count.
   */
  ignores(path: string, isFolder: boolean, tracked = false): boolean {
    const inside = relativeInside(this.#root, path);
    if (inside === undefined) return false;
    const steps = inside.split('/');
    let at = this.#root;
    for (const [index, step] of steps.entries()) {
      at = `${at.endsWith(sep) ? at.slice(0, -1) : at}${sep}${step}`;
      const last = index === steps.length - 1;
      if (last && !isFolder) return this.#decides(at, step, false, tracked);
      if (this.#folderIgnored(at, step, tracked)) return true;
    }
    return false;
  }

  /** As `ignores`, for what lies right in a folder that is not ignored: a scan asks once for each folder instead of anew for each file. */
  ignoresIn(folder: string): (name: string, isFolder: boolean) => boolean {
    const inside = folder === this.#root ? '' : relativeInside(this.#root, folder);
    if (inside === undefined) return () => false;
    const asked = this.#ruleFilesAbove(join(folder, 'x')).flatMap((file) => {
      const below = folder === file.folder ? '' : relativeInside(file.folder, folder);
      return below === undefined ? [] : [{ rules: file.rules, prefix: below === '' ? '' : `${below}/` }];
    });
    return (name, isFolder) => {
      if (isBuiltInIgnored(name, isFolder) || this.#globs.some((glob) => glob.matches(join(folder, name)))) return true;
      for (const { rules, prefix } of asked) {
        const { ignored, unignored } = rules.test(`${prefix}${name}${isFolder ? '/' : ''}`);
        if (ignored || unignored) return ignored;
      }
      return false;
    };
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
    return isBuiltInIgnored(name, isFolder) || this.#globs.some((glob) => glob.matches(path)) || (!tracked && this.#gitIgnores(path, isFolder));
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
    if ((relativeInside(this.#top, path) ?? '').split('/').length > DEEPEST) return files;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const file = this.#ruleFile(folder);
      if (file !== undefined) files.push(file);
      if (folder === this.#top || dirname(folder) === folder) break;
    }
    if (this.#exclude !== undefined) files.push(this.#exclude);
    return files;
  }

  #ask(file: RuleFile, path: string, isFolder: boolean): boolean | undefined {
    const inside = relativeInside(file.folder, path);
    if (inside === undefined) return undefined;
    const { ignored, unignored } = file.rules.test(isFolder ? `${inside}/` : inside);
    return ignored ? true : unignored ? false : undefined;
  }

  #ruleFile(folder: string): RuleFile | undefined {
    if (!this.#files.has(folder)) this.#files.set(folder, this.#load(join(folder, '.gitignore'), folder));
    return this.#files.get(folder);
  }

  #load(path: string, folder: string): RuleFile | undefined {
    const text = this.#counts ? readSmallFile(path, LARGEST) : undefined;
    if (text === undefined) return undefined;
    const patterns = soundPatterns(text.replace(/^\ufeff/, ''));
    // Of a tree that is no repository (an unpacked archive) its own rules may say that all of it belongs to another one; then nothing would be looked at.
    const counted = !this.#isRepository && folder === this.#root ? patterns.filter((pattern) => !/^\/?\*{1,2}\s*$/.test(pattern)) : patterns;
    return { folder, rules: ignore({ allowRelativePaths: false }).add(counted) };
  }
}
