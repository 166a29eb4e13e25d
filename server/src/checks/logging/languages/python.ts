import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import { asTest, hiddenIn, isField, lastTypeName, namedChildren, negated, showing, someOf, nth } from './shared';

type Bound = Omit<Binding, 'block'>;

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'except_clause',
  'finally_clause',
  'case_clause',
  'conditional_expression',
  'boolean_operator',
]);
const INTERPOLATIONS: ReadonlySet<string> = new Set(['interpolation']);
const NOTHING = /^(?:None|''|""|False|0|\[\]|\{\}|b''|b"")$/;

/** The text of a literal without interpolations, or undefined. */
function literal(node: Node | null, read: Reader): string | undefined {
  if (node?.type !== 'string') return undefined;
  let text = '';
  for (const child of namedChildren(node)) {
    if (child.type === 'interpolation') return undefined;
    if (child.type === 'string_content') text += read.of(child);
  }
  return text;
}

function argumentsOf(list: Node | null, read: Reader): Argument[] {
  // `join(x for x in y)`: the only argument has the parentheses of the call.
  if (list?.type === 'generator_expression') return [{ value: read.expression(list) }];
  return namedChildren(list).flatMap((child): Argument[] => {
    switch (child.type) {
      case 'comment':
        return [];
      case 'keyword_argument': {
        const name = child.childForFieldName('name');
        return [{ value: read.expression(child.childForFieldName('value')), ...(name === null ? {} : { name: read.of(name) }) }];
      }
      case 'list_splat':
      case 'dictionary_splat':
        return [{ value: read.expression(nth(child, 0)), spread: true }];
      default:
        return [{ value: read.expression(child) }];
    }
  });
}

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const called = node.childForFieldName('function');
  const given = argumentsOf(node.childForFieldName('arguments'), read);
  if (called?.type === 'attribute') {
    const name = called.childForFieldName('attribute');
    return { kind: 'call', span, callee: name === null ? '' : read.of(name), receiver: read.expression(called.childForFieldName('object')), arguments: given };
  }
  const to = given.find(({ name }) => name === 'file')?.value;
  const callee = called?.type === 'identifier' ? read.of(called) : '';
  return { kind: 'call', span, callee, arguments: given, ...(to !== undefined && callee === 'print' ? { to } : {}) };
}

function entriesOf(node: Node, read: Reader): Entry[] {
  return namedChildren(node)
    .slice(0, 200)
    .flatMap((child): Entry[] => {
      switch (child.type) {
        case 'comment':
        case 'for_in_clause':
        case 'if_clause':
          return [];
        case 'pair': {
          const key = literal(child.childForFieldName('key'), read);
          return [{ value: read.expression(child.childForFieldName('value')), ...(key === undefined ? {} : { key }) }];
        }
        case 'list_splat':
        case 'dictionary_splat':
          return [{ value: read.expression(nth(child, 0)), spread: true }];
        default:
          return [{ value: read.expression(child) }];
      }
    });
}

/** A condition of a comprehension that leaves out what is a secret: `{k: v for k, v in x.items() if k != "password"}`. */
const leavesOut = (node: Node, read: Reader): boolean =>
  namedChildren(node).some(
    (child) =>
      child.type === 'if_clause' &&
      /!=|\bnot\b/.test(read.code(child, 300)) &&
      /pass|token|secret|auth|cookie|key|sensitive|redact|mask|hidden|private|exclu|credential/i.test(read.code(child, 300)),
  );

function comparison(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operators = node.childrenForFieldName('operators');
  const [left, right] = namedChildren(node);
  const operator = operators[0] === undefined ? '' : read.of(operators[0]);
  if (left === undefined || right === undefined || operators.length !== 1 || !NOTHING.test(read.of(right))) return { kind: 'test', span };
  if (operator === 'is' || operator === '==') return { kind: 'test', span, absent: read.expression(left) };
  return operator === '!=' || /^is\s+not$/.test(operator) ? { kind: 'test', span, present: read.expression(left) } : { kind: 'test', span };
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type;
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (operator === '+' || operator === '|') return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
  if (operator !== '%' || left === null || (left.type !== 'string' && left.type !== 'concatenated_string' && left.type !== 'identifier'))
    return operator === '*' ? read.children(node) : { kind: 'test', span };
  return { kind: 'call', span, callee: 'format', receiver: read.expression(left), arguments: [{ value: read.expression(right) }] };
}

