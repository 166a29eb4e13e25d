import type { DetectorFamily, UnitAt } from './candidate';
import { HitList } from './hitList';
import { GRAM, rareGramOf } from './rareGram';

/** Units that a keyword has at least, and at most. */
const SHORTEST = 3;
const LONGEST = 64;
/** Units before and behind a stretch that are looked at with it: a keyword, and what `DetectorFamily.confirm` may look at. */
const CONTEXT = 1024;
/** Units gone through at a time: what is copied is then still in the processor's nearest memory. Keywords at a border are seen from both sides. */
const PIECE = 1 << 16;
/** With this bit a letter is small. Other signs become others by it, but the same in text and keyword; and what fits by chance is compared unit by unit. */
const FOLD = 0x20;
const FOLD_GRAM = 0x20202020;
const THREE_UNITS = 0xffffff;
/** Grams are spread by a multiplication (Knuth's, by the golden ratio) over a bitmap of 2^20 bits, so that 9,000 of them leave 1 % to chance, */
const SPREAD = 0x9e3779b1;
const BITMAP_SHIFT = 12;
/** and over 2^12 lists of keywords. */
const LIST_SHIFT = 20;

/**
 * Finds the keywords of all families in one pass (Rabin and Karp's method). A keyword is looked for by its rarest four units (`rareGram.ts`), which are
 * one number: each place costs a multiplication and a look at a bitmap, and waits for no other. Where the bitmap says perhaps, at one place of 50, the
 * keywords of that gram are compared. ASCII case is folded. The tables (200 KB, built in three milliseconds) serve bytes and UTF-16 units: of a unit
 * that is no byte only half is looked at, and all of it when a keyword is compared. Words are read as little-endian, as every processor that Node
 * is built for but one reads them.
 */
export class Prefilter {
  readonly #families: readonly DetectorFamily[];
  /** One bit for some grams: set where a keyword may stand. */
  readonly #grams: Uint32Array;
  readonly #longer: KeywordLists;
  /** Keywords of three units are found by these, whatever follows. */
  readonly #shortest: KeywordLists;
  /** Of global keyword number i: its folded units `#units[#from[i] … #from[i + 1]]`, where its gram begins, its family and its index there. */
  readonly #units: Uint8Array;
  readonly #from: Uint16Array;
  readonly #gramAt: Uint8Array;
  readonly #familyOf: Uint16Array;
  readonly #indexOf: Uint16Array;
  /** 1 where a keyword counts only at the start of a word. */
  readonly #startsWord: Uint8Array;
  /** One a family, used again for each text, as is the copy of a piece: its units as bytes, and as words of four. */
  readonly #hits: readonly HitList[];
  readonly #piece = Buffer.alloc(PIECE + 2 * GRAM);
  /** The piece is of a text, whose units may be no bytes. */
  #halved = false;
  readonly #words = new Int32Array(this.#piece.buffer, this.#piece.byteOffset, this.#piece.length >> 2);

