import type { Grade } from '../../../base/finding';
import { isCounted } from './counted';
import { fold, isCredentialWord, lastSegment, nameWords, type NameKind } from './name';
import { isSpokenPassword, isWordsOfPassword } from './spokenPassword';
import { isSpokenPhrase } from './spokenPhrase';
import { isWordLike, isWordsJoined, letterRuns, texture } from './randomness';

/** Where the value stands, as far as its judgement depends on it. */
export interface ValueContext {
  readonly name: string;
  readonly kind: NameKind;
  /** Inside quotes of the language; bare words of configuration files and of prose are not. */
  readonly quoted: boolean;
  /** `call`: handed to a function that takes a credential. `prose`: in a comment, a message, documentation. */
  readonly place: 'assignment' | 'call' | 'prose' | 'comparison';
  /** Compared with what a request holds. */
  readonly requested?: boolean;
  /** In the source of a program. */
  readonly code: boolean;
  /** In a tree of tests. */
  readonly test: boolean;
  /** A file of translations. */
  readonly translation: boolean;
  /** Handed to a command or a statement, or on a line of a daemon, that takes a password at that place. */
  readonly given?: boolean;
  /** Whether words with blanks between them may be a password there. */
  readonly phrase?: () => boolean;
  /** Whether the name of a user or a host stands beside it. */
  readonly besideAccount?: () => boolean;
  /** Whether the name of a user stands right before it, one plain word. */
  readonly besideUser?: () => boolean;
  /** Whether what stands around it are names of things. */
  readonly amongNames?: () => boolean;
}

