import { isSigningName } from '../../values/judge';
import { lastSegment, nameWords } from '../../values/name';
import { indexWithin, skipBlanks, skipSpace, type Line } from '../text/line';
import { isCredentialProperty } from '../calls/properties';
import { readCouple, readAmongArguments, readReversed } from './compared';
import { type Literal, readBare, readBytes, readLiteral, readString } from '../text/literal';
import { readWords } from '../text/notations';
import { readAmongItems } from './among';
import { afterFunction, readMethod, readMethodOfRuby, readReturned } from './returned';
import type { Met, Named, Scan } from '../scan';

const OPERATOR = /[?!]?[ \t]{0,40}(\|\|=|\?\?=|[-:+.?]=(?!=)|===?|!==?|~=|=>|<-|=(?!=)|:(?!:)|\|\||\?\?|\?:|or(?=[ \t])|(?:-[ci]?)?(?:eq|ne)(?=[ \t]))/y;
/** A declaration's type between the name and its `=`: `: string`, ` string`, `[32]`, `{ get; set; }`, `: &'static str`. */
const TYPED =
  /[?!]?[ \t]{0,8}(?::[ \t]{0,4}(?!["'`])[\w.<>[\]|?&' ,;]{1,60}?|[ \t](?:string|String|\[\]byte|[Aa]s[ \t]{1,4}\w{1,20}|(?:text|n?(?:var)?char\d?|varchar2|NVARCHAR|VARCHAR2?|N?CHAR|TEXT)(?:\([^)\n]{1,10}\))?)|\[[^\]\n]{0,20}\]|\{[^}"\n]{0,40}\})[ \t]{0,40}(:?=)(?!=)|(?:\(\d{1,4}\))?[ \t]{1,8}(?:PIC|PICTURE|TYPE|LIKE|type|like)[ \t]{1,4}\S{1,30}(?:[ \t](?:LENGTH|length)[ \t]\d{1,4})?[ \t]{1,20}(?:VALUE|value)[ \t](?=[ \t]{0,8}["'])/y;
/** A property whose value a function gives: `: String { "x" }` of Swift, `: String get() = "x"` of Kotlin. */
const COMPUTED =
  /[ \t]{0,4}:[ \t]{0,4}String\??\s{0,20}(?:\{\s{0,20}(?:get\s{0,4}\{\s{0,20})?(?:return\s{1,4})?|get\(\)\s{0,4}(?:=|\{\s{0,20}return)\s{0,20})(?=")/y;
const COMPARED = /\??\.(?:equals|equalsIgnoreCase|Equals|contentEquals|compareTo|isEqualToString|localeCompare)\(\s{0,4}|[ \t]isEqual(?:ToString)?:[ \t]{0,2}/y;
const STARTS_CALL = /[ \t]{0,4}\(/y;
/** What makes a call a setter: `setPassword("x")`, `withToken("x")`. */
const SETTERS = new Set(['provide', 'set', 'with', 'add', 'use', 'put', 'using', 'append', 'create', 'update', 'and']);
const FETCHERS = /^(?:get|find|load|fetch|lookup|ask|prompt|list|resolve)$/;
const DECLARES =
  /(?:\b(?:def|function|func|fun|fn|sub|class|interface|type|import|package|using|void|String|string|char\[\]|byte\[\]|boolean|bool|int|new)\s{1,4}|@)$/;

/** A type of C++ before a name that is initialised in brackets: `std::string password("x")`. */
const CONSTRUCTS = /(?:\bstd::w?string|\bQString|\bQByteArray|\bCString|\bwstring)\s{1,4}$/;

const FALLBACK = /(?:\|\||\?\?|(?<=[\s)\]])\?:|\bor)\s{0,8}(?=["'`])/g;
const DEFAULTED =
  /(?:getenv|environ\.get|getOrDefault|GetEnv\w{0,20}|getEnv\w{0,20}|[eE]nv(?:\.\w{1,12})?|ENV\.fetch|getProperty|[cC]onfig(?:\.\w{1,12})?|\.get|env_or\w{0,12}|optional)\(\s{0,8}["'][\w.:/-]{1,80}["']\s{0,8},\s{0,8}(?:default\s{0,4}[=:]\s{0,4})?(?=["'`])/g;
const OTHERWISE =
  /\.(?:unwrap_or|unwrapOr|getOrElse|orElse|or_else|withDefault|default|or)\(\s{0,8}(?=["'`])|\.(?:unwrap_or_else|orElseGet|orElse)\(\s{0,4}(?:\|\w{0,12}\||\(\)\s{0,2}->)\s{0,4}(?:String::from\()?(?=["'`])|\.(?:getOrElse|orElse|fetch)(?:\([^()\n]{1,60}\))?\s{0,2}\{\s{0,4}(?=["'`])/g;

/** Reads what stands behind a bare name in code: assignment, entry, keyword argument, comparison, call of a setter, fallback. */
export function readCode(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  if (readReversed(scan, named, line) || readTargets(scan, named, line) || readAmongItems(scan, named, line, named.start, named.end)) return;
  COMPUTED.lastIndex = named.end;
  if (COMPUTED.test(text)) {
    readValue(scan, named, COMPUTED.lastIndex, line, { quoted: true, place: 'assignment' });
    return;
  }
  TYPED.lastIndex = named.end;
  if (TYPED.test(text) && TYPED.lastIndex <= line.end) {
    readValue(scan, named, TYPED.lastIndex, line, { quoted: true, place: 'assignment' });
    return;
  }
  // Perl has `ref $password eq 'CODE'`.
  if (/\b(?:typeof|instanceof|sizeof|ref)\s*\(?[$@]?$/.test(text.slice(Math.max(line.start, named.start - 20), named.start))) return;
  OPERATOR.lastIndex = named.end;
  const operator = OPERATOR.exec(text)?.[1];
  if (operator !== undefined && OPERATOR.lastIndex <= line.end) {
    afterOperator(scan, named, OPERATOR.lastIndex, line, operator);
    return;
  }
  COMPARED.lastIndex = named.end;
  if (COMPARED.test(text)) {
    const literal = readLiteral(text, COMPARED.lastIndex, line.end, scan.language.quotes);
    if (literal) scan.offerLiteral(named, literal, { place: 'comparison' });
    return;
  }
  if (readContent(scan, named, line) || readAmongArguments(scan, named, line)) return;
  STARTS_CALL.lastIndex = named.end;
  if (STARTS_CALL.test(text)) {
    readSetter(scan, named, STARTS_CALL.lastIndex, line);
    return;
  }
  if (text.charAt(named.end) === '{' && CONSTRUCTS.test(text.slice(Math.max(line.start, named.start - 40), named.start)))
    readSetter(scan, named, named.end + 1, line);
  else readBeside(scan, named, line);
}

/** What a field of a form, or a text of another type, holds: `txtPassword.Text`, `passwordField.text.toString()`. */
const CONTENT =
  /(?:[?!]{0,2}\.(?:[tT]ext|[vV]alue|stringValue|innerText|textContent)\b(?!\()|[?!]{0,2}\.(?:getText|getValue|getPassword|text|val|value|toString|to_string|trim|Trim|strip|as_str|unwrap|String|get|GetValue)\(\)){1,3}[ \t]{0,8}(?:([!=]==?|=(?!=))|isEqual(?:ToString)?:|\??\.(?:equals|equalsIgnoreCase|Equals|contentEquals|isEqualToString)\()[ \t]{0,8}|[?!]{0,2}\.(setText|setValue|set_?[tT]ext|send_?[kK]eys|SendKeys|fill|type|typeText|enterText|pressSequentially|insert(?=\(\s{0,2}(?:0|\w{0,3}\.?END)\s?,))\([ \t]{0,8}(?:(?:0|\w{0,3}\.?END)\s?,[ \t]{0,4})?/y;

/** `txtPassword.Text == "x"`, `passwordInput.sendKeys("x")`: compared with what the name holds, or put there. True if it was that. */
export function readContent(scan: Scan, named: Named, line: Line): boolean {
  const { text } = scan;
  CONTENT.lastIndex = named.end;
  const found = CONTENT.exec(text);
  if (!found || CONTENT.lastIndex > line.end) return false;
  const literal = readLiteral(text, CONTENT.lastIndex, line.end, scan.language.quotes);
  if (literal) scan.offerLiteral(named, literal, { place: found[1] === '=' || found[2] !== undefined ? 'assignment' : 'comparison' });
  return literal !== undefined;
}

const TARGETS_BEFORE =
  /(?:^|[;{]|\b(?:local|var|let|const|my|if|elif|unless|return|and|or))[ \t]{0,40}[[({]?[ \t]{0,2}((?:[$@]?[\w.]{1,40}[ \t]{0,4},[ \t]{0,4}){0,4})[$@]?$/;
const TARGETS_AFTER = /((?:[ \t]{0,4},[ \t]{0,4}[$@]?[\w.]{1,40}){0,4})[ \t]{0,4}[\])}]?[ \t]{0,8}(?:(===?)|:?=(?![=>~]))[ \t]{0,8}[[({]?[ \t]{0,4}/y;
/** Behind a comma: another argument or declaration. */
const ANOTHER = /^[*&$@]{0,2}[\w.]{1,60}[ \t]{0,4}(?:[:=](?!=)|\)|,)|^$/;
const countOf = (names: string): number => names.split(',').length - 1;

/** `user, password = "anna", "x"`: as many values as names, and the one at this name's place. True if it was that. */
function readTargets(scan: Scan, named: Named, line: Line): boolean {
  const { text } = scan;
  let first = named.start - 1;
  while (first > line.start && /[\s$@]/.test(text.charAt(first))) first--;
  // Most names have no comma beside them.
  if (text.charAt(first) !== ',' && text.charAt(skipBlanks(text, named.end, line.end)) !== ',') return false;
  const before = TARGETS_BEFORE.exec(text.slice(Math.max(line.start, named.start - 200), named.start));
  TARGETS_AFTER.lastIndex = named.end;
  const after = before ? TARGETS_AFTER.exec(text) : null;
  const names = countOf(before?.[1] ?? '') + countOf(after?.[1] ?? '');
  if (!before || !after || names === 0 || TARGETS_AFTER.lastIndex >= line.end) return false;
  const values: Literal[] = [];
  let next = -1;
  const words = readWords(text, TARGETS_AFTER.lastIndex, line.end, scan.language.quotes);
  const word = words?.length === names + 1 ? words[countOf(before[1] ?? '')] : undefined;
  if (word) {
    scan.offer(named, word, { quoted: true, place: 'assignment' });
    return true;
  }
  const from = TARGETS_AFTER.lastIndex;
  for (let at = from; values.length <= names;) {
    const literal = readLiteral(text, at, line.end, scan.language.quotes);
    if (!literal) break;
    values.push(literal);
    const comma = skipBlanks(text, literal.end, line.end);
    if (text.charAt(comma) !== ',') break;
    at = next = skipBlanks(text, comma + 1, line.end);
  }
  const own = values[countOf(before[1] ?? '')];
  if (own && values.length === names + 1) {
    scan.offerLiteral(named, own, { place: after[2] === undefined ? 'assignment' : 'comparison' });
    return true;
  }
  // `[password, setPassword] = useState("x")` of React
  const state = values[0];
  if (state && names === 1 && values.length === 1 && before[1] === '' && /^(?:React\.)?useState\b/.test(text.slice(from, from + 20))) {
    scan.offerLiteral(named, state, { place: 'assignment' });
    return true;
  }
  // `let user, password = "x"` gives the last one alone, and so do `user, password="x", port=1` and `user, password = "x", done)` among arguments.
  return next >= 0 && !ANOTHER.test(text.slice(next, Math.min(line.end, next + 80)));
}

function afterOperator(scan: Scan, named: Named, at: number, line: Line, operator: string): void {
  if (/^(?:\|\||\?\?|\?:|or)$/.test(operator)) {
    const literal = readLiteral(scan.text, skipSpace(scan.text, at, scan.text.length, 1), line.end + 400, scan.language.quotes);
    if (literal) scan.offerLiteral(named, literal, { place: 'assignment', rule: 'credential.static-fallback' });
    return;
  }
  const comparison = /^(?:===?|!==?|~=|-?[ci]?(?:eq|ne))$/.test(operator);
  // A bare name and a colon are no Python: an example in a docstring.
  const given = !comparison && isCredentialProperty(named.name, scan.text.slice(Math.max(line.start, named.start - 100), named.start));
  readValue(scan, named, at, line, {
    quoted: true,
    place: comparison ? 'comparison' : given ? 'call' : 'assignment',
    text: operator === ':' && scan.path.endsWith('.py'),
  });
}

/** A literal at `at`, or the literal that an expression falls back to. */
export function readValue(scan: Scan, named: Named, at: number, line: Line, met: Met): void {
  const { text } = scan;
  const from = skipSpace(text, at, text.length, met.place !== 'comparison' && line.comment === line.end ? 1 : 0);
  const end = Math.min(text.length, Math.max(line.end, from) + 4096);
  if (named.kind === 'weak' && readCouple(scan, named, from)) return;
  const literal =
    readLiteral(text, from, end, scan.language.quotes) ??
    (named.kind === 'weak' || scan.language.family !== 'code' || /\.[ch]$/.test(scan.path) ? undefined : readBytes(text, from, end));
  if (literal) {
    scan.offerLiteral(named, literal, met);
    if (scan.language.family === 'code' && met.place !== 'comparison') readUserBefore(scan, named, literal);
    return;
  }
  if (met.place === 'call') readList(scan, named, from, Math.min(end, from + 400), 'call');
  if (met.place !== 'assignment') return;
  const braced = scan.language.family === 'code' ? /^=\{[ \t]{0,8}(?=["'`])/.exec(text.slice(from - 1, from + 12)) : null; // `password={'x'}` of JSX
  const returned = afterFunction(text, from);
  const given = returned === undefined ? undefined : readLiteral(text, returned, end, scan.language.quotes);
  if (given) {
    scan.offerLiteral(named, { ...given, partial: true }, met);
    return;
  }
  const inBraces = braced ? readLiteral(text, from - 1 + braced[0].length, end, scan.language.quotes) : undefined;
  if (inBraces) scan.offerLiteral(named, inBraces, met);
  else if (!readFallback(scan, named, from, Math.min(end, from + 240)) && !readList(scan, named, from, Math.min(end, from + 400)))
    readChosen(scan, named, from, Math.min(end, from + 400));
}

const OPENS_LIST = /\[\s{0,40}(?=["'`])/y;
const NEXT_ITEM = /\s{0,40},\s{0,40}(?=["'`])/y;
const JOINED = /\s{0,40},?\s{0,40}\]\s{0,8}\.(?:join|concat)\b/y;
/** Keys of one list, at most: the old ones beside the new one. */
const MOST_KEYS = 8;

/** `secret: ["x", "y"]`: the key of now and those before it. Only what was made by a generator is told from a list of words. True if it was a list. */
function readList(scan: Scan, named: Named, at: number, end: number, place: 'assignment' | 'call' = 'assignment'): boolean {
  const { text, language } = scan;
  OPENS_LIST.lastIndex = at;
  if (named.kind === 'weak' || named.kind === 'password' || !OPENS_LIST.test(text)) return false;
  const items: Literal[] = [];
  for (let next = OPENS_LIST.lastIndex; items.length < MOST_KEYS && next <= end; next = NEXT_ITEM.lastIndex) {
    const literal = readLiteral(text, next, end, language.quotes);
    if (!literal) break;
    items.push(literal);
    NEXT_ITEM.lastIndex = literal.end;
    if (!NEXT_ITEM.test(text)) break;
  }
  // Parts of one value are none of it: `["x", "y"].join("")`.
  JOINED.lastIndex = items.at(-1)?.end ?? at;
  if (!JOINED.test(text)) for (const literal of items) scan.offerLiteral(named, place === 'call' ? literal : { ...literal, partial: true }, { place });
  return true;
}

const OTHER = /(?:[^"'`{};\r\n?]|"[^"\r\n]{0,60}"|'[^'\r\n]{0,60}')/.source;
/** `condition ?` and `condition ? other :` before a literal. */
const IF = new RegExp(`${OTHER}{1,160}\\s{0,40}\\?(?![?.:])\\s{0,8}`, 'y');
const THEN = new RegExp(`${OTHER}{1,120}\\s{0,40}:\\s{0,8}(?=["'\`])`, 'y');
/** `other if condition else` before a literal, and Kotlin's, Scala's and Rust's `if (condition) other else`. */
const ELSE = new RegExp(`${OTHER}{1,200}\\belse\\s{1,8}(?=["'])`, 'y');

/** Whether an expression that stands at the start of a stretch may choose a literal, fall back to one or return one: what `readFallback` and `readChosen` ask first. */
export function mayFallBack(stretch: string): boolean {
  for (const pattern of [FALLBACK, DEFAULTED, OTHERWISE, IF, ELSE]) {
    pattern.lastIndex = 0;
    if (pattern.test(stretch)) return true;
  }
  return afterFunction(stretch, 0) !== undefined;
}

/** `production ? environment.password : "x"`: literals that an expression chooses. Only what was made by a generator is told from a text for people. */
function readChosen(scan: Scan, named: Named, at: number, end: number): void {
  const { text, language } = scan;
  const offer = (from: number): number => {
    const literal = readLiteral(text, from, end, language.quotes);
    if (literal) scan.offerLiteral(named, { ...literal, partial: true }, { place: 'assignment' });
    return literal?.end ?? from;
  };
  const after = (pattern: RegExp, from: number): number | undefined => {
    pattern.lastIndex = from;
    return pattern.test(text) && pattern.lastIndex <= end ? pattern.lastIndex : undefined;
  };
  const chosen = after(IF, at);
  if (chosen === undefined) {
    const otherwise = after(ELSE, at);
    if (otherwise !== undefined) offer(otherwise);
    return;
  }
  const rest = offer(chosen);
  if (rest !== chosen) {
    const otherwise = /\s{0,40}:\s{0,8}(?=["'`])/y;
    const next = after(otherwise, rest);
    if (next !== undefined) offer(next);
    return;
  }
  const next = after(THEN, chosen);
  if (next !== undefined) offer(next);
}

/** `process.env.X || "x"`, `os.environ.get("X", "x")`, `Optional…orElse("x")`: the literal an expression falls back to. True where one stands. */
export function readFallback(scan: Scan, named: Named, at: number, end: number): boolean {
  const { text } = scan;
  let stop = indexWithin(text, '\n', at, end);
  if (stop < 0 || stop > end) stop = end;
  const ends = indexWithin(text, ';', at, stop);
  if (ends >= 0) stop = ends;
  const stretch = text.slice(at, stop);
  for (const pattern of [FALLBACK, DEFAULTED, OTHERWISE]) {
    pattern.lastIndex = 0;
    if (!pattern.test(stretch)) continue;
    const literal = readLiteral(text, at + pattern.lastIndex, stop, scan.language.quotes);
    if (literal && !isNoFallback(text, literal.end, stop)) scan.offerLiteral(named, literal, { place: 'assignment', rule: 'credential.static-fallback' });
    return true;
  }
  return false;
}

/** Behind a literal that nothing falls back to: it is compared, `|| "radio" !== type`, or is itself a name whose fallback follows: `get("section", "key", default=None)`. */
const NO_FALLBACK = /[ \t]{0,4}(?:[!=]==?|,[ \t]{0,4}(?:default|fallback)[ \t]{0,4}=)/y;
function isNoFallback(text: string, at: number, end: number): boolean {
  NO_FALLBACK.lastIndex = at;
  return NO_FALLBACK.test(text) && NO_FALLBACK.lastIndex <= end;
}

function readSetter(scan: Scan, named: Named, at: number, line: Line): void {
  const { text } = scan;
  const before = text.slice(Math.max(line.start, named.start - 40), named.start);
  const tail = lastSegment(named.name);
  const words = nameWords(tail);
  const member = text.charAt(named.start) === '.' || named.name.includes('.') || /[.>:]$/.test(before);
  if (CONSTRUCTS.test(before) && !member) {
    const initial = readLiteral(text, skipBlanks(text, at, line.end), line.end, scan.language.quotes);
    if (initial && /[)}]/.test(text.charAt(skipBlanks(text, initial.end, line.end)))) scan.offerLiteral(named, initial, { place: 'assignment' });
    return;
  }
  if (DECLARES.test(before) && !member) {
    readReturned(scan, named, at, line);
    return;
  }
  if (readMethod(scan, named, at, line)) return;
  const function_ = scan.language.comments[0] === '--' && words.length === 1; // `PASSWORD('x')` of SQL
  // `Server() : host_(h), password_("x") {}` of C++.
  const initialised = /_$|^m_/.test(tail) && /[:,]\s{0,8}$/.test(before) && /\.(?:cc|cpp|cxx|hpp|hh|hxx|h|ino)$/.test(scan.path);
  // What these take is a name or a question.
  if (FETCHERS.test(words[0] ?? '')) return;
  if (!SETTERS.has(words[0] ?? '') && !(member && words.length <= 2) && !function_ && !initialised) return;
  const from = afterLambda(text, skipSpace(text, at, text.length, 1));
  const literal = readLiteral(text, from, Math.min(text.length, from + 4096), scan.language.quotes);
  if (!literal || literal.partial) return;
  if (from !== skipSpace(text, at, text.length, 1)) {
    scan.offerLiteral(named, literal, { place: 'call' });
    readUserBefore(scan, named, literal);
    return;
  }
  AS_CHARACTERS.lastIndex = literal.end;
  const next = text.charAt(skipSpace(text, AS_CHARACTERS.test(text) ? AS_CHARACTERS.lastIndex : literal.end, text.length, 1));
  if (next === ')') scan.offerLiteral(named, literal, { place: named.kind === 'password' || isSigningName(named.name) ? 'call' : 'assignment' });
  readUserBefore(scan, named, literal);
}

const AS_CHARACTERS = /\.(?:toCharArray|ToCharArray|getBytes|to_string|to_owned|into|as_bytes|encode)\([^()\n]{0,30}\)/y;

/** A function in the place of a value, which returns it: `() -> { return "x"; }`, `|| "x"`. */
const LAMBDA = /(?:\([\w.<>]{1,40}\)\s{0,40})?(?:\(\)|\|\|)\s{0,4}(?:->|=>)?\s{0,4}(?:\{\s{0,60}return\s{1,4})?(?=["'])/y;
function afterLambda(text: string, at: number): number {
  LAMBDA.lastIndex = at;
  return LAMBDA.test(text) ? LAMBDA.lastIndex : at;
}

const USER_SET = /\.(?:with_?|set_?)?(?:user(?:_?name)?|login)\([^"']{0,120}?(["'])([^"'\n]{2,40})\1[^"'()]{0,30}\)\s{0,60}$/i;
const USER_OPTION = /\(\s{0,20}\{?[^(){}]{0,300}?\b(?:user(?:_?name)?|login|uid)["']?\s{0,4}[:=]\s{0,4}(["'])([^"'\n]{2,40})\1[^(){}]{0,200}$/i;

/** What an account may do, behind its password. */
const ACCOUNT_GIVEN = /^[^;]{0,200}?\.(?:roles|authorities|accountExpired|disabled|passwordEncoder)\(/;

/** The user of a password that is one of several settings in a chain of calls or in the arguments of one call. */
function readUserBefore(scan: Scan, named: Named, password: { readonly span: { readonly start: number } }): void {
  if (named.kind !== 'password' || scan.found.at(-1)?.span.start !== password.span.start || !scan.spend(150)) return;
  const from = Math.max(0, named.start - 500);
  const before = scan.text.slice(from, named.start);
  const set = USER_SET.exec(before.slice(-240));
  const found = set ?? USER_OPTION.exec(before);
  const user = found?.[2];
  if (!found || user === undefined) return;
  const start = from + before.length - (found.input.length - found.index) + found[0].indexOf(`${found[1] ?? ''}${user}${found[1] ?? ''}`) + 1;
  // Among options the name is a setting like the host; of an account that the program itself gives to somebody it is no half of a sign-in.
  if (scan.text.slice(start, named.start).includes('\n') && (!set || ACCOUNT_GIVEN.test(scan.text.slice(named.end, named.end + 300)))) return;
  scan.noteUser({ start, end: start + user.length }, password.span.start);
}

const GIVES =
  /(?:^|[\s.({])(?:set|default|attribute|property|option|fill_in|config_param|setting|store|define|enter|put|param|add_attribute|custom_attribute|secret|let!?|sensitive)[ (]\s?:$/;
const GIVEN = /\)?[ \t]{0,2}(?:,\s{0,8}(?:(?:with|default|value|to)(?::\s{0,2}|\s?=>\s?))?|(?<=\)[ \t]{0,2})\{\s{0,4})(?=["'%])/y;

/** `set :password, "x"`, `fill_in :password, with: "x"`, `let(:password) { "x" }` of Ruby. True if it was that. */
function readSymbol(scan: Scan, named: Named, line: Line, before: string): boolean {
  if (!before.endsWith(':') || !scan.language.quotes.includes('w')) return false;
  GIVEN.lastIndex = named.end;
  if (!GIVES.test(before) || !GIVEN.test(scan.text)) return false;
  const literal = readLiteral(scan.text, GIVEN.lastIndex, line.end, scan.language.quotes);
  if (literal) scan.offerLiteral(named, literal, { place: 'assignment' });
  return literal !== undefined;
}

/** `password "x"` of Gradle, Ruby and Perl, `-Password "x"` of PowerShell, `#define PASSWORD "x"`. */
function readBeside(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const before = text.slice(Math.max(line.start, named.start - 60), named.start);
  if (readSymbol(scan, named, line, before) || readMethodOfRuby(scan, named, before)) return;
  if (
    !/^\s*$|-$|[{;]\s*$|^\s*@$|(?:^|[\s{(])(?::(?:[\w.-]{1,40}\/)?(?=$)|\(def\s+(?:\^:?[\w-]{1,20}\s+)?)$|#\s*define\s+$|^\s*(?:set|def)\s+$|\((?:not)?=\s+$/.test(
      before,
    ) &&
    !named.name.startsWith('-') &&
    scan.language.comments[0] !== '--'
  )
    return;
  const at = skipBlanks(text, named.end, line.end);
  if (at === named.end) return;
  // The block of a factory: `password { "x" }`.
  const block = text.charAt(at) === '{' && scan.language.quotes.includes('w') ? skipBlanks(text, at + 1, line.end) : at;
  const string = readString(text, block, line.end, scan.language.quotes);
  if (string) scan.offer(named, string, { quoted: true, place: 'assignment' });
  else if (text.charAt(named.start - 1) === '-' && scan.language.comments.includes('<#') && named.kind !== 'weak') {
    // A bare word of PowerShell.
    const word = readBare(text, at, line.end, '$"\'`;|(){},@');
    if (word && /\d/.test(text.slice(word.start, word.end)) && !/[$(@{]/.test(text.charAt(word.end)))
      scan.offer(named, word, { quoted: false, place: 'assignment' });
  } else if (scan.language.quotes.includes('t') && /^\s*(?:set|variable)\s+$/.test(before)) {
    const word = readBare(text, at, line.end, '[]{}$;"');
    if (word) scan.offer(named, word, { quoted: false, place: 'assignment' });
  }
}
