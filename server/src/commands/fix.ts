import { pathToFileURL } from 'node:url';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { analyse } from '../analysis/analyse';
import { matchesRules, scan } from '../analysis/scan';
import { type Document, LineIndex } from '../base/document';
import { displayText, terminalText } from '../base/display';
import { TacitError, toTacitError } from '../base/errors';
import { type Finding, GRADES } from '../base/finding';
import { t } from '../base/l10n';
import { DiskEditor } from '../changes/diskEditor';
import { describeFailure, describeRefusal } from '../changes/messages';
import { applyMove, type MovePlan, prepareMove, refuseReason } from '../changes/moveToStore';
import type { ChangeContext } from '../changes/ports';
import { ruleTitle } from '../checks/catalogue';
import { replayJournal, settleNotice } from '../changes/recovery';
import { compressedGrammars } from '../syntax/grammarFiles';
import { configureGrammars } from '../syntax/grammars';
import { ask, canAsk } from './ask';
import { type CommandContext, type Colours, coloursFor, EXIT, printLine } from './context';
import { openWorkbench } from './workbench';
import { approvePair } from '../project/approvals';

export interface FixOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly rules: readonly string[];
}

interface Tally {
  moved: number;
  refused: number;
  skipped: number;
  failed: number;
}

/** `tacit fix [PATH]`: shows each finding and where its value would go, and moves it where the person says so. */
export async function fixCommand(context: CommandContext, path: string, options: FixOptions): Promise<number> {
  configureGrammars(compressedGrammars(join(context.distribution, 'grammars')));
  const { project, registry } = await openWorkbench(context, path);
  const colours = coloursFor(context.stdout, context.environment);
  if (!options.yes && !options.dryRun && !canAsk(context)) {
    printLine(context.stderr, t('Nobody can be asked here. Add --yes to move everything as proposed, or --dry-run to see the proposals.'));
    return EXIT.failure;
  }
  const change: ChangeContext = {
    project,
    registry,
    editor: new DiskEditor(project),
    analyse: (document: Document) => analyse(document, project),
    approve: (variable: string, reference: string) => approvePair(project.root, project.manifestPath, variable, reference),
  };
  await tellUnfinished(context, change);
  const target = resolve(context.cwd, path);
  const found = await scan({ project, target, rules: options.rules, worker: join(context.distribution, 'worker.js'), signal: context.signal });
  const base = (await stat(target)).isFile() ? dirname(target) : target;
  const files = [
    ...new Set(found.findings.filter(({ suppressed, grade }) => suppressed === undefined && grade !== 'placeholder').map(({ path: file }) => file)),
  ];
  const tally: Tally = { moved: 0, refused: 0, skipped: 0, failed: 0 };
  for (const file of files) await fixFile(context, change, { uri: pathToFileURL(join(base, file)).href, shown: file }, options, tally, colours);
  printLine(context.stdout);
  printLine(
    context.stdout,
    t('{0} moved, {1} cannot be moved here, {2} left as they are, {3} failed', tally.moved, tally.refused, tally.skipped, tally.failed),
  );
  if (tally.moved > 0) printLine(context.stdout, t('Start the program with `tacit run -- COMMAND`: it supplies the values.'));
  return tally.failed > 0 ? EXIT.failure : tally.refused + tally.skipped > 0 ? EXIT.findings : EXIT.clean;
}

/** What a move that was killed half way left behind: said once, before anything else moves. */
async function tellUnfinished(context: CommandContext, change: ChangeContext): Promise<void> {
  for (const notice of await replayJournal(change)) {
    for (const line of notice.lines) printLine(context.stderr, line);
    await settleNotice(change, notice.id);
  }
}

