import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
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
import { TYPES, HANDS_ON, HANDS_ELEMENTS, expression, branchesOf, result } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_declaration', 'anonymous_function', 'getter', 'setter', 'secondary_constructor']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_expression',
  'when_entry',
  'for_statement',
  'while_statement',
  'do_while_statement',
  'catch_block',
  'binary_expression',
  'lambda_literal',
]);

const isObject = (node: Node, child: Node): boolean =>
  (node.type === 'navigation_expression' || node.type === 'index_expression') && nth(node, 0)?.id === child.id;

/** The literal key of the outermost part of a chain. */
function keyOf(part: Node, read: Reader): string | undefined {
  const last = lastIn(part);
  if (last === null) return undefined;
  if (part.type === 'navigation_expression') return read.of(last);
  return last.type === 'string_literal' ? unquoted(read.of(last)) : undefined;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  const above = path[top - 1];
  if (above === undefined) return undefined;
  const span = read.span(above);
  switch (above.type) {
    case 'call_expression':
      return whole.type === 'navigation_expression' && nth(above, 0)?.id === whole.id ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'assignment': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (whole.id === leaf.id) return { how: above.childForFieldName('operator')?.type === '+=' ? 'append' : 'assign', span, value };
      const field = keyOf(whole, read);
      return { how: 'field', span, value, ...(field === undefined ? {} : { field }) };
    }
    case 'variable_declaration':
      return nth(above, 0)?.id === leaf.id ? declared(path, top - 1, read) : undefined;
    case 'parameter':
    case 'class_parameter': {
      const name = childOf(above, 'identifier');
      if (name?.id !== leaf.id) return undefined;
      return { how: 'parameter', span, ...typed(above, read) };
    }
    case 'catch_block':
      return { how: 'assign', span: read.span(leaf) };
    default:
      return undefined;
  }
}

const typed = (node: Node, read: Reader): { readonly type?: string } => {
  const type = typeName(childOf(node, 'user_type', 'nullable_type', 'non_nullable_type'), read);
  return type === undefined ? {} : { type };
};

/** `at`: the index of a `variable_declaration` in the path. */
function declared(path: readonly Node[], at: number, read: Reader): Omit<Binding, 'block'> | undefined {
  const variable = path[at] as Node;
  const several = path[at - 1]?.type === 'multi_variable_declaration' ? path[at - 1] : undefined;
  const holder = path[several === undefined ? at - 1 : at - 2];
  const number = several === undefined ? 0 : namedChildren(several).findIndex(({ id }) => id === variable.id);
  if (holder === undefined) return undefined;
  const outer = several ?? variable;
  switch (holder.type) {
    case 'property_declaration': {
      const value = valueOf(holder, outer);
      const made: Expression | undefined = value === undefined ? undefined : read.expression(value);
      const given: Expression | undefined = made === undefined || several === undefined ? made : someOf(made, number);
      return { how: 'assign', span: read.span(holder), ...(given === undefined ? {} : { value: given }), ...typed(variable, read) };
    }
    case 'for_statement': {
      const children = namedChildren(holder);
      const iterated = children[children.findIndex(({ id }) => id === outer.id) + 1];
      const span = read.span(outer);
      // Of pairs the first is the key.
      if (several !== undefined && number === 0) return { how: 'assign', span, value: constant(span) };
      return { how: 'element', span, ...(iterated === undefined ? {} : { value: read.expression(iterated) }) };
    }
    case 'lambda_parameters': {
      const around = path.slice(0, at).findLast(({ type }) => type === 'call_expression');
      const fn = nth(around, 0);
      const last = lastIn(fn);
      const callee = fn?.type === 'navigation_expression' && last !== null ? read.of(last) : '';
      const span = read.span(outer);
      const object = HANDS_ON.test(callee) || HANDS_ELEMENTS.test(callee) ? nth(fn, 0) : null;
      if (object === null) return { how: 'parameter', span };
      return { how: HANDS_ON.test(callee) ? 'assign' : 'element', span, value: read.expression(object) };
    }
    default:
      return { how: 'assign', span: read.span(holder) };
  }
}

/** What a property is given: the last expression behind its name. */
function valueOf(property: Node, name: Node): Node | undefined {
  const children = namedChildren(property);
  const at = children.findIndex(({ id }) => id === name.id);
  return children.slice(at + 1).find(({ type }) => !/^(?:getter|setter|type_constraints|line_comment|block_comment)$/.test(type) && !TYPES.test(type));
}

