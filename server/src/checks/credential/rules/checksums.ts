import { isPublished } from '../values/published';
import { isWordLike } from '../values/randomness';
import type { Verdict } from './row';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

let crcTable: Uint32Array | undefined;

/** CRC-32 as in ISO 3309 (zlib, PNG) of an ASCII text. */
export function crc32(text: string): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) crc = (crc >>> 8) ^ (crcTable[(crc ^ text.charCodeAt(at)) & 0xff] as number);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A number in base 62 (digits, upper, lower), padded with zeros. */
export function base62(value: number, width: number): string {
  let digits = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) digits = `${BASE62[rest % 62] ?? ''}${digits}`;
  return digits.padStart(width, '0');
}

/** GitHub and npm: the last six characters are the CRC-32 of the 30 before them (GitHub's engineering blog, "Behind GitHub's new authentication token formats"). */
export function crcOfRandomPart(value: string): Verdict {
  const body = value.slice(value.indexOf('_') + 1);
  return body.length === 36 && base62(crc32(body.slice(0, 30)), 6) === body.slice(30) ? 'good' : 'doubtful';
}

/** Decodes base64 or base64url without throwing; undefined where it is neither. */
export function decodeBase64(text: string): Buffer | undefined {
  return /^[0-9A-Za-z+/_-]{2,65536}={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** The JSON object that a base64 text holds. */
export function decodeJson(text: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The value after the prefix is base64 of a JSON object. */
export const jsonAfter =
  (prefix: number, cut?: string) =>
  (value: string): Verdict => {
    const body = value.slice(prefix);
    return decodeJson(cut === undefined ? body : (body.split(cut)[0] ?? '')) === undefined ? 'doubtful' : 'good';
  };

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Key ids issued since 2019 hold the account number: bits 1 to 40 of the base32 after the prefix, below 10^12 for a real account
 * (older ids go on with I or J and hold none).
 */
export function awsKeyId(value: string): Verdict {
  if (value.length !== 20) return 'bad';
  let bits = 0n;
  for (const letter of value.slice(4, 14)) {
    const digit = BASE32.indexOf(letter);
    if (digit < 0) return 'doubtful';
    bits = (bits << 5n) | BigInt(digit);
  }
  if (value[4] === 'I' || value[4] === 'J') return 'unknown';
  return ((bits >> 2n) & 0x7fffffffff80n) >> 7n < 1_000_000_000_000n ? 'good' : 'doubtful';
}

/** Base64 of exactly so many bytes. */
export const base64Of =
  (length: number) =>
  (value: string): Verdict =>
    decodeBase64(value)?.length === length ? 'good' : 'bad';

/** 64 bytes, and not the key of an emulator. */
export const azureAccountKey = (value: string): Verdict => (isPublished(value) ? 'bad' : base64Of(64)(value));

/** PyPI: a macaroon, base64url, whose location field names the index (version 2: 0x02 0x01, length, location). */
export function pypiMacaroon(value: string): Verdict {
  const bytes = decodeBase64(value.slice(5));
  if (bytes === undefined || bytes[0] !== 2 || bytes[1] !== 1) return 'bad';
  const location = bytes.subarray(3, 3 + (bytes[2] ?? 0)).toString('latin1');
  return location === 'pypi.org' || location === 'test.pypi.org' ? 'good' : 'doubtful';
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** The Bech32 checksum of BIP 173, which age keys use. */
export function bech32(value: string): Verdict {
  const lower = value.toLowerCase();
  const mark = lower.lastIndexOf('1');
  if (mark < 1) return 'bad';
  const values: number[] = [];
  for (let at = 0; at < mark; at++) values.push(lower.charCodeAt(at) >> 5);
  values.push(0);
  for (let at = 0; at < mark; at++) values.push(lower.charCodeAt(at) & 31);
  for (let at = mark + 1; at < lower.length; at++) values.push(BECH32.indexOf(lower.charAt(at)));
  let sum = 1;
  for (const digit of values) {
    if (digit < 0) return 'bad';
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ digit;
    GENERATOR.forEach((factor, bit) => {
      if ((top >> bit) & 1) sum ^= factor;
    });
  }
  return sum === 1 ? 'good' : 'doubtful';
}

/** Lengths of a seed phrase (BIP 39, "Generating the mnemonic"). */
const SEED_LENGTHS: ReadonlySet<number> = new Set([12, 15, 18, 21, 24]);
/** Words of sentences that are in no list of BIP 39. */
const OF_SENTENCES = /\b(?:the|and|for|with|from|your|are|was|has|have|not|but|its|which|must|should|were|been|into|these|words?)\b/;

/**
 * `bad` for what is no seed phrase, or one that was not drawn: a sentence, a wrong number of words, words that come again. Of twelve drawn out of 2,048 two
 * are the same once in 32 phrases, and three or two pairs almost never; published test phrases repeat most of theirs. The list itself is not asked: it is
 * one for each language.
 */
export function seedPhrase(value: string): Verdict {
  const words = value.split(' ');
  if (!SEED_LENGTHS.has(words.length) || OF_SENTENCES.test(value)) return 'bad';
  return new Set(words).size >= words.length - 1 ? 'unknown' : 'bad';
}

/**
 * For tokens of letters and digits whose prefix is short: `bad` where what stands behind it lacks a small letter, a capital or (if `digit`) a digit, as
 * names do. Of 43 drawn characters one in a thousand lacks one.
 */
export const mixedBehind =
  (prefix: number, digit = true) =>
  (value: string): Verdict => {
    const body = value.slice(prefix);
    return /[a-z]/.test(body) && /[A-Z]/.test(body) && (!digit || /\d/.test(body)) ? 'unknown' : 'bad';
  };

/**
 * A recovery password of BitLocker: each of its eight groups of six digits is eleven times a number of sixteen bits (Microsoft, "BitLocker recovery
 * overview", and the key protectors of libbde).
 */
export const bitLocker = (value: string): Verdict =>
  value.split('-').every((group) => Number(group) % 11 === 0 && Number(group) / 11 < 65_536) ? 'good' : 'doubtful';

/** Four groups of letters that were drawn: of four words almost all read as such, of four times four drawn letters at most two in ninety-nine of a hundred. */
export const fourGroups = (value: string): Verdict => (value.split(' ').filter(isWordLike).length <= 2 ? 'unknown' : 'bad');

/** Laravel Sanctum (HasApiTokens::generateTokenString): the last eight characters are the CRC-32 of the forty before them. */
export const sanctum = (value: string): Verdict => {
  const body = value.slice(value.indexOf('|') + 1);
  return crc32(body.slice(0, 40)).toString(16).padStart(8, '0') === body.slice(40) ? 'good' : 'doubtful';
};
