import type { LanguageId } from '../model/fileModel';
import { lineStart } from './lines';
import { isWordUnit } from './words';

/** A stretch that goes on longer is not followed, in UTF-16 code units. */
const LONGEST_STRETCH = 100_000;
/** Longest literal without white space that may be a key. */
const LONGEST_KEY = 120;

/** Parts of a text that may name something, in pairs of start and end; and blocks of functions that stand in between. */
export interface Stretch {
  readonly parts: number[];
  readonly blocks: number[];
  end: number;
}

/** Before the end of a line: the statement goes on. `,` `(` `[` `{` `+` `-` `=` `|` `&` `?` `.` `\` `*` `%` */
const GOES_ON = new Set([44, 40, 91, 123, 43, 45, 61, 124, 38, 63, 46, 92, 42, 37]);
/** At the beginning of a line: it goes on from the line before. `.` `+` `|` `&` `?` `:` `=` `%` */
const CARRIES_ON = new Set([46, 43, 124, 38, 63, 58, 61, 37]);

/**
 * The rest of a statement from `from` on: to the end of the line on which it ends. Gives what may be names: code, keys, what is put into texts; not the words
 * of texts and comments, and not the bodies of functions. Undefined where it is too long. `call`: only the call that begins here.
 */
export function stretchFrom(text: string, language: LanguageId, from: number, call = false): Stretch | undefined {
  const { length } = text;
  const stretch: Stretch = { parts: [], blocks: [], end: from };
  const last = from + LONGEST_STRETCH;
  let depth = 0;
  let opened = false;
  let begun = from;
  let at = from;
  for (; at < length; at++) {
    if (at > last) return undefined;
    const unit = text.charCodeAt(at);
    switch (unit) {
      case 40: // (
      case 91: // [
        depth++;
        opened = true;
        break;
      case 123: // {
        if (isBody(text, at)) {
          const end = blockEnd(text, language, at);
          if (end === -1) return undefined;
          add(stretch.parts, begun, at);
          stretch.blocks.push(at, end);
          begun = at = end;
        } else depth++;
        break;
      case 41:
      case 93:
      case 125:
        depth--;
        break;
      case 10:
        if (depth > 0 || (!(call && opened) && depth === 0 && opensNext(text, at)) || goesOn(text, at, language, call && opened)) break;
        add(stretch.parts, begun, at);
        stretch.end = at;
        return stretch;
      default: {
        const end = skipped(text, language, at, unit);
        if (end === at) break;
        add(stretch.parts, begun, at);
        if (isQuote(unit)) literal(text, at + 1, end - 1, stretch.parts);
        begun = end;
        at = end - 1;
      }
    }
  }
  add(stretch.parts, begun, length);
  stretch.end = length;
  return stretch;
}

/** The end of a block that begins at a bracket; -1 where it does not end. */
export function blockEnd(text: string, language: LanguageId, from: number, longest = 100_000): number {
  let depth = 0;
  const last = Math.min(text.length, from + longest);
  for (let at = from; at < last; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 123 || unit === 40 || unit === 91) depth++;
    else if (unit === 125 || unit === 41 || unit === 93) {
      if (--depth === 0) return at;
    } else {
      const end = skipped(text, language, at, unit);
      if (end !== at) at = end - 1;
    }
  }
  return -1;
}

/** How far before a place the body is looked for in which its statement stands, in UTF-16 code units. */
const FARTHEST_BODY = 1_000;

/** Where the statement of a place may begin: with its line, or within a body that begins on the line before it. */
export function statementStart(text: string, at: number): number {
  const line = lineStart(text, at);
  for (let before = at - 1, first = Math.max(line, at - FARTHEST_BODY); before >= first; before--)
    if (text.charCodeAt(before) === 123 && isBody(text, before)) return before + 1;
  return line;
}

/** Where the last statement of a block begins: behind the last `;` that stands in no bracket within it. `from`: its bracket. */
export function lastStatement(text: string, language: LanguageId, from: number, to: number): number {
  let last = from;
  let depth = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 123 || unit === 40 || unit === 91) depth++;
    else if (unit === 125 || unit === 41 || unit === 93) depth--;
    else if (unit === 59 && depth === 1) last = at + 1;
    else {
      const end = skipped(text, language, at, unit);
      if (end !== at) at = end - 1;
    }
  }
  return last;
}

const isQuote = (unit: number): boolean => unit === 34 || unit === 39 || unit === 96;

function add(parts: number[], start: number, end: number): void {
  if (end > start) parts.push(start, end);
}

