import { skipBlanks, skipSpace, type Line, type Quoted } from '../text/line';
import { readBare, readLiteral, readString } from '../text/literal';
import type { Scan } from '../scan';

/** What the members of `passwords` are, whatever they are called: the names of those who have them. */
const MEMBER = { name: 'password', kind: 'password' } as const;
const MOST = 40;
const LONGEST = 2_000;

const BRACKETED = /\]?\s{0,2}(?:\.([A-Za-z_]\w{0,40})|\[\s{0,2}:?(["']?)[\w.@-]{1,60}\2\s{0,2}\])[ \t]{0,8}(?:=|:=|\|\|=)(?![=>~])[ \t]{0,8}/y;
const OPENS_MAP =
  /\]?[ \t]{0,8}(?::[ \t]{0,4}[\w<>, [\]|]{1,60}=|=>|:=|[:=])?[ \t]{0,8}(?:new\s\w{1,20}\s{0,4}(?:\(\)\s{0,4})?|array|map\[string\]string)?[ \t]{0,4}[{[(]\s{0,80}/y;
const ENTRY = /(["']?)[\w.@-]{1,60}\1\s{0,4}(?:=>|->|[:=])\s{0,4}(?=["'])/y;
const NEXT_ENTRY = /\s{0,4}[,;]?\s{0,80}/y;

/**
 * A place of its own in what holds passwords by the names of their owners: `passwords.admin = "x"`, `["password"]["root"] = "x"`. Only what somebody
 * made up as a password is told from a setting. `at`: behind the name, or behind its quote.
 */
export function readMember(scan: Scan, at: number, line: Line): boolean {
  BRACKETED.lastIndex = at;
  if (!BRACKETED.test(scan.text) || BRACKETED.lastIndex > line.end) return false;
  const literal = readLiteral(scan.text, BRACKETED.lastIndex, Math.min(scan.text.length, line.end + 400), scan.language.quotes);
  if (literal) scan.offerLiteral(MEMBER, { ...literal, partial: true }, { place: 'assignment' });
  return literal !== undefined;
}

/** As `readMember`, and a whole map: `passwords: { admin: "x", bob: "y" }`, and in YAML the lines below `passwords:`. */
export function readMembers(scan: Scan, start: number, at: number, line: Line, holder: Quoted | undefined): void {
  const { text, language } = scan;
  const from = holder ? holder.end + 1 : at;
  if (holder && (holder.start !== start || holder.end !== at)) return;
  if (readMember(scan, from, line) || !scan.spend(LONGEST / 8)) return;
  if (!holder && language.family === 'yaml') {
    const alone = /^[ \t]*(?:- )?$/.test(text.slice(line.start, start)) && /^:[ \t]*(?:#.*)?$/.test(text.slice(at, Math.min(line.end, at + 80)));
    if (alone) readLines(scan, line, /^[ \t]*(["']?)[\w.@-]{1,60}\1:[ \t]{1,8}/, true);
    return;
  }
  if (!holder && /^[ \t]*\[(?:[\w.-]{1,40}\.)?$/.test(text.slice(line.start, start)) && text.charAt(at) === ']') {
    readSection(scan, line);
    return;
  }
  if (language.family !== 'code' && language.family !== 'json' && language.family !== 'toml' && language.family !== 'hcl') return;
  OPENS_MAP.lastIndex = from;
  if (!OPENS_MAP.test(text)) return;
  const end = Math.min(text.length, from + LONGEST);
  for (let place = OPENS_MAP.lastIndex, entries = 0; entries < MOST && place < end; entries++) {
    ENTRY.lastIndex = place;
    const literal = ENTRY.test(text) ? readLiteral(text, ENTRY.lastIndex, end, language.quotes) : undefined;
    if (!literal) return;
    scan.offerLiteral(MEMBER, { ...literal, partial: true }, { place: 'assignment' });
    NEXT_ENTRY.lastIndex = literal.end;
    NEXT_ENTRY.test(text);
    place = NEXT_ENTRY.lastIndex;
  }
}

/** Sections whose entries are users and their passwords (Shiro, and many daemons). */
export const ACCOUNT_SECTIONS: readonly string[] = ['[users]', '[accounts]', '[credentials]'];

/** `[users]`, and below it `bob = x, role`. */
export function readSection(scan: Scan, line: Line): void {
  const { family } = scan.language;
  const heading = /^\s*\[[\w.-]{1,60}\]\s*$/.test(scan.text.slice(line.start, Math.min(line.end, line.start + 120)));
  if (heading && (family === 'lines' || family === 'toml' || family === 'prose') && scan.spend(LONGEST / 8))
    readLines(scan, line, /^[ \t]*(["']?)[\w.@-]{1,60}\1[ \t]{0,8}=[ \t]{0,8}/, false);
}

/** What is said of an account beside its password, in a list of accounts: no user is called so. */
const OF_AN_ACCOUNT = /^[ \t]*(?:- )?["']?(?:e-?mail|user|user_?name|user_?id|uid|id|name|display_?name|groups?|roles?|comment)["']?[ \t]*[:=]/i;

/** The lines below one that are deeper than it, or up to the next section: each a name and its password. */
function readLines(scan: Scan, line: Line, name: RegExp, deeper: boolean): void {
  const { text } = scan;
  const indent = skipBlanks(text, line.start, line.end) - line.start;
  let start = skipSpace(text, line.end, text.length, 1);
  for (let rows = 0; rows < MOST && start < text.length && start - line.end < LONGEST; rows++) {
    let from = start;
    while (from > 0 && text.charAt(from - 1) !== '\n') from--;
    let end = start;
    while (end < text.length && text.charAt(end) !== '\n') end++;
    const row = text.slice(from, end);
    if ((deeper && start - from <= indent) || (!deeper && /^\s*\[/.test(row))) return;
    const found = name.exec(row);
    if (found && !OF_AN_ACCOUNT.test(found[0])) {
      const at = from + found[0].length;
      const value = readString(text, at, end, '"\'') ?? readBare(text, at, end, ',#"\'{}[]');
      if (value) scan.offer(MEMBER, { start: value.start, end: value.end }, { quoted: false, place: 'assignment', partial: true });
    }
    start = skipSpace(text, end, text.length, 2);
  }
}
