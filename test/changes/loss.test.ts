import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, type Failure, TacitError } from '../../server/src/base/errors';
import { describeFailure } from '../../server/src/changes/messages';
import { applyMove, type MoveResult, prepareMove } from '../../server/src/changes/moveToStore';
import { type EditorPort, MOVE_STEPS, type StepHooks } from '../../server/src/changes/ports';
import { type Notice, replayJournal } from '../../server/src/changes/recovery';
import { openWorld, type World } from './world';

const VALUE = ['canary', Math.random().toString(36).slice(2), Math.random().toString(36).slice(2)].join('-');
const FILES = {
  'app.js': `const smtp = {\n  password: "${VALUE}",\n};\nconnect(smtp);\n`,
  'lib/other.js': `exports.again = '${VALUE}';\n`,
};
const LITERALS = 2;

const folders: string[] = [];
let bundle = '';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-loss-'));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  bundle = join(freshFolder(), 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'lossChild.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What a person has been told: by an outcome, an error, or a notice of the journal at the next start. */
interface Told {
  readonly outcome?: MoveResult;
  readonly error?: Failure;
  readonly notices: readonly Notice[];
}

/**
 * The oracle. The value is in the document or at exactly one known address; whoever is not shown the former is told the latter; and no file
 * is changed by half: each text is as it was, or has no literal and reads a variable that the manifest maps to where the value is.
 */
function expectNothingLost(world: World, told: Told): void {
  const stored = Object.entries(world.store.content());
  const where = stored.filter(([, value]) => value === VALUE).map(([path]) => path);
  const texts = Object.keys(FILES).map((name) => world.text(name));
  const literals = texts.filter((text) => text.includes(VALUE)).length;
  expect(where.length).toBeLessThanOrEqual(1);
  expect(stored.length).toBe(where.length);
  if (literals < LITERALS) {
    expect(where).toHaveLength(1);
    const manifest = world.text('tacit.env.yaml');
    const variables = world.context.project.manifestFormat.read(manifest).entries;
    expect(variables.map(({ target }) => (target.kind === 'store' ? target.fragment.join('/') : ''))).toEqual(where);
    for (const text of texts) if (!text.includes(VALUE)) expect(text).toContain(`process.env.${variables[0]?.name ?? '?'}`);
  }
  for (const [index, text] of texts.entries()) if (text.includes(VALUE)) expect(text).toBe(Object.values(FILES)[index]);
  if (where.length === 1) {
    // Told: by an outcome with the place, or by a notice with the place.
    const lines = [...(told.outcome?.lines ?? []), ...told.notices.flatMap((notice) => notice.lines)].join('\n');
    expect(lines).toContain(where[0]);
    expect(lines).toContain('secrets.sops.json');
  } else if (told.error !== undefined) expect(describeFailure(told.error).length).toBeGreaterThan(10);
  expectNoValue(world, told);
}

/** No value in anything said, nor in the state folder, nor in a file left behind. */
function expectNoValue(world: World, told: Told): void {
  expect(JSON.stringify(told)).not.toContain(VALUE);
  const state = world.context.stateFolder ?? '';
  const journal = join(state, 'journal');
  for (const name of existsSync(journal) ? readdirSync(journal) : []) expect(readFileSync(join(journal, name), 'utf8')).not.toContain(VALUE);
}

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly marker: string;
}

