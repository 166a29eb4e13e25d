import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { asTest, namedChildren, negated, nth } from '../shared';

const INTERPOLATIONS: ReadonlySet<string> = new Set(['interpolation']);
const NOTHING = /^(?:None|''|""|False|0|\[\]|\{\}|b''|b"")$/;

/** The text of a literal without interpolations, or undefined. */
export function literal(node: Node | null, read: Reader): string | undefined {
  if (node?.type !== 'string') return undefined;
  let text = '';
  for (const child of namedChildren(node)) {
    if (child.type === 'interpolation') return undefined;
    if (child.type === 'string_content') text += read.of(child);
  }
  return text;
}

function argumentsOf(list: Node | null, read: Reader): Argument[] {
  // `join(x for x in y)`: the only argument has the parentheses of the call.
  if (list?.type === 'generator_expression') return [{ value: read.expression(list) }];
  return namedChildren(list).flatMap((child): Argument[] => {
    switch (child.type) {
      case 'comment':
        return [];
      case 'keyword_argument': {
        const name = child.childForFieldName('name');
        return [{ value: read.expression(child.childForFieldName('value')), ...(name === null ? {} : { name: read.of(name) }) }];
      }
      case 'list_splat':
      case 'dictionary_splat':
        return [{ value: read.expression(nth(child, 0)), spread: true }];
      default:
        return [{ value: read.expression(child) }];
    }
  });
}

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const called = node.childForFieldName('function');
  const given = argumentsOf(node.childForFieldName('arguments'), read);
  if (called?.type === 'attribute') {
    const name = called.childForFieldName('attribute');
    return { kind: 'call', span, callee: name === null ? '' : read.of(name), receiver: read.expression(called.childForFieldName('object')), arguments: given };
  }
  const to = given.find(({ name }) => name === 'file')?.value;
  const callee = called?.type === 'identifier' ? read.of(called) : '';
  return { kind: 'call', span, callee, arguments: given, ...(to !== undefined && callee === 'print' ? { to } : {}) };
}

function entriesOf(node: Node, read: Reader): Entry[] {
  return namedChildren(node)
    .slice(0, 200)
    .flatMap((child): Entry[] => {
      switch (child.type) {
        case 'comment':
        case 'for_in_clause':
        case 'if_clause':
          return [];
        case 'pair': {
          const key = literal(child.childForFieldName('key'), read);
          return [{ value: read.expression(child.childForFieldName('value')), ...(key === undefined ? {} : { key }) }];
        }
        case 'list_splat':
        case 'dictionary_splat':
          return [{ value: read.expression(nth(child, 0)), spread: true }];
        default:
          return [{ value: read.expression(child) }];
      }
    });
}

/** A condition of a comprehension that leaves out what is a secret: `{k: v for k, v in x.items() if k != "password"}`. */
const leavesOut = (node: Node, read: Reader): boolean =>
  namedChildren(node).some(
    (child) =>
      child.type === 'if_clause' &&
      /!=|\bnot\b/.test(read.code(child, 300)) &&
      /pass|token|secret|auth|cookie|key|sensitive|redact|mask|hidden|private|exclu|credential/i.test(read.code(child, 300)),
  );

function comparison(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operators = node.childrenForFieldName('operators');
  const [left, right] = namedChildren(node);
  const operator = operators[0] === undefined ? '' : read.of(operators[0]);
  if (left === undefined || right === undefined || operators.length !== 1 || !NOTHING.test(read.of(right))) return { kind: 'test', span };
  if (operator === 'is' || operator === '==') return { kind: 'test', span, absent: read.expression(left) };
  return operator === '!=' || /^is\s+not$/.test(operator) ? { kind: 'test', span, present: read.expression(left) } : { kind: 'test', span };
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type;
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (operator === '+' || operator === '|') return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
  if (operator !== '%' || left === null || (left.type !== 'string' && left.type !== 'concatenated_string' && left.type !== 'identifier'))
    return operator === '*' ? read.children(node) : { kind: 'test', span };
  return { kind: 'call', span, callee: 'format', receiver: read.expression(left), arguments: [{ value: read.expression(right) }] };
}

