import type { Binding, FileModel, Scope } from '../model/fileModel';

/** Occurrences of one name that are looked at in one scope, at most. */
const MOST_OCCURRENCES = 400;

/** What gives each name its value, found by the name's text in a scope and then looked at in the tree; remembered for the file. */
export class Bindings {
  readonly #model: FileModel;
  readonly #known = new Map<string, readonly Binding[]>();
  readonly #scopes = new Map<number, readonly Scope[]>();

  constructor(model: FileModel) {
    this.#model = model;
  }

  /** In order of position. */
  of(name: string, scope: Scope): readonly Binding[] {
    const key = `${scope.span.start} ${scope.span.end} ${name}`;
    let bindings = this.#known.get(key);
    if (bindings === undefined) {
      bindings = occurrences(this.#model.text, name, scope.span.start, scope.span.end).flatMap((offset) => this.#model.bindingAt(offset) ?? []);
      this.#known.set(key, bindings);
    }
    return bindings;
  }

  scopesAt(offset: number): readonly Scope[] {
    let scopes = this.#scopes.get(offset);
    if (scopes === undefined) {
      scopes = this.#model.scopesAt(offset);
      this.#scopes.set(offset, scopes);
    }
    return scopes;
  }
}

const isWord = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95 || unit > 127;

/**
 * Where a name stands as a whole word in `[from, to)`, the first `MOST_OCCURRENCES` of them. Calls and members of other things are left out
 * without asking the tree.
 */
export function occurrences(text: string, name: string, from: number, to: number): number[] {
  const found: number[] = [];
  if (name === '') return found;
  for (let at = text.indexOf(name, from); at !== -1 && at < to && found.length < MOST_OCCURRENCES; at = text.indexOf(name, at + name.length)) {
    const after = at + name.length;
    if (isWord(text.charCodeAt(after)) || (at > 0 && isWord(text.charCodeAt(at - 1)))) continue;
    const before = text.charCodeAt(at - 1);
    // A member (`x.name`, `x->name`) is another thing, unless three dots spread it.
    if ((before === 46 && text.charCodeAt(at - 2) !== 46) || (before === 62 && text.charCodeAt(at - 2) === 45)) continue;
    if (text.charCodeAt(after) === 40) continue;
    found.push(at);
  }
  return found;
}
