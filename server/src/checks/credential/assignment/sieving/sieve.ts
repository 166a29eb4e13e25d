import type { Document } from '../../../../base/document';
import { holdsPasswords, holdsTokens, judgeName, nameInConstant, nameInField } from '../../values/name';
import { endOfCall } from '../reading/arguments';
import { COLLECTION_AHEAD, mayOpenCollection } from '../reading/containers';
import { CREDENTIAL_CALLS } from '../calls/table';
import { givesInWords, languageOf, type Language } from '../text/language';
import { cutLine, stringAt, type Line } from '../text/line';
import { codeValueAhead, textValueAhead } from './valueAhead';

/** What a name may be, as bits: of a credential, so behind its last dash, of a call that takes one. */
const CREDENTIAL = 1;
const CREDENTIAL_BEHIND_DASH = 2;
const CALL = 4;
/** Of a password, and none that is said in passing. */
const PASSWORD = 8;
/** Of what holds passwords: a value may stand far behind. */
const HOLDS = 16;
/** Of a collection of tokens. */
const HOLDS_TOKENS = 32;
/** Names that are remembered between files, at most. */
const MOST_REMEMBERED = 30_000;
const remembered = new Map<string, number>();

function meaningOf(name: string): number {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const dash = name.lastIndexOf('-');
  const kind = judgeName(name);
  const meaning =
    (kind === 'password' && !/(?:^|[^a-z])pass$/i.test(name) ? PASSWORD : 0) |
    (kind === undefined && judgeName(nameInField(name) ?? '') === undefined && judgeName(nameInConstant(name) ?? '') === undefined ? 0 : CREDENTIAL) |
    (holdsPasswords(name) ? HOLDS : 0) |
    (holdsTokens(name) ? HOLDS_TOKENS : 0) |
    (dash >= 0 && judgeName(name.slice(dash + 1)) !== undefined ? CREDENTIAL_BEHIND_DASH : 0) |
    (CREDENTIAL_CALLS.has((/\w*$/.exec(name)?.[0] ?? '').toLowerCase()) ? CALL : 0);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, meaning);
  return meaning;
}

