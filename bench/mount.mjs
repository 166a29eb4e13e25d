// The tree and *Find Secret…* over a mount of 10,000 secrets on a real OpenBao: the numbers of test/interop/largeMount.test.ts, which holds them to their bars.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { row } from './table.mjs';

export function measure({ root, scratch }) {
  const file = join(scratch, 'mount.json');
  const parameters = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'system', 'test/interop/largeMount.test.ts'];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: root, env: { ...process.env, TACIT_BENCH_ROWS: file }, encoding: 'utf8' });
  if (!existsSync(file)) throw new Error(`nothing was measured:\n${stdout.slice(-2000)}`);
  const { firstPage, find, filter, heap } = JSON.parse(readFileSync(file, 'utf8'));
  return [
    row('mount of 10,000: first page of the tree, median of 9', firstPage, 'ms', 300),
    row('mount of 10,000: all names for a search', find, 'ms'),
    row('mount of 10,000: filtered after a key, median', filter, 'ms', 50),
    row('mount of 10,000: heap after 50 more pages', heap, 'MB', 40),
  ];
}
