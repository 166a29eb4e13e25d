import { pathToFileURL } from 'node:url';
import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { leavesUnread, matchesRules } from '../../analysis/scanning/collector';
import { scan } from '../../analysis/scanning/scan';
import { type Document, LineIndex, placeInFile } from '../../base/document';
import { displayText, terminalText } from '../../base/display';
import { type Failure, fail, TacitError, throwIfAborted, toTacitError } from '../../base/errors';
import { type Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import { describeFailure, describeRefusal } from '../../changes/moving/messages';
import { applyMove, type MoveChoice, type MoveResult, prepareMove, refuseReason } from '../../changes/moving/moveToStore';
import type { ChangeContext } from '../../changes/editing/ports';
import { ruleOf, ruleTitle } from '../../checks/catalogue';
import { compressedGrammars } from '../../syntax/grammarFiles';
import { configureGrammars } from '../../syntax/grammars';
import { storeState } from '../../stores/session';
import { inEnvironment } from '../../project/configuration/environment';
import { canAsk } from '../asking/ask';
import { type CommandContext, type Colours, coloursFor, EXIT, printLine } from '../context';
import { changeContext } from './changeContext';
import { askChoice, proposedChoice } from './choose';
import { isMaskable, Masking } from './masks';
import { type MovedCredential, printSummary, type Tally } from './summary';
import { offerRecovery, settleAbandoned, settleCompleted } from './unfinished';
import { withRecipientsConfirmed } from '../asking/recipients';
import { skippedLine } from '../reporters/text';
import { warnOfRollback } from '../asking/rollback';
import { offerRecoveryCopy } from '../sharing/recovery';
import { unknownRule } from '../scanning/unknownRule';
import { openWorkbench } from '../workbench';

export interface FixOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly rules: readonly string[];
  readonly environment?: string;
}

/** `tacit fix [PATH]`: shows each finding with where its value would go, or its line without it, and moves or masks it where the person says so. */
export async function fixCommand(context: CommandContext, path: string, options: FixOptions): Promise<number> {
  const wrong = unknownRule(options.rules);
  if (wrong !== undefined) {
    printLine(context.stderr, wrong);
    return EXIT.failure;
  }
  const { project: opened, registry, embedded } = await openWorkbench(context, path);
  const project = options.environment === undefined ? opened : await inEnvironment(opened, options.environment);
  if (!options.yes && !options.dryRun && !canAsk(context)) {
    printLine(context.stderr, t('Nobody can be asked here. Add --yes to move and mask everything as proposed, or --dry-run to see the proposals.'));
    return EXIT.failure;
  }
  configureGrammars(compressedGrammars(join(context.distribution, 'grammars')));
  const change = changeContext(project, registry);
  const abandoned = options.dryRun ? new Set<string>() : await settleAbandoned(context, change);
  const isFirst = (await storeState(embedded)) === 'absent';
  if (!options.dryRun) await warnOfRollback(context, [embedded]);
  const fixing = new Fixing(context, change, options);
  try {
    await fixing.all(resolve(context.cwd, path));
  } catch (thrown) {
    if (toTacitError(thrown, 'fix').failure.code !== 'Cancelled' || fixing.tally.moved + fixing.masking.tally.masked === 0) throw thrown;
    printLine(context.stderr, fixing.tally.moved > 0 ? t('Stopped. What had moved by then stays moved.') : t('Stopped. What was masked by then stays masked.'));
    return EXIT.failure;
  } finally {
    // Told even where the person stops half way: what moved by then is to be rotated all the same.
    printSummary(context, fixing.colours, fixing.tally, fixing.moved, fixing.masking.tally, { trusted: project.trusted, dryRun: options.dryRun });
    await settleCompleted(change, abandoned);
  }
  if (fixing.tally.moved > 0) await offerRecoveryCopy(context, embedded, isFirst && !options.yes);
  const tallies = [fixing.tally, fixing.masking.tally];
  if (tallies.some(({ failed }) => failed > 0)) return EXIT.failure;
  return tallies.some(({ refused, skipped }) => refused + skipped > 0) ? EXIT.findings : EXIT.clean;
}

