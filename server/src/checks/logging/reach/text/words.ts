/** Most different words that are kept between texts; beyond that all are forgotten before the next text. */
const MOST_KEPT = 200_000;
/** Slots of the table: a power of two, more than twice the words. */
const SLOTS = 1 << 20;
/** Most different words at a time: half of the slots are used, and a full table would be searched without end. */
const MOST_WORDS = 400_000;
/** Longest word that is told from another by its whole text. */
const LONGEST = 200;

/** Units of words: letters, digits, `_`, `$`, and all beyond ASCII. */
const IS_WORD = new Uint8Array(128);
for (const unit of '_$abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') IS_WORD[unit.charCodeAt(0)] = 1;

/** Blanks beyond ASCII, and the mark that tells the order of bytes. */
const isOtherBlank = (unit: number): boolean =>
  unit === 0xa0 || unit === 0xfeff || unit === 0x3000 || unit === 0x2028 || unit === 0x2029 || (unit >= 0x2000 && unit <= 0x200a);

/** True for a unit that words are made of. */
export const isWordUnit = (unit: number): boolean => (unit < 128 ? IS_WORD[unit] === 1 : !isOtherBlank(unit));

/**
 * All words of a text with their places, each known by a number that stays the same from text to text, so that what a word means is worked out once. One
 * text at a time: the next `read` overwrites what the last one gave.
 */
export class Words {
  /** Of each word, in order: where it starts, where it ends, and its number. */
  starts = new Int32Array(1 << 14);
  ends = new Int32Array(1 << 14);
  numbers = new Int32Array(1 << 14);
  /** The next place of the same word, or -1. */
  next = new Int32Array(1 << 14);
  count = 0;
  /** By number: the first place of a word in the text that was read at `#round`. */
  #first = new Int32Array(1 << 14);
  #last = new Int32Array(1 << 14);
  #seen = new Int32Array(1 << 14);
  #round = 0;
  readonly #slots = new Int32Array(SLOTS);
  /** By number: two hashes of the word, apart from each other. With its length they tell it from any other, as good as always. */
  #hashes = new Int32Array(1 << 14);
  #others = new Int32Array(1 << 14);
  /** By number: the length of the word, as far as it is told from others by its text. */
  #lengths = new Int32Array(1 << 14);
  names: string[] = [''];
  /** Rises when the numbers are given anew. */
  generation = 0;

  /** Finds the words of a text. False where it has too many different ones: then nothing is known of it. */
  read(text: string): boolean {
    if (this.names.length > MOST_KEPT) this.#forget();
    this.#round++;
    this.count = 0;
    const { length } = text;
    let at = 0;
    while (at < length) {
      let unit = text.charCodeAt(at);
      if (unit < 128 ? IS_WORD[unit] === 0 : isOtherBlank(unit)) {
        at++;
        continue;
      }
      const start = at;
      let hash = 0;
      let other = 7;
      do {
        hash = hashed(hash, unit);
        other = otherwise(other, unit);
        unit = ++at < length ? text.charCodeAt(at) : 32;
      } while (unit < 128 ? IS_WORD[unit] === 1 : !isOtherBlank(unit));
      if (this.names.length >= MOST_WORDS) return false;
      this.#add(text, start, at, hash, other);
    }
    return true;
  }

  /** The first place of a word in the text, or -1. */
  firstOf(number: number): number {
    return this.#seen[number] === this.#round ? (this.#first[number] as number) : -1;
  }

  /** True where a word stands in the text. */
  has(word: string): boolean {
    let hash = 0;
    let other = 7;
    for (let at = 0; at < word.length; at++) {
      hash = hashed(hash, word.charCodeAt(at));
      other = otherwise(other, word.charCodeAt(at));
    }
    const number = this.#find(word.length, hash, other);
    return number > 0 && this.firstOf(number) !== -1;
  }

  /** The first place, by its index, whose word ends behind an offset. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #add(text: string, start: number, end: number, hash: number, other: number): void {
    const number = this.#numberOf(text, start, end, hash, other);
    const index = this.count++;
    if (index >= this.starts.length) this.#grow();
    this.starts[index] = start;
    this.ends[index] = end;
    this.numbers[index] = number;
    this.next[index] = -1;
    if (this.#seen[number] === this.#round) this.next[this.#last[number] as number] = index;
    else {
      this.#seen[number] = this.#round;
      this.#first[number] = index;
    }
    this.#last[number] = index;
  }

  #numberOf(text: string, start: number, end: number, hash: number, other: number): number {
    const found = this.#find(end - start, hash, other);
    if (found > 0) return found;
    const number = this.names.length;
    // Copied, or the whole text would be kept with it.
    this.names.push(Buffer.from(text.slice(start, Math.min(end, start + LONGEST))).toString());
    if (number >= this.#hashes.length) this.#growNumbers();
    this.#slots[-found] = number;
    this.#hashes[number] = hash;
    this.#others[number] = other;
    this.#lengths[number] = Math.min(end - start, LONGEST);
    return number;
  }

  /** The number of a word, or the slot where it would be, negative. */
  #find(length: number, hash: number, other: number): number {
    const known = Math.min(length, LONGEST);
    // Fibonacci hashing: words that count up would stand side by side otherwise.
    let slot = (Math.imul(hash ^ (other >>> 7), 0x9e3779b1) >>> 12) | 1;
    for (;;) {
      const number = this.#slots[slot] as number;
      if (number === 0) return -slot;
      if (this.#hashes[number] === hash && this.#others[number] === other && this.#lengths[number] === known) return number;
      slot = slot + 2 < SLOTS ? slot + 2 : 1;
    }
  }

  #grow(): void {
    for (const field of ['starts', 'ends', 'numbers', 'next'] as const) this[field] = longer(this[field]);
  }

  #growNumbers(): void {
    this.#hashes = longer(this.#hashes);
    this.#others = longer(this.#others);
    this.#lengths = longer(this.#lengths);
    this.#first = longer(this.#first);
    this.#last = longer(this.#last);
    this.#seen = longer(this.#seen);
  }

  #forget(): void {
    this.#slots.fill(0);
    this.names = [''];
    this.generation++;
  }
}

const hashed = (hash: number, unit: number): number => (Math.imul(hash, 31) + unit) | 0;
const otherwise = (hash: number, unit: number): number => (Math.imul(hash ^ unit, 0x01000193) + 0x9e37) | 0;

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
