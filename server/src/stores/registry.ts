import type { ReferenceTarget, SecretAddress, StoreId } from '../base/address';
import type { SecretStore } from './store';

/** What a reference turned out to mean (DESIGN §3). */
export type Resolution =
  | { readonly kind: 'address'; readonly address: SecretAddress; readonly store: SecretStore }
  | { readonly kind: 'unknown-store' }
  | { readonly kind: 'refused'; readonly because: 'scheme' | 'parameter' | 'outside' }
  | { readonly kind: 'not-a-store' };

/** The stores that this user registered for one project. A reference names a place in one of them and never chooses a server (THREATS 1). */
export interface StoreRegistry {
  readonly stores: readonly SecretStore[];
  get(id: StoreId): SecretStore | undefined;
  /** The vault on a server that `tacit.json`, or this user, calls so. */
  named?(name: string): SecretStore | undefined;
  /** `declaringFolder`: absolute path of the folder of the file in which the reference stands. Pure: opens nothing, connects to nothing. */
  resolve(target: ReferenceTarget, declaringFolder: string): Resolution;
  /** The reference that names an address, written for a file in `declaringFolder`. */
  referenceTo(address: SecretAddress, declaringFolder: string): string;
}
