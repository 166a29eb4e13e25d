import type { StoreId } from '../../base/address';
import { TacitError, throwIfAborted } from '../../base/errors';
import { isEmbedded } from '../../stores/embedded';
import type { SecretStore } from '../../stores/store';

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
 * All names in a store, folder by folder. No value is read. Throws `Cancelled` only. A vault on a server is not walked: it may hold any number of
 * names, and its operators see every request; a single name is asked for where somebody points at it.
 */
export async function namesOf(store: SecretStore, signal?: AbortSignal): Promise<StoreNames> {
  if (!isEmbedded(store)) return { store, paths: new Set(), complete: false };
  const paths = new Set<string>();
  const folders = [''];
  try {
    for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
      let page: string | undefined;
      do {
        throwIfAborted(signal);
        const { entries, next } = await store.list(folder, page, signal);
        for (const { path, kind } of entries) {
          if (kind === 'folder') folders.push(path);
          else paths.add(path);
        }
        if (paths.size + folders.length > MOST_NAMES) return { store, paths, complete: false };
        page = next;
      } while (page !== undefined);
    }
    return { store, paths, complete: true };
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'Cancelled') throw thrown;
    return { store, paths: new Set(), complete: thrown instanceof TacitError && thrown.failure.code === 'NotFound' };
  }
}

export type NamesByStore = ReadonlyMap<StoreId, StoreNames>;
