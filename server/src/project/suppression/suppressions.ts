import type { Document } from '../../base/document';
import { LineIndex } from '../../base/document';
import type { Finding, Suppression } from '../../base/finding';
import { commentExtent, LONGEST_COMMENT } from './commentEnd';
import { SaidBefore } from './saidBefore';

/** A comment that silences findings, as read from one line. */
interface Silencer {
  /** What a finding's rule must be or begin with (at a dot or hyphen); undefined: every rule. */
  readonly rules: readonly string[] | undefined;
  /** `same` its own line; `line` its own line and, where nothing else stands there, the next; `next` the next line only; `file` all of them. */
  readonly reach: 'same' | 'line' | 'next' | 'file';
  readonly suppression: Suppression;
  /** Where its reason begins in the text; undefined where it gives none. */
  readonly reasonAt?: number;
  /** Zero-based line of the comment. */
  readonly line: number;
  readonly isOurs: boolean;
}

const OURS = /\btacit-ignore(-file|-next-line|-line)?(?=$|[^\w-])/;
/** Other tools' comments for one line, as their documentation gives them. */
const SAME_LINE =
  /(?:gitleaks|betterleaks|kingfisher|trufflehog|ggignore|secretlint)[:-](?:allow|ignore)\b|\bggignore\b|\bpragma:[ \t]{0,4}(?:allowlist|whitelist)[ \t]{1,4}secret\b|(?:#|\/\/|\/\*)[ \t]{0,4}nosec\b|\bNOSONAR\b|\bnoqa:[ \t]{0,4}(?:[A-Z]+\d+[ \t,]{1,4}){0,20}S10[567]\b|\beslint-disable-line\b[^\n]{0,200}secret|\bnosemgrep\b[^\n]{0,200}(?:secret|credential|password|hardcoded)|\bkics-scan[ \t]ignore-line|\bcheckov:skip=CKV_SECRET/;
const NEXT_LINE =
  /\bpragma:[ \t]{0,4}(?:allowlist|whitelist)[ \t]{1,4}nextline[ \t]{1,4}secret\b|\beslint-disable-next-line\b[^\n]{0,200}secret|\bsecretlint-disable-next-line\b/;

const MARKER =
  /tacit-ignore|gitleaks|betterleaks|kingfisher|trufflehog|ggignore|secretlint|pragma:|nosec|NOSONAR|noqa:|eslint-disable|nosemgrep|kics-scan|checkov:skip/g;

/**
 * Sets `suppressed` on each finding that a comment of the text silences: `tacit-ignore RULE-OR-PREFIX until=2027-01-31 because …` on its line or alone on the
 * line above, `tacit-ignore-next-line`, `tacit-ignore-file`, and what other scanners read. Ours without a rule, with a rule that does not fit, or past its
 * date silences nothing. `now` is for tests. Linear in the text.
 */
export function applySuppressions(document: Document, findings: readonly Finding[], now: Date = new Date()): Finding[] {
  MARKER.lastIndex = 0;
  if (findings.length === 0 || !MARKER.test(document.text)) return [...findings];
  const index = new LineIndex(document.text);
  const silencers = collect(document.text, index, now);
  if (silencers.file.length === 0 && silencers.byLine.size === 0) return [...findings];
  const said = new SaidBefore(findings);
  return findings.map((finding) => {
    if (finding.suppressed) return finding;
    const [silencer] = silencersOf(finding, silencers, index);
    return silencer ? { ...finding, suppressed: withoutValues(silencer, said) } : finding;
  });
}

/** A reason is shown and kept, so it ends before any finding, wherever the comment seemed to end. */
function withoutValues({ suppression, reasonAt }: Silencer, said: SaidBefore): Suppression {
  const { reason: written, ...rest } = suppression;
  if (written === undefined || reasonAt === undefined) return suppression;
  const reason = said.cut(written, reasonAt);
  return reason === '' ? rest : { ...rest, reason };
}

/** What each comment of ours holds: for a look whether a text is worth `unmatchedComments`. */
export const OUR_MARKER = 'tacit-ignore';

/**
 * Zero-based lines of the comments of ours that silence nothing, in order: what stood there is gone, or the rule is another. `findings` are all of the
 * text, the silenced ones too. Comments that are for what only an editor reports are left out, and so are those past their date.
 */
export function unmatchedComments(document: Document, findings: readonly Finding[], now: Date = new Date()): readonly number[] {
  if (!document.text.includes(OUR_MARKER)) return [];
  const index = new LineIndex(document.text);
  const silencers = collect(document.text, index, now);
  const matched = new Set(findings.flatMap((finding) => silencersOf(finding, silencers, index)).map(({ line }) => line));
  const ours = [...silencers.file, ...[...silencers.byLine.values()].flat()].filter(
    ({ isOurs, rules, line }) => isOurs && !matched.has(line) && rules?.every((rule) => /^(?:credential|logging)\b/.test(rule)) === true,
  );
  return [...new Set(ours.map(({ line }) => line))].sort((a, b) => a - b);
}

/** The comments that silence a finding, nearest first. */
function silencersOf(finding: Finding, { file, byLine }: Silencers, index: LineIndex): readonly Silencer[] {
  const first = index.lineOf(finding.span.start);
  const last = index.lineOf(Math.max(finding.span.start, finding.span.end - 1));
  const near = [...(byLine.get(first) ?? []), ...(last === first ? [] : (byLine.get(last) ?? [])), ...file];
  return near.filter(({ rules }) => rules === undefined || rules.some((rule) => fits(finding.rule, rule)));
}

/** True where a rule id is the pattern or begins with it at a border: `credential`, `credential.`, `credential.stripe`, `credential.*`. */
function fits(rule: string, pattern: string): boolean {
  const prefix = pattern.replace(/[.*-]+$/, '');
  return prefix !== '' && (rule === prefix || (rule.startsWith(prefix) && /[.-]/.test(rule.charAt(prefix.length))));
}

interface Silencers {
  readonly file: Silencer[];
  readonly byLine: Map<number, Silencer[]>;
}

function collect(text: string, index: LineIndex, now: Date): Silencers {
  const file: Silencer[] = [];
  const byLine = new Map<number, Silencer[]>();
  const add = (line: number, silencer: Silencer): void => {
    const known = byLine.get(line);
    if (known) known.push(silencer);
    else byLine.set(line, [silencer]);
  };
  let readTo = -1;
  MARKER.lastIndex = 0;
  for (let match = MARKER.exec(text); match; match = MARKER.exec(text)) {
    if (match.index < readTo) continue;
    const line = index.lineOf(match.index);
    const lineStart = index.lineStart(line);
    const { end, isLast } = commentExtent(text, match.index, lineStart, endOfLine(text, index.lineStart(line + 1)));
    // An ordinary comment sign is not asked for: JSON has none, and people put the marker into a neighbouring key.
    const from = Math.max(lineStart, match.index - 8);
    readTo = Math.min(index.lineStart(line + 1), match.index + LONGEST_COMMENT);
    const said = read(text.slice(from, Math.min(end, readTo)), text.slice(from, readTo), from, now);
    if (!said) continue;
    const silencer: Silencer = { ...said, line };
    if (silencer.reach === 'file') file.push(silencer);
    else {
      if (silencer.reach !== 'next') add(line, silencer);
      if (silencer.reach === 'next' || (silencer.reach === 'line' && isLast && standsAlone(text.slice(lineStart, match.index)))) add(line + 1, silencer);
    }
  }
  return { file, byLine };
}

/** Nothing but comment signs, or a key that only carries the comment (`"//": "tacit-ignore …"`), before the marker. */
const standsAlone = (before: string): boolean =>
  before.length < 200 && /^[\s#/*;!%<>'"({-]*(?:REM[ \t]|rem[ \t])?(?:["'](?:\/\/|#|_?comment|\$comment)["'][ \t]*:[ \t]*["'])?[\s#/*;!-]*$/.test(before);

/** The end of the line before `next`, without its line break. */
function endOfLine(text: string, next: number): number {
  let end = next;
  while (end > 0 && /[\r\n\u2028\u2029]/.test(text.charAt(end - 1))) end--;
  return end;
}

/** `comment` begins at `from` in the text; `line` is what other tools read, which ask for no end. */
function read(comment: string, line: string, from: number, now: Date): Omit<Silencer, 'line'> | undefined {
  const ours = OURS.exec(comment);
  if (ours) {
    const at = ours.index + ours[0].length;
    return readOurs(comment.slice(at), from + at, ours[1], now);
  }
  if (NEXT_LINE.test(line)) return { rules: ['credential'], reach: 'next', suppression: { by: 'inline' }, isOurs: false };
  if (SAME_LINE.test(line)) return { rules: ['credential'], reach: 'same', suppression: { by: 'inline' }, isOurs: false };
  return undefined;
}

function readOurs(rest: string, from: number, form: string | undefined, now: Date): Omit<Silencer, 'line'> | undefined {
  const parsed =
    /^[ \t:]{0,8}((?:(?!until=|because\b)[a-z][\w.*-]{0,80}[ \t,]{0,8}){0,10})(?:until=(\S{1,20})[ \t]{0,8})?(?:(?:because|--)[ \t:]{0,4}(.{0,300}))?/di.exec(
      rest,
    );
  const rules = (parsed?.[1] ?? '').split(/[ \t,]+/).filter((rule) => rule.includes('.') || /^(?:credential|logging|camunda|reference|policy)\*?$/.test(rule));
  if (rules.length === 0) return undefined;
  const until = parsed?.[2]?.replace(/[^0-9-].*$/, '');
  if (until !== undefined && !lasts(until, now)) return undefined;
  const written = parsed?.[3]?.replace(/(?:\*\/|-->|["',}\])]+)[ \t]*$/, '') ?? '';
  const reason = written.trim();
  return {
    rules,
    reach: form === '-file' ? 'file' : form === '-next-line' ? 'next' : 'line',
    suppression: { by: 'inline', ...(reason === '' ? {} : { reason }), ...(until === undefined ? {} : { until }) },
    ...(reason === '' ? {} : { reasonAt: from + (parsed?.indices?.[3]?.[0] ?? 0) + written.length - written.trimStart().length }),
    isOurs: true,
  };
}

/** True until the end of that day (an ISO date), UTC. What is no date has passed. */
export function lasts(until: string, now: Date): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(until)) return false;
  const end = Date.parse(`${until}T23:59:59.999Z`);
  return !Number.isNaN(end) && new Date(end).toISOString().startsWith(until) && now.getTime() <= end;
}
