import { TacitError } from '../../base/errors';
import type { Capability, Explaining } from '../store';
import { Capabilities, shaped } from './answers';
import type { HashicorpClient } from './client';
import type { TokenSource } from './keyValue';
import { parsePath } from './path';

/** Paths in one question. */
const MOST = 200;
/** How long an answer counts, in milliseconds: policies change rarely, and a refusal makes us forget at once. */
const LIFE = 60_000;

/** Which endpoint of the mount, and which rights on it, each capability needs ("kv-v2", HTTP API). One of the rights is enough. */
const NEEDS: Readonly<Record<Exclude<Capability, 'list'>, readonly [endpoint: string, rights: readonly string[]]>> = {
  describe: ['subkeys', ['read']],
  read: ['data', ['read']],
  write: ['data', ['update', 'create', 'patch']],
  remove: ['data', ['update', 'patch', 'delete']],
  undelete: ['undelete', ['update']],
};

/** What this token may do, asked with `sys/capabilities-self` once for a folder's worth of paths and kept for a minute. */
export class CapabilityCache implements Explaining {
  readonly #client: HashicorpClient;
  readonly #mount: string;
  readonly #token: TokenSource;
  readonly #known = new Map<string, { readonly at: number; readonly allowed: ReadonlySet<Capability> }>();

  constructor(client: HashicorpClient, mount: string, token: TokenSource) {
    this.#client = client;
    this.#mount = mount;
    this.#token = token;
  }

  /** After a sign-in, or a refusal. */
  forget(): void {
    this.#known.clear();
  }

  async of(paths: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, ReadonlySet<Capability>>> {
    const now = Date.now();
    const unknown = paths.filter((path) => now - (this.#known.get(path)?.at ?? -Infinity) > LIFE).slice(0, MOST);
    if (unknown.length > 0) await this.#ask(unknown, now, signal);
    return new Map(
      paths.flatMap((path) => {
        const allowed = this.#known.get(path)?.allowed;
        return allowed === undefined ? [] : [[path, allowed] as const];
      }),
    );
  }

  async #ask(paths: readonly string[], now: number, signal: AbortSignal | undefined): Promise<void> {
    const endpoints = new Map(paths.map((path) => [path, this.#endpointsOf(path)]));
    const asked = [...new Set([...endpoints.values()].flatMap((each) => Object.values(each)))];
    const token = await this.#token();
    const { json } = await this.#client
      .call(token, { method: 'POST', path: 'sys/capabilities-self', body: () => JSON.stringify({ paths: asked }) }, signal)
      .catch((thrown: unknown) => {
        if (thrown instanceof TacitError && thrown.failure.code === 'Forbidden') return { json: undefined };
        throw thrown;
      });
    const answered = shaped(Capabilities, json)?.data;
    if (answered === undefined) return;
    const rightsOn = (endpoint: string): readonly unknown[] => {
      const rights = Object.hasOwn(answered, endpoint) ? answered[endpoint] : [];
      return Array.isArray(rights) ? rights : [];
    };
    const has = (endpoint: string, wanted: readonly string[]): boolean => {
      const rights = rightsOn(endpoint);
      return !rights.includes('deny') && (rights.includes('root') || wanted.some((right) => rights.includes(right)));
    };
    for (const [path, of] of endpoints) {
      const allowed = new Set<Capability>();
      if (has(of.list, ['list'])) allowed.add('list');
      for (const [capability, [, rights]] of Object.entries(NEEDS) as [keyof typeof NEEDS, (typeof NEEDS)[keyof typeof NEEDS]][])
        if (has(of[capability], rights)) allowed.add(capability);
      this.#known.set(path, { at: now, allowed });
    }
  }

  #endpointsOf(path: string): Record<Capability, string> {
    const secret = path === '' ? '' : parsePath(path).secret;
    const on = (endpoint: string): string => `${this.#mount}/${endpoint}/${secret}`;
    return {
      list: secret === '' ? `${this.#mount}/metadata/` : `${on('metadata')}/`,
      describe: on('subkeys'),
      read: on('data'),
      write: on('data'),
      remove: on('data'),
      undelete: on('undelete'),
    };
  }
}
