import { createHash } from 'node:crypto';
import type { Finding } from '../../base/finding';
import type { Rule } from '../rule';
import { purposeOf } from './illustration';

export const KEY_STORE = 'credential.key-store';

export const KEY_STORE_RULES: readonly Rule[] = [
  {
    id: KEY_STORE,
    title: 'Key store',
    description:
      'A file that is made to hold private keys or passwords: PKCS#12 (.p12, .pfx), a Java key store with a private key, a KeePass database. What protects it is its password alone, which whoever has the file may try at leisure; in a repository it often stands beside it.',
    grade: 'likely',
    wholeFile: true,
    rotate: 'Make new keys, replace their certificates wherever the old ones are trusted, and keep the file in a vault or a secret mount.',
  },
];

/** Files that are made to hold keys, though their bytes say nothing of it. */
const BY_NAME = /\.(?:p12|pfx)$/i;
/** What stands in the place of such a file: nothing, or a pointer of Git LFS (its specification, "The Pointer"). What git-crypt made of one is no text. */
const POINTER = 'version https://git-lfs.github.com/spec/';
/** As git decides what is no text: a NUL in the first 8,000 bytes. */
const PROBE = 8000;
/** Names of stores of authorities that are trusted: certificates alone. */
const TRUST = /trust[-_.]?(?:stores?|anchors?|ed[-_.](?:cas?|certs?|roots?))(?![a-z])|(?:^|[^a-z])ca[-_.]?certs?(?![a-z])|^ca[-_.]/i;
/** Of PKCS#12 (RFC 7292 §4): version 3, then a ContentInfo of data or of signed data (RFC 2315 §14). */
const VERSION = Buffer.from([0x02, 0x01, 0x03, 0x30]);
const CONTENT = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]);
/** Bytes in which both stand. */
const HEAD = 48;
/** Of Java's JKS and JCEKS: magic, version, number of entries (sun.security.provider.JavaKeyStore, com.sun.crypto.provider.JceKeyStore). */
const JAVA = new Set([0xfe_ed_fe_ed, 0xce_ce_ce_ce]);
/** What an entry begins with where it is a certificate; else it is a private key (1) or a secret one (3). */
const CERTIFICATE_ENTRY = 2;
/** Entries that are looked at, at most. */
const MOST_ENTRIES = 2000;
/** Of KeePass 2: the two signatures of a database (KdbxFile.cs). */
const KEEPASS = [0x03_d9_a2_9a, 0x67_fb_4b_b5];

/** Whether a file is one that holds private keys or passwords, by its bytes, or by its name where it has no text of its own. */
export function isKeyStore(path: string, bytes: Buffer): boolean {
  const first = bytes[0];
  // Asked of every file of a scan.
  const byBytes = (first === 0x30 || first === 0xfe || first === 0xce || first === 0x03) && bytes.length >= 16 ? holdsKeys(bytes) : 'none';
  // All of these have bytes that no text has; a text that only begins like one is read as what it is.
  if ((byBytes === 'none' && !BY_NAME.test(path)) || !hasNoText(bytes)) return false;
  if (byBytes === 'surely') return true;
  return !TRUST.test(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
}

const hasNoText = (bytes: Buffer): boolean =>
  bytes.length === 0 || bytes.subarray(0, PROBE).includes(0) || bytes.toString('latin1', 0, POINTER.length) === POINTER;

/** What the bytes say: of PKCS#12 not whether there is more than certificates in it, for that is encrypted. */
function holdsKeys(bytes: Buffer): 'surely' | 'perhaps' | 'none' {
  const head = bytes.subarray(0, HEAD);
  if (head[0] === 0x30) {
    const version = head.indexOf(VERSION);
    return version !== -1 && version <= 6 && head.includes(CONTENT) ? 'perhaps' : 'none';
  }
  const magic = head.readUInt32BE(0);
  if (JAVA.has(magic)) return hasKeyEntry(bytes) ? 'surely' : 'none';
  return magic === KEEPASS[0] && head.readUInt32BE(4) === KEEPASS[1] ? 'surely' : 'none';
}

/** Whether an entry of a Java key store is a key: they stand in the order of a hash table. */
function hasKeyEntry(bytes: Buffer): boolean {
  const typed = bytes.readUInt32BE(4) >= 2;
  const count = Math.min(bytes.readUInt32BE(8), MOST_ENTRIES);
  try {
    for (let entry = 0, at = 12; entry < count; entry++) {
      if (bytes.readUInt32BE(at) !== CERTIFICATE_ENTRY) return bytes.readUInt32BE(at) <= 3;
      // Its alias, when it was made, the kind of certificate, the certificate.
      at += 4 + 2 + bytes.readUInt16BE(at + 4) + 8;
      if (typed) at += 2 + bytes.readUInt16BE(at);
      at += 4 + bytes.readUInt32BE(at);
    }
  } catch {
    // It ends half way.
  }
  return false;
}

/**
 * The finding of a whole file. It has no place in a text: its span is empty, at the beginning. Files of the same bytes (two pointers, two that are empty)
 * have one context. `uri` says where it lies: whoever writes a test makes stores
 * for it by the dozen, as they make keys.
 */
export function keyStoreFinding(uri: string, bytes: Buffer): Finding {
  const purpose = purposeOf(uri);
  const grade = purpose === undefined || purpose === 'pipeline' ? 'likely' : 'placeholder';
  const context = createHash('sha256').update(`${KEY_STORE}\0`).update(bytes).digest('hex').slice(0, 16);
  return { rule: KEY_STORE, span: { start: 0, end: 0 }, related: [], grade, anchor: { context, occurrence: 0 } };
}
