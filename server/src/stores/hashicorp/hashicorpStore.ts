import type { SecretAddress, StoreId } from '../../base/address';
import { fail, isMissing, TacitError, throwIfAborted, toTacitError } from '../../base/errors';
import { log } from '../../base/log';
import type { Secret } from '../../base/secret';
import type { Expected, SecretDescription, SecretStore, StoreEntry, StorePage, StoreState, Versioned, Written } from '../store';
import { CapabilityCache } from './capabilities';
import { HashicorpClient } from './client';
import { assertExact, leavesOf, merged, patchOf, secretOf, textOf, valueAt } from './content';
import { Credentials } from './credentials';
import { KeyValue, type SecretState } from './keyValue';
import { assertNewName, formatPath, isSafePath, isSafeSegment, parsePath, type Place } from './path';
import type { Registration } from './registrations';
import { LIMITS, type Limits, NoAnswer } from './transport';

/** Names in one page of `list`. */
const PAGE = 1000;
/** Pages of one folder that are given, so that no server can keep a reader busy for ever (THREATS 44). */
const MOST_PAGES = 100;
/** How often a write starts over when somebody else's write came first, and how long it waits in between at most, in milliseconds. */
const ATTEMPTS = 12;
const PAUSE = 40;
/** How long the state of a server is waited for, in milliseconds: a tree shows it. */
const STATE_LIMIT = 3000;

export interface HashicorpStoreOptions {
  readonly registration: Registration;
  readonly credentials?: Credentials;
  /** For tests. */
  readonly limits?: Limits;
}

export const hashicorpStoreId = (name: string): StoreId => `vault:${name}`;

/**
 * A KV v2 mount of HashiCorp Vault or OpenBao as a store. A secret there is a map: each of its keys is one secret of the port, named
 * `folder/secret#key` (`path.ts`), and the secret itself is the folder `folder/secret#`. A version is the whole map's.
 */
