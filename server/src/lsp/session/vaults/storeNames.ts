import type { StoreId } from '../../../base/address';
import { TacitError, throwIfAborted } from '../../../base/errors';
import { isEmbedded } from '../../../stores/embedded';
import type { SecretStore } from '../../../stores/store';

/** Most names kept of one store: more than any embedded store should hold. */
const MOST_NAMES = 20_000;

/** What is known of one store without reading a value. */
export interface StoreNames {
  readonly store: SecretStore;
  readonly paths: ReadonlySet<string>;
  /** False where the store could not be read or holds more names than are kept: then a name that is not in `paths` may be there all the same. */
  readonly complete: boolean;
}

/**
 * Names in a store, folder by folder, the nearest first, until there are `names` of them or `lists` calls of `list` were made. No value is read.
 * Throws as `list` does; what was found until then is in `paths`.
 */
export async function walkNames(
  store: Pick<SecretStore, 'list'>,
  paths: Set<string>,
  most: { readonly names: number; readonly lists: number },
  signal?: AbortSignal,
): Promise<{ readonly complete: boolean }> {
  const folders = [''];
  let lists = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    let page: string | undefined;
    do {
      throwIfAborted(signal);
      if (lists++ >= most.lists) return { complete: false };
      const { entries, next } = await store.list(folder, page, signal);
      for (const { path, kind } of entries) {
        if (kind === 'folder') folders.push(path);
        else paths.add(path);
        if (paths.size + folders.length > most.names) return { complete: false };
      }
      page = next;
    } while (page !== undefined);
  }
  return { complete: true };
}

/**
 * All names in a store. No value is read. Throws `Cancelled` only. A vault on a server is not walked: it may hold any number of names, and its
 * operators see every request; a single name is asked for where somebody points at it.
 */
export async function namesOf(store: SecretStore, signal?: AbortSignal): Promise<StoreNames> {
  if (!isEmbedded(store)) return { store, paths: new Set(), complete: false };
  const paths = new Set<string>();
  try {
    const { complete } = await walkNames(store, paths, { names: MOST_NAMES, lists: Infinity }, signal);
    return { store, paths, complete };
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'Cancelled') throw thrown;
    return { store, paths: new Set(), complete: thrown instanceof TacitError && thrown.failure.code === 'NotFound' };
  }
}

export type NamesByStore = ReadonlyMap<StoreId, StoreNames>;
