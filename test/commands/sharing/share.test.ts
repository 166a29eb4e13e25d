import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { createIdentity, type Identity } from '../../../server/src/stores/sops/ageKeys';
import { loadIdentities } from '../../../server/src/stores/sops/keyFile';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

let desk: Desk;
let safe: string;
let other: Identity;
const value = makeValue();
const YES = ['May all of them read everything in it? [y/N] ', 'y\r'] as const;
const QUESTION = 'outside of any repository? (Enter: later) ';

beforeEach(async () => {
  desk = makeDesk();
  safe = mkdtempSync(join(tmpdir(), 'tacit-copy-'));
  rmSync(currentPlatform().stateFolder, { recursive: true, force: true });
  other = await createIdentity();
  await desk.tacit(['secret', 'set', 'A'], { input: value });
  return () => {
    desk.dispose();
    rmSync(safe, { recursive: true });
  };
});
const share = (...parameters: string[]) => desk.tacit(['share', ...parameters]);
const own = async (): Promise<Identity> => (await loadIdentities())[0]!;
const vault = (): string => desk.text('secrets.sops.json');
const statesText = (): string => readFileSync(join(currentPlatform().stateFolder, 'copies.json'), 'utf8');

describe('share add', () => {
  it('asks on a terminal, showing everybody who could read, and does nothing without a yes', async () => {
    const before = vault();
    const no = await desk.tacit(['share', 'add', other.recipient], { answers: [[YES[0], '\r']] });
    expect([no.code, vault()]).toEqual([2, before]);
    for (const text of ['Who will be able to open secrets.sops.json:', `${(await own()).recipient} (you)`, `${other.recipient} (new)`, '.sops.yaml'])
      expect(no.stderr).toContain(text);
    const yes = await desk.tacit(['share', 'add', other.recipient], { answers: [YES] });
    expect([yes.code, yes.stderr]).toEqual([0, expect.stringContaining('git add secrets.sops.json .sops.yaml')]);
    expect(await share('add', other.recipient, '--yes')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('can open secrets.sops.json already') as string,
    });
  });

  it('does nothing where nobody can be asked, without --yes', async () => {
    const before = vault();
    expect(await share('add', other.recipient)).toMatchObject({ code: 2, stderr: expect.stringContaining('Add --yes') as string });
    expect(vault()).toBe(before);
  });

  it('leaves the vault usable for the next write, without a question', async () => {
    await share('add', other.recipient, '--yes');
    expect(await desk.tacit(['secret', 'set', 'B'], { input: 'x' })).toMatchObject({ code: 0 });
    expect(await share('list')).toMatchObject({ code: 0 });
  });

  it('refuses what is no recipient, and quotes none of it', async () => {
    const before = vault();
    const wrong = `${other.recipient.slice(0, -1)}${other.recipient.endsWith('q') ? 'p' : 'q'}`;
    for (const [text, says] of [
      ['nonsense', 'no age recipient'],
      [wrong, 'no age recipient'],
      ['ssh-ed25519 AAAA', 'of this kind'],
      ['age1yubikey1qqqqqqqqqqqqqqqqqq', 'of this kind'],
      [other.secret.reveal('match'), 'private key'],
    ] as const) {
      const { code, stderr, stdout } = await share('add', text, '--yes');
      expect([text, code, stderr]).toEqual([text, 2, expect.stringContaining(says)]);
      expect(stderr + stdout).not.toContain(text);
    }
    expect(vault()).toBe(before);
  });

  it('asks first about recipients that somebody else added (THREATS 6)', async () => {
    const third = (await createIdentity()).recipient;
    desk.put({ '.sops.yaml': desk.text('.sops.yaml').replace(/age: (.+)/, `age: $1,${third}`) });
    const before = vault();
    expect(await share('add', other.recipient, '--yes')).toMatchObject({ code: 2, stderr: expect.stringContaining(third) as string });
    expect(vault()).toBe(before);
    expect(await share('list')).toMatchObject({ code: 1, stdout: expect.stringContaining(`${third}  new, not accepted by you`) as string });
    expect(await share('accept')).toMatchObject({ code: 2 });
    expect(await share('accept', other.recipient)).toMatchObject({ code: 2 });
    expect(await share('accept', third)).toMatchObject({ code: 0 });
    expect(await share('add', other.recipient, '--yes')).toMatchObject({ code: 0 });
  });

  it('leaves alone a .sops.yaml that it cannot edit, and says what to do', async () => {
    const me = (await own()).recipient;
    desk.put({ '.sops.yaml': `creation_rules:\n  - age:\n      - !!str ${me}\n      - ? [x]\n` });
    expect((await share('add', other.recipient, '--yes')).code).toBe(2);
    // One above the project is not ours.
    rmSync(join(desk.root, '.sops.yaml'));
    const above = join(dirname(desk.root), '.sops.yaml');
    writeFileSync(above, `creation_rules:\n  - age: ${me}\n`);
    const { code, stderr } = await share('add', other.recipient, '--yes');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Add the recipient to it, then do this again')]);
    expect(readFileSync(above, 'utf8')).not.toContain(other.recipient);
    writeFileSync(above, `creation_rules:\n  - age: ${me},${other.recipient}\n`);
    expect(await share('add', other.recipient, '--yes')).toMatchObject({ code: 0 });
    expect(vault()).toContain(other.recipient);
  });
});

