import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeDesk } from '../support/commandLine';

const root = join(import.meta.dirname, '../..');
const read = (name: string): unknown => parse(readFileSync(join(root, name), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'tacit-delivery-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('offers a hook whose command line the program takes', async () => {
  const [hook] = read('.pre-commit-hooks.yaml') as { id: string; entry: string; pass_filenames: boolean }[];
  expect(hook).toMatchObject({ id: 'tacit', pass_filenames: false });
  const [program, ...parameters] = hook?.entry.split(' ') ?? [];
  expect(program).toBe('tacit');
  const desk = makeDesk({});
  rmSync(join(desk.root, '.git'), { recursive: true });
  execFileSync('git', ['init', '-q'], { cwd: desk.root });
  expect(await desk.tacit(parameters)).toMatchObject({ code: 0 });
  desk.dispose();
});

describe('the GitHub Action', () => {
  const { runs } = read('action.yml') as { runs: { steps: { name: string; run: string; env?: Record<string, string> }[] } };
  const step = runs.steps.find(({ name }) => name === 'Scan');

  it('puts no input into a script', () => {
    for (const { run } of runs.steps) expect(run).not.toContain('${{');
  });

  it.each([
    ['a base', 'HEAD', ['--trust', '--no-inline', '--policy', 'HEAD']],
    ['no base', '', []],
    ['a file', 'policy file.json', ['--trust', '--no-inline', '--policy', 'policy file.json']],
  ])('hands its inputs over as they are: %s', (_title, policy, expected) => {
    const seen = join(folder, 'seen.json');
    const cli = join(folder, 'cli.cjs');
    writeFileSync(cli, `require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.argv.slice(2))); process.exit(1);`);
    const env = {
      PATH: process.env.PATH,
      TACIT_PATH: 'a b',
      TACIT_ARGUMENTS: '--rules\n$(touch x); y\n',
      TACIT_POLICY: policy,
      TACIT_SARIF: 'o.sarif',
      TACIT_CLI: cli,
    };
    const ended = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? ''], { cwd: root, env });
    expect(ended.status).toBe(1);
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual([
      'scan',
      'a b',
      '--no-progress',
      '--format',
      'sarif',
      '--output',
      'o.sarif',
      '--rules',
      '$(touch x); y',
      ...expected,
    ]);
  });
});
