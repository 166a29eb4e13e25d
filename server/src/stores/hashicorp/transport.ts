import * as http from 'node:http';
import * as https from 'node:https';
import { systemCode, TacitError, throwIfAborted, type Unreachable } from '../../base/errors';
import type { Secret } from '../../base/secret';
import type { Endpoint } from './origin';

/** What node-vault hands to its `request-promise`, as far as we put it in ourselves. Values and tokens are not in it, only what gives them. */
export interface Outgoing {
  readonly method: string;
  readonly uri: string;
  readonly signal?: AbortSignal;
  readonly token?: Secret;
  /** JSON text, made when it is sent. */
  readonly body?: () => string;
  readonly contentType?: string;
  /** Sent without the namespace: endpoints that exist at the root only. */
  readonly global?: boolean;
}

/** An answer whatever its status: node-vault would hide headers, and make errors of statuses. */
export interface Incoming {
  readonly status: number;
  readonly type: string;
  /** Seconds, as the server says. */
  readonly retryAfter: number | undefined;
  readonly text: string;
}

export interface Limits {
  /** For one whole exchange. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** 10 s for each exchange (the server's own client waits 60 s, which nobody watches in an editor), 8 MiB for each answer (THREATS 44). */
export const LIMITS: Limits = { milliseconds: 10_000, bytes: 8 * 1024 * 1024 };
/** Requests to one vault at the same time, so that a tree of folders stays under a server's quota. */
const CONNECTIONS = 4;

export class NoAnswer extends TacitError {
  readonly because: Unreachable;

  constructor(store: string, because: Unreachable) {
    super({ code: 'StoreUnreachable', store, because });
    this.because = because;
  }
}

function reasonOf(thrown: unknown): Unreachable {
  const code = systemCode(thrown) ?? '';
  if (/CERT|SELF_SIGNED|ISSUER|LEAF_SIGNATURE|CRL/.test(code)) return 'certificate';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  if (/^E(?:CONNREFUSED|HOSTUNREACH|NETUNREACH|ACCES|HOSTDOWN|ADDRNOTAVAIL)$/.test(code)) return 'refused';
  if (code === 'ETIMEDOUT') return 'time-out';
  return /^(?:EPROTO|HPE_|ERR_SSL)/.test(code) ? 'not-a-vault' : 'cut';
}

type Settle = (outcome: Incoming | Unreachable | 'cancelled') => void;

/** Takes an answer in, at most `bytes` of it. */
function receive(response: http.IncomingMessage, bytes: number, settle: Settle): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bytes) settle('too-large');
  });
  response.on('error', (thrown) => settle(reasonOf(thrown)));
  response.on('end', () => {
    const { statusCode: status = 0, headers } = response;
    const wait = Number(headers['retry-after']);
    const retryAfter = Number.isFinite(wait) && wait >= 0 ? wait : undefined;
    // Followed by nobody: another host would get the token (THREATS 2).
    if (status >= 300 && status < 400) settle('redirect');
    else if (!response.complete) settle('cut');
    else settle({ status, type: headers['content-type'] ?? '', retryAfter, text: Buffer.concat(chunks).toString('utf8') });
  });
}

function headersOf({ token, contentType, global }: Outgoing, namespace: string | undefined, content: Buffer | undefined): http.OutgoingHttpHeaders {
  return {
    Accept: 'application/json',
    'User-Agent': 'tacit',
    'X-Vault-Request': 'true',
    ...(token === undefined ? {} : { 'X-Vault-Token': token.reveal('store-write') }),
    ...(namespace === undefined || global === true ? {} : { 'X-Vault-Namespace': namespace }),
    ...(content === undefined ? {} : { 'Content-Type': contentType ?? 'application/json', 'Content-Length': content.length }),
  };
}

/**
 * Our own transport for node-vault (its `request-promise`): one origin, no redirects, no proxy, nothing out of the environment, a time and a
 * size for everything, and nothing of the request in what it throws (`NoAnswer`, `Cancelled`).
 */
export function transportFor(store: string, { origin, namespace, ca }: Endpoint, limits: Limits = LIMITS): (outgoing: Outgoing) => Promise<Incoming> {
  const { protocol, hostname, port } = new URL(origin);
  const secure = protocol === 'https:';
  const pool = { keepAlive: true, maxSockets: CONNECTIONS };
  // Said outright, as NODE_TLS_REJECT_UNAUTHORIZED would count otherwise.
  const agent = secure
    ? new https.Agent({ ...pool, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) })
    : new http.Agent(pool);
  const host = hostname.replace(/^\[|\]$/g, '');
  return async (outgoing) => {
    const { method, uri, signal, body } = outgoing;
    throwIfAborted(signal);
    if (!uri.startsWith(`${origin}/v1/`)) throw new NoAnswer(store, 'redirect');
    // Many servers and firewalls do not know the verb LIST.
    const listing = method === 'LIST';
    const path = uri.slice(origin.length) + (listing ? `${uri.includes('?') ? '&' : '?'}list=true` : '');
    const content = body === undefined ? undefined : Buffer.from(body());
    const headers = headersOf(outgoing, namespace, content);
    const request = (secure ? https : http).request({ agent, method: listing ? 'GET' : method, host, port, path, headers });
    let timer: NodeJS.Timeout | undefined;
    let cancel: (() => void) | undefined;
    const outcome = await new Promise<Incoming | Unreachable | 'cancelled'>((settle) => {
      timer = setTimeout(() => settle('time-out'), limits.milliseconds);
      cancel = () => settle('cancelled');
      signal?.addEventListener('abort', cancel);
      request.on('error', (thrown) => settle(reasonOf(thrown)));
      request.on('response', (response) => receive(response, limits.bytes, settle));
      request.end(content);
    });
    clearTimeout(timer);
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel);
    content?.fill(0);
    if (typeof outcome === 'object') return outcome;
    request.destroy();
    if (outcome === 'cancelled') throw new TacitError({ code: 'Cancelled' });
    throw new NoAnswer(store, outcome);
  };
}