describe('share remove', () => {
  it('quotes no private key that was named by mistake', async () => {
    const key = other.secret.reveal('match');
    const { code, stderr, stdout } = await share('remove', key, '--yes');
    expect([code, stderr]).toEqual([2, expect.stringContaining('private key')]);
    expect(stderr + stdout).not.toContain(key);
  });

  it('does not lock its user out', async () => {
    await share('add', other.recipient, '--yes');
    const before = vault();
    expect(await share('remove', (await own()).recipient, '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('only recipient whose key you have') as string,
    });
    expect(await share('remove', (await createIdentity()).recipient, '--yes')).toMatchObject({ code: 2 });
    expect(vault()).toBe(before);
  });

  it('puts .sops.yaml back where the vault cannot be written', async () => {
    await share('add', other.recipient, '--yes');
    const [rule, before] = [desk.text('.sops.yaml'), vault()];
    desk.put({ 'secrets.sops.json': before.replace(/("mac": "ENC\[AES256_GCM,data:)./, '$1_') });
    expect((await share('remove', other.recipient, '--yes')).code).toBe(2);
    expect(desk.text('.sops.yaml')).toBe(rule);
  });
});

describe('a recovery copy (THREATS 56)', () => {
  it('is missed until it was made, written 0600 and complete, and never recorded with the key', async () => {
    expect((await desk.tacit(['secret', 'list'])).stderr).toContain('Only the key on this computer opens secrets.sops.json');
    const path = join(safe, 'copy.txt');
    expect(await share('recovery', '--to', path)).toMatchObject({ code: 0 });
    const { secret, recipient } = await own();
    expect(readFileSync(path, 'utf8')).toContain(`${secret.reveal('match')}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([statesText().includes(recipient), statesText().includes(secret.reveal('match')), statesText().includes(path)]).toEqual([true, false, false]);
    expect((await desk.tacit(['secret', 'list'])).stderr).toBe('');
    // It restores: with the copy in place of the key file, the vault opens.
    const key = currentPlatform().ageKeyFile;
    const kept = readFileSync(key);
    writeFileSync(key, readFileSync(path));
    expect(await desk.tacit(['secret', 'get', 'A', '--raw'])).toMatchObject({ code: 0, stdout: value });
    writeFileSync(key, kept);
  });

  it('ends the warning also by a word, or by a second recipient', async () => {
    await share('add', other.recipient, '--yes');
    expect((await desk.tacit(['secret', 'list'])).stderr).toBe('');
    await share('remove', other.recipient, '--yes');
    expect((await desk.tacit(['secret', 'list'])).stderr).toContain('no copy of it is recorded');
    await share('recovery', '--done');
    expect((await desk.tacit(['secret', 'list'])).stderr).toBe('');
  });

  it('goes into no repository, over no file, through no link', async () => {
    writeFileSync(join(safe, 'there'), 'old');
    symlinkSync(join(safe, 'target'), join(safe, 'link'));
    mkdirSync(join(safe, 'clone', '.git', 'x'), { recursive: true });
    mkdirSync(join(safe, 'clone', 'deep'));
    symlinkSync(join(safe, 'clone', 'deep'), join(safe, 'way'));
    for (const path of [
      join(desk.root, 'copy'),
      join(safe, 'there'),
      join(safe, 'link'),
      join(safe, 'clone', 'copy'),
      join(safe, 'clone', 'deep', 'copy'),
      join(safe, 'way', 'copy'),
      join(safe, 'none', 'copy'),
    ]) {
      const held = existsSync(path);
      expect([path, (await share('recovery', '--to', path)).code, existsSync(path)]).toEqual([path, 2, held]);
    }
    expect([readFileSync(join(safe, 'there'), 'utf8'), existsSync(join(safe, 'target'))]).toEqual(['old', false]);
    expect((await desk.tacit(['secret', 'list'])).stderr).toContain('no copy of it is recorded');
  });

  it('is shown on a terminal alone, after a yes', async () => {
    const key = (await own()).secret.reveal('match');
    const piped = await share('recovery', '--show');
    expect([piped.code, piped.stdout]).toEqual([2, '']);
    const refused = await desk.tacit(['share', 'recovery', '--show'], { shown: true, answers: [['Show the private key here?', 'n\r']] });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    const shown = await desk.tacit(['share', 'recovery', '--show'], {
      shown: true,
      answers: [
        ['Show the private key here?', 'y\r'],
        ['Have you put it in a safe place?', 'y\r'],
      ],
    });
    expect(shown.stdout).toContain(key);
    expect((await desk.tacit(['secret', 'list'])).stderr).toBe('');
  });

  it('is offered at the end of the first fix, until the place can be used', async () => {
    rmSync(join(desk.root, 'secrets.sops.json'));
    rmSync(join(desk.root, '.sops.yaml'));
    desk.put({ 'mail.js': `const smtp = {\n  password: '${value}',\n};\n` });
    const path = join(safe, 'first.txt');
    const { code, stderr, stdout } = await desk.tacit(['fix'], {
      answers: [
        ['Move as SMTP_PASSWORD?', '\r'],
        [QUESTION, 'copy.txt\r'],
        [QUESTION, `${path}\r`],
      ],
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining('lies in a repository')]);
    const key = (await own()).secret.reveal('match');
    expect(readFileSync(path, 'utf8')).toContain(key);
    expect(stderr + stdout).not.toContain(key);
  });

  it('warns where nobody can be asked', async () => {
    desk.put({ 'mail.js': `const smtp = {\n  password: '${value}9',\n};\n` });
    expect((await desk.tacit(['fix', '--yes'])).stderr).toContain('tacit share recovery --to FILE');
  });
});

describe('share list and me', () => {
  it('tells programs', async () => {
    const me = (await own()).recipient;
    expect(JSON.parse((await share('list', '--json')).stdout)).toEqual({
      version: 1,
      file: 'secrets.sops.json',
      exists: true,
      recipients: [{ recipient: me, you: true, accepted: true }],
      removed: [],
      configuration: { file: '.sops.yaml', recipients: [me] },
      recoveryCopy: false,
    });
    expect((await share('me')).stdout).toBe(`${me}\n`);
  });

  it('names another vault file of the project', async () => {
    await share('add', other.recipient, '--yes');
    desk.put({ 'more.sops.json': vault() });
    await desk.tacit(['trust']);
    expect((await share('list', '--file', 'more.sops.json')).stdout).toContain('Who can open more.sops.json:');
    expect((await share('list', '--file', 'none.sops.json')).code).toBe(2);
  });
});

describe('an older state of the vault (THREATS 42)', () => {
  /** What was seen is newer than any file written in this second: SOPS counts whole ones. */
  const seeNewer = (): void => {
    const path = join(currentPlatform().stateFolder, 'newest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/("lastModified": ")[^"]+/, `$1${new Date(Date.now() + 3000).toISOString()}`));
  };
  const SAYS = 'secrets.sops.json is an older state of the vault';

  it('is said before it is used or written, and asked about on a terminal once', async () => {
    const older = vault();
    await desk.tacit(['secret', 'set', 'A', '--replace'], { input: `${value}-new` });
    seeNewer();
    desk.put({ 'secrets.sops.json': older, 'tacit.env.yaml': 'A: "ref+sops://secrets.sops.json#/A"\n' });
    const get = ['secret', 'get', 'A', '--raw'];
    expect(await desk.tacit(get)).toMatchObject({ code: 0, stdout: value, stderr: expect.stringContaining(SAYS) as string });
    const digest = /--approve (\S+)/.exec((await desk.tacit(['run', '--', 'true'])).stderr)?.[1] ?? '';
    expect((await desk.tacit(['run', '--approve', digest, '--', 'true'])).stderr).toContain(SAYS);
    desk.put({ 'mail.js': `const smtp = {\n  password: '${value}8',\n};\n` });
    expect(await desk.tacit(['fix', 'mail.js'], { answers: [['Use it all the same? [y/N] ', 'n\r']] })).toMatchObject({ code: 2 });
    expect(await desk.tacit(['secret', 'set', 'B'], { answers: [['Use it all the same? [y/N] ', 'n\r']] })).toMatchObject({ code: 2 });
    expect(vault()).toBe(older);
    expect(await desk.tacit(get, { answers: [['Use it all the same? [y/N] ', 'y\r']] })).toMatchObject({ code: 0, stdout: value });
    expect((await desk.tacit(get)).stderr).toBe('');
  });

  it('is not what a newer or the same file is, and a forged time to come hides nothing', async () => {
    expect((await desk.tacit(['secret', 'get', 'A', '--raw'])).stderr).toBe('');
    await desk.tacit(['secret', 'set', 'B'], { input: 'x' });
    expect((await desk.tacit(['secret', 'get', 'B', '--raw'])).stderr).toBe('');
    const marks = JSON.parse(readFileSync(join(currentPlatform().stateFolder, 'newest.json'), 'utf8')) as { stores: [string, { lastModified: string }][] };
    expect(Date.parse(marks.stores[0]![1].lastModified)).toBeLessThanOrEqual(Date.now());
  });
});

it('keeps private state private', async () => {
  await share('recovery', '--done');
  for (const name of ['copies.json', 'newest.json']) expect(statSync(join(currentPlatform().stateFolder, name)).mode & 0o777).toBe(0o600);
});
