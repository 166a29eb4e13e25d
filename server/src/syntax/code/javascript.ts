import type { Node } from 'web-tree-sitter';
import type { Document } from '../../base/document';
import type { Span } from '../../base/span';
import type { Place } from '../place';
import { clip, commentPlace, decodedBy, enclosing, inside, isField, spanOf, textOf } from './tree';

const LITERALS: ReadonlySet<string> = new Set(['string', 'template_string']);
const WALLS: ReadonlySet<string> = new Set(['template_substitution', 'regex', 'comment']);

/** Parents under which any expression may stand as it is. */
const ROOMY: ReadonlySet<string> = new Set([
  'variable_declarator',
  'assignment_expression',
  'augmented_assignment_expression',
  'assignment_pattern',
  'object_assignment_pattern',
  'required_parameter',
  'optional_parameter',
  'pair',
  'arguments',
  'array',
  'return_statement',
  'throw_statement',
  'arrow_function',
  'jsx_expression',
  'template_substitution',
  'parenthesized_expression',
  'field_definition',
  'public_field_definition',
  'export_statement',
  'subscript_expression',
  'computed_property_name',
  'sequence_expression',
  'switch_case',
  'spread_element',
  'yield_expression',
]);

const ENVIRONMENT_READ = /^(?:process\.env|Bun\.env)(?:\.([A-Za-z_]\w{0,63})|\[\s*["'`]([A-Za-z_]\w{0,63})["'`]\s*\])$/;

function contextOf(node: Node, document: Document): Place['context'] {
  const parent = node.parent;
  switch (parent?.type) {
    case 'jsx_attribute':
      return 'jsx-attribute';
    case 'import_statement':
    case 'import_attribute':
    case 'import_require_clause':
    case 'module':
      return 'import-path';
    case 'export_statement':
      return isField(parent, 'source', node) ? 'import-path' : 'expression';
    case 'literal_type':
    case 'template_literal_type':
    case 'enum_assignment':
    case 'enum_body':
      return 'constant-expression';
    case 'as_expression':
      return parent.lastChild?.type === 'const' ? 'constant-expression' : 'expression';
    case 'expression_statement':
      return 'docstring';
    case 'arguments': {
      const called = parent.parent?.childForFieldName('function');
      return called != null && /^(?:require|import|require\.resolve)$/.test(textOf(document, called)) ? 'import-path' : 'expression';
    }
    default:
      return isField(parent, 'key', node) || isField(parent, 'name', node) || isField(parent, 'property', node) ? 'object-key' : 'expression';
  }
}

/** True where parentheses are needed around an expression in the place of `node`. */
function isOperand(node: Node): boolean {
  const parent = node.parent;
  if (parent === null) return true;
  if (parent.type === 'ternary_expression') return isField(parent, 'condition', node);
  if (parent.type === 'subscript_expression') return isField(parent, 'object', node);
  return !ROOMY.has(parent.type);
}

/** A statement that would begin with a parenthesis or backquote and follow one without a semicolon would be read as its continuation. */
function startsStatement(node: Node, document: Document): boolean {
  let at: Node | null = node;
  while (at !== null && at.type !== 'expression_statement') {
    if (at.startIndex !== node.startIndex || /function|class|arrow/.test(at.type)) return false;
    at = at.parent;
  }
  if (at === null || at.startIndex !== node.startIndex || !/^(?:program|statement_block)$/.test(at.parent?.type ?? '')) return false;
  const before = at.previousNamedSibling;
  return before !== null && !textOf(document, before).endsWith(';');
}

function fallbackOf(node: Node, document: Document): { readonly node: Node; readonly variable: string } | undefined {
  const parent = node.parent;
  if (parent?.type !== 'binary_expression' || !isField(parent, 'right', node)) return undefined;
  const operator = parent.childForFieldName('operator')?.type;
  const left = parent.childForFieldName('left');
  if (left === null || (operator !== '||' && operator !== '??')) return undefined;
  const match = ENVIRONMENT_READ.exec(textOf(document, left));
  const variable = match?.[1] ?? match?.[2];
  return variable === undefined ? undefined : { node: parent, variable };
}

export function findJavaScriptPlace(root: Node, document: Document, asked: Span): Place | undefined {
  const node = enclosing(root, asked, LITERALS, WALLS);
  if (node === undefined) return commentPlace(root, document, asked);
  const whole = spanOf(node);
  const content = inside(whole, 1, 1);
  const quote = document.text.charAt(whole.start);
  const isTemplate = node.type === 'template_string';
  const hasParts = node.namedChildren.some((child) => child.type === 'template_substitution');
  const given = contextOf(node, document);
  const fallback = given === 'expression' && !hasParts ? fallbackOf(node, document) : undefined;
  const value = fallback === undefined ? clip(asked, content) : content;
  const partial = value.start > content.start || value.end < content.end;
  const tagged = isTemplate && node.parent?.type === 'call_expression';
  const context = given === 'expression' && isTemplate && partial ? 'template' : given;
  const decoded = decodedBy(isTemplate ? 'javascript-template' : context === 'jsx-attribute' ? 'jsx' : 'javascript', document, value);
  return {
    document,
    whole,
    value,
    ...decoded,
    // What a tag makes of its text is not known here.
    ...(tagged ? { undecodable: true as const } : {}),
    context,
    open: quote,
    close: quote,
    ...(isOperand(fallback?.node ?? node) ? { operand: true } : {}),
    ...(startsStatement(fallback?.node ?? node, document) ? { startsStatement: true } : {}),
    ...(fallback === undefined ? {} : { fallback: { span: spanOf(fallback.node), variable: fallback.variable } }),
  };
}
