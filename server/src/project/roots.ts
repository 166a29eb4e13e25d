import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { currentPlatform } from '../base/system/platform';

export const CONFIG_NAME = 'tacit.json';

/** `tacit.env.yaml` and its overlays, by name only: the format's own `detect` says the rest. */
export const isManifestName = (name: string): boolean => /^tacit\.env(?:\.[A-Za-z0-9_-]{1,40})?\.yaml$/.test(name);

const platform = currentPlatform();

/** The real path of the nearest folder that exists: `path` itself, or the folder of a file, also of one that is not there (yet). */
async function nearestFolder(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => undefined);
    if (real !== undefined && (await stat(real).catch(() => undefined))?.isDirectory() === true) return real;
    if (dirname(at) === at) return at;
  }
}

/**
 * May this folder, above the one we started in, have a say? Not the user's home or the file system's root, and not a folder that somebody
 * else owns or that all may write to: a `tacit.json` planted in /tmp must not steer what lies below it.
 */
async function mayDecide(folder: string, startOwner: number): Promise<boolean> {
  if (dirname(folder) === folder || folder === homedir()) return false;
  if (!platform.hasModes) return true;
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined || (stats.mode & 0o002) !== 0) return false;
  return stats.uid === startOwner || stats.uid === process.getuid?.();
}

async function isMarked(folder: string): Promise<boolean> {
  if ((await lstat(join(folder, CONFIG_NAME)).catch(() => undefined)) !== undefined) return true;
  if (await isRepository(folder)) return true;
  const names = await readdir(folder).catch((): string[] => []);
  return names.some(isManifestName);
}

const isRepository = async (folder: string): Promise<boolean> => (await lstat(join(folder, '.git')).catch(() => undefined)) !== undefined;

async function ancestors(start: string): Promise<string[]> {
  const owner = (await stat(start).catch(() => undefined))?.uid ?? -1;
  const folders = [start];
  for (let at = dirname(start); (await mayDecide(at, owner)) && at !== folders.at(-1); at = dirname(at)) folders.push(at);
  return folders;
}

/**
 * The project of a file or folder (DESIGN §4 "Projects"): the real path of the nearest ancestor with `tacit.json`, a manifest or `.git`,
 * else `within` (the folder that the person opened or stands in) where it holds the path, else the folder itself. A file that does not exist
 * counts by its folder.
 */
export async function findRoot(path: string, within?: string): Promise<string> {
  const start = await nearestFolder(path);
  const marked = await markedFrom(start);
  if (marked !== undefined) return marked;
  const opened = within === undefined ? undefined : await realpath(within).catch(() => undefined);
  return opened !== undefined && start.startsWith(opened.endsWith(sep) ? opened : opened + sep) ? opened : start;
}

/** As `findRoot`, where something marks the project; else undefined. */
export const findMarkedRoot = async (path: string): Promise<string | undefined> => markedFrom(await nearestFolder(path));

async function markedFrom(start: string): Promise<string | undefined> {
  for (const folder of await ancestors(start)) if (await isMarked(folder)) return folder;
  return undefined;
}

/**
 * The folders whose `tacit.json` counts for a root, outermost first, the root last: those from the repository that holds it (the nearest
 * ancestor with `.git`) down. Without a repository, the root alone.
 */
export async function configFolders(root: string): Promise<readonly string[]> {
  const folders = await ancestors(root);
  for (const [index, folder] of folders.entries()) if (await isRepository(folder)) return folders.slice(0, index + 1).reverse();
  return [root];
}
