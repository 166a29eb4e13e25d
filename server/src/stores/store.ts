import type { SecretAddress, StoreId } from '../base/address';
import type { Secret } from '../base/secret';

/** A name in a store, and nothing of its value. */
export interface StoreEntry {
  /** As in `SecretAddress.path`. */
  readonly path: string;
  readonly kind: 'secret' | 'folder';
}

export interface StorePage {
  readonly entries: readonly StoreEntry[];
  /** Give it back to `list` for the next page. */
  readonly next?: string;
}

/** What may be shown of a secret without reading it. */
export interface SecretDescription {
  readonly path: string;
  readonly fields: readonly string[];
  readonly version?: string;
  /** ISO time of the last change, where the store knows it for this secret or for the whole file. */
  readonly changed?: string;
}

/** What a write must find: nothing there, exactly this version, or whatever is there. */
export type Expected = { readonly is: 'absent' } | { readonly is: 'version'; readonly version: string } | { readonly is: 'anything' };

export interface Written {
  readonly address: SecretAddress;
  /** The version that this write made: `remove` with it takes away this write only (THREATS 26). */
  readonly version: string;
}

/**
 * The port that every vault implements; `test/contract` holds the one suite that each passes against its real server.
 * Every call takes an AbortSignal last, and throws `TacitError` only. Whether we are signed in is `session.ts`'s business.
 */
export interface SecretStore {
  readonly id: StoreId;
  readonly kind: string;
  /** What happens when two write at once: refused in one step, found out afterwards, or not at all. */
  readonly conflict: 'atomic' | 'detected-afterwards' | 'none';
  /** Names directly below `folder` ('' is the root). No value is read. */
  list(folder: string, page: string | undefined, signal?: AbortSignal): Promise<StorePage>;
  /** Throws `NotFound`. No value is read. */
  describe(path: string, signal?: AbortSignal): Promise<SecretDescription>;
  /** Throws `NotFound`. */
  read(address: SecretAddress, signal?: AbortSignal): Promise<Secret>;
  /** Throws `Conflict` where `expected` is not what is there, `NameInvalid`, `NameStoredInClear`. */
  write(path: string, value: Secret, expected: Expected, signal?: AbortSignal): Promise<Written>;
  /** Throws `Conflict` where a version is given and another one is there, `NotFound`. */
  remove(path: string, version: string | undefined, signal?: AbortSignal): Promise<void>;
  /** Paths that hold exactly this value, for a store that answers without mass reads (THREATS 15); else absent. */
  findEqual?(value: Secret, signal?: AbortSignal): Promise<readonly string[]>;
}
