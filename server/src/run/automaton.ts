const START_CAPACITY = 1024;

/** A growing table of 32-bit numbers. */
class Column {
  #cells = new Int32Array(START_CAPACITY);

  get(at: number): number {
    return this.#cells[at] ?? 0;
  }

  set(at: number, value: number): void {
    if (at >= this.#cells.length) {
      const grown = new Int32Array(Math.max(at + 1, this.#cells.length * 2));
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[at] = value;
  }

  /** The cells as they are now. Take it when the table is complete. */
  cells(): Int32Array {
    return this.#cells;
  }
}

/**
 * Aho-Corasick over bytes: one pass finds every occurrence of every pattern, in time linear in the text whatever the patterns. Children
 * are kept as linked lists (24 bytes a state), only the root has a table of 256. State 0 is the root.
 */
export class Automaton {
  readonly root = new Int32Array(256);
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly byte: Int32Array;
  readonly failure: Int32Array;
  /** Length of the longest pattern that ends in this state (its own, or a suffix's); 0 for none. */
  readonly longest: Int32Array;
  /** How many bytes lead to this state: the longest suffix of the text that may yet become a match. */
  readonly depth: Int32Array;
  /** Length of the shortest pattern that passes through this state. */
  readonly shortest: Int32Array;

  constructor(patterns: readonly Uint8Array[]) {
    const columns = Array.from({ length: 7 }, () => new Column()) as [Column, Column, Column, Column, Column, Column, Column];
    const [first, next, byte, failure, longest, depth, shortest] = columns;
    let states = 1;
    const child = (state: number, value: number): number => {
      if (state === 0) return this.root[value] ?? 0;
      let at = first.get(state);
      while (at !== 0 && byte.get(at) !== value) at = next.get(at);
      return at;
    };
    for (const pattern of patterns) {
      let state = 0;
      for (const value of pattern) {
        let to = child(state, value);
        if (to === 0) {
          to = states++;
          byte.set(to, value);
          depth.set(to, depth.get(state) + 1);
          next.set(to, first.get(state));
          first.set(state, to);
          if (state === 0) this.root[value] = to;
        }
        shortest.set(to, shortest.get(to) === 0 ? pattern.length : Math.min(shortest.get(to), pattern.length));
        state = to;
      }
      longest.set(state, pattern.length);
    }
    // Breadth first, so that a state's failure is complete before its children need it.
    const queue = new Int32Array(states);
    let head = 0;
    let tail = 1;
    while (head < tail) {
      const state = queue[head++] ?? 0;
      for (let at = first.get(state); at !== 0; at = next.get(at)) {
        queue[tail++] = at;
        let back = failure.get(state);
        let to = state === 0 ? 0 : child(back, byte.get(at));
        while (to === 0 && back !== 0) {
          back = failure.get(back);
          to = child(back, byte.get(at));
        }
        failure.set(at, to);
        longest.set(at, Math.max(longest.get(at), longest.get(to)));
      }
    }
    for (const column of columns) column.set(states, 0);
    [this.firstChild, this.nextSibling, this.byte, this.failure, this.longest, this.depth, this.shortest] = columns.map((column) => column.cells()) as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
  }

  /** The state after one more byte. */
  step(from: number, value: number): number {
    for (let state = from; state !== 0; state = this.failure[state] ?? 0) {
      let at = this.firstChild[state] ?? 0;
      while (at !== 0 && this.byte[at] !== value) at = this.nextSibling[at] ?? 0;
      if (at !== 0) return at;
    }
    return this.root[value] ?? 0;
  }
}
