import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';

/**
 * Where something starts that a folder of the window declares: `cwd` (absolute, or relative to the folder), as far as that lies in the folder itself, links
 * followed. Undefined where it does not: a launch or a task of one project would get the values of another that the person approved (THREATS 47).
 */
export async function startFolder(folder: string, cwd: string | undefined): Promise<string | undefined> {
  if (cwd === undefined) return folder;
  const asked = isAbsolute(cwd) ? cwd : join(folder, cwd);
  const real = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);
  const [inside, outside] = await Promise.all([real(asked), real(folder)]);
  if (inside === undefined || outside === undefined) return undefined;
  const between = relative(outside, inside);
  return between === '..' || /^\.\.[/\\]/.test(between) || isAbsolute(between) ? undefined : asked;
}
