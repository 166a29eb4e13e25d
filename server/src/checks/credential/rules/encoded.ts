import type { Document } from '../../../base/document';
import { GRADES } from '../../../base/finding';
import type { Rule } from '../../rule';
import type { Candidate, DetectorFamily, UnitAt } from '../candidate';
import { lineEndNear, lineStartNear } from '../nearLine';
import { Prefilter } from '../keywords/prefilter';
import { subjectAt } from './beside';

const ENCODED = 'credential.encoded';

export const ENCODED_RULES: readonly Rule[] = [
  {
    id: ENCODED,
    title: 'Credential in an encoded text',
    description:
      'A text in base64 or hexadecimal holds a credential: a name and its value, a key, an address with a password. Encoding hides nothing: whoever reads the text can decode it. The finding is the whole encoded text, since half of it decodes to nothing.',
    grade: 'likely',
    rotate: 'Change the credential where it is accepted, and keep the new one, encoded or not, in a vault.',
  },
];

/** Words that stand in texts that hold a credential. */
const WORDS =
  'password PASSWORD Password passwd secret SECRET Secret token TOKEN Token api_key API_KEY apiKey apikey private_key PRIVATE access_key postgres mongodb mysql redis:// amqp://'.split(
    ' ',
  );
/** Words whose escapes are looked for: in lower case, as names mostly are. */
const ESCAPED = ['pass', 'secr', 'toke', 'api_', 'apik'];
/** Longest encoded text that is decoded, and what of a line is. */
const LONGEST = 32_768;
const LONGEST_LINE = 1_000;
const SHORTEST = 16;
/** Units on a line of a text that is wrapped. */
const WRAPPED = 60;

type Encoding = 'base64' | 'hex' | 'escapes';
interface Keyword {
  readonly word: string;
  readonly encoding: Encoding;
  /** As it must stand: base64 means another text in another case. */
  readonly exact?: string;
}

/** The units that a word always gives in base64, whatever stands around it, at each of its three places. */
function base64Forms(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + word, 'latin1')
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((before + word.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
}

const escapes = (word: string, prefix: string, width: number, suffix = ''): string =>
  [...Buffer.from(word, 'latin1')].map((unit) => prefix + unit.toString(16).padStart(width, '0') + suffix).join('');

const KEYWORDS: readonly Keyword[] = [
  ...WORDS.flatMap(base64Forms)
    .concat('LS0tLS1CRUdJTi')
    .filter((form) => form.length >= 5)
    .map((exact): Keyword => ({ word: exact.toLowerCase(), encoding: 'base64', exact })),
  ...['password', 'secret', 'token', 'api_key', 'PASSWORD', 'SECRET', 'TOKEN', 'API_KEY'].map((word): Keyword => ({
    word: escapes(word, '', 2),
    encoding: 'hex',
  })),
  ...ESCAPED.flatMap((word) =>
    (
      [
        ['\\u', 4, ''],
        ['\\x', 2, ''],
        ['%', 2, ''],
        ['&#x', 2, ';'],
      ] as const
    ).map(([prefix, width, suffix]): Keyword => ({ word: escapes(word, prefix, width, suffix), encoding: 'escapes' })),
  ),
].filter(({ word }, index, all) => all.findIndex((other) => other.word === word) === index);

/** Finds what the other families find, in texts that are encoded once. */
export class EncodedFamily implements DetectorFamily {
  readonly id = 'encoded';
  readonly rank = 1;
  readonly keywords = KEYWORDS.map(({ word }) => word);
  readonly #others: () => readonly DetectorFamily[];
  #prefilter: Prefilter | undefined;

  /** `others`: the families that look into what is decoded; asked for when first needed. */
  constructor(others: () => readonly DetectorFamily[]) {
    this.#others = others;
  }

  confirm(keyword: number, at: UnitAt, end: number): boolean {
    const exact = KEYWORDS[keyword]?.exact;
    if (exact === undefined) return true;
    for (let offset = 0; offset < exact.length; offset++) if (at(end - exact.length + offset) !== exact.charCodeAt(offset)) return false;
    return true;
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const { text } = document;
    const found: Candidate[] = [];
    let done = 0;
    for (let index = 0; index < hits.length; index += 2) {
      const end = hits[index + 1] as number;
      const keyword = KEYWORDS[hits[index] as number];
      if (keyword === undefined || end <= done) continue;
      if (keyword.encoding === 'escapes') {
        const { from, to } = { from: lineStartNear(text, end, LONGEST_LINE), to: lineEndNear(text, end, LONGEST_LINE) };
        found.push(...this.#inEscapes(text, from, to));
        done = to;
        continue;
      }
      const run = runAround(text, end - 1, keyword.encoding, done);
      done = Math.max(end, run.end);
      const inside = this.#bestOf(decode(text.slice(run.start, run.end), keyword.encoding));
      if (inside === undefined) continue;
      const subject = subjectAt(text, run.start);
      found.push({ rule: ENCODED, holds: inside.rule, span: run, grade: inside.grade, ...(subject === undefined ? {} : { subject }) });
    }
    return found;
  }

  #inside(text: string): readonly Candidate[] {
    const others = this.#others();
    const hits = (this.#prefilter ??= new Prefilter(others)).hits(text);
    const document: Document = { uri: `file:///decoded${/^\s*[{[]/.test(text) ? '.json' : ''}`, version: 0, languageId: 'plaintext', text };
    return others.flatMap((family, index) => family.detect(document, hits[index] ?? new Int32Array()));
  }

  /** What a decoded text holds; of several, the surest. */
  #bestOf(text: string | undefined): Candidate | undefined {
    const inside = text === undefined ? [] : this.#inside(text);
    return inside.reduce<Candidate | undefined>(
      (best, candidate) => (best === undefined || GRADES.indexOf(candidate.grade) > GRADES.indexOf(best.grade) ? candidate : best),
      undefined,
    );
  }

  /** A line with escapes read as what they stand for; each value at its own place in the line as it is written. */
  #inEscapes(text: string, from: number, to: number): Candidate[] {
    const { decoded, places } = unescaped(text.slice(from, to));
    return this.#inside(decoded).map(({ rule, span, grade }) => ({
      rule,
      span: { start: from + (places[span.start] ?? 0), end: from + (places[span.end] ?? to - from) },
      grade,
    }));
  }
}

