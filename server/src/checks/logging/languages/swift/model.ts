import type { Span } from '../../../../base/span';
import { Code } from '../../model/code';
import type { CallExpression, Expression } from '../../model/expression';
import type { Binding, Declaration, Field, FileModel, Guard, Parameter, Scope } from '../../model/fileModel';
import { PlainExpressions } from '../plain/expressions';
import { asTest, constant, negated, someOf, unknown } from '../shared';
import { SwiftOutline, type SwiftFunction } from './outline';

const SYNTAX = { interpolation: 'swift' } as const;
const UNIFIED = { interpolation: 'swift', unified: true } as const;
const LOGGERS = /(?:^|[._])\w{0,30}[lL]og(?:ger)?s?(?:\(\))?[?!]?\.\s*$/;
const LEVELS = /^(?:log|trace|debug|info|notice|warning|error|critical|fault)$/;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
/** How far an expression reaches at most, in UTF-16 code units. */
const LONGEST = 10_000;
const MOST_RESULTS = 20;

/** Answers the engine from the text of a Swift file, whose grammar no archive ships: bindings and blocks by their spelling, expressions by a small parser. */
export class SwiftModel implements FileModel {
  readonly text: string;
  readonly layout: Code;
  readonly language = 'swift';
  readonly #outline: SwiftOutline;
  readonly #scopes = new Map<SwiftFunction, Scope>();
  readonly #file: Scope;
  /** Its loggers are the system's, which write interpolated texts as private unless they are told otherwise. */
  readonly #unified: boolean;

  constructor(text: string) {
    this.text = text;
    this.#outline = new SwiftOutline(text);
    this.layout = new Code(text, 'swift', (offset) => this.#commentAt(offset));
    this.#unified = /^[ \t]{0,80}(?:@\w+\s+)?import\s+(?:os|OSLog|os\.log)\b|\bprivacy:\s*\./m.test(text) && /\bLogger\s*\(/.test(text);
    this.#file = { span: { start: 0, end: text.length }, parameters: [] };
  }

  #commentAt(offset: number): Span | undefined {
    const written = /^\/(?:\/[^\n]*|\*[^*]{0,2000}\*\/)/.exec(this.text.slice(offset, offset + 2_000))?.[0];
    return written === undefined || this.#outline.isCode(offset) ? undefined : { start: offset, end: offset + written.length };
  }

