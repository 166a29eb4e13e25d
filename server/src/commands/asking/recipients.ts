import { TacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { withRecipientsAsked } from '../../stores/recipients';
import type { SecretStore } from '../../stores/store';
import { canAsk, confirm } from './ask';
import { type CommandContext, printLine } from '../context';

/**
 * Runs a write, and asks on the terminal first where other people can open the vault than this user accepted (THREATS 6). No flag answers this
 * question. Throws what the write throws, `RecipientsChanged` where nobody can be asked, and `Cancelled` where the answer is no.
 */
export function withRecipientsConfirmed<T>(context: CommandContext, store: SecretStore, write: () => Promise<T>): Promise<T> {
  const ask = async (lines: readonly string[]): Promise<boolean> => {
    if (!canAsk(context)) return false;
    const [title, ...rest] = lines;
    printLine(context.stderr, title);
    for (const line of rest) printLine(context.stderr, `  ${line}`);
    if (await confirm(context, t('That is not what you accepted before. May all of them read everything in it?'))) return true;
    throw new TacitError({ code: 'Cancelled' });
  };
  return withRecipientsAsked(store, ask, write);
}
