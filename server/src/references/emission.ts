import type { TextEdit } from '../base/document';
import type { Span } from '../base/span';
import type { Emission, Place, Refusal } from './referenceSyntax';

export const refuse = (refused: Refusal): Emission => ({ refused });
export const replace = (span: Span, newText: string): TextEdit => ({ span, newText });

/** What stands between the literal's quotes. */
export const contentOf = (place: Place): Span => ({
  start: place.whole.start + (place.open ?? '').length,
  end: place.whole.end - (place.close ?? '').length,
});

export interface Parts {
  readonly before: Span;
  readonly after: Span;
  /** The value is all of the literal. */
  readonly isWhole: boolean;
}

/** The literal's content around the value. Edits leave it where it is: it may hold somebody else's value (THREATS 13). */
export function partsOf(place: Place): Parts {
  const content = contentOf(place);
  const before = { start: content.start, end: place.value.start };
  const after = { start: place.value.end, end: content.end };
  return { before, after, isWhole: before.start >= before.end && after.start >= after.end };
}

export const textAt = (place: Place, span: Span): string => place.document.text.slice(span.start, span.end);

/** Text put in before each match inside a span, so that the match means itself in the literal's new kind. Escape pairs are stepped over by the pattern. */
export function escapeBefore(place: Place, span: Span, pattern: RegExp, escape: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const match of textAt(place, span).matchAll(pattern)) {
    if (match[0].startsWith('\\')) continue;
    const at = span.start + match.index;
    edits.push(replace({ start: at, end: at }, escape));
  }
  return edits;
}

/** `"before" + read + "after"`, an empty piece left out; parentheses where the whole is an operand. `plus`: how the language joins texts. */
export function concatenate(place: Place, read: string, open = '', close = '', plus = '+'): TextEdit[] {
  const { before, after } = partsOf(place);
  const quote = [place.open ?? '"', place.close ?? '"'];
  const hasBefore = before.start < before.end;
  const hasAfter = after.start < after.end;
  const start = hasBefore ? place.value.start : place.whole.start;
  const end = hasAfter ? place.value.end : place.whole.end;
  const edits: TextEdit[] = [];
  if (hasBefore && open !== '') edits.push(replace({ start: place.whole.start, end: place.whole.start }, open));
  edits.push(replace({ start, end }, `${hasBefore ? `${quote[1] ?? ''} ${plus} ` : open}${read}${hasAfter ? ` ${plus} ${quote[0] ?? ''}` : close}`));
  if (hasAfter && close !== '') edits.push(replace({ start: place.whole.end, end: place.whole.end }, close));
  return edits;
}

/** The white space that the line of an offset begins with, and the text's line end. */
export function layoutAt(text: string, offset: number): { readonly indent: string; readonly lineEnd: string } {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return { indent: /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '', lineEnd: /\r\n|\n/.exec(text)?.[0] ?? '\n' };
}
