import { createCipheriv, createDecipheriv, createHash, type Hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { fail } from '../../base/errors';
import type { ScalarNode } from './tree';

/** SOPS's data key: 32 bytes for AES-256-GCM; its IVs have 32 bytes too (field/servers.md §6). */
export const DATA_KEY_LENGTH = 32;
const IV_LENGTH = 32;
const TAG_LENGTH = 16;

export type ValueType = 'str' | 'int' | 'float' | 'bool' | 'bytes' | 'time' | 'comment';

const ENCRYPTED = /^ENC\[AES256_GCM,data:([A-Za-z0-9+/=]*),iv:([A-Za-z0-9+/=]+),tag:([A-Za-z0-9+/=]+),type:(str|int|float|bool|bytes|time|comment)\]$/;

export interface Plain {
  readonly type: ValueType;
  readonly bytes: Buffer;
}

export const looksEncrypted = (text: string): boolean => text.startsWith('ENC[AES256_GCM,');

/** The additional data of a value: its keys, each followed by a colon; list indexes add nothing. */
export const additionalData = (keys: readonly string[]): string => `${keys.join(':')}:`;

export function encryptValue(plain: Plain, key: Uint8Array, additional: string): string {
  if (plain.bytes.length === 0 && plain.type === 'str') return '';
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(additional));
  const data = Buffer.concat([cipher.update(plain.bytes), cipher.final()]);
  return `ENC[AES256_GCM,data:${data.toString('base64')},iv:${iv.toString('base64')},tag:${cipher.getAuthTag().toString('base64')},type:${plain.type}]`;
}

/** Throws `StoreMalformed` where the text has not SOPS's form, `StoreTampered` where it does not authenticate. */
export function decryptValue(text: string, key: Uint8Array, additional: string, store: string): Plain {
  if (text === '') return { type: 'str', bytes: Buffer.alloc(0) };
  const match = ENCRYPTED.exec(text);
  if (match === null) return fail({ code: 'StoreMalformed', store });
  const [iv, tag] = [Buffer.from(match[2] ?? '', 'base64'), Buffer.from(match[3] ?? '', 'base64')];
  // A short tag would make a forgery cheap; sops itself writes 16 bytes. It reads IVs of any length, and so do we.
  if (tag.length !== TAG_LENGTH || iv.length < 12 || iv.length > 64) return fail({ code: 'StoreMalformed', store });
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH });
    decipher.setAAD(Buffer.from(additional));
    decipher.setAuthTag(tag);
    return { type: match[4] as ValueType, bytes: Buffer.concat([decipher.update(Buffer.from(match[1] ?? '', 'base64')), decipher.final()]) };
  } catch {
    return fail({ code: 'StoreTampered', store });
  }
}

/** What a leaf in clear adds to the MAC: strings as they are, numbers and booleans in Go's text form. */
export function clearText(node: ScalarNode): string {
  if (node.kind === 'boolean') return node.text === 'true' ? 'True' : 'False';
  return node.kind === 'number' ? goNumber(node.text) : node.text;
}

/** Go: an integer of 64 bits in decimal; anything else as a float in the fewest digits, without exponent. */
export function goNumber(text: string): string {
  if (/^-?\d+$/.test(text)) {
    const integer = BigInt(text);
    if (integer >= -(2n ** 63n) && integer < 2n ** 63n) return integer.toString();
  }
  const number = Number(text);
  const shortest = Object.is(number, -0) ? '-0' : String(number);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest);
  if (parts === null) return shortest;
  const digits = (parts[2] ?? '') + (parts[3] ?? '');
  const exponent = Number(parts[4]);
  const sign = parts[1] ?? '';
  return exponent < 0 ? `${sign}0.${'0'.repeat(-exponent - 1)}${digits}` : `${sign}${digits.padEnd(exponent + 1, '0')}`;
}

/** What SOPS's MAC starts from where only encrypted values count (`MACOnlyEncryptedInitialization` in sops.go). */
const ONLY_ENCRYPTED = Buffer.from('8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69', 'hex');

export class Mac {
  readonly #hash: Hash = createHash('sha512');

  constructor(onlyEncrypted: boolean) {
    if (onlyEncrypted) this.#hash.update(ONLY_ENCRYPTED);
  }

  add(plaintext: Uint8Array | string): void {
    this.#hash.update(plaintext);
  }

  /** Upper-case hexadecimal, as SOPS encrypts it. */
  digest(): string {
    return this.#hash.digest('hex').toUpperCase();
  }
}

export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
