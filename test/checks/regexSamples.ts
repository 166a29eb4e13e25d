/** A small regex reader for the subset that the rule tables use: enough to prove bounds and to generate samples. Unknown syntax throws. */
export type Node =
  | { kind: 'class'; units: readonly number[] }
  | { kind: 'sequence'; parts: readonly Node[] }
  | { kind: 'choice'; options: readonly Node[] }
  | { kind: 'repeat'; body: Node; min: number; max: number }
  | { kind: 'group'; name: string | undefined; body: Node }
  | { kind: 'look' };

const range = (from: string, to: string): number[] => Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, at) => from.charCodeAt(0) + at);
const PRINTABLE = range(' ', '~');
const ESCAPES: Record<string, number[]> = {
  d: range('0', '9'),
  w: [...range('0', '9'), ...range('A', 'Z'), ...range('a', 'z'), 95],
  s: [32],
  r: [13],
  n: [10],
};

export function parse(source: string): Node {
  let at = 0;
  const fail = (): never => {
    throw new Error(`cannot read ${source} at ${at}`);
  };
  const escape = (): number[] => {
    const letter = source[at++] ?? fail();
    if (ESCAPES[letter] !== undefined) return ESCAPES[letter];
    if (/[A-Za-z0-9]/.test(letter)) return fail();
    return [letter.charCodeAt(0)];
  };
  function choice(): Node {
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }
  function sequence(): Node {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(quantified(atom()));
    return { kind: 'sequence', parts };
  }
  function quantified(body: Node): Node {
    const match = /^(?:\{(\d+)(,?)(\d*)\}|([?*+]))\??/.exec(source.slice(at));
    if (match === null) return body;
    at += match[0].length;
    if (match[4] === '?') return { kind: 'repeat', body, min: 0, max: 1 };
    if (match[4] !== undefined) return { kind: 'repeat', body, min: match[4] === '+' ? 1 : 0, max: Infinity };
    const min = Number(match[1]);
    return { kind: 'repeat', body, min, max: match[2] === '' ? min : match[3] === '' ? Infinity : Number(match[3]) };
  }
  function atom(): Node {
    const unit = source[at++] ?? fail();
    if (unit === '\\') return { kind: 'class', units: escape() };
    if (unit === '[') return { kind: 'class', units: characterClass() };
    if (unit === '(') return group();
    if (unit === '.') return fail();
    return { kind: 'class', units: [unit.charCodeAt(0)] };
  }
  function group(): Node {
    const opening = /^\?(?::|<?[=!]|<(\w+)>)/.exec(source.slice(at));
    at += opening?.[0].length ?? 0;
    const body = choice();
    if (source[at++] !== ')') fail();
    if (opening !== null && /[=!]$/.test(opening[0])) return { kind: 'look' };
    return { kind: 'group', name: opening?.[1], body };
  }
  function characterClass(): number[] {
    const negated = source[at] === '^';
    if (negated) at++;
    const units: number[] = [];
    while (source[at] !== ']') {
      const unit = source[at++] ?? fail();
      const from = unit === '\\' ? escape() : [unit.charCodeAt(0)];
      if (source[at] === '-' && source[at + 1] !== ']' && from.length === 1) {
        at++;
        const to = source[at++] ?? fail();
        units.push(...range(String.fromCharCode(from[0]!), to));
      } else units.push(...from);
    }
    at++;
    return negated ? PRINTABLE.filter((unit) => !units.includes(unit)) : units;
  }
  const node = choice();
  if (at !== source.length) fail();
  return node;
}

/** Longest text a node matches. */
export function longest(node: Node): number {
  switch (node.kind) {
    case 'class':
      return 1;
    case 'look':
      return 0;
    case 'group':
      return longest(node.body);
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + longest(part), 0);
    case 'choice':
      return Math.max(...node.options.map(longest));
    case 'repeat':
      return node.max === 0 ? 0 : node.max * longest(node.body);
  }
}

/** Quantifiers that can blow up: unbounded ones, and variable ones inside a variable one that may repeat more than three times. */
export function dangers(node: Node, inside = 1): string[] {
  switch (node.kind) {
    case 'class':
    case 'look':
      return [];
    case 'group':
      return dangers(node.body, inside);
    case 'sequence':
      return node.parts.flatMap((part) => dangers(part, inside));
    case 'choice':
      return node.options.flatMap((option) => dangers(option, inside));
    case 'repeat': {
      const variable = node.max !== node.min && node.max > 1;
      const own = node.max === Infinity ? ['unbounded'] : variable && inside > 3 ? ['nested'] : [];
      return [...own, ...dangers(node.body, variable ? Math.max(inside, node.max) : inside)];
    }
  }
}

export type Random = () => number;

/** mulberry32: a seeded generator, so that every run sees the same samples. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A text that the node matches, and where the named group `v` lies in it. */
export function sample(node: Node, next: Random): { text: string; value?: [number, number] } {
  let text = '';
  let value: [number, number] | undefined;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const walk = (part: Node): void => {
    switch (part.kind) {
      case 'class':
        text += String.fromCharCode(pick(part.units));
        return;
      case 'look':
        return;
      case 'group': {
        const start = text.length;
        walk(part.body);
        if (part.name === 'v') value = [start, text.length];
        return;
      }
      case 'sequence':
        part.parts.forEach(walk);
        return;
      case 'choice':
        walk(pick(part.options));
        return;
      case 'repeat': {
        // Not the longest possible: a value of 1,000 characters says nothing that one of 40 more than the least does not.
        const times = part.min + Math.floor(next() * (Math.min(part.max - part.min, 40) + 1));
        for (let time = 0; time < times; time++) walk(part.body);
      }
    }
  };
  walk(node);
  return value === undefined ? { text } : { text, value };
}
