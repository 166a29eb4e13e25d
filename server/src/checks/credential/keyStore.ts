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
    rotate: 'Make new keys, replace their certificates wherever the old ones are trusted, and keep the file in a vault or a secret mount.',
  },
];

/** Files that hold keys whatever their bytes here: in their place may stand a pointer of Git LFS, or what git-crypt made of them. */
const BY_NAME = /\.(?:p12|pfx)$/i;
/** Authorities that are trusted: certificates alone. */
const TRUST = /trust|ca-?certs?|(?:^|[/\\._-])ca[._-]/i;
/** Of PKCS#12 (RFC 7292 §4): version 3, then a ContentInfo of data or of signed data (RFC 2315 §14). */
const VERSION = Buffer.from([0x02, 0x01, 0x03, 0x30]);
const CONTENT = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]);
/** Bytes in which both stand. */
const HEAD = 48;
/** Of Java's JKS and JCEKS: magic, version, number of entries, kind of the first one (sun.security.provider.JavaKeyStore: 1 a private key, 2 a certificate). */
const JAVA = new Set([0xfe_ed_fe_ed, 0xce_ce_ce_ce]);
const PRIVATE_ENTRY = 1;
/** Of KeePass 2: the two signatures of a database (KdbxFile.cs). */
const KEEPASS = [0x03_d9_a2_9a, 0x67_fb_4b_b5];

/** Whether a file is one that holds private keys or passwords, by its bytes or by its name. `path` may be any: its name alone counts. */
export function isKeyStore(path: string, bytes: Buffer): boolean {
  const first = bytes[0];
  // Asked of every file of a scan.
  const byBytes = (first === 0x30 || first === 0xfe || first === 0xce || first === 0x03) && bytes.length >= 16 && holdsKeys(bytes);
  return (byBytes || BY_NAME.test(path)) && !TRUST.test(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
}

function holdsKeys(bytes: Buffer): boolean {
  const head = bytes.subarray(0, HEAD);
  if (head[0] === 0x30) {
    const version = head.indexOf(VERSION);
    return version !== -1 && version <= 6 && head.includes(CONTENT);
  }
  const magic = head.readUInt32BE(0);
  if (JAVA.has(magic)) return head.readUInt32BE(12) === PRIVATE_ENTRY;
  return magic === KEEPASS[0] && head.readUInt32BE(4) === KEEPASS[1];
}

/**
 * The finding of a whole file. It has no place in a text: its span is empty, at the beginning. `uri` says where it lies: whoever writes a test makes stores
 * for it by the dozen, as they make keys.
 */
export function keyStoreFinding(uri: string, bytes: Buffer): Finding {
  const purpose = purposeOf(uri);
  const grade = purpose === undefined || purpose === 'pipeline' ? 'likely' : 'placeholder';
  const context = createHash('sha256').update(`${KEY_STORE}\0`).update(bytes).digest('hex').slice(0, 16);
  return { rule: KEY_STORE, span: { start: 0, end: 0 }, related: [], grade, anchor: { context, occurrence: 0 } };
}
