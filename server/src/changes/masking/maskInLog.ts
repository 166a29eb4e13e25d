import type { Node } from 'web-tree-sitter';
import { applyEdits, type Document, type TextEdit } from '../../base/document';
import type { Finding } from '../../base/finding';
import { overlaps } from '../../base/span';
import { parseNow } from '../../syntax/grammars';
import { isNotebook } from '../../syntax/notebook';
import { scriptsOf } from '../../syntax/scripts';
import { existingMasker } from './existingMasker';
import { MASK_LANGUAGES } from './languages';
import type { MaskLanguage } from './maskLanguage';
import { declareHelper } from './placement';
import { argumentOf, type Printed, printedAt } from './printed';
import type { MaskRefusal, MaskResult } from './refusal';

/** `mask` shows a mask instead of the value; `presence` whether there is one; `remove` nothing of it. */
export type MaskStyle = 'mask' | 'presence' | 'remove';

export interface MaskOptions {
  /** Functions that the configuration calls maskers. */
  readonly maskers: readonly string[];
  /** Everything that is found in the text as it is. */
  readonly found: readonly Finding[];
  /** The texts of the other files of the folder, asked for only where a helper is needed. */
  folder?(): Promise<readonly string[]>;
  /** What is found in a text: what the fix promises is tried on a copy. */
  findings(document: Document): readonly Finding[];
}

export const isLogged = (finding: Pick<Finding, 'rule'>): boolean => finding.rule.startsWith('logging.');

/**
 * The edits that keep what these findings print out of the log, all in one; where it cannot be done for all of them, why. Tried on a copy before
 * it is given: the findings are gone, no other appeared, and the text is parsed as well as before. No side effect.
 */
export async function maskInLog(written: Document, findings: readonly Finding[], style: MaskStyle, options: MaskOptions): Promise<MaskResult> {
  const document = scriptsOf(written);
  const language = MASK_LANGUAGES[document.languageId];
  // In a notebook's file the code stands in texts of JSON.
  if (language === undefined || isNotebook(written.uri)) return { refused: 'language' };
  if (findings.length === 0) return { refused: 'no-effect' };
  // A literal that is printed would be carried along by the edit (THREATS 13): taken out it may be.
  const values = options.found.filter((finding) => !isLogged(finding));
  if (style !== 'remove' && values.some(({ span }) => findings.some((finding) => overlaps(span, finding.span)))) return { refused: 'literal' };
  const tree = parseNow(document);
  if (tree === undefined) return { refused: 'not-parsed' };
  try {
    const made = await editsOf(document, tree.rootNode, language, findings, style, { ...options, helperLanguage: scriptTypeOf(written, document) });
    if (typeof made === 'string') return { refused: made };
    const edits = document.text === written.text ? made : made.map((edit) => intoScript(written.text, edit, findings[0]?.span.start ?? 0));
    return keepsPromise(written, tree.rootNode, edits, findings, options) ? { edits } : { refused: 'no-effect' };
  } finally {
    tree.delete();
  }
}

