import type { Span } from '../../../../base/span';
import type { CallExpression, Expression } from '../../model/expression';
import type { FileModel, LanguageId, Scope } from '../../model/fileModel';
import { type Lookup, Reads, type Recorder, type Search } from '../../model/reads';
import type { Evaluator } from './evaluate';
import { indexWithin } from '../lookups/indexWithin';
import { CLEAN, together, UNKNOWN, type Verdict } from './verdict';

/** Places at which one function's declaration is looked for, at most. */
const MOST_PLACES = 30;
/**
 * What stands in the place of a secret, and the longest function that is searched for it, in UTF-16 code units. `hidden`, `removed` and `filtered` only
 * in brackets: without, they are states of anything.
 */
const SCRUBS =
  /["'`](?:\W{0,2}(?:\*{3,}|x{4,}|•{3,}|redacted|masked)\W{0,2}|[[<({*]{1,2}(?:hidden|removed|filtered)[\])}>*]{1,2})["'`]|to_?(?:scrub|redact|mask)\b/i;
const LONGEST_SCRUBBER = 3000;
/** Functions inside functions inside functions that are followed. */
const DEEPEST = 3;

/** What the file's own functions give back. */
export class Functions {
  readonly #evaluator: Evaluator;
  readonly #scopes = new Map<string, Declared>();
  readonly #results = new Map<number, Verdict>();
  #depth = 0;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** Forgets what functions give: within one question a function that calls itself is cut off, and where that is depends on the question. */
  reset(): void {
    this.#results.clear();
  }

  /** What a call of a function of this file gives; undefined where it is none. `property`: written without a call, on an object of a type of the file. */
  result(call: CallExpression, property = false): Verdict | undefined {
    const { receiver } = call;
    if (call.callee === '' || call.constructs === true || this.#depth >= DEEPEST) return undefined;
    if ((property || !isOwn(receiver)) && (receiver === undefined || !this.#evaluator.types.isOfFile(receiver))) return undefined;
    const scope = this.named(call.callee);
    if (scope === undefined) return undefined;
    const verdict = this.#of(scope);
    if (verdict === undefined) return undefined;
    const passed = verdict.reached.filter((reached) => reached.scope === scope.span.start).flatMap(({ index }) => argumentOf(call, scope, index) ?? []);
    const shown = together([{ ...verdict, clean: passed.length > 0 ? true : verdict.clean }, ...passed.map((value) => this.#evaluator.evaluate(value))]);
    // A function that puts stars in the place of some of many values knows which.
    if (shown.shown.length > 0 && shown.shown.every(({ object }) => object) && this.#scrubs(scope)) return CLEAN;
    return { ...shown, reached: [] };
  }

  /** What a call of a function of this file gives at a place of the list that it gives back each time; undefined where it does not write that out. */
  part(call: CallExpression, place: number): Verdict | undefined {
    if (call.callee === '' || call.constructs === true || this.#depth >= DEEPEST || !isOwn(call.receiver)) return undefined;
    const scope = this.named(call.callee);
    const results = scope === undefined ? [] : this.#evaluator.model.resultsOf(scope).filter(({ kind }) => kind !== 'constant');
    const parts = results.flatMap((result) => (this.#isOne(result) ? [] : (partsOf(result)?.[place] ?? [])));
    if (scope === undefined || parts.length === 0 || parts.length < results.length) return undefined;
    this.#depth++;
    const verdict = together(parts.map((part) => this.#evaluator.evaluate(part)));
    this.#depth--;
    const passed = verdict.reached.filter((reached) => reached.scope === scope.span.start).flatMap(({ index }) => argumentOf(call, scope, index) ?? []);
    return { ...together([verdict, ...passed.map((value) => this.#evaluator.evaluate(value))]), reached: [] };
  }

  /** Go's literal of a list, which is one result, not several. */
  #isOne(result: Expression): boolean {
    return this.#evaluator.model.language === 'go' && result.kind === 'collection' && result.entries[0]?.value.span.start !== result.span.start;
  }

  #scrubs({ span: { start, end } }: Scope): boolean {
    return end - start <= LONGEST_SCRUBBER && SCRUBS.test(this.#evaluator.model.layout.of({ start, end }));
  }

  /** The one function of this name that the file declares; undefined where there are several. */
  named(name: string): Scope | undefined {
    let declared = this.#scopes.get(name);
    if (declared === undefined) this.#scopes.set(name, (declared = this.#find(name)));
    if (declared.lookup !== undefined) this.#evaluator.recorder?.lookup(declared.lookup);
    return declared.scope;
  }

  #find(name: string): Declared {
    const { model, recorder } = this.#evaluator;
    const end = model.text.length;
    const reads = new Reads();
    const { scopes, seen } = declaredIn(model, name, { start: 0, end }, recorder, reads);
    const scope = scopes.length === 1 ? scopes[0] : undefined;
    return recorder === undefined
      ? { scope }
      : { scope, lookup: { needle: name, start: 0, end, reads, search: searchFor(name), ...(seen < MOST_PLACES ? {} : { count: placesOf(name) }) } };
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
      : together(results.map((result) => this.#evaluator.evaluate(this.#isOne(result) ? result : firstOf(result, this.#evaluator.model.language))));
    this.#depth--;
    this.#results.set(scope.span.start, verdict);
    return verdict;
  }
}

/** Of several results of Go's the first, which is what the call is where one is asked for. */
const firstOf = (result: Expression, language: LanguageId): Expression =>
  language === 'go' && result.kind === 'collection' ? (result.entries[0]?.value ?? result) : result;

/** The parts of a list or tuple that the file writes out, by their place: `[a, b]`, `Pair(a, b)`, `a to b`, `Ok((a, b))`. */
export function partsOf(value: Expression): readonly Expression[] | undefined {
  switch (value.kind) {
    case 'wrap':
      return partsOf(value.inner);
    case 'collection':
      return value.entries.every(({ key, spread }) => key === undefined && spread !== true) ? value.entries.map((entry) => entry.value) : undefined;
    case 'call': {
      const given = value.arguments.map((argument) => argument.value);
      if (/^(?:Ok|Some|resolve|Success|Right|Just|freeze|tuple|list|ValueTask|FromResult)$/.test(value.callee))
        return given[0] === undefined ? undefined : partsOf(given[0]);
      if (value.callee === 'to' || value.callee === '->') return value.receiver === undefined ? given : [value.receiver, ...given];
      if (/^(?:unwrap|expect|await|get|unwrap_or_default)$/.test(value.callee) && value.receiver !== undefined) return partsOf(value.receiver);
      return /^(?:Pair|Triple|Tuple|listOf|arrayOf|of|asList|all)$/.test(value.callee)
        ? given.length === 1
          ? partsOf(given[0] as Expression)
          : given
        : undefined;
    }
    default:
      return undefined;
  }
}

interface Declared {
  readonly scope: Scope | undefined;
  readonly lookup?: Lookup;
}

/** Functions of a name that are declared in a stretch, two at most, and at how many places one might have been. */
function declaredIn(
  model: FileModel,
  name: string,
  { start, end }: Span,
  recorder: Recorder | undefined,
  into: Reads,
): { readonly scopes: readonly Scope[]; readonly seen: number } {
  const { text } = model;
  const scopes: Scope[] = [];
  let seen = 0;
  for (
    let at = indexWithin(text, name, start, end);
    at !== -1 && seen < MOST_PLACES && scopes.length < 2;
    at = indexWithin(text, name, at + name.length, end)
  ) {
    if (!mayDeclare(text, at, name)) continue;
    seen++;
    const place = at;
    const declare = (): Scope | undefined => {
      const { kind, scope } = model.declarationAt(place) ?? {};
      return kind === 'function' ? scope : undefined;
    };
    const scope = recorder === undefined ? declare() : recorder.found(into, declare);
    if (scope !== undefined && scope.span.start !== scopes[0]?.span.start) scopes.push(scope);
  }
  return { scopes, seen };
}

/** A function of a type itself in Ruby, one added to a type in Kotlin. */
const OF_TYPE = /\bdef\s{1,4}(?:self|[A-Z]\w{0,40})\.$|\bfun\s{1,4}(?:<[^<>\n]{1,20}>\s{1,4})?[\w<>?]{1,40}\.$/;

const mayDeclare = (text: string, at: number, name: string): boolean =>
  (!/[\w$.]/.test(text.charAt(at - 1)) || OF_TYPE.test(text.slice(Math.max(0, at - 80), at))) &&
  (/^\s{0,4}(?:[=:(<{]|\/\*|\\\r?\n)/.test(text.slice(at + name.length, at + name.length + 7)) ||
    (!/[\w$]/.test(text.charAt(at + name.length)) && /\bdef\s$|\\\r?\n\s{0,20}$/.test(text.slice(Math.max(0, at - 24), at))));

const placesOf =
  (name: string) =>
  (text: string, start: number, end: number): number => {
    let count = 0;
    for (let at = indexWithin(text, name, start, end); at !== -1; at = indexWithin(text, name, at + name.length, end)) if (mayDeclare(text, at, name)) count++;
    return count;
  };

const searchFor =
  (name: string): Search =>
  ({ model, recorder }, start, end) => {
    const reads = new Reads();
    declaredIn(model, name, { start, end }, recorder, reads);
    return reads;
  };

/** The argument that a call gives for a parameter. */
export function argumentOf(call: CallExpression, scope: Pick<Scope, 'parameters'>, index: number): Expression[] | undefined {
  const parameter = scope.parameters[index];
  if (parameter === undefined) return undefined;
  const named = call.arguments.find(({ name }) => name !== undefined && name === parameter.name);
  if (named !== undefined) return [named.value];
  const positional = call.arguments.filter(({ name }) => name === undefined);
  // `self` is given by the call itself.
  if (parameter.name === '@') return positional.map(({ value }) => value);
  const from = scope.parameters[0]?.name === 'self' || scope.parameters[0]?.name === 'cls' ? index - 1 : index;
  if (parameter.rest === true) return positional.slice(from).map(({ value }) => value);
  const given = positional[from];
  return given === undefined ? undefined : [given.value];
}

/** A receiver by which a class or file calls what is its own. */
export const isOwn = (receiver: Expression | undefined): boolean =>
  receiver === undefined || (receiver.kind === 'name' && /^(?:this|self|cls|super|static|[A-Z]\w*)$/.test(receiver.name));
