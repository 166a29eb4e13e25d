import type { Document } from '../../server/src/base/document';
import type { Candidate } from '../../server/src/checks/credential/candidate';
import { Prefilter } from '../../server/src/checks/credential/prefilter';
import { passwordFamily } from '../../server/src/checks/credential/assignment/family';

/** A password as a person makes one, and a token as a generator makes one; put together here so that nothing in the repository looks like either. */
export const PASSWORD = ['Kw7', 'rub', 'Qx2', 'pz'].join('');
export const TOKEN = ['q8Zk3', 'Vt0pL', 'x9Rm2', 'Ws7Yd', 'b4Hf'].join('');

const prefilter = new Prefilter([passwordFamily]);

export function candidates(text: string, file: string): readonly Candidate[] {
  const document: Document = { uri: `file:///work/${file}`, version: 1, languageId: 'plaintext', text };
  const hits = prefilter.hits(text)[0];
  return hits === undefined ? [] : passwordFamily.detect(document, hits);
}

/** `§` stands for a password, `¤` for a token. */
export const fill = (text: string): string => text.replaceAll('§', PASSWORD).replaceAll('¤', TOKEN);

/** The values that are reported as real or likely, in order of place. */
export const reported = (text: string, file: string): string[] =>
  [...candidates(text, file)]
    .filter(({ grade }) => grade !== 'placeholder')
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span }) => text.slice(span.start, span.end));
