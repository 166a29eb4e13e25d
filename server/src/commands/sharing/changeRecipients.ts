import { displayText, terminalText } from '../../base/display';
import { toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import type { EmbeddedStore, SharingPlan } from '../../stores/embedded';
import { describeSharing, storeTitle } from '../../stores/sharing';
import { canAsk, confirm } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';
import { withRecipientsConfirmed } from '../asking/recipients';
import { warnOfRollback } from '../asking/rollback';
import { shellWord } from '../shellWord';
import { openShared, type SharedFileOptions, shownPath } from './sharedFile';

export type ChangeOptions = SharedFileOptions & { readonly yes: boolean };

/** `tacit share add RECIPIENT`: lets somebody open the vault. */
export async function addRecipient(context: CommandContext, recipient: string, options: ChangeOptions): Promise<number> {
  const { store } = await openShared(context, options);
  const plan = await planned(context, store, { add: recipient });
  if (plan === undefined) return EXIT.failure;
  if (plan.before.length === plan.after.length) {
    printLine(context.stderr, t('{0} can open {1} already. Nothing was changed.', displayText(recipient), storeTitle(store)));
    return EXIT.clean;
  }
  if (!(await agreed(context, store, plan, options, t('May all of them read everything in it?')))) return EXIT.failure;
  await store.share(plan);
  printLine(context.stderr, t('{0} can open {1} now.', displayText(recipient), storeTitle(store)));
  tellCommit(context, store, plan);
  return EXIT.clean;
}

/** `tacit share remove RECIPIENT`: a new data key, under which everything is encrypted again; what could be read before is to be rotated (THREATS 41). */
export async function removeRecipient(context: CommandContext, recipient: string, options: ChangeOptions): Promise<number> {
  const { store } = await openShared(context, options);
  const plan = await planned(context, store, { remove: recipient });
  if (plan === undefined) return EXIT.failure;
  if (!(await agreed(context, store, plan, options, t('Encrypt everything in it again, without that one?')))) return EXIT.failure;
  await store.share(plan);
  printLine(context.stderr, t('{0} cannot open {1} any more.', displayText(recipient), storeTitle(store)));
  tellCommit(context, store, plan);
  if (plan.entries.length > 0) {
    printLine(
      context.stderr,
      t('What was in it before stays readable to that one, in git and in copies. Rotate each where it was issued, then `tacit secret set NAME --replace`:'),
    );
    for (const name of plan.entries) printLine(context.stdout, terminalText(name));
  }
  return EXIT.clean;
}

function tellCommit(context: CommandContext, store: EmbeddedStore, { configuration }: SharingPlan): void {
  const files = [store.file, ...(configuration?.state === 'edit' ? [configuration.file] : [])].map((path) => shellWord(shownPath(context, path)));
  printLine(context.stderr, t('Commit it: git add {0}', files.join(' ')));
}

/** What would be done; undefined where it was said why not, and what to do instead. */
async function planned(
  context: CommandContext,
  store: EmbeddedStore,
  edit: { readonly add?: string; readonly remove?: string },
): Promise<SharingPlan | undefined> {
  try {
    await warnOfRollback(context, [store]);
    const plan = await withRecipientsConfirmed(context, store, () => store.planSharing(edit));
    if (plan.configuration?.state !== 'by-hand') return plan;
    const file = displayText(shownPath(context, plan.configuration.file));
    printLine(
      context.stderr,
      edit.add === undefined
        ? t('{0} decides who may read, and Tacit cannot edit that rule. Take the recipient out of it, then do this again.', file)
        : t('{0} decides who may read, and Tacit cannot edit that rule. Add the recipient to it, then do this again.', file),
    );
    return undefined;
  } catch (thrown) {
    const { failure } = toTacitError(thrown, 'share');
    if (failure.code !== 'CannotRewrap') throw thrown;
    printLine(
      context.stderr,
      t('This vault has recipients that Tacit cannot encrypt for ({0}), so nothing was changed. sops can:', failure.kinds.map(displayText).join(', ')),
    );
    const file = shellWord(shownPath(context, store.file));
    const flag = edit.add === undefined ? '--rm-age' : '--add-age';
    const command = ['sops', 'rotate', '-i', flag, shellWord(edit.add ?? edit.remove ?? ''), file].join(' ');
    printLine(context.stderr, `  ${command}`);
    return undefined;
  }
}

/** Shows who could read afterwards. On a terminal the person says yes; elsewhere `--yes` does. */
async function agreed(context: CommandContext, store: EmbeddedStore, plan: SharingPlan, { yes }: ChangeOptions, question: string): Promise<boolean> {
  for (const line of describeSharing(store, plan)) printLine(context.stderr, line);
  if (yes) return true;
  if (canAsk(context)) return confirm(context, question);
  printLine(context.stderr, t('Nobody can be asked here, so nothing was changed. Add --yes if all of them may read it.'));
  return false;
}

/** `tacit share accept [RECIPIENT…]`: this user accepts who can open the vault now. Where nobody can be asked, every new one is named. */
export async function acceptRecipients(context: CommandContext, named: readonly string[], options: SharedFileOptions): Promise<number> {
  const { store } = await openShared(context, options);
  const recipients = await store.recipients();
  const { all, own, added, removed } = recipients;
  if (added.length + removed.length === 0) {
    printLine(context.stderr, t('Who can open {0} is what you accepted. Nothing is left to do.', storeTitle(store)));
    return EXIT.clean;
  }
  const plan = { before: all, after: all, own, configuration: undefined, entries: [] };
  for (const line of describeSharing(store, plan)) printLine(context.stderr, added.some((key) => line.includes(displayText(key))) ? line + t(' (new)') : line);
  for (const key of removed) printLine(context.stderr, t('No longer: {0}', displayText(key)));
  const unnamed = added.filter((key) => !named.includes(key));
  if (unnamed.length > 0) {
    if (named.length > 0 || !canAsk(context)) {
      printLine(context.stderr, t('Nothing was accepted. Name every new one: tacit share accept {0}', added.map(shellWord).join(' ')));
      return EXIT.failure;
    }
    if (!(await confirm(context, t('That is not what you accepted before. May all of them read everything in it?')))) return EXIT.failure;
  }
  await store.confirmRecipients(all);
  printLine(context.stderr, t('Accepted.'));
  return EXIT.clean;
}

/** `tacit share me`: this user's own recipient, made where there is none, for whoever is to let them in. */
export async function ownRecipient(context: CommandContext): Promise<number> {
  const { ensureIdentity } = await import('../../stores/sops/keyFile');
  try {
    const { identities, created } = await ensureIdentity();
    if (created) printLine(context.stderr, t('A key was made for you. Keep a copy of it: tacit share recovery, once you are let in.'));
    printLine(context.stderr, t('Give this to somebody who can open the vault: tacit share add …'));
    for (const { recipient } of identities) printLine(context.stdout, recipient);
    return EXIT.clean;
  } catch (thrown) {
    printLine(context.stderr, describeFailure(toTacitError(thrown, 'share').failure));
    return EXIT.failure;
  }
}
