import { basename, dirname } from 'node:path';
import type { Document } from '../../base/document';
import type { Finding } from '../../base/finding';
import { isUsableVariable, toUpperSnake } from '../../base/names';
import { slice } from '../../base/span';
import { CREDENTIAL_CALLS } from '../../checks/credential/assignment/calls/table';
import { PASSWORD_COMMANDS } from '../../checks/credential/assignment/commands/commands';
import type { Place } from '../../references/referenceSyntax';

/** Words that say "a secret" and not whose: alone they name nothing. */
const GENERIC = new Set(
  (
    'PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|PASS_PHRASE|PASSCODE|PIN|SECRET|SECRETS|TOKEN|TOKENS|KEY|KEYS|API_KEY|APIKEY|API_TOKEN|API_SECRET' +
    '|ACCESS_KEY|ACCESS_TOKEN|AUTH|AUTH_TOKEN|AUTH_KEY|AUTHORIZATION|AUTHENTICATION|BEARER|BEARER_TOKEN|CREDENTIAL|CREDENTIALS|CRED|CREDS' +
    '|CLIENT_SECRET|SECRET_KEY|PRIVATE_KEY|VALUE|DEFAULT|DATA|STRING|TEXT|CONTENT|URL|URI|DSN|CONNECTION_STRING|CONNECTION|HEADER|HEADERS' +
    '|X_API_KEY|ACCOUNT_KEY|SHARED_ACCESS_KEY|PRIMARY_KEY|SIGNATURE|SIG|ID|NAME|LITERAL|RESULT|CONST|VAR|PROPERTY|ENV|PATH|P|K|S|T|V|X|KWARGS|ARGS|OPTS|OPTIONS'
  ).split('|'),
);

/** Names of files, folders and keys that say nothing about whose secret it is. */
const STRUCTURAL = new Set(
  (
    'INDEX|MAIN|APP|APPLICATION|CONFIG|CONFIGS|CONFIGURATION|SETTINGS|SRC|LIB|LIBS|SERVER|CLIENT|UTIL|UTILS|HELPER|HELPERS|COMMON|CONSTANTS|TEST' +
    '|TESTS|SPEC|DEFAULT|DEFAULTS|SERVICES|ENVIRONMENT|ENVIRONMENTS|ENV|VARIABLES|VARS|DATA|STRING_DATA|STRINGDATA|METADATA|PROPERTIES|OPTIONS' +
    '|OPTS|PARAMS|PARAMETERS|ARGS|HEADERS|AUTH|CREDENTIALS|RESOURCES|JAVA|KOTLIN|PYTHON|PACKAGE|PACKAGES|MODULE|MODULES|COM|ORG|IO|SELF|THIS' +
    '|EXPORTS|INIT|LOCAL|DEV|DEVELOPMENT|PROD|PRODUCTION|RUN|SETUP|CONSTRUCTOR|FUNCTION|RETURN'
  ).split('|'),
);

/** Rules that name no provider: what their values are called where nothing else is known. */
const KIND_OF_RULE: Readonly<Record<string, string>> = {
  password: 'PASSWORD',
  'generic-token': 'TOKEN',
  'private-key': 'PRIVATE_KEY',
  'connection-string': 'CONNECTION_STRING',
  'static-fallback': 'SECRET',
  jwt: 'JWT',
  'url-credential': 'PASSWORD',
  'url-password': 'PASSWORD',
  chosen: 'SECRET',
};

/** Rules whose finding is the password inside a connection string or URL: the variable that holds the whole names the password's owner. */
const INSIDE_A_URL: ReadonlySet<string> = new Set(['credential.connection-string', 'credential.url-password', 'credential.url-credential']);

/** Ends of a variable's name that say "a connection string" and not whose. */
const LINK_WORDS = /(?:^|_)(?:URLS?|URI|DSN|CONNECTION|CONN|CONN_STR|CONNECTION_STR|STRING|STR|ENDPOINT|ADDRESS|ADDR|JDBC|LINK|CONFIG)$/;

/** Schemes that say how something is reached, and not what. */
const PLAIN_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'ws', 'wss', 'file', 'tcp', 'tls', 'ssl', 'ssh', 'git', 'jdbc', 'odbc', 'r2dbc']);

/** Schemes that are called otherwise when people speak of them. */
const SCHEME_NAMES: Readonly<Record<string, string>> = { postgresql: 'POSTGRES', pgsql: 'POSTGRES', psql: 'POSTGRES', mongo: 'MONGODB', mssql: 'SQLSERVER' };

/** Characters of a connection string read before its password, at most. */
const LINK_STRETCH = 400;

