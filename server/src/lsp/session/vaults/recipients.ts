import { TacitError } from '../../../base/errors';
import { t } from '../../../base/l10n';
import { withRecipientsAsked as withAsked } from '../../../stores/recipients';
import { olderThanSeen } from '../../../stores/sharing';
import type { SecretStore } from '../../../stores/store';
import type { ServerContext } from '../serverContext';

/** Asks where the vault's file is older than this user has seen it (THREATS 42). Throws `Cancelled`. */
async function askAboutOlder(context: ServerContext, store: SecretStore): Promise<void> {
  const older = await olderThanSeen(store);
  if (older === undefined) return;
  const use = t('Use it all the same');
  const answered = await context.connection.window.showWarningMessage(older.text, { title: use }, { title: t('Cancel') });
  if (answered?.title !== use) throw new TacitError({ code: 'Cancelled' });
  await older.store.acceptRollback(older.rollback);
}

/** Says, without waiting and once, that what is about to be read is older than it was. */
export async function tellOlder(context: ServerContext, store: SecretStore): Promise<void> {
  const older = await olderThanSeen(store);
  if (older !== undefined) context.notices.warn(older.store.file, older.text);
}

/**
 * Runs a write, and asks in the editor first where the vault is an older state than was seen, or where other people can open it than this user
 * accepted. Throws what the write throws, and `Cancelled`.
 */
export async function withRecipientsAsked<T>(context: ServerContext, store: SecretStore, write: () => Promise<T>): Promise<T> {
  const ask = async (lines: readonly string[]): Promise<boolean> => {
    const accept = t('Accept and write');
    const answered = await context.connection.window.showWarningMessage(lines.join('\n'), { title: accept }, { title: t('Cancel') });
    return answered?.title === accept;
  };
  await askAboutOlder(context, store);
  return withAsked(store, ask, write);
}