function sliced(node: Node, slice: Node, read: Reader): Expression {
  const at = (index: number): Expression => {
    const colons = slice.children.filter(({ type }) => type === ':').map(({ startIndex }) => startIndex);
    const part = namedChildren(slice).find((child) => colons.filter((colon) => colon < child.startIndex).length === index);
    return part === undefined ? { kind: 'constant', span: { start: slice.startIndex, end: slice.startIndex } } : read.expression(part);
  };
  const [from, to] = [at(0), at(1)];
  const open = to.span.start === to.span.end;
  return {
    kind: 'call',
    span: read.span(node),
    callee: 'slice',
    receiver: read.expression(node.childForFieldName('value')),
    arguments: open ? [{ value: from }] : [{ value: from }, { value: to }],
  };
}

function subscript(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const key = node.childForFieldName('subscript');
  if (key?.type === 'slice') return sliced(node, key, read);
  const object = read.expression(node.childForFieldName('value'));
  const name = literal(key, read);
  return name === undefined ? { kind: 'index', span, object, index: read.expression(key) } : { kind: 'member', span, object, name };
}

function boolean(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (node.childForFieldName('operator')?.type === 'or') return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
  return { kind: 'choice', span, condition: condition(left, read), branches: [read.expression(right)] };
}

function condition(node: Node | null, read: Reader): Expression {
  if (node === null) return { kind: 'constant', span: { start: 0, end: 0 } };
  if (node.type === 'parenthesized_expression') return condition(nth(node, 0), read);
  if (node.type === 'boolean_operator') {
    const parts = [condition(node.childForFieldName('left'), read), condition(node.childForFieldName('right'), read)];
    return node.childForFieldName('operator')?.type === 'or'
      ? { kind: 'test', span: read.span(node), any: parts }
      : { kind: 'test', span: read.span(node), all: parts };
  }
  return asTest(read.expression(node));
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', span, name: read.of(node) };
    case 'attribute': {
      const name = node.childForFieldName('attribute');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('object')), name: name === null ? '' : read.of(name) };
    }
    case 'subscript':
      return subscript(node, read);
    case 'call':
      return call(node, read);
    case 'raise_statement':
      return { kind: 'call', span, callee: 'raise', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'assert_statement':
      return {
        kind: 'call',
        span,
        callee: 'assert',
        arguments: namedChildren(node)
          .slice(0, 2)
          .map((child) => ({ value: read.expression(child) })),
      };
    case 'print_statement':
      return { kind: 'call', span, callee: 'print', arguments: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'string': {
      const text = literal(node, read);
      return text === undefined ? read.textWith(node, INTERPOLATIONS) : { kind: 'text', span, text, parts: [] };
    }
    case 'concatenated_string':
      return { kind: 'join', span, parts: namedChildren(node).map((child) => read.expression(child)) };
    case 'interpolation':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('expression') ?? nth(node, 0)) };
    case 'parenthesized_expression':
    case 'await':
    case 'yield':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'named_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'binary_operator':
      return binary(node, read);
    case 'boolean_operator':
      return boolean(node, read);
    case 'not_operator':
      return negated(span, condition(node.childForFieldName('argument'), read));
    case 'comparison_operator':
      return comparison(node, read);
    case 'unary_operator':
      return { kind: 'test', span };
    case 'conditional_expression': {
      const [value, test, other] = namedChildren(node);
      return { kind: 'choice', span, condition: condition(test ?? null, read), branches: [read.expression(value ?? null), read.expression(other ?? null)] };
    }
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension':
    case 'dictionary_comprehension':
      if (leavesOut(node, read)) return { kind: 'unknown', span, children: [] };
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    // `user = password = ""`: what the first is given is what the second is given.
    case 'assignment':
      return read.expression(node.childForFieldName('right'));
    case 'dictionary':
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'lambda':
      return { kind: 'function', span, result: read.expression(node.childForFieldName('body')) };
    case 'integer':
    case 'float':
    case 'none':
    case 'true':
    case 'false':
    case 'ellipsis':
    case 'comment':
      return { kind: 'constant', span };
    default:
      return read.children(node);
  }
}

/** `a, b = value`: each a part of it; of a literal tuple the one at its place. */
function unpacked(path: readonly Node[], from: number, value: Expression): Expression {
  let made = value;
  for (let at = from; at < path.length - 1; at++) {
    const node = path[at] as Node;
    if (!/^(?:pattern_list|tuple_pattern|list_pattern)$/.test(node.type)) continue;
    const child = path[at + 1] as Node;
    const place = namedChildren(node).findIndex(({ id }) => id === child.id);
    const entry: Entry | undefined = made.kind === 'collection' ? made.entries[place] : undefined;
    made = entry === undefined ? someOf(made, place) : entry.value;
  }
  return made;
}

const leafOf = (path: readonly Node[]): Node => path.at(-1) as Node;

