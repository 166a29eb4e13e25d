import type { Span } from '../../../../base/span';
import { skipBlanks, skipSpace } from './line';
import { readNotation } from './notations';

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
  /** Numbers or characters one by one: what only code for keys and passwords has. */
  readonly listed?: boolean;
}

/** No literal is read beyond this many code units. */
const LONGEST = 1024;
/** What may stand between an operator and the literal: a constructor or a conversion whose first argument is the value. */
const CONSTRUCTORS =
  String.raw`String(?:\.from|::from|\.valueOf)?|SecureString|(?:\w{1,20}\.)?(?:[tT]o|[mM]ake|[cC]reate|[gG]et|[bB]uild|[cC]onvertTo)_?[sS]ecure(?:_?[sS]tring)?|(?:GenericArray|Key)(?:::<\w{1,20}>)?::from_slice|SecretStr(?:ing)?(?:::new)?|Secret(?:::new)?|Password|Token|GuardedString|ProtectedString|Some|` +
  String.raw`Optional\.of|Just|Cow::from|Zeroizing::new|Blob\.valueOf|\[\]byte|\[\]rune|bytes|bytearray|str|string|std::string|Array|Arrays\.asList|listOf|List\.of|vec!|` +
  String.raw`(?:React\.)?useState(?:<\w{1,20}>)?|ref|(?:await\s{1,4})?(?:\w{1,12}\.)?hash(?:Sync|Password|pw)?|make_password|generate_password_hash|HeaderValue::from_st(?:atic|r)|` +
  String.raw`Data|OctetString|UTF8String|Uint8Array\.from|(?:Bytes\.)?toBytes|ByteBuffer\.wrap|(?:Buffer|ByteString)\.(?:from|copyFromUtf8)|` +
  String.raw`(?:new TextEncoder\(\)|TextEncoder\(\)|utf8|encoder)\.encode|\[?(?:System\.)?(?:Text\.)?(?:UTF8|ASCII|Unicode)?Encoding(?:\(\))?(?:\]::|\.)(?:(?:UTF8|ASCII|Default|Unicode|Latin1|BigEndianUnicode)\.|(?=GetBytes)|GetEncoding\(["']?[\w-]{1,20}["']?\)\.)GetBytes|Bytes\.from(?:String|Utf8)|utf8ToBytes|stringToBytes|QByteArray|QStringLiteral|BSON::Binary\.new|` +
  String.raw`[cC]onvertTo-SecureString|MD5|md5|SHA1|sha1|SHA2|sha256|PASSWORD|ENCRYPT|PWDENCRYPT|pwdencrypt|crypt|bcrypt|pulumi\.secret|Object\.freeze|(?:cdk\.)?SecretValue\.(?:plainText|unsafePlainText)`;
/** Decoders: the literal is the credential, written otherwise. */
const DECODERS =
  String.raw`(?:Base64(?:Utils|\.getDecoder\(\))?|base64(?:\.StdEncoding)?|BASE64|Decoders\.BASE64|TextCodec\.BASE64|[hH]ex|Codecs)\.(?:decode(?:Base64|Hex)?|b64decode|DecodeString)|` +
  String.raw`Convert\.From(?:Base64|Hex)String|atob|base64_decode|hex2bin|hex|b64decode|unhexlify|binascii\.unhexlify|(?:bytes|bytearray)\.fromhex|Hex\.decodeHex|hex!|` +
  String.raw`DatatypeConverter\.parse(?:Hex|Base64)Binary|Base64\.(?:strict_|urlsafe_)?decode64`;
/** As C writes that a string is taken for bytes: says where it goes, and nothing of what it is. */
const CAST = String.raw`\((?:const\s{1,4})?(?:(?:un)?signed\s{1,4})?(?:char|void|byte|BYTE|UCHAR|u?_?char|uint8_t|u8|guchar|gchar|xmlChar)\s{0,4}(?:const\s{0,4})?\*\s{0,4}\)\s{0,4}`;
const WRAPPERS = new RegExp(
  String.raw`${CAST}|<<(?="[^"\n]{0,200}">>)|(?:(?:new\s{1,4})?(?:${CONSTRUCTORS}|${DECODERS})(?!\w)|-String|(?:Field|field|mapped_column|Column|attrib|config)\(\s{0,4}(?:default|default_value)\s{0,2}=|Field\(|[&(@$])\s{0,4}\(?\s{0,4}`,
  'y',
);

