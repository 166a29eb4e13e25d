import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { MOST_CHILDREN, asTest, chainTop, childOf, constant, isField, namedChildren, someOf, typeName, unquoted, nth } from '../shared';
import { CALLS, KEYWORDS, expression } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_if_clause',
  'else_clause',
  'case_statement',
  'default_statement',
  'for_statement',
  'foreach_statement',
  'while_statement',
  'do_statement',
  'catch_clause',
  'conditional_expression',
  'binary_expression',
]);

const isObject = (node: Node, child: Node): boolean =>
  (/^(?:nullsafe_)?member_access_expression$/.test(node.type) && isField(node, 'object', child)) ||
  (node.type === 'subscript_expression' && nth(node, 0)?.id === child.id);

/** The literal key of the outermost part of a chain. */
function keyOf(part: Node, read: Reader): string | undefined {
  const name = part.childForFieldName('name');
  if (name !== null) return read.of(name);
  const index = part.type === 'subscript_expression' ? nth(part, 1) : null;
  return index !== null && /string$/.test(index.type) ? unquoted(read.of(index)) : undefined;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const holder = path.at(-2);
  if (holder?.type !== 'variable_name') return undefined;
  const chain = path.slice(0, -1);
  const top = chainTop(chain, isObject);
  const whole = chain[top] as Node;
  const above = chain[top - 1];
  if (above === undefined) return undefined;
  const bare = top === chain.length - 1;
  const span = read.span(above);
  switch (above.type) {
    case 'argument': {
      // `array_push($list, …)` puts the rest into the list.
      const list = chain[top - 2];
      const calling = chain[top - 3];
      if (!bare || calling?.type !== 'function_call_expression') return undefined;
      // The key that is put there as a text, or with its certificate.
      if (nth(list, 1)?.id === above.id && /^\\?openssl_(?:pkey_export|pkcs12_(?:read|export))\(/.test(read.code(calling, 24)))
        return { how: 'assign', span: read.span(calling), value: { kind: 'call', span: read.span(calling), callee: 'get_secret_value', arguments: [] } };
      if (nth(list, 0)?.id !== above.id) return undefined;
      if (!/^\\?array_(?:push|unshift)\(/.test(read.code(calling, 20))) return undefined;
      return { how: 'call', span: read.span(calling), value: read.expression(calling) };
    }
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return isField(above, 'object', whole) ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (bare) return { how: above.type === 'assignment_expression' ? 'assign' : 'append', span, value };
      const field = keyOf(whole, read);
      return { how: 'field', span, value, ...(field === undefined ? {} : { field }) };
    }
    case 'list_literal':
    case 'array_creation_expression':
    case 'array_element_initializer':
      return bare ? taken(chain, top - 1, read) : undefined;
    case 'foreach_statement':
      return bare && nth(above, 1)?.id === whole.id ? { how: 'element', span: read.span(whole), value: read.expression(nth(above, 0)) } : undefined;
    case 'pair': {
      const loop = chain[top - 2];
      if (!bare || loop?.type !== 'foreach_statement') return undefined;
      // Of key and value the key is no secret.
      return nth(above, 0)?.id === whole.id ? { how: 'assign', span, value: constant(span) } : { how: 'element', span, value: read.expression(nth(loop, 0)) };
    }
    case 'simple_parameter':
    case 'variadic_parameter':
    case 'property_promotion_parameter':
      return isField(above, 'name', whole) ? { how: 'parameter', span, ...typed(above, read) } : undefined;
    case 'property_element': {
      const value = above.childForFieldName('default_value') ?? childOf(chain[top - 2] ?? null, 'property_initializer') ?? null;
      return { how: 'assign', span, ...(value === null ? {} : { value: read.expression(value) }) };
    }
    case 'catch_clause':
      return { how: 'assign', span: read.span(whole) };
    default:
      return undefined;
  }
}

const typed = (parameter: Node, read: Reader): { readonly type?: string } => {
  const type = typeName(parameter.childForFieldName('type'), read);
  return type === undefined ? {} : { type };
};

/** `[$a, 'k' => $b] = $x`: a part of what stands at the right. `at`: the index of the pattern in the chain. */
function taken(chain: readonly Node[], at: number, read: Reader): Omit<Binding, 'block'> | undefined {
  const name = chain[at + 1] as Node;
  let pattern = at;
  while (pattern > 0 && /^(?:array_element_initializer|array_creation_expression|list_literal)$/.test((chain[pattern] as Node).type)) pattern--;
  const statement = chain[pattern] as Node;
  const left = chain[pattern + 1];
  if (left === undefined) return undefined;
  const span = read.span(statement);
  const inner = chain[at] as Node;
  const siblings = namedChildren(inner);
  const before = siblings[siblings.findIndex(({ id }) => id === name.id) - 1];
  const key = before !== undefined && /string$/.test(before.type) ? unquoted(read.of(before)) : undefined;
  const place =
    inner.type === 'array_element_initializer'
      ? namedChildren(chain[at - 1] ?? null).findIndex(({ id }) => id === inner.id)
      : siblings.findIndex(({ id }) => id === name.id);
  const part = (object: Expression): Expression => (key === undefined ? someOf(object, place) : { kind: 'member', span: object.span, object, name: key });
  if (statement.type === 'assignment_expression' && isField(statement, 'left', left))
    return { how: 'assign', span, value: part(read.expression(statement.childForFieldName('right'))) };
  if (statement.type === 'foreach_statement' && nth(statement, 0)?.id !== left.id)
    return { how: 'element', span: read.span(left), value: part(read.expression(nth(statement, 0))) };
  return undefined;
}

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((child): Parameter[] => {
    if (!/parameter$/.test(child.type)) return [];
    const name = child.childForFieldName('name');
    return [
      {
        name: name === null ? '' : read.of(name).replace(/^\$/, ''),
        span: read.span(child),
        ...typed(child, read),
        ...(child.type === 'variadic_parameter' ? { rest: true as const } : {}),
      },
    ];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const left = path.at(-2)?.type === 'assignment_expression' ? path.at(-2)?.childForFieldName('left') : null;
  return left?.type === 'variable_name' ? read.of(left).replace(/^\$/, '') : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement':
    case 'else_if_clause':
    case 'while_statement':
    case 'conditional_expression':
      if (isField(branch, 'condition', part)) return undefined;
      return { test: asTest(inParentheses(branch.childForFieldName('condition'), read)), holds: isField(branch, 'body', part) };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type ?? '';
      if (!isField(branch, 'right', part) || !/^(?:&&|\|\||and|or)$/.test(operator)) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' || operator === 'and' };
    }
    default:
      return undefined;
  }
}

