import { readerOf } from '../../syntax/resolvedFiles';
import { refuse } from '../emission';
import type { Reference, ReferenceSyntax } from '../referenceSyntax';

const SECRET = /\$\{\{[ \t]{0,8}secrets(?:\.([A-Za-z_][A-Za-z0-9_]{0,127})|\[[ \t]{0,8}'([^'\r\n]{1,128})'[ \t]{0,8}\])[^{}\r\n]{0,200}\}\}/g;

/** Workflows of GitHub and its kin: the service that runs them holds their secrets. */
export const githubActions: ReferenceSyntax = {
  id: 'githubActions',
  appliesTo: (document) => readerOf(document) === 'workflow',
  recognise({ text }): readonly Reference[] {
    return [...text.matchAll(SECRET)].map((match) => ({
      span: { start: match.index, end: match.index + match[0].length },
      target: { kind: 'named', system: 'github-actions', name: match[1] ?? match[2] ?? '' },
    }));
  },
  emit: () => refuse('workflow'),
};