/** Where the value begins that conversions and wrappers stand around: behind `Encoding.UTF8.GetBytes(`. */
export function skipWrappers(text: string, at: number, end: number): number {
  let i = at;
  // Where the literal itself begins, as it mostly does, nothing stands around it.
  if (/["'`]/.test(text.charAt(at))) return i;
  for (let wrapped = 0; wrapped < 3; wrapped++) {
    WRAPPERS.lastIndex = i;
    if (!WRAPPERS.test(text) || WRAPPERS.lastIndex > end) break;
    i = WRAPPERS.lastIndex;
  }
  return i;
}

const CASTS = new RegExp(CAST, 'g');

const CONVERSION = /^\s{0,4}(?:\.(?:getBytes|toCharArray|ToCharArray|encode|as_bytes|toByteArray|to_vec|bytes|data)\()/;
/** Of strings: Python's, C's and C#'s letters, and the `N` of SQL. */
const PREFIX = /(?:[bBrRuUfFL@$]{1,2}|u8|N(?='))(?=["'`])/y;

/** Reads the literal that stands at `at`, if one does, with what is concatenated to it. */
export function readLiteral(text: string, at: number, end: number, quotes: string): Literal | undefined {
  // Python's line that goes on.
  const from = text.charAt(at) === '\\' && /^\\[ \t]{0,4}\r?\n/.test(text.slice(at, at + 8)) ? skipSpace(text, at + 1, end, 1) : at;
  const i = skipWrappers(text, from, end);
  let first = readString(text, i, end, quotes);
  if (!first) return undefined;
  // `"" + "…"`: nothing, and then what counts.
  if (first.start === first.end) {
    const sign = skipSpace(text, first.after, end, 2);
    const next = text.charAt(sign) === '+' ? readString(text, skipSpace(text, sign + 1, end, 2), end, quotes) : undefined;
    if (next) first = next;
  }
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
  const converted =
    /byte|rune|encode|from|Data|char/i.test(text.slice(at, i).replace(CASTS, '')) || CONVERSION.test(text.slice(last, Math.min(end, last + 32)));
  return { span: { start: first.start, end: first.end }, more, end: last, partial, converted };
}

const LIST_OPENS =
  /(?:&\s{0,2}|new\s{1,4})?(?:(?:unsigned\s)?(?:s?byte|char|Byte|UInt8|u8|uint8(?:_t)?)\s{0,2}\[\s{0,2}\d{0,4}\s{0,2}\]\s{0,4}|\[\d{0,4}\](?:byte|uint8|rune)\s{0,2}|(?:u?byteArrayOf|charArrayOf|(?:new\s{1,4})?Uint8Array(?:\.from|\.of)?|Buffer\.from|bytes|bytearray|Array|vec!|Data|Bytes)\s{0,2})?[([{]{1,2}\s{0,8}/y;
const LIST_ITEM = /(?:\((?:byte|char)\)\s?)?(?:-?(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})(?:u8|b|L)?|'(?:[^'\\\n]|\\.)')(?:\.toByte\(\))?\s{0,8}/y;
const LIST_REST = /(?:,\s{0,40})/y;
const REPEATED = /&?\[\s{0,2}(?:0x)?[0-9A-Fa-f]{1,3}(?:u8)?\s{0,2};\s{0,2}\d{1,3}\s{0,2}\]/y;
const FEWEST_ITEMS = 4;
const MOST_ITEMS = 128;

/** Reads a list of bytes or characters at `at`: `new byte[] { 0x01, … }`, `[]byte{1, …}`, `{'s', 'e', …}`, Rust's `[7u8; 16]`. */
export function readBytes(text: string, at: number, end: number): Literal | undefined {
  const literal = (start: number, stop: number): Literal => ({
    span: { start, end: stop },
    more: [],
    end: stop,
    partial: false,
    converted: true,
    listed: true,
  });
  REPEATED.lastIndex = at;
  if (REPEATED.test(text) && REPEATED.lastIndex <= end) return literal(at, REPEATED.lastIndex);
  LIST_OPENS.lastIndex = at;
  if (!LIST_OPENS.test(text)) return undefined;
  const start = LIST_OPENS.lastIndex;
  let i = start;
  let stop = start;
  for (let items = 1; items <= MOST_ITEMS && i < end; items++) {
    LIST_ITEM.lastIndex = i;
    if (!LIST_ITEM.test(text)) return undefined;
    stop = i = LIST_ITEM.lastIndex;
    LIST_REST.lastIndex = i;
    const more = LIST_REST.test(text);
    if (more) i = LIST_REST.lastIndex;
    if (/[)\]}]/.test(text.charAt(i)))
      return items >= FEWEST_ITEMS && !isRising(text.slice(start, stop)) ? literal(start, start + text.slice(start, stop).trimEnd().length) : undefined;
    if (!more) return undefined;
  }
  return undefined;
}

/** True for numbers each of which is greater than the one before, by steps of their own: places in an index. Counted up by one they may be a key of a test. */
function isRising(list: string): boolean {
  const numbers = list.split(',').map(Number);
  const steps = numbers.slice(1).map((number, index) => number - (numbers[index] as number));
  return steps.every((step) => step > 0) && new Set(steps).size > 1;
}

/** Whether a list of numbers may stand at the start of a stretch: what `readBytes` asks first. */
export function mayBeList(stretch: string): boolean {
  REPEATED.lastIndex = LIST_OPENS.lastIndex = 0;
  if (REPEATED.test(stretch)) return true;
  if (!LIST_OPENS.test(stretch)) return false;
  LIST_ITEM.lastIndex = LIST_OPENS.lastIndex;
  return LIST_ITEM.test(stretch);
}

const OTHER_NOTATIONS = /[a-z]/;
const [DOUBLE, SINGLE, BACK, BACKSLASH, LINE_FEED, CARRIAGE_RETURN] = [34, 39, 96, 92, 10, 13] as const;
const isQuote = (unit: number, quotes: string): boolean =>
  (unit === DOUBLE && quotes.includes('"')) || (unit === SINGLE && quotes.includes("'")) || (unit === BACK && quotes.includes('`'));

/** Reads one quoted string at `at`: `"…"`, `'…'`, `` `…` ``, `"""…"""`, C#'s `@"…"`, Rust's `r#"…"#`, Go's and JavaScript's back quotes. */
export function readString(text: string, at: number, end: number, quotes: string): { start: number; end: number; after: number } | undefined {
  if (OTHER_NOTATIONS.test(quotes)) {
    const other = readNotation(text, at, end, quotes);
    if (other) return other;
  }
  let i = at;
  // Asked at every value: most are in plain quotes, and have nothing in front of them.
  if (!isQuote(text.charCodeAt(i), quotes)) {
    PREFIX.lastIndex = i;
    if (PREFIX.test(text)) i = PREFIX.lastIndex;
    else if (text.charAt(i) === 'r' && text.startsWith('#"', i + 1)) i += 2;
  }
  // a quote escaped once: a string inside a string
  const escaped = text.charCodeAt(i) === BACKSLASH && isQuote(text.charCodeAt(i + 1), quotes);
  if (escaped) i++;
  const quote = text.charCodeAt(i);
  if (!isQuote(quote, quotes)) return undefined;
  const isTriple = (from: number): boolean => text.charCodeAt(from + 1) === quote && text.charCodeAt(from + 2) === quote;
  const triple = isTriple(i);
  const start = i + (triple ? 3 : 1);
  const limit = Math.min(end, start + LONGEST);
  for (let j = start; j < limit; j++) {
    const unit = text.charCodeAt(j);
    if (unit === BACKSLASH) {
      if (escaped && text.charCodeAt(j + 1) === quote) return { start, end: j, after: j + 2 };
      j++;
    } else if (unit === quote && (!triple || isTriple(j))) {
      const { start: from, end: to } = withoutMargins(text, start, j);
      return { start: from, end: to, after: j + (triple ? 3 : 1) };
    } else if ((unit === LINE_FEED || unit === CARRIAGE_RETURN) && !triple && quote !== BACK) return undefined;
  }
  return undefined;
}

/** A text block whose content is one line: that line without the line ends and the indentation around it, which belong to the notation. */
function withoutMargins(text: string, start: number, end: number): Span {
  const first = text.charCodeAt(start);
  if (first !== LINE_FEED && first !== CARRIAGE_RETURN) return { start, end };
  const from = skipSpace(text, start, end, 2);
  let to = end;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return /[\r\n]/.test(text.slice(from, to)) ? { start, end } : { start: from, end: to };
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
