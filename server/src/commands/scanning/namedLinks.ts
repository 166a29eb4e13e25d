import { lstat, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { findMarkedRoot } from '../../project/roots';
import { type CommandContext, printLine } from '../context';

/**
 * The paths of a command line with each link to a file replaced by the file that it leads to: a scan follows no link by itself (THREATS 25), and who names one
 * means what it leads to. One that leads out of its project, or on whose way a link does, is told and left out: a repository could lead to any file of the
 * user. Undefined where no path is left.
 */
export async function withoutLinks(context: CommandContext, paths: readonly string[]): Promise<readonly string[] | undefined> {
  const kept: string[] = [];
  for (const path of paths) {
    const file = path === '-' ? path : await followed(resolve(context.cwd, path), path);
    if (file === undefined)
      printLine(context.stderr, t('not read, a link that leads out of its project: {0}. Name the file or folder that it leads to.', terminalText(path)));
    else kept.push(file);
  }
  return kept.length === 0 && paths.length > 0 ? undefined : kept;
}

/** `path` as it was given, or the real path of the file where it is a link to one; undefined where a link on the way leads out of its project. */
async function followed(target: string, path: string): Promise<string | undefined> {
  const links = await linksOn(target);
  for (const link of links) if (!(await staysInside(link, target))) return undefined;
  const isFile = links.includes(target) && (await stat(target).catch(() => undefined))?.isFile() === true;
  return isFile ? await realpath(target) : path;
}

/** The links on the way to a path, itself included, the outermost first. */
async function linksOn(target: string): Promise<readonly string[]> {
  const links: string[] = [];
  for (let at = target; dirname(at) !== at; at = dirname(at)) if ((await lstat(at).catch(() => undefined))?.isSymbolicLink() === true) links.unshift(at);
  return links;
}

/**
 * A link that leads to what is in its own project: that of the folder in which it lies, whatever folder the person stands in. In no project it may lead to
 * what is in that folder alone. On the way to what was named, a link above the project is the machine's or the person's own, as `/tmp` is one on some: it may
 * lead anywhere.
 */
async function staysInside(link: string, target: string): Promise<boolean> {
  const folder = dirname(link);
  const [real, home] = await Promise.all([link, homedir()].map((path) => realpath(path).catch(() => undefined)));
  // It leads nowhere, which is told as any path that is not there.
  if (real === undefined) return true;
  const isOnTheWay = link !== target;
  if (isOnTheWay && [home, homedir()].some((each) => each !== undefined && isIn(folder, each))) return true;
  const marked = await findMarkedRoot(folder);
  if (isIn(marked ?? (await realpath(folder)), real)) return true;
  if (!isOnTheWay || marked !== undefined) return false;
  const below = await findMarkedRoot(dirname(target));
  return below !== undefined && below !== real && isIn(real, below);
}

const isIn = (folder: string, path: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
