import { fail, TacitError } from '../../base/errors';
import type { Secret } from '../../base/secret';
import { Data, errorsOf, Keys, Mount, shaped, Subkeys, Versions, Written } from './answers';
import type { HashicorpClient, Reply } from './client';
import { encodePath } from './path';
import { NoAnswer } from './transport';

/** A secret's newest version (or the one asked for) as the server tells it. `keys` is a tree of names, or of names with values. */
export type SecretState =
  | { readonly is: 'there'; readonly version: number; readonly created: string; readonly keys: Readonly<Record<string, unknown>> }
  | { readonly is: 'deleted'; readonly version: number }
  | { readonly is: 'absent' };

export interface VersionState {
  readonly version: number;
  readonly created: string;
  readonly deleted: boolean;
  readonly destroyed: boolean;
}

/** What gives the token for each call; throws `NotSignedIn`. */
export type TokenSource = () => Promise<Secret>;

/** The calls of a KV v2 mount that Tacit makes (HTTP API "kv-v2"). Paths are raw; each is encoded here. */
export class KeyValue {
  readonly #client: HashicorpClient;
  readonly #token: TokenSource;
  readonly mount: string;
  #checked = false;

  constructor(client: HashicorpClient, mount: string, token: TokenSource) {
    this.#client = client;
    this.#token = token;
    this.mount = mount;
  }

  /** Names directly below a folder ('' is the mount), folders with `/` at their end. `after` and `limit` count only for servers that page. */
  async list(folder: string, after: string, limit: number, signal?: AbortSignal): Promise<readonly string[]> {
    await this.#check(signal);
    const path = `${this.mount}/metadata/${folder === '' ? '' : `${encodePath(folder)}/`}`;
    const query = { limit: String(limit), ...(after === '' ? {} : { after }) };
    const reply = await this.#call({ method: 'LIST', path, query, needs: { capability: 'list', path } }, signal);
    if (reply.status === 404) return [];
    return this.#expect(Keys, reply).data.keys;
  }

  /** The names of a secret's keys. No value crosses the wire. */
  async subkeys(secret: string, signal?: AbortSignal): Promise<SecretState> {
    await this.#check(signal);
    const path = `${this.mount}/subkeys/${encodePath(secret)}`;
    const reply = await this.#call({ method: 'GET', path, needs: { capability: 'read', path } }, signal);
    const found = shaped(Subkeys, reply.json)?.data;
    return this.#state(reply, found === undefined ? undefined : { keys: found.subkeys, metadata: found.metadata });
  }

  /** The values. `version` absent: the newest. */
  async data(secret: string, version?: number, signal?: AbortSignal): Promise<SecretState> {
    await this.#check(signal);
    const path = `${this.mount}/data/${encodePath(secret)}`;
    const query = version === undefined ? {} : { query: { version: String(version) } };
    const reply = await this.#call({ method: 'GET', path, ...query, needs: { capability: 'read', path } }, signal);
    const found = shaped(Data, reply.json)?.data;
    return this.#state(reply, found === undefined ? undefined : { keys: found.data, metadata: found.metadata });
  }

  /** A new version with exactly this content (JSON text); `cas` is the current version, 0 where there is none. Throws `Conflict`. */
  post(secret: string, cas: number, content: () => string, capability: 'create' | 'update'): Promise<number> {
    return this.#write('POST', secret, cas, content, capability);
  }

  /** A new version with these members changed, `null` for those to go (RFC 7396): other values stay on the server. Throws `Conflict`. */
  patch(secret: string, cas: number, content: () => string): Promise<number> {
    return this.#write('PATCH', secret, cas, content, 'patch');
  }

  /** Deletes one version so that it can be brought back. */
  async softDelete(secret: string, version: number): Promise<void> {
    await this.#change('delete', secret, version);
  }

  async undelete(secret: string, version: number): Promise<void> {
    await this.#change('undelete', secret, version);
  }

