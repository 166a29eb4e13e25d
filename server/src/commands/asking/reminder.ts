import { t } from '../../base/l10n';
import { abandonedEntries } from '../../changes/moving/journal';
import { type CommandContext, printLine } from '../context';
import type { Workbench } from '../workbench';

/**
 * Says on standard error what a move that was killed half way left behind (DESIGN §5.5), for the commands that do not ask about it. The record
 * stays: `tacit fix` settles it. Costs the reading of one folder where there is nothing to tell.
 */
export async function remindOfUnfinished(context: CommandContext, { project, registry }: Workbench): Promise<void> {
  if ((await abandonedEntries(project.root)).length === 0) return;
  const [{ replayJournal }, { changeContext }] = await Promise.all([import('../../changes/moving/recovery'), import('../fixing/changeContext')]);
  const open = (await replayJournal(changeContext(project, registry))).filter(({ kind }) => kind !== 'finished');
  for (const { lines } of open) for (const line of lines) printLine(context.stderr, line);
  if (open.length > 0) printLine(context.stderr, t('`tacit fix` finishes it, or takes it back.'));
}
