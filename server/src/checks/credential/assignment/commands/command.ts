import { readBare, readString } from '../text/literal';
import type { PasswordCommand } from './commands';
import { splitArguments } from '../reading/arguments';
import { skipBlanks, skipSpace, type Line } from '../text/line';
import type { Scan } from '../scan';

const CREDENTIAL = /[A-Za-z0-9._~+/=-]{8,2048}/y;

const PLAIN_PAIR = /^([^\s:{}]{1,60}(?::|[ \t]{1,4}))([^\s{}]{3,120})[ \t]{0,8}\r?$/;

/** `Bearer x` and `Basic x`: the credential behind an authentication scheme, wherever it stands. */
export function readScheme(scan: Scan, start: number, end: number, line: Line): void {
  const { text } = scan;
  if (/[A-Za-z0-9_]/.test(text.charAt(start - 1))) return;
  // What clients of requests in files make Base64 of.
  const plain = /\.(?:http|rest)$/.test(scan.path) && /^basic/i.test(text.slice(start, end)) ? PLAIN_PAIR.exec(text.slice(end, line.end)) : null;
  if (plain) {
    const from = end + (plain[1]?.length ?? 0);
    scan.offer({ name: 'basic', kind: 'password' }, { start: from, end: from + (plain[2]?.length ?? 0) }, { quoted: true, place: 'assignment' });
    return;
  }
  CREDENTIAL.lastIndex = end;
  if (!CREDENTIAL.test(text) || CREDENTIAL.lastIndex > line.end) return;
  scan.offer({ name: text.slice(start, end - 1), kind: 'token' }, { start, end: CREDENTIAL.lastIndex }, { quoted: true, place: 'prose' });
}

/** `IDENTIFIED BY 'x'`, `IDENTIFIED BY x`. */
export function readSql(scan: Scan, end: number, line: Line): void {
  const { text } = scan;
  let at = skipBlanks(text, end, line.end);
  const scheme = /(?:password|values)[ \t]+/iy;
  scheme.lastIndex = at;
  if (scheme.test(text)) at = scheme.lastIndex;
  const string = readString(text, at, line.end, '"\'');
  const statement =
    /\b(?:user|role|grant|alter|create|schema|account)\b/i.test(text.slice(Math.max(line.start, end - 160), end - 13)) ||
    text.slice(end - 13, end) === 'IDENTIFIED BY' ||
    /^\s*$/.test(text.slice(line.start, end - 13));
  if (string && statement) {
    scan.offer({ name: 'identified by', kind: 'password' }, string, { quoted: true, place: 'assignment', given: true });
    return;
  }
  // Without quotes it is SQL only where a statement about users goes before; in prose things are "identified by" all the time.
  const bare = readBare(text, at, line.end, ';"\'`),}\\');
  if (bare && !string && /\b(?:user|role|grant|alter|create)\b/i.test(text.slice(Math.max(line.start, end - 160), end - 13))) {
    scan.offer({ name: 'identified by', kind: 'password' }, bare, { quoted: false, place: 'prose' });
  }
}

