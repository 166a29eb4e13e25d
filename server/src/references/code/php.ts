import { effectiveLanguage } from '../../syntax/languages';
import { concatenate, partsOf, refuse, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const CALLED = new RegExp(
  `(?<![\\w$>:])(?:getenv|env)\\(\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>(?:\\s{0,40},\\s{0,40}(?<q2>["'])(?<fallback>[^"'\\\\\\r\\n]+)\\k<q2>)?\\s{0,40}\\)?`,
  'dg',
);
const INDEXED = new RegExp(`\\$_(?:ENV|SERVER)\\[\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>\\s{0,8}\\]`, 'dg');

function emit(place: Place, variable: string): Emission {
  const read = `getenv('${variable}') ?: throw new \\RuntimeException('${variable} is not set')`;
  const bracketed = `(${read})`;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, place.operand === true ? bracketed : read)], needs: [] };
  if (partsOf(place).isWhole) return { edits: [replace(place.whole, place.operand === true ? bracketed : read)], needs: [] };
  if (place.format === true && place.decoded.includes('%')) return refuse('cannot-decode');
  return { edits: concatenate(place, bracketed, ...(place.operand === true ? ['(', ')'] : ['', '']), '.'), needs: [] };
}

/** PHP 8: `getenv`, and an exception where that gives nothing. */
export const php: ReferenceSyntax = {
  id: 'php',
  appliesTo: (document) => effectiveLanguage(document) === 'php',
  recognise: (document) => [
    ...recogniseBy(document, 'env(', CALLED),
    // What a server puts there beside the environment (REQUEST_METHOD, HTTP_…) is no variable of the program.
    ...recogniseBy(document, '$_', INDEXED, (name) => !/^(?:HTTP|REQUEST|SERVER|REMOTE|SCRIPT|PHP|QUERY|PATH|DOCUMENT|CONTENT|GATEWAY)(?:_|$)/.test(name)),
  ],
  emit,
};
