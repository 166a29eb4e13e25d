import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRegularFile, removeLeftovers, withLock, writeFileAtomically } from '../../server/src/base/system/atomicFile';
import { type Failure, TacitError } from '../../server/src/base/errors';
import { currentPlatform } from '../../server/src/base/system/platform';
import { Secret } from '../../server/src/base/secret';
import { StateFile } from '../../server/src/base/system/stateFile';
import { abandonedEntries } from '../../server/src/changes/moving/journal';
import { describeFailure } from '../../server/src/changes/moving/messages';
import { approvalState, approve } from '../../server/src/project/trust/approvals';
import { loadConfig } from '../../server/src/project/configuration/config';
import { mergeManifests, readManifests } from '../../server/src/project/manifest/manifests';
import { openProject } from '../../server/src/project/open';
import { isTrusted, trust } from '../../server/src/project/trust/trust';
import { createRegistry } from '../../server/src/stores/createRegistry';

/**
 * Links, pipes and devices in the place of every file that Tacit reads or writes (THREATS 25): a message each, no waiting, and what they lead to
 * is neither read nor changed. Paths are the real ones, because a link above them is another matter.
 */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-links-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fresh = (): string => mkdtempSync(join(folder, 'x-'));

/** What is put in a file's place; `outside` is the file that must not be touched, with content that would count if it were read. */
const KINDS: readonly (readonly [string, (path: string, outside: string) => void])[] = [
  ['a link to a file outside', (path, outside) => symlinkSync(outside, path)],
  ['a link to a file beside it', (path, outside) => (linkSync(outside, `${path}.real`), symlinkSync(`${path}.real`, path))],
  ['a link to nothing', (path, outside) => symlinkSync(`${outside}.new`, path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
  ['a link to a folder', (path, outside) => symlinkSync(dirname(outside), path)],
  ['a link to an endless device', (path) => symlinkSync('/dev/zero', path)],
  ['a link to the terminal', (path) => symlinkSync('/dev/tty', path)],
  ['a link to a process', (path) => symlinkSync('/proc/self/environ', path)],
  ['a pipe', (path) => void execFileSync('mkfifo', [path])],
  [
    'a socket',
    (path) =>
      void execFileSync('python3', [
        '-c',
        'import socket,sys,os; os.chdir(os.path.dirname(sys.argv[1])); socket.socket(socket.AF_UNIX).bind(os.path.basename(sys.argv[1]))',
        path,
      ]),
  ],
  ['a folder', (path) => mkdirSync(path)],
  ['a link to a pipe', (path, outside) => (execFileSync('mkfifo', [`${outside}.pipe`]), symlinkSync(`${outside}.pipe`, path))],
];

interface Position {
  readonly name: string;
  /** Where the thing is put, and what the file outside holds. */
  readonly at: (root: string) => string;
  readonly content: string;
  /** Everything that would read or write it. Undefined: nothing was made of it. */
  readonly use: (root: string, path: string) => Promise<unknown>;
  /** The outcome of a use that went well in spite of it. */
  readonly unread: unknown;
}

const store = async (root: string) => (await createRegistry({ root, embeddedStore: 'secrets.sops.json', trusted: true })).embedded;
const write = async (root: string): Promise<string> => (await (await store(root)).write('A', Secret.of('v'), { is: 'anything' })).address.path;
const stateOf = (name: string) => () => join(currentPlatform().stateFolder, name);
const pairs = [{ variable: 'A', reference: 'ref+sops://x.json#/A' }];

const POSITIONS: readonly Position[] = [
  { name: 'the vault', at: (root) => join(root, 'secrets.sops.json'), content: '{}', use: write, unread: 'none' },
  { name: 'the lock of the vault', at: (root) => join(root, 'secrets.sops.json.lock'), content: 'host\n1\n\nx', use: write, unread: 'none' },
  {
    name: 'the lock of any file',
    at: (root) => join(root, 'f.lock'),
    content: 'gone\n999999\n1\nx',
    use: (root) => withLock(join(root, 'f'), () => Promise.resolve('ran')),
    unread: 'none',
  },
  { name: '.sops.yaml', at: (root) => join(root, '.sops.yaml'), content: 'creation_rules: []\n', use: write, unread: 'none' },
  {
    name: 'the manifest',
    at: (root) => join(root, 'tacit.env.yaml'),
    content: 'EVIL: "ref+sops://secrets.sops.json#/A"\n',
    use: async (root) => mergeManifests(await readManifests(await openProject(root, { trusted: true }))).map(({ entry }) => entry.name),
    unread: [],
  },
  {
    name: 'an overlay of the manifest',
    at: (root) => join(root, 'tacit.env.local.yaml'),
    content: 'EVIL: "ref+sops://secrets.sops.json#/A"\n',
    use: async (root) => mergeManifests(await readManifests(await openProject(root, { trusted: true }))).map(({ entry }) => entry.name),
    unread: [],
  },
  {
    name: 'tacit.json',
    at: (root) => join(root, 'tacit.json'),
    content: '{"version":1,"embeddedStore":"evil.sops.json"}',
    use: async (root) => (await loadConfig(root)).config.embeddedStore,
    unread: 'none',
  },
  {
    name: 'a file that tacit.json extends',
    at: (root) => (writeFileSync(join(root, 'tacit.json'), '{"version":1,"extends":"base.json"}'), join(root, 'base.json')),
    content: '{"version":1,"embeddedStore":"evil.sops.json"}',
    use: async (root) => (await loadConfig(root)).config.embeddedStore,
    unread: 'none',
  },
  {
    name: '.gitignore',
    at: (root) => join(root, '.gitignore'),
    content: '*\n',
    use: async (root) => (await openProject(root, { trusted: true })).ignores(join(root, 'a.js'), false),
    unread: false,
  },
  { name: 'the file of trust', at: stateOf('trust.json'), content: '{}', use: async (root) => (await isTrusted(root), await trust(root)), unread: 'none' },
  { name: 'the lock of trust', at: stateOf('trust.json.lock'), content: 'host\n1\n\nx', use: (root) => trust(root), unread: 'none' },
  {
    name: 'the approvals',
    at: stateOf('approvals.json'),
    content: '{}',
    use: async (root, path) => (await approvalState(root, path, pairs), await approve(root, path, pairs)),
    unread: 'none',
  },
  { name: 'the pins of recipients', at: stateOf('pins.json'), content: '{}', use: write, unread: 'none' },
  { name: 'the known data keys', at: stateOf('datakeys.json'), content: '{}', use: write, unread: 'none' },
  {
    name: 'an entry of the journal',
    at: stateOf(`journal/move-${'0'.repeat(32)}.jsonl`),
    content: `${JSON.stringify({ format: 1, id: '0'.repeat(32), begun: 'x', root: 'ROOT', store: 's', path: 'p', variable: 'v', manifest: 'm', reuse: false, uris: [], owner: { host: 'h', pid: 1, started: '' } })}\n`,
    use: (root) => abandonedEntries(root),
    unread: [],
  },
  {
    name: 'a file to be replaced',
    at: (root) => join(root, 'out.sarif'),
    content: 'before',
    use: (_root, path) => writeFileAtomically(path, 'new'),
    unread: 'none',
  },
];

/** The outcome, and the failure where it was one. Fails after four seconds: what waits for a pipe waits for ever. */
async function outcomeOf(work: () => Promise<unknown>): Promise<{ result?: unknown; failure?: Failure }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, failed) => {
    timer = setTimeout(() => failed(new Error('it waits')), 4000);
  });
  try {
    return { result: await Promise.race([work(), late]) };
  } catch (thrown) {
    if (!(thrown instanceof TacitError)) throw thrown;
    return { failure: thrown.failure };
  } finally {
    clearTimeout(timer);
  }
}

