import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const values = { first: makeValue(), second: makeValue(), third: makeValue() };
const line = (value: string, name = 'dbPassword'): string => `const ${name} = '${value}';\n`;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk({ 'src/app.js': line(values.first) });
  rmSync(join(desk.root, '.git'), { recursive: true });
  git('init', '--initial-branch=main');
  commit('first');
  return () => desk.dispose();
});

const git = (...parameters: string[]): string =>
  gitIn(desk.root, ...parameters)
    .toString('utf8')
    .trim();

function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
}

interface Told {
  readonly path: string;
  readonly startLine: number;
  readonly commit: { readonly id: string; readonly date: string };
}

async function history(...parameters: string[]): Promise<{ code: number; found: string[]; findings: Told[]; files: number; stderr: string }> {
  const { code, stdout, stderr } = await desk.tacit(['scan', '--trust', '--format', 'json', ...parameters]);
  for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
  const { findings, files } = JSON.parse(stdout === '' ? '{ "findings": [], "files": 0 }' : stdout) as { findings: Told[]; files: number };
  return {
    code,
    files,
    findings,
    stderr,
    found: findings.map(({ path, startLine, commit: { id } }) => `${path}:${startLine} ${git('log', '-1', '--format=%s', id)}`),
  };
}

describe('scan --history', () => {
  it('tells what is gone from the tree, with the commit that brought it and its date', async () => {
    const brought = git('rev-parse', 'HEAD');
    desk.put({ 'src/app.js': '// gone\n' });
    commit('gone');
    const { code, found, findings } = await history('--history');
    expect([code, found]).toEqual([1, ['src/app.js:1 first']]);
    expect(findings[0]?.commit).toEqual({ id: brought, date: git('log', '-1', '--format=%cI', brought) });
    expect((await desk.tacit(['scan'])).code).toBe(0);
    const text = (await desk.tacit(['scan', '--trust', '--history'])).stdout;
    expect(text).toContain(brought.slice(0, 12));
    const sarif = (await desk.tacit(['scan', '--trust', '--history', '-f', 'sarif'])).stdout;
    expect(JSON.parse(sarif)).toMatchObject({ runs: [{ results: [{ properties: { commit: { id: brought } } }] }] });
  });

  it('reads each content once, and tells what stays through many versions of a file once', async () => {
    for (let version = 0; version < 5; version++) {
      desk.put({ 'src/app.js': `// ${'x'.repeat(version)}\n${line(values.first)}`, 'copy.js': line(values.first) });
      commit(`version ${version}`);
    }
    const { found, files } = await history('--history');
    expect(found).toEqual(['src/app.js:1 first']);
    expect(files).toBe(6);
  });

  it('looks at what came from an ignored path to another one, whatever part of the scan it is', async () => {
    desk.put({ 'node_modules/a/b.js': line(values.second) });
    commit('hidden');
    desk.put({ 'src/moved.js': line(values.second) });
    commit('moved');
    expect((await history('--history')).found).toEqual(['src/app.js:1 first', 'src/moved.js:1 moved']);
    const parts = [await history('--history', '--shard', '1/2'), await history('--history', '--shard', '2/2')];
    expect(parts.flatMap(({ found }) => found).sort()).toEqual(['src/app.js:1 first', 'src/moved.js:1 moved']);
  });

  it('judges a content by each kind of path that it had, not by the first alone', async () => {
    // An example in the documentation, a comment in one language and code in another.
    desk.put({ 'docs/example.md': `    ${line(values.second)}` });
    commit('documented');
    desk.put({ 'src/real.js': `    ${line(values.second)}`, 'src/again.js': `    ${line(values.second)}` });
    commit('copied into code');
    const { found } = await history('--history');
    expect(found).toEqual(expect.arrayContaining(['docs/example.md:1 documented', 'src/again.js:1 copied into code']));
    expect(found.filter((each) => each.startsWith('src/real'))).toEqual([]);
  });

  it('tells a value that was changed and changed back as it came', async () => {
    desk.put({ 'src/app.js': line(values.second) });
    commit('second');
    desk.put({ 'src/app.js': line(values.first) });
    commit('back');
    expect((await history('--history')).found).toEqual(['src/app.js:1 first', 'src/app.js:1 second']);
  });

  it('finds what a merge alone brought, what a branch brought before it was merged, and what only a tag still holds', async () => {
    git('checkout', '--quiet', '-b', 'feature');
    desk.put({ 'feature.js': line(values.second, 'featurePassword') });
    commit('on the branch');
    git('checkout', '--quiet', 'main');
    desk.put({ 'main.js': '\n' });
    commit('meanwhile');
    git('merge', '--quiet', '--no-ff', '--no-commit', 'feature');
    desk.put({ 'merge.js': line(values.third, 'mergePassword') });
    commit('the merge');
    git('checkout', '--quiet', '-b', 'left');
    desk.put({ 'tagged.js': line(values.third, 'tagPassword') });
    commit('tagged');
    git('tag', 'kept');
    git('checkout', '--quiet', 'main');
    git('branch', '-D', 'left');
    expect((await history('--history')).found.sort()).toEqual([
      'feature.js:1 on the branch',
      'merge.js:1 the merge',
      'src/app.js:1 first',
      'tagged.js:1 tagged',
    ]);
    expect((await history('--history', 'HEAD')).found.sort()).toEqual(['feature.js:1 on the branch', 'merge.js:1 the merge', 'src/app.js:1 first']);
  });

  it('keeps to a range, a folder, what is ignored, and a part', async () => {
    const first = git('rev-parse', 'HEAD');
    desk.put({
      'lib/two.js': line(values.second),
      'node_modules/a.js': line(values.third),
      'tacit.json': '{ "version": 1, "ignore": ["gen/**"] }',
      'gen/b.js': line(values.third),
    });
    git('add', '-f', '--all');
    commit('two');
    expect((await history('--history', `${first}..HEAD`)).found).toEqual(['lib/two.js:1 two']);
    expect((await history('lib', '--history')).found).toEqual(['lib/two.js:1 two']);
    const parts = await Promise.all([1, 2, 3].map((part) => history('--history', '--shard', `${part}/3`)));
    expect(parts.flatMap(({ found }) => found).sort()).toEqual((await history('--history')).found.sort());
  });

  it('passes by binary contents and names those that are too large, and reads on behind them', async () => {
    writeFileSync(join(desk.root, 'a.dat'), Buffer.alloc(70 * 1024 * 1024, 65));
    writeFileSync(join(desk.root, 'b.dat'), Buffer.concat([Buffer.alloc(9000), Buffer.from(line(values.second))]));
    desk.put({ 'c "d"\n.js': line(values.third) });
    commit('large');
    const { code, found, stderr } = await history('--history');
    expect([code, found]).toEqual([2, ['c "d"\n.js:1 large', 'src/app.js:1 first']]);
    expect(stderr).toContain('2 real');
    expect((await desk.tacit(['scan', '--trust', '--history'])).stdout).toContain('a.dat');
  }, 60_000);

  it('is not silent about what a clone has not got, and fetches nothing', async () => {
    const sentinel = join(desk.root, '..', 'ran');
    const program = join(desk.root, '..', 'steal.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${sentinel}'\n`);
    chmodSync(program, 0o755);
    desk.put({ 'src/app.js': line(values.second) });
    commit('second');
    const blob = git('rev-parse', 'HEAD~1:src/app.js');
    rmSync(join(desk.root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    for (const [key, value] of [
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', `ext::${program}`],
      ['remote.origin.uploadpack', program],
      ['core.fsmonitor', program],
      ['core.pager', program],
      ['diff.external', program],
      ['core.sshCommand', program],
      ['log.showSignature', 'true'],
      ['gpg.program', program],
      ['diff.evil.textconv', program],
      ['diff.evil.command', program],
    ] as const)
      git('config', key, value);
    mkdirSync(join(desk.root, '.git/info'), { recursive: true });
    writeFileSync(join(desk.root, '.git/info/attributes'), '*.js diff=evil\n');
    for (const url of [`ext::${program}`, `file://${desk.root}`]) {
      git('config', 'remote.origin.url', url);
      const { code, found } = await history('--history');
      expect([code, found]).toEqual([2, ['src/app.js:1 second']]);
    }
    expect(existsSync(sentinel)).toBe(false);
  });

  it('asks git in a folder that is trusted alone, and takes nothing else for a range', async () => {
    const { code, stderr } = await desk.tacit(['scan', '--history']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('tacit trust')]);
    for (const range of ['--output=x', 'a b', './src', '$(x)'])
      expect(await desk.tacit(['scan', '--trust', `--history=${range}`])).toMatchObject({ code: 2, stdout: '' });
    expect(await desk.tacit(['scan', '--trust', '--history', 'no-such-branch'])).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(join(desk.root, 'x'))).toBe(false);
  });
});
