import { pathToFileURL } from 'node:url';
import { analyse } from '../../analysis/analyse';
import { matchesRules } from '../../analysis/scanning/collector';
import { applyEdits, type Document, LineIndex, placeInFile, type TextEdit } from '../../base/document';
import { terminalText } from '../../base/display';
import { fail, TacitError, throwIfAborted, toTacitError } from '../../base/errors';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import { folderTexts } from '../../changes/masking/folder';
import { isLogged, maskInLog, type MaskStyle } from '../../changes/masking/maskInLog';
import { describeMaskRefusal, type MaskRefusal } from '../../changes/masking/refusal';
import { describeFailure } from '../../changes/moving/messages';
import { type EditorPort, textDigest } from '../../changes/editing/ports';
import { ruleTitle } from '../../checks/catalogue';
import { declaredNames } from '../../project/manifest/manifests';
import type { Project } from '../../project/project';
import { loadGrammarOf } from '../../syntax/grammars';
import { scriptsOf } from '../../syntax/scripts';
import { type Colours, type CommandContext, printLine } from '../context';
import { askStyle } from './askStyle';
import { grownBefore, type Preview, previewOf } from './preview';
import type { MaskTally } from './summary';

export interface MaskingOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly rules: readonly string[];
}

/** A way to keep a finding out of the log, tried on a copy of the text. */
export interface Offer extends Preview {
  readonly style: MaskStyle;
  readonly edits: readonly TextEdit[];
}

/** A secret that is printed; what is silenced, and what tests print, stays. */
export const isMaskable = (finding: Pick<Finding, 'rule' | 'suppressed' | 'grade'>): boolean =>
  isLogged(finding) && finding.suppressed === undefined && finding.grade !== 'placeholder';

/** What is found in a text. */
type Look = (document: Document) => readonly Finding[];

const STYLES: readonly MaskStyle[] = ['mask', 'presence', 'remove'];

/** One run's work on what files log. */
export class Masking {
  readonly tally: MaskTally = { masked: 0, refused: 0, skipped: 0, failed: 0 };
  readonly #context: CommandContext;
  readonly #project: Project;
  readonly #editor: EditorPort;
  readonly #options: MaskingOptions;
  readonly #colours: Colours;

  constructor(context: CommandContext, project: Project, editor: EditorPort, options: MaskingOptions, colours: Colours) {
    this.#context = context;
    this.#project = project;
    this.#editor = editor;
    this.#options = options;
    this.#colours = colours;
  }

  /**
   * Shows each secret that the file logs with its line as it would be, and writes that line where the person says so. False where the person wants
   * no more. Throws `Cancelled`.
   */
  async file(path: string, shown: string): Promise<boolean> {
    try {
      return await this.#inFile(pathToFileURL(path).href, terminalText(shown));
    } catch (thrown) {
      this.#failed(thrown, `${this.#colours.bold(terminalText(shown))}  `);
      return true;
    }
  }

