/**
 * A name that is not UTF-8, as a string: each byte that is none becomes a lone surrogate, U+DC80 to U+DCFF (as Python's `surrogateescape`), which no
 * name in UTF-8 has. So paths stay strings on their way, and `fileSystemPath` leads back to the file.
 */
export function pathFromBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  let path = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    path += length === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + length);
    at += Math.max(1, length);
  }
  return path;
}

/** Bytes of the character in UTF-8 that begins at `at`; 0 where none does. */
function sequenceAt(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4; length++) {
    const part = bytes.subarray(at, at + length);
    if (part.length === length && Buffer.from(part.toString('utf8')).equals(part)) return length;
  }
  return 0;
}

/** A path as text that somebody may read or encode: what is no character is U+FFFD. */
export const wellFormed = (path: string): string => (/[\udc80-\udcff]/.test(path) ? path.replace(/\p{Surrogate}/gu, '\ufffd') : path);

/** What the file system is to be asked for: the path itself, or its bytes where `pathFromBytes` made it of what is not UTF-8. */
export const fileSystemPath = (path: string): string | Buffer => (/[\udc80-\udcff]/.test(path) ? bytesOfPath(path) : path);

/** The bytes of a path. */
export function bytesOfPath(path: string): Buffer {
  // A pair of surrogates is one character; one alone is a byte.
  const parts = path.match(/[\ud800-\udbff][\udc00-\udfff]|[\udc80-\udcff]|[^\ud800-\udfff]+|[^]/g) ?? [];
  return Buffer.concat(parts.map((part) => (/^[\udc80-\udcff]$/.test(part) ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part, 'utf8'))));
}
