import type { StoreId } from '../base/address';
import { type Failure, TacitError } from '../base/errors';
import type { SecretDescription, SecretStore, StorePage, StoreState, Written } from './store';
import type { Secret } from '../base/secret';

/** A vault that a reference or a project names and that may not be used: it is shown, every call says why, and nothing is sent anywhere. */
export class BlockedStore implements SecretStore {
  readonly kind = 'blocked';
  readonly conflict = 'none';
  readonly id: StoreId;
  readonly failure: Failure;
  readonly #state: StoreState;

  constructor(id: StoreId, failure: Failure, state: StoreState = 'locked') {
    this.id = id;
    this.failure = failure;
    this.#state = state;
  }

  list(): Promise<StorePage> {
    return this.#refuse();
  }

  describe(): Promise<SecretDescription> {
    return this.#refuse();
  }

  read(): Promise<Secret> {
    return this.#refuse();
  }

  write(): Promise<Written> {
    return this.#refuse();
  }

  remove(): Promise<void> {
    return this.#refuse();
  }

  state(): Promise<StoreState> {
    return Promise.resolve(this.#state);
  }

  #refuse(): Promise<never> {
    return Promise.reject(new TacitError(this.failure));
  }
}

/** Stores to which something can be moved. */
export const isUsable = (store: SecretStore): boolean => store.kind !== 'blocked';
