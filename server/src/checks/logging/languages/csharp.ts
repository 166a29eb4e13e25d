import type { Node } from 'web-tree-sitter';
import type { Argument, CallExpression, Entry, Expression } from '../model/expression';
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
  mentionedIn,
  namedChildren,
  negated,
  showing,
  someOf,
  typeName,
  unquoted,
  nth,
  lastIn,
} from './shared';

const FUNCTIONS: ReadonlySet<string> = new Set([
  'method_declaration',
  'constructor_declaration',
  'local_function_statement',
  'lambda_expression',
  'anonymous_method_expression',
  'accessor_declaration',
  'operator_declaration',
  'property_declaration',
]);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'switch_section',
  'switch_expression_arm',
  'for_statement',
  'foreach_statement',
  'while_statement',
  'do_statement',
  'catch_clause',
  'conditional_expression',
  'binary_expression',
  'lambda_expression',
]);
const TYPES = /_type$|^type_|^generic_name$|^modifier$|^attribute_list$|^array_rank/;

/** A name without its type arguments. */
const plainName = (node: Node | null, read: Reader): string =>
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

function expression(node: Node, read: Reader): Expression {
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

const isObject = (node: Node, child: Node): boolean =>
  ((node.type === 'member_access_expression' || node.type === 'element_access_expression') && isField(node, 'expression', child)) ||
  (node.type === 'conditional_access_expression' && isField(node, 'condition', child)) ||
  (node.type === 'postfix_unary_expression' && nth(node, 0)?.id === child.id);

/** The literal key of the outermost part of a chain. */
function keyOf(part: Node, read: Reader): string | undefined {
  const name = part.childForFieldName('name');
  if (name !== null) return plainName(name, read);
  const index = lastIn(nth(part.childForFieldName('subscript'), 0));
  return index?.type === 'string_literal' ? unquoted(read.of(index)) : undefined;
}

const typed = (node: Node | null, read: Reader): { readonly type?: string } => {
  const type = node === null || node.type === 'implicit_type' ? undefined : typeName(node, read);
  return type === undefined ? {} : { type };
};

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  const above = path[top - 1];
  if (above === undefined) return undefined;
  const bare = whole.id === leaf.id;
  const span = read.span(above);
  switch (above.type) {
    case 'invocation_expression':
      return !bare && isField(above, 'function', whole) ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'assignment_expression': {
      if (!isField(above, 'left', whole) || path[top - 2]?.type === 'initializer_expression') return undefined;
      const value = read.expression(above.childForFieldName('right'));
      const operator = above.childForFieldName('operator');
      if (bare) return { how: operator !== null && read.of(operator) === '+=' ? 'append' : 'assign', span, value };
      const field = keyOf(whole, read);
      return { how: 'field', span, value, ...(field === undefined ? {} : { field }) };
    }
    case 'variable_declarator': {
      if (!isField(above, 'name', leaf)) return undefined;
      const value = lastIn(above);
      const type = typed(path[top - 2]?.childForFieldName('type') ?? null, read);
      return { how: 'assign', span, ...(value === null || value.id === leaf.id ? {} : { value: read.expression(value) }), ...type };
    }
    case 'property_declaration': {
      if (!isField(above, 'name', leaf)) return undefined;
      const value = above.childForFieldName('value');
      return { how: 'assign', span, ...(value === null ? {} : { value: read.expression(value) }), ...typed(above.childForFieldName('type'), read) };
    }
    case 'tuple_pattern':
    case 'declaration_expression':
    case 'declaration_pattern':
    case 'catch_declaration':
      return partOf(path, top - 1, leaf, read);
    case 'foreach_statement':
      return isField(above, 'left', leaf)
        ? { how: 'element', span: read.span(leaf), value: read.expression(above.childForFieldName('right')), ...typed(above.childForFieldName('type'), read) }
        : undefined;
    case 'parameter':
      return isField(above, 'name', leaf) ? { how: 'parameter', span, ...typed(above.childForFieldName('type'), read) } : undefined;
    case 'lambda_expression':
      return isField(above, 'parameters', leaf) ? { how: 'parameter', span: read.span(leaf) } : undefined;
    default:
      return undefined;
  }
}

