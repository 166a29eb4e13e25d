import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { fail, throwIfAborted } from '../base/errors';

/** Length of a delivery id on the wire: 128 random bits (THREATS 8). */
const ID_BYTES = 16;
/** Largest value that travels: 1 MiB, more than any vault accepts for one secret. */
export const LARGEST_VALUE = 1024 * 1024;
/** Values that wait to be fetched. More than a person can ask for at once; beyond it the oldest is dropped. */
const MOST_WAITING = 32;
/** How long a value waits for its request, in milliseconds. */
const VALUE_LIFETIME = 60_000;
/** How long a request waits for its value, in milliseconds: pipe and JSON-RPC race each other. */
const PATIENCE = 10_000;

interface Held {
  readonly value: Uint8Array;
  readonly timer: NodeJS.Timeout;
}

/**
 * One end of the pipe on which values and tokens travel between client and server (DESIGN §4), never as JSON-RPC. Both ends are the same class.
 * A frame is its length (4 bytes, big-endian, of what follows), a delivery id (16 bytes) and the value's bytes. The id is what JSON-RPC
 * carries. Each delivery can be taken once and expires. A frame out of bounds closes the channel: the other end is not ours.
 */
export class PrivateChannel {
  readonly #stream: Duplex;
  readonly #held = new Map<string, Held>();
  readonly #takers = new Map<string, (value: Uint8Array | undefined) => void>();
  #rest: Buffer = Buffer.alloc(0);
  #open = true;

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    for (const end of ['end', 'close', 'error'] as const) stream.on(end, () => this.close());
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Sends a value and gives the id under which the other end can take it. Throws `NoPrivateChannel`, `ValueUnusable`. */
  async send(value: Uint8Array): Promise<string> {
    if (!this.#open) return fail({ code: 'NoPrivateChannel' });
    if (value.length > LARGEST_VALUE) return fail({ code: 'ValueUnusable', name: '', because: 'too-large' });
    const id = randomBytes(ID_BYTES);
    const frame = Buffer.alloc(4 + ID_BYTES + value.length);
    frame.writeUInt32BE(ID_BYTES + value.length, 0);
    id.copy(frame, 4);
    frame.set(value, 4 + ID_BYTES);
    const written = await new Promise<boolean>((done) => {
      this.#stream.write(frame, (error) => done(error === null || error === undefined));
    });
    frame.fill(0);
    return written ? id.toString('hex') : fail({ code: 'NoPrivateChannel' });
  }

  /**
   * The value of a delivery, once. Waits a little where it has not arrived yet. The caller may overwrite the bytes after use.
   * Throws `NoPrivateChannel` where the channel is closed, `ArgumentInvalid` where there is no such delivery (any more), `Cancelled`.
   */
  async take(id: string, signal?: AbortSignal): Promise<Uint8Array> {
    throwIfAborted(signal);
    if (!/^[0-9a-f]{32}$/.test(id) || this.#takers.has(id)) return fail({ code: 'ArgumentInvalid', argument: 'delivery' });
    const held = this.#held.get(id);
    if (held !== undefined) {
      clearTimeout(held.timer);
      this.#held.delete(id);
      return held.value;
    }
    if (!this.#open) return fail({ code: 'NoPrivateChannel' });
    const value = await this.#wait(id, signal);
    throwIfAborted(signal);
    if (value !== undefined) return value;
    return this.#isClosed() ? fail({ code: 'NoPrivateChannel' }) : fail({ code: 'ArgumentInvalid', argument: 'delivery' });
  }

  /** Ends the channel and overwrites what was not fetched. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const id of [...this.#held.keys()]) this.#drop(id);
    for (const give of [...this.#takers.values()]) give(undefined);
    this.#rest.fill(0);
    this.#rest = Buffer.alloc(0);
    this.#stream.destroy();
  }

  #isClosed(): boolean {
    return !this.#open;
  }

  #wait(id: string, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    return new Promise((done) => {
      const finish = (value: Uint8Array | undefined): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.#takers.delete(id);
        done(value);
      };
      const abort = (): void => finish(undefined);
      const timer = setTimeout(abort, PATIENCE);
      signal?.addEventListener('abort', abort, { once: true });
      this.#takers.set(id, finish);
    });
  }

  #receive(chunk: Buffer): void {
    if (!this.#open) return;
    const before = this.#rest;
    let data = before.length === 0 ? chunk : Buffer.concat([before, chunk]);
    while (data.length >= 4) {
      const length = data.readUInt32BE(0);
      if (length < ID_BYTES || length > ID_BYTES + LARGEST_VALUE) {
        this.close();
        return;
      }
      if (data.length < 4 + length) break;
      const id = data.subarray(4, 4 + ID_BYTES).toString('hex');
      this.#hold(id, Uint8Array.from(data.subarray(4 + ID_BYTES, 4 + length)));
      data.fill(0, 0, 4 + length);
      data = data.subarray(4 + length);
    }
    this.#rest = Buffer.from(data);
    before.fill(0);
  }

  #hold(id: string, value: Uint8Array): void {
    const taker = this.#takers.get(id);
    if (taker !== undefined) {
      taker(value);
      return;
    }
    const oldest = this.#held.keys().next();
    if (this.#held.size >= MOST_WAITING && oldest.done !== true) this.#drop(oldest.value);
    const timer = setTimeout(() => this.#drop(id), VALUE_LIFETIME);
    timer.unref();
    this.#held.set(id, { value, timer });
  }

  #drop(id: string): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    clearTimeout(held.timer);
    held.value.fill(0);
    this.#held.delete(id);
  }
}
