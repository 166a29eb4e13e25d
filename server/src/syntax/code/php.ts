import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string', 'encapsed_string']);
const WALLS: ReadonlySet<string> = new Set([
  'comment',
  'variable_name',
  'dynamic_variable_name',
  'member_access_expression',
  'subscript_expression',
  'heredoc_body',
  'nowdoc_body',
  'shell_command_expression',
]);
/** Parents under which any expression may stand as it is. */
const ROOMY: ReadonlySet<string> = new Set(['argument', 'return_statement', 'array_element_initializer', 'parenthesized_expression', 'assignment_expression']);
/** Where PHP asks for a constant. */
const CONSTANT: ReadonlySet<string> = new Set([
  'const_element',
  'property_element',
  'simple_parameter',
  'property_promotion_parameter',
  'static_variable_declaration',
  'enum_case',
]);

function contextOf(node: Node, document: Document): Place['context'] {
  const parent = node.parent;
  if (parent?.type === 'array_element_initializer' && /^\s*=>/.test(document.text.slice(node.endIndex, node.endIndex + 40))) return 'object-key';
  if (/^(?:require|include)(?:_once)?_expression$/.test(parent?.type ?? '')) return 'import-path';
  for (const above of ancestors(node)) {
    if (above.type === 'attribute') return 'annotation';
    if (CONSTANT.has(above.type)) return 'constant-expression';
    if (/(?:_statement|^program)$/.test(above.type)) break;
  }
  return 'expression';
}

const ENVIRONMENT_READ = /^(?:getenv\(\s*["']([A-Za-z_]\w{0,63})["']\s*\)|\$_(?:ENV|SERVER)\[\s*["']([A-Za-z_]\w{0,63})["']\s*\])$/;

/** `getenv('X') ?: '…'`, `$_ENV['X'] ?? '…'` and `env('X', '…')`. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const parent = node.parent;
  const call = parent?.type === 'argument' ? parent.parent?.parent : undefined;
  if (call?.type === 'function_call_expression') {
    const match = /^env\(\s*["']([A-Za-z_]\w{0,63})["']\s*,\s*$/.exec(document.text.slice(call.startIndex, node.startIndex));
    if (match?.[1] !== undefined && /^\s*,?\s*\)$/.test(document.text.slice(node.endIndex, call.endIndex))) return { node: call, variable: match[1] };
  }
  const isDefault =
    (parent?.type === 'conditional_expression' && isField(parent, 'alternative', node) && parent.childForFieldName('body') === null) ||
    (parent?.type === 'binary_expression' && isField(parent, 'right', node) && parent.childForFieldName('operator')?.type === '??');
  const left = isDefault ? parent.firstNamedChild : null;
  const match = left === null ? null : ENVIRONMENT_READ.exec(textOf(document, left));
  const variable = match?.[1] ?? match?.[2];
  return variable === undefined || parent === null ? undefined : { node: parent, variable };
}

/** Finds the quoted string around a span; here-documents take no reference. */
export function findPhpPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const open = /^[bB]?["']/.exec(document.text.slice(whole.start, whole.start + 2))?.[0];
  if (open === undefined) return undefined;
  const quote = open.slice(-1);
  const content = inside(whole, open.length, 1);
  const hasParts = node.namedChildren.some((child) => !/^(?:string_content|escape_sequence)$/.test(child.type));
  const context = contextOf(node, document);
  const fallback = context === 'expression' && !hasParts ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const placed = fallback?.node ?? node;
  const called = node.parent?.type === 'argument' ? node.parent.parent?.parent?.childForFieldName('function') : undefined;
  return {
    document,
    whole,
    value,
    ...decodedBy(quote === "'" ? 'php-single' : 'php-double', document, value),
    context,
    open,
    close: quote,
    ...(ROOMY.has(placed.parent?.type ?? '') ? {} : { operand: true }),
    ...(called != null && /printf$/.test(textOf(document, called)) ? { format: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
