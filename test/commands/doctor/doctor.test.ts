import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { checkNode } from '../../../server/src/commands/doctor/checks/machine';
import { CHECKS } from '../../../server/src/commands/doctor/table';
import { createIdentity } from '../../../server/src/stores/sops/ageKeys';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

let desk: Desk;
const value = makeValue();
const state = (): string => currentPlatform().stateFolder;
const key = (): string => currentPlatform().ageKeyFile;
const at = (name: string): string => join(desk.root, name);

/** A project in which nothing is to be mended. */
beforeEach(async () => {
  desk = makeDesk();
  rmSync(state(), { recursive: true, force: true });
  rmSync(dirname(key()), { recursive: true, force: true });
  rmSync(at('.git'), { recursive: true });
  spawnSync('git', ['init', '-q'], { cwd: desk.root });
  await desk.tacit(['secret', 'set', 'A'], { input: value });
  desk.put({ 'tacit.env.yaml': 'A: "ref+sops://secrets.sops.json#/A"\n' });
  await desk.tacit(['trust']);
  await desk.tacit(['share', 'recovery', '--done']);
  await desk.tacit(['merge-driver', '--install']);
  const digest = /--approve (\S+)/.exec((await desk.tacit(['run', '--', 'true'])).stderr)?.[1] ?? '';
  const approved = await desk.tacit(['run', '--', 'true'], { answers: [['May the programs of this project receive these?', 'y\r']] });
  expect([digest.length, approved.code]).toEqual([32, 0]);
  return () => desk.dispose();
});

interface Report {
  readonly checks: readonly {
    readonly check: string;
    readonly state: string;
    readonly because?: string;
    readonly problems: readonly { readonly level: string; readonly text: string; readonly mend: string }[];
  }[];
}
async function examine(...more: string[]): Promise<{ code: number; report: Report; of: (id: string) => Report['checks'][number] }> {
  const { code, stdout } = await desk.tacit(['doctor', '--json', ...more]);
  const report = JSON.parse(stdout) as Report;
  return { code, report, of: (id) => report.checks.find(({ check }) => check === id)! };
}

const recipient = async (): Promise<string> => (await createIdentity()).recipient;
const edit = (name: string, change: (text: string) => string): void => writeFileSync(at(name), change(desk.text(name)));

