import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const values = { old: makeValue(), staged: makeValue(), disk: makeValue() };
/** A function that prints what it got, some lines below. */
const leak = (source: string): string => `function f(${source}) {\n  const y = ${source};\n  go();\n  go();\n  console.log(y);\n}\n`;
const line = (value: string, name = 'dbPassword'): string => `const ${name} = '${value}';\n`;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk({ 'src/app.js': line(values.old), '.gitignore': '.env\n' });
  rmSync(join(desk.root, '.git'), { recursive: true });
  git('init', '--initial-branch=main');
  commit('first');
  return () => desk.dispose();
});

const git = (...parameters: string[]): string => gitIn(desk.root, ...parameters).toString('utf8');

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '-m', message);
}

/** `path:line` of what is reported, and the exit code. */
async function scan(...parameters: string[]): Promise<{ code: number; found: string[]; stderr: string }> {
  const { code, stdout, stderr } = await desk.tacit(['scan', ...parameters, '--trust', '--format', 'json']);
  for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
  const { findings } = JSON.parse(stdout === '' ? '{ "findings": [] }' : stdout) as { findings: { path: string; startLine: number }[] };
  return { code, found: findings.map(({ path, startLine }) => `${path}:${startLine}`), stderr };
}

describe('scan --staged', () => {
  it('reads what is staged, and reports the lines that change alone', async () => {
    desk.put({ 'src/app.js': line(values.old) + line(values.staged, 'mailPassword') });
    git('add', 'src/app.js');
    desk.put({ 'src/app.js': line(values.old) + line(values.staged, 'mailPassword') + line(values.disk, 'otherPassword') });
    expect(await scan('--staged')).toMatchObject({ code: 1, found: ['src/app.js:2'] });
    expect((await scan()).found).toEqual(['src/app.js:1', 'src/app.js:2', 'src/app.js:3']);
  });

  it('reports a staged value that is gone from the disk, and none that is only there', async () => {
    desk.put({ 'new.js': line(values.staged) });
    git('add', 'new.js');
    desk.put({ 'new.js': '', 'src/app.js': line(values.disk) });
    expect(await scan('--staged')).toMatchObject({ code: 1, found: ['new.js:1'] });
  });

  it.each<[string, () => void, string[]]>([
    ['nothing is staged', () => undefined, []],
    ['a line is taken out', () => (desk.put({ 'src/app.js': '// gone\n' }), git('add', '--all')), []],
    ['a file is removed', () => git('rm', 'src/app.js'), []],
    ['a file is moved', () => git('mv', 'src/app.js', 'src/main.js'), []],
    [
      'a file is moved and a line is added',
      () => (git('mv', 'src/app.js', 'src/main.js'), desk.put({ 'src/main.js': line(values.old) + line(values.staged) }), git('add', '--all')),
      ['src/main.js:2'],
    ],
    [
      'a file is moved to where it is judged otherwise: all of it counts',
      () => (git('mv', 'src/app.js', 'src/x.js'), commit('x'), git('mv', 'src/x.js', 'x.test.js'), commit('test'), git('mv', 'x.test.js', 'src/y.js')),
      ['src/y.js:1'],
    ],
    [
      'what an unchanged line prints becomes a secret',
      () => (desk.put({ 'src/log.js': leak('pageSize') }), commit('log'), desk.put({ 'src/log.js': leak('password') }), git('add', '--all')),
      ['src/log.js:5'],
    ],
    [
      'lines are added and taken out above a leak that was there',
      () => (
        desk.put({ 'src/log.js': `// one\n// two\n${leak('password')}` }),
        commit('log'),
        desk.put({ 'src/log.js': leak('password').replace('{\n', '{\n  // more\n  // and more\n') }),
        git('add', '--all')
      ),
      [],
    ],
    ['only the mode changes', () => (chmodSync(join(desk.root, 'src/app.js'), 0o755), git('add', '--all')), []],
    ['an ignored file is added by force', () => (desk.put({ '.env': `DB_PASSWORD=${values.staged}\n` }), git('add', '-f', '.env')), ['.env:1']],
    [
      'a file becomes a link',
      () => (rmSync(join(desk.root, 'src/app.js')), execFileSync('ln', ['-s', 'x', join(desk.root, 'src/app.js')]), git('add', '--all')),
      [],
    ],
    [
      'names that need quoting',
      () => (desk.put({ 'a "b"\t→\n.js': line(values.staged), 'src/z.js': line(values.disk) }), git('add', '--all')),
      ['a "b"\t→\n.js:1', 'src/z.js:1'],
    ],
    [
      'a binary file beside it',
      () => (writeFileSync(join(desk.root, 'a.bin'), Buffer.alloc(9000)), desk.put({ 'z.js': line(values.staged) }), git('add', '--all')),
      ['z.js:1'],
    ],
    [
      'a text that looks like a patch',
      () => (desk.put({ 'a.patch': 'diff --git a/x b/x\n@@ -1 +1,9 @@\n+x\n', 'z.js': `\n\n${line(values.staged)}` }), git('add', '--all')),
      ['z.js:3'],
    ],
  ])('%s', async (_title, change, found) => {
    change();
    expect(await scan('--staged')).toMatchObject({ code: found.length === 0 ? 0 : 1, found });
  });

  it('looks below the folder that is asked for', async () => {
    desk.put({ 'src/two.js': line(values.staged), 'top.js': line(values.disk) });
    git('add', '--all');
    expect(await scan('src', '--staged')).toMatchObject({ found: ['src/two.js:1'] });
  });

  it('leaves out what tacit.json ignores', async () => {
    desk.put({ 'tacit.json': '{ "version": 1, "ignore": ["gen/**"] }\n', 'gen/a.js': line(values.staged), 'b.js': line(values.disk) });
    git('add', '--all');
    expect((await scan('--staged')).found).toEqual(['b.js:1']);
  });

  it('reads the index that a hook of `git commit FILE` names, and no other file under that variable', async () => {
    desk.put({ 'a.js': line(values.staged), 'b.js': line(values.disk) });
    const index = join(desk.root, '.git', 'next-index-77.lock');
    execFileSync('git', ['add', 'a.js'], { cwd: desk.root, env: { ...process.env, GIT_INDEX_FILE: index }, stdio: 'ignore' });
    git('add', 'b.js');
    const found = async (environment: NodeJS.ProcessEnv): Promise<string> => (await desk.tacit(['scan', '--staged', '--trust'], { environment })).stdout;
    const hook = await found({ GIT_INDEX_FILE: '.git/next-index-77.lock' });
    expect([hook.includes('a.js'), hook.includes('b.js')]).toEqual([true, false]);
    const planted = await found({ GIT_INDEX_FILE: join(desk.root, 'index') });
    expect([planted.includes('a.js'), planted.includes('b.js')]).toEqual([false, true]);
  });
});