  callAt(offset: number): CallExpression | undefined {
    const word = this.#wordAt(offset);
    if (word === undefined || !this.#outline.isCode(offset) || !/^\s{0,2}[({]/.test(this.text.slice(offset + word.length, offset + word.length + 3)))
      return undefined;
    if (/\b(?:func|init|class|struct|enum|protocol|extension)\s+$/.test(this.text.slice(Math.max(0, offset - 20), offset))) return undefined;
    const start = this.#chainStart(offset);
    const levels = this.#unified && LEVELS.test(word) && LOGGERS.test(this.text.slice(start, offset));
    const made = (levels ? new PlainExpressions(this.text, start, start + LONGEST, UNIFIED) : this.#parse(start)).postfix();
    const call = made === undefined ? undefined : callOf(made, word, offset);
    return call === undefined ? undefined : written(call);
  }

  /** Nothing asks it of Swift: an answer there is a call. */
  aroundAt(): readonly never[] {
    return [];
  }

  scopesAt(offset: number): readonly Scope[] {
    const around = this.#outline.functions.filter(({ span }) => span.start <= offset && offset < span.end);
    return [...around.sort((a, b) => b.span.start - a.span.start).map((fn) => this.#scope(fn)), this.#file];
  }

  bindingAt(offset: number): Binding | undefined {
    const word = this.#wordAt(offset);
    if (word === undefined || !this.#outline.isCode(offset)) return undefined;
    const line = this.text.lastIndexOf('\n', offset - 1) + 1;
    const before = this.text.slice(Math.max(line, offset - 160), offset);
    const end = offset + word.length;
    const made = this.#declared(before, offset, end) ?? this.#assigned(before, offset, end);
    return made === undefined ? undefined : { ...made, block: this.#blockAt(offset) };
  }

  guardsAt(offset: number): readonly Guard[] {
    const own = this.scopesAt(offset)[0]?.span.start ?? 0;
    const guards: Guard[] = [];
    for (const block of this.#outline.blocks) {
      if (block.start > offset) break;
      if (block.start < own || block.end <= offset) continue;
      const header = /(?:^|[\n;{}])[ \t]*(?:\}\s*)?(?:else\s+)?(if|while|guard)\s+([^{}]{1,300}?)\s*(else)?\s*$/.exec(
        this.text.slice(Math.max(0, block.start - 400), block.start),
      );
      const condition = header?.[2];
      if (header === null || condition === undefined) continue;
      const start = block.start - (header[0].length - header[0].lastIndexOf(condition));
      const test = this.#condition(start);
      if (test !== undefined) guards.unshift({ test, holds: header[3] === undefined });
    }
    return guards;
  }

  resultsOf(scope: Scope): readonly Expression[] {
    const results: Expression[] = [];
    const word = /\breturn\b/g;
    word.lastIndex = scope.span.start;
    for (let match = word.exec(this.text); match !== null && match.index < scope.span.end && results.length < MOST_RESULTS; match = word.exec(this.text)) {
      if (!this.#outline.isCode(match.index) || this.scopesAt(match.index)[0] !== scope) continue;
      const made = this.#parse(match.index + 6).expression();
      if (made !== undefined) results.push(made);
    }
    if (results.length > 0) return results;
    // `func f() -> String { token }`
    const body = this.#outline.blocks.find(({ start, end }) => start > scope.span.start && end === scope.span.end);
    const parser = body === undefined ? undefined : this.#parse(body.start + 1);
    const only = parser?.expression();
    return only !== undefined && body !== undefined && this.text.slice(parser?.position ?? 0, body.end - 1).trim() === '' ? [only] : [];
  }

  /** Closures are no scopes here. */
  handedTo(): undefined {
    return undefined;
  }

  isScope(): boolean {
    return false;
  }

  declarationAt(offset: number): Declaration | undefined {
    const word = this.#wordAt(offset);
    if (word === undefined) return undefined;
    // The engine may ask at the end of the name.
    const start = this.#wordStart(offset);
    const name = this.#wordAt(start) ?? word;
    const fn = this.#outline.functions.find(({ span, name: own }) => own === name && span.start < start && start < span.start + 60);
    if (fn !== undefined) return { kind: 'function', scope: this.#scope(fn) };
    const kind = /\b(struct|class|enum|actor|protocol)\s+$/.exec(this.text.slice(Math.max(0, start - 20), start))?.[1];
    const block = kind === undefined ? undefined : this.#outline.blocks.find((each) => each.start >= start);
    if (block === undefined || block.start - start > 300) return undefined;
    const header = this.text.slice(start, block.start);
    const written =
      /CustomStringConvertible|CustomDebugStringConvertible/.test(header) || /\bvar\s+(?:debugD|d)escription\b/.test(this.text.slice(block.start, block.end));
    return { kind: 'type', fields: this.#fields(block), shows: kind === 'struct' && !written };
  }

  #fields(block: Span): Field[] {
    const fields: Field[] = [];
    const inner = this.#outline.blocks.filter((each) => each.start > block.start && each.end < block.end);
    const property = /\b(?:let|var)\s+([\p{L}_][\p{L}\p{N}_]*)\s*:\s*\[?([\p{L}_][\p{L}\p{N}_.]*)/gu;
    property.lastIndex = block.start;
    for (let match = property.exec(this.text); match !== null && match.index < block.end && fields.length < 200; match = property.exec(this.text)) {
      const at = match.index;
      if (!this.#outline.isCode(at) || inner.some(({ start, end }) => start < at && at < end)) continue;
      const start = at + match[0].indexOf(match[1] ?? '', 3);
      fields.push({ name: match[1] ?? '', span: { start, end: start + (match[1] ?? '').length }, ...(match[2] === undefined ? {} : { type: match[2] }) });
    }
    return fields;
  }

  #scope(fn: SwiftFunction): Scope {
    let scope = this.#scopes.get(fn);
    if (scope === undefined) this.#scopes.set(fn, (scope = { span: fn.span, name: fn.name, parameters: parametersIn(this.text, fn.parameters) }));
    return scope;
  }

  #parse(start: number): PlainExpressions {
    return new PlainExpressions(this.text, start, start + LONGEST, SYNTAX);
  }

  /** `let x = …`, `if let x = …`, `for x in …`, `{ x in`, `case .some(let x)`. */
  #declared(before: string, start: number, end: number): Omit<Binding, 'block'> | undefined {
    const after = this.text.slice(end, end + 200);
    const parts = /\b(?:let|var)\s*\(\s*((?:\w+\s*,\s*)*)$/.exec(before);
    if (/\b(?:let|var)\s+$/.test(before) || parts !== null) {
      const given = /^(?:\s*,\s*\w+)*\s*\)?\s*(?::\s*([^=\n{},]{1,80}))?\s*=(?!=)\s*/.exec(after);
      if (given === null) {
        const type = /^\s*:\s*\[?([\w.]+)/.exec(after)?.[1];
        return { how: 'assign', span: { start, end }, ...(type === undefined ? {} : { type }) };
      }
      const parser = this.#parse(end + given[0].length);
      const value = parser.expression() ?? unknown({ start, end });
      const type = /[\w.]+/.exec(given[1] ?? '')?.[0];
      const part: Expression = parts === null ? value : someOf(value, (parts[1] ?? '').split(',').length - 1);
      return { how: 'assign', span: { start, end: parser.position }, value: part, ...(type === undefined ? {} : { type }) };
    }
    const loop = /\bfor\s+(?:case\s+let\s+)?(\(\s*(?:\w+\s*,\s*)*)?$/.exec(before);
    const iterated = loop === null ? null : /^(?:\s*,\s*\w+)*\s*\)?\s+in\s+/.exec(after);
    if (loop !== null && iterated !== null) {
      const span = { start, end };
      // Of pairs the first is the key.
      if (loop[1] !== undefined && !loop[1].includes(',')) return { how: 'assign', span, value: constant(span) };
      const value = this.#parse(end + iterated[0].length).expression();
      return { how: 'element', span, ...(value === undefined ? {} : { value }) };
    }
    if (
      /\{\s*(?:\[[^\]]{0,80}\]\s*)?\(?(?:\w+(?:\s*:[^,(){}]{1,60})?\s*,\s*)*$/.test(before) &&
      /^(?:\s*:[^,(){}]{1,60})?(?:\s*,\s*\w+(?:\s*:[^,(){}]{1,60})?)*\)?\s*(?:(?:async|throws)\s*)*(?:->\s*[\w?.]+\s*)?\bin\b/.test(after)
    )
      return { how: 'parameter', span: { start, end } };
    return undefined;
  }

  /** `x = …`, `x += …`, `x.f = …`, `x["k"] = …`, `x.append(…)`. */
  #assigned(before: string, start: number, end: number): Omit<Binding, 'block'> | undefined {
    const filled = /\b(?:print|debugPrint|dump|\w+\.write)\([^\n]*\bto:\s*&$/.exec(before);
    if (filled !== null) {
      // `print(x, to: &text)`, `x.write(to: &text)`
      const at = start - filled[0].length;
      const made = this.#parse(at).postfix();
      const call = made?.kind === 'call' ? written(made) : undefined;
      if (call === undefined) return undefined;
      const value: CallExpression =
        call.callee === 'write' && call.receiver !== undefined ? { ...call, callee: 'append', arguments: [{ value: call.receiver }] } : call;
      return { how: 'call', span: call.span, value };
    }
    if (!/(?:^|[;{}(:]|\bin)\s*$/.test(before)) return undefined;
    const match = /^((?:[?!]?\.[\p{L}_][\p{L}\p{N}_]*|[?!]?\[[^\]\n]{1,80}\])*)[?!]?\s*(\+?=)(?![=])\s*/u.exec(this.text.slice(end, end + 300));
    if (match === null) {
      if (!/^[?!]?\.\w+/.test(this.text.slice(end, end + 40))) return undefined;
      const made = this.#parse(start).postfix();
      return made?.kind === 'call' ? { how: 'call', span: made.span, value: made } : undefined;
    }
    const parser = this.#parse(end + match[0].length);
    const value = parser.expression() ?? unknown({ start, end });
    const span = { start, end: parser.position };
    const chain = match[1] ?? '';
    if (chain === '') return { how: match[2] === '+=' ? 'append' : 'assign', span, value };
    const field = /(?:\.([\p{L}_][\p{L}\p{N}_]*)|\["([^"\\]{1,80})"\])$/u.exec(chain);
    const key = field?.[1] ?? field?.[2];
    return { how: 'field', span, value, ...(key === undefined ? {} : { field: key }) };
  }

  /** The condition of an `if`, `while` or `guard`; of an optional binding that it is there. */
  #condition(start: number): Expression | undefined {
    const binding = /(?:let|var)\s+(\w+)(?:\s*=\s*)?/y;
    binding.lastIndex = start;
    const bound = binding.exec(this.text);
    if (bound === null) {
      const made = this.#parse(start).expression();
      return made === undefined ? undefined : emptyAsTest(made);
    }
    const value = bound[0].trimEnd().endsWith('=') ? this.#parse(binding.lastIndex).expression() : undefined;
    const name: Expression = {
      kind: 'name',
      name: bound[1] ?? '',
      span: { start: start + bound[0].indexOf(bound[1] ?? '', 3), end: start + bound[0].indexOf(bound[1] ?? '', 3) + (bound[1] ?? '').length },
    };
    return { kind: 'test', span: name.span, present: value ?? name };
  }

  /** The innermost block around a place, which may be skipped. */
  #blockAt(offset: number): Span {
    let found: Span = { start: 0, end: this.text.length };
    for (const block of this.#outline.blocks) {
      if (block.start > offset) break;
      if (block.end > offset) found = block;
    }
    return found;
  }

  /** Back over what a call stands on: `a.b(x)?.c` of an offset in `c`. */
  #chainStart(offset: number): number {
    let at = offset;
    for (let step = 0; step < 40; step++) {
      const dot = /[?!]?\s*\.\s*$/.exec(this.text.slice(Math.max(0, at - 80), at));
      if (dot === null) return at;
      let end = at - dot[0].length;
      while (/[)\]}]/.test(this.text.charAt(end - 1))) {
        const open = this.#outline.opening(end - 1);
        if (open === undefined) return at;
        end = open;
        while (/[?! \t]/.test(this.text.charAt(end - 1)) && end > open - 4) end--;
      }
      const name = /[\p{L}_$][\p{L}\p{N}_]*$/u.exec(this.text.slice(Math.max(0, end - 80), end));
      if (name === null) return end < at ? end : at;
      at = end - name[0].length;
    }
    return at;
  }

  #wordAt(offset: number): string | undefined {
    WORD.lastIndex = offset;
    return WORD.exec(this.text)?.[0];
  }

