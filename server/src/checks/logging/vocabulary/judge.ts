import * as tables from './heads';
import { lastSegment, wordsOf } from './words';

export type SecretKind =
  | 'password'
  | 'secret'
  | 'token'
  | 'key'
  | 'code'
  | 'pin'
  | 'credential'
  | 'session'
  | 'cookie'
  | 'connection'
  | 'headers'
  | 'body'
  | 'environment'
  | 'config'
  | 'command';

/** Why a name that has a secret's word in it names none. `plain`: it has no such word. */
export type WhyNot =
  | 'plain'
  | 'described'
  | 'masked'
  | 'public'
  | 'fake'
  | 'csrf'
  | 'push'
  | 'pagination'
  | 'language-model'
  | 'lexer'
  | 'cancellation'
  | 'flag'
  | 'act'
  | 'directory';

/** What a name says of its value. A `weak` one is a secret where something else says so too (the engine looks for it in the file). */
export type NameVerdict =
  | { readonly grade: 'secret' | 'weak'; readonly kind: SecretKind; /** The head word stands alone. */ readonly bare?: true }
  | { readonly grade: 'none'; readonly why: WhyNot };

const none = (why: WhyNot): NameVerdict => ({ grade: 'none', why });
const secret = (kind: SecretKind, bare = false): NameVerdict => (bare ? { grade: 'secret', kind, bare: true } : { grade: 'secret', kind });
const weak = (kind: SecretKind, bare = false): NameVerdict => (bare ? { grade: 'weak', kind, bare: true } : { grade: 'weak', kind });

/** Longer names are sentences. */
const MOST_WORDS = 12;

/** What asks for a secret, or tells of it: `passwordForPrompt`. */
const TEXTS = new Set(['prompt', 'message', 'msg', 'label', 'title', 'hint', 'question', 'caption', 'placeholder']);

/** A key in a section of settings, as .NET names it: `Jwt:Key`, `Authentication:SigningKey`. */
const SECTION_KEY = /(?:^|:)(?:jwt|auth|api|encryption|signing|token|hmac|aes|crypto)\w{0,20}:(?:secret|signing|private|api|encryption|security)?_?key$/i;

const REMEMBERED = 4096;
const remembered = new Map<string, NameVerdict>();

/**
 * Judges an identifier, member, dictionary key, parameter or environment variable by its head word and the words around it: whether its *value*
 * is a secret. A dotted path is judged by its last segment. Pure; the last few thousand answers are kept.
 */
export function judgeName(name: string): NameVerdict {
  if (SECTION_KEY.test(name)) return secret('key');
  if (/^ConnectionStrings?:/.test(name)) return secret('connection');
  const segment = lastSegment(name);
  const known = remembered.get(segment);
  if (known !== undefined) return known;
  const verdict = judgeSegment(segment);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(segment, verdict);
  return verdict;
}

function judgeSegment(segment: string): NameVerdict {
  // The shell's own variables for the working directory.
  if (/^(?:OLD)?PWD$/.test(segment)) return none('directory');
  // Constants for the names of settings and of attributes: `CONF_PASSWORD`.
  if (/^(?:CONF|ATTR)_[A-Z]/.test(segment)) return none('described');
  return holdsHead(segment) ? judgeWords(wordsOf(segment)) : none('plain');
}

/** What stands in every name that has a head phrase (`headAt`), written together in small letters. */
const HEAD = new RegExp(
  [
    ...tables.PASSWORDS,
    ...tables.FOREIGN_PASSWORDS,
    ...tables.DOUBTFUL_PASSWORDS,
    ...tables.SECRETS,
    ...tables.TOKENS,
    ...tables.BEARERS,
    ...tables.CREDENTIALS,
    ...tables.COOKIES,
    ...tables.KEYS,
    ...tables.CODES,
    ...tables.PINS,
    ...'passe khau cvv cvc verifier session sid sess auth header phrase words pem pat$ connstr connectionstr connectstr dsn url uri link jsonweb'.split(' '),
  ]
    .filter((word) => !/[^a-z$]/.test(word))
    .join('|'),
);

/** False for a name that can have no head phrase: most names. At a tenth of the price of taking it apart. */
export function holdsHead(name: string): boolean {
  if (/[^\0-\x7f]/.test(name)) return true;
  return HEAD.test((/[^A-Za-z]/.test(name) ? name.replace(/[^A-Za-z]+/g, '') : name).toLowerCase());
}

