import { basename } from 'node:path';
import type { SecretAddress } from '../../base/address';
import { applyEdits, type Document, LineIndex, type TextEdit } from '../../base/document';
import { fail, TacitError } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { isUsableVariable } from '../../base/names';
import { overlaps, slice } from '../../base/span';
import type { Place } from '../../references/referenceSyntax';
import { readerOf } from '../../syntax/resolvedFiles';
import { folderOf, pathOf, uriOf } from './diskEditor';
import type { Occurrence } from '../moving/occurrences';
import { type ChangeContext, type DocumentEdits, textDigest } from './ports';
import { writerOf } from './writer';

/** A line of a manifest that the move needs. */
export interface Pair {
  readonly variable: string;
  readonly reference: string;
}

/** Everything that lands in one edit, computed before anything is written. */
export interface Change {
  readonly edits: readonly DocumentEdits[];
  /** Per document: its text once the edits are in, and the variables that its code then reads. */
  readonly expected: ReadonlyMap<string, { readonly text: string; readonly variables: readonly string[]; readonly moved: number }>;
  /** The lines that the project's manifest has afterwards. */
  readonly mapped: readonly Pair[];
  /** Those, and the ones written into other manifests: this user made them and so approves them. */
  readonly pairs: readonly Pair[];
  /** Documents that do not exist yet. */
  readonly create: readonly string[];
  readonly manifest: string;
  /** How many of the chosen occurrences move; the others stay because their edits would collide. */
  readonly moved: number;
}

/** The lines of such a file are removed: nothing in it resolves a reference. */
export const isDotenv = (document: Document): boolean => readerOf(document) === 'dotenv';

/** The variable that an occurrence must keep: the key of a `.env` line or of a manifest's, the name that a read with a literal default reads. */
export function fixedVariable(context: ChangeContext, occurrence: Occurrence): string | undefined {
  const { place, document } = occurrence;
  if (place === undefined) return undefined;
  if (isDotenv(document) || isManifest(context, document)) return place.path?.[0];
  return place.fallback?.variable;
}

/** True where the document itself is a manifest: the reference then takes the literal's place. */
export function isManifest(context: ChangeContext, document: Document): boolean {
  try {
    return context.project.manifestFormat.detect(basename(pathOf(document.uri))) !== undefined;
  } catch (thrown) {
    if (thrown instanceof TacitError) return false;
    throw thrown;
  }
}

/** Throws where an edit would carry or take away the text of a finding that does not move (THREATS 13, DESIGN §5.5). */
function guard(document: Document, findings: readonly Finding[], moving: readonly Occurrence[], edits: readonly TextEdit[]): void {
  const others = findings.filter((finding) => !moving.some(({ span, place }) => overlaps(place?.value ?? span, finding.span)));
  for (const other of others) {
    const text = slice(document.text, other.span);
    const carried = other.grade !== 'placeholder' && text.length >= 8;
    if (edits.some(({ span, newText }) => overlaps(span, other.span) || (carried && newText.includes(text))))
      fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
  }
  for (const { span, place } of moving) {
    const text = slice(document.text, place?.value ?? span);
    if (text.length >= 8 && edits.some(({ newText }) => newText.includes(text))) fail({ code: 'MoveUnavailable', reason: 'name' });
  }
}

const collides = (edits: readonly TextEdit[], more: readonly TextEdit[]): boolean =>
  more.some((edit) => edits.some((other) => overlaps(edit.span, other.span) && !(edit.span.start === edit.span.end && other.span.start === other.span.end)));

const sameEdit = (a: TextEdit, b: TextEdit): boolean => a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;

/** The edits of one occurrence in its own document. Throws `MoveUnavailable` with the reason. */
async function editsOf(context: ChangeContext, document: Document, place: Place, variable: string): Promise<readonly TextEdit[]> {
  const writer = writerOf(context);
  const emission = writer.emit(place, variable);
  if ('refused' in emission) return fail({ code: 'MoveUnavailable', reason: emission.refused });
  const edits = [...emission.edits];
  for (const need of emission.needs) edits.push(...(await writer.wire(need, document)));
  return edits;
}

