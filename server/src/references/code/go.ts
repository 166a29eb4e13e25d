import { effectiveLanguage } from '../../syntax/languages';
import { concatenate, layoutAt, partsOf, refuse, replace } from '../emission';
import { NAME, recogniseBy } from '../recognition';
import type { Emission, Place, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\(\\s{0,8}["\`](?<name>${NAME})["\`]\\s{0,8}\\)`, 'dg');

/** An expression that fails where the variable is not set, over lines as gofmt lays it out. */
function readOf(variable: string, indent: string, lineEnd: string): string {
  const lines = ['func() string {', `\tv, ok := os.LookupEnv("${variable}")`, '\tif !ok {', `\t\tpanic("${variable} is not set")`, '\t}', '\treturn v', '}()'];
  return lines.join(`${lineEnd}${indent}`);
}

function emit(place: Place, variable: string): Emission {
  const needs = [{ kind: 'import', language: 'go', module: 'os' }] as const;
  const { indent, lineEnd } = layoutAt(place.document.text, place.whole.start);
  const read = readOf(variable, indent, lineEnd);
  const { isWhole } = partsOf(place);
  const type = place.declaredType;
  if (place.fallback !== undefined) return { edits: [replace(place.fallback.span, read)], needs };
  // As an operand, the constant had taken the type of the others; what that is cannot be seen here.
  if (isWhole) return { edits: [replace(place.whole, type === undefined ? read : `${type}(${read})`)], needs };
  if (place.format === true && place.decoded.includes('%')) return refuse('cannot-decode');
  const around: [string, string] = type !== undefined ? [`${type}(`, ')'] : place.operand === true ? ['(', ')'] : ['', ''];
  return { edits: concatenate(place, read, ...around), needs };
}

/** Go: `os.LookupEnv`. */
export const go: ReferenceSyntax = {
  id: 'go',
  appliesTo: (document) => effectiveLanguage(document) === 'go',
  recognise: (document) => recogniseBy(document, 'os.', READ),
  emit,
};
