import { type Change, movedBy } from '../../../../base/change';

/** Units before a change from which its line is searched again: a match may begin on the line before. */
const LOOKS_BACK = 200;
/** Units behind the last line that is searched: a match may end on the next. */
const LOOKS_AHEAD = 100;

/** Where a pattern matches in a text, brought along from one text to the next by searching the changed lines alone. */
export class Places {
  readonly #pattern: RegExp;
  readonly #most: number;
  /** Ascending. */
  offsets: number[] = [];
  /** What the first group of each match holds, or all of it. */
  names: string[] = [];

  /** `pattern`: with the flag `g`; its matches are short and lie on one or two lines. At most `most` are kept. */
  constructor(pattern: RegExp, text: string, most = Number.MAX_SAFE_INTEGER) {
    this.#pattern = pattern;
    this.#most = most;
    this.#collect(text, 0, text.length, this.offsets, this.names);
  }

  move(text: string, change: Change): void {
    if (this.offsets.length >= this.#most) {
      this.offsets = [];
      this.names = [];
      this.#collect(text, 0, text.length, this.offsets, this.names);
      return;
    }
    const from = text.lastIndexOf('\n', Math.max(0, change.start - LOOKS_BACK)) + 1;
    const behind = text.indexOf('\n', change.end + 1);
    const to = behind === -1 ? text.length : behind + 1;
    const offsets: number[] = [];
    const names: string[] = [];
    const first = this.offsets.findIndex((at) => at >= from);
    const end = first === -1 ? this.offsets.length : first;
    const next = this.offsets.findIndex((at) => at >= to - change.delta);
    for (let at = 0; at < end; at++) {
      offsets.push(this.offsets[at] as number);
      names.push(this.names[at] as string);
    }
    this.#collect(text, from, to, offsets, names);
    for (let at = next === -1 ? this.offsets.length : next; at < this.offsets.length; at++) {
      offsets.push(movedBy(change, this.offsets[at] as number));
      names.push(this.names[at] as string);
    }
    this.offsets = offsets;
    this.names = names;
  }

  #collect(text: string, from: number, to: number, offsets: number[], names: string[]): void {
    const pattern = this.#pattern;
    // Cut, or a pattern that stands nowhere behind would be looked for to the end of the text.
    const part = from === 0 && to === text.length ? text : text.slice(from, to + LOOKS_AHEAD);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(part); match !== null && from + match.index < to && offsets.length < this.#most; match = pattern.exec(part)) {
      offsets.push(from + match.index);
      names.push(match[1] ?? match[0]);
    }
  }
}
