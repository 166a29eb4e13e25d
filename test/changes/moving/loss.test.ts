import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeContext, MOVE_STEPS } from '../../../server/src/changes/editing/ports';
import { insertReference, type Notice, replayJournal, settleNotice } from '../../../server/src/changes/moving/recovery';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { searchBytes } from '../../support/canary';
import { useInstalledGrammars } from '../../support/grammars';
import { openReal } from './real';
import { openWorld } from './world';

/** Unguessable, and made at run time. */
const VALUE = `canary-${Math.random().toString(36).slice(2)}Q!${Math.random().toString(36).slice(2)}`;
/** Another credential in the same file, which stays where it is. */
const NEIGHBOUR = `canary-${Math.random().toString(36).slice(2)}N!${Math.random().toString(36).slice(2)}`;
const FILES = {
  'app.js': `const smtp = {\n  password: "${VALUE}",\n};\nconst ftp = { password: "${NEIGHBOUR}" };\nconnect(smtp, ftp);\n`,
  'lib/other.js': `exports.again = '${VALUE}';\n`,
};

const folders: string[] = [];
let bundle = '';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-loss-'));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  useInstalledGrammars();
  bundle = join(freshFolder(), 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'lossChild.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  // The first move makes this user's age key, so that all the others take the same time.
  const folder = freshFolder();
  await openReal(folder, { files: FILES });
  expect(await run(folder, 'none', 'real')).toEqual({ signal: null, marker: 'ended' });
}, 60_000);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface AnyWorld {
  readonly root: string;
  readonly context: ChangeContext;
  text(name: string): string;
}

/** What the store holds, by its own word. */
async function contentOf({ context: { registry } }: AnyWorld): Promise<[string, string][]> {
  const embedded = registry.stores[0]!;
  const { entries } = await embedded.list('', undefined).catch(() => ({ entries: [] }));
  return Promise.all(entries.map(async ({ path }): Promise<[string, string]> => [path, (await embedded.read({ store: embedded.id, path })).reveal('match')]));
}

/**
 * The oracle. The value is in the documents or at exactly one known address; where it is at an address, the person is told it: by a notice
 * of the journal at the next start, or, the journal being done, by code and manifest that lead there. No file is changed by half: each text
 * is as it was, or reads a variable that the manifest maps to where the value is.
 */
async function expectNothingLost(world: AnyWorld, notices: readonly Notice[]): Promise<void> {
  const stored = await contentOf(world);
  expect(stored.length).toBeLessThanOrEqual(1);
  for (const [, value] of stored) expect(value === VALUE).toBe(true);
  const [path] = stored.map(([name]) => name);
  const manifest = existsSync(join(world.root, 'tacit.env.yaml')) ? world.text('tacit.env.yaml') : '';
  const mapped = world.context.project.manifestFormat.read(manifest).entries;
  let moved = 0;
  for (const [name, before] of Object.entries(FILES)) {
    const text = world.text(name);
    if (text === before) continue;
    moved++;
    expect(text.includes(VALUE)).toBe(false);
    if (name === 'app.js') expect(text).toContain(NEIGHBOUR);
    expect(mapped.map(({ target }) => (target.kind === 'store' ? target.fragment.join('/') : ''))).toEqual([path]);
    expect(text).toContain(`process.env.${mapped[0]?.name ?? '?'}`);
  }
  const lines = notices.flatMap((notice) => notice.lines).join('\n');
  if (path === undefined) expect([moved, lines]).toEqual([0, '']);
  else if (notices.length > 0 || moved < Object.keys(FILES).length) {
    expect(lines).toContain(path);
    expect(lines).toContain('secrets.sops.json');
  }
  expectNoCopies(world, lines);
}

/** The value is in no notice, and in no file but the documents it came from: journal, state, store, and what was left behind. */
function expectNoCopies(world: AnyWorld, lines: string): void {
  for (const value of [VALUE, NEIGHBOUR]) expect(lines.includes(value)).toBe(false);
  // A process that was killed before its first step has made no journal yet.
  const folders = [world.root, join(world.context.stateFolder ?? currentPlatform().stateFolder, 'journal')].filter((folder) => existsSync(folder));
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (name in FILES || !statSync(path).isFile()) continue;
      expect(searchBytes(name, readFileSync(path), [VALUE, NEIGHBOUR])).toEqual([]);
    }
}

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly marker: string;
}

function run(folder: string, stop: string, kind: 'real' | 'light', onReady?: (child: ChildProcess) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const modules = join(import.meta.dirname, '../../../node_modules');
    const child = spawn(process.execPath, [bundle, folder, stop, modules, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => onReady?.(child));
    child.on('close', (_code, signal) => {
      const marker = join(folder, 'marker');
      resolve({ signal, marker: existsSync(marker) ? readFileSync(marker, 'utf8') : '' });
    });
  });
}

