import type { Span } from '../../../../base/span';
import type { Expression } from '../../model/expression';
import { blacksOut } from './changes';
import type { Evaluator } from './evaluate';
import { isSlice } from './transfers';
import { makesError, namesOutcome, OUTCOME } from './writing';

/** What a `path` or a `name` is, by itself. */
const PLACE = /^(?:paths?|files?|file_?(?:name|path)|dir|directory|folder|names?|types?|kinds?)$/i;

/** Says of names that what they hold stands beside a secret, or is what is left of it, by how they are given it. */
export class Beside {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** Go's `err`, unless the function itself made it of a text, and `value, error = f()`: what went wrong with a secret does not show it. */
  isOutcome(name: string, at: Span): boolean {
    const isGo = this.#evaluator.model.language === 'go';
    if (!(isGo ? namesOutcome(name) : OUTCOME.test(name))) return false;
    const { bindings } = this.#evaluator.bindings.owner(name, at.start);
    if (isGo) return !bindings.some(({ value }) => value?.kind === 'call' && makesError(value.callee));
    return bindings.length > 0 && bindings.every(({ value }) => value?.kind === 'index' && (value.place ?? 0) > 0 && value.object.kind === 'call');
  }

  /** A text in which something was replaced by stars before, in a loop too: who does so knows what. */
  isBlackedOut(name: string, at: Span): boolean {
    const { bindings, own } = this.#evaluator.bindings.owner(name, at.start);
    return own && bindings.some(({ how, value, span }) => how === 'assign' && span.end <= at.start && value !== undefined && blacksOut(value, name));
  }

  /**
   * A `path` that is given another name's value as it is: that one lies there. What is put together of a secret shows it, whatever it is called.
   * `own`: the function itself gives it its value.
   */
  isPlace(name: string, at: Span, own = false): boolean {
    if (!PLACE.test(name)) return false;
    const { bindings } = this.#evaluator.bindings.owner(name, at.start);
    if (own && !bindings.some(({ how }) => how === 'assign')) return false;
    return bindings.every(({ value, how }) => value === undefined || (how !== 'append' && how !== 'call' && this.#isTaken(value)));
  }

  #isTaken(value: Expression): boolean {
    switch (value.kind) {
      case 'name':
      case 'member':
      case 'index':
      case 'constant':
        return true;
      case 'call':
        return isSlice(value.callee) || this.#evaluator.evaluate(value).shown.length === 0;
      case 'wrap':
        return this.#isTaken(value.inner);
      case 'choice':
        return value.branches.every((branch) => this.#isTaken(branch));
      default:
        return this.#evaluator.evaluate(value).shown.length === 0;
    }
  }
}
