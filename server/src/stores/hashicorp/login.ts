import { fail } from '../../base/errors';
import type { Secret } from '../../base/secret';
import { shaped, Token } from './answers';
import { HashicorpClient } from './client';
import { Credentials } from './credentials';
import type { Registration } from './registrations';

/** Who a token makes one, as the server says. Foreign text: show it as data. */
export interface SignedIn {
  readonly displayName: string;
  readonly policies: readonly string[];
  /** ISO time; absent for a token that does not end by itself. */
  readonly expires?: string;
}

async function whoAmI(registration: Registration, token: Secret, signal: AbortSignal | undefined): Promise<SignedIn> {
  const client = new HashicorpClient(registration.name, registration);
  const answered = shaped(Token, await client.lookUp(token, signal))?.data ?? fail({ code: 'NotSignedIn', store: registration.name, because: 'expired' });
  const { display_name: displayName = '', policies, expire_time: expires } = answered;
  return { displayName, policies: policies ?? [], ...(typeof expires === 'string' ? { expires } : {}) };
}

/**
 * Asks the vault whether it accepts a token, and only then keeps it: `session` for this user until the computer's session ends, `process` in
 * memory only. Throws `NotSignedIn`, `Sealed`, `StoreUnreachable`, `Cancelled`.
 */
export async function signIn(registration: Registration, token: Secret, keep: 'session' | 'process', signal?: AbortSignal): Promise<SignedIn> {
  const credentials = new Credentials();
  const answered = await whoAmI(registration, token, signal);
  if (keep === 'session') await credentials.keep(registration, token);
  else credentials.hold(registration, token);
  return answered;
}

/** As `signIn` for a vault that may use the ambient token: nothing is kept. Throws `NotSignedIn` also where there is none for this vault. */
export async function checkSignIn(registration: Registration, signal?: AbortSignal): Promise<SignedIn> {
  const token = (await new Credentials().find(registration)) ?? fail({ code: 'NotSignedIn', store: registration.name });
  return whoAmI(registration, token, signal);
}

/** Forgets the token here. `revoke`: the vault forgets it too, and with it all that was leased by it. */
export async function signOut(registration: Registration, revoke: boolean, signal?: AbortSignal): Promise<void> {
  const credentials = new Credentials();
  const token = revoke ? await credentials.find(registration) : undefined;
  await credentials.forget(registration);
  if (token === undefined) return;
  const client = new HashicorpClient(registration.name, registration);
  await client.call(token, { method: 'POST', path: 'auth/token/revoke-self' }, signal);
}
