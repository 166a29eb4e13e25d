import { putsInto } from '../../engine/values/transfers';
import { makesError, namesOutcome } from '../../engine/values/writing';
import type { LanguageId } from '../../model/fileModel';
import { isLineStart, isNameUnit, lineStart, skipBlanks, skipSpaces } from './lines';
import { blockEnd, skipped } from './stretch';
import type { Words } from './words';

/** What stands behind a name: whether it gets a value there. */
export function bindsAt(text: string, language: LanguageId, end: number): 'value' | 'arrow' | undefined {
  let at = skipBlanks(text, end);
  let unit = text.charCodeAt(at);
  for (let step = 0; step < 8; step++) {
    // Into it: `.a`, `?.a`, `->a`, `["a"]`.
    if (unit === 63 || unit === 33) {
      const next = text.charCodeAt(at + 1);
      if (next !== 46 && next !== 91) break;
      unit = text.charCodeAt(++at);
    }
    if (unit === 45 && text.charCodeAt(at + 1) === 62 && (language === 'java' || language === 'csharp')) return 'arrow';
    if (unit === 46) {
      let name = at + 1;
      if (text.charCodeAt(name) === 46) break;
      while (name < text.length && isNameUnit(text.charCodeAt(name))) name++;
      const method = text.slice(at + 1, name);
      at = skipBlanks(text, name);
      unit = text.charCodeAt(at);
      if (unit === 40) return putsInto(method) ? 'value' : undefined;
    } else if (unit === 91) {
      const close = blockEnd(text, language, at, 200);
      if (close === -1) return 'value';
      at = skipBlanks(text, close + 1);
      unit = text.charCodeAt(at);
    } else break;
  }
  switch (unit) {
    case 61: {
      const next = text.charCodeAt(at + 1);
      return next === 62 ? 'arrow' : next === 61 ? undefined : 'value';
    }
    case 58: // :
      // `for (String each : all)`
      if (language === 'java' && text.charCodeAt(at + 1) !== 58) return 'value';
      return /^:[^=\n;]{0,80}=(?![=>])/.test(text.slice(at, at + 90)) ? 'value' : undefined;
    case 43: // + - * / % & | ^ ? before =
    case 45:
    case 42:
    case 47:
    case 37:
    case 38:
    case 124:
    case 94:
    case 63:
    case 60:
      return /^(?:[-+*/%&|^?]{1,3}=(?!=)|<<|<-)/.test(text.slice(at, at + 5)) ? 'value' : undefined;
    case 44:
    case 93:
    case 125:
    case 41:
      return isTakenApart(text, at) ? 'value' : undefined;
    case 105: // in
      return text.charCodeAt(at + 1) === 110 && text.charCodeAt(at + 2) <= 32 ? 'value' : undefined;
    case 111: // of
      return text.charCodeAt(at + 1) === 102 && text.charCodeAt(at + 2) <= 32 ? 'value' : undefined;
    default:
      return undefined;
  }
}

/** How far behind a sign a value is looked at, in UTF-16 code units. */
const LONGEST_VALUE = 200;

/**
 * `const x =`, `x := …`, and in Python `x = …` at the beginning of a line: a variable of the function around it. `declares`: a keyword before the name says
 * that it is a new one.
 */
export function isOwn(text: string, language: LanguageId, start: number, end: number, declares: boolean): boolean {
  const at = skipBlanks(text, end);
  const sign = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (language === 'go' ? sign !== 58 || next !== 61 : sign !== 61 || next === 61) return false;
  // What gives it a new value may be made of its old one, which another block gave.
  const [value = ''] = text.slice(at + 1, at + 1 + LONGEST_VALUE).split('\n', 1);
  if (value.includes(text.slice(start, end))) return false;
  if (language === 'go') return true;
  const line = lineStart(text, start);
  const isIndented = skipSpaces(text, line) > line;
  return isIndented && (language === 'python' ? isLineStart(text, start) : declares && start > line);
}

/** Go's `err`, where the text makes none of its own: what went wrong with a secret does not show it. */
export function isOutcome(text: string, words: Words, number: number, name: string): boolean {
  if (!namesOutcome(name)) return false;
  for (let index = words.firstOf(number); index !== -1; index = words.next[index] as number) {
    const end = words.ends[index] as number;
    const [, callee = ''] = /^(?:[ \t]{1,4}[\w.]{1,40})?[ \t]{0,4}:?=\s?&?(?:\w{1,40}\.\s{0,20}){0,3}(\w{1,40})\s?\(/.exec(text.slice(end, end + 200)) ?? [];
    if (makesError(callee)) return false;
  }
  return true;
}

/** True where a text of Go may declare a function or method of a name. */
const declares = (text: string, name: string): boolean => text.includes(` ${name}`) && new RegExp(`(?:\\bfunc|\\))\\s{1,4}${name}\\s?[([]`).test(text);

/** One of several names that are given the results of one call of Go, and not the first: an error, a number of bytes, whether there was one (`nthValue`). */
export function isFurtherResult(text: string, start: number, end: number): boolean {
  let before = start - 1;
  while (text.charCodeAt(before) === 32) before--;
  if (text.charCodeAt(before) !== 44) return false;
  const [sign = ''] = /^(?:,\s?[\w.]{1,80}){0,8}\s?:?=(?!=|\s?range\b)/.exec(text.slice(end, end + 700)) ?? [];
  if (sign === '' || text.slice(end + sign.length, end + sign.length + 60).match(/\.BasicAuth\(\)|\bstrings\.Cut\(/) !== null) return false;
  // What a function of the text gives there, its body says.
  const [, callee = ''] = /^\s{0,4}(?:\w{1,40}\s{0,2}\.\s{0,20})?(\w{1,80})\s?\(/.exec(text.slice(end + sign.length, end + sign.length + 140)) ?? [];
  if (callee !== '' && declares(text, callee)) return false;
  for (let at = end + sign.length, last = Math.min(text.length, at + 2_000); at < last; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 44) return false;
    if (unit === 10 || unit === 59) return true;
    if (unit === 40 || unit === 91 || unit === 123) {
      const close = blockEnd(text, 'go', at);
      if (close === -1) return false;
      at = close;
    } else if (unit === 34 || unit === 39 || unit === 96) at = Math.max(at, skipped(text, 'go', at, unit) - 1);
  }
  return false;
}

/** From behind one of several names: whether what they are given follows (`a, b = f()`, `{ a, b } = f()`, `for a, b in f()`). */
function isTakenApart(text: string, from: number): boolean {
  const last = Math.min(text.length, from + 300);
  for (let at = from; at < last; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 59) return false;
    if (unit === 61) {
      const next = text.charCodeAt(at + 1);
      if (next === 61 || next === 62) return false;
      const before = text.charCodeAt(at - 1);
      if (before !== 33 && before !== 60 && before !== 62) return true;
    } else if (unit === 10) {
      const next = skipBlanks(text, at + 1);
      const before = text.charCodeAt(at - 1);
      if (before !== 44 && before !== 123 && before !== 40 && before !== 91 && !/[\])}]/.test(text.charAt(next)) && before !== 13) return false;
    } else if ((unit === 105 || unit === 111) && text.charCodeAt(at - 1) <= 32 && /^(?:in|of)\s/.test(text.slice(at, at + 3))) return true;
  }
  return last < text.length;
}
