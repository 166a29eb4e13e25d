import { type Change, movedBy } from '../../../base/change';
import type { Span } from '../../../base/span';
import type { FileModel, Scope } from './fileModel';

/*
 * What an answer about a file was made of, so that after an edit it is known whether it still holds. Three kinds of things are read: stretches of the
 * text with their nodes (`places`), how far a function reaches and what it is called (`scopes`), and everything in a stretch that fits a word
 * (`lookups`): the last is what makes an answer depend on places where nothing stands yet. Whoever reads a file in another way must say so here, or
 * what it found goes stale; `test/checks/logging/incremental.test.ts` compares with a check of the whole.
 */

/** How a function stands around what was read. */
export interface ScopeRead {
  start: number;
  end: number;
  headStart: number;
  headEnd: number;
  checked?: Checked;
}

/** What was last found of something that many answers were made of. `by` tells one change from another. */
export interface Checked {
  readonly by: object;
  holds: boolean;
}

/** What a search stood on when it was made, and stands on when it is asked about again. */
export interface Searched {
  readonly model: FileModel;
  readonly recorder: Recorder;
  /** As `Names.judge`. */
  judge(name: string): 'secret' | 'weak' | undefined;
}

/** A search for all that fits a word in a stretch of the text. */
export interface Lookup {
  /** Stands at every place that is found. */
  readonly needle: string;
  start: number;
  end: number;
  checked?: Checked;
  /** Where it was found. */
  readonly reads: Reads;
  /**
   * Counts what is looked at in a stretch of a text, where more was there than is looked at: then the answer depends on how many there are. Absent
   * where all was looked at.
   */
  readonly count?: (text: string, start: number, end: number) => number;
  /** What is found in a part of the text. Without references to the text that it was made for. */
  readonly search: Search;
}

/** Gives what was looked at for each thing that is found in `[start, end)`. Must not keep `from`. */
export type Search = (from: Searched, start: number, end: number) => Reads;

export class Reads {
  /** Starts and ends, in pairs. */
  readonly places: number[] = [];
  readonly scopes: ScopeRead[] = [];
  readonly lookups: Lookup[] = [];

  place(start: number, end: number): void {
    const { places } = this;
    for (let at = 0; at < places.length; at += 2) if (start >= (places[at] as number) && end <= (places[at + 1] as number)) return;
    places.push(start, end);
  }

  add({ places, scopes, lookups }: Reads): void {
    for (let at = 0; at < places.length; at += 2) this.place(places[at] as number, places[at + 1] as number);
    for (const scope of scopes) this.scope(scope);
    for (const lookup of lookups) this.lookup(lookup);
  }

  scope(scope: ScopeRead): void {
    if (!this.scopes.includes(scope)) this.scopes.push(scope);
  }

  lookup(lookup: Lookup): void {
    if (!this.lookups.includes(lookup)) this.lookups.push(lookup);
  }

  move(change: Change): void {
    const { places } = this;
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number;
      if (place > change.start) places[at] = movedBy(change, place);
    }
  }
}

/** Writes down what is read while something is worked out. */
export class Recorder {
  #reads: Reads | undefined;
  readonly #scopes = new Map<string, ScopeRead>();

  /** Does `work`, and gives along what it read. */
  record<T>(work: () => T): { readonly result: T; readonly reads: Reads } {
    const outer = this.#reads;
    const reads = (this.#reads = new Reads());
    try {
      return { result: work(), reads };
    } finally {
      this.#reads = outer;
    }
  }

  /** As `record`; what was read is added to `into` where something came of it. */
  found<T>(into: Reads, work: () => T | undefined): T | undefined {
    const { result, reads } = this.record(work);
    if (result !== undefined) into.add(reads);
    return result;
  }

  place(start: number, end: number): void {
    this.#reads?.place(start, end);
  }

  scope({ span, head }: Scope): void {
    if (head === undefined || this.#reads === undefined) return;
    const key = `${String(span.start)} ${String(span.end)}`;
    let scope = this.#scopes.get(key);
    if (scope === undefined) this.#scopes.set(key, (scope = { start: span.start, end: span.end, headStart: head.start, headEnd: head.end }));
    this.#reads.scope(scope);
  }

  lookup(lookup: Lookup): void {
    this.#reads?.lookup(lookup);
  }
}

/** The parts of a text that are not what they were. */
export class Changed {
  readonly stretches: readonly Span[];
  readonly #first: number;
  readonly #last: number;

  constructor(stretches: readonly Span[]) {
    this.stretches = stretches;
    this.#first = Math.min(...stretches.map(({ start }) => start));
    this.#last = Math.max(...stretches.map(({ end }) => end));
  }

  /** True where a stretch shares something with `[start, end)` or stands next to it. */
  touches(start: number, end: number): boolean {
    return end >= this.#first && start <= this.#last && this.stretches.some((each) => each.start <= end && each.end >= start);
  }

  touchesAny({ places }: Reads): boolean {
    for (let at = 0; at < places.length; at += 2) if (this.touches(places[at] as number, places[at + 1] as number)) return true;
    return false;
  }
}
