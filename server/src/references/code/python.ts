import { effectiveLanguage } from '../../syntax/languages';
import { contentOf, escapeBefore, partsOf, refuse, replace, textAt } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const INDEXED = new RegExp(`\\b(?:os\\.)?environ\\s{0,4}\\[\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>\\s{0,8}\\]`, 'dg');
const CALLED = new RegExp(
  `\\b(?:os\\.)?(?:environ\\.get|getenv)\\(\\s{0,8}(?<q>["'])(?<name>${NAME})\\k<q>(?:\\s{0,40},\\s{0,40}(?:default=)?(?<q2>["'])(?<fallback>[^"'\\\\\\r\\n]+)\\k<q2>)?\\s{0,40}\\)?`,
  'dg',
);

function emit(place: Place, variable: string): Emission {
  const needs = [{ kind: 'import', language: 'python', module: 'os' }] as const;
  const open = place.open ?? '"';
  const close = place.close ?? '"';
  const prefix = open.slice(0, open.length - close.length).toLowerCase();
  const quote = close.charAt(0);
  const { before, after, isWhole } = partsOf(place);
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, `os.environ[${quote}${variable}${quote}]`)], needs };
  const isBytes = prefix.includes('b');
  if (isWhole && place.adjacent !== true)
    return { edits: [replace(place.whole, `os.environ[${quote}${variable}${quote}]${isBytes ? '.encode()' : ''}`)], needs };
  if (isBytes) return refuse('quoting');
  // Inside a format, a percent sign or brace of the value would be read as one of the format's.
  if (place.format === true && /[%{}]/.test(place.decoded)) return refuse('cannot-decode');
  const inner = quote === '"' ? "'" : '"';
  const read = `{os.environ[${inner}${variable}${inner}]}`;
  if (prefix.includes('f')) return { edits: [replace(place.value, read)], needs };
  // `\N{…}` is a character's name in both kinds of literal, so its braces must not be doubled.
  if (/\\N\{/.test(textAt(place, before) + textAt(place, after))) return refuse('quoting');
  const content = contentOf(place);
  return {
    edits: [
      replace({ start: place.whole.start, end: content.start }, `${prefix.includes('r') ? 'rf' : 'f'}${close}`),
      ...escapeBefore(place, before, /\{/g, '{'),
      ...escapeBefore(place, before, /\}/g, '}'),
      replace(place.value, read),
      ...escapeBefore(place, after, /\{/g, '{'),
      ...escapeBefore(place, after, /\}/g, '}'),
    ],
    needs,
  };
}

/** Python: `os.environ`, which raises a KeyError with the name; a part of a literal by an f-string. */
export const python: ReferenceSyntax = {
  id: 'python',
  appliesTo: (document) => effectiveLanguage(document) === 'python',
  recognise: (document) => [...recogniseBy(document, 'environ', INDEXED), ...recogniseBy(document, 'env', CALLED)],
  emit,
};
