import { lstat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPrivateFolder } from '../base/system/atomicFile';
import { currentPlatform } from '../base/system/platform';
import { Secret } from '../base/secret';

/**
 * A ticket is the name of a launch that the editor's language server prepared (DESIGN §4 "Debugging and terminals go through `tacit run`"): which
 * server (64 random bits, the name of its socket) and which launch (128 random bits, good for one use within 30 seconds). It is all that stands in an
 * argument; what it stands for travels over the socket, which lies in a folder that only this user can enter.
 */
const TICKET = /^([0-9a-f]{16})\.([0-9a-f]{32})$/;

/** How long a ticket is good, in milliseconds. */
export const TICKET_LIFETIME = 30_000;

/** Largest answer taken, in bytes: a manifest of 1 MiB, with room for JSON's escapes and the tokens. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** How long the other end may take for everything, in milliseconds. */
const PATIENCE = 5000;

/** What a person approved: this variable gets the value at this reference, which stands in this file (absolute path). */
export interface GrantedPair {
  readonly variable: string;
  readonly reference: string;
  readonly optional: boolean;
  readonly manifest: string;
}

/** The signed-in state of a vault: a token and the endpoint that it is bound to (THREATS 2). */
export interface GrantedToken {
  readonly binding: string;
  readonly token: Secret;
}

/** All that a ticket stands for. It holds no value of a vault: whoever redeems it resolves by itself. */
export interface LaunchGrant {
  /** Absolute real path of the project. */
  readonly root: string;
  /** The editor's word on the workspace's trust. */
  readonly trusted: boolean;
  readonly pairs: readonly GrantedPair[];
  readonly tokens: readonly GrantedToken[];
}

/** The two halves of a ticket, or undefined where the text is none. */
export function partsOf(ticket: string): { readonly office: string; readonly launch: string } | undefined {
  const [, office, launch] = TICKET.exec(ticket) ?? [];
  return office === undefined || launch === undefined ? undefined : { office, launch };
}

/** Where the server of that name listens; `folder` is the runtime folder. Windows has named pipes instead, which lie in no folder. */
export function endpointOf(office: string, folder: string): string {
  const { pipePrefix } = currentPlatform();
  return pipePrefix === undefined ? join(folder, `launch-${office}`) : `${pipePrefix}launch-${office}`;
}

/** Where a server may have put its socket: its environment need not be that of the terminal in which we run. */
function folders(): readonly string[] {
  const uid = process.getuid?.() ?? 0;
  const { runtimeFolder } = currentPlatform();
  return [...new Set([runtimeFolder, `/run/user/${String(uid)}/tacit`, join(tmpdir(), `tacit-${String(uid)}`), `/tmp/tacit-${String(uid)}`])];
}

/** The socket, where it is this user's own in a folder of this user alone: anything else could be somebody who wants to be asked. */
async function findEndpoint(office: string, given: readonly string[]): Promise<string | undefined> {
  if (currentPlatform().pipePrefix !== undefined) return endpointOf(office, '');
  for (const folder of given) {
    const path = endpointOf(office, folder);
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isSocket() !== true || stats.uid !== process.getuid?.()) continue;
    const isPrivate = await assertPrivateFolder(folder).then(
      () => true,
      () => false,
    );
    if (isPrivate) return path;
  }
  return undefined;
}

/**
 * Exchanges a ticket for what it stands for. Undefined where it was used or has expired, where its server has gone, or where it is none: who holds
 * it cannot tell these apart, and need not.
 */
export async function redeemTicket(ticket: string, signal?: AbortSignal, within: readonly string[] = folders()): Promise<LaunchGrant | undefined> {
  const parts = partsOf(ticket);
  const path = parts === undefined ? undefined : await findEndpoint(parts.office, within);
  if (parts === undefined || path === undefined) return undefined;
  const answer = await ask(path, `${parts.launch}\n`, signal);
  try {
    return answer === undefined ? undefined : parseGrant(answer);
  } finally {
    answer?.fill(0);
  }
}

function ask(path: string, question: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const socket = createConnection(path);
    const finish = (answer: Buffer | undefined): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      for (const chunk of chunks) chunk.fill(0);
      done(answer);
    };
    const abort = (): void => finish(undefined);
    const timer = setTimeout(abort, PATIENCE);
    signal?.addEventListener('abort', abort, { once: true });
    socket.on('connect', () => socket.write(question));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LARGEST_ANSWER) abort();
    });
    socket.on('error', abort);
    socket.on('end', () => finish(length === 0 ? undefined : Buffer.concat(chunks)));
  });
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as readonly unknown[]).filter(isRecord) : []);

/** The bytes of a grant as they go over the socket. Overwrite them after use. */
export function grantBytes({ root, trusted, pairs, tokens }: LaunchGrant): Buffer {
  const plain = tokens.map(({ binding, token }) => ({ binding, token: token.reveal('store-write') }));
  return Buffer.from(JSON.stringify({ version: 1, root, trusted, pairs, tokens: plain }));
}

/** Undefined for anything that is not a whole grant. */
function parseGrant(bytes: Buffer): LaunchGrant | undefined {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(json) || json.version !== 1 || typeof json.root !== 'string' || typeof json.trusted !== 'boolean') return undefined;
  const pairs: GrantedPair[] = [];
  for (const { variable, reference, optional, manifest } of listOf(json.pairs)) {
    if (typeof variable !== 'string' || typeof reference !== 'string' || typeof optional !== 'boolean' || typeof manifest !== 'string') return undefined;
    pairs.push({ variable, reference, optional, manifest });
  }
  const tokens = listOf(json.tokens).flatMap(({ binding, token }) =>
    typeof binding === 'string' && typeof token === 'string' ? [{ binding, token: Secret.of(token) }] : [],
  );
  return { root: json.root, trusted: json.trusted, pairs, tokens };
}
