// How long programs that start often take: `tacit --version`, `tacit run -- true` with one value of a vault. Bare Node is printed beside them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clock, median, row } from './table.mjs';

export async function measure({ distribution, scratch }) {
  const project = join(scratch, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  const env = { ...process.env, HOME: join(scratch, 'home'), XDG_STATE_HOME: join(scratch, 'state'), XDG_CONFIG_HOME: join(scratch, 'config') };
  const tacit = (parameters, input = '') =>
    spawnSync(process.execPath, [join(distribution, 'cli.js'), ...parameters], { cwd: project, env, input, encoding: 'utf8' });
  if (tacit(['secret', 'set', 'BENCH_VALUE'], 'a value of the bench').status !== 0) throw new Error('the vault of the bench could not be made');
  writeFileSync(join(project, 'tacit.env.yaml'), 'BENCH_VALUE: "ref+sops://secrets.sops.json#/BENCH_VALUE"\n');
  const digest = /--approve ([0-9a-f]+)/.exec(tacit(['run', '--', 'true']).stderr)?.[1];
  const approved = ['run', '--approve', digest ?? '', '--', 'true'];
  if (tacit(approved).status !== 0) throw new Error('the run of the bench failed');
  const times = { bare: [], version: [], run: [] };
  // One after another in each round, so that a busy moment of the machine falls on all three.
  for (let round = 0; round < 15; round++) {
    times.bare.push(clock(() => spawnSync(process.execPath, ['-e', '0'])));
    times.version.push(clock(() => tacit(['--version'])));
    times.run.push(clock(() => tacit(approved)));
  }
  return [
    row('node -e 0 (for comparison)', median(times.bare), 'ms'),
    row('tacit --version', median(times.version), 'ms', 150),
    row('tacit run -- true', median(times.run), 'ms', 250),
  ];
}
