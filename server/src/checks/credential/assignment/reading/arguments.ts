import { CREDENTIAL_CALLS, hasUserBefore } from '../calls/table';
import type { CredentialCall } from '../calls/row';
import type { Constants } from '../text/constants';
import { indexWithin, skipBlanks, skipSpace } from '../text/line';
import { readBytes, readLiteral, readString, skipWrappers, type Literal } from '../text/literal';
import type { Scan } from '../scan';

const MOST_ARGUMENTS = 12;
const LONGEST_CALL = 1000;
type Stretch = readonly [start: number, end: number];

/** Languages in which a value is also made by `Type{…}`. */
const BRACED = /\.(?:cc|cpp|cxx|hh|hpp|hxx|h|go)$/;

/** Type arguments between a name and its bracket: `pbkdf2::<Sha256>(`. */
const TYPE_ARGUMENTS = /(?:::)?<[^<>()\n]{0,40}>|\[[A-Z][\w, .]{0,30}(?:\[[\w, .]{1,20}\])?\](?=\()/y;

/** Reads the arguments of a call that takes a credential: literals, and names that this text assigns a literal. True if the name is such a call. */
export function readArguments(scan: Scan, constants: Constants, name: string, start: number, end: number): boolean {
  const { text } = scan;
  const dot = /[.>:\\]/.test(name) ? Math.max(name.lastIndexOf('.'), name.lastIndexOf('>'), name.lastIndexOf(':'), name.lastIndexOf('\\')) : -1;
  const entries = CREDENTIAL_CALLS.get(name.slice(dot + 1).toLowerCase());
  if (!entries) return false;
  const given = argumentsAt(scan, end);
  if (given === undefined) return false;
  const owner =
    dot > 0 ? name.slice(0, dot).replace(/[.>:-]+$/, '') : scan.path.endsWith('.lua') ? ownerInLua(text, start) : chainedTo(text, start + Math.max(0, dot));
  const fitting = entries.filter((entry) => (!entry.of || entry.of.test(owner)) && (!entry.files || entry.files.test(scan.path)));
  if (fitting.length === 0) return false;
  for (const entry of fitting) {
    if (given.length < (entry.atLeast ?? 1) || given.length > (entry.atMost ?? MOST_ARGUMENTS)) continue;
    if (entry.first && !entry.first.test(text.slice(...(given[0] ?? [0, 0])))) continue;
    for (const position of entry.at) {
      const number = position < 0 ? given.length + position : position;
      const argument = given[number];
      if (!argument || isNamedBeside(text, given, argument)) continue;
      const before = scan.found.length;
      readArgumentAt(scan, constants, entry, argument);
      const user = given[number - 1];
      if (user && scan.found.length > before && hasUserBefore(entry)) readUser(scan, user, argument[0]);
    }
  }
  return true;
}

/** The user name that is handed over right before a password. */
function readUser(scan: Scan, [start, end]: Stretch, password: number): void {
  const literal = readLiteral(scan.text, start, end, scan.language.quotes);
  if (literal && literal.more.length === 0 && !literal.partial && literal.listed !== true) scan.noteUser(literal.span, password);
}

/** The arguments behind a name: in brackets, or as Ruby, Perl and Visual Basic write them, up to the end of the line. Undefined: no call stands there. */
function argumentsAt(scan: Scan, end: number): readonly Stretch[] | undefined {
  const { text, language } = scan;
  TYPE_ARGUMENTS.lastIndex = end;
  const open = skipBlanks(text, TYPE_ARGUMENTS.test(text) ? TYPE_ARGUMENTS.lastIndex : end, text.length);
  if (text.charAt(open) === '(' || (text.charAt(open) === '{' && open === end && BRACED.test(scan.path)))
    return scan.spend(LONGEST_CALL / 4) ? splitArguments(text, open + 1) : [];
  if (open === end || !/^[#']/.test(language.comments[0] ?? '') || !/["'\w:@$]/.test(text.charAt(open)) || !scan.spend(LONGEST_CALL / 4)) return undefined;
  const list = splitArguments(text, open, true);
  return list.length > 1 ? list : undefined;
}

/** `authenticate(customAuth, 'customAuth')`: the name of what is handed over beside it. */
function isNamedBeside(text: string, given: readonly Stretch[], [start, end]: Stretch): boolean {
  const name = /^["'`]([A-Za-z_$][\w$]{2,60})["'`]$/.exec(text.slice(start, end))?.[1];
  return name !== undefined && given.some(([from, to]) => to - from === name.length && text.startsWith(name, from));
}

/** `red` of `red:auth("x")`. */
const ownerInLua = (text: string, at: number): string => /([\w.]{1,60}):$/.exec(text.slice(Math.max(0, at - 61), at))?.[1] ?? '';

/** The call that a member is chained to, `passwordEncoder()` of `passwordEncoder().encode("x")`; empty where there is none. */
function chainedTo(text: string, at: number): string {
  let i = at;
  const least = Math.max(0, at - 240);
  while (i > least && /[\s.]/.test(text.charAt(i - 1))) i--;
  if (text.charAt(i - 1) !== ')') return '';
  let depth = 0;
  for (i--; i > least; i--) {
    const character = text.charAt(i);
    if (character === ')') depth++;
    else if (character === '(' && --depth === 0) break;
  }
  const callee = /[\w$.:>-]{1,60}$/.exec(text.slice(Math.max(0, i - 60), i))?.[0] ?? '';
  return `${callee}()`;
}

/** `user:password`, whole. */
const PAIR = /^[^\s:"'$%{}<>]{1,64}:(?=[^\s:/"'${}<>][^\s"'${}<>]{2,80}$)/;
const NAMED_ALIKE = /^(?:value|key|data|k|s|salt|secret_?key|using|with\w*)\b/i;

function readArgumentAt(scan: Scan, constants: Constants, entry: CredentialCall, [start, end]: Stretch): void {
  const { text, language } = scan;
  const label = /[\w@]{1,40}[ \t]{0,4}[:=](?![:=])\s{0,8}/y;
  label.lastIndex = start;
  const labelled = label.test(text) && label.lastIndex < end;
  const from = labelled ? label.lastIndex : start;
  if (entry.options) {
    readOptions(scan, constants, entry, [start, end]);
    return;
  }
  if (entry.accounts) {
    readAccounts(scan, [start, end]);
    return;
  }
  // A name before the argument decides against its position: `Credentials(name=user, usage='initiate')`.
  if (labelled && !NAMED_ALIKE.test(text.slice(start, from)) && scan.kindOf(text.slice(start, from).replace(/\W+$/, '')) === undefined) return;
  const at = entry.returned ? returnedAt(text, from, end) : from;
  if (at === undefined) return;
  const named = { name: entry.name, kind: entry.kind };
  if (readList(scan, named, at, end)) return;
  const literal = readLiteral(text, at, end, language.quotes) ?? readBytes(text, at, end);
  if (literal) offerArgument(scan, entry, named, literal);
  else if (!entry.pair)
    for (const assigned of resolved(scan, constants, at, end))
      scan.offerLiteral({ name: assigned.name, kind: entry.kind }, assigned.literal, { place: 'call' });
}

function offerArgument(scan: Scan, entry: CredentialCall, named: { name: string; kind: CredentialCall['kind'] }, literal: Literal): void {
  if (!entry.pair) {
    scan.offerLiteral(named, entry.drawn === true ? { ...literal, partial: true } : literal, { place: 'call' });
    return;
  }
  const { start, end } = literal.span;
  const last = literal.more.at(-1);
  const first = [literal.span, ...literal.more.slice(0, -1)].map((part) => scan.text.slice(part.start, part.end)).join('');
  if (last !== undefined && /^[^\s:]{0,64}:$/.test(first)) {
    scan.offer(named, last, { quoted: true, place: 'assignment' });
    return;
  }
  const user = literal.more.length === 0 ? PAIR.exec(scan.text.slice(start, Math.min(end, start + 160)))?.[0] : undefined;
  if (user !== undefined && !/^(?:https?|ftp|data|urn|\d+):$/.test(user))
    scan.offer(named, { start: start + user.length, end }, { quoted: true, place: 'assignment' });
}

const MOST_IN_LIST = 16;

/** Several literals where one may stand, as of keys that are rolled over: `['new', 'old']`. True if it was a list of them. */
function readList(scan: Scan, named: { name: string; kind: CredentialCall['kind'] }, at: number, end: number): boolean {
  const { text, language } = scan;
  const opened = /^(?:\[(?![\w.]{1,60}\]::)|%w\[|\[\]string\{|new\s?(?:string)?\[\]\s?\{|(?:List|Arrays|Set)\.(?:of|asList)\()\s{0,8}/.exec(
    text.slice(at, Math.min(end, at + 40)),
  );
  if (!opened) return false;
  let next = at + opened[0].length;
  for (let items = 0; items < MOST_IN_LIST; items++) {
    const literal = readLiteral(text, next, end, language.quotes);
    if (!literal) return items > 0;
    scan.offerLiteral(named, literal, { place: 'call' });
    const comma = skipSpace(text, literal.end, end, 2);
    if (text.charAt(comma) !== ',') return true;
    next = skipSpace(text, comma + 1, end, 2);
  }
  return true;
}

const ACCOUNT = /(?:(["'])[\w.@+-]{1,64}\1\s{0,4}(?::|=>|,)|(?<=[{,]\s{0,40})[A-Za-z_]\w{0,40}\s{0,4}:)\s{0,4}(?=["'])/g;

/** Users and their passwords: `{"alice": "x", "bob": "y"}`. */
function readAccounts(scan: Scan, [start, end]: Stretch): void {
  const stretch = scan.text.slice(start, end);
  ACCOUNT.lastIndex = 0;
  for (let found = ACCOUNT.exec(stretch), count = 0; found && count < MOST_IN_LIST; found = ACCOUNT.exec(stretch), count++) {
    const literal = readLiteral(scan.text, start + ACCOUNT.lastIndex, end, scan.language.quotes);
    if (!literal) return;
    scan.offerLiteral({ name: 'password', kind: 'password' }, literal, { place: 'call' });
    ACCOUNT.lastIndex = literal.end - start;
  }
}

/** Where the value stands that a function handed over returns: `return []byte("x")`, `=> "x"`. */
function returnedAt(text: string, start: number, end: number): number | undefined {
  const found = /(?:\breturn\s{1,4}|=>\s{0,4})(?=["'`[&A-Za-z(])(?!nil|null|undefined|None)/g.exec(text.slice(start, end));
  return found ? start + found.index + found[0].length : undefined;
}

/** Entries of an options object whose names say nothing elsewhere: `{ secret: "x", keys: ["y"] }`. */
function readOptions(scan: Scan, constants: Constants, entry: CredentialCall, [start, end]: Stretch): void {
  const stretch = scan.text.slice(start, end);
  for (const option of entry.options ?? []) {
    const found = new RegExp(`(?<![\\w$])${option}["']?\\s{0,4}(?::|=>|=)\\s{0,4}`).exec(stretch);
    if (!found) continue;
    const at = start + found.index + found[0].length;
    if (option === 'users') {
      readAccounts(scan, [at, end]);
      continue;
    }
    if (readList(scan, { name: option, kind: entry.kind }, at, end)) continue;
    const literal = readLiteral(scan.text, at, end, scan.language.quotes);
    if (literal) scan.offerLiteral({ name: option, kind: entry.kind }, literal, { place: 'call' });
    else {
      const stop = indexWithin(scan.text, ',', at, end);
      for (const assigned of resolved(scan, constants, at, stop < 0 ? end - 1 : stop))
        scan.offerLiteral({ name: assigned.name, kind: entry.kind }, assigned.literal, { place: 'call' });
    }
  }
}

const VARIABLE =
  /^(?:&|\$|this\.|self\.|(?:[A-Z]\w{0,40}\.){1,2})?([A-Za-z_]\w{0,63})(?:\.(?:toCharArray|getBytes|encode|to_string|to_owned|into|as_bytes|as_ref|data|utf8|bytes|ToCharArray|toByteArray|clone)(?:\([^()]{0,40}\))?){0,2}\)*$/;

const OTHERWISE =
  /(?:[_a-z](?:ID|Id)|_id|name|Name|NAME|url|Url|URL|path|Path|PATH|[Ii]dentifier|ALG|[Aa]lgorithm|host|Host|HOST|realm|Realm|REALM|user|User|USER)$/;

/** True where a place is on a line that no person wrote. */
const isMinified = (text: string, at: number): boolean => !text.slice(Math.max(0, at - 400), at + 400).includes('\n') && text.length > 800;

/** The literals that the name which stands as an argument is assigned in this text. */
function resolved(scan: Scan, constants: Constants, start: number, end: number): readonly { name: string; literal: Literal }[] {
  const at = skipWrappers(scan.text, start, end);
  const name = VARIABLE.exec(
    scan.text
      .slice(at, Math.min(end, at + 200))
      .replace(/,\s{0,4}["'\w.-]{1,30}\)*\s*$/, '')
      .trimEnd(),
  )?.[1];
  // A name that says what it is instead: `TENANT_ID`, `keyPath`.
  // A minifier gives every value the same short name.
  if (name !== undefined && name.length < 3 && isMinified(scan.text, start)) return [];
  return name === undefined || (OTHERWISE.test(name) && scan.kindOf(name) === undefined)
    ? []
    : constants
        .of(name, start)
        .filter(({ span, listed }) => listed !== true || !scan.text.slice(span.start, span.end).includes(';')) // a buffer to be filled
        .map((literal) => ({ name, literal }));
}

const MEMBER = /[\w$]{0,60}(?:(?:\.|->|::?)[\w$]{1,60}){0,4}(?=[ \t]{0,2}[(<]|[ \t][\w"':@])/y;

/** Where the name of a called member ends if the name that ends at `end` goes on to one that takes a credential: `jwt` of `jwt.sign(`, and of Lua's `jwt:sign(`. */
export function endOfCall(text: string, end: number): number | undefined {
  MEMBER.lastIndex = end;
  const rest = MEMBER.exec(text)?.[0];
  if (rest === undefined || !/[.:>]/.test(rest)) return undefined;
  return CREDENTIAL_CALLS.has((/\w*$/.exec(rest)?.[0] ?? '').toLowerCase()) ? end + rest.length : undefined;
}

/** The stretches between the commas of an argument list that begins at `at`; bounded. `open`: without brackets, to the end of the line. */
export function splitArguments(text: string, at: number, open = false): readonly Stretch[] {
  const parts: Stretch[] = [];
  const limit = Math.min(text.length, at + LONGEST_CALL);
  let depth = 0;
  let start = skipSpace(text, at, limit, 2);
  for (let i = start; i < limit && parts.length < MOST_ARGUMENTS; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'" || character === '`') {
      const string = readString(text, i, limit, '"\'`');
      // An apostrophe that opens nothing, as of Rust's `'static` and Lisp: left alone.
      if (!string && character !== "'") return [];
      if (string) i = string.after - 1;
    } else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) || (open && depth === 0 && (character === '\n' || character === ';'))) {
      if (depth-- === 0) {
        if (i > start) parts.push([start, i]);
        return parts;
      }
    } else if (character === ',' && depth === 0) {
      parts.push([start, i]);
      start = skipSpace(text, i + 1, limit, 2);
    }
  }
  if (open && limit === text.length && depth === 0 && limit > start) return [...parts, [start, limit]];
  return [];
}
