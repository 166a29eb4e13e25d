import type { Span } from '../../../base/span';
import type {
  CallExpression,
  CollectionExpression,
  Entry,
  Expression,
  IndexExpression,
  JoinExpression,
  MemberExpression,
  TextExpression,
} from '../model/expression';
import type { Binding, FileModel, Scope } from '../model/fileModel';
import { isMasker, isPlainPart } from '../tables/names';
import type { Recorder } from '../model/reads';
import { Bindings, type Owner } from './bindings';
import { givesResult, handsOver, isSelective, type Replacement, replacement, replacesAll, withoutOverridden, withoutReplaced } from './changes';
import type { Evidence, Names } from './evidence';
import { type Functions } from './functions';
import { AUTHORISES, Objects } from './objects';
import { Lookups } from './lookups';
import { receiverName, sourceCall, sourceMember } from './patterns';
import { givesArguments, givesOptions } from './given';
import { exportsKey, givesChance, isKeyType, isOfChance, makesHiding, makesKey, typeHides } from './keyMaterial';
import { hides, isSlice, isTextCatalogue, passesOn, putsInto, readsByKey, SHORT_PART } from './transfers';
import type { SourceRow } from '../tables/rows';
import { isEmptyValue, isOtherToken, namesScheme } from './tokens';
import { Types } from './types';
import { Uses } from './uses';
import {
  isFormat,
  isOpaque,
  isToldToMask,
  isHarmlessPart,
  isPairs,
  carriesValue,
  headerNamed,
  keyOf,
  opens,
  chosenBy,
  BUFFER,
  ANSWERS,
  HEADER_NAMES,
  lastTwo,
  isCookieJar,
  isCookieHeader,
  NAMES_SESSION,
  literalOf,
  saysOther,
  isEnumerator,
  HASHERS,
  isJson,
  widgetOf,
  inputName,
  givenBy,
} from './writing';
import { CLEAN, seenAt, type Shown, together, UNKNOWN, type Verdict } from './verdict';

