import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { asTest, childOf, compared, constant, indexed, namedChildren, negated, unquoted, nth, lastIn } from '../shared';

const INTERPOLATIONS: ReadonlySet<string> = new Set(['interpolation']);
/** Methods without arguments that do something with what they stand on; any other is read as a part of it. */
const DOES =
  /^(?:to_\w+|inspect|pretty_inspect|strip|chomp|chop|dup|clone|freeze|downcase|upcase|capitalize|reverse|succ|first|last|length|size|count|hash|hexdigest|digest|unpack1?|b|force_encoding|encode|presence|squish|compact|flatten|keys|values|sort|uniq|join|read|call|new|as_json|attributes|chars|bytes|hex|sum|itself|then|tap|html_safe|body|string|symbolize_keys|stringify_keys)$/;

/** A name without the sigils of instance, class and global variables. */
export const nameOf = (node: Node, read: Reader): string => read.of(node).replace(/^[@$:]+/, '');

/** The literal key of a symbol, label or string. */
export function keyOf(node: Node | null, read: Reader): string | undefined {
  if (node === null) return undefined;
  if (/^(?:hash_key_symbol|simple_symbol|delimited_symbol)$/.test(node.type)) return nameOf(node, read).replace(/^"|"$/g, '');
  return node.type === 'string' && childOf(node, 'interpolation') === undefined ? unquoted(read.of(node)) : undefined;
}

function pair(node: Node, read: Reader): Entry {
  const key = keyOf(node.childForFieldName('key'), read);
  const written = node.childForFieldName('value');
  // `{ token: }` is `{ token: token }`.
  const value: Expression = written === null ? { kind: 'name', span: read.span(node), name: key ?? '' } : read.expression(written);
  return key === undefined ? { value } : { value, key };
}

function argumentsOf(given: Node | null, read: Reader): Argument[] {
  return namedChildren(given).flatMap((child): Argument[] => {
    switch (child.type) {
      case 'comment':
      case 'block_argument':
        return [];
      case 'pair': {
        const { value, key } = pair(child, read);
        return [key === undefined ? { value } : { value, name: key }];
      }
      case 'splat_argument':
      case 'hash_splat_argument':
        return [{ value: read.expression(nth(child, 0)), spread: true }];
      default:
        return [{ value: read.expression(child) }];
    }
  });
}

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const method = node.childForFieldName('method');
  const receiver = node.childForFieldName('receiver');
  const given = node.childForFieldName('arguments');
  const block = node.childForFieldName('block');
  const callee = method === null ? 'call' : read.of(method);
  const on = receiver === null ? undefined : read.expression(receiver);
  if (on !== undefined && callee === 'new' && (on.kind === 'name' || on.kind === 'member'))
    return { kind: 'call', span, callee: on.name, arguments: argumentsOf(given, read), constructs: true };
  const isPlain = given === null && block === null && on !== undefined;
  if (isPlain && /\?$/.test(callee)) {
    if (/^(?:nil|empty|blank|none)\?$/.test(callee)) return { kind: 'test', span, absent: on };
    return callee === 'present?' || callee === 'any?' ? { kind: 'test', span, present: on } : { kind: 'test', span };
  }
  // `!x.empty?` is a unary around the call, so nothing is to be undone here.
  if (isPlain && method !== null && callee !== 'gets' && !DOES.test(callee) && !/!$/.test(callee)) return { kind: 'member', span, object: on, name: callee };
  // `users.map(&:token)` is that part of each.
  const symbol =
    /^(?:map|flat_map|collect|filter_map|each|sum)$/.test(callee) && on !== undefined
      ? /^\(?&:(\w+)\)?$/.exec(given === null ? '' : read.code(given, 80))?.[1]
      : undefined;
  if (symbol !== undefined && on !== undefined) return { kind: 'member', span, object: on, name: symbol };
  const yielded = block === null ? [] : [{ value: read.expression(block) }];
  return { kind: 'call', span, callee, arguments: [...argumentsOf(given, read), ...yielded], ...(on === undefined ? {} : { receiver: on }) };
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  switch (operator) {
    case '<<':
      return { kind: 'call', span, callee: '<<', receiver: read.expression(left), arguments: [{ value: read.expression(right) }] };
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '%':
      return { kind: 'call', span, callee: 'format', arguments: [{ value: read.expression(left) }, { value: read.expression(right) }] };
    case '||':
    case 'or':
      return { kind: 'choice', span, branches: [read.expression(left), read.expression(right)] };
    case '&&':
    case 'and':
      return { kind: 'choice', span, condition: condition(left, read), branches: [read.expression(right)] };
    default:
      return compared(span, operator, left, right, read);
  }
}

