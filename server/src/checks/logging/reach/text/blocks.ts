import type { LanguageId } from '../../model/fileModel';
import type { Code } from './code';
import { isWordUnit, type Words } from './words';

/** Openers of a block whose members are blocks of their own. */
const HOLDS_MEMBERS = /\b(?:class|interface|struct|object|enum|impl|trait|namespace|record|module)\b/;

/**
 * Where top-level declarations begin, and the members of classes: lines that stand as far out as these do. A variable of a function is not seen from another
 * such block. Told by the layout that every formatter gives; where a text has another, blocks are larger.
 */
export function blockStarts(text: string, language: LanguageId): Int32Array {
  const starts: number[] = [0];
  let members = -1;
  let waits = false;
  let quotes = '';
  for (let line = 0; line < text.length;) {
    const unit = text.charCodeAt(line);
    let newline = text.indexOf('\n', line);
    if (newline === -1) newline = text.length;
    if (language === 'python' && (quotes !== '' || text.charCodeAt(line) > 32)) {
      // Lines of a text within a function stand where they like.
      const inside = quotes !== '';
      quotes = quotesBehind(text, line, newline, quotes);
      if (inside) {
        line = newline + 1;
        continue;
      }
    } else if (language === 'python') quotes = quotesBehind(text, line, newline, quotes);
    if (unit !== 32 && unit !== 9) {
      if (isWordUnit(unit) || unit === 64) {
        starts.push(line);
        waits = HOLDS_MEMBERS.test(text.slice(line, Math.min(newline, line + 200)));
        members = -1;
      }
    } else if (waits || members > 0) {
      let first = line;
      while (text.charCodeAt(first) === 32 || text.charCodeAt(first) === 9) first++;
      const begins = text.charCodeAt(first);
      if (first < newline && begins !== 13) {
        if (waits) {
          members = first - line;
          waits = false;
        }
        if (first - line === members && (isWordUnit(begins) || begins === 64)) starts.push(line);
      }
    }
    line = newline + 1;
  }
  return Int32Array.from(starts);
}

/** The three quotes of the text of Python that is still open at the end of a line; none: an empty text. */
function quotesBehind(text: string, start: number, end: number, open: string): string {
  let quotes = open;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 35 && quotes === '') return '';
    if (unit !== 34 && unit !== 39) continue;
    const three = text.slice(at, at + 3);
    if (three !== '"""' && three !== "'''") continue;
    if (quotes === '') quotes = three;
    else if (quotes === three) quotes = '';
    at += 2;
  }
  return quotes;
}

/** The number of the block that holds a place. */
export function blockAt(starts: Int32Array, at: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** In place of a bracket: the word stands in a literal or a comment. */
export const INERT = -2;

/** Of each word: where the round bracket begins that it stands in; -1 where it stands in none, or in another one within it. */
export function bracketsAround({ text, marks }: Code, language: LanguageId, words: Words): Int32Array {
  const around = new Int32Array(words.count).fill(-1);
  const open: number[] = [];
  let index = 0;
  let within = -1;
  for (let mark = 0; mark < marks.length && index < words.count; mark += 2) {
    const at = marks[mark] as number;
    const what = marks[mark + 1] as number;
    for (; index < words.count && (words.starts[index] as number) < at; index++) around[index] = within;
    if (what < 0) {
      // What is put into a text is code.
      const unit = text.charCodeAt(at);
      const inert = unit !== 96 && !(language === 'python' && unit !== 35 && /[fF]/.test(text.slice(Math.max(0, at - 2), at)));
      for (; index < words.count && (words.starts[index] as number) < -what; index++) if (inert) around[index] = INERT;
      continue;
    }
    if (what === 40 || what === 91 || what === 123) open.push(at);
    else {
      const opener = what === 41 ? 40 : what - 2;
      if (open.length > 0 && text.charCodeAt(open.at(-1) as number) === opener) open.pop();
      else if (what === 125) while (open.length > 0 && text.charCodeAt(open.pop() as number) !== 123);
    }
    const top = open.at(-1);
    within = top !== undefined && text.charCodeAt(top) === 40 ? top : -1;
  }
  for (; index < words.count; index++) around[index] = within;
  return around;
}
