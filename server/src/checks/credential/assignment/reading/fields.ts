import { skipBlanks, type Line, type Quoted } from '../text/line';
import { readBare, readLiteral, readString } from '../text/literal';
import { texture } from '../../values/randomness';
import type { Named, Scan } from '../scan';

/** A selector of a field that takes a password, or its label. */
const FIELD =
  /^(?:\/\/)?(?:\w{0,12}(?:\[@?(?:name|id|type|data-testid|placeholder|aria-label)\s?[*^$~]?=\s?["']?)?|[#.])?[\w -]{0,24}(?:password|passwd|passwort)[\w -]{0,12}["']?\]?$/i;
const THEN_TYPED =
  /["'`]\s{0,4}\){0,3}\s{0,40}(?:\.\s{0,4}(?:first|last|clear|click|focus|should)\([^()\n]{0,40}\)\s{0,40}){0,3}\.\s{0,4}(?:type|fill|send_?[kK]eys|SendKeys|set_?[vV]alue|set|enterText|typeText|pressSequentially|val)\(\s{0,8}|["'`]\s{0,4}\){1,3}!?\.value[ \t]{0,4}=(?!=)[ \t]{0,4}/y;
const TYPED_INTO = /["'`](?:\s{0,4},\s{0,8}(?:(?:with|text|value):\s{0,4}|:with\s{0,2}=>\s{0,4})?|\s{1,4}(?:field\s)?with\s{1,4}(?:value\s)?)(?=["'`])/y;
const TYPES =
  /(?:^|[.\s])(?:type|fill|fill in|fill_in|fillIn|fillField|send_?keys|set_?value|enter_?text|type_?text|input_?text|input_?password|pressSequentially)\s{0,2}\(?\s{0,8}@?$/i;

/** What a test types into the field of a password: `page.fill("#password", "x")`, `cy.get("#password").type("x")`, `fill_in "Password", with: "x"`. */
export function readField(scan: Scan, named: Named, line: Line, holder: Quoted): boolean {
  const { text } = scan;
  if (named.kind !== 'password' || !FIELD.test(text.slice(holder.start, Math.min(holder.end, holder.start + 80)))) return false;
  THEN_TYPED.lastIndex = holder.end;
  let at = THEN_TYPED.test(text) ? THEN_TYPED.lastIndex : -1;
  if (at < 0) {
    TYPED_INTO.lastIndex = holder.end;
    if (TYPES.test(text.slice(Math.max(line.start, holder.start - 41), holder.start - 1)) && TYPED_INTO.test(text)) at = TYPED_INTO.lastIndex;
  }
  if (at < 0) return false;
  const literal = readLiteral(text, at, Math.min(text.length, at + 400), scan.language.quotes);
  if (literal && !literal.partial) scan.offerLiteral(named, literal, { place: 'assignment' });
  return literal !== undefined;
}

const VALUE_FIRST =
  /["']?value["']?\s{0,4}[:=]\s{0,4}(["'])((?:(?!\1)[^\\\n]){3,300})\1\s{0,4},\s{0,40}(?:["']?(?:enabled|type|description|disabled|sensitive)["']?\s{0,4}[:=]\s{0,4}[\w"']{1,30}\s{0,4},\s{0,40}){0,3}["']?(?:key|name)["']?\s{0,4}[:=]\s{0,4}["']$/;

/** `{"value": "x", "enabled": true, "key": "api_token"}`: the value goes before its name. True if it does. */
export function readValueFirst(scan: Scan, named: Named, holder: Quoted): boolean {
  const from = Math.max(0, holder.start - 460);
  const before = scan.text.slice(from, holder.start);
  if (!/(?:key|name)["']?\s{0,4}[:=]\s{0,4}["']$/.test(before.slice(-16))) return false;
  const found = VALUE_FIRST.exec(before);
  if (!found) return false;
  const start = from + found.index + found[0].indexOf(`${found[1] ?? ''}${found[2] ?? ''}${found[1] ?? ''}`, found[0].search(/[:=]/)) + 1;
  scan.offer(named, { start, end: start + (found[2]?.length ?? 0) }, { quoted: true, place: 'assignment' });
  return true;
}

/** What a field is given where nothing else is, in a tag of Go or an attribute of Rust. */
export const DEFAULTS: readonly string[] = ['default:"', 'default_value = "', 'default_value="', 'default_value_t = "', 'defaultvalue("', 'defaultvalue = "'];
const FIELD_OF_GO = /^\s{0,80}([A-Za-z_]\w{1,60})\s{1,40}[\w.*[\]]{1,40}\s{1,40}`/;
/** Units before a tag's default on its line. */
const LONGEST_FIELD = 400;
const FIELD_OF_RUST = /^"[^\]\n]{0,160}\]\s{0,80}(?:#\[[^\]\n]{0,160}\]\s{0,80}){0,3}(?:pub(?:\([^)\n]{1,20}\))?\s{1,4})?(?:r#)?([a-z_]\w{1,60})\s{0,4}:/;

/** Behind an attribute of C# or an annotation of Java: the property, or the parameter, that it is of. */
const FIELD_OF_ATTRIBUTE =
  /^"[^"\n\])]{0,80}\)\]?\s{0,80}(?:[@[][^\n]{0,120}\s{1,40}){0,2}(?:(?:public|private|protected|internal|final|virtual|required|readonly)\s{1,4}){0,3}[A-Za-z][\w<>?]{0,40}\s{1,4}([A-Za-z_]\w{1,60})\s{0,4}[{;,)=]/;

/** `Password string \`default:"x"\``, `#[arg(default_value = "x")] password: String`. `end`: behind the quote. */
export function readDefaultOfField(scan: Scan, start: number, end: number, line: Line): void {
  const { text, path } = scan;
  const value = readString(text, end - 1, line.end, '"');
  if (!value) return;
  const field = path.endsWith('.go')
    ? start - line.start > LONGEST_FIELD
      ? null
      : FIELD_OF_GO.exec(text.slice(line.start, start))
    : path.endsWith('.rs')
      ? FIELD_OF_RUST.exec(text.slice(value.end, value.end + 600))
      : /\.(?:cs|java|kt)$/.test(path)
        ? FIELD_OF_ATTRIBUTE.exec(text.slice(value.end, value.end + 600))
        : null;
  const name = field?.[1];
  const kind = name === undefined ? undefined : scan.kindOf(name);
  if (name === undefined || kind === undefined || kind === 'weak') return;
  scan.offer({ name, kind }, value, { quoted: true, place: 'assignment', rule: 'credential.static-fallback' });
}

const TUPLE = /^\}?[ \t]{0,4},\s{0,8}(?:<<)?(?=")/;

/** `{db_password, "x"}` of Erlang. True if it was that. */
export function readTuple(scan: Scan, named: Named): boolean {
  const { text } = scan;
  if (!/\{\s{0,4}$/.test(text.slice(Math.max(0, named.start - 6), named.start))) return false;
  const comma = TUPLE.exec(text.slice(named.end, named.end + 20));
  if (!comma) return false;
  const at = named.end + comma[0].length;
  const literal = readLiteral(text, at, Math.min(text.length, at + 400), scan.language.quotes);
  if (literal) scan.offerLiteral(named, literal, { place: 'assignment' });
  return literal !== undefined;
}

const OPENS_TEXT = /<<[-~]?\s?["']?([A-Za-z_]\w{1,30})["']?|<<<\s?["']?([A-Za-z_]\w{1,30})["']?/g;
const HERE = 2_000;

/** `password = x` on a line of its own in a text that the program holds whole: a here document. Blocks of quotes are left alone: they are documentation. True if it was that. */
export function readInHereDocument(scan: Scan, named: Named, line: Line): boolean {
  const { text } = scan;
  if (!/^\s*(?:export\s{1,4}|[\w.-]{1,60}[.:])?$/.test(text.slice(line.start, named.start).slice(0, 80))) return false;
  const sign = /^[ \t]{0,8}[=:][ \t]{0,8}/.exec(text.slice(named.end, named.end + 20));
  if (!sign) return false;
  const word = readBare(text, named.end + sign[0].length, line.end, '"\'`;,(){}[]<>|&\\$');
  if (!word || skipBlanks(text, word.end, line.end) !== line.end) return false;
  const value = text.slice(word.start, word.end);
  if (!/\d/.test(value) || texture(value) === 'words' || !scan.spend(HERE / 4) || !isInside(text.slice(Math.max(0, line.start - HERE), line.start)))
    return false;
  scan.offer(named, word, { quoted: false, place: 'assignment', text: true });
  return true;
}

/** True where a here document that was opened is not closed at the end. */
function isInside(before: string): boolean {
  OPENS_TEXT.lastIndex = 0;
  for (let found = OPENS_TEXT.exec(before), count = 0; found && count < 20; found = OPENS_TEXT.exec(before), count++) {
    const mark = found[1] ?? found[2] ?? '';
    if (!new RegExp(`^[ \\t]*${mark}\\b`, 'm').test(before.slice(OPENS_TEXT.lastIndex))) return true;
  }
  return false;
}

const ARGUMENT_BELOW = /^["']?[ \t]*\r?\n([ \t]*)-[ \t]{1,4}(?:"([^"\n]{3,200})"|'([^'\n]{3,200})'|([^\s"'#|>{[&*!-][^\s#]{2,200}))[ \t]*(?=\r?\n|$)/;

/** `- --password`, and as the next item of the list its value. True if it was that. */
export function readArgumentBelow(scan: Scan, named: Named, prefix: string): boolean {
  const dash = /^([ \t]*)-[ \t]{1,4}["']?-{0,2}$/.exec(prefix);
  if (!dash || !(named.name.startsWith('-') || prefix.endsWith('-'))) return false;
  const found = ARGUMENT_BELOW.exec(scan.text.slice(named.end, named.end + 400));
  if (found?.[1] !== dash[1]) return false;
  const value = found?.[2] ?? found?.[3] ?? found?.[4];
  if (found === null || value === undefined) return false;
  const start = named.end + found[0].lastIndexOf(value);
  scan.offer(named, { start, end: start + value.length }, { quoted: found[4] === undefined, place: 'assignment' });
  return true;
}
