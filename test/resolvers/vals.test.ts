import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { currentPlatform } from '../../server/src/base/system/platform';
import { createRegistry } from '../../server/src/stores/createRegistry';
import { newRoot, read, tool, write } from '../interop/project';

const { vals, age, 'age-keygen': ageKeygen, sops } = requireTools(['vals', 'age', 'age-keygen', 'sops']);
let root: string;
beforeEach(() => (root = newRoot()));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('vals reads the references that we write', () => {
  it.each([
    ['secrets.sops.json', '.', 'value-1'],
    ['secrets.sops.json', 'app/config', 'Ä "quoted" $x'],
    ['conf/secrets.sops.json', '.', 'one\ntwo'],
  ])('%s from %s', async (name, from, value) => {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    mkdirSync(join(root, from), { recursive: true });
    const registry = await createRegistry({ root, embeddedStore: name, trusted: true });
    const { Secret } = await import('../../server/src/base/secret');
    const { address } = await registry.embedded.write('API_KEY', Secret.of(value), { is: 'absent' });
    const reference = registry.referenceTo(address, join(root, from));
    // `get` of a missing key prints <nil> and ends with 0, so the value is compared.
    expect(tool(vals, ['get', reference], join(root, from))).toBe(value);
    const manifest = join(root, from, 'tacit.env.yaml');
    writeFileSync(manifest, `API_KEY: "${reference}"\n`);
    expect(tool(vals, ['exec', '-i', '-f', 'tacit.env.yaml', '--', 'node', '-p', 'JSON.stringify(process.env.API_KEY)'], join(root, from)).trim()).toBe(
      JSON.stringify(value),
    );
  });
});

describe('age and age-keygen', () => {
  it('age-keygen knows the recipient of the key that we made', async () => {
    await write(root, { A: '1' });
    const recipient = tool(ageKeygen, ['-y', currentPlatform().ageKeyFile], root).trim();
    expect(readFileSync(join(root, '.sops.yaml'), 'utf8')).toContain(recipient);
  });

  it('age opens our stanza with the key that we made', async () => {
    await write(root, { A: '1' });
    const { sops: meta } = JSON.parse(readFileSync(join(root, 'secrets.sops.json'), 'utf8')) as { sops: { age: { enc: string }[] } };
    writeFileSync(join(root, 'key.age'), meta.age[0]!.enc);
    tool(age, ['-d', '-i', currentPlatform().ageKeyFile, '-o', 'key', 'key.age'], root);
    expect(readFileSync(join(root, 'key'))).toHaveLength(32);
  });

  it.each([[[]], [['-pq']]])('we use a key file of age-keygen %j', async (flags) => {
    const key = join(root, 'key.txt');
    tool(ageKeygen, [...flags, '-o', key], root);
    const kept = process.env.SOPS_AGE_KEY_FILE;
    process.env.SOPS_AGE_KEY_FILE = key;
    try {
      await write(root, { A: 'by that key' });
      expect(await read(root, 'A')).toBe('by that key');
    } finally {
      if (kept === undefined) delete process.env.SOPS_AGE_KEY_FILE;
      else process.env.SOPS_AGE_KEY_FILE = kept;
    }
  });

  it('a colleague with a key of age-keygen reads what we wrote once the team let them in', async () => {
    await write(root, { A: '1' });
    const key = join(root, 'colleague.txt');
    tool(ageKeygen, ['-o', key], root);
    const recipient = tool(ageKeygen, ['-y', key], root).trim();
    const config = join(root, '.sops.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace(/(age: \S+)/, `$1,${recipient}`));
    tool(sops, ['updatekeys', '-y', 'secrets.sops.json'], root);
    await expect(write(root, { B: '2' })).rejects.toMatchObject({ failure: { code: 'RecipientsChanged', added: [recipient] } });
    const { openStore } = await import('../interop/project');
    const store = await openStore(root);
    await store.confirmRecipients((await store.recipients()).all);
    await write(root, { B: '2' });
    const out = tool(sops, ['decrypt', 'secrets.sops.json'], root, { env: { SOPS_AGE_KEY_FILE: key, HOME: root, XDG_CONFIG_HOME: join(root, 'none') } });
    expect(JSON.parse(out)).toEqual({ A: '1', B: '2' });
  });
});
