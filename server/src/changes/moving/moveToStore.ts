import { randomBytes } from 'node:crypto';
import { relative, sep } from 'node:path';
import { type Document, LineIndex } from '../../base/document';
import { displayText } from '../../base/display';
import { fail, TacitError, throwIfAborted } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import { isUsableVariable, VARIABLE_NAME } from '../../base/names';
import { Secret } from '../../base/secret';
import { slice, type Span } from '../../base/span';
import type { MoveOutcome, MoveProposal } from '../../protocol/requests';
import type { Refusal } from '../../references/referenceSyntax';
import { isEmbedded } from '../../stores/embedded';
import type { SecretStore } from '../../stores/store';
import { fixedVariable, isManifest } from '../editing/edits';
import { folderOf, pathOf, uriOf } from '../editing/diskEditor';
import { describeFailure, describeRefusal } from './messages';
import { findOccurrences, type Occurrence } from './occurrences';
import { type ChangeContext, textDigest } from '../editing/ports';
import { embeddedOf as embeddedIn, placeGiven, placeIn, storesToMoveTo } from './place';
import { proposeVariable } from './proposal';
import { describeResidue, findResidue, type Residue, SHORT } from './residue';
import { type MoveEnd, runMove } from './transaction';
import { writerOf } from '../editing/writer';

import { isPart } from './parts';

/** What a person is asked before a move: `proposal` goes to the face as it is. The value is held beside it, out of reach. */
export interface MovePlan {
  readonly id: string;
  readonly proposal: MoveProposal;
}

export interface MoveChoice {
  readonly variable: string;
  readonly store: string;
  readonly path: string;
  readonly reuse: boolean;
  /** Indices into `proposal.occurrences`; the finding itself (0) always moves. */
  readonly occurrences: readonly number[];
}

/** A write without its edit: what *insert the reference* and *delete it again* need. */
export interface UnfinishedMove {
  /** The journal's entry. */
  readonly entry: string;
  readonly uri: string;
  readonly variable: string;
  readonly store: string;
  readonly path: string;
  /** Absolute path of the manifest that the line belongs to: an environment's, where the move was for one. */
  readonly manifest: string;
  /** What the write made; without it, *delete it again* is not offered. */
  readonly version?: string;
}

export interface MoveResult extends MoveOutcome {
  /** False where the editor may not have saved the files. */
  readonly saved: boolean;
  readonly unfinished?: UnfinishedMove;
  /** What `lines` say besides what happened to the value and where it still is; for a face that words those itself. */
  readonly notes: readonly string[];
  /** Where the value still is, by the document's path relative to the project. */
  readonly residues: ReadonlyMap<string, Residue>;
}

/** Longest value that an environment variable can hold on Linux: MAX_ARG_STRLEN (128 KiB) less a name, `=` and the NUL (execve(2)). */
const LONGEST_VALUE = 128 * 1024 - 66;
/** How long a plan is good, in milliseconds. */
export const PLAN_LIFE = 10 * 60_000;
/** Most names of a store that are read to keep a proposal unique. */
const MOST_NAMES = 20_000;

interface Held {
  readonly value: Secret;
  readonly made: number;
  readonly occurrences: readonly { readonly uri: string; readonly version: number; readonly digest: string; readonly span: Span; readonly movable: boolean }[];
  /** The literal as written, for looking it up in history. */
  readonly written: Secret;
}

const held = new WeakMap<MovePlan, Held>();

/** Why a finding cannot move, or undefined where it can: for showing the action disabled. No side effect. */
export async function refuseReason(context: ChangeContext, document: Document, finding: Finding): Promise<Refusal | undefined> {
  return refusalOf(context, { document, span: finding.span, place: await writerOf(context).place(document, finding.span) });
}

/** Documents of this machine (DESIGN §4 "Schemes"): in any other, a value can only be found. */
const MOVABLE = /^(?:file:\/\/\/|untitled:|vscode-notebook-cell:)/;

