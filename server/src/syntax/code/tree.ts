import type { Node, TreeCursor } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import { decodeLiteral, type Dialect } from '../literal';
import type { GrammarName } from '../languages';
import type { Place } from '../place';

/** Finds a place in a parsed text; undefined where it cannot be said. */
export type CodePlaceFinder = (root: Node, document: Document, value: Span, grammar: GrammarName) => Place | undefined;

export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
export const textOf = (document: Document, node: Node): string => document.text.slice(node.startIndex, node.endIndex);

/** Steps taken upwards at most: deeper code than this is not written by people. */
const HIGHEST = 500;

/** The node and its ancestors, innermost first. */
export function* ancestors(node: Node): Generator<Node> {
  let at: Node | null = node;
  for (let step = 0; at !== null && step < HIGHEST; step++) {
    yield at;
    at = at.parent;
  }
}

/** Moves to the first child that ends behind an offset. (`gotoFirstChildForIndex` of web-tree-sitter 0.27.1 answers false for every offset.) */
function intoChildAt(cursor: TreeCursor, offset: number): boolean {
  if (!cursor.gotoFirstChild()) return false;
  while (cursor.endIndex <= offset) if (!cursor.gotoNextSibling()) return false;
  return true;
}

/**
 * The nodes around a span, innermost first; undefined where they are more than `HIGHEST`. Found by going down: every step up walks from the root
 * again, which hostile depth or width makes slow.
 */
export function nodesAround(root: Node, value: Span): Node[] | undefined {
  const cursor = root.walk();
  const nodes: Node[] = [];
  try {
    do {
      if (cursor.startIndex > value.start || cursor.endIndex < value.end) break;
      nodes.unshift(cursor.currentNode);
      if (nodes.length > HIGHEST) return undefined;
    } while (intoChildAt(cursor, value.start));
    return nodes;
  } finally {
    cursor.delete();
  }
}

/**
 * The innermost literal around a span, where the climb from the span meets none of `walls` (an interpolation belongs to code, not to the
 * literal around it) and no part that the parser did not understand.
 */
export function enclosing(root: Node, value: Span, literals: ReadonlySet<string>, walls: ReadonlySet<string>): Node | undefined {
  const nodes = nodesAround(root, value) ?? [];
  if (nodes.some((node) => node.isError || node.isMissing)) return undefined;
  for (const node of nodes) {
    if (walls.has(node.type)) return undefined;
    if (literals.has(node.type)) return node.hasError ? undefined : node;
  }
  return undefined;
}

export const isField = (parent: Node | null, field: string, node: Node): boolean => parent?.childForFieldName(field)?.id === node.id;

/** The part of a comment that holds a value. */
export function commentPlace(root: Node, document: Document, value: Span): Place | undefined {
  for (const above of nodesAround(root, value) ?? [])
    if (/comment/.test(above.type)) return { document, whole: spanOf(above), value, decoded: document.text.slice(value.start, value.end), context: 'comment' };
  return undefined;
}

/** The span inside delimiters of the given lengths. */
export const inside = (whole: Span, open: number, close: number): Span => ({ start: whole.start + open, end: Math.max(whole.start + open, whole.end - close) });

/** The asked span cut to the literal's content; a span that took the quotes along loses them. */
export function clip(value: Span, content: Span): Span {
  const start = Math.max(value.start, content.start);
  return { start, end: Math.max(start, Math.min(value.end, content.end)) };
}

/** `decoded`, or the mark that it cannot be told. */
export function decodedBy(dialect: Dialect, document: Document, value: Span): { decoded: string; undecodable?: true } {
  const decoded = decodeLiteral(dialect, document.text.slice(value.start, value.end));
  return decoded === undefined ? { decoded: '', undecodable: true } : { decoded };
}

/** True where an identifier `name` stands inside a node of one of the types, `except` apart. */
export function isNamedIn(root: Node, document: Document, name: string, types: readonly string[], except?: Node): boolean {
  return root
    .descendantsOfType([...types])
    .filter((each) => each.id !== except?.id)
    .some((each) => each.descendantsOfType('identifier').some((identifier) => textOf(document, identifier) === name));
}
