import type { Span } from '../../../../base/span';
import type { LoggingCandidate } from '../../model/candidate';
import type { Argument, CallExpression, Expression } from '../../model/expression';
import type { FileModel } from '../../model/fileModel';
import { isLoggerName, isLogFunctionName } from '../../tables/loggers';
import type { SinkRow } from '../../tables/rows';
import { type Evaluator, MOST_STEPS } from '../values/evaluate';
import { argumentOf, isOwn } from '../values/functions';
import { isEmptyThere, isNoText, isGivenBetween, keepsApart } from './guards';
import { isCalledName, maySpellName, takesName, tellsOfSetting } from './namings';
import { withoutUntaken } from '../values/keys';
import { labelledValues } from './labels';
import { answered, answeredBeside, answeredIn, answerStatus, FARTHEST_STATUS, followsErrorStatus } from './answers';
import { mayMarkAnswer } from './statuses';
import { failures, isSentence, tellsFailure } from '../values/writing';
import { patternsOf, receiverName, type Sink, sinkOf, streamSinkOf } from '../patterns';
import { withoutRedacted } from './redaction';
import { Roles, SERIALIZES, STREAM_NAMES } from './roles';
import { Places } from './places';
import { emptyMemory, type MovingSpan, type ShownAt, type Site, type SiteMemory, type Wrapper } from './siteMemory';
import { isEmptyValue } from '../names/tokens';
import type { Shown, Verdict } from '../values/verdict';

/** Places with a sink's word that are looked at in one file, and calls of one wrapper, at most. */
const MOST_SITES = 5_000;
/** Where it is known which of them matter: a table of calls that are named like a sink's is long, and none of it is looked at. */
const MOST_PASSED_OVER = 100_000;
const MOST_CALLERS = 200;
/** A statement that is read as a sentence, in UTF-16 code units. */
const LONGEST_STATEMENT = 1_000;
/** Sinks of the configuration that are looked for, at most. */
const MOST_DECLARED = 50;

