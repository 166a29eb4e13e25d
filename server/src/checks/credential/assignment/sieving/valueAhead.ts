import { mayFallBack } from '../reading/code';
import { mayBeList, skipWrappers } from '../text/literal';
import {
  AMPERSAND,
  AT,
  BACKQUOTE,
  BACKSLASH,
  BANG,
  BLANK,
  CLOSE,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COLON,
  COMMA,
  DASH,
  DIGIT,
  DOLLAR,
  DOT,
  DOUBLE,
  EQUALS,
  GOES_ON,
  GOES_ON_BEFORE,
  GREATER,
  IS,
  LESS,
  LINE_END,
  LONGEST_WORD,
  NEWLINE,
  OPEN,
  OPEN_BRACE,
  OPEN_SQUARE,
  OPERATOR,
  QUESTION,
  QUOTE,
  SEMICOLON,
  SLASH,
  SPACE,
  STAR,
  STOPS,
  TILDE,
  WORD,
  at,
  is,
  notationHere,
  quoteHere,
  skipBlanks,
  skipSpace,
  skipWord,
} from './valueBytes';

/**
 * Whether a value can follow a name, told from the bytes of a file before any text is made of them. Every function here says yes where the scanner of
 * assignments (`code.ts`, `text.ts`, `quotedName.ts`) could find a value, and mostly no elsewhere: what it knows of a form is where its literal may
 * begin, at the latest. Distances are in characters of UTF-8 at most, so that they are never shorter than the scanner's.
 */

/** Characters that an expression is followed behind its operator: what `readChosen` looks at, and a wrapper around the literal. */
const LONGEST_EXPRESSION = 480;
/** Bytes before a name in which a here document may open, in characters of any size. */
const HERE = 8_000;
/** Units of a wrapper around a literal. */
const LONGEST_WRAPPER = 100;
/** Bytes before a name in which `login` may stand, in characters of any size. */
const NETRC = 1_100;
/** No value is shorter. */
const SHORTEST = 3;
/** Bytes of the type of a list of numbers. */
const LONGEST_LIST_TYPE = 100;
/** Members of what a name holds that are gone through. */
const MOST_MEMBERS = 4;
/** Units of a type between a name and `=`. */
const LONGEST_TYPE = 120;

/** Whether a literal may be what an expression is, chooses or falls back to: `readValue`. `from`: at its operator's end, or within it. */
function literalAhead(bytes: Buffer, from: number): boolean {
  let start = from;
  while (start < from + 8 && is(bytes, start, OPERATOR)) start++;
  start = skipSpace(bytes, start);
  // Python's line that goes on.
  if (at(bytes, start) === BACKSLASH) start = skipSpace(bytes, start + 1);
  // In braces: an attribute of JSX.
  if (is(bytes, start, QUOTE) || notationHere(bytes, start) || (at(bytes, start) === OPEN_BRACE && is(bytes, skipBlanks(bytes, start + 1), QUOTE))) return true;
  // Keys that are rolled over: `["x", "y"]`.
  if (at(bytes, start) === OPEN_SQUARE && quoteHere(bytes, skipSpace(bytes, start + 1))) return true;
  if (!quoteWithin(bytes, start, LONGEST_EXPRESSION) && !bracketWithin(bytes, start)) return false;
  const stretch = bytes.toString('latin1', start, Math.min(bytes.length, start + LONGEST_EXPRESSION));
  // What is not ASCII counts otherwise in the text.
  if (!isAscii(stretch)) return true;
  const wrapped = skipWrappers(stretch, 0, stretch.length);
  return quoteHere(bytes, start + wrapped) || mayBeList(stretch) || mayFallBack(stretch);
}

const isAscii = (text: string): boolean => !/[\x80-\xff]/.test(text);

/**
 * Whether a quote stands within `reach` characters. An expression ends at a semicolon, and at the end of a line where neither what stands before it nor
 * what stands behind goes on.
 */
