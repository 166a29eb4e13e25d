import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { currentPlatform } from './platform';

const within = (folder: string, path: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/**
 * The absolute real path of a helper program (THREATS 21): found on PATH, empty and relative entries skipped, and never inside one of
 * `outside` (the workspace) or the current folder, so that a program planted in a repository is not run. Undefined where there is none.
 */
export async function findProgram(name: string, outside: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const forbidden = await Promise.all([...outside, process.cwd()].map((folder) => realpath(folder).catch(() => folder)));
  const names = currentPlatform().name === 'windows' ? [`${name}.exe`] : [name];
  for (const entry of (environment.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(entry)) continue;
    for (const candidate of names) {
      const found = await realpath(join(entry, candidate)).catch(() => undefined);
      if (found === undefined || forbidden.some((folder) => folder !== sep && (within(folder, found) || within(folder, entry)))) continue;
      const usable = await access(found, constants.X_OK).then(
        async () => (await stat(found)).isFile(),
        () => false,
      );
      if (usable) return found;
    }
  }
  return undefined;
}