/** True where the rest of a setting of .NET follows, whose parts stand between colons, and a quote: `:Key"` of `"Jwt:Key"`. */
export const isSetting = (rest: string): boolean => /^(?::[A-Z]\w{1,30}){0,3}:(?:Signing|Security|Secret|Private|Encryption)?Key["']/.test(rest);

/** Where a name stands in the hit of its keyword, from the hit's end; `onlyCall`: it counts only as a call that takes a credential. */
export interface NamePart {
  readonly from: number;
  readonly end: number;
  readonly onlyCall: boolean;
}

/** No name is longer on either side of its keyword, and no keyword than the other. */
const LONGEST_NAME = 120;
const LONGEST_KEYWORD = 64;

const isWord = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === 95 || byte === 36;
const isDotted = (byte: number): boolean => isWord(byte) || byte === 46 || byte === 45;
/** What a name may be joined of, in any language. */
const isRun = (byte: number): boolean => isDotted(byte) || byte === 58 || byte === 62;

/**
 * Of a file's hits those behind which a value may follow, as far as its bytes tell. What goes would give nothing (`test/checks/sieve.test.ts`), so that
 * most files with a keyword need not become text. Hits in one name stay or go together, since the scanner reads a name once.
 */
export function sieveHits(
  bytes: Buffer,
  hits: Int32Array,
  document: Pick<Document, 'uri' | 'languageId'>,
  named: readonly (NamePart | undefined)[],
): Int32Array {
  const language = languageOf(document);
  if (language.family !== 'code' || givesInWords(language)) return hits;
  const file = new Bytes(bytes, language, named);
  let kept = 0;
  for (let from = 0; from < hits.length;) {
    let end = file.runEnd(hits[from + 1] as number);
    let to = from + 2;
    let may = file.mayGive(hits[from] as number, hits[from + 1] as number);
    for (; to < hits.length && (hits[to + 1] as number) + (named[hits[to] as number]?.from ?? -LONGEST_KEYWORD) < end; to += 2) {
      may ||= file.mayGive(hits[to] as number, hits[to + 1] as number);
      end = Math.max(end, file.runEnd(hits[to + 1] as number));
    }
    if (may) {
      hits.copyWithin(kept, from, to);
      kept += to - from;
    }
    from = to;
  }
  return hits.subarray(0, kept);
}

/** The bytes of one file, and what is known of the line last looked at. */
class Bytes {
  readonly #bytes: Buffer;
  readonly #language: Language;
  readonly #named: readonly (NamePart | undefined)[];
  readonly #openers: readonly (readonly [number, number])[];
  #runEnd = -1;
  #budget: number;
  #lineStart = 0;
  #lineEnd = 0;
  /** Undefined where it is too long to be cut. */
  #line: Line | undefined;

  constructor(bytes: Buffer, language: Language, named: readonly (NamePart | undefined)[]) {
    this.#named = named;
    this.#bytes = bytes;
    this.#budget = 100_000 + 2 * bytes.length;
    this.#language = language;
    this.#openers = language.comments.map((opener) => [opener.charCodeAt(0), opener.length > 1 ? opener.charCodeAt(1) : 0]);
  }

  /** What makes it linear: once a file of any kind has had its share, the rest of its hits pass. */
  #spend(units: number): boolean {
    this.#budget -= units;
    return this.#budget > 0;
  }

  /** Where the run of characters of names ends that goes on at a place; asked in ascending order. */
  runEnd(from: number): number {
    if (this.#runEnd > from) return this.#runEnd;
    let end = from;
    while (end < this.#bytes.length && isRun(this.#bytes[end] as number)) end++;
    return (this.#runEnd = end);
  }

  mayGive(keyword: number, end: number): boolean {
    if (!this.#spend(LOOK_AT_NAME)) return true;
    const part = this.#named[keyword];
    return part === undefined || this.#mayName(end + part.from, end + part.end, part.onlyCall);
  }

  #mayName(start: number, end: number, onlyCall: boolean): boolean {
    const bytes = this.#bytes;
    let from = start;
    while (from > 0 && start - from < LONGEST_NAME && isDotted(bytes[from - 1] as number)) from--;
    let to = end;
    while (to < bytes.length && to - end < LONGEST_NAME && isWord(bytes[to] as number)) to++;
    if (isMarked(bytes[to] ?? 0) || (from > 1 && isMarked(bytes[from - 2] ?? 0) && (bytes[from - 1] as number) >= 128)) return true;
    let meaning = meaningOf(bytes.toString('latin1', from, to));
    const next = bytes[to] ?? 10;
    if ((meaning & HOLDS) !== 0 || ((meaning & CALL) !== 0 && this.#mayCall(to))) return true;
    if ((meaning & HOLDS_TOKENS) !== 0 && this.#mayOpenCollection(to)) return true;
    if (onlyCall) return (next === 45 || next === 46 || next === 58) && this.#mayCallMember(end);
    let named = (meaning & CREDENTIAL) !== 0 || (next === 40 && (meaning & CREDENTIAL_BEHIND_DASH) !== 0);
    let wide = to;
    if (next === 45 || next === 46 || next === 58) {
      if (this.#mayCallMember(end)) return true;
      if (next === 58 && (bytes[to + 1] ?? 0) <= 90 && isSetting(bytes.toString('latin1', to, Math.min(bytes.length, to + 100)))) return true;
      while (wide < bytes.length && wide - end < LONGEST_NAME && isDotted(bytes[wide] as number)) wide++;
      while (wide > end && isTail(bytes[wide - 1] as number)) wide--;
      const whole = wide > to ? meaningOf(bytes.toString('latin1', from, wide)) : 0;
      meaning |= whole & PASSWORD;
      named ||= (whole & CREDENTIAL) !== 0;
    } else while (wide > end && bytes[wide - 1] === 36) wide--;
    return named && (!this.#spend(LOOK_AT_VALUE) || this.#mayHaveValue(from, to, wide, start, (meaning & PASSWORD) !== 0));
  }

  /** Whether arguments may follow: in brackets, also behind type arguments, or as Ruby and Perl write them. */
  #mayCall(end: number): boolean {
    const bytes = this.#bytes;
    let at = end;
    while (bytes[at] === 32 || bytes[at] === 9) at++;
    const next = bytes[at] ?? 10;
    if (next === 40) {
      at++;
      while (at < bytes.length && (bytes[at] as number) <= 32) at++;
      return bytes[at] !== 41;
    }
    // `::<` before them, as in Rust.
    if (next === 58 && at === end) return bytes[at + 1] === 58 && bytes[at + 2] === 60;
    return next === 60 || next === 91 || next === 123 || next >= 128 || (at > end && /^[#']/.test(this.#language.comments[0] ?? ''));
  }

  /** What is not ASCII counts otherwise in the text. */
  #mayOpenCollection(end: number): boolean {
    if (!this.#spend(LOOK_AT_VALUE)) return true;
    const behind = this.#bytes.toString('latin1', end, Math.min(this.#bytes.length, end + COLLECTION_AHEAD));
    return /[\x80-\xff]/.test(behind) || mayOpenCollection(behind);
  }

  /** `jwt` of `jwt.sign(`. */
  #mayCallMember(end: number): boolean {
    const bytes = this.#bytes;
    let at = end;
    while (at - end < 60 && isWord(bytes[at] ?? 0)) at++;
    const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
    if (!(first === 46 && isWord(second)) && !(first === 58 && (second === 58 || isWord(second))) && !(first === 45 && second === 62)) return false;
    return !this.#spend(LOOK_AT_VALUE) || endOfCall(bytes.toString('latin1', end, Math.min(bytes.length, end + 400)), 0) !== undefined;
  }

  #mayHaveValue(from: number, to: number, wide: number, hit: number, password: boolean): boolean {
    const bytes = this.#bytes;
    if (this.#isBare(from)) return codeValueAhead(bytes, from, to) || (wide < to && codeValueAhead(bytes, from, wide));
    if (this.#placeOf(hit) !== 'comment') return true;
    return textValueAhead(bytes, from, to, password) || (wide !== to && textValueAhead(bytes, from, wide, password));
  }

  /** True where no string and no comment can have begun before a place on its line. */
  #isBare(place: number): boolean {
    const bytes = this.#bytes;
    const least = Math.max(0, place - LONGEST_PREFIX);
    let first = 0;
    for (let at = place - 1; at >= least; at--) {
      const byte = bytes[at] as number;
      if (byte === 10 || byte === 13) return first !== 42;
      if (byte === 34 || byte === 39 || byte === 96) return false;
      for (const [opener, second] of this.#openers) if (byte === opener && (second === 0 || bytes[at + 1] === second)) return false;
      if (byte !== 32 && byte !== 9) first = byte;
    }
    return least === 0 && first !== 42;
  }

  #placeOf(place: number): 'comment' | 'other' {
    const bytes = this.#bytes;
    if (place >= this.#lineEnd || place < this.#lineStart) {
      let start = place;
      while (start > 0 && place - start < LONGEST_LINE && !isLineEnd(bytes[start - 1] as number)) start--;
      let end = place;
      while (end < bytes.length && end - place < LONGEST_LINE && !isLineEnd(bytes[end] as number)) end++;
      this.#lineStart = start;
      this.#lineEnd = end;
      const whole = place - start < LONGEST_LINE && end - place < LONGEST_LINE;
      const line = bytes.toString('latin1', start, end);
      const from = start === 0 && line.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
      this.#line = whole ? cutLine(line, from, line.length, this.#language) : undefined;
    }
    if (this.#line === undefined || stringAt(this.#line, place - this.#lineStart) !== undefined) return 'other';
    return place - this.#lineStart >= this.#line.comment ? 'comment' : 'other';
  }
}

/** The first byte of a Latin letter with a mark: `contraseña`, `lösenord`. */
const isMarked = (byte: number): boolean => byte >= 0xc3 && byte <= 0xc9;
const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13;
/** Bytes of a line on each side of a name with which it is cut into strings and comments. */
const LONGEST_LINE = 2_000;
/** What a look costs of the share: bytes that it goes through, about. */
const LOOK_AT_NAME = 60;
const LOOK_AT_VALUE = 400;

/** Characters before a name on its line that are looked at for the beginning of a string or a comment. */
const LONGEST_PREFIX = 400;
const isTail = (byte: number): boolean => byte === 45 || byte === 46 || byte === 36;
