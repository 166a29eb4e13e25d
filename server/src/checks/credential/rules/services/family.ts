import type { Document } from '../../../../base/document';
import type { Rule } from '../../../rule';
import type { Candidate, DetectorFamily, UnitAt } from '../../candidate';
import { entropy, isWordsJoined, texture } from '../../values/randomness';
import { isPublished } from '../../values/published';
import { isPlaceholder } from '../judge';
import { SERVICE_NAMES } from './names';

export const SERVICE_KEY = 'credential.service-key';

export const SERVICE_RULES: readonly Rule[] = [
  {
    id: SERVICE_KEY,
    title: 'Key or token beside the name of a service',
    description:
      'A value that looks made by a generator stands beside the name of a service whose keys have no shape of their own. Whoever reads it can act as its owner there until it is revoked.',
    grade: 'likely',
    rotate: 'Revoke it where the service manages its keys, and put the new one into a vault.',
  },
];

/** How far behind a service's name its key is looked for, and over how many lines. */
const REACH = 180;
const LINES = 3;
/** Looks behind a name, at least, and one more for so many units: what keeps hostile text linear. */
const LOOKS = 1_000;
const UNITS_PER_LOOK = 1_000;
/** Keys found behind one name, at most. */
const MOST = 3;

/** Fewest units of a key whose name says that it is one, and of one that is all there is. */
const SHORTEST_NAMED = 16;
const SHORTEST_BARE = 20;

const KEY_WORDS = String.raw`(?:key|token|secret|passw(?:or)?d|passphrase|credentials?|auth(?:orization)?|hmac|app_?id)`;
const KEY_WORD = new RegExp(KEY_WORDS, 'i');
const VALUE = String.raw`(?<v>[0-9A-Za-z][0-9A-Za-z_~+/.-]{14,199}={0,2})(?![0-9A-Za-z_~+/=-])`;
const SEPARATOR = String.raw`(?:["'] (?:android:)?(?:value|content|defaultValue)=["']|["'\x60\])}]{0,3}[ \t]{0,4}(?:=>|:=|->|<-|==?|[:(,]|[ \t](?:is|key|token|secret|with)[ \t:]|[ \t])[ \t]{0,4}(?:new[ \t])?["'\x60(@]{0,3})`;

/** A name with a word for keys in it, a sign, and the value: `"apiKey": "…"`, `--token …`, `?key=…`, `<key>…</key>`. */
const NAMED = new RegExp(String.raw`(?<n>${KEY_WORDS}[\w$-]{0,12})(?:>|${SEPARATOR})${VALUE}`, 'dgi');
/** What stands right behind the service's name: an operator, or the bracket of a call. */
const DIRECT = new RegExp(String.raw`(?<s>${SEPARATOR}(?:(?<=[(]["'\x60])[\w.@:-]{2,80}["'\x60][ \t]{0,2},\s{0,8}["'\x60])?)${VALUE}`, 'dy');
/** What of a longer name still names the key alone, where a value is given to it. */
const GIVEN = /^(?:[._]?(?:api|key|token|secret|auth|access|sdk|v\d)){0,4}$/i;
/** What of a name that is called still names the service alone, or what is done with its key. */
const REST = /^(?:[._]?(?:api|key|token|secret|auth|access|client|app|sdk|service|provider|config|v\d)){0,4}$/i;
const CALLED =
  /^(?:[\w$]{0,24}(?:client|api|sdk|service|provider|connector|wrapper))?(?:\.|::|->)?(?:new|init|initialize|initialise|setup|configure|start|connect|client|create|auth|authenticate|login|api|\w{0,20}client)?$/i;
/** Names of values that are no secret, though a word for keys is in them. */
const OPEN =
  /public|publishable|site_?key|primary|foreign|partition|sort_?key|cache|csrf|xsrf|idempoten|pagination|next_?page|keyword|keyboard|monkey|turkey|hockey|author(?!i[sz]ation)|(?:key|token|secret)_?(?:id|name|path|file|url|uri|type|hash|version|arn|ref|prefix|size|length|label|alias|vault)s?$/i;

