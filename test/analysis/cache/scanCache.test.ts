import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CacheFolder } from '../../../server/src/analysis/cache/cacheFolder';
import type { CacheOptions } from '../../../server/src/analysis/cache/scanCache';
import { scan, type ScanOptions, type ScanResult } from '../../../server/src/analysis/scanning/scan';
import { FileScanner } from '../../../server/src/analysis/scanning/scanFile';
import { unseal, UserKey } from '../../../server/src/base/system/userKey';
import { openProject } from '../../../server/src/project/open';

const FILES = 300;

let root: string;
let caches: string;
let state: string;
/** What stands as a password in the files. */
let values: string[];

const passwordOf = (value: string): string => `const dbPassword = "${value}";\n`;
const makeValue = (): string => `${Math.random().toString(36).slice(2, 10).padEnd(8, 'q')}-X7${Math.random().toString(36).slice(2, 6).padEnd(4, 'z')}`;
const file = (at: number): string => join(root, `src/part${String(at % 7)}/file${String(at)}.js`);

function write(at: number, text: string): void {
  mkdirSync(join(file(at), '..'), { recursive: true });
  writeFileSync(file(at), text);
}

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-cache-'));
  [root, caches, state] = [join(folder, 'project'), join(folder, 'caches'), join(folder, 'state')];
  mkdirSync(join(root, '.git'), { recursive: true });
  values = [];
  for (let at = 0; at < FILES; at++) {
    const value = makeValue();
    if (at % 9 === 0) values.push(value);
    write(at, at % 9 === 0 ? `// ${String(at)}\n${passwordOf(value)}` : `export const name${String(at)} = ${String(at)};\n`);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(join(root, '..'), { recursive: true, force: true });
});

/** As if everything had been left alone for a while. */
const settle = (): void => void vi.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 60_000);

const optionsOf = (more: Partial<CacheOptions> = {}): CacheOptions => ({ folder: caches, engine: () => 'one', stateFolder: state, ...more });

interface Scanned extends Omit<ScanResult, 'milliseconds'> {
  /** Files that were looked at. */
  readonly looked: number;
}

async function scanWith(cache: CacheOptions | undefined, more: Partial<ScanOptions> = {}): Promise<Scanned> {
  const looks = vi.spyOn(FileScanner.prototype, 'scan');
  const before = looks.mock.calls.length;
  const project = await openProject(root, {});
  const { milliseconds: _, ...result } = await scan({ project, target: root, rules: [], ...(cache === undefined ? {} : { cache }), ...more });
  return { ...result, looked: looks.mock.calls.length - before };
}

/** The same as a scan without a cache, which says how many files were looked at. */
async function expectFresh(cache = optionsOf(), more: Partial<ScanOptions> = {}): Promise<number> {
  const { looked, ...kept } = await scanWith(cache, more);
  const { looked: _, ...fresh } = await scanWith(undefined, more);
  expect(kept).toEqual(fresh);
  return looked;
}

