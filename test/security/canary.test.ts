import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formsOf, makeCanary, searchBytes, searchFolder } from '../support/canary';

// A search that finds nothing proves something only if it would have found a leak: each kind is seeded once.
describe('the search sees a seeded leak', () => {
  const canary = makeCanary();
  const noise = 'x'.repeat(37);

  it.each([...formsOf(canary).keys()])('as %s', (form) => {
    const seeded = Buffer.concat([Buffer.from(noise), formsOf(canary).get(form) ?? Buffer.alloc(0), Buffer.from(noise)]);
    expect(searchBytes('seed', seeded, [canary]).map((leak) => leak.form)).toContain(form);
  });

  it.each([0, 1, 2, 3, 4, 5])('in base64 behind %i other bytes', (before) => {
    const seeded = Buffer.from(Buffer.from('y'.repeat(before) + canary + 'tail').toString('base64'));
    expect(searchBytes('seed', seeded, [canary]).some(({ form }) => form.startsWith('base64 at'))).toBe(true);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['brotli', brotliCompressSync],
  ] as const)('inside %s', (name, pack) => {
    expect(searchBytes('seed', pack(Buffer.from(`before ${canary} after`)), [canary])).toContainEqual({ where: 'seed', form: `${name}: plain`, canary: 0 });
  });

  it('in a file and in the name of a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tacit-canary-'));
    const flat = canary.replace('/', '_');
    writeFileSync(join(folder, 'log.txt'), `value=${canary}`);
    writeFileSync(join(folder, `${flat}.txt`), '');
    expect(searchFolder(folder, [canary]).map(({ form }) => form)).toContain('plain');
    expect(searchFolder(folder, [flat]).map(({ where }) => where)).toContain(`name of ${folder}`);
  });

  it('and nothing where nothing is', () => {
    expect(searchBytes('noise', Buffer.from(makeCanary() + makeCanary()), [canary])).toEqual([]);
  });
});
