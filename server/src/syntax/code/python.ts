import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Dialect } from '../literal';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string']);
const WALLS: ReadonlySet<string> = new Set(['interpolation', 'comment']);
const NAME = /^[rRbBuUfF]{0,2}["']([A-Za-z_]\w{0,63})["']$/;
const READS = /^(?:os\.)?(?:environ\.get|getenv)$/;

/** Where a concatenation of adjacent literals stands is where each of them stands. */
const joined = (node: Node): Node => (node.parent?.type === 'concatenated_string' ? node.parent : node);

function contextOf(node: Node, document: Document): Place['context'] {
  const outer = joined(node);
  const parent = outer.parent;
  if (parent?.type === 'expression_statement') return 'docstring';
  if (parent?.type === 'pair' && isField(parent, 'key', outer)) return 'object-key';
  for (const above of ancestors(outer)) {
    if (above.type === 'case_pattern') return 'constant-expression';
    if (above.type === 'subscript' || above.type === 'generic_type') {
      const head = above.namedChildren[0];
      if (head != null && /(?:^|\.)Literal$/.test(textOf(document, head))) return 'constant-expression';
    }
    if (/statement$|^block$|^module$/.test(above.type)) break;
  }
  return 'expression';
}

/** The literal is a format, by `%` or `.format(…)`. */
function isFormat(node: Node, document: Document): boolean {
  const outer = joined(node);
  const parent = outer.parent;
  if (parent?.type === 'binary_operator') return isField(parent, 'left', outer) && parent.childForFieldName('operator')?.type === '%';
  const attribute = parent?.type === 'attribute' ? parent.childForFieldName('attribute') : null;
  return attribute != null && /^format(?:_map)?$/.test(textOf(document, attribute));
}

/** The variable that `os.environ.get("X")` or `os.getenv("X")` reads. */
function readBy(call: Node | null, document: Document): string | undefined {
  const called = call?.type === 'call' ? call.childForFieldName('function') : null;
  const name = call?.childForFieldName('arguments')?.namedChildren[0];
  if (called == null || name == null || !READS.test(textOf(document, called))) return undefined;
  return NAME.exec(textOf(document, name))?.[1];
}

function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const argument = node.parent?.type === 'keyword_argument' ? node.parent : node;
  const list = argument.parent;
  if (list?.type === 'argument_list' && list.namedChildren.length === 2 && list.namedChildren[1]?.id === argument.id) {
    const variable = readBy(list.parent, document);
    if (variable !== undefined && list.parent !== null) return { node: list.parent, variable };
  }
  const parent = node.parent;
  if (parent?.type === 'boolean_operator' && isField(parent, 'right', node) && parent.childForFieldName('operator')?.type === 'or') {
    const variable = readBy(parent.childForFieldName('left'), document);
    if (variable !== undefined) return { node: parent, variable };
  }
  return undefined;
}

function dialectOf(prefix: string): Dialect {
  if (prefix.includes('f')) return prefix.includes('r') ? 'python-raw-format' : 'python-format';
  if (prefix.includes('r')) return 'verbatim';
  return prefix.includes('b') ? 'python-bytes' : 'python';
}

export function findPythonPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const open = /^[A-Za-z]{0,3}(?:"""|'''|"|')/.exec(document.text.slice(whole.start, whole.start + 8))?.[0] ?? '"';
  const close = open.replace(/^[A-Za-z]+/, '');
  const prefix = open.slice(0, open.length - close.length).toLowerCase();
  const content = inside(whole, open.length, close.length);
  const hasParts = node.namedChildren.some((child) => child.type === 'interpolation');
  const given = contextOf(node, document);
  const fallback = given === 'expression' && !hasParts && !prefix.includes('b') ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const partial = value.start > content.start || value.end < content.end;
  const decoded = decodedBy(dialectOf(prefix), document, value);
  return {
    document,
    whole,
    value,
    ...decoded,
    ...(prefix.includes('b') && /[^\u0000-\u007f]/.test(decoded.decoded) ? { undecodable: true as const } : {}),
    context: given === 'expression' && prefix.includes('f') && partial ? 'template' : given,
    open,
    close,
    ...(node.parent?.type === 'concatenated_string' ? { adjacent: true } : {}),
    ...(isFormat(node, document) ? { format: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
