import type { SecretStore, StoreState } from './store';

export type { StoreState } from './store';

/** Who can read an embedded store. */
export interface Recipients {
  /** Those of the file and of the `.sops.yaml` rule that applies to it, sorted; for a file that is not there yet, those it would get. */
  readonly all: readonly string[];
  /** Those that this user has the key for. */
  readonly own: readonly string[];
  /** Not accepted by this user yet: a write throws `RecipientsChanged` until they are. */
  readonly added: readonly string[];
  /** Accepted once, and not there any more. */
  readonly removed: readonly string[];
}

/** What an embedded store offers beyond `SecretStore`. */
export interface EmbeddedStore extends SecretStore {
  /** Absolute path of the file. */
  readonly file: string;
  /** Tells from names and key fingerprints alone; no value is read. Throws `NotTrusted`. */
  state(): Promise<StoreState>;
  recipients(): Promise<Recipients>;
  /** Accepts the recipients. `shown` is `Recipients.all` as the person saw it; throws `RecipientsChanged` where it has changed since. */
  confirmRecipients(shown: readonly string[]): Promise<void>;
  /** False where this user's key is the only one that opens the store and nobody said that a copy exists (THREATS 56). */
  recoveryCopyMade(): Promise<boolean>;
  markRecoveryCopyMade(): Promise<void>;
}

export const isEmbedded = (store: SecretStore): store is EmbeddedStore => 'confirmRecipients' in store;
