import { readBare, readBytes, readString } from '../text/literal';
import { indexWithin, skipBlanks, skipSpace, type Line } from '../text/line';
import { readCode } from './code';
import { afterElement } from './quotedName';
import { readArgumentBelow } from './fields';
import { readElement, readInText, readNetrc } from './text';
import type { Named, Scan } from '../scan';

/** Reads what stands behind a bare name in a configuration file, a shell script or documentation. */
export function readConfig(scan: Scan, named: Named, line: Line): void {
  switch (scan.language.family) {
    case 'yaml': {
      readYaml(scan, named, line);
      return;
    }
    case 'lines': {
      readLine(scan, named, line);
      return;
    }
    case 'xml': {
      readXml(scan, named, line);
      return;
    }
    case 'shell': {
      readShell(scan, named, line);
      return;
    }
    case 'hcl': {
      // a line of a script in a here document
      if (/^\s*(?:export|ENV|set)\s{1,4}$/.test(scan.text.slice(line.start, named.start).slice(0, 80))) readInText(scan, named, line.end);
      else readCode(scan, named, line);
      return;
    }
    case 'toml':
    case 'json': {
      readCode(scan, named, line);
      return;
    }
    default: {
      readInText(scan, named, line.end);
      return;
    }
  }
}

/** `key: value` plain, quoted, in a flow mapping, or as a block; anything else on the line as text (commands in CI files, `- NAME=value`). */
function readYaml(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const prefix = text.slice(Math.max(line.start, named.start - 200), named.start);
  // `checksum/secret: 4f…`: an annotation by which a change is seen.
  if (/(?:checksum|hash|digest|sha\d{1,3})\/$/i.test(prefix)) return;
  if (readArgumentBelow(scan, named, prefix)) return;
  if (text.charAt(named.end) !== ':' || !/[\s,}]|^$/.test(text.charAt(named.end + 1)) || !/^[\s\-?]*$|[{,]\s*$/.test(prefix)) {
    readInText(scan, named, line.end);
    return;
  }
  let at = skipBlanks(text, named.end + 1, line.end);
  const tag = /(?:!!(?:str|binary)|!vault|&\w{1,40})[ \t]+/y;
  tag.lastIndex = at;
  if (tag.test(text)) at = tag.lastIndex;
  if (at >= line.end) {
    if (!readBelow(scan, named, line)) readParameter(scan, named, line);
    return;
  }
  const quoted = readString(text, at, line.end, '"\'');
  if (quoted) {
    scan.offer(named, quoted, { quoted: true, place: 'assignment' });
    return;
  }
  if (/^[|>][+-]?\d?[ \t]*(?:#.*)?$/.test(text.slice(at, Math.min(line.end, at + 80)))) {
    readBlock(scan, named, line);
    return;
  }
  // A key byte by byte.
  const bytes = text.charAt(at) === '[' && named.kind !== 'password' ? readBytes(text, at, Math.min(text.length, at + 900)) : undefined;
  if (bytes && text.slice(bytes.span.start, bytes.span.end).split(',').length >= 16) scan.offerLiteral(named, bytes, { place: 'assignment' });
  // A mapping or a list is no scalar.
  if (/[{[]/.test(text.charAt(at)) && !text.startsWith('{{', at)) return;
  const flow = prefix.includes('{');
  const stop = flow ? flowEnd(text, at, line.end) : commentAt(text, at, line.end);
  scan.offer(named, { start: at, end: trimmedEnd(text, at, stop) }, { quoted: false, place: 'assignment' });
}

const PARAMETER = /^\r?\n(?:[ \t]{1,40}(?!(?:Default|default|value)\b)[\w-]{1,30}:[^\n]{0,200}\n){0,8}([ \t]{1,40})(?:Default|default|value):[ \t]{1,4}/;

/** A parameter of a template with a default: `DBPassword:`, and below it, deeper, `Default: x`. */
function readParameter(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const found = PARAMETER.exec(text.slice(line.end, line.end + 1200));
  const indent = skipBlanks(text, line.start, line.end) - line.start;
  if (!found || (found[1]?.length ?? 0) <= indent) return;
  const deeper = found[0].split('\n').every((each) => each.trim() === '' || skipBlanks(each, 0, each.length) > indent);
  if (!deeper) return;
  const at = line.end + found[0].length;
  const end = Math.min(text.length, at + 300);
  const value = readString(text, at, end, '"\'') ?? readBare(text, at, end, '');
  if (value) scan.offer(named, { start: value.start, end: value.end }, { quoted: false, place: 'assignment' });
}

const BELOW = /^\r?\n([ \t]{1,40})(?:"([^"\n]{3,200})"|'([^'\n]{3,200})'|([^\s"'#|>{[&*!:-][^\s:#]{2,200}))[ \t]*(?:\r?\n([ \t]*)|$)/;

/** A scalar on a line of its own below its key. True if it was one. */
function readBelow(scan: Scan, named: Named, line: Line): boolean {
  const found = BELOW.exec(scan.text.slice(line.end, line.end + 300));
  const indent = skipBlanks(scan.text, line.start, line.end) - line.start;
  if (!found || (found[1]?.length ?? 0) <= indent || (found[5]?.length ?? 0) > indent) return false;
  const value = found[2] ?? found[3] ?? found[4] ?? '';
  const start = line.end + found[0].indexOf(value, found[1]?.length ?? 0);
  scan.offer(named, { start, end: start + value.length }, { quoted: found[4] === undefined, place: 'assignment' });
  return true;
}

function flowEnd(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && text.charAt(i) !== ',' && text.charAt(i) !== '}') i++;
  return i;
}

function commentAt(text: string, at: number, end: number): number {
  const hash = indexWithin(text, ' #', at, Math.min(end, at + 1200));
  return hash < 0 || hash > end ? end : hash;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && /\s/.test(text.charAt(i - 1))) i--;
  return i;
}

