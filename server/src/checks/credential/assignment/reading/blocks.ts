import { readLiteral, readString } from '../text/literal';
import type { Scan } from '../scan';

/** What the entry `key` of a block is a key of. */
export const KEY_BLOCKS =
  'jwt"|jwt\'|jwt:|crypt"|crypt\'|crypt:|encrypt:|encryption"|encryption\'|encryption:|signing"|signing\'|signing:|api"|api\':|api:|api {|secrets {|apikeys {|session"|session\'|session: {|session = {|tokens"|token"|auth"|auth\'|auth:'.split(
    '|',
  );
const OPENS = /^["']?\s{0,4}(?:=>|:|=)?\s{0,4}(?:[[{]|array\()|^:[ \t]*\r?\n/;
const KEY =
  /(?<![\w-])["']?(?:[kK]ey|[sS]igning[kK]ey|SecurityKey|KEY)["']?\s{0,4}(?:=>|:|=)\s{0,4}(?:(?<q>["'])(?<v>(?:(?!\k<q>)[^\\\n]){8,300})\k<q>|(?<w>[\w+/=.-]{16,200})(?=\s|$))/d;
const LONGEST = 400;

/** `"Jwt": { "Issuer": "x", "Key": "…" }`, `api:` and below it `key: …`: a key whose name says nothing alone. `end`: behind the block's name. */
export function readKeyBlock(scan: Scan, end: number, wordStart: number, word: string): void {
  const { text } = scan;
  if (/[\w$.-]/.test(text.charAt(wordStart - 1)) || !scan.spend(LONGEST / 4)) return;
  if (/^token/.test(word) && !/\W$/.test(text.charAt(end))) return;
  const opened = OPENS.exec(text.slice(end, end + 40));
  if (!opened) return;
  const from = end + opened[0].length;
  const indented = opened[0].endsWith('\n');
  const stretch = block(text, from, indented, wordStart);
  if (word.startsWith('session')) {
    readKeys(scan, from, stretch);
    return;
  }
  const match = KEY.exec(stretch);
  const at = match?.indices?.groups?.v ?? match?.indices?.groups?.w;
  if (match === null || at === undefined) return;
  const quoted = match.groups?.v !== undefined;
  if (!quoted && scan.language.family !== 'yaml') return;
  scan.offer(
    { name: 'key', kind: /\s/.test(match.groups?.v ?? '') ? 'password' : 'secret' },
    { start: from + at[0], end: from + at[1] },
    { quoted, place: 'assignment' },
  );
}

const KEYS = /(?<![\w-])["']?keys["']?\s{0,4}(?:=>|:|=)\s{0,4}\[\s{0,8}(?=["'])/;

