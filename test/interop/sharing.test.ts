import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { createIdentity, type Identity } from '../../server/src/stores/sops/ageKeys';
import { type Desk, makeDesk, makeValue } from '../support/commandLine';
import { tool } from './project';

const { sops } = requireTools(['sops']);
let desk: Desk;
let other: Identity;
const value = makeValue();
beforeEach(async () => {
  desk = makeDesk();
  other = await createIdentity();
  await desk.tacit(['secret', 'set', 'DB_PASSWORD'], { input: value });
  await desk.tacit(['secret', 'set', 'API_KEY'], { input: `${value}2` });
});
afterEach(() => desk.dispose());

/** What the real sops decrypts with that key and no other; undefined where it cannot. */
function decryptAs({ secret }: Identity): Record<string, string> | undefined {
  const env = { PATH: process.env.PATH, HOME: join(desk.root, 'nobody'), SOPS_AGE_KEY: secret.reveal('match') };
  const done = spawnSync(sops, ['decrypt', 'secrets.sops.json'], { cwd: desk.root, encoding: 'utf8', env });
  return done.status === 0 ? (JSON.parse(done.stdout) as Record<string, string>) : undefined;
}
const own = (): string => tool(sops, ['decrypt', 'secrets.sops.json'], desk.root);
const add = (more: readonly string[] = ['--yes']) => desk.tacit(['share', 'add', other.recipient, ...more]);

describe('sharing, as the real sops sees it', () => {
  it('lets the new recipient in by their own key, and .sops.yaml says the same', async () => {
    expect(decryptAs(other)).toBeUndefined();
    expect(await add()).toMatchObject({ code: 0 });
    expect(decryptAs(other)).toEqual({ DB_PASSWORD: value, API_KEY: `${value}2` });
    expect(desk.text('.sops.yaml')).toContain(other.recipient);
    // sops finds nothing to bring into line: file and configuration agree.
    expect(tool(sops, ['updatekeys', '-y', 'secrets.sops.json'], desk.root)).not.toContain('The following changes will be made');
    await desk.tacit(['secret', 'set', 'LATER'], { input: 'x-later' });
    expect(decryptAs(other)).toMatchObject({ LATER: 'x-later' });
  });

  it('shuts a removed recipient out by a new data key, and names what to rotate (THREATS 41)', async () => {
    await add();
    const before = readFileSync(join(desk.root, 'secrets.sops.json'), 'utf8');
    const { code, stdout } = await desk.tacit(['share', 'remove', other.recipient, '--yes']);
    expect([code, stdout]).toEqual([0, 'DB_PASSWORD\nAPI_KEY\n']);
    expect(decryptAs(other)).toBeUndefined();
    expect(JSON.parse(own())).toEqual({ DB_PASSWORD: value, API_KEY: `${value}2` });
    expect(desk.text('.sops.yaml')).not.toContain(other.recipient);
    // Every ciphertext is new: with the old data key, which they had, none of them opens.
    const after = desk.text('secrets.sops.json');
    for (const [, cipher] of before.matchAll(/"(?:DB_PASSWORD|API_KEY)": "(ENC[^"]+)"/g)) expect(after).not.toContain(cipher);
    const stanza = /"enc": "(-----BEGIN AGE[^"]+)"/.exec(before)?.[1] ?? 'none';
    writeFileSync(join(desk.root, 'secrets.sops.json'), after.replace(/"enc": "-----BEGIN AGE[^"]+"/, `"enc": "${stanza}"`));
    expect(decryptAs(other)).toBeUndefined();
  });

  it('keeps the order and the kinds of a file that sops made', async () => {
    rmSync(join(desk.root, 'secrets.sops.json'));
    writeFileSync(join(desk.root, 'secrets.sops.json'), '{"b":{"z":"1","10":"x","n":1.50,"t":true},"list":["p","q"],"a_unencrypted":"clear","empty":""}');
    tool(sops, ['encrypt', '-i', 'secrets.sops.json'], desk.root);
    await desk.tacit(['trust']);
    const plain = own();
    await add();
    expect(own()).toBe(plain);
    await desk.tacit(['share', 'remove', other.recipient, '--yes']);
    expect(own()).toBe(plain);
  });

  it('does again what was stopped between the two files', async () => {
    await add();
    // As after a crash: the rule has lost the recipient, the file has not.
    desk.put({ '.sops.yaml': desk.text('.sops.yaml').replace(`,${other.recipient}`, '').replace(`${other.recipient},`, '') });
    expect(await desk.tacit(['share', 'remove', other.recipient, '--yes'])).toMatchObject({ code: 0 });
    expect(decryptAs(other)).toBeUndefined();
    // And the other way round: the file has it, the rule and the pin have not.
    await add();
    desk.put({ '.sops.yaml': desk.text('.sops.yaml').replace(`,${other.recipient}`, '').replace(`${other.recipient},`, '') });
    expect(await add()).toMatchObject({ code: 0 });
    expect(desk.text('.sops.yaml')).toContain(other.recipient);
  });

  it('refuses where sops has recipients that Tacit cannot encrypt for, and names its command (THREATS 5)', async () => {
    const kms = '"kms": [{"arn": "arn:aws:kms:eu-west-1:1:key/x", "created_at": "2026-01-01T00:00:00Z", "enc": "AQ==", "aws_profile": ""}],';
    desk.put({ 'secrets.sops.json': desk.text('secrets.sops.json').replace('"age": [', `${kms}\n\t\t"age": [`) });
    const before = desk.text('secrets.sops.json');
    for (const [change, flag] of [
      ['add', '--add-age'],
      ['remove', '--rm-age'],
    ] as const) {
      const { code, stderr } = await desk.tacit(['share', change, other.recipient, '--yes']);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`sops rotate -i ${flag} ${other.recipient} secrets.sops.json`)]);
      expect(stderr).toContain('kms');
    }
    expect(desk.text('secrets.sops.json')).toBe(before);
  });
});
