import { t } from '../../base/l10n';
import type { MaskStyle } from '../../changes/masking/maskInLog';
import { ask } from '../asking/ask';
import { type CommandContext, printLine } from '../context';
import type { Preview } from './preview';

/** What can be typed for each way to keep a value out of a log. */
const TYPED: Readonly<Record<MaskStyle, RegExp>> = { mask: /^(y|yes|m|mask|)$/i, presence: /^(p|presence)$/i, remove: /^(r|remove)$/i };

const QUESTIONS: Readonly<Record<MaskStyle, () => string>> = {
  mask: () => t('[Y]es, mask it'),
  presence: () => t('[p]resence only'),
  remove: () => t('[r]emove it'),
};

const shownAs: Readonly<Record<MaskStyle, () => string>> = {
  mask: () => t('masked:'),
  presence: () => t('presence:'),
  remove: () => t('removed:'),
};

/** Shows the line as each way would leave it, and asks until the answer is one of them. `left` leaves this finding as it is, `stop` all that are left. */
export async function askStyle<T extends Preview & { readonly style: MaskStyle }>(context: CommandContext, offers: readonly T[]): Promise<T | 'left' | 'stop'> {
  const width = Math.max(...offers.map(({ style }) => shownAs[style]().length));
  for (const { style, line, helper } of offers) {
    printLine(context.stdout, `  ${shownAs[style]().padEnd(width)} ${line}`);
    if (helper !== undefined) printLine(context.stdout, `  ${''.padEnd(width)} ${t('the file gets a function for it: {0}', helper)}`);
  }
  const question = `${[...offers.map(({ style }) => QUESTIONS[style]()), t('[n]o'), t('[q]uit')].join(', ')}: `;
  for (;;) {
    const answer = await ask(context, `  ${question}`);
    const chosen = offers.find(({ style }) => TYPED[style].test(answer));
    if (chosen !== undefined) return chosen;
    if (/^(n|no)$/i.test(answer)) return 'left';
    if (/^(q|quit)$/i.test(answer)) return 'stop';
    printLine(context.stderr, `  ${t('Answer with one of the letters in brackets.')}`);
  }
}
