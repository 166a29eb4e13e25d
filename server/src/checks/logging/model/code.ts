import type { Span } from '../../../base/span';
import type { LanguageId } from './fileModel';

/*
 * What is told by the text and not by the tree is told by the text in one layout: a comment, a line that goes on by a sign, an argument on a line of its own
 * and a blank in front of a bracket are read by no pattern. Offsets into such a text mean nothing in the document.
 */

/** What shows that a stretch is laid out in another way than the one that patterns know. */
const UNUSUAL = /[\\#\n]|\/[/*]|\s\s|[\w)\]>] \(|[([] | [)\]]/;
/** Units at which a gap may begin: blanks, `#`, `/`, `\`. */
const GAPS = new Uint8Array(128);
for (const unit of [9, 10, 13, 32, 35, 47, 92]) GAPS[unit] = 1;
/** What may stand in front of a bracket that opens arguments. */
const CALLED = /[\w)\]>!?]/;
/** Behind these a bracket opens no arguments. */
const NO_CALLEE =
  /(?:^|[^\w$@.])(?:and|as|assert|async|await|case|catch|const|def|do|echo|elif|else|elseif|except|export|fn|for|foreach|from|fun|func|function|if|import|in|is|lambda|let|lock|match|new|not|of|or|print|raise|return|switch|throw|typeof|unless|until|use|using|val|var|when|where|while|with|yield)$/;
/** At the end of a line, and at the beginning of one: the statement goes on. */
const GOES_ON: ReadonlySet<number> = new Set(Array.from(',=+&|?*%<([.', (sign) => sign.charCodeAt(0)));
const CARRIES_ON: ReadonlySet<number> = new Set(Array.from(').],?:+|&=%', (sign) => sign.charCodeAt(0)));
/** Languages in which the end of a line ends nothing. */
const FREE: ReadonlySet<LanguageId> = new Set(['java', 'csharp', 'rust']);
/** Languages in which words stand in front of brackets that are no arguments of theirs. */
const COMMANDS: ReadonlySet<LanguageId> = new Set(['shell', 'powershell', 'ruby']);
/** Units of comments and blanks that are passed in one stretch, at most. */
const LONGEST_GAPS = 4_000;
/** Units in front of a stretch that is read up to a place, in which its first comment may begin. */
const FARTHER = 300;

/** The text of one file in the one layout, stretch by stretch. */
export class Code {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #commentAt: (offset: number) => Span | undefined;
  /** Of the last gap. */
  #endsLine = false;

  /** `commentAt`: the comment in which an offset stands. */
  constructor(text: string, language: LanguageId, commentAt: (offset: number) => Span | undefined) {
    this.#text = text;
    this.#language = language;
    this.#commentAt = commentAt;
  }

  /** A stretch, its first `most` units. */
  of({ start, end }: Span, most = Number.MAX_SAFE_INTEGER): string {
    const written = this.#text.slice(start, Math.min(end, start + most));
    return UNUSUAL.test(written) ? this.#made(start, end, most) : written;
  }

