import type { Span } from '../../../../base/span';
import { belongsToService, nameWords } from '../../values/name';
import type { Met, Named, Scan } from '../scan';

/** Units before and behind a value in which its neighbours are looked at: three lines of settings. */
const BEFORE = 240;
const BEHIND = 160;

/** Settings of daemons whose value is a password and nothing else, and what a radio network is joined with. */
const OF_DAEMON = /^(?:requirepass|masterauth|(?:wpa_?)?psk|wpa_?passphrase|[\w.]{0,40}SECURITY_CREDENTIALS)$/i;
/** What holds texts: messages by the name of the field that they are about. */
const HOLDS_TEXTS =
  /(?:err(?:or)?s?|messages?|msgs?|labels?|hints?|texts?|strings?|titles?|help|tips?|tooltips?|placeholders?|descriptions?|prompts?|usage|translations?|dict(?:ionary)?|captions?|headings?|strengths?|rules?|validat\w{0,8}|i18n|l10n|lang|locale|english)$/i;
/** The name of what is open where a value stands, or before its name: `labels = {`, `[errors]`, `messages:`, `form.errors.`. */
const HOLDER =
  /(?:([\w$]{1,40})["'\]]?\s{0,4}(?::\s{0,2}[\w<>, [\]]{1,40})?(?:[:=]|=>|\()?\s{0,4}(?:[\w.[\]<>:]{1,40}|@)?\s{0,4}[{[(]|\[([\w .-]{1,40})\](?=[ \t]*\n))(?=[^{}[\]()]*$)/;
const OWNER = /([\w$]{1,40})["'\])]{0,2}(?:\.|->|::|\[["']?)$/;
/** Another value of the same sort as messages: words and blanks. */
const TEXT_BESIDE =
  /([\w.-]{1,40})["'\]]{0,2}[ \t]{0,4}(?:=>?|:)[ \t]{0,4}["']?[A-Za-z][\w',]{0,20}(?: [A-Za-z][\w',;]{0,20}){1,12}[.!?:…]{0,3}(?:["'<]|[ \t]*(?:\n|$))/g;
/** What belongs to a sign-in or to a server, with a value that no person reads. */
const SETTING_BESIDE =
  /(?:^|[^A-Za-z])(?:\w{1,20}_)?(?:user(?:_?name)?|uid|login|host(?:_?name)?|server|addr(?:ess)?|port|database|db(?:_?name)?|dsn|endpoint|ssid|realm|driver|url|uri|principal|account|key_?file|cert)["'\]]{0,2}(?:\s{0,3}(?:=>|[:=])\s{0,3}|>|" value=)["']?([\w./:@$+-]{1,100})(?=["'<,;\s})]|$)/gi;
/** A call that opens, connects to or signs in to something, whose bracket is open. */
const OPENING_CALL =
  /(?:\b(?:https?_?basic\w{0,24}|connect\w{0,12}|create(?:Server|Client|Connection|Pool|SecureContext)|login|authenticate|auth|open\w{0,12}|start|unlock|decrypt\w{0,12}|import_?[kK]ey|load\w{0,12}|extract_?(?:all)?|[A-Za-z]{0,20}Client|Session)\b[ (]|(?:Options|Config|Configuration|Credentials?|Connection|ConnectionInfo)(?:\(\))?[ \t]?[({]|\b(?:props|properties|info|conf|config|env|settings)\.(?:set|put)\w{0,12}\()[^()\n]{0,160}$/;

/** A statement of SQL that makes a user or changes one. */
const OF_ROLE =
  /\bupdate[ \t]{1,4}[\w."`]{0,40}(?:user|account|member|login|customer|admin)[\w."`]{0,40}[ \t]{1,4}set\b[^;\n]{0,100}[ \t=](?:\w{1,20}\()?["']$|\b(?:user|role|login|server|mapping)\b[^;\n]{0,100}\bpassword[ \t=]{1,4}["']$/i;

/**
 * True where words with blanks may be a password: compared with one, given to a daemon, kept under the name of what it opens, or beside a user or a host.
 * Not among other texts, and not where what is open holds texts.
 */
export function mayBePhrase(scan: Scan, named: Pick<Named, 'name' | 'kind'>, at: Span, met: Met): boolean {
  if (met.place === 'prose' || met.partial === true || !scan.spare(BEFORE + BEHIND)) return false;
  if (met.place === 'call' || met.given === true || OF_DAEMON.test(named.name)) return true;
  const { text } = scan;
  const { family } = scan.language;
  const before = linesBefore(text, at.start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (met.text === true) return family === 'shell' && GIVEN_IN_SHELL.test(line) && !/^[ \t]*(?:#|echo\b|printf\b|REM\b)|usage/i.test(line);
  if (holdsTexts(before, line, named.name)) return false;
  if (met.place === 'comparison') return !/(?:^|[.>])pass$/i.test(named.name) || /\buser(?:_?name)?["'\])]{0,3}[ \t]{0,2}[!=]==?[^\n]{1,80}$/i.test(line);
  const behind = text.slice(at.end, at.end + BEHIND);
  if (isAmongTexts(scan, before) || isAmongTexts(scan, behind.slice(1))) return false;
  if (belongsToService(named.name)) return true;
  if (/^[A-Z][A-Z\d_]{3,}$/.test(named.name) && (family === 'shell' || family === 'lines' || family === 'yaml' || /[ \t]:?=[ \t]{0,4}["'`]$/.test(line)))
    return true;
  // The file of a daemon, whose lines are settings.
  if (family === 'lines' && /\.(?:conf|cnf)$/.test(scan.path)) return true;
  const section = /(?:^|\n)[ \t]{0,8}\[([\w.-]{1,40})\][ \t]*\n[^[]*$/.exec(before)?.[1];
  if (section !== undefined && (belongsToService(section) || /net|wlan|server/i.test(section))) return true;
  if (hasSetting(before) || hasSetting(behind) || OPENING_CALL.test(line) || OF_ROLE.test(line)) return true;
  // A variable or constant of that name, which is no attribute of an element.
  return /pass_?phrase$/i.test(named.name) && family === 'code' && /[ \t]:?=[ \t]{1,4}["'`]$/.test(before.slice(-12)) && !/<[\w.-]{1,40}\s[^<>]*$/.test(before);
}

/** `export NAME='`, `ENV NAME="`, `command --password '`: what a shell is given in quotes. */
const GIVEN_IN_SHELL =
  /^[ \t]*(?:(?:export|ENV|ARG|declare|readonly|local|set|-[ex])[ \t]{1,4})?[A-Z][A-Z\d_]{3,60}=["']$|^[ \t]*[\w./-]{2,40}[ \t][^\n]{0,160}[ \t]--?[\w-]{2,40}[ =]["']$/;

/** What stands before a place, without the line that the bound cuts. */
export function linesBefore(text: string, at: number): string {
  const stretch = text.slice(Math.max(0, at - BEFORE), at);
  const cut = at > BEFORE ? stretch.indexOf('\n') : -1;
  return cut < 0 ? stretch : stretch.slice(cut);
}

/** True beside the name of a user or a host, whose values no person reads. */
export function isBesideAccount(scan: Scan, at: Span): boolean {
  if (!scan.spare(BEFORE + BEHIND)) return false;
  return hasSetting(linesBefore(scan.text, at.start)) || hasSetting(scan.text.slice(at.end, at.end + BEHIND));
}

/** A user who is called by one plain word, right before the password: `user: "root", password: "`. */
const USER_BEFORE =
  /(?:^|[^A-Za-z])(?:user(?:_?name)?|uid|login)["']?\s{0,3}(?:=>|[:=])\s{0,3}["'](?!(?:user|name|login|text|string|email|required|input|username)\b)[a-z][a-z\d]{1,14}["'][,;]?\s{1,40}["':\w]{0,20}pass\w{0,8}["']?\s{0,3}(?:=>|[:=])\s{0,3}["']$/i;

/** True where the password stands right behind the name of a user. */
export const isBesideUser = (scan: Scan, at: Span): boolean =>
  scan.spare(BEHIND) && USER_BEFORE.test(scan.text.slice(Math.max(0, at.start - BEHIND), at.start));

function hasSetting(stretch: string): boolean {
  SETTING_BESIDE.lastIndex = 0;
  for (let found = SETTING_BESIDE.exec(stretch); found; found = SETTING_BESIDE.exec(stretch)) if (!/^[A-Z][a-z]+$/.test(found[1] ?? '')) return true;
  return false;
}

function holdsTexts(before: string, line: string, name: string): boolean {
  const path = name.split(/[.>:[\]"']+/).slice(0, -1);
  if (path.some((part) => HOLDS_TEXTS.test(part))) return true;
  const named = /[\w$.\->"'\]:[]{0,40}$/.exec(line.replace(/["']?\s*(?::?=>?|[!=]==?|:)?\s*["'`]?$/, ''))?.[0] ?? '';
  const owner = OWNER.exec(named.slice(0, Math.max(0, named.lastIndexOf(name.slice(-4)))).replace(/[\w"']{0,40}$/, ''))?.[1];
  if (owner !== undefined && HOLDS_TEXTS.test(owner)) return true;
  const holder = HOLDER.exec(before);
  return HOLDS_TEXTS.test(holder?.[1] ?? holder?.[2] ?? '');
}

const NAMED_BEFORE = /(?:name|key)["']?[ \t]{0,2}[:=][ \t]{0,2}["']?([\w.-]{1,60})["']?,?\s{1,20}$/;
const TYPED_BEFORE = /([\w$]{1,60})[?!]?:[ \t]{0,2}$/;

function isAmongTexts(scan: Scan, stretch: string): boolean {
  TEXT_BESIDE.lastIndex = 0;
  for (let found = TEXT_BESIDE.exec(stretch); found; found = TEXT_BESIDE.exec(stretch)) {
    // `name="password" value="x"`, `passphrase: str = "x"`
    const beside = found[1] === 'value' ? NAMED_BEFORE : TYPED_BEFORE;
    const name = beside.exec(stretch.slice(Math.max(0, found.index - 100), found.index))?.[1] ?? found[1] ?? '';
    if (scan.kindOf(name) !== 'password' && nameWords(name).length > 0 && !/^\s*(?:return|echo)\b/.test(found[0])) return true;
  }
  return false;
}
