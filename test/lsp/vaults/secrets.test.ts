import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { Secret } from '../../../server/src/base/secret';
import type { Requests } from '../../../server/src/protocol/requests';
import { walkNames } from '../../../server/src/lsp/session/vaults/storeNames';
import { createRegistry } from '../../../server/src/stores/createRegistry';
import type { StorePage } from '../../../server/src/stores/store';
import { projectFolder, VSCODE } from '../../support/lspClient';
import { codeOf, OWN, start, type Started } from '../startServer';
import { password } from '../values';

/** A project whose vault holds these. */
async function vault(names: readonly string[], setup: Parameters<typeof start>[1] = OWN): Promise<Started & { values: Map<string, string> }> {
  const started = await start({}, setup);
  const values = new Map(names.map((name) => [name, password()]));
  const { embedded } = await createRegistry({ root: started.folder.root, embeddedStore: 'secrets.sops.json', trusted: true });
  for (const [name, value] of values) await embedded.write(name, Secret.of(value), { is: 'absent' });
  await started.client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: started.folder.uri('secrets.sops.json'), type: 1 }] });
  return { ...started, values };
}

async function nodes({ client }: Started): Promise<{ store: string; secrets: Map<string, string> }> {
  const { nodes: stores } = await client.ask('tacit/store/children', {});
  const store = stores[0]!;
  const { nodes: secrets } = await client.ask('tacit/store/children', { node: store.id });
  return { store: store.id, secrets: new Map(secrets.map(({ label, id }) => [label, id])) };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('the tree', () => {
  it('shows an absent vault as such', async () => {
    const { client } = await start({}, OWN);
    const { nodes: stores } = await client.ask('tacit/store/children', {});
    expect(stores).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, label: 'secrets.sops.json', kind: 'store', state: 'absent' }]);
  });

  it('is asked again when a folder was added: the client’s own question may have been faster', async () => {
    const { client } = await start({}, OWN);
    const other = projectFolder({ '.git/HEAD': '' });
    const before = client.storesChanged;
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: other.uri('').replace(/\/$/, ''), name: 'other' }], removed: [] },
    });
    await client.until(() => client.storesChanged > before, 'the vaults changed');
    const { nodes: stores } = await client.ask('tacit/store/children', {});
    expect(stores.map(({ description }) => description)).toContain(basename(other.root));
    other.remove();
  });

  it('holds the vaults of the folders that the client has now, even if nobody told of them', async () => {
    const other = projectFolder({ '.git/HEAD': '' });
    const capabilities = { ...VSCODE, workspace: { ...VSCODE.workspace, workspaceFolders: true } };
    const started = await start({}, { ...OWN, capabilities, foldersNow: () => [started.folder.root, other.root] });
    const { nodes: stores } = await started.client.ask('tacit/store/children', {});
    expect(stores.map(({ description }) => description)).toEqual([basename(started.folder.root), basename(other.root)]);
    other.remove();
  });

  it('shows names, references and no values; ids stay the same within the session', async () => {
    const started = await vault(['A_KEY', 'B_KEY']);
    const first = await nodes(started);
    expect([...first.secrets.keys()]).toEqual(['A_KEY', 'B_KEY']);
    expect(await nodes(started)).toEqual(first);
    const { nodes: secrets } = await started.client.ask('tacit/store/children', { node: first.store });
    expect(secrets[0]).toMatchObject({ kind: 'secret', reference: 'ref+sops://secrets.sops.json#/A_KEY' });
    expect((await started.client.ask('tacit/store/describe', { node: first.secrets.get('A_KEY')! })).lines[0]).toBe('A_KEY in vault secrets.sops.json');
    expect(await started.client.ask('tacit/status', {})).toMatchObject({ store: 'ready', recoveryCopy: false });
  });
});

