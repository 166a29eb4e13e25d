import { resolve } from 'node:path';
import type { ScanResult } from '../../analysis/scanning/scan';
import { writeFileAtomically } from '../../base/system/atomicFile';
import { terminalText } from '../../base/display';
import { type Grade, GRADES } from '../../base/finding';
import { t } from '../../base/l10n';
import { type CommandContext, coloursFor, EXIT, printLine } from '../context';
import { jsonReport } from './json';
import { type Report, reported, summary } from './report';
import { sarifReport } from './sarif';
import { textReport } from './text';

export interface ReportOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly output?: string;
}

/** Writes a report to standard output, or to a file and its closing line to standard error. */
export async function writeReport(context: CommandContext, options: ReportOptions, report: Report): Promise<void> {
  const toFile = options.output !== undefined;
  const colours = coloursFor(toFile ? {} : context.stdout, context.environment);
  const text = options.format === 'sarif' ? sarifReport(report) : options.format === 'json' ? jsonReport(report) : textReport(report, colours);
  if (options.output === undefined) {
    context.stdout.write(text);
    if (options.format !== 'text') printLine(context.stderr, summary(report));
    return;
  }
  const file = resolve(context.cwd, options.output);
  await writeFileAtomically(file, text);
  printLine(context.stderr, summary(report));
  printLine(context.stderr, t('written to {0}', terminalText(file)));
}

/** 0 below `failOn`, 1 with findings at or above it, 2 where something could not be read. */
export function exitCodeOf(result: ScanResult, failOn: Grade | 'never'): number {
  if (!result.complete) return EXIT.failure;
  if (failOn === 'never') return EXIT.clean;
  const least = GRADES.indexOf(failOn);
  return reported(result.findings).some(({ grade }) => GRADES.indexOf(grade) >= least) ? EXIT.findings : EXIT.clean;
}