const inParentheses = (node: Node | null, read: Reader): Expression =>
  node?.type === 'parenthesized_expression' ? inParentheses(nth(node, 0), read) : read.expression(node);

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_definition' || node.type === 'method_declaration')
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  return node.type === 'class_declaration' ? { kind: 'type', fields: fieldsOf(node, read), shows: true } : undefined;
}

function fieldsOf(type: Node, read: Reader): Field[] {
  const fields: Field[] = [];
  const add = (name: Node | null | undefined, holder: Node): void => {
    if (name != null) fields.push({ name: read.of(name).replace(/^\$/, ''), span: read.span(name), ...typed(holder, read) });
  };
  for (const member of namedChildren(type.childForFieldName('body')).slice(0, MOST_CHILDREN)) {
    if (member.type === 'property_declaration')
      for (const element of namedChildren(member)) if (element.type === 'property_element') add(childOf(element, 'variable_name'), member);
    if (member.type === 'method_declaration')
      for (const parameter of namedChildren(member.childForFieldName('parameters')))
        if (parameter.type === 'property_promotion_parameter') add(parameter.childForFieldName('name'), parameter);
  }
  return fields;
}

/** What is called: of a statement its keyword, of a method its object and name. */
function calleeOf(node: Node): Node | null {
  if (Object.hasOwn(KEYWORDS, node.type)) return node.child(0);
  if (node.type === 'object_creation_expression') return nth(node, 0);
  return node.childForFieldName('function') ?? node.childForFieldName('name');
}

/** PHP. */
export const php: TreeLanguage = {
  id: 'php',
  functions: FUNCTIONS,
  calls: CALLS,
  names: new Set(['name']),
  branches: BRANCHES,
  callee: calleeOf,
  expression,
  binding,
  parameters,
  functionName,
  result: (fn, read) => (fn.type === 'arrow_function' ? read.expression(fn.childForFieldName('body')) : undefined),
  returned: (node, read) => (node.type === 'return_statement' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
