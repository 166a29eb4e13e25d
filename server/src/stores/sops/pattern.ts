/** Longest pattern read from a repository, in characters (THREATS 31). */
const LONGEST = 256;

type Test = (code: number) => boolean;
type Step =
  | { readonly take: Test; readonly next: number }
  | { readonly either: readonly number[] }
  | { readonly at: 'start' | 'end'; readonly next: number }
  | { readonly done: true };

const SETS: Readonly<Record<string, Test>> = {
  d: (code) => code >= 48 && code <= 57,
  w: (code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122),
  s: (code) => code === 32 || (code >= 9 && code <= 13 && code !== 11),
};

/**
 * A regular expression out of a repository, run without backtracking: time is text × pattern at worst, whatever the pattern (THREATS 7, 31).
 * Knows what Go's RE2 syntax and such files share in practice: literals, `.`, classes, groups, `|`, `* + ?`, `^`, `$`, `\.`-like escapes,
 * `\d \w \s`. Gives undefined for any other syntax; the caller then refuses the file. Unanchored unless it says otherwise, as in Go.
 */
export function compilePattern(source: string): ((text: string) => boolean) | undefined {
  if (source.length > LONGEST) return undefined;
  const steps: Step[] = [];
  const start = new Parser(source, steps).whole();
  return start === undefined ? undefined : (text) => matches(steps, start, text);
}

function matches(steps: readonly Step[], start: number, text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  let current = new Set<number>();
  for (let at = 0; at <= codes.length; at++) {
    const open = [...current, start];
    const seen = new Set<number>();
    const next = new Set<number>();
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const step = steps[id];
      if (step === undefined || seen.has(id)) continue;
      seen.add(id);
      if ('done' in step) return true;
      if ('either' in step) open.push(...step.either);
      else if ('at' in step) {
        if (step.at === 'start' ? at === 0 : at === codes.length) open.push(step.next);
      } else if (at < codes.length && step.take(codes[at] ?? 0)) next.add(step.next);
    }
    current = next;
  }
  return false;
}

/** A syntax tree first, since steps are made from the end to the start. */
type Part =
  | { readonly is: 'take'; readonly test: Test }
  | { readonly is: 'at'; readonly where: 'start' | 'end' }
  | { readonly is: 'all'; readonly parts: readonly Part[] }
  | { readonly is: 'any'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly part: Part; readonly least: 0 | 1; readonly many: boolean };

class Unsupported extends Error {}

class Parser {
  readonly #source: readonly string[];
  readonly #steps: Step[];
  #at = 0;

  constructor(source: string, steps: Step[]) {
    this.#source = Array.from(source);
    this.#steps = steps;
  }

  whole(): number | undefined {
    try {
      const part = this.#alternatives(0);
      if (this.#at !== this.#source.length) return undefined;
      return this.#build(part, this.#add({ done: true }));
    } catch (thrown) {
      if (thrown instanceof Unsupported) return undefined;
      throw thrown;
    }
  }

  #add(step: Step): number {
    return this.#steps.push(step) - 1;
  }

  #build(part: Part, next: number): number {
    switch (part.is) {
      case 'take':
        return this.#add({ take: part.test, next });
      case 'at':
        return this.#add({ at: part.where, next });
      case 'all':
        return part.parts.reduceRight((after, inner) => this.#build(inner, after), next);
      case 'any':
        return this.#add({ either: part.parts.map((inner) => this.#build(inner, next)) });
      case 'repeat': {
        if (!part.many) return this.#add({ either: [this.#build(part.part, next), next] });
        const loop = this.#add({ either: [] });
        const body = this.#build(part.part, loop);
        this.#steps[loop] = { either: [body, next] };
        return part.least === 1 ? body : loop;
      }
    }
  }

  #alternatives(depth: number): Part {
    if (depth > 16) throw new Unsupported();
    const parts = [this.#sequence(depth)];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence(depth));
    }
    return { is: 'any', parts };
  }

  #sequence(depth: number): Part {
    const parts: Part[] = [];
    for (;;) {
      const character = this.#source[this.#at];
      if (character === undefined || character === '|' || character === ')') return { is: 'all', parts };
      const part = this.#atom(character, depth);
      const sign = this.#source[this.#at];
      if (sign !== '*' && sign !== '+' && sign !== '?') {
        parts.push(part);
        continue;
      }
      this.#at++;
      const after = this.#source[this.#at] ?? '';
      if (part.is === 'at' || (after !== '' && '*+?'.includes(after))) throw new Unsupported();
      parts.push({ is: 'repeat', part, least: sign === '+' ? 1 : 0, many: sign !== '?' });
    }
  }

  #atom(character: string, depth: number): Part {
    this.#at++;
    if (character === '^') return { is: 'at', where: 'start' };
    if (character === '$') return { is: 'at', where: 'end' };
    if (character === '.') return { is: 'take', test: (code) => code !== 10 };
    if (character === '[') return { is: 'take', test: this.#class() };
    if (character === '\\') return { is: 'take', test: this.#escape() };
    if (character === '(') {
      if (this.#source[this.#at] === '?') {
        if (this.#source[this.#at + 1] !== ':') throw new Unsupported();
        this.#at += 2;
      }
      const inner = this.#alternatives(depth + 1);
      if (this.#source[this.#at++] !== ')') throw new Unsupported();
      return inner;
    }
    if ('*+?{}]'.includes(character)) throw new Unsupported();
    return { is: 'take', test: equal(character) };
  }

  #escape(): Test {
    const character = this.#source[this.#at++] ?? '';
    const set = Object.hasOwn(SETS, character) ? SETS[character] : undefined;
    if (set !== undefined) return set;
    if (!/^[^A-Za-z0-9]$/u.test(character)) throw new Unsupported();
    return equal(character);
  }

  #class(): Test {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    const tests: Test[] = [];
    for (let character = this.#source[this.#at++]; character !== ']' || tests.length === 0; character = this.#source[this.#at++]) {
      if (character === undefined || character === '[') throw new Unsupported();
      if (character === '\\') {
        tests.push(this.#escape());
        continue;
      }
      const low = character.codePointAt(0) ?? 0;
      const upper = this.#source[this.#at + 1];
      if (this.#source[this.#at] !== '-' || upper === ']' || upper === undefined) {
        tests.push((code) => code === low);
        continue;
      }
      if (upper === '\\' || upper === '[') throw new Unsupported();
      this.#at += 2;
      const high = upper.codePointAt(0) ?? 0;
      tests.push((code) => code >= low && code <= high);
    }
    return (code) => tests.some((test) => test(code)) !== negated;
  }
}

const equal = (character: string): Test => {
  const wanted = character.codePointAt(0);
  return (code) => code === wanted;
};
