import { fail } from '../base/errors';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export interface DecodedFile {
  /** Without the byte-order mark, as editors give it. */
  readonly text: string;
  readonly encoding: Encoding;
}

const swap = (bytes: Uint8Array): Buffer => Buffer.from(bytes).swap16();

function detect(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8-bom';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The bytes of a text in an encoding, with its byte-order mark. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8-bom':
      return Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from(text, 'utf8')]);
    case 'utf-16le':
      return Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
    case 'utf-16be':
      return Buffer.concat([Buffer.of(0xfe, 0xff), swap(Buffer.from(text, 'utf16le'))]);
  }
}

/**
 * A file's text by its byte-order mark, else UTF-8. Throws `FileUnsafe` (`unreadable`) where writing the text back would not give the same
 * bytes: an edit of such a file would change more than it says.
 */
export function decodeFile(bytes: Uint8Array, path: string): DecodedFile {
  const encoding = detect(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if ((encoding === 'utf-16le' || encoding === 'utf-16be') && buffer.length % 2 !== 0) return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  const text =
    encoding === 'utf-8'
      ? buffer.toString('utf8')
      : encoding === 'utf-8-bom'
        ? buffer.subarray(3).toString('utf8')
        : (encoding === 'utf-16le' ? buffer : swap(buffer)).subarray(2).toString('utf16le');
  if (!encodeText(text, encoding).equals(buffer)) return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  return { text, encoding };
}
