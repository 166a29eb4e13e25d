import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import {
  asTest,
  chainTop,
  childOf,
  compared,
  constant,
  hiddenIn,
  indexed,
  isField,
  MOST_CHILDREN,
  namedChildren,
  negated,
  nthValue,
  typeName,
  unknown,
  unquoted,
  nth,
  lastIn,
} from './shared';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_declaration', 'method_declaration', 'func_literal']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'for_statement',
  'expression_case',
  'type_case',
  'default_case',
  'communication_case',
  'binary_expression',
  'func_literal',
]);
const LITERALS: ReadonlySet<string> = new Set(['int_literal', 'float_literal', 'imaginary_literal', 'rune_literal', 'nil', 'true', 'false', 'iota', 'comment']);
/** Names that a call looks like a function of and that only change the type. */
const CONVERSIONS = /^(?:string|byte|rune|any|int\d*|uint\d*|float\d+)$/;

function called(node: Node, read: Reader): Expression {
  const fn = node.childForFieldName('function');
  const given = node.childForFieldName('arguments');
  const span = read.span(node);
  if (fn?.type === 'identifier' && CONVERSIONS.test(read.of(fn))) return { kind: 'wrap', span, inner: read.expression(nth(given, 0)) };
  if (fn?.type === 'parenthesized_expression') return { kind: 'wrap', span, inner: read.expression(nth(given, 0)) };
  const args = argumentsOf(given, read);
  if (fn?.type === 'selector_expression') {
    const field = fn.childForFieldName('field');
    const callee = field === null ? '' : read.of(field);
    const elsewhere = FPRINT.test(callee) && args[0] !== undefined && !isStandardStream(nth(given, 0), read) ? { to: args[0].value } : {};
    return { kind: 'call', span, callee, receiver: read.expression(fn.childForFieldName('operand')), arguments: args, ...elsewhere };
  }
  return { kind: 'call', span, callee: fn?.type === 'identifier' ? read.of(fn) : '', arguments: args };
}

/** Print to what their first argument is. */
const FPRINT = /^(?:Fprint|Fdump)/;

/** `os.Stderr`, and what command line libraries call it. */
const isStandardStream = (writer: Node | null, read: Reader): boolean =>
  writer !== null &&
  /(?:[sS]td(?:out|err)|[eE]rrOut|OutOrStd\w+|ErrOrStderr|OutOrStderr|\.Out|GinkgoWriter|[cC]onsole|[tT]erminal)(?:\(\))?$/.test(read.code(writer).slice(-60));

const argumentsOf = (given: Node | null, read: Reader): Argument[] =>
  namedChildren(given)
    .filter(({ type }) => type !== 'comment')
    .map((child) =>
      child.type === 'variadic_argument' ? { value: read.expression(nth(child, 0)), spread: true as const } : { value: read.expression(child) },
    );

