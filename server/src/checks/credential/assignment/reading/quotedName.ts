import { isCredentialProperty } from '../calls/properties';
import { readFallback, readValue } from './code';
import { skipBlanks, skipSpace, type Line, type Quoted } from '../text/line';
import { splitArguments } from './arguments';
import { readAmongItems } from './among';
import { readLookedUp } from './compared';
import { readArgumentBelow, readField, readValueFirst } from './fields';
import { readBare, readLiteral, readString, type Literal } from '../text/literal';
import { readMember } from './members';
import { readElement, readInText } from './text';
import type { Named, Scan } from '../scan';

/** Functions that store a value under a name. */
const STORES =
  /(?:^|[._:>])(?:[pP]ut|[sS]et|[aA]dd|[aA]ppend|[hH]eaders?|TryAdd(?:WithoutValidation)?|define|[wW]ith|[pP]aram|[pP]arameter|[pP]roperty|[oO]ption|[fF]ield|[aA]ttribute|data|claim|[sS]tore|[iI]nsert|push|[rR]egister|bind|query|[cC]ookie|form|conf|config|setting)(?:$|[A-Z_]\w{0,30}$)|(?:^|\.)[sS]etenv$|(?:^|\.)setdefault$|^(?:putenv|setattr|setcookie|set_cookie|(?:\w{0,20}Map\.)?(?:of|entry)|pair|tuple|make_pair|Pair|Entry|NameValuePair|BasicNameValuePair|BasicHeader|KeyValuePair|SqlParameter)$/;
/** Functions that look a name up and take a default. */
const LOOKS_UP =
  /(?:^|[._:>$])(?:(?:must|try)_?)?(?:get|fetch|env|environ|property|config|opt|optional|fromEnvironment|lookup|read|load|default|value|param|str|string|secret)(?:$|[_A-Z]\w{0,30}$|env\w{0,12}$)/i;
