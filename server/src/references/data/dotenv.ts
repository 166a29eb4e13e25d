import { dotenvEntries } from '../../syntax/data/dotenv';
import { readerOf } from '../../syntax/resolvedFiles';
import { refuse, replace } from '../emission';
import type { ReferenceSyntax } from '../referenceSyntax';

/** `.env` files: the line moves into the manifest and goes, with the comment behind it. Programs read the line's own name, so that is the variable. */
export const dotenv: ReferenceSyntax = {
  id: 'dotenv',
  appliesTo: (document) => readerOf(document) === 'dotenv',
  recognise: () => [],
  emit(place, variable) {
    if (place.path?.[0] !== variable) return refuse('name');
    for (const entry of dotenvEntries(place.document.text)) if (entry.whole.start === place.whole.start) return { edits: [replace(entry.line, '')], needs: [] };
    return refuse('not-parsed');
  },
};
