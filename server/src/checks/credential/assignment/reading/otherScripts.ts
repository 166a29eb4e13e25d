import { PASSWORDS_IN_OTHER_SCRIPTS, TOKENS_IN_OTHER_SCRIPTS } from '../../../otherScripts';
import type { NameKind } from '../../values/name';
import type { Constants } from '../text/constants';
import type { Named, Scan } from '../scan';
import { stringAt, type Line } from '../text/line';
import { readBare } from '../text/literal';
import { readCode } from './code';
import { readConfig } from './config';
import { readQuotedName } from './quotedName';
import { readColumn } from './tables';
import { readInText } from './text';

/** What must follow a word of two signs, which the prefilter does not look for alone. */
const SIGNS = [' ', ':', '：', '=', '"', "'", '`', ']', ')', '*', '|', '<', '为', '為', '是', '_', 'は', '는'];

interface Word {
  /** What the prefilter looks for. */
  readonly keyword: string;
  readonly length: number;
  readonly kind: NameKind;
}

const spellings = (word: string): string[] => {
  const apart = word.includes('_') ? [word, word.replace('_', ' ')] : [word];
  return [...new Set(apart.flatMap((each) => [each, each.charAt(0).toUpperCase() + each.slice(1), each.toUpperCase()]))];
};
const wordsOf = (words: readonly string[], kind: NameKind): Word[] =>
  words
    .flatMap(spellings)
    .flatMap((word) => (word.length > 2 ? [word] : SIGNS.map((sign) => word + sign)).map((keyword) => ({ keyword, length: word.length, kind })));

const WORDS: readonly Word[] = [...wordsOf(PASSWORDS_IN_OTHER_SCRIPTS, 'password'), ...wordsOf(TOKENS_IN_OTHER_SCRIPTS, 'token')];
/** Names for a credential in other scripts than the Latin. */
export const WORDS_IN_OTHER_SCRIPTS: readonly string[] = WORDS.map(({ keyword }) => keyword);

const LETTER = /[\p{L}\p{M}\p{N}_]/u;
const LONGEST = 60;
/** What may stand behind the word in a name: a number, or what it is for in Latin letters. */
const REST = /(?:_?[0-9A-Za-z]{1,20}){0,3}/y;
/** A value that a sentence or a form gives behind the name. */
const SAID = /(?:[ \t]{0,3}(?:[：:=—–]|为|為|是|は|는|은|это)[ \t]{0,3}|[ \t]{1,3})(?=[!-~])/y;

/** `пароль = "x"`, `密码：x`, `"비밀번호": "x"`: a value under a name of another script. The value is Latin all the same. `number`: of the word. */
export function readOtherScript(scan: Scan, constants: Constants, start: number, line: Line, number: number): void {
  const word = WORDS[number];
  const { text, language } = scan;
  if (word === undefined || !scan.spend(100)) return;
  let from = start;
  while (from > line.start && start - from < LONGEST && LETTER.test(text.charAt(from - 1))) from--;
  REST.lastIndex = start + word.length;
  REST.test(text);
  const end = REST.lastIndex;
  // Goes on in its script: the length of a password, a form of the word.
  if (LETTER.test(text.charAt(end)) && !/[为為是은는は]/.test(text.charAt(end))) return;
  const named: Named = { name: text.slice(from, end), kind: word.kind, start: from, end };
  if (language.family !== 'code' && readColumn(scan, constants, named, line)) return;
  const before = scan.found.length;
  const holder = stringAt(line, from);
  if (holder) readQuotedName(scan, named, line, holder);
  else if (from >= line.comment) readInText(scan, named, line.end);
  else if (language.family === 'code') readCode(scan, named, line);
  else readConfig(scan, named, line);
  if (scan.found.length > before || (language.family === 'code' && from < line.comment)) return;
  SAID.lastIndex = end;
  if (!SAID.test(text) || SAID.lastIndex > line.end) return;
  const value = readBare(text, SAID.lastIndex, line.end, '"\'`<>(){}[]|,;');
  const said = value === undefined ? '' : /^[!-~]*/.exec(text.slice(value.start, value.end))?.[0].replace(/[.,;:!?]+$/, '');
  if (value && said !== undefined && said.length >= 6 && /\d/.test(said))
    scan.offer(named, { start: value.start, end: value.start + said.length }, { quoted: false, place: 'prose', partial: true });
}
