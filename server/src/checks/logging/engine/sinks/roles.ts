import type { Span } from '../../../../base/span';
import type { Expression } from '../../model/expression';
import type { FileModel, Scope } from '../../model/fileModel';
import type { Bindings } from '../lookups/bindings';
import { indexWithin } from '../lookups/indexWithin';
import { type Find, type Found, type Lookups, wordsOf } from '../lookups/lookups';

/** What a variable is that prints, where its name does not say so. */
export type Role = 'logger' | 'stream';

/** How deep streams are put into streams: `new PrintWriter(new OutputStreamWriter(System.err))`, each by its own name. */
const DEEPEST = 3;
const MOST_NAMES = 6;
/** How much of a value is looked at, in UTF-16 code units. */
const HEAD = 240;
const BEFORE = 80;
/** Places of a field's name that are looked at. */
const MOST_PLACES = 200;

/** The standard streams, as the languages write them. */
export const STREAM =
  /\bSystem\.(?:out|err)\b|\bsys\.(?:__)?std(?:out|err)|\bprocess\.std(?:out|err)|\bos\.Std(?:out|err)\b|\b(?:io::)?std(?:out|err)\(\)|\bConsole\.(?:Out|Error|OpenStandard(?:Output|Error))\b|\$std(?:out|err)\b|\bSTD(?:OUT|ERR)\b|\bphp:\/\/(?:std(?:out|err)|output)|\bFileHandle\.standard(?:Error|Output)|^&?std(?:out|err)$|\/dev\/std(?:out|err)/;
