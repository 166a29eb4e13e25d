import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { MOST_CHILDREN, asTest, chainTop, constant, hiddenIn, isField, namedChildren, someOf, typeName, unknown, unquoted, nth } from '../shared';
import { blockValue, expression } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_item', 'closure_expression']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_expression',
  'else_clause',
  'match_arm',
  'for_expression',
  'while_expression',
  'loop_expression',
  'binary_expression',
  'closure_expression',
]);

const isObject = (node: Node, child: Node): boolean =>
  (node.type === 'field_expression' && isField(node, 'value', child)) || (node.type === 'index_expression' && nth(node, 0)?.id === child.id);

const typed = (node: Node | null, read: Reader): { readonly type?: string } => {
  const type = typeName(node, read);
  return type === undefined ? {} : { type };
};

/** What patterns around a name are made of. */
const PATTERNS =
  /^(?:tuple_struct_pattern|tuple_pattern|struct_pattern|field_pattern|reference_pattern|ref_pattern|mut_pattern|captured_pattern|or_pattern|slice_pattern|match_pattern)$/;

/** The part of a value that a pattern gives a name: fields by name, `Some(x)` the value itself, others some part. */
function matched(path: readonly Node[], from: number, value: Expression, read: Reader): Expression {
  let made = value;
  const { span } = value;
  for (let at = from; at < path.length - 1; at++) {
    const node = path[at] as Node;
    const child = path[at + 1] as Node;
    // What went wrong is another value than the one that was asked for.
    if (node.type === 'tuple_struct_pattern' && /^(?:\w+::)*Err$/.test(read.code(node.childForFieldName('type') ?? node)))
      return { kind: 'unknown', span, children: [] };
    if (node.type === 'field_pattern') {
      const name = node.childForFieldName('name') ?? child;
      made = { kind: 'member', span, object: made, name: read.of(name) };
    } else if (node.type === 'tuple_pattern') {
      const place = namedChildren(node).findIndex(({ id }) => id === child.id);
      // Of pairs that nobody wrote out the first is the key.
      made = place === 0 && made.kind !== 'collection' ? constant(span) : someOf(made, place);
    } else if (node.type === 'tuple_struct_pattern' && node.children.filter((part) => part.type === ',').length > 0 && !/,\s*\)$/.test(read.code(node))) {
      // Of the parts of a variant each is another thing: `Value::Text(text, place)`.
      made = unknown(span);
    }
  }
  return made;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  let at = top - 1;
  if (whole.id === leaf.id) while (at > 0 && PATTERNS.test((path[at] as Node).type)) at--;
  const above = path[at];
  if (above === undefined) return undefined;
  const inside = path[at + 1] as Node;
  const bare = whole.id === leaf.id;
  const span = read.span(above);
  // A constant in a pattern is compared with.
  if (/^(?:match_arm|let_condition)$/.test(above.type) && /^[A-Z][A-Z\d_]+$/.test(read.of(leaf))) return undefined;
  switch (above.type) {
    case 'let_declaration':
    case 'let_condition': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const value = above.childForFieldName('value');
      const isWhole = inside.id === leaf.id;
      const given = value === null ? {} : { value: isWhole ? read.expression(value) : matched(path, at + 1, read.expression(value), read) };
      return { how: 'assign', span: above.type === 'let_condition' ? read.span(inside) : span, ...given, ...typed(above.childForFieldName('type'), read) };
    }
    case 'match_arm': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const matching = path.slice(0, at).findLast(({ type }) => type === 'match_expression');
      return matching === undefined
        ? undefined
        : { how: 'assign', span: read.span(inside), value: matched(path, at + 1, read.expression(matching.childForFieldName('value')), read) };
    }
    case 'for_expression':
      return bare && isField(above, 'pattern', inside)
        ? { how: 'element', span: read.span(inside), value: matched(path, at + 1, read.expression(above.childForFieldName('value')), read) }
        : undefined;
    case 'assignment_expression':
    case 'compound_assignment_expr': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (bare) return { how: above.type === 'assignment_expression' ? 'assign' : 'append', span, value };
      const name = whole.childForFieldName('field') ?? (nth(whole, 1)?.type === 'string_literal' ? nth(whole, 1) : null);
      return { how: 'field', span, value, ...(name === null ? {} : { field: unquoted(read.of(name)) }) };
    }
    case 'call_expression':
      return !bare && isField(above, 'function', whole) ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'parameter':
      return isField(above, 'pattern', inside) ? { how: 'parameter', span, ...typed(above.childForFieldName('type'), read) } : undefined;
    case 'token_tree': {
      // `write!(&mut text, …)` puts the rest into the text.
      const macro = path[at - 1];
      const isFirst = /^[([{]\s*(?:&\s*)?(?:mut\s+)?$/.test(read.stretch(above.startIndex, leaf.startIndex));
      if (macro?.type !== 'macro_invocation' || !isFirst || !/^write(?:ln)?!/.test(read.code(macro, 9))) return undefined;
      return { how: 'call', span: read.span(macro), value: read.expression(macro) };
    }
    case 'closure_parameters':
      return { how: 'parameter', span: read.span(leaf) };
    case 'const_item':
    case 'static_item': {
      const value = above.childForFieldName('value');
      return isField(above, 'name', leaf) && value !== null ? { how: 'assign', span, value: read.expression(value) } : undefined;
    }
    default:
      return undefined;
  }
}

/** The name in a parameter's pattern: `x`, `mut x`, `Json(x)`, which has its own name nowhere else. */
function patternName(pattern: Node | null, read: Reader): string {
  if (pattern?.type === 'identifier') return read.of(pattern);
  const names = pattern?.type === 'tuple_struct_pattern' ? namedChildren(pattern).filter(({ type }) => type === 'identifier') : [];
  const inner = names.at(-1);
  return inner === undefined || namedChildren(pattern).length !== 2 ? '' : read.of(inner);
}

/** The type of what a parameter's pattern takes out: `T` of `Json(x): Json<T>`. */
function patternType(pattern: Node | null, type: Node | null): Node | null {
  const given = pattern?.type === 'tuple_struct_pattern' ? namedChildren(type).find((child) => child.type === 'type_arguments') : undefined;
  return nth(given, 0) ?? type;
}

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((child): Parameter[] => {
    if (child.type === 'self_parameter') return [{ name: 'self', span: read.span(child) }];
    if (child.type === 'identifier') return [{ name: read.of(child), span: read.span(child) }];
    if (child.type !== 'parameter') return [];
    const name = child.childForFieldName('pattern');
    return [{ name: patternName(name, read), span: read.span(child), ...typed(patternType(name, child.childForFieldName('type')), read) }];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const above = path.at(-2);
  const pattern = above?.type === 'let_declaration' ? above.childForFieldName('pattern') : null;
  return pattern?.type === 'identifier' ? read.of(pattern) : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_expression':
    case 'while_expression':
      if (isField(branch, 'condition', part)) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: !isField(branch, 'alternative', part) };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type;
      if (!isField(branch, 'right', part) || (operator !== '&&' && operator !== '||')) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_item') return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'struct_item') return undefined;
  // The attributes in front say whether the fields are shown; a `Debug` written by hand most often leaves them out.
  const before = read.stretch(node.startIndex - 400, node.startIndex);
  const attributes = /(?:#\[[^\]]{0,300}\]\s*|\/\/[^\n]*\n\s*)*$/.exec(before)?.[0] ?? '';
  return { kind: 'type', fields: fieldsOf(node, read), shows: /derive\([^)]*\b(?:Debug|Serialize)\b/.test(attributes) };
}

/** An attribute by which a field is not written by a serializer. */
const SERIALIZED = /#\[serde\([^\]]{0,80}\bskip(?:_serializing)?\b[^\]]{0,80}\]/;

function fieldsOf(struct: Node, read: Reader): Field[] {
  let attributes = '';
  return namedChildren(struct.childForFieldName('body'))
    .slice(0, MOST_CHILDREN)
    .flatMap((child): Field[] => {
      if (child.type === 'attribute_item') attributes += read.code(child, 120);
      if (child.type !== 'field_declaration') return [];
      const name = child.childForFieldName('name');
      const type = child.childForFieldName('type');
      const wraps = type !== null && /\b(?:Secret(?:String|Box|Vec)?|Redacted|Sensitive|Zeroizing|Protected)\b/.test(read.code(type, 120));
      const hidden = hiddenIn(wraps || [/\b(?:skip|ignore)\b/.test(attributes.replace(SERIALIZED, '')), SERIALIZED.test(attributes)]);
      attributes = '';
      return name === null ? [] : [{ name: read.of(name), span: read.span(name), ...typed(type, read), ...hidden }];
    });
}

/** Rust. */
export const rust: TreeLanguage = {
  id: 'rust',
  functions: FUNCTIONS,
  calls: new Set(['macro_invocation', 'call_expression']),
  names: new Set(['identifier', 'shorthand_field_identifier']),
  branches: BRANCHES,
  callee: (node) => node.childForFieldName('macro') ?? node.childForFieldName('function'),
  expression,
  binding,
  parameters,
  functionName,
  result: (fn, read) => {
    const body = fn.childForFieldName('body');
    return body?.type === 'block' ? blockValue(body, read) : body === null ? undefined : read.expression(body);
  },
  returned: (node, read) => (node.type === 'return_expression' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
