import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { loadIdentities } from '../../../server/src/stores/sops/keyFile';
import { codeOf, OWN, start } from '../startServer';

beforeEach(() => {
  rmSync(join(process.env.XDG_CONFIG_HOME ?? '', 'sops'), { recursive: true, force: true });
});

it('a person who is to be let in gets their public key, and one is made for them once', async () => {
  const { client } = await start({}, OWN);
  const first = await client.ask('tacit/share/me', {});
  expect([first.recipients.length, first.created]).toEqual([1, true]);
  expect(first.recipients[0]).toMatch(/^age1[0-9a-z]{58}$/);
  expect(await client.ask('tacit/share/me', {})).toEqual({ recipients: first.recipients, created: false });
  const [{ secret } = { secret: undefined }] = await loadIdentities();
  expect(JSON.stringify(first)).not.toContain(secret?.reveal('match'));
});

it('no other client has a key made', async () => {
  const { client } = await start({}, {});
  expect(await codeOf(client.ask('tacit/share/me', {}))).toBe('ArgumentInvalid');
  expect(await loadIdentities()).toEqual([]);
});