  #wordStart(offset: number): number {
    let at = offset;
    while (at > 0 && offset - at < 120 && /[\p{L}\p{N}_]/u.test(this.text.charAt(at - 1))) at--;
    return at;
  }
}

/** `x.isEmpty` is a member in Swift. */
function emptyAsTest(made: Expression): Expression {
  if (made.kind === 'member' && made.name === 'isEmpty') return { kind: 'test', span: made.span, absent: made.object };
  if (made.kind === 'test' && made.absent?.kind === 'member' && made.absent.name === 'isEmpty')
    return negated(made.span, { kind: 'test', span: made.span, absent: made.absent.object });
  return asTest(made);
}

/** A call with what it is told to write to (`print(x, to: &text)`, `fputs(x, stderr)`), and without what a format keeps private. */
function written(call: CallExpression): CallExpression {
  const to = /^(?:print|debugPrint|dump)$/.test(call.callee)
    ? call.arguments.find(({ name }) => name === 'to')?.value
    : /^(?:fputs|fprintf|vfprintf)$/.test(call.callee)
      ? call.arguments[call.callee === 'fputs' ? 1 : 0]?.value
      : undefined;
  const [format] = call.arguments;
  if (/^os_log$/.test(call.callee) && format?.value.kind === 'text' && /%\{[^}]*\b(?:private|sensitive)\b/.test(format.value.text))
    return { ...call, redirected: true };
  return to === undefined || (to.kind === 'constant' && call.callee === 'vfprintf') ? call : { ...call, to };
}

