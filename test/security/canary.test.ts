import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { formsOf, makeCanary, searchBytes, searchFolder } from '../support/canary';
import { startBuiltServer } from '../support/serverProcess';
import { makeSandbox, tacit } from '../support/tacit';

// Joined here, so that this file holds nothing that looks like a password.
const madeUp = ['Zq8xK2mW7', 'vT4'].join('-');

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

// And the search is fed by what records: each place that the suite looks into is given one value, and must show it.
describe('the suite sees a value that is let', () => {
  const canary = makeCanary().replace('/', '_');
  const sandbox = makeSandbox();
  mkdirSync(join(sandbox.project, '.git'));
  writeFileSync(join(sandbox.project, `${canary}.js`), `const dbPassword = "${madeUp}";\n`);
  afterAll(() => sandbox.dispose());
  const plain = (where: string) => [{ where, form: 'plain', canary: 0 }];

  it('into an argument of a process', async () => {
    const { trace } = await tacit(sandbox, ['run', '--', 'true', canary], { strace: true });
    expect(searchBytes('arguments', Buffer.from(trace, 'latin1'), [canary])).toEqual(expect.arrayContaining(plain('arguments')));
  });

  it('into an argument of a process that Tacit starts', async () => {
    writeFileSync(join(sandbox.project, 'start.sh'), `exec /bin/echo "$(echo ${Buffer.from(canary).toString('hex')})"\n`);
    writeFileSync(join(sandbox.project, 'tacit.env.yaml'), '{}\n');
    const { trace } = await tacit(sandbox, ['run', '--', 'sh', 'start.sh'], { strace: true });
    expect(searchBytes('arguments', Buffer.from(trace, 'latin1'), [canary]).map(({ form }) => form)).toContain('hex');
  });

  it.each(['text', 'json', 'sarif'])('into a report: %s', async (format) => {
    const { stdout } = await tacit(sandbox, ['scan', '--format', format]);
    expect(searchBytes('output', Buffer.from(stdout), [canary])).toEqual(expect.arrayContaining(plain('output')));
  });

  it('into an error', async () => {
    const { stderr } = await tacit(sandbox, ['scan', canary]);
    expect(searchBytes('output', Buffer.from(stderr), [canary])).toEqual(expect.arrayContaining(plain('output')));
  });

  it('into a message of the server', async () => {
    const { client } = await startBuiltServer(sandbox);
    const uri = pathToFileURL(join(sandbox.project, 'a.js')).href;
    // Of decimal digits: neither a word for people nor, as hexadecimal ones may, a name of so many pieces that it is none.
    const named = BigInt(`0x1${randomBytes(12).toString('hex')}`).toString();
    await client.open(uri, 'javascript', `const db_${named}_password = "${madeUp}";\n`);
    expect(await client.diagnostics(uri)).toHaveLength(1);
    await client.stop();
    expect(searchBytes('LSP', client.wire, [named])).toEqual(expect.arrayContaining(plain('LSP')));
  });
});
