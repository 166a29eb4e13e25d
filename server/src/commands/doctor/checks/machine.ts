import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { assertOwn } from '../../../base/system/atomicFile';
import { displayText } from '../../../base/display';
import { toTacitError } from '../../../base/errors';
import { t } from '../../../base/l10n';
import { currentPlatform } from '../../../base/system/platform';
import { findProgram } from '../../../base/system/programs';
import { describeFailure } from '../../../changes/moving/messages';
import type { CommandContext } from '../../context';
import { shellCommand, shellWord } from '../../shellWord';
import type { Problem } from '../check';
import { staleFiles } from './leftovers';

/** The oldest Node that Tacit is made for (`engines` of package.json). */
const OLDEST_NODE = [20, 19] as const;

export function checkNode(version = process.versions.node): readonly Problem[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return [];
  return [{ level: 'error', text: t('This is Node {0}.', version), mend: t('Install Node {0} or newer.', OLDEST_NODE.join('.')) }];
}

/** Hooks, other editors and people start `tacit` by name; what answers should be this one. */
export async function checkLauncher(context: CommandContext): Promise<readonly Problem[]> {
  const found = await findProgram('tacit', [context.cwd], context.environment);
  if (found === undefined)
    return [
      { level: 'note', text: t('No `tacit` is on your PATH.'), mend: t('Where you installed it: npm link. Editors’ terminals get it from the extension.') },
    ];
  const own = await realpath(context.distribution).catch(() => context.distribution);
  const home = dirname(own);
  // npm links to the bundle itself; the extension brings a launcher.
  if ([own, join(home, 'bin')].some((folder) => found.startsWith(folder + sep))) return [];
  return [
    {
      level: 'warning',
      text: t('`tacit` on your PATH is another one: {0}', displayText(found)),
      mend: t('Remove one of them, or put {0} first.', displayText(home)),
    },
  ];
}

/** What counts as this user's word must be writable by nobody else. */
export async function checkState(): Promise<readonly Problem[]> {
  const folder = currentPlatform().stateFolder;
  const names = await readdir(folder).catch((): string[] => []);
  const problems: Problem[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const path = join(folder, name);
    try {
      await assertOwn(path);
    } catch (thrown) {
      const { failure } = toTacitError(thrown, 'doctor');
      problems.push({ level: 'error', text: describeFailure(failure), mend: `chmod 700 ${shellWord(folder)} && chmod 600 ${shellWord(path)}` });
    }
  }
  for (const path of await staleFiles(folder, names)) problems.push(leftover(path));
  return problems;
}

/** A lock whose owner is gone is taken over by the next write; until then it only puzzles whoever sees it. */
export const leftover = (path: string): Problem => ({
  level: 'warning',
  text: t('A process that is gone left {0}.', displayText(path)),
  mend: `rm ${shellWord(path)}`,
});

/** The key files that sops and Tacit read. */
export async function checkKeyFiles(context: CommandContext): Promise<readonly Problem[]> {
  const environment = context.environment;
  const paths = new Set([currentPlatform(environment).ageKeyFile, currentPlatform({ ...environment, SOPS_AGE_KEY_FILE: undefined }).ageKeyFile]);
  const problems: Problem[] = [];
  for (const path of paths) problems.push(...(await checkKeyFile(path)));
  return problems;
}

async function checkKeyFile(path: string): Promise<readonly Problem[]> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return [];
  const [shown, word] = [displayText(path), shellWord(path)];
  if (stats.isSymbolicLink())
    return [
      {
        level: 'error',
        text: t('The key file {0} is a link, and Tacit follows none.', shown),
        mend: t('Put the file itself there, or name it by SOPS_AGE_KEY_FILE.'),
      },
    ];
  if (!stats.isFile())
    return [{ level: 'error', text: t('The key file {0} is no regular file.', shown), mend: t('Put your key file there, or name it by SOPS_AGE_KEY_FILE.') }];
  const { hasModes } = currentPlatform();
  const uid = process.getuid?.();
  if (!hasModes || uid === undefined) return [];
  if (stats.uid !== uid)
    return [{ level: 'error', text: t('The key file {0} belongs to another user.', shown), mend: `chown "$(id -u)" ${word} && chmod 600 ${word}` }];
  if ((stats.mode & 0o077) !== 0) return [{ level: 'error', text: t('The key file {0} can be read or changed by others.', shown), mend: `chmod 600 ${word}` }];
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (folder !== undefined && (folder.mode & 0o022) !== 0)
    return [
      { level: 'error', text: t('Others may put another file in the place of your key file {0}.', shown), mend: shellCommand('chmod', 'go-w', dirname(path)) },
    ];
  return [];
}
