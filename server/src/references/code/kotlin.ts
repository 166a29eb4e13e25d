import { effectiveLanguage } from '../../syntax/languages';
import { partsOf, refuse, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(`\\bSystem\\.getenv\\(\\s{0,8}(?:"(?<name>${NAME})"\\s{0,8}\\)|\\)\\s{0,8}\\[\\s{0,8}"(?<name2>${NAME})"\\s{0,8}\\])`, 'dg');

function emit(place: Place, variable: string): Emission {
  const text = place.document.text;
  const system = /\b(?:class|interface|object)\s+System\b/.test(text) ? 'java.lang.System' : 'System';
  // Where the file has a function of that name, it may do something else.
  const isTaken = /\bfun\s+(?:[\w.<>]+\.)?error\s*\(|^import\s+[\w.]+\.error\b/m.test(text);
  const failing = isTaken ? `throw IllegalStateException("${variable} is not set")` : `error("${variable} is not set")`;
  const read = `${system}.getenv("${variable}") ?: ${failing}`;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, place.operand === true ? `(${read})` : read)], needs: [] };
  if (partsOf(place).isWhole) return { edits: [replace(place.whole, place.operand === true ? `(${read})` : read)], needs: [] };
  if (place.format === true && place.decoded.includes('%')) return refuse('cannot-decode');
  return { edits: [replace(place.value, `\${${read}}`)], needs: [] };
}

/** Kotlin on the JVM: `System.getenv`, and an error where that gives nothing. */
export const kotlin: ReferenceSyntax = {
  id: 'kotlin',
  appliesTo: (document) => effectiveLanguage(document) === 'kotlin',
  recognise: (document) => recogniseBy(document, 'System.getenv', READ),
  emit,
};
