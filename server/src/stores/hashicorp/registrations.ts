import * as z from 'zod/mini';
import { fail } from '../../base/errors';
import { StateFile } from '../../base/system/stateFile';
import { bindingOf, type Endpoint, isPlace, originOf } from './origin';

/** A vault that this user added or confirmed. Kept in the user's state folder: nothing in a repository can change it (THREATS 1, 2). */
export interface Registration extends Endpoint {
  readonly name: string;
  /** The KV v2 mount, without slashes at its ends. */
  readonly mount: string;
  /** True where this user allowed the token of the environment or of `~/.vault-token` for exactly this endpoint (its binding). */
  readonly ambient?: string;
}

/** A vault that a project's `tacit.json` names. Nothing is sent to it until a registration with the same endpoint exists. */
export interface SuggestedVault {
  readonly id: string;
  readonly address: string;
  readonly namespace?: string;
  readonly mount?: string;
}

export const DEFAULT_MOUNT = 'secret';
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

const Stored = z.object({
  version: z.literal(1),
  vaults: z.array(
    z.object({
      name: z.string().check(z.regex(NAME)),
      origin: z.string(),
      mount: z.string(),
      namespace: z.optional(z.string()),
      ca: z.optional(z.string()),
      ambient: z.optional(z.string()),
    }),
  ),
});

function parse(json: unknown): { readonly version: 1; readonly vaults: readonly Registration[] } {
  const parsed = Stored.safeParse(json, { reportInput: false });
  const vaults = parsed.success ? parsed.data.vaults.filter(({ origin, mount }) => originOf(origin) === origin && isPlace(mount)) : [];
  return { version: 1, vaults: vaults as readonly Registration[] };
}

/** What is given on a command line or in a file. */
export interface VaultRequest {
  readonly name: string;
  readonly address: string;
  readonly namespace?: string;
  readonly mount?: string;
  /** PEM. */
  readonly ca?: string;
}

const trimmed = (place: string): string => place.replace(/^\/+|\/+$/g, '');

/** Checks what a person asks to register. Throws `ArgumentInvalid`. */
export function registrationOf({ name, address, namespace, mount, ca }: VaultRequest): Registration {
  if (!NAME.test(name)) return fail({ code: 'ArgumentInvalid', argument: 'name' });
  const origin = originOf(address) ?? fail({ code: 'ArgumentInvalid', argument: 'address' });
  const place = trimmed(mount ?? DEFAULT_MOUNT);
  const space = namespace === undefined ? '' : trimmed(namespace);
  if (!isPlace(place)) return fail({ code: 'ArgumentInvalid', argument: '--mount' });
  if (space !== '' && !isPlace(space)) return fail({ code: 'ArgumentInvalid', argument: '--namespace' });
  return { name, origin, mount: place, ...(space === '' ? {} : { namespace: space }), ...(ca === undefined ? {} : { ca }) };
}

/** The registration that a suggestion means: the same origin, namespace and mount, whatever it is called. */
export function matchingRegistration(suggested: SuggestedVault, all: readonly Registration[]): Registration | undefined {
  const origin = originOf(suggested.address);
  const namespace = trimmed(suggested.namespace ?? '');
  const mount = trimmed(suggested.mount ?? DEFAULT_MOUNT);
  const same = all.filter((each) => each.origin === origin && (each.namespace ?? '') === namespace && each.mount === mount);
  return same.find(({ name }) => name === suggested.id) ?? same[0];
}

/** The user's vaults: `vaults.json` in the state folder, 0600. */
export class Registrations {
  readonly #file: StateFile<ReturnType<typeof parse>>;

  constructor(stateFolder?: string) {
    this.#file = stateFolder === undefined ? new StateFile('vaults.json', parse) : new StateFile('vaults.json', parse, stateFolder);
  }

  /** Absolute path: whoever watches it learns of changes. */
  get path(): string {
    return this.#file.path;
  }

  async all(): Promise<readonly Registration[]> {
    return (await this.#file.read()).vaults;
  }

  /** Throws `StoreUnknown`. */
  async get(name: string): Promise<Registration> {
    return (await this.all()).find((each) => each.name === name) ?? fail({ code: 'StoreUnknown', store: name });
  }

  /** Adds a vault, or replaces the one of its name. */
  async put(registration: Registration): Promise<void> {
    await this.#file.update(({ vaults }) => ({ version: 1, vaults: [...vaults.filter(({ name }) => name !== registration.name), registration] }));
  }

  /** Throws `StoreUnknown`. */
  async remove(name: string): Promise<void> {
    await this.#file.update(({ vaults }) => {
      if (!vaults.some((each) => each.name === name)) fail({ code: 'StoreUnknown', store: name });
      return { version: 1, vaults: vaults.filter((each) => each.name !== name) };
    });
  }

  /** Allows, or no longer, the ambient token for the endpoint as it is now. */
  async setAmbient(name: string, allowed: boolean): Promise<void> {
    const { ambient: _before, ...registration } = await this.get(name);
    await this.put(allowed ? { ...registration, ambient: bindingOf(registration) } : registration);
  }
}
