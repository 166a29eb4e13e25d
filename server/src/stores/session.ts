import type { SecretStore, StoreState } from './store';

export type { StoreState } from './store';

/** Whether a store can be used now, told without reading a value. `locked` counts also where this user may not use it yet. */
export async function storeState(store: SecretStore): Promise<StoreState> {
  try {
    return (await store.state?.()) ?? 'ready';
  } catch {
    return 'locked';
  }
}
