import { detectEncoding, type Encoding } from '../../analysis/scanning/decode';
import { fail } from '../../base/errors';

export interface DecodedFile {
  /** A byte-order mark is kept as U+FEFF, as the scan keeps it, so that both count the same offsets. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** The bytes of a text; a byte-order mark is in the text. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'latin1':
      return Buffer.from(text, 'latin1');
  }
}

/**
 * A file's text in UTF-8 or UTF-16. Throws `FileUnsafe` (`encoding`) where the file is binary or writing the text back would not give the
 * same bytes: an edit of such a file would change more than it says.
 */
export function decodeFile(bytes: Buffer, path: string): DecodedFile {
  const encoding = detectEncoding(bytes);
  if (encoding === undefined || encoding === 'latin1') return fail({ code: 'FileUnsafe', path, because: 'encoding' });
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  const text = encoding === 'utf-8' ? bytes.toString('utf8') : (encoding === 'utf-16le' ? even : even.swap16()).toString('utf16le');
  return encodeText(text, encoding).equals(bytes) ? { text, encoding } : fail({ code: 'FileUnsafe', path, because: 'encoding' });
}
