import { expect } from 'vitest';
import type { Document } from '../../server/src/base/document';
import type { Candidate } from '../../server/src/checks/credential/candidate';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';
import { passwordFamily } from '../../server/src/checks/credential/assignment/family';

/** A password as a person makes one, and a token as a generator makes one; put together here so that nothing in the repository looks like either. */
export const PASSWORD = ['Kw7', 'rub', 'Qx2', 'pz'].join('');
export const TOKEN = ['q8Zk3', 'Vt0pL', 'x9Rm2', 'Ws7Yd', 'b4Hf'].join('');

export const prefilter = new Prefilter([passwordFamily]);

/** What is found in a text; and as a scan of files finds it, which leaves out at once the names behind which its bytes show no value: that must be the same. */
export function candidates(text: string, file: string): readonly Candidate[] {
  const document = documentOf(text, file);
  const found = detected(document);
  expect(sieved(document)).toEqual(found);
  return found;
}

export const documentOf = (text: string, file: string): Document => ({ uri: `file:///work/${file}`, version: 1, languageId: 'plaintext', text });

/** What is found in a text of all its hits. */
export function detected(document: Document): readonly Candidate[] {
  const hits = prefilter.hits(document.text)[0];
  return hits === undefined || hits.length === 0 ? [] : passwordFamily.detect(document, hits);
}

/** What is found of the hits in the bytes that the sieve lets pass. Of a text that is not ASCII, whose hits stand elsewhere, all or nothing. */
export function sieved(document: Document): readonly Candidate[] {
  const { text } = document;
  const bytes = Buffer.from(text);
  const hits = prefilter.hitsInBytes(bytes)?.[0] ?? new Int32Array();
  const left = passwordFamily.sieve?.(bytes, hits, document) ?? hits;
  if (left.length === 0) return [];
  return passwordFamily.detect(document, bytes.length === text.length ? left : (prefilter.hits(text)[0] ?? left));
}

/** `§` stands for a password, `¤` for a token. */
export const fill = (text: string): string => text.replaceAll('§', PASSWORD).replaceAll('¤', TOKEN);

/** The values that are reported as real or likely, in order of place. */
export const reported = (text: string, file: string): string[] =>
  [...candidates(text, file)]
    .filter(({ grade }) => grade !== 'placeholder')
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span }) => text.slice(span.start, span.end));
