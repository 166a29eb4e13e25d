import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const value = makeValue();
const code = `const dbPassword = '${value}';\n`;

let desk: Desk;
beforeAll(() => {
  desk = makeDesk({
    'src/a.js': code,
    'src/y.txt': '',
    'src/.gitignore': '/y.txt\n',
    'src/logo.dat': `\u0000\u0001${'\u0000\u0002\u0003'.repeat(20)}`,
    'dist/made.js': code,
    'error.log': '',
    'gen/a.js': code,
    'node_modules/a/index.js': '',
    'yarn.lock': '',
    '.gitignore': 'dist/\n*.log\n',
    'tacit.json': '{ "version": 1, "ignore": ["gen/**"] }',
  });
  mkdirSync(join(desk.root, '../elsewhere'));
  desk.put({ '../elsewhere/b.js': code });
  for (const [name, to] of [
    ['link.js', 'src/a.js'],
    ['chain.js', 'link.js'],
    ['folder', 'src'],
    ['out.js', '../elsewhere/b.js'],
    ['outLink', '../elsewhere'],
    ['hop', 'outLink'],
    ['dangling.js', 'nosuch'],
    ['src/up.js', '../gen/a.js'],
  ] as const)
    symlinkSync(to, join(desk.root, name));
});
afterAll(() => desk.dispose());

interface Told {
  readonly findings: readonly { readonly path: string }[];
  readonly leftOut: readonly { readonly path: string; readonly because: string; readonly by?: string; readonly rule?: string }[];
}

async function leftOut(...parameters: string[]): Promise<string[]> {
  const { stdout } = await desk.tacit(['scan', ...parameters, '--list-ignored', '-f', 'json']);
  return (JSON.parse(stdout) as Told).leftOut.map(({ path, because, by, rule }) => [path, because, by, rule].filter((each) => each !== undefined).join(' | '));
}

describe('scan --list-ignored', () => {
  const inSource = ['src/logo.dat | binary', 'src/up.js | link', 'src/y.txt | ignored | src/.gitignore | /y.txt'];
  const all = [
    '.git/ | ignored | version-control',
    'chain.js | link',
    'dangling.js | link',
    'dist/ | ignored | .gitignore | dist/',
    'error.log | ignored | .gitignore | *.log',
    'folder | link',
    'gen/a.js | ignored | tacit.json | gen/**',
    'hop | link',
    'link.js | link',
    'node_modules/ | ignored | built-in',
    'out.js | link',
    'outLink | link',
    ...inSource,
    'yarn.lock | ignored | built-in',
  ];

  it('names what was not looked at, and what says so', async () => {
    expect(await leftOut()).toEqual(all);
    // The paths of a report for programs are those from the top, whatever part was scanned.
    expect(await leftOut('src')).toEqual(inSource);
    expect(await leftOut('src/a.js', 'dist')).toEqual([]);
  });

  it('names it to people, with paths from where they stand', async () => {
    const { stdout } = await desk.tacit(['scan', '.', '--list-ignored'], { cwd: join(desk.root, 'src') });
    expect(stdout.match(/^left out.*$/gm)).toEqual(['left out, no text: logo.dat', 'left out, a link: up.js', 'left out by .gitignore (/y.txt): y.txt']);
    const { stdout: above } = await desk.tacit(['scan', '..', '--list-ignored'], { cwd: join(desk.root, 'src') });
    expect(above).toContain('left out by ../.gitignore (dist/): ../dist/\n');
    expect(above).toContain('left out by tacit.json (gen/**): ../gen/a.js\n');
    expect(above).toContain('left out, on the built-in list: ../node_modules/\n');
    expect(above).toContain('left out, of version control: ../.git/\n');
  });

  it('names what is left out of changes', async () => {
    const changed = makeDesk({ 'gen/a.js': code, 'tacit.json': '{ "version": 1, "ignore": ["gen"] }' });
    gitIn(changed.root, 'init', '--quiet');
    gitIn(changed.root, 'add', '.');
    const { stdout } = await changed.tacit(['scan', '--staged', '--trust', '--list-ignored', '-f', 'json']);
    expect((JSON.parse(stdout) as Told).leftOut).toEqual([{ path: 'gen/a.js', because: 'ignored', by: 'tacit.json', rule: 'gen' }]);
    changed.dispose();
  });

  it('shows no value that a pattern holds (THREATS 13)', async () => {
    const key = ['sk', 'live', makeValue().replaceAll('-', '')].join('_');
    const named = makeDesk({ [`a/x.js`]: code, '.gitignore': `a/*.js\n${key}*\n`, 'tacit.json': `{ "version": 1, "ignore": ["b/${key}*"] }`, 'b/c.js': '' });
    named.put({ [`${key}1`]: '', [`b/${key}2`]: '' });
    const { leftOut: told } = JSON.parse((await named.tacit(['scan', '--trust', '--list-ignored', '-f', 'json'])).stdout) as Told;
    expect(told.flatMap(({ rule }) => rule ?? [])).toEqual(['a/*.js', expect.stringMatching(/^b\/\W+$/), expect.stringMatching(/^\W+$/)]);
    named.dispose();
  });

  it('is silent where it was not asked for', async () => {
    const { stdout } = await desk.tacit(['scan', '-f', 'json']);
    expect((JSON.parse(stdout) as Partial<Told>).leftOut).toBeUndefined();
    expect((await desk.tacit(['scan'])).stdout).not.toContain('left out');
  });

  it('is refused for SARIF', async () => {
    expect(await desk.tacit(['scan', '--list-ignored', '-f', 'sarif'])).toMatchObject({ code: 2, stderr: expect.stringContaining('SARIF') as string });
  });
});

