import { CodeActionKind, type TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { displayText } from '../../base/display';
import { applyEdits } from '../../base/document';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import type { OpenDocument } from '../../analysis/documents';
import type { ActionRequest, CodeActionProvider } from '../codeActions';
import { toRange } from '../session/ranges';

/** How a comment that fills its line begins, by VS Code's language identifier. A language that is not here has none, or none that is safe everywhere. */
const COMMENT = new Map<string, string>();
for (const id of [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'java',
  'go',
  'jsonc',
  'c',
  'cpp',
  'csharp',
  'kotlin',
  'rust',
  'scala',
  'swift',
  'groovy',
  'dart',
])
  COMMENT.set(id, '//');
for (const id of [
  'python',
  'shellscript',
  'yaml',
  'dockercompose',
  'dockerfile',
  'makefile',
  'ruby',
  'perl',
  'toml',
  'properties',
  'dotenv',
  'ini',
  'powershell',
  'terraform',
  'r',
  'elixir',
])
  COMMENT.set(id, '#');
for (const id of ['sql', 'lua', 'haskell']) COMMENT.set(id, '--');

/** How long a new suppression lasts, in days: long enough not to nag, short enough to be looked at again. */
const DAYS = 180;

/** Quotes that span lines, by language: inside them a comment would become part of the text. */
const MULTILINE: Readonly<Record<string, RegExp>> = {
  javascript: /`/g,
  javascriptreact: /`/g,
  typescript: /`/g,
  typescriptreact: /`/g,
  go: /`/g,
  python: /"""|'''/g,
  java: /"""/g,
  kotlin: /"""/g,
  scala: /"""/g,
  toml: /"""|'''/g,
};

/** Puts a comment with a reason and an end above the finding's line. */
export const suppressHere: CodeActionProvider = {
  rules: [''],
  kind: CodeActionKind.QuickFix,
  provide({ context, session, document, finding, diagnostic, signal }: ActionRequest) {
    const edit = suppression(document, finding);
    if (edit === undefined || signal.aborted) return Promise.resolve(undefined);
    // The promise of this action is that the finding is gone: tried on a copy before it is offered.
    const { uri, version, languageId } = document;
    const text = applyEdits(document.text, [edit]);
    const shifted = finding.span.start + edit.newText.length;
    const after = context.engine.analyse({ uri, version, languageId, text }, session.project);
    if (after.findings.some((other) => other.span.start === shifted && other.rule === finding.rule && other.suppressed === undefined))
      return Promise.resolve(undefined);
    const change: TextEdit = { range: toRange(document.lines, edit.span), newText: edit.newText };
    return Promise.resolve({
      title: t('Ignore {0} here for {1} days', displayText(finding.rule), DAYS),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: workspaceEdit(document, change, context.client.versionedEdits),
    });
  },
};

function workspaceEdit(document: OpenDocument, change: TextEdit, versioned: boolean): WorkspaceEdit {
  const edit: TextDocumentEdit = { textDocument: { uri: document.uri, version: document.version }, edits: [change] };
  return versioned ? { documentChanges: [edit] } : { changes: { [document.uri]: [change] } };
}

function suppression(document: OpenDocument, finding: Finding): { span: { start: number; end: number }; newText: string } | undefined {
  const marker = COMMENT.get(document.languageId);
  if (marker === undefined) return undefined;
  const { lines, text } = document;
  const line = lines.lineOf(finding.span.start);
  const start = lines.lineStart(line);
  if (lines.lineOf(finding.span.end) !== line || isInsideText(document, start)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 500))?.[0] ?? '';
  const end = /\r\n|\r|\n/.exec(text.slice(start))?.[0] ?? /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const until = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
  const mark = start === 0 && text.startsWith('\ufeff') ? 1 : 0;
  // The reason is for the person to fill in; it is not a sentence that somebody reads in Tacit.
  const newText = `${indent}${marker} tacit-ignore ${finding.rule} until=${until} because ${t('TODO: say why')}${end}`;
  return { span: { start: start + mark, end: start + mark }, newText };
}

/** Whether a line begins inside a text that spans lines, or among JSX elements, as far as counting quotes tells. */
function isInsideText({ languageId, text }: OpenDocument, lineStart: number): boolean {
  const quotes = MULTILINE[languageId];
  if (quotes !== undefined && [...text.slice(0, lineStart).matchAll(quotes)].length % 2 === 1) return true;
  if (languageId !== 'javascriptreact' && languageId !== 'typescriptreact') return false;
  const before = text.slice(0, lineStart).trimEnd();
  return before.endsWith('>') || /^\s*[<{]/.test(text.slice(lineStart, lineStart + 200));
}
