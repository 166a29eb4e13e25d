import { type Change, movedBy } from '../../../../base/change';
import type { Span } from '../../../../base/span';
import type { LanguageId } from '../../model/fileModel';
import { judgeName } from '../../tables/names';
import { OTHER_TOKENS, type OtherTokens, ROW_IDENTITY } from './otherTokens';

/** How much of a file is read for evidence, in UTF-16 code units. */
const READ = 400_000;

/** Words of files that deal with credentials. */
const CREDENTIALS =
  /oauth|bearer|authoriz|authentic|log_?in\b|sign_?in\b|password|passwd|credential|api_?key|access_?token|refresh_?token|id_?token|auth_?token|session_?token|client_?secret|\bjwt|\bcsrf|secret/i;
/** Words of files whose tokens are parts of a text: compilers, parsers, language models. */
const LANGUAGE =
  /\btoken\.(?:Text|Kind|Line|Pos|Literal|lexeme|loc)\b|tokeni[sz]|\blex\(|(?<!(?:\bclap::(?:\{[^}\n]{0,60})?|derive\([^)\n]{0,60}|(?:body|cookie|query|url|xml|html|csv|rss|yargs|dotenv|args?|config|ini|json|date|email|http|form|dateutil)[-. ](?:import )?))\bparser\b(?!_|\.add|\.(?:parse(?:Signed|Encrypted|Unsecured|Plaintext)?Claims|ParseUnverified|verifyWith|setSigningKey)|\s?=\s?(?:argparse|arg_?parser|optparse))|syntax_?error|token_?type[.:]{1,2}[A-Z_]{2}|token_?kind|token_?stream|next_?token\(|\bAST\b|grammar|max_?tokens|n_?tokens|num_?tokens|token_?count|on_?token_?(?:generated|received)|vocab/i;
/** …unless they deal with credentials all over: then the words above are of their responses. */
const CERTAIN =
  /(?<!\bd)oauth|bearer|access_?token|refresh_?token|(?<!val|vo|gr|andro|uu|inval)id_?token|session_?token|auth_?token|client_?secret|\bjwt|grant_?type/i;
const COMPILES =
  /\btoken\.(?:Text|Kind|Line|Pos|Literal|lexeme|loc)\b|tokeni[sz]|\blexer|\blex\(|syntax_?error|token_?kind|token_?stream|\bAST\b|grammar|vocab/i;
/** Words of files that exchange a code for a token. */
const OAUTH = /code_?verifier|redirect_?ur[il]|authorization_?code|grant_?type|\bpkce\b|code_?challenge/i;
/** Words of files that deal with passwords, and of those whose `pwd` is a folder and whose `pass` a turn. */
const PASSWORD = /password|passwd|getpass|basic_?auth|read -r?s|pwgen|openssl rand/i;
const FOLDER = /getcwd|process\.cwd|working.?dir|os\.Getwd|\bcd "?\$|render.?pass|shader|\bpasses\b/i;
/** Words of files that encrypt. */
const CRYPTO = /encrypt|decrypt|cipher|hmac|pbkdf2|\baes\b/i;
/** Words of files whose pins are wires. */
const WIRES = /gpio|pin_?mode|digital_?write|pin_?number|pinout|board\.|machine\.Pin|_pin\s*=\s*\d|INPUT_PULL/i;
/** Whose pin is one that lets somebody in; others are pinned. */
const PIN_OF =
  /^_?pin$|(?:^|_|(?<=[a-z]))(?:card|user|sim|security|access|log_?in|unlock|device|entry|auth\w*|admin|new|old|current|confirm\w*|wifi|bt|bluetooth|pair\w*|piv|puk|so|tpm|token|yubi\w*|fido\d?|atm|door|alarm|my|the|your|enter(?:ed)?|input|set|parental|app|account|bank|customer|client|employee|master|secret|raw|plain|correct|valid|wallet|key|hsm|smart_?card|slot|vault|password|default|phone|mobile|login|member|profile|payment|transaction|txn|otp|sms|verif\w*|reset|temp\w*|web|voicemail|conference|meeting|host|room|lock|gate|safe|user_?name)_?pin$/i;
/** Words of files that let somebody in by a link. */
const RESETS =
  /password[\s_-]?reset|reset[\s_-]?(?:your[\s_-]?)?password|forgot(?:ten)?[\s_-]?password|(?:verification|activation|invite|invitation|reset|magic)[\s_-]?(?:token|link)/i;
/** Kafka calls the kinds of its requests API keys, which are numbers. */
const PROTOCOL_KEYS = /\bapiName\b[^\n]{0,40}\bapiKey\b|\bApiKeys\.(?:forId|[A-Z_]{4,})|\bprotocol\.ApiKeys\b|\brequestHeader\.apiKey\b/;
/** Browsers call by this whether cookies are sent along: `omit`, `include`. */
const SENDS_COOKIES = /^credentials$/;
const FETCHES = /\bwithCredentials\b|["'`]same-origin["'`]/;
/** The header's name as a text: what `auth` is then. */
export const AUTH_HEADER = /["'`]authorization["'`]/i;
const LOGIN = /password|passwd|log_?in\b|sign_?in\b|cookie/i;

/** Units around a change in which a word may come or go. */
const WORD_REACH = 200;

/** Whether words stand anywhere in a file. */
export class Evidence {
  #text: string;
  readonly #found = new Map<RegExp, Span | undefined>();

  constructor(text: string) {
    this.#text = text.length > READ ? text.slice(0, READ) : text;
  }

  /** `words`: without flags that keep a place; its matches lie within `WORD_REACH`. */
  has(words: RegExp): boolean {
    if (!this.#found.has(words)) this.#found.set(words, spanOf(words.exec(this.#text), 0));
    return this.#found.get(words) !== undefined;
  }

  /** Goes on to the text that a change makes; false where an answer that was given is another one there (then this must not be used any more). */
  move(text: string, change: Change): boolean {
    if (this.#found.size > 0 && (text.length > READ || this.#text.length >= READ)) return false;
    this.#text = text;
    for (const [words, at] of this.#found) {
      const now = at === undefined ? wordNear(words, text, change) : movedOrFound(words, text, change, at);
      if ((now === undefined) !== (at === undefined)) return false;
      this.#found.set(words, now);
    }
    return true;
  }
}

const spanOf = (match: RegExpExecArray | null, from: number): Span | undefined =>
  match === null ? undefined : { start: from + match.index, end: from + match.index + match[0].length };

function movedOrFound(words: RegExp, text: string, change: Change, { start, end }: Span): Span | undefined {
  if (end + 1 < change.start || start - 1 > change.end - change.delta) return { start: movedBy(change, start), end: movedBy(change, end) };
  return spanOf(words.exec(text), 0);
}

function wordNear(words: RegExp, text: string, { start, end }: Change): Span | undefined {
  const from = text.lastIndexOf('\n', Math.max(0, start - WORD_REACH)) + 1;
  const behind = text.indexOf('\n', end + WORD_REACH);
  return spanOf(words.exec(text.slice(from, behind === -1 ? text.length : behind)), from);
}

/** What names mean in one file. */
export class Names {
  readonly #evidence: Evidence;
  readonly #language: LanguageId | undefined;
  readonly #declared: ReadonlySet<string>;
  readonly #known = new Map<string, 'secret' | 'weak' | undefined>();

  /** `declared`: variables of which the project says that they are secrets. */
  constructor(evidence: Evidence, declared: ReadonlySet<string>, language?: LanguageId) {
    this.#language = language;
    this.#evidence = evidence;
    this.#declared = declared;
  }

  /** `secret`: reported as likely; `weak`: no more than a hint; undefined: no secret by its name here. */
  judge(name: string): 'secret' | 'weak' | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    const verdict = this.#declared.has(name) ? 'secret' : this.#inContext(name);
    this.#known.set(name, verdict);
    return verdict;
  }

  #inContext(name: string): 'secret' | 'weak' | undefined {
    const verdict = judgeName(name);
    if (verdict === 'secret' && /api_?keys?$/i.test(name) && this.#evidence.has(PROTOCOL_KEYS)) return undefined;
    if (verdict === 'secret' && /identity_?token$/i.test(name)) return this.#ofKinds([ROW_IDENTITY]);
    if (verdict !== 'weak') return verdict;
    // A `PSCredential` prints the name of its type.
    if (this.#language === 'powershell' && /cred(?:ential)?s?$/i.test(name)) return undefined;
    if (SENDS_COOKIES.test(name) && this.#evidence.has(FETCHES)) return undefined;
    const credentials = this.#evidence.has(CREDENTIALS);
    if (/token|(?:^|_)(?:tok|tkn)$|(?<=[a-z])T(?:ok|kn)$/i.test(name)) {
      if (this.#evidence.has(LANGUAGE) && (this.#evidence.has(COMPILES) || !this.#evidence.has(CERTAIN))) return undefined;
      // What programs that put texts together, and compilers, call their pieces.
      if (/^_?(?:get_?)?tok$/i.test(name) && !this.#evidence.has(CERTAIN) && !this.#evidence.has(LOGIN)) return 'weak';
      return credentials || !/tokens/i.test(name) ? this.#ofKinds(OTHER_TOKENS) : undefined;
    }
    if (/session_?(?:id|key)/i.test(name) && this.#evidence.has(LOGIN)) return 'secret';
    if (!credentials) return undefined;
    if (/^(?:DATABASE|DB|MONGO(?:DB)?|POSTGRES(?:QL)?|MYSQL|AMQP|RABBITMQ|REDIS)_UR[IL]$/.test(name)) return 'secret';
    if (/^auth$/i.test(name) && this.#evidence.has(AUTH_HEADER)) return 'secret';
    if (/(?:^|_)pin$|Pin$/i.test(name)) {
      if (this.#evidence.has(WIRES)) return undefined;
      return PIN_OF.test(name) ? 'secret' : 'weak';
    }
    if (/^(?:pwd|pw|pass|psw|passw)$/i.test(name) || /(?:^|_)(?:pwd|pass)$/i.test(name))
      return this.#evidence.has(PASSWORD) && !this.#evidence.has(FOLDER) ? 'secret' : 'weak';
    if (/connection_?string|conn_?str|dsn$/i.test(name)) return this.#evidence.has(PASSWORD) ? 'secret' : 'weak';
    if (/(?:url|uri|link)$/i.test(name) && !/webhook|signed|database|db|redis|mongo/i.test(name)) return this.#evidence.has(RESETS) ? 'secret' : 'weak';
    if (/session_?(?:id|key)/i.test(name)) return 'weak';
    if (/^(?:auth_?)?code$/i.test(name)) return this.#evidence.has(OAUTH) ? 'secret' : 'weak';
    if (/(?:service|root|account|license|licence)_?key$/i.test(name)) return this.#evidence.has(CRYPTO) ? 'secret' : 'weak';
    return /cookie|jwt|cred/i.test(name) ? 'secret' : 'weak';
  }

  /** What a name of a token is where the file may be about one of these kinds. */
  #ofKinds(kinds: readonly OtherTokens[]): 'secret' | 'weak' | undefined {
    if (this.#evidence.has(CERTAIN)) return 'secret';
    for (const { code, words, unless } of kinds) {
      if (!this.#evidence.has(words)) continue;
      const isCode = this.#evidence.has(code);
      const mayBeSecret = this.#evidence.has(unless === 'logins' ? LOGIN : CREDENTIALS);
      if (isCode) return mayBeSecret ? 'weak' : undefined;
      if (!mayBeSecret) return 'weak';
    }
    return 'secret';
  }

  /** The file deals with credentials at all. */
  get credentials(): boolean {
    return this.#evidence.has(CREDENTIALS);
  }
}
