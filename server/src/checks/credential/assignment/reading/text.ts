import { readBare, readString } from '../text/literal';
import { indexWithin, skipBlanks } from '../text/line';
import { readBesideUser, readSaid } from './spoken';
import type { Named, Scan } from '../scan';

const OPERATOR = /(?:\\?["'`*]{1,2}[\])]?|[\])]|%22)?[ \t]{0,8}(:=|\?=|=>|!==?|==?=?|:|%3[aAdD])(?![=:])\*{0,2}[ \t]{0,8}/y;
/** Quotes as a page or a string writes them, around a name and its value: `&quot;password&quot;:&quot;x&quot;`, `\u0022`, `\\\"`. */
const WRITTEN_QUOTES = /(&quot;|&#34;|&#x22;|&apos;|&#39;|\\u0022|\\{2,7}")\s{0,4}[:=]\s{0,4}\1((?:(?!\1|["'<>\s]).){3,300})\1/y;
/** A name in markup and its value behind it: `<b>Password:</b> x`, `<td>Password</td><td>x</td>`. */
const MARKED_UP =
  /[ \t]?:?[ \t]?<\/(?:b|strong|em|label|span|td|th|dt)>[ \t]{0,4}:?[ \t]{0,4}(?:<(?:td|dd|code|b|span|kbd|strong)(?:\s[^<>\n]{0,60})?>[ \t]{0,4}){0,2}(?=[^\s<"'`])/y;
const SPOKEN = /[ \t]{1,4}(?:(?:is|to|as)[ \t]{1,4})?(?=\\?["'`])/y;
/** The end of a value in percent encoding: `&`, a quote, a bracket. */
const ENCODED = /^(?:%22)?((?:(?!%2[26]|%5D|%7D|%3B)[^\s"'`&;<>]){3,300})/i;
const STOPS_AFTER_EQUALS = '&;"\'`<>)}]|,\\';
const STOPS_AFTER_COLON = '"\'`<>)}]|,;\\';

/**
 * Reads an assignment written inside something else: in a string, a comment, a command line, documentation, a log line.
 * `limit` ends the string or line. Flags (`--password x`), SQL (`PASSWORD 'x'`), elements (`<password>x</password>`) and defaults (`${X:-x}`) included.
 */
export function readInText(scan: Scan, named: Named, limit: number): void {
  const { text } = scan;
  if (text.charAt(named.start - 1) === '@') return;
  // A part of a name of several parts, as of an ARN: `arn:…:secret:Name`.
  if (
    named.kind !== 'password' &&
    text.charAt(named.start - 1) === ':' &&
    text.charAt(named.end) === ':' &&
    named.start - 1 > 0 &&
    /[\w;]/.test(text.charAt(named.start - 2))
  )
    return;
  // `input[type=password]:focus`: a state of an element.
  if (/\[type=["']?$/.test(text.slice(Math.max(0, named.start - 8), named.start))) return;
  if (named.name === 'PASS' && text.charAt(named.end) === ':') return; // what a test prints

  if (/\.(?:robot|resource)$/.test(scan.path) && readCell(scan, named, limit)) return;
  const flag = named.name.startsWith('-') || text.charAt(named.start - 1) === '-';
  if (text.startsWith('${', named.start - 2)) {
    readDefault(scan, named, limit);
    return;
  }
  if (text.charAt(named.end) === '>' && /[<:]/.test(text.charAt(named.start - 1))) {
    readElement(scan, named, named.end + 1, limit);
    return;
  }
  WRITTEN_QUOTES.lastIndex = named.end;
  const written = /[&\\]/.test(text.charAt(named.end)) ? WRITTEN_QUOTES.exec(text) : null;
  if (written) {
    const end = WRITTEN_QUOTES.lastIndex - (written[1]?.length ?? 0);
    scan.offer(named, { start: end - (written[2]?.length ?? 0), end }, { quoted: true, place: 'assignment', text: true });
    return;
  }
  MARKED_UP.lastIndex = named.end;
  if (/[:<]/.test(text.charAt(named.end)) && MARKED_UP.test(text) && MARKED_UP.lastIndex < limit) {
    const word = readBare(text, MARKED_UP.lastIndex, limit, '<"\'`{}()');
    if (word) scan.offer(named, word, { quoted: false, place: 'prose', partial: true });
    return;
  }
  OPERATOR.lastIndex = named.end;
  const operator = OPERATOR.exec(text)?.[1];
  if (operator !== undefined && OPERATOR.lastIndex < limit) {
    readAfter(scan, named, OPERATOR.lastIndex, limit, operator);
    return;
  }
  if (flag && /[ \t]/.test(text.charAt(named.end))) {
    readAfter(scan, named, skipBlanks(text, named.end, limit), limit, ' ');
    return;
  }
  if (SETS.test(named.name) && text.charAt(named.end) === '(') {
    const given = readString(text, skipBlanks(text, named.end + 1, limit), limit, '"\'');
    if (given && text.charAt(skipBlanks(text, given.after, limit)) === ')') scan.offer(named, given, { quoted: true, place: 'assignment', text: true });
    return;
  }
  if (named.kind === 'password' && readNetrc(scan, named, limit)) return;
  if (readDirective(scan, named, limit)) return;
  if (named.kind !== 'weak' && (readSaid(scan, named, limit) || (named.kind === 'password' && readBesideUser(scan, named, limit)))) return;
  SPOKEN.lastIndex = named.end;
  if (named.kind === 'password' && !/(?:^|[^a-z])pass$/i.test(named.name) && SPOKEN.test(text) && SPOKEN.lastIndex < limit) {
    const spoken = readString(text, SPOKEN.lastIndex, limit, '"\'`');
    // In back quotes stand names of fields too.
    if (spoken && (text.charAt(SPOKEN.lastIndex) !== '`' || /^(?=.*\d)[^\s()]{6,}$/.test(text.slice(spoken.start, spoken.end))))
      scan.offer(named, spoken, { quoted: true, place: 'prose' });
  }
}

/** Behind a name in a test of Robot Framework: cells stand two blanks apart. */
const CELL = /\}?(?:[ \t]{0,2}=)?(?: {2,40}|\t{1,8})(?!(?:id|name|css|xpath|class|link|data|identifier)[=:]|\/\/)([^\s${}]{3,200})(?= {2}|\t|[ ]?\r?(?:\n|$))/y;

/** `${PASSWORD}    x`, `Input Text    id:password    x`. True if it was that. */
function readCell(scan: Scan, named: Named, limit: number): boolean {
  CELL.lastIndex = named.end;
  const found = CELL.exec(scan.text);
  if (!found || CELL.lastIndex > limit) return false;
  scan.offer(named, { start: CELL.lastIndex - (found[1]?.length ?? 0), end: CELL.lastIndex }, { quoted: false, place: 'assignment' });
  return true;
}

/** A call in a comment that gives a value to what it is named after: `ds.setPassword("x")`. */
const SETS = /(?:^|[.>])(?:set|with|add|use)_?[A-Z]\w{2,60}$/;
const NETRC = /\b(?:machine\s{1,20}\S{1,120}|default)\s{1,20}login\s{1,20}\S{1,80}\s{1,20}$/;

/** `machine … login … password x`, on one line or several, wherever a .netrc is shown or written. True if it was that. */
export function readNetrc(scan: Scan, named: Named, limit: number): boolean {
  const { text } = scan;
  if (named.name !== 'password' || text.charAt(named.end) > ' ' || !NETRC.test(text.slice(Math.max(0, named.start - 260), named.start))) return false;
  const word = readBare(text, named.end, limit, '"\'`;<>|)\\');
  if (!word || word.start === named.end) return false;
  scan.offer(named, word, { quoted: false, place: 'assignment' });
  return true;
}

/** What stands before a password on a line of a device's configuration. */
const ACCOUNT_OF_DEVICE =
  /(?:^|\n)[ \t]{0,20}(?:set[ \t][^\n"']{0,80})?(?:username|user|neighbor|peer)[ \t]{1,4}["']?[\w.:@-]{1,60}["']?[ \t](?:privilege[ \t]\d{1,2}[ \t]|role[ \t]\S{1,30}[ \t])?[ \t]{0,4}$/;
const SERVER_OF_DEVICE = /(?:^|\n)[ \t]{0,20}set[ \t][\w.: \t/-]{4,120}[ \t]$/;
const PLAIN = /[ \t]{1,4}(?:[0789][ \t]{1,2}|sha512[ \t]|encrypted[ \t])?(?=\S)/y;
/** Debian's answers to the questions of packages: `mysql-server/root_password password x`. */
const ANSWER = /[ \t]{1,4}password[ \t]{1,4}(?=\S)/y;

/** `username bob password 0 x`, `d-i passwd/root-password password x`: a password by its position on a line of a configuration. True if it was that. */
function readDirective(scan: Scan, named: Named, limit: number): boolean {
  const { text, language } = scan;
  if (text.charAt(named.end) > ' ' || named.kind === 'weak' || language.family === 'code') return false;
  const before = text.slice(Math.max(0, named.start - 160), named.start);
  const sign =
    text.charAt(named.start - 1) === '/' || named.name.includes('/')
      ? ANSWER
      : /^(?:password|secret)$/i.test(named.name) && (ACCOUNT_OF_DEVICE.test(before) || SERVER_OF_DEVICE.test(before))
        ? PLAIN
        : undefined;
  if (sign === undefined) return false;
  sign.lastIndex = named.end;
  if (!sign.test(text)) return false;
  const quoted = readString(text, sign.lastIndex, limit, '"');
  const value = quoted ?? readBare(text, sign.lastIndex, limit, '"\'`;<>|)\\');
  if (!value || !/^[\s'";]*(?:!|$)/.test(text.slice(quoted?.after ?? value.end, limit).slice(0, 40))) return false;
  scan.offer(named, { start: value.start, end: value.end }, { quoted: false, place: 'assignment', text: true });
  return true;
}

function readAfter(scan: Scan, named: Named, at: number, limit: number, operator: string): void {
  const { text } = scan;
  if (operator.startsWith('%')) {
    const encoded = ENCODED.exec(text.slice(at, Math.min(limit, at + 320)));
    const start = at + (encoded?.[0].length ?? 0) - (encoded?.[1]?.length ?? 0);
    if (encoded) scan.offer(named, { start, end: at + encoded[0].length }, { quoted: false, place: 'assignment', text: true });
    return;
  }
  const tight = (operator === '=' && text.charAt(at - 1) === '=') || operator === '%3d' || operator === '%3D';
  const shell = scan.language.family === 'shell';
  const quoted = readString(text, at, limit, shell ? '"\'' : '"\'`');
  if (quoted) {
    // In single quotes a dollar is one.
    const template =
      text.charAt(quoted.after - 1) !== "'" && /(?<!\\)\$[A-Za-z_{(]/.test(text.slice(quoted.start, quoted.end)) && (shell || scan.language.family === 'prose');
    if (!template) scan.offer(named, quoted, { quoted: true, place: /^[!=]=/.test(operator) ? 'comparison' : 'assignment', text: true });
    return;
  }
  if (/^[!=]=/.test(operator)) return;
  // `ADMIN_PASSWORD=${1:-x}`: what is taken where nothing is given under a name that says nothing.
  const otherwise = tight && shell ? /^\$\{(\w{1,60}):?[-=]([^}"'$\s]{3,200})\}/.exec(text.slice(at, Math.min(limit, at + 280))) : null;
  if (otherwise && scan.kindOf(otherwise[1] ?? '') === undefined) {
    const end = at + otherwise[0].length - 1;
    scan.offer(named, { start: end - (otherwise[2]?.length ?? 0), end }, { quoted: true, place: 'assignment', rule: 'credential.static-fallback' });
    return;
  }
  const bare = readBare(text, at, limit, operator === '=' || operator === ' ' ? STOPS_AFTER_EQUALS : STOPS_AFTER_COLON);
  if (!bare) return;
  const value = text.slice(bare.start, bare.end);
  if (/^[-{]|\$[A-Za-z_{(]/.test(value) || (/[([]/.test(value) && !tight) || /\w\($/.test(value)) return;
  const next = text.charAt(bare.end);
  if (next === '(' || (next === '.' && operator !== ':')) return;
  const end = skipBlanks(text, bare.end, limit);
  const alone = end >= limit || /[,;"'`)\\|&<]/.test(text.charAt(end)) || tight || operator === ' ';
  const trimmed = operator === ':' || operator === ' ' ? value.replace(/[.,:]+$/, '') : value;
  const emphasis = /^(\*{1,2}|__?)([^*_]{3,})\1$/.exec(trimmed);
  if (!alone && !/\d/.test(trimmed)) return;
  const lead = emphasis?.[1]?.length ?? 0;
  scan.offer(named, { start: bare.start + lead, end: bare.start + trimmed.length - lead }, { quoted: false, place: shell && tight ? 'assignment' : 'prose' });
}

/** `<password>x</password>`; `at` is behind the `>`. */
export function readElement(scan: Scan, named: Named, at: number, limit: number): void {
  if (scan.text.startsWith('<![CDATA[', at)) {
    const end = indexWithin(scan.text, ']]>', at, Math.min(limit, at + 513));
    if (end >= 0) scan.offer(named, { start: at + '<![CDATA['.length, end }, { quoted: true, place: 'assignment' });
    return;
  }
  const close = indexWithin(scan.text, '<', at, Math.min(limit, at + 513));
  if (close < 0 || close > limit || close - at > 512 || !scan.text.startsWith('</', close)) return;
  scan.offer(named, { start: at, end: close }, { quoted: scan.language.family === 'xml', place: 'assignment' });
}

/** `${NAME:-x}`, `${NAME:=x}` of shells and Compose, `${name:x}` of Spring. */
function readDefault(scan: Scan, named: Named, limit: number): void {
  const { text } = scan;
  const sign = /(?::[-=]|:(?![?+])|-)/y;
  sign.lastIndex = named.end;
  if (!sign.test(text)) return;
  const start = sign.lastIndex;
  if (/^\s?-?\d{1,4}(?::-?\d{1,4})?\}/.test(text.slice(start, start + 14)) && text.charAt(start - 1) === ':') return; // `${X:0:4}`, a part of it
  const close = indexWithin(text, '}', start, Math.min(limit, start + 513));
  if (close < 0 || close > limit || close - start > 512) return;
  const quote = text.charAt(start);
  const inner = (quote === '"' || quote === "'") && text.charAt(close - 1) === quote ? 1 : 0;
  scan.offer(named, { start: start + inner, end: close - inner }, { quoted: true, place: 'assignment', rule: 'credential.static-fallback' });
}
