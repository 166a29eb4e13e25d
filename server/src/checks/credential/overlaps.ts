import { GRADES } from '../../base/finding';
import { overlaps } from '../../base/span';
import type { Candidate } from './candidate';

/** A candidate with its family's rank. */
export interface Ranked extends Candidate {
  readonly rank: number;
}

/** Negative where `a` is the better account of the same text: the more specific family, the higher grade, the longer span. */
const better = (a: Ranked, b: Ranked): number =>
  b.rank - a.rank ||
  GRADES.indexOf(b.grade) - GRADES.indexOf(a.grade) ||
  b.span.end - b.span.start - (a.span.end - a.span.start) ||
  a.span.start - b.span.start ||
  (a.rule < b.rule ? -1 : 1);

/** Of candidates that overlap, the best; in order of position. */
export function withoutOverlaps(candidates: readonly Ranked[]): readonly Ranked[] {
  const ordered = [...candidates].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: Ranked[] = [];
  // A cluster is a chain of candidates that touch; inside one, the best is taken first and what overlaps it falls away.
  for (let from = 0; from < ordered.length;) {
    let end = (ordered[from] as Ranked).span.end;
    let to = from + 1;
    while (to < ordered.length && (ordered[to] as Ranked).span.start < end) end = Math.max(end, (ordered[to++] as Ranked).span.end);
    kept.push(...(to === from + 1 ? ordered.slice(from, to) : bestOf(ordered.slice(from, to))));
    from = to;
  }
  return kept;
}

/** Candidates of one cluster looked at, at most: more in one chain is no text of a person. */
const CLUSTER = 256;

function bestOf(cluster: readonly Ranked[]): readonly Ranked[] {
  const kept: Ranked[] = [];
  for (const candidate of [...cluster].sort(better).slice(0, CLUSTER)) if (!kept.some(({ span }) => overlaps(span, candidate.span))) kept.push(candidate);
  return kept.sort((a, b) => a.span.start - b.span.start);
}