/** As `judgeName`, of words that are known already. */
export function judgeWords(all: readonly string[]): NameVerdict {
  if (all.length === 0 || all.length > MOST_WORDS) return none('plain');
  const words = [...all];
  const preposition = words.findIndex(
    (word, at) => at > 0 && tables.PREPOSITIONS.has(word) && !(word === 'in' && words[at - 1] === 'sign') && !(word === 'in' && words[at - 1] === 'log'),
  );
  if (preposition > 0 && TEXTS.has(words.at(-1) ?? '')) return none('described');
  if (preposition > 0) words.length = preposition;
  for (let end = words.length; end > 0; end--) {
    const head = headAt(words, end - 1);
    if (head === undefined) continue;
    const after = judgeTail(words.slice(end), tables.FOREIGN_PASSWORDS.has(words[end - 1] ?? ''));
    return after ?? judgeLead(words.slice(0, head.start), head, end === words.length && head.start === 0);
  }
  return none('plain');
}

interface Head {
  /** Where the words of the head phrase begin. */
  readonly start: number;
  readonly kind: SecretKind;
  readonly grade: 'secret' | 'weak';
}

const head = (start: number, kind: SecretKind, grade: 'secret' | 'weak' = 'secret'): Head => ({ start, kind, grade });

/** The head phrase that ends with the word at `at`. */
function headAt(words: readonly string[], at: number): Head | undefined {
  const word = words[at] ?? '';
  const before = words[at - 1] ?? '';
  const two = words[at - 2] ?? '';
  if (tables.PASSWORDS.has(word) || tables.FOREIGN_PASSWORDS.has(word)) return head(at, 'password');
  if (tables.DOUBTFUL_PASSWORDS.has(word)) return doubtfulPassword(words, at, word);
  if (word === 'passe' && before === 'de') return head(at - 2 < 0 ? at - 1 : at - 2, 'password');
  if (word === 'khau' && before === 'mat') return head(at - 1, 'password');
  if (tables.SECRETS.has(word)) return head(at, 'secret');
  if (word === 'secrets') return head(at, 'secret', 'weak');
  if (tables.BEARERS.has(word)) return head(at, word === 'otp' || word === 'totp' ? 'code' : 'token');
  if (tables.TOKENS.has(word)) return tokenHead(words, at, word);
  if (word === 'pat') return tables.PAT_OF.has(before) ? head(at - 1, 'token') : undefined;
  if (tables.KEYS.has(word)) return keyHead(at, before, two);
  if (/^cv[vc]$/.test(word)) return head(at, 'code');
  if (tables.CODES.has(word)) return codeHead(words, at, before);
  if (word === 'verifier' && (before === 'code' || before === 'pkce')) return head(at - 1, 'code');
  if (tables.PINS.has(word)) return head(at, 'pin', 'weak');
  if (tables.CREDENTIALS.has(word)) return head(at, 'credential', 'weak');
  if (tables.COOKIES.has(word))
    return /^(?:session|auth|login|remember|sso|set|access|token|jwt|signed)$/.test(before) ? head(at - 1, 'cookie') : head(at, 'cookie', 'weak');
  if ((word === 'id' || word === 'ids') && before === 'session') return head(at - 1, 'session', 'weak');
  if (word === 'sid' || word === 'sess') return head(at, 'session', 'weak');
  if ((word === 'header' || word === 'headers') && /^(?:auth|authorization|authorisation|authentication|cookie|bearer)$/.test(before))
    return head(at - 1, 'headers');
  if (word === 'authorization' || word === 'authorisation')
    return before === 'proxy' || before === 'http' || words.length === 1 ? head(Math.max(0, at - 1), 'headers') : head(at, 'headers', 'weak');
  if (word === 'auth') return before === 'basic' || before === 'proxy' ? head(at - 1, 'headers') : head(at, 'credential', 'weak');
  if (word === 'phrase' && /^(?:seed|recovery|mnemonic|backup|secret|pass)$/.test(before)) return head(at - 1, 'key');
  if (word === 'words' && /^(?:seed|mnemonic)$/.test(before)) return head(at - 1, 'key');
  if (word === 'pem' && /^(?:private|key)$/.test(before)) return head(at - 1, 'key');
  if ((word === 'string' || word === 'str') && /^(?:connection|conn|connect)$/.test(before)) return head(at - 1, 'connection', 'weak');
  if (word === 'dsn') return head(at, 'connection', 'weak');
  if (/^(?:url|uri|link)$/.test(word) && /^(?:magic|onetime)$/.test(before)) return head(at - 1, 'token');
  // Whoever has the link may set a new password or log in.
  if (/^(?:url|uri|link)$/.test(word) && /^(?:reset|recovery|activation|verification|invitation|invite)$/.test(before) && two !== 'password')
    return head(at - 1, 'token', 'weak');
  if (
    (word === 'url' || word === 'uri') &&
    /^(?:database|db|redis|mongo|mongodb|postgres|postgresql|mysql|amqp|rabbitmq|jdbc|broker|presigned|signed|sas|webhook)$/.test(before)
  )
    return head(at - 1, 'connection', 'weak');
  return undefined;
}

