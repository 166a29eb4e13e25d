import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import type { MoveResult } from '../../changes/moving/moveToStore';
import type { Residue } from '../../changes/moving/residue';
import { type Colours, type CommandContext, printLine } from '../context';

/** A credential that moved, for the summary at the end. */
export interface MovedCredential {
  readonly variable: string;
  /** What it is: the rule's title. */
  readonly title: string;
  readonly residues: MoveResult['residues'];
}

export interface Tally {
  moved: number;
  refused: number;
  skipped: number;
  failed: number;
}

/** What became of the secrets that reach a log. */
export interface MaskTally {
  masked: number;
  refused: number;
  skipped: number;
  failed: number;
}

const filesWhere = (residues: MoveResult['residues'], test: (residue: Residue) => boolean): string =>
  [...residues]
    .filter(([, residue]) => test(residue))
    .map(([name]) => displayText(name))
    .join(', ');

/** Where a credential still is, in few words; empty where that is nowhere, or not known. */
export function whereStill(residues: MoveResult['residues']): string {
  const places: readonly (readonly [string, (files: string) => string])[] = [
    [filesWhere(residues, ({ history }) => history === 'head'), (files) => t('in the last commit (HEAD): {0}', files)],
    [filesWhere(residues, ({ history }) => history === 'earlier'), (files) => t('in earlier commits: {0}', files)],
    [filesWhere(residues, ({ index, history }) => index && history !== 'head'), (files) => t('staged: {0}', files)],
    [filesWhere(residues, ({ disk }) => disk), (files) => t('still elsewhere in the file: {0}', files)],
  ];
  return places.flatMap(([files, say]) => (files === '' ? [] : [say(files)])).join('; ');
}

const someResidue = (residues: MoveResult['residues'], test: (residue: Residue) => boolean): boolean => [...residues.values()].some(test);

/** The end of a run: which credentials are to be rotated, where each still is, and what was not looked at. Says each thing once. */
export function printSummary(
  context: CommandContext,
  colours: Colours,
  tally: Tally,
  moved: readonly MovedCredential[],
  masks: MaskTally,
  options: { readonly trusted: boolean; readonly dryRun: boolean },
): void {
  const line = (text = ''): void => printLine(context.stdout, text);
  const rows = (list: readonly MovedCredential[], more: (each: MovedCredential) => string): void => {
    const widthOf = (text: (each: MovedCredential) => string): number => Math.max(...list.map((each) => text(each).length));
    const [names, titles] = [widthOf(({ variable }) => variable), widthOf(({ title }) => title)];
    for (const each of list) line(`  ${colours.cyan(displayText(each.variable).padEnd(names))}  ${each.title.padEnd(titles)}  ${colours.dim(more(each))}`);
  };
  line();
  const counts = [countsLine(tally, options.dryRun), maskCountsLine(masks, options.dryRun)].filter((text) => text !== undefined);
  for (const text of counts.length === 0 ? [t('Nothing to move or to mask.')] : counts) line(text);
  const committed = moved.filter(({ residues }) => someResidue(residues, ({ history }) => history === 'head' || history === 'earlier'));
  if (committed.length > 0) {
    line();
    line(colours.yellow(t('These were committed, so treat them as leaked: rotate each where it was issued, then `tacit secret set NAME --replace`.')));
    rows(committed, ({ residues }) => whereStill(residues));
  }
  const elsewhere = moved.filter((each) => !committed.includes(each) && whereStill(each.residues) !== '');
  if (elsewhere.length > 0) {
    line();
    line(t('These are not committed, and still stand elsewhere:'));
    rows(elsewhere, ({ residues }) => whereStill(residues));
  }
  const unchecked = moved.filter((each) => !committed.includes(each) && someResidue(each.residues, ({ history }) => history === 'unchecked'));
  if (unchecked.length > 0) {
    line();
    line(
      options.trusted
        ? t('git could not be asked about these. If one was ever committed or shared, treat it as leaked and rotate it:')
        : t('git was not asked about these, because you do not trust this folder (`tacit trust`). If one was ever committed or shared, rotate it:'),
    );
    rows(unchecked, ({ residues }) => filesWhere(residues, ({ history }) => history === 'unchecked'));
  }
  if (masks.masked > 0) {
    line();
    line(t('What ran until now may stand in logs: take it out there, and rotate what others could read.'));
  }
  if (tally.moved > 0) {
    line();
    line(t('Start the program with `tacit run -- COMMAND`: it supplies the values.'));
  }
}

function countsLine({ moved, refused, skipped, failed }: Tally, dryRun: boolean): string | undefined {
  if (moved + refused + skipped + failed === 0) return undefined;
  const parts = [
    ...(dryRun ? [] : [t('{0} moved', moved)]),
    ...(skipped > 0 ? [dryRun ? t('{0} would move', skipped) : t('{0} left as they are', skipped)] : []),
    ...(refused > 0 ? [t('{0} cannot be moved', refused)] : []),
    ...(failed > 0 ? [t('{0} failed', failed)] : []),
  ];
  return parts.join(', ');
}

function maskCountsLine({ masked, refused, skipped, failed }: MaskTally, dryRun: boolean): string | undefined {
  if (masked + refused + skipped + failed === 0) return undefined;
  const parts = [
    ...(dryRun ? [] : [t('{0} masked', masked)]),
    ...(skipped > 0 ? [dryRun ? t('{0} would be masked', skipped) : t('{0} left in the log', skipped)] : []),
    ...(refused > 0 ? [t('{0} cannot be masked', refused)] : []),
    ...(failed > 0 ? [t('{0} failed', failed)] : []),
  ];
  return parts.join(', ');
}
