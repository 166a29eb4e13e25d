import { isCounted } from './counted';
import { fold, isCredentialWord } from './name';
import { letterRuns, surprise } from './randomness';

/** Bits of surprise per letter below which a run of letters reads as a word; a little wider than for identifiers, since made-up passwords bend words. */
const READABLE = 4.7;
/** Letters under which a run says nothing. */
const SHORTEST_RUN = 3;
/** A longer value is no word with a number behind it. */
const LONGEST = 64;

/** Digits and signs that people write for letters: `p@ssw0rd`. Only beside letters. */
const BENT: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
/** Rows of the keyboard, the alphabet, and other runs that come to everybody's mind. */
const ROWS = /qwert[yz]?|asdf\w?|zxcv\w?|abcdef\w{0,3}|abcd?|xyz+|deadbeef|cafebabe|1234\d*|(?:foo|bar|baz|qux|quux|fizz|buzz)/gi;
/** Passwords of films, fairy tales and lists of the commonest. */
const FAMOUS = /swordfish|rapunzel|hunter2|letmein|iloveyou|trustno1|opensesame|tr0ub4dor|troubador/gi;
/** Escapes of a string literal say nothing of what a person meant. */
const ESCAPES = /\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[nrt0])/gi;
/** Short words for a credential and what such a password belongs to, at the end or the beginning of a value. */
const SHORT_WORDS =
  /^(?:db|sql|my|pg|tls|ssl|ca|jwt|api|aws|cert|ldap|smtp|ftp|ssh|ro|rw|scram|md5)(?=[a-z])|(?:passw(?:or)?d|passwort|passphrase|pass|pwd?|psw|token|secret|auth|key|cred)s?(?=$|[^a-z])/gi;

/** A value of some length that has such a word in it was made up around it. */
const SAYS_SO = /^(?:test|fake|dummy)|^(?:mock|sample|demo|wrong|invalid)(?=[^a-z]|[a-z]{3})|^pwd|pwd$|pass(?:w(?:or)?d|wort|phrase|code)?|secret|token/;
const LONGEST_THAT_SAYS_SO = 32;
/** `Gaussdb@123`: whatever the word is. */
const AND_123 = /^[A-Za-z]{3,16}[@#!_.-]?123(?:4(?:5(?:6)?)?)?[!@#$]?$/;
/** `asdcasc`, `qweqwe`: what the left hand types without looking. */
const LEFT_HAND = /^(?:asd|qwe|zxc|sdf|wer|xcv)[qwertasdfgzxcvb]{3,13}$/i;

/** Units of a value below which few signs are chance, and the share of them that a value which hands typed at random repeats. */
const SHORTEST_MASHED = 20;
/** Pairs of a generator's letters and digits hardly ever come three times. */
const MOST_PAIRS = 3;

/** `98fh3fh98f3h9f8h3f98`: typed at random by a hand that comes back to the same keys: few signs for its length, and the same pairs again and again. */
function isMashed(value: string): boolean {
  if (value.length < SHORTEST_MASHED || !/^(?=.*[g-z])[a-z\d]+$/.test(value) || new Set(value).size > value.length / 2) return false;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < value.length; at++) {
    const pair = value.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return Math.max(...pairs.values()) >= MOST_PAIRS;
}

const unbent = (value: string): string =>
  value.replace(/[013457@$!]+/g, (signs, at: number) =>
    /[a-z]/i.test(value.charAt(at - 1)) && /[a-z]/i.test(value.charAt(at + signs.length)) ? signs.replace(/./g, (sign) => BENT[sign] ?? sign) : signs,
  );

const decoded = (value: string): string => {
  if (!/%\w{2}/.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value.replace(/%\w{0,2}/g, ' ');
  }
};

/** The text that a Base64 value holds, if it is one line of text with a sign or a word of some length. */
function textOf(value: string): string | undefined {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]{8,200}={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('latin1').trimEnd();
  return /^[\x20-\x7e]{4,}$/.test(text) ? text : undefined;
}

/** True where a value is words, with numbers or bent letters at most, or a run of the keyboard: somebody made it up, no generator did. */
export function isInvented(raw: string): boolean {
  const text = textOf(raw);
  if (text !== undefined && isReadable(text.slice(text.indexOf(':') + 1))) return true;
  return isReadable(decoded(raw));
}

function isReadable(value: string): boolean {
  if (value.length > LONGEST) return false;
  // Bytes to be filled with one, and numbers in groups.
  if (/^&?\[\s{0,2}(?:0x)?[0-9a-f]{1,3}(?:u8)?\s{0,2};\s{0,2}\d{1,3}\s{0,2}\]?$/i.test(value)) return true;
  if (/^\d{1,4}(?:[-_. ]\d{1,4}){1,4}$/.test(value) && '01234567890123456789'.includes(value.replace(/\D/g, ''))) return true;
  if (/^\d+$/.test(value)) return value.length <= 6 || '01234567890123456789'.includes(value) || '98765432109876543210'.includes(value);
  // Signs alone, four bytes at most, and one syllable over and over.
  if (/^[^a-z0-9]*$/i.test(value) || /^[0-9a-f]{1,8}$/i.test(value) || /^([a-z]{2,4})\1{1,7}$/i.test(value)) return true;
  if (isMashed(value)) return true;
  if (isCredentialWord(fold(value)) || isCounted(value) || LEFT_HAND.test(value) || AND_123.test(value)) return true;
  const whole = unbent(value.replace(FAMOUS, ' ').replace(ESCAPES, ' ')).toLowerCase();
  if (value.length <= LONGEST_THAT_SAYS_SO && SAYS_SO.test(whole)) return true;
  const plain = whole.replace(FAMOUS, ' ').replace(ROWS, ' ').replace(SHORT_WORDS, ' ');
  const runs = letterRuns(plain).filter(({ length }) => length >= SHORTEST_RUN);
  const letters = runs.reduce((sum, { length }) => sum + length, 0);
  const left = plain.replace(/\s/g, '');
  if (letters === 0) return plain === value.toLowerCase() ? value.length <= 3 : left.length <= 6;
  const all = (value.match(/[a-z]/gi) ?? []).length;
  const words = runs.filter((run) => surprise(run) < READABLE + (run.length < 5 ? 0.3 : 0)).reduce((sum, { length }) => sum + length, 0);
  const signs = value.length - all;
  return words >= letters * 0.75 && signs <= Math.max(4, all) && letters >= (left.match(/[a-z]/g) ?? []).length * 0.6;
}
