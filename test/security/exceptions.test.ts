import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { parseTOML } from 'toml-eslint-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml, parseDocument } from 'yaml';
import { describeCrash, addLogSink } from '../../server/src/base/log';
import { TacitError, toTacitError } from '../../server/src/base/errors';
import { Git } from '../../server/src/base/system/git';
import { Secret } from '../../server/src/base/secret';
import { StateFile } from '../../server/src/base/system/stateFile';
import { pathOf } from '../../server/src/changes/editing/diskEditor';
import { decodeFile } from '../../server/src/changes/editing/encoding';
import { parseEntry } from '../../server/src/changes/moving/journal';
import { describeFailure } from '../../server/src/changes/moving/messages';
import { toResponseError } from '../../server/src/lsp/session/client/answer';
import { loadConfig } from '../../server/src/project/configuration/config';
import { Glob } from '../../server/src/project/ignoring/globs';
import { tacitManifest } from '../../server/src/project/manifest/tacit';
import { mergeManifests, readManifests } from '../../server/src/project/manifest/manifests';
import { openProject } from '../../server/src/project/open';
import { parseReference } from '../../server/src/references/data/vals';
import { childEnvironment, maskingFor } from '../../server/src/run/environment';
import { spawnChild } from '../../server/src/run/spawn';
import { createIdentity, readIdentities, unwrapDataKey, wrapDataKey } from '../../server/src/stores/sops/ageKeys';
import { findCreationRule } from '../../server/src/stores/sops/creationRules';
import { decryptValue, goNumber } from '../../server/src/stores/sops/crypto';
import { DEFAULT_CLEAR_RULE } from '../../server/src/stores/sops/metadata';
import { compilePattern } from '../../server/src/stores/sops/pattern';
import { parseTree } from '../../server/src/stores/sops/tree';
import { VaultFile } from '../../server/src/stores/sops/vaultFile';
import { findPlace } from '../../server/src/syntax/place';
import { PrivateChannel } from '../../server/src/protocol/privateChannel';
import { makeCanary, searchBytes, searchFolder } from '../support/canary';
import { useInstalledGrammars } from '../support/grammars';
import { startBuiltServer } from '../support/serverProcess';
import { makeSandbox, tacit } from '../support/tacit';

/**
 * What libraries throw quotes what they were given (THREATS 10). Each row hands a library, by the part of Tacit that uses it, something with a
 * canary in it that must fail; nothing that comes out of Tacit may hold the canary. `raw` is the same by the library alone: where it is
 * marked, its own error does quote it, so that a wrapper that lets it through would be seen.
 */