/** A variable that is made a logger's method. */
export const ALIAS =
  /(?<![\w$.])([A-Za-z_]\w{1,40})\s?=\s?(?:(?:self\.|this\.)?_?[A-Za-z]{0,20}(?:log|LOG|Log|logger|Logger|LOGGER|console)\.(?:trace|debug|info|warn|warning|error|critical|log)(?!\w|\s?\()|require\(\s?["']debug["']\s?\)\(|createDebug\(|debug\(["'])/g;
/** What stands in every text that has one; far cheaper to look for. */
const MAY_ALIAS = /\.(?:trace|debug|info|warn|warning|error|critical|log)(?!\w|\s?\()|["']debug["']|createDebug\(|debug\(["']/;
const CALLED = /(?<![\w$])([A-Za-z_$][\w$]{0,80})(?=\s{0,4}!?\(|\s{0,4}(?:\/\*|\\\r?\n))/g;
/** Where commands are called by their name alone. */
const COMMANDED = /(?<![\w$-])([A-Za-z_][\w-]{0,80})(?=[ \t]+(?:["'$@(\w-]|\\\r?\n))/g;
/** After a sink's name: one plain literal, and nothing else. The cheapest way to see that nothing is shown. */
const CONSTANT = /\s?\(\s{0,40}(?:"[^"\\$#{\n]{0,300}"|'[^'\\$#{\n]{0,300}')\s{0,40}\)/y;
const LOG: SinkRow = { languages: [], callee: [], channel: 'log' };
const ANSWER: SinkRow = { languages: [], callee: [], channel: 'error' };

/** Goes from each sink of a file to what it prints. */
export class LeakFinder {
  readonly #model: FileModel;
  readonly #evaluator: Evaluator;
  readonly #found = new Map<number, LoggingCandidate>();
  /** By where the parameter is printed. */
  readonly #wrappers = new Map<number, Wrapper[]>();
  readonly #known: SiteMemory;
  #called: ReadonlyMap<string, readonly number[]> | undefined;

  readonly #roles: Roles;
  #isCut = false;
  readonly #declared: readonly string[];

  /** `sinks`: functions that the configuration calls sinks, by name, with what they stand on or without. `known`: what holds of an earlier search. */
  constructor(model: FileModel, evaluator: Evaluator, sinks: readonly string[] = [], known = emptyMemory()) {
    this.#declared = sinks;
    this.#model = model;
    this.#evaluator = evaluator;
    this.#roles = new Roles(model, evaluator.bindings, evaluator.lookups);
    this.#known = known;
  }

  /** `only`: where the words of the sinks begin that are to be looked at; absent: all. */
  find(only?: ReadonlySet<number>): readonly LoggingCandidate[] {
    const { text, language } = this.#model;
    const words = patternsOf(language).sinkWords;
    if (words === undefined) return [];
    const { offsets, names } = (this.#known.sinks ??= new Places(words, text, only === undefined ? MOST_SITES : MOST_PASSED_OVER));
    this.#isCut = offsets.length >= (only === undefined ? MOST_SITES : MOST_PASSED_OVER);
    for (const [index, at] of offsets.entries()) {
      if (only?.has(at) === false) continue;
      const { shown, wrappers } = this.#site('', at, () => this.#atSink(at, at + (names[index] as string).length));
      this.#reportAll(shown);
      for (const wrapper of wrappers) this.#remember(wrapper);
    }
    for (const name of this.#declared.slice(0, MOST_DECLARED)) this.#declaredSink(name);
    this.#aliases();
    this.#known.search = this;
    for (const wrappers of this.#wrappers.values()) for (const wrapper of wrappers) this.#callers(wrapper);
    return [...this.#found.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  /** True where a text has more places of sinks, or asks for more steps, than are looked at. */
  get isCut(): boolean {
    return this.#evaluator.steps >= MOST_STEPS || this.#isCut;
  }

  /** The sink that a call is, by its name or by what it stands on. */
  #sink(call: CallExpression): Sink | undefined {
    const { language } = this.#model;
    if (call.to !== undefined) {
      if (this.#roles.of(call.to) === 'stream' || this.#roles.isLogFile(call.to)) return sinkOf(language, call);
      // Go's writer of an answer, whose status was set before.
      const sink = language === 'go' && call.to.kind === 'name' && this.#followsError(call.span.start) ? sinkOf(language, call) : undefined;
      return sink === undefined ? undefined : { printed: answered(sink.printed), row: ANSWER };
    }
    const byName =
      sinkOf(language, call) ??
      streamSinkOf(
        language,
        call,
        (value) => this.#roles.of(value) === 'stream',
        (value) => this.#roles.isLogFile(value),
      );
    if (byName !== undefined && (this.#isSerialized(call) || this.#isOwnStore(call))) return undefined;
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

  /** `out.write(x)` where `out` takes values for a program to read again. */
  #isSerialized({ callee, receiver }: CallExpression): boolean {
    if (receiver?.kind !== 'name' || !/^(?:write|append|put|print)/i.test(callee)) return false;
    const type = this.#evaluator.types.of(receiver);
    return type !== undefined && SERIALIZES.test(type) && this.#roles.of(receiver) !== 'stream';
  }

  /** `$this->write(x)` of a class that declares it: its body says what it does. */
  #isOwnStore({ callee, receiver }: CallExpression): boolean {
    return (
      receiver?.kind === 'name' &&
      receiver.name === 'this' &&
      /^(?:write|text|section|title|comment|question|line|out)$/.test(callee) &&
      this.#evaluator.lookups.holds(`function ${callee}(`)
    );
  }

  /** What a place gives: what is known of it, or what `look` says. */
  #site(question: string, at: number, look: () => Looked): Site {
    const known = this.#known.sites.get(question, at);
    if (known !== undefined) {
      known.seenBy = this;
      return known;
    }
    const { recorder } = this.#evaluator;
    const before = this.#evaluator.steps;
    this.#roles.reset();
    const recorded = recorder === undefined ? { result: look() } : recorder.record(look);
    const steps = this.#evaluator.steps - before;
    const site: Site = { seenBy: this, question, at, wrappers: [], ...recorded.result, steps, ...('reads' in recorded ? { reads: recorded.reads } : {}) };
    this.#known.sites.set(site);
    return site;
  }

  #atSink(at: number, end: number): Looked {
    const { text } = this.#model;
    CONSTANT.lastIndex = end;
    if (CONSTANT.test(text)) {
      this.#evaluator.recorder?.place(at, CONSTANT.lastIndex);
      return NOTHING;
    }
    const call = this.#model.callAt(at);
    const sink = call === undefined || this.#isGiven(call, at) ? undefined : this.#sink(call);
    if (sink === undefined || call === undefined) return mayMarkAnswer(text.slice(at, end), this.#model.language) ? this.#answeredAt(at) : NOTHING;
    const { row, printed } = sink;
    if (row.failure === true || row.channel === 'response') {
      const status = answerStatus(call, text) ?? (row.failure === true && this.#followsError(call.span.start) ? 'error' : undefined);
      if (status === 'error') return this.#looked(answered(printed), ANSWER, at, true);
    }
    if (row.failure === true) return tellsFailure(this.#model.layout.of(call.span, 400)) ? this.#looked(failures(printed), row, at, true) : NOTHING;
    // Of a form it tells what is wrong with each field under the name of that.
    return this.#looked(/Validation/.test(call.callee) ? answered(printed) : printed, row, at, true);
  }

  /** The statements before an answer set its status. */
  #followsError(at: number): boolean {
    const from = Math.max(0, at - FARTHEST_STATUS);
    this.#evaluator.recorder?.place(from, at);
    return followsErrorStatus(this.#model.layout.of({ start: from, end: at }));
  }

  /** What is answered with an error's status that stands beside it: in the literal of an object, in a tuple that is given back. */
  #answeredAt(at: number): Looked {
    const { text } = this.#model;
    for (const around of this.#model.aroundAt(at)) {
      const beside = around.kind === 'collection' ? answeredBeside(around, at, text) : answeredIn(around, at, text);
      if (beside !== undefined && beside.length > 0) return this.#looked(answered(beside), ANSWER, at, true);
    }
    return NOTHING;
  }

  #looked(printed: readonly Argument[], row: SinkRow, at: number, wraps: boolean): Looked {
    const shown: { shown: ShownAt; row: SinkRow }[] = [];
    const wrappers: Wrapper[] = [];
    for (const { value } of this.#taken(printed)) {
      const verdict = this.#evaluator.printed(value);
      // A secret may be what was asked for; in a sentence it is not.
      const told: SinkRow = row.channel === 'response' && isSentence(value) ? { ...row, channel: 'error' } : row;
      for (const each of this.#unredacted(value, this.#shownBy(value, verdict, at), row)) shown.push({ shown: movable(each), row: told });
      if (wraps && verdict.shown.length === 0) wrappers.push(...this.#wrappersOf(value, verdict, row, at));
    }
    if (shown.length === 0) for (const each of this.#labelled(printed, at)) shown.push({ shown: movable(each), row });
    return { shown, wrappers };
  }

  #taken(printed: readonly Argument[]): readonly Argument[] {
    const { language } = this.#model;
    return language === 'python' || language === 'ruby' ? withoutUntaken(printed, (name) => this.#evaluator.names.judge(name) !== undefined) : printed;
  }

  /** What the logger's own configuration in the file does not leave out. */
  #unredacted({ kind }: Expression, shown: readonly Shown[], { channel }: SinkRow): readonly Shown[] {
    const { language, text } = this.#model;
    return language === 'javascript' && channel === 'log' && kind !== 'text' && kind !== 'join' && kind !== 'call'
      ? withoutRedacted(shown, this.#evaluator.lookups, text.length)
      : shown;
  }

  /** What a text calls a secret, and nothing else says anything of. */
  #labelled(printed: readonly Argument[], at: number): readonly Shown[] {
    const found = labelledValues(printed, this.#model.text).flatMap(({ value, label }): Shown[] => {
      // Of a type of the file it is known what it shows.
      const isLabel = this.#evaluator.names.judge(label) === 'secret' && !this.#evaluator.types.isOfFile(value);
      const verdict = isLabel ? this.#evaluator.printed(value) : undefined;
      return verdict === undefined || verdict.clean || verdict.shown.length > 0 ? [] : [{ span: value.span, subject: label, object: false, weak: false }];
    });
    return found.length === 0 ? found : this.#reachable(found, at);
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
      const { shown } = this.#site(`sink ${written}`, at, () => {
        const call = this.#model.callAt(at);
        return call?.callee !== name || (on !== undefined && receiverName(call.receiver) !== on) ? NOTHING : this.#looked(call.arguments, LOG, at, false);
      });
      this.#reportAll(shown);
    }
  }

  /** Variables that are made a logger's method: `write = logger.warning`. */
  #aliases(): void {
    const { text } = this.#model;
    if (this.#known.aliases === undefined && !MAY_ALIAS.test(text)) return;
    const names = new Set((this.#known.aliases ??= new Places(ALIAS, text)).names);
    for (const name of [...names].slice(0, 10)) {
      for (const at of this.#callsOf(name)) {
        if (!/^\s?\(/.test(this.#model.layout.after(at + name.length, 2)) || text.charAt(at - 1) === '.') continue;
        const { shown } = this.#site('alias', at, () => {
          const call = this.#model.callAt(at);
          return call?.callee !== name || call.receiver !== undefined ? NOTHING : this.#looked(call.arguments, LOG, at, false);
        });
        this.#reportAll(shown);
      }
    }
  }

  /** What an input of a page holds, which a browser sends back: a token against forgery, a form that is filled. */
  #isInput({ span }: Shown): boolean {
    if (this.#model.language !== 'php') return false;
    const from = Math.max(0, span.start - LONGEST_INPUT);
    this.#evaluator.recorder?.place(from, span.start);
    return INPUT.test(this.#model.text.slice(from, span.start));
  }

  /** What is shown by what is printed at a place, as it is reported: it stands in what is printed, wherever the secret was found. */
  #shownBy({ span: { start, end } }: Expression, { shown }: Verdict, at: number): readonly Shown[] {
    const reachable = shown.length === 0 ? [] : this.#reachable(shown, at);
    return reachable
      .filter((each) => !this.#isName(each, at, end))
      .map((each) => {
        const here = each.span.start >= start && each.span.end <= end ? each : { ...each, span: { start, end }, origin: each.origin ?? each.span };
        return this.#isInput(here) ? { ...here, weak: true } : here;
      });
  }

  /** A name of something, as the statement from a place to the end of what is printed speaks of it. */
  #isName({ span, object }: Shown, at: number, end: number): boolean {
    const { text } = this.#model;
    if (object || span.start < at || span.end > end) return false;
    if (isCalledName(this.#model.layout, span)) return true;
    if (!maySpellName(this.#model.layout, span) || end - at > LONGEST_STATEMENT) return false;
    this.#evaluator.recorder?.place(at, end);
    return tellsOfSetting(this.#model.layout.of({ start: at, end })) && !this.#isGivenValue(text.slice(span.start, span.end), at);
  }

  /** True for a constant to which the file gives what is no literal. */
  #isGivenValue(constant: string, at: number): boolean {
    return /^\w+$/.test(constant) && this.#evaluator.bindings.owner(constant, at).bindings.some(({ value }) => value !== undefined && value.kind !== 'text');
  }

  #reachable(shown: readonly Shown[], at: number): readonly Shown[] {
    const guards = this.#model.guardsAt(at);
    if (guards.length === 0) return shown;
    const { layout } = this.#model;
    const isSecret = (name: string): boolean => this.#evaluator.names.judge(name) === 'secret';
    return shown.filter(({ span, object }) => {
      const holding = guards.filter(({ test }) => !isGivenBetween(layout, span, test.span.end, at));
      for (const { test } of guards) if (test.span.end < at) this.#evaluator.recorder?.place(test.span.end, at);
      return (
        !isEmptyThere(layout, span, holding, object ? isSecret : undefined) &&
        !guards.some((guard) => keepsApart(layout, span, guard, isSecret) || isNoText(layout, span, guard))
      );
    });
  }

  #reportAll(shown: Site['shown']): void {
    for (const each of shown) this.#report(each.shown, each.row);
  }

  #report({ subject, object, weak, ...at }: Shown, row: SinkRow): void {
    const span = spanOf(at.span);
    const origin = at.origin === undefined ? undefined : spanOf(at.origin);
    if (this.#found.has(span.start)) return;
    const grade = weak || row.channel === 'response' || (object && row.channel === 'error') ? 'placeholder' : 'likely';
    const related: Span[] = origin === undefined || origin.start === span.start ? [] : [origin];
    this.#found.set(span.start, { rule: object ? 'logging.secret-object' : 'logging.secret', span, grade, subject, related });
  }

  /** Parameters that a function prints: whoever calls it prints them. */
  #wrappersOf({ span: value }: Expression, { reached }: Verdict, row: SinkRow, at: number): readonly Wrapper[] {
    return reached.flatMap(({ scope: start, index, span, instead }) => {
      const { name, parameters } = this.#evaluator.bindings.scopesAt(at).find((each) => each.span.start === start) ?? {};
      if (name === undefined || parameters === undefined) return [];
      const logs = isLogFunctionName(name);
      const parameter = parameters[index];
      const question = `${name} ${String(index)} ${String(logs)} ${parameter?.name ?? ''} ${String(parameter?.rest)} ${parameters[0]?.name ?? ''} ${row.channel} ${String(instead)}`;
      return [
        {
          scope: { name, parameters, start },
          index,
          ...(instead === undefined ? {} : { instead }),
          row,
          printed: spanOf(span.start >= value.start && span.end <= value.end ? span : value),
          logs,
          question,
        },
      ];
    });
  }

  /** The same parameter printed at the same place counts once. */
  #remember(wrapper: Wrapper): void {
    const known = this.#wrappers.get(wrapper.printed.start);
    if (known === undefined) this.#wrappers.set(wrapper.printed.start, [wrapper]);
    else if (!known.some(({ scope, index }) => scope.start === wrapper.scope.start && index === wrapper.index)) known.push(wrapper);
  }

  /** Where functions of a name are called. */
  #callsOf(name: string): readonly number[] {
    const { text, language } = this.#model;
    const { names, offsets } = (this.#known.calls ??= new Places(language === 'shell' || language === 'powershell' ? COMMANDED : CALLED, text));
    const wanted = (): Set<string> =>
      new Set([...[...this.#wrappers.values()].flatMap((all) => all.map(({ scope }) => scope.name)), ...(this.#known.aliases?.names ?? [])]);
    this.#called ??= placesByName(names, offsets, wanted());
    return this.#called.get(name) ?? [];
  }

  /**
   * A function that is there to log is as good as the sink it calls: the finding is where it is called. Any other function that prints what it is
   * given is the place to mend.
   */
  #callers({ scope, index, instead = [], row, printed, logs, question }: Wrapper): void {
    const { name } = scope;
    const isDeclared = (): Looked => ({ ...NOTHING, declared: this.#evaluator.functions?.named(name) !== undefined });
    if (!logs && this.#site(`declared ${name}`, scope.start, isDeclared).declared !== true) return;
    for (const at of this.#callsOf(name)) {
      const { shown } = this.#site(question, at, () => {
        const call = this.#model.callAt(at);
        if (call?.callee !== name || !isOwn(call.receiver) || call.redirected === true) return NOTHING;
        const isReplaced = instead.some((each) => argumentOf(call, scope, each)?.some((value) => !isEmptyValue(this.#model.layout, value)) === true);
        const all = isReplaced ? [] : (argumentOf(call, scope, index) ?? []);
        const isNamed = takesName(scope.parameters[index]?.name ?? '');
        const given = all.filter(({ span }) => !isNamed || !maySpellName(this.#model.layout, span)).map((value) => ({ value }));
        if (logs) return this.#looked(given, row, at, false);
        const shows = given.flatMap(({ value }) => this.#evaluator.printed(value).shown).find(({ weak }) => !weak);
        return shows === undefined ? NOTHING : { shown: [{ shown: movable(shows), row }] };
      });
      if (logs) this.#reportAll(shown);
      else if (shown[0] !== undefined) {
        this.#report({ ...shown[0].shown, span: printed, origin: shown[0].shown.span }, row);
        return;
      }
    }
  }
}

/** Units of an input of a page in front of its value that are looked at. */
const LONGEST_INPUT = 260;
/** In front of the value of an input in a page. */
const INPUT = /<input\b[^<>]{0,200}\bvalue\s?=\s?\\?["'](?:["']\s?[.,]\s?|\s?<\?(?:php\s+(?:echo|print)|=)\s?)?[({]?$/i;

type Looked = Pick<Site, 'shown'> & Partial<Pick<Site, 'wrappers' | 'declared'>>;
const NOTHING: Looked = { shown: [] };

const spanOf = ({ start, end }: Span): MovingSpan => ({ start, end });
const movable = ({ span, origin, ...rest }: Shown): ShownAt => ({ ...rest, span: spanOf(span), ...(origin === undefined ? {} : { origin: spanOf(origin) }) });

function placesByName(names: readonly string[], offsets: readonly number[], wanted: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    if (!wanted.has(name)) continue;
    const known = places.get(name);
    if (known === undefined) places.set(name, [offsets[index] as number]);
    else if (known.length < MOST_CALLERS) known.push(offsets[index] as number);
  }
  return places;
}