function parameters(fn: Node, read: Reader): Parameter[] {
  if (fn.type === 'lambda_literal')
    return namedChildren(childOf(fn, 'lambda_parameters') ?? null).flatMap((child) => {
      const name = childOf(child, 'identifier');
      return [{ name: name === undefined ? '' : read.of(name), span: read.span(child), ...typed(child, read) }];
    });
  const list = childOf(fn, 'function_value_parameters');
  let rest = false;
  return namedChildren(list ?? null).flatMap((child): Parameter[] => {
    if (child.type === 'parameter_modifiers') rest = /\bvararg\b/.test(read.code(child, 60));
    if (child.type !== 'parameter') return [];
    const name = childOf(child, 'identifier');
    const made = { name: name === undefined ? '' : read.of(name), span: read.span(child), ...typed(child, read), ...(rest ? { rest: true as const } : {}) };
    rest = false;
    return [made];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const property = path.at(-2);
  const name = property?.type === 'property_declaration' ? childOf(childOf(property, 'variable_declaration') ?? null, 'identifier') : undefined;
  return name === undefined ? '' : read.of(name);
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_expression': {
      const at = branchesOf(branch).findIndex(({ id }) => id === part.id);
      return at === -1 ? undefined : { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: at === 0 };
    }
    case 'while_statement':
      return isField(branch, 'condition', part) ? undefined : { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: true };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type;
      if (!isField(branch, 'right', part)) return undefined;
      if (operator === '&&' || operator === '||') return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' };
      if (operator !== '?:') return undefined;
      const left = read.expression(branch.childForFieldName('left'));
      return { test: { kind: 'test', span: left.span, present: left }, holds: false };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  // `val url: String get() = …`
  const getter = node?.type === 'variable_declaration' ? childOf(path.at(-3) ?? null, 'getter') : undefined;
  if (getter !== undefined) return { kind: 'function', scope: { span: read.span(getter), name: read.of(leaf), parameters: [] } };
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_declaration')
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'class_declaration') return undefined;
  const body = childOf(node, 'class_body');
  const shown = body === undefined ? undefined : /\bfun toString\(\)[^{=\n]{0,40}[{=]([^\n]{0,400})/.exec(read.of(body).slice(0, 60_000))?.[1];
  const isData = /\b(?:data|value|inline)\b/.test(read.text.slice(node.startIndex, leaf.startIndex).slice(-200));
  const all = fieldsOf(node, body ?? null, isData, read);
  if (shown === undefined) return { kind: 'type', fields: all, shows: isData };
  return { kind: 'type', fields: showing(all, mentionedIn(shown)), shows: true };
}

/** Of a data class the text form shows what its constructor takes. */
function fieldsOf(type: Node, body: Node | null, isData: boolean, read: Reader): Field[] {
  const fields: Field[] = [];
  const add = (name: Node | undefined, holder: Node, inBody = false): void => {
    if (name === undefined || !/^\w{1,80}$/.test(read.of(name))) return;
    const written = /@(?:\w+:)?(?:JsonIgnore|Transient|kotlin\.jvm\.Transient)\b(?!Prop)/.test(read.code(holder, 200));
    fields.push({ name: read.of(name), span: read.span(name), ...typed(holder, read), ...hiddenIn([inBody && isData, written]) });
  };
  const constructor = childOf(type, 'primary_constructor');
  for (const parameter of namedChildren(childOf(constructor ?? null, 'class_parameters') ?? null)) add(childOf(parameter, 'identifier'), parameter);
  for (const property of namedChildren(body)) {
    const variable = property.type === 'property_declaration' ? childOf(property, 'variable_declaration') : undefined;
    if (variable !== undefined) add(childOf(variable, 'identifier'), variable, true);
  }
  return fields;
}

const calleeOf = (call: Node): Node | null => {
  if (call.type === 'throw_expression') return call.child(0);
  // The call that `check(x)` is in `check(x) { … }` is only a part.
  if (call.nextNamedSibling?.type === 'annotated_lambda') return null;
  const fn = nth(call, 0);
  return fn?.type === 'call_expression' ? nth(fn, 0) : fn;
};

/** Kotlin. */
export const kotlin: TreeLanguage = {
  id: 'kotlin',
  functions: FUNCTIONS,
  calls: new Set(['call_expression', 'throw_expression']),
  names: new Set(['identifier']),
  branches: BRANCHES,
  callee: calleeOf,
  expression,
  binding,
  parameters,
  functionName,
  result,
  returned: (node, read) => (node.type === 'return_expression' ? read.expression(lastIn(node)) : undefined),
  guard,
  declaration,
};
