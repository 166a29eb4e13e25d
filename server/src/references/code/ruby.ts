import { effectiveLanguage } from '../../syntax/languages';
import { concatenate, partsOf, refuse, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const INDEXED = new RegExp(`\\bENV\\[\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>\\s{0,8}\\]`, 'dg');
const FETCHED = new RegExp(
  `\\bENV\\.fetch\\(?\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>(?:\\s{0,40},\\s{0,40}(?<q2>["'])(?<fallback>[^"'\\\\\\r\\n]+)\\k<q2>)?\\s{0,40}\\)?`,
  'dg',
);

function emit(place: Place, variable: string): Emission {
  const open = place.open ?? '"';
  const quote = open === "'" ? "'" : '"';
  const read = `ENV.fetch(${quote}${variable}${quote})`;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, read)], needs: [] };
  if (place.adjacent === true) return refuse('quoting');
  if (partsOf(place).isWhole) return { edits: [replace(place.whole, read)], needs: [] };
  if (place.format === true && place.decoded.includes('%')) return refuse('cannot-decode');
  if (place.context === 'template') return { edits: [replace(place.value, `#{ENV.fetch('${variable}')}`)], needs: [] };
  return { edits: concatenate(place, read, ...(place.operand === true ? ['(', ')'] : [])), needs: [] };
}

/** Ruby: `ENV.fetch`, which raises a KeyError with the name. */
export const ruby: ReferenceSyntax = {
  id: 'ruby',
  appliesTo: (document) => effectiveLanguage(document) === 'ruby',
  recognise: (document) => [...recogniseBy(document, 'ENV[', INDEXED), ...recogniseBy(document, 'ENV.fetch', FETCHED)],
  emit,
};
