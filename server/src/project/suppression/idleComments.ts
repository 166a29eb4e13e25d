import type { Document } from '../../base/document';
import { LineIndex } from '../../base/document';
import type { Finding, RuleId } from '../../base/finding';
import type { Span } from '../../base/span';
import { bare, type Flaw, prefixesOf, readComments, silencingLines } from './comments';

/** Why a comment of ours silences nothing: a flaw of its own; a rule that is none (`unknown-rule`); or what it names is not found there (`unmatched`). */
export const IDLE_CAUSES = ['expired', 'no-date', 'no-rule', 'unknown-rule', 'unmatched'] as const satisfies readonly (Flaw | 'unknown-rule' | 'unmatched')[];
export type IdleCause = (typeof IDLE_CAUSES)[number];

/** A comment of ours that silences nothing. */
export interface IdleComment {
  /** From zero. */
  readonly line: number;
  /** From its marker to its end. */
  readonly span: Span;
  readonly because: IdleCause;
  /** Its last day (ISO), where that is over. */
  readonly until?: string;
  /** A name as it is written that may be meant for a rule. Text of the file: not to be shown. */
  readonly wrong?: string;
}

/** What each comment of ours holds: for a look whether a text is worth `idleComments`. */
export const OUR_MARKER = 'tacit-ignore';

const OF_A_CHECK = /^(?:credential|logging|reference)\b/;
/** What every look at a text finds; other findings depend on what an editor knows besides. */
const isScanned = (rule: string): boolean => /^(?:credential|logging)\b/.test(rule);

/** Whoever only writes of these comments does so in a sentence, and names no rule or something that is none. */
const isMeant = (isOpening: boolean, names: readonly string[]): boolean => isOpening || names.some((name) => OF_A_CHECK.test(name));

/**
 * The comments of ours that silence nothing, one a line, in order. `findings` are all of the text, the silenced ones too; `rules` all that there are.
 * `isWhole`: whether all that a scan finds is among `findings`, so that what a comment names and is not found is not there. Comments for what only an editor
 * reports are left out, but for those that no rule or no day makes idle. `now` is for tests.
 */
export function idleComments(
  document: Document,
  findings: readonly Finding[],
  rules: readonly RuleId[],
  isWhole: boolean,
  now: Date = new Date(),
): readonly IdleComment[] {
  const { text } = document;
  if (!text.includes(OUR_MARKER)) return [];
  const index = new LineIndex(text);
  const silencers = readComments(text, index, now);
  const known = new Set(rules.flatMap(prefixesOf));
  const isRule = (name: string): boolean => known.has(bare(name));
  const idle = new Map<number, IdleComment>();
  for (const { line, span, because, until, names, isOpening } of silencers.flawed) {
    if (!isMeant(isOpening, names)) continue;
    const unknown = names.find((name) => !isRule(name));
    if (because === 'expired' && unknown === undefined && !names.every(isScanned)) continue;
    idle.set(line, { line, span, because, ...(until === undefined ? {} : { until }), ...(unknown === undefined ? {} : { wrong: unknown }) });
  }
  const matched = silencingLines(findings, silencers, index);
  for (const { line, ours, rules: names } of [...silencers.file, ...[...silencers.byLine.values()].flat()]) {
    if (ours === undefined || matched.has(line) || idle.has(line)) continue;
    const wrong = names.find((name) => !isRule(name));
    const { span, isOpening } = ours;
    if (wrong !== undefined && isMeant(isOpening, names)) idle.set(line, { line, span, because: 'unknown-rule', wrong });
    else if (wrong === undefined && isWhole && names.every(isScanned)) idle.set(line, { line, span, because: 'unmatched' });
  }
  return [...idle.values()].sort((a, b) => a.line - b.line);
}