function run(folder: string, stop: string, onReady?: (child: ChildProcess) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bundle, folder, stop], { stdio: ['ignore', 'pipe', 'inherit'] });
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
    openWorld(folder, { files: FILES });
    expect(await run(folder, stop)).toEqual({ signal: 'SIGKILL', marker: stop });
    const world = openWorld(folder);
    const notices = await replayJournal(world.context);
    // After `done` the person has the outcome on the way; before it, the journal speaks.
    if (stop === 'after done') return expect(world.text('app.js')).not.toContain(VALUE);
    expectNothingLost(world, { notices });
  });

  it('at fifty moments loses nothing', async () => {
    // How long a move takes once it may begin, so that the moments cover it.
    const started = { at: 0 };
    const whole = freshFolder();
    openWorld(whole, { files: FILES });
    await run(whole, 'random', () => (started.at = performance.now()));
    const span = Math.max(10, performance.now() - started.at);
    let killed = 0;
    const once = async (index: number): Promise<void> => {
      const folder = freshFolder();
      openWorld(folder, { files: FILES });
      const { signal, marker } = await run(folder, 'random', (child) => setTimeout(() => child.kill('SIGKILL'), (span * index) / 50));
      const world = openWorld(folder);
      const notices = await replayJournal(world.context);
      if (signal === 'SIGKILL') killed++;
      if (marker === 'ended' || (notices.length === 0 && !world.text('app.js').includes(VALUE))) {
        // The journal was done: the outcome was on its way. Nothing may be missing.
        expect(Object.values(world.store.content())).toEqual([VALUE]);
        expect(world.text('app.js')).toContain('process.env.');
      } else expectNothingLost(world, { notices });
    };
    const queue = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(
      [0, 1].map(async () => {
        for (let index = queue.shift(); index !== undefined; index = queue.shift()) await once(index);
      }),
    );
    expect(killed).toBeGreaterThan(20);
  }, 60_000);
});

type Fault = (world: World) => { steps?: StepHooks; editor?: Partial<EditorPort>; signal?: AbortSignal };

const throwing = (failure: Failure) => (): never => fail(failure);
const at = (step: string, when: 'before' | 'after', work: () => void): { steps: StepHooks } => ({
  steps: { [when]: (name: string) => Promise.resolve(name === step ? work() : undefined) },
});
const CONFLICT: Failure = { code: 'Conflict', path: 'SMTP_PASSWORD' };
const BUSY: Failure = { code: 'FileBusy', path: 'secrets.sops.json' };
const FULL: Failure = { code: 'DiskFull', path: 'secrets.sops.json' };
const LOCKED: Failure = { code: 'StoreLocked', store: 'sops:secrets.sops.json', because: 'no-matching-key' };
const MALFORMED: Failure = { code: 'StoreMalformed', store: 'sops:secrets.sops.json' };
const UNREACHABLE: Failure = { code: 'StoreUnreachable', store: 'sops:secrets.sops.json' };
const INTERNAL = (): never => {
  throw new Error(`a library says ${VALUE}`);
};

const faultOf =
  (call: string, fault: () => never): Fault =>
  (world) => (world.store.faults.set(call, fault), {});

/** Title, the fault, and what must have happened: an error and nothing stored, or an outcome that says where the value is. */
const FAULTS: [string, Fault, 'error' | 'stored' | 'unverified'][] = [
  ...(
    [
      ['Conflict', CONFLICT],
      ['FileBusy', BUSY],
      ['DiskFull', FULL],
      ['StoreLocked', LOCKED],
      ['StoreMalformed', MALFORMED],
      ['StoreUnreachable', UNREACHABLE],
    ] as const
  ).map(([name, failure]): [string, Fault, 'error'] => [`the write fails: ${name}`, faultOf('write', throwing(failure)), 'error']),
  ['the write throws what is not ours', faultOf('write', INTERNAL), 'error'],
  ['the write lands but says it did not: StoreUnreachable', faultOf('written', throwing(UNREACHABLE)), 'stored'],
  ['the write lands but says it did not: DiskFull', faultOf('written', throwing(FULL)), 'stored'],
  ['the write lands but throws what is not ours', faultOf('written', INTERNAL), 'stored'],
  ['reading back fails: StoreMalformed', faultOf('read', throwing(MALFORMED)), 'stored'],
  ['reading back fails: StoreUnreachable', faultOf('read', throwing(UNREACHABLE)), 'stored'],
  ['the manifest cannot be created: DiskFull', () => ({ editor: { createEmpty: throwing(FULL) } }), 'stored'],
  ['the edit is refused', () => ({ editor: { apply: () => Promise.resolve({ applied: false, saved: false }) } }), 'stored'],
  ['the edit throws', () => ({ editor: { apply: INTERNAL } }), 'stored'],
  ['the disk is full at the edit', () => ({ editor: { apply: throwing(FULL) } }), 'stored'],
  ['the file is busy at the edit', () => ({ editor: { apply: throwing(BUSY) } }), 'stored'],
  ['the journal cannot be written', () => at('journal', 'before', throwing(FULL)), 'error'],
  ['cancelled before', () => ({ signal: AbortSignal.abort() }), 'error'],
  ['a fault after the write', () => at('write', 'after', throwing(FULL)), 'stored'],
  ['a fault after reading back', () => at('read-back', 'after', throwing(FULL)), 'stored'],
  ['a fault after the edit', () => at('edit', 'after', throwing(FULL)), 'unverified'],
  ['a fault after verifying', () => at('verify', 'after', throwing(FULL)), 'unverified'],
];