function quoteWithin(bytes: Buffer, from: number, reach: number): boolean {
  let left = reach;
  let before = EQUALS;
  for (let offset = from; offset < bytes.length && left > 0; offset++) {
    const byte = bytes[offset] as number;
    const what = IS[byte] as number;
    if ((what & QUOTE) !== 0) return true;
    if ((what & LINE_END) !== 0) {
      offset = skipSpace(bytes, offset) - 1;
      if (((IS[before] as number) & GOES_ON) === 0 && !is(bytes, offset + 1, GOES_ON_BEFORE) && !endsInNew(bytes, offset)) return false;
      continue;
    }
    if (byte === SEMICOLON) return false;
    if ((what & BLANK) === 0) before = byte;
    if ((byte & 0xc0) !== 0x80) left--;
  }
  return false;
}

/** Whether a list of numbers may begin. */
function bracketWithin(bytes: Buffer, from: number): boolean {
  for (let offset = from; offset < from + LONGEST_LIST_TYPE && offset < bytes.length; offset++) {
    const byte = bytes[offset] as number;
    if ((byte === OPEN || byte === OPEN_SQUARE || byte === OPEN_BRACE) && listBegins(bytes, offset + 1)) return true;
    if (is(bytes, offset, LINE_END) || byte === SEMICOLON) return false;
  }
  return false;
}

/** `new` and the name of a wrapper on the next line. */
function endsInNew(bytes: Buffer, end: number): boolean {
  let offset = end;
  while (is(bytes, offset, BLANK | LINE_END)) offset--;
  return at(bytes, offset) === 119 && at(bytes, offset - 1) === 101 && at(bytes, offset - 2) === 110;
}

/** A number, or a conversion of one to a byte, behind the bracket of a list. */
function listBegins(bytes: Buffer, from: number): boolean {
  const offset = skipSpace(bytes, from);
  const byte = at(bytes, offset);
  return is(bytes, offset, DIGIT) || byte === DASH || byte === OPEN;
}

/** As `literalAhead`, where the literal is the next argument: nothing but its wrappers stands before it. */
function argumentAhead(bytes: Buffer, from: number): boolean {
  let left = 240;
  const start = skipSpace(bytes, from);
  if (notationHere(bytes, start)) return true;
  for (let offset = start; offset < bytes.length && left > 0; offset++, left--) {
    const byte = bytes[offset] as number;
    if (((IS[byte] as number) & QUOTE) !== 0) return true;
    if (byte === COMMA || byte === SEMICOLON || byte === OPEN_BRACE || byte === CLOSE_BRACE) return byte === OPEN_BRACE && quoteWithin(bytes, offset + 1, 80);
  }
  return false;
}

/** What follows the bracket of a call or of a declaration: a literal as its first argument, or the one that its body returns. */
function callAhead(bytes: Buffer, from: number): boolean {
  if (argumentAhead(bytes, from)) return true;
  let offset = from;
  for (let left = 90; left > 0 && offset < bytes.length; offset++) {
    const byte = bytes[offset] as number;
    if (byte === CLOSE) return quoteWithin(bytes, offset + 1, 160);
    if (byte === SEMICOLON || byte === OPEN || byte === OPEN_BRACE || byte === CLOSE_BRACE) return false;
    if ((byte & 0xc0) !== 0x80) left--;
  }
  return false;
}

