import type { Document } from '../../../base/document';
import type { Grade } from '../../../base/finding';
import type { Rule } from '../../rule';
import type { Candidate, DetectorFamily, UnitAt } from '../candidate';
import { lineStartNear } from '../nearLine';
import { subjectAt } from './beside';
import { entropy, isPlaceholder } from './judge';

export const CONNECTION = 'credential.connection-string';
export const URL_PASSWORD = 'credential.url-password';

export const CONNECTION_RULES: readonly Rule[] = [
  {
    id: CONNECTION,
    title: 'Password in a connection string',
    description:
      'A password or key inside the connection string or URL of a database, queue or storage account. The finding is the credential alone, not the string around it.',
    grade: 'real',
    rotate: 'Change the password of that account on the server, and put the new one into a vault.',
  },
  {
    id: URL_PASSWORD,
    title: 'Password in a URL',
    description: 'A user name and password, or a token, before the host of a URL. URLs end up in logs, histories and error reports.',
    grade: 'real',
    rotate: 'Change the password or revoke the token where it was issued, and send it in a header instead.',
  },
];

/** Places looked at in one text, at least, and one more for so many units: what keeps hostile text linear. */
const PLACES = 2_000;
const UNITS_PER_PLACE = 500;
/** Longest part before the `@` that is looked at. */
const LONGEST = 300;
/** What follows the password in the source names of Go's MySQL driver: `user:password@tcp(host)/db`. */
const DRIVER_ADDRESSES = ['@tcp(', '@unix('];
const PASSWORD_WORDS = ['password', 'passwd', 'pwd', 'accountkey', 'sharedaccesskey', 'access key', 'sharedsecret'];

class ConnectionFamily implements DetectorFamily {
  readonly id = 'connection';
  readonly rank = 3;
  readonly keywords = ['://', ...PASSWORD_WORDS, ...DRIVER_ADDRESSES];

  confirm(keyword: number, at: UnitAt, end: number): boolean {
    if (keyword > PASSWORD_WORDS.length) return true;
    if (keyword > 0) return at(end) === 61 || (at(end) === 32 && at(end + 1) === 61);
    for (let offset = end; offset < end + LONGEST; offset++) {
      const unit = at(offset);
      if (unit === 64) return offset > end;
      if (unit <= 32 || Number.isNaN(unit) || unit === 34 || unit === 39 || unit === 60 || unit === 62 || unit === 47 || unit === 96) return false;
    }
    return false;
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const { text } = document;
    const found: Candidate[] = [];
    let done = 0;
    let places = PLACES + text.length / UNITS_PER_PLACE;
    for (let index = 0; index < hits.length; index += 2) {
      const end = hits[index + 1] as number;
      if (end < done) continue;
      if (places-- <= 0) break;
      const candidate =
        hits[index] === 0
          ? userInfo(text, end)
          : (hits[index] as number) > PASSWORD_WORDS.length
            ? driverSource(text, text.lastIndexOf('@', end - 1))
            : keyValue(text, end);
      if (candidate === undefined) continue;
      found.push(candidate);
      done = candidate.span.end;
    }
    return found;
  }
}

