import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { fingerprinter, projectIdentity } from '../../../server/src/project/suppression/fingerprint';
import { normaliseRemote } from '../../../server/src/project/ignoring/gitFolder';
import { globFault } from '../../../server/src/project/ignoring/globs';
import { IgnoreRules } from '../../../server/src/project/ignoring/ignore';
import { expectCostBelow } from '../../support/cost';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-ignore-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const GIT_RULES = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/info/exclude': 'private/\n*.local\n',
  '.gitignore': '*.log\n!keep.log\n/build/\nsub/*.tmp\n# comment\n\\#hash\ntemp\n',
  'sub/.gitignore': '!*.log\n*.dat\n!deep/\n',
  'sub/deep/.gitignore': '*.txt\n!notes.txt\r\n',
};

describe('the hierarchy of .gitignore is that of git', () => {
  const folder = folderWith(GIT_RULES);
  const paths = `a.log keep.log build/x.js sub/build/x.js sub/a.log sub/a.tmp sub/deep/a.tmp sub/x.dat x.dat sub/deep/a.txt sub/deep/notes.txt a.txt
  private/key.js a.local sub/a.local #hash temp/x.js sub/temp temporary src/main.js sub/deep/a.log`.split(/\s+/);
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const rules = new IgnoreRules(folder, []);
  it.each(paths)('%s', (path) => {
    let expected = true;
    try {
      execFileSync('git', ['check-ignore', '-q', '--no-index', path], { cwd: folder });
    } catch {
      expected = false;
    }
    expect(rules.ignores(join(folder, path), false)).toBe(expected);
  });
  it('counts from a project inside the repository too', () => {
    expect(new IgnoreRules(join(folder, 'sub'), []).ignores(join(folder, 'sub/x.dat'), false)).toBe(true);
    expect(new IgnoreRules(join(folder, 'sub'), []).ignores(join(folder, 'sub/a.tmp'), false)).toBe(true);
  });
});

it('decides for what lies in a folder as for the whole path', () => {
  const folder = folderWith({ ...GIT_RULES, 'sub/deep/a.txt': '', 'tacit.json': '' });
  const rules = new IgnoreRules(folder, [{ folder, glob: 'sub/gen/**' }]);
  for (const inside of ['', 'sub', 'sub/deep', 'sub/gen'])
    for (const name of [
      'a.log',
      'keep.log',
      'a.tmp',
      'x.dat',
      'a.txt',
      'notes.txt',
      'a.local',
      'build',
      'private',
      'node_modules',
      'deep',
      'x.min.js',
      'main.js',
    ])
      for (const isFolder of [true, false])
        if (inside !== 'sub/gen') expect(rules.ignoresIn(join(folder, inside))(name, isFolder)).toBe(rules.ignores(join(folder, inside, name), isFolder));
});

it('looks into an unpacked archive whose own rules say that all of it belongs to another repository', () => {
  const rules = { '.gitignore': '/*\n!/debian/\n*.o\n' };
  const archive = folderWith(rules);
  expect(['main.c', 'debian', 'a.o'].map((name) => new IgnoreRules(archive, []).ignoresIn(archive)(name, false))).toEqual([false, false, true]);
  const repository = folderWith({ ...rules, '.git/HEAD': 'ref: refs/heads/main\n' });
  expect(['main.c', 'a.o'].map((name) => new IgnoreRules(repository, []).ignoresIn(repository)(name, false))).toEqual([true, true]);
});

it.each([
  ['node_modules/a/index.js', true],
  ['packages/a/node_modules/b.js', true],
  ['.git/config', true],
  ['package-lock.json', true],
  ['a/yarn.lock', true],
  ['app.min.js', true],
  ['logo.png', true],
  ['secrets.sops.json', true],
  ['.env', false],
  ['.env.local', false],
  ['server.pem', false],
  ['id_rsa', false],
  ['dist/main.js', false],
  ['vendor/lib.php', false],
  ['.npmrc', false],
  ['.github/workflows/ci.yml', false],
  ['.vscode/settings.json', false],
  ['notebook.ipynb', false],
  ['config.json', false],
])('built in: %s is left out: %s', (path, ignored) => {
  expect(new IgnoreRules('/nowhere/project', []).ignores(join('/nowhere/project', path), false)).toBe(ignored);
});

