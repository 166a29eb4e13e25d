import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../server/src/base/secret';
import { createRegistry } from '../../server/src/stores/createRegistry';

/** What happens between the last look at the vault and the rename that replaces it. */
let slipIn: (() => void) | undefined;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    renameSync: (from: string, to: string) => {
      const work = slipIn;
      slipIn = undefined;
      work?.();
      fs.renameSync(from, to);
    },
  };
});

const open = async (root: string) => (await createRegistry({ root, embeddedStore: 'secrets.sops.json', trusted: true })).embedded;
const put = async (root: string, name: string) => (await open(root)).write(name, Secret.of(`value of ${name}`), { is: 'anything' });
const names = async (root: string): Promise<string[]> => (await (await open(root)).list('', undefined)).entries.map(({ path }) => path).sort();

let folder: string;
let root: string;
let file: string;
let theirs: Buffer;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-slipped-')));
  root = join(folder, 'ours');
  const other = join(folder, 'theirs');
  cpSync(mkdtempSync(join(folder, 'empty-')), root, { recursive: true });
  await put(root, 'FIRST');
  cpSync(root, other, { recursive: true });
  await put(other, 'THEIRS');
  file = join(root, 'secrets.sops.json');
  theirs = readFileSync(join(other, 'secrets.sops.json'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a program that writes the vault in place between our last look and the rename (THREATS 29)', () => {
  it('loses nothing, and neither do we', async () => {
    slipIn = () => writeFileSync(file, theirs);
    await put(root, 'OURS');
    expect(slipIn).toBeUndefined();
    expect(await names(root)).toEqual(['FIRST', 'OURS', 'THEIRS']);
    const store = await open(root);
    for (const path of ['FIRST', 'OURS', 'THEIRS']) expect((await store.read({ store: store.id, path })).reveal('match')).toBe(`value of ${path}`);
    expect(readdirSync(root).sort()).toEqual(['.sops.yaml', 'secrets.sops.json']);
  });

  it('leaves ours where what it wrote never becomes a vault', async () => {
    slipIn = () => writeFileSync(file, theirs.subarray(0, 40));
    await put(root, 'OURS');
    expect(await names(root)).toEqual(['FIRST', 'OURS']);
  });
});
