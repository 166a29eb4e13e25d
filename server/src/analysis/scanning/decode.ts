import { isUtf8 } from 'node:buffer';

/** How a file's bytes become text. `bom` says whether a byte-order mark stood in front; it is kept in the text as U+FEFF. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** As VS Code guesses: without a mark, NULs at only odd (or only even) places of the first 512 bytes mean UTF-16 LE (or BE). */
const PROBE = 512;

/** The encoding of a text file, or undefined where it is binary. */
export function detectEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  const probe = Math.min(PROBE, bytes.length);
  for (let at = 0; at < probe; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  if (even + odd > 0) {
    if (even === 0 && odd >= probe / 4) return 'utf-16le';
    if (odd === 0 && even >= probe / 4) return 'utf-16be';
    return undefined;
  }
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  return 'utf-8';
}

/** The text of a file's bytes, its byte-order mark kept; undefined where the file is binary. What is not UTF-8 is read as Latin-1, so that its ASCII is still seen. */
export function decodeText(bytes: Buffer): string | undefined {
  const encoding = detectEncoding(bytes);
  if (encoding === undefined) return undefined;
  if (encoding === 'utf-16le') return bytes.toString('utf16le', 0, bytes.length & ~1);
  if (encoding === 'utf-16be')
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
