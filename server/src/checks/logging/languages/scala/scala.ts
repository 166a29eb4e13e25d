import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { asTest, chainTop, constant, isField, mentionedIn, namedChildren, showing, someOf, typeName, nth, lastIn } from '../shared';
import { expression, result } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda_expression']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_expression',
  'case_clause',
  'for_expression',
  'while_expression',
  'do_while_expression',
  'catch_clause',
  'infix_expression',
  'lambda_expression',
]);

const isObject = (node: Node, child: Node): boolean => node.type === 'field_expression' && isField(node, 'value', child);

const typed = (node: Node, read: Reader): { readonly type?: string } => {
  const type = typeName(node.childForFieldName('type'), read);
  return type === undefined ? {} : { type };
};

const PATTERNS = /^(?:tuple_pattern|case_class_pattern|typed_pattern|capture_pattern|infix_pattern|alternative_pattern)$/;

/** The part of a value that a pattern gives a name: of a tuple the one at its place, of `Some(x)` the value itself. */
function matched(path: readonly Node[], from: number, value: Expression, read: Reader): Expression {
  let made = value;
  for (let at = from; at < path.length - 1; at++) {
    const node = path[at] as Node;
    // What went wrong is another value than the one that was asked for.
    if (node.type === 'case_class_pattern' && /^(?:Failure|Left)$/.test(read.of(nth(node, 0) ?? node)))
      return { kind: 'unknown', span: value.span, children: [] };
    // `val Login(mail, password) = login`: each is a field, in order.
    const fields = node.type === 'case_class_pattern' ? namedChildren(node).slice(1) : [];
    if (fields.length > 1)
      made = someOf(
        made,
        fields.findIndex(({ id }) => id === (path[at + 1] as Node).id),
      );
    if (node.type !== 'tuple_pattern') continue;
    const place = namedChildren(node).findIndex(({ id }) => id === (path[at + 1] as Node).id);
    made = place === 0 && made.kind !== 'collection' && made.kind !== 'name' ? constant(value.span) : someOf(made, place);
  }
  return made;
}

/** What hands its elements to the cases of a block: `xs.foreach { case (k, v) => … }`. */
function handedOver(path: readonly Node[]): Node | null {
  const call = path.at(-2);
  const fn = path.at(-1)?.type === 'case_block' && call?.type === 'call_expression' ? call.childForFieldName('function') : null;
  if (fn?.type !== 'field_expression') return null;
  return fn.childForFieldName('value');
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  const bare = whole.id === leaf.id;
  let at = top - 1;
  while (bare && at > 0 && PATTERNS.test((path[at] as Node).type)) at--;
  const above = path[at];
  const inside = path[at + 1];
  if (above === undefined || inside === undefined) return undefined;
  const span = read.span(above);
  switch (above.type) {
    case 'val_definition':
    case 'var_definition': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const value = above.childForFieldName('value');
      return { how: 'assign', span, ...(value === null ? {} : { value: matched(path, at + 1, read.expression(value), read) }), ...typed(above, read) };
    }
    case 'assignment_expression': {
      if (!isField(above, 'left', whole) || path[at - 1]?.type === 'arguments') return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (bare) return { how: 'assign', span, value };
      const name = whole.childForFieldName('field');
      return { how: 'field', span, value, ...(name === null ? {} : { field: read.of(name) }) };
    }
    case 'infix_expression': {
      const operator = above.childForFieldName('operator');
      if (!bare || !isField(above, 'left', whole) || operator === null || !/^(?:\+=|\+\+=|::=)$/.test(read.of(operator))) return undefined;
      return { how: 'append', span, value: read.expression(above.childForFieldName('right')) };
    }
    case 'call_expression':
      return !bare && isField(above, 'function', whole) ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'enumerator': {
      const value = lastIn(above);
      return value === null || value.id === inside.id
        ? undefined
        : { how: 'element', span: read.span(inside), value: matched(path, at + 1, read.expression(value), read) };
    }
    case 'case_clause': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const matching = path.slice(0, at).findLast(({ type }) => type === 'match_expression');
      const value = matching?.childForFieldName('value') ?? null;
      const handed = value === null ? handedOver(path.slice(0, at)) : null;
      if (handed !== null) return { how: 'element', span: read.span(inside), value: matched(path, at + 1, read.expression(handed), read) };
      return value === null
        ? { how: 'parameter', span: read.span(inside) }
        : { how: 'assign', span: read.span(inside), value: matched(path, at + 1, read.expression(value), read) };
    }
    case 'parameter':
    case 'class_parameter':
    case 'binding':
      return isField(above, 'name', leaf) ? { how: 'parameter', span, ...typed(above, read) } : undefined;
    case 'lambda_expression':
      return isField(above, 'parameters', inside) ? { how: 'parameter', span: read.span(leaf) } : undefined;
    default:
      return undefined;
  }
}