  /** What stands behind a place. */
  after(at: number, most: number): string {
    return this.of({ start: at, end: this.#text.length }, most);
  }

  /** What stands in front of a place. */
  before(at: number, most: number, first = 0): string {
    const from = Math.max(first, at - most);
    const written = this.#text.slice(from, at);
    if (!UNUSUAL.test(written)) return written;
    const start = Math.max(first, from - FARTHER);
    // What begins within a comment of several lines begins behind it.
    const farther = this.#text.slice(start, at);
    const close = farther.indexOf('*/');
    const open = close === -1 ? -1 : farther.indexOf('/*');
    const begun = close !== -1 && (open === -1 || open > close) ? start + close + 2 : start;
    return this.#made(begun, at, Number.MAX_SAFE_INTEGER).slice(-most);
  }

  /** What stands in front of a place on its line, as lines are in this layout: its last `most` units, from `first` on. */
  lineBefore(at: number, most: number, first: number): string {
    const line = Math.max(this.#text.lastIndexOf('\n', at - 1) + 1, at - most, first);
    const written = this.#text.slice(line, at);
    if (!UNUSUAL.test(written.trimStart()) && this.#beginsStatement(line, written)) return written;
    const before = this.before(at, most, first);
    return before.slice(before.lastIndexOf('\n') + 1);
  }

  /** True where a line surely does not go on from the one before. */
  #beginsStatement(line: number, written: string): boolean {
    const text = this.#text;
    let end = line - 1;
    while (end >= 0 && isBlank(text.charCodeAt(end))) end--;
    if (end < 0) return true;
    const unit = text.charCodeAt(end);
    // `;` `{` `}`
    if (unit === 59 || unit === 123 || unit === 125) return true;
    if (FREE.has(this.#language) || GOES_ON.has(unit) || unit === 58 || unit === 92 || CARRIES_ON.has(written.trimStart().charCodeAt(0))) return false;
    return !/\/[/*]|#|\*\//.test(text.slice(text.lastIndexOf('\n', end) + 1, end + 1));
  }

  #made(start: number, end: number, most: number): string {
    const text = this.#text;
    const last = Math.min(end, start + most + LONGEST_GAPS);
    let made = '';
    let kept = start;
    for (let at = start; at < last && made.length + at - kept < most;) {
      const unit = text.charCodeAt(at);
      if (unit >= 128 || GAPS[unit] === 0) {
        at++;
        continue;
      }
      // One blank between two words is as it stands.
      if (unit === 32 && isPlain(text.charCodeAt(at + 1)) && isPlain(text.charCodeAt(at - 1))) {
        at += 2;
        continue;
      }
      const behind = this.#gapEnd(at, last);
      if (behind === at) at++;
      else {
        made += text.slice(kept, at) + this.#between(at, behind);
        kept = at = behind;
      }
    }
    return (made + text.slice(kept, Math.min(last, kept + most))).slice(0, most);
  }

  /** Where blanks and comments end that begin at a place; and whether they end a line. */
  #gapEnd(from: number, last: number): number {
    const text = this.#text;
    this.#endsLine = false;
    let at = from;
    while (at < last) {
      const unit = text.charCodeAt(at);
      if (unit === 10) {
        this.#endsLine = true;
        at++;
      } else if (isBlank(unit)) at++;
      else if (unit === 92) {
        const next = text.charCodeAt(at + 1);
        if (next === 10) at += 2;
        else if (next === 13 && text.charCodeAt(at + 2) === 10) at += 3;
        else break;
      } else if (unit === 35 || (unit === 47 && (text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 42))) {
        const comment = this.#commentAt(at);
        if (comment?.start !== at) break;
        // Some grammars count the end of the line in.
        at = text.charCodeAt(comment.end - 1) === 10 ? comment.end - 1 : comment.end;
      } else break;
    }
    return at;
  }

  /** What stands for blanks and comments. */
  #between(from: number, to: number): string {
    const text = this.#text;
    const before = from === 0 ? 0 : text.charCodeAt(from - 1);
    const behind = to < text.length ? text.charCodeAt(to) : 0;
    // `(` `[`, `)` `]`
    if (before === 40 || before === 91 || behind === 41 || behind === 93) return '';
    // `.`
    if ((before === 46 || behind === 46) && (to - from > 1 || this.#endsLine)) return '';
    if (!this.#endsLine)
      return behind === 40 && !COMMANDS.has(this.#language) && CALLED.test(text.charAt(from - 1)) && !NO_CALLEE.test(text.slice(Math.max(0, from - 12), from))
        ? ''
        : ' ';
    if (GOES_ON.has(before) || (before === 58 && this.#language !== 'python') || CARRIES_ON.has(behind)) return ' ';
    if (FREE.has(this.#language) && CALLED.test(text.charAt(from - 1)) && behind !== 125 && behind !== 35 && behind !== 64) return ' ';
    const line = text.lastIndexOf('\n', to - 1) + 1;
    return `\n${/^[ \t]*/.exec(text.slice(line, to))?.[0] ?? ''}`;
  }
}

/** True for a letter, a digit or `=`: next to them a blank is one. */
const isPlain = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 61;
const isBlank = (unit: number): boolean => unit === 32 || unit === 9 || unit === 10 || unit === 13;