describe('a second scan of a folder', () => {
  it('looks at nothing that was left alone, and says the same', async () => {
    settle();
    expect(await expectFresh()).toBe(FILES);
    expect(await expectFresh()).toBe(0);
    write(3, passwordOf(makeValue()));
    rmSync(file(9));
    expect(await expectFresh()).toBe(1);
    expect(await expectFresh()).toBe(0);
  });

  it('looks again at what was written a moment before (as git’s index does), also where the time was set back', async () => {
    expect(await expectFresh()).toBe(FILES);
    const { atime, mtime } = statSync(file(0));
    const text = readFileSync(file(0), 'utf8');
    writeFileSync(file(0), text.replace('dbPassword', 'dbPasswork'));
    utimesSync(file(0), atime, mtime);
    expect(await expectFresh()).toBe(FILES);
  });

  it('says what a fresh one says, after random edits, renames, times set back and changes of the configuration', async () => {
    settle();
    let seed = 20_26;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const changes: readonly ((at: number) => void)[] = [
      (at) => write(at, passwordOf(makeValue())),
      (at) => write(at, `export const name = ${String(at)};\n`),
      // Of the same length, at the same time: only the time of change and the content tell.
      (at) => {
        write(at, passwordOf(makeValue()));
        const { atime, mtime } = statSync(file(at));
        writeFileSync(file(at), readFileSync(file(at), 'utf8').replace('dbPassword', 'dbSomewhat'));
        utimesSync(file(at), atime, mtime);
      },
      (at) => {
        write(at, passwordOf(makeValue()));
        renameSync(file(at), file(random(FILES)));
      },
      (at) => {
        write(at, 'done();\n');
        copyFileSync(file(at), file(random(FILES)));
      },
      (at) => rmSync(file(at), { force: true }),
      (at) => write(at, `${passwordOf(makeValue()).trim()} // tacit-ignore credential.password because of a test\n`),
      (at) => write(at, `${passwordOf(makeValue()).trim()} // tacit-ignore credential.password until=2999-01-01 because of a test\n`),
      (at) => write(at, `// tacit-ignore credential.password because nothing is here\nexport const x = ${String(at)};\n`),
      () => writeFileSync(join(root, 'tacit.json'), JSON.stringify({ version: 1, rules: { credential: ['off', 'hint', 'error'][random(3)] } })),
      () => rmSync(join(root, 'tacit.json'), { force: true }),
      () => writeFileSync(join(root, '.gitignore'), `part${String(random(7))}/\n`),
      () => writeFileSync(join(root, 'tacit.env.yaml'), `NAME_${String(random(9))}: "ref+sops://secrets.sops.json#/NAME"\n`),
    ];
    for (let round = 0; round < 40; round++) {
      for (let count = random(6); count > 0; count--) changes[random(changes.length)]?.(random(FILES));
      await expectFresh(optionsOf({ byContent: round % 3 === 0 }), { inline: round % 5 !== 0, rules: round % 7 === 0 ? ['credential.'] : [] });
    }
  }, 120_000);

  it.each<readonly [string, Partial<CacheOptions>, Partial<ScanOptions>]>([
    ['another build', { engine: () => 'two' }, {}],
    ['other rules', {}, { rules: ['credential.'] }],
    ['comments that do not count', {}, { inline: false }],
    ['a part of the files', {}, { shard: { index: 1, count: 1 } }],
  ])('takes nothing of one with %s', async (_name, cache, more) => {
    settle();
    await expectFresh();
    expect(await expectFresh(optionsOf(cache), more)).toBe(FILES);
  });

  it('looks at everything again where a rule’s level, a declared variable or the project’s name changed', async () => {
    settle();
    await expectFresh();
    for (const [name, text] of [
      ['tacit.json', '{ "version": 1, "rules": { "credential.password": "hint" } }'],
      ['tacit.json', '{ "version": 1, "project": "other" }'],
      ['tacit.env.yaml', 'A_NAME: "ref+sops://secrets.sops.json#/A_NAME"\n'],
    ] as const) {
      writeFileSync(join(root, name), text);
      expect(await expectFresh()).toBeGreaterThanOrEqual(FILES);
      expect(await expectFresh()).toBeLessThan(3);
    }
  });

  it('keeps nothing of what says something else on another day', async () => {
    settle();
    write(1, `// tacit-ignore credential.password until=2999-01-01 because of a test\n${passwordOf(makeValue())}`);
    write(2, '// tacit-ignore credential.password until=2999-01-01 because of a test\n');
    await expectFresh();
    expect(await expectFresh()).toBe(2);
  });

  it('knows files by their content after a checkout, where that is asked for', async () => {
    settle();
    const cache = optionsOf({ byContent: true });
    await expectFresh(cache);
    for (let at = 0; at < FILES; at++) {
      const text = readFileSync(file(at));
      rmSync(file(at));
      writeFileSync(file(at), text);
    }
    expect(await expectFresh(cache)).toBe(0);
    writeFileSync(file(0), readFileSync(file(0), 'utf8').replace('dbPassword', 'dbPasswork'));
    expect(await expectFresh(cache)).toBe(1);
  });

  it('makes no cache for a few files', async () => {
    rmSync(join(root, 'src'), { recursive: true });
    write(0, passwordOf(makeValue()));
    await expectFresh();
    expect(() => readdirSync(caches)).toThrow();
  });
});

