import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, throwIfAborted } from '../base/errors';
import type { Project } from '../project/project';

/** Regular files below a folder that the project does not ignore, in order of name. Links are not followed. */
export async function* walk(project: Project, folder: string, unreadable: (folder: string) => void, signal?: AbortSignal): AsyncGenerator<string> {
  throwIfAborted(signal);
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') unreadable(folder);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!project.ignores(path, true)) yield* walk(project, path, unreadable, signal);
    } else if (entry.isFile() && !project.ignores(path, false)) yield path;
  }
}
