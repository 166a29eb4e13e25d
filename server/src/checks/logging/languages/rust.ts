import type { Node } from 'web-tree-sitter';
import type { Argument, CallExpression, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import { PlainExpressions } from './plain/expressions';
import {
  MOST_CHILDREN,
  asTest,
  chainTop,
  childOf,
  compared,
  constant,
  hiddenIn,
  indexed,
  isField,
  namedChildren,
  negated,
  someOf,
  typeName,
  unknown,
  unquoted,
  nth,
  lastIn,
} from './shared';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_item', 'closure_expression']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_expression',
  'else_clause',
  'match_arm',
  'for_expression',
  'while_expression',
  'loop_expression',
  'binary_expression',
  'closure_expression',
]);
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
function blockValue(block: Node | null, read: Reader): Expression | undefined {
  const last = lastIn(block);
  return last == null || /(?:_statement|_declaration|_item|comment)$/.test(last.type) ? undefined : read.expression(last);
}

function expression(node: Node, read: Reader): Expression {
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

const isObject = (node: Node, child: Node): boolean =>
  (node.type === 'field_expression' && isField(node, 'value', child)) || (node.type === 'index_expression' && nth(node, 0)?.id === child.id);

const typed = (node: Node | null, read: Reader): { readonly type?: string } => {
  const type = typeName(node, read);
  return type === undefined ? {} : { type };
};

/** What patterns around a name are made of. */
const PATTERNS =
  /^(?:tuple_struct_pattern|tuple_pattern|struct_pattern|field_pattern|reference_pattern|ref_pattern|mut_pattern|captured_pattern|or_pattern|slice_pattern|match_pattern)$/;

/** The part of a value that a pattern gives a name: fields by name, `Some(x)` the value itself, others some part. */
function matched(path: readonly Node[], from: number, value: Expression, read: Reader): Expression {
  let made = value;
  const { span } = value;
  for (let at = from; at < path.length - 1; at++) {
    const node = path[at] as Node;
    const child = path[at + 1] as Node;
    // What went wrong is another value than the one that was asked for.
    if (node.type === 'tuple_struct_pattern' && /^(?:\w+::)*Err$/.test(read.code(node.childForFieldName('type') ?? node)))
      return { kind: 'unknown', span, children: [] };
    if (node.type === 'field_pattern') {
      const name = node.childForFieldName('name') ?? child;
      made = { kind: 'member', span, object: made, name: read.of(name) };
    } else if (node.type === 'tuple_pattern') {
      const place = namedChildren(node).findIndex(({ id }) => id === child.id);
      // Of pairs that nobody wrote out the first is the key.
      made = place === 0 && made.kind !== 'collection' ? constant(span) : someOf(made, place);
    } else if (node.type === 'tuple_struct_pattern' && node.children.filter((part) => part.type === ',').length > 0 && !/,\s*\)$/.test(read.code(node))) {
      // Of the parts of a variant each is another thing: `Value::Text(text, place)`.
      made = unknown(span);
    }
  }
  return made;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  let at = top - 1;
  if (whole.id === leaf.id) while (at > 0 && PATTERNS.test((path[at] as Node).type)) at--;
  const above = path[at];
  if (above === undefined) return undefined;
  const inside = path[at + 1] as Node;
  const bare = whole.id === leaf.id;
  const span = read.span(above);
  // A constant in a pattern is compared with.
  if (/^(?:match_arm|let_condition)$/.test(above.type) && /^[A-Z][A-Z\d_]+$/.test(read.of(leaf))) return undefined;
  switch (above.type) {
    case 'let_declaration':
    case 'let_condition': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const value = above.childForFieldName('value');
      const isWhole = inside.id === leaf.id;
      const given = value === null ? {} : { value: isWhole ? read.expression(value) : matched(path, at + 1, read.expression(value), read) };
      return { how: 'assign', span: above.type === 'let_condition' ? read.span(inside) : span, ...given, ...typed(above.childForFieldName('type'), read) };
    }
    case 'match_arm': {
      if (!bare || !isField(above, 'pattern', inside)) return undefined;
      const matching = path.slice(0, at).findLast(({ type }) => type === 'match_expression');
      return matching === undefined
        ? undefined
        : { how: 'assign', span: read.span(inside), value: matched(path, at + 1, read.expression(matching.childForFieldName('value')), read) };
    }
    case 'for_expression':
      return bare && isField(above, 'pattern', inside)
        ? { how: 'element', span: read.span(inside), value: matched(path, at + 1, read.expression(above.childForFieldName('value')), read) }
        : undefined;
    case 'assignment_expression':
    case 'compound_assignment_expr': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (bare) return { how: above.type === 'assignment_expression' ? 'assign' : 'append', span, value };
      const name = whole.childForFieldName('field') ?? (nth(whole, 1)?.type === 'string_literal' ? nth(whole, 1) : null);
      return { how: 'field', span, value, ...(name === null ? {} : { field: unquoted(read.of(name)) }) };
    }
    case 'call_expression':
      return !bare && isField(above, 'function', whole) ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'parameter':
      return isField(above, 'pattern', inside) ? { how: 'parameter', span, ...typed(above.childForFieldName('type'), read) } : undefined;
    case 'token_tree': {
      // `write!(&mut text, …)` puts the rest into the text.
      const macro = path[at - 1];
      const isFirst = /^[([{]\s*(?:&\s*)?(?:mut\s+)?$/.test(read.stretch(above.startIndex, leaf.startIndex));
      if (macro?.type !== 'macro_invocation' || !isFirst || !/^write(?:ln)?!/.test(read.code(macro, 9))) return undefined;
      return { how: 'call', span: read.span(macro), value: read.expression(macro) };
    }
    case 'closure_parameters':
      return { how: 'parameter', span: read.span(leaf) };
    case 'const_item':
    case 'static_item': {
      const value = above.childForFieldName('value');
      return isField(above, 'name', leaf) && value !== null ? { how: 'assign', span, value: read.expression(value) } : undefined;
    }
    default:
      return undefined;
  }
}

/** The name in a parameter's pattern: `x`, `mut x`, `Json(x)`, which has its own name nowhere else. */
function patternName(pattern: Node | null, read: Reader): string {
  if (pattern?.type === 'identifier') return read.of(pattern);
  const names = pattern?.type === 'tuple_struct_pattern' ? namedChildren(pattern).filter(({ type }) => type === 'identifier') : [];
  const inner = names.at(-1);
  return inner === undefined || namedChildren(pattern).length !== 2 ? '' : read.of(inner);
}

/** The type of what a parameter's pattern takes out: `T` of `Json(x): Json<T>`. */
function patternType(pattern: Node | null, type: Node | null): Node | null {
  const given = pattern?.type === 'tuple_struct_pattern' ? namedChildren(type).find((child) => child.type === 'type_arguments') : undefined;
  return nth(given, 0) ?? type;
}

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((child): Parameter[] => {
    if (child.type === 'self_parameter') return [{ name: 'self', span: read.span(child) }];
    if (child.type === 'identifier') return [{ name: read.of(child), span: read.span(child) }];
    if (child.type !== 'parameter') return [];
    const name = child.childForFieldName('pattern');
    return [{ name: patternName(name, read), span: read.span(child), ...typed(patternType(name, child.childForFieldName('type')), read) }];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const above = path.at(-2);
  const pattern = above?.type === 'let_declaration' ? above.childForFieldName('pattern') : null;
  return pattern?.type === 'identifier' ? read.of(pattern) : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_expression':
    case 'while_expression':
      if (isField(branch, 'condition', part)) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: !isField(branch, 'alternative', part) };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type;
      if (!isField(branch, 'right', part) || (operator !== '&&' && operator !== '||')) return undefined;
      return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_item') return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'struct_item') return undefined;
  // The attributes in front say whether the fields are shown; a `Debug` written by hand most often leaves them out.
  const before = read.stretch(node.startIndex - 400, node.startIndex);
  const attributes = /(?:#\[[^\]]{0,300}\]\s*|\/\/[^\n]*\n\s*)*$/.exec(before)?.[0] ?? '';
  return { kind: 'type', fields: fieldsOf(node, read), shows: /derive\([^)]*\b(?:Debug|Serialize)\b/.test(attributes) };
}

/** An attribute by which a field is not written by a serializer. */
const SERIALIZED = /#\[serde\([^\]]{0,80}\bskip(?:_serializing)?\b[^\]]{0,80}\]/;

function fieldsOf(struct: Node, read: Reader): Field[] {
  let attributes = '';
  return namedChildren(struct.childForFieldName('body'))
    .slice(0, MOST_CHILDREN)
    .flatMap((child): Field[] => {
      if (child.type === 'attribute_item') attributes += read.code(child, 120);
      if (child.type !== 'field_declaration') return [];
      const name = child.childForFieldName('name');
      const type = child.childForFieldName('type');
      const wraps = type !== null && /\b(?:Secret(?:String|Box|Vec)?|Redacted|Sensitive|Zeroizing|Protected)\b/.test(read.code(type, 120));
      const hidden = hiddenIn(wraps || [/\b(?:skip|ignore)\b/.test(attributes.replace(SERIALIZED, '')), SERIALIZED.test(attributes)]);
      attributes = '';
      return name === null ? [] : [{ name: read.of(name), span: read.span(name), ...typed(type, read), ...hidden }];
    });
}

/** Rust. */
export const rust: TreeLanguage = {
  id: 'rust',
  functions: FUNCTIONS,
  calls: new Set(['macro_invocation', 'call_expression']),
  names: new Set(['identifier', 'shorthand_field_identifier']),
  branches: BRANCHES,
  callee: (node) => node.childForFieldName('macro') ?? node.childForFieldName('function'),
  expression,
  binding,
  parameters,
  functionName,
  result: (fn, read) => {
    const body = fn.childForFieldName('body');
    return body?.type === 'block' ? blockValue(body, read) : body === null ? undefined : read.expression(body);
  },
  returned: (node, read) => (node.type === 'return_expression' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
