import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Credentials } from '../../server/src/stores/hashicorp/credentials';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { codeOf, OWN, start } from '../lsp/startServer';
import { password, stripeKey } from '../lsp/values';
import { useOpenBao } from '../support/useOpenBao';

/** The language server with a real OpenBao: signing in, the tree, a move, hover. Every request to the server is seen. */
const seen = useOpenBao();

type Client = Awaited<ReturnType<typeof start>>['client'];

async function open(signedIn = true) {
  const registration = registrationOf({ name: 'team', address: seen.line.url, mount: seen.mount });
  await new Registrations().put(registration);
  const started = await start({ 'tacit.json': '{ "version": 1, "project": "shop" }' }, OWN);
  const { client } = started;
  const root = async () => {
    const { nodes } = await client.ask('tacit/store/children', {});
    return nodes.find(({ label }) => label === 'team')!;
  };
  if (signedIn) await client.ask('tacit/store/signIn', { node: (await root()).id, delivery: await client.channel!.send(Buffer.from(seen.bao.root)) });
  return { ...started, root, registration };
}

const childrenOf = async (client: Client, node: string) => (await client.ask('tacit/store/children', { node })).nodes;
const readValues = (): string[] => seen.line.seen.filter(({ method, url }) => method === 'GET' && url.includes('/data/')).map(({ url }) => url);

it('signs in over the private channel alone, and out again', async () => {
  const { client, root, registration } = await open(false);
  expect((await root()).state).toBe('signed-out');
  expect(seen.line.seen).toEqual([]);
  const send = async (token: string) => ({ node: (await root()).id, delivery: await client.channel!.send(Buffer.from(token)) });
  expect(await codeOf(client.ask('tacit/store/signIn', await send('s.wrong')))).toBe('NotSignedIn');
  expect((await root()).state).toBe('signed-out');
  const { lines } = await client.ask('tacit/store/signIn', await send(seen.bao.root));
  expect(lines[0]).toContain('signed in to team');
  expect((await root()).state).toBe('ready');
  expect(client.wire.includes(Buffer.from(seen.bao.root))).toBe(false);
  await client.ask('tacit/store/signOut', { node: (await root()).id });
  expect((await root()).state).toBe('signed-out');
  expect(await new Credentials().find(registration)).toBeUndefined();
});

it('has no plaintext path for a token, and none to a vault that is not confirmed', async () => {
  const other = await start({}, { own: { trusted: true, privateChannel: false } });
  expect(await codeOf(other.client.ask('tacit/store/signIn', { node: '0'.repeat(32), delivery: '0'.repeat(32) }))).toBe('NoPrivateChannel');
  const config = { version: 1, stores: { team: { kind: 'vault', address: seen.line.url, mount: seen.mount } } };
  const { client } = await start({ 'tacit.json': JSON.stringify(config) }, OWN);
  const { nodes } = await client.ask('tacit/store/children', {});
  const team = nodes.find(({ label }) => label === 'team');
  expect(team?.state).toBe('unconfirmed');
  expect(await codeOf(client.ask('tacit/store/children', { node: team!.id }))).toBe('NotConfirmed');
  expect(await codeOf(client.ask('tacit/store/signIn', { node: team!.id, delivery: await client.channel!.send(Buffer.from(seen.bao.root)) }))).toBe(
    'NotConfirmed',
  );
  expect(seen.line.seen).toEqual([]);
});

it('shows folders, secrets and keys, and reads no value before somebody asks for one', async () => {
  const value = password();
  await seen.bao.api('POST', `${seen.mount}/data/apps/shop`, { data: { DB_PASSWORD: value, nested: { a: value } } });
  await seen.bao.api('POST', `${seen.mount}/data/apps`, { data: { TOP: value } });
  const { client, root } = await open();
  const top = await childrenOf(client, (await root()).id);
  expect(top.map(({ label, kind }) => [label, kind])).toEqual([
    ['apps', 'folder'],
    ['apps', 'folder'],
  ]);
  const below = await Promise.all(top.map(({ id }) => childrenOf(client, id)));
  const secret = below.flat().find(({ label }) => label === 'shop')!;
  const keys = await childrenOf(client, secret.id);
  expect(keys.map(({ label, kind, reference }) => [label, kind, reference])).toEqual([
    ['DB_PASSWORD', 'secret', `ref+vault://${seen.mount}/apps/shop#/DB_PASSWORD`],
    ['nested/a', 'secret', `ref+vault://${seen.mount}/apps/shop#/nested/a`],
  ]);
  expect((await client.ask('tacit/store/describe', { node: keys[0]!.id })).lines.join('\n')).toContain('Version 1');
  expect(readValues()).toEqual([]);
  const { delivery } = await client.ask('tacit/secret/reveal', { node: keys[1]!.id, purpose: 'reveal' });
  expect(Buffer.from(await client.channel!.take(delivery)).toString('utf8')).toBe(value);
  expect(readValues()).toHaveLength(1);
  expect(client.wire.includes(Buffer.from(value))).toBe(false);
  const made = password();
  await client.ask('tacit/secret/create', { store: (await root()).id, path: 'NEW_KEY', delivery: await client.channel!.send(Buffer.from(made)) });
  expect((await seen.bao.api('GET', `${seen.mount}/data/shop`)).json).toMatchObject({ data: { data: { NEW_KEY: made } } });
});

