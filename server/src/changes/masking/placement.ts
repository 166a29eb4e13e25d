import type { Node } from 'web-tree-sitter';
import type { Document, TextEdit } from '../../base/document';
import type { Helper } from './maskLanguage';
import { outermost, type Printed } from './printed';

/** Statements that may stand before a helper among the imports: what is defined there is seen by all that follows. */
const HEAD = /^(?:import_statement|import_from_statement|future_import_statement|comment|expression_statement|call|package_clause|shebang|hash_bang_line)$/;
const REQUIRES = /^\s*(?:require|require_relative|load|autoload|gem)\b/;
/** Types whose body can hold a private static function. An interface's or an enumeration's cannot everywhere. */
const TYPES = /^(?:class_declaration|record_declaration|struct_declaration|class_definition|object_definition)$/;
const BODIES = /^(?:class_body|declaration_list|template_body)$/;

const newlineOf = (text: string): string => /\r\n|\n/.exec(text)?.[0] ?? '\n';
/** The file's own step of indentation, where its first indented line tells. */
const stepOf = (text: string, otherwise: string): string => {
  const [, step] = /\n(\t| {2,8})\S/.exec(text.slice(0, 20_000)) ?? [];
  return step ?? otherwise;
};

/** The edit that puts the helper into the file; undefined where there is no place for it. */
export function declareHelper(helper: Helper, document: Document, root: Node, printed: Printed): TextEdit | undefined {
  const { text, languageId } = document;
  const newline = newlineOf(text);
  const step = stepOf(text, helper.indent);
  const lines = (indent: string): string =>
    helper
      .lines(languageId)
      .map((line) => indent + line.replace(/^\t+/, (tabs) => step.repeat(tabs.length)))
      .join(newline);
  switch (helper.place) {
    case 'end': {
      const gap = text === '' || text.endsWith('\n') ? newline : newline + newline;
      return { span: { start: text.length, end: text.length }, newText: gap + lines('') + newline };
    }
    case 'imports': {
      const at = behindImports(root, document);
      const blank = languageId === 'python' ? newline + newline : newline;
      const rest = /^(?:[ \t]*\r?\n)*/.exec(text.slice(at))?.[0].length ?? 0;
      const lead = at === 0 ? '' : blank;
      // The empty lines that were there stand behind the helper now.
      return { span: { start: at, end: at + rest }, newText: `${lead}${lines('')}${newline}${at + rest < text.length ? blank : ''}` };
    }
    case 'type': {
      const type = outermost(printed, TYPES);
      const body = type?.namedChildren.find((child) => BODIES.test(child.type));
      // The parts of a partial class lie in several files, each of which would declare it.
      if (type === undefined || body === undefined || /\bpartial\b/.test(text.slice(type.startIndex, body.startIndex))) return undefined;
      const closing = body.endIndex - 1;
      if (text.charAt(closing) !== '}') return undefined;
      const lineStart = text.lastIndexOf('\n', closing) + 1;
      const margin = /^[ \t]*/.exec(text.slice(lineStart, closing))?.[0] ?? '';
      if (lineStart + margin.length !== closing)
        return { span: { start: closing, end: closing }, newText: `${newline}${lines(margin + step)}${newline}${margin}` };
      return { span: { start: lineStart, end: lineStart }, newText: `${newline}${lines(margin + step)}${newline}` };
    }
  }
}

/** The start of the line behind the head of a file: its first comments, texts and imports. */
function behindImports(root: Node, { text }: Document): number {
  let end = 0;
  let last: string | undefined;
  for (const child of root.namedChildren.slice(0, 500)) {
    if (!isHead(child, text)) break;
    // A comment right before other code belongs to that.
    const next = child.nextNamedSibling;
    if (child.type === 'comment' && last !== undefined && last !== 'comment' && (next === null || !isHead(next, text))) break;
    const newline = text.indexOf('\n', child.endIndex);
    end = newline === -1 ? text.length : newline + 1;
    last = child.type;
  }
  return end;
}

function isHead(node: Node, text: string): boolean {
  if (!HEAD.test(node.type) || node.hasError) return false;
  if (node.type === 'call') return REQUIRES.test(text.slice(node.startIndex, node.startIndex + 40));
  // Only a text stands alone on purpose there.
  return node.type !== 'expression_statement' || node.namedChild(0)?.type === 'string';
}
