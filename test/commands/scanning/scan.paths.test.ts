import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

const line = (): string => `password = "${makeValue()}"\n`;

let desk: Desk;
beforeAll(() => {
  desk = makeDesk({
    'a/one.py': line(),
    'a/deep/two.py': line(),
    'b/three.py': line(),
    'c/four.py': line(),
    'dist/five.py': line(),
    'other/tacit.json': '{ "version": 1 }',
    'other/six.py': line(),
    'tacit.json': '{ "version": 1 }',
    '.gitignore': 'dist/\n',
  });
});
afterAll(() => desk.dispose());

interface Told {
  readonly files: number;
  readonly ignored: number;
  readonly findings: readonly { readonly path: string }[];
}

describe('scan of several paths', () => {
  it.each<[string, readonly string[], readonly string[], number]>([
    ['folders', ['a', 'b'], ['a/deep/two.py', 'a/one.py', 'b/three.py'], 0],
    ['files', ['c/four.py', 'b/three.py'], ['b/three.py', 'c/four.py'], 0],
    ['a file and a folder', ['a/one.py', 'b'], ['a/one.py', 'b/three.py'], 0],
    ['one path twice', ['b', './b', 'b/'], ['b/three.py'], 0],
    ['a path in another', ['a', 'a/deep', 'a/deep/two.py'], ['a/deep/two.py', 'a/one.py'], 0],
    [
      'what is left out, named beside the folder that leaves it out',
      ['.', 'dist'],
      ['a/deep/two.py', 'a/one.py', 'b/three.py', 'c/four.py', 'dist/five.py', 'other/six.py'],
      1,
    ],
  ])('%s', async (_title, paths, expected, ignored) => {
    const { code, stdout } = await desk.tacit(['scan', ...paths, '-f', 'json']);
    const told = JSON.parse(stdout) as Told;
    expect([code, told.ignored, told.findings.map(({ path }) => path)]).toEqual([1, ignored, expected]);
  });

  it('tells people paths from where they stand', async () => {
    const { stdout } = await desk.tacit(['scan', '../b', 'deep'], { cwd: join(desk.root, 'a') });
    expect(stdout.split('\n').filter((text) => text.endsWith('.py'))).toEqual(['../a/deep/two.py', '../b/three.py']);
  });

  it('lets shards be parts of the same whole', async () => {
    const parts = await Promise.all(['1/2', '2/2'].map((shard) => desk.tacit(['scan', 'a', 'b', 'c', '--shard', shard, '-f', 'json'])));
    const paths = parts.flatMap(({ stdout }) => (JSON.parse(stdout) as Told).findings.map(({ path }) => path));
    expect(paths.sort()).toEqual(['a/deep/two.py', 'a/one.py', 'b/three.py', 'c/four.py']);
  });

  it('writes a baseline of them that keeps what others found', async () => {
    expect((await desk.tacit(['scan', 'c', '--baseline', 'known', '--write-baseline'])).code).toBe(0);
    expect((await desk.tacit(['scan', 'a', 'b/three.py', '--baseline', 'known', '--write-baseline'])).code).toBe(0);
    expect((await desk.tacit(['scan', 'a', 'b', 'c', '--baseline', 'known'])).code).toBe(0);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['--staged', ['a', 'b', '--staged'], /--staged looks at one folder/],
    ['--diff', ['a', 'b', '--diff', 'main...HEAD'], /--diff looks at one folder/],
    ['--history', ['a', 'b', '--history'], /--history looks at one folder/],
    ['standard input', ['a', '-'], /Standard input \(-\) is one text of its own/],
    ['two projects', ['a', 'other/six.py'], /of two projects, .*other/],
    ['a path that is not there', ['a', 'nosuch'], /nosuch/],
  ])('refuses clearly: %s', async (_title, parameters, expected) => {
    const { code, stdout, stderr } = await desk.tacit(['scan', ...parameters]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
  });
});
