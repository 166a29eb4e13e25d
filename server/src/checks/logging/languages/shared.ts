import type { Node } from 'web-tree-sitter';
import { escaped } from '../../../base/pattern';
import type { Span } from '../../../base/span';
import type { CallExpression, Expression, TestExpression } from '../model/expression';
import type { Field } from '../model/fileModel';
import type { Reader } from '../model/treeLanguage';

/** What the adapters of all languages share: the same few ways in which trees spell names, tests and chains. */

/** Children of one node that an adapter lists, at most: longer lists are data. */
export const MOST_CHILDREN = 300;

export const isField = (parent: Node | undefined, field: string, node: Node): boolean => parent?.childForFieldName(field)?.id === node.id;

/** Types of comments, which stand anywhere among the children of a node and mean nothing. */
const COMMENTS: ReadonlySet<string> = new Set(['comment', 'line_comment', 'block_comment', 'multiline_comment']);
export const isComment = ({ type }: Node): boolean => COMMENTS.has(type);

/** The named children of a node but its comments. */
export function namedChildren(node: Node | null | undefined): readonly Node[] {
  if (node == null) return [];
  const children = node.namedChildren.slice(0, MOST_CHILDREN);
  return children.some(isComment) ? children.filter((child) => !isComment(child)) : children;
}

/** The named child at a place, comments not counted. */
export function nth(node: Node | null | undefined, place: number): Node | null {
  for (let index = 0, left = place; node != null; index++) {
    const child = node.namedChild(index);
    if (child === null) return null;
    if (!isComment(child) && left-- === 0) return child;
  }
  return null;
}

/** The last named child that is no comment. */
export function lastIn(node: Node | null | undefined): Node | null {
  for (let index = (node?.namedChildCount ?? 0) - 1; index >= 0; index--) {
    const child = node?.namedChild(index) ?? null;
    if (child === null || !isComment(child)) return child;
  }
  return null;
}

/** The first named child of one of the types. */
export const childOf = (node: Node | null, ...types: readonly string[]): Node | undefined => namedChildren(node).find(({ type }) => types.includes(type));

/**
 * The nodes around a node, innermost first. Found by going down from the root once: each `parent` walks from the root again, which makes climbing
 * slow in long files.
 */
export function ancestorsOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  let at: Node | null = node.tree.rootNode;
  while (at !== null && at.id !== node.id && found.length < 400) {
    found.push(at);
    at = at.childWithDescendant(node);
  }
  return found.reverse();
}

export const nothing: Expression = { kind: 'constant', span: { start: 0, end: 0 } };
export const constant = (span: Span): Expression => ({ kind: 'constant', span });
/** Of which nothing is known, and nothing is printed. */
export const unknown = (span: Span): Expression => ({ kind: 'unknown', span, children: [] });