/** Every move changes the text, so the file is read and analysed again after each; `seen` keeps what was answered already. */
async function fixFile(
  context: CommandContext,
  change: ChangeContext,
  file: { uri: string; shown: string },
  options: FixOptions,
  tally: Tally,
  colours: Colours,
): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    context.signal.throwIfAborted();
    const document = await change.editor.read(file.uri);
    const finding = change
      .analyse(document)
      .findings.find(
        (each) => each.suppressed === undefined && GRADES.indexOf(each.grade) > 0 && matchesRules(each.rule, options.rules) && !seen.has(keyOf(each)),
      );
    if (finding === undefined) return;
    seen.add(keyOf(finding));
    const place = new LineIndex(document.text).positionOf(finding.span.start);
    printLine(context.stdout, `${colours.bold(terminalText(file.shown))}:${place.line + 1}:${place.character + 1}  ${ruleTitle(finding.rule)}`);
    await fixFinding(context, change, document, finding, options, tally, colours);
  }
}

const keyOf = ({ rule, anchor, subject }: Finding): string => `${rule} ${subject ?? ''} ${anchor.context} ${anchor.occurrence}`;

async function fixFinding(
  context: CommandContext,
  change: ChangeContext,
  document: Document,
  finding: Finding,
  options: FixOptions,
  tally: Tally,
  colours: Colours,
): Promise<void> {
  const refusal = await refuseReason(change, document, finding);
  if (refusal !== undefined) {
    tally.refused++;
    printLine(context.stdout, `  ${colours.yellow(t('cannot be moved:'))} ${describeRefusal(refusal)}`);
    return;
  }
  try {
    const plan = await prepareMove(change, { uri: document.uri, version: document.version, span: finding.span }, context.signal);
    const choice = await choose(context, plan, options);
    printLine(context.stdout, `  ${colours.cyan(choice.variable)} → ${displayText(choice.path)} ${t('in {0}', displayText(choice.store))}`);
    if (options.dryRun || !choice.go) {
      tally.skipped++;
      return;
    }
    const outcome = await applyMove(change, plan, choice, context.signal);
    // `stored` and `unverified` are no success: the literal may still stand in the file, and the lines say so.
    if (outcome.status === 'moved') tally.moved++;
    else tally.failed++;
    for (const line of outcome.lines) printLine(context.stdout, `  ${outcome.status === 'moved' ? colours.dim(line) : colours.red(line)}`);
  } catch (thrown) {
    const error = toTacitError(thrown, 'fix');
    if (error.failure.code === 'Cancelled') throw new TacitError(error.failure);
    tally.failed++;
    printLine(context.stdout, `  ${colours.red(t('not moved:'))} ${describeFailure(error.failure)}`);
  }
}

interface Choice {
  readonly go: boolean;
  readonly variable: string;
  readonly store: string;
  readonly path: string;
  readonly reuse: boolean;
  readonly occurrences: readonly number[];
}

/** What was proposed, with the name that the person typed instead. Values that the vault holds already are reused. */
async function choose(context: CommandContext, plan: MovePlan, options: FixOptions): Promise<Choice> {
  const { proposal } = plan;
  const same = proposal.same[0];
  const first = proposal.stores[0]?.id ?? '';
  const occurrences = proposal.occurrences.flatMap(({ movable }, index) => (movable ? [index] : []));
  const proposed: Choice =
    same === undefined
      ? { go: true, variable: proposal.variable, store: first, path: proposal.path, reuse: false, occurrences }
      : { go: true, variable: proposal.variable, store: same.store, path: same.path, reuse: true, occurrences };
  if (options.yes || options.dryRun) return proposed;
  if (occurrences.length > 1) printLine(context.stdout, `  ${t('the same value stands at {0} places; they move together', occurrences.length)}`);
  const answer = await ask(context, `  ${t('Move as {0}? [Y]es, [n]o, or another name: ', displayText(proposal.variable))}`);
  if (/^(y|yes|)$/i.test(answer)) return proposed;
  if (/^(n|no)$/i.test(answer)) return { ...proposed, go: false };
  return { ...proposed, variable: answer, path: same === undefined ? proposal.path.replace(proposal.variable, answer) : same.path };
}
