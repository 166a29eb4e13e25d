import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type ChangedFile, changedFiles, type Comparison, isRange, readBlobs } from '../../analysis/git/gitChanges';
import { historyTexts, kindOf } from '../../analysis/git/gitHistory';
import { scan, type ScanOptions, type ScanResult } from '../../analysis/scanning/scan';
import { LARGEST } from '../../analysis/scanning/scanFile';
import { scanTexts, type TextToScan } from '../../analysis/scanning/scanTexts';
import { isOfShard, type Shard } from '../../analysis/scanning/shard';
import { fail } from '../../base/errors';
import { Git } from '../../base/system/git';
import { findGitFolder } from '../../project/ignoring/gitFolder';
import { openProject } from '../../project/open';
import { Policy } from '../../project/configuration/policy';
import type { Project } from '../../project/project';
import { findRoot } from '../../project/roots';
import { isTrusted } from '../../project/trust/trust';
import type { CommandContext } from '../context';
import { warning } from '../projects/configWarnings';

/** What a scan looks at: the working tree, or texts that are no files of it. */
export interface SourceOptions {
  /** What is staged, instead of what is on disk. */
  readonly staged?: boolean;
  /** What these commits changed: `BASE...HEAD`. */
  readonly diff?: string;
  /** What commits brought, of a range or (true) of all branches and tags. */
  readonly history?: string | true;
  readonly shard?: Shard;
  /** Where configuration and baseline come from: a commit, or a file whose name ends in `.json`. */
  readonly policy?: string;
  /** The name that text from standard input goes by. */
  readonly filename?: string;
  /** False: what `.gitignore`, tacit.json and the built-in list leave out is looked at too. */
  readonly ignore?: boolean;
  /** This run may ask git in this folder, as after `tacit trust`. */
  readonly trust?: boolean;
}

type RunOptions = Pick<ScanOptions, 'rules' | 'inline' | 'worker' | 'workers' | 'cache' | 'onProgress' | 'onLeftOut' | 'onNested' | 'signal'> & {
  /** Told of each file (absolute path) that changed. */
  readonly onChanged?: (path: string) => void;
};

/** A scan that is ready to run. */
export interface ScanSource {
  readonly project: Project;
  readonly policy?: Policy;
  /** Absolute path of the folder that findings are reported relative to. */
  readonly base: string;
  /** True where files are read as a whole, from the working tree. */
  readonly whole: boolean;
  /** Whether a file (absolute path) would be looked at, as a whole. */
  covers(path: string): boolean;
  run(options: RunOptions): Promise<ScanResult>;
}

/** Of what was not looked at as a whole, nothing can be said to be gone. */
const PARTIAL = { whole: false, covers: () => false } as const;

/** Throws `NotFound`, `NotTrusted` where git would have to be asked, and what opening the project throws. */
export async function openSource(context: CommandContext, paths: readonly string[], options: SourceOptions): Promise<ScanSource> {
  const [path = '.', ...others] = paths;
  if (others.length > 0) return several(context, [...new Set(paths.map((each) => resolve(context.cwd, each)))], options);
  if (path === '-') return standardInput(context, options);
  const target = resolve(context.cwd, path);
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return fail({ code: 'NotFound', path: target });
  const trusted = options.trust === true ? { trusted: true } : {};
  const policy = options.policy === undefined ? {} : { policy: await policyOf(context, target, options.policy, options.trust === true) };
  const ignoring = { named: [target], nothing: options.ignore === false };
  const project = await openProject(target, { within: context.cwd, ignoring, ...trusted, ...policy, ...warning(context) });
  const base = found.isFile() ? dirname(target) : target;
  const { shard, history } = options;
  const isOurs = (file: string): boolean => shard === undefined || isOfShard(shard, relative(base, file).split(sep).join('/'));
  const compare: Comparison | undefined = options.staged === true ? 'staged' : options.diff === undefined ? undefined : { range: options.diff };
  if (compare === undefined && history === undefined) {
    const covers = (file: string): boolean => file === target || (found.isDirectory() && isBelow(target, file) && isOurs(file));
    return {
      project,
      ...policy,
      base,
      whole: shard === undefined,
      covers,
      run: (more) => scan({ project, ...policy, target, ...(shard === undefined ? {} : { shard }), ...more }),
    };
  }
  if (!found.isDirectory()) return fail({ code: 'ArgumentInvalid', argument: 'path' });
  if (compare === undefined) {
    const range = history === true ? undefined : history;
    return { project, ...policy, base, ...PARTIAL, run: (more) => scanTexts({ project, ...more }, base, historyOf(project, base, range, isOurs, more.signal)) };
  }
  return { project, ...policy, base, ...PARTIAL, run: (more) => scanTexts({ project, ...more }, base, changes(context, project, base, compare, more)) };
}

