import { nameWords } from '../values/name';
import { CREDENTIAL_CALLS, type CredentialCall } from './calls';
import type { Constants } from './constants';
import { skipSpace } from './line';
import { readLiteral, readString } from './literal';
import type { Scan } from './scan';

const MOST_ARGUMENTS = 12;
const LONGEST_CALL = 1000;

/** Reads the arguments of a call that takes a credential: literals, and names that this text assigns a literal. True if the name is such a call. */
export function readArguments(scan: Scan, constants: Constants, name: string, end: number): boolean {
  const { text } = scan;
  const dot = Math.max(name.lastIndexOf('.'), name.lastIndexOf('>'), name.lastIndexOf(':'));
  const entries = CREDENTIAL_CALLS.get(name.slice(dot + 1).toLowerCase());
  if (!entries) return false;
  const open = skipSpace(text, end, text.length, 0);
  if (text.charAt(open) !== '(') return false;
  const owner = dot < 0 ? '' : name.slice(0, dot).replace(/[.>:-]+$/, '');
  const fitting = entries.filter((entry) => !entry.of || entry.of.test(entry.of.source.startsWith('^(?:') ? (owner.split('.').pop() ?? '') : owner));
  if (fitting.length === 0) return false;
  const given = scan.spend(LONGEST_CALL / 4) ? splitArguments(text, open + 1) : [];
  for (const entry of fitting) {
    if (given.length < (entry.atLeast ?? 1) || given.length > (entry.atMost ?? MOST_ARGUMENTS)) continue;
    for (const position of entry.at) readArgumentAt(scan, constants, entry, given, position);
  }
  return true;
}

function readArgumentAt(scan: Scan, constants: Constants, entry: CredentialCall, given: readonly (readonly [number, number])[], position: number): void {
  const argument = given[position < 0 ? given.length + position : position];
  if (!argument) return;
  const [start, end] = argument;
  const { text, language } = scan;
  const label = /[\w@]{1,40}[ \t]{0,4}[:=](?![:=])\s{0,8}/y;
  label.lastIndex = start;
  const labelled = label.test(text) && label.lastIndex < end;
  const from = labelled ? label.lastIndex : start;
  // A name before the argument decides against its position: `Credentials(name=user, usage='initiate')`.
  if (labelled && !/^(?:value|key|data|k|s|salt)\b/.test(text.slice(start, from)) && scan.kindOf(text.slice(start, from).replace(/\W+$/, '')) === undefined)
    return;
  const literal = readLiteral(text, from, end, language.quotes);
  const named = { name: entry.name, kind: entry.kind };
  if (literal) {
    scan.offerLiteral(named, literal, { place: 'call' });
    return;
  }
  const variable =
    /^(?:\[\]byte\(|&|\$|new\s+String\(|this\.|self\.)?([A-Za-z_]\w{0,63})(?:\)|\.(?:toCharArray|getBytes|encode|to_string|as_bytes|data|ToCharArray)\([^()]{0,40}\))?$/.exec(
      text.slice(from, end).trim(),
    );
  for (const assigned of variable?.[1] === undefined ? [] : constants.of(variable[1], start))
    scan.offerLiteral({ name: variable?.[1] ?? entry.name, kind: entry.kind }, assigned, { place: 'call' });
}

const MEMBER = /[\w$]{0,60}(?:\.[\w$]{1,60}){0,4}(?=[ \t]{0,2}\()/y;

/** Where the name of a called member ends if the name that ends at `end` goes on to one that takes a credential: `jwt` of `jwt.sign(`. */
export function endOfCall(text: string, end: number): number | undefined {
  MEMBER.lastIndex = end;
  const rest = MEMBER.exec(text)?.[0];
  if (rest === undefined || !rest.includes('.')) return undefined;
  return CREDENTIAL_CALLS.has(rest.slice(rest.lastIndexOf('.') + 1).toLowerCase()) ? end + rest.length : undefined;
}

/** The stretches between the commas of an argument list that begins at `at`; bounded. */
export function splitArguments(text: string, at: number): readonly (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  const limit = Math.min(text.length, at + LONGEST_CALL);
  let depth = 0;
  let start = skipSpace(text, at, limit, 2);
  for (let i = start; i < limit && parts.length < MOST_ARGUMENTS; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'" || character === '`') {
      const string = readString(text, i, limit, '"\'`');
      if (!string) return []; // unclosed: no list of arguments
      i = string.after - 1;
    } else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (depth-- === 0) {
        if (i > start) parts.push([start, i]);
        return parts;
      }
    } else if (character === ',' && depth === 0) {
      parts.push([start, i]);
      start = skipSpace(text, i + 1, limit, 2);
    }
  }
  return [];
}

/** Lower-case names of the table that no keyword of names covers. */
export const callKeywords = (covered: (name: string) => boolean): string[] =>
  [...CREDENTIAL_CALLS.keys()].filter((name) => name.length >= 6 && !covered(name) && nameWords(name).length > 0);
