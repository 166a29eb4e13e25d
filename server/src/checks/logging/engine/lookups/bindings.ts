import type { Binding, FileModel, Scope } from '../../model/fileModel';
import { type Lookup, Reads, type Recorder, type Search } from '../../model/reads';
import { indexWithin } from './indexWithin';

/** Occurrences of one name that are looked at in one scope, at most. */
export const MOST_OCCURRENCES = 100;
/** Units around a name by whose text `occurrences` tells what may bind it. */
export const LOOKS_BEFORE = 92;
export const LOOKS_BEHIND = 24;

/** A scope in which a name has its meaning, and what gives it its value there. */
export interface Owner {
  readonly scope: Scope;
  /** True where it is the function that was asked about, so that the order of its statements counts. */
  readonly own: boolean;
  /** In order of position. */
  readonly bindings: readonly Binding[];
  /** The place among the function's parameters, or -1. */
  readonly parameter: number;
}

interface Known {
  readonly bindings: readonly Binding[];
  readonly lookup?: Lookup;
}

/** What gives each name its value, found by the name's text in a scope and then looked at in the tree; remembered for the file. */
export class Bindings {
  readonly #model: FileModel;
  readonly #recorder: Recorder | undefined;
  readonly #known = new Map<Scope, Map<string, Known>>();
  readonly #scopes = new Map<number, readonly Scope[]>();

  constructor(model: FileModel, recorder?: Recorder) {
    this.#model = model;
    this.#recorder = recorder;
  }

  /** The innermost scope around a place that declares a name or gives it a value; the whole file where none does. */
  owner(name: string, at: number): Owner {
    const scopes = this.scopesAt(at);
    for (const [index, scope] of scopes.entries()) {
      const parameter = scope.parameters.findIndex((each) => each.name === name);
      const bindings = this.#of(name, scope);
      if (parameter !== -1 || index === scopes.length - 1 || bindings.some(({ how }) => how === 'assign' || how === 'element' || how === 'append'))
        return { scope, own: index === 0, bindings, parameter };
    }
    throw new RangeError('a file has a scope');
  }

  /** What gives a name its value anywhere in the file. */
  ofFile(name: string): readonly Binding[] {
    const whole = this.scopesAt(0).at(-1);
    return whole === undefined ? [] : this.#of(name, whole);
  }

  #of(name: string, scope: Scope): readonly Binding[] {
    let names = this.#known.get(scope);
    if (names === undefined) this.#known.set(scope, (names = new Map<string, Known>()));
    let known = names.get(name);
    if (known === undefined) names.set(name, (known = this.#find(name, scope)));
    if (known.lookup !== undefined) this.#recorder?.lookup(known.lookup);
    return known.bindings;
  }

  #find(name: string, { span: { start, end } }: Scope): Known {
    const places = occurrences(this.#model.text, name, start, end);
    const recorder = this.#recorder;
    if (recorder === undefined) return { bindings: places.flatMap((offset) => this.#model.bindingAt(offset) ?? []) };
    const reads = new Reads();
    const bindings = recordedBindings(this.#model, recorder, name, places, reads);
    return {
      bindings,
      lookup: { needle: name, start, end, reads, search: searchFor(name), ...(places.length < MOST_OCCURRENCES ? {} : { count: countOf(name) }) },
    };
  }

  scopesAt(offset: number): readonly Scope[] {
    let scopes = this.#scopes.get(offset);
    if (scopes === undefined) {
      scopes = this.#model.scopesAt(offset);
      this.#scopes.set(offset, scopes);
    }
    for (const scope of scopes) this.#recorder?.scope(scope);
    return scopes;
  }
}

/** How often a name stands where it may be bound. */
export const countOf =
  (name: string) =>
  (text: string, start: number, end: number): number =>
    occurrences(text, name, start, end).length;

const searchFor =
  (name: string): Search =>
  ({ model, recorder }, start, end) => {
    const reads = new Reads();
    recordedBindings(model, recorder, name, occurrences(model.text, name, start, end), reads);
    return reads;
  };

/** Bindings at places of a name, with what they were read from. Of places that only read the name nothing is kept: there something new is found or not. */
function recordedBindings(model: FileModel, recorder: Recorder, name: string, places: readonly number[], into: Reads): readonly Binding[] {
  return places.flatMap((offset) => {
    const result = recorder.found(into, () => model.bindingAt(offset));
    if (result === undefined) return [];
    into.place(offset - LOOKS_BEFORE, offset + name.length + LOOKS_BEHIND);
    return [result];
  });
}

/** At the beginning of a file. */
const BYTE_ORDER_MARK = 0xfeff;
const isWord = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95 || (unit > 127 && unit !== BYTE_ORDER_MARK);

/**
 * Where a name stands as a whole word in `[from, to)`, the first `MOST_OCCURRENCES` of them. Calls and members of other things are left out
 * without asking the tree.
 */
export function occurrences(text: string, name: string, from: number, to: number): number[] {
  const found: number[] = [];
  if (name === '') return found;
  for (let at = indexWithin(text, name, from, to); at !== -1 && found.length < MOST_OCCURRENCES; at = indexWithin(text, name, at + name.length, to)) {
    const after = at + name.length;
    if (isWord(text.charCodeAt(after)) || (at > 0 && isWord(text.charCodeAt(at - 1)))) continue;
    const before = text.charCodeAt(at - 1);
    // A member (`x.name`, `x->name`) is another thing, unless three dots spread it.
    if ((before === 46 && text.charCodeAt(at - 2) !== 46) || (before === 62 && text.charCodeAt(at - 2) === 45)) continue;
    if (!mayBind(text, at, after)) continue;
    found.push(at);
  }
  return found;
}

/** After a name: what assigns, reaches into it, ends a pattern or declares a type. */
const BINDS = /\s{0,8}(?:\/[*/]|\\\r?\n|[-+*/.%&|^?!:<]{0,3}=(?!=)|\??[.[]|!\.|->|::|,|\]|\}|:|in\b|of\b|<-|<<|!\s?\.|\|(?!\|)|\)\s{0,4}(?:=(?!=)|in\b|if\b))/y;
/** Before a name: what declares it without a sign after it. */
const DECLARES =
  /(?:\b(?:as|var|val|let|const|for|my|our|local|declare|export|readonly|case|catch|resource|read(?:\s-\w+)*)\s{0,12}|[A-Za-z>\]]\s{0,2}|[*&$@]\s{0,2}|\*\/\s{0,2}|\\\r?\n[ \t]{0,20})$/;

/** A shell's `read -sp "Password: " answer`. */
const READS = /(?:^|[\s;])read\s-[^\n;|]{1,80}\s$/;

/** Most occurrences only read a name; that is told by the text around them. */
function mayBind(text: string, start: number, end: number): boolean {
  BINDS.lastIndex = end;
  return (
    BINDS.test(text) ||
    (!/^[ \t]{0,4}\(/.test(text.slice(end, end + 5)) &&
      (DECLARES.test(text.slice(Math.max(0, start - 24), start)) || READS.test(text.slice(Math.max(0, start - 90), start))))
  );
}
