import type { LanguageId } from '../../model/fileModel';
import { isCommentAt, skipped } from './stretch';
import { isWordUnit } from './words';

/**
 * A text as the look reads it: without comments, empty lines and blanks at the ends of lines, which may stand anywhere and mean nothing. What asks how far
 * two things stand apart, and what begins a line, need know nothing of them.
 */
export class Code {
  readonly text: string;
  /** Brackets and literals in order, in pairs: where one stands, and its unit, or of a literal where it ends, negative. */
  readonly marks: Int32Array;
  /** Where something was left out, as offsets of `text`, ascending; and how much was left out up to there, in UTF-16 code units. */
  readonly #places: readonly number[];
  readonly #left: readonly number[];

  constructor(text: string, marks: Int32Array, places: readonly number[], left: readonly number[]) {
    this.text = text;
    this.marks = marks;
    this.#places = places;
    this.#left = left;
  }

  /** Where a place of the code stands in the text that it was made of. */
  written(at: number): number {
    const index = firstBeyond(this.#places, at) - 1;
    return index < 0 ? at : at + (this.#left[index] as number);
  }

  /** Where a place of the text stands in the code; of one that was left out, where that was. */
  at(written: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] as number) + (this.#left[middle] as number) <= written) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return this.#places.length === 0 ? written : Math.min(written, this.#places[0] as number);
    const at = written - (this.#left[low - 1] as number);
    return low < this.#places.length ? Math.min(at, this.#places[low] as number) : at;
  }
}

function firstBeyond(places: readonly number[], at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * In front of what begins a comment, where it is one for sure: a quote that was not understood further up turns texts and code around, and `https://a` is no
 * comment then. What is taken for none stays.
 */
const mayPrecede = (unit: number): boolean =>
  unit <= 32 || unit === 59 || unit === 44 || unit === 40 || unit === 41 || unit === 123 || unit === 125 || unit === 91 || unit === 93;

/** Signs at the end of a line behind which a statement goes on in every language with brackets. `%` `&` `*` `+` `-` `.` `/` `<` `=` `?` `^` `|` */
const GOES_ON: ReadonlySet<number> = new Set([37, 38, 42, 43, 45, 46, 47, 60, 61, 63, 94, 124]);
/** Signs with which a line goes on from the one before. `%` `&` `+` `,` `.` `:` `=` `>` `?` `|` */
const CARRIES_ON: ReadonlySet<number> = new Set([37, 38, 43, 44, 46, 58, 61, 62, 63, 124]);
/** Languages in which the end of a line ends nothing. */
const FREE: ReadonlySet<LanguageId> = new Set(['java', 'csharp', 'rust']);

/** True where a line that ends with `before` goes on in one that begins with `behind`. */
function goesOn(before: number, behind: number, language: LanguageId, isElse: boolean): boolean {
  if (language === 'python') return false;
  // A chain of Go keeps its lines: each is a call of its own.
  if (GOES_ON.has(before)) return before !== 46 || language !== 'go';
  // `case a:`, and a key whose value stands below it.
  if (before === 58) return language !== 'go';
  if (behind === 123) return before === 41 || isWordUnit(before);
  if (language === 'go') return false;
  if (CARRIES_ON.has(behind)) return true;
  if (isElse && FREE.has(language)) return true;
  // `}` ends, and so does what an attribute stands in: `#[x]`.
  return FREE.has(language) && behind !== 125 && behind !== 35 && behind !== 64 && (before === 41 || before === 62 || isWordUnit(before));
}

/** Units at which something may begin that means nothing, or is not to be looked into; and brackets. `\n` `"` `#` `'` `(` `)` `/` `[` `\` `]` `` ` `` `{` `}` */
const TELLS = new Uint8Array(128);
for (const unit of [10, 34, 35, 39, 40, 41, 47, 91, 92, 93, 96, 123, 125]) TELLS[unit] = 1;

/** Grows with the longest text. One text at a time. */
let marks = new Int32Array(1 << 12);

/** Leaves out what means nothing. */
export function codeOf(text: string, language: LanguageId): Code {
  const parts: string[] = [];
  const places: number[] = [];
  const left: number[] = [];
  const { length } = text;
  /** The brackets that are open. */
  const open: number[] = [];
  let kept = 0;
  let made = 0;
  let marked = 0;
  const mark = (at: number, what: number): void => {
    if (marked + 2 > marks.length) {
      const grown = new Int32Array(marks.length * 2);
      grown.set(marks);
      marks = grown;
    }
    marks[marked++] = at - kept + made;
    marks[marked++] = what;
  };
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 128 || TELLS[unit] === 0) continue;
    let start = at;
    switch (unit) {
      case 40:
      case 91:
      case 123:
        open.push(unit);
        mark(at, unit);
        start = at + 1;
        if (unit === 123 || start === length || text.charCodeAt(start) > 32) continue;
        break;
      case 41:
      case 93:
      case 125: {
        const opener = unit === 41 ? 40 : unit - 2;
        mark(at, unit);
        if (open.at(-1) === opener) open.pop();
        else if (unit === 125) while (open.length > 0 && open.pop() !== 123);
        continue;
      }
      case 10:
        break;
      case 92:
        if (!isContinuation(text, at, language)) continue;
        break;
      case 34:
      case 39:
      case 96:
      case 47:
      case 35:
        if (!startsComment(text, at, language)) {
          const end = skipped(text, language, at, unit);
          if (end > at) {
            mark(at, kept - made - end);
            at = end - 1;
          }
          continue;
        }
        break;
      default:
        continue;
    }
    while (start > kept && isBlank(text.charCodeAt(start - 1))) start--;
    let end = start;
    let lines = 0;
    // Where the last line of the gap begins, and where its indentation ends.
    let line = -1;
    let indented = -1;
    let empty = false;
    while (end < length) {
      const each = text.charCodeAt(end);
      if (each === 10) {
        if (end > start && line === -1) empty = true;
        lines++;
        line = ++end;
        indented = -1;
      } else if (isBlank(each)) end++;
      else if (each === 92 && isContinuation(text, end, language)) {
        empty = true;
        end = text.indexOf('\n', end) + 1;
      } else if (startsComment(text, end, language)) {
        const behind = skipped(text, language, end, each);
        if (behind === end) break;
        empty = true;
        if (line !== -1 && indented === -1) indented = end;
        // A comment of several lines ends one.
        if (lines === 0 && text.charCodeAt(end + 1) === 42) {
          const within = text.lastIndexOf('\n', behind - 1);
          if (within > end) {
            lines++;
            line = within + 1;
            indented = line;
          }
        }
        end = behind;
      } else break;
    }
    if (end === start) continue;
    const before = text.charCodeAt(start - 1);
    const behind = end < length ? text.charCodeAt(end) : 0;
    const within = open.at(-1);
    let by: string;
    if (within === 40 || within === 91 || (within === 123 && language === 'python'))
      by = before === 40 || before === 91 || before === 46 || behind === 41 || behind === 93 || behind === 46 ? '' : ' ';
    else if (lines === 0) by = ' ';
    else if (goesOn(before, behind, language, behind === 101 && text.startsWith('else', end))) by = before === 46 || behind === 46 ? '' : ' ';
    else if (!empty && lines < 2) {
      at = end - 1;
      continue;
    } else by = `\n${text.slice(line, indented === -1 ? end : indented)}`;
    parts.push(text.slice(kept, start), by);
    made += start - kept + by.length;
    places.push(made);
    left.push(end - made);
    kept = end;
    at = end - 1;
  }
  if (kept === 0) return new Code(text, marks.subarray(0, marked), places, left);
  parts.push(text.slice(kept));
  return new Code(parts.join(''), marks.subarray(0, marked), places, left);
}

const isBlank = (unit: number): boolean => unit === 32 || unit === 9 || unit === 13;

const startsComment = (text: string, at: number, language: LanguageId): boolean =>
  isCommentAt(text, language, at) && (at === 0 || mayPrecede(text.charCodeAt(at - 1)));

/** A sign of Python by which a line goes on in the next one. */
const isContinuation = (text: string, at: number, language: LanguageId): boolean =>
  language === 'python' && (text.charCodeAt(at + 1) === 10 || (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10));