/** `f(out var x)` and `(string x, string y) = f()`: `at` is the index in the path of the declaration. */
function declared(path: readonly Node[], at: number, read: Reader): Omit<Binding, 'block'> {
  const span = read.span(path[at] as Node);
  const type = typed((path[at] as Node).childForFieldName('type'), read);
  const [argument, list, holder] = [path[at - 1], path[at - 2], path[at - 3]];
  if (argument?.type !== 'argument' || list === undefined || holder === undefined) return { how: 'assign', span, ...type };
  if (list.type === 'tuple_expression') {
    const value = holder.type === 'assignment_expression' && isField(holder, 'left', list) ? holder.childForFieldName('right') : null;
    const number = namedChildren(list).findIndex(({ id }) => id === argument.id);
    return value === null
      ? { how: 'assign', span, ...type }
      : { how: 'assign', span: read.span(holder), value: someOf(read.expression(value), number), ...type };
  }
  const call = holder.type === 'invocation_expression' ? read.expression(holder) : undefined;
  const value = call?.kind === 'call' ? givenOut(call) : undefined;
  return { how: 'assign', span, ...(value === undefined ? {} : { value }), ...type };
}

/** What a call puts into what is handed to it for that: `map.TryGetValue("password", out var x)`, `TryReadPassword(out var x)`, `GetToken(out var x)`. */
function givenOut({ callee, receiver, arguments: [key], span }: CallExpression): Expression | undefined {
  if (/^TryGet(?:Value|Header|Cookie|Parameter)?$/.test(callee))
    return key?.value.kind === 'text' && key.value.parts.length === 0 && receiver !== undefined
      ? { kind: 'member', span, object: receiver, name: key.value.text }
      : undefined;
  const verb = /^(?:Try)?((?:Get|Read|Find|Load|Fetch|Obtain|Extract|Create|Generate|Decrypt)[A-Z]\w{1,60})$/.exec(callee)?.[1];
  return verb === undefined ? undefined : { kind: 'call', span, callee: verb, arguments: [] };
}

/** `at`: the index in the path of a pattern that holds the name. */
function partOf(path: readonly Node[], at: number, leaf: Node, read: Reader): Omit<Binding, 'block'> | undefined {
  const pattern = path[at] as Node;
  const holder = path[at - 1];
  if (pattern.type === 'catch_declaration') return isField(pattern, 'name', leaf) ? { how: 'assign', span: read.span(pattern) } : undefined;
  if (pattern.type === 'declaration_expression') return isField(pattern, 'name', leaf) ? declared(path, at, read) : undefined;
  if (holder === undefined) return undefined;
  if (pattern.type === 'declaration_pattern') {
    if (!isField(pattern, 'name', leaf)) return undefined;
    return holder.type === 'is_pattern_expression'
      ? {
          how: 'assign',
          span: read.span(pattern),
          value: read.expression(holder.childForFieldName('expression')),
          ...typed(pattern.childForFieldName('type'), read),
        }
      : { how: 'assign', span: read.span(pattern) };
  }
  const number = namedChildren(pattern).findIndex(({ id }) => id === leaf.id);
  if (holder.type === 'foreach_statement') {
    const span = read.span(pattern);
    // Of pairs the first is the key.
    return number === 0 ? { how: 'assign', span, value: constant(span) } : { how: 'element', span, value: read.expression(holder.childForFieldName('right')) };
  }
  const value = lastIn(holder);
  const span = read.span(holder);
  if (value === null || value.id === pattern.id) return { how: 'assign', span };
  const made = read.expression(value);
  return { how: 'assign', span, value: someOf(made, number) };
}

