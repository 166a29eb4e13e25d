import { LETTER_MODEL } from './letterModel';

const ALPHABET = 27;
/** Digits of the model, read when they are asked for: a program starts with this. The last states, which say nothing, are left out of it. */
const table = Buffer.from(LETTER_MODEL.join(''), 'latin1');
/** `A`, the digit of no bits. */
const NOTHING = 65;
const levelOf = new Uint8Array(128);
Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_').forEach((digit, level) => (levelOf[digit] = level));

/** Bits of surprise per letter of a run of letters under the model of words: about 3 to 4 for words, above 5 for letters drawn at random. */
export function surprise(letters: string): number {
  if (letters.length === 0) return 0;
  let before = 0;
  let last = 0;
  let quarterBits = 0;
  for (let i = 0; i <= letters.length; i++) {
    const letter = i === letters.length ? 0 : (letters.charCodeAt(i) | 32) - 96;
    const at = (before * ALPHABET + last) * ALPHABET + (letter > 0 && letter < ALPHABET ? letter : 0);
    quarterBits += levelOf[table[at] ?? NOTHING] as number;
    before = last;
    last = letter > 0 && letter < ALPHABET ? letter : 0;
  }
  return quarterBits / 4 / (letters.length + 1);
}

/** The surprise above which a run of letters is no word; chosen where 2 % of six-letter words lie above (scripts/model). */
const WORD_LIMIT = 4.6;

/** Words of names in programs that lie above it all the same, the most frequent ones in open-source code. */
const KNOWN_WORDS = new Set('cloud analytics kube attrs vlan hmac blade daemon kubeadm healthz heartbeat analyzer epoch crumb omega oauth'.split(' '));

/** True where a run of letters reads as a word or as several run together. Runs under three letters say nothing and pass. */
export function isWordLike(letters: string): boolean {
  return letters.length < 3 || KNOWN_WORDS.has(letters.toLowerCase()) || surprise(letters) < (letters.length < 5 ? WORD_LIMIT + 0.6 : WORD_LIMIT);
}

/** Splits at camel humps, digits and separators, giving the runs of letters. */
export function letterRuns(value: string): string[] {
  return value.slice(0, 512).match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
}

/**
 * True where letters make up a text and most of them are words put together as programs name things: camel humps, or parts between separators,
 * with at most a few digits at their ends. Letters drawn at random fall into short runs and runs that are no words.
 */
export function isWordsJoined(value: string): boolean {
  if (!/^[A-Za-z_$][\w$.:/-]*$/.test(value)) return false;
  const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  if (!parts.every((part) => /^(?:[A-Za-z]+\d{0,4}|\d{1,3})$/.test(part))) return false;
  const runs = letterRuns(value);
  if (runs.length < 2) return false;
  const letters = runs.reduce((sum, run) => sum + run.length, 0);
  const long = runs.filter((run) => run.length >= 3);
  const inWords = long.filter(isWordLike).reduce((sum, run) => sum + run.length, 0);
  // Camel humps alone also turn up by chance; between separators words are the rule.
  const share = parts.length > 1 ? 0.55 : 0.7;
  return inWords >= letters * share && (parts.length > 1 || letters / runs.length >= 3.5);
}

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Letters and digits under which the changes between them say nothing. */
const FEWEST_TO_COMPARE = 15;

/**
 * True where small letters, capitals and digits change more often than not from one to the next: drawn from 62 signs they do in 62 of 100 places, in
 * names of humps and numbers in 30 to 40. What stands around a separator is not compared. `aBcDeFgH` counts up, whatever its letters look like.
 */
function changesOften(value: string): boolean {
  let last = 0;
  let pairs = 0;
  let changes = 0;
  let counted = 0;
  let kinds = 0;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const kind = unit >= 97 && unit <= 122 ? 1 : unit >= 65 && unit <= 90 ? 2 : unit >= 48 && unit <= 57 ? 4 : 0;
    if (kind !== 0 && last !== 0) {
      pairs++;
      if (kind !== last) changes++;
      if ((unit | 32) === (value.charCodeAt(i - 1) | 32) + 1) counted++;
    }
    kinds |= kind;
    last = kind;
  }
  return pairs >= FEWEST_TO_COMPARE && (kinds & 3) === 3 && changes * 2 > pairs && counted * 3 < pairs;
}

/**
 * How a value was made: `random` by a generator, `chosen` by a person (a password: digits or signs among letters, or letters that are no word),
 * `words` of identifiers or prose.
 */
export function texture(value: string): 'random' | 'chosen' | 'words' {
  const digits = (value.match(/\d/g) ?? []).length;
  const runs = letterRuns(value);
  const letters = runs.reduce((sum, run) => sum + run.length, 0);
  const inWords = runs.filter((run) => run.length >= 3 && isWordLike(run)).reduce((sum, run) => sum + run.length, 0);
  const length = value.length;
  if (length >= 16 && /^[0-9a-f]+$/i.test(value) && digits >= 3 && entropy(value) > 2.8) return 'random';
  if (length >= 14 && /^[\w+/=.~-]+$/.test(value) && entropy(value) > 3.2) {
    if (digits >= 2 && letters >= 4 && inWords <= letters * 0.5) return 'random';
    if (digits === 0 && surprise(value.replace(/[^A-Za-z]/g, '')) > WORD_LIMIT && inWords <= letters * 0.4) return 'random';
    if (digits >= 2 && runs.length >= length / 4) return 'random';
    if (changesOften(value)) return 'random';
  }
  if (length >= 12 && letters === length && surprise(value) > WORD_LIMIT + 0.4) return 'random';
  if (length >= 8 && digits >= 2 && letters >= 3 && inWords <= letters * 0.3) return 'random';
  if (digits > 0 || /[^\w.\s-]/.test(value)) return 'chosen';
  return letters > 0 && runs.some((run) => run.length >= 4 && !isWordLike(run)) ? 'chosen' : 'words';
}