/** These end the whole run: the next finding would meet the same. */
const ENDS_ALL: ReadonlySet<Failure['code']> = new Set([
  'Cancelled',
  'RecipientsChanged',
  'NotTrusted',
  'StoreLocked',
  'StoreMalformed',
  'StoreTampered',
  'NotSignedIn',
  'Sealed',
  'NotConfirmed',
  'AddressChanged',
  'StoreUnreachable',
]);

/** A literal that is a credential; what is silenced or only looks like one has nothing to move. */
const isMovable = ({ rule, suppressed, grade }: Pick<Finding, 'rule' | 'suppressed' | 'grade'>): boolean =>
  rule.startsWith('credential.') && suppressed === undefined && grade !== 'placeholder' && ruleOf(rule)?.wholeFile !== true;

/** A file that is a credential as a whole: whoever has it must take it out by hand. */
const isWholeFile = ({ rule, suppressed, grade }: Pick<Finding, 'rule' | 'suppressed' | 'grade'>): boolean =>
  ruleOf(rule)?.wholeFile === true && suppressed === undefined && grade !== 'placeholder';

const keyOf = ({ rule, anchor, subject }: Finding): string => `${rule} ${subject ?? ''} ${anchor.context} ${anchor.occurrence}`;

/** One run of `tacit fix`. */
class Fixing {
  readonly tally: Tally = { moved: 0, refused: 0, skipped: 0, failed: 0 };
  readonly moved: MovedCredential[] = [];
  readonly masking: Masking;
  readonly colours: Colours;
  readonly #context: CommandContext;
  readonly #change: ChangeContext;
  readonly #options: FixOptions;
  #stopped = false;

  constructor(context: CommandContext, change: ChangeContext, options: FixOptions) {
    this.#context = context;
    this.#change = change;
    this.#options = options;
    this.colours = coloursFor(context.stdout, context.environment);
    this.masking = new Masking(context, change.project, change.editor, options, this.colours);
  }

