import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, isField, isNamedIn, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['interpreted_string_literal', 'raw_string_literal']);
const WALLS: ReadonlySet<string> = new Set(['comment']);
const ROOMY: ReadonlySet<string> = new Set([
  'expression_list',
  'argument_list',
  'literal_element',
  'parenthesized_expression',
  'return_statement',
  'send_statement',
]);

function contextOf(node: Node): Place['context'] {
  if (node.parent?.type === 'field_declaration') return 'constant-expression';
  for (const above of ancestors(node)) {
    if (above.type === 'import_spec') return 'import-path';
    if (above.type === 'const_spec') return 'constant-expression';
    if (above.type === 'literal_element' && isField(above.parent, 'key', above)) return 'object-key';
    if (/^(?:literal_value|block|func_literal|argument_list)$/.test(above.type)) break;
  }
  return 'expression';
}

/** A `const` of its own may become a `var`, unless another constant is made of it, or nothing uses it, which Go refuses of a local variable. */
function constantOf(node: Node, document: Document, root: Node): Place['constant'] {
  const spec = [...ancestors(node)].find((above) => above.type === 'const_spec');
  const declaration = spec?.parent;
  if (spec === undefined || declaration?.type !== 'const_declaration' || declaration.namedChildren.filter((each) => each.type === 'const_spec').length !== 1)
    return undefined;
  const keyword = declaration.firstChild;
  const names = spec.childrenForFieldName('name').filter((each) => each.type === 'identifier');
  const [name] = names;
  if (keyword === null || names.length !== 1 || name === undefined || document.text.slice(keyword.endIndex, spec.startIndex).includes('(')) return undefined;
  const written = textOf(document, name);
  if (isNamedIn(root, document, written, ['const_spec', 'array_type'], spec)) return undefined;
  const isLocal = declaration.parent?.type !== 'source_file';
  const uses = root.descendantsOfType('identifier').filter((each) => textOf(document, each) === written).length;
  return isLocal && uses < 2 ? undefined : { span: spanOf(keyword), becomes: 'var' };
}

/** The type that the declaration gives: a constant converts to it by itself, the result of a function does not. */
function declaredType(node: Node, document: Document): string | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'var_spec' || above.type === 'const_spec') {
      const type = above.childForFieldName('type');
      const written = type == null ? 'string' : textOf(document, type);
      return written === 'string' || !/^[A-Za-z_][\w.]*$/.test(written) ? undefined : written;
    }
    if (above.id !== node.id && !/^(?:expression_list|parenthesized_expression|binary_expression)$/.test(above.type)) return undefined;
  }
  return undefined;
}

/** `cmp.Or(os.Getenv("X"), "…")`: only the literal is replaced, for an import that nothing uses any more does not compile. */
function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  if (call?.type !== 'call_expression') return undefined;
  const match = /^cmp\.Or\(\s*os\.Getenv\(\s*"([A-Za-z_]\w{0,63})"\s*\)\s*,\s*$/.exec(document.text.slice(call.startIndex, node.startIndex));
  return match?.[1] === undefined || !/^\s*\)$/.test(document.text.slice(node.endIndex, call.endIndex)) ? undefined : { node, variable: match[1] };
}

export function findGoPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const quote = document.text.charAt(whole.start);
  const content = inside(whole, 1, 1);
  const given = contextOf(node);
  const constant = given === 'constant-expression' ? constantOf(node, document, root) : undefined;
  const context = constant === undefined ? given : 'expression';
  const fallback = context === 'expression' ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  // The compiler drops carriage returns from raw strings.
  const raw = quote === '`';
  const called = node.parent?.type === 'argument_list' ? node.parent.parent?.childForFieldName('function') : undefined;
  const type = declaredType(node, document);
  return {
    document,
    whole,
    value,
    ...(raw ? { decoded: document.text.slice(value.start, value.end).replaceAll('\r', '') } : decodedBy('go', document, value)),
    context,
    open: quote,
    close: quote,
    ...(ROOMY.has(node.parent?.type ?? '') ? {} : { operand: true }),
    ...(called != null && /(?:[a-z]f|Errorf)$/.test(textOf(document, called)) ? { format: true } : {}),
    ...(type === undefined ? {} : { declaredType: type }),
    ...(constant === undefined ? {} : { constant }),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