function startOfLine(text: string, at: number): number {
  let i = at;
  while (i > 0 && text.charAt(i - 1) !== '\n' && text.charAt(i - 1) !== '\r') i--;
  return i;
}

/** A block scalar: the content is one line or several, indented deeper than the key. Several lines are not a password. */
function readBlock(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const indent = skipBlanks(text, line.start, line.end) - line.start;
  const next = skipSpace(text, line.end, text.length, 1);
  const lineStart = startOfLine(text, next);
  if (next - lineStart <= indent) return;
  const content = readBare(text, next, Math.min(text.length, next + 1024), '');
  if (!content) return;
  const after = skipSpace(text, content.end, text.length, 1);
  const afterStart = startOfLine(text, after);
  if (after >= text.length || (afterStart > content.end && after - afterStart <= indent) || text.charAt(after) === '\n') {
    scan.offer(named, content, { quoted: true, place: 'assignment' });
  }
}

/** Directives of web servers that give a program a variable: `SetEnv NAME value`, `fastcgi_param NAME value;`. */
const SET_ENV =
  /^\s*(?:SetEnv|(?:fastcgi|uwsgi|scgi)_param|passenger_env_var|proxy_set_header|add_header|RequestHeader\s{1,8}(?:set|add|append))\s{1,8}["']?(?:[\w.-]{0,60}[._-])?$/i;

/** The one word or string behind a blank. */
function readGiven(text: string, at: number, end: number): { readonly start: number; readonly end: number } | undefined {
  const from = skipBlanks(text, at, end);
  return from > at ? (readString(text, from, end, '"\'') ?? readBare(text, from, end, ';')) : undefined;
}

/** `key=value`, `key: value`, `key value` of properties, INI, .env, response files; the value is the rest of the line. */
function readLine(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const prefix = text.slice(Math.max(line.start, named.start - 80), named.start);
  const netrc = /(?:^|\/)[._]netrc$/.test(scan.path) || /\b(?:machine|login)\b/.test(prefix);
  if (netrc && named.kind === 'password') {
    const word = readBare(text, named.end, line.end, '');
    if (word && word.start > named.end) scan.offer(named, word, { quoted: false, place: 'assignment' });
    return;
  }
  if (named.kind === 'password' && readNetrc(scan, named, line.end)) return;
  const given = SET_ENV.test(prefix) || (named.name.startsWith('$') && /^\s*set\s+$/.test(prefix)) ? readGiven(text, named.end, line.end) : undefined;
  if (given) {
    scan.offer(named, given, { quoted: false, place: 'assignment' });
    return;
  }
  if (!/^[\s#;!]*(?:(?:export|set|setenv)\s+)?(?:@|[\w./@:-]*[:./])?$/.test(prefix)) {
    readInText(scan, named, line.end);
    return;
  }
  let at = skipBlanks(text, named.end, line.end);
  const sign = text.charAt(at);
  const isProperties = /\.properties$/.test(scan.path) || /^(?:requirepass|masterauth)$/i.test(named.name);
  if (sign !== '=' && sign !== ':') {
    // Redis takes blanks in quotes.
    const inQuotes = /^(?:requirepass|masterauth)$/i.test(named.name) ? readString(text, at, line.end, '"\'') : undefined;
    if (inQuotes && skipBlanks(text, inQuotes.after, line.end) === line.end) {
      scan.offer(named, inQuotes, { quoted: true, place: 'assignment' });
      return;
    }
    // `name value`, the third way that a .properties file writes it, and the way of Redis and of many daemons.
    const word = (isProperties || named.kind !== 'weak') && at > named.end && /^\s*[\w./@-]*$/.test(prefix) ? readBare(text, at, line.end, '') : undefined;
    if (word && skipBlanks(text, word.end, line.end) === line.end && (isProperties || /\d/.test(text.slice(word.start, word.end))))
      scan.offer(named, word, { quoted: false, place: isProperties ? 'assignment' : 'prose' });
    else readInText(scan, named, line.end);
    return;
  }
  at = skipBlanks(text, text.startsWith('=>', at) ? at + 2 : at + 1, line.end);
  if (isProperties && text.charAt(at) === '\\' && at + 1 === line.end) {
    readContinued(scan, named, line);
    return;
  }
  if (text.startsWith('${', at)) return; // the name inside is met by itself
  const quoted = readString(text, at, line.end, '"\'');
  if (quoted && skipBlanks(text, quoted.after, line.end) >= Math.min(line.end, commentAt(text, quoted.after, line.end) + 1)) {
    scan.offer(named, quoted, { quoted: true, place: 'assignment' });
    return;
  }
  if (quoted) {
    scan.offer(named, quoted, { quoted: true, place: 'assignment' });
    return;
  }
  const end = trimmedEnd(text, at, commentAt(text, at, line.end));
  if (isProperties && end === line.end && text.charAt(end - 1) === '\\') {
    // What goes on is one value: half of it is never told alone.
    const next = skipSpace(text, line.end, text.length, 1);
    const rest = readBare(text, next, Math.min(text.length, next + 1024), '\\');
    if (rest && !/\s/.test(text.slice(at, end - 1)) && /[\r\n]|^$/.test(text.charAt(skipBlanks(text, rest.end, text.length))))
      scan.offer(named, { start: at, end: end - 1 }, { quoted: false, place: 'assignment', more: [rest] });
    return;
  }
  scan.offer(named, { start: at, end }, { quoted: false, place: 'assignment' });
}

/** A value of a .properties file that begins on the next line: `name = \\`. One that goes on after that is left alone. */
function readContinued(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  const next = skipSpace(text, line.end, text.length, 1);
  const word = readBare(text, next, Math.min(text.length, next + 1024), '\\');
  if (word && /[\r\n]|^$/.test(text.charAt(skipBlanks(text, word.end, text.length)))) scan.offer(named, word, { quoted: false, place: 'assignment' });
}

const NAME_CLOSES = /^<\/(?:key|name|param-name|env-entry-name)>/;

/** Attributes `password="x"` and elements `<password>x</password>`. */
function readXml(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  // `p:password="x"` is an attribute, `<ds:password>` an element.
  const prefixed = text.charAt(named.start - 1) === ':' && /\s[\w-]{1,20}:$/.test(text.slice(Math.max(line.start, named.start - 24), named.start));
  if (!prefixed && /[</:]/.test(text.charAt(named.start - 1))) {
    const close = indexWithin(text, '>', named.end, named.end + 200);
    if (close >= 0 && close - named.end < 200 && close < line.end && !text.startsWith('/', close - 1) && text.charAt(named.start - 1) !== '/')
      readElement(scan, named, afterElement(text, close + 1), Math.min(text.length, line.end + 512));
    return;
  }
  // `<key>Password</key><string>x</string>`, `<param-name>password</param-name><param-value>x</param-value>`.
  const closes = />[\w.]{0,60}$/.test(text.slice(Math.max(line.start, named.start - 61), named.start))
    ? NAME_CLOSES.exec(text.slice(named.end, named.end + 30))
    : null;
  if (closes) {
    const value = named.end + closes[0].length;
    const inside = afterElement(text, value);
    if (inside > value) readElement(scan, named, inside, Math.min(text.length, line.end + 600));
    return;
  }
  const at = skipBlanks(text, named.end, line.end);
  if (text.charAt(at) !== '=') {
    readInText(scan, named, line.end);
    return;
  }
  const quoted = readString(text, skipBlanks(text, at + 1, line.end), line.end, '"\'');
  if (quoted && !/^(?:type|for|id|autocomplete)$/i.test(named.name)) scan.offer(named, quoted, { quoted: true, place: 'assignment' });
}

/** `NAME=value`, `ENV NAME value`, and flags. */
function readShell(scan: Scan, named: Named, line: Line): void {
  const { text } = scan;
  // What a batch file asks with: `set /p PASSWORD=Enter it:`.
  if (/^[ \t]*@?set[ \t]+\/p[ \t]+"?$/i.test(text.slice(line.start, named.start).slice(0, 80))) return;
  const env = /^[ \t]*(?:(?:ENV|ARG|setenv)|set[ \t]+(?:-\w{1,3}[ \t]+){1,3}(?:--[ \t]+)?|set[ \t]+--?\w+)[ \t]*$/.test(
    text.slice(line.start, named.start).slice(0, 80),
  );
  if (env && text.charAt(named.end) === ' ') {
    const word = readString(text, named.end + 1, line.end, '"\'') ?? readBare(text, named.end, line.end, '');
    if (word) scan.offer(named, { start: word.start, end: word.end }, { quoted: false, place: 'assignment' });
    return;
  }
  readInText(scan, named, line.end);
}
