import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../server/src/base/system/platform';
import { Secret } from '../../server/src/base/secret';
import { createRegistry, type ProjectStores } from '../../server/src/stores/createRegistry';
import { createIdentity, wrapDataKey } from '../../server/src/stores/sops/ageKeys';
import { DEFAULT_CLEAR_RULE } from '../../server/src/stores/sops/metadata';
import { VaultFile } from '../../server/src/stores/sops/vaultFile';

let root: string;
let file: string;
const anything = { is: 'anything' } as const;
const open = (trusted = true): Promise<ProjectStores> => createRegistry({ root, embeddedStore: 'secrets.sops.json', trusted });
const put = async (name: string, value: string, stores?: ProjectStores) => (stores ?? (await open())).embedded.write(name, Secret.of(value), anything);
const get = async (path: string, stores?: ProjectStores) => {
  const store = (stores ?? (await open())).embedded;
  return (await store.read({ store: store.id, path })).reveal('match');
};
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (thrown: unknown) => (thrown as { failure?: unknown }).failure,
  );
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-store-')));
  file = join(root, 'secrets.sops.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a new store', () => {
  it('comes to be at the first write, with key, .sops.yaml and file', async () => {
    const { version } = await put('STRIPE_KEY', 'value-1');
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(await get('STRIPE_KEY')).toBe('value-1');
    expect(readFileSync(file, 'utf8')).not.toContain('value-1');
    expect(statSync(currentPlatform().ageKeyFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(root, '.sops.yaml'), 'utf8')).toMatch(/age: age1[0-9a-z]{58}\n/);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it.each(['', 'ÄÖ', 'one\ntwo\r\n', '"\\\u2028 🔑 </script>', 'ENC[AES256_GCM,data:x]', ' '.repeat(100_000)])('keeps the value %j exactly', async (value) => {
    await put('A', value);
    expect(await get('A')).toBe(value);
  });

  it.each([
    ['', 'syntax'],
    ['a/b', 'syntax'],
    ['with space', 'syntax'],
    ['1A', 'syntax'],
    ['x'.repeat(65), 'syntax'],
    ['sops', 'reserved'],
    ['__proto__', 'reserved'],
    ['LD_PRELOAD', 'steers-programs'],
    ['PATH', 'steers-programs'],
  ])('refuses the name %j: %s', async (name, because) => {
    expect(await failure(put(name, 'value'))).toMatchObject({ code: 'NameInvalid', because });
    expect(existsSync(file)).toBe(false);
    await put('OTHER', 'x');
    const before = digest(file);
    expect(await failure(put(name, 'value'))).toMatchObject(name === '' ? { code: 'Conflict' } : { code: 'NameInvalid', because });
    expect(digest(file)).toBe(before);
  });

  it('keeps constructor and toString as ordinary names', async () => {
    await put('constructor', 'a');
    await put('toString', 'b');
    expect([await get('constructor'), await get('toString')]).toEqual(['a', 'b']);
    expect(await failure(get('valueOf'))).toMatchObject({ code: 'NotFound' });
  });
});

describe('who may read (THREATS 6)', () => {
  const foreigner = async () => (await createIdentity()).recipient;

  it('asks before the first write where .sops.yaml names others, and shows the whole list', async () => {
    const other = await foreigner();
    const { ensureIdentity } = await import('../../server/src/stores/sops/keyFile');
    const own = (await ensureIdentity()).identities[0]!.recipient;
    writeFileSync(join(root, '.sops.yaml'), `creation_rules:\n  - path_regex: \\.sops\\.json$\n    age: ${own},${other}\n`);
    expect(await failure(put('A', 'v'))).toEqual({ code: 'RecipientsChanged', added: [other], removed: [] });
    expect(existsSync(file)).toBe(false);
    const { embedded } = await open();
    expect((await embedded.recipients()).all).toEqual([own, other].sort());
    expect(await failure(embedded.confirmRecipients([own]))).toMatchObject({ code: 'RecipientsChanged', added: [other] });
    await embedded.confirmRecipients([own, other]);
    await put('A', 'v');
    expect(readFileSync(file, 'utf8')).toContain(other);
    expect(await get('A')).toBe('v');
  });

  it.each(['in .sops.yaml', 'in the file', 'as kms in the file', 'as pgp in .sops.yaml'])('refuses to write after a recipient was added %s', async (where) => {
    await put('A', 'v');
    const other = await foreigner();
    const config = join(root, '.sops.yaml');
    if (where === 'in .sops.yaml') writeFileSync(config, readFileSync(config, 'utf8').replace(/(age: \S+)/, `$1,${other}`));
    if (where === 'as pgp in .sops.yaml') writeFileSync(config, `${readFileSync(config, 'utf8')}    pgp: ABCDEF\n`);
    if (where === 'in the file') writeFileSync(file, readFileSync(file, 'utf8').replace(/"age": \[/, `"age": [{"recipient": "${other}", "enc": "x"},`));
    if (where === 'as kms in the file')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"age": \[/, '"kms": [{"arn": "arn:aws:kms:x", "enc": "x"}], "age": ['));
    const before = digest(file);
    expect(await failure(put('B', 'canary'))).toMatchObject({ code: 'RecipientsChanged', added: [expect.any(String)] });
    expect(digest(file)).toBe(before);
    const { embedded } = await open();
    await embedded.confirmRecipients((await embedded.recipients()).all);
    if (where.includes('kms')) expect(await failure(put('B', 'v'))).toBe('no failure');
    else if (where.includes('pgp')) expect(await failure(put('B', 'v'))).toEqual({ code: 'CannotRewrap', kinds: ['pgp'] });
    else {
      await put('B', 'v');
      expect(await get('B')).toBe('v');
    }
  });

  it('refuses to write after one that was accepted is gone: somebody may have put him out, or another file in', async () => {
    await put('A', 'v');
    const other = await foreigner();
    const config = join(root, '.sops.yaml');
    const before = [readFileSync(config, 'utf8'), readFileSync(file, 'utf8')] as const;
    writeFileSync(config, before[0].replace(/(age: \S+)/, `$1,${other}`));
    const { embedded } = await open();
    await embedded.confirmRecipients((await embedded.recipients()).all);
    await put('B', 'v');
    writeFileSync(config, before[0]);
    writeFileSync(file, before[1]);
    expect(await failure(put('C', 'v'))).toEqual({ code: 'RecipientsChanged', added: [], removed: [other] });
    expect(readFileSync(file, 'utf8')).toBe(before[1]);
  });

  it('adds a stanza that its recipient can open, once accepted', async () => {
    await put('A', 'v');
    const other = await createIdentity();
    const config = join(root, '.sops.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace(/(age: \S+)/, `$1,${other.recipient}`));
    const { embedded } = await open();
    await embedded.confirmRecipients((await embedded.recipients()).all);
    await put('B', 'w');
    const { unwrapDataKey } = await import('../../server/src/stores/sops/ageKeys');
    const written = VaultFile.parse(readFileSync(file), 'x');
    const key = await unwrapDataKey(written.metadata.age, [other]);
    expect(key).toBeDefined();
    expect(() => written.verify(key!)).not.toThrow();
  });
});

describe('a forged file (THREATS 5)', () => {
  const forge = async (extra = ''): Promise<Buffer> => {
    const { ensureIdentity } = await import('../../server/src/stores/sops/keyFile');
    const victim = (await ensureIdentity()).identities[0]!.recipient;
    const dataKey = VaultFile.newDataKey();
    const forged = VaultFile.create('sops:x', DEFAULT_CLEAR_RULE);
    forged.setRecipients(await wrapDataKey(dataKey, [victim]));
    forged.set('OLD', Buffer.from('planted'), dataKey);
    writeFileSync(file, forged.seal(dataKey).replace('"age": [', `${extra}"age": [`));
    return dataKey;
  };

  it('is written with a new data key, so that the forger cannot read what is added', async () => {
    const dataKey = await forge();
    await put('NEW', 'fresh');
    const written = VaultFile.parse(readFileSync(file), 'x');
    for (const leaf of written.leaves()) expect(() => written.decrypt(leaf, dataKey), leaf.path).toThrow('StoreTampered');
    expect([await get('OLD'), await get('NEW')]).toEqual(['planted', 'fresh']);
    const stanza = written.metadata.age[0]?.enc;
    await put('NEXT', 'x');
    expect(VaultFile.parse(readFileSync(file), 'x').metadata.age[0]?.enc).toBe(stanza);
  });

  it('is not written at all where it has a recipient that we cannot wrap for', async () => {
    await forge('"pgp": [{"fp": "ABC", "enc": "x"}], ');
    const { embedded } = await open();
    await embedded.confirmRecipients((await embedded.recipients()).all);
    const before = digest(file);
    expect(await failure(put('NEW', 'fresh'))).toEqual({ code: 'CannotRewrap', kinds: ['pgp'] });
    expect(digest(file)).toBe(before);
  });
});

describe('what SOPS would leave in clear (THREATS 7)', () => {
  it.each([
    ['unencrypted_suffix: ""', 'PASSWORD_unencrypted'],
    ['unencrypted_suffix: WORD', 'PASSWORD'],
    ['encrypted_suffix: _enc', 'PASSWORD'],
    ['unencrypted_regex: ".*"', 'PASSWORD'],
    ['unencrypted_regex: "^PASS"', 'PASSWORD'],
    ['encrypted_regex: "^data$"', 'PASSWORD'],
  ])('.sops.yaml says %s: %s is refused', async (setting, name) => {
    writeFileSync(join(root, '.sops.yaml'), `creation_rules:\n  - ${setting}\n`);
    expect(await failure(put(name, 'canary-value'))).toEqual({ code: 'NameStoredInClear', path: name });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['unencrypted_suffix', 'WORD', 'NameStoredInClear'],
    ['encrypted_suffix', '_enc', 'NameStoredInClear'],
    ['unencrypted_regex', '', 'no failure'],
    ['unencrypted_regex', 'P.*D', 'NameStoredInClear'],
    ['encrypted_regex', '^A', 'NameStoredInClear'],
    ['encrypted_regex', '(?i)a|A{1,9}', 'StoreUnsupported'],
    ['unencrypted_regex', '(a+)+$'.repeat(100), 'StoreUnsupported'],
  ])('the file says %s = %j: %s', async (field, value, code) => {
    await put('A_enc', 'v');
    const text = readFileSync(file, 'utf8').replace(/"unencrypted_suffix": "_unencrypted"/, `"${field}": ${JSON.stringify(value)}`);
    writeFileSync(file, text);
    const before = digest(file);
    const found = await failure(put('PASSWORD', 'canary-value'));
    expect(found).toEqual(code === 'no failure' ? code : expect.objectContaining({ code }));
    if (code !== 'no failure') expect(digest(file)).toBe(before);
    expect(readFileSync(file, 'utf8')).not.toContain('canary-value');
  });
});

describe('conflicts and versions (THREATS 26, 29)', () => {
  it('holds a write to what it expects', async () => {
    const { embedded } = await open();
    const first = await embedded.write('A', Secret.of('1'), { is: 'absent' });
    expect(await failure(embedded.write('A', Secret.of('2'), { is: 'absent' }))).toEqual({ code: 'Conflict', path: 'A' });
    const second = await embedded.write('A', Secret.of('1'), { is: 'version', version: first.version });
    expect(second.version).not.toBe(first.version);
    expect(await failure(embedded.write('A', Secret.of('3'), { is: 'version', version: first.version }))).toEqual({ code: 'Conflict', path: 'A' });
    expect(await failure(embedded.remove('A', first.version))).toEqual({ code: 'Conflict', path: 'A' });
    await embedded.remove('A', second.version);
    expect(await failure(embedded.remove('A', undefined))).toEqual({ code: 'NotFound', path: 'A' });
    expect((await embedded.list('', undefined)).entries).toEqual([]);
  });

  it('makes no new vault while another program, as git checkout does, has taken the file away to put another one there', async () => {
    await put('A', '1');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    const writing = put('B', '2');
    await new Promise((done) => setTimeout(done, 150));
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, text);
    await writing;
    expect([await get('A'), await get('B')]).toEqual(['1', '2']);
  });

  it('makes a new vault where the old one was deleted for good', async () => {
    await put('A', '1');
    rmSync(file);
    await put('B', '2');
    expect((await (await open()).embedded.list('', undefined)).entries.map(({ path }) => path)).toEqual(['B']);
  });

  it('leaves the ciphertext of other entries alone', async () => {
    await put('A', '1');
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .find((text) => text.includes('"A"'));
    await put('B', '2');
    expect(readFileSync(file, 'utf8')).toContain(line);
  });

  it('finds where a value is already', async () => {
    await put('A', 'same');
    await put('B', 'other');
    await put('C', 'same');
    expect(await (await open()).embedded.findEqual!(Secret.of('same'))).toEqual(['A', 'C']);
  });

  it('says that a changed byte is tampering, and never gives a value of it', async () => {
    await put('A', 'v');
    await put('B', 'w');
    const text = readFileSync(file, 'utf8');
    const [a, b] = [...text.matchAll(/"[AB]": "(ENC[^"]*)"/g)].map((match) => match[1]!);
    for (const changed of [
      text.replace(a!, b!),
      text.replace(/\t"B": "[^"]*",\n/, ''),
      text.replace(/("lastmodified": ")\d/, '$11'),
      text.replace(/"mac": "[^"]*"/, '"mac": ""'),
    ]) {
      writeFileSync(file, changed);
      expect(await failure(get('A'))).toMatchObject({ code: 'StoreTampered' });
    }
  });
});

describe('trust (THREATS 9)', () => {
  it('uses untrusted only a store that this user made', async () => {
    await put('A', 'v', await open(false));
    expect(await get('A', await open(false))).toBe('v');
    const other = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-store-')));
    writeFileSync(join(other, 'secrets.sops.json'), readFileSync(file));
    const { embedded } = await createRegistry({ root: other, embeddedStore: 'secrets.sops.json', trusted: false });
    const calls = [
      () => embedded.list('', undefined),
      () => embedded.read({ store: embedded.id, path: 'A' }),
      () => embedded.write('B', Secret.of('x'), anything),
      () => embedded.remove('A', undefined),
      () => embedded.recipients(),
    ];
    for (const call of calls) expect(await failure(call())).toEqual({ code: 'NotTrusted', folder: other });
    expect(await embedded.state()).toBe('locked');
    rmSync(other, { recursive: true });
  });
});

describe('state', () => {
  it('tells ready, absent, locked and malformed without a value', async () => {
    expect(await (await open()).embedded.state()).toBe('absent');
    await put('A', 'v');
    expect(await (await open()).embedded.state()).toBe('ready');
    const key = currentPlatform().ageKeyFile;
    const kept = readFileSync(key);
    rmSync(key);
    expect(await (await open()).embedded.state()).toBe('locked');
    expect(await failure(get('A'))).toMatchObject({ code: 'StoreLocked', because: 'no-key-file' });
    expect((await (await open()).embedded.list('', undefined)).entries).toEqual([{ path: 'A', kind: 'secret' }]);
    mkdirSync(dirname(key), { recursive: true });
    writeFileSync(key, kept, { mode: 0o644 });
    chmodSync(key, 0o644);
    expect(await failure(get('A'))).toMatchObject({ code: 'StoreLocked', because: 'key-file-unsafe' });
    chmodSync(key, 0o600);
    writeFileSync(file, '{');
    expect(await (await open()).embedded.state()).toBe('malformed');
    rmSync(file);
    symlinkSync('/etc/passwd', file);
    expect(await (await open()).embedded.state()).toBe('malformed');
  });

  it('warns of a single recipient until a copy of the key was made', async () => {
    await put('A', 'v');
    const { embedded } = await open();
    expect(await embedded.recoveryCopyMade()).toBe(false);
    await embedded.markRecoveryCopyMade();
    expect(await (await open()).embedded.recoveryCopyMade()).toBe(true);
  });
});