describe('the cache of scans (THREATS 40)', () => {
  const kept = (): string => join(caches, readdirSync(caches).find((name) => name.startsWith('scan-')) ?? '');

  beforeEach(async () => {
    settle();
    await scanWith(optionsOf());
  });

  it('is this user’s alone, whatever the umask', async () => {
    rmSync(caches, { recursive: true });
    const umask = process.umask(0);
    try {
      await scanWith(optionsOf());
    } finally {
      process.umask(umask);
    }
    expect(statSync(caches).mode & 0o777).toBe(0o700);
    expect(statSync(kept()).mode & 0o777).toBe(0o600);
    expect(statSync(join(state, 'cache.json')).mode & 0o777).toBe(0o600);
  });

  it('tells nobody without the key a name, a path or a content', async () => {
    const text = [...readdirSync(caches), readFileSync(kept(), 'latin1')].join('\n');
    for (const word of ['file0', 'src', 'project', 'credential', 'dbPassword', ...values]) expect(text).not.toContain(word);
    // The same scan under another key is another file with another content.
    const other = join(state, '../other');
    await scanWith(optionsOf({ stateFolder: other, folder: join(caches, 'more') }));
    expect(readdirSync(join(caches, 'more'))[0]).not.toBe(readdirSync(caches).find((name) => name.startsWith('scan-')));
  });

  it('holds no value and no fragment of one, even unsealed', async () => {
    const project = await openProject(root, {});
    const opened = unseal(await new UserKey('cache.json', state).get(), JSON.stringify([root, project.root, [[], true, undefined]]), readFileSync(kept()));
    const text = opened?.toString('latin1') ?? '';
    expect(text).toContain('src/part0/file0.js');
    for (const value of values) for (let at = 0; at + 5 <= value.length; at++) expect(text).not.toContain(value.slice(at, at + 5));
  });

  it.each<readonly [string, () => void]>([
    ['poisoned', () => writeFileSync(kept(), Buffer.from(readFileSync(kept())).fill(7, 100, 101))],
    ['cut off', () => writeFileSync(kept(), readFileSync(kept()).subarray(0, 1000))],
    ['empty', () => writeFileSync(kept(), '')],
    ['one of another scan', () => writeFileSync(kept(), readFileSync(other()))],
    ['written by others', () => chmodSync(kept(), 0o666)],
    ['a link', () => (renameSync(kept(), join(state, 'aside')), symlinkSync(join(state, 'aside'), join(caches, name())))],
    ['sealed by another user', () => writeFileSync(join(state, 'cache.json'), JSON.stringify({ version: 1, key: '0'.repeat(64) }))],
  ])('is ignored where it is %s', async (_what, harm) => {
    remembered = kept().slice(caches.length + 1);
    harm();
    expect(await expectFresh()).toBe(FILES);
  });

  let remembered = '';
  const name = (): string => remembered;
  const other = (): string => {
    const path = join(state, 'forged');
    writeFileSync(path, Buffer.concat([readFileSync(kept()).subarray(0, 28), Buffer.from('[]')]));
    return path;
  };

  it.each<readonly [string, () => string]>([
    ['open to others', () => (chmodSync(caches, 0o755), caches)],
    ['in the project', () => join(root, '.cache')],
    [
      'in the project by a link',
      () => (mkdirSync(join(root, 'c'), { mode: 0o700 }), symlinkSync(join(root, 'c'), join(state, 'linked')), join(state, 'linked')),
    ],
    ['a file', () => (writeFileSync(join(state, 'file'), ''), join(state, 'file'))],
  ])('is none where its folder is %s', async (_what, make) => {
    const folder = make();
    await expectFresh(optionsOf({ folder }));
    expect(await expectFresh(optionsOf({ folder }))).toBe(FILES);
  });

  it('forgets what was used longest ago once there is too much', async () => {
    const folder = await CacheFolder.open(join(caches, 'many'), [], state, { file: 64 * 1024, folder: 256 * 1024 });
    const large = Buffer.alloc(60 * 1024);
    for (let at = 0; at < 5; at++) {
      await folder.write(String(at), large);
      for (const each of readdirSync(join(caches, 'many'))) {
        const path = join(caches, 'many', each);
        utimesSync(path, statSync(path).atime, new Date(statSync(path).mtimeMs - 10_000));
      }
    }
    expect(readdirSync(join(caches, 'many'))).toHaveLength(4);
    expect(await folder.read('0')).toBeUndefined();
    expect(await folder.read('4')).toHaveLength(large.length);
    await folder.write('huge', Buffer.alloc(64 * 1024));
    expect(await folder.read('huge')).toBeUndefined();
  });
});
