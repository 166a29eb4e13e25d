import { Transform, type TransformCallback } from 'node:stream';
import { MASK } from '../base/secret';
import { Automaton } from './automaton';

const DOTS = Buffer.from(MASK, 'utf8');

/** How long a possible beginning of a value is held back while nothing else comes, in milliseconds: below what a person notices at a prompt. */
const PATIENCE = 60;

/** Most bytes of a possible beginning that are shown when the patience ends; more are masked. */
const MOST_SHOWN = 3;

interface Region {
  start: number;
  end: number;
}

/**
 * Masks values in one stream of bytes. What comes out does not depend on how the input was cut into chunks, only (where a pause falls inside
 * what looks like the beginning of a value) on `pause`. Positions count from the start of the stream.
 */
export class StreamMasker {
  readonly #automaton: Automaton;
  /** Bytes that came in and were not yet given out: positions [given, given + length). */
  #held: Buffer = Buffer.alloc(0);
  #given = 0;
  #position = 0;
  #state = 0;
  /** Found occurrences that were not given out yet, joined where they overlap, in order. */
  #regions: Region[] = [];
  /** Where the last mask that was given out ended: an occurrence that goes on from there gets no second one. */
  #maskedTo = -1;

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
  }

  /** True where bytes are held back. */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  write(chunk: Buffer): Buffer[] {
    this.#scan(chunk);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const out: Buffer[] = [];
    this.#giveOut(this.#position - (this.#automaton.depth[this.#state] ?? 0), out);
    return out;
  }

  /**
   * Nothing came for a while: gives out what is held. At most three bytes, and at most a quarter of the shortest form that they begin, are
   * shown (the end of a prompt); anything longer is masked, so that a value written slowly is not shown either. What follows is still recognised.
   */
  pause(): Buffer[] {
    // The depth counts what was shown at an earlier pause too: byte by byte with pauses, no more is shown.
    const depth = this.#automaton.depth[this.#state] ?? 0;
    const shown = depth <= MOST_SHOWN && depth * 4 <= (this.#automaton.shortest[this.#state] ?? 0);
    return this.#release(shown);
  }

  /** The stream ended: what is held is shown unless it is half a value or more. */
  end(): Buffer[] {
    return this.#release((this.#automaton.depth[this.#state] ?? 0) * 2 < (this.#automaton.shortest[this.#state] ?? 0));
  }

  #release(shown: boolean): Buffer[] {
    if (this.#held.length === 0) return [];
    if (!shown) this.#join(this.#given, this.#position);
    const out: Buffer[] = [];
    this.#giveOut(this.#position, out);
    return out;
  }

  #scan(chunk: Buffer): void {
    const { root, pairs, longest } = this.#automaton;
    const base = this.#position;
    const last = chunk.length - 1;
    let state = this.#state;
    for (let at = 0; at <= last; at++) {
      const value = chunk[at] ?? 0;
      if (state === 0) {
        // At the root a byte counts only if some pattern goes on with the next one; at the chunk's end that is not known.
        if (at === last || pairs[value * 256 + (chunk[at + 1] ?? 0)] !== 0) state = root[value] ?? 0;
        continue;
      }
      state = this.#automaton.step(state, value);
      const length = longest[state] ?? 0;
      if (length > 0) this.#join(Math.max(this.#given, base + at + 1 - length), base + at + 1);
    }
    this.#state = state;
    this.#position = base + chunk.length;
  }

  /** Adds an occurrence; those that it overlaps or touches become one. Ends never decrease. */
  #join(start: number, end: number): void {
    let from = start;
    for (let last = this.#regions.at(-1); last !== undefined && last.end >= from; last = this.#regions.at(-1)) {
      from = Math.min(from, last.start);
      this.#regions.pop();
    }
    this.#regions.push({ start: from, end });
  }

  /** Gives out everything before `limit`. */
  #giveOut(limit: number, out: Buffer[]): void {
    const origin = this.#given;
    const show = (to: number): void => {
      if (to > this.#given) out.push(this.#held.subarray(this.#given - origin, to - origin));
      this.#given = Math.max(this.#given, to);
    };
    let done = 0;
    for (const region of this.#regions) {
      if (region.start >= limit) break;
      show(region.start);
      if (this.#maskedTo !== this.#given) out.push(DOTS);
      this.#given = Math.min(region.end, limit);
      this.#maskedTo = this.#given;
      if (region.end > limit) {
        region.start = limit;
        break;
      }
      done += 1;
    }
    this.#regions.splice(0, done);
    if (this.#given < limit) show(limit);
    // A small copy, so that a few held bytes do not keep a large chunk alive.
    this.#held = Buffer.from(this.#held.subarray(this.#given - origin));
  }
}

/** The masker as a stream: what it holds back is given out after 60 ms without input, so that prompts appear. */
export class MaskingStream extends Transform {
  readonly #masker: StreamMasker;
  #timer: NodeJS.Timeout | undefined;

  constructor(automaton: Automaton) {
    super();
    this.#masker = new StreamMasker(automaton);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#pushAll(this.#masker.write(chunk));
    if (this.#masker.isHolding) this.#timer = setTimeout(() => this.#pushAll(this.#masker.pause()), PATIENCE);
    done();
  }

  override _flush(done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#pushAll(this.#masker.end());
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    done(error);
  }

  #pushAll(parts: readonly Buffer[]): void {
    for (const part of parts) this.push(part);
  }
}
