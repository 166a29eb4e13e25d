import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findGitFolder } from '../../../server/src/project/ignoring/gitFolder';
import { parseIndex, trackedPaths } from '../../../server/src/project/ignoring/gitIndex';
import { IgnoreRules } from '../../../server/src/project/ignoring/ignore';
import { TrackedFiles } from '../../../server/src/project/ignoring/tracked';
import { gitIn as git } from '../../support/git';

function put(folder: string, names: readonly (string | Buffer)[]): void {
  for (const name of names) {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
    mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
    writeFileSync(path, '');
  }
}

const NAMES = ['a.js', 'a/b.js', 'a-b/c.js', 'a.b/c.js', 'é/ü.js', '😀.js', '\uffee.js', 'with space/"quote".js', `${'long/'.repeat(40)}${'x'.repeat(200)}.js`];

function repository(...init: string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-')));
  git(folder, 'init', '--quiet', ...init);
  put(folder, [...NAMES, Buffer.from([0x62, 0xff, 0x2e, 0x70, 0x79])]);
  return folder;
}

const listed = (folder: string): string[] => git(folder, 'ls-files', '-z').toString('latin1').split('\0').filter(Boolean).sort();

function read(folder: string): string[] {
  const found = findGitFolder(folder);
  return [...(found === undefined ? [] : (trackedPaths(found) ?? []))].sort();
}

describe('reads the index as git does', () => {
  it.each<[string, string[], (folder: string) => void]>([
    ['version 2', [], () => undefined],
    ['version 3', [], (folder) => git(folder, 'add', '--intent-to-add', 'later.js')],
    ['version 4', [], (folder) => git(folder, 'update-index', '--index-version', '4')],
    ['of SHA-256', ['--object-format=sha256'], () => undefined],
    ['split', [], (folder) => git(folder, 'update-index', '--split-index')],
    ['empty', [], (folder) => git(folder, 'rm', '--cached', '-r', '--quiet', '.')],
  ])('%s', (_title, init, change) => {
    const folder = repository(...init);
    git(folder, 'add', '--all');
    put(folder, ['later.js']);
    change(folder);
    expect(read(folder)).toEqual(listed(folder));
  });

  it('split, with more on top of what is shared', () => {
    const folder = repository();
    git(folder, 'add', '--all');
    git(folder, 'update-index', '--split-index');
    put(folder, ['more.js']);
    git(folder, 'add', 'more.js');
    expect(read(folder)).toEqual(listed(folder));
  });

  it('of a linked worktree', () => {
    const folder = repository();
    git(folder, 'add', 'a.js');
    git(folder, 'commit', '--quiet', '-m', 'first');
    const other = join(realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-'))), 'other');
    git(folder, 'worktree', 'add', '--quiet', other);
    put(other, ['own.js']);
    git(other, 'add', 'own.js');
    expect(read(other)).toEqual(['a.js', 'own.js']);
  });
});

it('takes an index that is cut off, or changed at any byte, for none or for another', () => {
  const folder = repository();
  git(folder, 'add', '--all');
  for (const version of ['2', '4']) {
    git(folder, 'update-index', '--index-version', version);
    const bytes = readFileSync(join(folder, '.git/index'));
    for (let length = 0; length < bytes.length; length += 7) expect(() => parseIndex(bytes.subarray(0, length), 20)).not.toThrow();
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = 0xff;
      expect(() => parseIndex(changed, 20)).not.toThrow();
    }
  }
});

/** An index of version 4 in which each name is the one before and so much more. */
function growing(entries: number, more: number): Buffer {
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(4, 4);
  head.writeUInt32BE(entries, 8);
  const entry = Buffer.concat([Buffer.alloc(62), Buffer.from([0]), Buffer.alloc(more, 'a'), Buffer.from([0])]);
  return Buffer.concat([head, ...Array.from({ length: entries }, () => entry), Buffer.alloc(20)]);
}

it('takes an index whose names would fill the memory for none', () => {
  expect(parseIndex(growing(50, 10), 20)?.names.at(-1)).toHaveLength(500);
  expect(parseIndex(growing(50, 10), 20, 5_000)).toBeUndefined();
  expect(parseIndex(growing(50, 1_000), 20)).toBeUndefined();
});

describe('what git has', () => {
  const folder = repository();
  git(folder, 'add', '--all');
  const tracked = new TrackedFiles(folder);
  it.each([
    ['a.js', false, true],
    ['a', true, true],
    ['a-b', true, true],
    ['a-', true, false],
    ['é', true, true],
    ['😀.js', false, true],
    ['\uffee.js', false, true],
    ['b.js', false, false],
    ['z', true, false],
  ])('%s (folder: %s): %s', (name, isFolder, known) => {
    expect(tracked.has(folder, join(folder, name), isFolder)).toBe(known);
  });
});