const PAIR_BEFORE = /(?:^|[\s"'{(,<:-])(?:(?:parameter|option|variable)?_?(?:name|key)|id|variable|field|param|type)["']?\s{0,4}[:=]\s{0,4}["']?$/i;
const PAIR_AFTER =
  /["']?\s{0,40}[,;]?\s{0,40}-?\s{0,4}["']?(?:\w{1,12}:)?(?:(?:parameter|option|variable)?_?value|val|default|defaultValue|text|content)["']?\s{0,4}[:=]\s{0,4}/iy;

/** Reads what belongs to a name in quotes: the value of an entry, an index, an argument, a named pair; or an assignment inside the string. */
export function readQuotedName(scan: Scan, named: Named, line: Line, holder: Quoted): void {
  const { text } = scan;
  const flagged = named.name.startsWith('-');
  if (scan.language.family === 'yaml' && readArgumentBelow(scan, named, text.slice(line.start, named.start))) return;
  if (named.start - holder.start > 2 && readField(scan, named, line, holder)) return;
  if (named.start - holder.start > 2 || holder.end - named.end > 1) {
    readInText(scan, named, holder.end);
    return;
  }
  if (holder.end > named.end && !/[:=]/.test(text.charAt(named.end))) {
    readInText(scan, named, holder.end);
    return;
  }
  if (readField(scan, named, line, holder) || readValueFirst(scan, named, holder)) return;
  const closed = holder.end + (text.startsWith(holder.quote.repeat(3), holder.end) ? 3 : 1);
  if (readPair(scan, named, holder.start - 1, closed, line) || readForKey(scan, named, holder.start - 1)) return;
  const at = skipSpace(text, closed, text.length, 1);
  if (text.charAt(at) === '{' && scan.language.family === 'hcl' && readNested(scan, named, at)) return; // variable "db_password" { default = "x" }
  const sign = text.charAt(at);
  if (sign === ':' && /\?\s{0,4}$/.test(text.slice(Math.max(line.start, holder.start - 6), holder.start - 1))) return; // `ok ? "Pass:" : "Fail:"`
  if (sign === ':' && text.charAt(at + 1) !== ':') {
    readEntry(scan, named, at + 1, line);
    return;
  }
  if (text.startsWith('=>', at) || text.startsWith('->', at)) {
    // `->` makes a pair in Scala.
    readValue(scan, named, at + 2, line, { quoted: true, place: 'assignment' });
    return;
  }
  if (text.startsWith('to ', at)) {
    readValue(scan, named, at + 3, line, { quoted: true, place: 'assignment' });
    return;
  }
  // `[ "$pass" != "x" ]` of a shell
  if (scan.language.family === 'shell' && /^[!=]=/.test(text.slice(at, at + 2)) && /[${]/.test(text.slice(named.start - 1, named.start + 1))) {
    const string = readString(text, skipBlanks(text, at + 2, line.end), line.end, '"\'');
    if (string) scan.offer(named, string, { quoted: true, place: 'comparison' });
    return;
  }
  if (sign === '=' && text.charAt(at + 1) !== '=') {
    readValue(scan, named, at + 1, line, { quoted: true, place: 'assignment' });
    return;
  }
  if ((sign === ']' || sign === ')') && scan.language.family === 'code' && readAmongItems(scan, named, line, holder.start - 1, at)) return;
  if (sign === ']') {
    readIndexed(scan, named, at + 1, line);
    return;
  }
  if (sign === ')') {
    if (readLookedUp(scan, named, line, holder.start - 1, at) || readBlock(scan, named, line, holder.start - 1, at)) return;
    readFallback(scan, named, at, Math.min(text.length, at + 120));
    return;
  }
  if (sign === ',') readArgument(scan, named, line, holder.start - 1, at + 1, flagged);
}

function readEntry(scan: Scan, named: Named, at: number, line: Line): void {
  const { text } = scan;
  const from = skipSpace(text, at, text.length, 2);
  const bare = scan.language.family === 'json' || scan.language.family === 'yaml' || scan.language.family === 'prose';
  if (bare && !/["'`[{]/.test(text.charAt(from))) {
    const word = readBare(text, from, line.end, ',}]');
    if (word && (scan.language.family === 'yaml' || /^\d+$/.test(text.slice(word.start, word.end))))
      scan.offer(named, word, { quoted: false, place: 'assignment' });
    return;
  }
  if (text.charAt(from) === '{' && readNested(scan, named, from)) return;
  readValue(scan, named, at, line, { quoted: true, place: 'assignment' });
}

const NESTED = /^\{[^{}\[\]]{0,240}?(?<![\w-])["']?(?:value|defaultValue|default|Default|Value|plaintext)["']?\s{0,24}[:=]\s{0,8}(?=["'])/;

/** `"adminPassword": { "type": "securestring", "defaultValue": "x" }`: a parameter and its value. True if it was one. */
function readNested(scan: Scan, named: Named, at: number): boolean {
  const { text } = scan;
  const opened = NESTED.exec(text.slice(at, at + 300));
  if (!opened) return false;
  const quoted = readString(text, at + opened[0].length, Math.min(text.length, at + 1300), '"\'');
  if (quoted) scan.offer(named, quoted, { quoted: true, place: 'assignment' });
  return true;
}

const FOR_KEY = /(["'])((?:(?!\1)[^\\\n]){1,200})\1\s{0,4},?\s{0,4}for(?:Key|HTTPHeaderField|Name):\s{0,4}@?$/;

/** `set("x", forKey: "password")` of Swift and Objective-C: the value goes before the name. */
function readForKey(scan: Scan, named: Named, before: number): boolean {
  const from = Math.max(0, before - 240);
  const found = FOR_KEY.exec(scan.text.slice(from, before));
  if (!found) return false;
  const start = from + found.index + 1;
  scan.offer(named, { start, end: start + (found[2]?.length ?? 0) }, { quoted: true, place: 'assignment' });
  return true;
}

/** The name of a collection of texts for people, and the bracket behind it. */
const OF_TEXTS = /(?:^|[^A-Za-z])(?:labels?|lang(?:uage)?|texts|messages|translations?|strings|captions?|titles?|l10n|i18n)\[["']$/i;

/** `x["password"] = "x"`, `ENV["X"] || "x"`, Ruby's `x[:password] == "x"`; `at` is behind the bracket. */
export function readIndexed(scan: Scan, named: Named, at: number, line: Line): void {
  const { text } = scan;
  // `["password"]["root"] = "x"`
  if (named.kind === 'password' && /^\]?[.[]/.test(text.slice(at, at + 2)) && readMember(scan, at, line)) return;
  const sign = /[)\]]{0,3}[ \t]{0,8}(===?|!==?|~=|=>|\|\|=?|\/\/=?|\?\?=?|\?:|:?=|\b(?:or|eq|ne)\b)/y;
  sign.lastIndex = at;
  const operator = sign.exec(text)?.[1];
  if (operator === undefined) return;
  // `$labels['password'] = 'Wachtwoord'`: a word for it.
  if (OF_TEXTS.test(text.slice(Math.max(line.start, named.start - 40), named.start))) return;
  const fallback = /^(?:\|\||\/\/|\?\?|\?:|or)/.test(operator);
  const comparison = /^(?:[=!]==?|~=|eq|ne)$/.test(operator);
  readValue(scan, named, sign.lastIndex, line, {
    quoted: true,
    place: comparison
      ? 'comparison'
      : !fallback && isCredentialProperty(named.name, text.slice(Math.max(line.start, named.start - 40), named.start))
        ? 'call'
        : 'assignment',
    ...(fallback ? { rule: 'credential.static-fallback' as const } : {}),
  });
}

const BLOCK = /\)[ \t]{0,2}\{[ \t]{0,4}(?=["'])/y;

/** `ENV.fetch("API_KEY") { "x" }` of Ruby: the block gives what is taken where nothing is found. True if it was that. */
function readBlock(scan: Scan, named: Named, line: Line, open: number, close: number): boolean {
  const { text } = scan;
  BLOCK.lastIndex = close;
  if (!BLOCK.test(text) || !/\bfetch\([ \t]{0,2}$/.test(text.slice(Math.max(line.start, open - 20), open))) return false;
  const literal = readLiteral(text, BLOCK.lastIndex, line.end, scan.language.quotes);
  if (literal) scan.offerLiteral(named, literal, { place: 'assignment', rule: 'credential.static-fallback' });
  return literal !== undefined;
}

/** The name that a call is made by, without type arguments: `config.get` of `config.get<string>`. */
const calleeBefore = (text: string): string => /[\w.$:>-]{1,60}$/.exec(text.trimEnd().replace(/<[\w ,|.[\]?]{1,40}>$/, ''))?.[0] ?? '';

/** `put("password", "x")`, `getenv("X", "x")`, `("password", "x")`, `["--password", "x"]`. */
function readArgument(scan: Scan, named: Named, line: Line, open: number, at: number, flagged: boolean): void {
  const { text } = scan;
  let i = open - 1;
  while (i > line.start && /[\sbrfuBRFU@]/.test(text.charAt(i)) && open - i < 12) i--;
  const opener = text.charAt(i);
  const callee = opener === '(' ? calleeBefore(text.slice(Math.max(line.start, i - 80), i)) : '';
  const from = skipSpace(text, at, text.length, 1);
  const named_ = ASKS.test(callee) ? /(?:(?:default|value)\s{0,4}[=:]\s{0,4})?/y : /(?:(?:default|defaultValue|fallback)\s{0,4}[=:]\s{0,4})?/y;
  named_.lastIndex = from;
  named_.test(text);
  const literal =
    readLiteral(text, named_.lastIndex, Math.min(text.length, from + 4096), scan.language.quotes) ?? (flagged ? defaultAmong(scan, at) : undefined);
  if (!literal) return;
  // What Ansible's `lookup('password', 'path length=20')` makes is kept in a file.
  if (/^(?:lookup|query|q)$/.test(callee) && /\{\{[^{}]{0,120}$/.test(text.slice(Math.max(line.start, i - 140), i))) return;
  if (
    (LOOKS_UP.test(callee) || (opener === ',' && LOOKS_UP_SECOND.test(text.slice(Math.max(line.start, i - 160), i)))) &&
    !STORES.test(callee) &&
    !/^values$/i.test(callee)
  ) {
    scan.offerLiteral(named, literal, { place: 'assignment', rule: 'credential.static-fallback' });
    return;
  }
  if (STORES.test(callee) || flagged || (ASKS.test(callee) && named_.lastIndex > from)) {
    scan.offerLiteral(named, literal, { place: callee === 'define' && OF_WORDPRESS.test(named.name) ? 'call' : 'assignment' });
    return;
  }
  if (opener === ',' && SETS_SECOND.test(text.slice(Math.max(line.start, i - 160), i))) {
    scan.offerLiteral(named, withoutQuotes(text, literal), { place: 'assignment' });
    return;
  }
  // Names of features, in a list; a row of a table that a test goes through.
  if ((opener === '[' && /[a-z]-[a-z]/.test(named.name)) || (opener === '{' && scan.path.endsWith('_test.go'))) return;
  // `["password123", "letmein99"]` is a list of the commonest.
  if (callee === '' && '({['.includes(opener) && /\d\d$/.test(named.name)) return;
  if (callee === '' && '({['.includes(opener)) scan.offerLiteral(named, literal, { place: 'prose' });
  // Names and values by turns: `weboptions('Username', 'me', 'Password', 'x')` of MATLAB, lists of Perl.
  else if (opener === ',' && (/\.m$/.test(scan.path) ? text.charAt(open - 1) !== '@' : scan.language.quotes.includes('q')))
    scan.offerLiteral(named, literal, { place: 'assignment' });
  // A row of a table of settings: `VALUES (1, 'api_secret', 'x')`.
  else if ((opener === ',' || /^values$/i.test(callee)) && scan.language.comments[0] === '--' && named.kind !== 'weak')
    scan.offerLiteral(named, literal, { place: 'assignment' });
  else if (opener === ',' && isKeyOfMap(scan, i)) scan.offerLiteral(named, literal, { place: 'assignment' });
  // A pair on a line of its own among the arguments of a call that began above.
  else if (
    named.kind !== 'weak' &&
    literal.span.end <= line.end &&
    /^\s*$/.test(text.slice(line.start, open)) &&
    /[,(]\s{0,200}$/.test(text.slice(Math.max(0, line.start - 200), line.start))
  )
    scan.offerLiteral(named, { ...literal, partial: true }, { place: 'assignment' });
}

/** Calls that ask a person, with what stands there at first. */
const ASKS = /(?:input|field|entry|prompt|ask)$/i;
/** Calls whose second argument is looked up in the first: an object, a section. */
const LOOKS_UP_SECOND =
  /(?:^|[^\w.])(?:getattr|get(?=\(ENV)|[\w.]{0,40}(?:conf|config|cfg|parser|settings|ini|props)\w{0,12}\.get\w{0,12})\(\s{0,4}["'\w.]{1,60}\s{0,2}$/i;

/** Constants that WordPress signs with. They are drawn from all signs, blanks included. */
const OF_WORDPRESS = /^(?:SECURE_AUTH|AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)$/;

/** Calls whose second argument is the name that the third is given: a section or a type goes first. */
const SETS_SECOND =
  /(?:^|[.\s:>])(?:buildConfigField|resValue|(?:\w{0,12}\.)?(?:String|Duration)?Var[PF]?|set|put|setValue|set_?option|setProperty|option|write\w{0,20}|WritePrivateProfileString\w?)\s{0,2}\(?\s{0,4}&?["']?[\w.@ -]{1,60}["']?\s{0,2}$/;

/** The literal without the quotes of another language inside it: `"\"x\""`, `'"x"'`. */
function withoutQuotes(text: string, literal: Literal): Literal {
  const inner = /^\\?["'](.{1,300}?)\\?["']$/.exec(text.slice(literal.span.start, literal.span.end));
  const value = inner?.[1];
  if (value === undefined) return literal;
  const start = literal.span.start + (inner?.[0].indexOf(value) ?? 0);
  return { ...literal, span: { start, end: start + value.length } };
}

/** Whether the argument behind a comma is a key of `Map.of("a", "b", "password", "x")`: an even number of arguments stand before it. */
function isKeyOfMap(scan: Scan, comma: number): boolean {
  const { text } = scan;
  const from = Math.max(0, comma - 400);
  const opened = text.slice(from, comma).lastIndexOf('Map.of(');
  if (opened < 0 || !scan.spend(400)) return false;
  const before = splitArguments(text, from + opened + 'Map.of('.length).filter(([start]) => start < comma);
  return before.length > 0 && before.length % 2 === 0;
}

/** `default="x"` among the options behind the name of a flag. */
function defaultAmong(scan: Scan, at: number): Literal | undefined {
  if (!scan.spend(300)) return undefined;
  for (const [start, end] of splitArguments(scan.text, at)) {
    const label = /^default(?:Value)?\s{0,4}[=:]\s{0,4}/.exec(scan.text.slice(start, Math.min(end, start + 24)));
    if (label) return readLiteral(scan.text, start + label[0].length, end, scan.language.quotes);
  }
  return undefined;
}

const VALUE_ELEMENT = /\s{0,80}<(?:[vV]alue|string|param-value|env-entry-value)>/y;

/** Where what stands in an element for a value begins, if one is next: `<property name="password"><value>x</value>`. */
export function afterElement(text: string, at: number): number {
  VALUE_ELEMENT.lastIndex = at;
  return VALUE_ELEMENT.test(text) ? VALUE_ELEMENT.lastIndex : at;
}

/** Attributes between that of the name and the end of its tag: `<setting name="Password" serializeAs="String">`. */
const ATTRIBUTES = /(?:\s{1,8}[\w:.-]{1,40}="[^"<>\n]{0,80}"){0,4}/y;

/** `name: X … value: x` in any notation: JSON, YAML of containers, XML attributes, Postman collections. True if it was such a pair. */
export function readPair(scan: Scan, named: Named, before: number, after: number, line: Line): boolean {
  const { text } = scan;
  if (!PAIR_BEFORE.test(text.slice(Math.max(0, before - 24), before + 1).replace(/["']$/, ''))) return false;
  PAIR_AFTER.lastIndex = after;
  if (PAIR_AFTER.test(text)) {
    const at = PAIR_AFTER.lastIndex;
    const quoted = readString(text, at, Math.min(text.length, at + 1024), '"\'');
    if (quoted) scan.offer(named, quoted, { quoted: true, place: 'assignment' });
    else if (scan.language.family === 'yaml') {
      const word = readBare(text, at, Math.min(text.length, at + 1024), '');
      if (word) scan.offer(named, word, { quoted: false, place: 'assignment' });
    }
    return true;
  }
  ATTRIBUTES.lastIndex = after;
  ATTRIBUTES.test(text);
  const close = skipBlanks(text, ATTRIBUTES.lastIndex, line.end);
  if (text.charAt(close) === '>') readElement(scan, named, afterElement(text, close + 1), Math.min(text.length, line.end + 600));
  return true;
}