  constructor(families: readonly DetectorFamily[]) {
    this.#families = families;
    this.#hits = families.map(() => new HitList());
    const keywords = families.flatMap((family, number) => family.keywords.map((word, index) => ({ word, number, index })));
    const words = keywords.map(({ word }) => word);
    if (words.some((word) => !isKeyword(word))) throw new RangeError('not a keyword');
    this.#familyOf = Uint16Array.from(keywords, ({ number }) => number);
    this.#indexOf = Uint16Array.from(keywords, ({ index }) => index);
    this.#startsWord = Uint8Array.from(keywords, ({ number, index }) => (families[number]?.startsWord?.(index) === true ? 1 : 0));
    this.#units = Buffer.from(words.join(''), 'latin1');
    this.#from = new Uint16Array(words.length + 1);
    words.forEach((word, number) => (this.#from[number + 1] = (this.#from[number] as number) + word.length));
    this.#gramAt = Uint8Array.from(words, rareGramOf);
    const grams = words.map((word, number) => gramOf(word, this.#gramAt[number] as number));
    this.#grams = bitmapOf(words, grams);
    const isShort = words.map((word) => word.length < GRAM);
    this.#longer = new KeywordLists(grams.map((gram, number) => (isShort[number] === true ? undefined : gram)));
    this.#shortest = new KeywordLists(grams.map((gram, number) => (isShort[number] === true ? gram : undefined)));
  }

  /** True at the first keyword whose family confirms it. For UTF-8, Latin-1 and other ASCII-based bytes; decode UTF-16 first. */
  mayContain(bytes: Uint8Array): boolean {
    return this.#passBytes(bytes, false);
  }

  /**
   * As `hits`, over bytes; undefined where there is none, as in most files. The places are those of the text only where every byte is ASCII:
   * for any other file they say no more than that it is worth decoding.
   */
  hitsInBytes(bytes: Uint8Array): Int32Array[] | undefined {
    this.#passBytes(bytes, true);
    return this.#hits.every((list) => list.empty) ? undefined : this.#hits.map((list) => list.take());
  }

  /**
   * For each family its confirmed hits, as `DetectorFamily.detect` takes them. With a stretch, only those keywords that end behind `start` and not
   * behind `end`.
   */
  hits(text: string, start = 0, end = text.length): Int32Array[] {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, end + CONTEXT);
    const at = unitsOf(text);
    this.#halved = true;
    for (let offset = from; offset < to; offset += PIECE - LONGEST) {
      const length = Math.min(PIECE, to - offset);
      this.#piece.write(text.slice(offset, offset + length), 'latin1');
      this.#pass(length, offset, to - offset, at, true);
      if (length === to - offset) break;
    }
    return this.#hits.map((list) => list.take(start, end));
  }

  #passBytes(bytes: Uint8Array, collect: boolean): boolean {
    const at = bytesOf(bytes);
    this.#halved = false;
    for (let offset = 0; offset < bytes.length; offset += PIECE - LONGEST) {
      const length = Math.min(PIECE, bytes.length - offset);
      this.#piece.set(length === bytes.length ? bytes : bytes.subarray(offset, offset + length));
      if (this.#pass(length, offset, bytes.length - offset, at, collect)) return true;
      if (length === bytes.length - offset) break;
    }
    return false;
  }

  /** Goes through the piece, which begins at `offset` of the whole; `rest` units of that follow from there. True where one is confirmed and none is collected. */
  #pass(length: number, offset: number, rest: number, at: UnitAt, collect: boolean): boolean {
    const piece = this.#piece;
    const words = this.#words;
    const grams = this.#grams;
    piece.fill(0, length, length + 2 * GRAM);
    // In the next piece these places come again: a keyword is looked for in the one in which it stands as a whole.
    const last = length < rest ? length - LONGEST : length;
    const end = (length + GRAM - 1) >> 2;
    for (let word = nextWord(words, 0, end, grams); word >= 0; word = nextWord(words, word + 1, end, grams)) {
      const here = (words[word] as number) | FOLD_GRAM;
      const next = (words[word + 1] as number) | FOLD_GRAM;
      for (let shift = 0; shift < 4; shift++) {
        const gram = shift === 0 ? here : (here >>> (8 * shift)) | (next << (32 - 8 * shift));
        const spread = Math.imul(gram, SPREAD) >>> BITMAP_SHIFT;
        if ((((grams[spread >>> 5] as number) >>> (spread & 31)) & 1) === 0) continue;
        const place = 4 * word + shift;
        if (this.#compare(this.#longer, gram, place, length, last, offset, at, collect)) return true;
        if (this.#compare(this.#shortest, gram & THREE_UNITS, place, length, last, offset, at, collect)) return true;
      }
    }
    return false;
  }

  /** Compares the keywords whose gram stands at a place of the piece. True where nothing is collected and one is confirmed. */
  #compare(lists: KeywordLists, gram: number, place: number, length: number, last: number, offset: number, at: UnitAt, collect: boolean): boolean {
    const list = Math.imul(gram, SPREAD) >>> LIST_SHIFT;
    const end = lists.from[list + 1] as number;
    for (let next = lists.from[list] as number; next < end; next++) {
      const number = lists.keywords[next] as number;
      if (lists.grams[next] !== gram) continue;
      const start = place - (this.#gramAt[number] as number);
      const from = this.#from[number] as number;
      const size = (this.#from[number + 1] as number) - from;
      if (start < 0 || start >= last || start + size > length) continue;
      // Inside a word, which is where most short keywords stand; behind n, r and t it may be an escape.
      if (start > 0 && this.#startsWord[number] === 1 && WITHIN_WORD[this.#piece[start - 1] as number] === 1 && !(this.#halved && at(offset + start - 1) > 127))
        continue;
      let left = size;
      while (left > 0 && folded(this.#piece[start + left - 1] as number) === this.#units[from + left - 1]) left--;
      if (left === 0 && this.#found(number, size, at, offset + start + size, collect)) return true;
    }
    return false;
  }

  #stands(number: number, at: UnitAt, start: number): boolean {
    const from = this.#from[number] as number;
    for (let next = from; next < (this.#from[number + 1] as number); next++) if (folded(at(start + next - from)) !== this.#units[next]) return false;
    return true;
  }

  #found(number: number, size: number, at: UnitAt, end: number, collect: boolean): boolean {
    const family = this.#families[this.#familyOf[number] as number];
    const index = this.#indexOf[number] as number;
    // A unit that is no byte stands in the piece as half of it.
    if (this.#halved && !this.#stands(number, at, end - size)) return false;
    if (family === undefined || (family.confirm !== undefined && !family.confirm(index, at, end))) return false;
    if (!collect) return true;
    this.#hits[this.#familyOf[number] as number]?.add(index, end, size);
    return false;
  }
}

/** 1 for ASCII letters and digits, but for those that may end an escape. */
const WITHIN_WORD = Uint8Array.from({ length: 256 }, (_, unit) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(unit)) && !/[nrt]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

const isKeyword = (word: string): boolean => word.length >= SHORTEST && word.length <= LONGEST && /^[\x20-\x7e]+$/.test(word) && word === word.toLowerCase();

/** In functions of their own: a variable that a closure holds is read from memory each time, also in the loop around it. */
const bytesOf =
  (bytes: Uint8Array): UnitAt =>
  (offset) =>
    offset >= 0 && offset < bytes.length ? (bytes[offset] as number) : Number.NaN;
const unitsOf =
  (text: string): UnitAt =>
  (offset) =>
    text.charCodeAt(offset);

const folded = (unit: number): number => (unit >= 65 && unit <= 90 ? unit | FOLD : unit);

/** The next word, `from` or behind it, at one of whose four units a gram of a keyword may begin; -1 where there is none. Small, so that all it needs stays in registers. */
function nextWord(words: Int32Array, from: number, end: number, grams: Uint32Array): number {
  let next = words[from] as number;
  for (let word = from; word < end; word++) {
    const here = next | FOLD_GRAM;
    next = words[word + 1] as number;
    const after = next | FOLD_GRAM;
    const first = Math.imul(here, SPREAD) >>> BITMAP_SHIFT;
    const second = Math.imul((here >>> 8) | (after << 24), SPREAD) >>> BITMAP_SHIFT;
    const third = Math.imul((here >>> 16) | (after << 16), SPREAD) >>> BITMAP_SHIFT;
    const fourth = Math.imul((here >>> 24) | (after << 8), SPREAD) >>> BITMAP_SHIFT;
    if (
      ((((grams[first >>> 5] as number) >>> (first & 31)) |
        ((grams[second >>> 5] as number) >>> (second & 31)) |
        ((grams[third >>> 5] as number) >>> (third & 31)) |
        ((grams[fourth >>> 5] as number) >>> (fourth & 31))) &
        1) !==
      0
    )
      return word;
  }
  return -1;
}

const listOf = (gram: number): number => Math.imul(gram, SPREAD) >>> LIST_SHIFT;

/** A keyword's units from a place on as one number; of one of three units, these. */
function gramOf(word: string, at: number): number {
  let gram = 0;
  for (let next = 0; next < GRAM && at + next < word.length; next++) gram |= (word.charCodeAt(at + next) | FOLD) << (8 * next);
  return gram;
}

function bitmapOf(words: readonly string[], grams: readonly number[]): Uint32Array {
  const bitmap = new Uint32Array(2 ** (32 - BITMAP_SHIFT - 5));
  const set = (gram: number): void => {
    const spread = Math.imul(gram, SPREAD) >>> BITMAP_SHIFT;
    bitmap[spread >>> 5] = (bitmap[spread >>> 5] as number) | (1 << (spread & 31));
  };
  words.forEach((word, number) => {
    const gram = grams[number] as number;
    if (word.length >= GRAM) set(gram);
    // Behind a keyword of three units anything may follow.
    else for (let unit = 0; unit < 256; unit++) if ((unit & FOLD) !== 0) set(gram | (unit << 24));
  });
  return bitmap;
}

/** Numbers of keywords by their gram: list i is `keywords[from[i] … from[i + 1]]`, in ascending order. */
class KeywordLists {
  readonly from = new Uint16Array(2 ** (32 - LIST_SHIFT) + 1);
  readonly keywords: Uint16Array;
  /** Of each listed keyword its gram. */
  readonly grams: Int32Array;

  /** `grams`: of each keyword; undefined: it is in no list. */
  constructor(grams: readonly (number | undefined)[]) {
    const listed = grams.flatMap((gram, number) => (gram === undefined ? [] : [{ gram, number, list: listOf(gram) }]));
    for (const { list } of listed) this.from[list + 1] = (this.from[list + 1] as number) + 1;
    for (let list = 1; list < this.from.length; list++) this.from[list] = (this.from[list] as number) + (this.from[list - 1] as number);
    listed.sort((a, b) => a.list - b.list || a.number - b.number);
    this.keywords = Uint16Array.from(listed, ({ number }) => number);
    this.grams = Int32Array.from(listed, ({ gram }) => gram);
  }
}
