import { displayText } from '../base/display';
import { toTacitError } from '../base/errors';
import { t } from '../base/l10n';
import { type EmbeddedStore, isEmbedded, type Rollback, type SharingPlan } from './embedded';
import type { SecretStore } from './store';

/** What a person calls a store. */
export const storeTitle = (store: SecretStore): string => displayText(store.id.replace(/^(?:sops|vault):/, ''));

/** Whether this user's key is the only way into the store and nobody said that a copy exists (THREATS 56). What cannot be told is not nagged about. */
export async function lacksRecoveryCopy(store: SecretStore): Promise<boolean> {
  if (!isEmbedded(store)) return false;
  try {
    return (await store.state()) === 'ready' && !(await store.recoveryCopyMade());
  } catch (thrown) {
    toTacitError(thrown, 'recoveryCopy');
    return false;
  }
}

/** The standing warning, one sentence or two. */
export const recoveryWarning = (store: SecretStore): string =>
  t('Only the key on this computer opens {0}, and no copy of it is recorded: without it, nobody opens the vault.', storeTitle(store));

/** An embedded store whose file is older than this user has seen it, and the sentence that says so (THREATS 42). */
export interface OlderStore {
  readonly store: EmbeddedStore;
  readonly rollback: Rollback;
  readonly text: string;
}

/** Undefined where the file is the newest, and where that cannot be told: then reading or writing it says why. */
export async function olderThanSeen(store: SecretStore): Promise<OlderStore | undefined> {
  if (!isEmbedded(store)) return undefined;
  const rollback = await store.rollback().catch(() => undefined);
  if (rollback === undefined) return undefined;
  const text = t(
    '{0} is an older state of the vault (of {1}) than you have seen here (of {2}). Another branch or a restored copy explains that; if neither is so, somebody may have brought back old values.',
    storeTitle(store),
    displayText(rollback.found),
    displayText(rollback.newest),
  );
  return { store, rollback, text };
}

/** What a person reads before recipients change: everybody who could open the vault after it. Recipients are public keys. */
export function describeSharing(store: EmbeddedStore, { add, remove, after, own, configuration }: SharingPlan): readonly string[] {
  const lines = [t('Who will be able to open {0}:', storeTitle(store))];
  for (const key of after) lines.push(`  ${displayText(key)}${own.includes(key) ? t(' (you)') : key === add ? t(' (new)') : ''}`);
  if (remove !== undefined) lines.push(t('No longer: {0}', displayText(remove)));
  if (configuration?.state === 'edit') lines.push(t('{0} decides who may read, and is changed with it.', displayText(configuration.file)));
  return lines;
}
