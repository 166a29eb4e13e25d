import { resolve } from 'node:path';
import { readRegularFile, writeFileAtomically } from '../../base/system/atomicFile';
import { displayText } from '../../base/display';
import { type Failure, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import type { Recipients } from '../../stores/embedded';
import { describeRecipientList } from '../../stores/recipients';
import { sopsStoreId } from '../../stores/sops/sopsStore';
import type { MergeConflict } from '../../stores/sops/merge/mergeTrees';
import { mergeVaults } from '../../stores/sops/merge/mergeVaults';
import { canAsk, confirm } from '../asking/ask';
import { type CommandContext, EXIT, printLine } from '../context';
import { shellWord } from '../shellWord';

/** What git hands to a merge driver: three files in its folder, and the path in the working tree that they are versions of. */
export interface MergeFiles {
  readonly base: string;
  /** Holds our version; the result goes there. */
  readonly ours: string;
  readonly theirs: string;
  readonly path: string;
}

/**
 * `tacit merge-driver %O %A %B %P`: git's merge of a vault file, by key (THREATS 43). 0: merged. 1: merged, and of each key that both sides changed both
 * values are kept. 2: nothing is merged, our file is as it was; git keeps all three versions.
 */
export async function mergeDriver(context: CommandContext, files: MergeFiles): Promise<number> {
  const at = (path: string): string => resolve(context.cwd, path);
  const path = at(files.path);
  const shown = displayText(files.path);
  try {
    const [base, ours, theirs] = await Promise.all([files.base, files.ours, files.theirs].map((each) => readRegularFile(at(each))));
    if (base === undefined || ours === undefined || theirs === undefined) return EXIT.failure;
    const store = sopsStoreId(files.path);
    const accept = (recipients: Recipients): Promise<boolean> => askAccepted(context, files.path, recipients);
    const { text, conflicts, withoutBase, dropped } = await mergeVaults({
      base: base.length === 0 ? undefined : base,
      ours,
      theirs,
      path,
      store,
      ...(canAsk(context) ? { accept } : {}),
    });
    await writeFileAtomically(at(files.ours), text);
    if (withoutBase) printLine(context.stderr, t('{0}: your key does not open the common ancestor, so what one side removed is there again.', shown));
    if (dropped.length > 0)
      printLine(
        context.stderr,
        t(
          '{0}: one side removed {1}, so the merged vault does not open for them. Values that they could read are still known to them: rotate those.',
          shown,
          dropped.map(displayText).join(', '),
        ),
      );
    if (conflicts.length === 0) return EXIT.clean;
    tellConflicts(context, files.path, conflicts);
    return EXIT.findings;
  } catch (thrown) {
    tellRefused(context, files.path, toTacitError(thrown, 'merge').failure);
    return EXIT.failure;
  }
}

async function askAccepted(context: CommandContext, path: string, recipients: Recipients): Promise<boolean> {
  for (const line of describeRecipientList(displayText(path), recipients)) printLine(context.stderr, line);
  return confirm(context, t('One side let somebody in. May all of them read everything of both sides?'));
}

/** Both values are in the file, which is a whole vault: whatever happens to it next, neither is lost. */
function tellConflicts(context: CommandContext, path: string, conflicts: readonly MergeConflict[]): void {
  const line = (text: string): void => printLine(context.stderr, text);
  line(t('{0}: both sides changed the same entries. Nothing is lost; decide for each:', displayText(path)));
  for (const { path: name, kind, theirs } of conflicts) {
    if (kind === 'removed' || theirs === undefined) {
      line(t('  {0}: changed on one side, removed on the other. It is kept. To remove it: tacit secret remove {1}', displayText(name), shellWord(name)));
      continue;
    }
    line(t('  {0}: ours is there, theirs is in {1}.', displayText(name), displayText(theirs)));
    line(t('    to keep ours:   tacit secret remove {0}', shellWord(theirs)));
    line(t('    to keep theirs: tacit secret get --raw {1} | tacit secret set --replace {0}, then as above', shellWord(name), shellWord(theirs)));
  }
  line(t('Then: git add {0}', shellWord(path)));
}

function tellRefused(context: CommandContext, path: string, failure: Failure): void {
  const line = (text: string): void => printLine(context.stderr, text);
  line(t('{0} was not merged. {1}', displayText(path), describeFailure(failure)));
  line(t('git keeps both versions: git show :2:{0} is ours, git show :3:{0} theirs.', shellWord(path)));
  if (failure.code === 'RecipientsChanged') line(t('To be asked about it, merge again in a terminal: git checkout -m -- {0}', shellWord(path)));
  else line(t('Once that is mended, merge again: git checkout -m -- {0}', shellWord(path)));
}