/** `scheme://user:password@host`, `scheme://:password@host`, `https://token@host`: the credential alone. */
function userInfo(text: string, start: number): Candidate | undefined {
  let at = -1;
  let colon = -1;
  const limit = Math.min(text.length, start + LONGEST);
  for (let offset = start; offset < limit; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit <= 32 || unit === 34 || unit === 39 || unit === 47 || unit === 60 || unit === 62 || unit === 96 || unit === 92) break;
    if (unit === 64) at = offset;
    else if (unit === 58 && colon === -1 && at === -1) colon = offset;
  }
  if (at <= start) return undefined;
  const scheme = /[a-z][a-z0-9+.-]{0,30}$/i.exec(text.slice(Math.max(0, start - 34), start - 3))?.[0].toLowerCase();
  if (scheme === undefined) return undefined;
  const host = /^[\w.-]{1,100}|^\[[0-9a-f:.]{2,45}\]|^(?:[$%{(]|#\{)|^["'`]\s{0,4}(?:\+|\.(?!\w)|&|\|\|)/i.exec(text.slice(at + 1, at + 101))?.[0];
  if (host === undefined) return undefined;
  const web = /(?:^|\+)(?:https?|ftps?|sftp|git|ssh|svn|wss?)$/.test(scheme);
  // Sentry's DSN says where reports go; it is in what every visitor gets.
  if (colon === -1) return web && !SENTRY.test(host) ? tokenAsUser(text, start, at) : undefined;
  const value = text.slice(colon + 1, at);
  // The token is the user, and the password says so or is nothing.
  if (web && TOKEN_AS_USER.test(value)) {
    const token = tokenAsUser(text, start, colon, /^x-/i.test(value) ? 2 : undefined);
    if (token !== undefined || value === '' || /^x-/i.test(value)) return token;
  }
  const user = text.slice(start, colon);
  // How a manual says that a part may be left out: `user[:password]@host`.
  if (user.endsWith('[')) return undefined;
  const grade = gradeOf(value, user, host);
  if (grade === undefined) return undefined;
  return {
    rule: web ? URL_PASSWORD : CONNECTION,
    span: { start: colon + 1, end: at },
    grade,
    ...(colon > start ? { related: [{ start, end: colon }] } : {}),
    ...subjectOf(text, start - 3 - scheme.length),
  };
}

/** `user:password@tcp(host:3306)/db`: `at` is where the `@` stands. */
function driverSource(text: string, at: number): Candidate | undefined {
  const before = /(?:^|["'`\s=])([^\s"'`:/]{1,64}):([^\s"'`/]{1,120})$/.exec(text.slice(Math.max(0, at - 200), at));
  const value = before?.[2];
  if (value === undefined) return undefined;
  const user = before?.[1] ?? '';
  const grade = gradeOf(value, user, '');
  const start = at - value.length;
  return grade === undefined
    ? undefined
    : {
        rule: CONNECTION,
        span: { start, end: at },
        grade,
        related: [{ start: start - 1 - user.length, end: start - 1 }],
        ...subjectOf(text, start - 1 - user.length),
      };
}

const subjectOf = (text: string, place: number): { subject?: string } => {
  const subject = subjectAt(text, place);
  return subject === undefined ? {} : { subject };
};

function tokenAsUser(text: string, start: number, at: number, least = 3.3): Candidate | undefined {
  const value = text.slice(start, at);
  if (value.length < 20 || !/^[\w.-]+$/.test(value) || !/\d/.test(value) || entropy(value) < least) return undefined;
  return { rule: URL_PASSWORD, span: { start, end: at }, grade: isPlaceholder(value) ? 'placeholder' : 'likely', ...subjectOf(text, start - 8) };
}

/** What services ask for as the password where the token is the user: GitHub's and Bitbucket's words, Toggl's, Freshdesk's. */
const TOKEN_AS_USER = /^(?:x-oauth-basic|x-access-token|x-token-auth|oauth2?|api[_-]?token|token|x|)$/i;

const SENTRY = /(?:^|\.)sentry\.io$/i;

/** What another system fills in: a variable, a template, a format directive. No credential stands there. */
const FILLED_IN =
  /^@[A-Za-z_]\w*$|^(?:None|null|nil|undefined|True|False|true|false)[,)]{0,2}$|^\$[\w({]|^[{<%[]|\$\{|\{\{|\{[\w.]{0,60}\}|#\{|<%|%[sdv]|%\([\w.]+\)|^%[\w]{2,}%$|^@?\w*\(|^:\w+$|^\[/;
/** Words that people write where a password goes. */
const STAND_IN =
  /^(?:(?:my|your|the|some|db|user|test|a)?[-_]?(?:account[-_]?key|access[-_]?key|key[-_]1234|pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|credentials?)(?:[-_]?here)?|changeme|change[-_]me|value|example|sample|dummy|foo(?:bar)?|bar|baz|xxx+|\.{2,}|\*+|x+|redacted|hidden|placeholder|todo|none|null|undefined|true|false|[a-z]{1,4}pass(?:wd|word)?|(?:an?|the)(?:%20|[+_-])(?:secret|password|key|token)|(?:secret|access)[-_]?(?:access)?[-_]?key)$/i;

/** The user of Oracle's manuals, whose password is a tiger's: on whoever's own machine, whatever it is. */
const isDemo = (value: string, user: string, host: string): boolean =>
  user === 'scott' && (/^tiger/i.test(value) || /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host));

function gradeOf(value: string, user: string, host: string): Grade | undefined {
  if (value === '' || FILLED_IN.test(value)) return undefined;
  if (/^\d{1,5}$/.test(value) && /^[\w.-]+\.\w+$/.test(user)) return undefined;
  if (value === user || isDemo(value, user, host) || STAND_IN.test(value) || /^(.)\1*$/.test(value) || isPlaceholder(value)) return 'placeholder';
  if (/(?:^|\.)example(?:\.|$)/i.test(host) && (value.length < 8 || (value.length < 12 && !/\d/.test(value)))) return 'placeholder';
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3.2 ? 'real' : 'likely';
}

/** Other parts of a connection string: without one of them beside it, `password=` is an assignment, and another family's. */
const NEIGHBOUR =
  /(?:^|[;?&"'\s,])(?:server|data ?source|host|hostname|addr(?:ess)?|endpoint|uid|user(?: ?id|name)?|initial catalog|database|dbname|defaultendpointsprotocol|accountname|sharedaccesskeyname|driver|provider|port|integrated security|jdbc:[\w:]{2,30})\s{0,2}[=:/]/i;

/** `Server=…;Password=value;`, `jdbc:…?user=x&password=value`, `host=x password=value` (libpq), `AccountName=…;AccountKey=value;…`. */
function keyValue(text: string, keyEnd: number): Candidate | undefined {
  const valueStart = keyEnd + (text.charCodeAt(keyEnd) === 61 ? 1 : 2);
  const from = lineStartNear(text, keyEnd, LONGEST);
  const line = text.slice(from, keyEnd);
  const before = line.slice(Math.max(line.lastIndexOf('"'), line.lastIndexOf('`')) + 1);
  const rest = text.slice(valueStart, valueStart + LONGEST);
  const lineRest = /^[^\r\n"`<]*/.exec(rest)?.[0] ?? '';
  const separator = /[;&]/.exec(before)?.[0] ?? /[;&]/.exec(lineRest)?.[0] ?? (/^[^;&]*\bhost=|^[^;&,]*\b(?:dbname|user)=/.test(before) ? ' ' : undefined);
  if (separator === undefined || !(NEIGHBOUR.test(before) || NEIGHBOUR.test(`;${lineRest.slice(lineRest.indexOf(separator) + 1)}`))) return undefined;
  const value = /^[^;&"'`\s<>\\]{1,300}/.exec(lineRest)?.[0];
  // `password=url.password,auth=…`, `authorizePassword=e=>…`: code.
  if (
    value === undefined ||
    (separator === ' ' && /^[A-Za-z_$][\w$]{0,60}[,)]/.test(value)) ||
    /^[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){1,6}[,;)?&|]/.test(value) ||
    /^\w{1,20}=>/.test(lineRest + rest.charAt(lineRest.length)) ||
    // The folder that a shell is in.
    (/\bPWD$/.test(line) && /^\/[\w./~+-]*$/.test(value))
  )
    return undefined;
  // The account of the emulator, whose key everybody knows.
  if (/devstoreaccount1|localhost:8081/i.test(line)) return undefined;
  const grade =
    /^AccountKey$|^SharedAccessKey$/i.test(/\w+$/.exec(line)?.[0] ?? '') && value.length >= 40
      ? isPlaceholder(value)
        ? 'placeholder'
        : 'real'
      : gradeOf(value, '', '');
  return grade === undefined
    ? undefined
    : { rule: CONNECTION, span: { start: valueStart, end: valueStart + value.length }, grade, ...subjectOf(text, from + line.length - before.length) };
}

export const connectionFamily: DetectorFamily = new ConnectionFamily();
