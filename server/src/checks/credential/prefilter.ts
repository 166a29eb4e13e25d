import type { DetectorFamily, UnitAt } from './candidate';

/** What is gone through: a file's bytes, or a text's UTF-16 units. */
type Units = Uint8Array | Uint16Array;

/** Units that a keyword has at least, and at most. */
const SHORTEST = 3;
const LONGEST = 64;
/** Units before and behind a stretch that are looked at with it: a keyword, and what `DetectorFamily.confirm` may look at. */
const CONTEXT = 1024;
/** A place is judged by a key of its four units, each in 6 bits. */
const BITS = 6;
const KEY = (1 << (BITS * (SHORTEST + 1))) - 1;
/** Keys are spread by a multiplication (Knuth's, by the golden ratio) over a bitmap of 2^20 bits, so that 12,000 of them leave 1 % to chance, */
const SPREAD = 0x9e3779b1;
const BITMAP_SHIFT = 12;
/** and keys of three units over 2^12 lists of keywords. */
const LIST_SHIFT = 20;

/**
 * Finds the keywords of all families in one pass (Rabin and Karp's method): a look at four units in a bitmap of how keywords begin, one look-up a
 * unit that waits for no other, passes by 49 places of 50. Where it says perhaps, the keywords that begin so are compared, one and a half on average.
 * The tables (200 KB, built in two milliseconds) serve bytes and UTF-16 units; ASCII case is folded.
 */
export class Prefilter {
  readonly #families: readonly DetectorFamily[];
  /** By UTF-16 unit: its class. 0 is what no keyword has; the rare units of very many share the last. */
  readonly #classOf: Uint8Array;
  /** One bit for some keys of four units: set where a keyword may begin so. */
  readonly #starts: Uint32Array;
  /** List i of keywords: `#listed[#lists[i] … #lists[i + 1]]`, global keyword numbers, the shorter before the longer. */
  readonly #lists: Uint16Array;
  readonly #listed: Uint16Array;
  /** Of global keyword number i: its folded units `#units[#from[i] … #from[i + 1]]`, its family and its index there. */
  readonly #units: Uint8Array;
  readonly #from: Uint16Array;
  readonly #familyOf: Uint16Array;
  readonly #indexOf: Uint16Array;
  /** One a family, used again for each text, as is the copy of a text's units. */
  readonly #hits: readonly HitList[];
  #copy = new Uint16Array(SMALL);

