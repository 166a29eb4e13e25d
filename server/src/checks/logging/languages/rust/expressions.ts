import type { Node } from 'web-tree-sitter';
import type { Argument, CallExpression, Expression } from '../../model/expression';
import type { Reader } from '../../model/treeLanguage';
import { PlainExpressions } from '../plain/expressions';
import { asTest, childOf, compared, constant, indexed, namedChildren, negated, typeName, unquoted, nth, lastIn } from '../shared';

/** Macros that give the text that they make. */
const FORMATS = /^(?:format|format_args|concat|json)$/;

/** The arguments of a macro are loose tokens to the grammar. Names in a format (`{token}`) are put in too. */
function macro(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = node.childForFieldName('macro');
  const tokens = childOf(node, 'token_tree');
  const callee = name === null ? '' : read.of(name).slice(read.of(name).lastIndexOf(':') + 1);
  if (tokens === undefined) return { kind: 'call', span, callee, arguments: [] };
  const parser = new PlainExpressions(read.text, tokens.startIndex + 1, tokens.endIndex, { macros: made });
  const given = parser.arguments(read.text.charAt(tokens.endIndex - 1));
  if (callee === 'vec') return { kind: 'collection', span, entries: given.map(({ value }) => ({ value })) };
  const args = displayed(withCaptures(given));
  const call: CallExpression = { kind: 'call', span, callee: FORMATS.test(callee) ? 'format' : callee, arguments: args };
  return callee === 'json' ? made(call) : { ...call, ...target(callee, tokens, args, read) };
}

/** What a macro makes: `json!` what it is given. */
function made(call: CallExpression): Expression {
  const { span, callee, arguments: given } = call;
  const [only] = given;
  if (callee === 'json' && only !== undefined) return { kind: 'wrap', span, inner: only.value };
  return FORMATS.test(callee) ? { ...call, callee: 'format', arguments: displayed(withCaptures(given)) } : call;
}

