import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../model/expression';
import { SECRET_COMMANDS, SECRET_FILES, SHOWS_NONE } from '../tables/secretCommands';
import type { Binding, Declaration } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import { ancestorsOf, asTest, constant, isField, namedChildren, negated, unknown } from './shared';

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
const EXPANSIONS: ReadonlySet<string> = new Set(['simple_expansion', 'expansion', 'command_substitution', 'arithmetic_expansion']);
/** Steps upwards from a command to what takes its output, at most. */
const HIGHEST = 40;

/** Filters whose output is what they read, in another form; of the others nothing is known. */
const FILTERS = /^(?:tr|sed|awk|cut|base64|head|tail|xargs|grep|jq|yq|rev|sort|uniq|fold|cat|tee|column|echo|printf)$/;
/** Behind a pipe, these print what they read. */
const PRINTERS = /^(?:tee|cat|logger|ts|indent|boxes|lolcat|less|more|base64|base32|tr|fold|rev|fmt|column|nl|tac|xxd|hexdump|od|sort|uniq)$/;
/** A variable that holds the path of such a file says so by its name: what is printed is what lies there. */
const FILE_OF = /_?(?:FILE|PATH|[fF]ile|[pP]ath)$/;
/** What makes a value of chance: a secret where it is called one. */
const RANDOM = /\b(?:openssl\s+rand|pwgen|apg|makepasswd|mkpasswd\s+-R|xkcdpass|(?:tr|head|base64)\b[^|\n]{0,40}\/dev\/u?random)\b/;
const JSON_FIELD = /\b(?:jq|yq)\b[^|\n]{0,80}?\.\[?["']?([A-Za-z_][\w-]{0,60})["']?\]?\s*["']?\s*(?:[|)]|$|\/\/|["'])/;

const nameOf = (node: Node | null, read: Reader): string => (node === null ? '' : read.of(node));

/** What a command is called by; of `export` and its like the keyword. */
const calleeOf = (node: Node): Node | null => (node.type === 'declaration_command' ? node.child(0) : node.childForFieldName('name'));

function command(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = calleeOf(node);
  const words = namedChildren(node).filter((child) => child.id !== name?.id && !/^(?:variable_assignment|comment|file_redirect)$/.test(child.type));
  const given = words.flatMap((word): Argument[] =>
    word.type === 'herestring_redirect' ? [{ value: read.expression(word.namedChild(0)) }] : [{ value: read.expression(word) }],
  );
  const callee = nameOf(name, read);
  // A runner takes this line as what to mask from here on.
  if (callee === 'echo' && words[0] !== undefined && /^["']?::add-mask::/.test(read.of(words[0]).slice(0, 16)))
    return { kind: 'call', span, callee, arguments: [], redirected: true };
  return {
    kind: 'call',
    span,
    callee,
    arguments: [...(printedBy(node, callee, words, read) ?? given), ...heredocOf(node, callee, read)],
    ...(goesElsewhere(node, callee, read) ? { redirected: true as const } : {}),
  };
}

/** What a command prints that is no word of it: the environment, a file, a secret that it fetches. Undefined for commands that print their words. */
function printedBy(node: Node, callee: string, words: readonly Node[], read: Reader): Argument[] | undefined {
  const span = read.span(node);
  const plain = words.filter((word) => !read.of(word).startsWith('-'));
  switch (callee) {
    case 'export':
    case 'declare':
    case 'typeset':
    case 'set':
      // `declare -p NAME` prints it with its value.
      if (callee !== 'export' && callee !== 'set' && words.some((word) => /^-p$/.test(read.of(word))) && plain.length > 0)
        return plain.map((word) => ({ value: { kind: 'name', span: read.span(word), name: read.of(word) } }));
      // Without names they list what there is.
      return namedChildren(node).length === words.length + (node.type === 'command' ? 1 : 0) &&
        words.every((word) => callee !== 'set' && /^-[pxg]+$/.test(read.of(word))) &&
        (words.length > 0 || callee === 'export' || callee === 'set')
        ? [{ value: { kind: 'call', span, callee: 'environment', arguments: [] } }]
        : [];
    case 'env':
    case 'printenv': {
      const [name] = plain;
      if (name === undefined) return [{ value: { kind: 'call', span, callee: 'environment', arguments: [] } }];
      return callee === 'printenv' ? plain.map((word) => ({ value: { kind: 'name', span: read.span(word), name: read.of(word) } })) : [];
    }
    case 'cat':
    case 'tac':
    case 'head':
    case 'tail':
      return plain.map((word) => ({ value: fileContent(word, read) ?? read.expression(word) }));
    default:
      if (!FETCHES.test(callee)) return undefined;
      return plain.length > 0 && SECRET_COMMANDS.test(read.of(node).slice(0, 400)) && !isInFunction(node) && !SHOWS_NONE.test(read.of(node))
        ? [{ value: { kind: 'call', span, callee: 'get_secret_value', arguments: [] } }]
        : [];
  }
}

/** Programs that fetch a secret, where `SECRET_COMMANDS` says with what. */
const FETCHES = /^(?:vault|aws|gcloud|az|gh|op|security|kubectl|sops|secret-tool|bw|keyring)$/;

/** What a function prints is most often its result. */
const isInFunction = (node: Node): boolean => ancestorsOf(node).some(({ type }) => type === 'function_definition');

function fileContent(word: Node, read: Reader): Expression | undefined {
  const span = read.span(word);
  const written = read.of(word).slice(0, 200);
  if (SECRET_FILES.test(written)) return { kind: 'call', span, callee: 'get_secret_value', arguments: [] };
  const name = /^["']?\$\{?(\w{1,100})\}?["']?$/.exec(written)?.[1];
  return name === undefined || !FILE_OF.test(name) ? undefined : { kind: 'name', span, name: name.replace(FILE_OF, '') };
}

/** `cat <<EOF` prints the here-document. */
function heredocOf(node: Node, callee: string, read: Reader): Argument[] {
  if (!/^(?:cat|logger|tee|wall|mail)$/.test(callee)) return [];
  const around = node.parent;
  if (around?.type !== 'redirected_statement') return [];
  return namedChildren(around).flatMap((child): Argument[] => {
    const body = child.type === 'heredoc_redirect' ? namedChildren(child).find(({ type }) => type === 'heredoc_body') : undefined;
    return body === undefined ? [] : [{ value: read.textWith(body, EXPANSIONS) }];
  });
}

/** The output of a command goes to a file, a variable or a program that does not print it, as what stands around says. */
function goesElsewhere(node: Node, callee: string, read: Reader): boolean {
  let child = node;
  for (const at of ancestorsOf(node).slice(0, HIGHEST)) {
    const part = child;
    child = at;
    switch (at.type) {
      case 'command_substitution':
      case 'process_substitution':
        return true;
      case 'redirected_statement':
        if (isField(at, 'body', part) && namedChildren(at).some((redirect) => leadsAway(redirect, read))) return true;
        break;
      case 'pipeline': {
        const commands = namedChildren(at);
        const next = commands[commands.findIndex(({ id }) => id === part.id) + 1];
        if (next === undefined) break;
        const program = next.type === 'redirected_statement' ? next.namedChild(0) : next;
        // One copy goes to the terminal.
        if (/^tee\s[^|]{0,80}\/dev\/(?:stderr|stdout|tty|fd\/[12])\b/.test(read.of(next).slice(0, 120))) return false;
        if (program?.type !== 'command' || !PRINTERS.test(nameOf(program.childForFieldName('name'), read))) return true;
        const last = commands.at(-1);
        if (last?.type === 'redirected_statement' && namedChildren(last).some((redirect) => leadsAway(redirect, read))) return true;
        const end = last?.type === 'redirected_statement' ? last.namedChild(0) : last;
        if (end?.type !== 'command' || !PRINTERS.test(nameOf(end.childForFieldName('name'), read))) return true;
        break;
      }
      case 'function_definition':
        return callee === 'echo' || callee === 'printf' ? isResult(node, at, read) : false;
    }
  }
  return false;
}

/** `> file`, `>> file`, `&> file`, but not `>&2`, `2> file`, `> /dev/stderr`. */
function leadsAway(redirect: Node, read: Reader): boolean {
  if (redirect.type === 'heredoc_redirect') return namedChildren(redirect).some((inner) => leadsAway(inner, read));
  if (redirect.type !== 'file_redirect') return false;
  const written = read.of(redirect).slice(0, 200);
  // What is shown on the page of the run.
  if (/^>>?\s*["']?\$\{?GITHUB_STEP_SUMMARY\b/.test(written)) return false;
  // A file that is a log by its name is one.
  if (/^(?:1|&)?>>?\s*["']?[\w./~${}-]{1,180}\.log["']?$/.test(written)) return false;
  return /^1?(?:>>?|&>>?|>\|)(?!\s*(?:&|\/dev\/(?:std(?:out|err)|tty|fd\/[12])\b))/.test(written) && !/^>&\s*\d/.test(written);
}

/** A function that is called for its output: `token=$(get_token)`, or one whose name says so. */
function isResult(echo: Node, fn: Node, read: Reader): boolean {
  const name = nameOf(fn.childForFieldName('name'), read);
  if (!/^[\w.:-]{1,80}$/.test(name)) return false;
  const written = read.of(echo).slice(0, 200);
  const isBare = /^(?:echo(?:\s+-[neE]+)*|printf\s+["']%s(?:\\n)?["'])\s+["']?\$\{?\w+\}?["']?$/.test(written.trim());
  return (
    isBare &&
    (/^_?(?:get|read|fetch|generate|gen|create|make|load|ask|prompt|find|decrypt|extract|random|new)/i.test(name) ||
      read.mentions(new RegExp(`(?:\\$\\(|\`)\\s*${name.replace(/[.]/g, '\\.')}\\b`), name))
  );
}

/** `${x}` and its operators, read from their text. */
function expansion(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const match = /^\$\{([#!]?)(\w+|[@*])(\[[^\]]{0,80}\])?([\s\S]*)\}$/.exec(read.of(node));
  if (match === null) return read.children(node);
  const [, prefix, name = '', , operator = ''] = match;
  const variable: Expression = { kind: 'name', span, name };
  // The length, and a name that stands in another variable.
  if (prefix === '#') return { kind: 'test', span };
  if (prefix === '!') return unknown(span);
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
  const source = read.of(node).slice(0, 1000);
  const inner = node.namedChild(0);
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
      return test(node.namedChild(0), read);
    case 'negated_command':
      return negated(span, asTest(test(node.namedChild(0), read)));
    case 'unary_expression': {
      const operator = node.childForFieldName('operator');
      const subject = node.lastNamedChild;
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
  const only = node.type === 'string' && node.namedChildCount === 1 ? node.namedChild(0) : node;
  return read.expression(only);
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'variable_name':
    case 'special_variable_name':
      return { kind: 'name', span, name: read.of(node) };
    case 'simple_expansion':
      return { kind: 'name', span, name: read.of(node).slice(1) };
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
      const silent = /\s-\w*s\w*\s/.test(read.of(above).slice(0, 200));
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
      const condition = branch.namedChild(0);
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
  return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: [] } };
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
  parameters: () => [],
  functionName: (path, read) => nameOf((path.at(-1) as Node).childForFieldName('name'), read),
  result: () => undefined,
  returned: () => undefined,
  guard,
  declaration,
};
