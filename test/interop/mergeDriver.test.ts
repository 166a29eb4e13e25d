import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { createIdentity, type Identity } from '../../server/src/stores/sops/ageKeys';
import { distribution, makeSandbox, type Sandbox, tacit } from '../support/tacit';

const { sops } = requireTools(['sops']);
const VAULT = 'secrets.sops.json';
let sandbox: Sandbox;
let other: Identity;

/** Runs a program in the project as the sandbox's user. */
function run(program: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(program, parameters, { cwd: sandbox.project, encoding: 'utf8', env: { ...sandbox.environment, ...environment } });
}
const git = (...parameters: string[]) => run('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...parameters]);
const commit = (message: string): void => {
  git('add', '-A');
  const done = git('commit', '-qm', message);
  if (done.status !== 0) throw new Error(done.stderr);
};
async function set(name: string, value: string): Promise<void> {
  const { code, stderr } = await tacit(sandbox, ['secret', 'set', name, '--replace'], { input: value });
  if (code !== 0) throw new Error(stderr);
}
async function share(...parameters: string[]): Promise<void> {
  const { code, stderr } = await tacit(sandbox, ['share', ...parameters, '--yes']);
  if (code !== 0) throw new Error(stderr);
}
/** What the real sops reads, MAC and all; with the key of somebody else where one is given. */
function decrypted(identity?: Identity): Record<string, unknown> | undefined {
  const as = identity === undefined ? {} : { HOME: join(sandbox.root, 'nobody'), SOPS_AGE_KEY: identity.secret.reveal('match') };
  const done = run(sops, ['decrypt', VAULT], as);
  return done.status === 0 ? (JSON.parse(done.stdout) as Record<string, unknown>) : undefined;
}
const text = (): string => readFileSync(join(sandbox.project, VAULT), 'utf8');
const keyFile = (): string => join(sandbox.home, '.config/sops/age/keys.txt');

/** Two branches from here: `theirs` with one change, then `main` with the other, checked out. */
async function diverge(theirs: () => Promise<unknown>, ours: () => Promise<unknown>): Promise<void> {
  git('checkout', '-qb', 'theirs');
  await theirs();
  commit('theirs');
  git('checkout', '-q', 'main');
  await ours();
  commit('ours');
}
const merge = () => git('merge', '--no-edit', 'theirs');

beforeEach(async () => {
  sandbox = makeSandbox();
  other = await createIdentity();
  git('init', '-qb', 'main');
  await tacit(sandbox, ['trust']);
  await set('COMMON', 'c');
  await set('DOOMED', 'd');
  expect(await tacit(sandbox, ['merge-driver', '--install'])).toMatchObject({ code: 0 });
  commit('base');
});
afterEach(() => sandbox.dispose());

describe('git merges a vault file by key (THREATS 43)', () => {
  it('takes what each side added, changed and removed, and the real sops accepts it', async () => {
    await diverge(
      async () => {
        await set('THEIRS', 't');
        await set('COMMON', 'c2');
      },
      async () => {
        await set('OURS', 'o');
        await tacit(sandbox, ['secret', 'remove', 'DOOMED', '--yes']);
      },
    );
    expect(merge()).toMatchObject({ status: 0 });
    expect(decrypted()).toEqual({ COMMON: 'c2', OURS: 'o', THEIRS: 't' });
    expect(git('status', '--porcelain').stdout).toBe('');
    await set('AFTER', 'a');
    expect(decrypted()).toMatchObject({ AFTER: 'a', THEIRS: 't' });
  });

  it('also in a rebase, and where both sides made the same change', async () => {
    await diverge(
      async () => {
        await set('SAME', 's');
        await set('T', 't');
      },
      async () => {
        await set('SAME', 's');
        await set('O', 'o');
      },
    );
    expect(git('rebase', '-q', 'theirs')).toMatchObject({ status: 0 });
    expect(decrypted()).toEqual({ COMMON: 'c', DOOMED: 'd', SAME: 's', T: 't', O: 'o' });
  });

  it('loses neither value where both changed one entry, and says what to do', async () => {
    await diverge(
      () => set('COMMON', 'their value'),
      () => set('COMMON', 'our value'),
    );
    const { status, stderr, stdout } = merge();
    expect(status).toBe(1);
    expect(git('status', '--porcelain').stdout).toBe(`UU ${VAULT}\n`);
    expect(decrypted()).toEqual({ COMMON: 'our value', COMMON_THEIRS: 'their value', DOOMED: 'd' });
    const said = stderr + stdout;
    for (const words of ['COMMON: ours is there, theirs is in COMMON_THEIRS', 'tacit secret remove COMMON_THEIRS', `git add ${VAULT}`])
      expect(said).toContain(words);
    expect(said).not.toMatch(/their value|our value/);
    // The way that it names works.
    const theirs = await tacit(sandbox, ['secret', 'get', '--raw', 'COMMON_THEIRS']);
    await tacit(sandbox, ['secret', 'set', '--replace', 'COMMON'], { input: theirs.stdout });
    await tacit(sandbox, ['secret', 'remove', 'COMMON_THEIRS', '--yes']);
    commit('merged');
    expect(decrypted()).toEqual({ COMMON: 'their value', DOOMED: 'd' });
  });

  it('keeps what one side changed and the other removed, as a conflict', async () => {
    await diverge(
      () => tacit(sandbox, ['secret', 'remove', 'COMMON', '--yes']),
      () => set('COMMON', 'changed'),
    );
    const { status, stderr } = merge();
    expect([status, stderr]).toEqual([1, expect.stringContaining('tacit secret remove COMMON')]);
    expect(decrypted()).toEqual({ COMMON: 'changed', DOOMED: 'd' });
    git('merge', '--abort');
    git('checkout', '-q', 'theirs');
    expect(git('merge', '--no-edit', 'main').status).toBe(1);
    expect(decrypted()).toEqual({ DOOMED: 'd', COMMON: 'changed' });
  });

  it('merges what sops made: nested, in lists, of every kind, in clear', async () => {
    const plain = { db: { user: 'u', password: 'p', deep: { n: 1.5 } }, list: ['a', 'b'], '10': 'x', b: true, note_unencrypted: 'clear', e: '' };
    const put = (value: object): void => {
      writeFileSync(join(sandbox.project, VAULT), JSON.stringify(value));
      expect(run(sops, ['encrypt', '-i', VAULT]).stderr).toBe('');
    };
    put(plain);
    await tacit(sandbox, ['share', 'accept']);
    commit('sops');
    await diverge(
      async () => put({ ...plain, db: { ...plain.db, password: 'p2' }, list: ['a'], z: { y: 'new' } }),
      async () => put({ ...plain, db: { ...plain.db, deep: { n: 2.5 } }, b: false, note_unencrypted: 'clearer' }),
    );
    // Each of the three has a data key of its own here.
    expect(merge()).toMatchObject({ status: 0 });
    expect(decrypted()).toEqual({
      ...plain,
      db: { user: 'u', password: 'p2', deep: { n: 2.5 } },
      list: ['a'],
      b: false,
      note_unencrypted: 'clearer',
      z: { y: 'new' },
    });
  });

  it('keeps both of two new files of one name', async () => {
    git('checkout', '-q', '--orphan', 'theirs');
    await set('COMMON', 'c9');
    await set('NEW', 'n');
    commit('theirs');
    git('checkout', '-q', 'main');
    expect(git('merge', '--no-edit', '--allow-unrelated-histories', 'theirs').status).toBe(1);
    expect(decrypted()).toEqual({ COMMON: 'c', COMMON_THEIRS: 'c9', DOOMED: 'd', NEW: 'n' });
  });
});

describe('a merge that must not be', () => {
  const untouched = (before: string): void => {
    expect(text()).toBe(before);
    for (const stage of ['2', '3']) expect(git('show', `:${stage}:${VAULT}`).status).toBe(0);
  };

  it('is refused without the key, and git keeps both', async () => {
    await diverge(
      () => set('T', 't'),
      () => set('O', 'o'),
    );
    const before = text();
    renameSync(keyFile(), `${keyFile()}.away`);
    const { status, stderr } = merge();
    expect([status, stderr]).toEqual([1, expect.stringContaining('was not merged')]);
    untouched(before);
    // With the key back, the same merge goes through by the way it named.
    renameSync(`${keyFile()}.away`, keyFile());
    expect(git('checkout', '-m', '--', VAULT).status).toBe(0);
    expect(decrypted()).toEqual({ COMMON: 'c', DOOMED: 'd', O: 'o', T: 't' });
  });

  it('is refused where a MAC does not hold on either side: there is no option to ignore it', async () => {
    await diverge(
      async () => {
        await set('T', 't');
        // As somebody who can write the repository and has no key: an entry is gone.
        const now = text();
        writeFileSync(join(sandbox.project, VAULT), now.replace(/\t"DOOMED": "[^"]+",\n/, ''));
      },
      () => set('O', 'o'),
    );
    const before = text();
    const { status, stderr } = merge();
    expect([status, stderr]).toEqual([1, expect.stringContaining('integrity check')]);
    untouched(before);
    const help = await tacit(sandbox, ['merge-driver', '--help']);
    expect(help.stdout).not.toMatch(/ignore|force|mac/i);
  });

  it('is refused where one side lets in somebody whom this user has not accepted (THREATS 6)', async () => {
    // A colleague's machine: same key, other state.
    const theirState = { XDG_STATE_HOME: join(sandbox.root, 'other-state') };
    await diverge(
      async () => {
        const options = { environment: theirState };
        await tacit(sandbox, ['trust'], options);
        await tacit(sandbox, ['share', 'accept'], options);
        expect(await tacit(sandbox, ['share', 'add', other.recipient, '--yes'], options)).toMatchObject({ code: 0 });
      },
      () => set('O', 'o'),
    );
    const before = text();
    const { status, stderr } = merge();
    expect([status, stderr]).toEqual([1, expect.stringContaining(other.recipient)]);
    untouched(before);
    expect(decrypted(other)).toBeUndefined();
  });
});

describe('recipients in a merge', () => {
  it('let in on both sides, and accepted by this user, read all of it', async () => {
    const third = await createIdentity();
    await diverge(
      async () => {
        await share('add', other.recipient);
        await set('T', 't');
      },
      async () => {
        // Back on main the pin has one more than the file: said, and accepted by name.
        await tacit(sandbox, ['share', 'accept']);
        await share('add', third.recipient);
        await set('O', 'o');
      },
    );
    // The person accepts all three before merging, as the driver asks on a terminal.
    const pins = join(sandbox.home, '.local/state/tacit/pins.json');
    const state = JSON.parse(readFileSync(pins, 'utf8')) as { stores: [string, { recipients: string[] }][] };
    state.stores[0]![1].recipients.push(other.recipient);
    writeFileSync(pins, JSON.stringify(state));
    const { stdout, stderr } = merge();
    // Who may read is one line of .sops.yaml: git leaves that to the person, and has merged the vault.
    expect(stdout + stderr).toContain('CONFLICT (content): Merge conflict in .sops.yaml');
    expect(git('status', '--porcelain').stdout).toBe(`UU .sops.yaml\nM  ${VAULT}\n`);
    git('checkout', '-q', '--ours', '.sops.yaml');
    for (const identity of [undefined, other, third]) expect(decrypted(identity)).toEqual({ COMMON: 'c', DOOMED: 'd', O: 'o', T: 't' });
  });

  it('removed on one side are out, of what the other side added too', async () => {
    await share('add', other.recipient);
    commit('shared');
    await diverge(
      () => share('remove', other.recipient),
      async () => {
        await tacit(sandbox, ['share', 'accept', other.recipient]);
        await set('O', 'o');
      },
    );
    expect(decrypted(other)).toMatchObject({ O: 'o' });
    const { status, stdout, stderr } = merge();
    expect(status).toBe(0);
    expect(stdout + stderr).toContain(`one side removed ${other.recipient}`);
    expect(decrypted()).toEqual({ COMMON: 'c', DOOMED: 'd', O: 'o' });
    expect(decrypted(other)).toBeUndefined();
    expect(await tacit(sandbox, ['secret', 'set', 'AFTER'], { input: 'x' })).toMatchObject({ code: 0 });
  });
});

describe('merge-driver --install', () => {
  it('writes absolute paths, once, and keeps what is there', async () => {
    const command = git('config', 'merge.tacit.driver').stdout.trim();
    expect(command).toBe(`'${process.execPath}' '${join(distribution, 'cli.js')}' merge-driver -- %O %A %B %P`);
    writeFileSync(join(sandbox.project, '.gitattributes'), '*.png binary');
    await tacit(sandbox, ['merge-driver', '--install']);
    await tacit(sandbox, ['merge-driver', '--install']);
    expect(readFileSync(join(sandbox.project, '.gitattributes'), 'utf8')).toBe('*.png binary\n*.sops.json merge=tacit\n');
  });

  it('refuses a Tacit that lies in the repository, and a folder that is not trusted (THREATS 20, 21)', async () => {
    const planted = join(sandbox.project, 'node_modules/tacit/dist');
    cpSync(distribution, planted, { recursive: true });
    const done = run(process.execPath, [join(planted, 'cli.js'), 'merge-driver', '--install']);
    expect([done.status, done.stderr]).toEqual([2, expect.stringContaining('lies in a repository')]);
    await tacit(sandbox, ['trust', '--remove']);
    expect(await tacit(sandbox, ['merge-driver', '--install'])).toMatchObject({ code: 2, stderr: expect.stringContaining('tacit trust') as string });
  });
});
