import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { isField, someOf, nth, namedChildren } from '../shared';
import { nameOf, literalKey, condition, expression } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);

const CALLS: ReadonlySet<string> = new Set(['call_expression', 'new_expression', 'throw_statement']);

const NAMES: ReadonlySet<string> = new Set([
  'identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'property_identifier',
  'this',
]);

const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'switch_default',
  'catch_clause',
  'ternary_expression',
  'binary_expression',
]);

/** The pattern that holds a name on its way up, and the way into the value that the pattern takes: `{ a: { b } } = v` gives `v.a.b`. */
function destructured(path: readonly Node[], from: number, value: Expression, read: Reader): Expression {
  let made = value;
  for (let at = from; at < path.length - 1; at++) {
    const node = path[at] as Node;
    const child = path[at + 1] as Node;
    const { span } = value;
    if (node.type === 'object_pattern') {
      const key =
        child.type === 'pair_pattern'
          ? literalKey(child.childForFieldName('key'), read)
          : child.type === 'shorthand_property_identifier_pattern'
            ? read.of(child)
            : child.type === 'object_assignment_pattern'
              ? read.of(child.childForFieldName('left') ?? child)
              : undefined;
      if (child.type === 'rest_pattern') made = { kind: 'unknown', span, children: [] };
      else
        made = key === undefined ? { kind: 'index', span, object: made, index: { kind: 'constant', span } } : { kind: 'member', span, object: made, name: key };
    } else if (node.type === 'array_pattern' && child.type !== 'rest_pattern')
      made = someOf(
        made,
        // `[, second]` leaves the first out.
        node.children
          .slice(
            0,
            node.children.findIndex(({ id }) => id === child.id),
          )
          .filter(({ type }) => type === ',').length,
      );
  }
  return made;
}

