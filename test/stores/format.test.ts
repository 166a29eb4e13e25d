import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../server/src/stores/createRegistry';
import { goNumber } from '../../server/src/stores/sops/crypto';
import { DEFAULT_CLEAR_RULE } from '../../server/src/stores/sops/metadata';
import { decodeSegment, encodeSegment } from '../../server/src/stores/sops/paths';
import { compilePattern } from '../../server/src/stores/sops/pattern';
import { parseTree, writeTree } from '../../server/src/stores/sops/tree';
import { VaultFile } from '../../server/src/stores/sops/vaultFile';
import { expectCostBelow } from '../support/cost';

describe('the tree', () => {
  it('keeps order, numbers and escapes as written', () => {
    const text = '{\n\t"b": 1.50,\n\t"10": "\\u00e4\\/",\n\t"2": [\n\t\t1e400,\n\t\t{}\n\t],\n\t"a": []\n}\n';
    expect(writeTree(parseTree(text, 'x'))).toBe(text);
  });

  it.each([
    '',
    ' ',
    '[]',
    '"x"',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":1.}',
    '{"a":+1}',
    '{"a":NaN}',
    '{"a":tru}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '{"a":"',
    '{"a":"\\',
    '{}x',
    '\uFEFF{}',
    '{"a":1 "b":2}',
    "{'a':1}",
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":{}}',
    '{"x":{"__proto__":1}}',
    '{"x":{"\\u005f_proto__":1}}',
    '{"a":'.repeat(100_000),
    '['.repeat(100_000),
    `{"a":${'['.repeat(70)}${']'.repeat(70)}}`,
  ])('refuses case %#', (text) => {
    expect(() => parseTree(text, 'x')).toThrow('StoreMalformed');
  });

  it('agrees with JSON.parse on any JSON object', () => {
    const key = fc.string().filter((name) => name !== '__proto__');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), fc.integer({ min: 0, max: 3 }), (value, blanks) => {
        expect(JSON.parse(writeTree(parseTree(JSON.stringify(value, null, blanks), 'x')))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

it.each([
  ['two rules of what is left in clear', { encrypted_regex: '^a', unencrypted_suffix: '_x' }, 'StoreMalformed'],
  ['a threshold of shared keys', { shamir_threshold: 2 }, 'StoreUnsupported'],
  ['groups of keys', { key_groups: [{ age: [] }] }, 'StoreUnsupported'],
  ['a pattern that is not run', { encrypted_regex: '(?=a)' }, 'StoreUnsupported'],
  ['recipients that are no list', { age: { recipient: 'x' } }, 'StoreMalformed'],
])('metadata with %s is refused', (_name, more, code) => {
  const text = JSON.stringify({ A: 'ENC[x]', sops: { age: [], lastmodified: 'x', mac: 'x', ...more } });
  expect(() => VaultFile.parse(Buffer.from(text), 'x')).toThrow(code);
});

describe('a sealed file', () => {
  it('gives back any names and values, in order, and notices any change of order or value', () => {
    const names = fc.uniqueArray(
      fc.stringMatching(/^[A-Za-z0-9_:.%/ä-]{1,12}$/u).filter((name) => name !== '__proto__' && name !== 'sops' && !name.endsWith('_unencrypted')),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(names, fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 12, maxLength: 12 }), (keys, values) => {
        const dataKey = VaultFile.newDataKey();
        const made = VaultFile.create('x', DEFAULT_CLEAR_RULE);
        keys.forEach((key, index) => made.set(encodeSegment(key), Buffer.from(values[index]!), dataKey));
        const text = made.seal(dataKey);
        const read = VaultFile.parse(Buffer.from(text), 'x');
        read.verify(dataKey);
        expect([...read.leaves()].map((leaf) => [decodeSegment(leaf.path), read.decrypt(leaf, dataKey).bytes.toString()])).toEqual(
          keys.map((key, index) => [key, Buffer.from(values[index]!).toString()]),
        );
        const lines = text.split('\n');
        [lines[1], lines[2]] = [lines[2]!, lines[1]!];
        const swapped = VaultFile.parse(Buffer.from(lines.join('\n')), 'x');
        if (values[0] !== values[1]) expect(() => swapped.verify(dataKey)).toThrow('StoreTampered');
        expect(() => read.verify(VaultFile.newDataKey())).toThrow('StoreTampered');
      }),
      { numRuns: 50 },
    );
  });
});

it.each([
  ['1', '1'],
  ['-0', '0'],
  ['9223372036854775807', '9223372036854775807'],
  ['9223372036854775808', '9223372036854776000'],
  ['1.0', '1'],
  ['1.50', '1.5'],
  ['1e21', '1000000000000000000000'],
  ['1e-7', '0.0000001'],
  ['-1.25e-9', '-0.00000000125'],
  ['-0.0', '-0'],
])('the number %s is %s in the MAC', (text, expected) => expect(goNumber(text)).toBe(expected));

describe('patterns out of a repository', () => {
  it.each([
    ['^(data|stringData)$', ['data', 'stringData'], ['xdata', 'datax', '']],
    ['\\.sops\\.(json|ya?ml)$', ['a.sops.json', 'x/y.sops.yml'], ['a.sops.toml', 'asopsjson']],
    ['^a|b$', ['ax', 'xb'], ['xax']],
    ['[a-c_-]+[^0-9]', ['b-x', '-_'], ['1', 'b1']],
    ['', ['', 'x'], []],
    ['a.c', ['abc', 'a🔑c'], ['a\nc', 'ac']],
    ['(ab)*c?$', ['abab', ''], []],
    ['^(?:x+)+$', ['xxx'], ['xxy']],
    ['\\d\\w\\s', ['1a '], ['a1 ']],
  ])('%s', (source, good, bad) => {
    const matches = compilePattern(source)!;
    expect(good.filter((text) => !matches(text))).toEqual([]);
    expect(bad.filter((text) => matches(text))).toEqual([]);
    const native = new RegExp(source, 'u');
    for (const text of [...good, ...bad]) expect([text, matches(text)]).toEqual([text, native.test(text)]);
  });

  it.each(['(?i)a', 'a{2}', '(a', 'a)', '[a', '*a', 'a**', 'a+?', '\\1', '\\p{L}', '[[:alpha:]]', '(?=a)', 'a\\', '^*', 'x'.repeat(257), '('.repeat(100)])(
    'does not know %j, and says so',
    (source) => {
      expect(compilePattern(source)).toBeUndefined();
    },
  );

  it('is linear whatever the pattern', () => {
    for (const source of ['(a*)*b', '(a|a)*(a|a)*b$', '(a+)+$', '.*.*.*.*.*.*.*.*b$'])
      expectCostBelow(1000, () => compilePattern(source)!('a'.repeat(20_000)), source);
  });
});

describe('what a reference may name (THREATS 1)', () => {
  const resolve = async (scheme: string, path: string, fragment: string[] = ['A'], parameters: [string, string][] = []) => {
    const registry = await createRegistry({ root: '/p', embeddedStore: 'secrets.sops.json', trusted: true });
    const found = registry.resolve({ kind: 'store', scheme, path, fragment, parameters: new Map(parameters) }, '/p/app');
    return found.kind === 'address'
      ? `${found.address.store}#${found.address.path} ${registry.referenceTo(found.address, '/p/app')}`
      : found.kind === 'refused'
        ? found.because
        : found.kind;
  };
  it.each([
    ['sops', '../secrets.sops.json', undefined, undefined, 'sops:secrets.sops.json#A ref+sops://../secrets.sops.json#/A'],
    ['sops', 'x.json', ['a/b', '50%'], undefined, 'sops:app/x.json#a%2Fb/50%25 ref+sops://x.json#/a%2Fb/50%25'],
    ['sops', '/p/a b.json', undefined, undefined, 'sops:a b.json#A ref+sops://../a%20b.json#/A'],
    ['sops', '../../etc/x.json', undefined, undefined, 'outside'],
    ['sops', '/etc/x.json', undefined, undefined, 'outside'],
    ['sops', 'x.yaml', undefined, undefined, 'unknown-store'],
    ['sops', 'x.json', [], undefined, 'unknown-store'],
    ['sops', 'x.json', undefined, [['key_type', 'filepath']], 'parameter'],
    ['sops', 'x.json', undefined, [['version', '1']], 'parameter'],
    ['exec', 'x', undefined, undefined, 'scheme'],
    ['file', 'x', undefined, undefined, 'scheme'],
    ['envsubst', 'x', undefined, undefined, 'scheme'],
    ['httpjson', 'x', undefined, undefined, 'scheme'],
    [
      'vault',
      'm/p',
      undefined,
      [
        ['address', 'https://evil'],
        ['token_file', '/x'],
      ],
      'unknown-store',
    ],
    ['constructor', 'x', undefined, undefined, 'unknown-store'],
  ] as [string, string, string[] | undefined, [string, string][] | undefined, string][])(
    '%s %s %j %j: %s',
    async (scheme, path, fragment, parameters, expected) => {
      expect(await resolve(scheme, path, fragment, parameters)).toBe(expected);
    },
  );

  it('does not take a store outside the project as its own', async () => {
    await expect(createRegistry({ root: '/p', embeddedStore: '../x.sops.json', trusted: true })).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
  });
});
