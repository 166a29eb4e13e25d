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

/** What a walk through a store finds. */
export interface FoundNames {
  readonly paths: Set<string>;
  /** Secrets of several keys of which the keys were not listed. */
  readonly keyed: Set<string>;
}

/** What a token may not list, or what has gone meanwhile, is no reason to find nothing else. */
const PASSED: ReadonlySet<string> = new Set(['Forbidden', 'NotFound', 'Deleted']);

/**
 * Names in a store, folder by folder, the nearest first, until there are `names` of them or `lists` calls of `list` were made. The keys of secrets come
 * last, and only where those of all secrets can be listed: a part of them would be any part. No value is read. Throws as `list` does, but for a folder
 * that cannot be listed, which is left out; what was found until then is in `found`.
 */
export async function walkNames(
  store: Pick<SecretStore, 'list'>,
  found: FoundNames,
  most: { readonly names: number; readonly lists: number },
  signal?: AbortSignal,
): Promise<{ readonly complete: boolean }> {
  const { paths, keyed } = found;
  const folders = [''];
  let lists = 0;
  let complete = true;
  /** False where a limit was reached. */
  const listed = async (folder: string): Promise<boolean> => {
    let page: string | undefined;
    do {
      throwIfAborted(signal);
      if (lists++ >= most.lists) return false;
      const { entries, next } = await store.list(folder, page, signal);
      for (const entry of entries) {
        if (entry.kind === 'secret') paths.add(entry.path);
        else if (entry.keyed === true) keyed.add(entry.path);
        else folders.push(entry.path);
        if (paths.size + keyed.size + folders.length > most.names) return false;
      }
      page = next;
    } while (page !== undefined);
    return true;
  };
  const passed = (thrown: unknown): true => {
    if (!(thrown instanceof TacitError) || !PASSED.has(thrown.failure.code)) throw thrown;
    complete = false;
    return true;
  };
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) if (!(await listed(folder).catch(passed))) return { complete: false };
  if (lists + keyed.size > most.lists) return { complete };
  for (const secret of [...keyed]) {
    if (!(await listed(secret).catch(passed))) return { complete: false };
    keyed.delete(secret);
  }
  return { complete };
}

/**
 * All names in a store. No value is read. Throws `Cancelled` only. A vault on a server is not walked: it may hold any number of names, and its
 * operators see every request; a single name is asked for where somebody points at it.
 */
export async function namesOf(store: SecretStore, signal?: AbortSignal): Promise<StoreNames> {
  if (!isEmbedded(store)) return { store, paths: new Set(), complete: false };
  const paths = new Set<string>();
  try {
    const { complete } = await walkNames(store, { paths, keyed: new Set() }, { names: MOST_NAMES, lists: Infinity }, signal);
    return { store, paths, complete };
  } catch (thrown) {
    if (thrown instanceof TacitError && thrown.failure.code === 'Cancelled') throw thrown;
    return { store, paths: new Set(), complete: thrown instanceof TacitError && thrown.failure.code === 'NotFound' };
  }
}

export type NamesByStore = ReadonlyMap<StoreId, StoreNames>;
