import { randomBytes } from 'node:crypto';
import { fail } from '../../base/errors';

/** Ids that live at once; the oldest is forgotten. A tree of 10,000 names in four folders fits. */
const MOST = 50_000;

/**
 * Names for things that only this session can make: 128 random bits (THREATS 8). Whoever calls a command or request can name a secret by an id
 * that he was given, and by nothing else. The same thing keeps its id, so that a tree can be asked again.
 */
export class SessionIds<T> {
  readonly #things = new Map<string, T>();
  readonly #ids = new Map<string, string>();

  /** `key` says when two things are the same one. */
  issue(key: string, thing: T): string {
    const known = this.#ids.get(key);
    if (known !== undefined) {
      this.#things.set(known, thing);
      return known;
    }
    const id = randomBytes(16).toString('hex');
    const oldest = this.#ids.entries().next();
    if (this.#ids.size >= MOST && oldest.done !== true) {
      this.#ids.delete(oldest.value[0]);
      this.#things.delete(oldest.value[1]);
    }
    this.#ids.set(key, id);
    this.#things.set(id, thing);
    return id;
  }

  /** Throws `ArgumentInvalid` for an id that this session did not issue. */
  get(id: string, argument: string): T {
    return this.#things.get(id) ?? fail({ code: 'ArgumentInvalid', argument });
  }

  clear(): void {
    this.#things.clear();
    this.#ids.clear();
  }
}
