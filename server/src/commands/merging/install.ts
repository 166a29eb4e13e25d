import { realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { readRegularFileIfThere, writeFileAtomically } from '../../base/system/atomicFile';
import { displayText } from '../../base/display';
import { fail } from '../../base/errors';
import { Git } from '../../base/system/git';
import { t } from '../../base/l10n';
import { isEmbedded } from '../../stores/embedded';
import { type CommandContext, EXIT, printLine } from '../context';
import { shownPath } from '../sharing/sharedFile';
import { openWorkbench, type Workbench } from '../workbench';

const DRIVER = 'tacit';
const LARGEST_ATTRIBUTES = 1024 * 1024;

/** A word for the shell that git starts the driver with, whatever is in it. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** The command that git runs: this very program, by absolute paths (THREATS 21). In an editor's Node it is told to be one. */
async function driverCommand(context: CommandContext, root: string): Promise<string> {
  const program = await realpath(join(context.distribution, 'cli.js')).catch(() => join(context.distribution, 'cli.js'));
  for (const path of [program, process.execPath])
    if (path === root || path.startsWith(root + sep)) return fail({ code: 'FileUnsafe', path, because: 'in-repository' });
  const electron = process.versions.electron === undefined ? '' : 'ELECTRON_RUN_AS_NODE=1 ';
  return `${electron}${quoted(process.execPath)} ${quoted(program)} merge-driver -- %O %A %B %P`;
}

/** Patterns of `.gitattributes` that the project's vault files need: one for all that are named as usual, and one for any other. */
function patternsFor({ registry }: Workbench): readonly string[] {
  const names = registry.stores.flatMap((store) => (isEmbedded(store) ? [basename(store.file)] : []));
  const others = names.filter((name) => !name.endsWith('.sops.json')).map((name) => (/^[\w.-]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`));
  return ['*.sops.json', ...new Set(others)];
}

const lineFor = (pattern: string): string => `${pattern} merge=${DRIVER}`;

const linesOf = (text: string): Set<string> => new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, ' ')));

/** What of the merge driver is in place in a repository. */
export interface DriverState {
  /** The command that git has; undefined where there is none. */
  readonly command: string | undefined;
  /** True where it is this program. */
  readonly current: boolean;
  /** Lines that `.gitattributes` lacks. */
  readonly missing: readonly string[];
}

/** Undefined where there is no git, or no repository. Throws `NotTrusted`: git is not asked in a folder that the user does not trust (THREATS 20). */
export async function driverState(context: CommandContext, workbench: Workbench): Promise<DriverState | undefined> {
  const { project } = workbench;
  const git = await gitOf(workbench);
  if ((await git?.run(['rev-parse', '--git-dir'])) === undefined || git === undefined) return undefined;
  const command = (await git.run(['config', '--get', `merge.${DRIVER}.driver`]))?.toString('utf8').trim();
  const attributes = (await readRegularFileIfThere(join(project.root, '.gitattributes'), LARGEST_ATTRIBUTES))?.toString('utf8') ?? '';
  const wanted = await driverCommand(context, project.root).catch(() => undefined);
  return {
    command,
    current: command !== undefined && command === wanted,
    missing: patternsFor(workbench)
      .map(lineFor)
      .filter((line) => !linesOf(attributes).has(line)),
  };
}

async function gitOf({ project }: Workbench): Promise<Git | undefined> {
  if (!project.trusted) return fail({ code: 'NotTrusted', folder: project.root });
  return Git.open(project.root);
}

/** `tacit merge-driver --install`: tells git, in this clone alone, how to merge vault files; and all clones, by `.gitattributes`, which files these are. */
export async function installDriver(context: CommandContext): Promise<number> {
  const workbench = await openWorkbench(context);
  const { root } = workbench.project;
  const git = (await gitOf(workbench)) ?? fail({ code: 'GitFailed' });
  const command = await driverCommand(context, root);
  const set = async (name: string, value: string): Promise<void> => {
    if ((await git.run(['config', '--local', `merge.${DRIVER}.${name}`, value])) === undefined) fail({ code: 'GitFailed' });
  };
  await set('name', t('Tacit: merges vault files by key'));
  await set('driver', command);
  const file = join(root, '.gitattributes');
  const before = (await readRegularFileIfThere(file, LARGEST_ATTRIBUTES))?.toString('utf8') ?? '';
  const missing = patternsFor(workbench)
    .map(lineFor)
    .filter((line) => !linesOf(before).has(line));
  if (missing.length > 0) {
    const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
    await writeFileAtomically(file, `${start}${missing.join('\n')}\n`);
  }
  printLine(context.stderr, t('git merges vault files of this clone by key now. It runs: {0}', displayText(command)));
  if (missing.length > 0)
    printLine(context.stderr, t('Commit {0}; each clone runs `tacit merge-driver --install` once.', displayText(shownPath(context, file))));
  return EXIT.clean;
}