describe('a process killed', () => {
  it.each(MOVE_STEPS.flatMap((step) => [`before ${step}`, `after ${step}`]))('%s loses nothing', async (stop) => {
    const folder = freshFolder();
    await openReal(folder, { files: FILES });
    expect(await run(folder, stop, 'real')).toEqual({ signal: 'SIGKILL', marker: stop });
    const world = await openReal(folder);
    const notices = await replayJournal(world.context);
    await expectNothingLost(world, notices);
    // From the write on the person is told, until the journal is done.
    const told = MOVE_STEPS.indexOf(stop.split(' ')[1] as (typeof MOVE_STEPS)[number]) * 2 + (stop.startsWith('after') ? 1 : 0);
    expect(notices.length).toBe(told >= 5 && told <= 14 ? 1 : 0);
    const [notice] = notices;
    if (notice?.kind !== 'unused') return;
    // The person follows the advice: then everything is as if nothing had happened.
    const { status } = await insertReference(world.context, notice.unfinished!);
    expect(status).toBe('moved');
    expect(world.text('app.js').includes(VALUE)).toBe(false);
    expect(await contentOf(world)).toHaveLength(1);
    expect(await replayJournal(world.context)).toEqual([]);
  });

  it('before and in the middle of calls that change the disk, another third of them each time, loses nothing', async () => {
    const count = async (): Promise<number> => {
      const folder = freshFolder();
      await openReal(folder, { files: FILES });
      const { marker } = await run(folder, 'count', 'real');
      return Number(/^ended (\d+)$/.exec(marker)?.[1]);
    };
    const calls = await count();
    expect(calls).toBeGreaterThan(30);
    const from = 1 + Math.floor(Math.random() * 3);
    const left = Array.from({ length: calls }, (_, index) => index + 1)
      .filter((call) => call % 3 === from % 3)
      .map((call) => `${call % 2 === 0 ? 'call' : 'torn'} ${String(call)}`);
    const all = left.length;
    const reached: string[] = [];
    const worker = async (): Promise<void> => {
      for (let stop = left.shift(); stop !== undefined; stop = left.shift()) {
        const folder = freshFolder();
        await openReal(folder, { files: FILES });
        const { signal, marker } = await run(folder, stop, 'real');
        if (signal === 'SIGKILL' && marker === stop) reached.push(stop);
        const world = await openReal(folder);
        const notices = await replayJournal(world.context);
        await expectNothingLost(world, notices).catch((thrown: unknown) => {
          throw new Error(`killed at ${stop}`, { cause: thrown });
        });
        // Told once: what the person has seen is not said again.
        for (const { id } of notices) await settleNotice(world.context, id);
        expect(await replayJournal(world.context)).toEqual([]);
      }
    };
    await Promise.all([worker(), worker()]);
    // How many calls a move takes may differ by one or two, so the last may not be reached.
    expect(reached.length).toBeGreaterThanOrEqual(all - 2);
  }, 240_000);

  it.each([
    ['light', 20],
    ['real', 50],
  ] as const)(
    'at a random moment loses nothing (%s, %d times)',
    async (kind, times) => {
      const open = (folder: string, files?: Record<string, string>): AnyWorld | Promise<AnyWorld> => {
        const options = files === undefined ? {} : { files };
        return kind === 'light' ? openWorld(folder, options) : openReal(folder, options);
      };
      // How long a move takes once it may begin, so that the moments cover it.
      let started = 0;
      const whole = freshFolder();
      await open(whole, FILES);
      await run(whole, 'random', kind, () => (started = performance.now()));
      const span = Math.max(20, performance.now() - started);
      const seen = new Map<string, number>();
      const once = async (): Promise<void> => {
        const folder = freshFolder();
        await open(folder, FILES);
        const { signal } = await run(folder, 'random', kind, (child) => setTimeout(() => child.kill('SIGKILL'), span * Math.random()));
        const world = await open(folder);
        const notices = await replayJournal(world.context);
        await expectNothingLost(world, notices);
        const where = `${signal ?? 'ended'} ${notices[0]?.kind ?? 'silent'}`;
        seen.set(where, (seen.get(where) ?? 0) + 1);
      };
      let left = times;
      const worker = async (): Promise<void> => {
        while (left-- > 0) await once();
      };
      await Promise.all([worker(), worker()]);
      const killed = [...seen].reduce((sum, [where, count]) => sum + (where.startsWith('SIGKILL') ? count : 0), 0);
      expect(killed, JSON.stringify([...seen])).toBeGreaterThan(times / 4);
    },
    180_000,
  );
});
