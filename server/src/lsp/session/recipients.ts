import { displayText } from '../../base/display';
import { TacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { isEmbedded } from '../../stores/embedded';
import type { SecretStore } from '../../stores/store';
import type { ServerContext } from './serverContext';
import { titleOf } from './storeTitle';

/** Recipients named in one question; a longer list is counted. */
const MOST_NAMED = 12;

/**
 * Runs a write. Where it fails because other people can open the vault than this user accepted, shows the whole list and asks; only if the
 * person accepts it, as shown, the write is tried once more (THREATS 6). Throws what the write throws.
 */
export async function withRecipientsAsked<T>(context: ServerContext, store: SecretStore, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    if (!(thrown instanceof TacitError) || thrown.failure.code !== 'RecipientsChanged' || !isEmbedded(store)) throw thrown;
    const { all, own, added, removed } = await store.recipients();
    const named = all.slice(0, MOST_NAMED).map((key) => {
      const note = own.includes(key) ? t(' (you)') : added.includes(key) ? t(' (new)') : '';
      return displayText(key) + note;
    });
    const lines = [t('Who will be able to open {0}:', displayText(titleOf(store.id))), ...named];
    if (all.length > named.length) lines.push(t('and {0} more', all.length - named.length));
    if (removed.length > 0) lines.push(t('No longer: {0}', removed.slice(0, MOST_NAMED).map(displayText).join(', ')));
    const accept = t('Accept and write');
    const answered = await context.connection.window.showWarningMessage(lines.join('\n'), { title: accept }, { title: t('Cancel') });
    if (answered?.title !== accept) throw thrown;
    await store.confirmRecipients(all);
    return write();
  }
}