/** Behind a bare name in code that stands in no string and no comment: `readCode`, `readIndexed`. */
export function codeValueAhead(bytes: Buffer, start: number, end: number): boolean {
  let offset = end;
  const first = at(bytes, offset);
  let access = offset;
  while (access < offset + 2 && (at(bytes, access) === QUESTION || at(bytes, access) === BANG)) access++;
  if (at(bytes, access) === DOT) return memberAhead(bytes, access + 1);
  if (hereDocumentAhead(bytes, start, end)) return true;
  if (first === CLOSE_SQUARE) return indexedAhead(bytes, offset + 1) || targetsAhead(bytes, offset);
  if (first === QUESTION || first === BANG) offset++;
  const next = skipBlanks(bytes, offset);
  const byte = at(bytes, next);
  if (is(bytes, next, OPERATOR))
    return (
      (byte !== DOT || bytes[next + 1] === EQUALS) &&
      (literalAhead(bytes, next) || typedAhead(bytes, next + 1) || (byte === COLON && computedAhead(bytes, next + 1)))
    );
  // Lua's comparison.
  if (byte === TILDE && bytes[next + 1] === EQUALS) return literalAhead(bytes, next + 2);
  if (byte === OPEN_BRACE && argumentAhead(bytes, next + 1)) return true;
  // `{name}, "x"` of Erlang.
  if (byte === CLOSE_BRACE)
    return at(bytes, skipBlanks(bytes, next + 1)) === COMMA || targetsAhead(bytes, next) || (next === end && indexedAhead(bytes, next + 1));
  if (byte === OPEN_SQUARE || byte === OPEN_BRACE) return typedAhead(bytes, closeOf(bytes, next + 1, byte === OPEN_SQUARE ? CLOSE_SQUARE : CLOSE_BRACE));
  if (byte === OPEN) return callAhead(bytes, next + 1);
  if (byte === COMMA) return argumentAhead(bytes, next + 1) || targetsAhead(bytes, next);
  if (byte === CLOSE) {
    const comma = skipBlanks(bytes, next + 1);
    return ((at(bytes, comma) === COMMA || at(bytes, comma) === OPEN_BRACE) && argumentAhead(bytes, comma + 1)) || targetsAhead(bytes, next);
  }
  if (next === end) return is(bytes, next, LINE_END) && bodyOfRubyAhead(bytes, start, next);
  // `or "x"`, `-eq "x"` stands without its dash; types behind a blank: `string =`, `As String =`, `varchar(20) :=`.
  return quoteHere(bytes, next) || (is(bytes, next, WORD) && (literalAhead(bytes, skipWord(bytes, next)) || typedAhead(bytes, next) || listAhead(bytes, next)));
}

/** `def password` and a literal on the next line. */
function bodyOfRubyAhead(bytes: Buffer, start: number, end: number): boolean {
  const before = bytes.toString('latin1', Math.max(0, start - 8), start);
  if (!/\bdef[ \t]{1,4}$/.test(before)) return false;
  const from = skipSpace(bytes, end);
  return quoteHere(bytes, from) || bytes.toString('latin1', from, from + 7) === 'return ';
}

/** `in ("x", "y")`, `not in setOf("x")`. */
function listAhead(bytes: Buffer, from: number): boolean {
  return /^(?:not[ \t]{1,4})?in[ \t]{1,4}/i.test(bytes.toString('latin1', from, from + 12)) && quoteWithin(bytes, from, LONGEST_WRAPPER);
}

/** `password, user = "x", "y"`, `(user, password) = ("y", "x")`: more names behind a name, and a literal as the first of their values. */
function targetsAhead(bytes: Buffer, from: number): boolean {
  let offset = from;
  for (let names = 0; names < MOST_MEMBERS && at(bytes, offset) === COMMA; names++) {
    offset = skipBlanks(bytes, offset + 1);
    while (is(bytes, offset, WORD) || at(bytes, offset) === DOT || at(bytes, offset) === AT) offset++;
    offset = skipBlanks(bytes, offset);
  }
  if (at(bytes, offset) === CLOSE || at(bytes, offset) === CLOSE_SQUARE || at(bytes, offset) === CLOSE_BRACE) offset = skipBlanks(bytes, offset + 1);
  if (at(bytes, offset) === COLON) offset++;
  if (at(bytes, offset) !== EQUALS) return false;
  offset = skipBlanks(bytes, offset + 1);
  if (at(bytes, offset) === OPEN || at(bytes, offset) === OPEN_SQUARE || at(bytes, offset) === OPEN_BRACE) offset = skipBlanks(bytes, offset + 1);
  return quoteHere(bytes, offset) || quoteWithin(bytes, offset, LONGEST_WRAPPER);
}

/** `password = x1` on a line of its own, where a here document was opened before it. */
function hereDocumentAhead(bytes: Buffer, start: number, end: number): boolean {
  const sign = skipBlanks(bytes, end);
  if (at(bytes, sign) !== EQUALS && at(bytes, sign) !== COLON) return false;
  let digit = false;
  for (let offset = sign + 1; offset < bytes.length && offset < sign + 3 * LONGEST_WORD && !is(bytes, offset, LINE_END); offset++)
    digit ||= is(bytes, offset, DIGIT);
  return digit && bytes.subarray(Math.max(0, start - HERE), start).includes('<<');
}

