import { LineIndex } from '../../base/document';
import type { Finding, Suppression } from '../../base/finding';
import type { Span } from '../../base/span';
import { commentExtent, LONGEST_COMMENT } from './commentEnd';

/** Where a comment of ours stands. */
interface Ours {
  /** From its marker to its end. */
  readonly span: Span;
  /** Whether the marker is the first that is said there: a sentence may speak of it. */
  readonly isOpening: boolean;
}

/** A comment that silences findings, as read from one line. */
export interface Silencer {
  /** What a finding's rule must be or begin with (at a dot or hyphen). */
  readonly rules: readonly string[];
  /** `same` its own line; `line` its own line and, where nothing else stands there, the next; `next` the next line only; `file` all of them. */
  readonly reach: 'same' | 'line' | 'next' | 'file';
  readonly suppression: Suppression;
  /** Where its reason begins in the text; undefined where it gives none. */
  readonly reasonAt?: number;
  /** Zero-based line of the comment. */
  readonly line: number;
  readonly ours?: Ours;
}

/**
 * Why a comment of ours can silence nothing, whatever stands there. `expired`: its last day is over. `no-date`: what it gives as its last day is none.
 * `no-rule`: it names no rule.
 */
export type Flaw = 'expired' | 'no-date' | 'no-rule';

/** A comment of ours that can silence nothing. */
export interface FlawedComment extends Ours {
  readonly line: number;
  readonly because: Flaw;
  /** Its last day (ISO), where that is over. */
  readonly until?: string;
  /** The rules that it names; of one that names none, the words that stand where they should. */
  readonly names: readonly string[];
}