function sliced(node: Node, slice: Node, read: Reader): Expression {
  const at = (index: number): Expression => {
    const colons = slice.children.filter(({ type }) => type === ':').map(({ startIndex }) => startIndex);
    const part = namedChildren(slice).find((child) => colons.filter((colon) => colon < child.startIndex).length === index);
    return part === undefined ? { kind: 'constant', span: { start: slice.startIndex, end: slice.startIndex } } : read.expression(part);
  };
  const [from, to] = [at(0), at(1)];
  const open = to.span.start === to.span.end;
  return {
    kind: 'call',
    span: read.span(node),
    callee: 'slice',
    receiver: read.expression(node.childForFieldName('value')),
    arguments: open ? [{ value: from }] : [{ value: from }, { value: to }],
  };
}

function subscript(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const key = node.childForFieldName('subscript');
  if (key?.type === 'slice') return sliced(node, key, read);
  const object = read.expression(node.childForFieldName('value'));
  const name = literal(key, read);
  return name === undefined ? { kind: 'index', span, object, index: read.expression(key) } : { kind: 'member', span, object, name };
}

function boolean(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (node.childForFieldName('operator')?.type === 'or') return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
  return { kind: 'choice', span, condition: condition(left, read), branches: [read.expression(right)] };
}

export function condition(node: Node | null, read: Reader): Expression {
  if (node === null) return { kind: 'constant', span: { start: 0, end: 0 } };
  if (node.type === 'parenthesized_expression') return condition(nth(node, 0), read);
  if (node.type === 'boolean_operator') {
    const parts = [condition(node.childForFieldName('left'), read), condition(node.childForFieldName('right'), read)];
    return node.childForFieldName('operator')?.type === 'or'
      ? { kind: 'test', span: read.span(node), any: parts }
      : { kind: 'test', span: read.span(node), all: parts };
  }
  return asTest(read.expression(node));
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', span, name: read.of(node) };
    case 'attribute': {
      const name = node.childForFieldName('attribute');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('object')), name: name === null ? '' : read.of(name) };
    }
    case 'subscript':
      return subscript(node, read);
    case 'call':
      return call(node, read);
    case 'raise_statement':
      return { kind: 'call', span, callee: 'raise', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'assert_statement':
      return {
        kind: 'call',
        span,
        callee: 'assert',
        arguments: namedChildren(node)
          .slice(0, 2)
          .map((child) => ({ value: read.expression(child) })),
      };
    case 'print_statement':
      return { kind: 'call', span, callee: 'print', arguments: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'string': {
      const text = literal(node, read);
      return text === undefined ? read.textWith(node, INTERPOLATIONS) : { kind: 'text', span, text, parts: [] };
    }
    case 'concatenated_string':
      return { kind: 'join', span, parts: namedChildren(node).map((child) => read.expression(child)) };
    case 'interpolation':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('expression') ?? nth(node, 0)) };
    case 'parenthesized_expression':
    case 'await':
    case 'yield':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'named_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'binary_operator':
      return binary(node, read);
    case 'boolean_operator':
      return boolean(node, read);
    case 'not_operator':
      return negated(span, condition(node.childForFieldName('argument'), read));
    case 'comparison_operator':
      return comparison(node, read);
    case 'unary_operator':
      return { kind: 'test', span };
    case 'conditional_expression': {
      const [value, test, other] = namedChildren(node);
      return { kind: 'choice', span, condition: condition(test ?? null, read), branches: [read.expression(value ?? null), read.expression(other ?? null)] };
    }
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension':
    case 'dictionary_comprehension':
      if (leavesOut(node, read)) return { kind: 'unknown', span, children: [] };
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    // `user = password = ""`: what the first is given is what the second is given.
    case 'assignment':
      return read.expression(node.childForFieldName('right'));
    case 'dictionary':
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'lambda':
      return { kind: 'function', span, result: read.expression(node.childForFieldName('body')) };
    case 'integer':
    case 'float':
    case 'none':
    case 'true':
    case 'false':
    case 'ellipsis':
    case 'comment':
      return { kind: 'constant', span };
    default:
      return read.children(node);
  }
}
