import type { Span } from '../../base/span';
import type { Dialect } from '../literal';
import type { Scalar, ScalarFinder } from './find';

/** One assignment of a `.env` file. */
export interface DotenvEntry {
  readonly key: string;
  /** From the start of the line to its end, the line end and a comment behind the value included. */
  readonly line: Span;
  readonly whole: Span;
  readonly content: Span;
  readonly quoting: 'none' | 'single' | 'double';
}

const KEY = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,127})[ \t]*=[ \t]*/y;
const LINE_END = /\r\n|\r|\n/g;

/** The assignments of a `.env` file, in order; a quoted value may run over lines. Linear. */
export function* dotenvEntries(text: string): Generator<DotenvEntry> {
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length;) {
    KEY.lastIndex = at;
    const key = KEY.exec(text);
    const from = key === null ? at : KEY.lastIndex;
    const quote = key === null ? '' : text.charAt(from);
    let close = -1;
    if (quote === '"' || quote === "'" || quote === '`') close = closing(text, from, quote);
    LINE_END.lastIndex = close < 0 ? from : close + 1;
    const end = LINE_END.exec(text);
    const lineEnd = end === null ? text.length : end.index;
    const next = end === null ? text.length : LINE_END.lastIndex;
    if (key?.[1] !== undefined) {
      const line = { start: at, end: next };
      if (close >= 0)
        yield {
          key: key[1],
          line,
          whole: { start: from, end: close + 1 },
          content: { start: from + 1, end: close },
          quoting: quote === '"' ? 'double' : 'single',
        };
      else {
        const bare = /^[^\r\n]*?(?=[ \t]+#|[ \t]*$)/.exec(text.slice(from, lineEnd))?.[0] ?? '';
        const whole = { start: from, end: from + bare.length };
        yield { key: key[1], line, whole, content: whole, quoting: 'none' };
      }
    }
    at = next;
  }
}

/** Offset of the closing quote, or -1 where there is none before a blank line or the end, or something stands behind it. */
function closing(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length && at - open < 65_536; at++) {
    const character = text.charAt(at);
    if (character === '\\' && quote === '"') at++;
    else if (character === quote) return /^[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$)/.test(text.slice(at + 1, at + 400)) ? at : -1;
  }
  return -1;
}

function dialectOf(text: string, entry: DotenvEntry): Scalar['dialect'] {
  const written = text.slice(entry.content.start, entry.content.end);
  const unclear = (): undefined => undefined;
  // Readers differ: some put variables in, some end a bare value at any `#`, some undo a backslash.
  if (entry.quoting !== 'single' && /\$[{(]/.test(written)) return unclear;
  if (entry.quoting === 'none') return /[#\\"'`]/.test(written) ? unclear : 'verbatim';
  const dialect: Dialect = entry.quoting === 'double' ? 'dotenv-double' : 'verbatim';
  return dialect;
}

/** The assignment that holds a span. It moves as a whole: a `.env` line has no way to keep a part. */
export const findDotenvScalar: ScalarFinder = ({ text }, at) => {
  for (const entry of dotenvEntries(text)) {
    if (entry.line.end <= at.start) continue;
    if (entry.line.start > at.start) break;
    const { whole, content, quoting } = entry;
    if (at.start < whole.start) return { whole: at, content: at, quoting: 'none', dialect: 'verbatim', path: [entry.key], role: 'key' };
    if (at.end > whole.end) break;
    return { whole, content, quoting, dialect: dialectOf(text, entry), path: [entry.key], role: 'value', indivisible: true };
  }
  const lineStart = text.lastIndexOf('\n', at.start - 1) + 1;
  return text.slice(lineStart, at.start).includes('#')
    ? { whole: at, content: at, quoting: 'none', dialect: 'verbatim', path: [], role: 'comment' }
    : undefined;
};
