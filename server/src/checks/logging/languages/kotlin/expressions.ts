import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../../base/span';
import type { Argument, CallExpression, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { ancestorsOf, asTest, childOf, compared, constant, indexed, namedChildren, negated, unquoted, nth, lastIn } from '../shared';

export const TYPES = /_type$|^type_|^modifiers$|^annotation$/;
/** Functions of the standard library that hand what they stand on to their lambda, or an element of it. */
export const HANDS_ON = /^(?:let|also|takeIf|takeUnless)$/;
export const HANDS_ELEMENTS = /^(?:forEach|forEachIndexed|onEach|map|mapNotNull|flatMap|filter|joinToString|associate\w*)$/;

/** The parts of a string: `${…}` has a node, `$name` has none and is read by hand. */
function text(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const source = read.of(node);
  const parts: Expression[] = [];
  let plain = '';
  const take = (from: number, to: number): void => {
    const piece = source.slice(from, to);
    let at = 0;
    for (const match of piece.matchAll(/\\.|\$([A-Za-z_]\w*)/g)) {
      const name = match[1];
      if (name === undefined) continue;
      plain += piece.slice(at, match.index);
      at = match.index + match[0].length;
      const start = span.start + from + match.index + 1;
      const found = { start, end: start + name.length };
      parts.push(name === 'it' ? implicit(node, found, read) : { kind: 'name', name, span: found });
    }
    plain += piece.slice(at);
  };
  let done = 0;
  for (const child of namedChildren(node)) {
    if (child.type !== 'interpolation') continue;
    take(done, child.startIndex - span.start);
    done = child.endIndex - span.start;
    parts.push(read.expression(nth(child, 0)));
  }
  take(done, source.length);
  return { kind: 'text', span, text: unquoted(plain), parts };
}

const lambdaOf = (node: Node | null): Node | null => (node?.type === 'annotated_lambda' ? (childOf(node, 'lambda_literal') ?? null) : null);

/** The last statement of a lambda or block is its value. */
function lastOf(block: Node, read: Reader): Expression | undefined {
  const last = lastIn(block);
  return last === null || last.type === 'lambda_parameters' ? undefined : read.expression(last);
}

function argumentsOf(given: Node | null | undefined, read: Reader): Argument[] {
  return namedChildren(given ?? null).flatMap((argument): Argument[] => {
    if (argument.type !== 'value_argument') return [];
    const last = lastIn(argument);
    if (last === null) return [];
    if (last.type === 'spread_expression') return [{ value: read.expression(lastIn(last)), spread: true }];
    const first = nth(argument, 0);
    const name = first !== null && first.id !== last.id && first.type === 'identifier' ? read.of(first) : undefined;
    return [name === undefined ? { value: read.expression(last) } : { value: read.expression(last), name }];
  });
}

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const fn = nth(node, 0);
  const lambda = lambdaOf(lastIn(node));
  const given = [...argumentsOf(childOf(node, 'value_arguments'), read), ...(lambda === null ? [] : [{ value: read.expression(lambda) }])];
  if (fn === null) return read.children(node);
  switch (fn.type) {
    case 'identifier':
      return { kind: 'call', span, callee: read.of(fn), arguments: given };
    case 'navigation_expression': {
      const object = nth(fn, 0);
      const last = lastIn(fn);
      const callee = last === null ? '' : read.of(last);
      // The grammar reads `!x.isEmpty()` as `(!x).isEmpty()`.
      const not = object?.type === 'unary_expression' && object.childForFieldName('operator')?.type === '!';
      const receiver = read.expression(not ? object.childForFieldName('argument') : object);
      const made: CallExpression = { kind: 'call', span, callee, receiver, arguments: given };
      return not ? negated(span, asTest(made)) : made;
    }
    case 'call_expression': {
      // `check(x) { "…" }`: the lambda belongs to the call before it.
      const inner = read.expression(fn);
      return inner.kind === 'call' ? { ...inner, span, arguments: [...inner.arguments, ...given] } : read.children(node);
    }
    default:
      return { kind: 'call', span, callee: '', arguments: given };
  }
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  switch (operator) {
    case '>': {
      // The grammar takes `decode<Login>(text)` for two comparisons.
      const fn = left?.type === 'binary_expression' && left.childForFieldName('operator')?.type === '<' ? left.childForFieldName('left') : null;
      if (
        fn === null ||
        right?.type !== 'parenthesized_expression' ||
        !/[\w)]<\s?[\w.<>, ?]{1,100}>\($/.test(read.of(node).slice(0, right.startIndex - node.startIndex + 1))
      )
        break;
      const given = [{ value: read.expression(right) }];
      const name = fn.type === 'navigation_expression' ? lastIn(fn) : fn;
      const receiver = fn.type === 'navigation_expression' ? { receiver: read.expression(nth(fn, 0)) } : {};
      return { kind: 'call', span, callee: name === null ? '' : read.of(name), ...receiver, arguments: given };
    }
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '?:':
      return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
    case '&&':
      return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
    case '||':
      return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
    default:
  }
  return compared(span, operator, left, right, read);
}

