import { displayText, jsonText, terminalText } from '../../base/display';
import { t } from '../../base/l10n';
import { type CommandContext, EXIT, printLine } from '../context';
import { type PlaceOptions, placeFor } from './secretPlace';
import { openWorkbench } from '../workbench';

/** `tacit secret versions NAME`: newest first; no value is read. */
export async function listVersions(context: CommandContext, name: string, { json, ...place }: PlaceOptions & { readonly json: boolean }): Promise<number> {
  const { store, pathOf } = await placeFor(await openWorkbench(context), place);
  const { versions } = store;
  if (versions === undefined) return keepsNone(context);
  const all = await versions.list(pathOf(name), context.signal);
  if (json) printLine(context.stdout, jsonText(all, 2));
  else for (const { version, created, state } of all) printLine(context.stdout, `${terminalText(version)}  ${displayText(created)}  ${state}`);
  return EXIT.clean;
}

/** `tacit secret undelete NAME`: brings back the version given, or the newest that was deleted. */
export async function undeleteSecret(
  context: CommandContext,
  name: string,
  { version, ...place }: PlaceOptions & { readonly version?: string },
): Promise<number> {
  const { store, pathOf } = await placeFor(await openWorkbench(context), place);
  const { versions } = store;
  if (versions === undefined) return keepsNone(context);
  const path = pathOf(name);
  const wanted = version ?? (await versions.list(path, context.signal)).find(({ state }) => state === 'deleted')?.version;
  if (wanted === undefined) {
    printLine(context.stderr, t('No version of {0} was deleted.', displayText(path)));
    return EXIT.failure;
  }
  await versions.undelete(path, wanted, context.signal);
  printLine(context.stderr, t('Version {1} of {0} is back.', displayText(path), displayText(wanted)));
  return EXIT.clean;
}

function keepsNone(context: CommandContext): number {
  printLine(context.stderr, t('This vault keeps no versions; git has those of its file.'));
  return EXIT.failure;
}
