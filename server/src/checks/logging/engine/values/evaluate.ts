import type { Span } from '../../../../base/span';
import type { CallExpression, ChoiceExpression, CollectionExpression, Entry, Expression, JoinExpression, TextExpression } from '../../model/expression';
import type { Binding, FileModel, Scope } from '../../model/fileModel';
import type { Recorder } from '../../model/reads';
import { Bindings, type Owner } from '../lookups/bindings';
import { asksPerson } from './asked';
import { Beside } from './beside';
import { Calls } from './calls';
import { handsOver, isKeyFirst, onlyReads, withoutOverridden } from './changes';
import { AUTH_HEADER, type Evidence, type Names } from '../names/evidence';
import { holdsForm } from './forms';
import type { Functions } from './functions';
import { givesArguments } from './given';
import { isKeyType, isOfChance, makesKey, typeHides } from './keyMaterial';
import { Lookups } from '../lookups/lookups';
import { Members } from './members';
import { Objects } from './objects';
import { receiverName } from '../patterns';
import { endsHeader, isEmptyValue, isOtherToken, isOtherType, isPiece, isStatusCode, namesOtherToken, namesScheme } from '../names/tokens';
import { Purposes } from '../names/purposes';
import { IMPLICIT_THIS, Types } from './types';
import { Uses } from '../names/uses';
import { CLEAN, type Reached, seenAt, shows, together, UNKNOWN, type Verdict, weakened } from './verdict';
import { BUFFER, isOpaque, isPairs, isPlainPartOf, saysOther } from './writing';

/** How far values are followed, and how much is looked at for one file. What is beyond is not known. */
const DEEPEST = 14;
export const MOST_STEPS = 60_000;
const MOST_STEPS_A_SITE = 3_000;
/** Bindings of one name that are followed, at most. */
const MOST_BINDINGS = 12;

