import { skipBlanks, skipSpace, type Line } from '../text/line';
import { readLiteral } from '../text/literal';
import type { Named, Scan } from '../scan';

/** Brackets and what may stand between them and the body: a type, also one of Rust with a lifetime. */
const HEAD = String.raw`[^(){};"'\x60]{0,80}\)(?:[^(){};"'\x60\n]|&'[a-z]{1,12}\s){0,40}`;
/** A body that begins with a literal, which it gives back; a documentation string of Python before it. */
const BODY = new RegExp(
  String.raw`${HEAD}(?:\s{0,40}\{|\s{0,40}=>|=|:|\bdefault\b)\s{0,40}(?:"""[^"]{0,300}"""\s{1,40}(?=return))?(?:return\s{1,4}|(?!["'\x60]{3}))(?=["'\x60])`,
  'y',
);
/** A body in braces that returns a literal. */
const BODY_OF_METHOD = new RegExp(String.raw`${HEAD}\{\s{0,40}return\s{1,4}(?=["'\x60])`, 'y');
const CLOSES = /^\s{0,20};?\s{0,20}\}/;
/** What stands before the name of a method of a class or an object of JavaScript, and of a type of Go. */
const METHOD =
  /(?:^|[{,;])[ \t]{0,40}(?:(?:export|default|public|private|protected|static|async|override|readonly|get)[ \t]{1,4}){0,5}$|\bfunc[ \t]{0,4}\([^()\n]{1,60}\)[ \t]{1,4}$/;

/** `String getPassword() { return "x"; }`: a method named for a credential whose body is one literal; an annotation's `String password() default "x";`. */
export function readReturned(scan: Scan, named: Named, at: number, line: Line): void {
  BODY.lastIndex = at;
  if (!BODY.test(scan.text)) return;
  const literal = readLiteral(scan.text, BODY.lastIndex, Math.min(scan.text.length, line.end + 700), scan.language.quotes);
  // `return { "token": … }` of a dictionary.
  if (literal && scan.text.charAt(skipBlanks(scan.text, literal.end, scan.text.length)) !== ':')
    scan.offerLiteral(named, literal, { place: named.kind === 'password' ? 'call' : 'assignment' });
}

/** `getToken() { return "x"; }` of a class, `func (c Config) Password() string { return "x" }`: what no word before it declares. True if it was that. */
export function readMethod(scan: Scan, named: Named, at: number, line: Line): boolean {
  const { text } = scan;
  BODY_OF_METHOD.lastIndex = at;
  if (!BODY_OF_METHOD.test(text) || !METHOD.test(text.slice(Math.max(line.start, named.start - 120), named.start))) return false;
  const literal = readLiteral(text, BODY_OF_METHOD.lastIndex, Math.min(text.length, line.end + 400), scan.language.quotes);
  if (!literal || !CLOSES.test(text.slice(literal.end, literal.end + 50))) return false;
  scan.offerLiteral(named, literal, { place: 'assignment' });
  return true;
}

const ENDS = /^\s{0,80}end\b/;
const IN_WORDS = /(?:\(\))?,[ \t]{1,4}do:[ \t]{1,4}(?=")/y;

/** `def password`, a literal on the next line, and `end`: a method of Ruby; `def token, do: "x"` of Elixir. True if it was that. */
export function readMethodOfRuby(scan: Scan, named: Named, before: string): boolean {
  const { text } = scan;
  IN_WORDS.lastIndex = named.end;
  if (/\bdefp?[ \t]{1,4}$/.test(before) && IN_WORDS.test(text)) {
    const given = readLiteral(text, IN_WORDS.lastIndex, Math.min(text.length, IN_WORDS.lastIndex + 400), scan.language.quotes);
    if (given) scan.offerLiteral(named, given, { place: 'assignment' });
    return given !== undefined;
  }
  if (!/\bdef[ \t]{1,4}$/.test(before) || !/[\r\n]/.test(text.charAt(skipBlanks(text, named.end, text.length)))) return false;
  const from = skipSpace(text, named.end, text.length, 1);
  const at = text.startsWith('return ', from) ? skipBlanks(text, from + 'return '.length, text.length) : from;
  const literal = readLiteral(text, at, Math.min(text.length, at + 400), scan.language.quotes);
  if (!literal || !ENDS.test(text.slice(literal.end, literal.end + 100))) return false;
  scan.offerLiteral(named, literal, { place: 'assignment' });
  return true;
}

/** A function in the place of a value, up to the literal that it gives back: `() => "x"`, `function () { return "x" }`, `lambda: "x"`. */
const FUNCTION =
  /(?:async\s{1,4})?(?:\([^(){}"'`]{0,60}\)|[A-Za-z_]\w{0,19})(?:\s{0,4}:\s{0,4}\w{1,20})?\s{0,4}=>\s{0,4}(?:\{\s{0,40}return\s{1,4})?(?=["'`])|(?:async\s{1,4})?function\s{0,4}\w{0,30}\s{0,4}\([^(){}"'`]{0,60}\)\s{0,4}\{\s{0,40}return\s{1,4}(?=["'`])|lambda[\w, ]{0,20}:\s{0,4}(?=["'])/y;

/** Where the literal begins that the function at `at` gives back; undefined where none stands there. */
export function afterFunction(text: string, at: number): number | undefined {
  FUNCTION.lastIndex = at;
  return FUNCTION.test(text) ? FUNCTION.lastIndex : undefined;
}
