import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { asTest, childOf, compared, constant, indexed, namedChildren, negated, unquoted, nth, lastIn } from '../shared';

export const CALLS: ReadonlySet<string> = new Set([
  'function_call_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
  'object_creation_expression',
  'echo_statement',
  'print_intrinsic',
  'exit_statement',
  'throw_expression',
]);
/** Statements that are calls of their keyword. */
export const KEYWORDS: Readonly<Record<string, string>> = {
  echo_statement: 'echo',
  print_intrinsic: 'print',
  exit_statement: 'exit',
  throw_expression: 'throw',
};
const SUPERGLOBALS = /^_(?:POST|GET|REQUEST|COOKIE|SESSION|SERVER|ENV|FILES)$|^GLOBALS$/;

const argumentsOf = (given: Node | null | undefined, read: Reader): Argument[] =>
  namedChildren(given ?? null).flatMap((argument): Argument[] => {
    if (argument.type === 'comment') return [];
    if (argument.type !== 'argument') return [{ value: read.expression(argument) }];
    const value = lastIn(argument);
    if (value === null) return [];
    if (value.type === 'variadic_unpacking') return [{ value: read.expression(nth(value, 0)), spread: true }];
    const name = argument.childForFieldName('name');
    return [name === null || name.id === value.id ? { value: read.expression(value) } : { value: read.expression(value), name: read.of(name) }];
  });

/** The output is given back, or goes to a file. */
function redirected(callee: string, given: Node | null, read: Reader): { readonly redirected?: true; readonly to?: Expression } {
  if (/^(?:print_r|var_export|highlight_string)$/.test(callee)) {
    const second = nth(given, 1);
    return second != null && /^(?:true|1|return: ?true)$/i.test(read.of(second)) ? { redirected: true } : {};
  }
  if (!/^(?:fwrite|fputs|fputcsv|v?fprintf|file_put_contents|array_push|array_unshift)$/.test(callee)) return {};
  const first = lastIn(nth(given, 0));
  if (first == null) return { redirected: true };
  return /std(?:err|out)|php:\/\/(?:output|std)/i.test(read.code(first, 80)) ? {} : { to: read.expression(first) };
}

/** `Log` of `\Illuminate\Support\Facades\Log`. */
const lastName = (node: Node | null, read: Reader): string => (node === null ? '' : read.of(node).slice(read.of(node).lastIndexOf('\\') + 1));

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const keyword = Object.hasOwn(KEYWORDS, node.type) ? KEYWORDS[node.type] : undefined;
  if (keyword !== undefined) {
    const inner = nth(node, 0);
    const parts = inner?.type === 'sequence_expression' ? namedChildren(inner) : inner === null ? [] : [inner];
    return { kind: 'call', span, callee: keyword, arguments: parts.map((part) => ({ value: read.expression(part) })) };
  }
  if (node.type === 'object_creation_expression')
    return { kind: 'call', span, callee: lastName(nth(node, 0), read), arguments: argumentsOf(childOf(node, 'arguments'), read), constructs: true };
  const given = node.childForFieldName('arguments');
  const args = argumentsOf(given, read);
  const fn = node.childForFieldName('function');
  if (fn !== null) {
    const callee = /^(?:name|qualified_name)$/.test(fn.type) ? lastName(fn, read) : '';
    // It shows the environment, unless it is asked for another part.
    if (callee === 'phpinfo' && (args.length === 0 || /ENVIRONMENT|VARIABLES|ALL|-\s?1/.test(read.code(node, 80))))
      return { kind: 'call', span, callee, arguments: [{ value: { kind: 'call', span, callee: 'getenv', arguments: [] } }] };
    return { kind: 'call', span, callee, arguments: args, ...redirected(callee, given, read) };
  }
  const name = node.childForFieldName('name');
  const object = node.childForFieldName('object') ?? node.childForFieldName('scope');
  const callee = name?.type === 'name' ? read.of(name) : '';
  return { kind: 'call', span, callee, arguments: args, ...(object === null ? {} : { receiver: scope(object, read) }) };
}

const scope = (node: Node, read: Reader): Expression =>
  /^(?:name|qualified_name|relative_scope)$/.test(node.type) ? { kind: 'name', span: read.span(node), name: lastName(node, read) } : read.expression(node);

