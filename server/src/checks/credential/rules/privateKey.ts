import type { Document } from '../../../base/document';
import type { Grade } from '../../../base/finding';
import type { Rule } from '../../rule';
import type { Candidate, DetectorFamily, UnitAt } from '../candidate';
import { decodeBase64 } from './checksums';
import { isPlaceholder } from './judge';
import { subjectAt } from './beside';

export const PRIVATE_KEY = 'credential.private-key';

export const PRIVATE_KEY_RULES: readonly Rule[] = [
  {
    id: PRIVATE_KEY,
    title: 'Private key',
    description:
      'A private key in PEM, OpenSSH, PGP, SSH2 or PuTTY form. Whoever reads it can sign, decrypt or sign in as its owner. Public keys and certificates are not reported.',
    grade: 'real',
    rotate: 'Make a new key pair, replace the public key or certificate wherever the old one is trusted, then revoke the old one.',
  },
];

const BEGIN = /-{4,5} ?BEGIN ((?:[A-Z0-9]{1,12} ){0,5})PRIVATE KEY(?: BLOCK)? ?-{4,5}/y;
/** Longest block reported: a PGP key ring of 64 KiB. */
const LONGEST = 65_536;
/** Blocks looked at in one text, at most. */
const BLOCKS = 2_000;
/** PuTTY files looked at in one text, at most: the file is one key. */
const PUTTY_FILES = 20;
/** `-----BEGIN` to `PRIVATE`: at most five words between. */
const HEADER = 80;

/** Finds key blocks by their armour; the body is judged, the span is the whole block. */
class PrivateKeyFamily implements DetectorFamily {
  readonly id = 'private-key';
  readonly rank = 5;
  readonly keywords = ['---begin', '--- begin', 'putty-user-key-file'];

  confirm(keyword: number, at: UnitAt, end: number): boolean {
    if (keyword === 2) return true;
    // "PRIVATE" must follow before the armour line ends: certificates and public keys stop here.
    for (let offset = end; offset < end + HEADER; offset++) {
      const unit = at(offset);
      if (unit === 80 && at(offset + 1) === 82 && at(offset + 2) === 73 && at(offset + 3) === 86) return true;
      if (unit === 45 || unit === 10 || Number.isNaN(unit)) return false;
    }
    return false;
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const { text } = document;
    const found: Candidate[] = [];
    const ends = new NextOf(text, ['-----END', '---- END']);
    let done = 0;
    let blocks = BLOCKS;
    let puttyFiles = PUTTY_FILES;
    for (let index = 0; index < hits.length; index += 2) {
      const end = hits[index + 1] as number;
      if (end <= done || (hits[index] === 2 && puttyFiles-- <= 0)) continue;
      if (blocks-- <= 0) break;
      const candidate = hits[index] === 2 ? putty(text, end) : armoured(text, end, ends);
      if (candidate === undefined) continue;
      found.push(candidate);
      done = candidate.span.end;
    }
    return found;
  }
}

/** The next place of one of some words, remembered, so that asking at ascending places stays linear. */
class NextOf {
  readonly #text: string;
  readonly #words: readonly string[];
  readonly #next: number[];

  constructor(text: string, words: readonly string[]) {
    this.#text = text;
    this.#words = words;
    this.#next = words.map(() => -1);
  }

  after(place: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    this.#words.forEach((word, index) => {
      if ((this.#next[index] as number) < place) {
        const found = this.#text.indexOf(word, place);
        this.#next[index] = found === -1 ? Number.POSITIVE_INFINITY : found;
      }
      nearest = Math.min(nearest, this.#next[index] as number);
    });
    return nearest;
  }
}

