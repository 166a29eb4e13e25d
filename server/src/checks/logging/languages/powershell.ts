import type { Node } from 'web-tree-sitter';
import type { Argument, CallExpression, Entry, Expression } from '../model/expression';
import type { Binding, Declaration, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import { ancestorsOf, asTest, childOf, compared, constant, indexed, namedChildren, negated, unknown, unquoted, nth, lastIn } from './shared';

/** The grammar puts a node for each rank of operator around every operand. */
const LAYER =
  /^(?:pipeline|pipeline_chain|statement_list|(?:logical|bitwise|comparison|additive|multiplicative|format|range|array_literal|unary)(?:_argument)?_expression|argument_expression|parenthesized_expression|string_literal|integer_literal|left_assignment_expression|script_block_body|key_expression|script_parameter_default)$/;
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_clause',
  'elseif_clause',
  'switch_clause',
  'foreach_statement',
  'for_statement',
  'while_statement',
  'do_statement',
  'catch_clause',
  'script_block_expression',
]);
/** Commands whose output is a value that others take. */
const GIVES = /^(?:write-output|echo|write)$/i;
/** Commands that list what is at a place. */
const LISTS = /^(?:get-childitem|gci|dir|ls|get-item|gi)$/i;
const PRINTS_PIPED =
  /^(?:out-host|out-default|tee-object|write-host|write-verbose|write-output|write-debug|write-warning|write-error|out-string|format-(?:list|table|wide)|sort-object|sort)$/i;
