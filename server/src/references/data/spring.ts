import { readerOf } from '../../syntax/resolvedFiles';
import { refuse } from '../emission';
import { CONSTANT_NAME, recogniseBy } from '../recognition';
import type { ReferenceSyntax } from '../referenceSyntax';
import { emitInScalar } from '../scalar';

const PLACEHOLDER = /(?<![\\$])\$\{(?<name>[A-Za-z_][A-Za-z0-9_]{0,63})(?::(?<fallback>[^{}\r\n]{1,200}))?\}/dg;

/** Spring Boot's `application*` and `bootstrap*` files: `${NAME}`, which stops the start where nothing gives it. */
export const spring: ReferenceSyntax = {
  id: 'spring',
  appliesTo: (document) => readerOf(document) === 'spring',
  recognise: (document) => recogniseBy(document, '${', PLACEHOLDER, (name) => CONSTANT_NAME.test(name)),
  emit(place, variable) {
    // A property that asks for itself is circular (Spring: "Circular placeholder reference").
    if ((place.path ?? []).join('.') === variable) return refuse('name');
    return emitInScalar(place, `\${${variable}}`);
  },
};