function entriesOf(body: Node | null, read: Reader): Entry[] {
  return namedChildren(body).flatMap((child): Entry[] => {
    if (child.type === 'comment') return [];
    if (child.type !== 'keyed_element') return [{ value: read.expression(child) }];
    const key = nth(nth(child, 0), 0);
    const value = { value: read.expression(lastIn(child)) };
    if (key === null) return [value];
    if (key.type === 'identifier') return [{ ...value, key: read.of(key) }];
    return /string_literal$/.test(key.type) ? [{ ...value, key: unquoted(read.of(key)) }] : [value];
  });
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (operator === '+') return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
  if (operator === '&&') return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
  if (operator === '||') return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
  // `len(x) == 0`
  const measured = left?.type === 'call_expression' && /^len\(/.test(read.code(left, 4)) ? nth(left.childForFieldName('arguments'), 0) : undefined;
  if (measured != null && right !== null && read.of(right) === '0') {
    if (operator === '==') return { kind: 'test', span, absent: read.expression(measured) };
    if (operator === '!=' || operator === '>') return { kind: 'test', span, present: read.expression(measured) };
  }
  return compared(span, operator, left, right, read);
}

function unary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operand = node.childForFieldName('operand');
  switch (node.childForFieldName('operator')?.type) {
    case '&':
    case '*':
      return { kind: 'wrap', span, inner: read.expression(operand) };
    case '!':
      return negated(span, asTest(read.expression(operand)));
    case '<-':
      return operand === null ? unknown(span) : { kind: 'unknown', span, children: [read.expression(operand)] };
    default:
      return { kind: 'test', span };
  }
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  if (LITERALS.has(node.type) || /_type$/.test(node.type)) return constant(span);
  switch (node.type) {
    case 'identifier':
    case 'package_identifier':
    case 'type_identifier':
      return { kind: 'name', span, name: read.of(node) };
    case 'selector_expression': {
      const field = node.childForFieldName('field');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('operand')), name: field === null ? '' : read.of(field) };
    }
    case 'index_expression':
      return indexed(span, read.expression(node.childForFieldName('operand')), read.expression(node.childForFieldName('index')));
    case 'slice_expression': {
      const from = node.childForFieldName('start');
      const to = node.childForFieldName('end');
      const none = constant({ start: span.end, end: span.end });
      return {
        kind: 'call',
        span,
        callee: 'slice',
        receiver: read.expression(node.childForFieldName('operand')),
        arguments: [{ value: from === null ? none : read.expression(from) }, ...(to === null ? [] : [{ value: read.expression(to) }])],
      };
    }
    case 'call_expression':
      return called(node, read);
    case 'composite_literal':
      return { kind: 'collection', span, entries: entriesOf(node.childForFieldName('body'), read) };
    case 'literal_value':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'unary_expression':
      return unary(node, read);
    case 'binary_expression':
      return binary(node, read);
    case 'parenthesized_expression':
    case 'literal_element':
    case 'expression_statement':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'type_assertion_expression':
    case 'type_conversion_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('operand')) };
    case 'func_literal':
      return { kind: 'function', span };
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'expression_list':
      return namedChildren(node).length === 1 ? read.expression(nth(node, 0)) : read.children(node);
    default:
      return read.children(node);
  }
}

const isObject = (node: Node, child: Node): boolean =>
  (node.type === 'selector_expression' || node.type === 'index_expression' || node.type === 'slice_expression') && isField(node, 'operand', child);

/** The literal key of the outermost part of a chain: `b` of `a.b`, `k` of `a["k"]`. */
function keyOf(part: Node, read: Reader): string | undefined {
  const field = part.childForFieldName('field');
  if (field !== null) return read.of(field);
  const index = part.childForFieldName('index');
  return index !== null && /string_literal$/.test(index.type) ? unquoted(read.of(index)) : undefined;
}

/** The type that a composite literal names: `&Config{…}`, `Config{…}`. */
function literalType(value: Node | undefined, read: Reader): string | undefined {
  const literal = value?.type === 'unary_expression' ? value.childForFieldName('operand') : value;
  return literal?.type === 'composite_literal' ? typeName(literal.childForFieldName('type'), read) : undefined;
}

/** The result of a call that is the secret one among several, where that is not the first: `user, password, ok := r.BasicAuth()`. */
function partOf(number: number, [call, other]: readonly Node[], read: Reader): Expression | undefined {
  if (call?.type !== 'call_expression' || other !== undefined) return undefined;
  // `scheme, token, _ := strings.Cut(header, " ")`: the value stands behind what it is cut at.
  if (number < 2 && lastOf(call, read) === 'Cut') return number === 1 ? read.expression(call) : unknown(read.span(call));
  if (number !== 1 || lastOf(call, read) !== 'BasicAuth') return undefined;
  return { kind: 'call', span: read.span(call), callee: 'GetSecretValue', arguments: [] };
}

