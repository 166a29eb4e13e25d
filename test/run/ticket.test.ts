import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { TacitError } from '../../server/src/base/errors';
import { Secret } from '../../server/src/base/secret';
import { endpointOf, type LaunchGrant, partsOf, redeemTicket, TICKET_LIFETIME } from '../../server/src/run/ticket';
import { TicketOffice } from '../../server/src/run/ticketOffice';

const offices: TicketOffice[] = [];
afterEach(() => {
  for (const office of offices.splice(0)) office.close();
});

let now = 0;
const privateFolder = (): string => mkdtempSync(join(tmpdir(), 'tacit-office-'));

async function open(folder = privateFolder()): Promise<{ office: TicketOffice; folder: string; redeem: (ticket: string) => Promise<LaunchGrant | undefined> }> {
  now = 0;
  const office = await TicketOffice.open({ folder, clock: () => now });
  offices.push(office);
  return { office, folder, redeem: (ticket) => redeemTicket(ticket, undefined, [folder]) };
}

const grant = (more: Partial<LaunchGrant> = {}): LaunchGrant => ({
  root: '/project',
  trusted: true,
  pairs: [{ variable: 'API_KEY', reference: 'ref+sops://secrets.sops.json#/API_KEY', optional: false, manifest: '/project/tacit.env.yaml' }],
  tokens: [],
  ...more,
});

/** Sends raw bytes and gives what came back until the other end closed. */
function talk(path: string, bytes: string | Uint8Array): Promise<string> {
  return new Promise((done) => {
    let text = '';
    const socket = createConnection(path, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => done(text));
    setTimeout(() => socket.destroy(), 150);
  });
}

describe('a ticket', () => {
  it('stands for the launch that was prepared, its tokens included', async () => {
    const { office, redeem } = await open();
    const token = `tok-${'q'.repeat(20)}`;
    const ticket = office.issue(() => Promise.resolve(grant({ tokens: [{ binding: 'b', token: Secret.of(token) }] })));
    const redeemed = await redeem(ticket);
    expect(redeemed).toMatchObject({ root: '/project', trusted: true, pairs: grant().pairs });
    expect(redeemed?.tokens[0]?.token.equals(Secret.of(token))).toBe(true);
    // Whoever prints it sees no token.
    expect(JSON.stringify(redeemed)).not.toContain(token);
  });

  it('is 128 random bits behind the name of its server', async () => {
    const { office } = await open();
    const tickets = new Set(Array.from({ length: 64 }, () => office.issue(() => Promise.resolve(grant()))));
    expect(tickets.size).toBe(64);
    for (const ticket of tickets) expect(partsOf(ticket)?.launch).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is good once', async () => {
    const { office, redeem } = await open();
    const ticket = office.issue(() => Promise.resolve(grant()));
    expect(await redeem(ticket)).toBeDefined();
    expect(await redeem(ticket)).toBeUndefined();
  });

  it('is good once for any number who come at the same time', async () => {
    const { office, redeem } = await open();
    let calls = 0;
    const ticket = office.issue(async () => {
      calls++;
      await new Promise((done) => setTimeout(done, 20));
      return grant();
    });
    const all = await Promise.all(Array.from({ length: 20 }, () => redeem(ticket)));
    expect([all.filter((each) => each !== undefined).length, calls]).toEqual([1, 1]);
  });

  it('is good for 30 seconds', async () => {
    const { office, redeem } = await open();
    const [early, late] = [office.issue(() => Promise.resolve(grant())), office.issue(() => Promise.resolve(grant()))];
    now = TICKET_LIFETIME - 1;
    expect(await redeem(early)).toBeDefined();
    now = TICKET_LIFETIME;
    expect(await redeem(late)).toBeUndefined();
    expect(TICKET_LIFETIME).toBe(30_000);
  });

  it('is good once more after it was renewed, and then no more', async () => {
    const { office, redeem } = await open();
    const ticket = office.issue(() => Promise.resolve(grant()));
    await redeem(ticket);
    office.renew(ticket, () => Promise.resolve(grant({ root: '/other' })));
    expect((await redeem(ticket))?.root).toBe('/other');
    expect(await redeem(ticket)).toBeUndefined();
  });

  it('of another server, or of nobody, is not renewed', async () => {
    const [{ office }, other] = [await open(), await open()];
    const ticket = other.office.issue(() => Promise.resolve(grant()));
    for (const each of [ticket, 'nonsense', `${partsOf(ticket)?.office ?? ''}.${'0'.repeat(32)}`])
      expect(() => office.renew(each, () => Promise.resolve(grant()))).toThrow(TacitError);
  });

  it('is forgotten with the 65th launch after it, and with its server', async () => {
    const { office, redeem, folder } = await open();
    const first = office.issue(() => Promise.resolve(grant()));
    for (let count = 0; count < 64; count++) office.issue(() => Promise.resolve(grant()));
    expect(await redeem(first)).toBeUndefined();
    const last = office.issue(() => Promise.resolve(grant()));
    office.close();
    expect(await redeem(last)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is used up by a launch that cannot be told', async () => {
    const { office, redeem } = await open();
    const ticket = office.issue(() => Promise.reject(new Error('secret words')));
    expect(await redeem(ticket)).toBeUndefined();
    expect(await redeem(ticket)).toBeUndefined();
  });
});

describe('whoever asks without a good ticket', () => {
  it.each([
    ['nothing', '\n'],
    ['half a ticket', '0123456789abcdef\n'],
    ['a wrong one', `${'0'.repeat(32)}\n`],
    ['one in capitals', `${'A'.repeat(32)}\n`],
    ['one with more behind it', `${'0'.repeat(32)} \n`],
    ['no line feed, and far too much', 'x'.repeat(100_000)],
    ['a request of the web', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['JSON', '{"ticket":"*"}\n'],
  ])('sends %s: gets no answer', async (_name, bytes) => {
    const { office } = await open();
    office.issue(() => Promise.resolve(grant()));
    expect(await talk(office.path, bytes)).toBe('');
  });

  it('sends anything: gets no answer, and the next good ticket works', async () => {
    const { office, redeem } = await open();
    const ticket = office.issue(() => Promise.resolve(grant()));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        expect(await talk(office.path, bytes)).toBe('');
      }),
      { numRuns: 25 },
    );
    // 32 hexadecimal digits are of the right form, and still wrong.
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (bytes) => {
        expect(await talk(office.path, `${Buffer.from(bytes).toString('hex')}\n`)).toBe('');
      }),
      { numRuns: 25 },
    );
    expect(await redeem(ticket)).toBeDefined();
  });

  it.each(['', 'x', '../../etc/passwd.0123', `${'0'.repeat(16)}.${'0'.repeat(32)}`, `${'0'.repeat(16)}.${'0'.repeat(31)}`, '0'.repeat(10_000)])(
    'redeems what is no ticket: %#',
    async (ticket) => {
      const { redeem } = await open();
      expect(await redeem(ticket)).toBeUndefined();
    },
  );
});