function parameters(fn: Node, read: Reader): Parameter[] {
  if (fn.type === 'lambda_expression') {
    const list = fn.childForFieldName('parameters');
    if (list?.type === 'identifier') return [{ name: read.of(list), span: read.span(list) }];
    return namedChildren(list).flatMap((child): Parameter[] => {
      const name = child.childForFieldName('name') ?? (child.type === 'identifier' ? child : null);
      return name === null ? [] : [{ name: read.of(name), span: read.span(child), ...typed(child, read) }];
    });
  }
  return fn.childrenForFieldName('parameters').flatMap((list) =>
    namedChildren(list).flatMap((child): Parameter[] => {
      const name = child.type === 'parameter' ? child.childForFieldName('name') : null;
      const rest = /\*$/.test(read.code(child, 200)) ? { rest: true as const } : {};
      return name === null ? [] : [{ name: read.of(name), span: read.span(child), ...typed(child, read), ...rest }];
    }),
  );
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const above = path.at(-2);
  const pattern = above?.type === 'val_definition' ? above.childForFieldName('pattern') : null;
  return pattern?.type === 'identifier' ? read.of(pattern) : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_expression':
    case 'while_expression':
      if (isField(branch, 'condition', part)) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: !isField(branch, 'alternative', part) };
    case 'infix_expression': {
      const operator = branch.childForFieldName('operator');
      const written = operator === null ? '' : read.of(operator);
      if (!isField(branch, 'right', part) || (written !== '&&' && written !== '||')) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: written === '&&' };
    }
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
  const fields = fieldsOf(node, body, read);
  const shown = body === null ? undefined : /\bdef\s+toString\b[^=\n]{0,40}=([^\n]{0,400})/.exec(read.of(body).slice(0, 60_000))?.[1];
  if (shown !== undefined) return { kind: 'type', fields: showing(fields, mentionedIn(shown)), shows: true };
  return { kind: 'type', fields, shows: /\bcase\b/.test(read.text.slice(Math.max(0, node.startIndex), leaf.startIndex).slice(-200)) };
}

function fieldsOf(type: Node, body: Node | null, read: Reader): Field[] {
  const fields: Field[] = [];
  for (const list of type.childrenForFieldName('class_parameters'))
    for (const parameter of namedChildren(list)) {
      const name = parameter.type === 'class_parameter' ? parameter.childForFieldName('name') : null;
      if (name !== null) fields.push({ name: read.of(name), span: read.span(name), ...typed(parameter, read) });
    }
  for (const member of namedChildren(body)) {
    const name = /^va[lr]_definition$/.test(member.type) ? member.childForFieldName('pattern') : null;
    if (name?.type === 'identifier') fields.push({ name: read.of(name), span: read.span(name), ...typed(member, read) });
  }
  return fields;
}

/** What is called: of `logger info x` the word between. */
function calleeOf(node: Node): Node | null {
  switch (node.type) {
    case 'infix_expression': {
      const operator = node.childForFieldName('operator');
      return operator?.type === 'identifier' ? operator : null;
    }
    case 'throw_expression':
      return node.child(0);
    case 'instance_expression':
      return nth(node, 0);
    default: {
      const fn = node.childForFieldName('function');
      return fn?.type === 'call_expression' ? fn.childForFieldName('function') : fn;
    }
  }
}

/** Scala 2 and 3. */
export const scala: TreeLanguage = {
  id: 'scala',
  functions: FUNCTIONS,
  calls: new Set(['call_expression', 'instance_expression', 'throw_expression', 'infix_expression']),
  names: new Set(['identifier']),
  branches: BRANCHES,
  callee: calleeOf,
  expression,
  binding,
  parameters,
  functionName,
  result,
  returned: (node, read) => (node.type === 'return_expression' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
