import { indexWithin, skipBlanks, type Line } from '../text/line';
import { givesInWords } from '../text/language';
import { readLiteral } from '../text/literal';
import { nameInConstant } from '../../values/name';
import type { Named, Scan } from '../scan';

/** Functions that compare two values. */
const COMPARES =
  /(?:^|[._:>\\])(?:[eE]quals(?:IgnoreCase)?|compare_digest|isEqual|ConstantTimeCompare|timingSafeEqual|_?str(?:n?(?:case)?|i)cmp|_?wcs(?:n?(?:case)?|i)cmp|lstrcmpi?[AW]?|memcmp|hash_equals|secure_compare|constant_time_compare|FixedTimeEquals|compareStrings?)$/;
/** Functions that keep a value under a name that is a constant: `put(Context.SECURITY_CREDENTIALS, "x")`. */
const KEEPS =
  /(?:^|[-._:>])(?:put(?:String|Extra)?|[sS]et|[aA]dd|[aA]ppend|[iI]nsert|setString|setRequestHeader|setRequestProperty|addRequestProperty|(?:add)?[qQ]ueryParam(?:eter)?|set_header|add_header|TryAddWithoutValidation|define|set_env|put_env|(?:l?str|wcs|_tcs|_mbs)n?cpy(?:_s|[AW])?|StringC(?:ch|b)Copy[AW]?|set(?:Property|Option|Header|Attribute|opt|Item)?|add(?:Header|Property)?|append|header|setopt|curl_setopt|curl_easy_setopt|property|option|with\w{0,20}|conf|config)$/;
