import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const values = { known: makeValue(), added: makeValue() };
const line = (value: string, more = ''): string => `const dbPassword = '${value}';${more}\n`;

let desk: Desk;
beforeEach(async () => {
  desk = makeDesk({
    'known.js': line(values.known),
    'gen/a.js': line(values.known),
    'tacit.json': '{ "version": 1, "ignore": ["gen/**"], "baseline": "known.txt" }\n',
  });
  rmSync(join(desk.root, '.git'), { recursive: true });
  git('init', '--initial-branch=main');
  expect((await desk.tacit(['scan', '--write-baseline'])).code).toBe(0);
  git('add', '--all');
  git('commit', '--quiet', '-m', 'first');
  git('checkout', '--quiet', '-b', 'proposal');
  return () => desk.dispose();
});

const git = (...parameters: string[]): Buffer => gitIn(desk.root, ...parameters);

async function found(...parameters: string[]): Promise<readonly [code: number, paths: readonly string[]]> {
  const { code, stdout, stderr } = await desk.tacit(['scan', '--trust', '--format', 'json', ...parameters]);
  for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
  return [code, stdout === '' ? [] : (JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path)];
}

describe('scan --policy', () => {
  const silencers: readonly (readonly [string, () => Promise<unknown> | undefined])[] = [
    ['an ignore glob', () => (desk.put({ 'tacit.json': '{ "version": 1, "ignore": ["**"] }' }), undefined)],
    [
      'a rule that is switched off',
      () => (desk.put({ 'tacit.json': '{ "version": 1, "baseline": "known.txt", "rules": { "credential": "off" } }' }), undefined),
    ],
    ['a .gitignore', () => (desk.put({ '.gitignore': '*.js\n' }), undefined)],
    ['its own baseline', () => desk.tacit(['scan', '--write-baseline'])],
    ['a comment', () => (desk.put({ 'added.js': line(values.added, ' // tacit-ignore credential because I say so') }), undefined)],
  ];
  it.each(silencers)('is not silenced by %s of the change', async (_title, silence) => {
    desk.put({ 'added.js': line(values.added) });
    expect(await found('--policy', 'main')).toEqual([1, ['added.js']]);
    await silence();
    expect((await found())[0]).toBe(0);
    expect(await found('--policy', 'main', '--no-inline')).toEqual([1, ['added.js']]);
  });

  it('says the same of many files', async () => {
    desk.put({
      'tacit.json': '{ "version": 1, "rules": { "credential": "off" } }',
      ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`many/${at}.js`, line(values.added)])),
    });
    const [code, paths] = await found('--policy', 'main');
    expect([code, paths.length]).toEqual([1, 300]);
  });

  it('takes a file with its baseline beside it', async () => {
    const policy = {
      'policy/tacit.json': readFileSync(join(desk.root, 'tacit.json'), 'utf8'),
      'policy/known.txt': readFileSync(join(desk.root, 'known.txt'), 'utf8'),
    };
    desk.put({ 'tacit.json': '{ "version": 1, "ignore": ["**"] }', 'added.js': line(values.added), ...policy });
    expect(await found('--policy', 'policy/tacit.json')).toEqual([1, ['added.js']]);
  });

  it('counts for what is staged and for history too', async () => {
    desk.put({ 'tacit.json': '{ "version": 1, "ignore": ["**"] }', 'added.js': line(values.added) });
    git('add', '--all');
    expect(await found('--staged')).toEqual([0, []]);
    expect(await found('--staged', '--policy', 'main')).toEqual([1, ['added.js']]);
    git('commit', '--quiet', '-m', 'second');
    expect(await found('--history', '--policy', 'main')).toEqual([1, ['added.js']]);
  });

  it('ends with 2 where there is no such policy, or git may not be asked', async () => {
    for (const name of ['no-such-branch', 'none.json', '--upload-pack=x', 'a..b', 'HEAD:tacit.json']) expect((await found(`--policy=${name}`))[0]).toBe(2);
    expect((await desk.tacit(['scan', '--policy', 'main'])).code).toBe(2);
  });
});