describe.each(POSITIONS)('in the place of $name', ({ at, content, use, unread }) => {
  it.each(KINDS)('%s', async (_kind, make) => {
    const root = fresh();
    const elsewhere = fresh();
    const outside = join(elsewhere, 'outside.txt');
    rmSync(currentPlatform().stateFolder, { recursive: true, force: true });
    const path = at(root);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(outside, content.replace('ROOT', root));
    chmodSync(outside, 0o600);
    make(path, outside);
    const before = { names: readdirSync(elsewhere), kind: lstatSync(path).mode };
    const { result, failure } = await outcomeOf(() => use(root, path));
    if (failure === undefined) expect(result).toEqual(unread);
    else {
      expect(failure.code).toBe('FileUnsafe');
      expect(describeFailure(failure)).toContain(basename(path));
    }
    expect(readFileSync(outside, 'utf8')).toBe(content.replace('ROOT', root));
    expect({ names: readdirSync(elsewhere), kind: lstatSync(path).mode }).toEqual(before);
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    rmSync(currentPlatform().stateFolder, { recursive: true, force: true });
  });
});

describe('Tacit’s own state counts only where nobody else could have written it', () => {
  const file = (root: string) => new StateFile('trust.json', (json) => json, root);
  it.each<[string, (root: string) => void]>([
    ['a folder that all may write to', (root) => chmodSync(root, 0o777)],
    ['a folder that the group may write to', (root) => chmodSync(root, 0o770)],
    ['a file that all may write to', (root) => chmodSync(join(root, 'trust.json'), 0o666)],
    ['a file of another user', (root) => void execFileSync('chown', ['12345', join(root, 'trust.json')])],
    ['a folder of another user', (root) => void execFileSync('chown', ['12345', root])],
  ])('%s', async (_name, spoil) => {
    const root = fresh();
    await file(root).update(() => ({ a: 1 }));
    expect(await file(root).read()).toEqual({ a: 1 });
    spoil(root);
    await expect(file(root).read()).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
    await expect(file(root).update(() => ({ a: 2 }))).rejects.toMatchObject({ failure: { code: 'FileUnsafe' } });
  });

  it('and is for this user alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const root = join(fresh(), 'state');
      await file(root).update(() => ({ a: 1 }));
      expect([lstatSync(root).mode & 0o777, lstatSync(join(root, 'trust.json')).mode & 0o777]).toEqual([0o700, 0o600]);
    } finally {
      process.umask(before);
    }
  });

  it('else detection goes on without trust, and it is told', async () => {
    const root = fresh();
    const { stateFolder } = currentPlatform();
    await trust(root);
    expect((await openProject(root)).trusted).toBe(true);
    chmodSync(join(stateFolder, 'trust.json'), 0o666);
    const told: string[] = [];
    expect((await openProject(root, { onProblem: ({ error }) => told.push(error.failure.code) })).trusted).toBe(false);
    expect(told).toEqual(['FileUnsafe']);
    rmSync(stateFolder, { recursive: true, force: true });
  });
});

