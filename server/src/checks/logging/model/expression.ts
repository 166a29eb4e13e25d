import type { Span } from '../../../base/span';

/**
 * An expression as far as it matters for what reaches a log, the same for every language. An adapter makes it of a syntax tree; the engine
 * judges it and knows no language. Spans are UTF-16 offsets of the document.
 */
export type Expression =
  | NameExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | TextExpression
  | JoinExpression
  | CollectionExpression
  | ChoiceExpression
  | TestExpression
  | WrapExpression
  | FunctionExpression
  | ConstantExpression
  | UnknownExpression;

interface Part {
  readonly span: Span;
}

/** A variable, parameter or constant by its name, without sigils: `$token` is `token`, `@token` is `token`. `this` and `self` are names too. */
export interface NameExpression extends Part {
  readonly kind: 'name';
  readonly name: string;
}

/** A named part of something: `a.b`, `a?.b`, `a->b`, `A::b`, and `a["b"]` where the key is a literal. */
export interface MemberExpression extends Part {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
}

/** A part by a key or number that is not a literal text: `a[i]`, `a[0]`. */
export interface IndexExpression extends Part {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
  /** Where a value is taken apart (`for k, v in …`, `const [a, b] = …`): which of its parts this is, from 0. */
  readonly place?: number;
}

/**
 * A call of a function, method, constructor, macro or command; also the statements that print (`echo $x`, `throw e`), whose keyword is the
 * callee then. `callee` is the last name (`info` of `this.logger.info(…)`), '' where there is none; `receiver` what stands before it.
 */
export interface CallExpression extends Part {
  readonly kind: 'call';
  readonly callee: string;
  readonly receiver?: Expression;
  readonly arguments: readonly Argument[];
  /** Of a constructor: `new Foo(…)`. */
  readonly constructs?: true;
  /** The output goes to a file, a pipe or a variable, as the syntax says (shell): then nothing is printed. */
  readonly redirected?: true;
  /** What the call is told to write to (`fmt.Fprintf(w, …)`, `print(x, file=f)`): it prints where that is a standard stream. */
  readonly to?: Expression;
}

/** One argument. `name`: of a keyword argument. `spread`: `...x`, `*x`, `**x`. `label`: a form that is printed with its own name, as `dbg!` and `{=x}` do. */
export interface Argument {
  readonly value: Expression;
  readonly name?: string;
  readonly spread?: true;
}

/**
 * A literal text. `parts`: what is put in, in order (`${x}`, `{x}`, `#{x}`); none for a plain literal. `text`: the literal text between the
 * parts, escapes as written, parts left out; the engine reads formats (`%s`, `{}`) from it.
 */
export interface TextExpression extends Part {
  readonly kind: 'text';
  readonly text: string;
  readonly parts: readonly Expression[];
}

/** Texts put together: `a + b`, `a . b`, adjacent words of a shell. `left % right` and other operators of formatting are a call with callee `format`. */
export interface JoinExpression extends Part {
  readonly kind: 'join';
  readonly parts: readonly Expression[];
}

/** An object, map, list, tuple or set literal. */
export interface CollectionExpression extends Part {
  readonly kind: 'collection';
  readonly entries: readonly Entry[];
}

/** One entry. `key`: its name where that is a literal (`{a: 1}`, `{"a": 1}`, shorthand `{a}`). `spread`: everything in `value` is put in. */
export interface Entry {
  readonly value: Expression;
  readonly key?: string;
  readonly spread?: true;
}

/** One of several values: `c ? a : b`, `a || b`, `a ?? b`, `a && b` (the right side), `x if c else y`, `if` and `match` as expressions. */
export interface ChoiceExpression extends Part {
  readonly kind: 'choice';
  readonly condition?: Expression;
  readonly branches: readonly Expression[];
}

/**
 * An expression with a truth value, a number or a type as its result: nothing of its operands is printed. For guards: `absent` what is empty,
 * null or false if this holds (`!x`, `x == null`, `x is None`, `x == ""`, `-z "$x"`); `present` the opposite (`x != null`); `all` the operands
 * of a conjunction, `any` of a disjunction.
 */
export interface TestExpression extends Part {
  readonly kind: 'test';
  readonly absent?: Expression;
  readonly present?: Expression;
  readonly all?: readonly Expression[];
  readonly any?: readonly Expression[];
}

/** The same value in another form: parentheses, `await x`, `x as T`, `(T) x`, `&x`, `*x`, `x!`, `x?`. */
export interface WrapExpression extends Part {
  readonly kind: 'wrap';
  readonly inner: Expression;
}

/** A function value. Its body is not looked into; where its result is one expression (`() => x`) that is `result`. */
export interface FunctionExpression extends Part {
  readonly kind: 'function';
  readonly result?: Expression;
}

/** A number, a truth value, null, a regular expression, a type: nothing secret. */
export interface ConstantExpression extends Part {
  readonly kind: 'constant';
}

/** Anything else; what is in its children may be printed. */
export interface UnknownExpression extends Part {
  readonly kind: 'unknown';
  readonly children: readonly Expression[];
}
