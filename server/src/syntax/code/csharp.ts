import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Dialect } from '../literal';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, isNamedIn, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string_literal', 'verbatim_string_literal', 'raw_string_literal', 'interpolated_string_expression']);
const WALLS: ReadonlySet<string> = new Set(['interpolation', 'comment']);
/** Parents under which any expression may stand as it is. */
const ROOMY: ReadonlySet<string> = new Set([
  'variable_declarator',
  'argument',
  'return_statement',
  'assignment_expression',
  'property_declaration',
  'arrow_expression_clause',
  'initializer_expression',
  'parenthesized_expression',
  'switch_expression_arm',
  'lambda_expression',
]);

const constantModifier = (declaration: Node): Node | undefined =>
  declaration.namedChildren.find((child) => child.type === 'modifier' && child.text === 'const');

/** A constant that nothing in the file needs as one: a field becomes `static readonly`, a local variable an ordinary one. */
function constantOf(node: Node, document: Document, root: Node): Place['constant'] {
  const around = [...ancestors(node)];
  if (around.some((above) => /^(?:attribute|constant_pattern|parameter)$/.test(above.type))) return undefined;
  const declaration = around.find((above) => above.type === 'field_declaration' || above.type === 'local_declaration_statement');
  const modifier = declaration === undefined ? undefined : constantModifier(declaration);
  const declarators = declaration?.descendantsOfType('variable_declarator') ?? [];
  const name = declarators[0]?.childForFieldName('name');
  if (declaration === undefined || modifier === undefined || declarators.length !== 1 || name == null) return undefined;
  const written = textOf(document, name);
  if (isNamedIn(root, document, written, ['attribute', 'constant_pattern', 'parameter'])) return undefined;
  const others = root.descendantsOfType(['field_declaration', 'local_declaration_statement']).filter((each) => each.id !== declaration.id);
  if (others.some((each) => constantModifier(each) !== undefined && isNamedIn(each, document, written, ['variable_declaration']))) return undefined;
  if (declaration.type === 'field_declaration') return { span: spanOf(modifier), becomes: 'static readonly' };
  const blank = /^\s*/.exec(document.text.slice(modifier.endIndex))?.[0].length ?? 0;
  return { span: { start: modifier.startIndex, end: modifier.endIndex + blank }, becomes: '' };
}

function contextOf(node: Node): Place['context'] {
  for (const above of ancestors(node)) {
    if (above.type === 'attribute') return 'annotation';
    if (above.type === 'element_binding_expression' || above.type === 'bracketed_argument_list') return 'object-key';
    if (/^(?:constant_pattern|parameter|enum_member_declaration)$/.test(above.type)) return 'constant-expression';
    if (above.type === 'local_declaration_statement' || above.type === 'field_declaration')
      return constantModifier(above) === undefined ? 'expression' : 'constant-expression';
    if (/_statement$|^block$|^lambda_expression$/.test(above.type)) break;
  }
  return 'expression';
}

/** `Environment.GetEnvironmentVariable("X") ?? "…"`. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const parent = node.parent;
  if (parent?.type !== 'binary_expression' || !isField(parent, 'right', node) || parent.childForFieldName('operator')?.type !== '??') return undefined;
  const left = parent.childForFieldName('left');
  const match = left === null ? null : /^(?:System\.)?Environment\.GetEnvironmentVariable\(\s*"([A-Za-z_]\w{0,63})"\s*\)$/.exec(textOf(document, left));
  return match?.[1] === undefined ? undefined : { node: parent, variable: match[1] };
}

function dialectOf(open: string): Dialect {
  if (open.includes('"""')) return open.startsWith('$') ? 'csharp-verbatim-format' : 'verbatim';
  if (open.includes('@')) return open.includes('$') ? 'csharp-verbatim-format' : 'csharp-verbatim';
  return open.startsWith('$') ? 'csharp-format' : 'csharp';
}

/** Finds the string of any kind around a span. */
export function findCSharpPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const open = /^[$@]{0,4}(?:"{3,8}|")/.exec(document.text.slice(whole.start, whole.start + 12))?.[0];
  if (open === undefined) return undefined;
  const close = open.replace(/^[$@]+/, '');
  // "" is an empty text and no beginning of a longer quote, @"""a" begins with a quote of its own.
  const isRaw = close.length > 1 && !open.includes('@');
  const [opening, closing] = isRaw ? [open, close] : [open.slice(0, open.length - close.length + 1), '"'];
  const content = inside(whole, opening.length, closing.length);
  const hasParts = node.namedChildren.some((child) => child.type === 'interpolation');
  const given = contextOf(node);
  const constant = given === 'constant-expression' ? constantOf(node, document, root) : undefined;
  const context = constant === undefined ? given : 'expression';
  const fallback = context === 'expression' && !hasParts ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const placed = fallback?.node ?? node;
  const called = node.parent?.type === 'argument' ? node.parent.parent?.parent?.childForFieldName('function') : undefined;
  // A raw text over lines has a margin, and more than one dollar changes what a brace is.
  const isUnclear = isRaw && (/[\r\n]/.test(document.text.slice(whole.start, whole.end)) || opening.startsWith('$$'));
  return {
    document,
    whole,
    value,
    ...decodedBy(dialectOf(opening), document, value),
    ...(isUnclear ? { decoded: '', undecodable: true as const } : {}),
    context,
    open: opening,
    close: closing,
    ...(ROOMY.has(placed.parent?.type ?? '') ? {} : { operand: true }),
    ...(called != null && /(?:Format|Write|WriteLine)$/.test(textOf(document, called)) ? { format: true } : {}),
    ...(constant === undefined ? {} : { constant }),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