  async all(target: string): Promise<void> {
    const { distribution, signal } = this.#context;
    const { project } = this.#change;
    const found = await scan({ project, target, rules: this.#options.rules, worker: join(distribution, 'worker.js'), signal });
    const base = (await stat(target)).isFile() ? dirname(target) : target;
    const movable = new Set(found.findings.filter(isMovable).map(({ path }) => path));
    const maskable = new Set(found.findings.filter(isMaskable).map(({ path }) => path));
    for (const file of new Set(found.findings.map(({ path }) => path))) {
      const path = join(base, file);
      if (movable.has(file) && !this.#stopped) await this.#file(path);
      // After the moves: a literal that is printed is a read by then.
      if (maskable.has(file) && !this.#stopped) this.#stopped = !(await this.masking.file(path, relative(this.#context.cwd, path)));
    }
    for (const { path: file, rule } of found.findings.filter(isWholeFile)) {
      this.tally.refused++;
      const shown = terminalText(relative(this.#context.cwd, join(base, file)));
      this.#say(`${this.colours.bold(shown)}  ${ruleTitle(rule)}`);
      this.#say(t('  not moved: it is a whole file. Take it out of git (git rm --cached), and keep it in a vault or a secret mount.'));
    }
    for (const { path, because } of found.skipped) {
      if (!leavesUnread(because)) continue;
      this.tally.failed++;
      this.#say(this.colours.red(skippedLine(terminalText(path), because)));
    }
  }

  #say(line: string): void {
    printLine(this.#context.stdout, line);
  }

  /** Every move changes the text, so the file is read and analysed again after each; `seen` keeps what was answered already. */
  async #file(path: string): Promise<void> {
    const shown = relative(this.#context.cwd, path);
    const seen = new Set<string>();
    while (!this.#stopped) {
      throwIfAborted(this.#context.signal);
      const document = await this.#read(path, shown);
      if (document === undefined) return;
      const finding = this.#change
        .analyse(document)
        .findings.find((each) => isMovable(each) && matchesRules(each.rule, this.#options.rules) && !seen.has(keyOf(each)));
      if (finding === undefined) return;
      seen.add(keyOf(finding));
      const place = placeInFile(document.text, new LineIndex(document.text), finding.span.start);
      this.#say(`${this.colours.bold(terminalText(shown))}:${place.line + 1}:${place.character + 1}  ${ruleTitle(finding.rule)}`);
      const moved = this.tally.moved;
      await this.#finding(document, finding);
      // What was moved is gone from the text, and the next one that is alike now counts as the first: it must not pass for answered.
      if (this.tally.moved > moved) seen.delete(keyOf(finding));
    }
  }

  async #read(path: string, shown: string): Promise<Document | undefined> {
    try {
      return await this.#change.editor.read(pathToFileURL(path).href);
    } catch (thrown) {
      this.#failed(thrown, `${this.colours.bold(terminalText(shown))}  `);
      return undefined;
    }
  }

  #failed(thrown: unknown, before: string): void {
    const { failure } = toTacitError(thrown, 'fix');
    if (ENDS_ALL.has(failure.code)) throw new TacitError(failure);
    this.tally.failed++;
    this.#say(`${before}${this.colours.red(t('not moved:'))} ${describeFailure(failure)}`);
  }

  async #finding(document: Document, finding: Finding): Promise<void> {
    const refusal = await refuseReason(this.#change, document, finding);
    if (refusal !== undefined) {
      this.tally.refused++;
      this.#say(`  ${this.colours.yellow(t('cannot be moved:'))} ${describeRefusal(refusal)}`);
      return;
    }
    try {
      const plan = await prepareMove(this.#change, { uri: document.uri, version: document.version, span: finding.span }, this.#context.signal);
      const choice = this.#options.yes || this.#options.dryRun ? proposedChoice(plan) : await askChoice(this.#context, plan);
      if (choice === 'stop') this.#stopped = true;
      if (choice === 'stop' || choice === 'skip' || this.#options.dryRun) {
        this.tally.skipped++;
        if (typeof choice !== 'string') this.#say(`  ${t('would move to {0}', this.#destination(choice))}`);
        return;
      }
      const store = this.#change.registry.get(choice.store) ?? fail({ code: 'StoreUnknown', store: choice.store });
      const outcome = await withRecipientsConfirmed(this.#context, store, () => applyMove(this.#change, plan, choice, this.#context.signal));
      await this.#ended(outcome, finding, choice);
    } catch (thrown) {
      this.#failed(thrown, '  ');
    }
  }

  /** Only `moved` is a success: under `stored` and `unverified` the literal may still stand in the file, and the lines say so. */
  async #ended(outcome: MoveResult, finding: Finding, choice: MoveChoice): Promise<void> {
    if (outcome.status === 'moved') {
      this.tally.moved++;
      this.moved.push({ variable: outcome.variable, title: ruleTitle(finding.rule), residues: outcome.residues });
      this.#say(`  ${this.colours.green(t('moved to'))} ${this.#destination(choice)}`);
      for (const note of outcome.notes) this.#say(`  ${note}`);
      return;
    }
    for (const line of outcome.lines) this.#say(`  ${this.colours.red(line)}`);
    const inserted = outcome.unfinished === undefined ? undefined : await offerRecovery(this.#context, this.#change, outcome.unfinished);
    if (inserted?.status === 'moved') await this.#ended(inserted, finding, { ...choice, occurrences: [0] });
    else this.tally.failed++;
  }

  #destination({ path, store, variable, occurrences }: MoveChoice): string {
    const name = this.colours.cyan(displayText(path));
    const where = t('{0} in {1}', name, displayText(store.replace(/^(?:sops|vault):/, '')));
    const read = variable === path ? '' : t(', read as {0}', displayText(variable));
    return `${where}${read}${occurrences.length > 1 ? t(', at {0} places', occurrences.length) : ''}`;
  }
}