describe('scan --diff', () => {
  beforeEach(() => {
    git('checkout', '--quiet', '-b', 'feature');
    desk.put({ 'src/feature.js': line(values.staged) });
    commit('feature');
    git('checkout', '--quiet', 'main');
    desk.put({ 'src/meanwhile.js': line(values.disk) });
    commit('meanwhile');
    git('checkout', '--quiet', 'feature');
  });

  it.each([
    ['what a branch did since it left', 'main...HEAD', ['src/feature.js:1']],
    ['the same by its base alone', 'main', ['src/feature.js:1']],
    ['two commits as they are', 'HEAD..main', ['src/meanwhile.js:1']],
    ['by an older commit', 'HEAD~1..HEAD', ['src/feature.js:1']],
  ])('%s', async (_title, range, found) => {
    expect(await scan('--diff', range)).toMatchObject({ code: 1, found });
  });

  it.each([
    ['an option', '--output=stolen', /no range of commits/],
    ['a path', '../x', /no range of commits/],
    ['a command', 'main;touch stolen', /no range of commits/],
    ['a commit that is not there', 'nobody...HEAD', /git has no such commit here/],
  ])('refuses %s', async (_title, range, said) => {
    const { code, found, stderr } = await scan(`--diff=${range}`);
    expect([code, found, stderr]).toEqual([2, [], expect.stringMatching(said)]);
    expect(existsSync(join(desk.root, 'stolen'))).toBe(false);
  });

  it('is one or the other', async () => {
    expect((await desk.tacit(['scan', '--staged', '--diff', 'main'])).code).toBe(2);
  });
});

