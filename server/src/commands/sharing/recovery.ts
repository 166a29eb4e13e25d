import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { displayText } from '../../base/display';
import { toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import { type EmbeddedStore, isEmbedded } from '../../stores/embedded';
import { lacksRecoveryCopy, recoveryWarning } from '../../stores/sharing';
import type { SecretStore } from '../../stores/store';
import { ask, canAsk, confirm } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';
import { openShared, type SharedFileOptions } from './sharedFile';

export interface RecoveryOptions extends SharedFileOptions {
  readonly to?: string;
  readonly show: boolean;
  readonly done: boolean;
}

/** The standing warning while one lost computer loses the vault (THREATS 56), with what ends it. */
export function warnOfMissingCopy(context: CommandContext, store: SecretStore): void {
  printLine(context.stderr, recoveryWarning(store));
  printLine(context.stderr, t('Make one: tacit share recovery --to FILE. Or let somebody else in: tacit share add RECIPIENT'));
}

/** As `warnOfMissingCopy`, where there is reason to. */
export async function remindOfMissingCopy(context: CommandContext, store: SecretStore): Promise<void> {
  if (await lacksRecoveryCopy(store)) warnOfMissingCopy(context, store);
}

/** A place as a person types it. */
const placeOf = (context: CommandContext, typed: string): string =>
  typed.startsWith('~/') ? join(context.environment.HOME ?? homedir(), typed.slice(2)) : resolve(context.cwd, typed);

/** `tacit share recovery`: a copy of the key to a file that the person names, or on the terminal; or the word that there is one. */
export async function recoveryCommand(context: CommandContext, options: RecoveryOptions): Promise<number> {
  const { store } = await openShared(context, options);
  if (options.done) {
    await store.markRecoveryCopyMade();
    printLine(context.stderr, t('Noted that a copy of your key exists.'));
    return EXIT.clean;
  }
  if (options.show) return show(context, store);
  if (options.to !== undefined) {
    const path = placeOf(context, options.to);
    await store.saveRecoveryCopy(path);
    tellSaved(context, path);
    return EXIT.clean;
  }
  if (canAsk(context)) return (await askForPlace(context, store)) ? EXIT.clean : EXIT.failure;
  printLine(context.stderr, t('Say where the copy goes (--to FILE), or that there is one (--done).'));
  return EXIT.failure;
}

function tellSaved(context: CommandContext, path: string): void {
  printLine(context.stderr, t('A copy of your key is in {0}. Put it where only you get at it, on another device.', displayText(path)));
}

/** The key goes to a terminal alone, and only after a yes: no pipe or log gets it. */
async function show(context: CommandContext, store: EmbeddedStore): Promise<number> {
  if (context.stdout.isTTY !== true || !canAsk(context)) {
    printLine(context.stderr, t('The key is shown on a terminal only. Write it to a file instead: --to FILE'));
    return EXIT.failure;
  }
  if (!(await confirm(context, t('Show the private key here? Whoever sees it can open the vault, and the terminal may keep it.')))) return EXIT.failure;
  const text = await store.recoveryCopy();
  context.stdout.write(text.reveal('reveal'));
  if (await confirm(context, t('Have you put it in a safe place?'))) await store.markRecoveryCopyMade();
  return EXIT.clean;
}

/** Asks for a file until it was written, or the person leaves it for later. */
async function askForPlace(context: CommandContext, store: EmbeddedStore): Promise<boolean> {
  for (;;) {
    const typed = await ask(context, t('Write a recovery copy of your key to which new file, outside of any repository? (Enter: later) '));
    if (typed === '') return false;
    const path = placeOf(context, typed);
    try {
      await store.saveRecoveryCopy(path);
      tellSaved(context, path);
      return true;
    } catch (thrown) {
      const { failure } = toTacitError(thrown, 'recovery');
      if (!['FileExists', 'FileUnsafe', 'NotFound', 'DiskFull'].includes(failure.code)) throw thrown;
      printLine(context.stderr, describeFailure(failure));
    }
  }
}

/** After the move that made the vault: offers the copy on a terminal. Elsewhere, and later on, the warning stands. */
export async function offerRecoveryCopy(context: CommandContext, store: SecretStore, mayAsk: boolean): Promise<void> {
  if (!isEmbedded(store) || !(await lacksRecoveryCopy(store))) return;
  if (!mayAsk || !canAsk(context)) {
    warnOfMissingCopy(context, store);
    return;
  }
  printLine(context.stderr, recoveryWarning(store));
  if (!(await askForPlace(context, store))) printLine(context.stderr, t('Later: tacit share recovery --to FILE'));
}
