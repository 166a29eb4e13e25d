import { indexWithin, type Line } from '../text/line';
import type { Scan } from '../scan';

/** A manifest is looked at this far before and behind its kind. */
const REACH = 20_000;
const SECTION = /^[ \t]{0,2}(data|stringData):[ \t]*\r?$/gm;
const ENTRY = /^[ \t]{1,20}(["']?)([\w./-]{1,120})\1:[ \t]*(["']?)([^\s"'#|>{[&*][^\s"']{0,1023})\3[ \t]*(?:#[^\n]*)?\r?$/;
/** Entries that are no credential, unless their name says that they are. */
const OPEN =
  /(?:user(?:name)?|host(?:name)?|port|database|db|url|uri|endpoint|namespace|region|name|email|ca|crt|cert|\.crt|\.pub|config|\.ya?ml|\.conf|\.properties)$/i;

/** The entries of a Kubernetes Secret: `data` is in Base64 and judged decoded, `stringData` as it stands. `end`: behind `kind: Secret`. */
export function readSecretManifest(scan: Scan, end: number, line: Line): void {
  const { text } = scan;
  if (scan.language.family !== 'yaml' || !/^\s*$/.test(text.slice(end, line.end)) || !scan.spend(REACH / 4)) return;
  const before = text.slice(Math.max(0, line.start - REACH), line.start);
  const from = line.start - before.length + before.lastIndexOf('\n---') + 1;
  const stop = indexWithin(text, '\n---', end, end + REACH);
  const manifest = text.slice(from, stop < 0 ? end + REACH : stop);
  SECTION.lastIndex = 0;
  for (let section = SECTION.exec(manifest); section; section = SECTION.exec(manifest)) {
    let at = SECTION.lastIndex + 1;
    for (let entries = 0; entries < 200 && at < manifest.length; entries++) {
      const next = manifest.indexOf('\n', at);
      const content = manifest.slice(at, next < 0 ? undefined : next);
      if (!/^[ \t]/.test(content) && content.trim() !== '') break;
      offerEntry(scan, from + at, content, section[1] === 'data');
      if (next < 0) break;
      at = next + 1;
    }
  }
}

function offerEntry(scan: Scan, lineStart: number, content: string, encoded: boolean): void {
  const entry = ENTRY.exec(content);
  const [name, value] = [entry?.[2], entry?.[4]];
  if (name === undefined || value === undefined) return;
  const kind = scan.kindOf(name);
  if (kind === undefined && OPEN.test(name)) return;
  const start = lineStart + content.indexOf(value, content.indexOf(':') + 1);
  const decoded = encoded ? printable(value) : value;
  if (decoded === undefined) return;
  // In a Secret every entry is meant to be one; under a name that says nothing, a plain word is still a word.
  const plain = kind === undefined && !/\d|[^\w\s.-]|pass|secret|token/i.test(decoded);
  scan.offer(
    { name, kind: kind === undefined || kind === 'weak' ? 'password' : kind },
    { start, end: start + value.length },
    { quoted: true, place: 'assignment', judged: decoded, partial: plain },
  );
}

/** The one line of text that a Base64 value holds. */
function printable(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64').toString('latin1').trimEnd();
  return /^[\x20-\x7e]{3,}$/.test(decoded) ? decoded : undefined;
}
