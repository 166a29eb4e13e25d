import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { constant, isField, namedChildren, nth } from '../shared';
import { nameOf, keyOf, condition, expression, result } from './expressions';

const FUNCTIONS: ReadonlySet<string> = new Set(['method', 'singleton_method', 'lambda']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if',
  'elsif',
  'else',
  'unless',
  'if_modifier',
  'unless_modifier',
  'while',
  'until',
  'for',
  'when',
  'in_clause',
  'rescue',
  'conditional',
  'binary',
  'block',
  'do_block',
]);
/** Methods that hand the elements of what they stand on to their block, and those that hand it over itself. */
const HANDS_ELEMENTS =
  /^(?:each\w*|map|flat_map|collect|select|filter|reject|find|detect|any\?|all\?|sum|inject|reduce|zip|times|sort_by|group_by|filter_map|to_h)$/;
const HANDS_ON = /^(?:tap|then|yield_self)$/;

/** `x`, `x.a`, `x[:k]`: where the leaf is the root of a chain that something is done with. */
function rootOf(path: readonly Node[]): number {
  let at = path.length - 1;
  for (; at > 0; at--) {
    const node = path[at - 1] as Node;
    const child = path[at] as Node;
    const isPart =
      (node.type === 'call' && isField(node, 'receiver', child) && node.childForFieldName('arguments') === null) ||
      (node.type === 'element_reference' && isField(node, 'object', child));
    if (!isPart) break;
  }
  return at;
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const direct = path.at(-2);
  if (direct === undefined) return undefined;
  if (direct.type === 'call' && isField(direct, 'method', leaf)) return undefined;
  const top = rootOf(path);
  const whole = path[top] as Node;
  const above = path[top - 1];
  if (above === undefined) return undefined;
  const bare = whole.id === leaf.id;
  const span = read.span(above);
  switch (above.type) {
    case 'assignment':
    case 'operator_assignment': {
      if (!isField(above, 'left', whole)) return undefined;
      const value = read.expression(above.childForFieldName('right'));
      if (bare) return { how: above.type === 'assignment' ? 'assign' : 'append', span, value };
      const field = whole.type === 'call' ? nameOf(whole.childForFieldName('method') ?? whole, read) : keyOf(nth(whole, 1), read);
      return { how: 'field', span, value, ...(field === undefined ? {} : { field }) };
    }
    case 'binary':
      return isField(above, 'left', whole) && above.childForFieldName('operator')?.type === '<<'
        ? { how: 'append', span, value: read.expression(above.childForFieldName('right')) }
        : undefined;
    case 'call':
      return isField(above, 'receiver', whole) && above.childForFieldName('arguments') !== null
        ? { how: 'call', span, value: read.expression(above) }
        : undefined;
    case 'left_assignment_list':
    case 'rest_assignment':
    case 'destructured_left_assignment': {
      const statement = path.slice(0, top).findLast(({ type }) => type === 'assignment');
      if (!bare || statement === undefined) return undefined;
      const list = statement.childForFieldName('left');
      const number = namedChildren(list).findIndex(({ id }) => id === leaf.id);
      const right = statement.childForFieldName('right');
      const own = right?.type === 'right_assignment_list' ? nth(right, Math.max(0, number)) : null;
      const value = own === null ? read.expression(right) : undefined;
      return {
        how: 'assign',
        span: read.span(statement),
        value: value === undefined ? read.expression(own) : { kind: 'index', span: value.span, object: value, index: constant(value.span) },
      };
    }
    case 'for':
      return isField(above, 'pattern', leaf)
        ? { how: 'element', span: read.span(leaf), value: read.expression(nth(above.childForFieldName('value'), 0)) }
        : undefined;
    case 'block_parameters':
      return blockParameter(path, top - 1, leaf, read);
    case 'method_parameters':
    case 'lambda_parameters':
      return { how: 'parameter', span: read.span(leaf) };
    case 'keyword_parameter':
    case 'optional_parameter':
    case 'splat_parameter':
    case 'hash_splat_parameter':
    case 'block_parameter':
      return isField(above, 'name', leaf) ? { how: 'parameter', span } : undefined;
    case 'exception_variable':
      return { how: 'assign', span };
    default:
      return undefined;
  }
}

