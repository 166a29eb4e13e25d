import { Edit, type Point, type Tree } from 'web-tree-sitter';
import { type Change, changeBetween } from '../base/change';
import type { Document } from '../base/document';
import type { Span } from '../base/span';
import { DEFAULT_LIMITS, isParserBroken, parseNow, type ParseLimits, type Unparsed } from './grammars';

interface Kept {
  readonly text: string;
  readonly languageId: string;
  readonly tree: Tree;
  readonly step?: TreeStep;
}

/** How a tree came out of the one before. */
export interface TreeStep {
  /** The text of the tree before. */
  readonly before: string;
  readonly change: Change;
  /** Where in the newer text nodes are others than before, or stand in others; beside the change itself. */
  readonly changed: readonly Span[];
}

/** A tree, good until the next call for the same address. */
export interface KeptTree {
  readonly tree: Tree;
  /** Absent where the text was parsed anew. */
  readonly step?: TreeStep;
}

/** The trees of open documents: one each, brought up to date when it is asked for, and freed when the document closes. */
export class Trees {
  readonly #kept = new Map<string, Kept>();
  /** Texts whose parse was given up or failed: not tried again until they change. */
  readonly #givenUp = new Map<string, Pick<Document, 'text' | 'languageId'>>();

  /** The tree of a text. Undefined as for `parseNow`. */
  of(document: Document, limits?: ParseLimits): KeptTree | undefined {
    const { uri, languageId, text } = document;
    if (this.gaveUp(document)) return undefined;
    this.#givenUp.delete(uri);
    const known = this.#kept.get(uri);
    if (known !== undefined && known.text === text && known.languageId === languageId) return known;
    this.#kept.delete(uri);
    const earlier = known !== undefined && known.languageId === languageId && !isParserBroken() ? known : undefined;
    const change = earlier === undefined ? undefined : changeBetween(earlier.text, text);
    if (earlier !== undefined && change !== undefined) earlier.tree.edit(editOf(earlier.text, text, change));
    try {
      const onUnparsed = (because: Unparsed): void => {
        this.#givenUp.set(uri, { text, languageId });
        limits?.onUnparsed?.(because);
      };
      const tree = parseNow(document, { ...(limits ?? DEFAULT_LIMITS), onUnparsed }, earlier?.tree);
      if (tree === undefined) return undefined;
      const step = earlier === undefined || change === undefined ? undefined : { before: earlier.text, change, changed: rangesBetween(earlier.tree, tree) };
      const kept: Kept = { text, languageId, tree, ...(step === undefined ? {} : { step }) };
      this.#kept.set(uri, kept);
      return kept;
    } finally {
      if (!isParserBroken()) known?.tree.delete();
    }
  }

  /** Whether the parse of this text was given up or failed. */
  gaveUp({ uri, languageId, text }: Document): boolean {
    const givenUp = this.#givenUp.get(uri);
    return givenUp?.text === text && givenUp.languageId === languageId;
  }

  forget(uri: string): void {
    if (!isParserBroken()) this.#kept.get(uri)?.tree.delete();
    this.#kept.delete(uri);
    this.#givenUp.delete(uri);
  }

  get size(): number {
    return this.#kept.size;
  }
}

const rangesBetween = (before: Tree, after: Tree): readonly Span[] =>
  before.getChangedRanges(after).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));

/** What a tree must be told of a change of its text. */
function editOf(before: string, after: string, { start, end, delta }: Change): Edit {
  const startPosition = pointAt(before, start, { row: 0, column: 0 }, 0);
  return new Edit({
    startIndex: start,
    oldEndIndex: end - delta,
    newEndIndex: end,
    startPosition,
    oldEndPosition: pointAt(before, end - delta, startPosition, start),
    newEndPosition: pointAt(after, end, startPosition, start),
  });
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
