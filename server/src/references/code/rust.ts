import { effectiveLanguage } from '../../syntax/languages';
import { contentOf, escapeBefore, partsOf, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(`\\benv::var(?:_os)?\\(\\s{0,8}"(?<name>${NAME})"\\s{0,8}\\)|\\b(?:option_)?env!\\(\\s{0,8}"(?<name2>${NAME})"\\s{0,8}[,)]`, 'dg');

function emit(place: Place, variable: string): Emission {
  const read = `std::env::var("${variable}").expect("${variable} is not set")`;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, read)], needs: [] };
  // A literal is a borrowed text. Before a method call the language borrows by itself.
  const borrow = place.operand === true ? '' : '&';
  if (partsOf(place).isWhole) return { edits: [replace(place.whole, `${borrow}${read}`)], needs: [] };
  const { before, after } = partsOf(place);
  const content = contentOf(place);
  return {
    edits: [
      replace({ start: place.whole.start, end: place.whole.start }, `${borrow}format!(`),
      ...braces(place, { start: content.start, end: before.end }),
      replace(place.value, '{}'),
      ...braces(place, after),
      replace({ start: place.whole.end, end: place.whole.end }, `, ${read})`),
    ],
    needs: [],
  };
}

const braces = (place: Place, span: { start: number; end: number }): ReturnType<typeof escapeBefore> => [
  ...escapeBefore(place, span, /\\u\{[^}]{0,8}\}|\{/g, '{'),
  ...escapeBefore(place, span, /\\u\{[^}]{0,8}\}|\}/g, '}'),
];

/** Rust: `std::env::var`, which panics with the name where it is not set. */
export const rust: ReferenceSyntax = {
  id: 'rust',
  appliesTo: (document) => effectiveLanguage(document) === 'rust',
  recognise: (document) => recogniseBy(document, 'env', READ),
  emit,
};
