import type { Span } from '../../../base/span';
import type { LanguageId } from './fileModel';

/*
 * What is told by the text and not by the tree is told by the text in one layout: a comment, a line that goes on by a sign, an argument on a line of its own
 * and a blank in front of a bracket are read by no pattern. Offsets into such a text mean nothing in the document.
 */

/** What shows that a stretch is laid out in another way than the one that patterns know. */
const UNUSUAL = /[\\#\n]|\/[/*]|\s\s|[\w)\]>] \(|[([] | [)\]]/;
/** Units at which a gap may begin. */
const GAP = /[\s\\/#]/g;
/** Behind these a bracket opens no arguments. */
const NO_CALLEE =
  /(?:^|[^\w$@.])(?:and|as|assert|async|await|case|catch|const|def|do|echo|elif|else|elseif|except|export|fn|for|foreach|from|fun|func|function|if|import|in|is|lambda|let|lock|match|new|not|of|or|print|raise|return|switch|throw|typeof|unless|until|use|using|val|var|when|where|while|with|yield)$/;
/** At the end of a line, and at the beginning of one: the statement goes on. */
const GOES_ON = /[,=+&|?*%<([.]$/;
const CARRIES_ON = /[).\],?:+|&=%]/;
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
    const farther = Math.max(first, from - FARTHER);
    const start = Math.min(at, this.#commentAt(farther)?.end ?? farther);
    return this.#made(start, at, Number.MAX_SAFE_INTEGER).slice(-most);
  }

  #made(start: number, end: number, most: number): string {
    const text = this.#text;
    const last = Math.min(end, start + most + LONGEST_GAPS);
    let made = '';
    for (let at = start; at < last && made.length < most;) {
      GAP.lastIndex = at;
      const gap = GAP.exec(text);
      const next = gap === null || gap.index >= last ? last : gap.index;
      made += text.slice(at, next);
      at = next;
      if (at >= last) break;
      const behind = this.#gapEnd(at, last);
      if (behind === at) made += text.charAt(at++);
      else {
        const before = made === '' ? text.charAt(start - 1) : made;
        made += this.#between(before, at, behind);
        at = behind;
      }
    }
    return made.slice(0, most);
  }

  /** Where blanks and comments end that begin at a place. */
  #gapEnd(from: number, last: number): number {
    const text = this.#text;
    let at = from;
    while (at < last) {
      const unit = text.charCodeAt(at);
      if (isBlank(unit)) at++;
      else if (unit === 92 && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
      else if (unit === 35 || (unit === 47 && /[/*]/.test(text.charAt(at + 1)))) {
        const comment = this.#commentAt(at);
        if (comment?.start !== at) break;
        // Some grammars count the end of the line in.
        at = text.charCodeAt(comment.end - 1) === 10 ? comment.end - 1 : comment.end;
      } else break;
    }
    return at;
  }

  /** What stands for blanks and comments. */
  #between(before: string, from: number, to: number): string {
    const gap = this.#text.slice(from, to);
    const behind = this.#text.charAt(to);
    const ends = gap.includes('\n') && /\n/.test(gap.replace(/\\\r?\n/g, ''));
    const isPlain = gap === ' ';
    if (/[([]$/.test(before) || behind === ')' || behind === ']') return '';
    if (!isPlain && (before.endsWith('.') || behind === '.')) return '';
    if (behind === '(' && !ends && !COMMANDS.has(this.#language) && /[\w)\]>!?]$/.test(before) && !NO_CALLEE.test(before.slice(-12))) return '';
    if (!ends) return ' ';
    if (GOES_ON.test(before) || (before.endsWith(':') && this.#language !== 'python') || CARRIES_ON.test(behind)) return ' ';
    if (FREE.has(this.#language) && /[\w)>\]]$/.test(before) && !/[}#@]/.test(behind)) return ' ';
    return `\n${gap.slice(gap.lastIndexOf('\n') + 1).replace(/\S.*$/, '')}`;
  }
}

const isBlank = (unit: number): boolean => unit === 32 || unit === 9 || unit === 10 || unit === 13;

/** What stands in front of a place on its line, as lines are in the one layout. */
export function lineBefore(layout: Code, at: number, most: number, first: number): string {
  const before = layout.before(at, most, first);
  return before.slice(before.lastIndexOf('\n') + 1);
}
