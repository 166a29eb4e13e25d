import type { Finding } from '../../base/finding';
import type { Span } from '../../base/span';

/** What a text says before the values that were found in it. */
export class SaidBefore {
  readonly #findings: readonly Finding[];
  /** In order; made when it is asked for the first time. */
  #values: readonly Span[] | undefined;
  /** For each value the furthest end of those up to it. */
  #ends: readonly number[] = [];

  constructor(findings: readonly Finding[]) {
    this.#findings = findings;
  }

  /** As much of `said`, which begins at `from` in the text, as stands before the first value that it overlaps; and not what only leads up to that value. */
  cut(said: string, from: number): string {
    const values = (this.#values ??= this.#sorted());
    let low = 0;
    for (let high = values.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((values[middle]?.start ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && (this.#ends[low - 1] ?? 0) > from) return '';
    const start = values[low]?.start ?? Number.POSITIVE_INFINITY;
    return start >= from + said.length
      ? said
      : said
          .slice(0, start - from)
          .replace(/[\w-]{0,80}[\s"'`=:({[<>]{0,40}$/, '')
          .trim();
  }

  #sorted(): readonly Span[] {
    const values = this.#findings.flatMap(({ span, related }) => [span, ...related]).sort((a, b) => a.start - b.start);
    let furthest = 0;
    this.#ends = values.map(({ end }) => (furthest = Math.max(furthest, end)));
    return values;
  }
}