/** Each way that a name is written: `alphavantage`, `alpha_vantage`, `alpha-vantage`. */
const spellings = (name: string): readonly string[] => (name.includes('-') ? [name.replaceAll('-', ''), name.replaceAll('-', '_'), name] : [name]);

class ServiceFamily implements DetectorFamily {
  readonly id = 'service';
  readonly rank = 1;
  readonly keywords: readonly string[];

  constructor(names: readonly string[]) {
    this.keywords = names.flatMap(spellings);
  }

  needs(): 'digit' {
    return 'digit';
  }

  /** A name counts only where something follows soon that is long enough and has a digit: most names stand in imports and prose. */
  confirm(keyword: number, at: UnitAt, end: number): boolean {
    const start = end - (this.keywords[keyword] ?? '').length;
    return isWhole(at, start, end) && hasValueBehind(at, end);
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const { text } = document;
    const found: Candidate[] = [];
    let looks = LOOKS + text.length / UNITS_PER_LOOK;
    let done = 0;
    for (let index = 0; index < hits.length && looks > 0; index += 2) {
      const end = hits[index + 1] as number;
      if (end < done) continue;
      looks--;
      const own = directly(text, end, this.keywords[hits[index] as number] ?? '') ?? named(text, end);
      found.push(...own);
      done = own.at(-1)?.span.end ?? done;
    }
    return found;
  }
}

const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;
const isLower = (unit: number): boolean => unit >= 97 && unit <= 122;
const isUpper = (unit: number): boolean => unit >= 65 && unit <= 90;
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** What may go on right behind a service's name without a sign between: the beginnings of key, token, secret, api, auth, access, client, pass. */
const GOES_ON = ['key', 'tok', 'sec', 'api', 'aut', 'acc', 'cli', 'pas'].map((word) => Buffer.from(word));

/** True where a name is a word of its own, or a hump of a longer one. */
function isWhole(at: UnitAt, start: number, end: number): boolean {
  const before = at(start - 1);
  const first = at(start);
  if (isLetter(before) && !(isUpper(first) && isLower(before))) return false;
  if (isDigit(before)) return false;
  const after = at(end);
  if (!isLetter(after) && !isDigit(after)) return true;
  if (isUpper(after) && isLower(at(end - 1))) return true;
  return GOES_ON.some((letters) => letters.every((letter, offset) => (at(end + offset) | 32) === letter));
}

/** True where a run of units as keys have stands within reach, with a digit in it. */
function hasValueBehind(at: UnitAt, from: number): boolean {
  let length = 0;
  let digit = false;
  let first = true;
  for (let offset = from; offset < from + REACH; offset++) {
    const unit = at(offset);
    if (isLetter(unit) || isDigit(unit) || unit === 95 || unit === 45 || unit === 43 || unit === 47 || unit === 126) {
      length++;
      digit ||= isDigit(unit);
      if (!first && digit && length >= SHORTEST_NAMED) return true;
    } else {
      // The end of the text, or of a statement.
      if (Number.isNaN(unit) || unit === 59) return false;
      length = 0;
      digit = first = false;
    }
  }
  return false;
}

/** `ACME = "…"`, `acme.init("…")`, `new AcmeClient("…")`: the value stands right behind the name. Undefined where something else does. */
function directly(text: string, end: number, word: string): readonly Candidate[] | undefined {
  const rest = /^(?:[\w.$-]|::|->){0,48}/.exec(text.slice(end, end + 60))?.[0] ?? '';
  DIRECT.lastIndex = end + rest.length;
  const match = DIRECT.exec(text);
  const at = match?.indices?.groups?.v;
  if (match === null || at === undefined) return undefined;
  const separator = match.groups?.s ?? '';
  const called = separator.includes('(');
  if (called ? !(CALLED.test(rest) || REST.test(rest)) : !(GIVEN.test(rest) || (KEY_WORD.test(rest) && REST.test(rest)))) return undefined;
  if (/^[\s,]*$/.test(separator.replace(/[ \t](?:is|key|token|secret)[ \t:]/, '=')) || OPEN.test(word + rest)) return undefined;
  const bare = !KEY_WORD.test(rest + separator);
  const value = text.slice(at[0], at[1]);
  return isKey(value, bare && !called ? SHORTEST_BARE : SHORTEST_NAMED, bare && !called) ? [candidate(at, `${word}${rest}`)] : undefined;
}