/** A file that is a log by its name, in a literal or by the name of what holds its path. */
export const LOG_FILE =
  /(?<![A-Za-z])log(?:_?[Ff]ile|_?[Pp]ath)(?:_?[Nn]ame)?\b|Log(?:File|Path)(?:[Nn]ame)?\b|(?<![A-Za-z])LOG_?(?:FILE|PATH)\b|[\w)}]\.log["'`]|\.log$|\blogs?\.txt\b/;
/** What opens a file to write to it. */
const OPENS =
  /(?:\b(?:open|fopen|OpenFile|Create|create|createWriteStream|FileWriter|FileOutputStream|PrintWriter|StreamWriter|AppendText|CreateText|bufferedWriter|printWriter|newBufferedWriter))\(/;
/** What makes a logger, whatever it is called then. */
export const MAKES_LOGGER =
  /\b(?:getLogger|GetLogger|get_logger|createLogger|CreateLogger|newLogger|NewLogger|makeLogger|getLog|LoggerFactory|LogManager|LogFactory|KotlinLogging|GetCurrentClassLogger|useLogger|logging\.getLogger|structlog|winston|pino|bunyan|log4js|loglevel|SemanticLogger|Logger\.new|LogFactory)\b|(?:^|[\s.:])(?:[A-Z]\w{0,20})?Logger\s*[({.<[]|\b(?:slog\.(?:Default|New|With)|log\.New|log\.With|zap\.(?:New|L|S)\w*|zerolog\.New|logrus\.(?:New|With)\w*|hclog\.\w+|logr\.|klog\.(?:Background|FromContext|LoggerWith\w*)|ctrl\.Log|log\.FromContext|log\.Ctx|zlog\.)|\brequire\(\s*['"][^'"]{0,60}\blog(?:ger|ging)?(?:\.[jt]s)?['"]\s*\)|\.(?:child|bind|withContext|withFields?|WithValues|WithName|Named|With)\(/;
/** Writers that pass on what they are given to what they are made of. */
const PASSES_ON = /^(?:new\s+|&?mut\s+|&)?[\w.:]*(?:Writer|Stream|Printer|Encoder|Buffer|Buf|Tabwriter|Console|Lock|Output|lock)\w*(?:<[^>]{0,20}>)?[.:(\w]*\(/;
/** Types that take values to be read again by a program: what is written to them nobody sees. */
export const SERIALIZES =
  /^(?:\w{0,20}DataOutput\w{0,20}|\w{0,20}ObjectOutput\w{0,10}|ByteBuf\w{0,10}|ByteArrayOutputStream|BinaryWriter|StreamOutput|Coded\w{0,10}Output\w{0,10}|(?:File|Zip|GZIP|Cipher|Piped)OutputStream|ByteBuffer|BufMut|BytesMut)$/;
const LOGGER_TYPE = /^(?:I?[A-Z]?\w{0,24}Logger(?:Interface|Adapter|Instance|Contract)?|Log|KLogger|SugaredLogger|LoggerInterface|Journal)$/;

/** Says which variables are loggers and streams, by their declared types and by what they are made of. */
export class Roles {
  readonly #model: FileModel;
  readonly #bindings: Bindings;
  readonly #lookups: Lookups;
  readonly #known = new Map<string, Role | undefined>();
  readonly #fields = new Map<string, Found<Role | undefined>>();

  constructor(model: FileModel, bindings: Bindings, lookups: Lookups) {
    this.#model = model;
    this.#bindings = bindings;
    this.#lookups = lookups;
  }

  /** Forgets what variables are: where one is made of itself it is cut off, and where that is depends on what is asked. */
  reset(): void {
    this.#known.clear();
  }

  /** What a call's receiver, or the stream that it is told to write to, is. */
  of(expression: Expression | undefined, depth = 0): Role | undefined {
    switch (expression?.kind) {
      case 'wrap':
        return this.of(expression.inner, depth);
      case 'name':
        return this.#isStream(expression.span) ? 'stream' : this.#named(expression.name, expression.span, depth);
      case 'member':
        return this.#isStream(expression.span) ? 'stream' : this.#declared(expression.name);
      case 'call': {
        if (this.#isStream(expression.span)) return 'stream';
        let on = expression.receiver;
        // Builders: `z.Info().Str("a", a).Str("b", b)`.
        while (on?.kind === 'call') on = on.receiver;
        return on?.kind === 'name' || on?.kind === 'member' ? this.of(on, depth) : undefined;
      }
      default:
        return expression !== undefined && this.#isStream(expression.span) ? 'stream' : undefined;
    }
  }

  #isStream({ start, end }: Span): boolean {
    return end - start <= HEAD && STREAM.test(this.#model.layout.of({ start, end }));
  }

  #named(name: string, at: Span, depth: number): Role | undefined {
    const owner = this.#bindings.owner(name, at.start);
    // What opens a file in the same function says what it is from there on.
    const last = owner.own ? owner.bindings.findLast(({ how, span }) => how === 'assign' && span.start < at.start) : undefined;
    const opened = last?.value !== undefined && OPENS.test(this.#model.layout.of(last.value.span, HEAD));
    const key = `${String(owner.scope.span.start)} ${name} ${opened ? String(last.span.start) : ''}`;
    if (this.#known.has(key)) return this.#known.get(key);
    this.#known.set(key, undefined);
    const type = owner.scope.parameters[owner.parameter]?.type ?? owner.bindings.find(({ type: each }) => each !== undefined)?.type;
    let role: Role | undefined = type !== undefined && LOGGER_TYPE.test(type) ? 'logger' : undefined;
    // What is put into something by a call does not make it.
    for (const { value, how } of opened ? [last] : owner.bindings.slice(0, MOST_NAMES))
      role ??= value === undefined || how === 'call' ? undefined : this.#made(value, depth);
    role ??= owner.parameter === -1 ? this.#declared(name) : this.#handed(owner.scope, depth);
    this.#known.set(key, role);
    return role;
  }

  /** A file that is open while a block runs: `File.open("app.log", "a") { |f| f.puts x }`. */
  #handed(scope: Scope, depth: number): Role | undefined {
    const call = scope.name === undefined && scope.parameters.length === 1 ? this.#model.handedTo(scope) : undefined;
    if (call === undefined) return undefined;
    const written = this.#model.layout.of({ start: call.span.start, end: scope.span.start }, HEAD);
    return depth < DEEPEST && OPENS.test(written) && LOG_FILE.test(written) ? 'stream' : undefined;
  }

  /** True for what names a file that is a log. */
  isLogFile(expression: Expression): boolean {
    const { start, end } = expression.span;
    if (end - start > HEAD) return false;
    if (LOG_FILE.test(this.#model.layout.of({ start, end }))) return true;
    if (expression.kind !== 'name') return false;
    const [only, other] = this.#bindings.owner(expression.name, start).bindings;
    const value = other === undefined ? only?.value?.span : undefined;
    return value !== undefined && value.end - value.start <= HEAD && LOG_FILE.test(this.#model.layout.of(value));
  }

  #made(value: Expression, depth: number): Role | undefined {
    const written = this.#model.layout.of(value.span, HEAD);
    if (MAKES_LOGGER.test(written)) return 'logger';
    if (OPENS.test(written) && LOG_FILE.test(written)) return 'stream';
    if (STREAM.test(written) && (value.kind !== 'call' || PASSES_ON.test(written) || /^[^(]{0,40}\bstd(?:out|err)\b|fopen|Console\./.test(written)))
      return 'stream';
    if (depth >= DEEPEST || value.kind !== 'call' || !PASSES_ON.test(written)) return undefined;
    for (const { value: given } of value.arguments) if (this.of(given, depth + 1) === 'stream') return 'stream';
    return undefined;
  }

  /** A field by the type that it is declared with, or by what is put into it anywhere in the file. */
  #declared(name: string): Role | undefined {
    if (name === '' || name.length > 60 || !/^[\w$]+$/.test(name)) return undefined;
    let known = this.#fields.get(name);
    const { length } = this.#model.text;
    if (known === undefined)
      this.#fields.set(name, (known = this.#lookups.make({ word: name, start: 0, end: length, most: MOST_PLACES, counts: wordsOf(name) }, declaredAs(name))));
    return this.#lookups.told(known);
  }
}

const declaredAs =
  (name: string): Find<Role | undefined> =>
  ({ model: { text, layout } }, start, end, into) => {
    let role: Role | undefined;
    let at = indexWithin(text, name, start, end);
    for (let seen = 0; at !== -1 && seen < MOST_PLACES && role === undefined; at = indexWithin(text, name, at + name.length, end), seen++) {
      if (/[\w$]/.test(text.charAt(at + name.length)) || (at > 0 && /[\w]/.test(text.charAt(at - 1)))) continue;
      const written = text.slice(at + name.length, at + name.length + HEAD);
      const after = GAP_BEHIND.test(written) ? layout.after(at + name.length, HEAD) : written;
      const before = GAP_BEFORE.test(text.slice(Math.max(0, at - 30), at)) ? layout.before(at, BEFORE) : text.slice(Math.max(0, at - BEFORE), at);
      const type = /([A-Za-z]\w*)(?:<[^<>\n]{0,60}>)?[?&*]?\s+\$?$/.exec(before)?.[1] ?? /^\s*:?\s*[&*]?(?:[\w]+(?:\.|::|\\))*([A-Z]\w*)/.exec(after)?.[1];
      if (type !== undefined && type !== name && LOGGER_TYPE.test(type)) role = 'logger';
      const given = /^\s{0,4}(?::[^=\n]{1,60})?\s{0,4}(?::?=(?!=)|by\b)\s{0,4}([^\n;]{1,200})/.exec(after)?.[1];
      if (given !== undefined && MAKES_LOGGER.test(given)) role = 'logger';
      else if (given !== undefined && STREAM.test(given) && !/[=!]=/.test(given)) role = 'stream';
      if (role !== undefined) into.place(at - BEFORE, at + name.length + HEAD);
    }
    return role;
  };

/** Next to a name or a sign behind it: a comment or the end of a line. Elsewhere the text is as patterns know it, and cheaper than its layout. */
const GAP_BEHIND = /^\s*(?::?=\s*)?(?:\/[/*]|\\\r?\n)|^[ \t]*(?::?=)?[ \t]*\r?\n\s*[\w:=]/;
const GAP_BEFORE = /(?:\*\/|\\?\r?\n)\s*[$&*]?$/;

/** Names under which the tables of the languages know a standard stream. */
export const STREAM_NAMES = ['stdout', 'out', 'Out', 'STDOUT', '$stdout'] as const;
