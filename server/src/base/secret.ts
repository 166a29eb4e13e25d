import { timingSafeEqual } from 'node:crypto';

/** What stands for any value wherever it may not be shown: eight dots, whatever the value (DESIGN §5.2). */
export const MASK = '••••••••';

/** Why a value is taken out of its `Secret`. Lint allows `.reveal(` only in the files listed in eslint.config.mjs (THREATS 34). */
export type RevealPurpose = 'child-env' | 'store-write' | 'reveal' | 'copy' | 'match';

/**
 * A value that must not be shown. The bytes are held in a private field; printing, JSON, inspection, templates and
 * structured clone give the mask or fail. Text is UTF-8.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    // A function-valued property makes structuredClone (and so postMessage) throw, so a Secret cannot leave its thread.
    Object.defineProperty(this, 'notClonable', { value: () => undefined, enumerable: true });
    Object.freeze(this);
  }

  static of(value: Uint8Array | string): Secret {
    return new Secret(typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value));
  }

  /** The value as text (UTF-8). The purpose is there for the reader and for the lint rule; it is not recorded. */
  reveal(_purpose: RevealPurpose): string {
    return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(this.#bytes);
  }

  /** Compares in time independent of the contents (not of the length). */
  equals(other: Secret): boolean {
    return this.#bytes.length === other.#bytes.length && timingSafeEqual(this.#bytes, other.#bytes);
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
