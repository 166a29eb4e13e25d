import { displayText } from '../base/display';
import { TacitError } from '../base/errors';
import { t } from '../base/l10n';
import { type EmbeddedStore, isEmbedded, type Recipients } from './embedded';
import type { SecretStore } from './store';

/** Recipients named in one question, those that are known already; more of them are counted. Whoever is new is named, however many (THREATS 6). */
const MOST_NAMED = 12;

/** What a person reads before they accept: everybody who could open the vault, who of them is new, and who went. Recipients are public keys. */
export const describeRecipients = (store: EmbeddedStore, recipients: Recipients): readonly string[] =>
  describeRecipientList(displayText(store.id.replace(/^(?:sops|vault):/, '')), recipients);

/** As `describeRecipients`, by what a person calls the vault. */
export function describeRecipientList(title: string, { all, own, added, removed }: Recipients): readonly string[] {
  // New ones first, so that no long list pushes out of sight the one that matters.
  const ordered = [...added, ...all.filter((key) => !added.includes(key))];
  const named = ordered.slice(0, Math.max(MOST_NAMED, added.length)).map((key) => {
    const note = own.includes(key) ? t(' (you)') : added.includes(key) ? t(' (new)') : '';
    return displayText(key) + note;
  });
  const lines = [t('Who will be able to open {0}:', title), ...named];
  if (ordered.length > named.length) lines.push(t('and {0} more', ordered.length - named.length));
  if (removed.length > 0) lines.push(t('No longer: {0}', removed.slice(0, MOST_NAMED).map(displayText).join(', ')));
  return lines;
}

/**
 * Runs a write. Where it fails because other people can open the vault than this user accepted, shows the whole list by `ask`; only if the
 * person accepts it, as shown, the write is tried once more (THREATS 6). Throws what the write throws.
 */
export async function withRecipientsAsked<T>(store: SecretStore, ask: (lines: readonly string[]) => Promise<boolean>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    if (!(thrown instanceof TacitError) || thrown.failure.code !== 'RecipientsChanged' || !isEmbedded(store)) throw thrown;
    const recipients = await store.recipients();
    if (!(await ask(describeRecipients(store, recipients)))) throw thrown;
    await store.confirmRecipients(recipients.all);
    return write();
  }
}

/** One sentence for a command that reads: who was added or went since this user accepted the list. Undefined where nothing has changed, or that cannot be told. */
export async function recipientsNews(store: SecretStore): Promise<string | undefined> {
  if (!isEmbedded(store)) return undefined;
  const changed = await store.recipients().catch(() => undefined);
  if (changed === undefined || changed.added.length + changed.removed.length === 0) return undefined;
  const named = (keys: readonly string[]): string => keys.slice(0, MOST_NAMED).map(displayText).join(', ') || '–';
  const title = displayText(store.id.replace(/^(?:sops|vault):/, ''));
  return t(
    'Who can open {0} has changed (added: {1}; removed: {2}). Reading changes nothing; the next write asks you.',
    title,
    named(changed.added),
    named(changed.removed),
  );
}