/** The last name of what a call calls. */
function lastOf(call: Node, read: Reader): string {
  const field = call.childForFieldName('function')?.childForFieldName('field');
  return field == null ? '' : read.of(field);
}

/** What a call puts into a variable whose address it is given: what is typed at a prompt for a secret, what a text holds that is taken apart. */
function putInto(call: Node, into: Node, read: Reader): Expression | undefined {
  if (call.type !== 'call_expression') return undefined;
  const name = lastOf(call, read);
  const given = namedChildren(call.childForFieldName('arguments'));
  const [first] = given;
  if (first === undefined || given.at(name === 'AskOne' ? 1 : -1)?.id !== into.id) return undefined;
  if (name === 'AskOne')
    return /^&?survey\.Password\b/.test(read.code(first, 24)) ? { kind: 'call', span: read.span(call), callee: 'GetSecretValue', arguments: [] } : undefined;
  return name === 'Unmarshal' && given.length === 2 ? read.expression(first) : undefined;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  const above = path[top - 1];
  if (above === undefined) return undefined;
  const bare = top === path.length - 1;
  if (above.type === 'call_expression' && !bare && isField(above, 'function', whole))
    return { how: 'call', span: read.span(above), value: read.expression(above) };
  // `fmt.Fprintf(&buffer, …)` puts the rest into the buffer.
  const list = above.type === 'unary_expression' ? path[top - 2] : above;
  const printing = list?.type === 'argument_list' ? path[top - (list === above ? 2 : 3)] : undefined;
  if (printing !== undefined && nth(list, 0)?.startIndex === above.startIndex + (list === above ? 1 : 0)) {
    const made = FPRINT.test(lastOf(printing, read)) ? read.expression(printing) : undefined;
    if (made?.kind === 'call') return { how: 'call', span: read.span(printing), value: made };
  }
  const asked = bare && list !== above && printing !== undefined ? putInto(printing, above, read) : undefined;
  if (asked !== undefined) return { how: 'assign', span: read.span(printing as Node), value: asked };
  if (bare && (above.type === 'var_spec' || above.type === 'const_spec')) return declared(above, whole, read);
  if (bare && (above.type === 'parameter_declaration' || above.type === 'variadic_parameter_declaration')) {
    const type = typeName(above.childForFieldName('type'), read);
    return { how: 'parameter', span: read.span(above), ...(type === undefined ? {} : { type }) };
  }
  if (above.type !== 'expression_list') return undefined;
  const statement = path[top - 2];
  if (statement === undefined) return undefined;
  const number = namedChildren(above).findIndex(({ id }) => id === whole.id);
  const span = read.span(statement);
  switch (statement.type) {
    case 'short_var_declaration':
    case 'assignment_statement': {
      if (!isField(statement, 'left', above)) return undefined;
      const right = namedChildren(statement.childForFieldName('right'));
      const value = partOf(number, right, read) ?? nthValue(number, namedChildren(above).length, right, read);
      const given = value === undefined ? {} : { value };
      if (!bare) {
        const field = keyOf(whole, read);
        return { how: 'field', span, ...given, ...(field === undefined ? {} : { field }) };
      }
      const type = literalType(right[number], read);
      return { how: statement.childForFieldName('operator')?.type === '+=' ? 'append' : 'assign', span, ...given, ...(type === undefined ? {} : { type }) };
    }
    case 'range_clause': {
      if (!isField(statement, 'left', above) || !bare) return undefined;
      const right = statement.childForFieldName('right');
      // The first is the number or the key.
      return number === 0 ? { how: 'assign', span, value: constant(span) } : { how: 'element', span, value: read.expression(right) };
    }
    case 'type_switch_statement':
      return isField(statement, 'alias', above)
        ? { how: 'assign', span: read.span(above), value: read.expression(statement.childForFieldName('value')) }
        : undefined;
    default:
      return undefined;
  }
}