/** The last name in a written type: `Config` of `*config.Config`, `string` of `[]string`, `String` of `String?`. */
export function typeName(node: Node | null | undefined, read: Reader): string | undefined {
  if (node == null) return undefined;
  const written =
    /^[^<([{=]{0,100}/.exec(
      read
        .of(node)
        .slice(0, 120)
        .replace(/^[\s*&[\]?:]+/, ''),
    )?.[0] ?? '';
  return written.match(/[\p{L}_][\p{L}\p{N}_]*/gu)?.at(-1);
}

/** A literal's content by what surrounds it. */
export function unquoted(text: string): string {
  const quote = /^[A-Za-z@$]{0,3}(?:"""|'''|["'`])/.exec(text)?.[0];
  if (quote === undefined) return text;
  const close = quote.replace(/^[A-Za-z@$]+/, '');
  return text.endsWith(close) && text.length >= quote.length + close.length ? text.slice(quote.length, -close.length) : text.slice(quote.length);
}

/** The test that says the opposite. */
export function negated(span: Span, test: Expression): TestExpression {
  if (test.kind !== 'test') return { kind: 'test', span, absent: test };
  return {
    kind: 'test',
    span,
    ...(test.present === undefined ? {} : { absent: test.present }),
    ...(test.absent === undefined ? {} : { present: test.absent }),
    ...(test.any === undefined ? {} : { all: test.any.map((part) => negated(part.span, part)) }),
    ...(test.all === undefined ? {} : { any: test.all.map((part) => negated(part.span, part)) }),
  };
}

/** An expression as a condition: what is no test yet holds where it is there. */
export const asTest = (made: Expression): Expression =>
  made.kind === 'test'
    ? made
    : made.kind === 'wrap' && made.inner.kind === 'test'
      ? made.inner
      : ((made.kind === 'call' ? emptiness(made) : undefined) ?? { kind: 'test', span: made.span, present: made });

/** Texts that mean that nothing is there, in any of the languages. */
const NOTHING = /^(?:null|nil|None|NULL|undefined|\$null|''|""|``|@""|false|False|\$false|0|String::new\(\)|string\.Empty|String\.Empty)$/;

/** `left operator right` as a test; a comparison with nothing says what is absent or present. */
export function compared(span: Span, operator: string, left: Node | null, right: Node | null, read: Reader): TestExpression {
  if (left === null || right === null || !/^(?:[=!]==?|<>|is(?: not)?|-eq|-ne|-ieq|-ine|=)$/.test(operator)) return { kind: 'test', span };
  const rightIsNothing = NOTHING.test(read.code(right, 20));
  const subject = rightIsNothing ? left : NOTHING.test(read.code(left, 20)) ? right : undefined;
  if (subject === undefined) return { kind: 'test', span };
  const isAbsent = !/^(?:!|<>|is not|-i?ne)/.test(operator);
  return isAbsent ? { kind: 'test', span, absent: read.expression(subject) } : { kind: 'test', span, present: read.expression(subject) };
}

/** A call by which a text says that it is empty, as a test: `x.isEmpty()`, `IsNullOrEmpty(x)`, `empty($x)`, `x.nil?`. */
export function emptiness(call: CallExpression): TestExpression | undefined {
  const subject = call.arguments[0]?.value ?? call.receiver;
  if (subject === undefined) return undefined;
  if (/^(?:is_?null(?:_?or_?(?:empty|blank|whitespace))?|is_?(?:empty|blank|none|nil)|isNil|empty\??|nil\?|blank\?)$/i.test(call.callee))
    return { kind: 'test', span: call.span, absent: subject };
  if (/^(?:is_?not_?(?:null|empty|blank)|non_?null|non_?empty|is_?(?:some|present|set|defined)|isset|present\?|any\?|nonEmpty)$/i.test(call.callee))
    return { kind: 'test', span: call.span, present: subject };
  return undefined;
}

/**
 * The index in `path` of the outermost member, index or wrapper around the leaf whose root the leaf is: of `a` in `a.b["c"] = 1` that of
 * `a.b["c"]`. `isObject` says whether `child` is the object of `node`.
 */
export function chainTop(path: readonly Node[], isObject: (node: Node, child: Node) => boolean): number {
  let at = path.length - 1;
  while (at > 0 && isObject(path[at - 1] as Node, path[at] as Node)) at--;
  return at;
}

/** What the `number`th name of a left side with several gets of the right side: its own value, or a part of the one value. */
export function nthValue(number: number, left: number, right: readonly Node[], read: Reader): Expression | undefined {
  const own = right[right.length === 1 ? 0 : number];
  if (own === undefined) return undefined;
  if (left === 1 || right.length > 1) return read.expression(own);
  // Of several results the first is the value; the others are errors and the like, unless the file says what they are.
  if (number === 0) return read.expression(own);
  const object = read.expression(own);
  return object.kind === 'call'
    ? { kind: 'index', span: object.span, object, place: number, index: constant({ start: object.span.start, end: object.span.start }) }
    : unknown(object.span);
}

/** A member where the key is a literal text, else an index. */
export function indexed(span: Span, object: Expression, index: Expression): Expression {
  return index.kind === 'text' && index.parts.length === 0 ? { kind: 'member', span, object, name: index.text } : { kind: 'index', span, object, index };
}

/** A part of a value by the place at which it is taken, or of an unknown name or number. */
export function someOf(object: Expression, place?: number): Expression {
  const entries = object.kind === 'collection' && place !== undefined ? object.entries : [];
  const own = entries.some(({ spread }) => spread) ? undefined : entries[place ?? -1]?.value;
  return own ?? someIn(object, place);
}

const someIn = (object: Expression, place?: number): Expression => ({
  kind: 'index',
  span: object.span,
  object,
  ...(place === undefined ? {} : { place }),
  index: constant({ start: object.span.start, end: object.span.start }),
});

/** The last name of a type as written: `Config` of `config.Config<T>`. */
export function lastTypeName(written: string): string | undefined {
  const named = /^[^\w$]*([\w$.:]+)/.exec(written.slice(0, 120))?.[1];
  return named?.slice(Math.max(named.lastIndexOf('.'), named.lastIndexOf(':')) + 1);
}

/** What leaves a field out: `true` everything, else whether the text form does and whether a serializer does. */
export function hiddenIn(by: boolean | readonly [text: boolean, written: boolean]): Pick<Field, 'hidden'> {
  if (by === true) return { hidden: 'both' };
  if (by === false || (!by[0] && !by[1])) return {};
  return { hidden: by[0] && by[1] ? 'both' : by[0] ? 'text' : 'written' };
}

/** The fields of a type that writes a text form of its own: those that it does not show are left to serializers. */
export const showing = (fields: readonly Field[], shows: (name: string) => boolean): readonly Field[] =>
  fields.map((field) => (shows(field.name) ? field : { ...field, hidden: field.hidden === 'written' || field.hidden === 'both' ? 'both' : 'text' }));

/** True for a name that a text form mentions. */
export const mentionedIn =
  (text: string) =>
  (name: string): boolean =>
    new RegExp(`\\b${escaped(name)}\\b`).test(text);