/** Lines looked at above a finding for the object or class it stands in. */
const LINES_ABOVE = 200;

const OPENER = /(?:^|[^\w$])(?:class|object|interface|struct|module|namespace|record|enum)\s+([A-Za-z_$][\w$]{0,63})/;
const HOLDER = /(?:^|[^\w$])['"]?([A-Za-z_$][\w$.-]{0,63})['"]?\s*(?::=|[:=])\s*(?:[\w$.]{1,64}\s*)?[({[]\s*$|^\s*([A-Za-z_][\w.-]{0,63}):\s*$/;

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** Names of the objects, classes and blocks around an offset, innermost first, by indentation: enough to propose a name, in every language. */
export function enclosingNames(text: string, offset: number): string[] {
  const lines = text.slice(Math.max(0, offset - 40_000), offset).split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  // `database: { password: "…" }` on one line: what opens before the value, closest first.
  const names = [...last.slice(-400).matchAll(/([A-Za-z_$][\w$-]{0,63})['"]?\s*(?::=|[:=])\s*(?:[\w$.]{1,64}\s*)?[({[](?=[^)}\]]*$)/g)]
    .map((match) => match[1] ?? '')
    .reverse();
  let indent = indentOf(last);
  for (const line of lines.slice(0, -1).slice(-LINES_ABOVE).reverse()) {
    if (line.trim() === '' || indentOf(line) >= indent || line.length > 400) continue;
    indent = indentOf(line);
    const found = OPENER.exec(line)?.[1] ?? HOLDER.exec(line)?.slice(1).find(Boolean);
    if (found !== undefined) names.push(found);
    if (indent === 0) break;
  }
  return names;
}

/** `credential.stripe-secret-key` gives `STRIPE_SECRET_KEY`; a rule without a provider gives undefined. */
function providerName(rule: string): string | undefined {
  const [check, kind] = rule.split('.');
  return check !== 'credential' || kind === undefined || kind in KIND_OF_RULE ? undefined : toUpperSnake(kind);
}

const kindName = (rule: string): string => KIND_OF_RULE[rule.split('.')[1] ?? ''] ?? 'SECRET';

const meaningful = (name: string): boolean => name !== '' && !GENERIC.has(name) && !STRUCTURAL.has(name) && name.length > 1;

const join = (owner: string, name: string): string =>
  name === owner || name.startsWith(`${owner}_`) ? name : owner.endsWith(`_${name}`) ? owner : `${owner}_${name}`;

/** File and folder names above a document, closest first, that say something. */
function fileNames(path: string, root: string): string[] {
  const names = [
    toUpperSnake(
      basename(path)
        .replace(/^\./, '')
        .replace(/\.[^.]*$/, ''),
    ),
  ];
  for (let folder = dirname(path); folder.length >= root.length && folder !== dirname(folder); folder = dirname(folder))
    names.push(toUpperSnake(basename(folder)));
  return names.filter(meaningful);
}

/** `databaseUrl` gives `DATABASE`, `connection` gives an empty text. */
function stemOf(name: string): string {
  for (let stem = name; ;) {
    const shorter = stem.replace(LINK_WORDS, '');
    if (shorter === stem) return stem.replace(/_?PASSWORD$/, '');
    stem = shorter;
  }
}

/** What the connection string before an offset connects to, by its scheme: `jdbc:postgresql://…` gives `POSTGRES`; undefined where it says nothing. */
function schemeName(text: string, offset: number): string | undefined {
  const before = /[^"'`\s]*$/.exec(text.slice(Math.max(0, offset - LINK_STRETCH), offset))?.[0] ?? '';
  const schemes = [...before.matchAll(/(?:^|[^A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30}):(?=\/\/|thin:|@)/g)].map((match) => match[1]?.toLowerCase() ?? '');
  // `postgresql+psycopg2`, `mongodb+srv`: what comes after the plus is how. The final s of `rediss` and `amqps` says TLS.
  const scheme = (schemes.at(-1) ?? '').replace(/\+.*$/, '').replace(/^(redis|amqp|mqtt|smtp|imap|pop3|ldap|ftp)s$/, '$1');
  return scheme === '' || PLAIN_SCHEMES.has(scheme) ? undefined : (SCHEME_NAMES[scheme] ?? toUpperSnake(scheme));
}

export interface NameContext {
  readonly document: Document;
  readonly finding: Finding;
  readonly place?: Place | undefined;
  /** All findings of the document: no part of one may get into a name. */
  readonly findings: readonly Finding[];
  /** Absolute path of the document, and of the project. */
  readonly file: string;
  readonly root: string;
}

/** Candidate names, best first; not yet checked for use. The last one is always there. */
function candidates(context: NameContext): string[] {
  const { finding, place, document } = context;
  const keys = (place?.path ?? []).filter((key) => !/^\d+$/.test(key)).map(toUpperSnake);
  const subject = toUpperSnake((finding.subject ?? '').replace(/^(?:this|self|exports|module\.exports|process\.env|window|globalThis)\./, ''));
  const own = subject !== '' ? subject : (keys.at(-1) ?? '');
  const inside = INSIDE_A_URL.has(finding.rule) && !slice(document.text, finding.span).includes('://');
  if (inside) return linkCandidates(context, keys, stemOf(own));
  const provider = providerName(finding.rule);
  // One letter or `path` says as little as `password`, and is worse at the end of a name than the kind of value.
  const kind = provider ?? (GENERIC.has(own) && own.length > 3 && own !== 'PATH' && own !== 'VALUE' ? own : kindName(finding.rule));
  const owners = [
    ...keys.slice(0, -1).reverse(),
    ...(keys.length > 0 ? [] : enclosingNames(document.text, finding.span.start).map(toUpperSnake)),
    ...fileNames(context.file, context.root),
  ].filter(meaningful);
  const list: string[] = [];
  const named = provider === undefined && isTaker(finding.subject) ? ofTaker(own, kind) : own;
  if (meaningful(named) && named.length > 2) {
    const inner = owners[0];
    list.push(named);
    if (inner !== undefined) list.push(join(inner, named));
  }
  if (provider !== undefined) list.push(provider);
  list.push(...owners.map((owner) => join(owner, kind)), kind.includes('_') ? kind : `APP_${kind}`, 'APP_SECRET');
  return list;
}

/** Whether a finding is named by the call or command that takes the value, since no variable was: `getconnection`, `curl`. */
const isTaker = (subject: string | undefined): boolean =>
  subject !== undefined && (CREDENTIAL_CALLS.has(subject.toLowerCase()) || PASSWORD_COMMANDS.some(({ word }) => word.trim() === subject));

/** `GETCONNECTION` gives `CONNECTION_PASSWORD`; `SETPASSWORD` says no more than the kind, so something else must say whose it is. */
function ofTaker(name: string, kind: string): string {
  const bare = name.replace(/^(?:SET|GET|WITH|NEW|CREATE|ADD|USE)_?(?=[A-Z]{3})/, '');
  return GENERIC.has(bare) && bare !== 'CONNECTION' ? '' : join(bare, kind);
}

/** Names for the password inside a connection string: `<whose>_PASSWORD`, never the name of the whole. */
function linkCandidates({ document, finding, file, root }: NameContext, keys: readonly string[], stem: string): string[] {
  const around = keys.length > 0 ? keys.slice(0, -1).reverse() : enclosingNames(document.text, finding.span.start).map(toUpperSnake);
  const scheme = schemeName(document.text, finding.span.start);
  const owners = [stem, ...around.map(stemOf), ...(scheme === undefined ? [] : [scheme]), ...fileNames(file, root)].filter(meaningful);
  return [...owners.map((owner) => join(owner, 'PASSWORD')), 'APP_PASSWORD', 'APP_SECRET'];
}

const trim = (name: string): string => name.slice(0, 64).replace(/_+$/, '');

/** The variable proposed for a finding: from its context, usable, unique among `taken`, and without any part of a finding's text (THREATS 13, 16). */
export function proposeVariable(context: NameContext, taken: ReadonlySet<string>): string {
  const values = context.findings
    .map((other) => toUpperSnake(slice(context.document.text, other.span)))
    .filter((value) => value.length >= 16 || (value.length >= 6 && /[0-9]/.test(value)));
  const names = candidates(context)
    .map(trim)
    .filter((name) => isUsableVariable(name) && !values.some((value) => name.includes(value)));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const base = names[0] ?? 'APP_SECRET';
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, 64 - String(number).length - 1)}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/**
 * The path in a store by the team's template: `{name}` and `{environment}` are replaced, a segment that becomes empty goes. In an embedded
 * store, which is flat, the result is one upper snake name (DESIGN §4), so that the file's keys are variable names.
 */
export function proposePath(template: string, variable: string, embedded: boolean, environment = ''): string {
  const filled = template
    .split('/')
    .map((segment) =>
      segment
        .replaceAll('{name}', variable)
        .replaceAll('{environment}', environment)
        .replace(/[^A-Za-z0-9_.-]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
  const path = filled === '' ? variable : filled;
  if (!embedded) return path;
  const name = path === variable ? variable : trim(toUpperSnake(path));
  return isUsableVariable(name) ? name : variable;
}
