import type { Document } from '../../base/document';
import { type Finding, type Grade, GRADES, type RuleId } from '../../base/finding';
import { Anchors } from './anchor';
import type { Candidate } from './candidate';
import { type Detection, detectAll, type KeywordHits, prefilter } from './detection';
import { FAMILIES } from './families';
import { Illustrations } from './illustration';
import type { DetectionMemory } from './incremental';
import { type Ranked, withoutOverlaps } from './overlaps';
import { type JoinOptions, joinParts } from './parts';

export type { KeywordHits };

const USER_NAME = 'credential.user-name';
/** Findings of one text, at most: more is a dump of data, and a longer report helps nobody. */
const LARGEST_REPORT = 2_000;

export interface CheckOptions extends JoinOptions {
  readonly enabled?: (rule: RuleId) => boolean;
  /** What `keywordHits` found in the bytes of this very text, at their places in it (`inUnits`): then the text is not gone through again. */
  readonly hits?: KeywordHits;
  /** What is known of the text's earlier version; the same findings, faster. */
  readonly memory?: DetectionMemory;
  /** Told where some that are no placeholders were left out, since there are too many. */
  readonly onCut?: () => void;
}

/**
 * Every credential of a text, in order of position, without overlaps. Synchronous, no I/O, linear in the text. `enabled` leaves rules out;
 * what they would have found is still masked in the anchors of the others.
 */
export function checkCredentials(document: Document, options: CheckOptions = {}): Finding[] {
  const candidates = ranked(options.memory?.next(document) ?? detectAll(document, options.hits));
  if (candidates.length === 0) return [];
  const { text } = document;
  const anchors = new Anchors(
    text,
    candidates.map(({ span }) => span),
  );
  const values = new Set(candidates.map(({ span }) => text.slice(span.start, Math.min(span.end, span.start + 200))));
  const wanted = options.enabled === undefined ? candidates : candidates.filter(({ rule }) => options.enabled?.(rule) === true);
  return most(joinParts(withoutOverlaps(wanted), options), options.onCut).map((candidate) => finding(candidate, anchors, values));
}

/** As many as are reported, the gravest: harmless ones must not push out what counts. In order of position. */
function most(found: readonly Ranked[], onCut: (() => void) | undefined): readonly Ranked[] {
  if (found.length <= LARGEST_REPORT) return found;
  const byGrade = [...GRADES].reverse().flatMap((grade) => found.filter((candidate) => candidate.grade === grade));
  if (byGrade[LARGEST_REPORT]?.grade !== 'placeholder') onCut?.();
  const kept = new Set(byGrade.slice(0, LARGEST_REPORT));
  return found.filter((candidate) => kept.has(candidate));
}

const ranked = ({ candidates, document }: Detection): readonly Ranked[] => {
  if (candidates.every(({ length }) => length === 0)) return [];
  const illustrations = new Illustrations(document);
  return candidates.flatMap((found, index) => {
    const rank = FAMILIES[index]?.rank ?? 1;
    let before: Grade = 'real';
    return found.map((candidate) => {
      const own = illustrations.gradeOf(candidate, rank);
      // A user is told for the sake of the password that was found right before.
      const grade = candidate.rule === USER_NAME && before === 'placeholder' ? before : own;
      if (candidate.rule !== USER_NAME) before = own;
      return { ...candidate, rank, grade };
    });
  });
};

/** False where no keyword of any family stands in the bytes: then `checkCredentials` finds nothing. For ASCII-based encodings; decode UTF-16 first. */
export const mayContainCredentials = (bytes: Uint8Array): boolean => prefilter().mayContain(bytes);

/**
 * As `mayContainCredentials`, with the places, in bytes; undefined: nothing to find. Hits that can give
 * nothing are left out as far as the bytes tell, so that most files need not become text at all.
 */
export function keywordHits(bytes: Buffer, document: Pick<Document, 'uri' | 'languageId'>): KeywordHits | undefined {
  const hits = prefilter()
    .hitsInBytes(bytes)
    ?.map((own, index) => (own.length === 0 ? own : (FAMILIES[index]?.sieve?.(bytes, own, document) ?? own)));
  return hits?.every((own) => own.length === 0) === true ? undefined : hits;
}

function finding(candidate: Candidate, anchors: Anchors, values: ReadonlySet<string>): Finding {
  const { rule, span, grade, related = [] } = candidate;
  // A name that is itself a value elsewhere in the text (`user:password@…` read as name and value) is not told.
  const subject = candidate.subject !== undefined && !values.has(candidate.subject) ? candidate.subject : undefined;
  const told: Candidate = { rule, span, grade, ...(subject === undefined ? {} : { subject }) };
  return { rule, span, related, grade, ...(subject === undefined ? {} : { subject }), anchor: anchors.of(told) };
}
