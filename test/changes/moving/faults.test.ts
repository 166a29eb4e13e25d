import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fail, type Failure, TacitError } from '../../../server/src/base/errors';
import { Secret } from '../../../server/src/base/secret';
import { describeFailure } from '../../../server/src/changes/moving/messages';
import { applyMove, type MoveResult, prepareMove } from '../../../server/src/changes/moving/moveToStore';
import type { EditorPort, StepHooks } from '../../../server/src/changes/editing/ports';
import { replayJournal } from '../../../server/src/changes/moving/recovery';
import { openWorld, type World } from './world';

const VALUE = ['canary', Math.random().toString(36).slice(2), Math.random().toString(36).slice(2)].join('-');
const FILES = {
  'app.js': `const smtp = {\n  password: "${VALUE}",\n};\nconnect(smtp);\n`,
  'lib/other.js': `exports.again = '${VALUE}';\n`,
};

const folders: string[] = [];

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-fault-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What a person has been told: by an outcome or an error. */
interface Told {
  readonly outcome?: MoveResult;
  readonly error?: Failure;
}

/** The value is in the documents or at exactly one address, the person was told, and no file is changed by half. */
function expectNothingLost(world: World, told: Told): void {
  const stored = Object.entries(world.store.content());
  expect(stored.length).toBeLessThanOrEqual(1);
  const texts = Object.keys(FILES).map((name) => world.text(name));
  const unchanged = texts.filter((text, index) => text === Object.values(FILES)[index]).length;
  expect([0, texts.length]).toContain(unchanged);
  if (unchanged === 0) {
    expect(stored.map(([, value]) => value)).toEqual([VALUE]);
    const { entries } = world.context.project.manifestFormat.read(world.text('tacit.env.yaml'));
    for (const text of texts) expect(text).toContain(`process.env.${entries[0]?.name ?? '?'}`);
  }
  const said = [...(told.outcome?.lines ?? []), ...(told.error === undefined ? [] : [describeFailure(told.error)])].join('\n');
  expect(said.length).toBeGreaterThan(10);
  for (const [path] of stored) expect(said).toContain(`${path} in secrets.sops.json`);
  expect(JSON.stringify(told)).not.toContain(VALUE);
}

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

  it('the vault acknowledges a write and holds something else: no document is changed', async () => {
    const world = openWorld(freshFolder(), { files: FILES });
    const real = world.store.write.bind(world.store);
    world.store.write = (path) => real(path, Secret.of('not what was given'));
    const told = await move(world);
    expect(told.outcome?.status).not.toBe('moved');
    expect(Object.keys(FILES).map((name) => world.text(name))).toEqual(Object.values(FILES));
    expect(JSON.stringify(told)).not.toContain(VALUE);
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
    return { outcome: await applyMove(context, plan, choice, signal) };
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TacitError);
    return { error: (thrown as TacitError).failure };
  }
}
