import type { Document } from '../../base/document';
import type { Candidate, Trace } from './candidate';
import { FAMILIES } from './families';
import { Prefilter } from './keywords/prefilter';

/** Where the keywords of each family stand in a text: for each family pairs of a keyword's index there and its end, in order of ends. */
export type KeywordHits = readonly Int32Array[];

/** What every family found in one text, before it is decided which of two that overlap is told. */
export interface Detection {
  readonly document: Document;
  readonly hits: KeywordHits;
  /** By family. */
  readonly candidates: readonly (readonly Candidate[])[];
  readonly traces: readonly Trace[];
}

let built: Prefilter | undefined;

/** Built on the first use (a few milliseconds), one for all documents. */
export const prefilter = (): Prefilter => (built ??= new Prefilter(FAMILIES));

export const emptyTrace = (): Trace => ({ names: new Set(), resolved: false, spent: 0, budget: 1 });

/** Runs every family over a whole text. `hits`: where its keywords stand, if that is known. */
export function detectAll(document: Document, hits: KeywordHits = prefilter().hits(document.text)): Detection {
  const traces = FAMILIES.map(emptyTrace);
  const candidates = FAMILIES.map((family, index) => {
    const own = hits[index];
    return own === undefined || own.length === 0 ? [] : family.detect(document, own, traces[index]);
  });
  return { document, hits, candidates, traces };
}
