import type { SecretAddress } from '../../base/address';
import type { Document } from '../../base/document';
import { fail, type Failure, TacitError, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { log } from '../../base/log';
import type { Secret } from '../../base/secret';
import type { SecretStore } from '../../stores/store';
import { buildChange, type Change } from '../editing/edits';
import { JournalWriter } from './journal';
import { type Occurrence, occurrencesIn } from './occurrences';
import type { ChangeContext, MoveStep } from '../editing/ports';

/** One move, decided: what `runMove` carries out. */
export interface MoveOrder {
  readonly store: SecretStore;
  readonly path: string;
  readonly variable: string;
  readonly value: Secret;
  /** The entry is there already and must hold this value; nothing is written. */
  readonly reuse: boolean;
  readonly uris: readonly string[];
  /** The occurrences on the versions the user saw. Throws `DocumentChanged`, `FindingGone`. */
  recompute(): Promise<readonly Occurrence[]>;
}

/** How a move ended once something may have been written. Before that, `runMove` throws and nothing is anywhere but where it was. */
export type MoveEnd =
  | { readonly kind: 'moved'; readonly change: Change; readonly saved: boolean; readonly address: SecretAddress }
  | {
      /** The value is in the document still, and in the vault. */
      readonly kind: 'stored';
      readonly failure: Failure;
      readonly address: SecretAddress;
      /** What `remove` takes to take away this write only; absent where the entry was there before. */
      readonly version: string | undefined;
      readonly entry: string;
    }
  | {
      /** The edit landed, but reading again did not show what it should. */
      readonly kind: 'unverified';
      readonly change: Change;
      readonly address: SecretAddress;
      readonly entry: string;
    };

/** Failures of a write under which the store may have taken the value all the same. */
const UNCERTAIN: ReadonlySet<Failure['code']> = new Set(['StoreUnreachable', 'Internal', 'DiskFull', 'FileBusy', 'Cancelled', 'FileUnsafe']);

/**
 * A move as a transaction (DESIGN §4): journal → recompute → write with compare-and-set → read back → create missing files → one edit →
 * verify → journal done. Nothing cancels it. Throws `TacitError` while only the document holds the value.
 */
export async function runMove(context: ChangeContext, order: MoveOrder): Promise<MoveEnd> {
  const started = performance.now();
  const { store, path, variable, uris, reuse } = order;
  const { root, manifestPath } = context.project;
  const state: State = { step: 'journal', written: false };
  const step = async <T>(name: MoveStep, work: () => Promise<T>): Promise<T> => {
    state.step = name;
    log('move.step', { step: name });
    await context.steps?.before?.(name);
    if (name !== 'journal' && name !== 'done') await state.journal?.note({ step: name });
    const result = await work();
    await context.steps?.after?.(name);
    return result;
  };
  try {
    await step('journal', async () => {
      state.journal = await JournalWriter.begin({ root, store: store.id, path, variable, uris, manifest: manifestPath, reuse }, context.stateFolder);
    });
    const change = await step('recompute', async () => buildChange(context, await order.recompute(), variable, { store: store.id, path }));
    await step('write', async () => {
      if (reuse) return;
      state.written = true;
      state.version = (await store.write(path, order.value, { is: 'absent' })).version;
      await state.journal?.note({ written: state.version });
    });
    await step('read-back', async () => {
      const back = await store.read({ store: store.id, path });
      if (!back.equals(order.value)) fail(reuse ? { code: 'Conflict', path } : { code: 'StoreTampered', store: store.id });
    });
    await step('create-files', async () => {
      for (const uri of change.create) await context.editor.createEmpty(uri);
    });
    const { saved } = await step('edit', async () => {
      const result = await context.editor.apply(t('Move {0} to the vault', variable), change.edits);
      if (!result.applied) fail({ code: 'EditRefused', uri: uris[0] ?? '' });
      state.edited = change;
      return result;
    });
    await step('verify', () => verify(context, change, order.value));
    await step('done', async () => {
      if (saved) return state.journal?.discard();
      await state.journal?.note({ unsaved: true });
      return state.journal?.keep();
    });
    log('move.done', { occurrences: change.moved, milliseconds: Math.round(performance.now() - started) });
    return { kind: 'moved', change, saved, address: { store: store.id, path } };
  } catch (thrown) {
    const { failure } = toTacitError(thrown, `move.${state.step}`);
    log('move.failed', { step: state.step, code: failure.code });
    return endFailed(order, state, failure);
  }
}

/** What has happened so far. */
interface State {
  step: MoveStep;
  journal?: JournalWriter;
  /** A write was tried. */
  written: boolean;
  /** What the write made, once it said so. */
  version?: string;
  /** The edit landed. */
  edited?: Change;
}

/** Decides what a failure left behind, by looking; what may have been written is never taken away here. */
async function endFailed(order: MoveOrder, state: State, failure: Failure): Promise<MoveEnd> {
  const { journal } = state;
  const { store, path, reuse, value } = order;
  const address: SecretAddress = { store: store.id, path };
  const entry = journal?.id ?? '';
  if (state.edited !== undefined) {
    await journal?.keep();
    return { kind: 'unverified', change: state.edited, address, entry };
  }
  // The write said "failed", yet the store may hold the value: look, and where that cannot be told, say that it may be there.
  const uncertain = state.written && state.version === undefined && UNCERTAIN.has(failure.code);
  const landed =
    state.version !== undefined ||
    (uncertain &&
      (await store.read(address).then(
        (back) => back.equals(value),
        (thrown: unknown) => toTacitError(thrown, 'move').failure.code !== 'NotFound',
      )));
  if (!landed || reuse) {
    await journal?.discard();
    throw new TacitError(failure);
  }
  await journal?.keep();
  return { kind: 'stored', failure, address, version: state.version, entry };
}

/** Reads every document again: the literal is gone where it moved, the reference and the manifest's lines are there. Throws `EditRefused`. */
async function verify(context: ChangeContext, change: Change, value: Secret): Promise<void> {
  for (const [uri, expected] of change.expected) {
    const now = await context.editor.read(uri);
    // The editor may have formatted while saving: then what counts is that the code reads the variable and no literal is left that was to go.
    if (now.text !== expected.text && !(await holdsReferences(context, now, expected, value))) fail({ code: 'EditRefused', uri });
  }
  if (change.mapped.length === 0) return;
  const { entries } = context.project.manifestFormat.read((await context.editor.read(change.manifest)).text);
  if (!change.mapped.every(({ variable }) => entries.some(({ name }) => name === variable))) fail({ code: 'EditRefused', uri: change.manifest });
}

async function holdsReferences(
  context: ChangeContext,
  now: Document,
  expected: { readonly text: string; readonly variables: readonly string[] },
  value: Secret,
): Promise<boolean> {
  const wanted = await occurrencesIn(context, { ...now, text: expected.text }, value);
  const found = await occurrencesIn(context, now, value);
  if (found.length > wanted.length) return false;
  const { references } = context.analyse(now);
  return expected.variables.every((name) => references.some(({ target }) => target.kind === 'environment' && target.name === name));
}