/** Several files and folders of one project, in one report with paths from the folder that holds them all. Throws `SeveralProjects` where they are of several. */
async function several(context: CommandContext, targets: readonly string[], options: SourceOptions): Promise<ScanSource> {
  const folders: string[] = [];
  const roots = new Set<string>();
  const isFolder = new Map<string, boolean>();
  for (const target of targets) {
    const found = await stat(target).catch(() => undefined);
    if (found === undefined) return fail({ code: 'NotFound', path: target });
    isFolder.set(target, found.isDirectory());
    folders.push(found.isFile() ? dirname(target) : target);
    roots.add(await findRoot(target, context.cwd));
  }
  const [first = context.cwd] = targets;
  const [root = first, other] = roots;
  if (other !== undefined) return fail({ code: 'SeveralProjects', folders: [root, other] });
  const base = folders.reduce(commonFolder);
  const { shard } = options;
  const policy = options.policy === undefined ? {} : { policy: await policyOf(context, first, options.policy, options.trust === true) };
  const ignoring = { named: targets, nothing: options.ignore === false };
  const project = await openProject(first, {
    within: context.cwd,
    ignoring,
    ...(options.trust === true ? { trusted: true } : {}),
    ...policy,
    ...warning(context),
  });
  const isOurs = (file: string): boolean => shard === undefined || isOfShard(shard, relative(base, file).split(sep).join('/'));
  return {
    project,
    ...policy,
    base,
    whole: shard === undefined,
    covers: (file) => isOurs(file) && targets.some((target) => file === target || (isFolder.get(target) === true && isBelow(target, file))),
    run: (more) => scan({ project, ...policy, target: base, only: targets, ...(shard === undefined ? {} : { shard }), ...more }),
  };
}

const isBelow = (folder: string, path: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function commonFolder(one: string, other: string): string {
  let folder = one;
  while (folder !== other && !isBelow(folder, other) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** A name that ends in `.json` is a file; any other a commit, since a change could bring a file of any name. */
async function policyOf(context: CommandContext, target: string, name: string, trusted: boolean): Promise<Policy> {
  const root = await findRoot(target, context.cwd);
  if (name.endsWith('.json')) return Policy.fromFile(resolve(context.cwd, name), root);
  if (!trusted && !(await isTrusted(root))) return fail({ code: 'NotTrusted', folder: root });
  const worktree = findGitFolder(root)?.worktree ?? fail({ code: 'GitFailed', because: 'no-repository' });
  const git = (await Git.open(worktree, [root])) ?? fail({ code: 'GitFailed', because: 'not-installed' });
  return Policy.fromCommit(git, worktree, name);
}

/** Text from standard input, under a name that says its language. Nothing is read from disk under that name. */
async function standardInput(context: CommandContext, options: SourceOptions): Promise<ScanSource> {
  const path = resolve(context.cwd, options.filename ?? 'stdin');
  const project = await openProject(context.cwd, { within: context.cwd, ...warning(context) });
  async function* text(): AsyncGenerator<TextToScan> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of context.stdin) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      length += bytes.length;
      if (length > LARGEST) break;
      chunks.push(bytes);
    }
    yield { path, bytes: length > LARGEST ? undefined : Buffer.concat(chunks) };
  }
  return { project, base: context.cwd, ...PARTIAL, run: (more) => scanTexts({ project, ...more }, context.cwd, text()) };
}