const REFERENCE =
  /^(?:\$[A-Za-z_{(<$@0-9]|\$$|%[({A-Za-z_]|#\{|\{\{|\{%|<%|<\?|@[A-Za-z_{]|\[\[|__\w+__$|ref\+|ENC[[(]|vault[:/]|op:\/\/|arn:|projects\/|!\w|&[a-z]|\*[A-Za-z]|`|process\.env|os\.|System\.|env[(.:]|ENV\[|secrets?\.|var\.|local\.|config\.|data\.|module\.|lookup\(|keyring:|file:|classpath:|\\\(|\\[dwsS$])/;
/** A directive of printf and its like at the end: the value is yet to come. */
const DIRECTIVE = /%[-+#0 ]{0,3}(?:\d{1,3}|\*)?(?:\.\d{1,3})?(?:hh?|ll?|[zjtq])?[diouxXscpfgeEGvTqt@](?:\\[nrt]|[)\]}>.,;])*$/;
/** A number of C, a node of a device tree: never written where a bare word is a password. */
const BARE_NUMBER = /^0x[0-9a-f]{1,16}$|^[\w,.-]{1,40}@[0-9a-f]{4,16}(?:[ \t]*\{)?$/i;
/** An element of something, up to where its bracket ends a bare word. */
const BARE_ELEMENT = /^[A-Za-z_$][\w.$]{2,60}\[(?:["']|[A-Za-z_$]|$)/;
/** The beginning of an expression, where the quotes of a line that a program made small do not add up. */
const BARE_CODE = /^\(\{|^(?:class|function|return|async|await|void|typeof)(?:[{( ]|$)|^[\w.$]{1,40}[!=]==?[\w.$("']|^[\w.$]{1,30}\?[\w.$(]{1,40}[:(]/;
const TEMPLATE =
  /\$\{|\{\$[A-Za-z_]|\{\{|\}\}|<%|%>|\$\(|#\{|%[sdv@]$|^%[sdvr]|^\{\d*\}$|^\{[\w.:]+\}$|^\{[A-Za-z_][\w.]{0,60}[[(][^{}]*\}$|^:[a-z_]+$|^%\w+%$|^@{1,2}\w+@{0,2}$|^\?$/;
const BRACKETED = /^(?:\[(?:PROTECTED|REDACTED|HIDDEN|FILTERED|MASKED|REMOVED|OMITTED)\b.*|<[^<>]*>?|\[[^\]]*\]|\([^)]*\)|\{[^{}]*\}|#{2,}.*)$/;
/** `passwordfield`, `userpassword`, `Passwords`: what a field or a kind of thing is called, run together. */
const isNameOfField = (value: string, at: ValueContext): boolean =>
  at.quoted &&
  at.place !== 'call' &&
  /^(?:(?:user|old|new|confirm|current|repeat)?pass(?:word|wd|phrase)|(?:access|auth)?token|secret)(?:field|input|box|label|text|hash|s)?$/i.test(value);

const PLACEHOLDER =
  /change[-_ ]?(?:me|it|this|pw|pass)|obfuscated|^deadbeef|^cafebabe|place[-_ ]?holder|your[-_ ]|^your[A-Z]|^my[-_]|example|redacted|replace[-_ ]?|insert[-_]|^todo|^tbd|fixme|dummy|^fake|[-_]fake|^sample|^mock|^no-?op(?=[A-Z_-])|[-_]here$|^enter[-_ ]|^set[-_]|^some[-_]|x{4,}|\*{3,}|\.{3,}|^…$|•|^(?:string|text|pw|pass|user|username|value|val|key|none|null|nil|secret|token|hidden|unknown|blank|any|something|whatever|notset|not_set|unused|ignored|irrelevant)$/i;
/** Words that people write for want of a value. In a program they sign in all the same, if nobody changes them. */
const POOR = /^(?:foo|bar|baz|qux|foobar|foobarbaz|asdf|abcd?|abc123|xyz|secret|hunter2|s3cr3t|tests?|testing|test123|test1234|t3st)$/i;
const TEST_VALUE =
  /^(?:tests?|testing)(?=$|[-_A-Z0-9]|pass|pw|token|secret|key)|[-_](?:tests?|testing)(?=$|[-_])|(?:^|[-_])(?:invalid|wrong|incorrect|bad)[-_a-z]|^(?:invalid|wrong)/;
const NOTHING =
  /^(?:null|nil|none|undefined|true|false|yes|no|on|off|void|nan|empty|unset|set|n\/a|required|optional|self|this|new|string|str|int|bool|boolean|object|array|bytes|float|number|char|date|binary|uuid|bearer|basic|digest|jwt|oauth2?|plain|md5|sha\d*|hmac|disabled|enabled|default|auto|random|generated|env|stdin|prompt|file|always|never|if-not-present|exclusive|shared|value\d?|arg\d?)$/i;
/** Names of what hashes, signs and encrypts, and what else may be letters and digits alone. */
const NAMES: readonly RegExp[] = [
  /^(?:pbkdf2|bcrypt|scrypt|argon2(?:id?|d)?|md5-?crypt|sha\d{1,3}-?crypt)$/i,
  /^(?:rmd|ripemd|md|sha|hmac-?sha)-?\d{1,3}(?:[-/]\d{3})?$/i,
  /^(?:PBKDF2With)?Hmac-?(?:SHA|MD)[\w/-]{1,10}$|^(?:[HREP]S|ES)(?:256|384|512)$|^AES[-_/]?\d{0,3}[-_/](?:CBC|GCM|ECB|CTR)\b/i, // an algorithm
  /^oauth2accesstoken$/, // the user of who signs in by a token
];
/** A day, as people take one that they remember; versions have no such numbers. */
const BIRTHDAY = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19[3-9]|20[0-2])\d$/;
/** What else a value may be. Each of them has a sign that is no letter and no digit. */
const FORMS: readonly RegExp[] = [
  /^(?:\.{0,2}|~)\/[\w.@/-]*$/, // a path
  /^(?:\/[a-z][\w-]{0,30}){1,8}(?:\/[:{][A-Za-z_]\w{0,30}\}?)(?:\/[\w:{}-]{1,30}){0,6}$/, // a route
  /^[A-Za-z]:\\/,
  /^(?:[A-Za-z][A-Za-z ]{1,30}\\{1,2}){1,8}[A-Za-z][A-Za-z ]{1,30}$/, // in a registry
  /^[\w.-]+\/[\w./*-]*\.[A-Za-z]{1,5}$/,
  /^X(?:-[A-Z][A-Za-z]{1,20}){1,5}$/, // the name of a header
  /^[a-z][a-z0-9+.-]*:\/\//i, // a URL; a credential inside is another rule's
  /^(?:application|text|image|audio|video|multipart|font)\/[\w.+*-]+$/,
  /^\d{4}-\d\d-\d\d(?:[T ]|$)/,
  /^v?\d+\.\d+(?:\.\d+)*(?:-[a-z]+[.\d]*)?$/,
  /^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,20}){1,4}$/, // a mail address
  /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+|\/\d{1,2})?$/,
  /^\?[a-z]{2,12}$/, // a type that may be missing
  /^(?:[\d.]{7,15}:)?\d{2,5}:\d{2,5}(?:\/(?:tcp|udp))?$/, // a port of a machine and one of a container
  /^[\w-]{1,60}\.(?:ya?ml|json|txt|pem|key|crt|cer|p12|pfx|jks|enc|sh|py|js|ts|html?|xml|properties|conf|cfg|ini|toml|env|md|png|svg|php|java|go|rb|dat|db|log|csv|pub)$/i,
  /^\.[\w-]+$/,
  /\/aws4_request$/,
  /^(?:hmac-)?(?:sha-?\d{1,3}|md5)[:=-][0-9a-f]{32,128}$/i, // a digest, which says how it was made
  /^[\w-]{1,32}:[x*!]{0,2}:\d{1,6}:\d{1,6}:/, // a line of /etc/passwd
  /^(?:\\x[0-9a-f]{2}){1,4}$/i, // a number in bytes
  /^(?:[a-z\d-]{1,40}\.){1,4}[a-z]{2,6}(?:\/[\w.-]{1,80}){1,12}$/, // a host and a path: what a program imports
  /^[a-z]{2,3}-[A-Z][a-z]{3}(?:-[A-Z]{2})?$/, // a language, its script and country
  /^urn:|^oid:[\d.]+$/i,
  /^(?:source|text|keyword|string|comment|constant|variable|entity|meta|storage|support|markup|punctuation|invalid)(?:\.[\w-]{1,40}){1,8}$/, // a scope of a highlighter
  /^(?=[^|]{0,60}\|)(?:[a-z_]{2,20}(?::[\w.,]{1,20}| [a-z_]{2,30}\.[a-z_\d]{2,40})?(?:\||$)){2,10}$/, // rules for what is entered: required|min:8
  /^[a-z]{2,12} [a-z_]{2,40}\.[a-z_\d]{2,40}$/, // a table's column, behind its type
  /^(?:\\(?:0[0-3][0-7]|x[01][0-9a-f])){2,8}[A-Z_]{3,}$/, // a mark among records
  /^\{?\\{0,4}"\{?\\{0,4}"?\w{1,40}\\{1,8}"|^\{\\{1,4}"/, // JSON in a string, whose own values others read
  /^&(?:#\d{1,4}|#x[0-9a-f]{1,4}|[a-z]{2,6});?$/i, // a character of HTML
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|rsa-sha2-\d{3})$/, // a kind of key
  /^(?:x-oauth-basic|x-access-token|x-token-auth|gitlab-ci-token|private-token|_json_key(?:_base64)?)$/, // the user of who signs in by a token
  /^client_secret_(?:post|basic|jwt)$|^private_key_jwt$/, // how a client signs in (OpenID Connect)
  /^pk_(?:live|test)_/, // made to be shown to everybody
  /^\w{1,20}=[\w./:-]{1,60}(?:,\w{1,20}=[\w./:-]{1,60}){1,9}$/, // settings, one after another
  /^[)\]}][,;.)?:\]}]/, // code between two strings, on a line whose quotes do not add up
  /^!{1,2}[\w$.]{1,60}$|^[\w$]{1,30}\[[\w"']{1,30}\]$/, // an expression
  /^[a-z.-]{0,40}[.-]\$[\dS]/, // what a tokenizer calls a token: keyword.$0
  /\[[^\]]{0,20}\w-\w[^\]]{0,30}(?:\][+*{?]|$)/,
  /^\^|^[^\d]*\$$|[\\()[\]*+?|].*\$$|\[\^|\(\?[:=!]|\\[wd][+*]|^\/.*\/[gimsuy]*$/, // a regular expression
  /^<\/?[a-z!]/i,
  /^[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)*\(.*\)?;?$/, // a call
  /^-{1,2}[a-z]/i, // a flag
  /^[=:,;|&+<>{}()[\]!?/\\.-]+$/, // signs only
  /^[A-Z][\w ]{1,30}: ?$/, // a prompt
  /^#[0-9a-f]{3,8}$/i,
  /^(?:\\[rnt0abefv])+$/, // escapes only
  /^(?:\\u[0-9a-f]{4}){1,4}$/i, // a sign of Unicode
  /[:=]\s?(?:0x)?\{\d{0,2}\}/, // what is filled in behind a name
  /^["']%[sdrv]["']$/,
  /^[A-Za-z_$][\w$.]*\?\.[\w$.?]+$/, // a member expression
];
/**
 * Base64 of a key's length that begins with a stroke or a dash, as one in 64 does, and is no path and no flag: whole groups of four, one long stretch
 * without a stroke, and letters and digits as a generator draws them.
 */
const isBase64 = (value: string): boolean =>
  (value.startsWith('/') || value.startsWith('-')) &&
  value.length >= 24 &&
  /^[/-][\w+/-]{20,}={0,2}$/.test(value) &&
  value.length % 4 === 0 &&
  /(?=[A-Za-z]{0,40}\d)[A-Za-z\d+]{14,}/.test(value.slice(1)) &&
  /[a-z]/.test(value) &&
  /[A-Z]/.test(value) &&
  texture(value.slice(1)) === 'random';
/** What only the key of a cluster opens (Bitnami's SealedSecret). */
const SEALED = /^Ag[A-Za-z0-9+/]{120,}={0,2}$/;
/** What Windows has encrypted for one account of one machine (DPAPI: its version and the id of its provider), in base64 and in digits. */
const PROTECTED = /^AQAAANCMnd8BFdERjHoAwE\/Cl\+s|^01000000d08c9ddf0115d1118c7a00c04fc297eb/i;
/** Bytes counted up, as test vectors have them. */
const COUNTED = /^(?:0x)?(?:00)?0102030405060708|^(?:0x)?00112233445566/i;
const SAME_ESCAPES = /^(\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|\d{1,3}))\1+$/i;
/** `Müller1975`: a word of any alphabet and a number, as no translation is. */
const WORD_AND_YEAR = /^[\p{Script=Latin}\p{Script=Cyrillic}]{3,16}\d{2,4}[!?#.]?$/u;
const LETTERS_OF_OTHER_SCRIPTS = /[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff\uf900-\ufaff]/;

const EXPECTED = /^(?:expected|want(?:ed)?|actual)(?=_|[A-Z])/;
/** A sentence, as messages are. */
const SENTENCE = /^[A-Z][a-z]+(?: [a-z]+){3,}$/;
const UPPER_SNAKE = /^(?=(?:[^A-Z]{0,12}[A-Z]){4})[A-Z][A-Z0-9]{0,16}(?:_(?:[A-Z]{1,16}\d{0,2}|\d{1,2}))+_?$/;

/** True where a value is words put together as names are: `UPPER_SNAKE`, `dotted.key`, `kebab-id`, `Header-Name`, `camelCase`. */
function isIdentifier(value: string): boolean {
  // `V1SecretProjection`
  if (/^V\d(?:alpha\d|beta\d)?(?:[A-Z][a-z]+){1,8}$/.test(value)) return true;
  if (!/^[A-Za-z_][\w.:/-]*$/.test(value)) return false;
  if (UPPER_SNAKE.test(value) || isWordsJoined(value)) return true;
  const parts = value.split(/[._:/-]+/).filter((part) => part !== '');
  if (!parts.every((part) => /^[A-Za-z]+\d{0,4}$/.test(part) && letterRuns(part).every(isWordLike))) return false;
  return parts.length > 1 || letterRuns(value).length > 1;
}

/** Prose: at least two words of letters, and little else. */
function isProse(value: string): boolean {
  const parts = value.trim().split(/\s+/);
  if (parts.length < 2) return false;
  const words = parts.filter((part) => /^[("'“‘]?[\p{L}][\p{L}'’/-]*[)"'”’.,;:!?…]*$/u.test(part));
  return words.length >= Math.max(2, parts.length * 0.6) || parts.length > 6;
}

function isNameOfItself(value: string, name: string): boolean {
  const folded = fold(value.replace(/\\0$/, ''));
  const foldedName = fold(name);
  // What everybody may read, as devices are delivered.
  if (folded === 'public' && foldedName.endsWith('community')) return true;
  // One after another: `"password2", "password3"`.
  if (/\d$/.test(folded) && /\d$/.test(foldedName) && folded.replace(/\d+$/, '') === foldedName.replace(/\d+$/, '')) return true;
  if (folded === '' || folded === foldedName || (folded.length >= 4 && foldedName.endsWith(folded))) return true;
  // `slotsrangeToken: 'SLOTSRANGE'`: the words of the name but its last.
  if (folded.length >= 4 && /^(?:token|key|secret)$/.test(foldedName.slice(folded.length)) && foldedName.startsWith(folded)) return true;
  return folded.length > 5 && foldedName.length > 5 && folded.endsWith(foldedName) && /^[A-Za-z_.-]+$/.test(value) && value.includes('.');
}

/** How sure a credential of the given kind is: `real` looks made by a generator, `likely` chosen by a person, `placeholder` stands for a value to come. `undefined`: none. */
export function judgeValue(value: string, at: ValueContext): Grade | undefined {
  const length = value.length;
  if (length < 3 || length > 1024 || NOTHING.test(value) || (value.trim() !== value && at.place !== 'call')) return undefined;
  if (REFERENCE.test(value) || TEMPLATE.test(value) || DIRECTIVE.test(value)) return undefined;
  if (!at.quoted && (BARE_NUMBER.test(value) || BARE_ELEMENT.test(value) || BARE_CODE.test(value))) return undefined;
  // A line that is put together, or sent, not a credential.
  if (at.place === 'call' && /\\[nr]$/.test(value)) return undefined;
  if (BRACKETED.test(value)) return 'placeholder';
  if (/^(.)\1*$/.test(value)) return length >= 3 && /\d/.test(value) && at.kind === 'password' && length >= 4 ? 'likely' : 'placeholder';
  if (SAME_ESCAPES.test(value) || ((at.place !== 'call' || at.test) && (COUNTED.test(value) || isCounted(value)))) return 'placeholder';
  if (at.kind === 'password' && !at.translation && !at.test && isSpokenPhrase(value) && at.phrase?.() === true)
    return PLACEHOLDER.test(value) ? 'placeholder' : 'likely';
  if (SENTENCE.test(value) || (isProse(value) && !(at.place === 'call' && value.length <= 48 && !/[.,:;!?]\s|[.:?]$/.test(value)))) return undefined;
  if (/\s/.test(value) && at.kind !== 'password' && at.place !== 'call') return undefined;
  if (at.translation || (at.place !== 'call' && LETTERS_OF_OTHER_SCRIPTS.test(value) && !(at.kind === 'password' && WORD_AND_YEAR.test(value))))
    return undefined;
  if (
    NAMES.some((form) => form.test(value)) ||
    (/[\W_]/.test(value) && FORMS.some((form) => form.test(value)) && !isBase64(value) && !(at.kind === 'password' && BIRTHDAY.test(value)))
  )
    return undefined;
  if (isEmptyUuid(value)) return 'placeholder';
  if (SEALED.test(value)) return undefined;
  if (PROTECTED.test(value)) return 'placeholder';
  // Cut off, as documentation does; counted up by pairs.
  if (/(?:\.{3}|…)$/.test(value) || /aabbccdd|00112233445566/i.test(value)) return 'placeholder';
  if (isPropertyName(value) || isElement(value, at) || isAlphabet(value)) return undefined;
  // Says that a request was sent twice, and opens nothing.
  if (UUID.test(value) && /client_?(?:request_?)?token$/i.test(at.name)) return undefined;
  // Parsers and terminals compare their tokens with names.
  if (at.place === 'comparison' && at.kind === 'token' && /^[a-z]{2,12}\d{1,4}(?:[A-Z][a-z]{2,14}){1,4}$/.test(value)) return undefined;
  // A name as C writes it, with the zero that ends it.
  if (value.endsWith('\\0') && isIdentifier(value.slice(0, -2))) return undefined;
  // In capitals, where chance does not write it.
  if (/EXAMPLE|SAMPLE|DUMMY|PLACEHOLDER|REDACTED|CHANGEME/.test(value)) return 'placeholder';
  const made = texture(value);
  // In a program that was made small every variable has two letters, and Palau a code.
  if (at.code && at.name === 'PW' && /^\p{Lu}?\p{Ll}+$|^[A-Z]{2,3}$/u.test(value)) return undefined;
  if (made !== 'random' || length < 20) {
    const poor = POOR.test(value);
    if (poor && signsIn(value, at)) return 'likely';
    const handed = at.place === 'call' && !at.test;
    // What keytool and every guide open a key store with.
    if (/^changeit$/i.test(value) && /store|keypass/i.test(at.name) && at.place !== 'prose') return at.test ? 'placeholder' : 'likely';
    if (PLACEHOLDER.test(value)) return handed && (isCredentialWord(fold(value)) || /^my[-_]|^change(?:it|me)$/i.test(value)) ? 'likely' : 'placeholder';
    if (poor || (TEST_VALUE.test(value) && !handed)) return 'placeholder';
  }
  // `pass` is also what tests, colours and tickets do.
  if (
    made === 'words' &&
    /(?:^|[.>])(?:(?:current|next|previous|prev|last|first)_?)?pass$/i.test(at.name) &&
    !(at.place === 'assignment' && at.quoted && /^[a-z]{5,}$/.test(value) && at.besideAccount?.() === true)
  )
    return undefined;
  // What a test expects.
  if (at.kind !== 'password' && at.place !== 'call' && EXPECTED.test(lastSegment(at.name))) return 'placeholder';
  // `config.clientSecret: "clientSecret"`: what a field is called.
  if (at.place === 'call' && /[a-z][A-Z]|_/.test(value) && fold(value) === fold(lastSegment(at.name))) return undefined;
  if (isNameOfItself(value, at.name) || isCredentialWord(fold(value)) || isNameOfField(value, at))
    return at.place === 'call' ? (at.test ? 'placeholder' : 'likely') : at.quoted && at.kind === 'password' ? 'placeholder' : undefined;
  if (at.place === 'call') return made === 'random' ? 'real' : 'likely';
  return at.kind === 'password' ? judgePassword(value, made, at) : judgeKey(value, made, at);
}

/** A poor word that a program really uses: handed to an API, or the password in a literal of code, outside of tests. */
const signsIn = (value: string, at: ValueContext): boolean =>
  !at.test &&
  (at.place === 'call' ||
    (!/^te?3?st/i.test(value) &&
      at.code &&
      at.quoted &&
      at.kind === 'password' &&
      at.place !== 'prose' &&
      !/pass$/i.test(at.name) &&
      fold(value) !== fold(at.name)));

/** `Lantern_magnet094`: words, one with a capital or all of the first sort, and a number at the end, as people make passwords. Names of things end in small numbers. */
const WORDS_AND_NUMBER = /^(?=[^A-Z]{0,12}[A-Z])(?=.{0,24}[a-z])[A-Za-z]{3,12}[-_.][A-Za-z]{3,12}\d{2,5}[!#$%*?]?$/;

/** Words and numbers between separators, as things are called. */
const JOINED = /^[A-Za-z][A-Za-z\d]{0,20}(?:[-_.:/ ][A-Za-z\d]{1,20}){1,8}$/;

function judgePassword(value: string, made: ReturnType<typeof texture>, at: ValueContext): Grade | undefined {
  if (/pin$/i.test(at.name) && nameWords(lastSegment(at.name)).at(-1) === 'pin') return at.quoted && /^\d{4,12}$/.test(value) ? 'likely' : undefined;
  if (/^\d+$/.test(value)) return value.length >= 4 ? 'likely' : undefined;
  if (
    (made !== 'random' || value.length < 20) &&
    at.place === 'assignment' &&
    JOINED.test(value) &&
    at.besideAccount?.() !== true &&
    at.amongNames?.() === true
  )
    return undefined;
  if (made === 'random') return 'real';
  if (at.place === 'prose' && made === 'words') return undefined;
  if (made === 'chosen' && WORDS_AND_NUMBER.test(value) && at.place !== 'prose' && at.place !== 'comparison') return 'likely';
  if (
    at.place !== 'prose' &&
    (at.place !== 'comparison' || at.requested === true) &&
    isSpokenPassword(value, () => at.given === true || at.besideAccount?.() === true)
  )
    return 'likely';
  if (made === 'chosen' && (UPPER_SNAKE.test(value) || (/[._:/-]/.test(value) && isWordsJoined(value)) || isMessageName(value))) return undefined;
  if (made === 'chosen') return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) ? 'real' : 'likely';
  if (!at.quoted && /^[a-z]{1,3}$/.test(value)) return undefined;
  if (at.place === 'assignment' && at.quoted && !at.test && isWordsOfPassword(value) && at.besideUser?.() === true && at.amongNames?.() !== true)
    return 'likely';
  if (!isIdentifier(value)) return at.place === 'comparison' && value.length < 4 ? undefined : 'likely';
  // Words put together: a name of something, unless it is one word after another as people make passwords: myOtherPassword.
  if (isMessageName(value)) return undefined;
  const spoken = nameWords(value);
  const separators = /[._:/-]/.test(value);
  return !separators &&
    at.quoted &&
    (spoken[0] === 'my' || spoken.some((word) => isCredentialWord(word))) &&
    fold(value) !== fold(at.name) &&
    /^[a-zA-Z]*pass/i.test(value) &&
    !/(?:widget|flow|field|input|type|box|component|control|view|form|provider|grant|label|text|encoder|validator|strategy|credentials?|request|response|policy|hasher?|modal|dialog|page|screen|prompt|callback|handler)s?$/i.test(
      value,
    ) &&
    !/^(?:user|new|old|confirm|current|forgot|reset|change|bind|db|hashed)/i.test(value)
    ? 'likely'
    : undefined;
}

/** `log4j2.trustStorePassword`: the name of a setting, which says what its value is. */
const isPropertyName = (value: string): boolean =>
  /^[a-z][a-z0-9-]{1,30}(?:\.[A-Za-z][\w-]{1,60}){1,6}$/.test(value) && nameWords(value.slice(value.lastIndexOf('.') + 1)).some(isCredentialWord);

/** `#imap_passphrase`: how a program of a page finds an element. */
const isElement = (value: string, at: ValueContext): boolean =>
  at.code && /^[#.][A-Za-z][\w-]{2,60}$/.test(value) && (isIdentifier(value.slice(1)) || /[_-]/.test(value)) && nameWords(value).some(isCredentialWord);

/** Letters and digits in order: of what passwords are made. */
function isAlphabet(value: string): boolean {
  if (value.length < 20 || !/^[A-Za-z0-9!-/:-@]+$/.test(value)) return false;
  let rising = 0;
  for (let at = 1; at < value.length; at++) if (value.charCodeAt(at) > value.charCodeAt(at - 1)) rising++;
  return rising >= value.length - 5 && new Set(value).size === value.length;
}

/** `notMatchPasswordMessage`: three words or more, one of them for a credential, and none of those at the start where people put them. */
function isMessageName(value: string): boolean {
  if (!/^(?:[a-z]+(?:[A-Z][a-z]+){2,8}|(?:[A-Z][a-z]+){4,9}[A-Z]{0,4})$/.test(value) || !isWordsJoined(value)) return false;
  const words = nameWords(value);
  return words.slice(1, -1).some(isCredentialWord) && !isCredentialWord(words.at(-1) ?? '');
}

/** A UUID of nothing but one digit, whatever its version says. */
const isEmptyUuid = (value: string): boolean => UUID.test(value) && /([0-9a-f])(?:-?\1){24,}|^(?:[^0]*0){28}/i.test(value);
/** By what a public key of OpenPGP is found. */
const PUBLIC_KEY = /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names under which frameworks look for what they sign with: no resource, header or variable is called so, and what stands there is used as it stands. */
const SIGNING_NAME =
  /[cC]lient_?[sS]ecret$|[cC]onsumer_?[sS]ecret$|[aA]pp_?[sS]ecret$|[aA]pi_?[sS]ecret$|[sS]ecret_?[aA]ccess_?[kK]ey$|(?:^|[_.\]'"-])(?:SECRET_KEY|secret_key|secretKey|jwt_?[sS]ecret|JWT_SECRET|session_?[sS]ecret|SESSION_SECRET|cookie_?[sS]ecret|secret_key_base|SECRET_KEY_BASE|secretOrKey|secret_token|hmac_?[sS]ecret|CLIENT_SECRET|APP_SECRET|API_SECRET|SECRET_ACCESS_KEY)$/;
/** True where a name is one that frameworks and clients look for what they sign with under. */
export const isSigningName = (name: string): boolean => SIGNING_NAME.test(name);
const signsWithWords = (value: string, at: ValueContext): boolean =>
  at.code &&
  at.quoted &&
  !at.test &&
  at.place === 'assignment' &&
  value.length >= 8 &&
  SIGNING_NAME.test(at.name) &&
  !UPPER_SNAKE.test(value) &&
  !/[.:/]|^aws/i.test(value) &&
  /[a-z]/.test(value);

/** `marble-nebula-64`: words and a number, which a program lets in whoever asks with them. */
const isPassphrase = (value: string): boolean =>
  value.length >= 12 &&
  /^(?=.*\d)(?=(?:[^a-z]*[a-z]){6})[\w!@#$%^&*+=~-]+$/.test(value) &&
  !/^v?\d/.test(value) &&
  !UPPER_SNAKE.test(value) &&
  !/^[A-Za-z]{1,16}[-_]?\d{1,6}$/.test(value);

function judgeKey(value: string, made: ReturnType<typeof texture>, at: ValueContext): Grade | undefined {
  if (/^\d+$/.test(value)) return value.length >= 16 && at.kind !== 'weak' ? 'likely' : undefined;
  // A key of a map, an id.
  if (at.kind === 'weak' && UUID.test(value) && /key/i.test(at.name)) return undefined;
  if (PUBLIC_KEY.test(value) && /gpg|pgp|finger|thumb|(?:recv|receive|search|refresh)[-_]?keys?$/i.test(at.name)) return undefined;
  if (at.requested === true && isPassphrase(value)) return made === 'random' ? 'real' : 'likely';
  if (isIdentifier(value)) return signsWithWords(value, at) ? 'likely' : undefined;
  if (made === 'words' && signsWithWords(value, at)) return 'likely';
  const enough = at.kind === 'weak' ? 20 : at.place === 'prose' ? 12 : 8;
  if (value.length < enough) return undefined;
  if (/salt$/i.test(at.name) && made !== 'random') return undefined;
  if (made === 'random') return at.kind === 'weak' ? (value.length >= 24 ? 'likely' : undefined) : 'real';
  if (at.kind !== 'weak' && at.quoted && value.length % 4 === 0 && value.length >= 12 && /^[A-Za-z0-9+/]+={1,2}$/.test(value)) return 'likely';
  if (at.kind === 'weak' || made === 'words' || at.place === 'prose') return undefined;
  // Parsers compare their tokens with keywords.
  if (at.place === 'comparison' && at.kind !== 'secret' && !/\d/.test(value)) return undefined;
  if (/[\s()<>[\]{}|;,"'`]/.test(value)) return at.kind === 'secret' && value.length >= 12 && /\d/.test(value) ? 'likely' : undefined;
  if (at.kind === 'secret' && at.code && at.quoted) return 'likely';
  return at.kind === 'secret' || value.length >= (at.code && at.quoted ? 10 : 12)
    ? /\d/.test(value) || !/[^\w.-]/.test(value)
      ? 'likely'
      : undefined
    : undefined;
}