/** What a `return` gives back; several results as a list of them. */
function returned(node: Node, read: Reader): Expression | undefined {
  if (node.type !== 'return_statement') return undefined;
  const list = nth(node, 0);
  const [first, ...more] = namedChildren(list);
  if (list === null || first === undefined || more.length === 0) return read.expression(first ?? null);
  return { kind: 'collection', span: read.span(list), entries: [first, ...more].map((each) => ({ value: read.expression(each) })) };
}

function declared(spec: Node, name: Node, read: Reader): Omit<Binding, 'block'> | undefined {
  const names = namedChildren(spec).filter(({ type }) => type === 'identifier');
  const number = names.findIndex(({ id }) => id === name.id);
  if (number === -1) return undefined;
  const values = namedChildren(spec.childForFieldName('value'));
  const value = nthValue(number, names.length, values, read);
  const type = typeName(spec.childForFieldName('type'), read) ?? literalType(values[number], read);
  return { how: 'assign', span: read.span(spec), ...(value === undefined ? {} : { value }), ...(type === undefined ? {} : { type }) };
}

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((declaration): Parameter[] => {
    if (!/parameter_declaration$/.test(declaration.type)) return [];
    const type = typeName(declaration.childForFieldName('type'), read);
    const more = { ...(type === undefined ? {} : { type }), ...(declaration.type.startsWith('variadic') ? { rest: true as const } : {}) };
    const names = namedChildren(declaration).filter((child) => child.type === 'identifier');
    return names.length === 0
      ? [{ name: '', span: read.span(declaration), ...more }]
      : names.map((name) => ({ name: read.of(name), span: read.span(declaration), ...more }));
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const statement = path.at(-3);
  const left = nth(statement?.childForFieldName('left'), 0);
  return left?.type === 'identifier' ? read.of(left) : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  if (branch.type === 'if_statement') {
    if (!isField(branch, 'consequence', part) && !isField(branch, 'alternative', part)) return undefined;
    return { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: isField(branch, 'consequence', part) };
  }
  const operator = branch.type === 'binary_expression' ? branch.childForFieldName('operator')?.type : undefined;
  if ((operator !== '&&' && operator !== '||') || !isField(branch, 'right', part)) return undefined;
  return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' };
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_declaration' || node.type === 'method_declaration')
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'type_spec') return undefined;
  const list = childOf(node.childForFieldName('type'), 'field_declaration_list');
  return { kind: 'type', fields: fieldsOf(list ?? null, read), shows: !writesItself(read.of(leaf), read) };
}

/** The type says by a method how it is printed, so its fields are not. */
const writesItself = (type: string, read: Reader): boolean =>
  /^\w{1,80}$/.test(type) &&
  read.mentions(new RegExp(`\\bfunc \\(\\w{0,20} ?\\*?${type}\\) (?:String|GoString|Format|LogValue|MarshalLogObject|MarshalText)\\(`), type);

function fieldsOf(list: Node | null, read: Reader): Field[] {
  return namedChildren(list)
    .slice(0, MOST_CHILDREN)
    .flatMap((field): Field[] => {
      if (field.type !== 'field_declaration') return [];
      const type = typeName(field.childForFieldName('type'), read);
      const tag = field.childForFieldName('tag');
      const unwritten = hiddenIn([false, tag !== null && /\bjson:"-"/.test(read.of(tag))]);
      return namedChildren(field)
        .filter((child) => child.type === 'field_identifier')
        .map((name) => ({ name: read.of(name), span: read.span(name), ...(type === undefined ? {} : { type }), ...unwritten }));
    });
}

/** Go. */
export const go: TreeLanguage = {
  id: 'go',
  functions: FUNCTIONS,
  calls: new Set(['call_expression']),
  names: new Set(['identifier']),
  branches: BRANCHES,
  callee: (call) => call.childForFieldName('function'),
  expression,
  binding,
  parameters,
  functionName,
  result: () => undefined,
  // Of several results the first is the value.
  returned,
  guard,
  declaration,
};
