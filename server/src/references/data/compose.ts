import { readerOf } from '../../syntax/resolvedFiles';
import { CONSTANT_NAME, recogniseBy } from '../recognition';
import type { ReferenceSyntax } from '../referenceSyntax';
import { emitInScalar } from '../scalar';

const INTERPOLATION =
  /(?<!\$)(?:\$\$)*\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]{0,63})(?::?-(?<fallback>[^{}$\r\n]{1,200})|:?[-?+][^{}$\r\n]{0,200})?\}|(?<name2>[A-Za-z_][A-Za-z0-9_]{0,63}))/dg;

/** Compose files: `${NAME:?…}`, which Compose refuses to start without; a bare `${NAME}` would become an empty text with a warning. */
export const compose: ReferenceSyntax = {
  id: 'compose',
  appliesTo: (document) => readerOf(document) === 'compose',
  recognise: (document) => recogniseBy(document, '$', INTERPOLATION, (name) => CONSTANT_NAME.test(name)),
  emit: (place, variable) => emitInScalar(place, `\${${variable}:?${variable} is not set}`),
};
