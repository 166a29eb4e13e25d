import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../../../base/span';
import { Code } from './code';
import type { CallExpression, CollectionExpression, Expression } from './expression';
import type { Binding, Declaration, FileModel, Guard, Scope } from './fileModel';
import { type Recorder, type Search, Reads } from './reads';
import type { Reader, TreeLanguage } from './treeLanguage';

/** Deeper expressions than this are cut off: no person writes them, and hostile ones would cost a stack. */
const DEEPEST_EXPRESSION = 60;
/** Nodes on the way from the root to a leaf, at most. */
const DEEPEST_PATH = 400;
/** Nodes of a function that are looked at for `return`, at most. */
const MOST_RESULTS = 20;
/** Children of one node that are converted, at most: longer lists are data. */
const MOST_CHILDREN = 300;
/** A part of a function that is no branch and no call is looked at by its own parts from this length on, in UTF-16 code units. */
const LONG_PART = 1_500;
/** Nodes around a place that are converted, at most, and the longest of them in UTF-16 code units. */
const MOST_AROUND = 12;
const LONGEST_AROUND = 4_000;
/** Behind a function's parameters: where its result and the beginning of its body stand. */
const BEHIND_HEAD = 200;

/** Where a function's name (which may stand before it, in what it is assigned to) and parameters stand. */
function headOf({ span, parameters }: Scope, around: Node | undefined): Span {
  const behind = parameters.reduce((end, parameter) => Math.max(end, parameter.span.end), span.start);
  const start = around !== undefined && span.start - around.startIndex <= BEHIND_HEAD ? Math.min(span.start, around.startIndex) : span.start;
  return { start, end: Math.min(span.end, behind + BEHIND_HEAD) };
}