useInstalledGrammars();
/** A digit at its start would be a number to JSON.parse, which then quotes nothing. */
const canary = `Q${makeCanary()}`;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-exceptions-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function fileWith(name: string, text: string): string {
  const path = join(folder, String(++made), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Everything that can be seen of something thrown or given back: message, stack, cause and every property, hidden ones too. */
const visible = (thing: unknown): string => inspect(thing, { depth: 12, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity });

const spawned = (command: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const stream = { stream: new PassThrough(), isTerminal: false };
  const { automaton } = maskingFor(new Map());
  return spawnChild({ command, environment, cwd: folder, automaton, mask: false, stdout: stream, stderr: stream, inTerminal: false });
};
const project = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const root = join(folder, String(++made));
  for (const [name, text] of Object.entries({ '.git/HEAD': 'x', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
};
const place = (name: string, languageId: string, text: string) =>
  findPlace({ uri: `file:///p/${name}`, version: 0, languageId, text }, { start: 1, end: 3 }).then(({ context }) => context);

const json = (text: string): unknown => JSON.parse(text);
const yaml = (text: string): unknown => parseYaml(text);
const quoted = `"${canary}`;
const brokenYaml = `a: [${canary}\nb: "${canary}`;

/** What, the library alone (undefined where its error does not quote), and Tacit's way to it. */
const ROWS: readonly (readonly [string, (() => unknown) | undefined, () => unknown])[] = [
  ['JSON.parse of a state file', () => json(canary), () => new StateFile('a.json', (json) => json, dirname(fileWith('a.json', canary))).read()],
  ['JSON.parse of a journal', () => json(canary), () => parseEntry(`${canary}\n{"step":${quoted}`)],
  ['JSON.parse of a string in a vault', () => json(`"\\x${canary}"`), () => parseTree(`{"a":"\\x${canary}"}`, 's')],
  ['JSON.parse of a vault', () => json(`{"a":${canary}}`), () => VaultFile.parse(Buffer.from(`{"a":${canary}}`), 's')],
  ['a vault that is no UTF-8', undefined, () => VaultFile.parse(Buffer.concat([Buffer.from(canary), Buffer.from([0xff, 0xfe])]), 's')],
  ['a vault without metadata', undefined, () => VaultFile.parse(Buffer.from(JSON.stringify({ a: canary })), 's')],
  [
    'a vault with metadata of another kind',
    undefined,
    () => VaultFile.parse(Buffer.from(JSON.stringify({ sops: { age: canary, lastmodified: canary, mac: canary } })), 's'),
  ],
  [
    'a vault with a pattern',
    () => new RegExp(`(${canary}`),
    () => VaultFile.parse(Buffer.from(JSON.stringify({ sops: { age: [], lastmodified: 'x', mac: 'x', encrypted_regex: `(${canary}` } })), 's'),
  ],
  ['a tacit.json that is no JSON', undefined, async () => loadConfig(await project({ 'tacit.json': `{"version":1,${quoted}` }))],
  [
    'a tacit.json of another kind',
    undefined,
    async () => loadConfig(await project({ 'tacit.json': JSON.stringify({ version: 1, manifest: canary, stores: { a: canary } }) })),
  ],
  ['a manifest that is no YAML', () => yaml(brokenYaml), () => tacitManifest.read(brokenYaml)],
  [
    'a manifest that is no YAML, read from disk',
    () =>
      parseDocument(brokenYaml, { prettyErrors: true }).errors.map((error) => {
        throw error;
      }),
    async () => mergeManifests(await readManifests(await openProject(await project({ 'tacit.env.yaml': brokenYaml }), { trusted: true }))),
  ],
  [
    'a manifest with a value',
    undefined,
    async () => mergeManifests(await readManifests(await openProject(await project({ 'tacit.env.yaml': `A: ${quoted}"\n` }), { trusted: true }))),
  ],
  ['a manifest that is written to', () => yaml(brokenYaml), () => tacitManifest.add(brokenYaml, 'B', 'ref+sops://x.json#/a')],
  ['a .sops.yaml that is no YAML', () => yaml(brokenYaml), () => findCreationRule(fileWith('.sops.yaml', brokenYaml))],
  [
    'a .sops.yaml with a pattern',
    () => new RegExp(`[${canary}`),
    () => findCreationRule(fileWith('.sops.yaml', `creation_rules: [{path_regex: "(?<${canary}", age: x}]`)),
  ],
  [
    'a private key in the place of a recipient',
    undefined,
    () => findCreationRule(fileWith('.sops.yaml', `creation_rules: [{age: "AGE-SECRET-KEY-1${canary}"}]`)),
  ],
  ['new URL', () => new URL(canary), () => pathOf(canary)],
  ['fileURLToPath', () => fileURLToPath(`https://${canary}/`), () => pathOf(`https://x/${canary}`)],
  ['spawn with NUL in the environment', () => spawnSync('true', { env: { A: `${canary}\0` } }), () => spawned(['true'], { A: `${canary}\0` })],
  ['spawn with NUL in an argument', () => spawnSync('true', [`${canary}\0`]), () => spawned(['true', `${canary}\0`], {})],
  [
    'spawn of a program that is not there',
    () => {
      throw spawnSync('no-such-program', [canary]).error ?? new Error();
    },
    () => spawned(['no-such-program', canary], {}),
  ],
  [
    'a value with NUL for a child',
    () => spawnSync('true', { env: { A: `${canary}\0` } }),
    () => childEnvironment({}, new Map([['A', Secret.of(`${canary}\0`)]])),
  ],
  [
    'a value that is no text for a child',
    undefined,
    () => childEnvironment({}, new Map([['A', Secret.of(Buffer.concat([Buffer.from(canary), Buffer.from([0xff])]))]])),
  ],
  ['a value that is too large for a child', undefined, () => childEnvironment({}, new Map([['A', Secret.of(canary.repeat(20_000))]]))],
  [
    'age with an identity that is none',
    () => new Decrypter().addIdentity(`AGE-SECRET-KEY-1${canary.toUpperCase().replace(/[^A-Z0-9]/g, 'Q')}`),
    () => readIdentities(`AGE-SECRET-KEY-1${canary.toUpperCase().replace(/[^A-Z0-9]/g, 'Q')}`),
  ],
  ['age with a recipient that is none', () => new Encrypter().addRecipient(canary), () => wrapDataKey(Buffer.alloc(32), [canary])],
  [
    'age with a recipient whose checksum is wrong',
    () => new Encrypter().addRecipient(`age1${'q'.repeat(58)}`),
    () => wrapDataKey(Buffer.alloc(32), [`age1${'q'.repeat(58)}`]),
  ],
  ['age with an armour that is none', () => armor.decode(canary), async () => unwrapDataKey([{ recipient: 'x', enc: canary }], [await createIdentity()])],
  ['a ciphertext that is none', undefined, () => decryptValue(`ENC[AES256_GCM,data:${canary}`, Buffer.alloc(32), 'a:', 's')],
  [
    'a ciphertext of another key',
    undefined,
    () =>
      decryptValue(
        `ENC[AES256_GCM,data:${Buffer.from(canary).toString('base64')},iv:${'A'.repeat(43)}=,tag:${'A'.repeat(22)}==,type:str]`,
        Buffer.alloc(32),
        'a:',
        's',
      ),
  ],
  ['BigInt', () => BigInt(canary), () => goNumber(canary) === canary || undefined],
  ['new RegExp', () => new RegExp(`(${canary}`), () => compilePattern(`(${canary}`)],
  ['minimatch', undefined, () => new Glob(folder, `[${canary}`).matches(join(folder, 'x'))],
  ['decodeURIComponent', undefined, () => parseReference(`ref+sops://%${canary}#/%E0%A4%A`)],
  ['TOML', () => parseTOML(`a = ${canary}`), () => place('a.toml', 'toml', `a = ${canary}`)],
  ['YAML to move out of', () => yaml(brokenYaml), () => place('a.yaml', 'yaml', brokenYaml)],
  ['JSON to move out of', () => json(`{${quoted}`), () => place('a.json', 'json', `{${quoted}`)],
  ['a grammar', undefined, () => place('a.ts', 'typescript', `const a = ${quoted}`)],
  ['a file of no encoding', undefined, () => decodeFile(Buffer.concat([Buffer.from(canary), Buffer.from([0xff, 0x00])]), 'a.js')],
  ['git', undefined, async () => (await Git.open(folder))?.run(['cat-file', '--batch', '--no-such-option'], canary)],
  ['the private channel', undefined, async () => new PrivateChannel(new PassThrough()).take(canary)],
];

/** The library's own error, where it quotes; it may do so in a property. */
const QUOTING = ROWS.flatMap(([name, raw]) => (raw === undefined ? [] : [[name, raw] as const]));

describe('what a library throws', () => {
  it('quotes what it was given, in most of these cases', () => {
    const quoting = QUOTING.filter(([, raw]) => {
      try {
        return visible(raw()).includes(canary.slice(0, 8));
      } catch (thrown) {
        return visible(thrown).includes(canary.slice(0, 8));
      }
    });
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    expect(quoting.length).toBeGreaterThanOrEqual(15);
  });

  it.each(ROWS)('does not leave Tacit: %s', async (_name, _raw, ours) => {
    const seen: string[] = [];
    const stop = addLogSink((event, fields) => seen.push(`${event} ${JSON.stringify(fields)}`));
    try {
      const result = await ours();
      // A value that Tacit read is its own matter; what is given back here is a fault, a state or nothing.
      seen.push(visible(result).replaceAll(/\[Getter.*?\]/g, ''));
    } catch (thrown) {
      expect(thrown, 'not ours').toBeInstanceOf(TacitError);
      const error = thrown as TacitError;
      expect(error.cause).toBeUndefined();
      seen.push(
        visible(error),
        describeFailure(error.failure),
        JSON.stringify(error),
        visible(toResponseError('x', error)),
        JSON.stringify(describeCrash(error)),
      );
    } finally {
      stop();
    }
    const leaks = searchBytes('seen', Buffer.from(seen.join('\n')), [canary, canary.toUpperCase().replace(/[^A-Z0-9]/g, 'Q')]);
    expect(leaks).toEqual([]);
  });

  it.each([
    ['an error', () => new Error(canary)],
    ['an error with a cause', () => new Error('x', { cause: canary })],
    ['an error with properties', () => Object.assign(new Error('x'), { code: canary, path: canary, spawnargs: [canary] })],
    ['an error of many', () => new AggregateError([new Error(canary)], canary)],
    ['an error that is called off', () => Object.assign(new Error(canary), { name: 'AbortError' })],
    [
      'an error whose name is a value',
      () => Object.assign(new Error('x'), { name: canary, stack: `x\n    at ${canary} (server.js:1:1)\n    at f (/home/${canary}/server.js:1:1)` }),
    ],
    ['a text', () => canary],
    ['an object', () => ({ toString: () => canary, message: canary })],
  ])('is dropped at each border: %s', (_name, make) => {
    const thrown = make();
    const error = toTacitError(thrown, 'here');
    for (const text of [visible(error), describeFailure(error.failure), visible(toResponseError('m', thrown)), JSON.stringify(describeCrash(thrown))])
      expect(searchBytes('error', Buffer.from(text), [canary])).toEqual([]);
  });
});

describe('a vault damaged at every byte', () => {
  let text = '';
  let dataKey: Buffer;
  beforeAll(() => {
    dataKey = VaultFile.newDataKey();
    const file = VaultFile.create('s', DEFAULT_CLEAR_RULE);
    for (const name of ['ONE', 'TWO']) file.set(name, Buffer.from(`${canary}${name}`), dataKey);
    text = file.seal(dataKey);
  });
  it.each<readonly [string, (bytes: Buffer, at: number) => Buffer]>([
    ['turned round', (bytes, at) => (bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at), bytes)],
    ['set high', (bytes, at) => (bytes.writeUInt8(0xff, at), bytes)],
    ['taken out', (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])],
    ['cut off', (bytes, at) => bytes.subarray(0, at)],
    ['a quote put in', (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from('"'), bytes.subarray(at)])],
  ])('%s: the same values or a failure that quotes nothing', (_name, damage) => {
    let failures = 0;
    for (let at = 0; at < Buffer.byteLength(text); at++) {
      try {
        const file = VaultFile.parse(damage(Buffer.from(text), at), 's');
        file.verify(dataKey);
        const values = [...file.leaves()].map((leaf) => [leaf.path, file.decrypt(leaf, dataKey).bytes.toString()]);
        expect(
          values.map(([path, value]) => value === `${canary}${path ?? ''}`),
          String(at),
        ).toEqual([true, true]);
      } catch (thrown) {
        if (!(thrown instanceof TacitError)) throw thrown;
        failures++;
        expect(visible(thrown).includes(canary.slice(0, 8))).toBe(false);
      }
    }
    expect(failures).toBeGreaterThan(text.length / 2);
  });
});

describe('both processes, where every file that they read holds a canary and is broken', () => {
  const sandbox = makeSandbox();
  afterAll(() => sandbox.dispose());
  const state = (name: string): string => join(sandbox.home, '.local/state/tacit', name);
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, content, { mode: 0o600 });
  };
  const FILES: readonly (readonly [string, () => string, string])[] = [
    ['tacit.json', () => join(sandbox.project, 'tacit.json'), `{"version":1,"rules":{${quoted}`],
    ['the manifest', () => join(sandbox.project, 'tacit.env.yaml'), brokenYaml],
    ['a manifest with a value', () => join(sandbox.project, 'tacit.env.yaml'), `A_KEY: ${quoted}"\n`],
    ['.sops.yaml', () => join(sandbox.project, '.sops.yaml'), brokenYaml],
    ['the vault', () => join(sandbox.project, 'secrets.sops.json'), `{"A":${quoted}`],
    ['the trust', () => state('trust.json'), canary],
    ['the approvals', () => state('approvals.json'), `[${quoted}`],
    ['the pins', () => state('pins.json'), `[${quoted}`],
    ['the data keys', () => state('datakeys.json'), `{"version":1,"key":${quoted}","tags":[${quoted}"]}`],
    ['the journal', () => state(`journal/move-${'0'.repeat(32)}.jsonl`), `{"format":1,"id":${quoted}`],
    ['the key file', () => join(sandbox.home, '.config/sops/age/keys.txt'), `AGE-SECRET-KEY-1${canary}\n${canary}\n`],
    ['the pointer of git', () => join(sandbox.project, '.git'), `gitdir: ${canary}\n`],
  ];
  it.each(FILES)('%s', async (name, path, content) => {
    rmSync(sandbox.project, { recursive: true, force: true });
    rmSync(sandbox.home, { recursive: true, force: true });
    for (const each of [sandbox.project, sandbox.home]) mkdirSync(each, { mode: 0o700 });
    put(join(sandbox.project, 'a.js'), `const dbPassword = '${canary}';\n`);
    if (name !== 'the manifest' && !name.startsWith('a manifest')) put(join(sandbox.project, 'tacit.env.yaml'), 'A_KEY: "ref+sops://secrets.sops.json#/A"\n');
    put(path(), content);
    const output: string[] = [];
    for (const [command, input] of [
      [['scan', '.', '--format', 'json'], ''],
      [['env', 'check'], ''],
      [['run', '--', 'true'], ''],
      [['secret', 'set', 'B_KEY'], `${canary}\n`],
      [['fix', '.', '--yes'], ''],
    ] as const) {
      const { stdout, stderr, code } = await tacit(sandbox, command, { input });
      expect(code).not.toBeNull();
      output.push(stdout, stderr);
    }
    put(join(sandbox.project, 'a.js'), `const dbPassword = '${canary}';\n`);
    const { client, stderr } = await startBuiltServer(sandbox, { own: { trusted: true, privateChannel: true } }, { calls: 'execve' });
    const uri = pathToFileURL(join(sandbox.project, 'a.js')).href;
    await client.open(uri, 'javascript', `const dbPassword = '${canary}'; f(process.env.A_KEY);\n`);
    const [found] = await client.diagnostics(uri).catch(() => []);
    for (const request of [
      client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 62 } }),
      client.ask('tacit/store/children', {}),
      client.ask('tacit/status', {}),
      ...(found === undefined ? [] : [client.ask('tacit/move/prepare', { uri, version: 1, range: found.range })]),
    ])
      await request.catch(() => undefined);
    await client.stop();
    expect(output.join('').length).toBeGreaterThan(100);
    expect(searchBytes('output', Buffer.from(output.join('\n')), [canary])).toEqual([]);
    expect(searchBytes('wire', client.wire, [canary])).toEqual([]);
    expect(searchBytes('stderr', Buffer.from(stderr()), [canary])).toEqual([]);
    expect(searchFolder(sandbox.temporary, [canary])).toEqual([]);
  });

  it.each([
    [['secret', 'set', 'A_KEY', canary]],
    [['secret', 'set', `A_KEY=${canary}`]],
    [['secret', 'set', 'A_KEY', `--value=${canary}`]],
    [['scan', `--token=${canary}`]],
    [['run', `--env=A=${canary}`, '--', 'true']],
  ])('a value in an argument is not printed: %j', async (command) => {
    const { stdout, stderr, code } = await tacit(sandbox, command);
    expect(code).toBeGreaterThan(1);
    expect(stderr.length).toBeGreaterThan(10);
    expect(searchBytes('output', Buffer.from(stdout + stderr), [canary])).toEqual([]);
  });
});
