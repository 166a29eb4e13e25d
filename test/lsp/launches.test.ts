import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../server/src/base/secret';
import { approvePair } from '../../server/src/project/trust/approvals';
import { redeemTicket } from '../../server/src/run/ticket';
import { makeCanary, searchBytes } from '../support/canary';
import { codeOf, OWN, start, type Started } from './startServer';

const MANIFEST = 'DB_PASSWORD: "ref+sops://secrets.sops.json#/DB_PASSWORD"\n';
const PAIR = { variable: 'DB_PASSWORD', reference: 'ref+sops://secrets.sops.json#/DB_PASSWORD' };

const uriOf = ({ folder }: Started): string => pathToFileURL(folder.root).href;

/** A project with one secret in its vault and a manifest that names it. */
async function project(value = makeCanary(), manifest = MANIFEST): Promise<Started & { readonly value: string }> {
  const started = await start({ 'tacit.env.yaml': manifest, 'src/app.js': '' }, OWN);
  const { createRegistry } = await import('../../server/src/stores/createRegistry');
  const { embedded } = await createRegistry({ root: started.folder.root, embeddedStore: 'secrets.sops.json', trusted: true });
  await embedded.write('DB_PASSWORD', Secret.of(value), { is: 'absent' });
  return { ...started, value };
}

