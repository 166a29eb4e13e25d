/** Where the text of a comment ends, by what opened it. */
const BLOCKS: readonly (readonly [string, string])[] = [
  ['/*', '*/'],
  ['<!--', '-->'],
  ['<%--', '--%>'],
  ['<%#', '%>'],
  ['{{!', '}}'],
  ['{#', '#}'],
  ['<#', '#>'],
  ['(*', '*)'],
  ['{-', '-}'],
  ['--[[', ']]'],
  ['--[=[', ']=]'],
  ['#|', '|#'],
  ['#=', '=#'],
  ['%{', '%}'],
  ['"""', '"""'],
  ["'''", "'''"],
];
/** Where the sign of the comment is not on the line, or too far off: the first sign that code has and a sentence has not ends what is said. */
const NOT_SAID: ReadonlySet<string> = new Set(['=', '<', '>', '{', '}', '`', '"', '*/', '*)', ']]', '#>']);
const PAIRED: ReadonlySet<string> = new Set('*]#');
/** Units before a directive that are looked at, and behind it: no comment is taken for longer. */
const LOOK_BACK = 400;
export const LONGEST_COMMENT = 400;

/** How a directive stands on its line. */
export interface CommentExtent {
  /** Offset at which what it says ends: at the end of its comment or text, at the latest that of the line. */
  readonly end: number;
  /** Whether nothing but signs of comments follows on the line. */
  readonly isLast: boolean;
}

/**
 * The extent of the comment, or of the text in quotes, in which `at` stands: nothing behind it belongs to the directive. `lineStart` and `lineEnd` are the
 * offsets of its line, without its end. Looks back a bounded way, and is strict where that does not tell: what follows might be code with a value.
 */
export function commentExtent(text: string, at: number, lineStart: number, lineEnd: number): CommentExtent {
  const from = Math.max(lineStart, at - LOOK_BACK);
  const before = text.slice(from, at);
  const end = Math.min(lineEnd, at + LONGEST_COMMENT);
  const rest = text.slice(at, end);
  const found = closing(before, rest, from === lineStart);
  if (found === 'line') return { end, isLast: true };
  if (found === undefined) return { end, isLast: end === lineEnd };
  return { end: at + found.at, isLast: /^[\s"'`,;:}\])>%/*#-]*$/.test(rest.slice(found.at + found.sign.length, found.at + LOOK_BACK)) };
}

interface Closing {
  readonly at: number;
  readonly sign: string;
}

/** Where in `rest` the comment or text is closed that is open behind `before`; `line` where it is the rest of its line, undefined where nothing ends it. */
function closing(before: string, rest: string, isWhole: boolean): Closing | 'line' | undefined {
  const { quote, toTheEnd } = openText(before);
  const open = BLOCKS.filter(([opening, close]) => isOpen(before, opening, close)).map(([, close]) => close);
  const ends = open.map((sign): Closing => ({ at: rest.indexOf(sign), sign })).filter(({ at }) => at !== -1);
  if (quote !== undefined) {
    const at = endOfText(rest, quote);
    if (at !== -1) ends.push({ at, sign: quote });
  }
  if (ends.length > 0) return ends.reduce((first, each) => (each.at < first.at ? each : first));
  if (isWhole && toTheEnd) return 'line';
  for (let at = 0; at < rest.length; at++) {
    const sign = rest.charAt(at);
    if (NOT_SAID.has(sign) || (PAIRED.has(sign) && NOT_SAID.has(sign + rest.charAt(at + 1)))) return { at, sign: '' };
    if (sign === "'" && !isApostrophe(rest, at)) return { at, sign: '' };
  }
  return undefined;
}

/** Whether a `'` stands inside a word. */
const isApostrophe = (text: string, at: number): boolean => /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at + 1));

function isOpen(before: string, opening: string, close: string): boolean {
  const last = before.lastIndexOf(opening);
  if (last === -1) return false;
  return opening === close ? before.split(opening).length % 2 === 0 : !before.includes(close, last + opening.length);
}

/** The quote that is open at the end of a line's beginning, and whether a comment to the end of the line began outside of quotes. */
function openText(before: string): { readonly quote?: string; readonly toTheEnd: boolean } {
  const first = before.search(/\S/);
  let quote = '';
  for (let at = Math.max(first, 0); at < before.length; at++) {
    const sign = before.charAt(at);
    if (quote === '') {
      if (goesToTheEnd(before, at, at === first)) return { toTheEnd: true };
      // An apostrophe in a word opens nothing.
      if (sign === '"' || sign === '`' || (sign === "'" && !/\w/.test(before.charAt(at - 1)))) quote = sign;
    } else if (sign === '\\') at++;
    else if (sign === quote) quote = '';
  }
  return quote === '' ? { toTheEnd: false } : { quote, toTheEnd: false };
}

/** Whether a comment to the end of its line begins at `at`. Where it stands alone, that is: a URL has `//` too, and a colour has `#`. */
function goesToTheEnd(line: string, at: number, isFirst: boolean): boolean {
  const sign = line.charAt(at);
  if (!isFirst && sign !== '/' && sign !== '#' && sign !== '-') return false;
  if (isFirst && (/[#;%!*]/.test(sign) || /^(?:REM|')(?!\S)/i.test(line.slice(at, at + 4)))) return true;
  const earlier = line.charAt(at - 1);
  if (sign === '/') return line.charAt(at + 1) === '/' && !/[:\w/*]/.test(earlier);
  const after = sign === '#' ? line.charAt(at + 1) : sign === '-' && line.charAt(at + 1) === '-' ? line.charAt(at + 2) : 'x';
  return (after === '' || /[\s#!-]/.test(after)) && (earlier === '' || /[\s;,)}\]"'`]/.test(earlier));
}

function endOfText(rest: string, quote: string): number {
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '\\') at++;
    else if (rest[at] === quote && (quote !== "'" || !/\w/.test(rest.charAt(at + 1)))) return at;
  }
  return -1;
}
