import { relative } from 'node:path';
import { displayText, jsonText, terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { explainConfig } from '../../project/configuration/config';
import { type CommandContext, coloursFor, EXIT, printLine } from '../context';
import { projectAt } from './projectAt';

/** `tacit config [PATH] [--explain]`: every effective value, and which file said so. */
export async function configCommand(context: CommandContext, path: string, options: { readonly explain: boolean; readonly json: boolean }): Promise<number> {
  const root = await projectAt(context, path);
  const values = await explainConfig(root);
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
