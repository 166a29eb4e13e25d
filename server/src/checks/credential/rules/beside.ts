import type { UnitAt } from '../candidate';
import { lineStartNear } from '../nearLine';

/** How far behind a provider's name a value may stand, and how many words are looked at. */
export const REACH = 120;
const WORDS = 6;
/** Here, since a name that another file uses is looked up anew each time. */
const LONGEST = REACH;
/** `({[=:,>` */
const GOES_ON: ReadonlySet<number> = new Set([40, 123, 91, 61, 58, 44, 62]);

const CREDENTIAL_WORD = /key|token|secret|pass|pwd|auth|cred|sign|licen[cs]e|\bid\b|[_-]id|Id\b|sid\b|account|dsn/i;

const SECRET_WORD = /key|token|secret|pass|pwd|auth|cred/i;

const isWord = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95 || unit === 45 || unit === 46;

/** A place where a value may start: after an operator, a quote or a blank, behind a name. */
export interface Run {
  readonly start: number;
  /** Between the provider's name and here stood a word such as key or token. */
  readonly named: boolean;
  /** …and one that names no id or account. */
  readonly secret: boolean;
}

/**
 * The words of the same statement behind a provider's name: `NAME_token = "word"`, `"name": {"key": "word"}`, `--name-key word`,
 * `setNameKey("word")`, `<nameKey>word</nameKey>`. Looks at a bounded stretch of the line, and at the next line only behind an open bracket.
 */
export function besideRuns(text: string, from: number): Run[] {
  const runs: Run[] = [];
  startsBeside(
    (offset) => text.charCodeAt(offset),
    from,
    (start) => {
      const before = text.slice(Math.max(0, from - 20), start);
      runs.push({ start, named: CREDENTIAL_WORD.test(before), secret: SECRET_WORD.test(before) });
      return false;
    },
  );
  return runs;
}

/** Goes through where `besideRuns` begin, until one is `found`; then true. */
export function startsBeside(at: UnitAt, from: number, found: (start: number) => boolean): boolean {
  const limit = from + LONGEST;
  let place = from;
  // The rest of the name itself.
  while (place < limit && isWord(at(place))) place++;
  let operator = false;
  let last = 0;
  let runs = 0;
  while (place < limit && runs < WORDS) {
    const unit = at(place);
    if (Number.isNaN(unit)) return false;
    if (isWord(unit) || unit === 43 || unit === 47) {
      const start = place;
      while (place < limit && isWord(at(place))) place++;
      if (operator) {
        runs++;
        if (found(start)) return true;
      }
      if (place === start) place++;
      continue;
    }
    if (unit === 10 || unit === 13) {
      // A value may stand on the next line behind an opening bracket or an operator, not behind a finished statement.
      if (!GOES_ON.has(last)) return false;
    } else if (unit === 59) return false;
    else if (unit !== 32 && unit !== 9) last = unit;
    operator = true;
    place++;
  }
  return false;
}

/**
 * The name that the value at a place is assigned to, as written: `x.dbToken` of `x.dbToken = "…"`, the key of a map entry. Undefined where none
 * stands right before it on the line.
 */
export function subjectAt(text: string, place: number): string | undefined {
  const from = lineStartNear(text, place, 120);
  const assigned = /(?<![\w$])([A-Za-z_$][\w.$-]{0,79})["'`\])]{0,3}\s{0,3}(?::[\w<>[\] ]{0,20})?(?:=>|:=|[=:])\s{0,3}(?:[rbufL@$]{0,2}["'`]{0,3})?$/.exec(
    text.slice(from, place),
  );
  return assigned?.[1];
}

/** The whole name around a provider's name that starts at a place: `MY_ASANA_TOKEN` where `asana` was found. */
export function nameAt(text: string, place: number): string | undefined {
  const before = /[\w.$-]{0,60}$/.exec(text.slice(Math.max(0, place - 60), place));
  const after = /^[\w.$-]{0,60}/.exec(text.slice(place, place + 60));
  const name = `${before?.[0] ?? ''}${after?.[0] ?? ''}`;
  return /^[A-Za-z_$][\w.$-]{0,79}$/.test(name) ? name : undefined;
}
