import { effectiveLanguage } from '../../syntax/languages';
import { concatenate, partsOf, refuse, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(`\\bEnvironment\\.GetEnvironmentVariable\\(\\s{0,8}@?"(?<name>${NAME})"\\s{0,8}[,)]`, 'dg');

function emit(place: Place, variable: string): Emission {
  const text = place.document.text;
  // Without the directive the short names may mean nothing, or something else.
  const isShort = /^[ \t]*(?:global[ \t]+)?using[ \t]+System[ \t]*;/m.test(text) && !/\b(?:class|struct|enum|record|interface)\s+Environment\b/.test(text);
  const system = isShort ? '' : 'System.';
  const read = `${system}Environment.GetEnvironmentVariable("${variable}") ?? throw new ${system}InvalidOperationException("${variable} is not set")`;
  const bracketed = `(${read})`;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, place.operand === true ? bracketed : read)], needs: [] };
  if (partsOf(place).isWhole) return { edits: [replace(place.whole, place.operand === true ? bracketed : read)], needs: [] };
  if (place.open?.includes('"""') === true) return refuse('quoting');
  if (place.format === true && /[{}]/.test(place.decoded)) return refuse('cannot-decode');
  return { edits: concatenate(place, bracketed, ...(place.operand === true ? ['(', ')'] : [])), needs: [] };
}

/** C#: `Environment.GetEnvironmentVariable`, and an exception where that gives nothing. */
export const csharp: ReferenceSyntax = {
  id: 'csharp',
  appliesTo: (document) => effectiveLanguage(document) === 'csharp',
  recognise: (document) => recogniseBy(document, 'Environment.', READ),
  emit,
};