/** A literal: its quote is the group of that number, its text the next. */
const literalBefore = (group: number): string => `(["'\x60])((?:(?!\\${group})[^\\\\\\n]){1,120})\\${group}`;
const REVERSED = new RegExp(String.raw`${literalBefore(1)}\s{0,4}(?:[!=]==?|\.(?:equals|equalsIgnoreCase|Equals|contentEquals)\(|-c?(?:eq|ne)\s)\s{0,4}\$?$`);
const ARGUMENT_BEFORE = new RegExp(
  String.raw`([\w.:>\\]{1,60})\(\s{0,4}(?:\[\]byte\(|Buffer\.from\(|b(?=["']))?${literalBefore(2)}\)?\s{0,4},\s{0,4}(?:[\w.\[\]]{1,20}\()?\$?$`,
);
const OPENS_CALL =
  /([\w.:>\\-]{1,60})\(\s{0,4}(?::?[\w$.]{1,30}\s{0,2},\s{0,4})?(?:\[\]byte\(|Buffer\.from\(|\((?:un)?(?:signed )?(?:char|u?int8_t|BYTE)\s?\*\)\s?|&|\*|\$|:)?$/;
/** How far before a name a literal or the name of a function is looked for. */
const REACH = 160;

/** A bare name that is an argument itself: compared with a literal by a function, or the constant under which a literal is kept. True if it was. */
export function readAmongArguments(scan: Scan, named: Named, line: Line): boolean {
  const { text } = scan;
  const rest = /^(?:\.(?:getBytes|toCharArray|encode)\([^()\n]{0,30}\)|\))?[ \t]{0,4}([,)])/.exec(text.slice(named.end, named.end + 60));
  if (!rest) return false;
  const before = text.slice(Math.max(line.start, named.start - REACH), named.start);
  if (rest[1] === ',') {
    const callee = OPENS_CALL.exec(before)?.[1];
    if (callee === undefined || !(COMPARES.test(callee) || KEEPS.test(callee))) return false;
    // A pass of a chip, of a program over something.
    if (/cpy/i.test(callee) && named.name === 'pass') return false;
    const end = Math.min(text.length, line.end + 200);
    const at = skipBlanks(text, named.end + rest[0].length, end);
    const literal = readLiteral(text, at, end, scan.language.quotes);
    const kept = named.kind === 'weak' ? nameInConstant(named.name) : undefined;
    const kind = kept === undefined ? undefined : scan.kindOf(kept);
    // `put(PASSWORD_KEY, "x")`
    if (literal && kept !== undefined && kind !== undefined && kind !== 'weak' && KEEPS.test(callee))
      scan.offerLiteral({ name: kept, kind }, { ...literal, partial: true }, { place: 'assignment' });
    else if (literal) scan.offerLiteral(named, literal, { place: COMPARES.test(callee) ? 'comparison' : 'assignment' });
    return literal !== undefined;
  }
  const found = ARGUMENT_BEFORE.exec(before);
  if (!found || !COMPARES.test(found[1] ?? '')) return false;
  offerBefore(scan, named, found);
  return true;
}

/** `MOVE "x" TO PASSWORD` of COBOL and ABAP. */
const MOVED = /\b(?:MOVE|move)[ \t]{1,8}(["'])((?:(?!\1)[^\n]){1,120})\1[ \t]{1,20}(?:TO|to)[ \t]{1,20}[\w-]{0,30}$/;

const COMPUTED_KEY = /\][ \t]{0,4}(?:=(?!=)|:)[ \t]{0,8}|[ \t]{0,4}:[ \t]{1,8}/y;

/** A value under the name that a constant holds: `headers.set(API_KEY_HEADER, "x")`, `headers[API_KEY_HEADER] = "x"`, `{[API_KEY_HEADER]: "x"}`. */
export function readUnderConstant(scan: Scan, named: Named, line: Line): boolean {
  if (readAmongArguments(scan, named, line)) return true;
  const { text } = scan;
  COMPUTED_KEY.lastIndex = named.end;
  if (!COMPUTED_KEY.test(text) || COMPUTED_KEY.lastIndex > line.end) return false;
  // A name and a colon alone are a declaration, but for the constants of Python's dictionaries.
  if (
    text.charAt(named.end) === ']'
      ? !/\[[\w.]{0,60}$/.test(text.slice(Math.max(line.start, named.start - 62), named.start))
      : !/\.py$/.test(scan.path) || !/^[A-Z_\d]+$/.test(text.slice(named.start, named.end))
  )
    return false;
  const literal = readLiteral(text, COMPUTED_KEY.lastIndex, Math.min(text.length, line.end + 200), scan.language.quotes);
  if (literal) scan.offerLiteral(named, { ...literal, partial: true }, { place: 'assignment' });
  return literal !== undefined;
}

/** `"x" == password`, `"x".equals(password)`. True if it was that. */
export function readReversed(scan: Scan, named: Named, line: Line): boolean {
  let last = named.start - 1;
  while (last > line.start && /[\s$]/.test(scan.text.charAt(last))) last--;
  if (givesInWords(scan.language)) {
    const moved = MOVED.exec(scan.text.slice(Math.max(line.start, named.start - REACH), named.start));
    if (moved) offerBefore(scan, named, moved, named.start, 'assignment');
    if (moved) return true;
  }
  if (!/[=(qe]/.test(scan.text.charAt(last))) return false;
  const found = REVERSED.exec(scan.text.slice(Math.max(line.start, named.start - REACH), named.start));
  if (!found) return false;
  offerBefore(scan, named, found);
  return true;
}

/** Behind what a name is looked up by: what is done to the text that was found, and its comparison. */
const THEN_COMPARED =
  /\)[ \t]{0,2}(?:\??\.(?:trim|toString|strip|to_s|get|orElse|orEmpty|unwrap|as_str)\((?:""|'')?\)|\[0\]|!){0,2}[ \t]{0,4}(?:[!=]==?|(?:eq|ne)(?=[ \t])|\??\.(?:equals|equalsIgnoreCase|Equals|contentEquals|isEqualToString)\()\s{0,4}/y;
/** The call by which it is looked up, before the name. */
const LOOK_UP = /[\w$.:>-]{0,60}(?:get|param|value|header|field|form|query|input|find)\w{0,30}\(\s{0,4}$/i;

/** `request.getParameter("password").equals("x")`, `"x".equals(request.getParameter("password"))`; `open` and `close`: the name's quotes. True if it was that. */
export function readLookedUp(scan: Scan, named: Named, line: Line, open: number, close: number): boolean {
  const { text } = scan;
  const before = text.slice(Math.max(line.start, open - REACH), open);
  const lookUp = LOOK_UP.exec(before);
  if (!lookUp) return false;
  THEN_COMPARED.lastIndex = close;
  if (THEN_COMPARED.test(text)) {
    const literal = readLiteral(text, THEN_COMPARED.lastIndex, line.end, scan.language.quotes);
    if (literal) scan.offerLiteral(named, literal, { place: 'comparison' });
    return literal !== undefined;
  }
  const found = REVERSED.exec(before.slice(0, lookUp.index));
  if (found) offerBefore(scan, named, found, open - lookUp[0].length);
  return found !== null;
}

/** The literal in a match that ends right before the name: its quote and its text are the last two groups. `end`: of the match. */
function offerBefore(scan: Scan, named: Named, found: RegExpExecArray, end = named.start, place: 'comparison' | 'assignment' = 'comparison'): void {
  const value = found.at(-1) ?? '';
  const quote = found.at(-2) ?? '';
  const start = end - found[0].length + found[0].lastIndexOf(`${quote}${value}${quote}`) + 1;
  scan.offer(named, { start, end: start + value.length }, { quoted: true, place });
}

/** `auth=("user", "x")`: the second of two literals in brackets, where the name stands for both. True if it was that. */
export function readCouple(scan: Scan, named: Named, at: number): boolean {
  const { text } = scan;
  const opened = /^[([{]\s{0,8}/.exec(text.slice(at, at + 12));
  if (!opened || !/auth|cred/i.test(named.name)) return false;
  const end = Math.min(text.length, at + 400);
  const user = readLiteral(text, at + opened[0].length, end, scan.language.quotes);
  if (!user || user.partial) return false;
  const comma = indexWithin(text, ',', user.end, Math.min(end, user.end + 4));
  if (comma < 0) return false;
  const password = readLiteral(text, skipBlanks(text, comma + 1, end), end, scan.language.quotes);
  if (!password || !/^\s{0,8},?\s{0,8}[)\]}]/.test(text.slice(password.end, password.end + 20))) return false;
  scan.offerLiteral({ name: named.name, kind: 'password' }, password, { place: 'assignment' });
  return true;
}