describe('globs of tacit.json', () => {
  it.each([
    ['*.gen.ts', 'a/b/x.gen.ts', true],
    ['/generated', 'generated/x/y.ts', true],
    ['generated/', 'generated/x/y.ts', true],
    ['generated/**', 'generated/x/y.ts', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['**/fixtures/**', 'a/b/fixtures/c/d.txt', true],
    ['.hidden', 'a/.hidden', true],
    ['src/**/x', 'src/x', true],
    ['!src', 'src/a.ts', false],
    ['{a,b}.ts', 'a.ts', false],
    ['+(a).ts', 'aa.ts', false],
    ['[ab].ts', 'a.ts', true],
    ['fixtures', 'fixtures-not/a', false],
  ])('%s and %s: %s', (glob, path, ignored) => {
    expect(globFault(glob)).toBeUndefined();
    expect(new IgnoreRules('/nowhere/p', [{ folder: '/nowhere/p', glob }]).ignores(join('/nowhere/p', path), false)).toBe(ignored);
  });
  it.each([
    ['/nowhere/p/a/../gen', true],
    ['/nowhere/p/./gen', true],
    ['/nowhere/p//gen', true],
    ['/nowhere/p/../gen', false],
    ['/nowhere/p2/gen', false],
    ['/nowhere/p', false],
  ])('%s is judged by where it leads: %s', (path, ignored) => {
    expect(new IgnoreRules('/nowhere/p', [{ folder: '/nowhere/p', glob: 'gen' }]).ignores(path, false)).toBe(ignored);
  });
  it('are relative to the folder that says them', () => {
    const rules = new IgnoreRules('/nowhere/p/sub', [{ folder: '/nowhere/p', glob: 'sub/x/*.js' }]);
    expect([rules.ignores('/nowhere/p/sub/x/a.js', false), rules.ignores('/nowhere/p/sub/a.js', false)]).toEqual([true, false]);
  });
  it.each([
    ['', 'empty'],
    ['x'.repeat(257), 'too-long'],
    ['**/**/**/**/a', 'too-many-stars'],
    ['../other/**', 'outside'],
    ['C:/x', 'outside'],
  ])('%s is refused: %s', (glob, fault) => {
    expect(globFault(glob)).toBe(fault);
  });
});

describe('hostile patterns take 250 ms at most (THREATS 31)', () => {
  const HOSTILE = [
    '*(*(*(*(a|b))))',
    '+(+(+(a)))b',
    '{a,b}'.repeat(50),
    `${'*a'.repeat(60)}b`,
    '**/a/**/a/**/b',
    `${'?*'.repeat(120)}b`,
    '[a-a]*'.repeat(40),
    `**/${'*a'.repeat(50)}/**/b`,
    '!'.repeat(250),
    '('.repeat(256),
    `[${'a'.repeat(250)}`,
    '\\'.repeat(255),
    `${'**/*a'.repeat(3)}*b`,
  ];
  const PATHS = ['a'.repeat(255), Array.from({ length: 60 }, () => 'a').join('/'), Array.from({ length: 900 }, () => 'a').join('/'), `${'ab'.repeat(120)}/c`];
  it.each(HOSTILE)('%s', (pattern) => {
    expect(globFault(pattern)).toBeUndefined();
    const folder = folderWith({ '.git/HEAD': 'ref', '.gitignore': `${pattern}\n` });
    for (const path of PATHS) {
      expectCostBelow(250, () => {
        new IgnoreRules(folder, [{ folder, glob: pattern }]).ignores(join(folder, path), false);
      });
    }
  });
  it('a .gitignore that is too large, a folder or a link is left out', () => {
    const folder = folderWith({ '.git/HEAD': 'ref', '.gitignore': `a.js\n${'#'.repeat(300_000)}`, 'b/.gitignore/x': '' });
    expect(new IgnoreRules(folder, []).ignores(join(folder, 'a.js'), false)).toBe(false);
    expect(new IgnoreRules(folder, []).ignores(join(folder, 'b/a.js'), false)).toBe(false);
  });
});

describe('fingerprints', () => {
  const finding = (rule: string, context = 'c0ffee', occurrence = 0): Finding => ({
    rule,
    span: { start: 0, end: 1 },
    related: [],
    grade: 'real',
    anchor: { context, occurrence },
  });
  const fingerprint = fingerprinter('name:test');
  const token = ['sk', '_live_', 'a8F3kQ0zR7tY2wX9', 'bN4mC6vL'].join('');

  it('a token is recognised wherever it stands, and not by another project', () => {
    expect(fingerprint(finding('credential.stripe-secret-key', 'a'), token)).toBe(fingerprint(finding('credential.stripe-secret-key', 'b', 3), token));
    expect(fingerprinter('name:other')(finding('credential.stripe-secret-key'), token)).not.toBe(fingerprint(finding('credential.stripe-secret-key'), token));
  });

  it.each(['credential.password', 'credential.generic-token', 'credential.stripe-secret-key'])('of 1,000 passwords under %s there are at most 256', (rule) => {
    const all = new Set(Array.from({ length: 1000 }, (_, index) => fingerprint(finding(rule), `hunter${String(index)}`)));
    expect(all.size).toBeLessThanOrEqual(256);
    // And enough that a changed value reopens the finding as a rule.
    expect(all.size).toBeGreaterThan(200);
  });

  it.each([
    ['words', ['sk', 'live', 'correcth'].join('_')],
    ['words and a year', ['sk', 'live', 'MyCompanyProduction2024Key'].join('_')],
    ['small words and a year', 'acmeproductiondatabase2024key'],
    ['repeated', `sk_live_${'a1'.repeat(20)}`],
    ['digits', '1234567890123456789012345678'],
  ])('a value of a provider rule that is not random enough is not hashed: %s', (_name, value) => {
    expect(fingerprint(finding('credential.stripe-secret-key'), value)).toMatch(/^c1-/);
  });

  it('a token under a rule for chosen values is not hashed', () => {
    expect(fingerprint(finding('credential.generic-token'), token)).toMatch(/^c1-/);
  });

  it.each([
    ['https://example.com/Team/App.git', 'example.com/team/app'],
    ['git@example.com:team/app.git', 'example.com/team/app'],
    ['ssh://git@example.com:2222/team/app', 'example.com/team/app'],
    ['https://user:canary@example.com/team/app', 'example.com/team/app'],
  ])('%s is %s, without credentials', (url, normal) => {
    expect(normaliseRemote(url)).toBe(normal);
    const folder = folderWith({ '.git/HEAD': 'ref', '.git/config': `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n` });
    expect(projectIdentity(folder, undefined)).toBe(`origin:${normal}`);
    expect(projectIdentity(folder, 'app')).toBe('name:app');
  });
});
