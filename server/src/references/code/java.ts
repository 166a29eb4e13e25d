import { effectiveLanguage } from '../../syntax/languages';
import { concatenate, partsOf, refuse, replace } from '../emission';
import { CONSTANT_NAME, NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(`\\bSystem\\.getenv\\(\\s{0,8}"(?<name>${NAME})"\\s{0,8}\\)`, 'dg');
const VALUE = new RegExp(`@Value\\(\\s{0,8}(?:value\\s{0,8}=\\s{0,8})?"\\$\\{(?<name>${NAME})(?::(?<fallback>[^{}"\\\\\\r\\n]+))?\\}"`, 'dg');

function emit(place: Place, variable: string): Emission {
  const text = place.document.text;
  const { isWhole } = partsOf(place);
  // Another class of that name would be meant by the short one.
  const taken = /\bimport\s+(?:static\s+)?(?!java\.util\.Objects\s*;)[\w.]+\.Objects\s*;|\b(?:class|interface|enum|record)\s+Objects\b/.test(text);
  const objects = taken ? 'java.util.Objects' : 'Objects';
  const system = /\b(?:class|interface|enum|record)\s+System\b/.test(text) ? 'java.lang.System' : 'System';
  const read = `${objects}.requireNonNull(${system}.getenv("${variable}"), "${variable} is not set")`;
  const needs = taken ? [] : [{ kind: 'import', language: 'java', module: 'java.util.Objects' } as const];
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, read)], needs };
  if (isWhole) return { edits: [replace(place.whole, read)], needs };
  if (place.open === '"""') return refuse('quoting');
  if (place.format === true && place.decoded.includes('%')) return refuse('cannot-decode');
  return { edits: concatenate(place, read, ...(place.operand === true ? ['(', ')'] : [])), needs };
}

/** Java: `System.getenv`, and Spring's `@Value("${NAME}")`. */
export const java: ReferenceSyntax = {
  id: 'java',
  appliesTo: (document) => effectiveLanguage(document) === 'java',
  recognise: (document) => [...recogniseBy(document, 'System.getenv', READ), ...recogniseBy(document, '@Value', VALUE, (name) => CONSTANT_NAME.test(name))],
  emit,
};
