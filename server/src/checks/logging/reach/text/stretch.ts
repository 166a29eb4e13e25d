import type { LanguageId } from '../../model/fileModel';
import { lineStart } from './lines';
import { isWordUnit } from './words';

/** A stretch that goes on longer is not followed, in UTF-16 code units. */
export const LONGEST_STRETCH = 100_000;
/** Longest literal without white space that may be a key. */
const LONGEST_KEY = 120;

/** Parts of a text that may name something, in pairs of start and end; and blocks of functions that stand in between. */
export interface Stretch {
  readonly parts: number[];
  readonly blocks: number[];
  end: number;
}

/** Before the end of a line: the statement goes on. `,` `(` `[` `{` `+` `-` `=` `|` `&` `?` `.` `\` `*` `%` `:` `<` `>` */
const GOES_ON = new Set([44, 40, 91, 123, 43, 45, 61, 124, 38, 63, 46, 92, 42, 37, 58, 60, 62]);
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
  // The last unit that is neither blank nor of a comment.
  let before = 0;
  for (; at < length; at++) {
    if (at > last) return undefined;
    const unit = text.charCodeAt(at);
    const behind = before;
    if (unit > 32) before = unit;
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
        if (depth > 0 || (!(call && opened) && depth === 0 && opensNext(text, at, language)) || goesOn(text, at, behind, language, call && opened)) break;
        add(stretch.parts, begun, at);
        stretch.end = at;
        return stretch;
      default: {
        const end = skipped(text, language, at, unit);
        if (end === at) break;
        if (!isQuote(unit) && isCommentAt(text, language, at)) before = behind;
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

/** What a switch that gives a value is given stands before its bracket, which is part of the statement. */
const SWITCH = /\bswitch\s?\([^{};]{0,100}\)\s{0,4}$/;

/** `{` behind `)` or `=>`: a function's body, which is not looked into where the function is. */
function isBody(text: string, at: number): boolean {
  let before = at - 1;
  const first = Math.max(0, at - FARTHEST_BRACKET);
  while (before >= first && text.charCodeAt(before) <= 32) before--;
  const unit = text.charCodeAt(before);
  if (unit === 41) return !SWITCH.test(text.slice(Math.max(0, at - 130), at));
  return unit === 62 && text.charCodeAt(before - 1) === 61;
}

/** How far behind the head of a function the bracket of its body may stand: on the next line. */
const FARTHEST_BRACKET = 120;

/** True where a comment begins. */
export function isCommentAt(text: string, language: LanguageId, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (language === 'python') return unit === 35;
  const next = text.charCodeAt(at + 1);
  return unit === 47 && (next === 47 || next === 42);
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
        const end = endOf(text, '*/', at + 2);
        return end === -1 ? at : end;
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

/** What a regular expression may stand behind; and, where that may end a value as well, what is asked of one. */
const BEFORE_PATTERN = /[(,=:[!&|?{};\n+]/;
const BEFORE_PATTERN_WORD = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;
const PATTERN_IS_ASKED = /[a-z]{0,8}\.(?:test|exec|source|flags|lastIndex|\[?Symbol|toString)\b/y;

const isBlank = (unit: number): boolean => unit === 32 || unit === 9;
const isBehindKeyword = (text: string, before: number): boolean =>
  text.charCodeAt(before) >= 97 && BEFORE_PATTERN_WORD.test(text.slice(Math.max(0, before - 7), before + 1));

/** The end of a regular expression that begins here; `at` where it is a division. */
function patternEnd(text: string, at: number): number {
  let before = at - 1;
  while (before >= 0 && isBlank(text.charCodeAt(before))) before--;
  const sign = before < 0 ? '' : text.charAt(before);
  // Behind a condition stands one, behind what is reckoned with stands none.
  const decides = sign === ')';
  if (sign !== '' && !decides && !BEFORE_PATTERN.test(sign) && !(sign === '>' && text.charCodeAt(before - 1) === 61) && !isBehindKeyword(text, before))
    return at;
  if (isAbsent(text, '/', at)) return at;
  let inClass = false;
  let end = at + 1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 10) break;
    if (unit === 92) end++;
    else if (unit === 91) inClass = true;
    else if (unit === 93) inClass = false;
    else if (unit === 47 && !inClass) {
      PATTERN_IS_ASKED.lastIndex = end + 1;
      return decides && !PATTERN_IS_ASKED.test(text) ? at : end + 1;
    }
  }
  tellAbsent('/', at, end);
  return at;
}

/** What was sought in the text that was asked about last and does not stand behind a place of it: it need not be sought again. */
let asked = '';
const absent = new Map<string, { readonly from: number; readonly to: number }>();

/** Whether it is known that what is sought does not stand between a place and the end up to which it is sought. */
function isAbsent(text: string, kind: string, at: number): boolean {
  if (text !== asked) {
    asked = text;
    absent.clear();
  }
  if (absent.size === 0) return false;
  const known = absent.get(kind);
  return known !== undefined && at >= known.from && at < known.to;
}

function tellAbsent(kind: string, from: number, to: number): void {
  absent.set(kind, { from, to });
}

/** Lets go of the text that was asked about last. */
export function forgetAbsent(): void {
  asked = '';
  absent.clear();
}

/** Where words end that are sought from a place on; -1 where they do not stand there. */
function endOf(text: string, wanted: string, from: number): number {
  if (isAbsent(text, wanted, from)) return -1;
  const end = text.indexOf(wanted, from);
  if (end === -1) tellAbsent(wanted, from, text.length);
  return end === -1 ? -1 : end + wanted.length;
}

/** Templates within templates that are looked into. */
const DEEPEST_TEMPLATE = 8;
let template = 0;

function literalEnd(text: string, language: LanguageId, at: number, quote: number): number {
  if (language === 'python' || language === 'java' || language === 'csharp') {
    if (quote !== 96 && text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
      const end = endOf(text, quote === 34 ? '"""' : "'''", at + 3);
      return end === -1 ? at : end;
    }
    if (quote === 96) return at;
  }
  // A lifetime of Rust.
  if (quote === 39 && language === 'rust' && !/^'(?:\\[^\n]{1,10}|[^\\\n]{1,2})'/.test(text.slice(at, at + 14))) return at;
  if (quote === 34 && (language === 'rust' || language === 'csharp')) {
    const end = rawEnd(text, language, at);
    if (end !== undefined) return end === -1 ? at : end;
  }
  const many = quote === 96 || (language === 'rust' && quote === 34) || (language === 'csharp' && quote === 34 && text.charAt(at - 1) === '$');
  const kind = quote === 34 ? '"' : quote === 39 ? "'" : '`';
  if (isAbsent(text, kind, at)) return at;
  const escapes = !(quote === 96 && language === 'go');
  let end = at + 1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === quote) return end + 1;
    if (unit === 10 && !many) break;
    if (unit === 92 && escapes) end++;
    else if (unit === 36 && quote === 96 && language === 'javascript' && text.charCodeAt(end + 1) === 123 && template < DEEPEST_TEMPLATE) {
      // What is put into a template may hold templates.
      template++;
      const close = blockEnd(text, language, end + 1);
      template--;
      if (close === -1) {
        end = text.length;
        break;
      }
      end = close;
    }
  }
  tellAbsent(kind, at, end);
  return at;
}

/** The end of a literal without escapes: C#'s `@"…"`, Rust's `r#"…"#`. Undefined where none begins, -1 where it does not end. */
function rawEnd(text: string, language: LanguageId, at: number): number | undefined {
  if (language === 'rust') {
    let hashes = at;
    while (text.charCodeAt(hashes - 1) === 35 && at - hashes < 16) hashes--;
    if (text.charCodeAt(hashes - 1) !== 114 || isWordUnit(text.charCodeAt(hashes - 2) === 98 ? 32 : text.charCodeAt(hashes - 2))) return undefined;
    return endOf(text, `"${text.slice(hashes, at)}`, at + 1);
  }
  const before = text.charAt(at - 1);
  if (before !== '@' && !(before === '$' && text.charAt(at - 2) === '@')) return undefined;
  for (let from = at + 1; ;) {
    const end = endOf(text, '"', from);
    if (end === -1 || text.charCodeAt(end) !== 34) return end;
    from = end + 1;
  }
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

function goesOn(text: string, at: number, before: number, language: LanguageId, closed: boolean): boolean {
  const next = nextUnit(text, at + 1, language);
  if (closed) return next === 46 && language !== 'python';
  if (language === 'python') return before === 92 || before === 44 || before === 61;
  return GOES_ON.has(before) || CARRIES_ON.has(next) || (next === 123 && language === 'csharp');
}

/** The next line closes what was open before. */
function opensNext(text: string, at: number, language: LanguageId): boolean {
  const next = nextUnit(text, at + 1, language);
  return next === 41 || next === 93 || next === 125;
}

/** How far the next unit that is neither blank nor of a comment is looked for. */
const FARTHEST_NEXT = 600;

function nextUnit(text: string, at: number, language: LanguageId): number {
  const last = Math.min(text.length, at + FARTHEST_NEXT);
  let next = at;
  while (next < last) {
    if (text.charCodeAt(next) <= 32) next++;
    else if (isCommentAt(text, language, next)) {
      const end = skipped(text, language, next, text.charCodeAt(next));
      if (end === next) return text.charCodeAt(next);
      next = end;
    } else return text.charCodeAt(next);
  }
  return 10;
}
