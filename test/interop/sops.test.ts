import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { currentPlatform } from '../../server/src/base/system/platform';
import { Secret } from '../../server/src/base/secret';
import { ensureIdentity } from '../../server/src/stores/sops/keyFile';
import { parseTree } from '../../server/src/stores/sops/tree';
import { newRoot, openStore, read, tool, write } from './project';

const { sops, mise, secretspec } = requireTools(['sops', 'mise', 'secretspec']);
let root: string;
beforeEach(() => (root = newRoot()));
afterEach(() => rmSync(root, { recursive: true, force: true }));
const own = async () => (await ensureIdentity()).identities[0]!.recipient;
const decrypt = (file = 'secrets.sops.json') => tool(sops, ['decrypt', file], root);

const VALUES: Record<string, string> = {
  PLAIN: 'value-1',
  EMPTY: '',
  UNICODE: 'Ä 🔑 漢字 \u2028',
  MULTI_LINE: 'one\ntwo\r\n\tthree\n',
  QUOTES: `"'\\\`$HOME $(id) {{x}} <&>`,
  LOOKS_LIKE_NUMBER: '007',
  LOOKS_LIKE_BOOLEAN: 'true',
  constructor: 'a name of every object',
};

/** Plain files as others make them, and what we must read: path → text. */
const THEIRS: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['flat', '{"A":"x","B":""}', { A: 'x', B: '' }],
  ['nested', '{"db":{"user":"u","password":"p"},"list":["a",{"x":"b"}]}', { 'db/user': 'u', 'db/password': 'p', 'list/0': 'a', 'list/1/x': 'b' }],
  ['integer-like keys', '{"b":"1","10":"2","2":"3","a":"4","1":"5"}', { b: '1', '10': '2', '2': '3', a: '4', '1': '5' }],
  // Integers above 2^53 are left out: sops 3.11 itself rounds them, later versions do not.
  [
    'numbers',
    '{"big":9007199254740991,"f":1.0,"e":1e21,"s":1e-7,"n":-3}',
    { big: '9007199254740991', f: '1', e: '1000000000000000000000', s: '0.0000001', n: '-3' },
  ],
  ['booleans and null', '{"t":true,"f":false,"n":null,"o":{},"l":[]}', { t: 'true', f: 'false' }],
  [
    'unicode and hostile keys',
    '{"ä/%":"1","a:b":{"c":"2"},"🔑":"3","toString":"4","</script>":"5"}',
    { 'ä%2F%25': '1', 'a:b/c': '2', '🔑': '3', toString: '4', '<%2Fscript>': '5' },
  ],
  ['values in clear', '{"a_unencrypted":"clear","n_unencrypted":1.50,"b_unencrypted":true,"s":"x"}', { a_unencrypted: 'clear', n_unencrypted: '1.5', s: 'x' }],
];

describe('the real sops reads ours', () => {
  it('every value, in order', async () => {
    await write(root, VALUES);
    expect(JSON.parse(decrypt())).toEqual(VALUES);
    expect([...decrypt().matchAll(/^\t"(\w+)"/gm)].map((match) => match[1])).toEqual(Object.keys(VALUES));
  });

  it('sets, adds recipients and rotates, and we go on', async () => {
    await write(root, { A: '1', B: '2' });
    tool(sops, ['set', 'secrets.sops.json', '["B"]', '"by sops"'], root);
    expect([await read(root, 'A'), await read(root, 'B')]).toEqual(['1', 'by sops']);
    tool(sops, ['rotate', '-i', 'secrets.sops.json'], root);
    await write(root, { C: '3' });
    tool(sops, ['updatekeys', '-y', 'secrets.sops.json'], root);
    await write(root, { D: '4' });
    expect(JSON.parse(decrypt())).toEqual({ A: '1', B: 'by sops', C: '3', D: '4' });
    tool(sops, ['unset', 'secrets.sops.json', '["A"]'], root);
    await (await openStore(root)).remove('C', undefined);
    expect(JSON.parse(decrypt())).toEqual({ B: 'by sops', D: '4' });
  });

  it('gives the values to a program by exec-env', async () => {
    await write(root, { A: 'x y', B: 'one\ntwo' });
    expect(JSON.parse(tool(sops, ['exec-env', 'secrets.sops.json', 'node -p "JSON.stringify([process.env.A, process.env.B])"'], root))).toEqual([
      'x y',
      'one\ntwo',
    ]);
  });

  it('encrypts new files by the .sops.yaml that we made', async () => {
    await write(root, { A: '1' });
    rmSync(join(root, 'secrets.sops.json'));
    writeFileSync(join(root, 'secrets.sops.json'), '{"A":"2"}');
    tool(sops, ['encrypt', '-i', 'secrets.sops.json'], root);
    expect(await read(root, 'A')).toBe('2');
  });
});

