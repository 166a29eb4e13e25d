import type { StoreTarget } from '../../base/address';
import type { Document } from '../../base/document';
import type { Reference, ReferenceSyntax } from '../referenceSyntax';

/** Longest reference read, in UTF-16 code units. */
const LONGEST = 2048;

/**
 * One reference inside a text, by vals' own expression (`DefaultRefRegexp`): no `+`, blank or line end inside, `"` and `,` not at the end,
 * a `+` at the end closes it. Nothing can fail after the last run, so it is linear.
 */
const EMBEDDED = /(?:secret)?ref\+[A-Za-z0-9][A-Za-z0-9._-]{0,31}:\/\/[^+\s"'`<>\\]+/g;
const WHOLE = /^(?:secret)?ref\+([A-Za-z0-9][A-Za-z0-9._-]{0,31}):\/\/([^+\s"#?]*)(?:\?([^+\s"#]*))?(?:#([^+\s"]*))?\+?$/;

/** What an address may not hold after decoding: controls would end a line or a header, and a lone half of a pair is no text. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

function decode(part: string): string | undefined {
  let text: string;
  try {
    text = decodeURIComponent(part);
  } catch {
    return undefined;
  }
  return UNSAFE.test(text) ? undefined : text;
}

function decodeParameters(query: string): Map<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = decode(at < 0 ? '' : pair.slice(at + 1));
    // A parameter given twice has two meanings: which one counts would depend on the reader.
    if (name === undefined || value === undefined || name === '' || parameters.has(name)) return undefined;
    parameters.set(name, value);
  }
  return parameters;
}

/**
 * Reads `ref+scheme://path?parameters#/fragment` (or `secretref+…`), the whole text. Segments of the fragment are split first and decoded
 * then, so that `%2F` is a slash inside a key. Undefined where the text is no such reference. Opens and resolves nothing.
 */
export function parseReference(text: string): StoreTarget | undefined {
  if (text.length > LONGEST) return undefined;
  const match = WHOLE.exec(text);
  if (match === null) return undefined;
  const path = decode(match[2] ?? '');
  const parameters = decodeParameters(match[3] ?? '');
  const written = (match[4] ?? '').replace(/^\//, '');
  const fragment = written === '' ? [] : written.split('/').map(decode);
  if (path === undefined || path === '' || parameters === undefined || fragment.length > 64) return undefined;
  const keys = fragment.filter((key) => key !== undefined).filter((key) => key !== '');
  if (keys.length !== fragment.length) return undefined;
  return { kind: 'store', scheme: match[1] ?? '', path, fragment: keys, parameters };
}

/** Percent-encodes all but RFC 3986's unreserved characters: vals' expression and Go's URL parser then read it as it was meant. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The reference to a key of a SOPS file, as vals and `parseReference` read it. `file` is relative to the declaring file, with slashes;
 * `key` is one root key, or the keys from the root. A first segment that Go would misread as a host gets `./` before it.
 */
export function formatSopsReference(file: string, key: string | readonly string[]): string {
  const segments = file.split('/').map(encode);
  const first = segments[0] ?? '';
  const path = /^[A-Za-z0-9._~-]+$/.test(first) ? segments.join('/') : `./${segments.join('/')}`;
  const keys = typeof key === 'string' ? [key] : key;
  return `ref+sops://${path}#/${keys.map(encode).join('/')}`;
}

/** References in any text, whatever its language. */
export const vals: ReferenceSyntax = {
  id: 'vals',
  appliesTo: () => true,
  recognise({ text }: Document): readonly Reference[] {
    if (!text.includes('ref+')) return [];
    const found: Reference[] = [];
    for (const match of text.matchAll(EMBEDDED)) {
      // Closing punctuation of a sentence or a call around it belongs to the text, not to the reference.
      const written = match[0].replace(/[.,;:)\]}]+$/, '');
      const target = parseReference(written);
      if (target !== undefined) found.push({ span: { start: match.index, end: match.index + written.length }, target });
    }
    return found;
  },
};
