import { escaped } from '../../../base/pattern';
import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../model/expression';
import type { Binding, Declaration, Field, Parameter } from '../model/fileModel';
import type { Reader, TreeLanguage } from '../model/treeLanguage';
import { asTest, hiddenIn, isField, lastTypeName, namedChildren, negated, showing, nth, lastIn } from './shared';

type Bound = Omit<Binding, 'block'>;

const FUNCTIONS: ReadonlySet<string> = new Set(['method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'lambda_expression']);
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'for_statement',
  'enhanced_for_statement',
  'while_statement',
  'do_statement',
  'switch_block_statement_group',
  'switch_rule',
  'catch_clause',
  'finally_clause',
  'ternary_expression',
  'binary_expression',
]);
const NOTHING = /^(?:null|""|0|false)$/;

const argumentsOf = (list: Node | null, read: Reader): Argument[] => namedChildren(list).map((child) => ({ value: read.expression(child) }));

const typeNameOf = (node: Node | null, read: Reader): { readonly type?: string } => {
  const type = node === null ? undefined : lastTypeName(read.of(node));
  return type === undefined ? {} : { type };
};

const literal = (node: Node | null, read: Reader): string | undefined =>
  node?.type === 'string_literal' ? read.of(node).replace(/^"{1,3}|"{1,3}$/g, '') : undefined;

function comparison(operator: string, left: Node | null, right: Node | null, span: Expression['span'], read: Reader): Expression {
  if (left === null || right === null) return { kind: 'test', span };
  const [value, nothing] = NOTHING.test(read.of(left)) ? [right, left] : [left, right];
  if (!NOTHING.test(read.of(nothing))) return { kind: 'test', span };
  if (operator === '==') return { kind: 'test', span, absent: read.expression(value) };
  return operator === '!=' ? { kind: 'test', span, present: read.expression(value) } : { kind: 'test', span };
}

function binary(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const operator = node.childForFieldName('operator')?.type ?? '';
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  switch (operator) {
    case '+':
      return { kind: 'join', span, parts: [read.expression(left), read.expression(right)] };
    case '&&':
      return { kind: 'test', span, all: [asTest(read.expression(left)), asTest(read.expression(right))] };
    case '||':
      return { kind: 'test', span, any: [asTest(read.expression(left)), asTest(read.expression(right))] };
    default:
      return comparison(operator, left, right, span, read);
  }
}

function invocation(node: Node, read: Reader): Expression {
  const span = read.span(node);
  const name = node.childForFieldName('name');
  const object = node.childForFieldName('object');
  const callee = name === null ? '' : read.of(name);
  const given = argumentsOf(node.childForFieldName('arguments'), read);
  if (object !== null && /^(?:isEmpty|isBlank)$/.test(callee) && given.length === 0) return { kind: 'test', span, absent: read.expression(object) };
  if (/^(?:isEmpty|isBlank|isNullOrEmpty|isNull|hasText|hasLength|nonNull|isNotEmpty|isNotBlank)$/.test(callee) && given.length === 1 && given[0] !== undefined)
    return /^(?:has|non|isNot)/.test(callee) ? { kind: 'test', span, present: given[0].value } : { kind: 'test', span, absent: given[0].value };
  return { kind: 'call', span, callee, ...(object === null ? {} : { receiver: read.expression(object) }), arguments: given };
}

