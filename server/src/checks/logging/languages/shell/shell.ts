import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../model/expression';
import { judgeName } from '../../tables/names';
import { SECRET_COMMANDS } from '../../tables/secretCommands';
import type { Binding, Declaration } from '../../model/fileModel';
import type { Reader, TreeLanguage } from '../../model/treeLanguage';
import { ancestorsOf, asTest, constant, isField, namedChildren, negated, unknown, nth, lastIn } from '../shared';
import { calleeOf, command, EXPANSIONS, JSON_FIELD, nameOf } from './commands';
import { parameters, positional } from './parameters';

const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'case_item',
  'for_statement',
  'while_statement',
  'c_style_for_statement',
  'list',
]);
/** Filters whose output is what they read, in another form; of the others nothing is known. */
const FILTERS = /^(?:tr|sed|awk|cut|base64|head|tail|xargs|grep|jq|yq|rev|sort|uniq|fold|cat|tee|column|echo|printf)$/;
/** What makes a value of chance: a secret where it is called one. */
const RANDOM = /\b(?:openssl\s+rand|pwgen|apg|makepasswd|mkpasswd\s+-R|xkcdpass|(?:tr|head|base64)\b[^|\n]{0,40}\/dev\/u?random)\b/;

/** `read -p "Password: "`: what somebody types there is one, though the screen shows it. */
const ASKS =
  /\s-\w*p\s{0,3}["'][^"'\n]{0,60}\b(?:pass(?:word|phrase|code|wd)?|secret|(?:access |api )?token|(?:api|access|private) ?key)(?: ?\([^()"'\n]{0,30}\)| (?:for|of|to) [^"'\n]{0,30})? ?[:?>]? {0,3}["']/i;

/** What a variable is that another one names: `for v in DB_HOST DB_PASSWORD; do echo "${!v}"; done`. Of several the first that is a secret. */
function namedBy(name: string, node: Node, read: Reader): Expression | undefined {
  const loop = ancestorsOf(node).find((around) => around.type === 'for_statement' && nameOf(around.childForFieldName('variable'), read) === name);
  const words = namedChildren(loop ?? null).flatMap((child) => (child.type === 'word' ? [read.of(child)] : []));
  const secret = words.find((word) => judgeName(word) === 'secret');
  return secret === undefined ? undefined : { kind: 'name', span: read.span(node), name: secret };
}

/** `${x}` and its operators, read from their text. */
function expansion(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const match = /^\$\{([#!]?)(\w+|[@*])(\[[^\]]{0,80}\])?([\s\S]*)\}$/.exec(read.of(node));
  if (match === null) return read.children(node);
  const [, prefix, name = '', , operator = ''] = match;
  const variable = positional(node, name, read);
  // The length, and a name that stands in another variable.
  if (prefix === '#') return { kind: 'test', span };
  if (prefix === '!') return namedBy(name, node, read) ?? unknown(span);
  const part = /^:\s*(-?\d+)(?:\s*:\s*(-?\d+))?$/.exec(operator);
  if (part !== null) {
    const start = span.start + read.of(node).lastIndexOf(operator) + 1;
    const middle = operator.indexOf(':', 1);
    const bounds =
      middle === -1
        ? [{ start, end: span.end - 1 }]
        : [
            { start, end: start + middle - 1 },
            { start: start + middle, end: span.end - 1 },
          ];
    // The second number is a length.
    return { kind: 'call', span, callee: middle === -1 ? 'slice' : 'substr', receiver: variable, arguments: bounds.map((each) => ({ value: constant(each) })) };
  }
  // `${x:+set}` says that it is there; `${x//?/*}` leaves nothing of it.
  if (/^:?\+/.test(operator) || /^\/\/(?:\?|\.|\[[^\]]{1,20}\])\//.test(operator)) return constant(span);
  return variable;
}

/** What a command substitution gives: of `echo` its words, of a known program a secret, of others nothing that is known. */
function substituted(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const source = read.code(node, 1000);
  const inner = nth(node, 0);
  if (SECRET_COMMANDS.test(source))
    return /\b(?:sha\d+sum|md5sum|wc|shasum)\b/.test(source) ? constant(span) : { kind: 'call', span, callee: 'get_secret_value', arguments: [] };
  if (RANDOM.test(source)) return { kind: 'name', span, name: 'result' };
  const field = JSON_FIELD.exec(source)?.[1];
  if (field !== undefined) return { kind: 'member', span, object: unknown(span), name: field };
  if (inner?.type === 'pipeline') {
    const [first, ...rest] = namedChildren(inner);
    if (first === undefined) return constant(span);
    const names = rest.map((each) => nameOf(each.childForFieldName('name'), read));
    if (names.some((name) => /^(?:wc|sha\d+sum|shasum|md5sum|cksum)$/.test(name)) || /\|\s*sed\s+['"]?s(.)\.\1/.test(source)) return constant(span);
    // A digest of a secret is none; of anything else it may be kept as one.
    if (names.includes('openssl')) return { kind: 'call', span, callee: 'openssl', arguments: [] };
    return names.every((name) => FILTERS.test(name)) ? words(first, span, read) : unknown(span);
  }
  return inner?.type === 'command' ? words(inner, span, read) : unknown(span);
}

/** The words that `echo` and `printf` give back; of another program a call of it. */
function words(node: Node, span: Expression['span'], read: Reader): Expression {
  const made = read.expression(node);
  if (made.kind !== 'call') return unknown(span);
  return /^(?:echo|printf|print)$/.test(made.callee)
    ? { kind: 'join', span, parts: made.arguments.map(({ value }) => value) }
    : { kind: 'call', span, callee: made.callee, arguments: [] };
}

function test(node: Node | null, read: Reader): Expression {
  if (node === null) return constant({ start: 0, end: 0 });
  const span = read.span(node);
  switch (node.type) {
    case 'test_command':
    case 'parenthesized_expression':
      return test(nth(node, 0), read);
    case 'negated_command':
      return negated(span, asTest(test(nth(node, 0), read)));
    case 'unary_expression': {
      const operator = node.childForFieldName('operator');
      const subject = lastIn(node);
      const written = operator === null ? (node.child(0)?.type ?? '') : read.of(operator);
      if (subject === null) return { kind: 'test', span };
      if (written === '-z') return { kind: 'test', span, absent: bare(subject, read) };
      if (written === '-n') return { kind: 'test', span, present: bare(subject, read) };
      return written === '!' ? negated(span, asTest(test(subject, read))) : { kind: 'test', span };
    }
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.type ?? '';
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      if (operator === '&&' || operator === '||') {
        const both = [left, right].map((part) => asTest(test(part, read)));
        return operator === '&&' ? { kind: 'test', span, all: both } : { kind: 'test', span, any: both };
      }
      if (left === null || right === null || !/^(?:""|'')$/.test(read.of(right))) return { kind: 'test', span };
      if (/^==?$/.test(operator)) return { kind: 'test', span, absent: bare(left, read) };
      return operator === '!=' ? { kind: 'test', span, present: bare(left, read) } : { kind: 'test', span };
    }
    default:
      return { kind: 'test', span };
  }
}

/** `"$x"` is `$x`. */
function bare(node: Node, read: Reader): Expression {
  const only = node.type === 'string' && namedChildren(node).length === 1 ? nth(node, 0) : node;
  return read.expression(only);
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'variable_name':
    case 'special_variable_name':
      return { kind: 'name', span, name: read.of(node) };
    case 'simple_expansion':
      return positional(node, read.of(node).slice(1), read);
    case 'expansion':
      return expansion(node, read);
    case 'command_substitution':
      return substituted(node, read);
    case 'string':
    case 'translated_string':
      return read.textWith(node, EXPANSIONS);
    case 'word':
    case 'raw_string':
    case 'ansi_c_string':
      return { kind: 'text', span, text: read.of(node).replace(/^\$?'|'$/g, ''), parts: [] };
    case 'concatenation':
      return { kind: 'join', span, parts: namedChildren(node).map((child) => read.expression(child)) };
    case 'array':
      return { kind: 'collection', span, entries: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'command':
    case 'declaration_command':
      return command(node, read);
    case 'test_command':
    case 'negated_command':
      return test(node, read);
    case 'arithmetic_expansion':
    case 'number':
    case 'comment':
    case 'regex':
    case 'extglob_pattern':
    case 'process_substitution':
      return constant(span);
    default:
      return read.children(node);
  }
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  const above = path.at(-2);
  if (above === undefined) return undefined;
  const span = read.span(above);
  switch (above.type) {
    case 'variable_assignment': {
      if (!isField(above, 'name', leaf)) return undefined;
      const value = above.childForFieldName('value');
      const operator = read.text.slice(leaf.endIndex, leaf.endIndex + 2);
      const made = value === null ? { kind: 'text' as const, span, text: '', parts: [] } : read.expression(value);
      return { how: operator === '+=' ? 'append' : 'assign', span, value: made };
    }
    case 'subscript': {
      const assignment = path.at(-3);
      if (assignment?.type !== 'variable_assignment' || !isField(assignment, 'name', above)) return undefined;
      return { how: 'append', span: read.span(assignment), value: read.expression(assignment.childForFieldName('value')) };
    }
    case 'for_statement':
      return isField(above, 'variable', leaf)
        ? {
            how: 'element',
            span: read.span(leaf),
            value: { kind: 'unknown', span, children: namedChildren(above).flatMap((child) => (isWordOf(above, child, leaf) ? [read.expression(child)] : [])) },
          }
        : undefined;
    case 'command': {
      if (leaf.type !== 'word' || nameOf(above.childForFieldName('name'), read) !== 'read') return undefined;
      const written = read.code(above, 200);
      const silent = /\s-\w*s\w*\s/.test(written) || ASKS.test(written);
      return { how: 'assign', span, value: silent ? { kind: 'call', span, callee: 'get_secret_value', arguments: [] } : unknown(span) };
    }
    default:
      return undefined;
  }
}

const isWordOf = (loop: Node, child: Node, variable: Node): boolean => child.id !== variable.id && child.type !== 'do_group' && !isField(loop, 'body', child);

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement':
    case 'while_statement': {
      const condition = branch.childForFieldName('condition');
      if (condition === null || condition.id === part.id) return undefined;
      return { test: asTest(test(condition, read)), holds: part.type !== 'elif_clause' && part.type !== 'else_clause' };
    }
    case 'elif_clause': {
      const condition = nth(branch, 0);
      return condition === null || condition.id === part.id ? undefined : { test: asTest(test(condition, read)), holds: true };
    }
    case 'list': {
      const [left, right] = namedChildren(branch);
      if (left === undefined || right?.id !== part.id) return undefined;
      return { test: asTest(test(left, read)), holds: branch.child(1)?.type === '&&' };
    }
    default:
      return undefined;
  }
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node?.type !== 'function_definition' || !isField(node, 'name', leaf)) return undefined;
  return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node) } };
}

/** POSIX shells, bash, zsh, ksh. */
export const shell: TreeLanguage = {
  id: 'shell',
  functions: new Set(['function_definition']),
  calls: new Set(['command', 'declaration_command']),
  names: new Set(['variable_name', 'word']),
  branches: BRANCHES,
  callee: calleeOf,
  expression,
  binding,
  parameters,
  functionName: (path, read) => nameOf((path.at(-1) as Node).childForFieldName('name'), read),
  result: () => undefined,
  returned: () => undefined,
  guard,
  declaration,
};
