import { readBare } from '../text/literal';
import { skipBlanks, type Line } from '../text/line';
import type { Named, Scan } from '../scan';

/** Words by which a text begins to say how somebody signs in; a user and a password follow. */
export const SIGN_IN_WORDS: readonly string[] = (
  'login: |logins: |login is |logins are |credentials: |credentials are |creds: |account: |user/pass|username/password|user/password|login/password|' +
  'log in with |login with |log in as |login as |logged in as |log in using |login using |sign in with |sign in as |sign in using |connect as |zugangsdaten: |identifiants'
).split('|');
/** Words for a key that are written apart where people speak of it. */
export const SPOKEN_KEYS: readonly string[] =
  'api key|access key|secret key|shared key|account key|signing key|encryption key|master key|license key|auth token|access token'.split('|');

const FORMAT = '[`"\'*_(]{0,3}';
const PAIR = new RegExp(
  String.raw`^(?:s|:|\s|is\b|are\b|=){0,6}\s{0,2}${FORMAT}(?<u>[\w.@+-]{2,40})${FORMAT}[)]?\s{0,3}(?:[/:,;|]|\band\b|\bwith\b)\s{0,3}${FORMAT}(?:(?:the\s)?(?:password|passwd|pass|pw)\s{0,2}[:=]?\s{0,2}${FORMAT})?(?<v>[^\s"'<>]{6,60})`,
  'd',
);
/** What closes a value in prose, and its emphasis. */
const TAIL = /[.,;:!?)\]`*_]+$/;
const LONGEST = 160;

/** True where a place is in a text for people: documentation, a mail, a comment. */
const isSpoken = ({ language }: Scan, start: number, line: Line): boolean => language.family === 'prose' || start >= line.comment;

/** Digits and letters, as of a password; no address, path, version or date. */
const isChosen = (value: string): boolean =>
  /\d/.test(value) && /[A-Za-z]/.test(value) && !/^https?:|\/\/|[\\{}()[\]$]|^\w{1,20}\/|@[\w-]+\.\w|\.\w{2,4}$/.test(value);

/** `login: admin / x`, `sign in as bob with x`: a pair in a sentence. Only what somebody made up as a password is told from other words. */
export function readSignIn(scan: Scan, start: number, end: number, line: Line): void {
  if (/\w/.test(scan.text.charAt(start - 1)) || !isSpoken(scan, start, line) || !scan.spend(LONGEST / 4)) return;
  const found = PAIR.exec(scan.text.slice(end, Math.min(line.end, end + LONGEST)));
  const at = found?.indices?.groups?.v;
  if (at === undefined) return;
  offerSpoken(scan, { name: 'login', kind: 'password' }, end + at[0], end + at[1]);
}

const SAID =
  /[ \t]{0,2}(?:[ \t](?:is|are|was|will be|would be|has been set to|ist|lautet|est|es|è|é|jest|är|er)|[:=])(?:[ \t]{0,2}:)?[ \t]{1,4}(?=[^\s"'(<{[$])/y;

/** `the password is x`, `our API key is x`: a value that a sentence gives, without quotes. True if it was that. */
export function readSaid(scan: Scan, named: Pick<Named, 'name' | 'kind' | 'end'>, limit: number, apart = false): boolean {
  const { text } = scan;
  SAID.lastIndex = named.end;
  if (
    !SAID.test(text) ||
    SAID.lastIndex >= limit ||
    (!apart && /[:=]$/.test(text.slice(named.end, SAID.lastIndex).trim()) && !/[a-z]/.test(text.slice(named.end, SAID.lastIndex)))
  )
    return false;
  const word = readBare(text, SAID.lastIndex, limit, '"\'<>(){}[]|,;');
  if (!word) return false;
  const value = text.slice(word.start, word.end).replace(TAIL, '');
  if (value.length < 8) return false;
  return offerSpoken(scan, named, word.start, word.start + value.length);
}

/** Behind the name, in a table: its value in the next cell. */
const IN_ROW = /^[`*_]{0,2}[ \t]{0,40}\|[ \t]{0,40}[`*_]{0,2}([\w+/=.~-]{16,120})[`*_]{0,2}[ \t]{0,40}\|/;

/** `our API key is x`, `| API key | x |`. */
export function readSpokenKey(scan: Scan, start: number, end: number, line: Line): void {
  if (/\w/.test(scan.text.charAt(start - 1)) || !isSpoken(scan, start, line)) return;
  const cell = IN_ROW.exec(scan.text.slice(end, Math.min(line.end, end + LONGEST)));
  if (cell?.[1] !== undefined) {
    const from = end + cell[0].lastIndexOf(cell[1]);
    offerSpoken(scan, { name: scan.text.slice(start, end).replace(/\s/g, '_'), kind: 'key' }, from, from + cell[1].length);
    return;
  }
  readSaid(scan, { name: scan.text.slice(start, end).replace(/\s/g, '_'), kind: 'key', end }, line.end, true);
}

const USER_BEFORE =
  /(?:^|[\s(*"'`])(?:user(?: ?name)?|login|account)[*`"':]{0,3}\s{1,4}[`"'*]{0,3}[\w.@+-]{2,40}[`"'*]{0,3}\s{0,2}(?:[,;/]|\band\b|\bwith\b|\bhas\b)\s{0,2}(?:(?:the|a)\s)?[*`"']{0,2}$/i;

/** `user bob, password x`: a user goes before. True if it was that. */
export function readBesideUser(scan: Scan, named: Named, limit: number): boolean {
  const { text } = scan;
  if (!/[ \t]/.test(text.charAt(named.end)) || !USER_BEFORE.test(text.slice(Math.max(0, named.start - 120), named.start))) return false;
  const from = skipBlanks(text, named.end, limit);
  const word = readBare(text, from, limit, '"\'<>(){}[]|,;');
  if (!word) return false;
  return offerSpoken(scan, named, word.start, word.end);
}

function offerSpoken(scan: Scan, named: Pick<Named, 'name' | 'kind'>, from: number, to: number): boolean {
  const whole = scan.text.slice(from, to);
  const lead = /^[`*_]{0,3}/.exec(whole)?.[0].length ?? 0;
  const value = whole.slice(lead).replace(TAIL, '');
  if (value.length < 6 || !isChosen(value)) return false;
  // Behind the name of a key stands one: mixed letters and digits need not look drawn as well.
  const key = named.kind === 'key' && value.length >= 16 && /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]+$/.test(value);
  scan.offer(
    named,
    { start: from + lead, end: from + lead + value.length },
    key ? { quoted: false, place: 'assignment' } : { quoted: false, place: 'prose', partial: true },
  );
  return true;
}
