import { readBare, readString } from './literal';
import { indexWithin, skipBlanks, type Line } from './line';
import type { Scan } from './scan';

const CREDENTIAL = /[A-Za-z0-9._~+/=-]{8,2048}/y;

/** `Bearer x` and `Basic x`: the credential behind an authentication scheme, wherever it stands. */
export function readScheme(scan: Scan, start: number, end: number, line: Line): void {
  const { text } = scan;
  if (/[A-Za-z0-9_]/.test(text.charAt(start - 1))) return;
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
    scan.offer({ name: 'identified by', kind: 'password' }, string, { quoted: true, place: 'assignment' });
    return;
  }
  // Without quotes it is SQL only where a statement about users goes before; in prose things are "identified by" all the time.
  const bare = readBare(text, at, line.end, ';"\'`),}\\');
  if (bare && !string && /\b(?:user|role|grant|alter|create)\b/i.test(text.slice(Math.max(line.start, end - 160), end - 13))) {
    scan.offer({ name: 'identified by', kind: 'password' }, bare, { quoted: false, place: 'prose' });
  }
}

const USER_FLAG = /[ \t"'[,](?:-u|--user|--proxy-user|-U)["']?[ \t=,]{1,4}/g;
const MYSQL_FLAG = /[ \t]-p(?=["'A-Za-z0-9])/g;

/** `curl -u user:x`, `mysql -px`. */
export function readCommand(scan: Scan, start: number, end: number, line: Line): void {
  const { text } = scan;
  if (/[\w./-]/.test(text.charAt(start - 1)) && !/[/]/.test(text.charAt(start - 1))) return;
  const stretch = text.slice(end - 1, Math.min(line.end, end + 400));
  const mysql = text.slice(start, end).toLowerCase() === 'mysql';
  const flag = mysql ? MYSQL_FLAG : USER_FLAG;
  flag.lastIndex = 0;
  if (!flag.test(stretch)) return;
  const at = end - 1 + flag.lastIndex;
  const word = readString(text, at, line.end, '"\'') ?? readBare(text, at, line.end, '"\'`;|&<>)');
  if (!word) return;
  const colon = mysql ? word.start - 1 : indexWithin(text, ':', word.start, word.end);
  if (colon >= word.end || (!mysql && colon < 0)) return;
  const value = text.slice(colon + 1, word.end);
  if (/\$|^@/.test(value)) return;
  scan.offer({ name: mysql ? '-p' : '--user', kind: 'password' }, { start: colon + 1, end: word.end }, { quoted: true, place: 'assignment' });
}