describe('a launch', () => {
  it('of a project without a manifest, or with an empty one, is none of ours', async () => {
    const { client, folder } = await start({ 'a.js': '' }, OWN);
    expect(await client.ask('tacit/launch/prepare', { folder: folder.uri('a.js') })).toEqual({ state: 'nothing' });
    writeFileSync(join(folder.root, 'tacit.env.yaml'), '# nothing yet\n');
    expect(await client.ask('tacit/launch/prepare', { folder: folder.uri('a.js') })).toEqual({ state: 'nothing' });
  });

  it('asks before it hands over what was not approved, and only then gives a ticket (THREATS 3)', async () => {
    const started = await project();
    const { client, folder, value } = started;
    const asked = await client.ask('tacit/launch/prepare', { folder: uriOf(started) });
    expect(asked).toMatchObject({ state: 'unapproved', pairs: [PAIR] });
    const launch = asked.state === 'unapproved' ? asked.launch : '';
    const ready = await client.ask('tacit/launch/approve', { launch });
    expect(ready).toMatchObject({ state: 'ready', variables: 1 });
    const ticket = ready.state === 'ready' ? ready.ticket : '';
    const granted = await redeemTicket(ticket);
    expect(granted).toMatchObject({
      root: folder.root,
      trusted: true,
      pairs: [{ ...PAIR, optional: false, manifest: join(folder.root, 'tacit.env.yaml') }],
      tokens: [],
    });
    expect(await redeemTicket(ticket)).toBeUndefined();
    // Once approved, it is asked no more; an answer counts once.
    expect(await client.ask('tacit/launch/prepare', { folder: uriOf(started) })).toMatchObject({ state: 'ready' });
    expect(await codeOf(client.ask('tacit/launch/approve', { launch }))).toBe('ArgumentInvalid');
    expect(searchBytes('LSP', client.wire, [value])).toEqual([]);
  });

  it('gets the overlay of the environment that was chosen, which is approved on its own, and keeps it when it starts again', async () => {
    const started = await project();
    const { client, folder } = started;
    const place = { folder: uriOf(started) };
    await approvePair(folder.root, join(folder.root, 'tacit.env.yaml'), PAIR.variable, PAIR.reference);
    expect(await client.ask('tacit/launch/environments', place)).toEqual({ environments: [] });
    writeFileSync(join(folder.root, 'tacit.env.staging.yaml'), 'EXTRA: "ref+sops://secrets.sops.json#/DB_PASSWORD"\n');
    expect(await client.ask('tacit/launch/environments', place)).toEqual({ environments: ['staging'] });
    expect(await client.ask('tacit/launch/prepare', place)).toMatchObject({ state: 'ready', variables: 1 });
    const asked = await client.ask('tacit/launch/prepare', { ...place, environment: 'staging' });
    expect(asked).toMatchObject({ state: 'unapproved', pairs: [{ ...PAIR, variable: 'EXTRA' }] });
    const ready = await client.ask('tacit/launch/approve', { launch: asked.state === 'unapproved' ? asked.launch : '' });
    const ticket = ready.state === 'ready' ? ready.ticket : '';
    const variables = async (): Promise<string[] | undefined> => (await redeemTicket(ticket))?.pairs.map(({ variable }) => variable).sort();
    expect(await variables()).toEqual(['DB_PASSWORD', 'EXTRA']);
    await client.ask('tacit/launch/renew', { ticket });
    expect(await variables()).toEqual(['DB_PASSWORD', 'EXTRA']);
    expect(await codeOf(client.ask('tacit/launch/prepare', { ...place, environment: 'stagin' }))).toBe('NotFound');
    expect(await codeOf(client.ask('tacit/launch/prepare', { ...place, environment: '../../etc' }))).toBe('NotFound');
  });

  it('asks again where the manifest changed between question and answer', async () => {
    const started = await project();
    const { client, folder } = started;
    const asked = await client.ask('tacit/launch/prepare', { folder: uriOf(started) });
    writeFileSync(join(folder.root, 'tacit.env.yaml'), `${MANIFEST}OTHER: "ref+sops://secrets.sops.json#/OTHER"\n`);
    const again = await client.ask('tacit/launch/approve', { launch: asked.state === 'unapproved' ? asked.launch : '' });
    expect(again).toMatchObject({ state: 'unapproved', pairs: [PAIR, { variable: 'OTHER' }] });
  });

  it('can be started again: the same ticket is good once more, for what the manifest says by then', async () => {
    const started = await project();
    const { client, folder } = started;
    const manifest = join(folder.root, 'tacit.env.yaml');
    await approvePair(folder.root, manifest, PAIR.variable, PAIR.reference);
    const plan = await client.ask('tacit/launch/prepare', { folder: uriOf(started) });
    const ticket = plan.state === 'ready' ? plan.ticket : '';
    expect(await redeemTicket(ticket)).toBeDefined();
    writeFileSync(manifest, `${MANIFEST}OTHER: "ref+sops://secrets.sops.json#/OTHER"\n`);
    expect(await codeOf(client.ask('tacit/launch/renew', { ticket }))).toBe('TicketExpired');
    expect(await redeemTicket(ticket)).toBeUndefined();
    await approvePair(folder.root, manifest, 'OTHER', 'ref+sops://secrets.sops.json#/OTHER');
    await client.ask('tacit/launch/renew', { ticket });
    expect((await redeemTicket(ticket))?.pairs.map(({ variable }) => variable)).toEqual(['DB_PASSWORD', 'OTHER']);
    expect(await redeemTicket(ticket)).toBeUndefined();
  });

  it('of a vault that is locked says so before anything is started', async () => {
    const started = await project();
    const { client, folder } = started;
    await approvePair(folder.root, join(folder.root, 'tacit.env.yaml'), PAIR.variable, PAIR.reference);
    const { currentPlatform } = await import('../../server/src/base/system/platform');
    const { ageKeyFile } = currentPlatform();
    chmodSync(ageKeyFile, 0o644);
    try {
      expect(await codeOf(client.ask('tacit/launch/prepare', { folder: uriOf(started) }))).toBe('StoreLocked');
    } finally {
      chmodSync(ageKeyFile, 0o600);
    }
  });

  it.each([
    ['a name that steers programs', 'NODE_OPTIONS: "ref+sops://secrets.sops.json#/A"\n', 'NameInvalid'],
    ['a value that is no reference', 'A: "plain"\n', 'ManifestMalformed'],
    ['a reference that runs a program', 'A: "ref+exec://touch/x#/y"\n', 'ReferenceRefused'],
  ])('of a manifest with %s is refused', async (_name, manifest, code) => {
    const { client, folder } = await start({ 'tacit.env.yaml': manifest }, OWN);
    expect(await codeOf(client.ask('tacit/launch/prepare', { folder: pathToFileURL(folder.root).href }))).toBe(code);
  });
});

describe('requests with anything (THREATS 8)', () => {
  it.each([
    ['tacit/launch/prepare', {}],
    ['tacit/launch/prepare', { folder: 7 }],
    ['tacit/launch/prepare', { folder: 'https://elsewhere/x' }],
    ['tacit/launch/approve', { launch: '0'.repeat(32) }],
    ['tacit/launch/approve', { launch: null }],
    ['tacit/launch/renew', { ticket: `${'0'.repeat(16)}.${'0'.repeat(32)}` }],
    ['tacit/launch/renew', {}],
  ] as const)('%s %j', async (method, params) => {
    const { client } = await start({ 'tacit.env.yaml': MANIFEST }, OWN);
    expect(await codeOf(client.ask(method, params as never))).toBe('ArgumentInvalid');
  });
});