/** `it` is what the call around the lambda stands on, where that hands it on. */
function implicit(node: Node, span: Span, read: Reader): Expression {
  const name: Expression = { kind: 'name', span, name: 'it' };
  const above = ancestorsOf(node).slice(0, 14);
  for (const [step, at] of above.slice(0, 12).entries()) {
    if (at.type !== 'lambda_literal') continue;
    if (childOf(at, 'lambda_parameters') !== undefined) continue;
    const around = above[step + 2];
    const fn = around?.type === 'call_expression' ? nth(around, 0) : null;
    const last = lastIn(fn);
    if (fn?.type !== 'navigation_expression' || last === null) return name;
    const callee = read.of(last);
    const object = nth(fn, 0);
    if (HANDS_ON.test(callee)) return { kind: 'wrap', span, inner: read.expression(object) };
    return HANDS_ELEMENTS.test(callee) ? { kind: 'index', span, object: read.expression(object), index: constant(span) } : name;
  }
  return name;
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  if (TYPES.test(node.type)) return constant(span);
  switch (node.type) {
    case 'identifier': {
      const name = read.of(node);
      if (name === 'null' || name === 'true' || name === 'false') return constant(span);
      return name === 'it' ? implicit(node, span, read) : { kind: 'name', span, name };
    }
    case 'this_expression':
    case 'super_expression':
      return { kind: 'name', span, name: 'this' };
    case 'navigation_expression': {
      const last = lastIn(node);
      return { kind: 'member', span, object: read.expression(nth(node, 0)), name: last === null ? '' : read.of(last) };
    }
    case 'index_expression':
      return indexed(span, read.expression(nth(node, 0)), read.expression(nth(node, 1)));
    case 'call_expression':
      return call(node, read);
    case 'string_literal':
    case 'multiline_string_literal':
      return text(node, read);
    case 'binary_expression':
      return binary(node, read);
    case 'infix_expression': {
      const [left, operator, right] = namedChildren(node);
      // `"name" to value` is a pair.
      if (left !== undefined && operator !== undefined && right !== undefined && read.of(operator) === 'to') {
        return left.type === 'string_literal'
          ? { kind: 'collection', span, entries: [{ value: read.expression(right), key: unquoted(read.of(left)) }] }
          : { kind: 'collection', span, entries: [left, right].map((each) => ({ value: read.expression(each) })) };
      }
      return read.children(node);
    }
    case 'unary_expression':
      if (node.childForFieldName('operator')?.type === '!') return negated(span, asTest(read.expression(node.childForFieldName('argument'))));
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('argument') ?? nth(node, 0)) };
    case 'parenthesized_expression':
    case 'interpolation':
    case 'value_argument':
    case 'spread_expression':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'as_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('left')) };
    case 'is_expression':
    case 'in_expression':
    case 'range_expression':
    case 'check_expression':
    case 'type_test':
      return { kind: 'test', span };
    case 'if_expression':
      return {
        kind: 'choice',
        span,
        condition: asTest(read.expression(node.childForFieldName('condition'))),
        branches: branchesOf(node).map((branch) => read.expression(branch)),
      };
    case 'when_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node).flatMap((entry) => (entry.type === 'when_entry' ? [read.expression(lastIn(entry))] : [])),
      };
    case 'try_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node).flatMap((part) =>
          part.type === 'block' ? [read.expression(part)] : part.type === 'catch_block' ? [read.expression(lastIn(part))] : [],
        ),
      };
    case 'block':
      return lastOf(node, read) ?? constant(span);
    case 'throw_expression':
      return { kind: 'call', span, callee: 'throw', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'lambda_literal': {
      const result = lastOf(node, read);
      return result === undefined ? { kind: 'function', span } : { kind: 'function', span, result };
    }
    case 'anonymous_function':
    case 'callable_reference':
    case 'object_literal':
    case 'property_delegate':
      return { kind: 'function', span };
    case 'collection_literal':
      return { kind: 'collection', span, entries: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'number_literal':
    case 'character_literal':
    case 'boolean_literal':
    case 'null_literal':
    case 'float_literal':
    case 'line_comment':
    case 'block_comment':
    case 'return_expression':
      return constant(span);
    default:
      return read.children(node);
  }
}

/** Then and else of an `if`. */
export const branchesOf = (node: Node): readonly Node[] => {
  const condition = node.childForFieldName('condition');
  return namedChildren(node).filter(({ id, type }) => id !== condition?.id && !/comment$/.test(type));
};

export function result(fn: Node, read: Reader): Expression | undefined {
  if (fn.type === 'lambda_literal') return lastOf(fn, read);
  const body = childOf(fn, 'function_body');
  const only = nth(body, 0);
  return only == null || only.type === 'block' ? undefined : read.expression(only);
}
