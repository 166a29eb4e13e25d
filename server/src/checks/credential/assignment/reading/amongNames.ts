import type { Span } from '../../../../base/span';
import type { Scan } from '../scan';
import { linesBefore } from './phrases';

/** Units behind a value in which its neighbours are looked at. */
const BEHIND = 160;
/** What is between the name of a map and its bracket: a type, or a function that makes it. */
const MADE_BY = String.raw`(?:(?:const\s|new\s)?(?:map\[\w{1,20}\]\w{1,20}|[A-Z][\w.]{0,40}(?:<[\w<>, ]{1,40}>)?(?:\(\))?|dict))?`;
/** The name of what is open where a value stands, and its bracket: `icons = {`, `'views' => [`, `class Roles {`, `TOPICS = Map.of(`. */
const OPEN = new RegExp(
  String.raw`([\w$]{2,40})["'\]]?[ \t]{0,4}(?::[ \t]{0,2}[\w<>, [\]|]{1,60})?(?:(?:=>|[:=])[ \t]{0,4}${MADE_BY})?\s{0,4}[{[(](?:[^{}[\]()]|\([^{}[\]()]*\))*$`,
);
/** Members of it are names for all that has one. */
const OF_ENUM = /\benum\s(?:class\s)?[\w$]{1,60}[^{}]{0,60}\{[^{}]*$|\bclass\s\w{1,60}\([\w., ]{0,40}Enum\):[^]*$/;
/** Plurals of what keeps settings, accounts and what belongs to them: a password in it may be one. */
const KEEPS =
  /(?:cred(?:ential)?|setting|opt(?:ion)?|param(?:eter)?|k?w?arg(?:ument)?|prop(?:ertie)?|header|default|secret|password|user|account|login|connection|database|server|host|client|service|var(?:iable)?|value|env(?:ironment)?|config|conf|key|source|attr(?:ibute)?|field|pref(?:erence)?|override|detail|fixture|seed|test|cookie|form|entrie|acces|proces|addres|redi|postgre|aw|tl|http|item|record|row|node|device|machine|profile|stage|member|d?b|extra|annotation|output|input|request|pas|data|auth)s$/i;
const SIBLING = /([\w.-]{1,60})["'\])]{0,2}[ \t]{0,4}(?:=>|[:=(,])[ \t]{0,4}["'`]?([A-Za-z][\w.-]{3,60})(?=["'`,\s)]|$)/g;

/**
 * True where a value is one of the names that a map gives to things: what is open is called by their plural, an enumeration, or another value of it begins
 * with the same word: `icons = { password: "mdi-lock-2", mail: "mdi-letter-1" }`.
 */
export function isAmongNames(scan: Scan, at: Span): boolean {
  const { text } = scan;
  if (!scan.spare(2 * BEHIND)) return false;
  const before = linesBefore(text, at.start);
  const open = scan.language.family === 'yaml' ? parentInYaml(before) : OPEN.exec(before)?.[1];
  if ((open !== undefined && /[A-Za-z]{2,}s$/i.test(open) && !/(?:ss|us|is)$/i.test(open) && !KEEPS.test(open)) || OF_ENUM.test(before)) return true;
  const word = /^[A-Za-z]{2,}(?=([-._]))/.exec(text.slice(at.start, at.end));
  if (!word) return false;
  const begins = word[0] + (word[1] ?? '');
  SIBLING.lastIndex = 0;
  const around = `${before}\n${text.slice(at.end + 1, at.end + BEHIND)}`;
  for (let found = SIBLING.exec(around); found; found = SIBLING.exec(around))
    if (found[2]?.startsWith(begins) === true && scan.kindOf(found[1] ?? '') === undefined) return true;
  return false;
}

/** The key under which the last line of a stretch of YAML stands. */
function parentInYaml(before: string): string | undefined {
  const lines = before.split('\n');
  const indent = /^ */.exec(lines.at(-1) ?? '')?.[0].length ?? 0;
  for (let number = lines.length - 2; number >= 0; number--) {
    const key = /^( *)(?:- )?["']?([\w.-]{1,60})["']?:[ \t]*$/.exec(lines[number] ?? '');
    if (key && (key[1]?.length ?? 0) < indent) return key[2];
  }
  return undefined;
}
