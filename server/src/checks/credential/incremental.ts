import { type Change, changeBetween } from '../../base/change';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Candidate, DetectorFamily, Trace } from './candidate';
import { type Detection, detectAll, emptyTrace, type KeywordHits, prefilter } from './detection';
import { FAMILIES } from './families';

/** Units around a change in which a keyword's hit may come or go: the keyword itself, and what `DetectorFamily.confirm` looks at. */
const HIT_REACH = 600;
/** Units before its line that a family looks at; behind it there is `DetectorFamily.reach`. */
const LOOKS_BACK = 400;
/** Units before a change in which a name's assignment may begin whose literal the change is in. */
const LONGEST_ASSIGNMENT = 4_000;
/** A change whose surroundings are more of the text than this is no small one: then all is detected anew. */
const LARGEST_SHARE = 0.5;

/** Of a text with more candidates some may be left out, and which depends on all of it. */
const MOST_CANDIDATES = 5_000;

/** Carries what was detected in a text to its next version. One for each open document. */
export class DetectionMemory {
  #last: Detection | undefined;

  /** The same as `detectAll(document)`, and after a small change much faster. */
  next(document: Document): Detection {
    const last = this.#last;
    return (this.#last = last === undefined ? detectAll(document) : detectAgain(last, document));
  }
}

/**
 * What `detectAll` gives for a document, made of what it gave for an earlier version: hits and candidates away from the change are moved, only what
 * is near enough to have seen it is detected again. Pure.
 */
export function detectAgain(previous: Detection, document: Document): Detection {
  const { document: before } = previous;
  if (before.uri !== document.uri || before.languageId !== document.languageId) return detectAll(document);
  const change = changeBetween(before.text, document.text);
  if (change === undefined) return { ...previous, document };
  const hits = hitsAgain(previous.hits, document.text, change);
  const traces: Trace[] = [];
  const candidates = FAMILIES.map((family, index) => {
    const own = hits[index] as Int32Array;
    const local = detectNear(family, previous, index, document, own, change);
    const trace = local?.trace ?? emptyTrace();
    traces.push(trace);
    return local?.candidates ?? (own.length === 0 ? [] : family.detect(document, own, trace));
  });
  return { document, hits, candidates, traces };
}

/** The hits of the newer text: those away from the change are moved, those around it collected again. */
function hitsAgain(previous: KeywordHits, text: string, { start, end, delta }: Change): KeywordHits {
  const from = Math.max(0, start - HIT_REACH);
  const to = Math.min(text.length, end + HIT_REACH);
  const fresh = prefilter().hits(text, from, to);
  return previous.map((old, index) => {
    const before = firstBehind(old, from);
    const after = firstBehind(old, to - delta);
    const between = fresh[index] as Int32Array;
    const merged = new Int32Array(before + between.length + old.length - after);
    merged.set(old.subarray(0, before));
    merged.set(between, before);
    const rest = before + between.length;
    merged.set(old.subarray(after), rest);
    for (let at = rest + 1; delta !== 0 && at < merged.length; at += 2) merged[at] = (merged[at] as number) + delta;
    return merged;
  });
}

/** Index of the first pair whose keyword ends behind a place. */
function firstBehind(hits: Int32Array, place: number): number {
  let low = 0;
  let high = hits.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[2 * middle + 1] as number) <= place) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

/**
 * One family's candidates, by running it over the hits near the change alone. Undefined where that could differ from a run over all hits: the family
 * has no reach, the text gave it a name's meaning from afar, its budget might run out, or the surroundings of the change are most of the text.
 */
function detectNear(
  family: DetectorFamily,
  previous: Detection,
  index: number,
  document: Document,
  hits: Int32Array,
  change: Change,
): { candidates: readonly Candidate[]; trace: Trace } | undefined {
  const { reach } = family;
  const before = previous.traces[index];
  const old = previous.candidates[index];
  if (reach === undefined || before === undefined || old === undefined || before.resolved) return undefined;
  const { text } = document;
  if (touchesName(before, previous.document.text, text, change)) return undefined;
  // Hits between these may have seen the change, what they say lies between the next, and between the last are all hits that speak of that.
  const sees = { start: lineStart(text, back(text, change.start, reach)), end: lineEnd(text, change.end + LOOKS_BACK) };
  const core = { start: lineStart(text, sees.start - LOOKS_BACK), end: lineEnd(text, ahead(text, sees.end, reach)) };
  const zone = { start: lineStart(text, back(text, core.start, reach)), end: lineEnd(text, core.end + LOOKS_BACK) };
  if (zone.end - zone.start > text.length * LARGEST_SHARE) return undefined;
  const trace = emptyTrace();
  const fresh = family.detect(document, hits.subarray(firstBehind(hits, zone.start), firstBehind(hits, zone.end)), trace);
  const spent = before.spent + trace.spent;
  if (trace.resolved || spent > trace.budget / 2) return undefined;
  const moved = (span: Span): Span => (span.start < change.start ? span : { start: span.start + change.delta, end: span.end + change.delta });
  const kept = old.filter(({ span }) => span.start < core.start);
  const inside = fresh.filter(({ span }) => span.start >= core.start && span.start <= core.end);
  const behind = old.flatMap((candidate) =>
    candidate.span.start > core.end - change.delta
      ? [{ ...candidate, span: moved(candidate.span), ...(candidate.related === undefined ? {} : { related: candidate.related.map(moved) }) }]
      : [],
  );
  const candidates = [...kept, ...inside, ...behind];
  if (candidates.length > MOST_CANDIDATES) return undefined;
  return {
    candidates,
    trace: { names: new Set([...before.names, ...trace.names]), resolved: false, spent, budget: trace.budget },
  };
}

/** True where a name whose meaning was looked for stands near the change, before or after it. */
function touchesName({ names }: Trace, before: string, after: string, { start, end, delta }: Change): boolean {
  if (names.size === 0) return false;
  const from = Math.max(0, start - LONGEST_ASSIGNMENT);
  const older = before.slice(from, end - delta + LOOKS_BACK);
  const newer = after.slice(from, end + LOOKS_BACK);
  for (const name of names) if (older.includes(name) || newer.includes(name)) return true;
  return false;
}

const isBlank = (unit: number): boolean => unit === 32 || unit === 10 || unit === 9 || unit === 13;
const endsLine = (unit: number): boolean => unit === 10 || unit === 13;

/** The place `units` before another, blanks not counted: they are skipped without a limit. */
function back(text: string, place: number, units: number): number {
  let at = place;
  for (let left = units; at > 0 && left > 0; at--) if (!isBlank(text.charCodeAt(at - 1))) left--;
  return at;
}

/** The place `units` behind another, blanks not counted. */
function ahead(text: string, place: number, units: number): number {
  let at = place;
  for (let left = units; at < text.length && left > 0; at++) if (!isBlank(text.charCodeAt(at))) left--;
  return at;
}

function lineStart(text: string, place: number): number {
  let at = Math.max(0, place);
  while (at > 0 && !endsLine(text.charCodeAt(at - 1))) at--;
  return at;
}

function lineEnd(text: string, place: number): number {
  let at = Math.min(text.length, place);
  while (at < text.length && !endsLine(text.charCodeAt(at))) at++;
  return at;
}
