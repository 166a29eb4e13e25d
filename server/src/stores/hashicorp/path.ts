import { fail } from '../../base/errors';
import { steersPrograms } from '../../base/names';

/** A place in a KV v2 mount: a secret's path as the server writes it, and the key (and keys below it) inside of the secret. */
export interface Place {
  readonly secret: string;
  readonly keys: readonly string[];
}

/** What no segment may hold: controls would end a line or a header, and a lone half of a pair is no text. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Surrogate}]/u;
/** Longest path that is sent, in UTF-16 code units. */
const LONGEST = 1024;
/** How names are made: what is there already is read as it stands (DESIGN §4). */
const NEW_SEGMENT = /^[A-Za-z0-9_.-]{1,255}$/;
/** The server would take a dot at the end of a path for something else than a name, and some clients cut it off. */
const ENDS_IN_DOT = /\.$/;

const escape = (text: string, characters: RegExp): string =>
  text.replace(characters, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function unescape(text: string): string {
  return text.replace(/%(23|25|2F)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/**
 * A path of the port: `folder/secret#key`, keys below one joined by `/`. `#` and `%` in names are percent-encoded, `/` too in keys. A secret
 * as the folder of its keys ends in `#`; a folder has none.
 */
export function formatPath({ secret, keys }: Place): string {
  return `${escape(secret, /[#%]/g)}#${keys.map((key) => escape(key, /[#%/]/g)).join('/')}`;
}

/** Reads a path of the port. Throws `NameInvalid` where it is none. */
export function parsePath(path: string, field: readonly string[] = []): Place {
  const at = path.indexOf('#');
  const secret = unescape(at < 0 ? path : path.slice(0, at));
  const written = at < 0 ? '' : path.slice(at + 1);
  const keys = [...(written === '' ? [] : written.split('/').map(unescape)), ...field];
  if (!isSafePath(secret) || !keys.every((key) => key !== '' && !UNSAFE.test(key))) return fail({ code: 'NameInvalid', name: path, because: 'syntax' });
  return { secret, keys };
}

/** True where every segment can be sent as it is meant: none empty, none that the server or a proxy would take for a step (`.`, `..`). */
export function isSafePath(path: string): boolean {
  return path.length <= LONGEST && !ENDS_IN_DOT.test(path) && path.split('/').every((segment) => isSafeSegment(segment));
}

export const isSafeSegment = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && !segment.includes('/') && !UNSAFE.test(segment);

/** Percent-encodes each segment of a safe path. Throws `NameInvalid` for any other: what is not encoded could name another endpoint. */
export function encodePath(path: string): string {
  if (!isSafePath(path)) return fail({ code: 'NameInvalid', name: path, because: 'syntax' });
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/');
}

/** Throws `NameInvalid` where a new secret may not have this name. A key may become a variable by other tools, so it may not steer programs. */
export function assertNewName(path: string, { secret, keys }: Place): void {
  const [key = ''] = keys;
  const sound = secret.split('/').every((segment) => NEW_SEGMENT.test(segment)) && keys.length === 1 && NEW_SEGMENT.test(key) && !/^\.+$/.test(key);
  if (!sound) fail({ code: 'NameInvalid', name: path, because: 'syntax' });
  if (key === '__proto__') fail({ code: 'NameInvalid', name: path, because: 'reserved' });
  if (steersPrograms(key)) fail({ code: 'NameInvalid', name: path, because: 'steers-programs' });
}
