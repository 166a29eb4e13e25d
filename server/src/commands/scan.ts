import { join, relative, resolve } from 'node:path';
import { isRange } from '../analysis/gitChanges';
import { writeFileAtomically } from '../base/atomicFile';
import { terminalText } from '../base/display';
import { type Grade, GRADES } from '../base/finding';
import { t } from '../base/l10n';
import { compressedGrammars } from '../syntax/grammarFiles';
import { configureGrammars } from '../syntax/grammars';
import { type CommandContext, coloursFor, EXIT, printLine } from './context';
import { jsonReport } from './reporters/json';
import { type Report, reported, summary } from './reporters/report';
import { sarifReport } from './reporters/sarif';
import { textReport } from './reporters/text';
import { applyBaseline, type BaselineOptions } from './scanBaseline';
import { openSource, type ScanSource, type SourceOptions } from './scanSource';

export interface ScanCommandOptions extends SourceOptions, BaselineOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly output?: string;
  readonly rules: readonly string[];
  readonly failOn: Grade | 'never';
  readonly workers?: number;
  readonly suppressed: boolean;
  readonly progress: boolean;
}

/** `tacit scan [PATH]`. Exit code 0 below `--fail-on`, 1 with findings, 2 where something could not be read. */
export async function scanCommand(context: CommandContext, path: string, options: ScanCommandOptions): Promise<number> {
  const source = await openSource(context, path, options);
  const wrong = wrongUsage(source, options);
  if (wrong !== undefined) {
    printLine(context.stderr, wrong);
    return EXIT.failure;
  }
  configureGrammars(compressedGrammars(join(context.distribution, 'grammars')));
  const progress = progressLine(context, options.progress);
  const found = await source
    .run({
      rules: options.rules,
      worker: join(context.distribution, 'worker.js'),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      onProgress: progress.show,
      signal: context.signal,
    })
    .finally(() => progress.clear());
  const { base } = source;
  // From a scan that left something unread, entries would be lost that still stand for something.
  const writeBaseline = options.writeBaseline === true && found.complete;
  const { result, unmatched, written } = await applyBaseline(context, source, found, { ...options, writeBaseline });
  const report: Report = { result, unmatched, base, prefix: relative(context.cwd, base), version: context.version, includeSuppressed: options.suppressed };
  await write(context, options, report);
  if (written !== undefined)
    printLine(context.stderr, t('The baseline was written to {0}. Commit it; what it names is not reported any more.', terminalText(written)));
  const worst = Math.max(-1, ...reported(result.findings).map(({ grade }) => GRADES.indexOf(grade)));
  if (!result.complete) return EXIT.failure;
  return options.failOn !== 'never' && worst >= GRADES.indexOf(options.failOn) ? EXIT.findings : EXIT.clean;
}

/** What is wrong with a command line that the parser takes, and what to say instead. Told before anything is read. */
function wrongUsage(source: ScanSource, options: ScanCommandOptions): string | undefined {
  if (options.diff !== undefined && !isRange(options.diff)) return t('That is no range of commits. Give two, as in --diff main...HEAD.');
  if (options.writeBaseline !== true) return undefined;
  if (!source.whole) return t('A baseline is written from files as a whole. Leave --write-baseline out, or scan the folder.');
  if (options.baseline === undefined && source.project.config.baseline === undefined)
    return t('Say where the baseline is: --baseline FILE, or "baseline" in tacit.json.');
  return undefined;
}

async function write(context: CommandContext, options: ScanCommandOptions, report: Report): Promise<void> {
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

/** A line on the terminal that is redrawn while files are read, and gone afterwards. Nothing where standard error is no terminal. */
function progressLine(context: CommandContext, wanted: boolean): { show: (files: number) => void; clear: () => void } {
  if (!wanted || context.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawn = 0;
  return {
    show: (files) => {
      if (Date.now() - drawn < 100) return;
      drawn = Date.now();
      context.stderr.write(`\r\u001b[2K${t('{0} files read', files)}`);
    },
    clear: () => {
      if (drawn > 0) context.stderr.write('\r\u001b[2K');
    },
  };
}