describe('a link that somebody names', () => {
  const found = async (...parameters: string[]) => {
    const { code: ended, stdout, stderr } = await desk.tacit(['scan', ...parameters, '-f', 'json']);
    return { ended, stderr, paths: stdout === '' ? undefined : (JSON.parse(stdout) as Told).findings.map(({ path }) => path) };
  };

  it.each([
    ['to a file of the project', ['link.js'], ['src/a.js']],
    ['to a link', ['chain.js'], ['src/a.js']],
    ['to a folder', ['folder'], ['folder/a.js']],
    ['beside the file', ['link.js', 'src/a.js'], ['src/a.js']],
    ['to what a project leaves out', ['src/up.js'], ['gen/a.js']],
  ])('is read: %s', async (_name, paths, expected) => {
    expect(await found(...paths)).toMatchObject({ ended: 1, paths: expected });
  });

  it('is refused where it leads out of the project', async () => {
    const { ended, paths, stderr } = await found('out.js');
    expect([ended, paths]).toEqual([2, undefined]);
    expect(stderr).toContain('not read, a link that leads out of its project: out.js.');
  });

  it('is told where it leads out, and the others are read', async () => {
    const { ended, paths, stderr } = await found('out.js', 'src/a.js');
    expect([ended, paths]).toEqual([1, ['src/a.js']]);
    expect(stderr).toContain('out.js');
  });

  it.each([
    ['a folder outside', 'outLink', 'outLink'],
    ['a file below a folder outside', 'outLink/b.js', 'outLink/b.js'],
    ['a folder outside, by two links', 'hop', 'hop'],
    ['a folder outside, by its whole path', 'ROOT/outLink/b.js', 'outLink/b.js'],
  ])('is refused where it leads out: %s', async (_name, named, told) => {
    const { ended, paths, stderr } = await found(named.replace('ROOT', desk.root));
    expect([ended, paths]).toEqual([2, undefined]);
    expect(stderr).toMatch(new RegExp(`not read, a link that leads out of its project: \\S*${told}\\. Name the file or folder`));
  });

  it('may stand above the project', async () => {
    symlinkSync(join(desk.root, '..'), join(desk.root, '../../', `${basename(join(desk.root, '..'))}-above`));
    const above = join(desk.root, '../../', `${basename(join(desk.root, '..'))}-above`);
    expect(await found(join(above, 'project/src/a.js'))).toMatchObject({ ended: 1 });
    expect(await found(join(above, 'project/src'))).toMatchObject({ ended: 1 });
    expect(await found(join(above, 'project/outLink'))).toMatchObject({ ended: 2 });
    rmSync(above);
  });

  it('stays within its own folder where no project holds it, whatever folder somebody stands in', async () => {
    const own = makeDesk({ 'zip/a.js': code, 'out/b.js': code });
    rmSync(join(own.root, '.git'), { recursive: true });
    symlinkSync('../out/b.js', join(own.root, 'zip/link.js'));
    symlinkSync('../out', join(own.root, 'zip/folder'));
    symlinkSync('a.js', join(own.root, 'zip/same.js'));
    const ended = async (path: string): Promise<number> => (await own.tacit(['scan', path])).code;
    expect(await Promise.all(['zip/link.js', 'zip/folder', 'zip/folder/b.js', join(own.root, 'zip/folder/b.js')].map(ended))).toEqual([2, 2, 2, 2]);
    expect(await Promise.all(['zip/same.js', 'zip/a.js', 'zip', 'out/b.js'].map(ended))).toEqual([1, 1, 1, 1]);
    own.dispose();
  });
});
