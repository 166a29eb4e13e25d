const NONE = new Int32Array(0);
const AT_FIRST = 64;
/** Entries with which a list is kept for the next text. */
const LARGEST_KEPT = 1 << 20;
/** What one entry has: a keyword's index, its end and its length. */
const FIELDS = 3;

/** A growing list of pairs of a keyword's index and its end, in order of ends; of those with one end the longer keyword first. */
export class HitList {
  #array = new Int32Array(AT_FIRST * FIELDS);
  #length = 0;

  /** Add about in order: what is out of it is then only a few places so. */
  add(index: number, end: number, size: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Int32Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    const array = this.#array;
    let at = this.#length;
    for (; at > 0; at -= FIELDS) {
      const before = array[at - 2] as number;
      if (before < end || (before === end && (array[at - 1] as number) >= size)) break;
      array[at] = array[at - 3] as number;
      array[at + 1] = before;
      array[at + 2] = array[at - 1] as number;
    }
    array[at] = index;
    array[at + 1] = end;
    array[at + 2] = size;
    this.#length += FIELDS;
  }

  /** Forgets what a text left that was given up half way. */
  clear(): void {
    this.#length = 0;
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  /** The pairs with ends within (`after`, `last`], copied; and the list begins anew. One that a large text made large is let go. */
  take(after = 0, last = Number.POSITIVE_INFINITY): Int32Array {
    if (this.#length === 0) return NONE;
    let first = 0;
    let end = this.#length;
    while (first < end && (this.#array[first + 1] as number) <= after) first += FIELDS;
    while (end > first && (this.#array[end - 2] as number) > last) end -= FIELDS;
    const pairs = new Int32Array(((end - first) / FIELDS) * 2);
    for (let at = first, to = 0; at < end; at += FIELDS) {
      pairs[to++] = this.#array[at] as number;
      pairs[to++] = this.#array[at + 1] as number;
    }
    if (this.#array.length > LARGEST_KEPT) this.#array = new Int32Array(AT_FIRST * FIELDS);
    this.#length = 0;
    return pairs;
  }
}
