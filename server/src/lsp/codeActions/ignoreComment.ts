import { applyEdits, type TextEdit } from '../../base/document';
import type { Finding } from '../../base/finding';
import type { OpenDocument } from '../../analysis/documents';
import type { ProjectSession } from '../session/projectSession';

/** Why a finding is ignored, and until when: an ISO date; without one for ever. */
export interface IgnoreReason {
  readonly reason: string;
  readonly until?: string;
}

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

/**
 * The comment line above a finding that silences it, or undefined where the language takes none there. The promise is that the finding is gone:
 * tried on a copy before the edit is given.
 */
export function ignoreComment(session: Pick<ProjectSession, 'findingsIn'>, document: OpenDocument, finding: Finding, why: IgnoreReason): TextEdit | undefined {
  const edit = commentAbove(document, finding, why);
  if (edit === undefined) return undefined;
  const { uri, version, languageId } = document;
  const after = session.findingsIn({ uri, version, languageId, text: applyEdits(document.text, [edit]) });
  const shifted = finding.span.start + edit.newText.length;
  const remains = after.some((other) => other.span.start === shifted && other.rule === finding.rule && other.suppressed === undefined);
  return remains ? undefined : edit;
}

function commentAbove(document: OpenDocument, finding: Finding, { reason, until }: IgnoreReason): TextEdit | undefined {
  const marker = COMMENT.get(document.languageId);
  if (marker === undefined) return undefined;
  const { lines, text } = document;
  const line = lines.lineOf(finding.span.start);
  const start = lines.lineStart(line);
  if (lines.lineOf(finding.span.end) !== line || isInsideText(document, start)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 500))?.[0] ?? '';
  const end = /\r\n|\r|\n/.exec(text.slice(start))?.[0] ?? /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const at = start === 0 && text.startsWith('\ufeff') ? 1 : start;
  const date = until === undefined ? '' : ` until=${until}`;
  return { span: { start: at, end: at }, newText: `${indent}${marker} tacit-ignore ${finding.rule}${date} because ${reason}${end}` };
}

/** Whether a line begins inside a text that spans lines, or among JSX elements, as far as counting quotes tells. */
function isInsideText({ languageId, text }: OpenDocument, lineStart: number): boolean {
  const quotes = MULTILINE[languageId];
  if (quotes !== undefined && [...text.slice(0, lineStart).matchAll(quotes)].length % 2 === 1) return true;
  if (languageId !== 'javascriptreact' && languageId !== 'typescriptreact') return false;
  const before = text.slice(0, lineStart).trimEnd();
  return before.endsWith('>') || /^\s*[<{]/.test(text.slice(lineStart, lineStart + 200));
}
