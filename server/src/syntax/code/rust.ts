import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, spanOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string_literal', 'raw_string_literal']);
const WALLS: ReadonlySet<string> = new Set(['line_comment', 'block_comment']);

/**
 * A literal lives for the whole program, what is read does not: it is borrowed where that is sure to be enough (a `let`, an argument, before a method
 * call), and else a constant is asked for.
 */
function contextOf(node: Node): Place['context'] {
  for (const above of ancestors(node)) {
    if (/^(?:const_item|static_item|match_pattern)$/.test(above.type)) return 'constant-expression';
    if (above.type === 'attribute_item' || above.type === 'inner_attribute_item') return 'annotation';
    if (above.type === 'block') break;
  }
  const parent = node.parent;
  const isBorrowed = parent?.type === 'let_declaration' || parent?.type === 'arguments' || isReceiver(node);
  return isBorrowed ? 'expression' : 'constant-expression';
}

const isReceiver = (node: Node): boolean => node.parent?.type === 'field_expression' && isField(node.parent, 'value', node);

/** `env::var("X").unwrap_or("…".to_string())` and `.unwrap_or_else(|_| "…".into())`: the call as a whole. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  let step = 0;
  for (const above of ancestors(node)) {
    if (++step > 7 || !/^(?:string_literal|field_expression|call_expression|arguments|closure_expression)$/.test(above.type)) return undefined;
    if (above.type !== 'call_expression') continue;
    const before = document.text.slice(above.startIndex, node.startIndex);
    const match = /^(?:std::)?env::var\(\s*"([A-Za-z_]\w{0,63})"\s*\)\s*\.unwrap_or(?:\(\s*|_else\(\s*\|\w*\|\s*)(?:String::from\(\s*)?$/.exec(before);
    const rest = document.text.slice(node.endIndex, above.endIndex);
    if (match?.[1] !== undefined && /^(?:\.(?:to_string|to_owned|into)\(\)|\))?\s*,?\s*\)$/.test(rest)) return { node: above, variable: match[1] };
  }
  return undefined;
}

/** Finds the string around a span; what stands in a macro's tokens is not read. */
export function findRustPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  for (const above of ancestors(node)) if (above.type === 'token_tree') return undefined;
  const whole = spanOf(node);
  const open = /^(?:r(#{0,8}))?"/.exec(document.text.slice(whole.start, whole.start + 12));
  if (open === null) return undefined;
  const close = `"${open[1] ?? ''}`;
  const content = inside(whole, open[0].length, close.length);
  const fallback = fallbackOf(node, document);
  const value = fallback === undefined ? clip(asked, content) : content;
  return {
    document,
    whole,
    value,
    ...decodedBy(open[0].startsWith('r') ? 'verbatim' : 'rust', document, value),
    context: fallback === undefined ? contextOf(node) : 'expression',
    open: open[0],
    close,
    ...(isReceiver(node) ? { operand: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
