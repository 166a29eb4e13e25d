import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ReferenceTarget, SecretAddress, StoreId } from '../base/address';
import { fail } from '../base/errors';
import type { EmbeddedStore } from './embedded';
import type { VaultSet } from './hashicorp/vaultSet';
import type { Credentials } from './hashicorp/credentials';
import { Registrations, type SuggestedVault } from './hashicorp/registrations';
import type { Resolution, StoreRegistry } from './registry';
import type { SecretStore } from './store';
import { decodeSegment, encodeSegment } from './sops/paths';
import { SopsStore, sopsStoreId } from './sops/sopsStore';

/** Schemes of vals that run a program, read any file or call any address: resolved by no command (THREATS 1). */
const REFUSED: ReadonlySet<string> = new Set(['exec', 'file', 'envsubst', 'httpjson', 'echo']);

/** Embedded stores listed beside the project's own one, at most. */
const LISTED = 20;

export interface RegistryOptions {
  /** Absolute real path of the project. */
  readonly root: string;
  /** The embedded store's file, relative to the root. */
  readonly embeddedStore: string;
  readonly trusted: boolean;
  /** The vaults that the project's configuration names. None is used before this user confirmed its address. */
  readonly suggested?: readonly (SuggestedVault & { readonly kind: string })[];
  /** For tests; else the platform's. */
  readonly stateFolder?: string;
  readonly credentials?: Credentials;
}

/** The stores of one project; the embedded one is always among them, whether its file exists or not. */
export interface ProjectStores extends StoreRegistry {
  /** The store that values found in this project go to. */
  readonly embedded: EmbeddedStore;
}

/** Throws `FileUnsafe` where the configured file is outside the project. */
export async function createRegistry(options: RegistryOptions): Promise<ProjectStores> {
  const registry = new Registry(options);
  await registry.discover();
  await registry.openVaults();
  return registry;
}

/** Kinds of `tacit.json` that are servers of this kind. */
const VAULTS: ReadonlySet<string> = new Set(['vault', 'openbao', 'hashicorp']);

class Registry implements ProjectStores {
  readonly #options: RegistryOptions;
  readonly #byId = new Map<StoreId, EmbeddedStore>();
  readonly #listed: EmbeddedStore[] = [];
  #vaults: VaultSet | undefined;
  readonly embedded: EmbeddedStore;

  constructor(options: RegistryOptions) {
    this.#options = options;
    const file = this.#inside(resolve(options.root, options.embeddedStore));
    this.embedded = file === undefined ? fail({ code: 'FileUnsafe', path: options.embeddedStore, because: 'outside' }) : this.#store(file);
    this.#listed.push(this.embedded);
  }

  /** Other `*.sops.json` files directly in the root are stores of the project too. */
  async discover(): Promise<void> {
    const names = await readdir(this.#options.root).catch((): string[] => []);
    for (const name of names.filter((found) => found.endsWith('.sops.json')).sort()) {
      const store = this.#store(name);
      if (this.#listed.length < LISTED && !this.#listed.includes(store)) this.#listed.push(store);
    }
  }

  /** The vaults on servers. Their code is loaded only where there is one. */
  async openVaults(): Promise<void> {
    const { root, trusted, suggested = [], stateFolder, credentials } = this.#options;
    const registered = await new Registrations(stateFolder).all();
    const named = suggested.filter(({ kind }) => VAULTS.has(kind));
    if (registered.length === 0 && named.length === 0) return;
    const { VaultSet } = await import('./hashicorp/vaultSet');
    this.#vaults = new VaultSet({ root, trusted, registered, suggested: named, ...(credentials === undefined ? {} : { credentials }) });
  }

  /** The project's own store first. */
  get stores(): readonly SecretStore[] {
    return [...this.#listed, ...(this.#vaults?.stores ?? [])];
  }

  get(id: StoreId): SecretStore | undefined {
    return this.#byId.get(id) ?? this.#vaults?.get(id);
  }

  named(name: string): SecretStore | undefined {
    return this.#vaults?.named(name) ?? this.#vaults?.get(`vault:${name}`);
  }

  resolve(target: ReferenceTarget, declaringFolder: string): Resolution {
    if (target.kind !== 'store') return { kind: 'not-a-store' };
    if (REFUSED.has(target.scheme)) return { kind: 'refused', because: 'scheme' };
    if (target.scheme === 'vault' || target.scheme === 'openbao') return this.#vaults?.resolve(target) ?? { kind: 'unknown-store' };
    if (target.scheme !== 'sops') return { kind: 'unknown-store' };
    if (target.parameters.size > 0) return { kind: 'refused', because: 'parameter' };
    const file = this.#inside(isAbsolute(target.path) ? target.path : resolve(declaringFolder, target.path));
    if (file === undefined) return { kind: 'refused', because: 'outside' };
    // YAML, dotenv and ini files of sops are other formats, which this store does not read.
    if (!file.endsWith('.json') || target.fragment.length === 0) return { kind: 'unknown-store' };
    const store = this.#store(file);
    return { kind: 'address', address: { store: store.id, path: target.fragment.map(encodeSegment).join('/') }, store };
  }

  referenceTo(address: SecretAddress, declaringFolder: string): string {
    if (this.#vaults?.get(address.store) !== undefined) return this.#vaults.referenceTo(address);
    const store = this.#byId.get(address.store) ?? fail({ code: 'StoreUnknown', store: address.store });
    const segments = relative(declaringFolder, store.file).split(sep).map(encode);
    // Go reads the first segment as a host, where percent-encoding is not allowed.
    const path = /^[A-Za-z0-9._~-]+$/.test(segments[0] ?? '') ? segments.join('/') : `./${segments.join('/')}`;
    return `ref+sops://${path}#/${address.path
      .split('/')
      .map((segment) => encode(decodeSegment(segment)))
      .join('/')}`;
  }

  /** The path relative to the root with slashes, or undefined where it is outside. The real path is checked when the file is opened. */
  #inside(path: string): string | undefined {
    const inside = relative(this.#options.root, path);
    return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside.split(sep).join('/');
  }

  #store(file: string): EmbeddedStore {
    const id = sopsStoreId(file);
    const found = this.#byId.get(id);
    if (found !== undefined) return found;
    const { root, trusted, stateFolder } = this.#options;
    const made = new SopsStore({ id, root, file: join(root, file), trusted, ...(stateFolder === undefined ? {} : { stateFolder }) });
    this.#byId.set(id, made);
    return made;
  }
}

/** Percent-encodes all but RFC 3986's unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
