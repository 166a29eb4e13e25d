import type { Span } from '../../../base/span';
import type { LoggingCandidate } from '../model/candidate';
import type { CallExpression, Expression } from '../model/expression';
import type { FileModel, Scope } from '../model/fileModel';
import { isLoggerName } from '../tables/loggers';
import type { SinkRow } from '../tables/rows';
import type { Evaluator } from './evaluate';
import { argumentOf, isOwn } from './functions';
import { isEmptyThere } from './guards';
import { patternsOf, receiverName, type Sink, sinkOf } from './patterns';
import { Roles, STREAM_NAMES } from './roles';
import type { Shown, Verdict } from './verdict';

/** Places with a sink's word that are looked at in one file, and calls of one wrapper, at most. */
const MOST_SITES = 5_000;
const MOST_CALLERS = 200;
/** Sinks of the configuration that are looked for, at most. */
const MOST_DECLARED = 50;

const ALIAS =
  /(?<![\w$.])([A-Za-z_]\w{1,40})\s?=\s?(?:(?:self\.|this\.)?_?[A-Za-z]{0,20}(?:log|LOG|Log|logger|Logger|LOGGER|console)\.(?:trace|debug|info|warn|warning|error|critical|log)(?!\w|\s?\()|require\(\s?["']debug["']\s?\)\(|createDebug\(|debug\(["'])/g;
const CALLED = /(?<![\w$])([A-Za-z_$][\w$]{0,80})(?=\s{0,4}!?\()/g;
/** Where commands are called by their name alone. */
const COMMANDED = /(?<![\w$-])([A-Za-z_][\w-]{0,80})(?=[ \t]+["'$@(\w-])/g;
/** After a sink's name: one plain literal, and nothing else. The cheapest way to see that nothing is shown. */
const CONSTANT = /\s?\(\s{0,40}(?:"[^"\\$#{\n]{0,300}"|'[^'\\$#{\n]{0,300}')\s{0,40}\)/y;
const LOG: SinkRow = { languages: [], callee: [], channel: 'log' };

interface Wrapper {
  readonly scope: Scope;
  readonly index: number;
  readonly row: SinkRow;
  /** Where the parameter is printed. */
  readonly printed: Span;
}

/** Goes from each sink of a file to what it prints. */
export class LeakFinder {
  readonly #model: FileModel;
  readonly #evaluator: Evaluator;
  readonly #found = new Map<number, LoggingCandidate>();
  readonly #wrappers = new Map<string, Wrapper>();

  readonly #roles: Roles;
  readonly #declared: readonly string[];
  #calls: Map<string, number[]> | undefined;

  /** `sinks`: functions that the configuration calls sinks, by name, with what they stand on or without. */
  constructor(model: FileModel, evaluator: Evaluator, sinks: readonly string[] = []) {
    this.#declared = sinks;
    this.#model = model;
    this.#evaluator = evaluator;
    this.#roles = new Roles(model, evaluator.bindings);
  }

  find(): readonly LoggingCandidate[] {
    const { text, language } = this.#model;
    const words = patternsOf(language).sinkWords;
    if (words === undefined) return [];
    words.lastIndex = 0;
    let sites = 0;
    for (let match = words.exec(text); match !== null && sites < MOST_SITES; match = words.exec(text)) {
      sites++;
      CONSTANT.lastIndex = words.lastIndex;
      if (CONSTANT.test(text)) continue;
      const call = this.#model.callAt(match.index);
      const sink = call === undefined || this.#isGiven(call, match.index) ? undefined : this.#sink(call);
      for (const { value } of sink?.printed ?? []) this.#judge(value, sink?.row ?? LOG, match.index, true);
    }
    for (const name of this.#declared.slice(0, MOST_DECLARED)) this.#declaredSink(name);
    this.#aliases();
    for (const wrapper of [...this.#wrappers.values()]) this.#callers(wrapper);
    return [...this.#found.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  /** The sink that a call is, by its name or by what it stands on. */
  #sink(call: CallExpression): Sink | undefined {
    const { language } = this.#model;
    if (call.to !== undefined) return this.#roles.of(call.to) === 'stream' ? sinkOf(language, call) : undefined;
    const byName = sinkOf(language, call);
    if (byName !== undefined || call.receiver === undefined) return byName;
    switch (this.#roles.of(call.receiver)) {
      case 'logger':
        return sinkOf(language, call, 'logger');
      case 'stream':
        return STREAM_NAMES.map((name) => sinkOf(language, call, name)).find((sink) => sink !== undefined);
      default:
        return undefined;
    }
  }

  /** True for a function that the caller hands in: what it does with its argument its name does not say. A logger that is handed in stands before a method. */
  #isGiven({ callee, receiver }: CallExpression, at: number): boolean {
    return (
      receiver === undefined &&
      callee.length > 0 &&
      this.#evaluator.bindings.owner(callee, at).bindings.some(({ how }) => how === 'parameter') &&
      !isLoggerName(callee)
    );
  }

  /** Calls of a function that the project itself calls a sink. */
  #declaredSink(written: string): void {
    const { text } = this.#model;
    const [, on, name = ''] = /^(?:.*?([^.:#]+)[.:#]+)?([^.:#]+)$/.exec(written) ?? [];
    let seen = 0;
    for (let at = text.indexOf(name); at !== -1 && name !== '' && seen < MOST_CALLERS; at = text.indexOf(name, at + name.length)) {
      if (/[\w$]/.test(text.charAt(at - 1)) || /[\w$]/.test(text.charAt(at + name.length))) continue;
      seen++;
      const call = this.#model.callAt(at);
      if (call?.callee !== name || (on !== undefined && receiverName(call.receiver) !== on)) continue;
      for (const { value } of call.arguments) this.#judge(value, LOG, at, false);
    }
  }

  /** Variables that are made a logger's method: `write = logger.warning`. */
  #aliases(): void {
    const { text } = this.#model;
    const names = new Set([...text.matchAll(ALIAS)].map(([, name]) => name ?? ''));
    for (const name of [...names].slice(0, 10)) {
      const called = new RegExp(`(?<![\\w$.])${name}(?=\\s?\\()`, 'g');
      for (const { index } of [...text.matchAll(called)].slice(0, MOST_CALLERS)) {
        const call = this.#model.callAt(index);
        if (call?.callee !== name || call.receiver !== undefined) continue;
        for (const { value } of call.arguments) this.#judge(value, LOG, index, false);
      }
    }
  }

  #judge(printed: Expression, row: SinkRow, at: number, wraps: boolean): void {
    const verdict = this.#evaluator.printed(printed);
    const shown = verdict.shown.length === 0 ? [] : this.#reachable(verdict.shown, at);
    const { start, end } = printed.span;
    // What is reported stands in what is printed, wherever the secret was found.
    for (const each of shown)
      this.#report(each.span.start >= start && each.span.end <= end ? each : { ...each, span: printed.span, origin: each.origin ?? each.span }, row);
    if (wraps && verdict.shown.length === 0) this.#remember(verdict, row, at);
  }

  #reachable(shown: readonly Shown[], at: number): readonly Shown[] {
    const guards = this.#model.guardsAt(at);
    return guards.length === 0 ? shown : shown.filter(({ span }) => !isEmptyThere(this.#model.text, span, guards));
  }

  #report({ span, subject, object, weak, origin }: Shown, row: SinkRow): void {
    if (this.#found.has(span.start)) return;
    const grade = weak || row.channel === 'response' || (object && row.channel === 'error') ? 'placeholder' : 'likely';
    const related: Span[] = origin === undefined || origin.start === span.start ? [] : [origin];
    this.#found.set(span.start, { rule: object ? 'logging.secret-object' : 'logging.secret', span, grade, subject, related });
  }

  /** Parameters that a function prints: whoever calls it prints them. */
  #remember({ reached }: Verdict, row: SinkRow, at: number): void {
    for (const { scope: start, index, span } of reached) {
      const scope = this.#evaluator.bindings.scopesAt(at).find((each) => each.span.start === start);
      if (scope?.name !== undefined) this.#wrappers.set(`${String(start)} ${String(index)} ${String(span.start)}`, { scope, index, row, printed: span });
    }
  }

  /** Where functions of a name are called; found for all names in one pass, the first time. */
  #callsOf(name: string): readonly number[] {
    if (this.#calls === undefined) {
      const wanted = new Set([...this.#wrappers.values()].map(({ scope }) => scope.name ?? ''));
      this.#calls = new Map();
      for (const { 1: called = '', index } of this.#model.text.matchAll(
        this.#model.language === 'shell' || this.#model.language === 'powershell' ? COMMANDED : CALLED,
      )) {
        if (!wanted.has(called)) continue;
        const places = this.#calls.get(called);
        if (places === undefined) this.#calls.set(called, [index]);
        else if (places.length < MOST_CALLERS) places.push(index);
      }
    }
    return this.#calls.get(name) ?? [];
  }

  /**
   * A function that is there to log is as good as the sink it calls: the finding is where it is called. Any other function that prints what it is
   * given is the place to mend.
   */
  #callers({ scope, index, row, printed }: Wrapper): void {
    const name = scope.name ?? '';
    const logs = isLogFunction(name);
    if (!logs && this.#evaluator.functions?.named(name) === undefined) return;
    for (const at of this.#callsOf(name)) {
      const call: CallExpression | undefined = this.#model.callAt(at);
      if (call?.callee !== name || !isOwn(call.receiver)) continue;
      for (const value of argumentOf(call, scope, index) ?? []) {
        if (logs) this.#judge(value, row, at, false);
        else {
          const given = this.#evaluator.printed(value).shown.find(({ weak }) => !weak);
          if (given === undefined) continue;
          this.#report({ ...given, span: printed, origin: given.span }, row);
          return;
        }
      }
    }
  }
}

/** True where a function of this name is there to print. */
const isLogFunction = (name: string): boolean =>
  isLoggerName(name) || /(?:^|_|[a-z](?=[A-Z]))(?:log|print|debug|trace|warn|verbose|echo|dump|info|notice|fatal|puts|say|err)(?:$|_|(?=[A-Z]))/i.test(name);
