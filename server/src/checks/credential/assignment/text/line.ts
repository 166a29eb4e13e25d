import type { Language } from './language';

/** A quoted stretch of one line: `start` and `end` are of what is inside the quotes. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** One line, cut into what is quoted, what is a comment, and the rest. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly strings: readonly Quoted[];
  /** Where a comment begins; the line's end if there is none. */
  readonly comment: number;
}

/** Where a string or a comment of any language may begin. */
const INTERESTING = /[\\"'`#/\-;*<!]/g;
const WORD = /[A-Za-z0-9_)\]]/;

/** Cuts one line. One pass: a quote that was not closed once is not tried again on this line. */
export function cutLine(text: string, start: number, end: number, language: Language): Line {
  const strings: Quoted[] = [];
  let comment = end;
  let unclosed = '';
  const firstSign = skipBlanks(text, start, end);
  if (text.charAt(firstSign) === '*' && language.family === 'code') comment = firstSign;
  const body = text.slice(start, end);
  INTERESTING.lastIndex = 0;
  for (let sign = INTERESTING.exec(body); sign; sign = INTERESTING.exec(body)) {
    let i = start + sign.index;
    const character = text.charAt(i);
    if (character === '\\') {
      // an escaped quote outside a string opens one that is escaped likewise: JSON in a string, shell in a string
      INTERESTING.lastIndex = i + 2 - start;
      continue;
    }
    if (comment === end && opensComment(text, i, start, character, language)) {
      comment = i;
      continue;
    }
    if (!language.quotes.includes(character) || unclosed.includes(character)) continue;
    if (character === "'" && i > start && WORD.test(text.charAt(i - 1)) && !isPrefix(text, i, start)) continue;
    const triple = text.startsWith(character.repeat(3), i);
    const from = i + (triple ? 3 : 1);
    const close = closeOf(text, from, end, triple ? character.repeat(3) : character);
    if (close < 0) {
      unclosed += character;
      i = from - 1;
    } else {
      strings.push({ start: from, end: close, quote: character });
      i = close + (triple ? 2 : 0);
    }
    INTERESTING.lastIndex = i + 1 - start;
  }
  return { start, end, strings, comment };
}

function opensComment(text: string, at: number, lineStart: number, sign: string, language: Language): boolean {
  if (!language.comments.some((opener) => opener.charAt(0) === sign && text.startsWith(opener, at))) return false;
  const before = at > lineStart ? text.charAt(at - 1) : ' ';
  if (sign === '/') return before !== ':' && before !== '/';
  if (language.family === 'lines') return text.slice(lineStart, at).trim() === '';
  return before === ' ' || before === '\t' || sign === '<' || sign === "'";
}

/** `b'…'`, `r'…'`, `f'…'`: one or two letters before the quote that belong to it. */
function isPrefix(text: string, at: number, lineStart: number): boolean {
  let i = at - 1;
  while (i >= lineStart && at - i <= 2 && /[bBrRuUfFLN]/.test(text.charAt(i))) i--;
  return i < at - 1 && !(i >= lineStart && WORD.test(text.charAt(i)));
}

function closeOf(text: string, from: number, end: number, quote: string): number {
  for (let i = from; i < end; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === quote.charAt(0) && (quote.length === 1 || text.startsWith(quote, i))) return i;
  }
  return -1;
}

/** The first place at or after `at` that is neither space nor tab. */
export function skipBlanks(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) i++;
  return i;
}

/** As `skipBlanks`, over at most `lines` line ends. */
export function skipSpace(text: string, at: number, end: number, lines: number): number {
  let i = at;
  let left = lines;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      if (left-- === 0) return i;
    } else if (code !== 32 && code !== 9 && code !== 13) return i;
  }
  return i;
}

/** Finds lines by offset, in ascending order of asking; each line is cut once. */
export class Lines {
  readonly #text: string;
  readonly #language: Language;
  #line: Line | undefined;

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  at(offset: number): Line {
    const known = this.#line;
    if (known && offset >= known.start && offset <= known.end) return known;
    let start = offset;
    while (start > 0 && this.#text.charCodeAt(start - 1) !== 10 && this.#text.charCodeAt(start - 1) !== 13) start--;
    let end = offset;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== 10 && this.#text.charCodeAt(end) !== 13) end++;
    if (start === 0 && this.#text.charCodeAt(0) === 0xfeff) start = 1;
    return (this.#line = cutLine(this.#text, start, end, this.#language));
  }
}

/** The quoted stretch that holds an offset. */
export function stringAt(line: Line, offset: number): Quoted | undefined {
  let low = 0;
  let high = line.strings.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = line.strings[middle];
    if (!candidate) return undefined;
    if (offset < candidate.start) high = middle - 1;
    else if (offset > candidate.end) low = middle + 1;
    else return candidate;
  }
  return undefined;
}

/** `indexOf` that looks no further than `end`; -1 if it is not there. */
export function indexWithin(text: string, sign: string, at: number, end: number): number {
  const found = text.slice(at, Math.max(at, end)).indexOf(sign);
  return found < 0 ? -1 : at + found;
}
