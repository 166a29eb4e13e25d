import type { Node } from 'web-tree-sitter';
import type { Argument, CallExpression, Entry, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { negated, nth, namedChildren, lastIn } from '../shared';

const INTERPOLATIONS: ReadonlySet<string> = new Set(['template_substitution']);
/** Operators whose result is a truth value or a number. */
const TESTS = /^(?:[<>]=?|[!=]==?|in|instanceof|[-*/%^&|]|\*\*|<<|>>>?)$/;
const NOTHING = /^(?:null|undefined|''|""|``|false|0)$/;

/** `property_identifier` without the `#` of private members. */
export const nameOf = (node: Node, read: Reader): string => read.of(node).replace(/^#/, '');

/** The key that a literal gives, or undefined. */
export function literalKey(node: Node | null, read: Reader): string | undefined {
  if (node === null) return undefined;
  switch (node.type) {
    case 'property_identifier':
    case 'private_property_identifier':
    case 'number':
      return nameOf(node, read);
    case 'string':
      return read.of(node).slice(1, -1);
    case 'computed_property_name':
      return literalKey(nth(node, 0), read);
    default:
      return undefined;
  }
}

function call(node: Node, called: Node | null, given: Node | null, read: Reader): CallExpression {
  const constructs = node.type === 'new_expression' ? { constructs: true as const } : {};
  const span = read.span(node);
  const args = given?.type === 'template_string' ? [{ value: read.expression(given) }] : argumentsOf(given, read);
  if (called === null) return { kind: 'call', span, callee: '', arguments: args };
  // `(0, module_1.name)(…)` is how compilers write `name(…)`.
  const sequence = called.type === 'parenthesized_expression' ? nth(called, 0) : null;
  if (sequence?.type === 'sequence_expression' && lastIn(sequence)?.type === 'member_expression') return call(node, lastIn(sequence), given, read);
  switch (called.type) {
    case 'identifier':
      return { kind: 'call', span, callee: read.of(called), arguments: args, ...constructs };
    case 'member_expression': {
      const property = called.childForFieldName('property');
      const object = called.childForFieldName('object');
      return { kind: 'call', span, callee: property === null ? '' : nameOf(property, read), receiver: read.expression(object), arguments: args, ...constructs };
    }
    case 'subscript_expression': {
      const key = literalKey(called.childForFieldName('index'), read) ?? '';
      return { kind: 'call', span, callee: key, receiver: read.expression(called.childForFieldName('object')), arguments: args, ...constructs };
    }
    default:
      return { kind: 'call', span, callee: read.of(called).length < 20 ? read.of(called) : '', arguments: args };
  }
}

const argumentsOf = (given: Node | null, read: Reader): Argument[] =>
  namedChildren(given)
    .filter((child) => child.type !== 'comment')
    .map((child) => (child.type === 'spread_element' ? { value: read.expression(nth(child, 0)), spread: true as const } : { value: read.expression(child) }));

function entriesOf(object: Node, read: Reader): Entry[] {
  const entries: Entry[] = [];
  for (const child of namedChildren(object).slice(0, 200)) {
    switch (child.type) {
      case 'pair': {
        const key = literalKey(child.childForFieldName('key'), read);
        entries.push({ value: read.expression(child.childForFieldName('value')), ...(key === undefined ? {} : { key }) });
        break;
      }
      case 'shorthand_property_identifier':
        entries.push({ key: read.of(child), value: { kind: 'name', span: read.span(child), name: read.of(child) } });
        break;
      case 'spread_element':
        entries.push({ value: read.expression(nth(child, 0)), spread: true });
        break;
      case 'comment':
      case 'method_definition':
        break;
      default:
        entries.push({ value: read.expression(child) });
    }
  }
  return entries;
}

function binary(node: Node, read: Reader): Expression {
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const span = read.span(node);
  switch (operator) {
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '||':
    case '??':
      return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
    case '&&':
      return { kind: 'choice', span, condition: read.expression(left), branches: [read.expression(right)] };
    default:
      return TESTS.test(operator) ? comparison(operator, left, right, span, read) : read.children(node);
  }
}

function comparison(operator: string, left: Node | null, right: Node | null, span: Expression['span'], read: Reader): Expression {
  const empty = right !== null && NOTHING.test(read.of(right));
  if (left === null || !empty) return { kind: 'test', span };
  if (operator === '===' || operator === '==') return { kind: 'test', span, absent: read.expression(left) };
  return operator === '!==' || operator === '!=' ? { kind: 'test', span, present: read.expression(left) } : { kind: 'test', span };
}

/** A condition with its meaning for guards: `!x`, `x`, `a && b`, `a || b`. */
export function condition(node: Node | null, read: Reader): Expression {
  if (node === null) return { kind: 'constant', span: { start: 0, end: 0 } };
  const span = read.span(node);
  if (node.type === 'parenthesized_expression') return condition(nth(node, 0), read);
  if (node.type === 'binary_expression') {
    const operator = node.childForFieldName('operator')?.type;
    const parts = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (operator === '&&') return { kind: 'test', span, all: parts.map((part) => condition(part, read)) };
    if (operator === '||') return { kind: 'test', span, any: parts.map((part) => condition(part, read)) };
  }
  const made = read.expression(node);
  return made.kind === 'test' ? made : { kind: 'test', span, present: made };
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern':
      return { kind: 'name', span, name: read.of(node) };
    case 'this':
    case 'super':
      return { kind: 'name', span, name: 'this' };
    case 'member_expression': {
      const property = node.childForFieldName('property');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('object')), name: property === null ? '' : nameOf(property, read) };
    }
    case 'subscript_expression': {
      const index = node.childForFieldName('index');
      const object = read.expression(node.childForFieldName('object'));
      const key = index?.type === 'string' ? literalKey(index, read) : undefined;
      return key === undefined ? { kind: 'index', span, object, index: read.expression(index) } : { kind: 'member', span, object, name: key };
    }
    case 'call_expression':
      return call(node, node.childForFieldName('function'), node.childForFieldName('arguments'), read);
    case 'new_expression':
      return call(node, node.childForFieldName('constructor'), node.childForFieldName('arguments'), read);
    case 'throw_statement':
      return { kind: 'call', span, callee: 'throw', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'string':
      return { kind: 'text', span, text: read.of(node).slice(1, -1), parts: [] };
    case 'template_string':
      return read.textWith(node, INTERPOLATIONS);
    case 'template_substitution':
    case 'parenthesized_expression':
    case 'await_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'yield_expression':
    case 'jsx_expression':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'type_assertion':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'sequence_expression':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'assignment_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'binary_expression':
      return binary(node, read);
    case 'unary_expression':
      return node.childForFieldName('operator')?.type === '!' ? negated(span, condition(node.childForFieldName('argument'), read)) : { kind: 'test', span };
    case 'ternary_expression':
      return {
        kind: 'choice',
        span,
        condition: condition(node.childForFieldName('condition'), read),
        branches: [read.expression(node.childForFieldName('consequence')), read.expression(node.childForFieldName('alternative'))],
      };
    case 'object':
      return { kind: 'collection', span, entries: entriesOf(node, read) };
    case 'array':
      return {
        kind: 'collection',
        span,
        entries: argumentsOf(node, read),
      };
    case 'arrow_function': {
      const body = node.childForFieldName('body');
      return body === null || body.type === 'statement_block' ? { kind: 'function', span } : { kind: 'function', span, result: read.expression(body) };
    }
    case 'function_expression':
    case 'generator_function':
    case 'class':
      return { kind: 'function', span };
    case 'number':
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
    case 'regex':
    case 'update_expression':
    case 'comment':
      return { kind: 'constant', span };
    default:
      return read.children(node);
  }
}