export class HashicorpStore implements SecretStore {
  readonly id: StoreId;
  readonly kind = 'hashicorp';
  readonly conflict = 'atomic';
  readonly registration: Registration;
  readonly versions: Versioned;
  readonly capabilities: CapabilityCache;
  readonly #client: HashicorpClient;
  readonly #credentials: Credentials;
  readonly #kv: KeyValue;
  readonly #limits: Limits;
  /** Writes to one secret of this process, one after the other. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor({ registration, credentials = new Credentials(), limits = LIMITS }: HashicorpStoreOptions) {
    this.registration = registration;
    this.id = hashicorpStoreId(registration.name);
    this.#credentials = credentials;
    this.#limits = limits;
    this.#client = new HashicorpClient(registration.name, registration, limits);
    const token = (): Promise<Secret> => this.#token();
    this.#kv = new KeyValue(this.#client, registration.mount, token);
    this.capabilities = new CapabilityCache(this.#client, registration.mount, token);
    this.versions = {
      list: (path, signal) => this.#guard('versions', signal, () => this.#versions(path, signal)),
      undelete: (path, version, signal) => this.#guard('undelete', signal, () => this.#undelete(path, version, signal)),
    };
  }

  list(folder: string, page: string | undefined, signal?: AbortSignal): Promise<StorePage> {
    return this.#guard('list', signal, async () => {
      if (folder.includes('#')) return { entries: await this.#keysOf(folder, signal) };
      const path = folder === '' ? '' : parsePath(folder).secret;
      return this.#names(path, page, signal);
    });
  }

  describe(path: string, signal?: AbortSignal): Promise<SecretDescription> {
    return this.#guard('describe', signal, async () => {
      const { secret, keys } = parsePath(path);
      const state = this.#there(await this.#kv.subkeys(secret, signal), path);
      if (keys.length > 0 && valueAt(state.keys, keys) === undefined) return fail({ code: 'NotFound', path });
      const fields = keys.length > 0 ? [] : [...leavesOf(state.keys)].map((leaf) => leaf.join('/'));
      return { path, fields, version: String(state.version), changed: state.created };
    });
  }

  read({ path, field = [], version }: SecretAddress, signal?: AbortSignal): Promise<Secret> {
    return this.#guard('read', signal, async () => {
      const { secret, keys } = parsePath(path, field);
      const state = this.#there(await this.#kv.data(secret, version === undefined ? undefined : versionOf(version, path), signal), path);
      return secretOf(valueAt(state.keys, keys), this.registration.name) ?? fail({ code: 'NotFound', path });
    });
  }

  /** Not cancelled once it was sent: whether it landed could not be told then. */
  write(path: string, value: Secret, expected: Expected, signal?: AbortSignal): Promise<Written> {
    return this.#guard('write', signal, async () => {
      const place = parsePath(path);
      if (place.keys.length === 0) return fail({ code: 'NameInvalid', name: path, because: 'syntax' });
      const text = textOf(value, path);
      const version = await this.#change(place, async (state) => {
        const found = state.is === 'there' ? valueAt(state.keys, place.keys) : undefined;
        const isThere = state.is === 'there' && found !== undefined;
        if (!isThere) assertNewName(path, place);
        if (expected.is === 'absent' && isThere) return fail({ code: 'Conflict', path });
        if (expected.is === 'version' && !(isThere && (await this.#isUnchanged(place, expected.version, state.version))))
          return fail({ code: 'Conflict', path });
        return this.#put(place, state, text, value);
      });
      return { address: { store: this.id, path, version: String(version) }, version: String(version) };
    });
  }

  /** Takes one key away. The last one takes the secret's version with it, which `versions.undelete` brings back. */
  remove(path: string, version: string | undefined, signal?: AbortSignal): Promise<void> {
    return this.#guard('remove', signal, async () => {
      const place = parsePath(path);
      if (place.keys.length === 0) return fail({ code: 'NameInvalid', name: path, because: 'syntax' });
      await this.#change(place, async (given) => {
        const state = this.#there(given, path);
        if (valueAt(state.keys, place.keys) === undefined) return fail({ code: 'NotFound', path });
        if (version !== undefined && !(await this.#isUnchanged(place, version, state.version))) return fail({ code: 'Conflict', path });
        if ([...leavesOf(state.keys)].length > 1) return this.#put(place, state, null, undefined);
        return this.#removeLast(place.secret, state.version);
      });
    });
  }

  /** Folders name the secret, the name is its key: what belongs together stands in one secret. */
  pathFor(folders: readonly string[], name: string): string {
    return formatPath({ secret: folders.join('/'), keys: [name] });
  }

  async state(signal?: AbortSignal): Promise<StoreState> {
    try {
      if ((await this.#credentials.find(this.registration)) === undefined) return 'signed-out';
      const limits = { ...this.#limits, milliseconds: Math.min(STATE_LIMIT, this.#limits.milliseconds) };
      const state = await new HashicorpClient(this.registration.name, this.registration, limits).sealStatus(signal);
      return state === 'open' ? 'ready' : 'sealed';
    } catch (thrown) {
      const known = toTacitError(thrown, 'hashicorp.state');
      if (known.failure.code === 'Cancelled') throw known;
      return known.failure.code === 'Sealed' ? 'sealed' : 'unreachable';
    }
  }

  /** Every call of the port passes here: nothing but a `TacitError` comes out. */
  async #guard<T>(at: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      throwIfAborted(signal);
      return await work();
    } catch (thrown) {
      const known = toTacitError(thrown, `hashicorp.${at}`);
      if (['Forbidden', 'NotSignedIn'].includes(known.failure.code)) this.capabilities.forget();
      if (!isMissing(known.failure) && !['Conflict', 'Cancelled'].includes(known.failure.code))
        log('store.failed', { kind: this.kind, code: known.failure.code });
      throw known;
    }
  }

  async #token(): Promise<Secret> {
    return (await this.#credentials.find(this.registration)) ?? fail({ code: 'NotSignedIn', store: this.registration.name });
  }

  async #names(folder: string, page: string | undefined, signal: AbortSignal | undefined): Promise<StorePage> {
    const [, number = '0', after = ''] = /^(\d{1,3}):([^]*)$/.exec(page ?? '0:') ?? fail({ code: 'ArgumentInvalid', argument: 'page' });
    // A server that does not page gives all names each time; so does one that lies, whose names before `after` are dropped: every page moves on.
    const given = (await this.#kv.list(folder, after, PAGE + 1, signal)).filter((name) => after === '' || name > after);
    const names = given.filter((name) => isSafeSegment(name.replace(/\/$/, ''))).sort();
    const shown = names.slice(0, PAGE);
    const entries = shown.flatMap((name): StoreEntry[] => {
      const isFolder = name.endsWith('/');
      const bare = isFolder ? name.slice(0, -1) : name;
      const secret = folder === '' ? bare : `${folder}/${bare}`;
      if (!isSafePath(secret)) return [];
      const path = formatPath({ secret, keys: [] });
      return [isFolder ? { path: path.slice(0, -1), kind: 'folder', name: bare } : { path, kind: 'folder', name: bare, keyed: true }];
    });
    const last = shown.at(-1);
    const more = names.length > PAGE && last !== undefined && Number(number) + 1 < MOST_PAGES;
    return { entries, ...(more ? { next: `${String(Number(number) + 1)}:${last}` } : {}) };
  }

  async #keysOf(folder: string, signal: AbortSignal | undefined): Promise<readonly StoreEntry[]> {
    const { secret } = parsePath(folder);
    const state = await this.#kv.subkeys(secret, signal);
    if (state.is !== 'there') return [];
    return [...leavesOf(state.keys)].map((keys) => ({ path: formatPath({ secret, keys }), kind: 'secret', name: keys.join('/') }));
  }

  #there(state: SecretState, path: string): Extract<SecretState, { is: 'there' }> {
    if (state.is === 'absent') return fail({ code: 'NotFound', path });
    return state.is === 'deleted' ? fail({ code: 'Deleted', path, version: String(state.version) }) : state;
  }

  /** What is there before a write: names only where this user may see them so, else the values, which a write needs the right to anyway. */
  async #look(secret: string): Promise<SecretState> {
    try {
      return await this.#kv.subkeys(secret);
    } catch (thrown) {
      if (!(thrown instanceof TacitError) || thrown.failure.code !== 'Forbidden') throw thrown;
      return this.#kv.data(secret);
    }
  }

  /** Looks, and changes by compare-and-set; starts over where somebody else's write came in between. Gives the new version. */
  async #change(place: Place, change: (state: SecretState) => Promise<number>): Promise<number> {
    const before = this.#writing.get(place.secret) ?? Promise.resolve();
    const own = before.catch(() => undefined).then(() => this.#changeNow(place, change));
    this.#writing.set(place.secret, own);
    try {
      return await own;
    } finally {
      if (this.#writing.get(place.secret) === own) this.#writing.delete(place.secret);
    }
  }

  async #changeNow(place: Place, change: (state: SecretState) => Promise<number>): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      const state = await this.#look(place.secret);
      try {
        return await change(state);
      } catch (thrown) {
        // The server's own word for a lost race names the secret, not the key: anything else is final.
        const lost = thrown instanceof TacitError && thrown.failure.code === 'Conflict' && thrown.failure.path === place.secret;
        if (!lost || attempt >= ATTEMPTS) throw thrown;
        await new Promise((done) => setTimeout(done, Math.random() * PAUSE));
      }
    }
  }

  /** Sets one key (`null`: takes it away) and keeps the others. */
  async #put({ secret, keys }: Place, state: SecretState, text: string | null, value: Secret | undefined): Promise<number> {
    const cas = state.is === 'absent' ? 0 : state.version;
    try {
      if (state.is !== 'there') return await this.#kv.post(secret, cas, () => patchOf(keys, text), state.is === 'absent' ? 'create' : 'update');
      try {
        return await this.#kv.patch(secret, cas, () => patchOf(keys, text));
      } catch (thrown) {
        // Without the right to patch, or before Vault 1.9: the other values are read and written back unchanged.
        if (!(thrown instanceof TacitError) || !['Forbidden', 'StoreUnsupported'].includes(thrown.failure.code)) throw thrown;
      }
      const whole = this.#there(await this.#kv.data(secret), secret);
      if (whole.version !== cas) return fail({ code: 'Conflict', path: secret });
      assertExact(whole.keys, this.registration.name);
      return await this.#kv.post(secret, cas, () => merged(whole.keys, keys, text), 'update');
    } catch (thrown) {
      return this.#settle(thrown, { secret, keys }, cas, value);
    }
  }

  /** A write that was sent and not answered may have landed all the same: look, and where it is exactly what was written, it did. */
  async #settle(thrown: unknown, { secret, keys }: Place, cas: number, value: Secret | undefined): Promise<number> {
    if (!(thrown instanceof NoAnswer) || !['cut', 'time-out', 'failing', 'not-a-vault'].includes(thrown.because)) throw thrown;
    const version = cas + 1;
    const now = await this.#kv.data(secret, version).catch(() => undefined);
    if (now?.is !== 'there' || now.version !== version) throw thrown;
    const found = secretOf(valueAt(now.keys, keys), this.registration.name);
    const landed = value === undefined ? found === undefined : found?.equals(value) === true;
    if (!landed) throw thrown;
    return version;
  }

  /** Deletes exactly the version that was looked at, so that a write in between stays; where that is not allowed, an empty version follows. */
  async #removeLast(secret: string, version: number): Promise<number> {
    try {
      await this.#kv.softDelete(secret, version);
    } catch (thrown) {
      if (!(thrown instanceof TacitError) || thrown.failure.code !== 'Forbidden') throw thrown;
      return this.#kv.post(secret, version, () => '{}', 'update');
    }
    const now = await this.#look(secret);
    return now.is === 'there' ? fail({ code: 'Conflict', path: `${secret}#` }) : version;
  }

  /** Whether a key holds the same in the version that was seen as in the newest: other keys of the map may have changed. */
  async #isUnchanged({ secret, keys }: Place, seen: string, newest: number): Promise<boolean> {
    if (seen === String(newest)) return true;
    if (!/^[1-9]\d{0,14}$/.test(seen)) return false;
    const [before, now] = await Promise.all([this.#kv.data(secret, Number(seen)), this.#kv.data(secret, newest)]);
    if (before.is !== 'there' || now.is !== 'there') return false;
    const [old, current] = [before, now].map((state) => secretOf(valueAt(state.keys, keys), this.registration.name));
    return old !== undefined && current?.equals(old) === true;
  }

  async #versions(path: string, signal: AbortSignal | undefined): ReturnType<Versioned['list']> {
    const { secret } = parsePath(path);
    const found = (await this.#kv.versions(secret, signal)) ?? fail({ code: 'NotFound', path });
    return found.map(({ version, created, deleted, destroyed }, index) => ({
      version: String(version),
      created,
      state: destroyed ? 'destroyed' : deleted ? 'deleted' : index === 0 ? 'current' : 'earlier',
    }));
  }

  async #undelete(path: string, version: string, signal: AbortSignal | undefined): Promise<void> {
    const { secret } = parsePath(path);
    const wanted = (await this.#kv.versions(secret, signal))?.find((each) => String(each.version) === version);
    if (wanted === undefined || wanted.destroyed) return fail({ code: 'NotFound', path });
    await this.#kv.undelete(secret, wanted.version);
  }
}

/** A version as a reference writes it. Throws `NotFound` where it cannot be one. */
const versionOf = (version: string, path: string): number => (/^[1-9]\d{0,14}$/.test(version) ? Number(version) : fail({ code: 'NotFound', path }));
