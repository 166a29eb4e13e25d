import { readBare, readString } from './literal';
import type { PasswordCommand } from './commands';
import { skipBlanks, type Line } from './line';
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

/** `curl -u user:x`, `mysql -px` and their like (commands.ts). */
export function readCommand(scan: Scan, command: PasswordCommand, start: number, end: number, line: Line): void {
  const { text } = scan;
  if ((/^\w/.test(command.word) && /[\w.-]/.test(text.charAt(start - 1))) || !scan.spend(200)) return;
  const from = command.before === true ? Math.max(line.start, start - 200) : command.word.endsWith(' ') ? end - 1 : end;
  const stretch = command.before === true ? text.slice(from, start) : text.slice(from, endOfCommand(text, line.end, end + 400));
  const { indices } = command.pattern.exec(stretch) ?? {};
  const value = indices?.groups?.v ?? indices?.groups?.w ?? indices?.groups?.x;
  if (value === undefined) return;
  const at = { start: from + value[0], end: from + value[1] };
  if (/^[$@-]|\$[A-Za-z_{(]|^%\w+%$/.test(text.slice(at.start, at.end))) return;
  scan.offer({ name: command.word.trim(), kind: 'password' }, at, { quoted: true, place: 'assignment' });
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
