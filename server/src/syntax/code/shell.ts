import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { ancestors, clip, commentPlace, decodedBy, enclosing, inside, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set([
  'word',
  'number',
  'string',
  'raw_string',
  'ansi_c_string',
  'heredoc_body',
  'expansion',
  'regex',
  'extglob_pattern',
]);
const WALLS: ReadonlySet<string> = new Set(['comment', 'simple_expansion', 'command_substitution', 'arithmetic_expansion', 'process_substitution']);
const DEFAULT = /^(\$\{([A-Za-z_]\w{0,63})(?::?[-=]))([\s\S]*)\}$/;

/** `${X:-…}`: the default moves as a whole, and the whole expansion becomes a read that fails. */
function fallbackPlace(node: Node, document: Document): Place | undefined {
  const match = DEFAULT.exec(textOf(document, node));
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const whole = spanOf(node);
  const quoted = node.parent?.type === 'string';
  const inner = inside(whole, match[1].length, 1);
  const written = document.text.slice(inner.start, inner.end);
  const wrapped = !quoted && /^(?:"[^"\\$`]*"|'[^']*')$/.test(written);
  const value = wrapped ? inside(inner, 1, 1) : inner;
  const plain = wrapped || quoted || !/["'\s]/.test(written);
  return {
    document,
    whole,
    value,
    ...decodedBy(wrapped ? 'verbatim' : quoted ? 'shell-double' : 'shell-bare', document, value),
    ...(plain ? {} : { undecodable: true as const }),
    context: 'shell-word',
    quoting: quoted ? 'double' : 'none',
    fallback: { span: whole, variable: match[2] },
  };
}

function heredocPlace(node: Node, document: Document, value: Span): Place {
  const redirect = node.parent;
  const start = redirect?.namedChildren.find((child) => child.type === 'heredoc_start');
  const verbatim = start == null || /["'\\]/.test(textOf(document, start));
  return {
    document,
    whole: spanOf(node),
    value,
    ...decodedBy(verbatim ? 'verbatim' : 'shell-heredoc', document, value),
    context: 'shell-word',
    quoting: 'block',
    heredoc: verbatim ? 'verbatim' : 'expands',
  };
}

export function findShellPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  for (const above of ancestors(node)) if (above.type === 'expansion') return fallbackPlace(above, document);
  if (node.type === 'regex' || node.type === 'extglob_pattern') return undefined;
  if (node.type === 'heredoc_body') return heredocPlace(node, document, asked);
  if (node.parent?.type === 'subscript') return { document, whole: spanOf(node), value: asked, decoded: '', undecodable: true, context: 'object-key' };
  const whole = spanOf(node);
  const [open, close, quoting, dialect] =
    node.type === 'string'
      ? (['"', '"', 'double', 'shell-double'] as const)
      : node.type === 'raw_string'
        ? (["'", "'", 'single', 'verbatim'] as const)
        : node.type === 'ansi_c_string'
          ? (["$'", "'", 'single', 'shell-ansi'] as const)
          : (['', '', 'none', 'shell-bare'] as const);
  const value = clip(asked, inside(whole, open.length, close.length));
  return { document, whole, value, ...decodedBy(dialect, document, value), context: 'shell-word', quoting, open, close };
}
