import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensurePrivateFolder, readRegularFileIfThere, writeFileAtomically } from '../../base/system/atomicFile';
import { fail, TacitError } from '../../base/errors';
import { currentPlatform } from '../../base/system/platform';
import { Secret } from '../../base/secret';
import { seal, unseal, UserKey } from '../../base/system/userKey';
import { bindingOf, type Endpoint, originOf } from './origin';
import type { Registration } from './registrations';

/** Visible ASCII, as a header takes it; service tokens have 28 to 100 characters, batch tokens some hundreds. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
const LARGEST_FILE = 16 * 1024;

/** A token as it was typed, piped or read: trimmed. Throws `ArgumentInvalid` where it cannot be one. */
export function tokenOf(text: string): Secret {
  const token = text.trim();
  return TOKEN.test(token) ? Secret.of(token) : fail({ code: 'ArgumentInvalid', argument: 'token' });
}

/** A token that was typed or piped: see `tokenOf`. */
export const readToken = (given: Secret): Secret => tokenOf(given.reveal('store-write'));

/** Tokens of this process: what an editor was given over its private channel. By binding. */
const held = new Map<string, Secret>();

export interface CredentialFolders {
  readonly stateFolder?: string;
  readonly runtimeFolder?: string;
}

/**
 * Tokens, each bound to origin, namespace and authority (THREATS 2). `tacit login` keeps one for this session of the computer: sealed
 * (AES-256-GCM, the binding authenticated with it) in the user's runtime folder, which the system empties, under a random key in the state
 * folder, so that neither a copy of the one nor of the other gives it away. Nothing of it is in a project.
 */
export class Credentials {
  readonly #key: UserKey;
  readonly #folder: string;

  constructor({ stateFolder, runtimeFolder = currentPlatform().runtimeFolder }: CredentialFolders = {}) {
    this.#key = new UserKey('session.json', stateFolder);
    this.#folder = runtimeFolder;
  }

  /** The token for a vault: what this process holds, what `tacit login` kept, then the ambient one where this user allowed it. */
  async find(registration: Registration): Promise<Secret | undefined> {
    const binding = bindingOf(registration);
    return held.get(binding) ?? (await this.#kept(binding)) ?? (registration.ambient === binding ? ambientToken(registration) : undefined);
  }

  /** For this process only. */
  hold(endpoint: Endpoint, token: Secret): void {
    held.set(bindingOf(endpoint), token);
  }

  /** What this process was given for a vault, with what it is bound to: an editor's server hands it to a launch of the same user. */
  heldFor(endpoint: Endpoint): { readonly binding: string; readonly token: Secret } | undefined {
    const binding = bindingOf(endpoint);
    const token = held.get(binding);
    return token === undefined ? undefined : { binding, token };
  }

  /** The other end of `heldFor`. It serves only a vault that is registered here with that very binding. */
  holdBound(binding: string, token: Secret): void {
    held.set(binding, token);
  }

  /** For this user until `forget`, the end of the computer's session, or the token's own. */
  async keep(endpoint: Endpoint, token: Secret): Promise<void> {
    const binding = bindingOf(endpoint);
    const sealed = seal(await this.#key.get(), binding, Buffer.from(token.reveal('store-write')));
    await ensurePrivateFolder(this.#folder);
    await writeFileAtomically(this.#pathOf(binding), sealed.toString('base64'), { mode: 0o600 });
  }

  async forget(endpoint: Endpoint): Promise<void> {
    const binding = bindingOf(endpoint);
    held.delete(binding);
    await rm(this.#pathOf(binding), { force: true }).catch(() => fail({ code: 'FileUnsafe', path: this.#pathOf(binding), because: 'unreadable' }));
  }

  #pathOf(binding: string): string {
    return join(this.#folder, `login-${binding}`);
  }

  async #kept(binding: string): Promise<Secret | undefined> {
    const file = await readRegularFileIfThere(this.#pathOf(binding), LARGEST_FILE);
    if (file === undefined) return undefined;
    const bytes = Buffer.from(file.toString('latin1'), 'base64');
    try {
      const key = await this.#key.known();
      const token = key === undefined ? undefined : unseal(key, binding, bytes);
      return token === undefined ? undefined : tokenOf(token.toString('utf8'));
    } catch {
      // Another user's key, another endpoint's file, or damage: as if nobody had signed in.
      return undefined;
    }
  }
}

/**
 * `BAO_TOKEN` or `VAULT_TOKEN`, else `~/.vault-token`. Where the environment also says which server and namespace its token is for, those
 * must be this vault's: a token for one server never goes to another.
 */
async function ambientToken({ origin, namespace }: Endpoint): Promise<Secret | undefined> {
  const { env } = process;
  const address = env.BAO_ADDR ?? env.VAULT_ADDR;
  if (address !== undefined && originOf(address) !== origin) return undefined;
  const space = env.BAO_NAMESPACE ?? env.VAULT_NAMESPACE;
  if (space !== undefined && space.replace(/^\/+|\/+$/g, '') !== (namespace ?? '')) return undefined;
  const given = env.BAO_TOKEN ?? env.VAULT_TOKEN;
  try {
    if (given !== undefined && given !== '') return tokenOf(given);
    const file = await readRegularFileIfThere(join(env.HOME ?? homedir(), '.vault-token'), LARGEST_FILE);
    return file === undefined ? undefined : tokenOf(file.toString('latin1'));
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'ArgumentInvalid') return undefined;
    throw thrown;
  }
}
