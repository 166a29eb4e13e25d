import { Edit, type Point, type Tree } from 'web-tree-sitter';
import type { Document } from '../base/document';
import { parseNow } from './grammars';

interface Kept {
  readonly text: string;
  readonly languageId: string;
  readonly tree: Tree;
}

/** The trees of open documents: one each, brought up to date when it is asked for, and freed when the document closes. */
export class Trees {
  readonly #kept = new Map<string, Kept>();

  /** The tree of a text, good until the next call for the same address. Undefined as for `parseNow`. */
  of(document: Document): Tree | undefined {
    const { uri, languageId, text } = document;
    const known = this.#kept.get(uri);
    if (known !== undefined && known.text === text && known.languageId === languageId) return known.tree;
    this.#kept.delete(uri);
    const earlier = known !== undefined && known.languageId === languageId ? edited(known, text) : undefined;
    const tree = parseNow(document, earlier);
    known?.tree.delete();
    if (tree !== undefined) this.#kept.set(uri, { text, languageId, tree });
    return tree;
  }

  forget(uri: string): void {
    this.#kept.get(uri)?.tree.delete();
    this.#kept.delete(uri);
  }

  get size(): number {
    return this.#kept.size;
  }
}

/** The tree told what changed: everything between the common beginning and the common end of the two texts. */
function edited({ text, tree }: Kept, next: string): Tree {
  let start = 0;
  const shorter = Math.min(text.length, next.length);
  while (start < shorter && text.charCodeAt(start) === next.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && text.charCodeAt(text.length - 1 - same) === next.charCodeAt(next.length - 1 - same)) same++;
  const startPosition = pointAt(text, start, { row: 0, column: 0 }, 0);
  tree.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: text.length - same,
      newEndIndex: next.length - same,
      startPosition,
      oldEndPosition: pointAt(text, text.length - same, startPosition, start),
      newEndPosition: pointAt(next, next.length - same, startPosition, start),
    }),
  );
  return tree;
}

/** Row and column (UTF-16 units) of an offset, counted on from a place that is known. */
function pointAt(text: string, offset: number, from: Point, at: number): Point {
  let { row } = from;
  let lineStart = at - from.column;
  for (let newline = text.indexOf('\n', at); newline !== -1 && newline < offset; newline = text.indexOf('\n', newline + 1)) {
    row++;
    lineStart = newline + 1;
  }
  return { row, column: offset - lineStart };
}
