import type { Grade } from '../../../base/finding';
import { isWordsJoined } from '../values/randomness';
import type { TokenRule } from './row';

/** Bits a character, over the units of the text. */
export function entropy(text: string): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < text.length; at++) counts.set(text.charCodeAt(at), (counts.get(text.charCodeAt(at)) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Words by which the writers of documentation say that a token is none. Whole words in any case, or in capitals anywhere. */
const SAMPLE_WORDS =
  /example|sample|dummy|placeholder|changeme|change_me|replace|redacted|insert|your[_-]|my[_-]|not[_-]?a[_-]?real|xxxx|\*\*\*\*|\.\.\.|<|>|\$\{|\{\{/i;
const CAPITALS = /EXAMPLE|SAMPLE|DUMMY|PLACEHOLDER|FAKE|CHANGEME|REDACTED|YOUR|XXXX/;

/** The share of characters that continue a run: one more, one less or the same as the one before. */
function regularity(text: string): number {
  if (text.length < 2) return 1;
  let regular = 0;
  for (let at = 1; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    const wraps = (text[at - 1] === '9' && text[at] === '0') || (text[at - 1] === 'z' && (text[at] === '0' || text[at] === 'a'));
    if (step === 1 || step === -1 || step === 0 || wraps) regular++;
  }
  return regular / (text.length - 1);
}

/** Signs that stand for "anything" when they are repeated. */
const FILLER = /([xX*.#_01])\1{5,}/;

/** True where a value is a sample: it says so by a word, has few distinct characters, counts up, or repeats a short piece. */
export const isPlaceholder = (body: string): boolean => saysSample(body) || isRegular(body);

/** True where a value says by a word that it is a sample. */
function saysSample(body: string): boolean {
  if (body.length < 4) return false;
  // In a long random text a word of four letters turns up by chance; a whole word set apart, or in capitals among others, does not.
  if (
    body.length <= 24
      ? SAMPLE_WORDS.test(body)
      : /(?:^|[^A-Za-z])(?:example|sample|dummy|placeholder|redacted|your|changeme)(?:[^a-z]|$)|x{8}|\*{4}|<|\$\{|\{\{/i.test(body)
  )
    return true;
  // A build tool's slot: @NAME@, @@NAME@@; a variable of Windows: %NAME%.
  return /^@{1,2}\w{1,60}@{1,2}$|^%\w{1,60}%$/.test(body) || CAPITALS.test(body);
}

/** True where a value has few distinct characters, counts up, or repeats a short piece. */
function isRegular(body: string): boolean {
  if (body.length < 4) return false;
  const letters = body.replace(/[^0-9A-Za-z]/g, '');
  const distinct = new Set(letters.toLowerCase()).size;
  if (distinct <= 3 && letters.length >= 8) return true;
  if (letters.length >= 12 && regularity(letters) > 0.9) return true;
  return letters.length >= 12 && repeats(letters);
}

/** True where the text is a piece of at most six characters over and over. */
function repeats(text: string): boolean {
  for (let period = 1; period <= 6; period++) {
    let at = period;
    while (at < text.length && text[at] === text[at - period]) at++;
    if (at === text.length) return true;
  }
  return false;
}

/** The grade of what a row's pattern matched, or undefined where it is no such token. */
export function gradeOf(rule: TokenRule, value: string): Grade | undefined {
  const body = value.slice(rule.constant);
  if (saysSample(body)) return 'placeholder';
  // Counted up or one piece over and over, but to the letter of the form that only this provider has: a poor sample, which was perhaps taken over.
  if (isRegular(body)) return rule.search === 'prefix' && !FILLER.test(body) ? 'likely' : 'placeholder';
  const verdict = rule.check?.(value) ?? 'unknown';
  if (verdict === 'bad') return undefined;
  if (verdict === 'good') return rule.grade;
  if (isNameInCode(body)) return undefined;
  if (entropy(body) < rule.entropy) return undefined;
  if (rule.search === 'beside' && !looksRandom(body)) return undefined;
  return verdict === 'doubtful' ? 'likely' : rule.grade;
}

/** A function or constant whose name happens to begin as the tokens do: `test_unhandledErrorWithoutTransport`. */
const isNameInCode = (body: string): boolean =>
  body.length >= 12 &&
  ((body.match(/\d/g) ?? []).length <= 2 || /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(body)) &&
  isWordsJoined(body.replace(/^[\W_]+/, '').replace(/(?<=[A-Za-z]{2})\d{1,3}(?=[A-Za-z])/g, ''));

/** For weak shapes: a long value without a digit, or made of lower-case words, is a name and not a token. */
function looksRandom(body: string): boolean {
  if (/\d/.test(body)) return !/^(?:[A-Za-z]{3,}[-_.]){2,}/.test(body);
  return body.length >= 20 && /[a-z]/.test(body) && /[A-Z]/.test(body) && entropy(body) >= 3.7;
}
