import type { Document } from '../base/document';
import { effectiveLanguage } from './languages';

/** Languages whose files hold scripts between tags. */
const HOLDERS: ReadonlySet<string> = new Set(['vue', 'svelte']);
const BLOCK = /<script\b[^>]{0,400}>([\s\S]*?)<\/script\s*>/gi;
/** Blocks of one file that are read, at most. */
const MOST_BLOCKS = 8;

/** True for a component whose logic stands in `<script>`. */
export const holdsScripts = (document: Pick<Document, 'uri' | 'languageId'>): boolean => HOLDERS.has(effectiveLanguage(document));

/**
 * The scripts of a Vue or Svelte component as a TypeScript document of the same length, everything else blanked: offsets and lines are those of
 * the component. Any other document is given back as it is.
 */
export function scriptsOf(document: Document): Document {
  if (!holdsScripts(document)) return document;
  const { text } = document;
  let made = '';
  let at = 0;
  let blocks = 0;
  for (const match of text.matchAll(BLOCK)) {
    if (blocks++ >= MOST_BLOCKS) break;
    const [whole, script = ''] = match;
    const start = match.index + whole.indexOf('>') + 1;
    made += blank(text.slice(at, start)) + script;
    at = start + script.length;
  }
  return { ...document, uri: `${document.uri}.ts`, languageId: 'typescript', text: made + blank(text.slice(at)) };
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