/** `"acme": {"key": "…"}`, `[acme]` and `key = …` below, `acme --token …`, `https://api.acme.com/?key=…`. */
function named(text: string, end: number): readonly Candidate[] {
  const stretch = statement(text, end);
  const found: Candidate[] = [];
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(stretch); match !== null && found.length < MOST; match = NAMED.exec(stretch)) {
    const at = match.indices?.groups?.v;
    const name = `${/[\w.$-]{0,40}$/.exec(stretch.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? ''}${match.groups?.n ?? ''}`;
    // A number of an application that is written as a UUID names it; keys that are called so are none.
    if (at === undefined || OPEN.test(name) || (/app_?id\w{0,4}$/i.test(name) && UUID.test(match.groups?.v ?? ''))) continue;
    if (isKey(match.groups?.v ?? '', SHORTEST_NAMED, false)) found.push(candidate([end + at[0], end + at[1]], name.replace(/^[-.]+/, '')));
  }
  return found;
}

const candidate = ([start, end]: readonly [number, number], subject: string): Candidate => ({
  rule: SERVICE_KEY,
  span: { start, end },
  grade: 'likely',
  ...(/^[A-Za-z_$][\w.$-]{0,79}$/.test(subject) ? { subject } : {}),
});

/** What belongs to a name: the rest of its line, and the next lines where the line opens something, is a heading, or a comment. */
function statement(text: string, end: number): string {
  const stretch = text.slice(end, end + REACH + 220);
  let stop = 0;
  for (let line = 0; line < LINES; line++) {
    const next = stretch.indexOf('\n', stop);
    if (next < 0) return stretch;
    if (next > REACH) return stretch.slice(0, next);
    const closed = line === 0 ? stretch.slice(0, next) : stretch.slice(stop, next);
    // An address with the service's name, and its key on the next line.
    const address = line === 0 && /[:=]\s{0,4}["'`]https?:\/\/[^\s"'`]*$/.test(lineOf(text, end));
    if (!address && /[;}]\s*$/.test(closed)) return stretch.slice(0, next);
    stop = next + 1;
    const opens = address || /[({[:,>\]|]\s*$/.test(closed) || (line === 0 && /^\s*(?:#|\/\/|--|;|\*|<!--|\/\*)[^\n]{0,80}$/.test(lineOf(text, end)));
    if (!opens) return stretch.slice(0, next);
  }
  const last = stretch.indexOf('\n', stop);
  return last < 0 ? stretch : stretch.slice(0, last);
}

const lineOf = (text: string, place: number): string => {
  const before = text.slice(Math.max(0, place - 120), place);
  return before.slice(before.lastIndexOf('\n') + 1);
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Keys that are made to be shown to everybody. */
const PUBLISHED_KEY = /^pk[_.]/;

/** True where a value was made by a generator. `bare`: no word says that it is a key, so that an id may stand there as well. */
function isKey(value: string, shortest: number, bare: boolean): boolean {
  if (value.length < shortest || isPlaceholder(value) || isPublished(value) || PUBLISHED_KEY.test(value)) return false;
  if (UUID.test(value)) return !bare;
  const digits = (value.match(/\d/g) ?? []).length;
  if (digits < 2 || /^\d+$/.test(value) || /^[\d.-]+$/.test(value)) return false;
  // A path, a name of a host, a file, a version.
  if (value.includes('/') && value.length < 40) return false;
  if (/\.(?:[a-z]{2,6}|\d)$|^v?\d+\.\d+|\.\.|\/\//i.test(value) || /^(?:[A-Za-z]{3,}[-_./]){2,}/.test(value) || /^[a-z]+-\d[\d.-]*$/.test(value)) return false;
  if (isWordsJoined(value.replace(/\d+$/, ''))) return false;
  return texture(value) === 'random' && entropy(value) >= 2.9;
}

export const serviceFamily: DetectorFamily = new ServiceFamily(SERVICE_NAMES);