describe('a fault', () => {
  it.each(FAULTS)('%s', async (_title, fault, expected) => {
    const made = openWorld(freshFolder(), { files: FILES });
    const { steps, editor, signal } = fault(made);
    const real = made.context.editor;
    const patched: EditorPort = {
      read: (uri) => real.read(uri),
      createEmpty: (uri) => real.createEmpty(uri),
      apply: (label, edits) => real.apply(label, edits),
      candidates: (project, stop) => real.candidates(project, stop),
      ...editor,
    };
    const world: World = { ...made, context: { ...made.context, editor: patched, ...(steps === undefined ? {} : { steps }) } };
    const told = await move(world, signal);
    world.store.faults.clear();
    expect(told.outcome?.status ?? 'error').toBe(expected);
    expectNothingLost(world, told);
  });

  it('the document changes between write and edit: it keeps what the user typed, and the value is in the vault', async () => {
    const folder = freshFolder();
    const world = openWorld(folder, {
      files: FILES,
      steps: {
        after: (step) => Promise.resolve(step === 'write' ? writeFileSync(join(folder, 'project/app.js'), `// mine\n${FILES['app.js']}`) : undefined),
      },
    });
    const told = await move(world);
    expect(told.outcome?.status).toBe('stored');
    expect(told.outcome?.unfinished?.version).toBe('v-SMTP_PASSWORD');
    expect(world.text('app.js')).toBe(`// mine\n${FILES['app.js']}`);
    expect(world.text('lib/other.js')).toBe(FILES['lib/other.js']);
    expect(world.store.content()).toEqual({ SMTP_PASSWORD: VALUE });
  });

  it('the document changes before the write: nothing is written', async () => {
    const folder = freshFolder();
    const world = openWorld(folder, {
      files: FILES,
      steps: {
        before: (step) => Promise.resolve(step === 'journal' ? writeFileSync(join(folder, 'project/app.js'), `// mine\n${FILES['app.js']}`) : undefined),
      },
    });
    const told = await move(world);
    expect(told.error?.code).toBe('DocumentChanged');
    expect(world.store.content()).toEqual({});
    expect(await replayJournal(world.context)).toEqual([]);
  });
});

async function move(world: World, signal?: AbortSignal): Promise<Told> {
  const { context } = world;
  const document = await context.editor.read(world.uri('app.js'));
  const span = context.analyse(document).findings[0]!.span;
  try {
    const plan = await prepareMove(context, { uri: document.uri, version: document.version, span });
    const { variable, path, occurrences } = plan.proposal;
    const choice = { variable, store: 'sops:secrets.sops.json', path, reuse: false, occurrences: occurrences.map((_, index) => index) };
    return { outcome: await applyMove(context, plan, choice, signal), notices: [] };
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TacitError);
    return { error: (thrown as TacitError).failure, notices: [] };
  }
}
