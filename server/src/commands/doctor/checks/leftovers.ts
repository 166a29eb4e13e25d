import { join } from 'node:path';
import { isAlive, lockOwner, readRegularFile } from '../../../base/system/atomicFile';
import { hostname } from 'node:os';

/** `.name.PID-hex.tmp`, as `writeFileAtomically` makes it. */
const TEMPORARY = /^\..+\.(\d+)-[0-9a-f]{12}\.tmp$/;

/** Longest lock that is read, in bytes. */
const LONGEST_LOCK = 4096;

/** Of these names in a folder, the locks and half-written files whose process is gone. */
export async function staleFiles(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid !== undefined) {
      if (!(await isAlive({ host: hostname(), pid: Number(pid), started: '' }))) stale.push(path);
    } else if (name.endsWith('.lock')) {
      // A repository may have put a link or a pipe there (THREATS 25): no lock of ours is one.
      const text = await readRegularFile(path, LONGEST_LOCK).then(
        (bytes) => bytes.toString('utf8'),
        () => '',
      );
      const owner = lockOwner(text);
      if (owner !== undefined && !(await isAlive(owner))) stale.push(path);
    }
  }
  return stale;
}
