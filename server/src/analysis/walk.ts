import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, throwIfAborted } from '../base/errors';
import { fileSystemPath, pathFromBytes } from '../base/rawPath';
import type { Project } from '../project/project';

/** What a walk has to tell beside the files. */
export interface WalkNotes {
  /** A folder that could not be read. */
  unreadable(folder: string): void;
  /** A file or a whole folder was left out, as the project says. */
  ignored?(path: string): void;
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
      path.push({ folder: below, entries: entriesNow(project, below, notes), at: 0 });
    } else yield join(here.folder, entry.name);
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
type Entry = Pick<Dirent, 'name' | 'isDirectory' | 'isFile'>;

/** What is in a folder. A name that is not UTF-8 is read again, as bytes: as text it would name no file. */
function entriesOf(folder: string): readonly Entry[] {
  const place = fileSystemPath(folder);
  const entries = readdirSync(place, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries;
  return readdirSync(place, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    name: pathFromBytes(entry.name),
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
  }));
}

function kept(project: Project, folder: string, entries: readonly Entry[], notes: WalkNotes): readonly Entry[] {
  const ignores = project.ignoresIn(folder);
  const chosen = entries.filter((entry) => {
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) return false;
    if (!ignores(entry.name, isFolder)) return true;
    notes.ignored?.(join(folder, entry.name));
    return false;
  });
  return chosen.sort((a, b) => (a.name < b.name ? -1 : 1));
}
