import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, isNamedIn, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string_literal', 'multiline_string_literal']);
const WALLS: ReadonlySet<string> = new Set(['interpolation', 'line_comment', 'block_comment']);
/** Parents under which any expression may stand as it is. */
const ROOMY: ReadonlySet<string> = new Set([
  'property_declaration',
  'value_argument',
  'function_body',
  'return_expression',
  'assignment',
  'class_parameter',
  'function_value_parameters',
  'parenthesized_expression',
  'when_entry',
]);

const constantModifier = (declaration: Node, document: Document): Node | undefined =>
  declaration.namedChildren
    .find((child) => child.type === 'modifiers')
    ?.namedChildren.find((child) => child.type === 'property_modifier' && textOf(document, child) === 'const');

/** A `const val` that no annotation and no other constant of the file is made of may become a `val`. */
function constantOf(node: Node, document: Document, root: Node): Place['constant'] {
  const around = [...ancestors(node)];
  const declaration = around.find((above) => above.type === 'property_declaration');
  const modifier = declaration === undefined ? undefined : constantModifier(declaration, document);
  const name = declaration?.namedChildren.find((child) => child.type === 'variable_declaration')?.firstNamedChild;
  if (declaration === undefined || modifier === undefined || name == null || around.some((above) => above.type === 'annotation')) return undefined;
  const written = textOf(document, name);
  if (isNamedIn(root, document, written, ['annotation'])) return undefined;
  const others = root.descendantsOfType('property_declaration').filter((each) => each.id !== declaration.id && constantModifier(each, document) !== undefined);
  // By words: `$name` in a text is no node of its own.
  if (
    others.some((each) =>
      textOf(document, each)
        .split(/[^\p{L}\p{N}_]+/u)
        .includes(written),
    )
  )
    return undefined;
  const blank = /^\s*/.exec(document.text.slice(modifier.endIndex))?.[0].length ?? 0;
  return { span: { start: modifier.startIndex, end: modifier.endIndex + blank }, becomes: '' };
}

function contextOf(node: Node, document: Document): Place['context'] {
  for (const above of ancestors(node)) {
    if (above.type === 'annotation') return 'annotation';
    if (above.type === 'property_declaration') return constantModifier(above, document) === undefined ? 'expression' : 'constant-expression';
    if (above.type === 'block' || above.type === 'lambda_literal') break;
  }
  return 'expression';
}

/** `System.getenv("X") ?: "…"`. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const parent = node.parent;
  if (parent?.type !== 'binary_expression' || !isField(parent, 'right', node)) return undefined;
  const before = document.text.slice(parent.startIndex, node.startIndex);
  const match = /^System\.getenv\(\s*"([A-Za-z_]\w{0,63})"\s*\)\s*\?:\s*$/.exec(before);
  return match?.[1] === undefined ? undefined : { node: parent, variable: match[1] };
}

/** Finds the string around a span, `"…"` or `"""…"""`. */
export function findKotlinPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const isRaw = node.type === 'multiline_string_literal';
  const quote = isRaw ? '"""' : '"';
  // `$$"""…"""` gives the dollar another meaning.
  if (!document.text.startsWith(quote, whole.start)) return undefined;
  const content = inside(whole, quote.length, quote.length);
  const hasParts = node.namedChildren.some((child) => child.type === 'interpolation');
  const given = contextOf(node, document);
  const constant = given === 'constant-expression' ? constantOf(node, document, root) : undefined;
  const context = constant === undefined ? given : 'expression';
  const fallback = context === 'expression' && !hasParts ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const placed = fallback?.node ?? node;
  const isFormat =
    /^\s*\.format\(/.test(document.text.slice(whole.end, whole.end + 40)) ||
    /\b(?:format|printf)\(\s*$/.test(document.text.slice(Math.max(0, whole.start - 40), whole.start));
  return {
    document,
    whole,
    value,
    ...decodedBy(isRaw ? 'kotlin-raw' : 'kotlin', document, value),
    context,
    open: quote,
    close: quote,
    ...(ROOMY.has(placed.parent?.type ?? '') ? {} : { operand: true }),
    ...(isFormat ? { format: true } : {}),
    ...(constant === undefined ? {} : { constant }),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
