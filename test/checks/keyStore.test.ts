import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scan } from '../../server/src/analysis/scanning/scan';
import type { ScannedFinding } from '../../server/src/analysis/scanning/scanFile';
import { isKeyStore, KEY_STORE } from '../../server/src/checks/credential/keyStore';
import { openProject } from '../../server/src/project/open';

const hex = (text: string): Buffer => Buffer.concat([Buffer.from(text.replaceAll(' ', ''), 'hex'), Buffer.alloc(64)]);
const PKCS12 = hex('30 82 0a 2f 02 01 03 30 82 09 e5 06 09 2a 86 48 86 f7 0d 01 07 01 a0 82');
const PKCS12_INDEFINITE = hex('30 80 02 01 03 30 80 06 09 2a 86 48 86 f7 0d 01 07 01');
const CERTIFICATE = hex('30 82 03 21 30 82 02 09 a0 03 02 01 02 02 14');
const PKCS8 = hex('30 82 04 be 02 01 00 30 0d 06 09 2a 86 48 86 f7 0d 01 01 01');
const java = (magic: string, kind: number): Buffer => hex(`${magic} 00000002 00000001 0000000${String(kind)}`);
const text = (value: string): string => `${value.length.toString(16).padStart(4, '0')}${Buffer.from(value).toString('hex')}`;
const certificate = `00000002${text('root')}${'00'.repeat(8)}${text('X.509')}00000003abcdef`;
const JAVA_TWO = hex(`feedfeed 00000002 00000002 ${certificate} 00000001${text('own')}`);
const JAVA_TRUST = hex(`feedfeed 00000002 00000002 ${certificate}${certificate}`);
const KEEPASS = hex('03 d9 a2 9a 67 fb 4b b5 01 00 04 00');

it.each<[string, string, Buffer, boolean]>([
  ['PKCS#12', 'client.bin', PKCS12, true],
  ['PKCS#12 of lengths that are left open', 'client', PKCS12_INDEFINITE, true],
  ['a Java key store', 'release.keystore', java('feedfeed', 1), true],
  ['a Java key store of the other form', 'release.jceks', java('cececece', 1), true],
  ['a KeePass database', 'team.kdbx', KEEPASS, true],
  ['a Java key store whose key stands behind a certificate', 'release.jks', JAVA_TWO, true],
  ['a Java key store, whatever it is called', 'truststore.jks', java('feedfeed', 1), true],
  ['a pointer in its place', 'Client.P12', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), true],
  ['what git-crypt made of it', 'signing.pfx', Buffer.from('\0GITCRYPT\0abc'), true],
  ['one of a company of that name', 'trustpilot-prod.p12', PKCS12, true],
  ['one that signs for an authority', 'client-ca-signing.pfx', PKCS12, true],
  ['a text of that name', 'notes.p12', Buffer.from('where the stores of the team are'), false],
  ['two certificates', 'release.jks', JAVA_TRUST, false],
  ['nothing in its place', 'signing.pfx', Buffer.alloc(0), true],
  ['a Java store of certificates', 'release.jks', java('feedfeed', 2), false],
  ['authorities that are trusted', 'conf/truststore.p12', PKCS12, false],
  ['authorities, under another name', 'ca-certs.p12', PKCS12, false],
  ['a certificate', 'server.der', CERTIFICATE, false],
  ['a key of another form', 'server.key', PKCS8, false],
  ['a class of Java', 'A.class', hex('ca fe ba be 00 00 00 34'), false],
  ['a text that begins with a zero', 'a.txt', Buffer.from('0 of the 12 stores were found in the place.'), false],
  ['a text behind such a head, which is read', 'client.txt', Buffer.concat([PKCS12.subarray(0, 24), Buffer.from('db_password = ')]), false],
  ['a short one', 'b.txt', Buffer.from([0x30]), false],
  ['a name that ends so', 'p12', Buffer.from('text'), false],
])('%s: %s', (_, path, bytes, expected) => {
  expect(isKeyStore(path, bytes)).toBe(expected);
});

it('is found by a scan, and silenced by its fingerprint, as anything else is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-key-store-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'client.p12'), PKCS12);
  writeFileSync(join(folder, 'other.bin'), PKCS12_INDEFINITE);
  // What is text is read as such, whatever it is called.
  writeFileSync(join(folder, 'text.p12'), `db_password = "${['Zq8xK2mW7', 'vT4'].join('-')}"\n`);
  mkdirSync(join(folder, 'tests'));
  writeFileSync(join(folder, 'tests/made.p12'), PKCS12);
  const found = async (): Promise<readonly ScannedFinding[]> => (await scan({ project: await openProject(folder, {}), target: folder, rules: [] })).findings;
  const start = { line: 0, character: 0 };
  const [client, other, made, text] = await found();
  expect(client).toMatchObject({ path: 'client.p12', rule: KEY_STORE, grade: 'likely', start, end: start });
  expect(other).toMatchObject({ path: 'other.bin', rule: KEY_STORE });
  expect(made).toMatchObject({ path: 'tests/made.p12', rule: KEY_STORE, grade: 'placeholder' });
  expect(text).toMatchObject({ path: 'text.p12', rule: 'credential.password' });
  const silenced = { rule: KEY_STORE, path: 'client.p12', fingerprint: client?.fingerprint, reason: 'of the tests' };
  writeFileSync(join(folder, 'tacit.json'), JSON.stringify({ version: 1, suppressions: [silenced] }));
  expect((await found()).map(({ path, suppressed }) => [path, suppressed?.reason])).toEqual([
    ['client.p12', 'of the tests'],
    ['other.bin', undefined],
    ['tests/made.p12', undefined],
    ['text.p12', undefined],
  ]);
});