function parameters(fn: Node, read: Reader): Parameter[] {
  const list = fn.childForFieldName('parameters') ?? childOf(fn, 'parameter_list') ?? null;
  if (list === null) return [];
  if (list.type === 'implicit_parameter' || list.type === 'identifier') return [{ name: read.of(list), span: read.span(list) }];
  const made = namedChildren(list).flatMap((child): Parameter[] => {
    if (child.type !== 'parameter') return [];
    const name = child.childForFieldName('name');
    return [{ name: name === null ? '' : read.of(name), span: read.span(child), ...typed(child.childForFieldName('type'), read) }];
  });
  // `params object[] rest` stands in the list itself.
  const rest = list.childForFieldName('name');
  return rest === null || rest.type !== 'identifier' ? made : [...made, { name: read.of(rest), span: read.span(rest), rest: true }];
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const holder = path.at(-2);
  const name = holder?.type === 'variable_declarator' ? holder.childForFieldName('name') : null;
  return name === null ? '' : read.of(name);
}

function result(fn: Node, read: Reader): Expression | undefined {
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

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement':
    case 'conditional_expression':
    case 'while_statement': {
      if (isField(branch, 'condition', part)) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: !isField(branch, 'alternative', part) };
    }
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
  if (/^(?:method_declaration|local_function_statement)$/.test(node.type) || (node.type === 'property_declaration' && isComputed(node)))
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (!/^(?:class|record|struct|record_struct|interface)_declaration$/.test(node.type)) return undefined;
  const source = read.of(node).slice(0, 60_000);
  const shown = /\boverride\s+(?:string|String)\s+ToString\(\)\s*(?:=>|\{)([^\n]{0,400}(?:\n[^\n]{0,200}){0,4})/.exec(source)?.[1];
  const all = fieldsOf(node, read);
  if (shown === undefined) return { kind: 'type', fields: all, shows: node.type.startsWith('record') };
  return { kind: 'type', fields: showing(all, mentionedIn(shown)), shows: true };
}

/** A property without a value of its own: `string Url => …`, `string Url { get { … } }`. */
const isComputed = (property: Node): boolean =>
  property.childForFieldName('value')?.type === 'arrow_expression_clause' ||
  namedChildren(property.childForFieldName('accessors')).some((accessor) => accessor.childForFieldName('body') !== null);

function fieldsOf(type: Node, read: Reader): Field[] {
  const fields: Field[] = [];
  const add = (name: Node | null, holder: Node | null, member?: Node): void => {
    const attributes = read.code(childOf(member ?? null, 'attribute_list') ?? type, 200);
    const isUnwritten = member !== undefined && /^\[(?:\w+:\s?)?(?:JsonIgnore|IgnoreDataMember|XmlIgnore|NotLogged|LogMasked|SensitiveData)\b/.test(attributes);
    if (name !== null && /^\w{1,80}$/.test(read.of(name)))
      fields.push({ name: read.of(name), span: read.span(name), ...typed(holder, read), ...hiddenIn([false, isUnwritten]) });
  };
  for (const parameter of namedChildren(childOf(type, 'parameter_list') ?? null)) add(parameter.childForFieldName('name'), parameter.childForFieldName('type'));
  for (const member of namedChildren(type.childForFieldName('body'))) {
    if (member.type === 'property_declaration') add(member.childForFieldName('name'), member.childForFieldName('type'), member);
    const declared = member.type === 'field_declaration' ? childOf(member, 'variable_declaration') : undefined;
    for (const declarator of namedChildren(declared ?? null))
      if (declarator.type === 'variable_declarator') add(declarator.childForFieldName('name'), declared?.childForFieldName('type') ?? null, member);
  }
  return fields;
}

/** C#. */
export const csharp: TreeLanguage = {
  id: 'csharp',
  functions: FUNCTIONS,
  calls: new Set(['invocation_expression', 'object_creation_expression', 'throw_statement', 'throw_expression']),
  names: new Set(['identifier', 'implicit_parameter']),
  branches: BRANCHES,
  callee: (call) => (call.type.startsWith('throw') ? call.child(0) : (call.childForFieldName('function') ?? call.childForFieldName('type'))),
  expression,
  binding,
  parameters,
  functionName,
  result,
  returned: (node, read) => (node.type === 'return_statement' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
