import type { Document } from '../base/document';
import { fileNameOf } from './languages';

/** Files whose reader is known by their name, and what it does with a `${NAME}` in a value. */
export type FileReader = 'spring' | 'compose' | 'dotenv' | 'dotenv-template' | 'workflow' | 'manifest';

/** The reader of a data file, or undefined where nobody is known to put values in. */
export function readerOf(document: Pick<Document, 'uri'>): FileReader | undefined {
  const name = fileNameOf(document.uri);
  if (/^(?:application|bootstrap)(?:-[\w.-]{1,64})?\.(?:ya?ml|properties)$/.test(name)) return 'spring';
  if (/^(?:docker-)?compose(?:[.-][\w.-]{1,64})?\.ya?ml$/.test(name)) return 'compose';
  if (/^tacit\.env(?:\.[\w-]+)?\.yaml$/.test(name)) return 'manifest';
  if (/\/\.(?:github|gitea|forgejo)\/(?:workflows\/[^/?#]*|actions\/[^?#]*)\.ya?ml$/.test(document.uri) || /^action\.ya?ml$/.test(name)) return 'workflow';
  if (/^\.env(?:[.-].{0,64})?\.?(?:example|sample|template|dist|schema|defaults?)$/i.test(name)) return 'dotenv-template';
  if (/^\.env(?:\.[\w.-]{1,64})?$/.test(name) || /^[\w.-]{1,64}\.env$/.test(name)) return 'dotenv';
  return undefined;
}

/**
 * What the file's reader makes of a decoded value: Compose undoes `$$`. Undefined where the reader would put something in, so that the text
 * is not the value.
 */
export function asRead(document: Pick<Document, 'uri'>, decoded: string): string | undefined {
  switch (readerOf(document)) {
    case 'spring':
      return /[$#]\{/.test(decoded) ? undefined : decoded;
    case 'compose':
      return /\$(?![$])/.test(decoded.replaceAll('$$', '')) ? undefined : decoded.replaceAll('$$', '$');
    case 'workflow':
      return decoded.includes('${{') ? undefined : decoded;
    default:
      return decoded;
  }
}