/** One edit that turns `before` into `after`: what is alike at both ends stays out of it. */
function difference(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** Faults of a manifest under which adding a line could do harm; a fault in another line's value does not count. */
const FATAL = new Set(['syntax', 'not-a-map', 'duplicate', 'alias', 'tag', 'too-large']);

/** The edits that make a manifest map each variable to the address. Throws `ManifestMalformed`, `Conflict` (a name maps elsewhere), `MoveUnavailable`. */
function manifestEdits(context: ChangeContext, manifest: Document, variables: readonly string[], address: SecretAddress): { edits: TextEdit[]; pairs: Pair[] } {
  const { manifestFormat: format, root } = context.project;
  const folder = folderOf(manifest.uri, root);
  const expressed = format.express(address, context.registry.referenceTo(address, folder));
  if ('cannot' in expressed) return fail({ code: 'MoveUnavailable', reason: expressed.cannot });
  const content = format.read(manifest.text);
  const fault = content.problems.find(({ because }) => FATAL.has(because));
  if (fault !== undefined)
    return fail({
      code: 'ManifestMalformed',
      manifest: pathOf(manifest.uri),
      line: new LineIndex(manifest.text).lineOf(fault.span.start) + 1,
      because: fault.because,
    });
  // A literal under one of the names would be overwritten by the reference, and it may be the only copy of something else.
  const occupied = content.problems.find(({ name }) => name !== undefined && variables.includes(name));
  if (occupied?.name !== undefined) return fail({ code: 'Conflict', path: occupied.name });
  const pairs = variables.map((variable) => ({ variable, reference: expressed.value }));
  const missing = pairs.filter(({ variable, reference }) => {
    const entry = content.entries.find(({ name }) => name === variable);
    if (entry !== undefined && entry.reference !== reference && !leadsTo(context, entry.target, folder, address)) fail({ code: 'Conflict', path: variable });
    return entry === undefined;
  });
  const [only] = missing;
  if (only !== undefined && missing.length === 1) return { edits: [...format.add(manifest.text, only.variable, only.reference)], pairs };
  const after = missing.reduce((text, { variable, reference }) => applyEdits(text, format.add(text, variable, reference)), manifest.text);
  return { edits: after === manifest.text ? [] : [difference(manifest.text, after)], pairs };
}

function leadsTo(context: ChangeContext, target: Parameters<ChangeContext['registry']['resolve']>[0], folder: string, address: SecretAddress): boolean {
  const resolution = context.registry.resolve(target, folder);
  return resolution.kind === 'address' && resolution.address.store === address.store && resolution.address.path === address.path;
}

async function readManifest(context: ChangeContext, uri: string): Promise<Document | undefined> {
  try {
    return await context.editor.read(uri);
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'NotFound') return undefined;
    throw thrown;
  }
}

/**
 * The one edit of a move: literals, wiring and manifest, each with its version. The first occurrence is the finding's own: where it cannot
 * move nothing does. Throws `MoveUnavailable`, `NameInvalid`, `ManifestMalformed`, `Conflict`.
 */
export async function buildChange(context: ChangeContext, chosen: readonly Occurrence[], variable: string, address: SecretAddress): Promise<Change> {
  const manifestUri = uriOf(context.project.manifestPath);
  const texts = new Map<string, { document: Document; edits: TextEdit[]; moving: Occurrence[]; variables: string[] }>();
  const needed = new Set<string>();
  let moved = 0;
  for (const [index, occurrence] of chosen.entries()) {
    const { document, place } = occurrence;
    const name = fixedVariable(context, occurrence) ?? variable;
    const target = texts.get(document.uri) ?? { document, edits: [], moving: [], variables: [] };
    try {
      if (place === undefined) fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
      if (!isUsableVariable(name)) fail({ code: 'MoveUnavailable', reason: 'name' });
      const own = isManifest(context, document)
        ? [...context.project.manifestFormat.add(document.text, name, context.registry.referenceTo(address, folderOf(document.uri, context.project.root)))]
        : await editsOf(context, document, place as Place, name);
      const fresh = own.filter((edit) => !target.edits.some((other) => sameEdit(edit, other)));
      if (collides(target.edits, fresh)) fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
      target.edits.push(...fresh);
      target.moving.push(occurrence);
      if (!isManifest(context, document)) {
        needed.add(name);
        if (!isDotenv(document)) target.variables.push(name);
      }
      texts.set(document.uri, target);
      moved++;
    } catch (thrown) {
      if (index === 0 || !(thrown instanceof TacitError)) throw thrown;
    }
  }
  const found = await readManifest(context, manifestUri);
  const already = texts.get(manifestUri);
  const manifest = found ?? { uri: manifestUri, version: 0, languageId: 'yaml', text: '' };
  const { edits, pairs } = manifestEdits(context, manifest, [...needed], address);
  if (edits.length > 0 && already !== undefined) {
    if (collides(already.edits, edits)) fail({ code: 'MoveUnavailable', reason: 'not-parsed' });
    already.edits.push(...edits);
  }
  if (found !== undefined && already === undefined) guard(found, context.analyse(found).findings, [], edits);
  for (const { document, edits: own, moving } of texts.values()) guard(document, context.analyse(document).findings, moving, own);
  const overlays = [...texts.values()]
    .filter(({ document }) => isManifest(context, document))
    .flatMap(({ document, moving }) =>
      moving.map((each) => ({
        variable: fixedVariable(context, each) ?? variable,
        reference: context.registry.referenceTo(address, folderOf(document.uri, context.project.root)),
      })),
    );
  const changes = [...texts.values()].map((each) => ({ ...each, moved: each.moving.length }));
  if (edits.length > 0 && already === undefined) changes.push({ document: manifest, edits, moving: [], variables: [], moved: 0 });
  return {
    edits: changes.map(({ document, edits: own }) => ({
      uri: document.uri,
      version: document.version === 0 ? undefined : document.version,
      edits: own,
      digest: textDigest(document.text),
    })),
    expected: new Map(
      changes.map(({ document, edits: own, variables, moved: count }) => [document.uri, { text: applyEdits(document.text, own), variables, moved: count }]),
    ),
    mapped: pairs,
    pairs: [...pairs, ...overlays],
    create: found === undefined && edits.length > 0 ? [manifestUri] : [],
    manifest: manifestUri,
    moved,
  };
}
