import type { Node } from 'web-tree-sitter';
import type { CallExpression, Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import {
  asTest,
  chainTop,
  childOf,
  constant,
  hiddenIn,
  isField,
  mentionedIn,
  namedChildren,
  showing,
  someOf,
  typeName,
  unquoted,
  nth,
  lastIn,
} from '../shared';
import { plainName, expression, result } from './expressions';

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