describe('git is asked', () => {
  it.each([['--staged'], ['--diff=HEAD']])('only in a trusted folder (%s)', async (option) => {
    const refused = await desk.tacit(['scan', option]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('You do not trust the folder')]);
    await desk.tacit(['trust']);
    expect((await desk.tacit(['scan', option])).code).toBe(0);
  });

  it('without running anything that the repository names (THREATS 20)', async () => {
    const ran = join(desk.root, 'ran');
    desk.put({ payload: `#!/bin/sh\ntouch '${ran}'\ncat "$@" 2>/dev/null\nexit 0\n`, '.gitattributes': '*.js diff=evil filter=evil\n' });
    chmodSync(join(desk.root, 'payload'), 0o755);
    const payload = join(desk.root, 'payload');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'core.sshCommand',
      'remote.origin.uploadpack',
    ])
      git('config', key, payload);
    git('config', 'diff.noprefix', 'true');
    git('config', 'diff.interHunkContext', '50');
    desk.put({ 'src/app.js': `${line(values.old)}\n\n\n${line(values.staged, 'mailPassword')}` });
    git('-c', 'core.fsmonitor=false', 'add', 'src/app.js');
    // git left to itself runs it: without that, what follows would prove nothing.
    git('diff', '--cached');
    expect(existsSync(ran)).toBe(true);
    rmSync(ran);
    expect(await scan('--staged')).toMatchObject({ code: 1, found: ['src/app.js:5'] });
    expect(existsSync(ran)).toBe(false);
  });

  it('and says what to look at where it cannot answer', async () => {
    rmSync(join(desk.root, '.git'), { recursive: true });
    expect(await scan('--staged')).toMatchObject({ code: 2, stderr: expect.stringContaining('git knows no repository here') as string });
  });
});

describe('scan -', () => {
  const scanText = (input: string, ...parameters: string[]) => desk.tacit(['scan', '-', '--format', 'json', ...parameters], { input });
  const paths = (stdout: string): string[] => (JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path);

  it('reads standard input, by the language that its name says', async () => {
    const { code, stdout } = await scanText(line(values.staged), '--filename', 'src/new.js');
    expect([code, paths(stdout)]).toEqual([1, ['src/new.js']]);
    const yaml = await scanText(`db:\n  password: ${values.staged}\n`, '--filename', 'config.yaml');
    expect([yaml.code, paths(yaml.stdout)]).toEqual([1, ['config.yaml']]);
  });

  it('goes without a name', async () => {
    expect(paths((await scanText(`password = "${values.staged}"\n`)).stdout)).toEqual(['stdin']);
    expect((await scanText('')).code).toBe(0);
  });
});

it.each([['--staged'], ['--diff=main...HEAD'], ['--history']])('says where there is no repository (%s)', async (option) => {
  rmSync(join(desk.root, '.git'), { recursive: true });
  const { code, stderr } = await scan(option);
  expect([code, stderr]).toEqual([2, expect.stringContaining('git knows no repository here')]);
});

it.each([['--policy=nosuch'], ['--history=nosuch..main']])('says where a commit is not there (%s)', async (option) => {
  const { code, stderr } = await scan(option);
  expect([code, stderr]).toEqual([2, expect.stringContaining('git has no such commit here')]);
});
