import type { SecretAddress, StoreTarget } from '../../base/address';
import { fail } from '../../base/errors';
import { BlockedStore } from '../blockedStore';
import type { Resolution } from '../registry';
import type { SecretStore } from '../store';
import type { Credentials } from './credentials';
import { HashicorpStore, hashicorpStoreId } from './hashicorpStore';
import { isPlace, originOf } from './origin';
import { formatPath, isSafePath, parsePath } from './path';
import { DEFAULT_MOUNT, matchingRegistration, type Registration, type SuggestedVault } from './registrations';

/** All that a reference may say beside path and fragment; what is no server's own is never followed (THREATS 1). */
const PARAMETERS: ReadonlySet<string> = new Set(['version', 'address', 'namespace']);

export interface VaultSetOptions {
  /** Real path of the project. */
  readonly root: string;
  readonly trusted: boolean;
  readonly registered: readonly Registration[];
  readonly suggested: readonly SuggestedVault[];
  readonly credentials?: Credentials;
}

interface Candidate {
  readonly store: SecretStore;
  readonly mount: string;
  readonly origin: string | undefined;
  readonly namespace: string;
}

/**
 * The vaults on servers that a project has: those that it suggests and this user confirmed, or, where it suggests none, all of the user's own.
 * What it suggests and nobody confirmed is there too, blocked; without trust everything is (THREATS 2, 9). Pure: connects to nothing.
 */
export class VaultSet {
  readonly #root: string;
  readonly #trusted: boolean;
  readonly #candidates: readonly Candidate[];
  /** By the name that `tacit.json` gives. */
  readonly #suggested = new Map<string, SecretStore>();

  constructor({ root, trusted, registered, suggested, credentials }: VaultSetOptions) {
    this.#root = root;
    this.#trusted = trusted;
    const opened = new Map<Registration, HashicorpStore>();
    const open = (registration: Registration): Candidate => {
      const store = opened.get(registration) ?? new HashicorpStore({ registration, ...(credentials === undefined ? {} : { credentials }) });
      opened.set(registration, store);
      return { store, mount: registration.mount, origin: registration.origin, namespace: registration.namespace ?? '' };
    };
    const own = suggested.map((each): Candidate => {
      const registration = matchingRegistration(each, registered);
      const candidate = registration === undefined ? blocked(each, registered) : open(registration);
      this.#suggested.set(each.id, candidate.store);
      return candidate;
    });
    const all = suggested.length > 0 ? own : registered.map(open);
    this.#candidates = all.filter(({ store }, index) => all.findIndex((other) => other.store === store) === index);
  }

  /** Those to show and to move to; none without trust. */
  get stores(): readonly SecretStore[] {
    return this.#trusted ? this.#candidates.map(({ store }) => store) : [];
  }

  get(id: string): SecretStore | undefined {
    return this.stores.find((store) => store.id === id);
  }

  /** The store that `tacit.json` calls so. */
  named(name: string): SecretStore | undefined {
    return this.#trusted ? this.#suggested.get(name) : undefined;
  }

  resolve(target: StoreTarget): Resolution {
    const { parameters, path, fragment } = target;
    if ([...parameters.keys()].some((name) => !PARAMETERS.has(name))) return { kind: 'refused', because: 'parameter' };
    const address = parameters.get('address');
    const namespace = parameters.get('namespace');
    const version = parameters.get('version');
    const fitting = this.#candidates.filter(
      (each) =>
        path.startsWith(`${each.mount}/`) &&
        (address === undefined || originOf(address) === each.origin) &&
        (namespace === undefined || namespace.replace(/^\/+|\/+$/g, '') === each.namespace),
    );
    const longest = Math.max(0, ...fitting.map(({ mount }) => mount.length));
    const found = fitting.filter(({ mount }) => mount.length === longest);
    const [first] = found;
    if (first === undefined) return { kind: 'unknown-store' };
    const place = placeOf(path.slice(first.mount.length + 1), fragment);
    if (place === undefined || (version !== undefined && !/^[1-9]\d{0,14}$/.test(version))) return { kind: 'unknown-store' };
    const store = this.#onlyOf(found);
    return { kind: 'address', store, address: { store: store.id, path: formatPath(place), ...(version === undefined ? {} : { version }) } };
  }

  referenceTo({ store: id, path, version }: SecretAddress): string {
    const { registration } = this.#registered(id);
    const { secret, keys } = parsePath(path);
    // Readers of references take a first `data/` for the endpoint's and drop it.
    const written = `${registration.mount}/${secret.startsWith('data/') ? 'data/' : ''}${secret}`;
    const asked = version === undefined ? '' : `?version=${encode(version)}`;
    return `ref+vault://${written.split('/').map(encode).join('/')}${asked}#/${keys.map(encode).join('/')}`;
  }

  #registered(id: string): HashicorpStore {
    const found = this.#candidates.find(({ store }) => store.id === id)?.store;
    return found instanceof HashicorpStore ? found : fail({ code: 'StoreUnknown', store: id.replace(/^vault:/, '') });
  }

  #onlyOf(found: readonly Candidate[]): SecretStore {
    const [first] = found;
    if (!this.#trusted) return new BlockedStore('vault:', { code: 'NotTrusted', folder: this.#root });
    if (first !== undefined && found.length === 1) return first.store;
    return new BlockedStore('vault:', { code: 'StoreAmbiguous', stores: found.map(({ store }) => store.id.replace(/^vault:/, '')) });
  }
}

/** vals' reading of a path below its mount: without a fragment the last segment is the key; a `data/` in front is the endpoint's. */
function placeOf(below: string, fragment: readonly string[]): { secret: string; keys: readonly string[] } | undefined {
  const segments = below
    .replace(/^data\//, '')
    .replace(/\/$/, '')
    .split('/');
  const keys = fragment.length > 0 ? fragment : segments.splice(-1);
  const secret = segments.join('/');
  return secret !== '' && isSafePath(secret) ? { secret, keys } : undefined;
}

function blocked(suggested: SuggestedVault, registered: readonly Registration[]): Candidate {
  const known = registered.some(({ name }) => name === suggested.id);
  const mount = (suggested.mount ?? DEFAULT_MOUNT).replace(/^\/+|\/+$/g, '');
  const store = known
    ? new BlockedStore(hashicorpStoreId(suggested.id), { code: 'AddressChanged', store: suggested.id }, 'address-changed')
    : new BlockedStore(hashicorpStoreId(suggested.id), { code: 'NotConfirmed', store: suggested.id }, 'unconfirmed');
  return {
    store,
    mount: isPlace(mount) ? mount : DEFAULT_MOUNT,
    origin: originOf(suggested.address),
    namespace: (suggested.namespace ?? '').replace(/^\/+|\/+$/g, ''),
  };
}

/** Percent-encodes all but RFC 3986's unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
