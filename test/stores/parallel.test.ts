import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../server/src/base/system/platform';
import { createRegistry } from '../../server/src/stores/createRegistry';
import { createIdentity } from '../../server/src/stores/sops/ageKeys';
import { ensureIdentity, loadIdentities } from '../../server/src/stores/sops/keyFile';

const start = promisify(execFile);
let folder: string;
let worker: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-parallel-')));
  worker = join(folder, 'worker.cjs');
  await build({ entryPoints: [join(import.meta.dirname, 'worker.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: worker, logLevel: 'silent' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keyFile = () => currentPlatform().ageKeyFile;
beforeEach(() => rmSync(dirname(dirname(keyFile())), { recursive: true, force: true }));

describe('the key file (THREATS 28)', () => {
  it('20 first uses at once, under umask 0, agree on one identity', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(process.execPath, [worker, 'identity'])));
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
    expect(answers[0]?.stdout).toMatch(/^age1[0-9a-z]{58}$/);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(keyFile())).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(keyFile()))).toEqual(['keys.txt']);
    expect(readFileSync(keyFile(), 'utf8').match(/^AGE-SECRET-KEY-1/gm)).toHaveLength(1);
  }, 60_000);

  it.each(['# a comment without a line end', '', '# kept\nAGE-PLUGIN-YUBIKEY-1XXXX'])(
    'appends on a line of its own after %j and keeps what is there',
    async (text) => {
      mkdirSync(dirname(keyFile()), { recursive: true, mode: 0o700 });
      writeFileSync(keyFile(), text, { mode: 0o600 });
      const { identities, created } = await ensureIdentity();
      expect(created).toBe(true);
      expect(readFileSync(keyFile(), 'utf8').startsWith(text === '' ? '#' : `${text}\n`)).toBe(true);
      expect((await loadIdentities()).map((identity) => identity.recipient)).toEqual(identities.map((identity) => identity.recipient));
    },
  );

  it.each(['readable by others', 'of another owner', 'a link', 'a folder', 'a FIFO', 'in a folder that others write'])(
    'is refused where it is %s, and left as it is',
    async (kind) => {
      const path = keyFile();
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const other = join(folder, 'elsewhere.txt');
      rmSync(other, { force: true });
      writeFileSync(other, (await createIdentity()).secret.reveal('match'), { mode: 0o600 });
      if (kind === 'a link') symlinkSync(other, path);
      else if (kind === 'a folder') mkdirSync(path);
      else if (kind === 'a FIFO') await start('mkfifo', ['-m', '600', path]);
      else writeFileSync(path, readFileSync(other), { mode: 0o600 });
      if (kind === 'readable by others') chmodSync(path, 0o644);
      if (kind === 'of another owner') {
        // Only root can give a file away; for anybody else a system file is such a one.
        if (process.getuid?.() === 0) chownSync(path, 12345, 12345);
        else process.env.SOPS_AGE_KEY_FILE = '/etc/hostname';
      }
      if (kind === 'in a folder that others write') chmodSync(dirname(path), 0o777);
      try {
        await expect(loadIdentities()).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
        await expect(ensureIdentity()).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
      } finally {
        delete process.env.SOPS_AGE_KEY_FILE;
      }
    },
  );

  it('takes SOPS_AGE_KEY and SOPS_AGE_KEY_FILE as sops does, and makes no key then', async () => {
    const [one, two] = [await createIdentity(), await createIdentity()];
    const path = join(folder, 'set.txt');
    writeFileSync(path, `\uFEFF# x\r\n${two.secret.reveal('match')}\r\n`, { mode: 0o600 });
    const found = await loadIdentities({ ...process.env, SOPS_AGE_KEY: one.secret.reveal('match'), SOPS_AGE_KEY_FILE: path });
    expect(found.map((identity) => identity.recipient)).toEqual([one.recipient, two.recipient]);
  });
});

describe('two writers (THREATS 29)', () => {
  it('lose no acknowledged write of 200 in two processes', async () => {
    const root = mkdtempSync(join(folder, 'root-'));
    const done = await Promise.all(['A', 'B'].map((name) => start(process.execPath, [worker, 'write', root, name, '100'])));
    const acknowledged = done.flatMap(({ stdout }) => stdout.trim().split('\n'));
    expect(acknowledged.length).toBe(200);
    const { embedded } = await createRegistry({ root, embeddedStore: 'secrets.sops.json', trusted: true });
    for (const path of acknowledged) expect((await embedded.read({ store: embedded.id, path })).reveal('match')).toBe(path);
    expect(readdirSync(root).sort()).toEqual(['.sops.yaml', 'secrets.sops.json']);
  }, 120_000);
});

describe('the store file (THREATS 25)', () => {
  it.each(['a link', 'a dangling link', 'a folder', 'a FIFO', 'below a link that leads out', 'a device link'])('is refused where it is %s', async (kind) => {
    const root = mkdtempSync(join(folder, 'root-'));
    const outside = mkdtempSync(join(folder, 'outside-'));
    const target = join(outside, 'target.json');
    writeFileSync(target, '{}');
    const path = join(root, 'secrets.sops.json');
    let name = 'secrets.sops.json';
    if (kind === 'a link') symlinkSync(target, path);
    if (kind === 'a dangling link') symlinkSync(join(outside, 'new.json'), path);
    if (kind === 'a device link') symlinkSync('/dev/zero', path);
    if (kind === 'a folder') mkdirSync(path);
    if (kind === 'a FIFO') await start('mkfifo', [path]);
    if (kind === 'below a link that leads out') {
      symlinkSync(outside, join(root, 'sub'));
      name = 'sub/secrets.sops.json';
    }
    const { embedded } = await createRegistry({ root, embeddedStore: name, trusted: true });
    const { Secret } = await import('../../server/src/base/secret');
    await expect(embedded.list('', undefined)).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
    await expect(embedded.write('A', Secret.of('v'), { is: 'anything' })).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
    expect([readdirSync(outside), readFileSync(target, 'utf8')]).toEqual([['target.json'], '{}']);
  });
});