describe('a search', () => {
  it('gives the names of the vaults with the ids of the tree, and no value', async () => {
    const started = await vault(['A_KEY', 'B_KEY']);
    const { client, values } = started;
    const { secrets } = await nodes(started);
    const { nodes: found, complete } = await client.ask('tacit/store/find', {});
    expect(complete).toBe(true);
    expect(found.map(({ id, label, description }) => [id, label, description])).toEqual(
      ['A_KEY', 'B_KEY'].map((name) => [secrets.get(name), name, 'secrets.sops.json']),
    );
    for (const value of values.values()) expect(client.wire.includes(Buffer.from(value))).toBe(false);
  });

  it('gives nothing where there is no vault, and says so where one cannot be read', async () => {
    const started = await start({}, OWN);
    expect(await started.client.ask('tacit/store/find', {})).toEqual({ nodes: [], complete: true });
    const damaged = await start({ 'secrets.sops.json': '{ "A": "ENC[' }, OWN);
    expect(await damaged.client.ask('tacit/store/find', {})).toEqual({ nodes: [], complete: false });
  });

  it.each([
    [{ names: 3, lists: 99 }, 3, false],
    [{ names: 99, lists: 2 }, 3, false],
    [{ names: 99, lists: 99 }, 6, true],
  ])('ends at %j', async (most, count, complete) => {
    const list = (folder: string, page: string | undefined): Promise<StorePage> =>
      Promise.resolve(
        page === undefined
          ? {
              entries: [
                { path: `${folder}A`, kind: 'secret' },
                { path: `${folder}B`, kind: 'secret' },
              ],
              next: '2',
            }
          : { entries: [{ path: `${folder}C`, kind: 'secret' }, ...(folder === '' ? [{ path: 'f/', kind: 'folder' } as const] : [])] },
      );
    const paths = new Set<string>();
    expect(await walkNames({ list }, { paths, keyed: new Set() }, most)).toEqual({ complete });
    expect(paths.size).toBe(count);
  });
});

describe('values', () => {
  it('of an older state of the vault are given with a warning, which comes once (THREATS 42)', async () => {
    const started = await vault(['A_KEY']);
    const { client } = started;
    const { secrets } = await nodes(started);
    const file = join(started.folder.root, 'secrets.sops.json');
    const older = readFileSync(file);
    await client.ask('tacit/secret/edit', { node: secrets.get('A_KEY')!, delivery: await client.channel!.send(Buffer.from(password())) });
    writeFileSync(file, older);
    const path = join(currentPlatform().stateFolder, 'newest.json');
    // What was seen is newer than any file written in this second: SOPS counts whole ones.
    const newer = new Date(Date.now() + 3000).toISOString();
    writeFileSync(path, readFileSync(path, 'utf8').replace(/("lastModified": ")[^"]+/g, `$1${newer}`));
    for (let times = 0; times < 3; times++)
      await client.channel!.take((await client.ask('tacit/secret/reveal', { node: secrets.get('A_KEY')!, purpose: 'reveal' })).delivery);
    expect(client.shown.map(({ message }) => message)).toEqual([expect.stringContaining('is an older state of the vault')]);
  });

  it.each(['reveal', 'copy'] as const)('arrive on the private channel for %s, and never as LSP', async (purpose) => {
    const started = await vault(['A_KEY']);
    const { client, values } = started;
    const { secrets } = await nodes(started);
    const { delivery } = await client.ask('tacit/secret/reveal', { node: secrets.get('A_KEY')!, purpose });
    expect(text(await client.channel!.take(delivery))).toBe(values.get('A_KEY'));
    expect(client.wire.includes(Buffer.from(values.get('A_KEY')!))).toBe(false);
  });

  it('are created, edited and removed', async () => {
    const started = await vault(['A_KEY']);
    const { client, folder } = started;
    const { store } = await nodes(started);
    const [first, second] = [password(), `${password()}\n😀`];
    const { node } = await client.ask('tacit/secret/create', { store, path: 'NEW_KEY', delivery: await client.channel!.send(Buffer.from(first)) });
    await client.ask('tacit/secret/edit', { node, delivery: await client.channel!.send(Buffer.from(second)) });
    const { delivery } = await client.ask('tacit/secret/reveal', { node, purpose: 'reveal' });
    expect(text(await client.channel!.take(delivery))).toBe(second);
    await client.ask('tacit/secret/remove', { node });
    expect([...(await nodes(started)).secrets.keys()]).toEqual(['A_KEY']);
    expect(client.storesChanged).toBeGreaterThanOrEqual(3);
    for (const value of [first, second]) {
      expect(client.wire.includes(Buffer.from(value))).toBe(false);
      expect(folder.read('secrets.sops.json')).not.toContain(value);
    }
    expect(await codeOf(client.ask('tacit/secret/reveal', { node, purpose: 'reveal' }))).toBe('NotFound');
  });

  it('are not created over what is there', async () => {
    const started = await vault(['A_KEY']);
    const { client, values } = started;
    const { store, secrets } = await nodes(started);
    const request = client.ask('tacit/secret/create', { store, path: 'A_KEY', delivery: await client.channel!.send(Buffer.from('x')) });
    expect(await codeOf(request)).toBe('Conflict');
    const { delivery } = await client.ask('tacit/secret/reveal', { node: secrets.get('A_KEY')!, purpose: 'copy' });
    expect(text(await client.channel!.take(delivery))).toBe(values.get('A_KEY'));
  });

  it.each(['', '../x', 'sops', '__proto__', 'A_unencrypted', 'a\nb', 'A'.repeat(300)])('are not created under the name %j', async (path) => {
    const started = await vault(['A_KEY']);
    const { client, folder } = started;
    const { store } = await nodes(started);
    const before = folder.read('secrets.sops.json');
    const value = password();
    expect(await codeOf(client.ask('tacit/secret/create', { store, path, delivery: await client.channel!.send(Buffer.from(value)) }))).not.toBe('none');
    expect(folder.read('secrets.sops.json')).toBe(before);
  });

  it.each([
    ['without a pipe', { own: { trusted: true, privateChannel: false } }],
    ['from another editor', {}],
  ])('have no plaintext path %s', async (_name, setup) => {
    const started = await vault(['A_KEY'], setup);
    const { client } = started;
    const { store, secrets } = await nodes(started);
    const node = secrets.get('A_KEY')!;
    const delivery = '0'.repeat(32);
    const asked: Promise<unknown>[] = [
      client.ask('tacit/secret/reveal', { node, purpose: 'reveal' }),
      client.ask('tacit/secret/create', { store, path: 'X', delivery }),
      client.ask('tacit/secret/edit', { node, delivery }),
    ];
    for (const request of asked) expect(await codeOf(request)).toBe('NoPrivateChannel');
  });

  it('are not lost to a stranger: removing asks a person first', async () => {
    const started = await vault(['A_KEY'], {});
    const { secrets } = await nodes(started);
    expect(await codeOf(started.client.ask('tacit/secret/remove', { node: secrets.get('A_KEY')! }))).toBe('Cancelled');
    expect(started.client.questions).toEqual(['Delete A_KEY from the vault?']);
    expect([...(await nodes(started)).secrets.keys()]).toEqual(['A_KEY']);
  });
});