/** Behind the bracket of an index: `] = "x"`, `]) || "x"`. */
function indexedAhead(bytes: Buffer, from: number): boolean {
  let offset = from;
  while (at(bytes, offset) === CLOSE || at(bytes, offset) === CLOSE_SQUARE) offset++;
  offset = skipBlanks(bytes, offset);
  // `// "x"`, `eq "x"` of Perl
  if (at(bytes, offset) === SLASH && at(bytes, offset + 1) === SLASH) return literalAhead(bytes, at(bytes, offset + 2) === EQUALS ? offset + 3 : offset + 2);
  return is(bytes, offset, OPERATOR) ? literalAhead(bytes, offset) : is(bytes, offset, WORD) && literalAhead(bytes, skipWord(bytes, offset));
}

/** Behind the bracket that closes the size or the accessors of a declaration, where it stands near; else where it was looked for. */
function closeOf(bytes: Buffer, from: number, bracket: number): number {
  for (let offset = from; offset < from + LONGEST_TYPE; offset++) if (at(bytes, offset) === bracket) return offset + 1;
  return from;
}

/** `: String { "x" }`, `: String { return "x" }`, `: String get() = "x"`. */
function computedAhead(bytes: Buffer, from: number): boolean {
  const type = skipBlanks(bytes, from);
  return bytes.toString('latin1', type, type + 6) === 'String' && bytes.subarray(type + 6, type + 120).includes('"');
}

/** A type up to its `=` and a literal behind it. */
function typedAhead(bytes: Buffer, from: number): boolean {
  for (let offset = from; offset < bytes.length && offset < from + 3 * LONGEST_TYPE; offset++) {
    if (bytes[offset] === EQUALS) return literalAhead(bytes, offset + 1);
    if (is(bytes, offset, LINE_END) || bytes[offset] === DOUBLE || bytes[offset] === BACKQUOTE) return false;
  }
  return false;
}

/** `.equals("x")`, `.getBytes(), "x"`, PHP's `.= "x"`, `.Text == "x"`. */
function memberAhead(bytes: Buffer, from: number): boolean {
  if (at(bytes, from) === EQUALS) return literalAhead(bytes, from + 1);
  let offset = from;
  for (let members = 0; members < MOST_MEMBERS; members++) {
    const start = offset;
    while (offset < start + 20 && is(bytes, offset, WORD)) offset++;
    if (at(bytes, offset) === OPEN) {
      // equals, Equals, contentEquals, compareTo, isEqualToString, localeCompare, getBytes, toCharArray, encode
      if ('eEcilgt'.includes(String.fromCharCode(at(bytes, start))) && quoteWithin(bytes, offset + 1, 240)) return true;
      if (at(bytes, offset + 1) !== CLOSE) return argumentAhead(bytes, offset + 1);
      offset += 2;
    }
    while (at(bytes, offset) === QUESTION || (at(bytes, offset) === BANG && at(bytes, offset + 1) !== EQUALS)) offset++;
    if (at(bytes, offset) !== DOT) break;
    offset++;
  }
  // `.Text == "x"`
  const sign = skipBlanks(bytes, offset);
  // `.text isEqualToString:@"x"`
  if (sign > offset && is(bytes, sign, WORD)) return literalAhead(bytes, skipWord(bytes, sign));
  return (at(bytes, sign) === EQUALS || at(bytes, sign) === BANG) && literalAhead(bytes, sign);
}