function entriesOf(array: Node, read: Reader): Entry[] {
  return namedChildren(array).flatMap((element): Entry[] => {
    if (element.type !== 'array_element_initializer') return [];
    const [first, second] = namedChildren(element);
    if (first === undefined) return [];
    if (first.type === 'variadic_unpacking') return [{ value: read.expression(nth(first, 0)), spread: true }];
    if (second === undefined) return [{ value: read.expression(first) }];
    const key = /^(?:string|encapsed_string)$/.test(first.type) ? unquoted(read.of(first)) : undefined;
    return [key === undefined ? { value: read.expression(second) } : { value: read.expression(second), key }];
  });
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  switch (operator) {
    case '.':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '??':
      return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
    // Arrays are put together by it; numbers are no secrets.
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '&&':
    case 'and':
      return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
    case '||':
    case 'or':
      // `f() or die($x)`
      return right !== null && CALLS.has(right.type)
        ? { kind: 'unknown', span, children: [read.expression(right)] }
        : { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
    default:
      return compared(span, operator, left, right, read);
  }
}

/** The text of `"… $x {$y->z}"` and of a here-document. */
function encapsed(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const parts: Expression[] = [];
  let text = '';
  for (const child of namedChildren(node)) {
    if (/^(?:string_content|escape_sequence)$/.test(child.type)) text += read.of(child);
    else parts.push(read.expression(child));
  }
  return { kind: 'text', span, text, parts };
}

function variable(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = read.of(node).replace(/^\$/, '');
  return SUPERGLOBALS.test(name) ? { kind: 'member', span, object: { kind: 'name', span, name: 'php' }, name } : { kind: 'name', span, name };
}

function subscript(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const object = read.expression(nth(node, 0));
  const key = nth(node, 1);
  // `"$a[key]"` has no quotes in a string.
  if (key?.type === 'name' && /^[a-z_]/.test(read.of(key))) return { kind: 'member', span, object, name: read.of(key) };
  return indexed(span, object, read.expression(key));
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  if (CALLS.has(node.type)) return call(node, read);
  switch (node.type) {
    case 'variable_name':
      return variable(node, read);
    case 'dynamic_variable_name':
      return nth(node, 0)?.type === 'name' ? { kind: 'name', span, name: read.of(nth(node, 0) ?? node) } : read.children(node);
    case 'name':
    case 'qualified_name':
      return { kind: 'name', span, name: lastName(node, read) };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression': {
      const name = node.childForFieldName('name');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('object')), name: name?.type === 'name' ? read.of(name) : '' };
    }
    case 'scoped_property_access_expression': {
      const object = node.childForFieldName('scope');
      const name = node.childForFieldName('name');
      return {
        kind: 'member',
        span,
        object: object === null ? constant(span) : scope(object, read),
        name: name === null ? '' : read.of(name).replace(/^\$/, ''),
      };
    }
    case 'class_constant_access_expression': {
      const [object, name] = namedChildren(node);
      return { kind: 'member', span, object: object === undefined ? constant(span) : scope(object, read), name: name === undefined ? '' : read.of(name) };
    }
    case 'subscript_expression':
      return subscript(node, read);
    case 'string':
    case 'nowdoc':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'encapsed_string':
    case 'heredoc_body':
      return encapsed(node, read);
    case 'shell_command_expression':
      return { kind: 'call', span, callee: 'shell_exec', arguments: [{ value: encapsed(node, read) }] };
    case 'heredoc':
      return read.expression(node.childForFieldName('value'));
    case 'array_creation_expression':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'binary_expression':
      return binary(node, read);
    case 'unary_op_expression':
      return node.child(0)?.type === '!' ? negated(span, asTest(read.expression(node.childForFieldName('argument')))) : { kind: 'test', span };
    case 'conditional_expression': {
      const condition = node.childForFieldName('condition');
      const body = node.childForFieldName('body') ?? condition;
      return {
        kind: 'choice',
        span,
        condition: asTest(read.expression(condition)),
        branches: [read.expression(body), read.expression(node.childForFieldName('alternative'))],
      };
    }
    case 'match_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node.childForFieldName('body')).flatMap((arm) => {
          const given = arm.childForFieldName('return_expression');
          return given === null ? [] : [read.expression(given)];
        }),
      };
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'cast_expression':
      return /^\(?\s*(?:bool|boolean|int|integer|float|double)\b/i.test(read.of(node))
        ? constant(span)
        : { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'argument':
    case 'by_ref':
    case 'expression_statement':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'anonymous_function':
      return { kind: 'function', span };
    case 'arrow_function':
      return { kind: 'function', span, result: read.expression(node.childForFieldName('body')) };
    case 'integer':
    case 'float':
    case 'boolean':
    case 'null':
    case 'comment':
    case 'relative_scope':
    case 'primitive_type':
      return constant(span);
    default:
      return read.children(node);
  }
}
