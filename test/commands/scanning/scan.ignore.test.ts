import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const values = { one: makeValue(), two: makeValue() };
const line = (value = values.one): string => `const dbPassword = '${value}';\n`;
const environment = `DB_PASSWORD=${values.one}\n`;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
  rmSync(join(desk.root, '.git'), { recursive: true });
  git('init', '--initial-branch=main');
  return () => desk.dispose();
});

const git = (...parameters: string[]): Buffer => gitIn(desk.root, ...parameters);

function commit(files: Readonly<Record<string, string>>): void {
  desk.put(files);
  git('add', '--all', '--force');
  git('commit', '--quiet', '-m', 'change');
}

async function scan(...parameters: string[]): Promise<{ code: number; found: string[]; ignored: number }> {
  const { code, stdout, stderr } = await desk.tacit(['scan', ...parameters, '--format', 'json']);
  for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
  const { findings, ignored } = JSON.parse(stdout) as { findings: { path: string }[]; ignored: number };
  return { code, found: findings.map(({ path }) => path), ignored };
}

describe('what git has is read', () => {
  it('also where .gitignore names it since', async () => {
    commit({ '.env': environment, 'made/a.js': line() });
    desk.put({ '.gitignore': '.env\nmade/\n', 'made/new.js': line() });
    expect(await scan()).toEqual({ code: 1, found: ['.env', 'made/a.js'], ignored: 2 });
  });

  it('and what it has not is left out, as one that was taken out of it', async () => {
    commit({ '.env': environment });
    desk.put({ '.gitignore': '.env\n' });
    git('rm', '--cached', '--quiet', '.env');
    expect(await scan()).toEqual({ code: 0, found: [], ignored: 2 });
  });

  it('in a folder that nobody trusts, too', async () => {
    commit({ '.env': environment });
    desk.put({ '.gitignore': '.env\n' });
    expect((await scan('--shard', '1/1')).found).toEqual(['.env']);
  });

  it.each(['.idea/dataSources.xml', '.bundle/config'])('where tools keep settings: %s', async (name) => {
    commit({ [name]: name.endsWith('xml') ? `<jdbc-url>jdbc:mysql://root:${values.one}@db.internal/shop</jdbc-url>\n` : `PASSWORD: "${values.one}"\n` });
    expect((await scan()).found).toEqual([name]);
  });
});

describe('what somebody names is read', () => {
  it.each([
    ['a folder that .gitignore names', 'dist', 'dist/a.js'],
    ['one in a folder of other people’s code', 'node_modules/x', 'node_modules/x/a.js'],
    ['that folder as a whole', 'node_modules', 'node_modules/x/a.js'],
    ['a file that is made', 'web/app.min.js', 'web/app.min.js'],
  ])('%s', async (_title, name, file) => {
    desk.put({ '.gitignore': 'dist/\nnode_modules/\n', [file]: line() });
    expect((await scan()).code).toBe(0);
    const { code, found } = await scan(name);
    expect([code, found.length]).toEqual([1, 1]);
  });

  it('but not what is left out in it', async () => {
    desk.put({ '.gitignore': 'dist/\n', 'dist/node_modules/x/a.js': line() });
    expect(await scan('dist')).toEqual({ code: 0, found: [], ignored: 1 });
  });
});

it('reads all but version control with --no-ignore', async () => {
  desk.put({
    '.gitignore': 'dist/\n',
    'dist/a.js': line(),
    'node_modules/x/a.js': line(),
    'web/app.min.js': line(),
    'gen/a.js': line(),
    'tacit.json': '{ "version": 1, "ignore": ["gen"] }',
  });
  mkdirSync(join(desk.root, '.git/hooks'), { recursive: true });
  desk.put({ '.git/hooks/a.js': line() });
  expect((await scan()).found).toEqual([]);
  expect((await scan('--no-ignore')).found).toEqual(['dist/a.js', 'gen/a.js', 'node_modules/x/a.js', 'web/app.min.js']);
});

describe('what is left out is counted', () => {
  it('of what is staged, of a range and of history', async () => {
    commit({ 'src/app.js': '// nothing\n' });
    desk.put({ 'web/app.min.js': line(), 'node_modules/x/a.js': line(values.two) });
    git('add', '--all', '--force');
    expect(await scan('--staged', '--trust')).toEqual({ code: 0, found: [], ignored: 2 });
    git('commit', '--quiet', '-m', 'second');
    expect((await scan('--diff', 'HEAD~1...HEAD', '--trust')).ignored).toBe(2);
    expect((await scan('--history', '--trust')).ignored).toBe(2);
    expect((await scan('--history', '--trust', '--no-ignore')).found).toEqual(['node_modules/x/a.js', 'web/app.min.js']);
  });
});

describe('under a policy a change cannot hide a file by its place', () => {
  it.each(['.idea/svc/a.js', 'node_modules/svc/a.js', 'web/app.min.js', 'yarn.lock', 'a.map'])('%s', async (name) => {
    commit({ 'src/app.js': '// nothing\n' });
    git('checkout', '--quiet', '-b', 'proposal');
    commit({ [name]: line() });
    desk.put({ 'node_modules/installed/a.js': line() });
    expect((await scan('--policy', 'main', '--trust')).found).toEqual([name]);
    expect((await scan('--policy', 'main', '--trust', '--diff', 'main...HEAD')).found).toEqual([name]);
  });
});
