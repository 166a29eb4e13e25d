import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { asTest, childOf, compared, constant, indexed, namedChildren, negated, typeName, unquoted, nth, lastIn } from '../shared';

const TYPES = /_type$|^type_|^generic_name$|^modifier$|^attribute_list$|^array_rank/;

/** A name without its type arguments. */
export const plainName = (node: Node | null, read: Reader): string =>
  node === null ? '' : node.type === 'generic_name' ? read.of(nth(node, 0) ?? node) : read.of(node);

function argumentsOf(given: Node | null | undefined, read: Reader): Argument[] {
  const found = listed(given, read);
  const at = found.findIndex(({ value }) => value.kind === 'text' && value.text.includes('{@'));
  const template = found[at]?.value;
  if (template?.kind !== 'text') return found;
  // `{@Account}` of a message template writes the fields of what stands at its place.
  const holes = template.text.match(/(?<!\{)\{@?\w[^{}]{0,60}\}/g) ?? [];
  return found.map((argument, index): Argument => {
    const { value } = argument;
    return holes[index - at - 1]?.startsWith('{@') === true
      ? { ...argument, value: { kind: 'call', span: value.span, callee: 'serialize', arguments: [{ value }] } }
      : argument;
  });
}

function listed(given: Node | null | undefined, read: Reader): Argument[] {
  return namedChildren(given ?? null).flatMap((argument): Argument[] => {
    if (argument.type !== 'argument') return [];
    const name = argument.childForFieldName('name');
    const last = lastIn(argument);
    if (last === null) return [{ value: { kind: 'name', span: read.span(argument), name: read.of(argument) } }];
    return [name === null || name.id === last.id ? { value: read.expression(last) } : { value: read.expression(last), name: read.of(name) }];
  });
}

/** The thing that `?.` is asked of, put under what follows it. */
function conditional(part: Node | null, object: Expression, read: Reader): Expression {
  if (part === null) return object;
  const span = { start: object.span.start, end: part.endIndex };
  switch (part.type) {
    case 'member_binding_expression':
      return { kind: 'member', span, object, name: plainName(part.childForFieldName('name'), read) };
    case 'element_binding_expression': {
      const index = lastIn(nth(part, 0)) ?? null;
      return indexed(span, object, read.expression(index));
    }
    case 'member_access_expression':
      return {
        kind: 'member',
        span,
        object: conditional(part.childForFieldName('expression'), object, read),
        name: plainName(part.childForFieldName('name'), read),
      };
    case 'invocation_expression':
      return called(span, conditional(part.childForFieldName('function'), object, read), argumentsOf(part.childForFieldName('arguments'), read));
    case 'conditional_access_expression':
      return conditional(lastIn(part), conditional(part.childForFieldName('condition'), object, read), read);
    default:
      return { kind: 'wrap', span, inner: object };
  }
}

/** A member or a name that is called. */
function called(span: Expression['span'], fn: Expression, given: readonly Argument[]): Expression {
  if (fn.kind === 'member') return { kind: 'call', span, callee: fn.name, receiver: fn.object, arguments: given };
  return { kind: 'call', span, callee: fn.kind === 'name' ? fn.name : '', arguments: given };
}

function invocation(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const fn = node.childForFieldName('function');
  const given = argumentsOf(node.childForFieldName('arguments'), read);
  if (fn === null) return read.children(node);
  if (fn.type === 'identifier' && read.of(fn) === 'nameof') return constant(span);
  if (fn.type === 'generic_name') return { kind: 'call', span, callee: plainName(fn, read), arguments: given };
  return called(span, read.expression(fn), given);
}

/** The entries of `{ A = 1 }`, `{ ["k"] = 1 }`, `{ { "k", 1 } }`, `{ 1, 2 }`. */
function entriesOf(initializer: Node | null | undefined, read: Reader): Entry[] {
  return namedChildren(initializer ?? null).map((child): Entry => {
    if (child.type === 'assignment_expression') {
      const left = child.childForFieldName('left');
      const value = read.expression(child.childForFieldName('right'));
      const literal = left?.type === 'element_binding_expression' ? lastIn(nth(left, 0)) : undefined;
      const key = left?.type === 'identifier' ? read.of(left) : literal?.type === 'string_literal' ? unquoted(read.of(literal)) : undefined;
      return key === undefined ? { value } : { value, key };
    }
    if (child.type === 'initializer_expression' && namedChildren(child).length === 2) {
      const key = nth(child, 0);
      const value = read.expression(lastIn(child));
      return key?.type === 'string_literal' ? { value, key: unquoted(read.of(key)) } : { value };
    }
    return { value: read.expression(child) };
  });
}

function creation(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const initializer = node.childForFieldName('initializer') ?? childOf(node, 'initializer_expression');
  const given = argumentsOf(node.childForFieldName('arguments') ?? childOf(node, 'argument_list'), read);
  const callee = typeName(node.childForFieldName('type'), read) ?? '';
  if (initializer == null) return { kind: 'call', span, callee, arguments: given, constructs: true };
  const entries = entriesOf(initializer, read);
  // An object with a type: its fields are keyword arguments of its constructor.
  return /^(?:Dictionary|List|HashSet|SortedDictionary|ConcurrentDictionary|NameValueCollection|KeyValuePair|)$/.test(callee)
    ? { kind: 'collection', span, entries }
    : {
        kind: 'call',
        span,
        callee,
        arguments: [...given, ...entries.map(({ value, key }) => (key === undefined ? { value } : { value, name: key }))],
        constructs: true,
      };
}

/** `new { token, a = b }`: the grammar gives names and values in a row. */
function anonymous(node: Node, read: Reader): Expression {
  const entries: Entry[] = [];
  const children = namedChildren(node);
  for (let at = 0; at < children.length; at++) {
    const child = children[at] as Node;
    const next = children[at + 1];
    const isKey = child.type === 'identifier' && next !== undefined && /^\s*=(?!=)\s*$/.test(read.stretch(child.endIndex, next.startIndex));
    if (isKey) at++;
    const value = isKey ? next : child;
    const key =
      isKey || child.type === 'identifier'
        ? read.of(child)
        : child.type === 'member_access_expression'
          ? plainName(child.childForFieldName('name'), read)
          : undefined;
    entries.push(key === undefined ? { value: read.expression(value) } : { value: read.expression(value), key });
  }
  return { kind: 'collection', span: read.span(node), entries };
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  switch (operator) {
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '??':
      return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
    case '&&':
      return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
    case '||':
      return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
    default:
      return compared(span, operator, left, right, read);
  }
}

function isPattern(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const pattern = node.childForFieldName('pattern');
  const subject = read.expression(node.childForFieldName('expression'));
  const written = pattern === null ? '' : read.code(pattern, 20);
  if (/^(?:null|"")$/.test(written)) return { kind: 'test', span, absent: subject };
  return /^not (?:null|"")$|^\{ ?\}/.test(written) ? { kind: 'test', span, present: subject } : { kind: 'test', span };
}

/** The `interpolation` parts of `$"…"`: the expression without its format. */
function interpolated(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const parts: Expression[] = [];
  let text = '';
  for (const child of namedChildren(node)) {
    if (child.type !== 'interpolation') {
      if (child.type !== 'interpolation_start') text += read.of(child);
      continue;
    }
    const inner = namedChildren(child).find(({ type }) => !/^interpolation_/.test(type));
    // `{this}` and its like have no named node.
    parts.push(inner === undefined ? constant(read.span(child)) : read.expression(inner));
  }
  return { kind: 'text', span, text, parts };
}

function range(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const [from, to] = read.of(node).slice(0, 40).split('..');
  return { kind: 'text', span, text: `${from ?? ''}..${to ?? ''}`, parts: [] };
}

function access(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const object = read.expression(node.childForFieldName('expression'));
  const index = lastIn(nth(node.childForFieldName('subscript'), 0));
  if (index?.type === 'range_expression') {
    const { start } = read.span(index);
    const dots = start + read.of(index).indexOf('..');
    const ends = [
      { start, end: dots },
      { start: dots + 2, end: index.endIndex },
    ];
    return { kind: 'call', span, callee: 'slice', receiver: object, arguments: ends.map((end) => ({ value: constant(end) })) };
  }
  return indexed(span, object, read.expression(index));
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  if (TYPES.test(node.type) && node.type !== 'generic_name') return constant(span);
  switch (node.type) {
    case 'identifier':
    case 'generic_name':
      return { kind: 'name', span, name: plainName(node, read) };
    case 'this':
    case 'this_expression':
    case 'base':
    case 'base_expression':
      return { kind: 'name', span, name: 'this' };
    case 'member_access_expression': {
      const object = node.childForFieldName('expression');
      const name = plainName(node.childForFieldName('name'), read);
      return {
        kind: 'member',
        span,
        object:
          object === null
            ? { kind: 'name', span, name: 'this' }
            : object.type === 'predefined_type'
              ? { kind: 'name', span: read.span(object), name: read.of(object) }
              : read.expression(object),
        name,
      };
    }
    case 'qualified_name':
      return { kind: 'member', span, object: read.expression(node.childForFieldName('qualifier')), name: plainName(node.childForFieldName('name'), read) };
    case 'conditional_access_expression':
      return conditional(lastIn(node), read.expression(node.childForFieldName('condition')), read);
    case 'element_access_expression':
      return access(node, read);
    case 'range_expression':
      return range(node, read);
    case 'invocation_expression':
      return invocation(node, read);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creation(node, read);
    case 'anonymous_object_creation_expression':
      return anonymous(node, read);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
      return { kind: 'collection', span, entries: entriesOf(childOf(node, 'initializer_expression'), read) };
    case 'initializer_expression':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'collection_expression':
    case 'tuple_expression':
      return { kind: 'collection', span, entries: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'with_expression':
      return { kind: 'choice', span, branches: namedChildren(node).map((child) => read.expression(child)) };
    case 'binary_expression':
      return binary(node, read);
    case 'is_pattern_expression':
    case 'is_expression':
      return isPattern(node, read);
    case 'prefix_unary_expression':
      return node.child(0)?.type === '!' ? negated(span, asTest(read.expression(nth(node, 0)))) : { kind: 'test', span };
    case 'conditional_expression':
      return {
        kind: 'choice',
        span,
        condition: asTest(read.expression(node.childForFieldName('condition'))),
        branches: [read.expression(node.childForFieldName('consequence')), read.expression(node.childForFieldName('alternative'))],
      };
    case 'switch_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node).flatMap((arm) => (arm.type === 'switch_expression_arm' ? [read.expression(lastIn(arm))] : [])),
      };
    case 'interpolated_string_expression':
      return interpolated(node, read);
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'cast_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'as_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('left')) };
    case 'assignment_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'postfix_unary_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'argument':
    case 'collection_element':
    case 'expression_element':
    case 'interpolation':
    case 'arrow_expression_clause':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'throw_statement':
    case 'throw_expression':
      return { kind: 'call', span, callee: 'throw', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'lambda_expression': {
      const body = node.childForFieldName('body');
      return body === null || body.type === 'block' ? { kind: 'function', span } : { kind: 'function', span, result: read.expression(body) };
    }
    case 'anonymous_method_expression':
    case 'local_function_statement':
      return { kind: 'function', span };
    case 'typeof_expression':
    case 'sizeof_expression':
    case 'default_expression':
    case 'integer_literal':
    case 'real_literal':
    case 'boolean_literal':
    case 'character_literal':
    case 'null_literal':
    case 'comment':
    case 'declaration_expression':
      return constant(span);
    default:
      return read.children(node);
  }
}

export function result(fn: Node, read: Reader): Expression | undefined {
  const body = fn.childForFieldName('body') ?? (fn.type === 'property_declaration' ? getterOf(fn) : null);
  if (body === null || body.type === 'block') return undefined;
  return read.expression(body.type === 'arrow_expression_clause' ? nth(body, 0) : body);
}

/** What a property gives: its arrow, or that of its `get`. */
function getterOf(property: Node): Node | null {
  const arrow = property.childForFieldName('value');
  if (arrow?.type === 'arrow_expression_clause') return arrow;
  return (
    namedChildren(property.childForFieldName('accessors'))
      .find((accessor) => accessor.child(0)?.type === 'get')
      ?.childForFieldName('body') ?? null
  );
}
