import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { displayText, jsonText, terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { loadConfig } from '../../project/configuration/config';
import { type CommandContext, coloursFor, EXIT, printLine } from '../context';
import { missingBaseline, warning } from './configWarnings';
import { projectAt } from './projectAt';

/** `tacit config [PATH] [--explain]`: every effective value, and which file said so; on standard error, what counts for nothing. */
export async function configCommand(context: CommandContext, path: string, options: { readonly explain: boolean; readonly json: boolean }): Promise<number> {
  const root = await projectAt(context, path);
  const { onProblem, wrongRule } = warning(context);
  const { explained: values, config } = await loadConfig(root, onProblem, undefined, wrongRule);
  const { baseline } = config;
  if (baseline !== undefined && !existsSync(resolve(root, baseline))) printLine(context.stderr, t('warning: {0}', missingBaseline(displayText(baseline))));
  if (options.json) {
    const body = values.map(({ key, value, file }) => ({ key, value, ...(options.explain ? { file: file === undefined ? null : relative(root, file) } : {}) }));
    printLine(context.stdout, jsonText({ root, values: body }, 2));
    return EXIT.clean;
  }
  const colours = coloursFor(context.stdout, context.environment);
  printLine(context.stdout, t('project {0}', terminalText(root)));
  const width = Math.max(0, ...values.map(({ key }) => key.length));
  for (const { key, value, file } of values) {
    const source = options.explain ? `  ${colours.dim(file === undefined ? t('default') : displayText(relative(root, file)))}` : '';
    printLine(context.stdout, `  ${displayText(key).padEnd(width)}  ${displayText(value)}${source}`);
  }
  return EXIT.clean;
}