const isBase64 = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 43 || unit === 47 || unit === 45 || unit === 95;
const isHex = (unit: number): boolean => (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 102);

/** The encoded text around a place, over the ends of lines where it is wrapped. Not before `least`. */
function runAround(text: string, place: number, encoding: Encoding, least: number): { start: number; end: number } {
  const belongs = encoding === 'hex' ? isHex : isBase64;
  const lowest = Math.max(least, place - LONGEST);
  const highest = Math.min(text.length, place + LONGEST);
  let start = place;
  for (;;) {
    while (start > lowest && belongs(text.charCodeAt(start - 1))) start--;
    // The line above is full: the text goes on there.
    const above = /(?:^|\n)([ \t]{0,20})([\w+/-]{60,120})\r?\n[ \t]{0,20}$/.exec(text.slice(Math.max(lowest, start - 170), start));
    if (above === null) break;
    start -= above[0].length - (above[0].startsWith('\n') ? 1 : 0) - (above[1]?.length ?? 0);
  }
  let end = place;
  let line = start;
  for (;;) {
    while (end < highest && belongs(text.charCodeAt(end))) end++;
    if (end - Math.max(line, lineStartNear(text, end, 2 * WRAPPED)) < WRAPPED) break;
    const below = /^\r?\n[ \t]{0,20}(?=[\w+/-]{4,120}={0,2}\s|[\w+/-]{4,120}={0,2}$)/.exec(text.slice(end, end + 160));
    if (below === null) break;
    end += below[0].length;
    line = end;
  }
  if (encoding === 'base64') while (end < text.length && text.charCodeAt(end) === 61) end++;
  return { start, end };
}

/** What an encoded text says, if it is text. */
function decode(run: string, encoding: Encoding): string | undefined {
  const packed = run.replace(/\s+/g, '');
  if (packed.length < SHORTEST || packed.length > LONGEST) return undefined;
  if (encoding === 'hex' && packed.length % 2 === 1) return undefined;
  const text = Buffer.from(packed, encoding === 'hex' ? 'hex' : 'base64').toString('utf8');
  const odd = (text.match(/[^\x20-\x7e\t\r\n\u00a0-\u{fffc}]/gu) ?? []).length;
  // A map of sources holds the program once more.
  return odd * 50 > text.length || text.startsWith('{"version":3') ? undefined : text;
}

const ESCAPE = /\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,4});/g;

/** A text without its escapes, and for each unit of it, and its end, where it stands in the text as written. */
function unescaped(text: string): { decoded: string; places: readonly number[] } {
  const places: number[] = [];
  let decoded = '';
  let at = 0;
  const plain = (to: number): void => {
    for (; at < to; at++) {
      decoded += text.charAt(at);
      places.push(at);
    }
  };
  for (const match of text.matchAll(ESCAPE)) {
    plain(match.index);
    decoded += String.fromCharCode(Number.parseInt(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '0', 16));
    places.push(at);
    at = match.index + match[0].length;
  }
  plain(text.length);
  return { decoded, places: [...places, text.length] };
}
