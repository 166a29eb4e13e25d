/** Ends of the server within this time, in milliseconds, count together. */
const WITHIN = 3 * 60_000;
/** Times that it is started again by itself within that time: what ends more often ends at every start. */
const MOST = 4;

/** How often the server has ended by itself of late. */
export class Crashes {
  #ends: number[] = [];

  /** It ended at `now`, in milliseconds. True where it should be started again without asking. */
  mayRestart(now: number): boolean {
    this.#ends = [...this.#ends.filter((end) => now - end < WITHIN), now];
    return this.#ends.length <= MOST;
  }

  /** A person has started it: what was before counts no more. */
  forget(): void {
    this.#ends = [];
  }
}