const typeName = (annotation: Node | null, read: Reader): string | undefined => {
  const named = annotation === null ? undefined : /[\w$.]+/.exec(read.code(annotation, 80))?.[0];
  return named?.slice(named.lastIndexOf('.') + 1);
};

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  if (leaf.type === 'property_identifier' && path.at(-2)?.type !== 'public_field_definition' && path.at(-2)?.type !== 'field_definition') return undefined;
  for (let at = path.length - 2; at >= 0; at--) {
    const node = path[at] as Node;
    const child = path[at + 1] as Node;
    const span = read.span(node);
    switch (node.type) {
      case 'object_pattern':
      case 'array_pattern':
      case 'rest_pattern':
      case 'pair_pattern':
      case 'object_assignment_pattern':
      case 'assignment_pattern':
        if (node.type !== 'object_pattern' && node.type !== 'array_pattern' && isField(node, 'right', child)) return undefined;
        break;
      case 'variable_declarator': {
        if (!isField(node, 'name', child)) return undefined;
        const value = node.childForFieldName('value');
        // `x as T` says it where the name does not.
        const type = typeName(node.childForFieldName('type') ?? (value?.type === 'as_expression' ? nth(value, 1) : null), read);
        return {
          how: 'assign',
          span,
          ...(value === null ? {} : { value: destructured(path, at + 1, read.expression(value), read) }),
          ...(type === undefined ? {} : { type }),
        };
      }
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        return assignment(path, at, read);
      case 'for_in_statement': {
        if (!isField(node, 'left', child)) return undefined;
        // `in` gives the keys, which are no secrets.
        if (node.childForFieldName('operator')?.type !== 'of') return { how: 'assign', span: read.span(child), value: { kind: 'constant', span } };
        return { how: 'element', span: read.span(child), value: destructured(path, at + 1, read.expression(node.childForFieldName('right')), read) };
      }
      case 'public_field_definition':
      case 'field_definition': {
        const value = node.childForFieldName('value');
        if (isField(node, 'value', child)) return undefined;
        return value === null ? { how: 'parameter', span, ...typed(node, read) } : { how: 'assign', span, value: read.expression(value), ...typed(node, read) };
      }
      case 'member_expression':
      case 'subscript_expression': {
        if (!isField(node, 'object', child)) return undefined;
        const above = path[at - 1];
        if (above?.type === 'call_expression' && isField(above, 'function', node))
          return { how: 'call', span: read.span(above), value: read.expression(above) };
        if (above === undefined || !/^(?:augmented_)?assignment_expression$/.test(above.type) || !isField(above, 'left', node)) {
          if (above?.type === 'member_expression' || above?.type === 'subscript_expression') continue;
          return undefined;
        }
        const key =
          node.type === 'member_expression' ? nameOf(node.childForFieldName('property') ?? node, read) : literalKey(node.childForFieldName('index'), read);
        return { how: 'field', span: read.span(above), value: read.expression(above.childForFieldName('right')), ...(key === undefined ? {} : { field: key }) };
      }
      case 'formal_parameters':
      case 'required_parameter':
      case 'optional_parameter':
        return node.type === 'formal_parameters' ? { how: 'parameter', span } : { how: 'parameter', span, ...typed(node, read) };
      case 'arrow_function':
        return isField(node, 'parameter', child) ? { how: 'parameter', span: read.span(child) } : undefined;
      case 'catch_clause':
        return isField(node, 'parameter', child) ? { how: 'assign', span: read.span(child) } : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

const typed = (parameter: Node, read: Reader): { readonly type?: string } => {
  const type = typeName(parameter.childForFieldName('type'), read);
  return type === undefined ? {} : { type };
};

function assignment(path: readonly Node[], at: number, read: Reader): Omit<Binding, 'block'> | undefined {
  const node = path[at] as Node;
  const left = node.childForFieldName('left');
  const child = path[at + 1] as Node;
  if (left?.id !== child.id) return undefined;
  const value = read.expression(node.childForFieldName('right'));
  const span = read.span(node);
  if (node.type === 'assignment_expression') return { how: 'assign', span, value: destructured(path, at + 1, value, read) };
  return { how: /^(?:\?\?|\|\||&&)=$/.test(node.childForFieldName('operator')?.type ?? '') ? 'append' : 'append', span, value };
}

function parameters(fn: Node, read: Reader): Parameter[] {
  const list = fn.childForFieldName('parameters') ?? fn.childForFieldName('parameter');
  if (list === null) return [];
  if (list.type === 'identifier') return [{ name: read.of(list), span: read.span(list) }];
  return namedChildren(list).flatMap((child): Parameter[] => {
    if (child.type === 'comment') return [];
    const holder = child.childForFieldName('pattern') ?? child.childForFieldName('left') ?? child;
    const rest = holder.type === 'rest_pattern';
    const name = rest ? nth(holder, 0) : holder;
    return [
      { name: name?.type === 'identifier' ? read.of(name) : '', span: read.span(child), ...(rest ? { rest: true as const } : {}), ...typed(child, read) },
    ];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return nameOf(own, read);
  const above = path.at(-2);
  const named =
    above?.type === 'variable_declarator' || above?.type === 'public_field_definition' || above?.type === 'field_definition'
      ? (above.childForFieldName('name') ?? above.childForFieldName('property'))
      : above?.type === 'pair'
        ? above.childForFieldName('key')
        : above?.type === 'assignment_expression'
          ? (above.childForFieldName('left')?.childForFieldName('property') ?? above.childForFieldName('left'))
          : null;
  return named == null || named.endIndex - named.startIndex > 100 ? '' : nameOf(named, read);
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement': {
      if (isField(branch, 'condition', part)) return undefined;
      return { test: condition(branch.childForFieldName('condition'), read), holds: isField(branch, 'consequence', part) };
    }
    case 'while_statement':
      return isField(branch, 'body', part) ? { test: condition(branch.childForFieldName('condition'), read), holds: true } : undefined;
    case 'ternary_expression':
      if (isField(branch, 'condition', part)) return undefined;
      return { test: condition(branch.childForFieldName('condition'), read), holds: isField(branch, 'consequence', part) };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type;
      if (!isField(branch, 'right', part) || (operator !== '&&' && operator !== '||')) return undefined;
      return { test: condition(branch.childForFieldName('left'), read), holds: operator === '&&' };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined) return undefined;
  const isName = isField(node, 'name', leaf) || isField(node, 'property', leaf) || isField(node, 'key', leaf);
  if (!isName) return undefined;
  switch (node.type) {
    case 'interface_declaration':
    case 'class_declaration':
      return { kind: 'type', fields: fieldsOf(node.childForFieldName('body'), read), shows: true };
    case 'type_alias_declaration':
      return { kind: 'type', fields: fieldsOf(node.childForFieldName('value'), read), shows: true };
    default: {
      const fn = FUNCTIONS.has(node.type) ? node : (node.childForFieldName('value') ?? undefined);
      if (fn === undefined || !FUNCTIONS.has(fn.type)) return undefined;
      return { kind: 'function', scope: { span: read.span(fn), name: nameOf(leaf, read), parameters: parameters(fn, read) } };
    }
  }
}

/** `constructor(private readonly apiKey: string)`. */
function parameterProperties(method: Node, read: Reader): Field[] {
  const name = method.childForFieldName('name');
  if (name === null || read.of(name) !== 'constructor') return [];
  return namedChildren(method.childForFieldName('parameters')).flatMap((parameter): Field[] => {
    const called = parameter.childForFieldName('pattern');
    return called?.type === 'identifier' && /^(?:private|public|protected|readonly)\b/.test(read.code(parameter, 10))
      ? [{ name: read.of(called), span: read.span(called), ...typed(parameter, read) }]
      : [];
  });
}

function fieldsOf(body: Node | null, read: Reader): Field[] {
  const fields: Field[] = [];
  for (const member of namedChildren(body).slice(0, 200)) {
    if (member.type === 'method_definition') fields.push(...parameterProperties(member, read));
    if (!/^(?:property_signature|public_field_definition|field_definition)$/.test(member.type)) continue;
    const name = member.childForFieldName('name') ?? member.childForFieldName('property');
    // Private members (#x) are not printed.
    if (name === null || name.type === 'private_property_identifier') continue;
    fields.push({ name: literalKey(name, read) ?? '', span: read.span(name), ...typed(member, read) });
  }
  return fields;
}

/** JavaScript, TypeScript and their JSX forms. */
export const javascript: TreeLanguage = {
  id: 'javascript',
  functions: FUNCTIONS,
  calls: CALLS,
  names: NAMES,
  branches: BRANCHES,
  callee: (node) => (node.type === 'throw_statement' ? node.child(0) : (node.childForFieldName('function') ?? node.childForFieldName('constructor'))),
  expression,
  binding,
  parameters,
  functionName,
  result: (fn, read) => {
    const body = fn.childForFieldName('body');
    return fn.type === 'arrow_function' && body !== null && body.type !== 'statement_block' ? read.expression(body) : undefined;
  },
  returned: (node, read) => (node.type === 'return_statement' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