/** `each { |x| … }`: an element of what the call stands on; of two names the first is a key. */
function blockParameter(path: readonly Node[], at: number, leaf: Node, read: Reader): Omit<Binding, 'block'> | undefined {
  const list = path[at] as Node;
  const around = path[at - 2];
  const span = read.span(list);
  const method = around?.type === 'call' ? around.childForFieldName('method') : null;
  const receiver = around?.childForFieldName('receiver') ?? null;
  if (method === null || receiver === null) return { how: 'parameter', span };
  const callee = read.of(method);
  // The file that is open while the block runs.
  if (callee === 'open' && around !== undefined) return { how: 'assign', span, value: { kind: 'unknown', span: read.span(around), children: [] } };
  if (HANDS_ON.test(callee)) return { how: 'assign', span, value: read.expression(receiver) };
  if (!HANDS_ELEMENTS.test(callee)) return { how: 'parameter', span };
  const number = namedChildren(list).findIndex(({ id }) => id === leaf.id);
  const isKey = /^each_key$/.test(callee) || (namedChildren(list).length > 1 && (/with_(?:index|object)$/.test(callee) ? number === 1 : number === 0));
  return isKey ? { how: 'assign', span, value: constant(span) } : { how: 'element', span, value: read.expression(receiver) };
}

function parameters(fn: Node, read: Reader): Parameter[] {
  return namedChildren(fn.childForFieldName('parameters')).flatMap((child): Parameter[] => {
    const name = child.type === 'identifier' ? child : child.childForFieldName('name');
    const rest = child.type === 'splat_parameter' || child.type === 'hash_splat_parameter';
    return child.type === 'comment' ? [] : [{ name: name === null ? '' : read.of(name), span: read.span(child), ...(rest ? { rest: true as const } : {}) }];
  });
}

function functionName(path: readonly Node[], read: Reader): string {
  const fn = path.at(-1) as Node;
  const own = fn.childForFieldName('name');
  if (own !== null) return read.of(own);
  const left = path.at(-2)?.type === 'assignment' ? path.at(-2)?.childForFieldName('left') : null;
  return left?.type === 'identifier' ? read.of(left) : '';
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  if (isField(branch, 'condition', part)) return undefined;
  const test = (): Expression => condition(branch.childForFieldName('condition'), read);
  switch (branch.type) {
    case 'if':
    case 'elsif':
    case 'conditional':
      return { test: test(), holds: isField(branch, 'consequence', part) };
    case 'unless':
      return { test: test(), holds: !isField(branch, 'consequence', part) };
    case 'if_modifier':
    case 'while':
      return { test: test(), holds: true };
    case 'unless_modifier':
    case 'until':
      return { test: test(), holds: false };
    case 'binary': {
      const operator = branch.childForFieldName('operator')?.type ?? '';
      if (!isField(branch, 'right', part) || !/^(?:&&|\|\||and|or)$/.test(operator)) return undefined;
      return { test: condition(branch.childForFieldName('left'), read), holds: operator === '&&' || operator === 'and' };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined) return undefined;
  if ((node.type === 'method' || node.type === 'singleton_method') && isField(node, 'name', leaf))
    return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
  if (node.type === 'class' && isField(node, 'name', leaf)) return { kind: 'type', fields: [], shows: false };
  // `Account = Struct.new(:name, :password)` shows its members; an object of an ordinary class shows its name when it is put into a text.
  if (node.type !== 'assignment' || !isField(node, 'left', leaf) || leaf.type !== 'constant') return undefined;
  const right = node.childForFieldName('right');
  const given = right?.type === 'call' && /^(?:Struct\.new|Data\.define|OpenStruct\.new)\b/.test(read.of(right)) ? right.childForFieldName('arguments') : null;
  if (given === null) return undefined;
  const fields = namedChildren(given).flatMap((child): Field[] =>
    child.type === 'simple_symbol' ? [{ name: nameOf(child, read), span: read.span(child) }] : [],
  );
  return { kind: 'type', fields, shows: true };
}

/** `<<` prints where a logger or stream stands before it. */
function shiftOf(node: Node): Node | null {
  const operator = node.childForFieldName('operator');
  return operator?.type === '<<' ? operator : null;
}

/** Ruby. */
export const ruby: TreeLanguage = {
  id: 'ruby',
  functions: FUNCTIONS,
  calls: new Set(['call', 'binary']),
  names: new Set(['identifier', 'instance_variable', 'class_variable']),
  branches: BRANCHES,
  callee: (node) => (node.type === 'binary' ? shiftOf(node) : node.childForFieldName('method')),
  expression,
  binding,
  parameters,
  functionName,
  result,
  returned: (node, read) => (node.type === 'return' ? read.expression(nth(nth(node, 0), 0)) : undefined),
  guard,
  declaration,
};
