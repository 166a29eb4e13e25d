import { t } from '../../base/l10n';
import { withRecipientsAsked as withAsked } from '../../stores/recipients';
import type { SecretStore } from '../../stores/store';
import type { ServerContext } from './serverContext';

/** Runs a write, and asks in the editor first where other people can open the vault than this user accepted. Throws what the write throws. */
export function withRecipientsAsked<T>(context: ServerContext, store: SecretStore, write: () => Promise<T>): Promise<T> {
  const ask = async (lines: readonly string[]): Promise<boolean> => {
    const accept = t('Accept and write');
    const answered = await context.connection.window.showWarningMessage(lines.join('\n'), { title: accept }, { title: t('Cancel') });
    return answered?.title === accept;
  };
  return withAsked(store, ask, write);
}
