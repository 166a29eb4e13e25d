import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, lockOwner } from '../../../base/atomicFile';
import { hostname } from 'node:os';

/** `.name.PID-hex.tmp`, as `writeFileAtomically` makes it. */
const TEMPORARY = /^\..+\.(\d+)-[0-9a-f]{12}\.tmp$/;

/** Of these names in a folder, the locks and half-written files whose process is gone. */
export async function staleFiles(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid !== undefined) {
      if (!(await isAlive({ host: hostname(), pid: Number(pid), started: '' }))) stale.push(path);
    } else if (name.endsWith('.lock')) {
      const owner = lockOwner(await readFile(path, 'utf8').catch(() => ''));
      if (owner !== undefined && !(await isAlive(owner))) stale.push(path);
    }
  }
  return stale;
}