it('moves a literal there: one edit, a reference that hover understands, and no other value read', async () => {
  await seen.bao.api('POST', `${seen.mount}/data/shop`, { data: { OTHER: password() } });
  const { client, folder } = await open();
  const value = stripeKey();
  const code = `const stripeKey = "${value}";\n`;
  const uri = folder.uri('a.ts');
  writeFileSync(join(folder.root, 'a.ts'), code);
  await client.open(uri, 'typescript', code);
  const [finding] = await client.diagnostics(uri);
  const proposal = await client.ask('tacit/move/prepare', { uri, version: 1, range: finding!.range });
  const team = proposal.stores.find(({ title }) => title === 'team')!;
  expect([team.exists, team.path]).toEqual([true, 'shop#STRIPE_KEY']);
  expect(readValues()).toEqual([]);
  // As a client does that knows one path for all vaults.
  const choice = { proposal: proposal.id, variable: proposal.variable, store: team.id, path: proposal.path, reuse: false, occurrences: [0] };
  const { lines, reference } = await client.ask('tacit/move/apply', choice);
  expect(reference).toBe(`ref+vault://${seen.mount}/shop#/STRIPE_KEY`);
  expect(lines[0]).toContain('team');
  expect(client.texts.get(uri)?.text).toContain('process.env.STRIPE_KEY');
  expect(folder.read('tacit.env.yaml')).toContain(`STRIPE_KEY: "${reference}"`);
  const { json } = await seen.bao.api('GET', `${seen.mount}/data/shop`);
  expect((json as { data: { data: Record<string, string> } }).data.data.STRIPE_KEY === value).toBe(true);
  const patched = seen.line.seen.filter(({ method }) => method === 'PATCH');
  expect(patched).toHaveLength(1);
  seen.line.seen.length = 0;
  const manifest = folder.uri('tacit.env.yaml');
  await client.diagnostics(manifest);
  const hover = await client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 35 } });
  expect(JSON.stringify(hover)).toContain('STRIPE_KEY');
  expect(JSON.stringify(hover)).toContain('Version `2`');
  expect(readValues()).toEqual([]);
});

it.each(['cut-before', { status: 503, body: '{"errors":["Vault is sealed"]}' }, { status: 403 }] as const)(
  'leaves the literal where it is when the write fails: %j',
  async (fault) => {
    const { client, folder } = await open();
    const code = `const stripeKey = "${stripeKey()}";\n`;
    const uri = folder.uri('a.ts');
    writeFileSync(join(folder.root, 'a.ts'), code);
    await client.open(uri, 'typescript', code);
    const [finding] = await client.diagnostics(uri);
    const proposal = await client.ask('tacit/move/prepare', { uri, version: 1, range: finding!.range });
    const team = proposal.stores.find(({ title }) => title === 'team')!;
    seen.line.fault = ({ method }) => (method === 'POST' || method === 'PATCH' ? fault : 'pass');
    const choice = { proposal: proposal.id, variable: proposal.variable, store: team.id, path: team.path, reuse: false, occurrences: [0] };
    expect(await codeOf(client.ask('tacit/move/apply', choice))).toMatch(/^(?:StoreUnreachable|Sealed|Forbidden)$/);
    expect(client.edits).toEqual([]);
    // The same plan goes through once the vault is well.
    seen.line.fault = () => 'pass';
    await client.ask('tacit/move/apply', choice);
    expect(client.texts.get(uri)?.text).toContain('process.env.STRIPE_KEY');
  },
);
