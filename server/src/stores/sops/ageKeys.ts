import { fail } from '../../base/errors';
import { Secret } from '../../base/secret';
import { DATA_KEY_LENGTH } from './crypto';
import type { AgeStanza } from './metadata';

/** The library takes some 15 ms to load, so it is loaded when a key is first needed. */
const library = (): Promise<typeof import('age-encryption')> => import('age-encryption');

/** A private key and the recipient that stands for it. */
export interface Identity {
  readonly secret: Secret;
  readonly recipient: string;
}

/** Recipients that `age-encryption` can wrap for: X25519, and the hybrid post-quantum kind. */
const WRAPPABLE = /^(?:age1[02-9ac-hj-np-z]{58}|age1pq1[02-9ac-hj-np-z]{500,4000})$/;

/** What keeps us from wrapping a data key for a recipient: `kms`, `pgp`, `ssh`, `age-plugin`, …; undefined where nothing does. */
export function unwrappableKind(recipient: string): string | undefined {
  if (WRAPPABLE.test(recipient)) return undefined;
  if (recipient.startsWith('ssh-')) return 'ssh';
  if (recipient.startsWith('age1')) return 'age-plugin';
  return /^([a-z_]{1,40}):/.exec(recipient)?.[1] ?? 'unknown';
}

/** True of what is, or holds, a private key or a plug-in's identity. */
export const isPrivateKey = (text: string): boolean => /AGE-SECRET-KEY|AGE-PLUGIN-/i.test(text);

/** Throws `RecipientInvalid` for anything that we could not wrap a data key for, checksum included. */
export async function assertRecipient(text: string): Promise<void> {
  if (isPrivateKey(text)) return fail({ code: 'RecipientInvalid', because: 'private-key' });
  const kind = unwrappableKind(text);
  if (kind !== undefined) return fail({ code: 'RecipientInvalid', because: kind === 'unknown' ? 'syntax' : 'kind' });
  const { Encrypter } = await library();
  try {
    new Encrypter().addRecipient(text);
  } catch {
    fail({ code: 'RecipientInvalid', because: 'syntax' });
  }
}

export async function createIdentity(): Promise<Identity> {
  const { generateX25519Identity, identityToRecipient } = await library();
  const identity = await generateX25519Identity();
  return { secret: Secret.of(identity), recipient: await identityToRecipient(identity) };
}

/** One pass over the text of a key file: native identities only, whatever else (plug-ins, comments) stands there. */
export async function readIdentities(text: string): Promise<Identity[]> {
  const found: Identity[] = [];
  for (const line of text.split(/\r?\n/)) {
    const identity = line.trim();
    if (!/^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,200}$/.test(identity)) continue;
    try {
      const { identityToRecipient } = await library();
      found.push({ secret: Secret.of(identity), recipient: await identityToRecipient(identity) });
    } catch {
      // A line that only looks like an identity is skipped, as a comment is.
    }
  }
  return found;
}

/** Throws `CannotRewrap` where a recipient is none that we can wrap for. */
export async function wrapDataKey(dataKey: Uint8Array, recipients: readonly string[]): Promise<AgeStanza[]> {
  const kinds = [...new Set(recipients.flatMap((recipient) => unwrappableKind(recipient) ?? []))].sort();
  if (kinds.length > 0 || recipients.length === 0) return fail({ code: 'CannotRewrap', kinds });
  const { Encrypter, armor } = await library();
  return Promise.all(
    recipients.map(async (recipient) => {
      try {
        const encrypter = new Encrypter();
        encrypter.addRecipient(recipient);
        return { recipient, enc: armor.encode(await encrypter.encrypt(dataKey)) };
      } catch {
        return fail({ code: 'CannotRewrap', kinds: ['age'] });
      }
    }),
  );
}

/** The data key by any of the identities, or undefined where none fits. Stanzas for our own recipients are tried first. */
export async function unwrapDataKey(stanzas: readonly AgeStanza[], identities: readonly Identity[]): Promise<Uint8Array | undefined> {
  if (identities.length === 0) return undefined;
  const { Decrypter, armor } = await library();
  const own = new Set(identities.map((identity) => identity.recipient));
  const ordered = [...stanzas].sort((a, b) => Number(own.has(b.recipient)) - Number(own.has(a.recipient)));
  for (const stanza of ordered) {
    try {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity.secret.reveal('match'));
      const key = await decrypter.decrypt(armor.decode(stanza.enc));
      if (key.length === DATA_KEY_LENGTH) return key;
    } catch {
      // Not for us, or broken: the next one may do.
    }
  }
  return undefined;
}