function armoured(text: string, hitEnd: number, ends: NextOf): Candidate | undefined {
  let start = hitEnd - 5;
  while (start > 0 && hitEnd - start < 14 && (text[start - 1] === '-' || text[start - 1] === ' ')) start--;
  while (text[start] === ' ') start++;
  // Five dashes at most: a sixth is decoration.
  BEGIN.lastIndex = Math.max(start, text.indexOf('BEGIN', start) - 6);
  while (BEGIN.lastIndex < hitEnd && text[BEGIN.lastIndex] !== '-') BEGIN.lastIndex++;
  const at = BEGIN.lastIndex;
  let header: RegExpExecArray | null = null;
  for (let from = at; from < at + 3 && header === null; from++) {
    BEGIN.lastIndex = from;
    header = BEGIN.exec(text);
    if (header !== null) start = from;
  }
  if (header === null) return undefined;
  const bodyStart = start + header[0].length;
  const endMark = ends.after(bodyStart);
  const closed = endMark - bodyStart <= LONGEST && !text.slice(bodyStart, Math.min(endMark, bodyStart + LONGEST)).includes('BEGIN ');
  const bodyEnd = closed ? endMark : openEnd(text, bodyStart);
  const body = clean(text.slice(bodyStart, bodyEnd));
  const end = closed ? closing(text, endMark) : bodyEnd;
  if (!closed && body.length < 100) return undefined;
  const subject = subjectAt(text, start);
  return { rule: PRIVATE_KEY, span: { start, end }, grade: gradeOf(body, header[1] ?? ''), ...(subject === undefined ? {} : { subject }) };
}

/** The end of the `-----END …-----` line, or of the text on it. */
function closing(text: string, mark: number): number {
  const line = /^-{4,5} ?END [A-Z0-9 ]{0,60}?-{4,5}/.exec(text.slice(mark, mark + 90));
  return mark + (line?.[0].length ?? 8);
}

/** A block without an end (cut off): as far as its base64 goes. */
function openEnd(text: string, start: number): number {
  const body = /^(?:[0-9A-Za-z+/=\s]|\\[nr]|["',]){0,8192}/.exec(text.slice(start, start + 8192));
  return start + (body?.[0].trimEnd().length ?? 0);
}

/** The base64 of a body: escapes, quotes, concatenation, comment marks, indentation and header fields (`Proc-Type: …`) taken away. */
const clean = (body: string): string =>
  body
    .replace(/\\[nrt]/g, '\n')
    .replace(/^[^\n:]{0,40}: [^\n]{0,200}$/gm, '')
    .replace(/[\s"'`,;\\<>#*|]|(?:^|\n)\s{0,40}\+|\+\s{0,40}(?=\n|$)/g, '');

function gradeOf(body: string, kind: string): Grade {
  if (body.length < 40 || isPlaceholder(body.slice(0, 64)) || /\.{3}|\$\{|\{\{|…/.test(body)) return 'placeholder';
  if (kind.includes('PGP') || kind.includes('SSH2')) return 'real';
  const bytes = decodeBase64(body.slice(0, 64).replace(/=+$/, ''));
  // Code goes on where the body should be: the program puts the block together.
  if (bytes === undefined) return /[()[\]{}.&$!?]/.test(body.slice(0, 64)) ? 'placeholder' : 'likely';
  // DER says how long it is: a fragment with a full stop is what documentation shows.
  if (bytes[0] === 0x30 && bytes[1] === 0x82 && (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0) > 3 * body.length && body.includes('.')) return 'placeholder';
  return bytes[0] === 0x30 || bytes.subarray(0, 14).toString('latin1') === 'openssh-key-v1' ? 'real' : 'likely';
}

/** PuTTY: `PuTTY-User-Key-File-2: ssh-rsa`, …, `Private-Lines: 14`, that many lines. The span is those lines. */
function putty(text: string, from: number): Candidate | undefined {
  const head = text.slice(from, from + 8192);
  const lines = /Private-Lines: (\d{1,3})\r?\n/.exec(head);
  if (lines === null) return undefined;
  const start = from + lines.index + lines[0].length;
  const body = /^(?:[0-9A-Za-z+/=]{1,128}\r?\n?){1,999}/.exec(text.slice(start, start + 100 * Number(lines[1])));
  return body === null ? undefined : { rule: PRIVATE_KEY, span: { start, end: start + body[0].trimEnd().length }, grade: 'real' };
}

export const privateKeyFamily: DetectorFamily = new PrivateKeyFamily();
