import * as tables from './heads';
import { judgeWords, type NameVerdict } from './judge';
import { lastSegment, wordsOf } from './words';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** A function with one of these words in its name gives a form of its argument that shows nothing of use. */
const MASKERS = set(`
  mask masked masks masker masking redact redacted redacts redactor redaction obfuscate obfuscated obfuscator obscure obscured hide hidden conceal concealed censor censored
  scrub scrubbed scrubber sanitize sanitized sanitizer sanitise sanitised cleanse cleansed anonymize anonymized anonymise anonymised pseudonymize tokenless
  hash hashed hasher hashing digest hexdigest fingerprint fingerprinted thumbprint checksum crc hmac md sha bcrypt scrypt argon pbkdf hashpw htpasswd crypt
  encrypt encrypted encryptor encipher cipher seal sealed tail last lastfour ellipsize ellipsis elide elided abbreviate abbreviated truncate truncated shorten shortened
  preview starred stars asterisks safe partially filtered blur blurred withhold strip stripped stripping masking without remove removed omit omitted except exclude excluded erase erased
  suppress suppressed mangle mangled expurgate
`);
/** …but not where the name says that it is another thing: `hashMap`, `lastIndexOf`, `removeListener`. */
const NO_MASKERS =
  /^(?:hash(?:map|set|table|code|able|es|tables|maps|sets)?$|(?:get|to|as|parse|linked|new|concurrent)?hash(?:map|set|table|code)|last(?:indexof|of|modified|index)?$|safe(?:ly)?$|remove(?:all|at|if|item|child|listener|eventlistener|first|last)?$|delete|strip$|trim|except$|exclude$|hide$|decrypt|un(?:mask|seal|safe|hide)|sealed$|without$|truncate$|hidden$)/i;
/** Words that undo what the word behind them does. */
const UNDO = set('un de no not reveal show unmask unredact decrypt dehash');

/** True where a function of this name gives a form of its argument that shows nothing of it: `maskToken`, `redacted`, `sha256`, `hashpw`, `toSafeString`. */
export function isMaskerName(callee: string): boolean {
  const segment = lastSegment(callee);
  if (/^(?:mask|redact|hash|hashpw|crypt|fingerprint|sha\d+(?:sum|_hex)?|md5(?:sum|_hex)?|last4|digest|hexdigest|scrub)$/i.test(segment)) return true;
  if (NO_MASKERS.test(segment)) return false;
  if (
    /(?:^|[a-z_])(?:password_?hash|filter_?parameters?|to_?safe_?string|drop_?secrets?|strip_?(?:auth|secret|token|password|credential)s?\w*|clean_?(?:headers|secrets|url))/i.test(
      segment,
    )
  )
    return true;
  const words = wordsOf(segment);
  if (words.some((word) => UNDO.has(word))) return false;
  // `removeToken` takes it away, `removeItem` does not make a text; so of the doubtful ones an object or the form of a participle is asked for.
  return words.some((word, at) => {
    if (!MASKERS.has(word)) return false;
    if (/^(?:safe|last|tail|remove|strip|without|omit|except|exclude|hide|hidden|truncate|md|sealed|seal|preview)$/.test(word)) return beside(words, at);
    return word !== 'hash' || !/^(?:map|maps|set|sets|table|tables|code|key|tag|router|history|ring|bang|join)$/.test(words[at + 1] ?? '');
  });
}

/** The word has a secret, a text or a number of characters beside it. */
const beside = (words: readonly string[], at: number): boolean =>
  words.some(
    (word, other) =>
      other !== at &&
      (tables.PASSWORDS.has(word) ||
        tables.SECRETS.has(word) ||
        tables.TOKENS.has(word) ||
        tables.CREDENTIALS.has(word) ||
        /^(?:secrets|key|keys|string|text|url|uri|headers|header|auth|sensitive|log|chars|four|middle|value|display|params|cookies|print|repr)$/.test(word)),
  );

/** Verbs in front of a function's name that give what the rest names. */
const GIVES = set(`
  get fetch read load obtain acquire retrieve find lookup resolve current generate gen create issue make mint new build decrypt ask prompt input extract select take pull unwrap
  export expose reveal request require must try ensure compute derive renew refresh exchange peek must_get q random rand format encode decode sign query provide to as
`);

/**
 * What a function gives by its name: `getPassword` a secret, `fetchToken` a weak one, `isTokenValid` and `createTokenStore` none. Names that say
 * what is done with a secret (`setPassword`, `validateToken`) are none.
 */
export function judgeCallee(callee: string): NameVerdict {
  const words = wordsOf(lastSegment(callee));
  let from = 0;
  while (from < words.length - 1 && GIVES.has(words[from] ?? '')) from++;
  if (
    from === 0 &&
    words.length > 1 &&
    /^(?:reset|change|update|verify|confirm|save|store|add|put|set|register|use|with|authenticate|login|parse|save|write|print|log|encrypt|hash)$/.test(
      words[0] ?? '',
    )
  )
    return { grade: 'none', why: 'act' };
  return judgeWords(words.slice(from));
}