describe('a temporary file', () => {
  it('is for this user alone until it has the old file’s mode, and is new', async () => {
    const path = join(fresh(), 'a.txt');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    const before = process.umask(0);
    try {
      let seen: number[] = [];
      await writeFileAtomically(path, 'new', {
        before: () => {
          seen = readdirSync(dirname(path)).map((name) => lstatSync(join(dirname(path), name)).mode & 0o777);
          return Promise.resolve();
        },
      });
      expect(seen).toEqual([0o640, 0o640]);
    } finally {
      process.umask(before);
    }
    expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777]).toEqual(['new', 0o640]);
  });

  it('is made with O_EXCL and 0600, never through a link that somebody put there', () => {
    const root = fresh();
    const entry = join(import.meta.dirname, '../stores/worker.ts');
    const bundle = join(root, 'worker.cjs');
    execFileSync('npx', ['esbuild', entry, '--bundle', '--platform=node', '--main-fields=module,main', `--outfile=${bundle}`, '--log-level=error'], {
      stdio: 'ignore',
    });
    const log = join(root, 'trace');
    mkdirSync(join(root, 'p'));
    spawnSync(
      'strace',
      ['-f', '-qq', '-e', 'trace=openat,open,link,linkat,rename,renameat', '-o', log, process.execPath, bundle, 'write', join(root, 'p'), 'A', '1'],
      { stdio: 'ignore' },
    );
    const made = readFileSync(log, 'latin1')
      .split('\n')
      .filter((line) => line.includes('O_CREAT') && line.includes('"/'));
    const temporary = made.filter((line) => /\.tmp"|\.lock\.[0-9a-f]+"/.test(line));
    expect(temporary.length).toBeGreaterThan(4);
    for (const line of temporary) expect(line).toMatch(/O_EXCL.*, 0600\)/);
    // Whatever else is created is created anew too.
    for (const line of made) expect(line).toContain('O_EXCL');
    expect(existsSync(join(root, 'p/secrets.sops.json'))).toBe(true);
  });

  it('of a process that is gone is removed, and no other', async () => {
    const root = fresh();
    const names = [
      '.a.js.77-0123456789ab.tmp',
      '.a.js.78-0123456789ab.tmp',
      '.a.js.77-xyz.tmp',
      '.b.js.77-0123456789ab.tmp',
      'a.js.77-0123456789ab.tmp',
      '.a.js.77-0123456789ab.tmp.js',
    ];
    for (const name of names) writeFileSync(join(root, name), '');
    await removeLeftovers(join(root, 'a.js'), 77);
    expect(readdirSync(root).sort()).toEqual(names.slice(1).sort());
  });
});

describe('a lock', () => {
  const held = async (owner: string): Promise<string> => {
    const path = join(fresh(), 'f');
    writeFileSync(`${path}.lock`, owner);
    return withLock(path, () => Promise.resolve('ran'), 300).catch((thrown: unknown) => (thrown as TacitError).failure.code);
  };
  let host = '';
  let started = '';
  beforeAll(async () => {
    const path = join(fresh(), 'f');
    await withLock(path, async () => {
      [host = '', , started = ''] = (await readRegularFile(`${path}.lock`)).toString('utf8').split('\n');
    });
  });
  it.each<[string, () => string, string]>([
    ['of this very process', () => `${host}\n${String(process.pid)}\n${started}\nx`, 'FileBusy'],
    ['of a process on another machine, which nobody here can look for', () => `elsewhere-${randomBytes(4).toString('hex')}\n999999\n1\nx`, 'FileBusy'],
    ['of a process that is gone', () => `${host}\n999999\n1\nx`, 'ran'],
    ['of a number that another process has now', () => `${host}\n${String(process.pid)}\n1\nx`, 'ran'],
    ['that names nobody', () => 'x', 'ran'],
    ['that is empty', () => '', 'ran'],
    ['that is too long to be one', () => 'x'.repeat(5000), 'FileUnsafe'],
  ])('%s', async (_name, owner, expected) => {
    expect(await held(owner())).toBe(expected);
  });
});