/** Answers the engine from a syntax tree. Holds nodes of the tree only while the tree lives: make one for each analysis. */
export class TreeModel implements FileModel, Reader {
  readonly text: string;
  readonly layout: Code;
  readonly #root: Node;
  readonly #language: TreeLanguage;
  readonly #whole: Scope;
  readonly #recorder: Recorder | undefined;
  /** By the id of the function's node. */
  readonly #scopes = new Map<number, Scope>();
  #depth = 0;
  /** The last path asked for: neighbouring questions are about the same place. */
  #path: { readonly start: number; readonly end: number; readonly nodes: readonly Node[]; readonly ends: readonly number[] } = {
    start: -1,
    end: -1,
    nodes: [],
    ends: [],
  };

  /** `recorder`: told of everything that answers are made of. */
  constructor(text: string, tree: Tree, language: TreeLanguage, recorder?: Recorder) {
    this.text = text;
    this.layout = new Code(text, language.id, (offset) => this.#commentAt(offset));
    this.#root = tree.rootNode;
    this.#language = language;
    this.#recorder = recorder;
    this.#whole = { span: { start: 0, end: text.length }, parameters: [] };
  }

  get language(): TreeLanguage['id'] {
    return this.#language.id;
  }

  // Reader

  of(node: Node): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }

  code(node: Node, most?: number): string {
    return this.layout.of(this.span(node), most);
  }

  span(node: Node): Span {
    return { start: node.startIndex, end: node.endIndex };
  }

  stretch(start: number, end: number): string {
    this.looked(start, end);
    return this.layout.of({ start: Math.max(0, start), end });
  }

  looked(start: number, end: number): void {
    this.#recorder?.place(Math.max(0, start), end);
  }

  expression(node: Node | null): Expression {
    if (node === null) return { kind: 'constant', span: { start: 0, end: 0 } };
    if (this.#depth >= DEEPEST_EXPRESSION) return { kind: 'constant', span: this.span(node) };
    this.#depth++;
    try {
      return this.#language.expression(node, this);
    } finally {
      this.#depth--;
    }
  }

  children(node: Node): Expression {
    return { kind: 'unknown', span: this.span(node), children: node.namedChildren.slice(0, MOST_CHILDREN).map((child) => this.expression(child)) };
  }

  textWith(node: Node, parts: ReadonlySet<string>): Expression {
    const { startIndex, endIndex } = node;
    const found: Expression[] = [];
    let text = '';
    let at = startIndex;
    const count = Math.min(node.childCount, MOST_CHILDREN);
    for (let index = 0; index < count; index++) {
      const child = node.child(index);
      if (child === null || !parts.has(child.type)) continue;
      text += this.text.slice(at, child.startIndex);
      at = child.endIndex;
      found.push(this.expression(child));
    }
    return { kind: 'text', span: { start: startIndex, end: endIndex }, text: text + this.text.slice(at, endIndex), parts: found };
  }

  // FileModel

  callAt(offset: number): CallExpression | undefined {
    const path = this.#read(offset);
    for (let index = path.length - 1; index >= 0; index--) {
      const node = path[index] as Node;
      if (!this.#language.calls.has(node.type)) continue;
      const callee = this.#language.callee(node);
      if (callee === null) continue;
      if (callee.startIndex > offset || callee.endIndex <= offset) return undefined;
      this.#recorder?.place(node.startIndex, node.endIndex);
      const call = this.expression(node);
      return call.kind === 'call' ? call : undefined;
    }
    return undefined;
  }

  aroundAt(offset: number): readonly (CallExpression | CollectionExpression)[] {
    const path = this.#read(offset);
    const around: (CallExpression | CollectionExpression)[] = [];
    for (let index = path.length - 2, converted = 0; index >= 0 && converted < MOST_AROUND; index--) {
      const node = path[index] as Node;
      if (this.#language.functions.has(node.type) || node.endIndex - node.startIndex > LONGEST_AROUND) break;
      // What is only a part of something larger, or all of the same.
      const inner = path[index + 1] as Node;
      if (!node.isNamed || (node.startIndex === inner.startIndex && node.endIndex === inner.endIndex)) continue;
      converted++;
      const made = this.expression(node);
      if (made.kind !== 'call' && made.kind !== 'collection') continue;
      this.#recorder?.place(node.startIndex, node.endIndex);
      around.push(made);
    }
    return around;
  }

  scopesAt(offset: number): readonly Scope[] {
    const path = this.#pathTo(offset);
    const scopes: Scope[] = [];
    for (let index = path.length - 1; index >= 0; index--) {
      if (this.#language.functions.has((path[index] as Node).type)) scopes.push(this.#scope(path.slice(0, index + 1)));
    }
    scopes.push(this.#whole);
    return scopes;
  }

  bindingAt(offset: number): Binding | undefined {
    const path = this.#read(offset);
    const leaf = path.at(-1);
    if (leaf === undefined || !this.#language.names.has(leaf.type)) return undefined;
    const binding = this.#language.binding(path, this);
    if (binding === undefined) return undefined;
    this.#recorder?.place(binding.span.start, binding.span.end);
    if (binding.value !== undefined) this.#recorder?.place(binding.value.span.start, binding.value.span.end);
    return { ...binding, block: this.#blockOf(path, binding.span) };
  }

  guardsAt(offset: number): readonly Guard[] {
    const path = this.#read(offset);
    const guards: Guard[] = [];
    for (let index = path.length - 2; index >= 0; index--) {
      const node = path[index] as Node;
      const { type } = node;
      if (this.#language.functions.has(type)) break;
      if (!this.#language.branches.has(type)) continue;
      const guard = this.#language.guard(node, path[index + 1] as Node, this);
      if (guard !== undefined) guards.push(guard);
    }
    return guards;
  }

  resultsOf(scope: Scope): readonly Expression[] {
    this.#recorder?.place(scope.span.start, scope.span.end);
    const path = this.#pathTo(scope.span.start, scope.span.end);
    const fn = path.findLast((node) => node.startIndex === scope.span.start && node.endIndex === scope.span.end && this.#language.functions.has(node.type));
    if (fn === undefined) return [];
    const single = this.#language.result(fn, this);
    if (single !== undefined) return [single];
    const results: Expression[] = [];
    const word = /\breturn\b/g;
    word.lastIndex = scope.span.start;
    for (let match = word.exec(this.text); match !== null && match.index < scope.span.end && results.length < MOST_RESULTS; match = word.exec(this.text)) {
      const nodes = this.#pathTo(match.index);
      // Only the function's own: a `return` of a function inside it gives back something else.
      const owner = nodes.findLast((node) => this.#language.functions.has(node.type));
      if (owner?.id !== fn.id) continue;
      for (const node of nodes.slice(-3)) {
        const given = this.#language.returned(node, this);
        if (given !== undefined) results.push(given);
      }
    }
    return results;
  }

  handedTo(scope: Scope): CallExpression | undefined {
    const path = this.#pathTo(scope.span.start, scope.span.end);
    const at = path.findLastIndex(
      (node) => node.startIndex === scope.span.start && node.endIndex === scope.span.end && this.#language.functions.has(node.type),
    );
    for (let index = at - 1; index > 0 && index >= at - 4; index--) {
      const node = path[index] as Node;
      if (this.#language.functions.has(node.type)) return undefined;
      if (!this.#language.calls.has(node.type)) continue;
      // What is read of the call is all but the function itself.
      this.#recorder?.place(node.startIndex, scope.span.start);
      this.#recorder?.place(scope.span.end, node.endIndex);
      const call = this.expression(node);
      return call.kind === 'call' ? call : undefined;
    }
    return undefined;
  }

  declarationAt(offset: number): Declaration | undefined {
    const path = this.#read(offset);
    const declared = path.length === 0 ? undefined : this.#language.declaration(path, this);
    if (this.#recorder !== undefined && declared !== undefined) this.#readDeclaration(declared, path);
    return declared;
  }

  isScope(start: number, end: number): boolean {
    return this.#pathTo(start, end).some((node) => this.#language.functions.has(node.type) && node.startIndex === start && node.endIndex === end);
  }

  mentions(pattern: RegExp, word: string): boolean {
    const { text } = this;
    const recorder = this.#recorder;
    if (recorder === undefined) return pattern.test(text);
    const search: Search = ({ model }, start, end) => {
      const reads = new Reads();
      const found = pattern.exec(model.text.slice(start, end));
      if (found !== null) reads.place(start + found.index, start + found.index + found[0].length + 1);
      return reads;
    };
    const reads = search({ model: this, recorder, judge: () => undefined }, 0, text.length);
    recorder.lookup({ needle: word, start: 0, end: text.length, reads, search });
    return reads.places.length > 0;
  }

  /** A scope by the path to its function; for adapters' declarations. */
  scopeOf(path: readonly Node[]): Scope {
    return this.#scope(path);
  }

  #commentAt(offset: number): Span | undefined {
    let node = this.#root.descendantForIndex(offset, offset + 1);
    // Rust's comments begin with a mark that is a node of its own.
    if (node?.type === '/*' || node?.type === '//') node = this.#root.descendantForIndex(offset, offset + 3);
    if (node === null || !node.type.includes('comment')) return undefined;
    return this.span(node);
  }

  #scope(path: readonly Node[]): Scope {
    const fn = path.at(-1) as Node;
    let scope = this.#scopes.get(fn.id);
    if (scope === undefined) this.#scopes.set(fn.id, (scope = this.#makeScope(path, fn)));
    return scope;
  }

  #makeScope(path: readonly Node[], fn: Node): Scope {
    const name = this.#language.functionName(path, this);
    const scope: Scope = { span: this.span(fn), ...(name === '' ? {} : { name }), parameters: this.#language.parameters(fn, this) };
    return this.#recorder === undefined ? scope : { ...scope, head: headOf(scope, path.at(-2)) };
  }

  /** The path to a place; the part of the function in which it stands is written down as read. */
  #read(offset: number): readonly Node[] {
    const nodes = this.#pathTo(offset);
    if (this.#recorder === undefined || nodes.length === 0) return nodes;
    const { ends } = this.#path;
    const { functions, branches, calls } = this.#language;
    let at = Math.min(nodes.findLastIndex(({ type }) => functions.has(type)) + 1, nodes.length - 1);
    // What a path is asked for (branches, calls, what binds) is in the first part that is one of these, or all of it is short.
    while (at < nodes.length - 1) {
      const node = nodes[at] as Node;
      if ((ends[at] as number) - node.startIndex <= LONG_PART || branches.has(node.type) || calls.has(node.type)) break;
      at++;
    }
    this.#recorder.place((nodes[at] as Node).startIndex, ends[at] as number);
    return nodes;
  }

  #readDeclaration({ scope }: Declaration, path: readonly Node[]): void {
    const declared = path.at(-2) ?? path.at(-1);
    if (declared === undefined) return;
    if (scope === undefined) {
      this.#recorder?.place(declared.startIndex, declared.endIndex);
      return;
    }
    const head = headOf(scope, declared);
    this.#recorder?.place(Math.min(head.start, (path.at(-1) as Node).startIndex), head.end);
    this.#recorder?.scope({ ...scope, head });
  }

  /** The innermost branch or function around a binding; the whole file where there is none. */
  #blockOf(path: readonly Node[], binding: Span): Span {
    for (let index = path.length - 1; index > 0; index--) {
      const node = path[index - 1] as Node;
      if (node.endIndex < binding.end || node.startIndex > binding.start) continue;
      if (this.#language.functions.has(node.type)) return this.span(node);
      if (this.#language.branches.has(node.type)) return this.span(path[index] as Node);
    }
    return { start: 0, end: this.text.length };
  }

  /**
   * From the root to the smallest node over `[start, end)`, found by going down (asking a node for its parent walks from the root each time), and
   * from as deep as the last answer reaches: neighbouring questions are about the same function.
   */
  #pathTo(start: number, end = start + 1): readonly Node[] {
    const last = this.#path;
    if (last.start === start && last.end === end) return last.nodes;
    const nodes: Node[] = [];
    const ends: number[] = [];
    for (const [index, node] of last.nodes.entries()) {
      const nodeEnd = last.ends[index] as number;
      if (node.startIndex > start || nodeEnd < end) break;
      nodes.push(node);
      ends.push(nodeEnd);
    }
    const from = nodes.pop() ?? this.#root;
    ends.pop();
    // One unit at least: where a range is empty, a grammar's own marks of no width (Scala's ends of lines) are found in place of the word.
    const leaf = from.descendantForIndex(start, end) ?? from.descendantForIndex(start, Math.max(start, end - 1));
    let at: Node | null = leaf === null ? null : from;
    while (at !== null && leaf !== null && nodes.length < DEEPEST_PATH) {
      nodes.push(at);
      ends.push(at.endIndex);
      if (at.id === leaf.id) break;
      at = at.childWithDescendant(leaf);
    }
    const complete = leaf !== null && nodes.at(-1)?.id === leaf.id;
    this.#path = complete ? { start, end, nodes, ends } : { start, end, nodes: [], ends: [] };
    return this.#path.nodes;
  }
}
