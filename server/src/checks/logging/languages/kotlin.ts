import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../base/span';
import type { Argument, CallExpression, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import {
  ancestorsOf,
  asTest,
  chainTop,
  childOf,
  compared,
  constant,
  hiddenIn,
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

const FUNCTIONS: ReadonlySet<string> = new Set(['function_declaration', 'anonymous_function', 'getter', 'setter', 'secondary_constructor']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_expression',
  'when_entry',
  'for_statement',
  'while_statement',
  'do_while_statement',
  'catch_block',
  'binary_expression',
  'lambda_literal',
]);
const TYPES = /_type$|^type_|^modifiers$|^annotation$/;
/** Functions of the standard library that hand what they stand on to their lambda, or an element of it. */
const HANDS_ON = /^(?:let|also|takeIf|takeUnless)$/;
const HANDS_ELEMENTS = /^(?:forEach|forEachIndexed|onEach|map|mapNotNull|flatMap|filter|joinToString|associate\w*)$/;

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

function expression(node: Node, read: Reader): Expression {
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
const branchesOf = (node: Node): readonly Node[] => {
  const condition = node.childForFieldName('condition');
  return namedChildren(node).filter(({ id, type }) => id !== condition?.id && !/comment$/.test(type));
};

const isObject = (node: Node, child: Node): boolean =>
  (node.type === 'navigation_expression' || node.type === 'index_expression') && nth(node, 0)?.id === child.id;

/** The literal key of the outermost part of a chain. */
function keyOf(part: Node, read: Reader): string | undefined {
  const last = lastIn(part);
  if (last === null) return undefined;
  if (part.type === 'navigation_expression') return read.of(last);
  return last.type === 'string_literal' ? unquoted(read.of(last)) : undefined;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const top = chainTop(path, isObject);
  const whole = path[top] as Node;
  const above = path[top - 1];
  if (above === undefined) return undefined;
  const span = read.span(above);
  switch (above.type) {
    case 'call_expression':
      return whole.type === 'navigation_expression' && nth(above, 0)?.id === whole.id ? { how: 'call', span, value: read.expression(above) } : undefined;
    case 'assignment': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (whole.id === leaf.id) return { how: above.childForFieldName('operator')?.type === '+=' ? 'append' : 'assign', span, value };
      const field = keyOf(whole, read);
      return { how: 'field', span, value, ...(field === undefined ? {} : { field }) };
    }
    case 'variable_declaration':
      return nth(above, 0)?.id === leaf.id ? declared(path, top - 1, read) : undefined;
    case 'parameter':
    case 'class_parameter': {
      const name = childOf(above, 'identifier');
      if (name?.id !== leaf.id) return undefined;
      return { how: 'parameter', span, ...typed(above, read) };
    }
    case 'catch_block':
      return { how: 'assign', span: read.span(leaf) };
    default:
      return undefined;
  }
}

const typed = (node: Node, read: Reader): { readonly type?: string } => {
  const type = typeName(childOf(node, 'user_type', 'nullable_type', 'non_nullable_type'), read);
  return type === undefined ? {} : { type };
};

/** `at`: the index of a `variable_declaration` in the path. */
function declared(path: readonly Node[], at: number, read: Reader): Omit<Binding, 'block'> | undefined {
  const variable = path[at] as Node;
  const several = path[at - 1]?.type === 'multi_variable_declaration' ? path[at - 1] : undefined;
  const holder = path[several === undefined ? at - 1 : at - 2];
  const number = several === undefined ? 0 : namedChildren(several).findIndex(({ id }) => id === variable.id);
  if (holder === undefined) return undefined;
  const outer = several ?? variable;
  switch (holder.type) {
    case 'property_declaration': {
      const value = valueOf(holder, outer);
      const made: Expression | undefined = value === undefined ? undefined : read.expression(value);
      const given: Expression | undefined = made === undefined || several === undefined ? made : someOf(made, number);
      return { how: 'assign', span: read.span(holder), ...(given === undefined ? {} : { value: given }), ...typed(variable, read) };
    }
    case 'for_statement': {
      const children = namedChildren(holder);
      const iterated = children[children.findIndex(({ id }) => id === outer.id) + 1];
      const span = read.span(outer);
      // Of pairs the first is the key.
      if (several !== undefined && number === 0) return { how: 'assign', span, value: constant(span) };
      return { how: 'element', span, ...(iterated === undefined ? {} : { value: read.expression(iterated) }) };
    }
    case 'lambda_parameters': {
      const around = path.slice(0, at).findLast(({ type }) => type === 'call_expression');
      const fn = nth(around, 0);
      const last = lastIn(fn);
      const callee = fn?.type === 'navigation_expression' && last !== null ? read.of(last) : '';
      const span = read.span(outer);
      const object = HANDS_ON.test(callee) || HANDS_ELEMENTS.test(callee) ? nth(fn, 0) : null;
      if (object === null) return { how: 'parameter', span };
      return { how: HANDS_ON.test(callee) ? 'assign' : 'element', span, value: read.expression(object) };
    }
    default:
      return { how: 'assign', span: read.span(holder) };
  }
}

/** What a property is given: the last expression behind its name. */
function valueOf(property: Node, name: Node): Node | undefined {
  const children = namedChildren(property);
  const at = children.findIndex(({ id }) => id === name.id);
  return children.slice(at + 1).find(({ type }) => !/^(?:getter|setter|type_constraints|line_comment|block_comment)$/.test(type) && !TYPES.test(type));
}

function parameters(fn: Node, read: Reader): Parameter[] {
  if (fn.type === 'lambda_literal')
    return namedChildren(childOf(fn, 'lambda_parameters') ?? null).flatMap((child) => {
      const name = childOf(child, 'identifier');
      return [{ name: name === undefined ? '' : read.of(name), span: read.span(child), ...typed(child, read) }];
    });
  const list = childOf(fn, 'function_value_parameters');
  let rest = false;
  return namedChildren(list ?? null).flatMap((child): Parameter[] => {
    if (child.type === 'parameter_modifiers') rest = /\bvararg\b/.test(read.code(child, 60));
    if (child.type !== 'parameter') return [];
    const name = childOf(child, 'identifier');
    const made = { name: name === undefined ? '' : read.of(name), span: read.span(child), ...typed(child, read), ...(rest ? { rest: true as const } : {}) };
    rest = false;
    return [made];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const property = path.at(-2);
  const name = property?.type === 'property_declaration' ? childOf(childOf(property, 'variable_declaration') ?? null, 'identifier') : undefined;
  return name === undefined ? '' : read.of(name);
}

function result(fn: Node, read: Reader): Expression | undefined {
  if (fn.type === 'lambda_literal') return lastOf(fn, read);
  const body = childOf(fn, 'function_body');
  const only = nth(body, 0);
  return only == null || only.type === 'block' ? undefined : read.expression(only);
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_expression': {
      const at = branchesOf(branch).findIndex(({ id }) => id === part.id);
      return at === -1 ? undefined : { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: at === 0 };
    }
    case 'while_statement':
      return isField(branch, 'condition', part) ? undefined : { test: asTest(read.expression(branch.childForFieldName('condition'))), holds: true };
    case 'binary_expression': {
      const operator = branch.childForFieldName('operator')?.type;
      if (!isField(branch, 'right', part)) return undefined;
      if (operator === '&&' || operator === '||') return { test: asTest(read.expression(branch.childForFieldName('left'))), holds: operator === '&&' };
      if (operator !== '?:') return undefined;
      const left = read.expression(branch.childForFieldName('left'));
      return { test: { kind: 'test', span: left.span, present: left }, holds: false };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  // `val url: String get() = …`
  const getter = node?.type === 'variable_declaration' ? childOf(path.at(-3) ?? null, 'getter') : undefined;
  if (getter !== undefined) return { kind: 'function', scope: { span: read.span(getter), name: read.of(leaf), parameters: [] } };
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  if (node.type === 'function_declaration')
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type !== 'class_declaration') return undefined;
  const body = childOf(node, 'class_body');
  const shown = body === undefined ? undefined : /\bfun toString\(\)[^{=\n]{0,40}[{=]([^\n]{0,400})/.exec(read.of(body).slice(0, 60_000))?.[1];
  const isData = /\b(?:data|value|inline)\b/.test(read.text.slice(node.startIndex, leaf.startIndex).slice(-200));
  const all = fieldsOf(node, body ?? null, isData, read);
  if (shown === undefined) return { kind: 'type', fields: all, shows: isData };
  return { kind: 'type', fields: showing(all, mentionedIn(shown)), shows: true };
}

/** Of a data class the text form shows what its constructor takes. */
function fieldsOf(type: Node, body: Node | null, isData: boolean, read: Reader): Field[] {
  const fields: Field[] = [];
  const add = (name: Node | undefined, holder: Node, inBody = false): void => {
    if (name === undefined || !/^\w{1,80}$/.test(read.of(name))) return;
    const written = /@(?:\w+:)?(?:JsonIgnore|Transient|kotlin\.jvm\.Transient)\b(?!Prop)/.test(read.code(holder, 200));
    fields.push({ name: read.of(name), span: read.span(name), ...typed(holder, read), ...hiddenIn([inBody && isData, written]) });
  };
  const constructor = childOf(type, 'primary_constructor');
  for (const parameter of namedChildren(childOf(constructor ?? null, 'class_parameters') ?? null)) add(childOf(parameter, 'identifier'), parameter);
  for (const property of namedChildren(body)) {
    const variable = property.type === 'property_declaration' ? childOf(property, 'variable_declaration') : undefined;
    if (variable !== undefined) add(childOf(variable, 'identifier'), variable, true);
  }
  return fields;
}

const calleeOf = (call: Node): Node | null => {
  if (call.type === 'throw_expression') return call.child(0);
  // The call that `check(x)` is in `check(x) { … }` is only a part.
  if (call.nextNamedSibling?.type === 'annotated_lambda') return null;
  const fn = nth(call, 0);
  return fn?.type === 'call_expression' ? nth(fn, 0) : fn;
};

/** Kotlin. */
export const kotlin: TreeLanguage = {
  id: 'kotlin',
  functions: FUNCTIONS,
  calls: new Set(['call_expression', 'throw_expression']),
  names: new Set(['identifier']),
  branches: BRANCHES,
  callee: calleeOf,
  expression,
  binding,
  parameters,
  functionName,
  result,
  returned: (node, read) => (node.type === 'return_expression' ? read.expression(lastIn(node)) : undefined),
  guard,
  declaration,
};