/** A condition with its meaning for guards. */
export function condition(node: Node | null, read: Reader): Expression {
  if (node === null) return constant({ start: 0, end: 0 });
  const span = read.span(node);
  if (node.type === 'parenthesized_statements') return condition(nth(node, 0), read);
  if (node.type === 'binary') {
    const operator = node.childForFieldName('operator')?.type ?? '';
    const parts = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (operator === '&&' || operator === 'and') return { kind: 'test', span, all: parts.map((part) => condition(part, read)) };
    if (operator === '||' || operator === 'or') return { kind: 'test', span, any: parts.map((part) => condition(part, read)) };
  }
  if (node.type === 'unary') return negated(span, condition(node.childForFieldName('operand'), read));
  return asTest(read.expression(node));
}

/** The body of a here-document stands behind the line that begins it. */
function heredoc(node: Node, read: Reader): Expression {
  const line = read.text.indexOf('\n', node.endIndex);
  let at: Node | null = node;
  for (let step = 0; at !== null && step < 12; step++, at = at.parent) {
    for (let next = at.nextNamedSibling, seen = 0; next !== null && seen < 4; next = next.nextNamedSibling, seen++)
      if (next.type === 'heredoc_body' && next.startIndex >= line - 1) return { ...read.textWith(next, INTERPOLATIONS), span: read.span(node) };
  }
  return constant(read.span(node));
}

