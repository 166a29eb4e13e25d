import * as tables from './heads';
import { withoutAccents } from './words';

/** What most texts that deal with a secret hold somewhere. */
const USUAL =
  /pass|pwd|secret|token|cred|auth|api[ _-]?key|private|cookie|header|session|bearer|jwt|\bpin\b|\botp\b|body|payload|[a-z]key\b|_key\b|argv|log_?in\b|sign_?in\b|csrf|clave|contrase|mot_?de|kennwort|senha|parol|connection_?string/i;
/** Words by which a name is one of a secret only where a text is about such things, which it says in another word. */
const TOO_FREQUENT = /^(?:keys?|codes?|mp|kod|key)$/;
/** From this length on a word is no part of another. */
const LONG = 5;

const rare = [
  ...tables.PASSWORDS,
  ...tables.FOREIGN_PASSWORDS,
  ...tables.DOUBTFUL_PASSWORDS,
  ...tables.SECRETS,
  ...tables.TOKENS,
  ...tables.BEARERS,
  ...tables.PINS,
  'cvv',
  'pat',
  'cvc',
].filter((word) => !USUAL.test(word) && !TOO_FREQUENT.test(word));
const isLong = (word: string): boolean => word.length >= LONG || /[^a-z]/i.test(word);
const long = rare.filter(isLong);
const short = [...rare.filter((word) => !isLong(word)), 'otp', 'pin'];
/** The words of the tables of which none of the usual ones is a part. */
const LONG_WORD = new RegExp(long.join('|'), 'i');
/** The longer one first, where one begins with another. */
const RARE_WORD = new RegExp([...long, ...short].sort((a, b) => b.length - a.length).join('|'), 'gi');
const isSmall = (unit: string): boolean => unit >= 'a' && unit <= 'z';
const OTHER_LETTERS = /(?<![\w$])[\w$]{0,40}[\u00c0-\uffff][\w$\u00c0-\uffff]*/g;

/** True for a text in which a word stands that the name of most secrets has. Far cheaper than a look at every name. */
export const mentionsSecret = (text: string): boolean => USUAL.test(text);

/** As `mentionsSecret`, of the rest of the tables, for texts of which that is not so: at several times its price. */
export function mentionsRareSecret(text: string): boolean {
  RARE_WORD.lastIndex = 0;
  for (let match = RARE_WORD.exec(text); match !== null; match = RARE_WORD.exec(text)) {
    const [word] = match;
    if (isLong(word)) return true;
    // A short one is part of many others: a word of its own, or of a name.
    const before = text.charAt(match.index - 1);
    if (isSmall(text.charAt(RARE_WORD.lastIndex))) continue;
    if (!/[A-Za-z]/.test(before) || (isSmall(before) && !isSmall(word.charAt(0)))) return true;
  }
  const accented = text.match(OTHER_LETTERS);
  return accented !== null && LONG_WORD.test(withoutAccents(accented.join(' ')));
}
