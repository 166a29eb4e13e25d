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
  /** The rule of what an encoded text holds. */
  readonly holds?: RuleId;
}

/** The code unit (or byte) at a place; NaN or undefined-like values never match anything. Lets one confirmation serve bytes and strings. */
export type UnitAt = (offset: number) => number;

/** What a family notes of its work on a text, so that after an edit elsewhere it need not be repeated. */
export interface Trace {
  /** Names whose meaning was looked for in the whole text, */
  readonly names: Set<string>;
  /** and whether one of them had one. */
  resolved: boolean;
  /** How much of its budget for the text was used. */
  spent: number;
  budget: number;
}

/**
 * One family of detectors behind the one prefilter pass (DESIGN §4 "Speed by doing less"). The pass finds every keyword of every family once;
 * a family sees only where its own keywords ended, and looks at a bounded stretch of text around each.
 */
export interface DetectorFamily {
  readonly id: string;
  /** Which of two overlapping candidates wins: the higher. Provider tokens 4, key blocks 5, credentials in URLs 3, tokens of general shape 2; default 1. */
  readonly rank?: number;
  /** At least three units, of ASCII letters the small ones; matched without regard to ASCII case, and to the letter in other scripts. */
  readonly keywords: readonly string[];
  /** A cheap look around a keyword (500 units at most, no allocation); a hit that it refuses is dropped at once, also for `mayContainCredentials`. */
  confirm?(keyword: number, at: UnitAt, end: number): boolean;
  /**
   * With which units of ASCII what a keyword stands for may begin, 1 in a set of 128 for each, place by place from the keyword's first unit on; undefined
   * where that is not known. What begins otherwise `confirm` refuses: asked for keywords that it refuses often.
   */
  beginnings?(keyword: number): readonly Uint8Array[] | undefined;
  /** True where a keyword counts only at the start of a word, or behind an escape: then most places need no look at all. */
  startsWord?(keyword: number): boolean;
  /**
   * What of ASCII must stand behind a keyword, or it counts for nothing: a digit, in 180 units, or a digit or a capital letter, in 300. The pass looks
   * for it before it asks `confirm`, and goes through a stretch without them once, however many keywords are in it.
   */
  needs?(keyword: number): 'digit' | 'capital' | undefined;
  /** Of the hits in a file's bytes those that may give something; what goes would give nothing. A hit that stays is detected as with all of them. */
  sieve?(bytes: Buffer, hits: Int32Array, document: Pick<Document, 'uri' | 'languageId'>): Int32Array;
  /** `hits`: ascending pairs flattened, [keyword index in this family, end offset in UTF-16 units, …]. Must be linear in the text's length and in the hits. */
  detect(document: Document, hits: Int32Array, trace?: Trace): readonly Candidate[];
  /**
   * Where what is detected depends on nearby text alone, but for what the trace says: how many units other than blanks behind the line of a keyword
   * a value may begin, or anything stand that decides about it. Before the line it is a few hundred units. An edit is then dear only where it is.
   */
  readonly reach?: number;
}
