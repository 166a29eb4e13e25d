import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string']);
const WALLS: ReadonlySet<string> = new Set(['interpolation', 'comment', 'heredoc_body', 'string_array', 'symbol_array', 'delimited_symbol', 'regex']);
/** Parents under which a sum may stand without parentheses. */
const ROOMY: ReadonlySet<string> = new Set([
  'assignment',
  'argument_list',
  'pair',
  'array',
  'return',
  'body_statement',
  'block_body',
  'parenthesized_statements',
]);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

function contextOf(node: Node, document: Document): Place['context'] {
  const parent = node.parent;
  if (parent?.type === 'pair' && isField(parent, 'key', node)) return 'object-key';
  if (parent?.type === 'argument_list') {
    const called = parent.parent?.childForFieldName('method');
    if (called != null && /^(?:require|require_relative|load|autoload)$/.test(textOf(document, called))) return 'import-path';
  }
  for (const above of ancestors(node)) {
    if (above.type === 'in_clause') return 'constant-expression';
    if (/^(?:body_statement|block_body|then|program)$/.test(above.type)) break;
  }
  return 'expression';
}

/** The variable that `ENV["X"]` reads. */
const readBy = (node: Node | null, document: Document): string | undefined =>
  node === null ? undefined : /^ENV\[\s*["']([A-Za-z_]\w{0,63})["']\s*\]$/.exec(textOf(document, node))?.[1];

/** `ENV["X"] || "…"`, `ENV.fetch("X", "…")` and `ENV.fetch("X") { "…" }`. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const parent = node.parent;
  if (parent?.type === 'binary' && isField(parent, 'right', node) && /^(?:\|\||or)$/.test(parent.childForFieldName('operator')?.type ?? '')) {
    const variable = readBy(parent.childForFieldName('left'), document);
    return variable === undefined ? undefined : { node: parent, variable };
  }
  let call: Node | undefined;
  for (const above of ancestors(node)) {
    if (above.type === 'call') call ??= above;
    if (!/^(?:string|argument_list|block|block_body|call)$/.test(above.type)) break;
  }
  if (call === undefined) return undefined;
  const before = document.text.slice(call.startIndex, node.startIndex);
  const match = /^ENV\.fetch\(?\s*["']([A-Za-z_]\w{0,63})["']\s*(?:,\s*|\)\s*(?:\{|do\b)\s*)$/.exec(before);
  const rest = document.text.slice(node.endIndex, call.endIndex);
  return match?.[1] === undefined || !/^\s*(?:\)|\}|end)?$/.test(rest) ? undefined : { node: call, variable: match[1] };
}

/** Finds the string around a span; `%w[…]`, symbols, patterns and here-documents take no reference. */
export function findRubyPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const open = /^(?:"|'|%[qQ]?[^A-Za-z0-9\s])/.exec(document.text.slice(whole.start, whole.start + 3))?.[0];
  if (open === undefined) return undefined;
  const last = open.slice(-1);
  const close = CLOSING[last] ?? last;
  const expands = open !== "'" && !open.startsWith('%q');
  const content = inside(whole, open.length, close.length);
  const hasParts = node.namedChildren.some((child) => child.type === 'interpolation');
  const context = contextOf(node, document);
  const fallback = context === 'expression' && !hasParts ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const partial = value.start > content.start || value.end < content.end;
  const parent = node.parent;
  const called = parent?.type === 'argument_list' ? parent.parent?.childForFieldName('method') : undefined;
  const isFormat =
    (called != null && /^(?:s?printf|format)$/.test(textOf(document, called))) ||
    (parent?.type === 'binary' && isField(parent, 'left', node) && parent.childForFieldName('operator')?.type === '%');
  return {
    document,
    whole,
    value,
    ...decodedBy(expands ? 'ruby-double' : 'ruby-single', document, value),
    context: context === 'expression' && expands && partial ? 'template' : context,
    open,
    close,
    ...(ROOMY.has(parent?.type ?? '') ? {} : { operand: true }),
    ...(parent?.type === 'chained_string' ? { adjacent: true } : {}),
    ...(isFormat ? { format: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
