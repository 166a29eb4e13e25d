import type { Node } from 'web-tree-sitter';
import type { Entry, Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { hiddenIn, isField, lastTypeName, namedChildren, showing, someOf, nth } from '../shared';
import { literal, condition, expression } from './expressions';

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
