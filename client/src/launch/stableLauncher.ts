import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `folder/tacit` a link to the launcher of this version, and gives its path. What the editor keeps (a terminal that it restores after an update of
 * the extension) names this path and not one below the folder of a version that is gone. The link is replaced in one step, so that a terminal that
 * starts meanwhile finds the old one or the new one. Where no link can be made, the launcher itself is given.
 */
export function linkLauncher(folder: string, launcher: string): string {
  const link = join(folder, 'tacit');
  const fresh = join(folder, `tacit-${String(process.pid)}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(fresh, { force: true });
    symlinkSync(launcher, fresh);
    renameSync(fresh, link);
    return link;
  } catch {
    return launcher;
  }
}