describe('what is committed and named in .gitignore afterwards', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-')));
  git(folder, 'init', '--quiet');
  put(folder, ['.env', 'made/kept.js', 'made/deep/kept.js', 'lib/own/kept.env', 'node_modules/p/committed.js']);
  git(folder, 'add', '--all');
  put(folder, ['other.env', 'made/new.js', 'made/deep/new.js', 'made/empty/new.js', 'lib/own/new.env', 'node_modules/p/installed.js']);
  writeFileSync(join(folder, '.gitignore'), '*.env\n/made/\n');
  const cases: [string, string, boolean, boolean, boolean][] = [
    ['', '.env', false, false, false],
    ['', 'other.env', false, true, false],
    ['', 'made', true, false, false],
    ['made', 'kept.js', false, false, false],
    ['made', 'new.js', false, true, false],
    ['made', 'deep', true, false, false],
    ['made', 'empty', true, true, false],
    ['made/deep', 'kept.js', false, false, false],
    ['made/deep', 'new.js', false, true, false],
    ['lib/own', 'kept.env', false, false, false],
    ['lib/own', 'new.env', false, true, false],
    ['', 'node_modules', true, true, false],
    ['node_modules', 'p', true, false, false],
    ['node_modules/p', 'committed.js', false, false, false],
    ['node_modules/p', 'installed.js', false, false, true],
    ['', '.git', true, true, true],
  ];
  const rules = new IgnoreRules(folder, []);
  const policy = new IgnoreRules(folder, [], { policy: true });
  for (const [below, name, isFolder, ignored, underPolicy] of cases) {
    if (below !== 'node_modules' && below !== 'node_modules/p')
      it(`${join(below, name)} is left out: ${ignored}`, () => expect(rules.ignoresIn(join(folder, below))(name, isFolder)).toBe(ignored));
    it(`${join(below, name)} is left out under a policy: ${underPolicy}`, () =>
      expect(policy.ignoresIn(join(folder, below))(name, isFolder)).toBe(underPolicy));
  }
});

it('knows what a submodule has', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-')));
  git(folder, 'init', '--quiet');
  mkdirSync(join(folder, 'sub'));
  git(join(folder, 'sub'), 'init', '--quiet');
  put(join(folder, 'sub'), ['.env']);
  git(join(folder, 'sub'), 'add', '.env');
  writeFileSync(join(folder, 'sub/.gitignore'), '.env\n');
  expect(new IgnoreRules(folder, []).ignoresIn(join(folder, 'sub'))('.env', false)).toBe(false);
});

describe('a folder that somebody names', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-')));
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, '.gitignore'), 'dist/\nnode_modules/\n*.log\n');
  put(folder, ['dist/a/x.js', 'dist/y.log', 'node_modules/p/x.js', 'src/x.js', 'src/x.log', 'made/x.js']);
  writeFileSync(join(folder, 'made/.gitignore'), '*\n');
  it.each([
    ['dist', 'dist', 'a', true, false],
    ['dist', 'dist/a', 'x.js', false, false],
    ['dist', 'dist', 'y.log', false, false],
    ['node_modules/p', 'node_modules/p', 'x.js', false, false],
    ['node_modules', 'node_modules', 'p', true, false],
    ['src', 'src', 'x.js', false, false],
    ['src', 'src', 'x.log', false, true],
    ['made', 'made', 'x.js', false, false],
    ['gen', 'gen', 'x.js', false, false],
    ['dist', '', 'dist', true, true],
  ])('%s: in %s is %s left out: %s', (named, below, name, isFolder, ignored) => {
    const globs = [{ folder, glob: 'gen/**' }];
    const rules = new IgnoreRules(folder, globs, { named: [join(folder, named)] });
    if (below !== '') expect(rules.ignores(join(folder, below, name), isFolder)).toBe(ignored);
    expect(rules.ignoresIn(join(folder, below))(name, isFolder)).toBe(ignored);
  });
});

it('leaves out nothing but version control where nothing is to be', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-index-')));
  put(folder, ['a']);
  writeFileSync(join(folder, '.gitignore'), '*\n');
  const rules = new IgnoreRules(folder, [{ folder, glob: '**' }], { nothing: true });
  const names: [string, boolean][] = [
    ['a', false],
    ['yarn.lock', false],
    ['node_modules', true],
    ['.git', true],
  ];
  expect(names.map(([name, isFolder]) => rules.ignoresIn(folder)(name, isFolder))).toEqual([false, false, false, true]);
  expect(names.map(([name, isFolder]) => rules.ignores(join(folder, name), isFolder))).toEqual([false, false, false, true]);
});