function expression(node: Node, read: Reader): Expression {
  const span = read.span(node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', span, name: read.of(node) };
    case 'this':
    case 'super':
      return { kind: 'name', span, name: 'this' };
    case 'field_access': {
      const field = node.childForFieldName('field');
      return { kind: 'member', span, object: read.expression(node.childForFieldName('object')), name: field === null ? '' : read.of(field) };
    }
    case 'array_access':
      return { kind: 'index', span, object: read.expression(node.childForFieldName('array')), index: read.expression(node.childForFieldName('index')) };
    case 'method_invocation':
      return invocation(node, read);
    case 'object_creation_expression': {
      const type = node.childForFieldName('type');
      const callee = type === null ? '' : (lastTypeName(read.of(type)) ?? '');
      return { kind: 'call', span, callee, arguments: argumentsOf(node.childForFieldName('arguments'), read), constructs: true };
    }
    case 'assert_statement':
      return { kind: 'call', span, callee: 'assert', arguments: namedChildren(node).map((child) => ({ value: read.expression(child) })) };
    case 'throw_statement':
      return { kind: 'call', span, callee: 'throw', arguments: [{ value: read.expression(nth(node, 0)) }] };
    case 'string_literal':
      return { kind: 'text', span, text: literal(node, read) ?? '', parts: [] };
    case 'template_expression':
      return read.children(node);
    case 'parenthesized_expression':
      return { kind: 'wrap', span, inner: read.expression(nth(node, 0)) };
    case 'cast_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('value')) };
    case 'assignment_expression':
      return { kind: 'wrap', span, inner: read.expression(node.childForFieldName('right')) };
    case 'binary_expression':
      return binary(node, read);
    case 'unary_expression':
      return node.childForFieldName('operator')?.type === '!'
        ? negated(span, asTest(read.expression(node.childForFieldName('operand'))))
        : { kind: 'test', span };
    case 'instanceof_expression':
    case 'update_expression':
    case 'class_literal':
      return { kind: 'test', span };
    case 'ternary_expression':
      return {
        kind: 'choice',
        span,
        condition: asTest(read.expression(node.childForFieldName('condition'))),
        branches: [read.expression(node.childForFieldName('consequence')), read.expression(node.childForFieldName('alternative'))],
      };
    case 'array_creation_expression':
      return read.expression(node.childForFieldName('value'));
    case 'array_initializer':
      return { kind: 'collection', span, entries: argumentsOf(node, read) };
    case 'lambda_expression': {
      const body = node.childForFieldName('body');
      return body === null || body.type === 'block' ? { kind: 'function', span } : { kind: 'function', span, result: read.expression(body) };
    }
    case 'method_reference': {
      const object = nth(node, 0);
      const name = lastIn(node);
      const called: Expression = { kind: 'call', span, callee: name === null ? '' : read.of(name), receiver: read.expression(object), arguments: [] };
      return { kind: 'function', span, result: called };
    }
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'decimal_floating_point_literal':
    case 'character_literal':
    case 'null_literal':
    case 'true':
    case 'false':
    case 'line_comment':
    case 'block_comment':
      return { kind: 'constant', span };
    default:
      return read.children(node);
  }
}

function binding(path: readonly Node[], read: Reader): Bound | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined) return undefined;
  const above = path.at(-3);
  const span = read.span(node);
  switch (node.type) {
    case 'variable_declarator': {
      if (!isField(node, 'name', leaf)) return undefined;
      const value = node.childForFieldName('value');
      return {
        how: 'assign',
        span,
        ...(value === null ? {} : { value: read.expression(value) }),
        ...typeNameOf(above?.childForFieldName('type') ?? null, read),
      };
    }
    case 'resource': {
      const value = node.childForFieldName('value');
      return isField(node, 'name', leaf) && value !== null ? { how: 'assign', span, value: read.expression(value) } : undefined;
    }
    case 'assignment_expression': {
      if (!isField(node, 'left', leaf)) return undefined;
      const how = node.childForFieldName('operator')?.type === '=' ? 'assign' : 'append';
      return { how, span, value: read.expression(node.childForFieldName('right')) };
    }
    case 'enhanced_for_statement':
      if (!isField(node, 'name', leaf)) return undefined;
      return {
        how: 'element',
        span: read.span(leaf),
        value: read.expression(node.childForFieldName('value')),
        ...typeNameOf(node.childForFieldName('type'), read),
      };
    case 'catch_formal_parameter':
      return { how: 'assign', span };
    case 'formal_parameter':
      return isField(node, 'name', leaf) ? { how: 'parameter', span, ...typeNameOf(node.childForFieldName('type'), read) } : undefined;
    case 'method_invocation':
      return isField(node, 'object', leaf) ? { how: 'call', span, value: read.expression(node) } : undefined;
    case 'field_access': {
      if (!isField(node, 'object', leaf)) return undefined;
      if (above?.type === 'assignment_expression' && isField(above, 'left', node)) {
        const field = node.childForFieldName('field');
        return {
          how: 'field',
          span: read.span(above),
          value: read.expression(above.childForFieldName('right')),
          ...(field === null ? {} : { field: read.of(field) }),
        };
      }
      return above?.type === 'method_invocation' && isField(above, 'object', node) && leaf.type === 'this'
        ? { how: 'call', span: read.span(above), value: read.expression(above) }
        : undefined;
    }
    case 'array_access':
      if (!isField(node, 'array', leaf) || above?.type !== 'assignment_expression' || !isField(above, 'left', node)) return undefined;
      return { how: 'field', span: read.span(above), value: read.expression(above.childForFieldName('right')) };
    default:
      return undefined;
  }
}

