import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { displayText, jsonText } from '../../base/display';
import { type TacitError, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import { type CommandContext, coloursFor, EXIT, printLine } from '../context';
import { listening, missingBaseline, warningText } from '../projects/configWarnings';
import { openWorkbench, type Workbench } from '../workbench';
import type { Check, Looked, Problem } from './check';
import { CHECKS } from './table';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly problems: readonly Problem[];
  /** Why it was not looked at. */
  readonly because?: string;
}

/** `tacit doctor`: each check of the table, each problem with its mend. Changes nothing, and reads no value out. */
export async function doctorCommand(context: CommandContext, options: { readonly json: boolean; readonly offline: boolean }): Promise<number> {
  const warnings: string[] = [];
  const workbench = await openWorkbench(
    context,
    '.',
    listening((failure) => warnings.push(warningText(context, failure))),
  ).catch((thrown: unknown) => toTacitError(thrown, 'doctor'));
  const rows: Row[] = [configurationRow(workbench, warnings)];
  for (const check of CHECKS) rows.push(await rowOf(check, context, workbench, options.offline));
  const worst = rows.flatMap(({ problems }) => problems).filter(({ level }) => level !== 'note').length;
  if (options.json) printLine(context.stdout, jsonText({ version: 1, checks: rows.map(toJson) }, 2));
  else printRows(context, rows, worst);
  return worst === 0 ? EXIT.clean : EXIT.findings;
}

function configurationRow(workbench: Workbench | TacitError, warnings: readonly string[]): Row {
  const mend = t('Correct it; `tacit config --explain` shows what counts.');
  const problems: Problem[] = warnings.map((text) => ({ level: 'warning', text, mend }));
  if (!isWorkbench(workbench)) problems.push({ level: 'error', text: describeFailure(workbench.failure), mend });
  else {
    const { root, config } = workbench.project;
    if (config.baseline !== undefined && !existsSync(resolve(root, config.baseline)))
      problems.push({ level: 'warning', text: missingBaseline(displayText(config.baseline)), mend: t('Write it: tacit scan --write-baseline') });
  }
  return { id: 'configuration', title: t('the configuration is sound'), problems };
}

const isWorkbench = (value: Workbench | TacitError): value is Workbench => 'registry' in value;

/** A check that fails by itself is a problem like any other: the rest is looked at all the same. */
async function rowOf({ id, title, run }: Check, context: CommandContext, workbench: Workbench | TacitError, offline: boolean): Promise<Row> {
  const row = { id, title: title(), problems: [] };
  try {
    if (run.needs === 'machine') return { ...row, ...told(await run.look(context)) };
    if (!isWorkbench(workbench)) return { ...row, because: t('the configuration cannot be read') };
    return { ...row, ...told(await run.look({ context, workbench, offline })) };
  } catch (thrown) {
    const { failure } = toTacitError(thrown, `doctor.${id}`);
    return { ...row, problems: [{ level: 'error', text: describeFailure(failure), mend: t('Mend that, then look again.') }] };
  }
}

const told = (looked: Looked): Pick<Row, 'problems' | 'because'> => ('because' in looked ? { problems: [], because: looked.because } : { problems: looked });

const stateOf = ({ problems, because }: Row): string =>
  because !== undefined ? 'not-looked-at' : (['error', 'warning', 'note'].find((level) => problems.some((problem) => problem.level === level)) ?? 'ok');

const toJson = (row: Row): object => ({
  check: row.id,
  state: stateOf(row),
  ...(row.because === undefined ? {} : { because: row.because }),
  problems: row.problems,
});

function printRows(context: CommandContext, rows: readonly Row[], worst: number): void {
  const colours = coloursFor(context.stdout, context.environment);
  const line = (text: string): void => printLine(context.stdout, text);
  for (const { id, title, problems, because } of rows) {
    const name = id.padEnd(18);
    if (because !== undefined) line(`${colours.dim('–')} ${name} ${colours.dim(t('not looked at: {0}', because))}`);
    else if (problems.length === 0) line(`${colours.green('✓')} ${name} ${title}`);
    for (const { level, text, mend } of problems) {
      line(`${level === 'error' ? colours.red('✗') : level === 'warning' ? colours.yellow('!') : colours.dim('·')} ${name} ${text}`);
      line(`  ${' '.repeat(18)} ${colours.cyan(`→ ${mend}`)}`);
    }
  }
  line('');
  line(worst === 0 ? t('Nothing is to be mended.') : worst === 1 ? t('1 thing is to be mended.') : t('{0} things are to be mended.', worst));
}