function refusalOf(context: ChangeContext, occurrence: Occurrence): Refusal | undefined {
  const { place, document } = occurrence;
  if (!MOVABLE.test(document.uri)) return 'no-file';
  if (place === undefined) return 'not-parsed';
  if (place.context === 'unknown') {
    const emission = writerOf(context).emit(place, 'APP_SECRET');
    return 'refused' in emission ? emission.refused : 'not-parsed';
  }
  if (place.undecodable === true) return 'cannot-decode';
  if (isPart(place)) return 'parts';
  const fixed = fixedVariable(context, occurrence);
  if (fixed !== undefined && !isUsableVariable(fixed)) return 'name';
  if (isManifest(context, document))
    return place.context === 'scalar' && place.path?.length === 1 ? undefined : place.context === 'comment' ? 'comment' : 'not-parsed';
  const emission = writerOf(context).emit(place, fixed ?? 'APP_SECRET');
  return 'refused' in emission ? emission.refused : undefined;
}

export interface MoveRequest {
  readonly uri: string;
  readonly version: number;
  readonly span: Span;
  /** A person says that it is a secret: no rule need have found it. */
  readonly chosen?: boolean;
}

/** The rule of what no rule has found. */
const CHOSEN = 'credential.chosen';

/** What a person chose, as if a rule had found it: the name before it, where one stands right there, is its subject. */
function chosenFinding({ text }: Document, span: Span): Finding {
  const before = text.slice(Math.max(0, span.start - 200), span.start);
  const subject = /([A-Za-z_$][\w$.-]{0,63})["'\]]?\s{0,8}(?::=|=>|[:=])\s{0,8}(?:[A-Za-z]{0,2}["'`]{1,3})?$/.exec(before)?.[1];
  return { rule: CHOSEN, span, related: [], grade: 'likely', anchor: { context: '', occurrence: 0 }, ...(subject === undefined ? {} : { subject }) };
}

/**
 * Everything a person decides on before a move. Reads names and, in the embedded store alone, compares values (THREATS 15); changes nothing.
 * Throws `DocumentChanged`, `FindingGone`, `MoveUnavailable`, `ValueUnusable`, `Cancelled`.
 */
export async function prepareMove(context: ChangeContext, request: MoveRequest, signal?: AbortSignal): Promise<MovePlan> {
  const document = await context.editor.read(request.uri);
  if (document.version !== request.version) return fail({ code: 'DocumentChanged', uri: request.uri });
  const { findings } = context.analyse(document);
  const finding =
    findings.find(({ span }) => span.start === request.span.start && span.end === request.span.end) ??
    (request.chosen === true ? chosenFinding(document, request.span) : fail({ code: 'FindingGone' }));
  const place = await writerOf(context).place(document, finding.span);
  const own: Occurrence = { document, span: finding.span, place };
  const refusal = refusalOf(context, own);
  if (place === undefined || refusal !== undefined) return fail({ code: 'MoveUnavailable', reason: refusal ?? 'not-parsed' });
  const value = Secret.of(place.decoded);
  const subject = finding.subject ?? finding.rule;
  if (place.decoded.trim() === '') return fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
  if (place.decoded.includes('\0')) return fail({ code: 'ValueUnusable', name: subject, because: 'nul' });
  if (Buffer.byteLength(place.decoded) > LONGEST_VALUE) return fail({ code: 'ValueUnusable', name: subject, because: 'too-large' });
  throwIfAborted(signal);
  const names = await namesAround(context, document, signal);
  const same = await sameValues(context, value, signal);
  const mapped = same[0] === undefined ? undefined : names.mappedTo(same[0]);
  const fixed = fixedVariable(context, own);
  const file = fileOf(document, context);
  // The name under which the vault holds this very value is not taken from it, as after a move that was cut off.
  const taken = new Set([...names.taken].filter((name) => names.inUse.has(name) || !same.some(({ path }) => path === name)));
  const variable = fixed ?? mapped ?? proposeVariable({ document, finding, place, findings: [...findings, finding], file, root: context.project.root }, taken);
  const others = (await findOccurrences(context, document, value, signal)).filter(
    ({ document: { uri }, span }) => uri !== document.uri || span.start !== finding.span.start,
  );
  throwIfAborted(signal);
  return makePlan(context, [own, ...others], { value, variable, fixed: fixed !== undefined, short: place.decoded.length < SHORT, same, names });
}

const fileOf = (document: Document, context: ChangeContext): string => {
  try {
    return pathOf(document.uri);
  } catch {
    return `${context.project.root}/${decodeURIComponent(document.uri.split('/').at(-1) ?? '').slice(0, 200)}`;
  }
};

interface Names {
  readonly taken: ReadonlySet<string>;
  /** Those of `taken` that the manifest maps or the document reads. */
  readonly inUse: ReadonlySet<string>;
  readonly inStore: ReadonlySet<string>;
  readonly exists: boolean;
  mappedTo(place: { readonly store: string; readonly path: string }): string | undefined;
}

const embeddedOf = ({ project, registry }: ChangeContext): SecretStore | undefined => embeddedIn(project, registry);

/** Names that are in use: in the embedded store, the manifest and this document. No value is read. A locked store counts as one without names. */
async function namesAround(context: ChangeContext, document: Document, signal: AbortSignal | undefined): Promise<Names> {
  const inStore = new Set<string>();
  const store = embeddedOf(context);
  try {
    for (let page: string | undefined, first = true; store !== undefined && (first || page !== undefined) && inStore.size < MOST_NAMES; first = false) {
      const listed = await store.list('', page, signal);
      for (const { path } of listed.entries) inStore.add(path);
      page = listed.next;
    }
  } catch (thrown) {
    if (!(thrown instanceof TacitError) || thrown.failure.code === 'Cancelled') throw thrown;
  }
  const { manifestFormat, manifestPath, root } = context.project;
  const manifest = await context.editor.read(uriOf(manifestPath)).catch(() => undefined);
  const entries = manifest === undefined ? [] : manifestFormat.read(manifest.text).entries;
  const read = context.analyse(document).references.flatMap(({ target }) => (target.kind === 'environment' ? [target.name] : []));
  const inUse = new Set([...entries.map(({ name }) => name), ...read]);
  return {
    taken: new Set([...inStore, ...inUse]),
    inUse,
    inStore,
    exists: inStore.size > 0 || (store !== undefined && isEmbedded(store) && (await store.state().catch(() => 'locked')) !== 'absent'),
    mappedTo: (place) =>
      entries.find(({ target }) => {
        const resolution = context.registry.resolve(target, folderOf(uriOf(manifestPath), root));
        return resolution.kind === 'address' && resolution.address.store === place.store && resolution.address.path === place.path;
      })?.name,
  };
}

async function sameValues(context: ChangeContext, value: Secret, signal: AbortSignal | undefined): Promise<{ store: string; path: string }[]> {
  const same: { store: string; path: string }[] = [];
  const { project, registry } = context;
  // An environment has its values to itself: what is at hand elsewhere is another one's.
  const stores = project.environment === undefined ? registry.stores : storesToMoveTo(project, registry).slice(0, 1);
  for (const store of stores) {
    const paths = await store.findEqual?.(value, signal).catch((thrown: unknown) => {
      if (thrown instanceof TacitError && thrown.failure.code !== 'Cancelled') return [];
      throw thrown;
    });
    same.push(...(paths ?? []).map((path) => ({ store: store.id, path })));
  }
  return same;
}

function makePlan(
  context: ChangeContext,
  occurrences: readonly Occurrence[],
  found: {
    readonly value: Secret;
    readonly variable: string;
    readonly fixed: boolean;
    readonly short: boolean;
    readonly same: MoveProposal['same'];
    readonly names: Names;
  },
): MovePlan {
  const { names, variable } = found;
  const { project, registry } = context;
  const { manifestPath } = project;
  const embedded = embeddedOf(context);
  const stores = storesToMoveTo(project, registry);
  const pathIn = (store: SecretStore): string => {
    const wanted = placeIn(project, store, variable);
    let path = wanted;
    for (let number = 2; store === embedded && names.inStore.has(path); number++) path = `${wanted.slice(0, 60)}_${number}`;
    return path;
  };
  const path = stores[0] === undefined ? variable : pathIn(stores[0]);
  const reasons = occurrences.map((occurrence) => refusalOf(context, occurrence));
  const id = randomBytes(16).toString('hex');
  const plan: MovePlan = {
    id,
    proposal: {
      id,
      variable,
      variableFixed: found.fixed,
      path,
      stores: stores.map((store) => ({
        id: store.id,
        title: displayText(store.id.replace(/^(?:sops|vault):/, '')),
        exists: store === embedded ? names.exists : true,
        path: pathIn(store),
      })),
      same: found.same,
      occurrences: occurrences.map(({ document, span }, index) => {
        const lines = new LineIndex(document.text);
        const reason = reasons[index];
        const range = { start: lines.positionOf(span.start), end: lines.positionOf(span.end) };
        return { uri: document.uri, range, movable: reason === undefined, ...(reason === undefined ? {} : { reason: describeRefusal(reason) }) };
      }),
      taken: [...names.taken],
      manifest: relative(context.project.root, manifestPath).split(sep).join('/'),
      manifestUri: uriOf(manifestPath),
    },
  };
  const own = occurrences[0] ?? fail({ code: 'Internal', at: 'makePlan' });
  const written = slice(own.document.text, found.short ? (own.place?.whole ?? own.span) : own.span);
  held.set(plan, {
    value: found.value,
    made: Date.now(),
    occurrences: occurrences.map(({ document: { uri, version, text }, span }, index) => ({
      uri,
      version,
      digest: textDigest(text),
      span,
      movable: reasons[index] === undefined,
    })),
    written: Secret.of(written),
  });
  return plan;
}

/**
 * Carries a plan out (see `transaction.ts`). A plan is used once; where this throws, nothing was written and it may be used again.
 * Throws `ArgumentInvalid`, `NameInvalid`, `StoreUnknown`, `Cancelled`, and what stopped the move before the write.
 */
export async function applyMove(context: ChangeContext, plan: MovePlan, choice: MoveChoice, signal?: AbortSignal): Promise<MoveResult> {
  const secret = held.get(plan);
  if (secret === undefined || Date.now() - secret.made > PLAN_LIFE) return fail({ code: 'ArgumentInvalid', argument: 'proposal' });
  const store = context.registry.get(choice.store) ?? fail({ code: 'StoreUnknown', store: choice.store });
  const variable = plan.proposal.variableFixed === true ? plan.proposal.variable : choice.variable;
  if (!isUsableVariable(variable)) return fail({ code: 'NameInvalid', name: variable, because: VARIABLE_NAME.test(variable) ? 'steers-programs' : 'syntax' });
  const chosen = [...new Set([0, ...choice.occurrences])].map((index) => secret.occurrences[index]).filter((each) => each?.movable === true);
  if (chosen.length === 0) return fail({ code: 'ArgumentInvalid', argument: 'occurrences' });
  throwIfAborted(signal);
  held.delete(plan);
  try {
    const uris = [...new Set(chosen.map((each) => each?.uri ?? ''))];
    const order = { store, path: placeChosen(context, plan, choice, store, variable), variable, value: secret.value, reuse: choice.reuse, uris };
    const end = await runMove(context, {
      ...order,
      recompute: () =>
        recompute(
          context,
          chosen.filter((each) => each !== undefined),
          secret.value,
        ),
    });
    const left = secret.occurrences.length - (end.kind === 'stored' ? 0 : end.change.moved);
    return await resultOf(context, end, { ...order, left, written: secret.written });
  } catch (thrown) {
    held.set(plan, secret);
    throw thrown;
  }
}

/** A face that knows one path for all stores gives the first one's, or a name: then the store's own place for it is meant. */
function placeChosen({ project }: ChangeContext, { proposal }: MovePlan, { path, reuse }: MoveChoice, store: SecretStore, variable: string): string {
  if (reuse || store.pathFor === undefined) return path;
  const own = proposal.stores.find(({ id }) => id === store.id)?.path;
  const untouched = path === proposal.path && path !== own;
  return placeGiven(project, store, untouched ? variable : path);
}

/** The chosen occurrences on the very texts the user saw, each still holding the value. */
async function recompute(context: ChangeContext, chosen: Held['occurrences'], value: Secret): Promise<Occurrence[]> {
  const documents = new Map<string, Document>();
  const found: Occurrence[] = [];
  for (const { uri, version, digest, span } of chosen) {
    const document = documents.get(uri) ?? (await context.editor.read(uri));
    documents.set(uri, document);
    if (document.version !== version || textDigest(document.text) !== digest) fail({ code: 'DocumentChanged', uri });
    const place = await writerOf(context).place(document, span);
    if (place === undefined || !Secret.of(place.decoded).equals(value)) fail({ code: 'FindingGone' });
    found.push({ document, span, place });
  }
  return found;
}

export interface MoveFacts {
  readonly store: SecretStore;
  readonly path: string;
  readonly variable: string;
  readonly value: Secret;
  readonly written: Secret;
  readonly uris: readonly string[];
  /** Occurrences that did not move. */
  readonly left: number;
}

/** What the person is told at the end. */
export async function resultOf(context: ChangeContext, end: MoveEnd, facts: MoveFacts): Promise<MoveResult> {
  const { store, path, variable, uris } = facts;
  const { project, registry, editor } = context;
  const reference = registry.referenceTo({ store: store.id, path }, folderOf(uriOf(project.manifestPath), project.root));
  const place = [displayText(path), displayText(store.id.replace(/^(?:sops|vault):/, ''))] as const;
  const lines: string[] = [];
  if (end.kind === 'stored') {
    lines.push(
      t('The value was stored as {0} in {1}, but the file was not changed: it still holds the literal.', ...place),
      describeFailure(end.failure),
      end.version === undefined
        ? t('Insert the reference when the cause is removed.')
        : t('Insert the reference when the cause is removed, or delete it from the vault again.'),
    );
    const unfinished = {
      entry: end.entry,
      uri: uris[0] ?? '',
      variable,
      store: store.id,
      path,
      manifest: project.manifestPath,
      ...(end.version === undefined ? {} : { version: end.version }),
    };
    return {
      status: 'stored',
      saved: false,
      summary: lines.slice(0, 1),
      lines,
      variable,
      reference,
      rotate: false,
      unfinished,
      notes: [],
      residues: new Map(),
    };
  }
  if (end.kind === 'unverified')
    lines.push(t('The edit was made, but the files do not read as they should. The value is safe as {0} in {1}; check the files.', ...place));
  else lines.push(t('Moved to {0} in {1}. The code reads {2}.', ...place, displayText(variable)));
  const notes: string[] = [];
  const unapproved = await approveAll(context, end.change.pairs);
  if (unapproved) notes.push(t('The new line of the manifest could not be approved; "tacit run" will ask.'));
  if (end.kind === 'moved' && !end.saved) notes.push(t('Save the changed files: the editor may not have done so.'));
  if (facts.left === 1) notes.push(t('The same value still stands in one more place in this project.'));
  if (facts.left > 1) notes.push(t('The same value still stands in {0} more places in this project.', facts.left));
  const residues = new Map<string, Residue>();
  for (const uri of uris) {
    const name = relative(project.root, fileOf({ uri, version: 0, languageId: '', text: '' }, context))
      .split(sep)
      .join('/');
    residues.set(name, await findResidue(context, uri, facts.value, facts.written).catch(() => ({ history: 'unchecked', index: false, disk: false }) as const));
  }
  const still = describeResidue(residues, editor.keepsHistory !== false);
  const saved = end.kind === 'moved' && end.saved;
  const told = { place, isSaved: saved, left: facts.left, variable };
  const summary = end.kind === 'unverified' ? unverifiedSummary() : movedSummary(residues, told);
  return { status: end.kind, saved, summary, lines: [...lines, ...notes, ...still.lines], variable, reference, rotate: still.rotate, notes, residues };
}

const unverifiedSummary = (): string[] => [
  t('The edit was made, but the files do not read as they should.'),
  t('The value is safe in the vault; check the files.'),
];

/** What was done, and the one thing that matters most now. */
function movedSummary(
  residues: MoveResult['residues'],
  facts: { readonly place: readonly [string, string]; readonly isSaved: boolean; readonly left: number; readonly variable: string },
): string[] {
  const is = (...histories: readonly Residue['history'][]): boolean => [...residues.values()].some(({ history }) => histories.includes(history));
  const next = (): string => {
    if (!facts.isSaved) return t('Save the changed files: until then the value is on the disk.');
    if (is('head', 'earlier')) return t('It was committed: rotate it where it was issued.');
    if (facts.left > 0) return t('The same value still stands in other places.');
    if (is('unchecked')) return t('If it was ever committed or shared, rotate it.');
    return t('The code reads {0}.', displayText(facts.variable));
  };
  return [t('Moved to {0} in {1}.', ...facts.place), next()];
}

/** True where a line could not be approved. The move stands all the same. */
async function approveAll(context: ChangeContext, pairs: readonly { readonly variable: string; readonly reference: string }[]): Promise<boolean> {
  let failed = false;
  for (const { variable, reference } of pairs)
    await context.approve?.(variable, reference).catch(() => {
      failed = true;
    });
  return failed;
}
