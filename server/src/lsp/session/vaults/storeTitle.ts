import type { StoreId } from '../../../base/address';

/** What a person calls a store: an embedded one by its file. Foreign text: show it as data. */
export const titleOf = (store: StoreId): string => store.replace(/^(?:sops|vault):/, '');
