import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { isUsableVariable } from '../../base/names';
import type { MoveChoice, MovePlan } from '../../changes/moving/moveToStore';
import { ask } from '../asking/ask';
import { type CommandContext, printLine } from '../context';

/** What was proposed: every place that can move, and an entry that holds the value already before a new one. */
export function proposedChoice({ proposal }: MovePlan): MoveChoice {
  const same = proposal.same[0];
  const occurrences = proposal.occurrences.flatMap(({ movable }, index) => (movable ? [index] : []));
  return same === undefined
    ? { variable: proposal.variable, store: proposal.stores[0]?.id ?? '', path: proposal.path, reuse: false, occurrences }
    : { variable: proposal.variable, store: same.store, path: same.path, reuse: true, occurrences };
}

/** A shorter answer is taken for none. */
const SHORTEST_NAME = 3;

/** Asks until the answer can be used. `skip` leaves this finding as it is, `stop` all that are left. */
export async function askChoice(context: CommandContext, plan: MovePlan): Promise<MoveChoice | 'skip' | 'stop'> {
  const { proposal } = plan;
  const proposed = proposedChoice(plan);
  if (proposed.reuse) printLine(context.stdout, `  ${t('the vault holds this value already, as {0}', displayText(proposed.path))}`);
  if (proposed.occurrences.length > 1)
    printLine(context.stdout, `  ${t('the same value stands at {0} places; they move together', proposed.occurrences.length)}`);
  const fixed = proposal.variableFixed === true;
  const shown = displayText(proposal.variable);
  for (;;) {
    const question = fixed ? t('Move as {0}? [Y]es, [n]o, [q]uit: ', shown) : t('Move as {0}? [Y]es, [n]o, [q]uit, or another name: ', shown);
    const answer = await ask(context, `  ${question}`);
    if (/^(y|yes|)$/i.test(answer)) return proposed;
    if (/^(n|no|s|skip)$/i.test(answer)) return 'skip';
    if (/^(q|quit)$/i.test(answer)) return 'stop';
    if (fixed) printLine(context.stderr, `  ${t('The name is given by the file itself; answer y, n or q.')}`);
    // Somebody answers by habit (`s` to skip), or mistypes: that is no name.
    else if (answer.length < SHORTEST_NAME) printLine(context.stderr, `  ${t('Answer y, n or q, or give a name of at least {0} letters.', SHORTEST_NAME)}`);
    else if (!isUsableVariable(answer))
      printLine(
        context.stderr,
        `  ${t('{0} cannot be a variable’s name here: use letters, digits and underscores, and no name that steers programs.', displayText(answer))}`,
      );
    else if (proposal.taken.includes(answer) && !proposed.reuse) printLine(context.stderr, `  ${t('{0} is in use already.', displayText(answer))}`);
    else return { ...proposed, variable: answer, path: proposed.reuse ? proposed.path : proposal.path.replace(proposal.variable, answer) };
  }
}
