import type { Span } from '../../../../base/span';
import { type Lookup, Reads, type Recorder, type Search, type Searched } from '../../model/reads';
import type { FileModel } from '../../model/fileModel';
import { indexWithin } from './indexWithin';
import type { Names } from '../names/evidence';

/** A word and where it is looked for. `most`: places that are looked at, as `counts` counts them. */
export interface Wanted extends Span {
  readonly word: string;
  readonly most?: number;
  readonly counts?: (text: string, start: number, end: number) => number;
}

export interface Found<T> {
  readonly result: T;
  readonly lookup?: Lookup;
}

/**
 * Searches a stretch of a text for what stands at a word, and adds to `into` all that it looked at for what it finds. Knows nothing but its
 * arguments: it is asked again of newer texts.
 */
export type Find<T> = (from: Pick<Searched, 'model' | 'judge'> & Partial<Searched>, start: number, end: number, into: Reads) => T;

/** Searches the file, and writes down what for, so that after an edit only what changed is searched again. */
export class Lookups {
  readonly #model: FileModel;
  readonly #names: Names;
  readonly #recorder: Recorder | undefined;

  constructor(model: FileModel, names: Names, recorder: Recorder | undefined) {
    this.#model = model;
    this.#names = names;
    this.#recorder = recorder;
  }

  /** What `find` says of a stretch. To be kept, and read through `told` each time. */
  make<T>({ word, start, end, most = 0, counts }: Wanted, find: Find<T>): Found<T> {
    const model = this.#model;
    const recorder = this.#recorder;
    const judge = (name: string): 'secret' | 'weak' | undefined => this.#names.judge(name);
    if (recorder === undefined) return { result: find({ model, judge }, start, end, new Reads()) };
    const reads = new Reads();
    const result = find({ model, judge, recorder }, start, end, reads);
    const search: Search = (from, since, until) => {
      const found = new Reads();
      find(from, since, until, found);
      return found;
    };
    const count = counts === undefined || counts(model.text, start, end) < most ? {} : { count: counts };
    return { result, lookup: { needle: word, start, end, reads, search, ...count } };
  }

  /** The result; whatever is being worked out now depends on it. */
  told<T>({ result, lookup }: Found<T>): T {
    if (lookup !== undefined) this.#recorder?.lookup(lookup);
    return result;
  }

  /** True where a text stands anywhere in the file, laid out in whichever way. */
  holds(words: string): boolean {
    const head = /^[\w$.]+(?=[([])/.exec(words)?.[0] ?? words;
    const find: Find<boolean> = ({ model: { text, layout } }, start, end, into) => {
      for (
        let at = indexWithin(text, head, start, end), seen = 0;
        at !== -1 && seen < MOST_HEADS;
        at = indexWithin(text, head, at + head.length, end), seen++
      ) {
        const isHere = text.startsWith(words, at) || (/[\s/\\([]/.test(text.charAt(at + head.length)) && layout.after(at, words.length) === words);
        if (!isHere) continue;
        into.place(at, at + words.length);
        return true;
      }
      return false;
    };
    return this.told(this.make({ word: head, start: 0, end: this.#model.text.length }, find));
  }
}

/** Places where a text may stand that are looked at. */
const MOST_HEADS = 1_000;

/** How often a word stands in a stretch. */
export const wordsOf =
  (word: string) =>
  (text: string, start: number, end: number): number => {
    let count = 0;
    for (let at = word === '' ? -1 : indexWithin(text, word, start, end); at !== -1; at = indexWithin(text, word, at + word.length, end)) count++;
    return count;
  };