function parameters(fn: Node, read: Reader): Parameter[] {
  const list = fn.childForFieldName('parameters');
  if (list === null) return [];
  if (list.type === 'identifier') return [{ name: read.of(list), span: read.span(list) }];
  return namedChildren(list).flatMap((child): Parameter[] => {
    switch (child.type) {
      case 'identifier':
        return [{ name: read.of(child), span: read.span(child) }];
      case 'formal_parameter': {
        const name = child.childForFieldName('name');
        return [{ name: name === null ? '' : read.of(name), span: read.span(child), ...typeNameOf(child.childForFieldName('type'), read) }];
      }
      case 'spread_parameter': {
        const name = lastIn(child)?.childForFieldName('name');
        return [{ name: name == null ? '' : read.of(name), span: read.span(child), rest: true }];
      }
      default:
        return [];
    }
  });
}

function guard(branch: Node, part: Node, read: Reader): { test: Expression; holds: boolean } | undefined {
  switch (branch.type) {
    case 'if_statement':
    case 'while_statement':
    case 'ternary_expression': {
      if (isField(branch, 'condition', part)) return undefined;
      const test = branch.childForFieldName('condition');
      const inner = test?.type === 'parenthesized_expression' ? nth(test, 0) : test;
      return { test: asTest(read.expression(inner)), holds: isField(branch, 'consequence', part) || isField(branch, 'body', part) };
    }
    default:
      return undefined;
  }
}

const RECORD = /@(?:Data|ToString|Value)\b/;

function declaration(path: readonly Node[], read: Reader): Declaration | undefined {
  const leaf = path.at(-1) as Node;
  const node = path.at(-2);
  if (node === undefined || !isField(node, 'name', leaf)) return undefined;
  switch (node.type) {
    case 'method_declaration':
      return { kind: 'function', scope: { span: read.span(node), name: read.of(leaf), parameters: parameters(node, read) } };
    case 'record_declaration':
      return {
        kind: 'type',
        shows: true,
        fields: parameters(node, read).map(({ name, span, type }) => ({ name, span, ...(type === undefined ? {} : { type }) })),
      };
    case 'class_declaration': {
      const body = node.childForFieldName('body');
      const modifiers = nth(node, 0)?.type === 'modifiers' ? read.of(nth(node, 0) as Node) : '';
      const fields = body === null ? [] : fieldsOf(body, read);
      if (RECORD.test(modifiers)) return { kind: 'type', shows: true, fields };
      const shown = body === null ? undefined : textForm(body, read);
      return { kind: 'type', shows: shown !== undefined, fields: shown === undefined ? fields : showing(fields, (name) => mentions(shown, name)) };
    }
    default:
      return undefined;
  }
}

/** The body of a `toString` that a class has. */
function textForm(body: Node, read: Reader): string | undefined {
  const method = namedChildren(body)
    .slice(0, 400)
    .find((member) => {
      const name = member.type === 'method_declaration' ? member.childForFieldName('name') : null;
      return name !== null && read.of(name) === 'toString';
    });
  const text = method?.childForFieldName('body');
  return text == null ? undefined : read.of(text);
}

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<!["\\w])${escaped(name)}\\b(?!\\s{0,3}(?:==|!=)|["=:])`).test(text) || /reflectionToString/.test(text);

function fieldsOf(body: Node, read: Reader): Field[] {
  return namedChildren(body)
    .slice(0, 400)
    .flatMap((member): Field[] => {
      if (member.type !== 'field_declaration') return [];
      const modifiers = nth(member, 0)?.type === 'modifiers' ? read.of(nth(member, 0) as Node) : '';
      const name = member.childForFieldName('declarator')?.childForFieldName('name');
      if (name == null || /\bstatic\b/.test(modifiers)) return [];
      const hidden = hiddenIn([/@ToString\.Exclude/.test(modifiers), /@JsonIgnore\b(?!Prop)|\btransient\b|Access\.WRITE_ONLY/.test(modifiers)]);
      return [{ name: read.of(name), span: read.span(name), ...typeNameOf(member.childForFieldName('type'), read), ...hidden }];
    });
}

export const java: TreeLanguage = {
  id: 'java',
  functions: FUNCTIONS,
  calls: new Set(['method_invocation', 'object_creation_expression', 'throw_statement', 'assert_statement']),
  names: new Set(['identifier', 'this']),
  branches: BRANCHES,
  callee: (node) =>
    node.type === 'method_invocation'
      ? node.childForFieldName('name')
      : node.type === 'throw_statement' || node.type === 'assert_statement'
        ? node.child(0)
        : node.childForFieldName('type'),
  expression,
  binding,
  parameters,
  functionName: (path, read) => {
    const name = path.at(-1)?.childForFieldName('name');
    return name == null ? '' : read.of(name);
  },
  result: (fn, read) => {
    const body = fn.childForFieldName('body');
    return fn.type === 'lambda_expression' && body !== null && body.type !== 'block' ? read.expression(body) : undefined;
  },
  returned: (node, read) => (node.type === 'return_statement' ? read.expression(nth(node, 0)) : undefined),
  guard,
  declaration,
};
