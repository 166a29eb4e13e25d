import { fail, TacitError, throwIfAborted } from '../../base/errors';
import type { Secret } from '../../base/secret';
import { errorsOf, parseAnswer } from './answers';
import type { Endpoint } from './origin';
import { type Incoming, LIMITS, type Limits, NoAnswer, type Outgoing, transportFor } from './transport';

export interface Call {
  readonly method: 'GET' | 'LIST' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/v1/`, percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON text, made when it is sent. */
  readonly body?: () => string;
  /** The right that is missing where the answer is 403, and what for: shown to the person. */
  readonly needs?: { readonly capability: string; readonly path: string };
}

export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined where the body is empty. */
  readonly json: unknown;
}

/** How often a read is tried again, and how long it waits before, in milliseconds: what a restart, a failover or a quota needs. */
const RETRIES = [250, 1000];
/** Longest wait that a server may ask for, in seconds (THREATS 44); it is told to the person, not waited for. */
const LONGEST_WAIT = 30;
/** Longest wait that is really waited, in seconds. */
const PATIENCE = 2;

/** A KV 2 mount that was made or upgraded a moment ago: "Upgrading from non-versioned to versioned data. This backend will be unavailable …". */
const isSettlingIn = ({ status, text }: Incoming): boolean => status === 400 && /upgrading from non-versioned/i.test(text.slice(0, 2000));

type NodeVault = { request(options: Omit<Outgoing, 'uri'> & { path: string }): Promise<unknown> };

/** One vault at its confirmed endpoint. Throws `TacitError` only: `NotSignedIn`, `Forbidden`, `Sealed`, `RateLimited`, `StoreUnreachable`, `Cancelled`. */
export class HashicorpClient {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #send: (outgoing: Outgoing) => Promise<Incoming>;
  #vault: Promise<NodeVault> | undefined;

  constructor(name: string, endpoint: Endpoint, limits: Limits = LIMITS) {
    this.name = name;
    this.#endpoint = endpoint;
    this.#send = transportFor(name, endpoint, limits);
  }

  /** An answer of 2xx, 400, 404 or 405 (the caller knows what they mean where), or a failure. */
  async call(token: Secret, call: Call, signal?: AbortSignal): Promise<Reply> {
    const incoming = await this.#exchange(token, call, signal);
    const { status } = incoming;
    if (status === 403) return this.#refused(token, call, signal);
    const reply = { status, json: this.#read(incoming) };
    if (status === 404 && errorsOf(reply.json).some((text) => /namespace not found|no handler for route/i.test(text)))
      throw new NoAnswer(this.name, 'no-such-place');
    return reply;
  }

  /** Sealed or not, without a token; neither audited nor counted by quotas. */
  async sealStatus(signal?: AbortSignal): Promise<'open' | 'sealed' | 'uninitialised'> {
    const incoming = await this.#once({ method: 'GET', path: 'sys/seal-status' }, undefined, signal);
    const json = incoming.status === 200 ? this.#read(incoming) : undefined;
    if (typeof json !== 'object' || json === null || !('sealed' in json)) throw new NoAnswer(this.name, 'not-a-vault');
    if ('initialized' in json && json.initialized === false) return 'uninitialised';
    return json.sealed === false ? 'open' : 'sealed';
  }

  /** What the server says of a token; undefined where it does not accept it. */
  async lookUp(token: Secret, signal?: AbortSignal): Promise<unknown> {
    const incoming = await this.#exchange(token, { method: 'GET', path: 'auth/token/lookup-self' }, signal);
    return incoming.status === 200 ? this.#read(incoming) : undefined;
  }

  /** A 403 has two meanings: one more look tells them apart. */
  async #refused(token: Secret, { needs, path }: Call, signal: AbortSignal | undefined): Promise<never> {
    if ((await this.lookUp(token, signal)) === undefined) return fail({ code: 'NotSignedIn', store: this.name, because: 'expired' });
    return fail({ code: 'Forbidden', capability: needs?.capability ?? 'use', path: needs?.path ?? path });
  }

  /** One exchange; a read that a busy or failing server did not answer is tried again. Gives 2xx, 400, 403, 404, 405. */
  async #exchange(token: Secret, call: Call, signal: AbortSignal | undefined): Promise<Incoming> {
    const isRead = call.method === 'GET' || call.method === 'LIST';
    for (let attempt = 0; ; attempt++) {
      const wait = isRead ? RETRIES[attempt] : undefined;
      let pause: number | undefined;
      try {
        const incoming = await this.#once(call, token, signal);
        // A mount that was just made does nothing yet, writes included: asking again cannot do it twice.
        pause = isSettlingIn(incoming) ? RETRIES[attempt] : this.#judge(incoming, wait);
        if (pause === undefined) return incoming;
      } catch (thrown) {
        if (!(thrown instanceof NoAnswer) || thrown.because !== 'cut' || wait === undefined) throw thrown;
        pause = wait;
      }
      await delay(pause, signal);
    }
  }

  /** How long to wait before another try, undefined where the answer is one. `wait` is undefined where there is no other try. */
  #judge({ status, retryAfter, text }: Incoming, wait: number | undefined): number | undefined {
    if (status === 429) {
      if (wait !== undefined && (retryAfter ?? 0) <= PATIENCE) return Math.max(wait, (retryAfter ?? 0) * 1000);
      return fail({ code: 'RateLimited', store: this.name, after: Math.min(LONGEST_WAIT, Math.max(1, Math.ceil(retryAfter ?? 1))) });
    }
    if (status === 501) return fail({ code: 'Sealed', store: this.name, because: 'uninitialised' });
    if (status === 503 && /sealed/i.test(text.slice(0, 2000))) return fail({ code: 'Sealed', store: this.name, because: 'sealed' });
    if (status >= 500 || status === 412) {
      if (wait !== undefined) return wait;
      throw new NoAnswer(this.name, 'failing');
    }
    if ((status >= 200 && status < 300) || [400, 403, 404, 405, 413].includes(status)) return undefined;
    throw new NoAnswer(this.name, 'not-a-vault');
  }

  #read({ status, type, text }: Incoming): unknown {
    if (text === '') return undefined;
    // A captive portal or a proxy's page; an old server's 405 has no type.
    if (!/^application\/json\b/i.test(type)) {
      if (status === 405) return undefined;
      throw new NoAnswer(this.name, 'not-a-vault');
    }
    const parsed = parseAnswer(text);
    if (parsed === undefined) throw new NoAnswer(this.name, 'not-a-vault');
    return parsed.json;
  }

  /**
   * Through node-vault, which builds the address. It is told nothing that it could give away: no token, no value, no namespace; whatever it
   * would take from the environment is overwritten.
   */
  async #once({ method, path, query, body }: Call, token: Secret | undefined, signal: AbortSignal | undefined): Promise<Incoming> {
    throwIfAborted(signal);
    const vault = await (this.#vault ??= this.#load());
    const asked = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const answered: Incoming[] = [];
    try {
      const outgoing = {
        path: `/${path}${asked}`,
        method,
        ...(signal === undefined ? {} : { signal }),
        ...(token === undefined ? { global: true } : { token }),
        ...(body === undefined ? {} : { body }),
        ...(method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {}),
        answered: (incoming: Incoming) => answered.push(incoming),
      };
      await vault.request(outgoing);
    } catch (thrown) {
      if (thrown instanceof TacitError) throw thrown;
      return fail({ code: 'Internal', at: 'hashicorp.request' });
    }
    return answered[0] ?? fail({ code: 'Internal', at: 'hashicorp.request' });
  }

  /** Loaded when a vault is first asked, so that nobody else pays for it. */
  async #load(): Promise<NodeVault> {
    const { default: nodeVault } = (await import('node-vault')) as unknown as { default: (config: object) => NodeVault };
    const send = this.#send;
    const vault = nodeVault({
      endpoint: this.#endpoint.origin,
      apiVersion: 'v1',
      commands: {},
      // Its own would print paths and bodies where DEBUG is set.
      debug: () => undefined,
      // Its schemas are of commands that are not used.
      tv4: { validate: () => true },
      rpDefaults: { strictSSL: true },
      'request-promise': {
        defaults: () => async (outgoing: Outgoing & { answered: (incoming: Incoming) => void }) => {
          outgoing.answered(await send(outgoing));
          return { statusCode: 204, body: undefined, request: { path: '' } };
        },
      },
    });
    // An empty value in the configuration would make it fall back on VAULT_TOKEN, VAULT_NAMESPACE and VAULT_PREFIX.
    return Object.assign(vault, { token: undefined, namespace: undefined, pathPrefix: '' });
  }
}

function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new TacitError({ code: 'Cancelled' }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
