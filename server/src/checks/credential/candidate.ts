import type { Document } from '../../base/document';
import type { Grade, RuleId } from '../../base/finding';
import type { Span } from '../../base/span';

/** What a detector family reports; `check.ts` turns it into a `Finding` (order, overlaps, anchors). Value-free like a finding. */
export interface Candidate {
  readonly rule: RuleId;
  /** Exactly the value. */
  readonly span: Span;
  readonly related?: readonly Span[];
  readonly grade: Grade;
  readonly subject?: string;
}

/**
 * One family of detectors behind the one prefilter pass (DESIGN §4 "Speed by doing less"). The pass finds every keyword of every family once;
 * a family sees only where its own keywords ended, and looks at a bounded stretch of text around each.
 */
export interface DetectorFamily {
  readonly id: string;
  /** Lower-case ASCII, at least three characters; matched without regard to ASCII case. */
  readonly keywords: readonly string[];
  /** `hits`: ascending pairs flattened, [keyword index in this family, end offset in UTF-16 units, …]. Must be linear in the text's length and in the hits. */
  detect(document: Document, hits: Int32Array): readonly Candidate[];
}
