import { isEmbedded, type StoreState } from './embedded';
import type { SecretStore } from './store';

export type { StoreState } from './embedded';

/** Whether a store can be used now, told without reading a value. `locked` counts also where this user may not use it yet. */
export async function storeState(store: SecretStore): Promise<StoreState> {
  if (!isEmbedded(store)) return 'ready';
  try {
    return await store.state();
  } catch {
    return 'locked';
  }
}
