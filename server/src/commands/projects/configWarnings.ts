import { relative } from 'node:path';
import { displayText, terminalText } from '../../base/display';
import type { Failure } from '../../base/errors';
import { t } from '../../base/l10n';
import { RULES } from '../../checks/catalogue';
import { describeFailure } from '../../changes/moving/messages';
import { keyMatches, type OpenOptions } from '../../project/open';
import { type CommandContext, printLine } from '../context';
import { unknownRule } from '../scanning/unknownRule';

/** Warnings of one command, at most: a configuration can come from anybody. */
const MOST_WARNINGS = 20;

type Listening = Required<Pick<OpenOptions, 'onProblem' | 'wrongRule'>>;

/** How a project is opened so that `tell` gets what its configuration says and what counts for nothing; what makes it invalid is thrown. */
export const listening = (tell: (warning: Failure) => void): Listening => ({
  onProblem: ({ severity, error }) => {
    if (severity === 'error') throw error;
    tell(error.failure);
  },
  wrongRule,
});

/** A warning in words, with its file relative to the working folder. */
export const warningText = ({ cwd }: CommandContext, failure: Failure): string =>
  failure.code === 'ConfigMalformed' ? t('{0}, {1}', terminalText(relative(cwd, failure.file)), failure.because) : describeFailure(failure);

/** The same as `listening`, with a line on standard error for each warning. */
export function warning(context: CommandContext): Listening {
  let told = 0;
  return listening((failure) => {
    told += 1;
    if (told > MOST_WARNINGS + 1) return;
    if (told > MOST_WARNINGS) printLine(context.stderr, t('… and more'));
    else printLine(context.stderr, t('warning: {0}', warningText(context, failure)));
  });
}

/** What to say of a key of `rules` that changes the level of no rule. */
function wrongRule(key: string): string | undefined {
  if (RULES.some(({ id }) => keyMatches(key, id))) return undefined;
  return unknownRule([key.replace(/\*$/, '')]) ?? t('No rule is called {0}; for all that begin so, write {0}*', displayText(key));
}

/** What to say of a baseline that tacit.json names and that is not there: without it every finding is new. `file` as it may be shown. */
export const missingBaseline = (file: string): string =>
  t('The baseline that tacit.json names is not there: {0}. `tacit scan --write-baseline` writes it.', file);
