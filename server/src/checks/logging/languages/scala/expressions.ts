import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { asTest, childOf, compared, constant, indexed, namedChildren, negated, typeName, unquoted, nth, lastIn } from '../shared';

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

export function expression(node: Node, read: Reader): Expression {
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

export function result(fn: Node, read: Reader): Expression | undefined {
  const body = fn.childForFieldName('body') ?? (fn.type === 'lambda_expression' ? lastIn(fn) : null);
  return body === null ? undefined : read.expression(body);
}
