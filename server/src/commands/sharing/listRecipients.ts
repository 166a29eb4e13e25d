import { displayText, jsonText, terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { lacksRecoveryCopy, storeTitle } from '../../stores/sharing';
import { findCreationRule } from '../../stores/sops/creationRules';
import { type CommandContext, coloursFor, EXIT, printLine } from '../context';
import { warnOfMissingCopy } from './recovery';
import { openShared, type SharedFileOptions, shownPath } from './sharedFile';

/** `tacit share list`: who can open the vault, and what of that this user has not accepted. Reads no value. Exit code 1 where something is to be looked at. */
export async function listRecipients(context: CommandContext, options: SharedFileOptions & { readonly json: boolean }): Promise<number> {
  const { store } = await openShared(context, options);
  const { all, own, added, removed } = await store.recipients();
  const rule = await findCreationRule(store.file);
  const exists = (await store.state()) !== 'absent';
  const lacksCopy = await lacksRecoveryCopy(store);
  const changed = exists && added.length + removed.length > 0;
  if (options.json) {
    const recipients = all.map((recipient) => ({ recipient, you: own.includes(recipient), accepted: !added.includes(recipient) }));
    const configuration = rule?.matched === true ? { file: shownPath(context, rule.file), recipients: rule.recipients } : null;
    printLine(
      context.stdout,
      jsonText({ version: 1, file: shownPath(context, store.file), exists, recipients, removed, configuration, recoveryCopy: !lacksCopy }, 2),
    );
    return changed ? EXIT.findings : EXIT.clean;
  }
  const colours = coloursFor(context.stdout, context.environment);
  printLine(context.stdout, exists ? t('Who can open {0}:', storeTitle(store)) : t('{0} does not exist yet. Who will be able to open it:', storeTitle(store)));
  for (const key of all) {
    const notes = [own.includes(key) ? t('you') : '', exists && added.includes(key) ? colours.yellow(t('new, not accepted by you')) : ''].filter(
      (note) => note !== '',
    );
    printLine(context.stdout, `  ${terminalText(key)}${notes.length > 0 ? `  ${notes.join(', ')}` : ''}`);
  }
  for (const key of removed) printLine(context.stdout, `  ${colours.yellow(t('no longer: {0}', displayText(key)))}`);
  if (rule?.matched === true) printLine(context.stdout, t('{0} has a say in it.', displayText(shownPath(context, rule.file))));
  if (changed) printLine(context.stderr, t('If that is right: tacit share accept'));
  if (lacksCopy) warnOfMissingCopy(context, store);
  return changed ? EXIT.findings : EXIT.clean;
}