  async #inFile(uri: string, shown: string): Promise<boolean> {
    let document = await this.#editor.read(uri);
    await loadGrammarOf(scriptsOf(document));
    const look = await this.#look();
    /** Where what is left stands, in the text as it is by now. */
    let left: readonly number[] = [];
    for (;;) {
      throwIfAborted(this.#context.signal);
      const found = look(document);
      const finding = found.find((each) => isMaskable(each) && matchesRules(each.rule, this.#options.rules) && !left.includes(each.span.start));
      if (finding === undefined) return true;
      const { line, character } = placeInFile(document.text, new LineIndex(document.text), finding.span.start);
      this.#say(`${this.#colours.bold(shown)}:${line + 1}:${character + 1}  ${ruleTitle(finding.rule)}`);
      const offer = await this.#chosen(document, finding, found, look);
      if (offer === 'stop') return false;
      if (typeof offer === 'string') {
        left = [...left, finding.span.start];
        continue;
      }
      const written = await this.#written(document, found, offer, look);
      if (written === undefined) {
        this.tally.failed++;
        this.#say(`  ${this.#colours.red(t('The file was written, and is not what was shown. Look at it before you go on.'))}`);
        return true;
      }
      document = written;
      left = left.map((at) => at + grownBefore(at, offer.edits));
      this.tally.masked++;
      // On a terminal the line was shown with the question.
      if (this.#options.yes) this.#sayLine(this.#colours.green(t('masked:')), offer);
      else this.#say(`  ${this.#colours.green(SAID[offer.style]())}`);
    }
  }

  /** What the manifest declares counts as a secret, and the moves of this run added to it. */
  async #look(): Promise<Look> {
    const { manifestPath, manifestFormat, declared: opened } = this.#project;
    const declared = new Set([...(opened ?? []), ...(await declaredNames(manifestPath, manifestFormat))]);
    return (document) => analyse(document, this.#project, { declared }).findings;
  }

  async #chosen(document: Document, finding: Finding, found: readonly Finding[], look: Look): Promise<Offer | 'left' | 'stop'> {
    const { yes, dryRun } = this.#options;
    const offers: Offer[] = [];
    let refusal: MaskRefusal | undefined;
    for (const style of yes || dryRun ? STYLES.slice(0, 1) : STYLES) {
      const result = await maskInLog(document, [finding], style, {
        maskers: this.#project.config.maskers,
        found,
        folder: () => folderTexts(document, this.#context.signal),
        findings: look,
      });
      if ('edits' in result) offers.push({ style, edits: result.edits, ...previewOf(document, finding, result.edits, look) });
      // Why there is no mask says more than why another way is none.
      else refusal ??= result.refused;
    }
    const [first] = offers;
    if (first === undefined) {
      this.tally.refused++;
      this.#say(`  ${this.#colours.yellow(t('cannot be masked:'))} ${describeMaskRefusal(refusal ?? 'no-effect')}`);
      return 'left';
    }
    if (yes) return first;
    if (dryRun) {
      this.tally.skipped++;
      this.#sayLine(t('would be masked:'), first);
      return 'left';
    }
    const chosen = await askStyle(this.#context, offers);
    if (typeof chosen !== 'string') return chosen;
    this.tally.skipped++;
    return chosen === 'stop' ? 'stop' : 'left';
  }

  #sayLine(label: string, { line, helper }: Preview): void {
    this.#say(`  ${label} ${line}`);
    if (helper !== undefined) this.#say(`  ${t('the file gets a function for it: {0}', helper)}`);
  }

  /**
   * Writes the edits, and looks at the file again: it must be what was shown, and log less than before; undefined where it is not. Throws
   * `DocumentChanged` where another program wrote it before, `EditRefused`, and what the editor's port throws.
   */
  async #written(document: Document, found: readonly Finding[], { edits }: Offer, look: Look): Promise<Document | undefined> {
    const { uri, text } = document;
    const { applied } = await this.#editor.apply(t('Mask what is logged'), [{ uri, version: undefined, digest: textDigest(text), edits }]);
    if (!applied) return fail({ code: 'EditRefused', uri });
    const after = await this.#editor.read(uri);
    const isAsShown = after.text === applyEdits(text, edits) && look(after).filter(isMaskable).length < found.filter(isMaskable).length;
    return isAsShown ? after : undefined;
  }

  #say(line: string): void {
    printLine(this.#context.stdout, line);
  }

  #failed(thrown: unknown, before: string): void {
    const { failure } = toTacitError(thrown, 'fix.mask');
    if (failure.code === 'Cancelled') throw new TacitError(failure);
    this.tally.failed++;
    this.#say(`${before}${this.#colours.red(t('not masked:'))} ${describeFailure(failure)}`);
  }
}

const SAID: Readonly<Record<MaskStyle, () => string>> = {
  mask: () => t('masked'),
  presence: () => t('logged only whether it is set'),
  remove: () => t('taken out of the log'),
};
