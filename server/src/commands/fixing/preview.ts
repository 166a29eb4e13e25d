import { covered } from '../../analysis/cover';
import { terminalText } from '../../base/display';
import { applyEdits, type Document, type TextEdit } from '../../base/document';
import type { Finding } from '../../base/finding';
import { overlaps, span } from '../../base/span';

/** How much of a line is shown before a change, of the change itself, and behind it, in UTF-16 code units. */
const BEFORE = 70;
const CHANGED = 60;
const BEHIND = 40;

export interface Preview {
  /** The line as it will be, with every value in it covered. */
  readonly line: string;
  /** The first line of the function that the file gets for it. */
  readonly helper?: string;
}

/**
 * What edits that mask `finding` make of its line. `after` gives what is found in the text with the edits in it: a line that is shown holds no value,
 * neither this one's nor a neighbour's (THREATS 13).
 */
export function previewOf(document: Document, finding: Finding, edits: readonly TextEdit[], after: (copy: Document) => readonly Finding[]): Preview {
  const { uri, version, languageId } = document;
  const text = applyEdits(document.text, edits);
  const found = after({ uri, version, languageId, text });
  const part = (start: number, end: number): string => covered(text, found, span(start, end)).replace(/\s+/g, ' ');
  const own = edits.find((edit) => edit.span.start < edit.span.end && overlaps(edit.span, finding.span)) ?? edits[0];
  if (own === undefined) return { line: '' };
  const start = own.span.start + grownBefore(own.span.start, edits);
  const end = start + own.newText.length;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const lineEnd = /[\r\n]|$/.exec(text.slice(end))?.index ?? 0;
  const before = part(lineStart, start).trimStart();
  const changed = part(start, end);
  const behind = part(end, end + lineEnd).trimEnd();
  const helper = edits.find((edit) => edit !== own)?.newText.trim();
  return {
    line: terminalText(
      (before.length > BEFORE ? `…${before.slice(-BEFORE)}` : before) +
        (changed.length > CHANGED ? `${changed.slice(0, CHANGED)}…` : changed) +
        (behind.length > BEHIND ? `${behind.slice(0, BEHIND)}…` : behind),
    ),
    ...(helper === undefined ? {} : { helper: terminalText(/^[^\r\n]*/.exec(helper)?.[0] ?? '') }),
  };
}

/** By how much the text before an offset grows; what is put in at the offset itself comes before it. */
export const grownBefore = (offset: number, edits: readonly TextEdit[]): number =>
  edits.reduce((sum, { span: { start, end }, newText }) => (end <= offset ? sum + newText.length - (end - start) : sum), 0);
