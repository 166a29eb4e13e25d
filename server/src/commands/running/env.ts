import { dirname, relative } from 'node:path';
import { displayText, jsonText, terminalText } from '../../base/display';
import { type Failure, isMissing, toTacitError } from '../../base/errors';
import { t } from '../../base/l10n';
import { describeFailure } from '../../changes/moving/messages';
import { type EffectiveEntry, mergeManifests, readManifests } from '../../project/manifest/manifests';
import type { StoreRegistry } from '../../stores/registry';
import { type CommandContext, type Colours, coloursFor, EXIT, printLine } from '../context';
import { remindOfUnfinished } from '../asking/reminder';
import { openWorkbench } from '../workbench';

type Status = 'ok' | 'missing' | 'locked' | 'unknown-vault' | 'refused' | 'failed';

interface Row {
  readonly name: string;
  readonly status: Status;
  /** Why, where the status does not say it all. */
  readonly failure?: Failure;
  readonly reference: string;
  readonly optional: boolean;
  readonly manifest: string;
}

/** `tacit env check`: for every variable whether its reference resolves. Reads names, never a value. Exit code 1 where a required one does not. */
export async function checkEnvironment(context: CommandContext, options: { readonly environment?: string; readonly json: boolean }): Promise<number> {
  const workbench = await openWorkbench(context);
  await remindOfUnfinished(context, workbench);
  const { project, registry } = workbench;
  const files = await readManifests(project, options.environment);
  const entries = mergeManifests(files);
  const rows: Row[] = [];
  for (const effective of entries) {
    const { entry, path } = effective;
    rows.push({
      name: entry.name,
      ...(await statusOf(registry, effective, context.signal)),
      reference: entry.reference,
      optional: entry.optional,
      manifest: relative(project.root, path),
    });
  }
  if (options.json) printLine(context.stdout, jsonText({ version: 1, variables: rows.map(toJson) }, 2));
  else printRows(context, rows, files.length > 0);
  return rows.every(({ status, optional }) => status === 'ok' || (optional && status === 'missing')) ? EXIT.clean : EXIT.findings;
}

async function statusOf(registry: StoreRegistry, { entry, path }: EffectiveEntry, signal: AbortSignal): Promise<Pick<Row, 'status' | 'failure'>> {
  const resolution = registry.resolve(entry.target, dirname(path));
  if (resolution.kind === 'unknown-store') return { status: 'unknown-vault' };
  if (resolution.kind !== 'address') return { status: 'refused' };
  try {
    await resolution.store.describe(resolution.address.path, signal);
    return { status: 'ok' };
  } catch (thrown) {
    const { failure } = toTacitError(thrown, 'env');
    return isMissing(failure) ? { status: 'missing' } : failure.code === 'StoreLocked' ? { status: 'locked' } : { status: 'failed', failure };
  }
}

const toJson = ({ failure, ...row }: Row): object => ({ ...row, ...(failure === undefined ? {} : { because: failure.code }) });

function printRows(context: CommandContext, rows: readonly Row[], hasManifest: boolean): void {
  if (rows.length === 0) {
    printLine(
      context.stderr,
      hasManifest ? t('The manifest has no entries.') : t('There is no manifest here. `tacit fix` makes one with the first value it moves.'),
    );
    return;
  }
  const colours = coloursFor(context.stdout, context.environment);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, status, failure, reference, optional } of rows) {
    const note = optional ? colours.dim(` ${t('(optional)')}`) : '';
    printLine(
      context.stdout,
      `${terminalText(name).padEnd(width)}  ${failure === undefined ? statusText(status, colours) : colours.red(describeFailure(failure))}  ${colours.dim(displayText(reference))}${note}`,
    );
  }
}

function statusText(status: Status, colours: Colours): string {
  const texts: Record<Status, () => string> = {
    ok: () => colours.green(t('resolves')),
    missing: () => colours.red(t('missing in the vault')),
    locked: () => colours.yellow(t('the vault is locked: no key here opens it')),
    'unknown-vault': () => colours.red(t('names a vault that is not registered here')),
    refused: () => colours.red(t('is resolved by no command')),
    failed: () => colours.red(t('the vault could not be read')),
  };
  return texts[status]();
}
