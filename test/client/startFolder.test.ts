import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFolder } from '../../client/src/launch/startFolder';

const base = mkdtempSync(join(tmpdir(), 'tacit-start-'));
const shop = join(base, 'shop');
mkdirSync(join(shop, 'api'), { recursive: true });
mkdirSync(join(shop, '..api'));
mkdirSync(join(base, 'bank'));
mkdirSync(join(base, 'shop-old'));
symlinkSync(join(base, 'bank'), join(shop, 'linked'));
symlinkSync(shop, join(base, 'way'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('where a launch or a task of a folder starts (THREATS 47)', () => {
  it.each([
    ['nothing said', undefined, '.'],
    ['the folder itself', shop, '.'],
    ['a folder in it', 'api', 'api'],
    ['a folder in it, in full', join(shop, 'api'), 'api'],
    ['a name that begins with dots', '..api', '..api'],
  ])('is in it: %s', async (_name, cwd, expected) => {
    expect(await startFolder(shop, cwd)).toBe(join(shop, expected));
  });
  it('is in it where the window was opened by a link', async () => {
    expect(await startFolder(join(base, 'way'), join(shop, 'api'))).toBe(join(shop, 'api'));
  });
  it.each([
    ['another project in full', join(base, 'bank')],
    ['another project by dots', '../bank'],
    ['another project by a link', 'linked'],
    ['a folder whose name only begins alike', join(base, 'shop-old')],
    ['what is above', '..'],
    ['what is not there', 'missing'],
  ])('is nowhere for %s', async (_name, cwd) => {
    expect(await startFolder(shop, cwd)).toBeUndefined();
  });
});