/** Behind a name inside a string, a comment or documentation: `readInText`. `start`: where the name begins. */
export function textValueAhead(bytes: Buffer, start: number, end: number, password: boolean): boolean {
  const first = at(bytes, end);
  const before = start > 0 ? at(bytes, start - 1) : NEWLINE;
  if (before === OPEN_BRACE && start > 1 && at(bytes, start - 2) === DOLLAR) return first === COLON || first === DASH;
  if (first === GREATER && (before === LESS || before === COLON)) return elementAhead(bytes, end + 1);
  // `setPassword("x")`
  if (first === OPEN) return quoteHere(bytes, skipBlanks(bytes, end + 1));
  // Quotes as a page or a string writes them.
  if (first === AMPERSAND || first === BACKSLASH) return true;
  let offset = end;
  for (
    let closers = 0;
    closers < 3 && (is(bytes, offset, QUOTE) || at(bytes, offset) === STAR || at(bytes, offset) === CLOSE_SQUARE || at(bytes, offset) === CLOSE);
    closers++
  )
    offset++;
  if (first === 37 && at(bytes, end + 1) === 50 && at(bytes, end + 2) === 50) offset = end + 3; // %22
  offset = skipBlanks(bytes, offset);
  if (at(bytes, offset) === QUESTION && at(bytes, offset + 1) === EQUALS) offset++;
  const sign = at(bytes, offset);
  if (sign === 37) return at(bytes, offset + 1) === 51; // %3a, %3d
  if (sign === BANG && at(bytes, offset + 1) === EQUALS) return quoteHere(bytes, skipBlanks(bytes, at(bytes, offset + 2) === EQUALS ? offset + 3 : offset + 2));
  if (sign === COLON || sign === EQUALS) {
    let value = offset + 1;
    while (value < offset + 3 && (bytes[value] === EQUALS || bytes[value] === GREATER)) value++;
    const tight = sign === EQUALS && value === offset + 1 && !is(bytes, value, BLANK);
    while (bytes[value] === STAR) value++;
    value = skipBlanks(bytes, value);
    return quoteHere(bytes, value) || (!(sign === EQUALS && bytes[offset + 1] === EQUALS) && bareValue(bytes, value, tight, tight));
  }
  if (!is(bytes, end, BLANK)) return false;
  const value = skipBlanks(bytes, end);
  // `machine … login … password x`
  if (password && before <= SPACE && bytes.subarray(Math.max(0, start - NETRC), start).includes('login')) return true;
  // `--password x`
  if (at(bytes, start) === DASH || before === DASH) return quoteHere(bytes, value) || bareValue(bytes, value, false, true);
  // `password is "x"`
  // `user bob, password x`, `the secret is x`
  if (password && bareValue(bytes, value, false, false)) return true;
  const said = SAID.exec(bytes.toString('latin1', end, Math.min(bytes.length, end + 40)));
  if (said && bareValue(bytes, end + said[0].length, false, false)) return true;
  const spoken = SPOKEN.test(String.fromCharCode(at(bytes, value), at(bytes, value + 1), at(bytes, value + 2)));
  const quote = spoken ? skipBlanks(bytes, value + 2) : value;
  return password && (is(bytes, quote, QUOTE) || (at(bytes, quote) === BACKSLASH && is(bytes, quote + 1, QUOTE)));
}

const SAID = /^[ \t]{1,4}(?:is|are|was|will be|would be|has been set to|ist|lautet|est|es|jest|er|\xc3[\xa8\xa9]|\xc3\xa4r)[ \t:]{1,8}/;
const SPOKEN = /^(?:is|to|as)[ \t]/;

/** A bare word that `readAfter` may offer. `alone`: whatever follows. */
function bareValue(bytes: Buffer, from: number, tight: boolean, alone: boolean): boolean {
  const first = at(bytes, from);
  if (first === DASH || first === OPEN_BRACE) return false;
  let digit = false;
  let offset = from;
  for (; offset < bytes.length && (bytes[offset] as number) > SPACE && !is(bytes, offset, STOPS); offset++) {
    if (offset - from > LONGEST_WORD) return true;
    const byte = bytes[offset] as number;
    // Where it ends depends on the operator.
    if (byte === AMPERSAND) return true;
    if ((byte === OPEN || byte === OPEN_SQUARE) && !tight) return false;
    if (
      byte === DOLLAR &&
      (is(bytes, offset + 1, WORD) || bytes[offset + 1] === OPEN || bytes[offset + 1] === OPEN_BRACE) &&
      !is(bytes, offset + 1, DIGIT) &&
      bytes[offset + 1] !== DOLLAR
    )
      return false;
    digit ||= is(bytes, offset, DIGIT);
  }
  if (offset - from < SHORTEST) return false;
  if (alone || digit) return true;
  const next = skipBlanks(bytes, offset);
  return is(bytes, next, LINE_END | STOPS) || next >= bytes.length;
}

/** `x</password>` before the line ends. */
function elementAhead(bytes: Buffer, from: number): boolean {
  let offset = from;
  while (offset < bytes.length && bytes[offset] !== LESS && !is(bytes, offset, LINE_END) && offset < from + 3 * LONGEST_WORD) offset++;
  if (offset === from + 3 * LONGEST_WORD) return false;
  return at(bytes, offset) === LESS && (at(bytes, offset + 1) === 47 || at(bytes, offset + 1) === BANG);
}
