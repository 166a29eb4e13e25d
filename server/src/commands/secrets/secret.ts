import { displayText, jsonText, terminalText } from '../../base/display';
import { fail, isMissing, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { isUsableVariable, VARIABLE_NAME } from '../../base/names';
import { ask, askSecretly, canAsk, confirm, readSecret } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';
import { withRecipientsConfirmed } from '../asking/recipients';
import { mapVariable } from './mapVariable';
import { remindOfUnfinished } from '../asking/reminder';
import { warnOfRollback } from '../asking/rollback';
import { remindOfMissingCopy } from '../sharing/recovery';
import { type PlaceOptions, placeFor } from './secretPlace';
import { openWorkbench } from '../workbench';

/** `tacit secret list [FOLDER]`: names, one a line. No value is read. */
export async function listSecrets(context: CommandContext, folder: string, { json, ...place }: PlaceOptions & { readonly json: boolean }): Promise<number> {
  const workbench = await openWorkbench(context);
  await remindOfUnfinished(context, workbench);
  const { store } = await placeFor(workbench, place);
  const names: string[] = [];
  let page: string | undefined;
  do {
    const answer = await store.list(folder, page, context.signal);
    // A secret of several keys is the folder of these, named with `#` at its end.
    names.push(...answer.entries.map(({ path, kind }) => (kind === 'folder' && !path.endsWith('#') ? `${path}/` : path)));
    page = answer.next;
  } while (page !== undefined);
  if (json) printLine(context.stdout, jsonText(names, 2));
  else for (const name of names) printLine(context.stdout, terminalText(name));
  if (names.length === 0 && !json)
    printLine(context.stderr, t('The vault holds nothing yet. `tacit fix` moves the first value into it, `tacit secret set NAME` asks for one.'));
  await remindOfMissingCopy(context, store);
  return EXIT.clean;
}

/** `tacit secret get NAME`: to a terminal; elsewhere only with --raw, so that no log or pipe gets a value by accident. */
export async function getSecret(context: CommandContext, name: string, { raw, ...place }: PlaceOptions & { readonly raw: boolean }): Promise<number> {
  if (context.stdout.isTTY !== true && !raw) {
    printLine(context.stderr, t('Standard output is not a terminal, so the value was not read. Add --raw if the value really is to go there.'));
    return EXIT.failure;
  }
  const { store, pathOf } = await placeFor(await openWorkbench(context), place);
  await warnOfRollback(context, [store]);
  const value = await store.read({ store: store.id, path: pathOf(name) }, context.signal);
  context.stdout.write(value.reveal('reveal'));
  if (context.stdout.isTTY === true) context.stdout.write('\n');
  return EXIT.clean;
}

/** `tacit secret set NAME`: the value comes from standard input or from a prompt that shows nothing, never from an argument (THREATS 19). */
export async function setSecret(
  context: CommandContext,
  name: string,
  extra: readonly string[],
  options: PlaceOptions & { readonly replace: boolean },
): Promise<number> {
  if (extra.length > 0 || name.includes('=')) {
    printLine(
      context.stderr,
      t(
        'A value is never given as an argument: it would be visible to every process and stay in the shell’s history. Give the name alone, and type or pipe the value.',
      ),
    );
    return EXIT.failure;
  }
  const workbench = await openWorkbench(context);
  await remindOfUnfinished(context, workbench);
  const { project, store, pathOf } = await placeFor(workbench, options);
  const path = pathOf(name);
  await warnOfRollback(context, [store]);
  const there = await store.describe(path, context.signal).then(
    (description) => description,
    (thrown: unknown) => {
      const error = toTacitError(thrown, 'secret');
      if (isMissing(error.failure)) return undefined;
      throw error;
    },
  );
  // A name that the vault holds already, nested ones of other tools included, may have a new value; a new one must be a variable's. Said before a value is typed.
  if (there === undefined && store.pathFor === undefined && !isUsableVariable(path))
    return fail({ code: 'NameInvalid', name: path, because: VARIABLE_NAME.test(path) ? 'steers-programs' : 'syntax' });
  let replace = options.replace;
  if (there !== undefined && !replace) {
    if (!canAsk(context)) {
      printLine(context.stderr, t('{0} exists already. Add --replace to give it a new value.', displayText(path)));
      return EXIT.failure;
    }
    replace = await confirm(context, t('{0} exists already. Replace its value?', displayText(path)));
    if (!replace) return EXIT.failure;
  }
  const value = canAsk(context) ? await askSecretly(context, t('Value of {0} (not shown): ', displayText(path))) : await readSecret(context);
  if (value === undefined || value.isEmpty) {
    printLine(context.stderr, value === undefined ? t('The value is larger than 1 MB; nothing was written.') : t('The value is empty; nothing was written.'));
    return EXIT.failure;
  }
  const expected = there?.version === undefined ? ({ is: 'absent' } as const) : ({ is: 'version', version: there.version } as const);
  const wanted = there !== undefined && there.version === undefined ? ({ is: 'anything' } as const) : expected;
  await withRecipientsConfirmed(context, store, () => store.write(path, value, wanted, context.signal));
  printLine(context.stderr, there === undefined ? t('{0} was added.', displayText(path)) : t('{0} has a new value.', displayText(path)));
  if (options.environment !== undefined && isUsableVariable(name)) await mapVariable(context, workbench, project, { variable: name, store, path });
  await remindOfMissingCopy(context, store);
  return EXIT.clean;
}

/** `tacit secret remove NAME`: asks for the name again, or takes --yes. */
export async function removeSecret(context: CommandContext, name: string, { yes, ...place }: PlaceOptions & { readonly yes: boolean }): Promise<number> {
  const workbench = await openWorkbench(context);
  await remindOfUnfinished(context, workbench);
  const { store, pathOf } = await placeFor(workbench, place);
  const path = pathOf(name);
  await warnOfRollback(context, [store]);
  const { version } = await store.describe(path, context.signal);
  if (!yes) {
    if (!canAsk(context)) {
      printLine(context.stderr, t('Nothing was removed: add --yes to remove without being asked.'));
      return EXIT.failure;
    }
    const typed = await ask(
      context,
      store.versions === undefined
        ? t('This cannot be undone. Type the name again to remove {0}: ', displayText(name))
        : t('Type the name again to remove {0}: ', displayText(name)),
    );
    if (typed !== name) {
      printLine(context.stderr, t('The names differ; nothing was removed.'));
      return EXIT.failure;
    }
  }
  await withRecipientsConfirmed(context, store, () => store.remove(path, version, context.signal));
  printLine(context.stderr, t('{0} was removed.', displayText(path)));
  return EXIT.clean;
}
