import type { Document } from '../base/document';
import { effectiveLanguage, fileNameOf, scriptLanguage } from './languages';
import { isNotebook, notebookCode } from './notebook';

/** Languages whose files hold scripts between tags. */
const HOLDERS: ReadonlySet<string> = new Set(['vue', 'svelte']);
const OPENING = /<script\b[^>]{0,400}>/gi;
const CLOSING = /<\/script\s{0,100}>/gi;
/** Blocks of one file that are read, at most. */
const MOST_BLOCKS = 8;

/** True for a component whose logic stands in `<script>`, and for a notebook, whose code stands in its cells. */
export const holdsScripts = (document: Pick<Document, 'uri' | 'languageId'>): boolean => HOLDERS.has(effectiveLanguage(document)) || isNotebook(document.uri);

/**
 * The scripts of a Vue or Svelte component as a TypeScript document of the same length, everything else blanked: offsets and lines are those of
 * the component; the cells of a notebook as a Python document of the same length, whose offsets are those of the file; a file without an extension as what its first line says (`#!/usr/bin/env ruby`). Any other document is given back as it is.
 */
export function scriptsOf(document: Document): Document {
  const { text } = document;
  if (!holdsScripts(document)) {
    const isScript = text.startsWith('#!') && effectiveLanguage(document) === 'plaintext' && !fileNameOf(document.uri).includes('.');
    const languageId = isScript ? scriptLanguage(text) : undefined;
    return languageId === undefined ? document : { uri: document.uri, version: document.version, languageId, text };
  }
  if (isNotebook(document.uri)) {
    const code = notebookCode(text);
    return code === undefined ? document : { ...document, uri: `${document.uri}.py`, languageId: 'python', text: code };
  }
  let made = '';
  let at = 0;
  for (let block = 0; block < MOST_BLOCKS; block++) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (opening === null) break;
    const start = opening.index + opening[0].length;
    CLOSING.lastIndex = start;
    const closing = CLOSING.exec(text);
    // What nobody closes is no block, nor is any behind it.
    if (closing === null) break;
    made += blank(text.slice(at, start)) + text.slice(start, closing.index);
    at = closing.index;
  }
  return { ...document, uri: `${document.uri}.ts`, languageId: 'typescript', text: made + blank(text.slice(at)) };
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
