import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { Secret } from '../../../server/src/base/secret';
import { createRegistry } from '../../../server/src/stores/createRegistry';
import { loadIdentities } from '../../../server/src/stores/sops/keyFile';
import { codeOf, OWN, start } from '../startServer';

let safe: string;
beforeEach(() => {
  safe = mkdtempSync(join(tmpdir(), 'tacit-copy-'));
  rmSync(currentPlatform().stateFolder, { recursive: true, force: true });
  return () => rmSync(safe, { recursive: true });
});

async function withVault(setup: Parameters<typeof start>[1]) {
  const started = await start({}, setup);
  const { embedded } = await createRegistry({ root: started.folder.root, embeddedStore: 'secrets.sops.json', trusted: true });
  await embedded.write('A', Secret.of('v'), { is: 'absent' });
  return started;
}

describe('a recovery copy through the editor (THREATS 56)', () => {
  it('is written to the file that the person named, and over no other', async () => {
    const { client } = await withVault(OWN);
    expect(await client.ask('tacit/recovery/state', {})).toEqual({ missing: true });
    const path = join(safe, 'copy.txt');
    expect(await client.ask('tacit/recovery/save', { path })).toEqual({});
    const key = (await loadIdentities())[0]!.secret.reveal('match');
    expect([readFileSync(path, 'utf8').includes(key), statSync(path).mode & 0o777]).toEqual([true, 0o600]);
    expect(await client.ask('tacit/recovery/state', {})).toEqual({ missing: false });
    expect(await codeOf(client.ask('tacit/recovery/save', { path }))).toBe('FileExists');
    expect(await codeOf(client.ask('tacit/recovery/save', { path: 'relative.txt' }))).toBe('ArgumentInvalid');
  });

  it('is shown over the private channel alone', async () => {
    const own = await withVault(OWN);
    const { delivery } = await own.client.ask('tacit/recovery/reveal', {});
    const key = (await loadIdentities())[0]!.secret;
    expect(new TextDecoder().decode(await own.client.channel!.take(delivery))).toContain(key.reveal('match'));
    expect(await own.client.ask('tacit/recovery/state', {})).toEqual({ missing: true });
    const { client } = await withVault({ own: { privateChannel: false, trusted: true } });
    expect(await codeOf(client.ask('tacit/recovery/reveal', {}))).toBe('NoPrivateChannel');
    expect(await client.ask('tacit/recovery/mark', {})).toEqual({});
    expect(await client.ask('tacit/recovery/state', {})).toEqual({ missing: false });
  });

  it('is given to no client but Tacit’s own', async () => {
    const { client } = await withVault({});
    const path = join(safe, 'copy.txt');
    for (const method of ['state', 'save', 'mark'] as const) expect(await codeOf(client.ask(`tacit/recovery/${method}`, { path }))).toBe('ArgumentInvalid');
  });
});
