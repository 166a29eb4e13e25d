/** In place of a thing that is followed: nothing. */
export const NONE = -1;

/**
 * What was looked at already, in rounds. What a round saw that came to nothing need not be looked at again in any later one; of a round that came to something
 * all is looked at again, but for what led there.
 */
export class Seen {
  readonly #rounds: readonly Map<number, number>[] = Array.from({ length: 4 }, () => new Map<number, number>());
  readonly #forgotten = new Set<number>();
  readonly #parents = new Map<number, number>();
  readonly #leading = new Set<number>();
  #round = 0;

  begin(): void {
    this.#round++;
  }

  forget(): void {
    this.#forgotten.add(this.#round);
  }

  /** True where a thing of a kind (0 to 3) is new. Then it counts as seen in this round. */
  first(kind: number, thing: number): boolean {
    const rounds = this.#rounds[kind] as Map<number, number>;
    const round = rounds.get(thing);
    if (round !== undefined && (round === this.#round || !this.#forgotten.has(round))) return false;
    rounds.set(thing, this.#round);
    return true;
  }

  /** A thing is followed from another one, or from the sink itself. */
  follows(thing: number, from: number): void {
    this.#parents.set(thing, from);
  }

  /** A thing, and all that it was followed from, leads to a secret, from wherever it is come to. */
  leads(thing: number): void {
    for (let each = thing; each !== NONE && !this.#leading.has(each); each = this.#parents.get(each) ?? NONE) this.#leading.add(each);
  }

  isLeading(thing: number): boolean {
    return this.#leading.has(thing);
  }
}
