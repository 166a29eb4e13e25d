import type { Span } from '../../../../base/span';
import type { Argument, CallExpression, Entry, Expression } from '../../model/expression';
import { asTest, constant, negated, unquoted } from '../shared';

/*
 * Reads expressions from text alone: for what a grammar leaves as loose tokens (the arguments of Rust's macros) and for languages without a
 * grammar. Knows names, members, calls, indexes, strings, collections, closures and operators as C-like languages share them; what it does not
 * know ends the expression. Every unit is read about once, whatever the text says.
 */

export interface PlainSyntax {
  /** What a string puts in: `\(x)`. */
  readonly interpolation?: 'swift';
  /** Only what is said to be public is put in: the system's own loggers in Swift. */
  readonly unified?: true;
  /** `name!(…)` is a call: what one makes of what it is given, where it stands within another. */
  readonly macros?: (call: CallExpression) => Expression;
}

/** Nested expressions, and arguments of one list, at most. */
const DEEPEST = 40;
const MOST_ARGUMENTS = 200;

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
/** A character of Rust, between the quotes that lifetimes have one of. */
const CHARACTER = /'(?:\\.[^']{0,8}|[^'\\])'/y;
const NUMBER = /\d[\w.]*/y;
/** Blanks and comments. */
const GAP = String.raw`(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/)){0,2000}\*/)`;
const SPACE = new RegExp(`${GAP}+`, 'y');
/** Before the mark of what is surely there; a chain may go on on the next line. */
const CHECKED = new RegExp(`[?!](?=[.[(]|${GAP}*(?:[,)\\]]|$))`, 'y');
const MEMBER = new RegExp(`${GAP}*(?:\\?\\.|\\.|::)(?![.<=])(?:<[^<>]{0,80}>::)?${GAP}*`, 'y');
/** Field names of structured logs may have dots. */
const FIELD = new RegExp(`(?:\\.\\w+){0,4}${GAP}*(?::[?%](?:${GAP}*=(?![=>]))?|:(?!:)|=(?![=>]))${GAP}*`, 'y');
const CALLED = new RegExp(`${GAP}+(?=\\()`, 'y');
/** What a function is made for: `::<Vec<_>>` in front of its arguments. */
const TURBOFISH = /::<(?:[^<>()\n]|<[^<>()\n]{0,60}>){0,80}>(?=\()/y;
const MACRO = new RegExp(`${GAP}*!${GAP}*(?=[([{])`, 'y');
/** Operators between operands, longest first. */
const OPERATOR = /(?:===|!==|==|!=|<=|>=|&&|\|\||\?\?|\.\.[.<=]?|<<|>>|[-+*/%<>&|^])(?!=)/y;
/** An object in JSON: its first key. */
const OBJECT = /\{\s{0,200}"[^"\\\n]{0,200}"\s{0,20}:/y;
const CONSTANTS = /^(?:nil|true|false|None)$/;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export class PlainExpressions {
  readonly #text: string;
  readonly #end: number;
  readonly #syntax: PlainSyntax;
  #at: number;
  #depth = 0;

  constructor(text: string, start: number, end: number, syntax: PlainSyntax) {
    this.#text = text;
    this.#at = start;
    this.#end = Math.min(end, text.length);
    this.#syntax = syntax;
  }

  /** Where reading has come to. */
  get position(): number {
    return this.#at;
  }

  /** One expression from where reading stands; undefined where none begins. */
  expression(): Expression | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    try {
      return this.#ternary();
    } finally {
      this.#depth--;
    }
  }

  /** A name with what follows it: members, calls, indexes. */
  postfix(): Expression | undefined {
    return this.#postfix();
  }

  /** Arguments up to `close`, which is read too; where another bracket is closed first, up to that, which is left. */
  arguments(close: string): Argument[] {
    const found: Argument[] = [];
    // Ends where nothing more is read, whatever stands there.
    for (let before = -1; this.#at > before && found.length < MOST_ARGUMENTS;) {
      before = this.#at;
      this.#space();
      if (this.#at >= this.#end) return found;
      if (this.#take(close)) return found;
      if (this.#peek(',') || this.#peek(';')) {
        this.#at++;
        continue;
      }
      const argument = this.#argument();
      if (argument !== undefined) found.push(argument);
      this.#space();
      if (!this.#peek(',') && !this.#peek(';')) this.#skipArgument(close);
    }
    this.#skipTo(close);
    this.#take(close);
    return found;
  }

  /** `name: value`, `name = value`, `"key" => value`, `%value`, `?value`, `value`. */
  #argument(): Argument | undefined {
    const start = this.#at;
    const name = this.#match(NAME);
    if (name !== undefined) {
      FIELD.lastIndex = this.#at;
      const separator = FIELD.exec(this.#text);
      if (separator !== null) {
        const written = this.#text.slice(start, this.#at) + separator[0].replace(/[\s:=?%]+$/, '');
        // `value:?` of the log crate is the variable of that name.
        const own: Expression = { kind: 'name', name, span: { start, end: this.#at } };
        this.#at = FIELD.lastIndex;
        this.#sigil();
        const value = /^[^=]*:[?%][^=]*$/.test(separator[0]) ? own : this.expression();
        return value === undefined ? undefined : { value, name: written.slice(written.lastIndexOf('.') + 1) };
      }
      this.#at = start;
    }
    this.#sigil();
    const value = this.expression();
    this.#space();
    if (value?.kind === 'text' && this.#text.startsWith('=>', this.#at)) {
      this.#at += 2;
      this.#sigil();
      const given = this.expression();
      return given === undefined ? undefined : { value: given, name: value.text };
    }
    return value === undefined ? undefined : { value };
  }

  /** `%x` and `?x` in the macros of tracing. */
  #sigil(): void {
    this.#space();
    if ((this.#peek('%') || this.#peek('?') || this.#peek('#')) && /[\w&(*]/.test(this.#text.charAt(this.#at + 1))) this.#at++;
  }

  #ternary(): Expression | undefined {
    const condition = this.#binary();
    if (condition === undefined) return undefined;
    this.#space();
    if (!this.#peek('?') || this.#text.startsWith('??', this.#at) || !/\s/.test(this.#text.charAt(this.#at + 1))) return condition;
    this.#at++;
    const first = this.expression();
    this.#space();
    if (!this.#take(':') || first === undefined) return condition;
    const second = this.expression();
    const branches = second === undefined ? [first] : [first, second];
    return { kind: 'choice', span: this.#since(condition.span.start), condition: asTest(condition), branches };
  }

  #binary(): Expression | undefined {
    let left = this.#unary();
    while (left !== undefined) {
      this.#space();
      const word = /(?:as[?!]?|is|in)\b\s*/y;
      word.lastIndex = this.#at;
      const cast = word.exec(this.#text);
      if (cast !== null && word.lastIndex < this.#end) {
        this.#at = word.lastIndex;
        this.#match(/[\w.<>?&[\]: ]{1,80}?(?=[^\w.<>?&[\]: ]|$)/y);
        left = cast[0].startsWith('as')
          ? { kind: 'wrap', span: this.#since(left.span.start), inner: left }
          : { kind: 'test', span: this.#since(left.span.start) };
        continue;
      }
      const operator = this.#match(OPERATOR);
      if (operator === undefined) return left;
      const right = this.#unary();
      if (right === undefined) return left;
      left = this.#combined(operator, left, right);
    }
    return undefined;
  }

  #combined(operator: string, left: Expression, right: Expression): Expression {
    const span = { start: left.span.start, end: right.span.end };
    switch (operator) {
      case '+':
        return left.kind === 'join' ? { kind: 'join', span, parts: [...left.parts, right] } : { kind: 'join', span, parts: [left, right] };
      case '??':
        return { kind: 'choice', span, branches: [left, right] };
      case '&&':
        return { kind: 'test', span, all: [asTest(left), asTest(right)] };
      case '||':
        return { kind: 'test', span, any: [asTest(left), asTest(right)] };
      case '==':
      case '!=': {
        const nothing = /^(?:nil|None|""|false|0)$/.test(this.#text.slice(right.span.start, right.span.end));
        if (!nothing) return { kind: 'test', span };
        return operator === '==' ? { kind: 'test', span, absent: left } : { kind: 'test', span, present: left };
      }
      default:
        return { kind: 'test', span };
    }
  }

  #unary(): Expression | undefined {
    this.#space();
    const start = this.#at;
    const sign = this.#text.charAt(start);
    if (start >= this.#end) return undefined;
    if (sign === '!' || sign === '-') {
      this.#at++;
      const inner = this.#depth < DEEPEST ? this.#deeper() : undefined;
      return inner === undefined ? undefined : sign === '!' ? negated(this.#since(start), asTest(inner)) : { kind: 'test', span: this.#since(start) };
    }
    if (sign === '&' || sign === '*') {
      this.#at++;
      this.#match(/(?:\s*mut\b)?\s*[&*]{0,3}\s*/y);
      const inner = this.#deeper();
      return inner === undefined ? undefined : { kind: 'wrap', span: this.#since(start), inner };
    }
    const keyword = /(?:try[?!]?|await|move|unsafe|some|any|inout)\s+/y;
    keyword.lastIndex = start;
    if (keyword.test(this.#text)) {
      this.#at = keyword.lastIndex;
      return this.#deeper();
    }
    return this.#postfix();
  }

  #deeper(): Expression | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    const made = this.#unary();
    this.#depth--;
    return made;
  }

  #postfix(): Expression | undefined {
    let made = this.#primary();
    while (made !== undefined && this.#at < this.#end) {
      const start = made.span.start;
      // Before the mark of what is surely there: `vec![…]` is no index.
      const isMacro = this.#syntax.macros !== undefined && made.kind !== 'call' && this.#match(MACRO) !== undefined;
      if (!isMacro && this.#match(CHECKED) !== undefined) continue;
      // What it is made of says no more of it: `collect::<Vec<_>>()`.
      this.#match(TURBOFISH);
      // A chain may go on on the next line.
      const dot = this.#match(MEMBER);
      if (dot !== undefined) {
        const name = this.#match(NAME) ?? this.#match(NUMBER);
        if (name === undefined) return made;
        if (name !== 'await') made = { kind: 'member', span: this.#since(start), object: made, name };
        continue;
      }
      // In the arguments of a macro nothing else has a bracket behind a name.
      if (this.#syntax.macros !== undefined && !isMacro) this.#match(CALLED);
      const open = this.#text.charAt(this.#at);
      if (open === '(' || (isMacro && CLOSING[open] !== undefined)) {
        const called = this.#call(made, open);
        made = isMacro && called.kind === 'call' ? this.#syntax.macros(called) : called;
      } else if (open === '[') made = this.#index(made);
      else {
        const closure = this.#syntax.interpolation === 'swift' && made.kind === 'call' ? this.#match(/[ \t]*(?=\{)/y) : undefined;
        if (closure === undefined || made.kind !== 'call') return made;
        const given = this.#closure();
        made = { ...made, span: this.#since(start), arguments: [...made.arguments, { value: given }] };
      }
    }
    return made;
  }

  #call(callee: Expression, open: string): Expression {
    this.#at++;
    this.#depth++;
    const given = this.#depth > DEEPEST ? [] : this.arguments(CLOSING[open] ?? ')');
    this.#depth--;
    const span = this.#since(callee.span.start);
    // Only a macro has these brackets, and what it makes is a list: `vec![…]`.
    if (open === '[') return { kind: 'collection', span, entries: given.map(({ value }) => ({ value })) };
    if (callee.kind === 'member') return { kind: 'call', span, callee: callee.name, receiver: callee.object, arguments: given };
    const name = callee.kind === 'name' ? callee.name : '';
    return /^[A-Z]/.test(name) && this.#syntax.interpolation === 'swift'
      ? { kind: 'call', span, callee: name, arguments: given, constructs: true }
      : { kind: 'call', span, callee: name, arguments: given };
  }

  #index(object: Expression): Expression {
    this.#at++;
    const from = this.#at;
    const inner = this.expression();
    this.#space();
    this.#skipTo(']');
    const between = this.#text.slice(from, this.#at);
    this.#take(']');
    const span = this.#since(object.span.start);
    const range = /^\s*(?:-?\d*|[\w.]{1,40}\(\)\s*-\s*\d+)\s*\.\.[.<=]?\s*(?:-?\d*|[\w.]{1,40}\(\)\s*-\s*\d+)\s*$/.exec(between);
    if (range !== null) {
      const at = from + between.indexOf('..');
      const ends = [
        { start: from, end: at },
        { start: at + (/\.\.[.<=]?/.exec(between)?.[0].length ?? 2), end: from + between.length },
      ];
      return { kind: 'call', span, callee: 'slice', receiver: object, arguments: ends.map((end) => ({ value: constant(end) })) };
    }
    if (inner?.kind === 'text' && inner.parts.length === 0) return { kind: 'member', span, object, name: inner.text };
    return { kind: 'index', span, object, index: inner ?? constant(span) };
  }

  #primary(): Expression | undefined {
    this.#space();
    const start = this.#at;
    const unit = this.#text.charAt(start);
    if (unit === '"' || unit === '#' || /^(?:br|b|r)#{0,3}"/.test(this.#text.slice(start, start + 6))) return this.#string();
    if (unit === "'") return this.#match(CHARACTER) === undefined ? undefined : constant(this.#since(start));
    if (unit === '(') {
      this.#at++;
      const inside = this.arguments(')');
      const span = this.#since(start);
      const [only] = inside;
      if (only !== undefined && inside.length === 1) return { kind: 'wrap', span, inner: only.value };
      return { kind: 'collection', span, entries: inside.map(({ value }) => ({ value })) };
    }
    if (unit === '[') return this.#collection(']');
    if (unit === '{') return this.#syntax.macros !== undefined && this.#isObject() ? this.#collection('}') : this.#closure();
    if (unit === '|') {
      // A closure of Rust.
      if (this.#match(/\|[^|\n]{0,120}\|\s*/y) === undefined) return undefined;
      const result = this.expression();
      return result === undefined ? { kind: 'function', span: this.#since(start) } : { kind: 'function', span: this.#since(start), result };
    }
    if (unit === '.') {
      // `.private`: a member of a type that goes without saying.
      this.#at++;
      const name = this.#match(NAME);
      return name === undefined
        ? undefined
        : { kind: 'member', span: this.#since(start), object: { kind: 'name', span: { start, end: start }, name: 'implicit' }, name };
    }
    if (this.#match(NUMBER) !== undefined) return constant(this.#since(start));
    if (unit === '$') this.#at++;
    const name = this.#match(NAME) ?? (unit === '$' ? this.#match(NUMBER) : undefined);
    if (name === undefined) return undefined;
    const span = this.#since(start);
    return CONSTANTS.test(name) ? constant(span) : { kind: 'name', span, name };
  }

  /** `{ "a": …`, as `json!` takes it. */
  #isObject(): boolean {
    OBJECT.lastIndex = this.#at;
    return OBJECT.test(this.#text);
  }

  #collection(close: ']' | '}'): Expression {
    const start = this.#at;
    this.#at++;
    const entries: Entry[] = [];
    for (let before = -1; this.#at > before && entries.length < MOST_ARGUMENTS && this.#at < this.#end;) {
      before = this.#at;
      this.#space();
      if (this.#take(close)) break;
      if (this.#take(',') || this.#take(':') || this.#take(';')) continue;
      const first = this.expression();
      this.#space();
      if (first === undefined) this.#skipArgument(close);
      else if (this.#peek(':')) {
        this.#at++;
        const value = this.expression();
        if (value !== undefined) entries.push(first.kind === 'text' && first.parts.length === 0 ? { value, key: first.text } : { value });
      } else entries.push({ value: first });
    }
    return { kind: 'collection', span: this.#since(start), entries };
  }

  /** `{ … }`: where it is one expression, that is its result. */
  #closure(): Expression {
    const start = this.#at;
    this.#at++;
    this.#match(/\s*(?:[\w$]+(?:\s*,\s*[\w$]+)*\s+in\b)?\s*/y);
    const result = this.expression();
    this.#space();
    const single = this.#peek('}');
    if (!single) this.#skipTo('}');
    this.#take('}');
    const span = this.#since(start);
    return single && result !== undefined ? { kind: 'function', span, result } : { kind: 'function', span };
  }

  #string(): Expression | undefined {
    const start = this.#at;
    const open = this.#match(/(?:br|b|r)?#{0,3}(?:"""|")/y);
    if (open === undefined) return undefined;
    const quote = open.endsWith('"""') ? '"""' : '"';
    const raw = /[r#]/.test(open);
    const hashes = '#'.repeat(open.split('#').length - 1);
    const close = quote + hashes;
    const parts: Expression[] = [];
    let text = '';
    while (this.#at < this.#end) {
      if (this.#text.startsWith(close, this.#at)) {
        this.#at += close.length;
        return { kind: 'text', span: this.#since(start), text: unquoted(text), parts };
      }
      const unit = this.#text.charAt(this.#at);
      if (unit === '\\' && this.#syntax.interpolation === 'swift' && this.#text.startsWith(`${hashes}(`, this.#at + 1)) {
        this.#at += 2 + hashes.length;
        const [first, ...more] = this.#depth < DEEPEST ? this.#interpolated() : [];
        if (first !== undefined && !(this.#syntax.unified === true ? !isPublic(more) : isPrivate(more))) parts.push(first.value);
        continue;
      }
      if (unit === '\\' && !raw) {
        text += this.#text.slice(this.#at, this.#at + 2);
        this.#at += 2;
        continue;
      }
      if (unit === '\n' && quote === '"' && this.#syntax.interpolation === 'swift') break;
      text += unit;
      this.#at++;
    }
    return { kind: 'text', span: this.#since(start), text, parts };
  }

  #interpolated(): Argument[] {
    this.#depth++;
    const given = this.arguments(')');
    this.#depth--;
    return given;
  }

  /** Goes to the closing bracket that belongs here, past nested ones and strings; no further than to one of another kind. */
  #skipTo(close: string): void {
    this.#skipArgument(close, false);
  }

  /** As `#skipTo`, or to the next comma. */
  #skipArgument(close: string, comma = true): void {
    let depth = 0;
    while (this.#at < this.#end) {
      const unit = this.#text.charAt(this.#at);
      if (unit === '"') {
        // The string's own end; its parts are not looked at.
        if (this.#match(/"(?:\\[\s\S]|[^"\\])*"/y) === undefined) this.#at = this.#end;
        continue;
      }
      // `'"'` and `'('` of Rust are no string and no bracket.
      if (unit === "'" && this.#match(CHARACTER) !== undefined) continue;
      if (depth === 0 && (unit === close || (comma && unit === ','))) return;
      if (unit === '(' || unit === '[' || unit === '{') depth++;
      else if (unit === ')' || unit === ']' || unit === '}') {
        if (depth === 0) return;
        depth--;
      }
      this.#at++;
    }
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    if (SPACE.test(this.#text)) this.#at = Math.min(this.#end, SPACE.lastIndex);
  }

  #peek(unit: string): boolean {
    return this.#at < this.#end && this.#text.charAt(this.#at) === unit;
  }

  #take(unit: string): boolean {
    if (!this.#peek(unit)) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null || pattern.lastIndex > this.#end) return undefined;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #since(start: number): Span {
    return { start, end: this.#at };
  }
}

/** `\(x, privacy: .private)` of the unified log is not written in clear. */
const isPrivate = (more: readonly Argument[]): boolean =>
  more.some(
    ({ name, value }) =>
      name === 'privacy' &&
      (value.kind === 'member' ? /^(?:private|sensitive)$/.test(value.name) : value.kind === 'call' && /^(?:private|sensitive)$/.test(value.callee)),
  );

/** `\(x, privacy: .public)`: the one form that the system's own loggers write in clear. */
const isPublic = (more: readonly Argument[]): boolean =>
  more.some(({ name, value }) => name === 'privacy' && value.kind === 'member' && value.name === 'public');
