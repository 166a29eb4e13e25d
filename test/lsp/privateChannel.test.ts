import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LARGEST_VALUE, PrivateChannel } from '../../server/src/protocol/privateChannel';
import { duplexPair } from '../support/duplexPair';

const pair = () => {
  const [a, b] = duplexPair();
  return { here: new PrivateChannel(a), there: new PrivateChannel(b), a, b };
};
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing thrown',
    (thrown: unknown) => (thrown as Error).message,
  );

afterEach(() => {
  vi.useRealTimers();
});

describe('private channel', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('p😀\r\n')],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['the largest', randomBytes(LARGEST_VALUE)],
  ])('carries %s both ways', async (_name, value) => {
    const { here, there } = pair();
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      const id = await from.send(value);
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(Buffer.from(await to.take(id)).equals(value)).toBe(true);
    }
  });

  it('puts frames together whatever the pieces in which they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        async (values, sizes) => {
          const [sender, wire] = duplexPair();
          const chunks: Buffer[] = [];
          wire.on('data', (chunk: Buffer) => chunks.push(chunk));
          const from = new PrivateChannel(sender);
          const ids: string[] = [];
          for (const value of values) ids.push(await from.send(value));
          await new Promise((done) => setImmediate(done));
          const [out, end] = duplexPair();
          const to = new PrivateChannel(end);
          const bytes = Buffer.concat(chunks);
          for (let at = 0, index = 0; at < bytes.length; index++) {
            const size = sizes[index % sizes.length]!;
            out.write(bytes.subarray(at, at + size));
            at += size;
          }
          for (const [index, id] of ids.entries()) expect(Buffer.from(await to.take(id)).equals(Buffer.from(values[index]!))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives each delivery once', async () => {
    vi.useFakeTimers();
    const { here, there } = pair();
    const id = await here.send(Buffer.from('x'));
    await there.take(id);
    const again = code(there.take(id));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await again).toBe('ArgumentInvalid');
  });

  it('waits for a value that arrives after its request', async () => {
    const [a, b] = duplexPair();
    const relay: Buffer[] = [];
    const [c, d] = duplexPair();
    b.on('data', (chunk: Buffer) => relay.push(chunk));
    const there = new PrivateChannel(d);
    const id = await new PrivateChannel(a).send(Buffer.from('late'));
    const taking = there.take(id);
    await new Promise((done) => setTimeout(done, 10));
    c.write(Buffer.concat(relay));
    expect(Buffer.from(await taking).toString()).toBe('late');
  });

  it('forgets a value that nobody fetches', async () => {
    vi.useFakeTimers();
    const { here, there } = pair();
    const id = await here.send(Buffer.from('x'));
    await vi.advanceTimersByTimeAsync(61_000);
    const taking = code(there.take(id));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await taking).toBe('ArgumentInvalid');
  });

  it('keeps no more than 32 values', async () => {
    vi.useFakeTimers();
    const { here, there } = pair();
    const ids: string[] = [];
    for (let index = 0; index < 33; index++) ids.push(await here.send(Buffer.from([index])));
    expect([...(await there.take(ids[1]!))]).toEqual([1]);
    const first = code(there.take(ids[0]!));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await first).toBe('ArgumentInvalid');
  });

  it.each(['', 'x', '0'.repeat(31), `${'0'.repeat(31)}G`, '0'.repeat(33), '__proto__'])('refuses the id %j', async (id) => {
    expect(await code(pair().there.take(id))).toBe('ArgumentInvalid');
  });

  it('refuses a value that is too large', async () => {
    expect(await code(pair().here.send(Buffer.alloc(LARGEST_VALUE + 1)))).toBe('ValueUnusable');
  });

  it.each([
    ['too long', Buffer.from([0x7f, 0, 0, 0])],
    ['too short', Buffer.from([0, 0, 0, 15])],
  ])('closes on a frame that is %s', async (_name, bytes) => {
    const { a, there } = pair();
    a.write(bytes);
    await new Promise((done) => setImmediate(done));
    expect(there.isOpen).toBe(false);
    expect(await code(there.take('0'.repeat(32)))).toBe('NoPrivateChannel');
  });

  it.each([
    ['the other end closes', (_signal: AbortController, other: PrivateChannel) => other.close(), 'NoPrivateChannel'],
    ['the request is cancelled', (signal: AbortController) => signal.abort(), 'Cancelled'],
  ])('stops waiting when %s', async (_name, stop, expected) => {
    const { here, there } = pair();
    const signal = new AbortController();
    const taking = code(there.take('0'.repeat(32), signal.signal));
    stop(signal, here);
    expect(await taking).toBe(expected);
  });

  it('cannot send once closed', async () => {
    const { here } = pair();
    here.close();
    expect(await code(here.send(Buffer.from('x')))).toBe('NoPrivateChannel');
  });
});
