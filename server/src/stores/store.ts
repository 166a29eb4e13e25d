import type { SecretAddress, StoreId } from '../base/address';
import type { Secret } from '../base/secret';

/** A name in a store, and nothing of its value. */
export interface StoreEntry {
  /** As in `SecretAddress.path`. */
  readonly path: string;
  readonly kind: 'secret' | 'folder';
  /** What a person calls it within its folder; absent: the path's last segment. */
  readonly name?: string;
  /** For `folder`: it is itself a secret, and what it holds are its keys. */
  readonly keyed?: true;
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

export interface SecretVersion {
  readonly version: string;
  /** ISO time. */
  readonly created: string;
  /** `deleted` can be brought back, `destroyed` cannot. */
  readonly state: 'current' | 'earlier' | 'deleted' | 'destroyed';
}

/** A store that keeps what was before. */
export interface Versioned {
  /** Newest first. Throws `NotFound`. No value is read. */
  list(path: string, signal?: AbortSignal): Promise<readonly SecretVersion[]>;
  /** Brings a deleted version back. Throws `NotFound` where that version is not there or was destroyed. */
  undelete(path: string, version: string, signal?: AbortSignal): Promise<void>;
}

export type Capability = 'list' | 'describe' | 'read' | 'write' | 'remove' | 'undelete';

/** A store that says what this user may do. */
export interface Explaining {
  /** Asked once for all of these paths; a path that is not answered for has every capability that cannot be ruled out. */
  of(paths: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, ReadonlySet<Capability>>>;
}

export type StoreState = 'ready' | 'locked' | 'absent' | 'malformed' | 'signed-out' | 'sealed' | 'unreachable' | 'unconfirmed' | 'address-changed';

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
  /** Throws `NotFound`, `Deleted`. No value is read. */
  describe(path: string, signal?: AbortSignal): Promise<SecretDescription>;
  /** Throws `NotFound`, `Deleted`. */
  read(address: SecretAddress, signal?: AbortSignal): Promise<Secret>;
  /**
   * Throws `Conflict` where `expected` is not what is there, `NameStoredInClear`, and `NameInvalid` for what no part of a path may be: empty, `.`,
   * `..`, with a control character, `__proto__` and its like, a variable that steers loaders or shells (`isUsableVariable`).
   */
  write(path: string, value: Secret, expected: Expected, signal?: AbortSignal): Promise<Written>;
  /** Throws `Conflict` where a version is given and another one is there, `NotFound`. */
  remove(path: string, version: string | undefined, signal?: AbortSignal): Promise<void>;
  /** Paths that hold exactly this value, for a store that answers without mass reads (THREATS 15); else absent. */
  findEqual?(value: Secret, signal?: AbortSignal): Promise<readonly string[]>;
  /** The path of a new secret from the folders and the name that a template gives; absent: the name alone is one. */
  pathFor?(folders: readonly string[], name: string): string;
  /** Whether the store can be used now, told without reading a value. Never throws but `Cancelled`. Absent: always. */
  state?(signal?: AbortSignal): Promise<StoreState>;
  readonly versions?: Versioned;
  readonly capabilities?: Explaining;
}
