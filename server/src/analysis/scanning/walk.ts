import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode, throwIfAborted } from '../../base/errors';
import { fileSystemPath, pathFromBytes } from '../../base/system/rawPath';
import type { Project } from '../../project/project';
import { CONFIG_NAME, isManifestName } from '../../project/roots';

/** What a walk has to tell beside the files. */
export interface WalkNotes {
  /** A folder that could not be read. */
  unreadable(folder: string): void;
  /** A file or a whole folder was left out, as the project says. */
  ignored?(path: string, isFolder: boolean): void;
  /** A link, or what is neither a file nor a folder: it is not opened. */
  unopened?(path: string, isLink: boolean): void;
  /** A `tacit.json` or manifest of a folder below the one where the walk begins: that folder is a project of its own, and this one goes by another configuration. */
  nested?(path: string): void;
}

/** Regular files below a folder that the project does not ignore, in order of name. Links are not followed. */
export async function* walk(project: Project, folder: string, notes: WalkNotes, signal?: AbortSignal): AsyncGenerator<string> {
  throwIfAborted(signal);
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') notes.unreadable(folder);
    return;
  }
  for (const entry of kept(project, folder, entries, notes)) {
    if (entry.isDirectory()) yield* walk(project, join(folder, entry.name), notes, signal);
    else yield join(folder, entry.name);
  }
}

/** As `walk`, on this thread alone: in a scan that is several times faster than a promise a folder and a file. */
export function* walkNow(project: Project, folder: string, notes: WalkNotes, signal?: AbortSignal): Generator<string> {
  const path = [{ folder, entries: entriesNow(project, folder, notes), at: 0 }];
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const entry = here.entries[here.at++];
    if (entry === undefined) path.pop();
    else if (entry.isDirectory()) {
      throwIfAborted(signal);
      const below = join(here.folder, entry.name);
      const entries = entriesNow(project, below, notes);
      if (notes.nested !== undefined) for (const each of entries) if (isConfiguration(each.name) && !each.isDirectory()) notes.nested(join(below, each.name));
      path.push({ folder: below, entries, at: 0 });
    } else yield join(here.folder, entry.name);
  }
}

/**
 * As `walkNow`, of several files and folders, each file once, also where one of them lies in another. What was named is not told as left out on the way
 * to it, and a file counts whatever the project says.
 */
export function* walkEach(project: Project, targets: readonly string[], notes: WalkNotes, signal?: AbortSignal): Generator<string> {
  const named = new Set(targets);
  const seen = new Set<string>();
  const told = new Set<string>();
  // The innermost first: on the way from a folder above to it, what is in it may count as left out.
  for (const target of [...targets].sort((a, b) => b.length - a.length)) {
    const isFile = statSync(fileSystemPath(target), { throwIfNoEntry: false })?.isFile() === true;
    // A link to a file is no file to read, so it does not stand for the one that it names; a folder is read through its link.
    const real = isFile ? join(realFolder(dirname(target)), basename(target)) : realFolder(target);
    const keyOf = (path: string): string => real + path.slice(target.length);
    const isNew = (path: string): boolean => {
      const key = keyOf(path);
      return !seen.has(key) && told.size < told.add(key).size;
    };
    const each: WalkNotes = {
      unreadable: (folder) => {
        if (isNew(folder)) notes.unreadable(folder);
      },
      ignored: (path, isFolder) => {
        if (!named.has(path) && isNew(path)) notes.ignored?.(path, isFolder);
      },
      unopened: (path, isLink) => notes.unopened?.(path, isLink),
      nested: (path) => notes.nested?.(path),
    };
    for (const path of isFile ? [target] : walkNow(project, target, each, signal)) {
      const key = keyOf(path);
      if (seen.has(key)) continue;
      seen.add(key);
      yield path;
    }
  }
}

const isConfiguration = (name: string): boolean => name.startsWith('tacit.') && (name === CONFIG_NAME || isManifestName(name));

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function entriesNow(project: Project, folder: string, notes: WalkNotes): readonly Entry[] {
  try {
    return kept(project, folder, entriesOf(folder), notes);
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') notes.unreadable(folder);
    return [];
  }
}

/** What `readdir` tells of one name. */
type Entry = Pick<Dirent, 'name' | 'isDirectory' | 'isFile' | 'isSymbolicLink'>;

/** What is in a folder. A name that is not UTF-8 is read again, as bytes: as text it would name no file. */
function entriesOf(folder: string): readonly Entry[] {
  const place = fileSystemPath(folder);
  const entries = readdirSync(place, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries;
  return readdirSync(place, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    name: pathFromBytes(entry.name),
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }));
}

function kept(project: Project, folder: string, entries: readonly Entry[], notes: WalkNotes): readonly Entry[] {
  const ignores = project.ignoresIn(
    folder,
    entries.some(({ name }) => name === '.gitignore'),
  );
  const chosen = entries.filter((entry) => {
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) {
      notes.unopened?.(join(folder, entry.name), entry.isSymbolicLink());
      return false;
    }
    if (!ignores(entry.name, isFolder)) return true;
    notes.ignored?.(join(folder, entry.name), isFolder);
    return false;
  });
  return chosen.sort((a, b) => (a.name < b.name ? -1 : 1));
}
