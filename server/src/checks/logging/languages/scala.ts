import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import {
  asTest,
  chainTop,
  childOf,
  compared,
  constant,
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
const INTERPOLATIONS: ReadonlySet<string> = new Set(['interpolation']);
/** Methods without parentheses that do something with what they stand on; any other is a part of it. */
const DOES =
  /^(?:toString|trim|strip|mkString|length|size|isEmpty|nonEmpty|isDefined|hashCode|getBytes|toCharArray|toUpperCase|toLowerCase|reverse|head|last|get|toList|toSeq|toMap|toArray|toVector|toSet|toJson|noSpaces|spaces2|asJson|keys|keySet|values|entrySet|indices)$/;

function argumentsOf(given: Node | null, read: Reader): Argument[] {
  // `foreach { x => … }`: a block that is the one argument.
  if (given?.type === 'block' || given?.type === 'case_block')
    return [{ value: namedChildren(given).length === 1 ? read.expression(nth(given, 0)) : { kind: 'function', span: read.span(given) } }];
  return namedChildren(given).flatMap((child): Argument[] => {
    if (/comment$/.test(child.type)) return [];
    const name = child.type === 'assignment_expression' ? child.childForFieldName('left') : null;
    return name?.type === 'identifier'
      ? [{ value: read.expression(child.childForFieldName('right')), name: read.of(name) }]
      : [{ value: read.expression(child) }];
  });
}

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  let fn = node.childForFieldName('function');
  if (fn?.type === 'generic_function') fn = fn.childForFieldName('function');
  const given = argumentsOf(node.childForFieldName('arguments'), read);
  switch (fn?.type) {
    case 'identifier': {
      const callee = read.of(fn);
      return /^(?:Some|Right|Left|Success|Failure)$/.test(callee) && given[0] !== undefined
        ? { kind: 'wrap', span, inner: given[0].value }
        : (collected(callee, span, given) ?? { kind: 'call', span, callee, arguments: given });
    }
    case 'field_expression': {
      const name = fn.childForFieldName('field');
      const callee = name === null ? '' : read.of(name);
      return { kind: 'call', span, callee, receiver: read.expression(fn.childForFieldName('value')), arguments: given };
    }
    case 'call_expression': {
      // `require(x)("…")`, `foldLeft(a)(b)`: the arguments of the same call.
      const inner = read.expression(fn);
      return inner.kind === 'call' ? { ...inner, span, arguments: [...inner.arguments, ...given] } : read.children(node);
    }
    default:
      return { kind: 'call', span, callee: '', arguments: given };
  }
}

/** `Map("password" -> x)`, `Seq(a, b)` */
function collected(callee: string, span: Expression['span'], given: readonly Argument[]): Expression | undefined {
  if (!/^(?:Map|Seq|List|Set|Vector|Array|HashMap|TreeMap|IndexedSeq|Iterable)$/.test(callee)) return undefined;
  return { kind: 'collection', span, entries: given.flatMap(({ value }) => (value.kind === 'collection' ? value.entries : [{ value }])) };
}

function infix(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator');
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const written = operator === null ? '' : read.of(operator);
  switch (written) {
    case '+':
    case '++':
    case ':+':
    case '+:':
    case '::':
    case ':::':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '->': {
      const key = left?.type === 'string' ? { key: unquoted(read.of(left)) } : {};
      return { kind: 'collection', span, entries: [{ value: read.expression(right), ...key }] };
    }
    case '&&':
      return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
    case '||':
      return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
    default:
      // `logger info password`, `x getOrElse "none"`
      return operator?.type === 'identifier'
        ? { kind: 'call', span, callee: written, receiver: read.expression(left), arguments: right === null ? [] : [{ value: read.expression(right) }] }
        : compared(span, written, left, right, read);
  }
}

function field(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = node.childForFieldName('field');
  const object = read.expression(node.childForFieldName('value'));
  const written = name === null ? '' : read.of(name);
  if (written === 'isEmpty') return { kind: 'test', span, absent: object };
  if (/^(?:nonEmpty|isDefined)$/.test(written)) return { kind: 'test', span, present: object };
  return DOES.test(written) ? { kind: 'call', span, callee: written, receiver: object, arguments: [] } : { kind: 'member', span, object, name: written };
}

/** The last expression of a block is its value. */
function blockValue(block: Node, read: Reader): Expression {
  const last = lastIn(block);
  return last === null || /_definition$|comment$/.test(last.type) ? constant(read.span(block)) : read.expression(last);
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
      return read.of(node) === 'this' || read.of(node) === 'super' ? { kind: 'name', span, name: 'this' } : { kind: 'name', span, name: read.of(node) };
    case 'field_expression':
      return field(node, read);
    case 'call_expression': {
      const made = call(node, read);
      // `settings("password")` reads by a key.
      const [only] = made.kind === 'call' && made.receiver === undefined ? made.arguments : [];
      const isRead = made.kind === 'call' && made.arguments.length === 1 && only?.value.kind === 'text' && only.value.parts.length === 0;
      return isRead && /^(?:env|map|m|config|conf|params|headers|settings|props|session|cookies|data|form)$/i.test(made.callee)
        ? indexed(span, { kind: 'name', span, name: made.callee }, only.value)
        : made;
    }
    case 'instance_expression': {
      const type = nth(node, 0);
      return { kind: 'call', span, callee: typeName(type, read) ?? '', arguments: argumentsOf(node.childForFieldName('arguments'), read), constructs: true };
    }
    case 'throw_expression':
      return { kind: 'call', span, callee: 'throw', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'string':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'interpolated_string_expression': {
      const text = childOf(node, 'interpolated_string');
      return text === undefined ? constant(span) : { ...read.textWith(text, INTERPOLATIONS), span };
    }
    case 'interpolation':
    case 'parenthesized_expression':
    case 'ascription_expression':
    case 'return_expression':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'postfix_expression':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'assignment_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'block':
    case 'indented_block':
      return blockValue(node, read);
    case 'infix_expression':
      return infix(node, read);
    case 'prefix_expression':
      return node.child(0)?.type === '!' ? negated(span, asTest(read.expression(nth(node, 0)))) : { kind: 'test', span };
    case 'tuple_expression':
      return { kind: 'collection', span, entries: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'if_expression':
      return {
        kind: 'choice',
        span,
        condition: asTest(read.expression(node.childForFieldName('condition'))),
        branches: [node.childForFieldName('consequence'), node.childForFieldName('alternative')].flatMap((branch) =>
          branch === null ? [] : [read.expression(branch)],
        ),
      };
    case 'match_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node.childForFieldName('body')).flatMap((clause) => {
          const body = clause.childForFieldName('body');
          return body === null ? [] : [read.expression(body)];
        }),
      };
    case 'lambda_expression': {
      const body = lastIn(node);
      return body === null || body.type === 'block' || body.type === 'indented_block'
        ? { kind: 'function', span }
        : { kind: 'function', span, result: read.expression(body) };
    }
    case 'integer_literal':
    case 'floating_point_literal':
    case 'boolean_literal':
    case 'character_literal':
    case 'symbol_literal':
    case 'null_literal':
    case 'unit':
    case 'wildcard':
    case 'comment':
    case 'block_comment':
      return constant(span);
    default:
      return read.children(node);
  }
}

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

function result(fn: Node, read: Reader): Expression | undefined {
  const body = fn.childForFieldName('body') ?? (fn.type === 'lambda_expression' ? lastIn(fn) : null);
  return body === null ? undefined : read.expression(body);
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
