import type { Secret } from '../base/secret';
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
  /** Named by the file or by its `.sops.yaml` rule, and not by the other. */
  readonly disagreeing: readonly string[];
  /** Those of `disagreeing` that the rule alone names: the file is not encrypted for them. */
  readonly unserved: readonly string[];
}

/** An older state of the file than this user has seen (THREATS 42). */
export interface Rollback {
  /** ISO times: when this state was written, and when the newest one. */
  readonly found: string;
  readonly newest: string;
  /** Of the file as it is now. */
  readonly digest: string;
}

/** Who could open the store after a change, to be shown before it is made. */
export interface SharingPlan {
  readonly add?: string;
  readonly remove?: string;
  /** All recipients now, and after it; equal where nothing is left to do. Sorted. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly own: readonly string[];
  /** The `.sops.yaml` whose rule counts for the file. `edit`: it gets or loses the recipient too; `by-hand`: it must, and Tacit cannot do it. */
  readonly configuration: { readonly file: string; readonly recipients: readonly string[]; readonly state: 'agrees' | 'edit' | 'by-hand' } | undefined;
  /** Names of all entries: what a removed recipient has been able to read. */
  readonly entries: readonly string[];
}

/** What an embedded store offers beyond `SecretStore`. */
export interface EmbeddedStore extends SecretStore {
  /** Absolute path of the file. */
  readonly file: string;
  /** Tells from names and key fingerprints alone; no value is read. Throws `NotTrusted`. */
  state(): Promise<StoreState>;
  recipients(): Promise<Recipients>;
  /** Opens the file with this user's key and checks its MAC. Throws what reading a secret throws. */
  verify(): Promise<void>;
  /** Accepts the recipients. `shown` is `Recipients.all` as the person saw it; throws `RecipientsChanged` where it has changed since. */
  confirmRecipients(shown: readonly string[]): Promise<void>;
  /** False where this user's key is the only one that opens the store and nobody said that a copy exists (THREATS 56). */
  recoveryCopyMade(): Promise<boolean>;
  markRecoveryCopyMade(): Promise<void>;
  /**
   * Writes this user's own keys for the store to a new file (0600) that the person named, and remembers that there is a copy.
   * Throws `FileExists`, `FileUnsafe` (a project's or repository's folder), `StoreLocked`.
   */
  saveRecoveryCopy(path: string): Promise<void>;
  /** The same text, to be shown in a prompt. Remembers nothing. */
  recoveryCopy(): Promise<Secret>;
  /** Undefined where the file is as new as any that this user has seen, or this state was accepted. Needs no key. */
  rollback(): Promise<Rollback | undefined>;
  acceptRollback(shown: Rollback): Promise<void>;
  /** What adding or removing a recipient would do. Throws `RecipientInvalid`, `CannotRewrap`, `RecipientsChanged`, `NotFound`. */
  planSharing(edit: { readonly add?: string; readonly remove?: string }): Promise<SharingPlan>;
  /**
   * Does what was shown: file, pin and `.sops.yaml`. Removing makes a new data key and encrypts every value again (THREATS 41). Stopped half way it can
   * be done again. Throws `RecipientsChanged` where the recipients are others than those shown.
   */
  share(plan: SharingPlan): Promise<void>;
}

export const isEmbedded = (store: SecretStore): store is EmbeddedStore => 'confirmRecipients' in store;