  constructor(families: readonly DetectorFamily[]) {
    this.#families = families;
    this.#hits = families.map(() => new HitList());
    const keywords = families.flatMap((family, number) => family.keywords.map((word, index) => ({ word, number, index })));
    const words = keywords.map(({ word }) => word);
    this.#familyOf = Uint16Array.from(keywords, ({ number }) => number);
    this.#indexOf = Uint16Array.from(keywords, ({ index }) => index);
    this.#classOf = classesOf(words);
    const { units, from } = joined(words);
    this.#units = units;
    this.#from = from;
    this.#starts = startsOf(words, this.#classOf);
    const { lists, listed } = listsOf(words, this.#classOf);
    this.#lists = lists;
    this.#listed = listed;
  }

  /** True at the first keyword whose family confirms it. For UTF-8, Latin-1 and other ASCII-based bytes; decode UTF-16 first. */
  mayContain(bytes: Uint8Array): boolean {
    return this.#pass(bytes, bytes.length, undefined);
  }

  /**
   * As `hits`, over bytes; undefined where there is none, as in most files. The places are those of the text only where every byte is ASCII:
   * for any other file they say no more than that it is worth decoding.
   */
  hitsInBytes(bytes: Uint8Array): Int32Array[] | undefined {
    this.#pass(bytes, bytes.length, this.#hits);
    return this.#hits.every((list) => list.empty) ? undefined : this.#hits.map((list) => list.take());
  }

  /**
   * For each family its confirmed hits, as `DetectorFamily.detect` takes them. With a stretch, only those keywords that end behind `start` and not
   * behind `end`.
   */
  hits(text: string, start = 0, end = text.length): Int32Array[] {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, end + CONTEXT);
    const length = to - from;
    if (this.#copy.length < length) this.#copy = new Uint16Array(Math.ceil(length * 1.25));
    const units = this.#copy;
    // Copied once, a text is read several times faster than asked for unit by unit.
    Buffer.from(units.buffer, 0, length * 2).write(length === text.length ? text : text.slice(from, to), 'utf16le');
    this.#pass(units, length, this.#hits);
    if (length > LARGEST_KEPT) this.#copy = new Uint16Array(SMALL);
    return this.#hits.map((list) => list.take(from, start, end));
  }

  /** Adds to the lists, or without them says whether there is anything to add. */
  #pass(units: Units, length: number, hits: readonly HitList[] | undefined): boolean {
    const at = readerOf(units, length);
    // The last place at which a keyword may begin has no fourth unit.
    for (let start = nextStart(units, 0, length, this.#classOf, this.#starts); start >= 0;) {
      if (this.#compare(units, length, start, at, hits)) return true;
      start = nextStart(units, start + 1, length, this.#classOf, this.#starts);
    }
    return length >= SHORTEST && this.#compare(units, length, length - SHORTEST, at, hits);
  }

  /** Compares the keywords that may begin at a place. True where there are no lists and one is confirmed. */
  #compare(units: Units, length: number, start: number, at: UnitAt, hits: readonly HitList[] | undefined): boolean {
    const classOf = this.#classOf;
    const keywords = this.#units;
    const list = listNumber(
      classOf[units[start] as number] as number,
      classOf[units[start + 1] as number] as number,
      classOf[units[start + 2] as number] as number,
    );
    const last = this.#lists[list + 1] as number;
    for (let next = this.#lists[list] as number; next < last; next++) {
      const number = this.#listed[next] as number;
      const from = this.#from[number] as number;
      const size = (this.#from[number + 1] as number) - from;
      if (start + size > length) continue;
      // From its end: the beginning fits already.
      let left = size;
      while (left > 0 && keywords[from + left - 1] === folded(units[start + left - 1] as number)) left--;
      if (left === 0 && this.#found(number, at, start + size, hits)) return true;
    }
    return false;
  }

  #found(number: number, at: UnitAt, end: number, hits: readonly HitList[] | undefined): boolean {
    const family = this.#families[this.#familyOf[number] as number];
    const index = this.#indexOf[number] as number;
    if (family === undefined || (family.confirm !== undefined && !family.confirm(index, at, end))) return false;
    hits?.[this.#familyOf[number] as number]?.add(index, end);
    return hits === undefined;
  }
}

const folded = (unit: number): number => (unit >= 65 && unit <= 90 ? unit + 32 : unit);

/** In a function of its own: a variable that a closure holds is read from memory each time, also in the loop around it. */
const readerOf =
  (units: Units, length: number): UnitAt =>
  (offset) =>
    offset >= 0 && offset < length ? (units[offset] as number) : Number.NaN;

/**
 * The next place, `from` or behind it, where a keyword of four units may begin, or one of three with a unit behind it; -1 where there is none. Small,
 * so that all it needs stays in registers.
 */
function nextStart(units: Units, from: number, length: number, classOf: Uint8Array, starts: Uint32Array): number {
  let key = 0;
  let offset = from;
  for (const known = Math.min(length, from + SHORTEST); offset < known; offset++) key = (key << BITS) | (classOf[units[offset] as number] as number);
  for (; offset < length; offset++) {
    key = ((key << BITS) | (classOf[units[offset] as number] as number)) & KEY;
    const spread = Math.imul(key, SPREAD) >>> BITMAP_SHIFT;
    if ((((starts[spread >>> 5] as number) >>> (spread & 31)) & 1) !== 0) return offset - SHORTEST;
  }
  return -1;
}

const listNumber = (first: number, second: number, third: number): number => Math.imul((((first << BITS) | second) << BITS) | third, SPREAD) >>> LIST_SHIFT;

const NONE = new Int32Array(0);
/** Units or entries that a buffer has at first, and those with which it is kept for the next text. */
const SMALL = 1 << 14;
const LARGEST_KEPT = 1 << 20;

/** A growing Int32Array of pairs of a keyword's index and its end, in order of ends; of those with one end the longer keyword first. */
class HitList {
  #array = new Int32Array(64);
  #length = 0;

  /** Add in order of where keywords begin, the shorter first: what is out of order is then only a few places so. */
  add(index: number, end: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Int32Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    const array = this.#array;
    let at = this.#length;
    for (; at > 0 && (array[at - 1] as number) > end; at -= 2) {
      array[at + 1] = array[at - 1] as number;
      array[at] = array[at - 2] as number;
    }
    array[at] = index;
    array[at + 1] = end;
    this.#length += 2;
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  /** The pairs, copied, ends moved by `shift` and then within (`after`, `last`]; and the list begins anew. One that a large text made large is let go. */
  take(shift = 0, after = 0, last = Number.POSITIVE_INFINITY): Int32Array {
    if (this.#length === 0) return NONE;
    let first = 0;
    let end = this.#length;
    while (first < end && (this.#array[first + 1] as number) + shift <= after) first += 2;
    while (end > first && (this.#array[end - 1] as number) + shift > last) end -= 2;
    const pairs = this.#array.slice(first, end);
    if (shift !== 0) for (let at = 1; at < pairs.length; at += 2) pairs[at] = (pairs[at] as number) + shift;
    if (this.#array.length > LARGEST_KEPT) this.#array = new Int32Array(64);
    this.#length = 0;
    return pairs;
  }
}

/** Class 0 is every unit that no keyword has. Upper and lower case of a letter share a class. */
function classesOf(words: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(1 << 16);
  let next = 1;
  for (const word of words) {
    if (word.length < SHORTEST || word.length > LONGEST || !/^[\x20-\x7e]+$/.test(word) || word !== word.toLowerCase()) throw new RangeError('not a keyword');
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      if (classOf[unit] === 0) classOf[unit] = Math.min(next++, (1 << BITS) - 1);
    }
  }
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] as number;
  return classOf;
}

/** All keywords behind one another, and where each begins. */
function joined(words: readonly string[]): { units: Uint8Array; from: Uint16Array } {
  const from = new Uint16Array(words.length + 1);
  words.forEach((word, number) => (from[number + 1] = (from[number] as number) + word.length));
  return { units: Buffer.from(words.join(''), 'latin1'), from };
}

function startsOf(words: readonly string[], classOf: Uint8Array): Uint32Array {
  const starts = new Uint32Array(2 ** (32 - BITMAP_SHIFT - 5));
  for (const word of words) {
    let key = 0;
    for (let at = 0; at < SHORTEST; at++) key = (key << BITS) | (classOf[word.charCodeAt(at)] as number);
    // Behind a keyword of three units anything may follow.
    const fourth = word.length === SHORTEST ? undefined : classOf[word.charCodeAt(SHORTEST)];
    for (let next = fourth ?? 0; next <= (fourth ?? (1 << BITS) - 1); next++) {
      const spread = Math.imul((key << BITS) | next, SPREAD) >>> BITMAP_SHIFT;
      starts[spread >>> 5] = (starts[spread >>> 5] as number) | (1 << (spread & 31));
    }
  }
  return starts;
}

function listsOf(words: readonly string[], classOf: Uint8Array): { lists: Uint16Array; listed: Uint16Array } {
  const listOf = words.map((word) => {
    const [first, second, third] = [0, 1, 2].map((at) => classOf[word.charCodeAt(at)] as number);
    return listNumber(first as number, second as number, third as number);
  });
  const lists = new Uint16Array(2 ** (32 - LIST_SHIFT) + 1);
  for (const list of listOf) lists[list + 1] = (lists[list + 1] as number) + 1;
  for (let list = 1; list < lists.length; list++) lists[list] = (lists[list] as number) + (lists[list - 1] as number);
  const numbers = words.map((_, number) => number);
  numbers.sort((a, b) => (listOf[a] as number) - (listOf[b] as number) || (words[a] as string).length - (words[b] as string).length || a - b);
  return { lists, listed: Uint16Array.from(numbers) };
}
