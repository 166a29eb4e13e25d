import { createHash } from 'node:crypto';
import type { Anchor } from '../../base/finding';
import type { Span } from '../../base/span';
import type { Candidate } from './candidate';
import { lineEndNear, lineStartNear } from './nearLine';

/** Units of a line on each side of a value that count: a minified line is not hashed whole for each finding on it. */
const REACH = 160;

/**
 * Gives each finding its anchor: SHA-256 (16 hex digits) of rule, subject and the skeleton of its line, and a counter for equal ones.
 * The skeleton holds no value of any candidate (`masked`: all of them, ascending, the ones that lost to another included), no contents of
 * other literals, no digits, and no white space, so that reformatting does not change it.
 */
export class Anchors {
  readonly #text: string;
  readonly #masked: readonly Span[];
  readonly #seen = new Map<string, number>();

  constructor(text: string, masked: readonly Span[]) {
    this.#text = text;
    this.#masked = joined(masked);
  }

  of(candidate: Candidate): Anchor {
    const { start, end } = candidate.span;
    const from = lineStartNear(this.#text, start, REACH);
    const to = lineEndNear(this.#text, end, REACH);
    const context = createHash('sha256')
      .update(`${candidate.rule}\0${candidate.subject ?? ''}\0${skeleton(this.#maskedText(from, to))}`)
      .digest('hex')
      .slice(0, 16);
    const occurrence = this.#seen.get(context) ?? 0;
    this.#seen.set(context, occurrence + 1);
    return { context, occurrence };
  }

  #maskedText(from: number, to: number): string {
    let low = 0;
    let high = this.#masked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#masked[middle] as Span).end <= from) low = middle + 1;
      else high = middle;
    }
    let result = '';
    let at = from;
    for (; low < this.#masked.length && (this.#masked[low] as Span).start < to; low++) {
      const { start, end } = this.#masked[low] as Span;
      result += `${this.#text.slice(at, Math.max(at, start))}\u0001`;
      at = Math.max(at, end);
    }
    return result + this.#text.slice(at, Math.max(at, to));
  }
}

/** Literals become a mark unless they are keys; digits become one zero; white space, quotes and closing punctuation go. */
const skeleton = (masked: string): string =>
  masked
    .replace(/(["'`])((?:(?!\1)[^\\\n]|\\.){0,400})\1(?!\s{0,3}[:=\]])/g, '\u0002')
    .replace(/\d+/g, '0')
    .replace(/[\s"'`;,\u0002\u0001]+/g, ' ')
    .trim();

function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
