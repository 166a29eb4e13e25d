import { lineEndNear, lineStartNear } from './nearLine';

/** Lines of comment above a value that are read, and units of each. */
const LINES = 4;
const LONGEST = 400;
/** The beginning of a line that is a comment, whatever the language; a directive of C and a command line are none. */
const COMMENT = /^\s{0,200}(?:\/\/|\/\*|\*(?![/\w])|#(?!define|if|include|pragma|else|elif|import|\[)|--\s|;|<!--|\{[#/]|rem\s)/i;
/** A comment behind a value on its line. */
const BEHIND = /(?:^|[\s,;)}])(?:\/\/|\/\*|#|--\s|<!--)\s{0,4}(.{1,200})/;
/** What opens the group that a value stands in, between it and the comment about the group: `var (`, `keys = {`. */
const OPENER = /^[^"'`=]{0,60}=?\s{0,4}[({[]\s{0,4}$/;

/** Words by which somebody says that a value is none of theirs, or is no secret. */
const DENIES =
  /\b(?:fake|dummy|bogus|not (?:an? )?(?:real|actual|secret|sensitive|confidential)|isn['’]t (?:an? )?(?:real|secret)|no real|not real|made[- ]up|test vectors?|(?:publicly|well)[- ]known|only (?:for|used (?:for|in)|in) (?:the )?(?:unit |integration )?tests?(?:ing)?|tests? only)\b/i;
/** Words by which somebody says that a value shows how one looks. */
const SHOWS = /\be\.\s?g\.|\b(?:for (?:example|testing|tests|demo)|examples?|sample|like this|looks? like|such as|demo)\b/i;
/** A text that everybody can read has the value. */
const STANDARD = /\bRFC[-\s]?\d{3,5}\b|rfc-editor\.org|\bNIST SP|\bFIPS[-\s]?(?:PUB )?\d{2,3}\b|\bdraft-(?:ietf|irtf)-/i;

/** What the comments beside a value say of it: that it is no secret, that it is published in a standard, or that it shows how one looks. */
export type Remark = 'denied' | 'standard' | 'shown';

/** What the comment behind a value on its line, and those right above it, say of the value. `inside`: it stands in a comment, and if its line does not begin as one, in one of several lines. */
export function remarkAt(text: string, start: number, end: number, inside = false): Remark | undefined {
  const lineEnd = lineEndNear(text, end, LONGEST);
  const lineStart = lineStartNear(text, start, LONGEST);
  const before = text.slice(lineStart, start);
  const said = [
    BEHIND.exec(text.slice(end, lineEnd))?.[1] ?? '',
    COMMENT.test(before) ? before : '',
    ...commentsAbove(text, lineStart, inside && !COMMENT.test(before)),
  ].filter((comment) => comment !== '');
  if (said.some((comment) => DENIES.test(comment))) return 'denied';
  if (said.some((comment) => STANDARD.test(comment))) return 'standard';
  return said.some((comment) => SHOWS.test(comment)) ? 'shown' : undefined;
}

/** The lines of comment right above a line, or above the line that opens the group it stands in. */
function commentsAbove(text: string, lineStart: number, inside: boolean): string[] {
  const found: string[] = [];
  let [at, opened] = [lineStart, false];
  while (at > 0 && found.length < LINES) {
    const start = lineStartNear(text, at - 1, LONGEST);
    const line = text.slice(start, at - 1);
    if (COMMENT.test(line) || inside) found.push(line);
    else if (opened || found.length > 0 || !OPENER.test(line.trimEnd())) break;
    else opened = true;
    at = start;
  }
  return found;
}
