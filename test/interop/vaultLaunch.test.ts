import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { approvePair } from '../../server/src/project/trust/approvals';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { codeOf, OWN, start } from '../lsp/startServer';
import { password } from '../lsp/values';
import { searchBytes } from '../support/canary';
import { type OpenBao, startOpenBao } from '../support/openbao';
import { makeSandbox, tacit } from '../support/tacit';

/** What the editor starts gets the sign-in of the editor's session, which is in no file: by the ticket's socket, and by nothing else. */
let bao: OpenBao;
const sandbox = makeSandbox();
/** This user's own state, so that the vault is registered for the command line too. */
const { HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = process.env;
const environment = { HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR, XDG_CONFIG_HOME };

beforeAll(async () => {
  bao = await startOpenBao();
});
afterAll(async () => {
  await bao.stop();
  sandbox.dispose();
});
let mount: string;
beforeEach(async () => {
  mount = await bao.mount();
  await new Registrations().put(registrationOf({ name: 'team', address: bao.url, mount }));
});
afterEach(() => new Registrations().remove('team'));

it('signs a launch in for as long as it needs, in a folder that only the editor trusts', async () => {
  const value = password();
  await bao.api('POST', `${mount}/data/shop`, { data: { DB_PASSWORD: value } });
  const { client, folder } = await start({ 'tacit.json': '{ "version": 1 }' }, OWN);
  const reference = `ref+vault://${mount}/shop#/DB_PASSWORD`;
  const manifest = join(folder.root, 'tacit.env.yaml');
  writeFileSync(manifest, `DB_PASSWORD: "${reference}"\n`);
  await approvePair(folder.root, manifest, 'DB_PASSWORD', reference);
  const where = { folder: pathToFileURL(folder.root).href };
  // Signed out, nothing is started: the person is told before.
  expect(await codeOf(client.ask('tacit/launch/prepare', where))).toBe('NotSignedIn');

  const { nodes } = await client.ask('tacit/store/children', {});
  const { id } = nodes.find(({ label }) => label === 'team')!;
  await client.ask('tacit/store/signIn', { node: id, delivery: await client.channel!.send(Buffer.from(bao.root)) });
  const run = (words: readonly string[]) =>
    tacit(sandbox, ['run', ...words, '--', 'sh', '-c', 'printf %s "$DB_PASSWORD" | sha256sum; env'], { cwd: folder.root, environment, strace: true });
  expect((await run([])).code).toBe(125);

  const plan = await client.ask('tacit/launch/prepare', where);
  const ran = await run(['--ticket', plan.state === 'ready' ? plan.ticket : '']);
  expect(ran.stdout).toContain(createHash('sha256').update(value).digest('hex'));
  const everything = Buffer.from(ran.stdout + ran.stderr + ran.trace, 'latin1');
  expect(searchBytes('output, arguments and environment', everything, [value, bao.root])).toEqual([]);
  expect(client.wire.includes(Buffer.from(bao.root))).toBe(false);

  await client.ask('tacit/store/signOut', { node: id });
  expect(await codeOf(client.ask('tacit/launch/prepare', where))).toBe('NotSignedIn');
});