/** What is broken → what it is called, what is said, and what mends it. */
const CASES: readonly (readonly [check: string, title: string, breakIt: () => unknown, says: string | RegExp, mend: string | RegExp])[] = [
  [
    'configuration',
    'a key that is none',
    () => desk.put({ 'tacit.json': '{\n"version": 1,\n"ingore": [] }' }),
    'line 3: ingore: no such key',
    'tacit config --explain',
  ],
  ['configuration', 'a baseline that is not there', () => desk.put({ 'tacit.json': '{"version": 1, "baseline": "gone.txt"}' }), 'gone.txt', '--write-baseline'],
  ['configuration', 'no JSON', () => desk.put({ 'tacit.json': '{' }), 'tacit.json', 'tacit config --explain'],
  ['state', 'open to others', () => chmodSync(join(state(), 'pins.json'), 0o666), 'pins.json', /^chmod 700 .* && chmod 600 /],
  [
    'state',
    'a lock of a process that is gone',
    () => writeFileSync(join(state(), 'pins.json.lock'), `${hostname()}\n999999999\n1\nx`),
    'pins.json.lock',
    /^rm .*pins\.json\.lock$/,
  ],
  ['key-file', 'readable by others', () => chmodSync(key(), 0o644), 'can be read or changed by others', /^chmod 600 .*keys\.txt$/],
  ['key-file', 'in a folder that others write', () => chmodSync(dirname(key()), 0o777), 'Others may put another file', /^chmod go-w /],
  [
    'key-file',
    'a link',
    () => {
      renameSync(key(), `${key()}.real`);
      symlinkSync(`${key()}.real`, key());
    },
    'is a link',
    'SOPS_AGE_KEY_FILE',
  ],
  ['key-file', 'a folder', () => (rmSync(key()), mkdirSync(key())), 'no regular file', 'SOPS_AGE_KEY_FILE'],
  ['vault-file', 'no key', () => rmSync(key()), 'no age key file', 'recovery copy'],
  [
    'vault-file',
    'the key of another',
    async () => writeFileSync(key(), `${(await createIdentity()).secret.reveal('match')}\n`),
    'none of your age keys',
    'tacit share me',
  ],
  ['vault-file', 'damaged', () => writeFileSync(at('secrets.sops.json'), '{'), 'is damaged', /^git log --oneline -- secrets\.sops\.json && git checkout /],
  ['vault-file', 'tampered with', () => edit('secrets.sops.json', (text) => text.replace(/\t"A": [^\n]+\n/, '')), 'integrity check', /^git log /],
  [
    'vault-file',
    'key groups',
    () => edit('secrets.sops.json', (text) => text.replace('"age": [', '"shamir_threshold": 2,\n"age": [')),
    'shamir_threshold',
    'sops secrets.sops.json',
  ],
  [
    'recipients',
    'somebody new in .sops.yaml',
    async () => {
      const other = await recipient();
      edit('.sops.yaml', (text) => text.replace(/(age: .*)/, `$1,${other}`));
    },
    'cannot open it yet: age1',
    /^Ask who put them there\. Not yours: tacit share remove age1/,
  ],
  [
    'recipients',
    'file and rule that differ',
    async () => {
      const other = await recipient();
      await desk.tacit(['share', 'add', other, '--yes']);
      edit('.sops.yaml', (text) => text.replace(`,${other}`, '').replace(`${other},`, ''));
    },
    'do not name the same recipients',
    'tacit share add age1',
  ],
  ['recovery-copy', 'none', () => rmSync(join(state(), 'copies.json')), 'Only the key on this computer', 'tacit share recovery --to FILE'],
  [
    'foreign-recipients',
    'kms',
    () => edit('secrets.sops.json', (text) => text.replace('"age": [', '"kms": [{"arn": "arn:aws:kms:x", "enc": "AQ=="}],\n"age": [')),
    '(kms)',
    'sops rotate -i secrets.sops.json',
  ],
  [
    'rollback',
    'an older file',
    async () => {
      const older = desk.text('secrets.sops.json');
      await desk.tacit(['secret', 'set', 'B'], { input: 'x' });
      const path = join(state(), 'newest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/("lastModified": ")[^"]+/, `$1${new Date(Date.now() + 3000).toISOString()}`));
      desk.put({ 'secrets.sops.json': older });
    },
    'older state',
    'git log --oneline -- secrets.sops.json',
  ],
  ['leftovers', 'a stale lock', () => desk.put({ 'secrets.sops.json.lock': `${hostname()}\n999999999\n1\nx` }), 'secrets.sops.json.lock', /^rm .*\.lock$/],
  ['leftovers', 'half a file', () => desk.put({ '.secrets.sops.json.999999999-0123456789ab.tmp': '' }), '.tmp', /^rm .*\.tmp$/],
  [
    'journal',
    'a move that was cut off',
    () => {
      const id = '0'.repeat(32);
      mkdirSync(join(state(), 'journal'), { recursive: true, mode: 0o700 });
      const intent = { root: desk.root, store: 'sops:secrets.sops.json', path: 'A', variable: 'A', uris: [], manifest: at('tacit.env.yaml'), reuse: false };
      const entry = { format: 1, id, owner: { host: hostname(), pid: 999999999, started: '1' }, begun: '2026-01-01', ...intent };
      writeFileSync(join(state(), 'journal', `move-${id}.jsonl`), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
    'was cut off',
    'tacit fix',
  ],
  [
    'manifest',
    'an entry without a secret',
    () => edit('tacit.env.yaml', (text) => `${text}B: "ref+sops://secrets.sops.json#/GONE"\n`),
    'B leads nowhere',
    'tacit secret set GONE',
  ],
  [
    'manifest',
    'a vault that nobody registered',
    () => edit('tacit.env.yaml', (text) => `${text}B: "ref+vault://kv/a#/b"\n`),
    'not registered here',
    'tacit vault add NAME URL',
  ],
  [
    'manifest',
    'what no command resolves',
    () => edit('tacit.env.yaml', (text) => `${text}B: "ref+exec://id#/b"\n`),
    'resolved by no command',
    'Move the value',
  ],
  ['manifest', 'no YAML', () => desk.put({ 'tacit.env.yaml': 'A: [' }), 'tacit.env.yaml, line', 'Correct it'],
  [
    'manifest',
    'an overlay’s entry',
    () => desk.put({ 'tacit.env.prod.yaml': 'P: "ref+sops://secrets.sops.json#/P"\n' }),
    'P leads nowhere',
    'tacit secret set P',
  ],
  [
    'approvals',
    'a changed pair',
    () => edit('tacit.env.yaml', (text) => text.replace('#/A', '#/B')),
    'not approved',
    /tacit run --approve [0-9a-f]{32} -- COMMAND/,
  ],
  [
    'tracked-files',
    'a .env',
    () => {
      desk.put({ '.env': '', '.env.example': '', 'deploy/.env.production': '', id_rsa: '' });
      spawnSync('git', ['add', '-f', '-A'], { cwd: desk.root });
    },
    'git has .env,',
    'git rm --cached .env',
  ],
  [
    'merge-driver',
    'not installed',
    () => void spawnSync('git', ['config', '--unset', 'merge.tacit.driver'], { cwd: desk.root }),
    'does not know how to merge',
    'tacit merge-driver --install',
  ],
  [
    'merge-driver',
    'another program',
    () => void spawnSync('git', ['config', 'merge.tacit.driver', '/old/tacit'], { cwd: desk.root }),
    '/old/tacit',
    'tacit merge-driver --install',
  ],
  ['merge-driver', 'no attributes', () => rmSync(at('.gitattributes')), '.gitattributes', 'tacit merge-driver --install'],
  [
    'vaults',
    'one that nobody confirmed',
    async () => {
      desk.put({ 'tacit.json': '{"version":1,"stores":{"team":{"kind":"vault","address":"https://127.0.0.1:1"}}}' });
      // Another configuration is to be trusted anew.
      await desk.tacit(['trust']);
    },
    'have not confirmed',
    'tacit vault confirm team',
  ],
  ['vaults', 'signed out', () => desk.tacit(['vault', 'add', 'mine', 'http://127.0.0.1:1']), 'mine', /tacit (?:login mine|vault list)/],
];

describe('tacit doctor', () => {
  it('finds nothing to mend where nothing is', async () => {
    const { code, report } = await examine();
    expect(report.checks.filter(({ state: found }) => !['ok', 'note'].includes(found))).toEqual([]);
    expect(code).toBe(0);
    expect(report.checks.map(({ check }) => check)).toEqual(['configuration', ...CHECKS.map(({ id }) => id)]);
    const text = await desk.tacit(['doctor']);
    expect([text.code, text.stdout.trim().split('\n').at(-1)]).toEqual([0, 'Nothing is to be mended.']);
  });

  it.each(CASES)('%s: names %s and its mend', async (check, _title, breakIt, says, mend) => {
    await breakIt();
    const { code, of } = await examine();
    expect(code).toBe(1);
    const found = of(check).problems.map(({ text, mend: how }) => ({ text, mend: how }));
    expect(found).toContainEqual({
      text: (typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says)) as string,
      mend: (typeof mend === 'string' ? expect.stringContaining(mend) : expect.stringMatching(mend)) as string,
    });
    const text = await desk.tacit(['doctor']);
    expect([text.code, text.stdout.includes(value)]).toEqual([1, false]);
    expect(text.stdout).toContain('→ ');
  });

  it('has a case for every row but Node and launcher', () => {
    const covered = new Set(CASES.map(([check]) => check));
    expect(CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual(['node', 'launcher']);
  });

  it.each([
    ['18.20.4', 1],
    ['20.18.9', 1],
    ['20.19.0', 0],
    ['22.1.0', 0],
  ])('Node %s', (version, problems) => {
    expect(checkNode(version)).toHaveLength(problems);
  });

  it('tells of another `tacit` that comes first', async () => {
    const bin = join(dirname(desk.root), 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'tacit'), '#!/bin/sh\n', { mode: 0o755 });
    const { stdout } = await desk.tacit(['doctor', '--json'], { environment: { PATH: `${bin}:/usr/bin` } });
    expect((JSON.parse(stdout) as Report).checks.find(({ check }) => check === 'launcher')).toMatchObject({ state: 'warning' });
  });

  it('asks git nothing in a folder that is not trusted, and says so (THREATS 20)', async () => {
    await desk.tacit(['trust', '--remove']);
    const { of } = await examine();
    for (const check of ['tracked-files', 'merge-driver'])
      expect(of(check)).toMatchObject({ state: 'not-looked-at', because: expect.stringContaining('tacit trust') as string });
  });

  it.each([
    ['a pipe', (path: string) => void spawnSync('mkfifo', [path])],
    ['a link to what never ends', (path: string) => symlinkSync('/dev/zero', path)],
  ])('does not wait for %s in the place of a lock', async (_title, put) => {
    put(at('a.sops.json.lock'));
    const { of } = await examine();
    expect(of('leftovers')).toMatchObject({ state: 'ok' });
  });

  it('changes nothing', async () => {
    const before = [desk.text('secrets.sops.json'), desk.text('.sops.yaml'), readFileSync(join(state(), 'pins.json'), 'utf8')];
    await examine();
    expect([desk.text('secrets.sops.json'), desk.text('.sops.yaml'), readFileSync(join(state(), 'pins.json'), 'utf8')]).toEqual(before);
    expect(existsSync(at('secrets.sops.json.lock'))).toBe(false);
  });
});
