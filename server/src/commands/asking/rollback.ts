import { TacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { olderThanSeen } from '../../stores/sharing';
import type { SecretStore } from '../../stores/store';
import { canAsk, confirm } from './ask';
import { type CommandContext, printLine } from '../context';

/**
 * Before a vault is used or written: says where its file is older than this user has seen it (THREATS 42). On a terminal the person decides, and is
 * not asked again about that state; elsewhere it is said, and the command goes on. Throws `Cancelled`.
 */
export async function warnOfRollback(context: CommandContext, stores: Iterable<SecretStore>): Promise<void> {
  for (const each of new Set(stores)) {
    const older = await olderThanSeen(each);
    if (older === undefined) continue;
    printLine(context.stderr, older.text);
    if (!canAsk(context)) continue;
    if (!(await confirm(context, t('Use it all the same?')))) throw new TacitError({ code: 'Cancelled' });
    await older.store.acceptRollback(older.rollback);
  }
}