function binding(path: readonly Node[], read: Reader): Bound | undefined {
  for (let at = path.length - 2; at >= 0; at--) {
    const node = path[at] as Node;
    const child = path[at + 1] as Node;
    const span = read.span(node);
    switch (node.type) {
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
      case 'list_splat_pattern':
      case 'as_pattern_target':
        break;
      case 'assignment': {
        if (!isField(node, 'left', child)) return undefined;
        const value = node.childForFieldName('right');
        const type = typeOf(node, read);
        return { how: 'assign', span, ...(value === null ? {} : { value: unpacked(path, at + 1, read.expression(value)) }), ...type };
      }
      case 'augmented_assignment':
        return isField(node, 'left', child) ? { how: 'append', span, value: read.expression(node.childForFieldName('right')) } : undefined;
      case 'named_expression':
        return isField(node, 'name', child) ? { how: 'assign', span, value: read.expression(node.childForFieldName('value')) } : undefined;
      case 'for_statement':
      case 'for_in_clause':
        if (!isField(node, 'left', child)) return undefined;
        // In a comprehension what is made of a name stands before what gives it.
        return {
          how: 'element',
          span: { start: node.type === 'for_in_clause' ? (path[at - 1]?.startIndex ?? child.startIndex) : child.startIndex, end: child.endIndex },
          value: unpacked(path, at + 1, read.expression(node.childForFieldName('right'))),
        };
      case 'import_from_statement':
      case 'aliased_import': {
        // The environment under a name of its own: `from os import environ as env`.
        const from = node.type === 'aliased_import' ? path[at - 1] : node;
        const named = read.of(node.type === 'aliased_import' ? (node.childForFieldName('name') ?? node) : leafOf(path));
        if (from?.type !== 'import_from_statement' || !/^environb?$/.test(named) || !/^from\s+os\s/.test(read.code(from, 20))) return undefined;
        const object: Expression = { kind: 'name', span, name: 'os' };
        return { how: 'assign', span, value: { kind: 'member', span, object, name: named } };
      }
      case 'dotted_name':
        break;
      case 'as_pattern': {
        if (!isField(node, 'alias', child)) return undefined;
        const given = nth(node, 0);
        // An exception's text is not what its class says.
        return path[at - 1]?.type === 'except_clause' ? { how: 'assign', span } : { how: 'assign', span, value: read.expression(given) };
      }
      case 'attribute':
      case 'subscript': {
        if (!isField(node, node.type === 'attribute' ? 'object' : 'value', child)) return undefined;
        const above = path[at - 1];
        if (above?.type === 'call' && isField(above, 'function', node)) return { how: 'call', span: read.span(above), value: read.expression(above) };
        if (above?.type === 'attribute' || above?.type === 'subscript') continue;
        if (above === undefined || !/assignment$/.test(above.type) || !isField(above, 'left', node)) return undefined;
        const name = node.childForFieldName('attribute');
        const key = name === null ? literal(node.childForFieldName('subscript'), read) : read.of(name);
        return { how: 'field', span: read.span(above), value: read.expression(above.childForFieldName('right')), ...(key === undefined ? {} : { field: key }) };
      }
      case 'parameters':
      case 'lambda_parameters':
      case 'typed_parameter':
      case 'default_parameter':
      case 'typed_default_parameter':
        return isField(node, 'value', child) || isField(node, 'type', child) ? undefined : { how: 'parameter', span };
      default:
        return undefined;
    }
  }
  return undefined;
}

const typeOf = (node: Node, read: Reader): { readonly type?: string } => {
  const given = node.childForFieldName('type');
  const type = given === null ? undefined : lastTypeName(read.of(given).replace(/^(?:Optional|Annotated|Final|ClassVar)\[/, ''));
  return type === undefined ? {} : { type };
};

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((child): Parameter[] => {
    if (child.type === 'comment' || child.type === 'keyword_separator' || child.type === 'positional_separator') return [];
    const holder = child.childForFieldName('name') ?? (child.type === 'identifier' ? child : nth(child, 0));
    const rest = /splat/.test(child.type) || /splat/.test(holder?.type ?? '');
    const name = holder?.type === 'identifier' ? holder : nth(holder, 0);
    return [
      { name: name?.type === 'identifier' ? read.of(name) : '', span: read.span(child), ...(rest ? { rest: true as const } : {}), ...typeOf(child, read) },
    ];
  });
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement': {
      if (isField(branch, 'condition', part)) return undefined;
      return { test: condition(branch.childForFieldName('condition'), read), holds: isField(branch, 'consequence', part) || isField(branch, 'body', part) };
    }
    case 'conditional_expression': {
      const [value, test] = namedChildren(branch);
      if (test === undefined || test.id === part.id) return undefined;
      return { test: condition(test, read), holds: value?.id === part.id };
    }
    case 'boolean_operator':
      if (!isField(branch, 'right', part)) return undefined;
      return { test: condition(branch.childForFieldName('left'), read), holds: branch.childForFieldName('operator')?.type === 'and' };
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_definition')
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'class_definition') return undefined;
  const body = node.childForFieldName('body');
  const decorated = path.at(-3)?.type === 'decorated_definition' ? read.stretch(path.at(-3)?.startIndex ?? 0, node.startIndex) : '';
  const bases = node.childForFieldName('superclasses');
  const isRecord =
    /@(?:[\w.]*dataclass|attrs?\.|attr\b|define\b|frozen\b|mutable\b)/.test(decorated) ||
    /(?:BaseModel|NamedTuple|TypedDict|Struct|BaseSettings|SQLModel)/.test(bases === null ? '' : read.of(bases));
  const fields = body === null ? [] : [...fieldsOf(body, read), ...attributesOf(body, read)];
  const written = body === null ? undefined : textForm(body, read);
  if (written === undefined) return { kind: 'type', fields, shows: isRecord && !/repr\s{0,3}=\s{0,3}False/.test(decorated) };
  const rest = showing(fields, () => false).filter(({ name }) => !written.some((each) => each.name === name));
  return { kind: 'type', fields: [...written, ...rest], shows: written.length > 0, ...(written.length > 0 ? {} : { masks: true as const }) };
}

