import { CREDENTIALS, DESCRIPTORS, FLAGS, MASKED_TAILS, NEUTRAL_TAILS } from './heads';
import { judgeWords } from './judge';
import { wordsOf } from './words';

/** Members of anything that say who, where or how, never what. */
const PLAIN = new Set(
  (
    'expiresin expireson email mail login nickname nick roles user users tenant tenants domain org organisation organization project number total length len is kind level ' +
    'success authorized authenticated getclass hashcode equals constructor prototype typeof done ok has add set delete clear remove push append first size'
  ).split(' '),
);

/** Members that may hold a secret of their own, whatever they belong to. */
const HOLDERS = new Set(
  'header headers config configuration params parameters options settings request response responses session metadata info context body env auth entries items object objects map dict properties props spec flow message key keys'.split(
    ' ',
  ),
);

/** Members and calls that give the text or bytes of what they stand on: the object is to be judged in their place. */
const CARRIES = new Set(
  (
    'value val text string str raw plain plaintext cleartext content contents data bytes chars body trim strip chomp tostring tostr getvalue gettext getstring tochararray ' +
    'tolowercase touppercase lower upper lowercase uppercase encodetobytes encode decode getbytes exposesecret expose reveal unwrap unwrapordefault clone copy toowned tobytes asstr asbytes asref ' +
    'intostring tolist tojson json dump dumps stringify inspect tos inspect get unsecured decodetostring todisplaystring valueof orempty ornull orelse orelsethrow unwrapor'
  ).split(' '),
);

/** True where a member of a secret is none: its length, type, owner, expiry. False for one that is a secret itself or its text. */
export function isPlainMember(member: string): boolean {
  const words = wordsOf(member);
  const last = words.at(-1);
  if (last === undefined) return false;
  if (judgeWords(words).grade !== 'none') return false;
  if (FLAGS.has(words[0] ?? '') && words.length > 1) return true;
  if (HOLDERS.has(last)) return false;
  if (PLAIN.has(words.join(''))) return true;
  return (DESCRIPTORS.has(last) || MASKED_TAILS.has(last) || PLAIN.has(last)) && !NEUTRAL_TAILS.has(last) && !CREDENTIALS.has(last);
}

/** True for `value`, `text`, `toString`, `expose_secret`, …: what they give is what they stand on. */
export const carriesItsObject = (member: string): boolean => CARRIES.has(wordsOf(member).join(''));
