import type { Span } from '../../../base/span';

/** Windows for one rule on one line, and for one rule in one text, are limited to these numbers: a real line or file has fewer by far. */
const PER_LINE = 512;
const PER_TEXT = 20_000;

/**
 * The bounded stretches of text in which one rule looks: overlapping ones are joined, so no unit of text is looked at more than about once
 * a rule, however often its keyword is repeated. Add in ascending order of place.
 */
export class Windows {
  readonly #text: string;
  readonly #list: { start: number; end: number }[] = [];
  #lineEnd = -1;
  #onLine = 0;

  constructor(text: string) {
    this.#text = text;
  }

  add(start: number, end: number): void {
    if (start > this.#lineEnd) {
      const next = this.#text.indexOf('\n', start);
      this.#lineEnd = next === -1 ? this.#text.length : next;
      this.#onLine = 0;
    }
    const last = this.#list.at(-1);
    const from = Math.max(0, start);
    const to = Math.min(this.#text.length, end);
    if (last !== undefined && from <= last.end) {
      last.end = Math.max(last.end, to);
      return;
    }
    if (++this.#onLine > PER_LINE || this.#list.length >= PER_TEXT) return;
    this.#list.push({ start: from, end: to });
  }

  get spans(): readonly Span[] {
    return this.#list;
  }
}

/**
 * All matches of a regex (global, bounded quantifiers only) that lie in the windows. A match may begin where the window begins and must end in it;
 * what stands before the window is seen by look-behind, because the regex runs on the whole text from `lastIndex` on and is stopped by the cut.
 */
export function* matchesIn(text: string, windows: Windows, regex: RegExp): Generator<RegExpExecArray> {
  for (const { start, end } of windows.spans) {
    // One unit of context on each side for the boundaries; the copy is bounded by the window.
    const from = Math.max(0, start - 1);
    const piece = text.slice(from, end + 1);
    regex.lastIndex = start - from;
    for (let match = regex.exec(piece); match !== null; match = regex.exec(piece)) {
      match.index += from;
      yield match;
      if (match[0] === '') regex.lastIndex++;
    }
  }
}
