/**
 * Aho-Corasick over bytes: one pass finds every occurrence of every pattern, in time linear in the text whatever the patterns. Children
 * are kept as linked lists (28 bytes a state), only the root has a table. State 0 is the root. Patterns have at least two bytes.
 */
export class Automaton {
  /** The state after one byte from the root. */
  readonly root = new Int32Array(256);
  /** 1 where some pattern begins with these two bytes (first * 256 + second): most of a text is passed over by this table alone. */
  readonly pairs = new Uint8Array(65_536);
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #byte: Int32Array;
  readonly #failure: Int32Array;
  /** Length of the longest pattern that ends in this state (its own, or a suffix's); 0 for none. */
  readonly longest: Int32Array;
  /** How many bytes lead to this state: the longest suffix of the text that may yet become a match. */
  readonly depth: Int32Array;
  /** Length of the shortest pattern that passes through this state. */
  readonly shortest: Int32Array;

  constructor(patterns: readonly Uint8Array[]) {
    const most = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
    this.#firstChild = new Int32Array(most);
    this.#nextSibling = new Int32Array(most);
    this.#byte = new Int32Array(most);
    this.#failure = new Int32Array(most);
    this.longest = new Int32Array(most);
    this.depth = new Int32Array(most);
    this.shortest = new Int32Array(most);
    let states = 1;
    for (const pattern of patterns) states = this.#add(pattern, states);
    this.#link(states);
  }

  /** The state after one more byte. */
  step(from: number, value: number): number {
    for (let state = from; state !== 0; state = this.#failure[state] ?? 0) {
      const at = this.#child(state, value);
      if (at !== 0) return at;
    }
    return this.root[value] ?? 0;
  }

  #child(state: number, value: number): number {
    let at = this.#firstChild[state] ?? 0;
    while (at !== 0 && this.#byte[at] !== value) at = this.#nextSibling[at] ?? 0;
    return at;
  }

  /** Adds a pattern to the tree; gives the next free state. */
  #add(pattern: Uint8Array, free: number): number {
    let next = free;
    let state = 0;
    for (const value of pattern) {
      let to = state === 0 ? (this.root[value] ?? 0) : this.#child(state, value);
      if (to === 0) {
        to = next++;
        this.#byte[to] = value;
        this.depth[to] = (this.depth[state] ?? 0) + 1;
        this.#nextSibling[to] = this.#firstChild[state] ?? 0;
        this.#firstChild[state] = to;
        if (state === 0) this.root[value] = to;
      }
      const shortest = this.shortest[to] ?? 0;
      this.shortest[to] = shortest === 0 ? pattern.length : Math.min(shortest, pattern.length);
      state = to;
    }
    this.longest[state] = pattern.length;
    this.pairs[(pattern[0] ?? 0) * 256 + (pattern[1] ?? 0)] = 1;
    return next;
  }

  /** Sets the failure links breadth first, so that a state's own is complete before its children need it. */
  #link(states: number): void {
    const queue = new Int32Array(states);
    let head = 0;
    let tail = 1;
    while (head < tail) {
      const state = queue[head++] ?? 0;
      for (let at = this.#firstChild[state] ?? 0; at !== 0; at = this.#nextSibling[at] ?? 0) {
        queue[tail++] = at;
        const to = state === 0 ? 0 : this.step(this.#failure[state] ?? 0, this.#byte[at] ?? 0);
        this.#failure[at] = to;
        this.longest[at] = Math.max(this.longest[at] ?? 0, this.longest[to] ?? 0);
      }
    }
  }
}
