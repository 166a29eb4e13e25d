import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { Secret } from '../../server/src/base/secret';
import { openStore, tool } from '../interop/project';

const { sops } = requireTools(['sops']);
const start = promisify(execFile);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-writers-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Span {
  readonly from: bigint;
  readonly to: bigint;
}
const overlap = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/**
 * THREATS 29. Programs that know nothing of our lock write the file too, while two processes of ours do: the real sops in place, and git, which
 * puts a version there that a colleague made of ours. What Tacit acknowledged may be gone only where such a program read the file before and
 * wrote it after, which nothing can prevent; what such a program wrote may not be gone at all.
 */
it('1,000 writes in two processes beside sops set and git checkout: nothing is lost', async () => {
  const worker = join(folder, 'worker.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../stores/worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: worker,
    logLevel: 'silent',
  });
  const root = join(folder, 'project');
  const git = (cwd: string, ...parameters: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', ...parameters], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  execFileSync('git', ['init', '-q', root]);
  await (await openStore(root)).write('FIRST', Secret.of('FIRST'), { is: 'absent' });
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'one');
  const colleague = join(folder, 'colleague');
  git(root, 'worktree', 'add', '-q', '--detach', colleague);

  const others: (Span & { readonly name: string })[] = [];
  /** Programs that failed: one may have written before it did, so that what was lost meanwhile was lost to it. */
  const failed: Span[] = [];
  let working = true;
  /** Notes what another program has written, and when it may have read. A write that it refused, as git refuses a changed file, is none. */
  const other = async (name: string, work: () => void): Promise<void> => {
    const from = process.hrtime.bigint();
    try {
      work();
      others.push({ name, from, to: process.hrtime.bigint() });
    } catch {
      // It read half a file, or git saw a change.
      failed.push({ from, to: process.hrtime.bigint() });
    }
    await pause(400);
  };
  const beside = async (): Promise<void> => {
    for (let turn = 0; working; turn++) {
      const [bySops, byGit] = [`SOPS_${String(turn)}`, `GIT_${String(turn)}`];
      await other(bySops, () => tool(sops, ['set', 'secrets.sops.json', `["${bySops}"]`, `"${bySops}"`], root));
      await other(byGit, () => {
        copyFileSync(join(root, 'secrets.sops.json'), join(colleague, 'secrets.sops.json'));
        tool(sops, ['set', 'secrets.sops.json', `["${byGit}"]`, `"${byGit}"`], colleague);
        git(colleague, 'commit', '-qam', byGit);
        git(root, 'checkout', git(colleague, 'rev-parse', 'HEAD').trim(), '--', 'secrets.sops.json');
      });
    }
  };
  const loop = beside();
  const done = await Promise.all(['A', 'B'].map((name) => start(process.execPath, [worker, 'timed', root, name, '500'], { maxBuffer: 1 << 26 })));
  working = false;
  await loop;

  const ours = done.flatMap(({ stdout }) => stdout.trim().split('\n')).map((line) => line.split(' '));
  const store = await openStore(root);
  const there = new Set((await store.list('', undefined)).entries.map(({ path }) => path));
  const missing = ours.filter(([path = '']) => !there.has(path)).map(([, from = '0', to = '0']) => ({ from: BigInt(from), to: BigInt(to) }));
  // So that the rest means something: most writes went through, other programs wrote between them, and most of ours lay outside of theirs.
  expect(ours.length).toBeGreaterThan(900);
  expect(others.filter(({ name }) => name.startsWith('SOPS')).length).toBeGreaterThan(3);
  expect(others.filter(({ name }) => name.startsWith('GIT')).length).toBeGreaterThan(3);
  expect(missing.filter((write) => ![...others, ...failed].some((each) => overlap(write, each)))).toEqual([]);
  expect(missing.length).toBeLessThan(ours.length / 2);
  expect(others.map(({ name }) => name).filter((name) => !there.has(name))).toEqual([]);
  // The file is sound for both, and nothing was left behind.
  expect((JSON.parse(tool(sops, ['decrypt', 'secrets.sops.json'], root)) as Record<string, string>).FIRST).toBe('FIRST');
  for (const path of there) expect((await store.read({ store: store.id, path })).reveal('match')).toBe(path);
  expect(readdirSync(root).sort()).toEqual(['.git', '.sops.yaml', 'secrets.sops.json']);
}, 240_000);
