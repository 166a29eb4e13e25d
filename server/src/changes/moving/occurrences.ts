import type { Document } from '../../base/document';
import { TacitError, throwIfAborted } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { Secret } from '../../base/secret';
import { contains, overlaps, type Span } from '../../base/span';
import type { Place } from '../../references/referenceSyntax';
import type { ChangeContext } from '../editing/ports';
import { writerOf } from '../editing/writer';

/** Where a value stands in the project. Holds no value. */
export interface Occurrence {
  readonly document: Document;
  readonly span: Span;
  readonly place: Place | undefined;
}

/** Most occurrences shown and moved at once. */
export const MOST_OCCURRENCES = 200;
/** Shortest value that is looked for where no rule reports it: a shorter one is likely to stand somewhere by chance. */
const SHORTEST_LITERAL = 12;
/** Work runs this long before others get a turn, in milliseconds (DESIGN §4). */
const TURN = 5;

/** What escapes leave as it is, in every language: the longest such run of a value must stand in any text that holds the value. */
function needleOf(value: string): string {
  let longest = '';
  for (const [run] of value.matchAll(/[A-Za-z0-9_.:@-]+/g)) if (run.length > longest.length) longest = run;
  return longest === '' ? value : longest;
}

/** True where `value` is the whole content of the literal at `place`: nothing but quotes and a prefix letter beside it. */
const isWholeLiteral = (text: string, place: Place): boolean =>
  /^[A-Za-z]{0,2}(?:"{1,3}|'{1,3}|`|)$/.test(text.slice(place.whole.start, place.value.start)) &&
  /^(?:"{1,3}|'{1,3}|`|)$/.test(text.slice(place.value.end, place.whole.end));

const isWordPart = (character: string | undefined): boolean => character !== undefined && /[\w$-]/.test(character);

/** Where the value stands in one text: at findings, and at literals that are exactly it. In order of position, never overlapping. */
export async function occurrencesIn(context: ChangeContext, document: Document, value: Secret): Promise<Occurrence[]> {
  const plain = value.reveal('match');
  const { text } = document;
  if (plain === '' || !text.includes(needleOf(plain))) return [];
  const writer = writerOf(context);
  const found: Occurrence[] = [];
  const take = async (span: Span, mustBeWhole: boolean): Promise<void> => {
    if (found.length >= MOST_OCCURRENCES || found.some((other) => overlaps(other.span, span))) return;
    const place = await writer.place(document, span);
    if (place === undefined || place.undecodable === true || place.context === 'unknown') {
      if (!mustBeWhole && text.slice(span.start, span.end) === plain) found.push({ document, span, place });
    } else if (Secret.of(place.decoded).equals(value) && contains(place.whole, span) && (!mustBeWhole || isWholeLiteral(text, place)))
      found.push({ document, span, place });
  };
  const findings: readonly Finding[] = context.analyse(document).findings;
  for (const finding of findings) await take(finding.span, false);
  if (plain.length >= SHORTEST_LITERAL)
    for (let at = text.indexOf(plain); at !== -1 && found.length < MOST_OCCURRENCES; at = text.indexOf(plain, at + plain.length)) {
      const span = { start: at, end: at + plain.length };
      if (!isWordPart(text[at - 1]) && !isWordPart(text[span.end])) await take(span, true);
    }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/**
 * Where else in the project the value stands, the document `first` before all others. Matched in this process, at most `MOST_OCCURRENCES`,
 * in turns of some milliseconds. Files that cannot be read are passed over. Throws `Cancelled`.
 */
export async function findOccurrences(context: ChangeContext, first: Document, value: Secret, signal?: AbortSignal): Promise<Occurrence[]> {
  const found = await occurrencesIn(context, first, value);
  let turn = performance.now();
  for await (const uri of context.editor.candidates(context.project, signal)) {
    throwIfAborted(signal);
    if (found.length >= MOST_OCCURRENCES) break;
    if (uri === first.uri) continue;
    if (performance.now() - turn > TURN) {
      await new Promise((resume) => setImmediate(resume));
      turn = performance.now();
    }
    const document = await context.editor.read(uri).catch((thrown: unknown) => {
      if (thrown instanceof TacitError && thrown.failure.code !== 'Cancelled') return undefined;
      throw thrown;
    });
    if (document !== undefined) found.push(...(await occurrencesIn(context, document, value)));
  }
  return found.slice(0, MOST_OCCURRENCES);
}
