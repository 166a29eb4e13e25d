import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, isNamedIn, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string_literal']);
const WALLS: ReadonlySet<string> = new Set(['template_expression', 'line_comment', 'block_comment']);
const ROOMY: ReadonlySet<string> = new Set([
  'variable_declarator',
  'argument_list',
  'return_statement',
  'assignment_expression',
  'parenthesized_expression',
  'array_initializer',
  'lambda_expression',
  'yield_statement',
  'throw_statement',
]);

function contextOf(node: Node, document: Document, root: Node): Place['context'] {
  for (const above of ancestors(node)) {
    if (above.type === 'annotation') return 'annotation';
    if (above.type === 'switch_label' || above.type === 'annotation_type_element_declaration') return 'constant-expression';
    if (above.type === 'field_declaration' || above.type === 'constant_declaration') return constantUse(above, node, document, root) ?? 'expression';
    if (/(?:_statement|_body|^block)$/.test(above.type)) return 'expression';
  }
  return 'expression';
}

/** A `static final` that an annotation or a case label of the same file names must stay a constant. */
function constantUse(field: Node, node: Node, document: Document, root: Node): 'annotation' | 'constant-expression' | undefined {
  const modifiers = field.namedChildren.find((child) => child.type === 'modifiers');
  if (field.type === 'field_declaration' && (modifiers == null || !/\bfinal\b/.test(textOf(document, modifiers)))) return undefined;
  let declarator: Node | undefined;
  for (const above of ancestors(node)) if (above.type === 'variable_declarator') declarator = above;
  const name = declarator?.childForFieldName('name');
  if (name == null) return undefined;
  const written = textOf(document, name);
  const isUsed = (type: string): boolean => isNamedIn(root, document, written, [type]);
  if (isUsed('annotation')) return 'annotation';
  return isUsed('switch_label') ? 'constant-expression' : undefined;
}

/** `Optional.ofNullable(System.getenv("X")).orElse("…")` and `System.getenv().getOrDefault("X", "…")`. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const list = node.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  if (call?.type !== 'method_invocation') return undefined;
  const before = document.text.slice(call.startIndex, node.startIndex);
  const match =
    /^(?:java\.util\.)?Optional\s*\.ofNullable\(\s*System\.getenv\(\s*"([A-Za-z_]\w{0,63})"\s*\)\s*\)\s*\.orElse\(\s*$/.exec(before) ??
    /^System\.getenv\(\s*\)\s*\.getOrDefault\(\s*"([A-Za-z_]\w{0,63})"\s*,\s*$/.exec(before);
  return match?.[1] === undefined ? undefined : { node: call, variable: match[1] };
}

function isOperand(node: Node): boolean {
  const parent = node.parent;
  if (parent === null) return true;
  if (parent.type === 'ternary_expression') return isField(parent, 'condition', node);
  return !ROOMY.has(parent.type);
}

/** Of a text block that holds one line without a line end after it: what stands between the margin and the closing quotes. */
function blockContent(text: string, whole: Span): Span {
  const content = inside(whole, 3, 3);
  const written = text.slice(content.start, content.end);
  const margin = /^[ \t\f]*(?:\r\n|\r|\n)[ \t\f]*/.exec(written)?.[0].length ?? 0;
  return /[\r\n]/.test(written.slice(margin)) ? content : { start: content.start + margin, end: content.end };
}

export function findJavaPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const isBlock = document.text.startsWith('"""', whole.start);
  const quote = isBlock ? '"""' : '"';
  const content = isBlock ? blockContent(document.text, whole) : inside(whole, 1, 1);
  const context = contextOf(node, document, root);
  const fallback = context === 'expression' && !isBlock ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const called = node.parent?.type === 'argument_list' ? node.parent.parent?.childForFieldName('name') : undefined;
  const before = document.text.slice(whole.end, whole.end + 20);
  return {
    document,
    whole,
    // A text block's content begins after its margin: the emitter compares with `whole` by `open` and `close`.
    value: isBlock && value.start === content.start && value.end === content.end ? inside(whole, 3, 3) : value,
    ...decodedBy(isBlock ? 'java-text-block' : 'java', document, value),
    context,
    open: quote,
    close: quote,
    ...(isOperand(node) ? { operand: true } : {}),
    ...((called != null && /^(?:format|printf)$/.test(textOf(document, called))) || /^\s*\.formatted\(/.test(before) ? { format: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
