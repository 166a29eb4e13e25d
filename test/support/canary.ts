import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** A value that nobody can guess, in the shape of a password: letters, digits and characters that JSON, percent and shell forms must escape. */
export function makeCanary(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const body = Array.from(randomBytes(20), (byte) => letters[byte % letters.length]).join('');
  return `${body.slice(0, 10)}/${body.slice(10)}`;
}

/** Base64 of `value` as it looks inside a longer text, at each of the three offsets: the characters that do not depend on the neighbours. */
function base64Forms(value: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), value])
      .toString('base64')
      .replace(/=+$/, '');
    const skip = offset === 0 ? 0 : offset + 1;
    const whole = Math.floor(((value.length + offset) * 8) / 6);
    return encoded.slice(skip, whole);
  });
}

/** Every form in which a value could stand in a message, file or argument. */
export function formsOf(value: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(value);
  const forms = new Map<string, Buffer>([
    ['plain', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(value))],
    ['percent, all', Buffer.from(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))],
    ['JSON', Buffer.from(JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'))],
    ['UTF-16LE', Buffer.from(value, 'utf16le')],
    ['UTF-16BE', Buffer.from(value, 'utf16le').swap16()],
  ]);
  base64Forms(bytes).forEach((form, offset) => {
    forms.set(`base64 at ${offset}`, Buffer.from(form));
    forms.set(`base64url at ${offset}`, Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_')));
  });
  return forms;
}

export interface Leak {
  readonly where: string;
  readonly form: string;
  /** Which canary, by its index: the value itself is not repeated in a test's output. */
  readonly canary: number;
}

/** Looks for the canaries in all their forms, and inside gzip, deflate and brotli where the bytes are such. */
export function searchBytes(where: string, bytes: Buffer, canaries: readonly string[]): Leak[] {
  const leaks: Leak[] = [];
  for (const [layer, content] of unpacked(bytes)) {
    canaries.forEach((value, canary) => {
      for (const [form, needle] of formsOf(value)) if (content.includes(needle)) leaks.push({ where, form: layer + form, canary });
    });
  }
  return leaks;
}

function unpacked(bytes: Buffer): [string, Buffer][] {
  const layers: [string, Buffer][] = [['', bytes]];
  for (const [name, unpack] of [
    ['gzip: ', gunzipSync],
    ['deflate: ', inflateSync],
    ['brotli: ', brotliDecompressSync],
  ] as const) {
    if (name === 'gzip: ' && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) continue;
    try {
      layers.push([name, unpack(bytes, { maxOutputLength: 1 << 26 })]);
    } catch {
      // Not of this kind.
    }
  }
  return layers;
}

/** Searches every regular file below a folder, and the names of the files themselves. Throws where a file cannot be read: not seen is not clean. */
export function searchFolder(folder: string, canaries: readonly string[], skip: (path: string) => boolean = () => false): Leak[] {
  const leaks: Leak[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    leaks.push(...searchBytes(`name of ${folder}`, Buffer.from(entry.name), canaries));
    if (skip(path)) continue;
    if (entry.isDirectory()) leaks.push(...searchFolder(path, canaries, skip));
    else if (entry.isFile() && lstatSync(path).size > 0) leaks.push(...searchBytes(path, readFileSync(path), canaries));
  }
  return leaks;
}