/** A literal of a type that is made to be printed: Go's `LoggableHeader{Header: h}`. */
const MASKED_LITERAL = /^&?(?:\w{1,40}\.)?(?:[Ll]oggable|[Rr]edacted|[Mm]asked|[Ss]aniti[sz]ed)[A-Z]\w{0,60}\{/;

export interface EvaluatorOptions {
  readonly names: Names;
  readonly evidence: Evidence;
  /** Told of everything that is read. */
  readonly recorder?: Recorder;
  readonly maskers: ReadonlySet<string>;
  /** Spans of values that the credential check flagged, ascending. */
  readonly values: readonly Span[];
}

/** Says what an expression shows when it is printed, following names backward through the file. */
export class Evaluator {
  readonly model: FileModel;
  readonly names: Names;
  readonly evidence: Evidence;
  readonly recorder: Recorder | undefined;
  readonly bindings: Bindings;
  readonly lookups: Lookups;
  readonly types: Types;
  readonly objects: Objects;
  readonly calls: Calls;
  readonly members: Members;
  readonly purposes: Purposes;
  readonly #uses: Uses;
  readonly #beside: Beside;
  readonly #values: readonly Span[];
  readonly #busy = new Set<string>();
  functions: Functions | undefined;
  #steps = 0;
  #siteSteps = 0;
  #depth = 0;

  constructor(model: FileModel, { names, evidence, recorder, maskers, values }: EvaluatorOptions) {
    this.model = model;
    this.names = names;
    this.evidence = evidence;
    this.recorder = recorder;
    this.bindings = new Bindings(model, recorder);
    this.lookups = new Lookups(model, names, recorder);
    this.types = new Types(this);
    this.objects = new Objects(this);
    this.purposes = new Purposes(this.bindings, this.lookups);
    this.#uses = new Uses(this.bindings, this.lookups);
    this.#beside = new Beside(this);
    this.calls = new Calls(this, maskers);
    this.members = new Members(this);
    this.#values = values;
  }

  /** Steps that were made for the whole file. */
  get steps(): number {
    return this.#steps;
  }

  /** What one printed expression shows. Does not depend on what was asked before, as long as steps are left. */
  printed(expression: Expression): Verdict {
    this.#siteSteps = 0;
    this.functions?.reset();
    return this.#whole(expression);
  }

  /** As `evaluate`, of what is printed as it is: there the object whose method it is counts as well. What is asked of that object is not it. */
  #whole(expression: Expression): Verdict {
    const of = expression.kind === 'wrap' ? expression.inner : expression;
    const own = of.kind === 'name' && /^(?:this|self)$/.test(of.name) ? this.objects.ofSelf(of.span) : undefined;
    return own === undefined ? this.evaluate(expression) : shows(own, UNKNOWN);
  }

  evaluate(expression: Expression): Verdict {
    if (this.#depth >= DEEPEST || this.#siteSteps >= MOST_STEPS_A_SITE || this.#steps >= MOST_STEPS) return UNKNOWN;
    this.#depth++;
    this.#steps++;
    this.#siteSteps++;
    try {
      return this.#evaluate(expression);
    } finally {
      this.#depth--;
    }
  }

  #evaluate(expression: Expression): Verdict {
    switch (expression.kind) {
      case 'constant':
      case 'test':
        return CLEAN;
      case 'name':
        return this.#name(expression.name, expression.span);
      case 'member':
        return this.members.of(expression);
      case 'index':
        return this.members.at(expression);
      case 'call':
        return this.calls.of(expression);
      case 'text':
        return this.#text(expression);
      case 'join':
        return this.#join(expression);
      case 'collection':
        return this.#collection(expression);
      case 'choice':
        return together(
          withAlternatives(
            expression,
            expression.branches.map((branch) => this.evaluate(branch)),
          ),
        );
      case 'wrap':
        return (this.#isConversion(expression.span) ? this.members.opened(expression.inner, expression.span) : undefined) ?? this.evaluate(expression.inner);
      case 'function':
        return expression.result === undefined ? UNKNOWN : this.evaluate(expression.result);
      case 'unknown':
        return together([UNKNOWN, ...expression.children.map((child) => this.evaluate(child))]);
    }
  }

  #join({ parts, span }: JoinExpression): Verdict {
    const [first, behind] = parts;
    // `"Token " + x + " is unknown"` is put together from the left.
    const left = first?.kind === 'join' && first.parts.length === 2 && !endsHeader(behind) ? [...first.parts, ...parts.slice(1)] : parts;
    const verdict = together(left.map((part) => this.evaluate(part)));
    const [scheme, value, next] = parts;
    if (verdict.shown.some(({ weak }) => !weak) || verdict.clean || scheme?.kind !== 'text' || value === undefined || !endsHeader(next)) return verdict;
    if (!namesScheme(scheme.text, this.#isHeader)) return verdict;
    return shows({ span, subject: 'Authorization', object: false, weak: false }, verdict);
  }

  readonly #isHeader = (): boolean => this.evidence.has(AUTH_HEADER);

  #collection(expression: CollectionExpression): Verdict {
    if (MASKED_LITERAL.test(this.model.layout.of(expression.span, 80))) return CLEAN;
    const failure = expression.entries.some(({ key }) => /^(?:cause|statusCode|status_code|errno|message)$/.test(key ?? ''));
    const verdict = together(expression.entries.map((entry) => (failure && entry.key === 'code' ? CLEAN : this.entry(entry))));
    if (!expression.entries.some(({ spread }) => spread)) return verdict;
    return { ...verdict, shown: withoutOverridden(expression, verdict.shown, (value) => this.isHarmless(value)) };
  }

  /** True for what a secret's field may hold when it is printed. */
  isHarmless(value: Expression): boolean {
    if (value.kind === 'text') return value.parts.length === 0 && !isOpaque(value);
    return value.kind === 'name' && /^(?:undefined|null|nil|None)$/.test(value.name) ? true : this.evaluate(value).clean;
  }

  #name(name: string, span: Span): Verdict {
    if (name === 'this' || name === 'self' || this.#beside.isOutcome(name, span)) return UNKNOWN;
    if (this.#beside.isBlackedOut(name, span)) return CLEAN;
    if (saysOther(name)) return CLEAN;
    const judged = this.names.judge(name);
    const type = judged === undefined ? undefined : this.types.declaredOf(name, span);
    if (typeHides(type, name) || this.types.masks(type)) return CLEAN;
    const flow = this.objects.kept(name, span, this.resolve(name, span));
    if (judged !== undefined) {
      const { bindings } = this.bindings.owner(name, span.start);
      if (isOtherToken(bindings) || (/^code$/i.test(name) && isStatusCode(bindings))) return CLEAN;
      if (/^_?(?:tok(?:en)?s?|tk)$/i.test(name) && isPiece(bindings, (each, at) => this.onlyValue(each, at))) return UNKNOWN;
    }
    if (flow.clean && !(judged === 'secret' && (this.#comesFromElsewhere(name, span) || this.#isBuffer(name, span)))) {
      const filled = this.objects.filled(name, span);
      if (filled !== undefined) return seenAt(span, shows(filled, flow));
      const used = this.#isBuffer(name, span) ? this.#uses.of(name, span) : undefined;
      return used === undefined ? CLEAN : shows({ span, subject: used.subject, object: false, weak: false, origin: used.span }, flow);
    }
    if (judged === 'secret') {
      const isOther =
        (/tok(?:en)?$/i.test(name) && isOtherType(type)) ||
        this.types.isOfElsewhere(type) ||
        this.purposes.tellOther(name, span) ||
        this.#namesOther(name, span);
      return shows({ span, subject: name, object: false, weak: isOther }, flow);
    }
    if (judged === undefined && flow.shown.length > 0 && namesOtherToken(name)) return UNKNOWN;
    if (flow.shown.length > 0)
      return isPlainPartOf(name, flow) || this.#writesItself(name, span, flow) || this.#beside.isPlace(name, span)
        ? UNKNOWN
        : seenAt(span, this.types.isOfElsewhere(type) ? weakened(flow) : flow);
    if (judged !== 'weak' && givesArguments(name, this.model.language)) {
      const given = this.objects.ofArguments(span);
      if (given !== undefined) return shows(given, flow);
    }
    if (/key$/i.test(name) && this.#isOfChance(name, span)) return shows({ span, subject: name, object: false, weak: false }, flow);
    if (judged === 'weak') {
      const used = /key$/i.test(name) ? this.#uses.of(name, span, true) : undefined;
      return shows({ span, subject: name, object: false, weak: used === undefined }, flow);
    }
    const object = this.objects.ofName(name, span) ?? this.objects.ofField(name, span) ?? (holdsForm(name) ? this.objects.ofForm(span) : undefined);
    const used = object === undefined ? this.#uses.of(name, span) : undefined;
    if (used !== undefined) return shows({ span, subject: used.subject, object: false, weak: false, origin: used.span }, flow);
    if (object === undefined && flow.reached.length > 0 && this.#beside.isPlace(name, span, true)) return UNKNOWN;
    return object === undefined ? flow : { ...seenAt(span, { shown: [object], clean: false, reached: [] }), reached: flow.reached };
  }

  /** A field by which some method of the file reads something as by a name. */
  #namesOther(name: string, span: Span): boolean {
    if (!IMPLICIT_THIS.has(this.model.language)) return false;
    const { own, parameter, scope } = this.bindings.owner(name, span.start);
    return !own && parameter === -1 && scope.span.end === this.model.text.length && this.purposes.tellOther(name, span, true);
  }

  /** An object of a type of the file that says by itself how it is printed. */
  #writesItself(name: string, span: Span, { shown }: Verdict): boolean {
    return shown.every(({ field, object }) => object || field !== undefined) && this.types.masks(this.types.of({ kind: 'name', name, span }));
  }

  /** A variable outside of the function, of which the file shows nothing but that it is empty at first: a form or a framework fills it. */
  #comesFromElsewhere(name: string, at: Span): boolean {
    const { bindings, own, parameter } = this.bindings.owner(name, at.start);
    return !own && parameter === -1 && bindings.length > 0 && bindings.every(({ value }) => isEmptyValue(this.model.layout, value));
  }

  /** Made of zeros, to be filled by what it is handed to. */
  #isBuffer(name: string, at: Span): boolean {
    const value = this.onlyValue(name, at);
    return value !== undefined && BUFFER.test(this.model.layout.of(value.span, 40));
  }

  /** Made of chance: what is called a key then is one, but that by which something is found again. */
  #isOfChance(name: string, at: Span): boolean {
    const value = /cache|idempoten|partition|object|row|sort|file|storage|lock|temp|unique|routing|primary/i.test(name) ? undefined : this.onlyValue(name, at);
    return value !== undefined && isOfChance(this.model.layout.of(value.span, 120));
  }

  /** The name of a secret key that a library holds as an object. */
  keyObject(of: Expression): string | undefined {
    if (of.kind === 'wrap') return this.keyObject(of.inner);
    if (of.kind === 'call') return makesKey(this.model.layout.of(of.span, 200)) ? 'key' : undefined;
    if (of.kind !== 'name' || /public|pub_?key|verif/i.test(of.name)) return undefined;
    if (isKeyType(this.types.declaredOf(of.name, of.span))) return of.name;
    const value = this.onlyValue(of.name, of.span);
    return value !== undefined && makesKey(this.model.layout.of(value.span, 200)) ? of.name : undefined;
  }

  /** What a name's bindings before a place give it. */
  resolve(name: string, place: Span): Verdict {
    const at = place.start;
    const key = `${name} ${at}`;
    if (this.#busy.has(key)) return UNKNOWN;
    this.#busy.add(key);
    try {
      const owner = this.bindings.owner(name, at);
      // Go's receiver is given by the call: what other functions call so is another value.
      if (!owner.own && this.types.isReceiver(name, place)) return UNKNOWN;
      return owner.parameter === -1 && owner.bindings.length === 0 ? UNKNOWN : this.#from(owner, place);
    } finally {
      this.#busy.delete(key);
    }
  }

  /** `own`: the bindings stand in the function that is asked about, so that their order counts; else any of them may have been the last. */
  #from({ bindings, own, scope, parameter }: Owner, place: Span): Verdict {
    const at = place.start;
    const found: Verdict[] = [];
    let certain = false;
    for (let index = bindings.length - 1, followed = 0; index >= 0 && followed < MOST_BINDINGS && !certain; index--) {
      const binding = bindings[index] as Binding;
      if (binding.how === 'field' || binding.how === 'call' || binding.how === 'parameter') continue;
      if (own && binding.span.end > at && !(binding.how === 'element' && binding.span.start < at)) continue;
      if (binding.span.start <= at && at < binding.span.end && binding.how !== 'element') continue;
      followed++;
      found.push(binding.value === undefined ? UNKNOWN : binding.how === 'element' ? this.#element(binding.value) : this.evaluate(binding.value));
      certain = own && binding.how === 'assign' && binding.value !== undefined && binding.block.start <= at && at < binding.block.end;
    }
    if (parameter !== -1 && !certain) {
      const reached = { scope: scope.span.start, index: parameter, span: place };
      found.push(this.#handed(scope, parameter) ?? { shown: [], clean: false, reached: [reached] });
    }
    return found.length === 0 ? UNKNOWN : together(found);
  }

  /** What a function without a name is given for its parameter: `xs.forEach((x) => …)`, `promise.then((x) => …)`, `(function (x) { … })(y)`. */
  #handed(scope: Scope, parameter: number): Verdict | undefined {
    const call = scope.name === undefined ? this.model.handedTo(scope) : undefined;
    if (call === undefined) return undefined;
    if (call.callee === '' || call.arguments.every(({ value }) => value.span.start > scope.span.end)) {
      const given = call.arguments[parameter];
      return given === undefined || (given.value.span.start <= scope.span.start && scope.span.end <= given.value.span.end)
        ? undefined
        : this.evaluate(given.value);
    }
    if (parameter === 0 && asksPerson(call.callee)) {
      const answer = this.calls.of(call);
      return answer.shown.length === 0 ? undefined : answer;
    }
    if (call.receiver === undefined || !handsOver(call.callee)) return undefined;
    if (this.#isGivenFailure(call, scope, parameter)) return UNKNOWN;
    if (parameter === 0 && scope.parameters.length === 2 && isKeyFirst(this.model.language, call.callee)) return CLEAN;
    const verdict = this.evaluate(call.receiver);
    return verdict.shown.length === 0 ? undefined : { ...verdict, reached: [] };
  }

  /** `then(ok, err => …)`, `whenComplete((ok, err) -> …)` and `forEach((x, index) => …)`: nothing of the value. */
  #isGivenFailure({ callee, arguments: given }: CallExpression, { span }: Scope, parameter: number): boolean {
    if (parameter > 0) return callee === 'whenComplete' || (this.model.language === 'javascript' && callee !== 'reduce');
    return /^(?:then|subscribe)$/.test(callee) && given.findIndex(({ value }) => value.span.start <= span.start && span.end <= value.span.end) > 0;
  }

  /** Go's `string(x)` takes a value out of its type. */
  #isConversion({ start }: Span): boolean {
    return this.model.language === 'go' && this.model.layout.after(start, 7) === 'string(';
  }

  /** What a loop gives its name: every one of the parts, so that an object is shown as a whole; of pairs the first is the key. */
  #element(value: Expression): Verdict {
    // A mapping gives its keys one after the other.
    if (this.model.language === 'python' && (value.kind === 'member' || value.kind === 'name')) {
      const { shown } = this.evaluate(value);
      if (shown.length > 0 && (shown.every(({ object }) => object) || this.isMapping(value) || this.#isReadByKeys(value.name))) return UNKNOWN;
    }
    if (value.kind === 'index' && value.place !== undefined) return value.place === 0 && isPairs(value.object) ? CLEAN : this.evaluate(value.object);
    return this.evaluate(value);
  }

  /** The one value that a name has at a place, where there is but one. */
  onlyValue(name: string, span: Span): Expression | undefined {
    const { bindings, own } = this.bindings.owner(name, span.start);
    const values = bindings.filter(
      ({ how, value, span: { end } }) => (!own || end <= span.start) && !(how === 'call' && value?.kind === 'call' && onlyReads(value.callee)),
    );
    return values.length === 1 && values[0]?.how === 'assign' ? values[0].value : undefined;
  }

  /** True for a mapping, as far as the file tells: a literal with keys, what is made of one, what was read of a text in JSON. */
  isMapping(of: Expression, depth = 0): boolean {
    switch (of.kind) {
      case 'wrap':
        return this.isMapping(of.inner, depth);
      case 'collection':
        return of.entries.some(({ key, spread }) => key !== undefined || spread === true);
      case 'call':
        return (
          (of.callee === 'dict' && of.receiver === undefined) ||
          (/^(?:json|yaml|toml|tomllib)$/.test(receiverName(of.receiver) ?? '') && /^(?:safe_)?loads?$/.test(of.callee)) ||
          (of.callee === 'copy' && of.receiver !== undefined && this.isMapping(of.receiver, depth + 1))
        );
      case 'name': {
        const values =
          depth < 4 ? this.bindings.owner(of.name, of.span.start).bindings.flatMap(({ how, value }) => (how === 'assign' && value ? [value] : [])) : [];
        if (/^(?:(?:Mutable)?Mapping|Dict|dict|OrderedDict|defaultdict|Counter)$/.test(this.types.declaredOf(of.name, of.span) ?? '')) return true;
        return values.length === 0 ? this.evaluate(of).shown.some(({ object }) => object) : values.every((value) => this.isMapping(value, depth + 1));
      }
      default:
        return false;
    }
  }

  /** True for what the file reads by keys. */
  #isReadByKeys(name: string): boolean {
    return ['.get(', '.items()', '.keys()', '.values()', '.setdefault(', '["', "['"].some((reads) => this.lookups.holds(name + reads));
  }

  entry({ key, value }: Entry): Verdict {
    const verdict = this.#whole(value);
    if (key === undefined) return verdict;
    const judged = this.names.judge(key);
    // A doubtful value under the name of a secret is one.
    if (verdict.shown.length > 0)
      return { ...verdict, shown: verdict.shown.map((shown) => ({ ...shown, field: key, weak: shown.weak && judged !== 'secret' })) };
    if (value.kind === 'text' ? !isOpaque(value) : verdict.clean) return verdict;
    return judged === 'secret' ? shows({ span: value.span, subject: key, object: false, weak: false, field: key }, verdict) : verdict;
  }

  #text({ parts, span, text }: TextExpression): Verdict {
    if (
      this.#values.length > 0 &&
      (!/\s/.test(text) || SETTINGS.test(text)) &&
      this.#values.some((value) => value.start >= span.start && value.end <= span.end && !parts.length)
    )
      return shows({ span, subject: '', object: false, weak: false }, UNKNOWN);
    // A name of a secret with a literal behind it is still one, unless the literal is empty or made of words.
    if (parts.length === 0) return /^["'`]?[A-Za-z_.\-\s:,!*•…<>[\](){}#%/+]*["'`]?$/.test(text.slice(0, 200)) ? CLEAN : UNKNOWN;
    const verdict = together(parts.map((part) => this.#whole(part)));
    if (verdict.shown.some(({ weak }) => !weak) || verdict.clean || parts.length > 1 || !namesScheme(text, this.#isHeader)) return verdict;
    return shows({ span, subject: 'Authorization', object: false, weak: false }, verdict);
  }
}

/** A connection string, whose blanks are no sentence's: `Server=db; User Id=sa; Password=x`, `host=db user=sa password=x`. */
const SETTINGS = /^["'`@$]{0,3}\w[\w ]{0,30}=[^=\n]{0,100}[; ]\s?\w[\w ]{0,30}=/;

/** What the branches of `a || b` show: a parameter behind another is printed only where that one is empty. */
function withAlternatives({ condition, branches }: ChoiceExpression, verdicts: readonly Verdict[]): readonly Verdict[] {
  if (condition !== undefined || branches.length < 2 || !branches.slice(0, -1).every(({ kind }) => kind === 'name' || kind === 'choice')) return verdicts;
  const before: Reached[] = [];
  return verdicts.map((verdict) => {
    const instead = [...before];
    before.push(...verdict.reached);
    return instead.length === 0 ? verdict : { ...verdict, reached: verdict.reached.map((each) => ({ ...each, instead: instead.map(({ index }) => index) })) };
  });
}