describe.each(THEIRS)('we read and extend a file of sops: %s', (_title, plain, expected) => {
  it.each([false, true])('with mac_only_encrypted = %s', async (macOnly) => {
    writeFileSync(join(root, 'secrets.sops.json'), plain);
    writeFileSync(
      join(root, '.sops.yaml'),
      `creation_rules:
  - age: ${await own()}
    mac_only_encrypted: ${String(macOnly)}
`,
    );
    tool(sops, ['encrypt', '-i', 'secrets.sops.json'], root);
    expect(readFileSync(join(root, 'secrets.sops.json'), 'utf8').includes('"mac_only_encrypted": true')).toBe(macOnly);
    for (const [path, value] of Object.entries(expected)) expect([path, await read(root, path)]).toEqual([path, value]);
    const store = await openStore(root);
    const added = store.write('ADDED', Secret.of('ours'), { is: 'absent' });
    if (macOnly) {
      await expect(added).rejects.toMatchObject({ failure: { code: 'StoreUnsupported', feature: 'mac_only_encrypted' } });
      return;
    }
    await added;
    expect(rootKeys(decrypt())).toEqual([...rootKeys(plain), 'ADDED']);
    for (const [path, value] of Object.entries(expected)) expect([path, await read(root, path)]).toEqual([path, value]);
    const [first] = Object.keys(expected);
    if (first === undefined || first.includes('unencrypted')) return;
    await store.write(first, Secret.of('changed'), { is: 'anything' });
    expect(await read(root, first)).toBe('changed');
    expect(decrypt()).toContain('"changed"');
  });
});

/** Root keys in file order (JSON.parse would move integer-like ones). */
function rootKeys(text: string): string[] {
  const root = parseTree(text, 'x');
  return root.members.map((member) => member.key);
}

describe('foreign parts', () => {
  it('keeps the stanzas of other key services byte for byte', async () => {
    await write(root, { A: '1' });
    const file = join(root, 'secrets.sops.json');
    const foreign =
      '"kms": [\n\t\t\t{\n\t\t\t\t"arn": "arn:aws:kms:eu-west-1:1:key/\\u00e4",\n\t\t\t\t"created_at": "2026-01-01T00:00:00Z",\n\t\t\t\t"enc": "AQ==",\n\t\t\t\t"aws_profile": ""\n\t\t\t}\n\t\t],';
    writeFileSync(file, readFileSync(file, 'utf8').replace('"age": [', `${foreign}\n\t\t"age": [`));
    const store = await openStore(root);
    await store.confirmRecipients((await store.recipients()).all);
    await write(root, { B: '2' });
    expect(readFileSync(file, 'utf8')).toContain(foreign);
    expect(JSON.parse(decrypt())).toEqual({ A: '1', B: '2' });
  });

  it('reads, extends and hands back 10,000 keys', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`KEY_${String(index)}`, `value ${String(index)}`]));
    writeFileSync(join(root, 'secrets.sops.json'), JSON.stringify(many));
    tool(sops, ['encrypt', '-i', '--age', await own(), 'secrets.sops.json'], root);
    const started = performance.now();
    expect(await read(root, 'KEY_9999')).toBe('value 9999');
    expect(performance.now() - started).toBeLessThan(3000);
    await write(root, { ADDED: 'x' });
    expect(JSON.parse(decrypt())).toEqual({ ...many, ADDED: 'x' });
    // sops itself takes most of this: half a minute on a crowded machine.
  }, 300_000);
});

describe('other independent readers', () => {
  it('mise reads it by _.file', async () => {
    const values = { PLAIN: 'value-1', UNICODE: 'Ä 🔑', MULTI_LINE: 'one\ntwo', NUMBER: '007' };
    await write(root, values);
    writeFileSync(join(root, 'mise.toml'), '[env]\n_.file = "secrets.sops.json"\n');
    const env = { MISE_TRUSTED_CONFIG_PATHS: root, MISE_YES: '1', MISE_OFFLINE: '1', MISE_SOPS_AGE_KEY_FILE: currentPlatform().ageKeyFile };
    expect(JSON.parse(tool(mise, ['env', '--json'], root, { env }))).toMatchObject(values);
  });

  it('secretspec reads it by sops://', async () => {
    const values = { PLAIN: 'value-1', UNICODE: 'Ä 🔑', MULTI_LINE: 'one\ntwo' };
    await write(root, values);
    const entries = Object.keys(values).map((name) => `${name} = { description = "d", ref = { item = "${name}" } }`);
    writeFileSync(join(root, 'secretspec.toml'), ['[project]', 'name = "p"', 'revision = "1.0"', '[profiles.default]', ...entries, ''].join('\n'));
    const script = `import json, secretspec
found = secretspec.SecretSpec.builder().with_path("secretspec.toml").with_provider("sops://secrets.sops.json").with_reason("test").load()
print(json.dumps({name: secret.get for name, secret in found.secrets.items()}))`;
    const out = tool('python3', ['-c', script], root, { path: [sops], env: { PYTHONPATH: dirname(dirname(secretspec)) } });
    expect(JSON.parse(out)).toEqual(values);
  });
});