const COLUMNS = /^\s{1,4}(?:["'\x60[\]\w.]{1,120})\s{0,4}\(([^()]{1,1000})\)\s{0,8}VALUES\s{0,8}(?=\()/i;
const MOST_ROWS = 50;
/** Functions of databases that are given a password to hash. */
const HASHING = /^(?:MD5|SHA[12]?|SHA\d{3}|PASSWORD|ENCRYPT|crypt|HASHBYTES\(\s?N?'\w{1,12}'\s?,\s?N?(?='))\(?\s?(?=["'])/i;

/** `INSERT INTO users (name, password) VALUES ('bob', 'x'), …`: the value under the name of its column. `end`: behind `INSERT INTO`. */
export function readInsert(scan: Scan, end: number): void {
  const { text } = scan;
  const found = COLUMNS.exec(text.slice(end, end + 1400));
  if (!found || !scan.spend(400)) return;
  const columns = (found[1] ?? '').split(',').map((column) => column.replace(/[^\w]/g, ''));
  const wanted = columns.flatMap((name, number) => {
    const kind = scan.kindOf(name);
    return kind === undefined || kind === 'weak' ? [] : [{ name, kind, number }];
  });
  if (wanted.length === 0) return;
  let at = end + found[0].length;
  for (let row = 0; row < MOST_ROWS && text.charAt(at) === '(' && scan.spend(250); row++) {
    const values = splitArguments(text, at + 1);
    const last = values.at(-1);
    if (last === undefined || values.length !== columns.length) return;
    for (const { name, kind, number } of wanted) {
      const [from, to] = values[number] ?? [0, 0];
      const string = readString(text, from, to, '"\'');
      if (string && string.after === trimmed(text, from, to)) scan.offer({ name, kind }, string, { quoted: true, place: 'assignment', given: true });
      // `MD5('x')`, `crypt('x', gen_salt('bf'))`
      const hashed = string ? null : HASHING.exec(text.slice(from, Math.min(to, from + 40)));
      const given = hashed ? readString(text, from + hashed[0].length, to, '"\'') : undefined;
      if (given) scan.offer({ name, kind }, given, { quoted: true, place: 'assignment', given: true });
    }
    at = skipSpace(text, last[1] + 1, text.length, 1);
    if (text.charAt(at) !== ',') return;
    at = skipSpace(text, at + 1, text.length, 1);
  }
}

const trimmed = (text: string, from: number, to: number): number => from + text.slice(from, to).trimEnd().length;

/** Values of one command, at most. */
const MOST_OF_COMMAND = 16;

/** `curl -u user:x`, `mysql -px` and their like (commands.ts). */
export function readCommand(scan: Scan, command: PasswordCommand, start: number, end: number, line: Line): void {
  const { text } = scan;
  if ((/^\w/.test(command.word) && /[\w.-]/.test(text.charAt(start - 1))) || !scan.spend(200)) return;
  if (command.configuration === true && scan.language.family === 'code') return;
  if (command.after && !command.after.test(text.slice(Math.max(0, start - 200), start))) return;
  const from = command.before === true ? Math.max(command.beyond === true ? 0 : line.start, start - 200) : command.word.endsWith(' ') ? end - 1 : end;
  const stretch =
    command.before === true
      ? text.slice(from, start)
      : text.slice(from, command.beyond === true ? Math.min(text.length, end + 400) : endOfCommand(text, line.end, end + 400));
  command.pattern.lastIndex = 0;
  for (let count = 0; count < MOST_OF_COMMAND; count++) {
    const { indices } = command.pattern.exec(stretch) ?? {};
    const value = indices?.groups?.v ?? indices?.groups?.w ?? indices?.groups?.x;
    if (value === undefined) return;
    const at = { start: from + value[0], end: from + value[1] };
    // In single quotes a dollar within a word is one.
    const single = (text.slice(from, at.start).split("'").length & 1) === 0;
    if (!(single ? /^[$@-]|\$\{|^%\w+%$/ : /^[$@-]|\$[A-Za-z_{(]|^%\w+%$/).test(text.slice(at.start, at.end)))
      scan.offer({ name: command.word.trim(), kind: 'password' }, at, {
        quoted: true,
        place: 'assignment',
        partial: command.drawn === true,
        given: true,
      });
    if (!command.pattern.global) return;
  }
}

/** The end of a command whose lines are joined by backslashes. */
function endOfCommand(text: string, lineEnd: number, limit: number): number {
  let end = lineEnd;
  while (end < limit && text.charAt(end - 1) === '\\') {
    const next = text.indexOf('\n', end + 1);
    if (next < 0) return Math.min(text.length, limit);
    end = next;
  }
  return Math.min(end, limit);
}