/** How far values are followed, and how much is looked at for one file. What is beyond is not known. */
const DEEPEST = 14;
export const MOST_STEPS = 60_000;
const MOST_STEPS_A_SITE = 3_000;
/** Bindings of one name that are followed, at most. */
const MOST_BINDINGS = 12;

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
  readonly #objects: Objects;
  readonly #uses: Uses;
  readonly #maskers: ReadonlySet<string>;
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
    this.#objects = new Objects(this);
    this.#uses = new Uses(this.bindings, this.lookups);
    this.#maskers = maskers;
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
    return this.evaluate(expression);
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
        return this.#member(expression);
      case 'index':
        return this.#index(expression);
      case 'call':
        return this.#call(expression);
      case 'text':
        return this.#text(expression);
      case 'join':
        return this.#join(expression);
      case 'collection':
        return this.#collection(expression);
      case 'choice':
        return together(expression.branches.map((branch) => this.evaluate(branch)));
      case 'wrap':
        return (this.#isConversion(expression.span) ? this.#opened(expression.inner, expression.span) : undefined) ?? this.evaluate(expression.inner);
      case 'function':
        return expression.result === undefined ? UNKNOWN : this.evaluate(expression.result);
      case 'unknown':
        return together([UNKNOWN, ...expression.children.map((child) => this.evaluate(child))]);
    }
  }

  #join({ parts, span }: JoinExpression): Verdict {
    const verdict = together(parts.map((part) => this.evaluate(part)));
    const [scheme, value] = parts;
    if (verdict.shown.some(({ weak }) => !weak) || verdict.clean || scheme?.kind !== 'text' || value === undefined || !namesScheme(scheme.text)) return verdict;
    return shows({ span, subject: 'Authorization', object: false, weak: false }, verdict);
  }

  #collection(expression: CollectionExpression): Verdict {
    const verdict = together(expression.entries.map((entry) => this.#entry(entry)));
    if (!expression.entries.some(({ spread }) => spread)) return verdict;
    return { ...verdict, shown: withoutOverridden(expression, verdict.shown, (value) => this.#isHarmless(value)) };
  }

  /** True for what a secret's field may hold when it is printed. */
  #isHarmless(value: Expression): boolean {
    if (value.kind === 'text') return value.parts.length === 0 && !isOpaque(value);
    return value.kind === 'name' && /^(?:undefined|null|nil|None)$/.test(value.name) ? true : this.evaluate(value).clean;
  }

  #name(name: string, span: Span): Verdict {
    if (name === 'this' || name === 'self' || this.#isOutcome(name, span)) return UNKNOWN;
    if (saysOther(name)) return CLEAN;
    const judged = this.names.judge(name);
    const type = judged === undefined ? undefined : this.types.declaredOf(name, span);
    if (typeHides(type, name) || this.types.masks(type)) return CLEAN;
    const flow = this.#objects.kept(name, span, this.resolve(name, span));
    if (judged !== undefined && isOtherToken(this.bindings.owner(name, span.start).bindings)) return CLEAN;
    if (flow.clean && !(judged === 'secret' && (this.#comesFromElsewhere(name, span) || this.#isBuffer(name, span)))) {
      const filled = this.#objects.filled(name, span);
      if (filled !== undefined) return seenAt(span, shows(filled, flow));
      const used = this.#isBuffer(name, span) ? this.#uses.of(name, span) : undefined;
      return used === undefined ? CLEAN : shows({ span, subject: used.subject, object: false, weak: false, origin: used.span }, flow);
    }
    if (judged === 'secret') return shows({ span, subject: name, object: false, weak: false }, flow);
    if (flow.shown.length > 0) return seenAt(span, flow);
    if (judged !== 'weak' && givesArguments(name)) {
      const given = this.#objects.ofArguments(span);
      if (given !== undefined) return shows(given, flow);
    }
    if (/key$/i.test(name) && this.#isOfChance(name, span)) return shows({ span, subject: name, object: false, weak: false }, flow);
    if (judged === 'weak') {
      const used = /key$/i.test(name) ? this.#uses.of(name, span, true) : undefined;
      return shows({ span, subject: name, object: false, weak: used === undefined }, flow);
    }
    const object = this.#objects.ofName(name, span) ?? this.#objects.ofField(name, span);
    const used = object === undefined ? this.#uses.of(name, span) : undefined;
    if (used !== undefined) return shows({ span, subject: used.subject, object: false, weak: false, origin: used.span }, flow);
    return object === undefined ? flow : { ...seenAt(span, { shown: [object], clean: false, reached: [] }), reached: flow.reached };
  }

  /** Go's `err`, unless the function itself made it of a text: what went wrong with a secret does not show it. */
  #isOutcome(name: string, span: Span): boolean {
    if (this.model.language !== 'go' || !/^(?:err\w{0,12}|\w{1,40}Err)$/.test(name)) return false;
    const { bindings } = this.bindings.owner(name, span.start);
    return !bindings.some(({ value }) => value?.kind === 'call' && /^(?:Errorf|New|Wrapf?|WithMessagef?|Newf)$/.test(value.callee));
  }

  /** A variable outside of the function, of which the file shows nothing but that it is empty at first: a form or a framework fills it. */
  #comesFromElsewhere(name: string, at: Span): boolean {
    const { bindings, own, parameter } = this.bindings.owner(name, at.start);
    return !own && parameter === -1 && bindings.length > 0 && bindings.every(({ value }) => isEmptyValue(this.model.text, value));
  }

  /** Made of zeros, to be filled by what it is handed to. */
  #isBuffer(name: string, at: Span): boolean {
    const value = this.#onlyValue(name, at);
    return value !== undefined && BUFFER.test(this.model.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 40)));
  }

  /** Made of chance: what is called a key then is one, but that by which something is found again. */
  #isOfChance(name: string, at: Span): boolean {
    const value = /cache|idempoten|partition|object|row|sort|file|storage|lock|temp|unique|routing|primary/i.test(name) ? undefined : this.#onlyValue(name, at);
    return value !== undefined && isOfChance(this.model.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 120)));
  }

  /** True for what a server answered: its headers are not those that authorise. */
  #isAnswer(object: Expression): boolean {
    if (object.kind !== 'name') return false;
    if (/^(?:res|resp|response|reply|answer)$|(?:Response|_response|Resp|_resp)$/.test(object.name)) return true;
    const value = this.#onlyValue(object.name, object.span);
    const made = value?.kind === 'wrap' ? value.inner : value;
    return made?.kind === 'call' && made.receiver !== undefined && ANSWERS.test(made.callee);
  }

  /** The name of a secret key that a library holds as an object. */
  #keyObject(of: Expression): string | undefined {
    if (of.kind === 'wrap') return this.#keyObject(of.inner);
    if (of.kind === 'call') return makesKey(this.model.text.slice(of.span.start, Math.min(of.span.end, of.span.start + 200))) ? 'key' : undefined;
    if (of.kind !== 'name' || /public|pub_?key|verif/i.test(of.name)) return undefined;
    if (isKeyType(this.types.declaredOf(of.name, of.span))) return of.name;
    const value = this.#onlyValue(of.name, of.span);
    return value !== undefined && makesKey(this.model.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 200))) ? of.name : undefined;
  }

  /** What a name's bindings before a place give it. */
  resolve(name: string, place: Span): Verdict {
    const at = place.start;
    const key = `${name} ${at}`;
    if (this.#busy.has(key)) return UNKNOWN;
    this.#busy.add(key);
    try {
      const owner = this.bindings.owner(name, at);
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
    if (call.receiver === undefined || !handsOver(call.callee)) return undefined;
    const verdict = this.evaluate(call.receiver);
    return verdict.shown.length === 0 ? undefined : { ...verdict, reached: [] };
  }

  #member(expression: MemberExpression): Verdict {
    const { name, object, span } = expression;
    if (isEnumerator(expression)) return UNKNOWN;
    if (this.#isDecrypted(name, object)) return shows({ span, subject: 'Parameter', object: false, weak: false }, UNKNOWN);
    // Of most things a `code` is a number or the name of an error.
    if (name === 'code' && !/quer|param|body|req|search|callback|url|data|form/i.test(receiverName(object) ?? '')) return UNKNOWN;
    const part = /^(?:_?\d|component\d|Item\d|first|second|third)$/.test(name) ? this.#literalPart(object, name) : undefined;
    if (part !== undefined) return this.evaluate(part);
    const on = receiverName(object) ?? '';
    const judged = (isCookieJar(on) && NAMES_SESSION.test(name)) || (isCookieHeader(name) && /headers?$/i.test(on)) ? 'secret' : this.names.judge(name);
    // The key of a token is the token.
    if (name === 'key' && judged !== 'secret' && /(?:token|api_?key|access_?key)$/i.test(on) && object.kind !== 'call' && this.names.judge(on) === 'secret')
      return shows({ span, subject: on, object: false, weak: false }, UNKNOWN);
    const type = judged === undefined || object.kind !== 'name' ? undefined : this.types.fieldType(object.name, object.span, name);
    if (typeHides(type, name) || this.types.masks(type)) return CLEAN;
    const assigned = this.#objects.memberValue(expression);
    if (assigned?.clean === true) return CLEAN;
    if (judged !== undefined) return shows({ span, subject: name, object: false, weak: judged === 'weak' }, UNKNOWN);
    if (assigned !== undefined && assigned.shown.length > 0) return seenAt(span, assigned);
    if (name === 'params' && /^(?:ctx|context)$/.test(on)) {
      const options = this.#objects.ofOptions(span);
      if (options !== undefined) return shows(options, UNKNOWN);
    }
    const given = this.functions?.result({ kind: 'call', span, callee: name, receiver: object, arguments: [] }, true);
    if (given !== undefined && given.shown.length > 0) return seenAt(span, given);
    const source = /headers?$/i.test(name) && this.#isAnswer(object) ? undefined : this.#sourceMember(expression);
    if (source !== undefined) return shows(source, UNKNOWN);
    if (exportsKey(name)) {
      const key = this.#keyObject(object);
      if (key !== undefined) return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    }
    if (carriesValue(name)) {
      const input = inputName(object) ?? this.#hiddenInput(object);
      if (input !== undefined && this.names.judge(input) === 'secret') return shows({ span, subject: input, object: false, weak: false }, UNKNOWN);
      return this.#carried(expression);
    }
    const held =
      this.#objects.ofTyped(expression) ?? this.#objects.ofMember(expression) ?? (this.#isAnswer(object) ? undefined : this.#objects.headers(name, span));
    if (held !== undefined) return shows(held, UNKNOWN);
    if (hides(name)) return CLEAN;
    const whole = object.kind === 'name' && !isPlainPart(name) ? UNKNOWN : this.evaluate(object);
    // The type or owner of a secret is none; of anything else nothing is known.
    return isPlainPart(name) && whole.shown.length > 0 ? CLEAN : { ...UNKNOWN, reached: object.kind === 'name' ? [] : whole.reached };
  }

  /** An input that the file tells to show dots. */
  #hiddenInput(input: Expression): string | undefined {
    if (input.kind !== 'name' && input.kind !== 'member') return undefined;
    const hides = ['.PasswordChar', '.UseSystemPasswordChar', '.isSecureTextEntry', '.passwordChar'].some((member) => this.lookups.holds(input.name + member));
    return hides || /^(?:J?PasswordField|PasswordBox|SecureField)$/.test(this.types.declaredOf(input.name, input.span) ?? '') ? 'password' : undefined;
  }

  #sourceMember(expression: MemberExpression): Shown | undefined {
    const { name, span } = expression;
    const source = sourceMember(this.model.language, expression);
    if (source === undefined) return undefined;
    if (source.gives === 'value') return { span, subject: name, object: false, weak: false };
    if (source.read === true) return this.#objects.ofSource(expression);
    // The headers of the request that failed.
    if (name === 'config' && this.model.language === 'javascript' && this.evidence.has(AUTHORISES))
      return { span, subject: 'headers', object: true, weak: false };
    return this.#objects.ofSource(expression) ?? { span, subject: name, object: true, weak: true };
  }

  /** `x.value`, `response.text`: what `x` is, in another form. */
  #carried({ object, span }: MemberExpression): Verdict {
    const inner = this.evaluate(object);
    if (inner.shown.length > 0) return seenAt(span, inner);
    if (inner.clean) return this.#opened(object, span) ?? CLEAN;
    const held = object.kind === 'name' ? this.#objects.ofName(object.name, object.span, true) : undefined;
    return held === undefined ? { ...UNKNOWN, reached: inner.reached } : { ...seenAt(span, shows(held, UNKNOWN)), reached: inner.reached };
  }

  /** What a type that hides a secret gives when it is asked for it: `password.value`, `apiKey.reveal()`, `string(secret)`. */
  #opened(object: Expression, span: Span): Verdict | undefined {
    const name =
      object.kind === 'name' || object.kind === 'member' ? object.name : object.kind === 'call' && object.arguments.length === 0 ? object.callee : '';
    const hides = this.names.judge(name) === 'secret' && this.types.hide(object, name);
    return hides ? shows({ span, subject: name, object: false, weak: false }, UNKNOWN) : undefined;
  }

  /** A parameter of AWS's Systems Manager that the file asks to have decrypted. */
  #isDecrypted(part: string, of: Expression): boolean {
    if (!/^[Vv]alue$/.test(part)) return false;
    const on = of.kind === 'wrap' ? of.inner : of;
    const name = on.kind === 'call' ? on.callee : on.kind === 'member' || on.kind === 'name' ? on.name : '';
    return /^[Pp]arameter$/.test(name) && this.lookups.holds('ithDecryption');
  }

  /** Go's `string(x)` takes a value out of its type. */
  #isConversion({ start }: Span): boolean {
    return this.model.language === 'go' && this.model.text.startsWith('string(', start);
  }

  /** What a loop gives its name: every one of the parts, so that an object is shown as a whole; of pairs the first is the key. */
  #element(value: Expression): Verdict {
    // A mapping gives its keys one after the other.
    if (this.model.language === 'python' && (value.kind === 'member' || value.kind === 'name')) {
      const { shown } = this.evaluate(value);
      if (shown.length > 0 && shown.every(({ object }) => object)) return UNKNOWN;
    }
    if (value.kind === 'index' && value.place !== undefined) return value.place === 0 && isPairs(value.object) ? CLEAN : this.evaluate(value.object);
    return this.evaluate(value);
  }

  #index({ object, index, span, place: number }: IndexExpression): Verdict {
    // The first word of `Bearer x` is no secret.
    const written = number === undefined ? this.model.text.slice(index.span.start, index.span.end) : String(number);
    if (object.kind === 'call' && isHarmlessPart(object, written)) return CLEAN;
    if (index.kind === 'name' && (object.kind === 'name' || object.kind === 'member') && this.#isWalked(object)) return this.evaluate(object);
    const place = this.#literalPart(object, written);
    if (place !== undefined) return this.evaluate(place);
    const on = receiverName(object) ?? '';
    const key = /headers?$|environ$|^env$/i.test(on) ? this.#constantKey(index, /headers?$/i.test(on)) : undefined;
    if (key !== undefined && this.names.judge(key) === 'secret') return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    const component = number === undefined || object.kind !== 'name' ? undefined : this.#objects.fieldAt(object.name, object.span, number);
    if (component !== undefined)
      return this.names.judge(component) === 'secret' ? shows({ span, subject: component, object: false, weak: false }, UNKNOWN) : CLEAN;
    const collection = this.evaluate(object);
    if (collection.shown.length === 0) return collection.clean ? CLEAN : UNKNOWN;
    // A part of an object that holds a secret is most often another one (a sibling).
    const values = collection.shown.filter((shown) => !shown.object);
    return values.length === 0 ? UNKNOWN : { shown: values.map((shown) => ({ ...shown, span })), clean: false, reached: [] };
  }

  /** What stands at a place of a tuple or list that the file writes out: `t.0`, `pair.second`, `x[1]`. */
  #literalPart(object: Expression, written: string): Expression | undefined {
    const number = /^(?:_|component|Item)?(\d{1,2})$/.exec(written)?.[1];
    const ordinal = ['first', 'second', 'third'].indexOf(written);
    const at = number === undefined ? ordinal : Number(number) - (/^\d/.test(written) ? 0 : 1);
    if (at < 0) return undefined;
    const value = object.kind === 'name' ? this.#onlyValue(object.name, object.span) : object;
    const entries =
      value?.kind === 'collection'
        ? value.entries
        : value?.kind === 'call' && /^(?:Pair|Triple|listOf|Tuple|of|asList)$/.test(value.callee)
          ? value.arguments
          : [];
    return entries.some(({ spread }) => spread) ? undefined : entries[at]?.value;
  }

  /** The one value that a name has at a place, where there is but one. */
  #onlyValue(name: string, span: Span): Expression | undefined {
    const { bindings, own } = this.bindings.owner(name, span.start);
    const values = own ? bindings.filter((binding) => binding.span.end <= span.start) : bindings;
    return values.length === 1 && values[0]?.how === 'assign' ? values[0].value : undefined;
  }

  /** The file goes through all keys of the environment or of headers, so that any of them is printed. */
  #isWalked({ span }: Expression): boolean {
    const written = this.model.text.slice(span.start, Math.min(span.end, span.start + 60));
    return /env|headers?$/i.test(written) && [` in ${written}`, `keys(${written})`, `${written}.keys`].some((walk) => this.lookups.holds(walk));
  }

  #entry({ key, value }: Entry): Verdict {
    const verdict = this.evaluate(value);
    if (key === undefined) return verdict;
    const judged = this.names.judge(key);
    // A doubtful value under the name of a secret is one.
    if (verdict.shown.length > 0)
      return { ...verdict, shown: verdict.shown.map((shown) => ({ ...shown, field: key, weak: shown.weak && judged !== 'secret' })) };
    if (value.kind === 'text' ? !isOpaque(value) : verdict.clean) return verdict;
    return judged === 'secret' ? shows({ span: value.span, subject: key, object: false, weak: false, field: key }, verdict) : verdict;
  }

  #text({ parts, span, text }: TextExpression): Verdict {
    if (this.#values.length > 0 && !/\s/.test(text) && this.#values.some((value) => value.start >= span.start && value.end <= span.end && !parts.length))
      return shows({ span, subject: '', object: false, weak: false }, UNKNOWN);
    // A name of a secret with a literal behind it is still one, unless the literal is empty or made of words.
    if (parts.length === 0) return /^["'`]?[A-Za-z_.\-\s:,!*•…<>[\](){}#%/+]*["'`]?$/.test(text.slice(0, 200)) ? CLEAN : UNKNOWN;
    const verdict = together(parts.map((part) => this.evaluate(part)));
    if (verdict.shown.some(({ weak }) => !weak) || verdict.clean || parts.length > 1 || !namesScheme(text)) return verdict;
    return shows({ span, subject: 'Authorization', object: false, weak: false }, verdict);
  }

  #call(call: CallExpression): Verdict {
    const { callee, receiver, span } = call;
    const on = receiverName(receiver);
    if (this.#masks(callee, on) || isToldToMask(call, this.model.text)) return CLEAN;
    const widget = widgetOf(call);
    if (widget !== undefined && this.names.judge(widget) === 'secret') return shows({ span, subject: widget, object: false, weak: false }, UNKNOWN);
    if (receiver !== undefined && this.#isDecrypted(callee, receiver)) return shows({ span, subject: 'Parameter', object: false, weak: false }, UNKNOWN);
    const options = givesOptions(call) ? this.#objects.ofCommandLine(span) : undefined;
    if (options !== undefined) return shows(options, UNKNOWN);
    const opened = opens(call);
    const given = opened === undefined ? undefined : this.#opened(opened, span);
    if (given !== undefined) return given;
    if (callee === 'getattr' && receiver === undefined) {
      const attribute = literalOf(call.arguments[1]?.value);
      if (attribute !== undefined && this.names.judge(attribute) === 'secret') return shows({ span, subject: attribute, object: false, weak: false }, UNKNOWN);
    }
    if (givesArguments(callee) && receiver === undefined) {
      const all = this.#objects.ofArguments(span);
      if (all !== undefined) return shows(all, UNKNOWN);
    }
    if (givesChance(callee)) return UNKNOWN;
    // Of what went wrong the code is a number or a name.
    if (/^(?:get_?)?code$/i.test(callee) && /err|status|result|exception|resp|reason|fail/i.test(on ?? '')) return UNKNOWN;
    if (callee === 'compact' && this.model.language === 'php' && receiver === undefined)
      return together(
        call.arguments.map(({ value }) =>
          this.#entry({ key: literalOf(value) ?? '', value: { kind: 'name', span: value.span, name: literalOf(value) ?? '' } }),
        ),
      );
    if (receiver !== undefined && exportsKey(callee)) {
      const key = this.#keyObject(receiver);
      if (key !== undefined) return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    }
    const chosen = chosenBy(call).find((name) => this.names.judge(name) === 'secret');
    if (chosen !== undefined) return shows({ span, subject: chosen, object: true, weak: false }, UNKNOWN);
    if (isJson(callee) && (call.arguments.length > 0 || receiver !== undefined)) {
      const written = this.#serialized(call);
      if (written !== undefined) return written;
    }
    // A short part of a secret shows nothing; of anything else it may be one.
    if (isSlice(callee) && this.#isShort(call)) return this.#passed(call).shown.length > 0 ? CLEAN : UNKNOWN;
    if (hides(callee) || makesHiding(callee, receiver) || replacesAll(call, this.model.text) || isSelective(call, this.model.text)) return CLEAN;
    const replaced = replacement(call);
    const rest = replaced === undefined ? undefined : this.#withoutReplacement(replaced);
    if (rest !== undefined) return rest;
    // What is put into a type that hides it.
    if ((receiver === undefined || call.constructs === true) && /^[A-Z]/.test(callee) && this.types.masks(callee)) return CLEAN;
    const source = sourceCall(this.model.language, call, () =>
      receiver?.kind === 'name'
        ? this.types.declaredOf(receiver.name, receiver.span)
        : receiver?.kind === 'call' && /^getSession$/i.test(receiver.callee)
          ? 'HttpSession'
          : undefined,
    );
    if (source !== undefined) return this.#source(call, on, source);
    if (readsByKey(callee) && call.arguments.length > 0) {
      const read = this.#read(call, on);
      if (read !== undefined) return read;
    }
    const own = this.functions?.result(call);
    if (own !== undefined && (own.shown.length > 0 || own.clean)) return own.shown.length > 0 ? seenAt(span, own) : own;
    if (/^(?:json|text|Text|body|string)$/.test(callee) && receiver?.kind === 'name' && call.arguments.length === 0) {
      const held = this.#objects.ofName(receiver.name, receiver.span, true);
      if (held !== undefined) return seenAt(span, { shown: [held], clean: false, reached: [] });
    }
    if (givesResult(callee)) {
      const result = call.arguments.find(({ value }) => value.kind === 'function' && value.result !== undefined)?.value;
      if (result !== undefined) return this.evaluate(result);
    }
    // A part of it by a name that the file does not tell.
    if (receiver !== undefined && call.arguments.length > 0 && /^(?:get|Get|getOrDefault|getOrElse|fetch)$/.test(callee)) {
      const { shown } = this.evaluate(receiver);
      const by = call.arguments[0]?.value;
      const named = by?.kind === 'name' || by?.kind === 'member' ? by.name : undefined;
      if (shown.some(({ object }) => object)) {
        const isSecret = named !== undefined && this.names.judge(named) === 'secret';
        return isSecret ? shows({ span, subject: named, object: false, weak: false }, UNKNOWN) : UNKNOWN;
      }
    }
    if (passesOn(callee) || isSlice(callee) || isFormat(call)) {
      const passed = this.#passed(call);
      return { ...passed, shown: withoutReplaced(call, passed.shown, (value) => this.#isHarmless(value)) };
    }
    const gives = givenBy(callee);
    const judged = gives === undefined ? undefined : this.names.judge(gives);
    if (judged === 'secret' && call.arguments.length === 0 && this.types.hide(call, callee)) return CLEAN;
    if (judged === 'secret') return shows({ span, subject: callee, object: false, weak: false }, UNKNOWN);
    const part = receiver === undefined || call.arguments.length > 0 ? undefined : this.#objects.ofTyped(call);
    return part === undefined ? UNKNOWN : shows(part, UNKNOWN);
  }

  /** What a text still shows of which a secret was replaced by a literal. Undefined where it was no secret. */
  #withoutReplacement({ text, what, by }: Replacement): Verdict | undefined {
    const hidden = this.evaluate(what).shown.filter(({ object }) => !object);
    if (hidden.length === 0 || !this.#isHarmless(by)) return undefined;
    const verdict = this.evaluate(text);
    const shown = verdict.shown.filter(({ subject }) => !hidden.some((each) => each.subject === subject));
    return shown.length === 0 ? CLEAN : { ...verdict, shown };
  }

  /** A serializer writes every field of what it is given, whatever its type's text form is. */
  #serialized({ arguments: given, receiver }: CallExpression): Verdict | undefined {
    if (given.some(({ name }) => name === 'exclude' || name === 'include')) return UNKNOWN;
    const itself = receiver?.kind === 'name' ? this.#objects.written(receiver.name, receiver.span) : undefined;
    if (itself !== undefined) return shows(itself, UNKNOWN);
    for (const { value } of given.slice(0, 3)) {
      const of = value.kind === 'wrap' ? value.inner : value;
      const held = of.kind === 'name' ? this.#objects.written(of.name, of.span) : undefined;
      if (held !== undefined) return shows(held, UNKNOWN);
    }
    return undefined;
  }

  #passed({ callee, receiver, arguments: given }: CallExpression): Verdict {
    // A format without a place for it shows nothing of what is handed over.
    const [format] = given;
    if (/^v?a?s?n?printf$/i.test(callee) && format?.value.kind === 'text' && !format.value.text.includes('%')) return this.evaluate(format.value);
    if (receiver?.kind === 'name' && /random|^(?:secrets|crypto|rand)$/i.test(receiver.name)) return UNKNOWN;
    const inner = given.map(({ value, name }) => this.#entry(name === undefined ? { value } : { value, key: name }));
    // What a type or module gives of its own (`Args::parse()`) is not the type.
    const on = receiver === undefined ? undefined : this.#receiver(receiver);
    return on === undefined ? together(inner) : on === CLEAN && inner.length === 0 ? UNKNOWN : together([on, ...inner]);
  }

  /** A receiver that is a class or module (`JSON`, `String`) is not printed. */
  #receiver(receiver: Expression): Verdict {
    return receiver.kind === 'name' &&
      this.model.language !== 'powershell' &&
      /^[A-Z][A-Za-z]*$|^(?:json|base64|util|utils|fmt|strings|os|str|urllib|pprint|copy|yaml|qs|querystring)$/.test(receiver.name) &&
      this.#onlyValue(receiver.name, receiver.span)?.kind !== 'call'
      ? CLEAN
      : this.evaluate(receiver);
  }

  #masks(callee: string, on: string | undefined): boolean {
    return (
      (this.#maskers.size > 0 && (this.#maskers.has(callee) || this.#maskers.has(`${on ?? ''}.${callee}`))) ||
      isMasker(callee) ||
      (on !== undefined && HASHERS.test(on))
    );
  }

  #isShort({ callee, arguments: given }: CallExpression): boolean {
    const [from, to] = given.map(({ value }) => this.#number(value));
    const text = callee.toLowerCase();
    if (given.length === 0) return false;
    if (/^(?:take|takelast|first|last|left|right|chars|truncate)$/.test(text)) return from !== undefined && Math.abs(from) <= SHORT_PART;
    if (text === 'substr') return to === undefined ? from !== undefined && from < 0 && -from <= SHORT_PART : to >= 0 && to <= SHORT_PART;
    if (text === 'mid') return to !== undefined && to <= SHORT_PART;
    if (given.length === 1 || to === undefined) return from !== undefined && from < 0 && -from <= SHORT_PART;
    return to >= 0 && to - (from ?? 0) <= SHORT_PART;
  }

  #number({ kind, span }: Expression): number | undefined {
    if (kind !== 'constant' && kind !== 'test' && kind !== 'unknown') return undefined;
    const text = this.model.text.slice(span.start, Math.min(span.end, span.start + 12)).replace(/\s/g, '');
    return /^-?\d{1,6}$/.test(text) ? Number(text) : text === '' ? 0 : undefined;
  }

  #source(call: CallExpression, on: string | undefined, { keyed, gives, read }: SourceRow): Verdict {
    if (read === true) {
      const asked = this.#objects.ofRequest(on ?? '', call.span);
      return asked === undefined ? UNKNOWN : shows(asked, UNKNOWN);
    }
    if (keyed !== true) return shows({ span: call.span, subject: call.callee, object: gives === 'object', weak: false }, UNKNOWN);
    return this.#read(call, on) ?? UNKNOWN;
  }

  /** `x.get("password")`; undefined where the key is no literal. */
  #read(call: CallExpression, on: string | undefined): Verdict | undefined {
    const key = keyOf(call, on) ?? this.#constantKey(call.arguments[0]?.value, /header/i.test(call.callee + (on ?? '')));
    if (key === undefined) {
      // One header after the other, by a name that a loop gives.
      const walks = call.arguments[0]?.value.kind === 'name' && /^get_?headers?$/i.test(call.callee) && this.evidence.has(HEADER_NAMES);
      return walks ? shows({ span: call.span, subject: call.callee, object: true, weak: false }, UNKNOWN) : undefined;
    }
    if (isTextCatalogue(on)) return CLEAN;
    const judged =
      ((isCookieJar(on ?? '') || isCookieJar(call.callee)) && NAMES_SESSION.test(key)) || (isCookieHeader(key) && /header/i.test(call.callee + (on ?? '')))
        ? 'secret'
        : (this.names.judge(key) ?? this.names.judge(lastTwo(key)));
    return judged === undefined ? UNKNOWN : shows({ span: call.span, subject: key, object: false, weak: judged === 'weak' }, UNKNOWN);
  }

  /** The text of a constant by which something is read: what the file says of it, of a header also its name (`HttpHeaders.AUTHORIZATION`). */
  #constantKey(key: Expression | undefined, ofHeaders: boolean): string | undefined {
    if (key?.kind !== 'name' && key?.kind !== 'member') return undefined;
    const written = key.kind === 'name' ? literalOf(this.#onlyValue(key.name, key.span)) : undefined;
    return written ?? (ofHeaders ? headerNamed(key.name) : undefined);
  }

  /** What `list.add(x)` and `map.put("password", x)` put into their receiver. */
  put(call: CallExpression): Verdict {
    if (call.to !== undefined) return together(call.arguments.map(({ value }) => (value.span.start === call.to?.span.start ? CLEAN : this.evaluate(value))));
    if (!putsInto(call.callee)) return UNKNOWN;
    const [first, second] = call.arguments;
    const key = literalOf(first?.value);
    if (second !== undefined && key !== undefined) return this.#entry({ key, value: second.value });
    return together(call.arguments.map(({ value }) => this.evaluate(value)));
  }
}

const shows = (shown: Shown, verdict: Verdict): Verdict => ({ shown: [shown], clean: false, reached: verdict.reached });