/** How much of a class is searched for what its methods put into it, in UTF-16 code units. */
const LONGEST_CLASS = 20_000;

/** The attributes that the text form of a class shows, where it writes one: `return f"Login({self.user}, {self.password})"`. */
function textForm(body: Node, read: Reader): readonly Field[] | undefined {
  const named = (name: string): Node | undefined =>
    namedChildren(body).find((member) => member.type === 'function_definition' && read.code(member.childForFieldName('name') ?? member, 20) === name);
  // What is asked for first where a text is made of an object.
  const method = named('__str__') ?? named('__repr__');
  if (method === undefined) return undefined;
  // What a call is given (`mask(self.password)`) and a part (`self.password[:4]`) are not shown as they are.
  return [
    ...read
      .of(method)
      .slice(0, 2_000)
      .matchAll(/(?<!\w\()\bself\.(\w{1,60})(?=[!:},)\s])/g),
  ].map(({ 1: name = '', index }) => ({
    name,
    span: { start: method.startIndex + index, end: method.startIndex + index + name.length + 5 },
  }));
}

/** What its methods put into an object: `self.password = password`. Its text form does not show it unless the class writes one. */
function attributesOf(body: Node, read: Reader): Field[] {
  const names = new Set<string>();
  return [
    ...read
      .of(body)
      .slice(0, LONGEST_CLASS)
      .matchAll(/\bself\.(\w{1,60})\s?(?::[^=\n]{1,60})?=(?!=)/g),
  ].flatMap(({ 1: name = '', index }): Field[] => {
    if (names.has(name)) return [];
    names.add(name);
    const start = body.startIndex + index;
    return [{ name, span: { start, end: start + name.length + 5 }, hidden: 'text' }];
  });
}

const hiddenBy = (written: string): Pick<Field, 'hidden'> =>
  hiddenIn(/\bSecret(?:Str|Bytes)\b|\bSecret\[/.test(written) || [/repr\s{0,3}=\s{0,3}False/.test(written), /exclude\s{0,3}=\s{0,3}True/.test(written)]);

function fieldsOf(body: Node, read: Reader): Field[] {
  return namedChildren(body)
    .slice(0, 200)
    .flatMap((statement): Field[] => {
      const assigned = statement.type === 'expression_statement' ? nth(statement, 0) : null;
      const name = assigned?.type === 'assignment' ? assigned.childForFieldName('left') : null;
      if (assigned == null || name?.type !== 'identifier') return [];
      const written = read.code(assigned, 300);
      return [{ name: read.of(name), span: read.span(name), ...typeOf(assigned, read), ...hiddenBy(written) }];
    });
}

/** Python 3, and the print statement of Python 2. */
export const python: TreeLanguage = {
  id: 'python',
  functions: FUNCTIONS,
  calls: new Set(['call', 'raise_statement', 'assert_statement', 'print_statement']),
  names: new Set(['identifier']),
  branches: BRANCHES,
  callee: (node) => (node.type === 'call' ? node.childForFieldName('function') : node.child(0)),
  expression,
  binding,
  parameters,
  functionName: (path, read) => {
    const name = path.at(-1)?.childForFieldName('name');
    return name == null ? '' : read.of(name);
  },
  result: (fn, read) => (fn.type === 'lambda' ? read.expression(fn.childForFieldName('body')) : undefined),
  returned: (node, read) => (node.type === 'return_statement' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
