import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Span } from '../../base/span';

/** Deepest nesting that is read (THREATS 30). */
const DEEPEST = 64;
/** Names that would reach an object's prototype. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type JsonFault = 'syntax' | 'too-deep' | 'duplicate' | 'reserved';

export type StrictJson =
  { readonly value: unknown; readonly spanOf: (path: readonly PropertyKey[]) => Span } | { readonly fault: JsonFault; readonly at: Span };

/** jsonc-parser's `SyntaxKind`: an ambient const enum, which one file alone cannot read. */
const Kind = { OpenBrace: 1, CloseBrace: 2, OpenBracket: 3, CloseBracket: 4, End: 17 } as const;

/** Where brackets nest too deep, by the parser's own scanner, which does not recurse: what it takes for a comment or string, the parser does too. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== Kind.End; token = scanner.scan()) {
    if (token === Kind.OpenBrace || token === Kind.OpenBracket) depth += 1;
    else if (token === Kind.CloseBrace || token === Kind.CloseBracket) depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return scanner.getTokenOffset();
  }
  return undefined;
}

const spanOfNode = (node: Node): Span => ({ start: node.offset, end: node.offset + node.length });

class Fault extends Error {
  constructor(
    readonly fault: JsonFault,
    readonly at: Span,
  ) {
    super(fault);
  }
}

/** The value of a tree with null-prototype objects; refuses duplicate and reserved keys. */
function build(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(build);
  if (node.type !== 'object') return node.value;
  const result = Object.create(null) as Record<string, unknown>;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) throw new Fault('syntax', spanOfNode(property));
    const name = String(key.value);
    if (RESERVED.has(name)) throw new Fault('reserved', spanOfNode(key));
    if (name in result) throw new Fault('duplicate', spanOfNode(key));
    result[name] = build(value);
  }
  return result;
}

/** Finds nodes by their path. An object's members are looked up in a map, so that asking for each of many costs no more than the text. */
function finder(): (node: Node, path: readonly PropertyKey[]) => Node {
  const known = new Map<Node, Map<unknown, Node | undefined>>();
  const membersOf = (node: Node): Map<unknown, Node | undefined> => {
    let members = known.get(node);
    if (members === undefined) {
      members = new Map(node.children?.map(({ children }): [unknown, Node | undefined] => [children?.[0]?.value, children?.[1]]));
      known.set(node, members);
    }
    return members;
  };
  const find = (node: Node, path: readonly PropertyKey[]): Node => {
    const [step, ...rest] = path;
    if (step === undefined) return node;
    const child = node.type === 'array' ? node.children?.[Number(step)] : membersOf(node).get(step);
    return child === undefined ? node : find(child, rest);
  };
  return find;
}

/** Undefined too where the parser itself breaks down. */
function parse(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch {
    return undefined;
  }
}

/**
 * JSON with comments and trailing commas from a file that is not ours (THREATS 30): nesting capped, duplicate and prototype-reaching keys refused,
 * objects without a prototype. Never throws; tells where the fault is and nothing of the text.
 */
export function parseStrictJson(text: string): StrictJson {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { fault: 'too-deep', at: { start: deep, end: deep + 1 } };
  const errors: ParseError[] = [];
  const tree = parse(text, errors);
  const [first] = errors;
  if (tree === undefined || first !== undefined) {
    const start = first?.offset ?? 0;
    return { fault: 'syntax', at: { start, end: start + (first?.length ?? 0) } };
  }
  try {
    const find = finder();
    return { value: build(tree), spanOf: (path) => spanOfNode(find(tree, path)) };
  } catch (thrown) {
    if (thrown instanceof Fault) return { fault: thrown.fault, at: thrown.at };
    return { fault: 'syntax', at: { start: 0, end: 0 } };
  }
}
