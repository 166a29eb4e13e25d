import type { Document } from '../base/document';
import type { Reference } from './referenceSyntax';

/** A name as programs read it from their environment. */
export const NAME = '[A-Za-z_][A-Za-z0-9_]{0,63}';
/** Variables that people write in capitals: in shell and configuration files other names are the file's own. */
export const CONSTANT_NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;

export const environmentReference = (start: number, end: number, name: string, fallback?: { start: number; end: number }): Reference => ({
  span: { start, end },
  target: fallback === undefined ? { kind: 'environment', name } : { kind: 'environment', name, fallback },
});

/** Matches of a global pattern whose group `name` is the variable and whose group `fallback` (with flag `d`) is a literal default. Linear where the pattern is. */
export function recogniseBy(document: Document, hint: string, pattern: RegExp, accept: (name: string) => boolean = () => true): Reference[] {
  if (!document.text.includes(hint)) return [];
  const found: Reference[] = [];
  for (const match of document.text.matchAll(pattern)) {
    const name = match.groups?.name ?? match.groups?.name2;
    if (name === undefined || !accept(name)) continue;
    const at = match.indices?.groups?.fallback;
    const fallback = at === undefined ? undefined : { start: at[0], end: at[1] };
    found.push(environmentReference(match.index, match.index + match[0].length, name, fallback));
  }
  return found;
}