/** The call of `word` at this offset within a chain. */
function callOf(made: Expression, word: string, offset: number): CallExpression | undefined {
  let at: Expression | undefined = made;
  for (let step = 0; at !== undefined && step < 60; step++) {
    if (at.kind === 'call' && at.callee === word && (at.receiver?.span.end ?? at.span.start) <= offset && at.span.end > offset) return at;
    at = at.kind === 'call' ? at.receiver : at.kind === 'member' || at.kind === 'index' ? at.object : at.kind === 'wrap' ? at.inner : undefined;
  }
  return undefined;
}

/** `_ name: Type = value`, `label name: Type`, `name: Type...` */
function parametersIn(text: string, { start, end }: Span): Parameter[] {
  const found: Parameter[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at <= end && found.length < 60; at++) {
    const unit = text.charAt(at);
    if (/[([{<]/.test(unit)) depth++;
    else if (/[)\]}>]/.test(unit) && at < end) depth--;
    else if (at === end || (unit === ',' && depth === 0)) {
      const match = /^\s*(?:@\w+\s+)*(?:[\p{L}_]\w*\s+)?([\p{L}_]\w*)\s*:\s*(?:inout\s+|@\w+\s+)*\[?([\w.]*)[^=]*?(\.\.\.)?\s*(?:=|$)/u.exec(
        text.slice(from, Math.min(at, from + 400)),
      );
      if (match?.[1] !== undefined)
        found.push({
          name: match[1],
          span: { start: from, end: at },
          ...(match[2] ? { type: match[2].slice(match[2].lastIndexOf('.') + 1) } : {}),
          ...(match[3] === undefined ? {} : { rest: true as const }),
        });
      from = at + 1;
    }
  }
  return found;
}
