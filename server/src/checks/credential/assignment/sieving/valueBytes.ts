/** Bytes of a file by what they are in any language: what `valueAhead.ts` reads. */

export const NEWLINE = 10;
export const SPACE = 32;
export const BANG = 33;
export const DOUBLE = 34;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const OPEN = 40;
export const CLOSE = 41;
export const STAR = 42;
export const COMMA = 44;
export const DASH = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const QUESTION = 63;
export const BACKSLASH = 92;
export const AT = 64;
export const OPEN_SQUARE = 91;
export const CLOSE_SQUARE = 93;
export const BACKQUOTE = 96;
export const TILDE = 126;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

/** What a byte is, as bits. */
export const QUOTE = 1;
export const BLANK = 2;
export const LINE_END = 4;
export const WORD = 8;
export const DIGIT = 16;
/** Behind one of these an expression goes on in the next line. */
export const GOES_ON = 32;
/** Before one of these an expression goes on from the line before. */
export const GOES_ON_BEFORE = 64;
/** Ends a bare word in text, after any operator. */
export const STOPS = 128;
/** Makes up operators. */
export const OPERATOR = 256;

export const IS = ((): Uint16Array => {
  const is = new Uint16Array(256);
  const mark = (bit: number, characters: string): void => {
    for (const character of characters) {
      const byte = character.charCodeAt(0);
      is[byte] = (is[byte] as number) | bit;
    }
  };
  mark(QUOTE, '"\'`');
  mark(BLANK, ' \t\v\f');
  mark(LINE_END, '\n\r');
  mark(WORD, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$');
  mark(DIGIT, '0123456789');
  mark(GOES_ON, '([{?:=&@$-');
  mark(GOES_ON_BEFORE, '?:("\'`');
  mark(STOPS, '"\'`<>)}]|,;\\');
  mark(OPERATOR, '=!|?:<>+-.');
  return is;
})();

/** Characters of one word, or of an element, that are looked at. */
export const LONGEST_WORD = 600;

/** The byte at a place; behind the end, a line end. */
export const at = (bytes: Buffer, offset: number): number => (offset < bytes.length ? (bytes[offset] as number) : NEWLINE);
/** Whether the byte at a place is of one of the kinds. */
export const is = (bytes: Buffer, offset: number, bits: number): boolean =>
  offset >= 0 && offset < bytes.length && ((IS[bytes[offset] as number] as number) & bits) !== 0;

/** The first place that is neither space nor tab. */
export function skipBlanks(bytes: Buffer, from: number): number {
  let offset = from;
  while (is(bytes, offset, BLANK)) offset++;
  return offset;
}

/** The first place that is neither blank nor line end. */
export function skipSpace(bytes: Buffer, from: number): number {
  let offset = from;
  while (is(bytes, offset, BLANK | LINE_END)) offset++;
  return offset;
}

/** The end of the word that begins at a place, of bounded length. */
export function skipWord(bytes: Buffer, from: number): number {
  let offset = from;
  while (offset < from + LONGEST_WORD && is(bytes, offset, WORD)) offset++;
  return offset;
}

/** Whether a string of another notation may begin here (`notations.ts`): `q{`, `%q(`, `[[`, `[=[`, `{|`, `~s(`, `<<'END'`. Those with a quote in it are seen by that. */
export function notationHere(bytes: Buffer, offset: number): boolean {
  const next = at(bytes, offset + 1);
  switch (at(bytes, offset)) {
    case 35: // #
      return next === DOUBLE || next === 35;
    case 37: // %
      return !is(bytes, offset + 1, BLANK | LINE_END | DIGIT);
    case 113: // q, qq, qw
      return !is(bytes, offset + 1, WORD | LINE_END) || ((next === 113 || next === 119) && !is(bytes, offset + 2, WORD | LINE_END));
    case OPEN_SQUARE:
      return next === OPEN_SQUARE || next === EQUALS;
    case OPEN_BRACE:
      return at(bytes, skipWord(bytes, offset + 1)) === 124;
    case LESS:
      return next === LESS;
    case 126: // ~
      return is(bytes, offset + 1, WORD);
    default:
      return false;
  }
}

/** Whether a quote begins here, behind the letters that belong to it or an escape. */
export function quoteHere(bytes: Buffer, offset: number): boolean {
  if (is(bytes, offset, QUOTE) || notationHere(bytes, offset)) return true;
  const byte = at(bytes, offset);
  if (byte === BACKSLASH) return is(bytes, offset + 1, QUOTE);
  return (is(bytes, offset, WORD) || byte === AT) && (is(bytes, offset + 1, QUOTE) || is(bytes, offset + 2, QUOTE));
}