  /** Newest first; undefined where there is no such secret. */
  async versions(secret: string, signal?: AbortSignal): Promise<readonly VersionState[] | undefined> {
    await this.#check(signal);
    const path = `${this.mount}/metadata/${encodePath(secret)}`;
    const reply = await this.#call({ method: 'GET', path, needs: { capability: 'read', path } }, signal);
    if (reply.status === 404) return undefined;
    const { versions } = this.#expect(Versions, reply).data;
    return Object.entries(versions)
      .filter(([version]) => /^\d{1,15}$/.test(version))
      .map(([version, { created_time, deletion_time, destroyed }]) => ({
        version: Number(version),
        created: created_time,
        deleted: deletion_time !== '',
        destroyed,
      }))
      .sort((a, b) => b.version - a.version);
  }

  async #write(method: 'POST' | 'PATCH', secret: string, cas: number, content: () => string, capability: string): Promise<number> {
    await this.#check();
    const path = `${this.mount}/data/${encodePath(secret)}`;
    const body = (): string => `{"options":{"cas":${String(cas)}},"data":${content()}}`;
    const reply = await this.#call({ method, path, body, needs: { capability, path } });
    if (reply.status === 400 && errorsOf(reply.json).some((text) => /check-and-set/i.test(text))) return fail({ code: 'Conflict', path: secret });
    if (reply.status === 413) return fail({ code: 'ValueUnusable', name: secret, because: 'too-large' });
    // A patch of what was deleted meanwhile.
    if (reply.status === 404 && method === 'PATCH') return fail({ code: 'Conflict', path: secret });
    if (reply.status === 405) return fail({ code: 'StoreUnsupported', store: this.#client.name, feature: method });
    return this.#expect(Written, reply).data.version;
  }

  async #change(action: 'delete' | 'undelete', secret: string, version: number): Promise<void> {
    await this.#check();
    const path = `${this.mount}/${action}/${encodePath(secret)}`;
    const reply = await this.#call({ method: 'POST', path, body: () => `{"versions":[${String(version)}]}`, needs: { capability: 'update', path } });
    if (reply.status >= 300) fail({ code: 'NotFound', path: secret });
  }

  #state(
    reply: Reply,
    found: { keys: Readonly<Record<string, unknown>> | null; metadata: { version: number; created_time: string } } | undefined,
  ): SecretState {
    if (found === undefined) return reply.status === 404 ? { is: 'absent' } : this.#unexpected(reply);
    const { keys, metadata } = found;
    if (keys === null || reply.status === 404) return { is: 'deleted', version: metadata.version };
    return { is: 'there', version: metadata.version, created: metadata.created_time, keys };
  }

  /** Once: that the mount is what it was registered as. A server that does not tell is believed: a 403 there says nothing of the secrets. */
  async #check(signal?: AbortSignal): Promise<void> {
    if (this.#checked) return;
    try {
      const { json, status } = await this.#call({ method: 'GET', path: `sys/internal/ui/mounts/${encodePath(this.mount)}` }, signal);
      const mount = shaped(Mount, json)?.data;
      if (mount !== undefined && (mount.type !== 'kv' || mount.options?.version !== '2'))
        fail({ code: 'StoreUnsupported', store: this.#client.name, feature: mount.type === 'kv' ? 'KV 1' : mount.type });
      if (mount === undefined && status === 400) throw new NoAnswer(this.#client.name, 'no-such-place');
    } catch (thrown) {
      if (!(thrown instanceof TacitError) || thrown.failure.code !== 'Forbidden') throw thrown;
    }
    this.#checked = true;
  }

  async #call(call: Parameters<HashicorpClient['call']>[1], signal?: AbortSignal): Promise<Reply> {
    return this.#client.call(await this.#token(), call, signal);
  }

  #expect<T extends Parameters<typeof shaped>[0]>(schema: T, reply: Reply): NonNullable<ReturnType<typeof shaped<T>>> {
    const parsed = reply.status < 300 ? shaped(schema, reply.json) : undefined;
    return parsed ?? this.#unexpected(reply);
  }

  #unexpected({ status }: Reply): never {
    // A refusal without a name of ours: the request is wrong for this mount.
    if (status === 400 || status === 404 || status === 405) throw new NoAnswer(this.#client.name, 'no-such-place');
    throw new NoAnswer(this.#client.name, 'not-a-vault');
  }
}
