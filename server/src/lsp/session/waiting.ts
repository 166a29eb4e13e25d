/**
 * What waits for a person's answer, by an id: a few at a time, and each for a limited time. What is not asked for in time is let go, so that a value which
 * somebody began to move or paste is not kept in memory by a picker that was left.
 */
export class Waiting<T> {
  readonly #most: number;
  readonly #life: number;
  readonly #held = new Map<string, { readonly what: T; readonly timer: NodeJS.Timeout }>();

  /** `life` in milliseconds. */
  constructor(most: number, life: number) {
    this.#most = most;
    this.#life = life;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Keeps it from now on; the oldest goes where there are too many. */
  put(id: string, what: T): void {
    this.take(id);
    for (const oldest of this.#held.keys()) if (this.#held.size >= this.#most) this.take(oldest);
    const timer = setTimeout(() => this.#held.delete(id), this.#life);
    timer.unref();
    this.#held.set(id, { what, timer });
  }

  /** Gives it and keeps it no longer. Undefined where it is not there, or not any more. */
  take(id: string): T | undefined {
    const found = this.#held.get(id);
    clearTimeout(found?.timer);
    this.#held.delete(id);
    return found?.what;
  }
}
