import type { Document } from '../../base/document';
import { effectiveLanguage } from '../../syntax/languages';
import { contentOf, escapeBefore, partsOf, refuse, replace, textAt } from '../emission';
import { environmentReference, NAME, recogniseBy } from '../recognition';
import type { Emission, Place, Reference, ReferenceSyntax } from '../referenceSyntax';

const READ = new RegExp(
  `\\bprocess\\.env(?:\\.(?<name>${NAME})\\b|\\[\\s{0,8}(?<q>["'\`])(?<name2>${NAME})\\k<q>\\s{0,8}\\])(?:\\s{0,40}(?:\\|\\||\\?\\?)\\s{0,40}(?<q2>["'\`])(?<fallback>[^"'\`\\\\\\r\\n]+)\\k<q2>)?`,
  'dg',
);
/** `const { A, B: b = … } = process.env` */
const DESTRUCTURED = /\{([^{}]+)\}\s{0,40}=\s{0,40}process\.env\b(?!\s{0,8}[.[])/dg;

function destructured({ text }: Document): Reference[] {
  const found: Reference[] = [];
  if (!text.includes('process.env')) return found;
  for (const match of text.matchAll(DESTRUCTURED)) {
    const [start] = match.indices?.[1] ?? [0];
    for (const part of (match[1] ?? '').matchAll(/(?:^|,)\s*([A-Za-z_]\w{0,63})\b/g)) {
      const name = part[1] ?? '';
      const at = start + part.index + part[0].length - name.length;
      found.push(environmentReference(at, at + name.length, name));
    }
  }
  return found;
}

/** The quote that the file uses more. */
function quoteOf(place: Place): string {
  if (place.context === 'expression' && (place.open === '"' || place.open === "'")) return place.open;
  const head = place.document.text.slice(0, 50_000);
  return (head.match(/'/g) ?? []).length > (head.match(/"/g) ?? []).length ? "'" : '"';
}

function emit(place: Place, variable: string): Emission {
  const quote = quoteOf(place);
  const read = `process.env.${variable} ?? (() => { throw new Error(${quote}${variable} is not set${quote}); })()`;
  const { before, after, isWhole } = partsOf(place);
  const guard = place.startsStatement === true ? ';' : '';
  if (place.context === 'jsx-attribute') {
    if (isWhole) return { edits: [replace(place.whole, `{${read}}`)], needs: [] };
    // A JSX attribute has entities and no escapes; a template has escapes and no entities.
    if (/[&\\`\r\n]|\$\{/.test(textAt(place, before) + textAt(place, after))) return refuse('quoting');
    return { edits: intoTemplate(place, read, '{', '}'), needs: [] };
  }
  if (place.fallback !== undefined || isWhole) {
    const text = place.operand === true ? `${guard}(${read})` : read;
    return { edits: [replace(place.fallback?.span ?? place.whole, text)], needs: [] };
  }
  if (place.context === 'template') return { edits: [replace(place.value, `\${${read}}`)], needs: [] };
  // Octal escapes exist in quotes only.
  if (/\\(?:[1-9]|0[0-9])/.test(textAt(place, before) + textAt(place, after))) return refuse('quoting');
  return { edits: intoTemplate(place, read, guard, ''), needs: [] };
}

/** `"a…b"` becomes `` `a${read}b` `` by edits at the quotes, the value, and what a template would read otherwise. */
function intoTemplate(place: Place, read: string, start: string, end: string): { span: { start: number; end: number }; newText: string }[] {
  const { before, after } = partsOf(place);
  const content = contentOf(place);
  const special = /\\[\s\S]|`|\$(?=\{)/g;
  return [
    replace({ start: place.whole.start, end: content.start }, `${start}\``),
    ...escapeBefore(place, before, special, '\\'),
    replace(place.value, `\${${read}}`),
    ...escapeBefore(place, after, special, '\\'),
    replace({ start: content.end, end: place.whole.end }, `\`${end}`),
  ];
}

/** JavaScript and TypeScript: `process.env`. */
export const javascript: ReferenceSyntax = {
  id: 'javascript',
  appliesTo: (document) => /^(?:javascript|typescript)(?:react)?$|^(?:vue|svelte)$/.test(effectiveLanguage(document)),
  recognise: (document) => [...recogniseBy(document, 'process.env', READ), ...destructured(document)],
  emit,
};
