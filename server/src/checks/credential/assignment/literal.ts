import type { Span } from '../../../base/span';
import { skipBlanks, skipSpace } from './line';

/** A literal in code: the parts of a concatenation are its spans. */
export interface Literal {
  readonly span: Span;
  readonly more: readonly Span[];
  /** Where reading went on: after the closing quote. */
  readonly end: number;
  /** Turned into bytes or characters: what keys and passwords are made for, and names never. */
  readonly converted: boolean;
  /** An expression that is no literal is joined to it. */
  readonly partial: boolean;
}

/** No literal is read beyond this many code units. */
const LONGEST = 1024;
/** What may stand between an operator and the literal: a conversion or a wrapper whose first argument is the value. */
const WRAPPERS =
  /(?:new\s{1,4})?(?:String|Buffer\.from|SecureString|SecretStr|Secret|Password|Token|GuardedString|ProtectedString|\[\]byte|\[\]rune|bytes|bytearray|str|string|std::string|String\.from|String::from|Some|Optional\.of|Arrays\.asList|new TextEncoder\(\)\.encode|TextEncoder\(\)\.encode|Encoding\.(?:UTF8|ASCII|Default|Unicode)\.GetBytes|System\.Text\.Encoding\.(?:UTF8|ASCII|Unicode)\.GetBytes|String\.valueOf|toBytes|Bytes\.toBytes|ConvertTo-SecureString|convertTo-SecureString|Hex\.decode|pulumi\.secret|Object\.freeze|cdk\.SecretValue\.(?:plainText|unsafePlainText)|SecretValue\.(?:plainText|unsafePlainText)|Data|Array|&|\(|@|\$|-String)\s{0,4}\(?\s{0,4}/y;

const CONVERSION = /^\s{0,4}(?:\.(?:getBytes|toCharArray|ToCharArray|encode|as_bytes|toByteArray|to_vec|bytes|data)\()/;
const PREFIX = /(?:[bBrRuUfFL@$]{1,2}|u8)(?=["'`])/y;

/** Reads the literal that stands at `at`, if one does, with what is concatenated to it. */
export function readLiteral(text: string, at: number, end: number, quotes: string): Literal | undefined {
  let i = at;
  for (let wrapped = 0; wrapped < 3; wrapped++) {
    WRAPPERS.lastIndex = i;
    if (!WRAPPERS.test(text) || WRAPPERS.lastIndex > end) break;
    i = WRAPPERS.lastIndex;
  }
  const first = readString(text, i, end, quotes);
  if (!first) return undefined;
  const more: Span[] = [];
  let last = first.after;
  let partial = false;
  for (let parts = 0; parts < 16; parts++) {
    let next = skipSpace(text, last, end, 2);
    const joined = /[+.&]/.test(text.charAt(next)) && !/[\w(]/.test(text.charAt(next + 1)) ? next + 1 : text.charAt(next) === '+' ? next + 1 : -1;
    if (joined < 0) break;
    next = skipSpace(text, joined + (text.charAt(joined) === '.' ? 1 : 0), end, 2);
    const part = readString(text, next, end, quotes);
    if (!part) {
      partial = text.charAt(next) !== '';
      break;
    }
    more.push({ start: part.start, end: part.end });
    last = part.after;
  }
  const converted = /byte|rune|encode|from|Data|char/i.test(text.slice(at, i)) || CONVERSION.test(text.slice(last, Math.min(end, last + 32)));
  return { span: { start: first.start, end: first.end }, more, end: last, partial, converted };
}

/** Reads one quoted string at `at`: `"…"`, `'…'`, `` `…` ``, `"""…"""`, C#'s `@"…"`, Rust's `r#"…"#`, Go's and JavaScript's back quotes. */
export function readString(text: string, at: number, end: number, quotes: string): { start: number; end: number; after: number } | undefined {
  let i = at;
  PREFIX.lastIndex = i;
  if (PREFIX.test(text)) i = PREFIX.lastIndex;
  else if (text.charAt(i) === 'r' && text.startsWith('#"', i + 1)) i += 2;
  // a quote escaped once: a string inside a string
  const escaped = text.charAt(i) === '\\' && quotes.includes(text.charAt(i + 1));
  if (escaped) i++;
  const quote = text.charAt(i);
  if (quote === '' || !quotes.includes(quote)) return undefined;
  const triple = text.startsWith(quote.repeat(3), i);
  const start = i + (triple ? 3 : 1);
  const limit = Math.min(end, start + LONGEST);
  for (let j = start; j < limit; j++) {
    const character = text.charAt(j);
    if (character === '\\') {
      if (escaped && text.charAt(j + 1) === quote) return { start, end: j, after: j + 2 };
      j++;
    } else if (character === quote && (!triple || text.startsWith(quote.repeat(3), j))) return { start, end: j, after: j + (triple ? 3 : 1) };
    else if ((character === '\n' || character === '\r') && !triple && quote !== '`') return undefined;
  }
  return undefined;
}

/** Reads a bare word: up to white space or one of `stops`. Trailing punctuation of prose is not part of it. */
export function readBare(text: string, at: number, end: number, stops: string): Span | undefined {
  const start = skipBlanks(text, at, end);
  const limit = Math.min(end, start + LONGEST);
  let i = start;
  while (i < limit) {
    const character = text.charAt(i);
    if (character <= ' ' || stops.includes(character)) break;
    i++;
  }
  return i > start ? { start, end: i } : undefined;
}