/** The language in which a helper is written: a component's scripts are all read as TypeScript, and not all of them are. */
const scriptTypeOf = (written: Document, { languageId, text }: Document): string =>
  text === written.text || /<script\b[^>]{0,400}\blang\s?=\s?["'](?:ts|tsx|typescript)["']/i.test(written.text) ? languageId : 'javascript';

/** What is put at the end of a file goes to the end of the script that holds the finding, where the file is a component. */
function intoScript(text: string, edit: TextEdit, finding: number): TextEdit {
  if (edit.span.start < text.length) return edit;
  // Not in a copy in small letters: some letters are longer there.
  const ends = /<\/script/gi;
  ends.lastIndex = finding;
  const closing = ends.exec(text)?.index ?? -1;
  const line = text.lastIndexOf('\n', closing) + 1;
  const at = closing === -1 ? text.length : /^[ \t]*$/.test(text.slice(line, closing)) ? line : closing;
  return { span: { start: at, end: at }, newText: edit.newText };
}

async function editsOf(
  document: Document,
  root: Node,
  language: MaskLanguage,
  findings: readonly Finding[],
  style: MaskStyle,
  options: MaskOptions & { readonly helperLanguage: string },
): Promise<readonly TextEdit[] | MaskRefusal> {
  const places = findings.map(({ span }) => printedAt(root, document, span));
  const edits: TextEdit[] = [];
  let masker: string | undefined;
  for (const printed of places) {
    if (typeof printed === 'string') return printed;
    if (style === 'mask' && masker === undefined && language.helper !== undefined && needsMasker(language, printed)) {
      masker = existingMasker(document.text, options.maskers);
      if (masker === undefined) {
        const declared = await helperEdits(document, root, language, printed, options);
        if (typeof declared === 'string') return declared;
        edits.push(...declared);
        masker = language.helper.name;
      }
    }
    const edit = style === 'remove' ? removal(language, printed) : replacement(language, printed, style, masker ?? '');
    if (edit === undefined) return 'no-expression';
    // One expression may be reported for two reasons.
    if (edits.some(({ span, newText }) => span.start === edit.span.start && span.end === edit.span.end && newText === edit.newText)) continue;
    if (edits.some(({ span }) => overlaps(span, edit.span))) return 'overlap';
    edits.push(edit);
  }
  return edits;
}

/** False where the place takes no call, whatever it is called. */
const needsMasker = (language: MaskLanguage, printed: Printed): boolean => inPlace(language, printed, 'm(x)')?.includes('m(x)') === true;

/** What stands at the place with the replacement in it. */
function inPlace(language: MaskLanguage, printed: Printed, replacement: string): string | undefined {
  if (printed.form === 'shorthand') return `${printed.expression}: ${replacement}`;
  if (!printed.inText || language.inText === undefined) return printed.form === 'capture' ? undefined : replacement;
  return language.inText(printed, replacement);
}

function replacement(language: MaskLanguage, printed: Printed, style: 'mask' | 'presence', masker: string): TextEdit | undefined {
  const masked = style === 'mask' ? language.mask(printed.expression, masker) : language.presence?.(printed.expression);
  const newText = masked === undefined ? undefined : inPlace(language, printed, masked);
  return newText === undefined ? undefined : { span: printed.outer, newText };
}

/** Loggers' own functions, whose arguments count for nothing but what is shown. */
const LOGGERS = /(?:^|[.\s])(?:log|trace|debug|info|warn|warning|error|fatal|critical|exception|print)\s*$/;

function removal(language: MaskLanguage, printed: Printed): TextEdit | undefined {
  const dropped = language.dropsArguments === true ? withoutArgument(printed) : undefined;
  if (dropped !== undefined) return dropped;
  const newText = inPlace(language, printed, language.literal);
  return newText === undefined ? undefined : { span: printed.outer, newText };
}

/** The argument with the comma before it, where others stay and no format counts them. */
function withoutArgument(printed: Printed): TextEdit | undefined {
  const found = argumentOf(printed);
  if (found === undefined || found.at === 0 || printed.inText) return undefined;
  const { list, argument, at } = found;
  const { text } = printed.document;
  const callee = text.slice(Math.max(0, list.startIndex - 40), list.startIndex);
  const others = list.namedChildren
    .filter((child) => child.id !== argument.id)
    .map((child) => text.slice(child.startIndex, Math.min(child.endIndex, child.startIndex + 2000)));
  if (!LOGGERS.test(callee) || others.some((other) => /^[\w]{0,3}["'`]/.test(other) && /%|\{/.test(other))) return undefined;
  const before = list.namedChildren[at - 1];
  return before === undefined ? undefined : { span: { start: before.endIndex, end: argument.endIndex }, newText: '' };
}

/** The edit that declares the helper; none where the folder has it. */
async function helperEdits(
  document: Document,
  root: Node,
  language: MaskLanguage,
  printed: Printed,
  options: MaskOptions & { readonly helperLanguage: string },
): Promise<readonly TextEdit[] | MaskRefusal> {
  const { helper } = language;
  if (helper === undefined) return [];
  // Put in by an earlier fix.
  if (document.text.includes(helper.lines(options.helperLanguage)[0] ?? helper.name)) return [];
  const { sharedByFolder } = helper;
  if (sharedByFolder !== undefined && (await options.folder?.())?.some((text) => sharedByFolder.test(text)) === true) return [];
  if (new RegExp(String.raw`\b${helper.name}\b`).test(document.text)) return 'name-taken';
  const edit = declareHelper(helper, { ...document, languageId: options.helperLanguage }, root, printed);
  return edit === undefined ? 'no-place' : [edit];
}

function keepsPromise(document: Document, root: Node, edits: readonly TextEdit[], findings: readonly Finding[], options: MaskOptions): boolean {
  const text = applyEdits(document.text, edits);
  const { uri, version, languageId } = document;
  const after: Document = { uri, version, languageId, text };
  const tree = parseNow(scriptsOf(after));
  if (tree === undefined) return false;
  try {
    if (faults(tree.rootNode) > faults(root)) return false;
  } finally {
    tree.delete();
  }
  const count = (found: readonly Finding[]): number => found.filter((finding) => isLogged(finding) && finding.suppressed === undefined).length;
  return count(options.findings(after)) <= count(options.found) - findings.length;
}

/** Parts that the parser did not understand. */
function faults(root: Node): number {
  if (!root.hasError) return 0;
  return 1 + root.descendantsOfType('ERROR').length;
}