/** The last statement is the value. */
const lastOf = (body: Node | null, read: Reader): Expression | undefined => {
  const last = lastIn(body);
  return last == null || /^(?:comment|rescue|ensure)$/.test(last.type) ? undefined : read.expression(last);
};

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
      // Without brackets it is a variable everywhere else.
      return read.of(node) === 'gets' ? { kind: 'call', span, callee: 'gets', arguments: [] } : { kind: 'name', span, name: nameOf(node, read) };
    case 'instance_variable':
    case 'class_variable':
      return { kind: 'name', span, name: nameOf(node, read) };
    case 'global_variable':
      return { kind: 'name', span, name: read.of(node) };
    case 'constant':
      return read.of(node) === 'ENV'
        ? { kind: 'member', span, object: { kind: 'name', span, name: 'ruby' }, name: 'ENV' }
        : { kind: 'name', span, name: read.of(node) };
    case 'self':
      return { kind: 'name', span, name: 'self' };
    case 'scope_resolution': {
      const name = node.childForFieldName('name');
      const scope = node.childForFieldName('scope');
      return scope === null
        ? { kind: 'name', span, name: name === null ? '' : read.of(name) }
        : { kind: 'member', span, object: read.expression(scope), name: name === null ? '' : read.of(name) };
    }
    case 'call':
    case 'super':
      return call(node, read);
    case 'element_reference': {
      const object = read.expression(node.childForFieldName('object'));
      const [, first, second] = namedChildren(node);
      if (first?.type === 'range' || second !== undefined) return part(node, object, first, second, read);
      const key = keyOf(first ?? null, read);
      return key === undefined
        ? indexed(span, object, first === undefined ? constant(span) : read.expression(first))
        : { kind: 'member', span, object, name: key };
    }
    case 'string':
    case 'heredoc_body':
    case 'bare_string':
    case 'chained_string':
      return node.type === 'chained_string' ? { kind: 'join', span, parts: namedChildren(node).map((child) => read.expression(child)) } : textOf(node, read);
    case 'subshell':
      return { kind: 'call', span, callee: 'system', arguments: [{ value: textOf(node, read) }] };
    case 'heredoc_beginning':
      return heredoc(node, read);
    case 'interpolation':
    case 'parenthesized_statements':
      return { kind: 'wrap', span, inner: read.expression(lastIn(node)) };
    case 'binary':
      return binary(node, read);
    case 'unary':
      return /^(?:!|not)/.test(read.of(node)) ? negated(span, condition(node.childForFieldName('operand'), read)) : { kind: 'test', span };
    case 'conditional':
      return {
        kind: 'choice',
        span,
        condition: condition(node.childForFieldName('condition'), read),
        branches: [read.expression(node.childForFieldName('consequence')), read.expression(node.childForFieldName('alternative'))],
      };
    case 'if':
    case 'unless':
    case 'elsif':
      return {
        kind: 'choice',
        span,
        condition: condition(node.childForFieldName('condition'), read),
        branches: [node.childForFieldName('consequence'), node.childForFieldName('alternative')].flatMap((branch) =>
          branch === null ? [] : [read.expression(branch)],
        ),
      };
    case 'then':
    case 'else':
    case 'body_statement':
    case 'block_body':
      return lastOf(node, read) ?? constant(span);
    case 'case':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node).flatMap((part) =>
          part.type === 'when' ? [read.expression(part.childForFieldName('body'))] : part.type === 'else' ? [read.expression(part)] : [],
        ),
      };
    case 'begin':
      return lastOf(node, read) ?? constant(span);
    case 'hash':
      return {
        kind: 'collection',
        span,
        entries: namedChildren(node).flatMap((child): Entry[] =>
          child.type === 'pair' ? [pair(child, read)] : child.type === 'hash_splat_argument' ? [{ value: read.expression(nth(child, 0)), spread: true }] : [],
        ),
      };
    case 'array':
      return { kind: 'collection', span, entries: argumentsOf(node, read).map(({ value, name }) => (name === undefined ? { value } : { value, key: name })) };
    case 'assignment':
    case 'operator_assignment':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('body')) };
    case 'block':
    case 'do_block': {
      const result = lastOf(node.childForFieldName('body'), read);
      return result === undefined ? { kind: 'function', span } : { kind: 'function', span, result };
    }
    case 'lambda':
      return { kind: 'function', span };
    case 'simple_symbol':
      return { kind: 'text', span, text: nameOf(node, read), parts: [] };
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'nil':
    case 'hash_key_symbol':
    case 'regex':
    case 'character':
    case 'string_array':
    case 'symbol_array':
    case 'comment':
    case 'defined':
    case 'range':
      return constant(span);
    default:
      return read.children(node);
  }
}

function textOf(node: Node, read: Reader): Expression {
  const made = read.textWith(node, INTERPOLATIONS);
  return made.kind === 'text' ? { ...made, text: unquoted(made.text) } : made;
}

/** `x[0, 4]`, `x[0..3]`, `x[-4..]` */
function part(node: Node, receiver: Expression, first: Node | undefined, second: Node | undefined, read: Reader): Expression {
  const span = read.span(node);
  if (first?.type === 'range') {
    const begin = first.childForFieldName('begin');
    const end = first.childForFieldName('end');
    const at = (bound: Node | null): Expression => constant(bound === null ? { start: first.endIndex, end: first.endIndex } : read.span(bound));
    return { kind: 'call', span, callee: 'slice', receiver, arguments: end === null ? [{ value: at(begin) }] : [{ value: at(begin) }, { value: at(end) }] };
  }
  const bounds = [first, second].flatMap((bound) => (bound === undefined ? [] : [{ value: constant(read.span(bound)) }]));
  return { kind: 'call', span, callee: 'substr', receiver, arguments: bounds };
}

export function result(fn: Node, read: Reader): Expression | undefined {
  const body = fn.childForFieldName('body');
  if (body === null) return undefined;
  if (body.type === 'body_statement' || body.type === 'block') {
    const inner = body.type === 'block' ? body.childForFieldName('body') : body;
    const last = lastIn(inner);
    // What a method that prints at its end gives back is nothing.
    return last == null || last.type === 'return' ? undefined : read.expression(last);
  }
  return read.expression(body);
}