/** `{` behind `)` or `=>`: a function's body, which is not looked into where the function is. */
function isBody(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && text.charCodeAt(before) === 32) before--;
  const unit = text.charCodeAt(before);
  return unit === 41 || (unit === 62 && text.charCodeAt(before - 1) === 61);
}

/** The end of a literal or comment that begins at `at`; `at` itself where none does. */
export function skipped(text: string, language: LanguageId, at: number, unit: number): number {
  switch (unit) {
    case 34:
    case 39:
    case 96:
      return literalEnd(text, language, at, unit);
    case 35: // #
      return language === 'python' ? lineEnd(text, at) : at;
    case 47: {
      // /
      if (language === 'python') return at;
      const next = text.charCodeAt(at + 1);
      if (next === 47) return lineEnd(text, at);
      if (next === 42) {
        const end = text.indexOf('*/', at + 2);
        return end === -1 ? at : end + 2;
      }
      return language === 'javascript' ? patternEnd(text, at) : at;
    }
    default:
      return at;
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** The end of a regular expression that begins here; `at` where it is a division. */
function patternEnd(text: string, at: number): number {
  let before = at - 1;
  while (before >= 0 && text.charCodeAt(before) === 32) before--;
  if (before >= 0 && !/[(,=:[!&|?{};\n+]/.test(text.charAt(before)) && !/\breturn$/.test(text.slice(Math.max(0, before - 6), before + 1))) return at;
  let inClass = false;
  for (let end = at + 1; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 10) return at;
    if (unit === 92) end++;
    else if (unit === 91) inClass = true;
    else if (unit === 93) inClass = false;
    else if (unit === 47 && !inClass) return end + 1;
  }
  return at;
}

function literalEnd(text: string, language: LanguageId, at: number, quote: number): number {
  if (language === 'python' || language === 'java') {
    const three = text.slice(at, at + 3);
    if (three === '"""' || three === "'''") {
      const end = text.indexOf(three, at + 3);
      return end === -1 ? at : end + 3;
    }
    if (quote === 96) return at;
  }
  // A lifetime of Rust.
  if (quote === 39 && language === 'rust' && !/^'(?:\\[^\n]{1,10}|[^\\\n]{1,2})'/.test(text.slice(at, at + 14))) return at;
  const many = quote === 96 || (language === 'rust' && quote === 34) || (language === 'csharp' && quote === 34 && /[@$]/.test(text.charAt(at - 1)));
  for (let end = at + 1; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === quote) return end + 1;
    if (unit === 10 && !many) return at;
    if (unit === 92 && !(quote === 96 && language === 'go')) end++;
  }
  return at;
}

/** What a literal may name: all of a key; of a text what is put in. */
function literal(text: string, start: number, end: number, parts: number[]): void {
  if (end - start <= LONGEST_KEY && !hasSpace(text, start, end)) {
    add(parts, start, end);
    return;
  }
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 123) {
      // {
      let depth = 1;
      let close = at + 1;
      for (; close < end && depth > 0; close++) {
        const each = text.charCodeAt(close);
        if (each === 123) depth++;
        else if (each === 125) depth--;
      }
      add(parts, at + 1, close);
      at = close - 1;
    } else if (unit === 36 || (unit === 37 && text.charCodeAt(at + 1) === 40)) {
      // $ and %(
      let close = unit === 36 ? at : at + 2;
      while (close < end && isWordUnit(text.charCodeAt(close))) close++;
      add(parts, at, close);
      at = Math.max(at, close - 1);
    }
  }
}

function hasSpace(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) <= 32) return true;
  return false;
}

function goesOn(text: string, at: number, language: LanguageId, closed: boolean): boolean {
  const next = nextUnit(text, at + 1);
  if (closed) return next === 46 && language !== 'python';
  const before = lastUnit(text, at - 1);
  if (language === 'python') return before === 92 || before === 44 || before === 61;
  return GOES_ON.has(before) || CARRIES_ON.has(next);
}

/** The next line closes what was open before. */
function opensNext(text: string, at: number): boolean {
  const next = nextUnit(text, at + 1);
  return next === 41 || next === 93 || next === 125;
}

function lastUnit(text: string, at: number): number {
  let before = at;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 13 || text.charCodeAt(before) === 9)) before--;
  return text.charCodeAt(before);
}

function nextUnit(text: string, at: number): number {
  let next = at;
  while (next < text.length && text.charCodeAt(next) <= 32) next++;
  return text.charCodeAt(next);
}
