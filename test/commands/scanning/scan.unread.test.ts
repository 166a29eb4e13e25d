import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const values = { one: makeValue(), two: makeValue() };
const line = (value = values.one, name = 'dbPassword'): string => `const ${name} = '${value}';\n`;

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
  git('add', '--all');
  git('commit', '--quiet', '-m', 'change');
}

interface Told {
  readonly findings: readonly { readonly path: string; readonly grade: string }[];
  readonly complete: boolean;
  readonly binary: number;
  readonly files: number;
  readonly skipped: readonly { readonly path: string; readonly because: string }[];
}

async function scan(...parameters: string[]): Promise<Told & { code: number }> {
  const { code, stdout, stderr } = await desk.tacit(['scan', ...parameters, '--format', 'json']);
  for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
  return { code, ...(JSON.parse(stdout) as Told) };
}

/** A file of 65 MB that takes no room on the disk. */
function makeLarge(name: string, start: string): void {
  const path = join(desk.root, name);
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, start.padEnd(10_000, ' '));
  closeSync(descriptor);
  truncateSync(path, 65 * 1024 * 1024);
}

describe('a shallow clone', () => {
  const clone = (): string => {
    commit({ 'app.js': line() });
    commit({ 'app.js': '// gone\n' });
    commit({ 'other.js': '// nothing\n' });
    const copy = `${desk.root}-copy`;
    git('clone', '--quiet', '--depth', '2', pathToFileURL(desk.root).href, copy);
    return copy;
  };

  it('does not pass for a whole history', async () => {
    const cwd = clone();
    const { code, stdout } = await desk.tacit(['scan', '--history', '--trust', '-f', 'json'], { cwd });
    const { complete, skipped } = JSON.parse(stdout) as Told;
    expect([code, complete, skipped.map(({ because }) => because)]).toEqual([2, false, ['cut-off']]);
    const text = await desk.tacit(['scan', '--history', '--trust'], { cwd });
    expect(text.stdout).toContain('git fetch --unshallow');
  });

  it('serves where the range is all there', async () => {
    const cwd = clone();
    expect((await desk.tacit(['scan', '--history', 'HEAD~1..HEAD', '--trust'], { cwd })).code).toBe(0);
  });
});

describe('a file that is too large', () => {
  it('ends the scan with 2, and is named as it is in the findings', async () => {
    makeLarge('big.txt', line());
    expect(await scan()).toMatchObject({ code: 2, complete: false, skipped: [{ path: 'big.txt', because: 'too-large' }] });
    expect((await scan('big.txt')).code).toBe(2);
  });

  it('does not where it holds no text', async () => {
    makeLarge('big.bin', '\0\u0001\0\0');
    expect(await scan()).toMatchObject({ code: 0, complete: true, skipped: [], binary: 1 });
    git('add', '--all');
    expect(await scan('--staged', '--trust')).toMatchObject({ code: 0, skipped: [], binary: 1 });
    git('commit', '--quiet', '-m', 'large');
    expect(await scan('--history', '--trust')).toMatchObject({ code: 0, skipped: [], binary: 1 });
  });

  it('ends it with 2 of what is staged and of history too', async () => {
    makeLarge('big.txt', line());
    git('add', '--all');
    expect(await scan('--staged', '--trust')).toMatchObject({ code: 2, skipped: [{ because: 'too-large' }] });
    git('commit', '--quiet', '-m', 'large');
    expect(await scan('--history', '--trust')).toMatchObject({ code: 2, skipped: [{ because: 'too-large' }] });
  });
});

describe('more findings than are told', () => {
  const harmless = (count: number): string => "password = 'changeme'\n".repeat(count);

  it('keeps the gravest of them', async () => {
    desk.put({ 'a.py': `${harmless(2_100)}password = '${values.one}'\n` });
    const { code, complete, findings } = await scan();
    expect([code, complete, findings.length, findings.at(-1)?.grade]).toEqual([1, true, 2_000, 'real']);
  });

  it('says so where one is left out that counts', async () => {
    desk.put({ 'a.py': Array.from({ length: 2_050 }, () => `password = '${makeValue()}'\n`).join('') });
    expect(await scan()).toMatchObject({ code: 2, complete: false, skipped: [{ path: 'a.py', because: 'too-many' }] });
  });

  it('reads a file of values to its end', async () => {
    desk.put({ 'users.csv': `user,password\n${'bob,changeme\n'.repeat(1_000)}\neve,${values.one}\n${'x'.repeat(3_000)},y\nann,${values.two}\n` });
    expect((await scan()).findings.filter(({ grade }) => grade !== 'placeholder').length).toBe(2);
  });
});

describe('a text that is too long to be parsed', () => {
  it('is named', async () => {
    const filler = `function f${'x'.repeat(60)}() { return 1; }\n`;
    desk.put({ 'long.js': `${filler.repeat(14_000)}const password = read();\nconsole.log(password);\n` });
    expect(await scan()).toMatchObject({ code: 0, complete: true, skipped: [{ path: 'long.js', because: 'too-long' }] });
    expect((await desk.tacit(['scan'])).stdout).toContain('not checked for what it logs');
    expect((await scan('--rules', 'credential.')).skipped).toEqual([]);
  });
});

it('reads files and folders whose names are not UTF-8', async () => {
  const bad = (name: string): Buffer => Buffer.concat([Buffer.from(`${desk.root}/`), Buffer.from(name, 'latin1')]);
  mkdirSync(bad('bad\xff'));
  for (const name of ['bad\xff\xfe.js', 'bad\xff/a.js', 'caf\xe9.js']) writeFileSync(bad(name), line());
  desk.put({ 'café.js': line(), '😀.js': line() });
  const { code, findings, files } = await scan();
  expect([code, findings.length, files]).toEqual([1, 5, 5]);
  expect((await desk.tacit(['scan', '-f', 'sarif'])).code).toBe(1);
  expect((await desk.tacit(['scan'])).stdout.match(/dbPassword/g)?.length).toBe(5);
});

it('counts files that hold no text, each time', async () => {
  desk.put({ 'a.js': '// nothing\n' });
  writeFileSync(join(desk.root, 'a.dat'), Buffer.from(`a\0${line()}`));
  expect(await scan()).toMatchObject({ code: 0, files: 2, binary: 1 });
  expect((await desk.tacit(['scan'])).stdout).toContain('2 files (1 of them binary)');
  desk.put(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`many/${at}.js`, '// nothing\n'])));
  const cached = async () => (await scan('--cache-dir', `${desk.root}-cache`)).binary;
  await cached();
  expect(await cached()).toBe(1);
});

describe('what would find nothing whatever is there', () => {
  it.each([
    ['nosuch', 'No rule begins with nosuch.'],
    ['stripe', 'No rule begins with stripe. Is it credential.stripe?'],
    ['credental.password', 'No rule begins with credental.password. Is it credential.password?'],
    ['pasword', 'Is it credential.password?'],
    ['loging.', 'Is it logging.'],
  ])('is no rule: %s', async (rule, said) => {
    desk.put({ 'a.js': line() });
    for (const command of ['scan', 'fix']) {
      const { code, stderr, stdout } = await desk.tacit([command, '-r', rule]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(said);
    }
  });

  it.each([['--staged'], ['--diff', 'main...HEAD'], ['--history'], ['--shard', '1/2'], ['--policy', 'main']])(
    'is standard input with %s',
    async (...option) => {
      const { code, stderr } = await desk.tacit(['scan', '-', ...option], { input: line() });
      expect(code).toBe(2);
      expect(stderr).toContain(option[0]);
    },
  );
});
