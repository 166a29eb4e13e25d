import { relative } from 'node:path';
import { displayText } from '../../base/display';
import { TacitError, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { pathOf } from '../../changes/editing/diskEditor';
import { describeFailure } from '../../changes/moving/messages';
import type { MoveResult, UnfinishedMove } from '../../changes/moving/moveToStore';
import type { ChangeContext } from '../../changes/editing/ports';
import { insertReference, replayJournal, settleNotice, undoWrite } from '../../changes/moving/recovery';
import { ask, canAsk } from '../asking/ask';
import { type CommandContext, printLine } from '../context';
import { shellWord } from '../shellWord';

/**
 * A value is in the vault while its literal still stands in a file: on a terminal, offers what the transaction offers until one of it worked or
 * the person leaves both; elsewhere says how to go on. Gives the result where the reference was inserted. Throws `Cancelled`.
 */
export async function offerRecovery(context: CommandContext, change: ChangeContext, unfinished: UnfinishedMove): Promise<MoveResult | undefined> {
  if (!canAsk(context)) {
    for (const line of howToGoOn(context, unfinished)) printLine(context.stdout, `  ${line}`);
    return undefined;
  }
  const mayDelete = unfinished.version !== undefined;
  const question = mayDelete
    ? t('[i]nsert the reference, [d]elete it from the vault again, or [l]eave both? ')
    : t('[i]nsert the reference, or [l]eave both? ');
  for (;;) {
    const answer = await ask(context, `  ${question}`);
    try {
      if (/^(i|insert)$/i.test(answer)) return await insertReference(change, unfinished);
      if (/^(l|leave)$/i.test(answer)) {
        for (const line of howToGoOn(context, unfinished)) printLine(context.stdout, `  ${line}`);
        return undefined;
      }
      if (mayDelete && /^(d|delete)$/i.test(answer)) {
        await undoWrite(change, unfinished);
        printLine(context.stdout, `  ${t('{0} was taken out of the vault again; the file is as it was.', displayText(unfinished.path))}`);
        return undefined;
      }
    } catch (thrown) {
      const error = toTacitError(thrown, 'fix.recover');
      if (error.failure.code === 'Cancelled') throw new TacitError(error.failure);
      printLine(context.stdout, `  ${describeFailure(error.failure)}`);
    }
  }
}

/** The two ways on, as commands. */
function howToGoOn(context: CommandContext, { uri, path }: UnfinishedMove): string[] {
  return [
    t('`tacit fix {0}` puts the reference in its place, with the vault’s entry as it is.', shellWord(fileOf(context, uri))),
    t('`tacit secret remove {0}` takes it out of the vault again, if the file is to keep the literal.', shellWord(path)),
  ];
}

function fileOf(context: CommandContext, uri: string): string {
  try {
    return relative(context.cwd, pathOf(uri));
  } catch {
    return uri;
  }
}

/**
 * What moves that were killed half way left behind, said before anything else moves. On a terminal each is settled with the person; elsewhere the
 * record stays, and its id is given, until the files say that it is done.
 */
export async function settleAbandoned(context: CommandContext, change: ChangeContext): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const { id, kind, lines, unfinished } of await replayJournal(change)) {
    for (const line of lines) printLine(context.stdout, line);
    if (kind === 'finished' || unfinished === undefined) await settleNotice(change, id);
    // A vault that cannot be asked now is asked again at the next start.
    else if (kind === 'uncertain') kept.add(id);
    else {
      const inserted = await offerRecovery(context, change, unfinished);
      for (const line of inserted?.lines ?? []) printLine(context.stdout, `  ${line}`);
      if (canAsk(context)) await settleNotice(change, id);
      else kept.add(id);
    }
    printLine(context.stdout);
  }
  return kept;
}

/** Drops the records among `told` that the moves made since have completed: nobody needs to hear of them again. */
export async function settleCompleted(change: ChangeContext, told: ReadonlySet<string>): Promise<void> {
  if (told.size === 0) return;
  for (const { id, kind } of await replayJournal(change)) if (kind === 'finished' && told.has(id)) await settleNotice(change, id);
}
