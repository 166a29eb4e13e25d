import type { DetectorFamily, UnitAt } from './candidate';

/**
 * One Aho-Corasick automaton over the keywords of all families, as a DFA: rows of `classes` entries, one class per distinct byte of any keyword
 * (ASCII case folded in the class map), entries premultiplied by the row's width, accepting states renumbered to the end so that the inner loop
 * is one look-up and one comparison. The same table runs over bytes and over UTF-16 units: everything from 128 on is class 0.
 */
export class Prefilter {
  readonly #families: readonly DetectorFamily[];
  readonly #classOf: Uint8Array;
  readonly #table: Uint32Array;
  /** States (premultiplied) from here on accept. */
  readonly #accepting: number;
  readonly #width: number;
  /** For accepting state number i: keywords `#outputs[#outputStart[i] … #outputStart[i + 1]]`, each a global keyword number. */
  readonly #outputStart: Uint32Array;
  readonly #outputs: Uint32Array;
  /** Of a global keyword number: its family and its index there. */
  readonly #familyOf: Uint16Array;
  readonly #indexOf: Uint16Array;
  /** One a family, used again for each text. */
  readonly #lists: readonly HitList[];

  constructor(families: readonly DetectorFamily[]) {
    this.#families = families;
    this.#lists = families.map(() => new HitList());
    const words: string[] = [];
    const familyOf: number[] = [];
    const indexOf: number[] = [];
    families.forEach((family, number) => {
      family.keywords.forEach((word, index) => {
        words.push(word);
        familyOf.push(number);
        indexOf.push(index);
      });
    });
    this.#familyOf = Uint16Array.from(familyOf);
    this.#indexOf = Uint16Array.from(indexOf);
    this.#classOf = classesOf(words);
    this.#width = Math.max(...this.#classOf) + 1;
    const automaton = determinise(words, this.#classOf, this.#width);
    this.#table = automaton.table;
    this.#accepting = automaton.accepting;
    this.#outputStart = automaton.outputStart;
    this.#outputs = automaton.outputs;
  }

  /** True at the first keyword whose family confirms it. For UTF-8, Latin-1 and other ASCII-based bytes; decode UTF-16 first. */
  mayContain(bytes: Uint8Array): boolean {
    const table = this.#table;
    const classOf = this.#classOf;
    const accepting = this.#accepting;
    const at: UnitAt = (offset) => bytes[offset] ?? Number.NaN;
    const length = bytes.length;
    let state = 0;
    for (let offset = 0; offset < length; offset++) {
      state = table[state + (classOf[bytes[offset] as number] as number)] as number;
      if (state >= accepting && this.#confirms(state, at, offset + 1)) return true;
    }
    return false;
  }

  /**
   * As `hits`, over bytes; undefined where there is none, as in most files. The places are those of the text only where every byte is ASCII:
   * for any other file they say no more than that it is worth decoding.
   */
  hitsInBytes(bytes: Uint8Array): Int32Array[] | undefined {
    const table = this.#table;
    const classOf = this.#classOf;
    const accepting = this.#accepting;
    const lists = this.#lists;
    const at: UnitAt = (offset) => bytes[offset] ?? Number.NaN;
    const length = bytes.length;
    let state = 0;
    for (let offset = 0; offset < length; offset++) {
      state = table[state + (classOf[bytes[offset] as number] as number)] as number;
      if (state >= accepting) this.#collect(state, at, offset + 1, lists);
    }
    return lists.every((list) => list.empty) ? undefined : lists.map((list) => list.take());
  }

  /** For each family its confirmed hits, as `DetectorFamily.detect` takes them. */
  hits(text: string): Int32Array[] {
    const table = this.#table;
    const classOf = this.#classOf;
    const accepting = this.#accepting;
    const lists = this.#lists;
    const at: UnitAt = (offset) => text.charCodeAt(offset);
    const length = text.length;
    let state = 0;
    for (let offset = 0; offset < length; offset++) {
      const unit = text.charCodeAt(offset);
      state = table[state + (unit < 128 ? (classOf[unit] as number) : 0)] as number;
      if (state >= accepting) this.#collect(state, at, offset + 1, lists);
    }
    return lists.map((list) => list.take());
  }

  #confirms(state: number, at: UnitAt, end: number): boolean {
    const row = (state - this.#accepting) / this.#width;
    for (let out = this.#outputStart[row] as number; out < (this.#outputStart[row + 1] as number); out++) {
      const keyword = this.#outputs[out] as number;
      const family = this.#families[this.#familyOf[keyword] as number];
      if (family !== undefined && (family.confirm === undefined || family.confirm(this.#indexOf[keyword] as number, at, end))) return true;
    }
    return false;
  }

  #collect(state: number, at: UnitAt, end: number, lists: readonly HitList[]): void {
    const row = (state - this.#accepting) / this.#width;
    for (let out = this.#outputStart[row] as number; out < (this.#outputStart[row + 1] as number); out++) {
      const keyword = this.#outputs[out] as number;
      const number = this.#familyOf[keyword] as number;
      const index = this.#indexOf[keyword] as number;
      const family = this.#families[number];
      if (family !== undefined && (family.confirm === undefined || family.confirm(index, at, end))) lists[number]?.push(index, end);
    }
  }
}

const NONE = new Int32Array(0);
/** Entries of a list that is kept for the next text. */
const LARGEST_KEPT = 1 << 16;

/** A growing Int32Array of pairs. */
class HitList {
  #array = new Int32Array(32);
  #length = 0;

  push(index: number, end: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Int32Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length++] = index;
    this.#array[this.#length++] = end;
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  /** The pairs, copied; and the list begins anew. One that a large text made large is let go. */
  take(): Int32Array {
    if (this.#length === 0) return NONE;
    const pairs = this.#array.slice(0, this.#length);
    if (this.#array.length > LARGEST_KEPT) this.#array = new Int32Array(32);
    this.#length = 0;
    return pairs;
  }
}

/** Class 0 is every byte that no keyword has. Upper and lower case of a letter share a class. */
function classesOf(words: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(256);
  let next = 1;
  for (const word of words) {
    if (word.length < 3 || word.length > 250 || !/^[\x20-\x7e]+$/.test(word) || word !== word.toLowerCase()) throw new RangeError('not a keyword');
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      if (classOf[unit] === 0) classOf[unit] = next++;
    }
  }
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] as number;
  return classOf;
}

interface Automaton {
  readonly table: Uint32Array;
  readonly accepting: number;
  readonly outputStart: Uint32Array;
  readonly outputs: Uint32Array;
}

function determinise(words: readonly string[], classOf: Uint8Array, width: number): Automaton {
  // The trie; -1 where there is no edge.
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most * width).fill(-1);
  const own: number[][] = [[]];
  words.forEach((word, number) => {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const edge = node * width + (classOf[word.charCodeAt(at)] as number);
      if (next[edge] === -1) next[edge] = own.push([]) - 1;
      node = next[edge] as number;
    }
    own[node]?.push(number);
  });
  // Breadth first: fill missing edges from the suffix link, inherit its outputs.
  const count = own.length;
  const link = new Int32Array(count);
  const order = new Int32Array(count);
  let filled = 1;
  for (let head = 0; head < filled; head++) {
    const node = order[head] as number;
    for (let column = 0; column < width; column++) {
      const edge = node * width + column;
      const target = next[edge] as number;
      const viaLink = node === 0 ? 0 : (next[(link[node] as number) * width + column] as number);
      if (target === -1) next[edge] = viaLink;
      else {
        link[target] = viaLink;
        own[target]?.push(...(own[viaLink] ?? []));
        order[filled++] = target;
      }
    }
  }
  // Renumber: those that accept nothing first, the start at 0.
  const plain = [...order].filter((node) => own[node]?.length === 0);
  const accept = [...order].filter((node) => own[node]?.length !== 0);
  const renumbered = new Uint32Array(count);
  [...plain, ...accept].forEach((node, number) => (renumbered[node] = number * width));
  const table = new Uint32Array(count * width);
  for (let node = 0; node < count; node++) {
    const row = renumbered[node] as number;
    for (let column = 0; column < width; column++) table[row + column] = renumbered[next[node * width + column] as number] as number;
  }
  const outputStart = new Uint32Array(accept.length + 1);
  const outputs: number[] = [];
  accept.forEach((node, row) => {
    outputs.push(...(own[node] ?? []));
    outputStart[row + 1] = outputs.length;
  });
  return { table, accepting: plain.length * width, outputStart, outputs: Uint32Array.from(outputs) };
}