describe('requests with anything', () => {
  const METHODS: readonly (keyof Requests)[] = [
    'tacit/move/prepare',
    'tacit/move/apply',
    'tacit/store/describe',
    'tacit/secret/reveal',
    'tacit/secret/create',
    'tacit/secret/edit',
    'tacit/secret/remove',
  ];
  const JUNK: readonly unknown[] = [
    {},
    [],
    { node: 1 },
    { node: '__proto__', purpose: 'reveal', delivery: 'x', store: 'constructor', path: 'X' },
    { node: 'A_KEY', purpose: 'reveal', delivery: '0'.repeat(32), store: 'sops:secrets.sops.json', path: 'X' },
    { uri: 1, version: {}, range: 'x', proposal: [], variable: null },
    { proposal: '0'.repeat(32), variable: 'A', store: 'x', path: 'y', reuse: true, occurrences: [0] },
    { proposal: 'x', variable: 'A', store: 'x', path: 'y', reuse: 'yes', occurrences: Array.from({ length: 20_000 }, () => 0) },
    { node: 'x'.repeat(100_000) },
  ];

  it.each(METHODS)('%s answers with a named refusal, does nothing, and the server lives', async (method) => {
    const started = await vault(['A_KEY']);
    const before = started.folder.read('secrets.sops.json');
    for (const junk of JUNK)
      expect(await codeOf(started.client.connection.sendRequest(method, junk as never)), JSON.stringify(junk).slice(0, 80)).toBe('ArgumentInvalid');
    expect(started.folder.read('secrets.sops.json')).toBe(before);
    expect(started.client.edits).toEqual([]);
    expect((await nodes(started)).secrets.size).toBe(1);
  });

  it('knows no id of another session', async () => {
    const one = await vault(['A_KEY']);
    const other = await vault(['A_KEY']);
    const { secrets } = await nodes(one);
    expect(await codeOf(other.client.ask('tacit/secret/reveal', { node: secrets.get('A_KEY')!, purpose: 'reveal' }))).toBe('ArgumentInvalid');
  });
});

describe('a hostile repository in an untrusted window', () => {
  it('runs nothing and is still checked', async () => {
    const { client, folder } = await start(
      {
        'tacit.json': '{"version": 1, "stores": {"evil": {"kind": "vault", "address": "http://127.0.0.1:1"}}}',
        'tacit.env.yaml': 'A: "ref+vault://x?address=http://127.0.0.1:1#/y"\n',
      },
      { own: { trusted: false, privateChannel: true } },
    );
    const uri = folder.uri('a.py');
    await client.open(uri, 'python', `password = "${password()}"\n`);
    expect(await client.diagnostics(uri)).toHaveLength(1);
    await client.connection.sendNotification('tacit/trustChanged', { trusted: 'yes' });
    await client.connection.sendNotification('tacit/trustChanged', { trusted: true });
    await client.until(() => client.storesChanged > 0, 'trust');
    expect(await client.diagnostics(uri)).toHaveLength(1);
    expect(existsSync(`${folder.root}/secrets.sops.json`)).toBe(false);
  });
});
