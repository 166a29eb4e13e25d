import type { Position, Range } from 'vscode-languageserver';
import type { LineIndex } from '../../../base/document';
import type { Span } from '../../../base/span';

/** LSP's ranges exist only in `lsp/` and in SARIF; everything else counts in offsets. */
export const toRange = (lines: LineIndex, at: Span): Range => ({ start: lines.positionOf(at.start), end: lines.positionOf(at.end) });

export const toSpan = (lines: LineIndex, range: Range): Span => {
  const start = lines.offsetAt(range.start);
  return { start, end: Math.max(start, lines.offsetAt(range.end)) };
};

export const sameRange = (a: Range, b: Range): boolean => samePosition(a.start, b.start) && samePosition(a.end, b.end);

const samePosition = (a: Position, b: Position): boolean => a.line === b.line && a.character === b.character;
