import type { LoggingCandidate } from '../model/candidate';
import { isSecretVariable, leak } from './echo';

/*
 * Scripts in steps of a pipeline that are not the shell's: `actions/github-script`, `shell: python`, `node -e "…"`, `python -c "…"`. They are read by
 * the line: what is printed of the environment, under its own name or the one that a line before gave it.
 */

const PRINTS =
  /\b(?:console\.(?:log|info|warn|error|debug)|core\.(?:info|notice|warning|error|debug|setFailed|setOutput)|(?:sys\.std(?:out|err)|process\.std(?:out|err))\.write|pprint|print)\s{0,4}\(/;
/** A variable of the environment, and what a step's expression puts into a text. */
const READ =
  /\bprocess\.env(?:\.([A-Za-z_]\w{0,100})|\[\\?["']([A-Za-z_]\w{0,100})\\?["']\])|\bos\.(?:environ(?:\.get)?|getenv)\s?[[(]\s?\\?["']([A-Za-z_]\w{0,100})\\?["'][^)\]\n]{0,60}[)\]]|["'`]\$\{\{\s{0,4}secrets\.([\w-]{1,100})\s{0,4}\}\}["'`]/g;
const GIVEN = /(?:^|[\s;])(?:const\s+|let\s+|var\s+)?([A-Za-z_]\w{0,100})\s?=\s?/;
/** Behind a value: a part, a question or a choice of it. */
const ASKS =
  /^\s{0,4}(?:\.(?:length|slice|substring|startsWith|endsWith|includes|split|startswith|endswith)\b|[!=]=|\?[^.?]|&&|\[:?\d?:?-?[0-7]?\]|\[-?[0-7]:\]|is\s|if\s)/;
/** In front of it: what gives a truth value, a number, a type, a masked form. */
const HIDES = /(?:\b(?:Boolean|bool|len|typeof|type|mask\w*|redact\w*|hash\w*|sha\d+|md5|if|not)\s?\(?|!)\s?$/;
const WORD = /[A-Za-z_]\w{0,100}/g;

/** A line of such a script that prints a variable of the environment, or one of `secrets`. What a line gives one of them is added to these. */
export function scripted(line: string, offset: number, secrets: Set<string>): LoggingCandidate[] {
  const reads = [...line.matchAll(READ)].filter((match) => isShown(line, match.index, match[0].length));
  const prints = PRINTS.exec(line);
  if (prints === null) {
    const given = GIVEN.exec(line);
    const [read] = reads;
    if (given?.[1] !== undefined && read !== undefined && read.index === given.index + given[0].length && isSecret(read, secrets)) secrets.add(given[1]);
    return [];
  }
  const found = reads
    // What an expression of the step puts in is found as such.
    .filter((match) => match.index > prints.index && match[4] === undefined && isSecret(match, secrets))
    .map((match) => leak(offset + match.index, offset + match.index + match[0].length, nameOf(match)));
  if (found.length > 0 || secrets.size === 0) return found;
  return [...line.matchAll(WORD)]
    .filter(({ 0: name, index }) => index > prints.index && secrets.has(name) && isVariable(line, prints.index, index) && isShown(line, index, name.length))
    .map(({ 0: name, index }) => leak(offset + index, offset + index + name.length, name));
}

/** True for a word that is no part of a text nor of another thing: a name of the script, or one that a text has put in (`${name}`, `{name}`). */
export function isVariable(line: string, from: number, at: number): boolean {
  if (/[\w$.]/.test(line.charAt(at - 1)) && !line.slice(0, at).endsWith('${')) return false;
  let quote = '';
  for (let index = from; index < at; index++) {
    const unit = line.charAt(index);
    if (unit === '\\') index++;
    else if (quote === '' ? unit === '"' || unit === "'" || unit === '`' : unit === quote) quote = quote === '' ? unit : '';
  }
  return quote === '' || line.charAt(at - 1) === '{';
}

const nameOf = ([, member, key, python, expression]: RegExpExecArray): string => member ?? key ?? python ?? expression ?? '';

const isSecret = (match: RegExpExecArray, secrets: ReadonlySet<string>): boolean =>
  match[4] !== undefined || secrets.has(nameOf(match)) || isSecretVariable(nameOf(match));

const isShown = (line: string, start: number, length: number): boolean =>
  !HIDES.test(line.slice(Math.max(0, start - 30), start)) && !ASKS.test(line.slice(start + length, start + length + 30));
