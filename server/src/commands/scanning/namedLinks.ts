import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { findRoot } from '../../project/roots';
import { type CommandContext, printLine } from '../context';

/**
 * The paths of a command line with each link to a file replaced by the file that it leads to: a scan follows no link by itself (THREATS 25), and who names one
 * means what it leads to. One that leads out of its project is told and left out: a repository could lead to any file of the user. Undefined where
 * no path is left.
 */
export async function withoutLinks(context: CommandContext, paths: readonly string[]): Promise<readonly string[] | undefined> {
  const kept: string[] = [];
  for (const path of paths) {
    const file = path === '-' ? path : await followed(resolve(context.cwd, path), path, context.cwd);
    if (file === undefined)
      printLine(context.stderr, t('not read, a link that leads out of its project: {0}. Name the file that it leads to.', terminalText(path)));
    else kept.push(file);
  }
  return kept.length === 0 && paths.length > 0 ? undefined : kept;
}

/** `path` as it was given where it is no link to a file; else the real path of the file, or undefined where that is not inside the project of the link. */
async function followed(target: string, path: string, cwd: string): Promise<string | undefined> {
  const link = await lstat(target).catch(() => undefined);
  const isFile = link?.isSymbolicLink() === true && (await stat(target).catch(() => undefined))?.isFile() === true;
  if (!isFile) return path;
  const file = await realpath(target);
  const root = await findRoot(dirname(target), cwd);
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : undefined;
}