/** `pw` and `pwd` are the password unless they are the working directory or a `PrintWriter`; `pass` may be a pass over something. */
function doubtfulPassword(words: readonly string[], at: number, word: string): Head | undefined {
  const before = words[at - 1];
  if (word === 'mp' || word === 'kod' || word === 'sandi') return before === 'kata' ? head(at - 1, 'password') : undefined;
  if (before === undefined) return head(at, 'password', 'weak');
  if (word === 'pwd') return /^(?:print|current|cur|old)$/.test(before) ? head(at, 'password', 'weak') : head(at, 'password');
  if (word === 'pw') return head(at, 'password');
  if (word === 'pass')
    return /^(?:db|user|root|admin|my|smtp|mail|email|ftp|ssh|sql|pg|mysql|redis|proxy|http|auth|basic|login|wifi|wlan|sta|ap|mqtt|imap|bind|ldap|key|keystore|store|new|old|password)$/.test(
      before,
    )
      ? head(at, 'password')
      : undefined;
  return head(at, 'password', 'weak');
}

function tokenHead(words: readonly string[], at: number, word: string): Head {
  const before = words[at - 1] ?? '';
  const strong = tables.TOKEN_OF.has(before) && !(before === 'text' || (before === 'id' && words[at - 2] === 'token'));
  // Of many tokens few are credentials.
  if (word === 'tokens' && !/^(?:access|refresh|auth|bearer|api|oauth|session|jwt|id|user|reset|bot)$/.test(before)) return head(at, 'token', 'weak');
  return head(at, 'token', strong ? 'secret' : 'weak');
}

function keyHead(at: number, before: string, two: string): Head | undefined {
  if (tables.KEY_OF.has(before)) return head(at - 1, 'key');
  if (before === 'access' && (two === 'secret' || two === 'storage' || two === 'shared')) return head(at - 2, 'key');
  if (before === 'access' && two === 'aws') return undefined;
  if (before === 'account' && two === 'service') return head(at - 2, 'key');
  if (tables.KEY_MAYBE.has(before)) return head(at - 1, 'key', 'weak');
  return undefined;
}

function codeHead(words: readonly string[], at: number, before: string): Head | undefined {
  if (tables.CODE_OF.has(before)) return head(at - 1, 'code');
  if (tables.CODE_MAYBE.has(before)) return head(at - 1, 'code', 'weak');
  return at === 0 && words.length === 1 ? head(at, 'code', 'weak') : undefined;
}

/** What stands behind the head says that the value is no secret; undefined: it leaves it one. */
function judgeTail(tail: readonly string[], foreign: boolean): NameVerdict | undefined {
  for (const word of tail) {
    if (tables.MASKED_TAILS.has(word)) return none('masked');
    // A word that is not known makes it another thing too: `tokenRing`, `secretSanta`. Many other languages put whose it is behind: `senhaUsuario`.
    if (!tables.NEUTRAL_TAILS.has(word) && (!foreign || tables.DESCRIPTORS.has(word))) return none('described');
  }
  return undefined;
}

/** Words in front of a token, and what they make of it. The first that fits counts. */
const TOKEN_LEADS: readonly (readonly [ReadonlySet<string>, WhyNot])[] = [
  [tables.CSRF_LEADS, 'csrf'],
  [tables.CANCEL_LEADS, 'cancellation'],
  [tables.PUSH_LEADS, 'push'],
  [tables.PAGE_LEADS, 'pagination'],
  [tables.MODEL_LEADS, 'language-model'],
  [tables.LEXER_LEADS, 'lexer'],
];

function judgeLead(lead: readonly string[], found: Head, bare: boolean): NameVerdict {
  const first = lead[0] ?? '';
  const { kind, grade } = found;
  if (lead.some((word) => tables.MASKED_LEADS.has(word))) return none('masked');
  if (lead.some((word) => tables.PUBLIC_LEADS.has(word))) return none('public');
  if (lead.some((word) => tables.FAKE_LEADS.has(word))) return none('fake');
  if (lead.some((word) => tables.CSRF_LEADS.has(word))) return none('csrf');
  // A constant for a message: `SDK_MISSING_CREDENTIALS`.
  if (tables.FLAGS.has(first) || lead.includes('missing')) return none('flag');
  if (tables.ACTS.has(first) && !(first === 'set' && kind === 'cookie')) return none('act');
  if (kind === 'password' && tables.PASSWORD_ACTS.has(first)) return none('act');
  if (kind === 'token' && found.grade === 'weak') {
    for (const word of lead) for (const [words, why] of TOKEN_LEADS) if (words.has(word)) return none(why);
  }
  return grade === 'secret' ? secret(kind, bare) : weak(kind, bare);
}
