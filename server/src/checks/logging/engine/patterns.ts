import { escaped } from '../../../base/pattern';
import type { Argument, CallExpression, Expression, MemberExpression } from '../model/expression';
import type { LanguageId } from '../model/fileModel';
import { isLoggerName } from '../tables/loggers';
import type { CallPattern, SinkRow, SourceRow } from '../tables/rows';
import { SINKS } from '../tables/sinks';
import { SOURCES } from '../tables/sources';
import { withoutHidden } from './formats';
import { answerMarks } from './sinks/statuses';

/** What may stand between two words or signs and means nothing. */
const BLANKS = '(?:\\s|/\\*[^*]{0,80}\\*/){0,60}';

/** The rows of one language, by exact name first. */
class Rows<Row extends CallPattern> {
  readonly #byName = new Map<string, Row[]>();
  readonly #byPattern: Row[] = [];
  /** One pattern for all of them that have the same flags: most names fit none. */
  readonly #any: readonly RegExp[];
  readonly #all: readonly Row[];

  constructor(all: readonly Row[]) {
    this.#all = all;
    for (const row of all) {
      if (row.callee instanceof RegExp) this.#byPattern.push(row);
      else for (const name of row.callee) this.#byName.set(name, [...(this.#byName.get(name) ?? []), row]);
    }
    const flags = new Set(this.#byPattern.map(({ callee }) => (callee as RegExp).flags));
    this.#any = [...flags].map(
      (each) =>
        new RegExp(this.#byPattern.flatMap(({ callee }) => ((callee as RegExp).flags === each ? `(?:${(callee as RegExp).source})` : [])).join('|'), each),
    );
  }

  find(callee: string, on: string | undefined, and: (row: Row) => boolean = () => true): Row | undefined {
    return (
      this.#byName.get(callee)?.find((row) => fits(row, on) && and(row)) ??
      (this.#any.some((pattern) => pattern.test(callee))
        ? this.#byPattern.find((row) => (row.callee as RegExp).test(callee) && fits(row, on) && and(row))
        : undefined)
    );
  }

  /** The rows for a name, whatever it stands on. */
  named(callee: string): readonly Row[] {
    const byName = this.#byName.get(callee) ?? [];
    return this.#any.some((pattern) => pattern.test(callee)) ? [...byName, ...this.#byPattern.filter((row) => (row.callee as RegExp).test(callee))] : byName;
  }

  /** What a text must hold somewhere for any row to apply: the names as whole words, and what `more` finds. */
  words(more?: string): RegExp | undefined {
    const names = new Set<string>();
    const patterns: string[] = more === undefined ? [] : [more];
    for (const row of this.#all) {
      const { callee } = row;
      if ('search' in row && typeof row.search === 'string') patterns.push(row.search.replaceAll('\\s?', BLANKS));
      else if (callee instanceof RegExp) patterns.push(callee.source.replace(/^\^|\$$/g, ''));
      else for (const name of callee) names.add(name);
    }
    if (names.size + patterns.length === 0) return undefined;
    const exact = [...names].sort().map((name) => escaped(name));
    return new RegExp(`(?<![\\w$])(?:${[...exact, ...patterns].join('|')})(?![\\w$])`, 'g');
  }
}

/** What stands between a name and a member of it or of what a call of it gives. */
const REACHES = `(?:${BLANKS}\\([^()]{0,80}\\))?${BLANKS}(?:[?!]?\\.|->|::)${BLANKS}`;
const alternatives = (names: readonly string[]): string => names.map((name) => escaped(name)).join('|');

/** What a text must hold somewhere for any row to apply, with what it stands on where the row says that. */
function written(rows: readonly SourceRow[]): readonly RegExp[] {
  const patterns = new Map<string, string[]>();
  for (const { callee, on } of rows) {
    const name = callee instanceof RegExp ? callee.source.replace(/^\^|\$$/g, '') : alternatives(callee);
    const receiver = on instanceof RegExp ? on.source.replace(/^\^|\$$/g, '') : on === undefined || typeof on === 'string' ? undefined : alternatives(on);
    const flags = on instanceof RegExp ? on.flags : '';
    patterns.set(flags, [...(patterns.get(flags) ?? []), receiver === undefined ? `(?:${name})` : `(?:${receiver})${REACHES}(?:${name})`]);
  }
  return [...patterns].map(([flags, all]) => new RegExp(`(?<![\\w$])(?:${all.join('|')})(?![\\w$])`, flags));
}

/** True where a row applies to what stands on this name; undefined: on nothing. */
export function fits({ on }: CallPattern, receiver: string | undefined): boolean {
  if (on === undefined) return true;
  if (on === 'none') return receiver === undefined;
  if (receiver === undefined) return false;
  if (on === 'logger') return isLoggerName(receiver);
  return on instanceof RegExp ? on.test(receiver) : on.includes(receiver);
}

interface LanguagePatterns {
  readonly sinks: Rows<SinkRow>;
  readonly sinkWords: RegExp | undefined;
  /** Of the calls and members that give a secret whatever they are asked for. */
  readonly sourceWords: readonly RegExp[];
  /** Of those whose name alone does not say so, in a text that names no secret: some of these must stand there. */
  readonly givesSecret: readonly RegExp[];
  readonly calls: Rows<SourceRow>;
  readonly members: Rows<SourceRow>;
}

const compiled = new Map<LanguageId, LanguagePatterns>();

/** The tables of a language, compiled on first use. */
export function patternsOf(language: LanguageId): LanguagePatterns {
  let patterns = compiled.get(language);
  if (patterns === undefined) {
    const own = <Row extends CallPattern>(rows: readonly Row[]): readonly Row[] => rows.filter(({ languages }) => languages.includes(language));
    const sinks = new Rows(own(SINKS));
    patterns = {
      sinks,
      sinkWords: sinks.words(answerMarks(language)),
      sourceWords: [true, false].flatMap((isMember) => {
        const rows = own(SOURCES).filter(({ member, keyed }) => (member === true) === isMember && keyed !== true);
        return new Rows(rows).words() ?? [];
      }),
      givesSecret: written(own(SOURCES).filter(({ keyed, read }) => keyed !== true && read !== true)),
      calls: new Rows(own(SOURCES).filter(({ member }) => member !== true)),
      members: new Rows(own(SOURCES).filter(({ member }) => member === true)),
    };
    compiled.set(language, patterns);
  }
  return patterns;
}

/** The last name of what a call stands on; calls on the way are passed (`logger.child({}).info`). Undefined where it stands on nothing. */
export function receiverName(receiver: Expression | undefined): string | undefined {
  let at = receiver;
  for (let step = 0; at !== undefined && step < 20; step++) {
    switch (at.kind) {
      case 'name':
      case 'member':
        return at.name;
      case 'call': {
        // `LoggerFactory.getLogger(X).info()`, `log::logger().info()`, and builders on a logger.
        if (isLoggerName(at.callee) || at.receiver === undefined || /(?:Span|_span|Activity|Transaction)$/.test(at.callee)) return at.callee;
        at = at.receiver;
        break;
      }
      case 'wrap':
        at = at.inner;
        break;
      case 'index':
        at = at.object;
        break;
      default:
        return '';
    }
  }
  return at === undefined ? undefined : '';
}

export interface Sink {
  readonly row: SinkRow;
  readonly printed: readonly Argument[];
}

/** Where TLS libraries write session keys on purpose, for tools that decrypt what was sent. */
const KEY_LOG = /(?:^|_)key_?log$|[a-z]KeyLog$|^keyLog$/;

/** The sink that a call is, with the arguments that it prints. `on`: the name under which the tables know what the call stands on, where that is not its own. */
export function sinkOf(language: LanguageId, call: CallExpression, on: string | undefined = receiverName(call.receiver)): Sink | undefined {
  if (call.redirected === true || (on !== undefined && KEY_LOG.test(on))) return undefined;
  const row = patternsOf(language).sinks.find(call.callee, on, ({ stream }) => stream === undefined);
  return row === undefined ? undefined : { row, printed: printedBy(row, call.callee, withoutHidden(call.arguments, language, call.callee)) };
}

/** The sink that a call is because it is told to write to a standard stream: `json.dump(x, sys.stdout)`, `props.list(System.out)`. */
export function streamSinkOf(
  language: LanguageId,
  call: CallExpression,
  isStream: (value: Expression) => boolean,
  isLogFile: (value: Expression) => boolean,
): Sink | undefined {
  const row = patternsOf(language).sinks.find(call.callee, receiverName(call.receiver), ({ stream }) => stream !== undefined);
  if (row?.stream === 'file') {
    const printed = call.arguments.filter(({ value }) => !isLogFile(value));
    return printed.length === call.arguments.length && (call.receiver === undefined || !isLogFile(call.receiver)) ? undefined : { row, printed };
  }
  if (row === undefined || !call.arguments.some(({ value }) => isStream(value))) return undefined;
  if (row.stream === 'receiver') return call.receiver === undefined ? undefined : { row, printed: [{ value: call.receiver }] };
  return { row, printed: call.arguments.filter(({ value }) => !isStream(value)) };
}

const SETS = /^set_?(?:attribute|tag|extra)$/i;

function printedBy(row: SinkRow, callee: string, given: readonly Argument[]): readonly Argument[] {
  // `tracer.setAttribute(span, "name", value)`: what it is set on is not printed.
  if (
    row.channel === 'telemetry' &&
    given.length === 3 &&
    given[1]?.value.kind !== 'collection' &&
    given[2]?.value.kind !== 'collection' &&
    row.only === undefined &&
    SETS.test(callee)
  )
    return given.slice(1);
  let position = -1;
  return given.filter((argument) => {
    if (argument.name !== undefined) return row.names === undefined || row.names.includes(argument.name);
    position++;
    return row.only === undefined ? position >= (row.from ?? 0) : row.only.includes(position);
  });
}

/** `typeOf` gives the declared type of what the call stands on; it is asked only where a row wants it. */
export function sourceCall(language: LanguageId, call: CallExpression, typeOf: () => string | undefined): SourceRow | undefined {
  const { calls } = patternsOf(language);
  const fits = ({ onType, bare }: SourceRow): boolean =>
    (onType === undefined || onType.includes(typeOf() ?? '')) && (bare !== true || call.arguments.length === 0);
  const found = calls.find(call.callee, receiverName(call.receiver), fits);
  // `client.Logical().Read(path)`: what gives the receiver says more than what that stands on.
  return found ?? (call.receiver?.kind === 'call' ? calls.find(call.callee, call.receiver.callee, fits) : undefined);
}

export const sourceMember = (language: LanguageId, member: MemberExpression): SourceRow | undefined =>
  patternsOf(language).members.find(member.name, receiverName(member.object));