const OURS = /\btacit-ignore(-file|-next-line|-line)?(?=$|[^\w-])/;
/** Other tools' comments for one line, as their documentation gives them. */
const SAME_LINE =
  /(?:gitleaks|betterleaks|kingfisher|trufflehog|ggignore|secretlint)[:-](?:allow|ignore)\b|\bggignore\b|\bpragma:[ \t]{0,4}(?:allowlist|whitelist)[ \t]{1,4}secret\b|(?:#|\/\/|\/\*)[ \t]{0,4}nosec\b|\bNOSONAR\b|\bnoqa:[ \t]{0,4}(?:[A-Z]+\d+[ \t,]{1,4}){0,20}S10[567]\b|\beslint-disable-line\b[^\n]{0,200}secret|\bnosemgrep\b[^\n]{0,200}(?:secret|credential|password|hardcoded)|\bkics-scan[ \t]ignore-line|\bcheckov:skip=CKV_SECRET/;
const NEXT_LINE =
  /\bpragma:[ \t]{0,4}(?:allowlist|whitelist)[ \t]{1,4}nextline[ \t]{1,4}secret\b|\beslint-disable-next-line\b[^\n]{0,200}secret|\bsecretlint-disable-next-line\b/;

export const MARKER =
  /tacit-ignore|gitleaks|betterleaks|kingfisher|trufflehog|ggignore|secretlint|pragma:|nosec|NOSONAR|noqa:|eslint-disable|nosemgrep|kics-scan|checkov:skip/g;

/** Whether a pattern fits any of these rules: each that is the pattern or begins with it at a border, as with `credential`, `credential.`, `credential.*`. */
export function fitsAny(rules: readonly string[], pattern: string): boolean {
  const prefix = bare(pattern);
  return rules.some((rule) => prefixesOf(rule).includes(prefix));
}

/** A pattern without what it may end in besides. */
export const bare = (pattern: string): string => pattern.replace(/[.*-]+$/, '');

/** All patterns that fit a rule, bare: `credential`, `credential.stripe`, … up to itself. */
export const prefixesOf = (rule: string): readonly string[] => [...[...rule.matchAll(/(?!^)[.-]/g)].map(({ index }) => rule.slice(0, index)), rule];

/** Comments that silence one place, by what they name: a finding costs the same however many there are. */
class Group {
  readonly #byPrefix = new Map<string, { readonly silencer: Silencer; readonly order: number }[]>();

  constructor(silencers: readonly Silencer[]) {
    for (const [order, silencer] of silencers.entries())
      for (const prefix of new Set(silencer.rules.map(bare))) {
        const known = this.#byPrefix.get(prefix);
        if (known) known.push({ silencer, order });
        else this.#byPrefix.set(prefix, [{ silencer, order }]);
      }
  }

  first(rule: string): Silencer | undefined {
    const firsts = prefixesOf(rule).flatMap((prefix) => this.#byPrefix.get(prefix)?.[0] ?? []);
    return firsts.length === 0 ? undefined : firsts.reduce((least, next) => (next.order < least.order ? next : least)).silencer;
  }

  /** All that silence a rule and were not taken with another one. */
  take(rule: string): readonly Silencer[] {
    return prefixesOf(rule).flatMap((prefix) => {
      const taken = this.#byPrefix.get(prefix) ?? [];
      this.#byPrefix.delete(prefix);
      return taken.map(({ silencer }) => silencer);
    });
  }
}

/** Looks up the comments that silence a finding. Linear in the comments and in the findings. */
class Lookup {
  readonly #file: Group;
  readonly #lines = new Map<number, Group>();

  constructor(
    private readonly silencers: Silencers,
    private readonly index: LineIndex,
  ) {
    this.#file = new Group(silencers.file);
  }

  /** Nearest first. */
  groupsOf({ span }: Finding): readonly Group[] {
    const first = this.index.lineOf(span.start);
    const last = this.index.lineOf(Math.max(span.start, span.end - 1));
    return [...this.#lineOf(first), ...(last === first ? [] : this.#lineOf(last)), this.#file];
  }

  #lineOf(line: number): readonly Group[] {
    const silencers = this.silencers.byLine.get(line);
    if (silencers === undefined) return [];
    const group = this.#lines.get(line) ?? new Group(silencers);
    this.#lines.set(line, group);
    return [group];
  }
}

/** What says which comment silences a finding: the nearest. */
export function nearestSilencer(silencers: Silencers, index: LineIndex): (finding: Finding) => Silencer | undefined {
  const lookup = new Lookup(silencers, index);
  return (finding) => {
    for (const group of lookup.groupsOf(finding)) {
      const silencer = group.first(finding.rule);
      if (silencer) return silencer;
    }
    return undefined;
  };
}

/** The lines, from zero, of the comments that silence any of these findings. */
export function silencingLines(findings: readonly Finding[], silencers: Silencers, index: LineIndex): ReadonlySet<number> {
  const lookup = new Lookup(silencers, index);
  const lines = new Set<number>();
  for (const finding of findings) for (const group of lookup.groupsOf(finding)) for (const { line } of group.take(finding.rule)) lines.add(line);
  return lines;
}

/** What the comments of a text say. */
export interface Silencers {
  readonly file: readonly Silencer[];
  /** By the line that they silence, from zero. */
  readonly byLine: ReadonlyMap<number, readonly Silencer[]>;
  readonly flawed: readonly FlawedComment[];
}

/** Reads the comments of a text, ours and those of other tools. Linear in the text. */
export function readComments(text: string, index: LineIndex, now: Date): Silencers {
  const file: Silencer[] = [];
  const flawed: FlawedComment[] = [];
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
    if (said === undefined) continue;
    const ours = (): Ours => ({
      span: { start: match.index, end },
      isOpening: OPENING.test(text.slice(Math.max(lineStart, match.index - 40), match.index)),
    });
    if ('because' in said) {
      flawed.push({ ...said, ...ours(), line });
      continue;
    }
    const { isOurs, ...silences } = said;
    const silencer: Silencer = { ...silences, line, ...(isOurs ? { ours: ours() } : {}) };
    if (silencer.reach === 'file') file.push(silencer);
    else {
      if (silencer.reach !== 'next') add(line, silencer);
      if (silencer.reach === 'next' || (silencer.reach === 'line' && isLast && standsAlone(text.slice(lineStart, match.index)))) add(line + 1, silencer);
    }
  }
  return { file, byLine, flawed };
}

/** The sign of a comment, or a key that only carries it, right before the marker. */
const OPENING = /(?:\/\/|\/\*|#|<!--|--|;|%|\(\*|\{-|^\s*\*|\bREM|"(?:\/\/|#|_?comment|\$comment)"[ \t]*:[ \t]*")[\s#/*;!%-]*$/i;

/** Nothing but comment signs, or a key that only carries the comment (`"//": "tacit-ignore …"`), before the marker. */
const standsAlone = (before: string): boolean =>
  before.length < 200 && /^[\s#/*;!%<>'"({-]*(?:REM[ \t]|rem[ \t])?(?:["'](?:\/\/|#|_?comment|\$comment)["'][ \t]*:[ \t]*["'])?[\s#/*;!-]*$/.test(before);

/** The end of the line before `next`, without its line break. */
function endOfLine(text: string, next: number): number {
  let end = next;
  while (end > 0 && /[\r\n\u2028\u2029]/.test(text.charAt(end - 1))) end--;
  return end;
}

/** What one comment says, wherever it stands. */
type Said = (Omit<Silencer, 'line' | 'ours'> & { readonly isOurs: boolean }) | Pick<FlawedComment, 'because' | 'until' | 'names'>;

/** `comment` begins at `from` in the text; `line` is what other tools read, which ask for no end. */
function read(comment: string, line: string, from: number, now: Date): Said | undefined {
  const ours = OURS.exec(comment);
  if (ours) {
    const at = ours.index + ours[0].length;
    return readOurs(comment.slice(at), from + at, ours[1], now);
  }
  if (NEXT_LINE.test(line)) return { rules: ['credential'], reach: 'next', suppression: { by: 'inline' }, isOurs: false };
  if (SAME_LINE.test(line)) return { rules: ['credential'], reach: 'same', suppression: { by: 'inline' }, isOurs: false };
  return undefined;
}

function readOurs(rest: string, from: number, form: string | undefined, now: Date): Said {
  const parsed =
    /^[ \t:]{0,8}((?:(?!until=|because\b)[a-z][\w.*-]{0,80}[ \t,]{0,8}){0,10})(?:until=(\S{1,20})[ \t]{0,8})?(?:(?:because|--)[ \t:]{0,4}(.{0,300}))?/di.exec(
      rest,
    );
  const words = (parsed?.[1] ?? '').split(/[ \t,]+/).filter((word) => word !== '');
  const names = words.filter((rule) => rule.includes('.') || /^(?:credential|logging|camunda|reference|policy)\*?$/.test(rule));
  if (names.length === 0) return { because: 'no-rule', names: words };
  const until = parsed?.[2]?.replace(/[^0-9-].*$/, '');
  if (until !== undefined && !isDay(until)) return { because: 'no-date', names };
  if (until !== undefined && !lasts(until, now)) return { because: 'expired', until, names };
  const written = parsed?.[3]?.replace(/(?:\*\/|-->|["',}\])]+)[ \t]*$/, '') ?? '';
  const reason = written.trim();
  return {
    rules: names,
    reach: form === '-file' ? 'file' : form === '-next-line' ? 'next' : 'line',
    suppression: { by: 'inline', ...(reason === '' ? {} : { reason }), ...(until === undefined ? {} : { until }) },
    ...(reason === '' ? {} : { reasonAt: from + (parsed?.indices?.[3]?.[0] ?? 0) + written.length - written.trimStart().length }),
    isOurs: true,
  };
}

/** The end of a day (an ISO date), UTC, in milliseconds; NaN where it is none. */
function endOf(day: string): number {
  const end = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T23:59:59.999Z`) : Number.NaN;
  return !Number.isNaN(end) && new Date(end).toISOString().startsWith(day) ? end : Number.NaN;
}

const isDay = (text: string): boolean => !Number.isNaN(endOf(text));

/** True until the end of that day (an ISO date), UTC. What is no date has passed. */
export const lasts = (until: string, now: Date): boolean => now.getTime() <= endOf(until);