/** git, where there is one, a repository, and in it the commits that a range names. Throws `GitFailed` that says which is missing. */
async function answering(git: Git | undefined, range: string | undefined): Promise<Git> {
  if (git === undefined) return fail({ code: 'GitFailed', because: 'not-installed' });
  if ((await git.run(['rev-parse', '--git-dir'])) === undefined) return fail({ code: 'GitFailed', because: 'no-repository' });
  // What is no range at all is told by who reads it.
  const ends = range !== undefined && isRange(range) ? range.split(/\.{2,3}/).filter((end) => end !== '') : [];
  for (const end of ends)
    if ((await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${end}^{commit}`])) === undefined)
      return fail({ code: 'GitFailed', because: 'no-commit' });
  return git;
}

/** What history has below a folder. Only in a trusted folder, as `changes`. */
async function* historyOf(
  project: Project,
  base: string,
  range: string | undefined,
  isOurs: (file: string) => boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<TextToScan> {
  if (!project.trusted) return fail({ code: 'NotTrusted', folder: project.root });
  const git = await answering(await Git.open(base, [project.root]), range);
  const real = await realpath(base);
  const under = (path: string): string => join(base, relative(real, path));
  const ours = (path: string): boolean => isOurs(under(path));
  const ignored = new Set<string>();
  const wanted = (path: string): boolean => {
    if (!project.ignores(path, false, true)) return true;
    ignored.add(path);
    return false;
  };
  for await (const text of historyTexts(git, real, { range, largest: LARGEST, wanted, ours, ...(signal === undefined ? {} : { signal }) }))
    yield { ...text, path: under(text.path) };
  for (const path of ignored) if (ours(path)) yield { path: under(path), bytes: undefined, because: 'ignored' };
}

/** What git has of the changed files. Only in a trusted folder: a repository can make git run what it says (THREATS 20). */
async function* changes(
  context: CommandContext,
  project: Project,
  base: string,
  compare: Comparison,
  { signal, onChanged }: Pick<RunOptions, 'signal' | 'onChanged'>,
): AsyncGenerator<TextToScan> {
  if (!project.trusted) return fail({ code: 'NotTrusted', folder: project.root });
  const index = compare === 'staged' ? indexOfHook(context) : undefined;
  const git = await answering(
    await Git.open(base, [project.root], index === undefined ? {} : { indexFile: index }),
    compare === 'staged' ? undefined : compare.range,
  );
  // git names files by real paths, and the project ignores by them.
  const folder = await realpath(base);
  const files = await changedFiles(git, folder, compare, signal);
  for (const { path } of files) onChanged?.(path);
  const under = (path: string): string => join(base, relative(folder, path));
  const isIgnored = (path: string): boolean => project.ignores(path, false, true);
  const byBlob = new Map<string, ChangedFile[]>();
  for (const file of files)
    if (isIgnored(file.path)) yield { path: under(file.path), bytes: undefined, because: 'ignored' };
    else byBlob.set(file.blob, [...(byBlob.get(file.blob) ?? []), file]);
  const read = async (id: string): Promise<Buffer | undefined> => {
    for await (const { bytes } of readBlobs(git, [id], LARGEST, signal)) return typeof bytes === 'string' ? undefined : bytes;
    return undefined;
  };
  for await (const { id, bytes } of readBlobs(git, [...byBlob.keys()], LARGEST, signal))
    for (const { path, added, before } of byBlob.get(id) ?? []) {
      if (typeof bytes === 'string') yield { path: under(path), bytes: undefined, because: bytes };
      // What comes from where it was not looked at, or was judged otherwise, is all new.
      else if (added === undefined || before === undefined || isIgnored(before.path) || kindOf(before.path) !== kindOf(path))
        yield { path: under(path), bytes };
      else yield { path: under(path), bytes, added, before: { bytes: () => read(before.blob), lineOf: before.lineOf } };
    }
}

/** In a hook of `git commit FILE…` git stages into an index of its own, and says so in the environment; no other value of that variable counts. */
function indexOfHook({ environment, cwd }: CommandContext): string | undefined {
  const given = environment.GIT_INDEX_FILE;
  if (given === undefined || given === '') return undefined;
  const path = resolve(cwd, given);
  const inGit = dirname(path).split(sep).includes('.git');
  return inGit && /^(?:index|index\.lock|next-index-\d+\.lock)$/.test(basename(path)) ? path : undefined;
}
