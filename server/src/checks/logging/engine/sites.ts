import type { Span } from '../../../base/span';
import type { LoggingCandidate } from '../model/candidate';
import type { CallExpression, Expression } from '../model/expression';
import type { FileModel, Scope } from '../model/fileModel';
import type { SinkRow } from '../tables/rows';
import type { Evaluator } from './evaluate';
import { argumentOf } from './functions';
import { isEmptyThere } from './guards';
import { patternsOf, sinkOf } from './patterns';
import type { Reached, Shown, Verdict } from './verdict';

/** Places with a sink's word that are looked at in one file, and calls of one wrapper, at most. */
const MOST_SITES = 5_000;
const MOST_CALLERS = 200;

/** Goes from each sink of a file to what it prints. */
export class LeakFinder {
  readonly #model: FileModel;
  readonly #evaluator: Evaluator;
  readonly #found = new Map<number, LoggingCandidate>();
  readonly #wrappers = new Map<string, { readonly scope: Scope; readonly index: number; readonly row: SinkRow }>();
  readonly #seen = new Set<number>();

  constructor(model: FileModel, evaluator: Evaluator) {
    this.#model = model;
    this.#evaluator = evaluator;
  }

  find(): readonly LoggingCandidate[] {
    const { text, language } = this.#model;
    const words = patternsOf(language).sinkWords;
    if (words === undefined) return [];
    words.lastIndex = 0;
    let sites = 0;
    for (let match = words.exec(text); match !== null && sites < MOST_SITES; match = words.exec(text)) {
      sites++;
      const call = this.#model.callAt(match.index);
      if (call === undefined || this.#seen.has(call.span.start * 2 + (call.span.end % 2))) continue;
      const sink = sinkOf(language, call);
      if (sink === undefined) continue;
      for (const { value } of sink.printed) this.#judge(value, sink.row, match.index, true);
    }
    for (const wrapper of [...this.#wrappers.values()]) this.#callers(wrapper.scope, wrapper.index, wrapper.row);
    return [...this.#found.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  #judge(printed: Expression, row: SinkRow, at: number, wraps: boolean): void {
    const verdict = this.#evaluator.printed(printed);
    const shown = verdict.shown.length === 0 ? [] : this.#reachable(verdict.shown, at);
    for (const each of shown) this.#report(each, row);
    if (wraps && verdict.shown.length === 0) this.#remember(verdict, row, at);
  }

  #reachable(shown: readonly Shown[], at: number): readonly Shown[] {
    const guards = this.#model.guardsAt(at);
    return guards.length === 0 ? shown : shown.filter(({ span }) => !isEmptyThere(this.#model.text, span, guards));
  }

  #report({ span, subject, object, weak, origin }: Shown, row: SinkRow): void {
    if (this.#found.has(span.start)) return;
    const grade = weak || row.channel === 'response' ? 'placeholder' : 'likely';
    const related: Span[] = origin === undefined || origin.start === span.start ? [] : [origin];
    this.#found.set(span.start, { rule: object ? 'logging.secret-object' : 'logging.secret', span, grade, subject, related });
  }

  /** Parameters that a function prints: whoever calls it prints them. */
  #remember({ reached }: Verdict, row: SinkRow, at: number): void {
    for (const { scope: start, index } of reached) {
      const scope = this.#evaluator.bindings.scopesAt(at).find(({ span }) => span.start === start);
      if (scope?.name !== undefined) this.#wrappers.set(`${String(start)} ${String(index)}`, { scope, index, row });
    }
  }

  #callers(scope: Scope, index: number, row: SinkRow): void {
    const { text } = this.#model;
    const name = scope.name ?? '';
    for (let at = text.indexOf(name), seen = 0; at !== -1 && seen < MOST_CALLERS; at = text.indexOf(name, at + name.length)) {
      if (/[\w$]/.test(text.charAt(at - 1)) || !/^\s{0,4}[(!]/.test(text.slice(at + name.length, at + name.length + 5))) continue;
      seen++;
      const call: CallExpression | undefined = this.#model.callAt(at);
      if (call?.callee !== name) continue;
      for (const value of argumentOf(call, scope, index) ?? []) this.#judge(value, row, at, false);
    }
  }
}

export type { Reached };