/** A runner takes this line as what to mask from here on, or as a variable that it masks. */
const HIDES_LINE = /^(?:Write-(?:Host|Output)|echo)\s+["']?(?:::add-mask::|##vso\[task\.set(?:variable\b[^\]]*\bissecret=true|secret))/i;
const SECRETS = /^(?:Get-Secret|Get-VaultSecret|Get-AzKeyVaultSecret|Get-AzAccessToken|Get-SECSecretValue|Get-StoredCredential|ConvertFrom-SecureString)$/i;

/** The operand within its layers. */
function core(node: Node): Node {
  let at = node;
  for (let step = 0; step < 60 && LAYER.test(at.type); step++) {
    const only = namedChildren(at).length === 1 ? nth(at, 0) : null;
    if (only === null) break;
    at = only;
  }
  return at;
}

const expressionOf = (node: Node | null, read: Reader): Expression => read.expression(node === null ? null : core(node));

/** `Token` of `$Token`, `${Token}`, `$script:Token`, `$env:TOKEN`. */
const variableName = (node: Node, read: Reader): string => read.of(node).replace(/^[$@]\{?(?:\w+:)?|\}$/g, '');

/** A member of a call that is an argument, of which the grammar makes an error: `Write-Host $x.GetNetworkCredential().Password`. */
function memberOf(object: CallExpression, behind: string): Expression | undefined {
  const name = /^\.([A-Za-z_]\w{0,60})(?![\w(])/.exec(behind)?.[1];
  return name === undefined ? undefined : { kind: 'member', span: { start: object.span.start, end: object.span.end + name.length + 1 }, object, name };
}

function argumentsOf(elements: Node | null, read: Reader): Argument[] {
  const found: Argument[] = [];
  let parameter: string | undefined;
  for (const child of namedChildren(elements)) {
    if (child.type === 'command_argument_sep' || child.type === 'redirection') continue;
    const last = found.at(-1);
    // A method of the argument before: `$x.Trim()`.
    if (child.type === 'argument_list' && last?.value.kind === 'member') {
      const { object, name, span } = last.value;
      found[found.length - 1] = {
        ...last,
        value: { kind: 'call', span: { start: span.start, end: child.endIndex }, callee: name, receiver: object, arguments: methodArguments(child, read) },
      };
      continue;
    }
    const member =
      last?.value.kind === 'call' && last.value.span.end === child.startIndex
        ? memberOf(last.value, read.text.slice(child.startIndex, child.startIndex + 62))
        : undefined;
    if (last !== undefined && member !== undefined) {
      found[found.length - 1] = { ...last, value: member };
      continue;
    }
    if (child.type === 'command_parameter') {
      parameter = read.of(child).replace(/^-|:$/g, '');
      continue;
    }
    const value = expressionOf(child, read);
    found.push(parameter === undefined ? { value } : { value, name: parameter });
    parameter = undefined;
  }
  const last = found.at(-1);
  if (elements !== null && last?.value.kind === 'call' && last.value.span.end === elements.endIndex) {
    const behind = read.stretch(elements.endIndex, elements.endIndex + 62);
    found[found.length - 1] = { ...last, value: memberOf(last.value, behind) ?? last.value };
  }
  return found;
}

/** The arguments in the parentheses of a method's call. */
const methodArguments = (list: Node, read: Reader): Argument[] => namedChildren(nth(list, 0)).map((child) => ({ value: expressionOf(child, read) }));

/** Commands that give what they are given in another form. */
const FORMATS = /^(?:ConvertTo-(?:Json|Xml|Html|Csv)|Select-Object|Join-String|Out-String)$/i;

const commandName = (node: Node, read: Reader): string => {
  const name = node.childForFieldName('command_name');
  return name === null ? '' : read.of(name);
};

function command(node: Node, read: Reader): CallExpression {
  const span = read.span(node);
  const name = node.childForFieldName('command_name');
  const written = name === null ? '' : read.of(name);
  const callee = FORMATS.test(written) ? 'format' : written;
  const elements = node.childForFieldName('command_elements');
  const given = argumentsOf(elements, read);
  // Only a pipe beside it makes the chain worth finding.
  const isPiped =
    /^[^\n]{0,300}\|/.test(read.stretch(node.endIndex, node.endIndex + 302)) || /\|\s*$/.test(read.stretch(node.startIndex - 40, node.startIndex));
  const around = isPiped ? ancestorsOf(node)[0] : undefined;
  const siblings = namedChildren(around?.type === 'pipeline_chain' ? around : null);
  const at = siblings.findIndex(({ id }) => id === node.id);
  // `$x | Write-Host`, `$x | Out-String | Write-Host` print what comes through the pipe.
  const before = siblings.slice(0, Math.max(0, at)).findLast((sibling) => sibling.type !== 'command' || !FORMATS.test(commandName(sibling, read)));
  const piped = before !== undefined && before.type !== 'command' ? [{ value: expressionOf(before, read) }] : [];
  if (SECRETS.test(callee) && !(callee.toLowerCase() === 'convertfrom-securestring' && !/-AsPlainText/i.test(read.of(node))))
    return { kind: 'call', span, callee: 'get_secret_value', arguments: [] };
  const lists = LISTS.test(callee);
  if (lists && !given.some(({ value }) => /^["']?env:[\\/]?\*?["']?$/i.test(read.text.slice(value.span.start, value.span.end))))
    return { kind: 'call', span, callee: 'list', arguments: [] };
  const environment: Argument[] = lists ? [{ value: { kind: 'call', span, callee: 'environment', arguments: [] } }] : [];
  return {
    kind: 'call',
    span,
    callee,
    arguments: lists ? environment : [...given, ...piped],
    ...(HIDES_LINE.test(read.code(node, 200)) || ((lists || GIVES.test(callee)) && goesElsewhere(node, siblings[at + 1], elements, read))
      ? { redirected: true as const }
      : {}),
  };
}

/** What `Write-Output` gives is taken by a file, another command or the caller of the function. */
function goesElsewhere(node: Node, next: Node | undefined, elements: Node | null, read: Reader): boolean {
  if (next !== undefined) {
    const name = next.childForFieldName('command_name');
    return name === null || !PRINTS_PIPED.test(read.of(name));
  }
  if (childOf(elements, 'redirection') !== undefined) return true;
  const isBare = /^\S+\s+["']?\$[\w:.]+["']?$/.test(read.code(node, 200).trim());
  for (const at of ancestorsOf(node).slice(0, 60)) {
    if (at.type === 'assignment_expression' || at.type === 'sub_expression') return true;
    if (at.type === 'function_statement') return isBare;
  }
  return false;
}

function throwing(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const inner = nth(node, 0);
  return { kind: 'call', span, callee: node.child(0)?.type ?? '', arguments: inner === null ? [] : [{ value: expressionOf(inner, read) }] };
}

/** What stands between two operands. */
const between = (left: Node, right: Node, read: Reader): string => read.text.slice(left.endIndex, right.startIndex).trim().toLowerCase();

function operation(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const children = namedChildren(node).filter(({ type }) => !/_operator$|^comment$/.test(type));
  const [left, right] = children;
  if (left === undefined || right === undefined) return left === undefined ? read.children(node) : expressionOf(left, read);
  const operator = between(left, right, read);
  switch (node.type.replace('_argument', '')) {
    case 'additive_expression':
      return { kind: 'join', span, parts: [expressionOf(left, read), expressionOf(right, read)] };
    case 'format_expression':
      return { kind: 'call', span, callee: 'format', arguments: [{ value: expressionOf(left, read) }, { value: expressionOf(right, read) }] };
    case 'logical_expression': {
      const both = [asTest(expressionOf(left, read)), asTest(expressionOf(right, read))];
      return operator.startsWith('-and') ? { kind: 'test', span, all: both } : { kind: 'test', span, any: both };
    }
    case 'comparison_expression': {
      const spelled = operator.replace(/^-[ic](?=eq|ne)/, '-');
      if (/^-c?i?replace/.test(operator))
        return { kind: 'call', span, callee: 'replace', receiver: expressionOf(left, read), arguments: [{ value: expressionOf(right, read) }] };
      if (/^-c?i?(?:join|split)/.test(operator)) return { kind: 'call', span, callee: 'join', arguments: [{ value: expressionOf(left, read) }] };
      return compared(span, spelled, core(left), core(right), read);
    }
    case 'array_literal_expression':
      return { kind: 'collection', span, entries: children.map((child) => ({ value: expressionOf(child, read) })) };
    case 'multiplicative_expression':
    case 'range_expression':
    case 'bitwise_expression':
      return { kind: 'test', span };
    default:
      return read.children(node);
  }
}

function entriesOf(body: Node | undefined, read: Reader): Entry[] {
  return namedChildren(body ?? null).flatMap((entry): Entry[] => {
    if (entry.type !== 'hash_entry') return [];
    const key = nth(entry, 0);
    const value = expressionOf(lastIn(entry), read);
    return [key === null ? { value } : { value, key: unquoted(read.of(key)) }];
  });
}

/** The name of a member or of a type that members are asked of. */
const lastName = (node: Node | null, read: Reader): string => (node === null ? '' : (read.of(node).match(/\w+/g)?.at(-1) ?? ''));

/** A type as the tables spell it: here case says nothing. */
const spelled = (type: string): string => ({ securestring: 'SecureString', pscredential: 'PSCredential' })[type.toLowerCase()] ?? type;

function objectOf(node: Node | null, read: Reader): Expression {
  if (node?.type === 'type_literal') return { kind: 'name', span: read.span(node), name: lastName(node, read) };
  return expressionOf(node, read);
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  if (LAYER.test(node.type)) {
    const inner = core(node);
    if (inner.id !== node.id) return read.expression(inner);
    return node.type === 'pipeline_chain' || node.type === 'pipeline' || node.type === 'statement_list'
      ? expressionOf(lastIn(node), read)
      : operation(node, read);
  }
  switch (node.type) {
    case 'variable': {
      const name = variableName(node, read);
      return /^(?:null|true|false)$/i.test(name) ? constant(span) : { kind: 'name', span, name };
    }
    case 'expandable_string_literal':
    case 'expandable_here_string_literal':
      return {
        kind: 'text',
        span,
        text: unquoted(read.of(node)),
        parts: namedChildren(node).flatMap((child) => (/^(?:variable|sub_expression)$/.test(child.type) ? [read.expression(child)] : [])),
      };
    case 'verbatim_string_characters':
    case 'verbatim_here_string_characters':
    case 'generic_token':
      return { kind: 'text', span, text: unquoted(read.of(node)), parts: [] };
    case 'sub_expression':
    case 'array_expression':
      return expressionOf(nth(node, 0), read);
    case 'member_access':
      return { kind: 'member', span, object: objectOf(nth(node, 0), read), name: lastName(lastIn(node), read) };
    case 'invokation_expression': {
      const list = childOf(node, 'argument_list');
      const given = list === undefined ? [] : methodArguments(list, read);
      return {
        kind: 'call',
        span,
        callee: lastName(childOf(node, 'member_name') ?? null, read),
        receiver: objectOf(nth(node, 0), read),
        arguments: given,
      };
    }
    case 'element_access': {
      const index = lastIn(node);
      return indexed(span, expressionOf(nth(node, 0), read), expressionOf(index, read));
    }
    case 'hash_literal_expression':
      return { kind: 'collection', span, entries: entriesOf(childOf(node, 'hash_literal_body'), read) };
    case 'expression_with_unary_operator':
      return /^(?:-not|!)/i.test(read.of(node))
        ? negated(span, asTest(expressionOf(lastIn(node), read)))
        : { kind: 'wrap', span, inner: expressionOf(lastIn(node), read) };
    case 'cast_expression':
      return /^\[(?:bool|int|int32|int64|double|switch)\]/i.test(read.of(node))
        ? constant(span)
        : { kind: 'wrap', span, inner: expressionOf(lastIn(node), read) };
    case 'command':
      return command(node, read);
    case 'flow_control_statement':
      return throwing(node, read);
    case 'assignment_expression':
      return { kind: 'wrap', span, inner: expressionOf(node.childForFieldName('value'), read) };
    case 'if_statement': {
      const blocks = namedChildren(node).flatMap((part) => (part.type === 'statement_block' ? [part] : part.type === 'else_clause' ? [part] : []));
      return { kind: 'choice', span, branches: blocks.map((block) => expressionOf(block, read)) };
    }
    case 'statement_block':
    case 'else_clause':
      return namedChildren(node).length === 0 ? constant(span) : expressionOf(lastIn(node), read);
    case 'script_block_expression':
      return { kind: 'function', span };
    case 'decimal_integer_literal':
    case 'hexadecimal_integer_literal':
    case 'real_literal':
    case 'comment':
    case 'type_literal':
    case 'command_parameter':
    case 'empty_statement':
      return constant(span);
    default:
      return read.children(node);
  }
}

function binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined {
  const leaf = path.at(-1) as Node;
  let at = path.length - 1;
  const isPart = (node: Node, child: Node): boolean => /^(?:member_access|element_access)$/.test(node.type) && nth(node, 0)?.id === child.id;
  while (at > 0 && isPart(path[at - 1] as Node, path[at] as Node)) at--;
  const whole = path[at] as Node;
  const bare = whole.id === leaf.id;
  const above = path[at - 1];
  if (above === undefined) return undefined;
  if (above.type === 'invokation_expression' && nth(above, 0)?.id === whole.id) return { how: 'call', span: read.span(above), value: read.expression(above) };
  if (above.type === 'script_parameter') {
    const type = childOf(above, 'attribute_list');
    return { how: 'parameter', span: read.span(above), ...(type === undefined ? {} : { type: spelled(lastName(type, read)) }) };
  }
  if (above.type === 'foreach_statement') {
    const [variable, iterated] = namedChildren(above);
    return variable?.id === leaf.id ? { how: 'element', span: read.span(leaf), value: expressionOf(iterated ?? null, read) } : undefined;
  }
  // Up through the layers of operators to the left side of an assignment.
  while (
    at > 0 &&
    /^(?:cast_expression|expression_with_unary_operator|\w+_expression)$/.test((path[at - 1] as Node).type) &&
    (path[at - 1] as Node).type !== 'assignment_expression'
  )
    at--;
  const statement = path[at - 1];
  if (statement?.type !== 'assignment_expression' || (path[at] as Node).type !== 'left_assignment_expression') return undefined;
  const span = read.span(statement);
  const given = statement.childForFieldName('value');
  const value = given === null ? unknown(span) : expressionOf(given, read);
  const operator = childOf(statement, 'assignement_operator');
  if (bare) return { how: operator !== undefined && read.of(operator) === '+=' ? 'append' : 'assign', span, value };
  const last = lastIn(whole);
  const key = whole.type === 'member_access' ? lastName(last, read) : last === null ? '' : unquoted(read.of(last));
  return { how: 'field', span, value, ...(/^[\w-]{1,80}$/.test(key) ? { field: key } : {}) };
}

function parameters(fn: Node, read: Reader): Parameter[] {
  const block = childOf(fn, 'script_block');
  const list = childOf(childOf(block ?? fn, 'param_block') ?? childOf(fn, 'function_parameter_declaration') ?? null, 'parameter_list');
  return namedChildren(list ?? null).flatMap((child): Parameter[] => {
    const variable = child.type === 'script_parameter' ? childOf(child, 'variable') : undefined;
    return variable === undefined ? [] : [{ name: variableName(variable, read), span: read.span(child) }];
  });
}

const nameOf = (fn: Node, read: Reader): string => {
  const name = childOf(fn, 'function_name');
  return name === undefined ? '' : read.of(name);
};

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  if (branch.type !== 'if_statement' && branch.type !== 'elseif_clause' && branch.type !== 'while_statement') return undefined;
  const condition = branch.childForFieldName('condition');
  if (condition === null || condition.id === part.id) return undefined;
  return { test: asTest(expressionOf(condition, read)), holds: part.type === 'statement_block' };
}

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node?.type !== 'function_statement' || leaf.type !== 'function_name') return undefined;
  return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
}

/** PowerShell. */
export const powershell: TreeLanguage = {
  id: 'powershell',
  functions: new Set(['function_statement']),
  calls: new Set(['command', 'invokation_expression', 'flow_control_statement']),
  names: new Set(['variable']),
  branches: BRANCHES,
  callee: (node) => (node.type === 'flow_control_statement' ? node.child(0) : (node.childForFieldName('command_name') ?? childOf(node, 'member_name') ?? null)),
  expression,
  binding,
  parameters,
  functionName: (path, read) => nameOf(path.at(-1) as Node, read),
  result: () => undefined,
  returned: (node, read) => (node.type === 'flow_control_statement' && node.child(0)?.type === 'return' ? expressionOf(nth(node, 0), read) : undefined),
  guard,
  declaration,
};
