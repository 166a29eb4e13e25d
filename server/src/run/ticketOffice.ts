import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { assertPrivateFolder, ensurePrivateFolder } from '../base/system/atomicFile';
import { fail, toTacitError } from '../base/errors';
import { log } from '../base/log';
import { currentPlatform } from '../base/system/platform';
import { endpointOf, grantBytes, type LaunchGrant, partsOf, TICKET_LIFETIME } from './ticket';

/** Launches remembered at once, used ones included: they can be renewed. More than a person has open. */
const MOST_LAUNCHES = 64;
/** Connections at once; a launch needs one for some milliseconds. */
const MOST_CONNECTIONS = 32;
/** Longest question: the launch's half of a ticket and a line feed. */
const LONGEST_QUESTION = 33;
/** How long somebody may stay connected, in milliseconds. */
const PATIENCE = 5000;

interface Issued {
  readonly grant: () => Promise<LaunchGrant>;
  /** On the clock of `performance.now()`; in the past once it was used. */
  goodUntil: number;
}

/** So that looking a ticket up takes no time that depends on how much of it is right. */
const keyOf = (launch: string): string => createHash('sha256').update(launch).digest('hex');

export interface OfficeOptions {
  /** Default: the user's runtime folder. */
  readonly folder?: string;
  /** Milliseconds; for tests. */
  readonly clock?: () => number;
}

/**
 * Issues tickets and redeems each once, within 30 seconds (see `ticket.ts`). The socket lies in a folder of mode 0700 and has mode 0600 itself. Whoever
 * asks with anything but a good ticket gets no answer at all, and the connection is closed.
 */
export class TicketOffice {
  readonly #name: string;
  readonly #path: string;
  readonly #server: Server;
  readonly #clock: () => number;
  readonly #issued = new Map<string, Issued>();
  readonly #remove: () => void;

  private constructor(name: string, path: string, server: Server, clock: () => number) {
    this.#name = name;
    this.#path = path;
    this.#server = server;
    this.#clock = clock;
    this.#remove = () => {
      if (currentPlatform().pipePrefix === undefined) rmSync(path, { force: true });
    };
    server.on('connection', (socket) => this.#serve(socket));
    process.once('exit', this.#remove);
  }

  /** Starts to listen. Throws `FileUnsafe` where the runtime folder is not this user's alone. */
  static async open({ folder = currentPlatform().runtimeFolder, clock = () => performance.now() }: OfficeOptions = {}): Promise<TicketOffice> {
    const isPipe = currentPlatform().pipePrefix !== undefined;
    if (!isPipe) {
      await ensurePrivateFolder(folder);
      await assertPrivateFolder(folder);
      await removeDead(folder);
    }
    const name = randomBytes(8).toString('hex');
    const path = endpointOf(name, folder);
    const server = createServer();
    server.maxConnections = MOST_CONNECTIONS;
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(path, done);
    }).catch(() => fail({ code: 'FileUnsafe', path: folder, because: 'unreadable' }));
    // A server that has nothing else to do may end.
    server.unref();
    server.on('error', () => undefined);
    if (!isPipe) await chmod(path, 0o600);
    return new TicketOffice(name, path, server, clock);
  }

  get path(): string {
    return this.#path;
  }

  /** A ticket for a launch, good from now on. `grant` is called when it is redeemed. */
  issue(grant: () => Promise<LaunchGrant>): string {
    const oldest = this.#issued.keys().next();
    if (this.#issued.size >= MOST_LAUNCHES && oldest.done !== true) this.#issued.delete(oldest.value);
    const launch = randomBytes(16).toString('hex');
    this.#issued.set(keyOf(launch), { grant, goodUntil: this.#clock() + TICKET_LIFETIME });
    return `${this.#name}.${launch}`;
  }

  /**
   * Makes a ticket of ours good for one more use: the editor starts the same launch again ("Restart"), or had a task to do first. Throws
   * `ArgumentInvalid` where it is none of ours.
   */
  renew(ticket: string, grant: () => Promise<LaunchGrant>): void {
    const parts = partsOf(ticket);
    const key = parts?.office === this.#name ? keyOf(parts.launch) : '';
    if (!this.#issued.delete(key)) fail({ code: 'ArgumentInvalid', argument: 'ticket' });
    this.#issued.set(key, { grant, goodUntil: this.#clock() + TICKET_LIFETIME });
  }

  close(): void {
    process.off('exit', this.#remove);
    this.#issued.clear();
    this.#server.close();
    this.#remove();
  }

  #serve(socket: Socket): void {
    let question = '';
    const timer = setTimeout(() => socket.destroy(), PATIENCE);
    timer.unref();
    socket.on('close', () => clearTimeout(timer));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      question += chunk.toString('latin1');
      const isWhole = question.length === LONGEST_QUESTION && question.endsWith('\n');
      if (!isWhole && question.length < LONGEST_QUESTION && !question.includes('\n')) return;
      socket.removeAllListeners('data');
      const taken = isWhole ? this.#take(question.slice(0, -1)) : undefined;
      if (taken === undefined) socket.destroy();
      else void this.#answer(socket, taken);
    });
  }

  /** Nothing waits between looking and using up, so two who come at once cannot both get it. */
  #take(launch: string): Issued | undefined {
    const issued = this.#issued.get(keyOf(launch));
    if (issued === undefined || this.#clock() >= issued.goodUntil) return undefined;
    issued.goodUntil = Number.NEGATIVE_INFINITY;
    return issued;
  }

  async #answer(socket: Socket, { grant }: Issued): Promise<void> {
    try {
      const bytes = grantBytes(await grant());
      socket.end(bytes, () => bytes.fill(0));
      log('ticket.redeemed', {});
    } catch (thrown) {
      log('request.failed', { method: 'ticket', code: toTacitError(thrown, 'ticket').failure.code });
      socket.destroy();
    }
  }
}

/** Sockets of servers that were killed: nobody answers there. */
async function removeDead(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name);
    if (!/^launch-[0-9a-f]{16}$/.test(name) || (await lstat(path).catch(() => undefined))?.isSocket() !== true) continue;
    const isDead = await new Promise<boolean>((done) => {
      const socket = createConnection(path);
      const finish = (dead: boolean): void => {
        clearTimeout(timer);
        socket.destroy();
        done(dead);
      };
      const timer = setTimeout(() => finish(false), 200);
      socket.on('connect', () => finish(false));
      socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ECONNREFUSED'));
    });
    if (isDead) await rm(path, { force: true });
  }
}
