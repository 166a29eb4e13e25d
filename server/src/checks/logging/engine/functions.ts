import type { CallExpression, Expression } from '../model/expression';
import type { Scope } from '../model/fileModel';
import type { Evaluator } from './evaluate';
import { together, UNKNOWN, type Verdict } from './verdict';

/** Places at which one function's declaration is looked for, at most. */
const MOST_PLACES = 30;
/** Functions inside functions inside functions that are followed. */
const DEEPEST = 3;

/** What the file's own functions give back. */
export class Functions {
  readonly #evaluator: Evaluator;
  readonly #scopes = new Map<string, Scope | undefined>();
  readonly #results = new Map<number, Verdict>();
  #depth = 0;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** What a call of a function of this file gives; undefined where it is none. */
  result(call: CallExpression): Verdict | undefined {
    if (call.callee === '' || call.constructs === true || this.#depth >= DEEPEST || !isOwn(call.receiver)) return undefined;
    const scope = this.named(call.callee);
    if (scope === undefined) return undefined;
    const verdict = this.#of(scope);
    if (verdict === undefined) return undefined;
    const passed = verdict.reached.filter((reached) => reached.scope === scope.span.start).flatMap(({ index }) => argumentOf(call, scope, index) ?? []);
    return {
      ...together([{ ...verdict, clean: passed.length > 0 ? true : verdict.clean }, ...passed.map((value) => this.#evaluator.evaluate(value))]),
      reached: [],
    };
  }

  /** The one function of this name that the file declares; undefined where there are several. */
  named(name: string): Scope | undefined {
    if (this.#scopes.has(name)) return this.#scopes.get(name);
    const { model } = this.#evaluator;
    const { text } = model;
    let found: Scope | undefined;
    let several = false;
    for (let at = text.indexOf(name), seen = 0; at !== -1 && seen < MOST_PLACES && !several; at = text.indexOf(name, at + name.length)) {
      if (/[\w$]/.test(text.charAt(at - 1)) || !/^\s{0,4}[=:(<]/.test(text.slice(at + name.length, at + name.length + 5))) continue;
      seen++;
      const declaration = model.declarationAt(at);
      if (declaration?.kind !== 'function' || declaration.scope === undefined) continue;
      several = found !== undefined && found.span.start !== declaration.scope.span.start;
      found = declaration.scope;
    }
    this.#scopes.set(name, several ? undefined : found);
    return several ? undefined : found;
  }

  #of(scope: Scope): Verdict | undefined {
    const known = this.#results.get(scope.span.start);
    if (known !== undefined) return known;
    const results = this.#evaluator.model.resultsOf(scope);
    if (results.length === 0) return undefined;
    // While it is being looked at, a function that calls itself adds nothing.
    this.#results.set(scope.span.start, UNKNOWN);
    this.#depth++;
    // A literal alone is a stub: what the function is for its name says.
    const verdict = results.every((result) => result.kind === 'text' && result.parts.length === 0)
      ? UNKNOWN
      : together(results.map((result) => this.#evaluator.evaluate(result)));
    this.#depth--;
    this.#results.set(scope.span.start, verdict);
    return verdict;
  }
}

/** The argument that a call gives for a parameter. */
export function argumentOf(call: CallExpression, scope: Scope, index: number): Expression[] | undefined {
  const parameter = scope.parameters[index];
  if (parameter === undefined) return undefined;
  const named = call.arguments.find(({ name }) => name !== undefined && name === parameter.name);
  if (named !== undefined) return [named.value];
  const positional = call.arguments.filter(({ name }) => name === undefined);
  // `self` is given by the call itself.
  const from = scope.parameters[0]?.name === 'self' || scope.parameters[0]?.name === 'cls' ? index - 1 : index;
  if (parameter.rest === true) return positional.slice(from).map(({ value }) => value);
  const given = positional[from];
  return given === undefined ? undefined : [given.value];
}

/** A receiver by which a class or file calls what is its own. */
export const isOwn = (receiver: Expression | undefined): boolean =>
  receiver === undefined || (receiver.kind === 'name' && /^(?:this|self|cls|super|static|[A-Z]\w*)$/.test(receiver.name));
