import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../base/span';
import type { Expression } from './expression';
import type { Binding, Declaration, LanguageId, Parameter } from './fileModel';

/*
 * To add a language with a grammar: write `languages/<language>.ts` that exports a `TreeLanguage` (javascript.ts is the example to follow), add
 * a row to `languages/table.ts`, rows to `tables/sinks.ts` and `tables/sources.ts`, and a folder of samples to the tests. Nothing else knows
 * the language. Three rules: never ask a node for its `text` (that copies across the parser's memory: `read.of` slices the source); convert only
 * what you are given, never walk a function's body or the whole tree; what you do not know is `read.children(node)`, never an exception.
 */

/** How an adapter reads nodes. */
export interface Reader {
  /** The document's text. */
  readonly text: string;
  /** The source of a node. */
  of(node: Node): string;
  /** The source of a node in one layout, without comments: for patterns. `most`: its first units. */
  code(node: Node, most?: number): string;
  span(node: Node): Span;
  /** The text of a stretch that is no part of the node that was asked about, as what stands in front of it; looking at `text` there would go unseen. In one layout, as `code`. */
  stretch(start: number, end: number): string;
  /** Says that a stretch of `text` was looked at, as what was collected of the whole text once is: costs nothing, whatever its length. */
  looked(start: number, end: number): void;
  /** The expression of a node by the same adapter, capped in depth; of null a constant. Adapters recurse through this alone. */
  expression(node: Node | null): Expression;
  /** An `unknown` of the node's named children. */
  children(node: Node): Expression;
  /** A `text` of a node whose parts are the named children of the given types (interpolations), each converted by its own adapter case. */
  textWith(node: Node, parts: ReadonlySet<string>): Expression;
  /** True where a pattern without flags, whose every match holds `word` and lies on few lines, matches anywhere in the text. */
  mentions(pattern: RegExp, word: string): boolean;
}

/** One language's syntax. */
export interface TreeLanguage {
  readonly id: LanguageId;
  /** Types of nodes that are functions with parameters and a body of their own. */
  readonly functions: ReadonlySet<string>;
  /** Types of nodes that `expression` turns into a `call` and that may print: calls, macros, commands, `echo` and `throw` statements. */
  readonly calls: ReadonlySet<string>;
  /** Types of leaves that are an occurrence of a variable's name (the leaf's text is the name, sigils apart). */
  readonly names: ReadonlySet<string>;
  /** Types of nodes whose content may be skipped or repeated: branches, loops, handlers, short-circuit operators. */
  readonly branches: ReadonlySet<string>;

  /** The part of a call that names what is called: an offset in it means this call. Undefined: everything before its arguments. */
  callee(call: Node): Node | null;
  expression(node: Node, read: Reader): Expression;
  /**
   * What this occurrence of a name binds. `path`: the leaf's ancestors, outermost first, the leaf last (asking for `parent` is slow). `block` is
   * filled in by the engine.
   */
  binding(path: readonly Node[], read: Reader): Omit<Binding, 'block'> | undefined;
  parameters(fn: Node, read: Reader): readonly Parameter[];
  /** The name under which a function is called, '' where it has none; `path` leads to the function, which is its last. */
  functionName(path: readonly Node[], read: Reader): string;
  /** The results of a function that is one expression (`x => x.token`, `fun f() = token`). `return` statements the engine finds by itself. */
  result(fn: Node, read: Reader): Expression | undefined;
  /** What `node`, a `return` statement or its like, gives back; undefined for another node. */
  returned(node: Node, read: Reader): Expression | undefined;
  /** The condition that `branch` puts on its child `part`, which is or holds the place asked about; undefined where it puts none. */
  guard(branch: Node, part: Node, read: Reader): { readonly test: Expression; readonly holds: boolean } | undefined;
  /** `path` leads to a name; what is declared under it, where it is the name of a function, class, struct, record, interface or type. */
  declaration(path: readonly Node[], read: Reader): Declaration | undefined;
}