describe('the socket', () => {
  it('has mode 0600 in a folder of mode 0700, whatever the umask', async () => {
    const folder = join(privateFolder(), 'run');
    const before = process.umask(0);
    try {
      const { office } = await open(folder);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(office.path).mode & 0o777).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  it.each([0o755, 0o710, 0o701, 0o770, 0o777])('is not made in a folder of mode %o, nor looked for there', async (mode) => {
    const folder = privateFolder();
    const { office, redeem } = await open(folder);
    const ticket = office.issue(() => Promise.resolve(grant()));
    chmodSync(folder, mode);
    await expect(TicketOffice.open({ folder })).rejects.toMatchObject({ failure: { code: 'FileUnsafe', because: 'mode' } });
    expect(await redeem(ticket)).toBeUndefined();
    chmodSync(folder, 0o700);
    expect(await redeem(ticket)).toBeDefined();
  });

  it('is not made behind a link', async () => {
    const folder = join(privateFolder(), 'link');
    symlinkSync(privateFolder(), folder);
    await expect(TicketOffice.open({ folder })).rejects.toMatchObject({ failure: { code: 'FileUnsafe', because: 'link' } });
  });

  it('that is an ordinary file is not asked', async () => {
    const { redeem, folder } = await open();
    writeFileSync(endpointOf('0'.repeat(16), folder), '');
    expect(await redeem(`${'0'.repeat(16)}.${'0'.repeat(32)}`)).toBeUndefined();
  });

  it('of a server that was killed is removed by the next one, and no other', async () => {
    const folder = privateFolder();
    const { office } = await open(folder);
    const dead = join(folder, `launch-${'d'.repeat(16)}`);
    // A socket file that nobody listens on: what a killed process leaves.
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(folder, 'other'), done));
    const { renameSync } = await import('node:fs');
    renameSync(join(folder, 'other'), dead);
    await new Promise((done) => server.close(done));
    writeFileSync(join(folder, 'login-kept'), '');
    expect(existsSync(dead)).toBe(true);
    await open(folder);
    expect([existsSync(dead), existsSync(office.path), existsSync(join(folder, 'login-kept'))]).toEqual([false, true, true]);
  });
});

describe('an answer', () => {
  it.each([
    ['cut', '{"version":1,"root":"/p","trusted":true,"pairs":[{"vari'],
    ['of another version', '{"version":2,"root":"/p","trusted":true,"pairs":[],"tokens":[]}'],
    ['without a root', '{"version":1,"trusted":true,"pairs":[],"tokens":[]}'],
    ['with a pair that is none', '{"version":1,"root":"/p","trusted":true,"pairs":[{"variable":1}],"tokens":[]}'],
    ['that is no JSON', 'hello'],
    ['that is a list', '[]'],
    ['that is empty', ''],
  ])('%s is none', async (_name, text) => {
    const folder = privateFolder();
    const name = 'a'.repeat(16);
    const server = createServer((socket) => socket.end(text));
    await new Promise<void>((done) => server.listen(endpointOf(name, folder), done));
    expect(await redeemTicket(`${name}.${'0'.repeat(32)}`, undefined, [folder])).toBeUndefined();
    server.close();
  });

  it('that never comes is not waited for once the person gave up', async () => {
    const folder = privateFolder();
    mkdirSync(folder, { recursive: true });
    const name = 'b'.repeat(16);
    const server = createServer(() => undefined);
    await new Promise<void>((done) => server.listen(endpointOf(name, folder), done));
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 50);
    expect(await redeemTicket(`${name}.${'0'.repeat(32)}`, giveUp.signal, [folder])).toBeUndefined();
    server.close();
  });
});