/** `session: { keys: ["x", "y"] }`: what cookies are signed with. Only what was made by a generator is told from a list of names. */
function readKeys(scan: Scan, from: number, stretch: string): void {
  const found = KEYS.exec(stretch);
  let at = found ? from + found.index + found[0].length : -1;
  for (let items = 0; at >= 0 && items < 8; items++) {
    const literal = readLiteral(scan.text, at, from + LONGEST, scan.language.quotes);
    if (!literal) return;
    scan.offerLiteral({ name: 'keys', kind: 'secret' }, { ...literal, partial: true }, { place: 'assignment' });
    const next = /^\s{0,4},\s{0,8}(?=["'])/.exec(scan.text.slice(literal.end, literal.end + 20));
    at = next ? literal.end + next[0].length : -1;
  }
}

/** The text of a block, up to its closing bracket; of one by indentation, up to the line that is no deeper than its name. */
function block(text: string, from: number, indented: boolean, name: number): string {
  const stretch = text.slice(from, from + LONGEST);
  if (!indented) {
    const close = /[}\]]/.exec(stretch.replace(/\[[^[\]{}]{0,300}\]/g, (list) => '.'.repeat(list.length)));
    return close ? stretch.slice(0, close.index) : stretch;
  }
  const line = text.slice(Math.max(0, name - 80), name);
  const indent = /[ \t]*$/.exec(line.slice(line.lastIndexOf('\n') + 1).replace(/["']$/, ''))?.[0].length ?? 0;
  const stop = new RegExp(`^[ \\t]{0,${String(indent)}}[^\\s#]`, 'm').exec(stretch);
  return stop ? stretch.slice(0, stop.index) : stretch;
}

const ACCOUNT_MAP =
  /^\s{0,4}(?::\s{0,2}[\w\[\], <>|]{1,40})?(?:=>|:=|:|=)\s{0,4}(?:new\s?\w{0,20}|map\[string\]string|(?:mutable)?[mM]ap(?:Of)?)?[{[(]{1,2}\s{0,8}/;
/** A user that most programs have, whose name stands without quotes. */
const USUAL = 'admin|administrator|root|guest|alice|bob|john|jane|demo|operator|manager|superuser|developer|user\\d?';
const ACCOUNT = new RegExp(`(["'])([\\w.@+-]{1,64})\\1\\s{0,4}(?::|=>|,|->|to\\s)\\s{0,4}(?=["'])|\\b(?:${USUAL}):\\s{0,4}(?=["'])`, 'g');
const MOST = 24;
export const ACCOUNT_MAPS =
  'users = mapof(|accounts = mapof(|credentials = mapof(|users = map[|users := map[|accounts := map[|credentials := map[|users = [|accounts = [|users = {|users={|users: {|users => [|users = [|accounts = {|accounts = [|logins = {|passwords = {|credentials = {|credentials: {|user_db = {'.split(
    '|',
  );
/** Words that are keys of one account, not names of users. */
const OF_ONE = /^(?:name|id|user(?:_?name)?|email|role|pass(?:word)?|token|key|type|url|host|port|data|title|label|first|last|status|\d+)$/i;

/** `USERS = {"admin": "x", "bob": "y"}`: users and their passwords. `start`: where the word `users` begins. */
export function readAccountMap(scan: Scan, start: number): void {
  const { text, language } = scan;
  const name = /^\w{1,40}/.exec(text.slice(start, start + 40))?.[0] ?? '';
  if (/\w/.test(text.charAt(start - 1)) && !/[A-Za-z]_$/.test(text.slice(Math.max(0, start - 2), start))) return;
  const opened = ACCOUNT_MAP.exec(text.slice(start + name.length, start + name.length + 80));
  if (!opened || language.family !== 'code' || !scan.spend(100)) return;
  const from = start + name.length + opened[0].length;
  const stretch = insideOf(text.slice(from, from + 800), /[{[(]{1,2}\s{0,8}$/.exec(opened[0])?.[0].trim().length ?? 1);
  ACCOUNT.lastIndex = 0;
  for (let found = ACCOUNT.exec(stretch), count = 0; found && count < MOST; found = ACCOUNT.exec(stretch), count++) {
    if (OF_ONE.test(found[2] ?? '') || /[}\])][^,(\[{]*$|\]\s*$/.test(stretch.slice(0, found.index).replace(/[)\]}]\s*,/g, ','))) return;
    const value = readString(text, from + ACCOUNT.lastIndex, Math.min(text.length, from + 1000), language.quotes);
    if (!value) return;
    const literal = readLiteral(text, from + ACCOUNT.lastIndex, value.after, language.quotes);
    // A word alone is a role, a name, a message as well.
    const given = text.slice(value.start, value.end);
    if (literal && /\d/.test(given) && !(found[2] === undefined && /[\s_-]/.test(given)))
      scan.offerLiteral({ name: 'password', kind: 'password' }, found[2] === undefined ? { ...literal, partial: true } : literal, { place: 'assignment' });
    ACCOUNT.lastIndex = value.after - from;
  }
}

/** A text up to where the brackets close that were opened before it. */
function insideOf(text: string, opened: number): string {
  let depth = opened - 1;
  for (const { 0: unit, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{}]/g)) {
    if ('([{'.includes(unit)) depth++;
    else if (')]}'.includes(unit) && --depth < 0) return text.slice(0, index);
  }
  return text;
}

const SESSION =
  /(?<![\w-])(?<n>[\w.-]{0,20}(?:sess(?:ion)?(?:_?id)?|phpsessid|jsessionid|connect\.sid|auth|token|jwt|remember\w{0,12}|sid))(?:["']?\s{0,2}[=:]\s{0,2}["']?|["']\s{0,4},\s{0,8}(?:["']?[vV]alue["']?\s{0,4}[:=]\s{0,4})?["'])(?:s%3A)?(?<v>[\w%+/.~-]{16,600}={0,2})(?=["';\s,}]|$)/dgi;
const COOKIE_REACH = 600;
const MOST_COOKIES = 6;

/** `Cookie: session=…; token=…`, `cookies = {"sessionid": "…"}`, `cookies.set("sessionid", "…")`, `Cookie{Name: "session", Value: "…"}`: a session is as good as its user's password while it lasts. `end`: behind the word. */
export function readCookies(scan: Scan, end: number): void {
  const { text } = scan;
  if (!scan.spend(COOKIE_REACH / 4)) return;
  const line = /^[^\r\n]{0,600}/.exec(text.slice(end, end + COOKIE_REACH))?.[0] ?? '';
  if (!/^s?["']?\]?\s{0,4}(?:[:=,({]|=>|\)|\.(?:set|put|add|append)\()/.test(line)) return;
  SESSION.lastIndex = 0;
  for (let found = SESSION.exec(line), count = 0; found && count < MOST_COOKIES; found = SESSION.exec(line), count++) {
    const at = found.indices?.groups?.v;
    if (at === undefined || /csrf|xsrf/i.test(found.groups?.n ?? '')) continue;
    scan.offer(
      { name: found.groups?.n ?? 'cookie', kind: 'token' },
      { start: end + at[0], end: end + at[1] },
      { quoted: true, place: 'assignment', text: true },
    );
  }
}
