import type { Span } from '../../../base/span';
import type { Code } from './code';
import type { CallExpression, CollectionExpression, Expression } from './expression';

/**
 * What the engine asks of one parsed file. Everything is asked by offsets, and only near sinks: nothing walks the whole file. `TreeModel` answers
 * from a syntax tree with the help of a language's adapter; a language without a grammar may answer by its own means.
 */
export interface FileModel {
  readonly text: string;
  /** The text in one layout, for what is told by patterns. */
  readonly layout: Code;
  /** The language's id, as in `tables/sinks.ts`. */
  readonly language: LanguageId;
  /**
   * The innermost call whose callee (not its arguments) holds this offset; undefined in comments and literals. For `a.b(x).c(y)` and an offset in
   * `b`, the call of `b`.
   */
  callAt(offset: number): CallExpression | undefined;
  /** The calls and literals of objects, lists and tuples in which an offset stands, innermost first, up to the function around them. */
  aroundAt(offset: number): readonly (CallExpression | CollectionExpression)[];
  /** The functions around an offset, innermost first, and the whole file last. */
  scopesAt(offset: number): readonly Scope[];
  /** What a name's occurrence at this offset gives the name; undefined where the occurrence only reads it, or is no name (a comment, a literal). */
  bindingAt(offset: number): Binding | undefined;
  /** The conditions under which an offset is reached within its function, innermost first. */
  guardsAt(offset: number): readonly Guard[];
  /** The expressions that a function gives back. */
  resultsOf(scope: Scope): readonly Expression[];
  /** The call that is handed a function without a name as an argument, or that calls it where it stands; undefined for other scopes. */
  handedTo(scope: Scope): CallExpression | undefined;
  /** The function, class or type that is declared where this offset is its name; undefined for any other place. */
  declarationAt(offset: number): Declaration | undefined;
  /** True where a function begins and ends at exactly these offsets. */
  isScope(start: number, end: number): boolean;
}

export type LanguageId =
  | 'javascript'
  | 'python'
  | 'java'
  | 'kotlin'
  | 'go'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'rust'
  | 'shell'
  | 'powershell'
  | 'scala'
  | 'swift'
  | 'yaml'
  | 'dockerfile'
  | 'terraform';

export interface Scope {
  /** The function with its parameters and body; of the whole file all of it. */
  readonly span: Span;
  /** The function's name, where it has one. */
  readonly name?: string;
  readonly parameters: readonly Parameter[];
  /** Where its name and parameters stand, told where reads are recorded. */
  readonly head?: Span;
}

export interface Parameter {
  readonly name: string;
  readonly span: Span;
  /** The declared type's last name: `Config` of `config.Config`, `string` of `str`. */
  readonly type?: string;
  /** Takes all further arguments: `...args`, `*args`. */
  readonly rest?: true;
}

/**
 * What an occurrence of a name gives it.
 * `assign` the whole value (destructuring: `value` is the member that is taken). `append` more of a text or number (`+=`, `.=`). `field` a part:
 * `x.f = value`, `x["f"] = value` (`field` is absent where the key is no literal). `element` one of the elements of `value` (a loop).
 * `parameter` by a caller. `call` the name is the receiver of the call `value`, which may put something in (`list.add(x)`, `map.put(k, v)`).
 */
export interface Binding {
  readonly how: 'assign' | 'append' | 'field' | 'element' | 'parameter' | 'call';
  /** The statement or clause that does it: it counts for what comes after its end. */
  readonly span: Span;
  readonly value?: Expression;
  readonly field?: string;
  /** The declared type's last name. */
  readonly type?: string;
  /** The block in which this may or may not have run, as seen from outside it: the innermost branch, loop body or handler around it. */
  readonly block: Span;
}

/** `test` was found true (`holds`) or false on the way to the place asked for. */
export interface Guard {
  readonly test: Expression;
  readonly holds: boolean;
}

export interface Declaration {
  readonly kind: 'function' | 'type' | 'other';
  /** Of a function: itself. */
  readonly scope?: Scope;
  /** Of a class, struct, record or interface: its fields. */
  readonly fields?: readonly Field[];
  /** Its text form shows the fields: a record, data class, derived `Debug`, struct under `%+v`, plain object; or a `toString` that names them. */
  readonly shows?: boolean;
  /** It has a text form of its own in which no field stands. */
  readonly masks?: true;
}

export interface Field {
  readonly name: string;
  readonly span: Span;
  readonly type?: string;
  /**
   * What leaves it out: the text form (`@ToString.Exclude`, `repr=False`, `#[derivative(Debug="ignore")]`), a serializer (`@JsonIgnore`, `json:"-"`,
   * `#[serde(skip)]`), or both (`SecretStr`).
   */
  readonly hidden?: 'text' | 'written' | 'both';
}
