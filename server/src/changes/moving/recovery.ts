import { relative, sep } from 'node:path';
import { assertInside, removeLeftovers } from '../../base/system/atomicFile';
import type { Document } from '../../base/document';
import { displayText } from '../../base/display';
import { fail, TacitError, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { log } from '../../base/log';
import type { SecretStore } from '../../stores/store';
import { folderOf, pathOf, uriOf } from '../editing/diskEditor';
import { isDotenv } from '../editing/edits';
import { abandonedEntries, type JournalEntry, removeEntry } from './journal';
import { type MoveResult, resultOf, type UnfinishedMove } from './moveToStore';
import { occurrencesIn } from './occurrences';
import type { ChangeContext } from '../editing/ports';
import { runMove } from './transaction';
import { Secret } from '../../base/secret';
import { slice } from '../../base/span';

/** What the journal of a dead process tells. Value-free. `settleNotice` once the person was told. */
export interface Notice {
  readonly id: string;
  /** `unused`: an entry exists that no file uses; `unsaved`: the file was changed but not saved; `finished`: the move was complete, only not told; `uncertain`: the vault cannot be asked now. */
  readonly kind: 'unused' | 'unsaved' | 'finished' | 'uncertain';
  readonly lines: readonly string[];
  /** For *insert the reference* and *delete it again*. */
  readonly unfinished?: UnfinishedMove;
}

const storeOf = (context: ChangeContext, id: string): SecretStore => context.registry.get(id) ?? fail({ code: 'StoreUnknown', store: id });

/**
 * Writes the reference in place of the literal that a refused edit left: the same transaction without the write. The literal may have moved.
 * Throws `FindingGone` where the document no longer holds the value, `MoveUnavailable`, and what the store's read throws.
 */
export async function insertReference(given: ChangeContext, unfinished: UnfinishedMove): Promise<MoveResult> {
  const context = { ...given, project: { ...given.project, manifestPath: unfinished.manifest } };
  const store = storeOf(context, unfinished.store);
  const value = await store.read({ store: store.id, path: unfinished.path });
  const { uri, variable, path } = unfinished;
  let written = Secret.of('');
  const recompute = async () => {
    const document = await context.editor.read(uri);
    const [first] = await occurrencesIn(context, document, value);
    if (first === undefined) return fail({ code: 'FindingGone' });
    written = Secret.of(slice(document.text, first.place?.whole ?? first.span));
    return [first];
  };
  const end = await runMove(context, { store, path, variable, value, reuse: true, uris: [uri], recompute });
  await removeEntry(unfinished.entry, context.stateFolder);
  return resultOf(context, end, { store, path, variable, value, written, uris: [uri], left: 0 });
}

/**
 * *Delete it again*: removes the version that Tacit wrote, and only while the literal is verifiably in the document (THREATS 26).
 * Throws `FindingGone` where it is not, `Conflict` where the entry was changed since, `ArgumentInvalid` where Tacit did not write it.
 */
export async function undoWrite(context: ChangeContext, unfinished: UnfinishedMove): Promise<void> {
  const { uri, path, version, entry } = unfinished;
  if (version === undefined) return fail({ code: 'ArgumentInvalid', argument: 'version' });
  const store = storeOf(context, unfinished.store);
  const value = await store.read({ store: store.id, path });
  const document = await context.editor.read(uri);
  if ((await occurrencesIn(context, document, value)).length === 0) return fail({ code: 'FindingGone' });
  await store.remove(path, version);
  await removeEntry(entry, context.stateFolder);
}

/** What the vault says of an entry's path, without reading its value. */
async function stateOf(context: ChangeContext, entry: JournalEntry): Promise<'there' | 'absent' | 'unknown'> {
  const store = context.registry.get(entry.store);
  if (store === undefined) return 'unknown';
  return store.describe(entry.path).then(
    () => 'there' as const,
    (thrown: unknown) => (toTacitError(thrown, 'journal').failure.code === 'NotFound' ? 'absent' : 'unknown'),
  );
}

const readIfThere = (context: ChangeContext, uri: string): Promise<Document | undefined> =>
  context.editor.read(uri).catch((thrown: unknown) => {
    if (thrown instanceof TacitError) return undefined;
    throw thrown;
  });

/** True where the manifest maps a name to the entry's address and a document of the move reads that name (a `.env` line leaves nothing that reads it). */
async function isUsed(context: ChangeContext, entry: JournalEntry): Promise<boolean> {
  const { manifestFormat, root } = context.project;
  const manifestUri = uriOf(entry.manifest);
  const manifest = await readIfThere(context, manifestUri);
  const names = (manifest === undefined ? [] : manifestFormat.read(manifest.text).entries).flatMap(({ name, target }) => {
    const resolution = context.registry.resolve(target, folderOf(manifestUri, root));
    return resolution.kind === 'address' && resolution.address.store === entry.store && resolution.address.path === entry.path ? [name] : [];
  });
  if (names.length === 0) return false;
  for (const uri of entry.uris) {
    const document = await readIfThere(context, uri);
    if (document === undefined) continue;
    const { findings, references } = context.analyse(document);
    const reads = references.some(({ target }) => target.kind === 'environment' && names.includes(target.name));
    const keyGone = isDotenv(document) && !findings.some(({ subject }) => subject !== undefined && names.includes(subject));
    if (!reads && !keyGone && uri !== manifestUri) return false;
  }
  return true;
}

/**
 * Reads what dead processes left in the journal for this project. What came to nothing, or ended well and was told, is dropped; the rest is
 * for the person, in order of age. Reads names and documents, no values.
 */
export async function replayJournal(context: ChangeContext): Promise<Notice[]> {
  const entries = await abandonedEntries(context.project.root, context.stateFolder);
  const notices: Notice[] = [];
  for (const entry of entries) {
    for (const uri of [...entry.uris, uriOf(entry.manifest)]) await tidy(context, uri, entry.owner.pid);
    const notice = await noticeFor(context, entry);
    if (notice === undefined) await removeEntry(entry.id, context.stateFolder);
    else notices.push(notice);
  }
  if (entries.length > 0) log('journal.replayed', { entries: entries.length });
  return notices;
}

/** A process that died while it wrote a document left its new text beside it, with all that was to stay in the document. */
async function tidy(context: ChangeContext, uri: string, pid: number): Promise<void> {
  try {
    const path = pathOf(uri);
    await assertInside(context.project.root, path);
    await removeLeftovers(path, pid);
  } catch (thrown) {
    // No file, or none of this project: then nothing was written there.
    if (!(thrown instanceof TacitError)) throw thrown;
  }
}

/** The person was told (or has acted): the entry goes. */
export const settleNotice = (context: ChangeContext, id: string): Promise<void> => removeEntry(id, context.stateFolder);

const BEFORE_WRITE: ReadonlySet<JournalEntry['step']> = new Set(['journal', 'recompute']);

async function noticeFor(context: ChangeContext, entry: JournalEntry): Promise<Notice | undefined> {
  if (BEFORE_WRITE.has(entry.step)) return undefined;
  const state = await stateOf(context, entry);
  if (state === 'absent') return undefined;
  const uri = entry.uris[0] ?? '';
  const names = [displayText(entry.path), displayText(entry.store.replace(/^(?:sops|vault):/, '')), shown(context, uri)] as const;
  const unfinished: UnfinishedMove = {
    entry: entry.id,
    uri,
    variable: entry.variable,
    store: entry.store,
    path: entry.path,
    manifest: entry.manifest,
    ...(entry.written === undefined || entry.reuse ? {} : { version: entry.written }),
  };
  if (state === 'unknown')
    return {
      id: entry.id,
      kind: 'uncertain',
      lines: [t('A move was cut off. The value may be stored as {0} in {1}, which cannot be asked now; look into {2} too.', ...names)],
      unfinished,
    };
  if (await isUsed(context, entry)) {
    if (entry.unsaved) return undefined;
    return {
      id: entry.id,
      kind: 'finished',
      lines: [
        t('A move was complete when Tacit was stopped: the value of {2} is stored as {0} in {1}.', ...names),
        t('If it was ever committed or shared, treat it as leaked and rotate it.'),
      ],
    };
  }
  if (entry.unsaved)
    return {
      id: entry.id,
      kind: 'unsaved',
      lines: [t('{2} was changed but not saved: the literal still stands in it. The value is stored as {0} in {1}.', ...names)],
      unfinished,
    };
  if (entry.reuse) return undefined;
  return {
    id: entry.id,
    kind: 'unused',
    lines: [
      t(
        'A move was cut off: an entry exists that no file uses, {0} in {1}. {2} was not changed completely. Insert the reference, or delete the entry.',
        ...names,
      ),
    ],
    unfinished,
  };
}

function shown(context: ChangeContext, uri: string): string {
  try {
    return displayText(relative(context.project.root, pathOf(uri)).split(sep).join('/'));
  } catch {
    return displayText(uri);
  }
}