/** `write!` prints where it writes to a standard stream. */
function target(callee: string, tokens: Node, [first]: readonly Argument[], read: Reader): { readonly to?: Expression } {
  if ((callee !== 'write' && callee !== 'writeln') || first === undefined) return {};
  return /^[([{]\s*&?(?:mut\s+)?[\w:.&]*(?:std(?:out|err))/.test(read.code(tokens, 80)) ? {} : { to: first.value };
}

const PLACE = /\{\{|\}\}|\{(\w{0,80})(?::([^{}]{0,20}))?\}/g;

/** What a format shows by `{}`, not by `{:?}`, as the call that it makes of it: `x.to_string()`. */
function displayed(given: readonly Argument[]): readonly Argument[] {
  const at = given.findIndex(({ value, name }) => name === undefined && value.kind === 'text');
  const format = given[at]?.value;
  if (format?.kind !== 'text') return given;
  const shown = new Set<number | string>();
  let position = at + 1;
  for (const [, name, form = ''] of format.text.matchAll(PLACE)) {
    if (name === undefined) continue;
    const place = name === '' ? position++ : /^\d+$/.test(name) ? at + 1 + Number(name) : name;
    if (!form.includes('?')) shown.add(place);
  }
  return given.map((argument, index) => {
    if (index === at)
      return { ...argument, value: { ...format, parts: format.parts.map((part) => (part.kind === 'name' && shown.has(part.name) ? toText(part) : part)) } };
    return shown.has(argument.name ?? index) && (argument.value.kind === 'name' || argument.value.kind === 'member')
      ? { ...argument, value: toText(argument.value) }
      : argument;
  });
}

const toText = (of: Expression): Expression => ({ kind: 'call', span: of.span, callee: 'to_string', receiver: of, arguments: [] });

/** Puts the names that a format takes from its surroundings into its text. */
function withCaptures(given: readonly Argument[]): Argument[] {
  const named = new Set(given.flatMap(({ name }) => (name === undefined ? [] : [name])));
  return given.map((argument) => {
    const { value } = argument;
    return value.kind === 'text' && value.parts.length === 0 ? { ...argument, value: captured(value, named) } : argument;
  });
}

function captured(text: Extract<Expression, { kind: 'text' }>, named: ReadonlySet<string>): Expression {
  const parts: Expression[] = [];
  // One quote in front; a raw string's longer opening is rare in a format.
  for (const match of text.text.matchAll(/\{\{|\}\}|\{([a-z_]\w{0,80})(?::[^{}]{0,20})?\}/g)) {
    const name = match[1];
    if (name === undefined || named.has(name)) continue;
    const start = text.span.start + 1 + match.index + 1;
    parts.push({ kind: 'name', name, span: { start, end: start + name.length } });
  }
  return parts.length === 0 ? text : { ...text, parts };
}

/** The last name of a path: `debug` of `log::debug`. */
const lastName = (node: Node, read: Reader): string => (node.type === 'scoped_identifier' ? read.of(node.childForFieldName('name') ?? node) : read.of(node));

function call(node: Node, read: Reader): Expression {
  const span = read.span(node);
  let fn = node.childForFieldName('function');
  const given = namedChildren(node.childForFieldName('arguments')).flatMap((child): Argument[] =>
    /comment$/.test(child.type) ? [] : [{ value: read.expression(child) }],
  );
  if (fn?.type === 'generic_function') fn = fn.childForFieldName('function');
  if (fn === null) return read.children(node);
  switch (fn.type) {
    case 'field_expression': {
      const name = fn.childForFieldName('field');
      return { kind: 'call', span, callee: name === null ? '' : read.of(name), receiver: read.expression(fn.childForFieldName('value')), arguments: given };
    }
    case 'scoped_identifier': {
      const path = fn.childForFieldName('path');
      const callee = lastName(fn, read);
      if (path === null) return { kind: 'call', span, callee, arguments: given };
      const on: Expression = { kind: 'name', span: read.span(path), name: read.of(path).slice(read.of(path).lastIndexOf(':') + 1) };
      return { kind: 'call', span, callee, receiver: on, arguments: given };
    }
    case 'identifier': {
      const callee = read.of(fn);
      // `Some(x)`, `Ok(x)`, `Err(x)`
      return /^(?:Some|Ok|Err|Box|Rc|Arc)$/.test(callee) && given[0] !== undefined
        ? { kind: 'wrap', span, inner: given[0].value }
        : { kind: 'call', span, callee, arguments: given };
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
  if (operator === '+') return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
  if (operator === '&&') return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
  if (operator === '||') return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
  return compared(span, operator, left, right, read);
}

/** `Config { token, name: x, ..rest }` */
function struct(node: Node, read: Reader): CallExpression {
  const args = namedChildren(node.childForFieldName('body')).flatMap((field): Argument[] => {
    switch (field.type) {
      case 'shorthand_field_initializer': {
        const name = nth(field, 0) ?? field;
        return [{ name: read.of(name), value: { kind: 'name', span: read.span(name), name: read.of(name) } }];
      }
      case 'field_initializer':
        return [{ name: read.of(field.childForFieldName('field') ?? field), value: read.expression(field.childForFieldName('value')) }];
      case 'base_field_initializer':
        return [{ value: read.expression(nth(field, 0)), spread: true }];
      default:
        return [];
    }
  });
  return { kind: 'call', span: read.span(node), callee: typeName(node.childForFieldName('name'), read) ?? '', arguments: args, constructs: true };
}

/** The last expression of a block is its value. */
export function blockValue(block: Node | null, read: Reader): Expression | undefined {
  const last = lastIn(block);
  return last == null || /(?:_statement|_declaration|_item|comment)$/.test(last.type) ? undefined : read.expression(last);
}

export function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
    case 'shorthand_field_identifier':
      return read.of(node) === 'None' ? constant(span) : { kind: 'name', span, name: read.of(node) };
    case 'self':
      return { kind: 'name', span, name: 'self' };
    case 'scoped_identifier': {
      const path = node.childForFieldName('path');
      return path === null
        ? { kind: 'name', span, name: lastName(node, read) }
        : { kind: 'member', span, object: read.expression(path), name: lastName(node, read) };
    }
    case 'field_expression': {
      const name = node.childForFieldName('field');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('value')), name: name === null ? '' : read.of(name) };
    }
    case 'index_expression': {
      const [object, index] = namedChildren(node);
      if (object === undefined || index === undefined) return read.children(node);
      if (index.type !== 'range_expression') return indexed(span, read.expression(object), read.expression(index));
      const dots = index.startIndex + read.of(index).indexOf('..');
      const end = dots + (read.text.charAt(dots + 2) === '=' ? 3 : 2);
      const bounds = [constant({ start: index.startIndex, end: dots }), constant({ start: end, end: index.endIndex })];
      return { kind: 'call', span, callee: 'slice', receiver: read.expression(object), arguments: bounds.map((value) => ({ value })) };
    }
    case 'call_expression':
      return call(node, read);
    case 'macro_invocation':
      return macro(node, read);
    case 'struct_expression':
      return struct(node, read);
    case 'string_literal':
    case 'raw_string_literal':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'binary_expression':
      return binary(node, read);
    case 'unary_expression':
      return node.child(0)?.type === '!'
        ? negated(span, asTest(read.expression(nth(node, 0))))
        : node.child(0)?.type === '*'
          ? { kind: 'wrap', span, inner: read.expression(nth(node, 0)) }
          : { kind: 'test', span };
    case 'reference_expression':
    case 'type_cast_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'try_expression':
    case 'await_expression':
    case 'parenthesized_expression':
    case 'expression_statement':
    case 'unsafe_block':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'else_clause':
      return read.expression(nth(node, 0));
    case 'block':
      return blockValue(node, read) ?? constant(span);
    case 'if_expression':
      return {
        kind: 'choice',
        span,
        branches: [node.childForFieldName('consequence'), node.childForFieldName('alternative')].flatMap((branch) =>
          branch === null ? [] : [read.expression(branch)],
        ),
      };
    case 'match_expression':
      return {
        kind: 'choice',
        span,
        branches: namedChildren(node.childForFieldName('body')).flatMap((arm) =>
          arm.type === 'match_arm' ? [read.expression(arm.childForFieldName('value'))] : [],
        ),
      };
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'collection', span, entries: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'closure_expression': {
      const body = node.childForFieldName('body');
      return body === null || body.type === 'block' ? { kind: 'function', span } : { kind: 'function', span, result: read.expression(body) };
    }
    case 'let_condition':
    case 'let_chain':
      return { kind: 'test', span };
    case 'integer_literal':
    case 'float_literal':
    case 'boolean_literal':
    case 'char_literal':
    case 'unit_expression':
    case 'range_expression':
    case 'line_comment':
    case 'block_comment':
    case 'return_expression':
    case 'break_expression':
      return constant(span);
    default:
      return read.children(node);
  }
}
