import type { Span } from '../../../../base/span';
import type { Argument, CallExpression, Expression } from '../../model/expression';
import { isMasker } from '../../tables/names';
import type { SourceRow } from '../../tables/rows';
import { givesResult, isSelective, type Replacement, replacement, replacesAll, withoutReplaced } from './changes';
import { asksForSecret, asksPerson, BEFORE, cloudCommand, givesCommandsSecret, givesHostsSecret } from './asked';
import type { Evaluator } from './evaluate';
import { clearName, decrypts, encrypts } from './encryption';
import { givesForm } from './forms';
import { givesArguments, givesOptions } from './given';
import { givesKeys, isCounted } from './keys';
import { exportsKey, givesChance, makesHiding } from './keyMaterial';
import { withoutHidden } from '../formats';
import { receiverName, sourceCall } from '../patterns';
import { hides, isCatalogueType, isSlice, isTextCatalogue, passesOn, putsInto, readsByKey, SHORT_PART } from './transfers';
import { CLEAN, seenAt, shows, together, UNKNOWN, type Verdict } from './verdict';
import {
  chosenBy,
  givenBy,
  givesPublic,
  HASHERS,
  HEADER_NAMES,
  isCookieHeader,
  isCookieJar,
  isFormat,
  isJson,
  isLoader,
  isSerializer,
  isToldToMask,
  isToldToUnmask,
  keyOf,
  lastTwo,
  literalOf,
  NAMES_SESSION,
  opens,
  standsForSecret,
  widgetOf,
  writesItselfTo,
} from './writing';

/** Rust's `serde_json::to_string(&x)` and its like in other formats. */
const isSerde = ({ callee, receiver, arguments: given }: CallExpression): boolean =>
  /^to_(?:string|vec|value|writer)(?:_pretty)?$/.test(callee) &&
  given.length > 0 &&
  receiver?.kind === 'name' &&
  /^(?:serde|toml|ron|bson|rmp)/.test(receiver.name);

/** A place counted from the end: `^4`, `len(key) - 4`, `key.Length-4`. */
const FROM_END = /^\(?(?:\^|(?:len|strlen|mb_strlen)\([$\w.]{1,40}\)-|[$@\w.]{1,40}(?:\.|->)(?:len|length|size|Length|count|Count)(?:\(\))?-)(\d{1,6})\)?$/;

/** Says what calls show: of what they are given, of what they stand on, of what they read. */
export class Calls {
  readonly #evaluator: Evaluator;
  readonly #maskers: ReadonlySet<string>;

  constructor(evaluator: Evaluator, maskers: ReadonlySet<string>) {
    this.#evaluator = evaluator;
    this.#maskers = maskers;
  }

  /** What a call shows. */
  of(call: CallExpression): Verdict {
    const { callee, receiver, span } = call;
    const on = receiverName(receiver);
    if (this.#masks(callee, on) || isToldToMask(call, this.#evaluator.model.layout)) return CLEAN;
    if (isToldToUnmask(call, this.#evaluator.model.layout)) return shows({ span, subject: call.callee, object: false, weak: false }, UNKNOWN);
    const given = this.#given(call);
    if (given !== undefined) return given;
    const widget = widgetOf(call);
    if (widget !== undefined && this.#evaluator.names.judge(widget) === 'secret') return shows({ span, subject: widget, object: false, weak: false }, UNKNOWN);
    if (receiver !== undefined && this.#evaluator.members.isDecrypted(callee, receiver))
      return shows({ span, subject: 'Parameter', object: false, weak: false }, UNKNOWN);
    const options = givesOptions(call) ? this.#evaluator.objects.ofCommandLine(span) : undefined;
    if (options !== undefined) return shows(options, UNKNOWN);
    const decrypted = decrypts(callee) ? this.#decrypted(call) : undefined;
    if (decrypted !== undefined) return shows({ span, subject: decrypted, object: false, weak: false }, UNKNOWN);
    const opened = opens(call);
    const value = opened === undefined ? undefined : this.#evaluator.members.opened(opened, span);
    if (value !== undefined) return value;
    if (callee === 'getattr' && receiver === undefined) {
      const attribute = literalOf(call.arguments[1]?.value);
      if (attribute !== undefined && this.#evaluator.names.judge(attribute) === 'secret')
        return shows({ span, subject: attribute, object: false, weak: false }, UNKNOWN);
    }
    if (givesArguments(callee, this.#evaluator.model.language) && receiver === undefined) {
      const all = this.#evaluator.objects.ofArguments(span);
      if (all !== undefined) return shows(all, UNKNOWN);
    }
    if (givesChance(callee)) return UNKNOWN;
    if (isCounted(call)) return CLEAN;
    if (this.#evaluator.model.language === 'python' && givesKeys(call, (of) => this.#evaluator.isMapping(of))) return CLEAN;
    // Of what went wrong the code is a number or a name.
    if (/^(?:get_?)?code$/i.test(callee) && /err|status|result|exception|resp|reason|fail/i.test(on ?? '')) return UNKNOWN;
    if (callee === 'compact' && this.#evaluator.model.language === 'php' && receiver === undefined)
      return together(
        call.arguments.map(({ value }) =>
          this.#evaluator.entry({ key: literalOf(value) ?? '', value: { kind: 'name', span: value.span, name: literalOf(value) ?? '' } }),
        ),
      );
    if (receiver !== undefined && exportsKey(callee)) {
      const key = this.#evaluator.keyObject(receiver);
      if (key !== undefined) return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    }
    const chosen = chosenBy(call).find((name) => this.#evaluator.names.judge(name) === 'secret');
    if (chosen !== undefined) return shows({ span, subject: chosen, object: true, weak: false }, UNKNOWN);
    if ((isJson(callee) || isSerde(call)) && (call.arguments.length > 0 || receiver !== undefined)) {
      const written = this.#serialized(call);
      if (written !== undefined) return written;
    }
    // A short part of a secret shows nothing; of anything else it may be one.
    if (isSlice(callee) && this.#isShort(call)) return this.#passed(call).shown.length > 0 ? CLEAN : UNKNOWN;
    if (hides(callee) || makesHiding(callee, receiver) || replacesAll(call, this.#evaluator.model.layout) || isSelective(call, this.#evaluator.model.layout))
      return CLEAN;
    // What an object of PHP says of itself only its class knows.
    if (callee === '__toString' && receiver !== undefined && this.#evaluator.evaluate(receiver).shown.every(({ object }) => object)) return UNKNOWN;
    const replaced = replacement(call);
    const rest = replaced === undefined ? undefined : this.#withoutReplacement(replaced);
    if (rest !== undefined) return rest;
    // What is put into a type that hides it.
    if ((receiver === undefined || call.constructs === true) && /^[A-Z]/.test(callee) && this.#evaluator.types.masks(callee)) return CLEAN;
    const displayed =
      this.#evaluator.model.language === 'rust' && callee === 'to_string' && receiver !== undefined ? this.#displayed(receiver, span) : undefined;
    if (displayed !== undefined) return displayed;
    const source = sourceCall(this.#evaluator.model.language, call, () =>
      receiver?.kind === 'name'
        ? this.#evaluator.types.declaredOf(receiver.name, receiver.span)
        : receiver?.kind === 'call' && /^getSession$/i.test(receiver.callee)
          ? 'HttpSession'
          : undefined,
    );
    if (source !== undefined) return this.#source(call, on, source);
    if (readsByKey(callee) && call.arguments.length > 0) {
      const read = this.#read(call, on);
      if (read !== undefined) return read;
    }
    const own = this.#evaluator.functions?.result(call);
    if (own !== undefined && (own.shown.length > 0 || own.clean)) return own.shown.length > 0 ? seenAt(span, own) : own;
    if (/^(?:json|text|Text|body|string)$/.test(callee) && receiver?.kind === 'name' && call.arguments.length === 0) {
      const held = this.#evaluator.objects.ofName(receiver.name, receiver.span, true);
      if (held !== undefined) return seenAt(span, { shown: [held], clean: false, reached: [] });
    }
    if (givesResult(callee)) {
      const result = call.arguments.find(({ value }) => value.kind === 'function' && value.result !== undefined)?.value;
      if (result !== undefined) return this.#evaluator.evaluate(result);
    }
    // A part of it by a name that the file does not tell.
    if (receiver !== undefined && call.arguments.length > 0 && /^(?:get|Get|getOrDefault|getOrElse|fetch)$/.test(callee)) {
      const { shown } = this.#evaluator.evaluate(receiver);
      const by = call.arguments[0]?.value;
      const named = by?.kind === 'name' || by?.kind === 'member' ? by.name : undefined;
      if (shown.some(({ object }) => object)) {
        const isSecret = named !== undefined && this.#evaluator.names.judge(named) === 'secret';
        return isSecret ? shows({ span, subject: named, object: false, weak: false }, UNKNOWN) : UNKNOWN;
      }
    }
    // The address of a request is a part of it.
    if (receiver !== undefined && call.arguments.length === 0 && /^ur[il]$/i.test(callee)) return UNKNOWN;
    if (givesPublic(callee)) return CLEAN;
    if ((passesOn(callee) && !isLoader(callee, on)) || isSlice(callee) || isFormat(call) || isSerializer(callee)) {
      const passed = this.#passed(call);
      return { ...passed, shown: withoutReplaced(call, passed.shown, (value) => this.#evaluator.isHarmless(value)) };
    }
    // What a type of the file holds its fields say, not its name.
    if (/^[A-Z]/.test(callee) && this.#evaluator.types.named(callee) !== undefined) return UNKNOWN;
    const gives = givenBy(callee);
    const judged = gives === undefined ? undefined : this.#evaluator.names.judge(gives);
    if (judged === 'secret' && call.arguments.some(({ value }) => standsForSecret(literalOf(value)))) return CLEAN;
    if (judged === 'secret' && call.arguments.length === 0 && this.#evaluator.types.hide(call, callee)) return CLEAN;
    if (judged === 'secret') return shows({ span, subject: callee, object: false, weak: false }, UNKNOWN);
    const part = receiver === undefined || call.arguments.length > 0 ? undefined : this.#evaluator.objects.ofTyped(call);
    return part === undefined ? UNKNOWN : shows(part, UNKNOWN);
  }

  /** The secret that a call brings back to clear text: that which its ciphertext is called for, or of which alone the file made it. */
  #decrypted({ arguments: given, receiver }: CallExpression): string | undefined {
    for (const { value } of [...given, ...(receiver === undefined ? [] : [{ value: receiver }])].slice(0, 4)) {
      const at = value.kind === 'wrap' ? value.inner : value;
      const name = at.kind === 'name' || at.kind === 'member' ? at.name : at.kind === 'call' ? givenBy(at.callee) : undefined;
      const clear = name === undefined ? undefined : clearName(name);
      if (clear !== undefined && this.#evaluator.names.judge(clear) === 'secret') return clear;
      const made = at.kind === 'name' ? this.#evaluator.onlyValue(at.name, at.span) : undefined;
      const sealed = made?.kind === 'wrap' ? made.inner : made;
      if (sealed?.kind !== 'call' || !encrypts(sealed.callee) || sealed.arguments.length !== 1) continue;
      const of = sealed.arguments[0] === undefined ? [] : this.#evaluator.evaluate(sealed.arguments[0].value).shown;
      const secret = of.find(({ weak, object }) => !weak && !object);
      if (secret !== undefined) return secret.subject;
    }
    return undefined;
  }

  /** What a person, a command or a cloud gives that is asked for a secret. */
  #given(call: CallExpression): Verdict | undefined {
    const { layout } = this.#evaluator.model;
    const { callee, span } = call;
    if (givesCommandsSecret(call, layout) || givesHostsSecret(call, layout)) return shows({ span, subject: callee, object: false, weak: false }, UNKNOWN);
    if (asksPerson(callee)) {
      this.#evaluator.recorder?.place(Math.max(0, span.start - BEFORE), span.start);
      if (asksForSecret(call, layout, (name) => this.#evaluator.names.judge(name) === 'secret'))
        return shows({ span, subject: callee, object: false, weak: false }, UNKNOWN);
    }
    const command = cloudCommand(call, layout);
    if (command !== undefined) return shows({ span, subject: command, object: true, weak: false }, UNKNOWN);
    const field = givesForm(callee) && call.arguments.length === 0 ? this.#evaluator.objects.ofForm(span) : undefined;
    return field === undefined ? undefined : shows(field, UNKNOWN);
  }

  /** What Rust's `{}` shows of a type that the file tells how to show; undefined where it does not. */
  #displayed(of: Expression, span: Span): Verdict | undefined {
    const type = this.#evaluator.types.of(of);
    const shown = type === undefined ? undefined : this.#evaluator.types.shownBy(type, 'Display');
    if (shown === undefined) return undefined;
    const field = shown.find((name) => this.#evaluator.names.judge(name) === 'secret');
    return field === undefined ? CLEAN : shows({ span, subject: field, object: true, weak: false }, UNKNOWN);
  }

  /** What a text still shows of which a secret was replaced by a literal. Undefined where it was no secret. */
  #withoutReplacement({ text, what, by }: Replacement): Verdict | undefined {
    const hidden = this.#evaluator.evaluate(what).shown.filter(({ object }) => !object);
    if (hidden.length === 0 || !this.#evaluator.isHarmless(by)) return undefined;
    const verdict = this.#evaluator.evaluate(text);
    const shown = verdict.shown.filter(({ subject }) => !hidden.some((each) => each.subject === subject));
    return shown.length === 0 ? CLEAN : { ...verdict, shown };
  }

  /** A serializer writes every field of what it is given, whatever its type's text form is. */
  #serialized({ arguments: given, receiver }: CallExpression): Verdict | undefined {
    if (given.some(({ name }) => name === 'exclude' || name === 'include')) return UNKNOWN;
    for (const of of [...(receiver === undefined ? [] : [receiver]), ...given.slice(0, 3).map(({ value }) => value)]) {
      const held = this.#evaluator.objects.written(of);
      if (held !== undefined) return held === 'hidden' ? CLEAN : shows(held, UNKNOWN);
    }
    return undefined;
  }

  #passed({ callee, receiver, arguments: given }: CallExpression): Verdict {
    // A format without a place for it shows nothing of what is handed over.
    const [format] = given;
    if (/^v?a?s?n?printf$/i.test(callee) && format?.value.kind === 'text' && !format.value.text.includes('%')) return this.#evaluator.evaluate(format.value);
    if (receiver?.kind === 'name' && /random|^(?:secrets|crypto|rand)$/i.test(receiver.name)) return UNKNOWN;
    // What is found by a key is not the key.
    const finds =
      receiver !== undefined &&
      given.length === 1 &&
      /^get_?(?:value)?$/i.test(callee) &&
      !(receiver.kind === 'name' && /^(?:[A-Z_]\w*|lodash)$/.test(receiver.name));
    const inner = (finds ? [] : this.#placed(callee, receiver, given)).map(({ value, name }) =>
      this.#evaluator.entry(name === undefined ? { value } : { value, key: name }),
    );
    // What a type or module gives of its own (`Args::parse()`) is not the type.
    const on = receiver === undefined ? undefined : this.#receiver(receiver);
    return on === undefined ? together(inner) : on === CLEAN && inner.length === 0 ? UNKNOWN : together([on, ...inner]);
  }

  /** Of what is put into a format, what it shows: `"%d rows" % count` shows a number. */
  #placed(callee: string, receiver: Expression | undefined, given: readonly Argument[]): readonly Argument[] {
    const { language } = this.#evaluator.model;
    if (receiver?.kind !== 'text' || given.length !== 1) return withoutHidden(given, language, callee);
    const values = given.flatMap(({ value }) => (value.kind === 'collection' ? value.entries.map((entry) => ({ value: entry.value })) : [{ value }]));
    return given.some(({ value }) => value.kind === 'collection' && value.entries.some(({ key, spread }) => key !== undefined || spread === true))
      ? given
      : withoutHidden([{ value: receiver }, ...values], language, callee).slice(1);
  }

  /** A receiver that is a class or module (`JSON`, `String`) is not printed. */
  #receiver(receiver: Expression): Verdict {
    return receiver.kind === 'name' &&
      this.#evaluator.model.language !== 'powershell' &&
      /^[A-Z][A-Za-z]*$|^(?:json|base64|util|utils|fmt|strings|os|str|urllib|pprint|copy|yaml|qs|querystring)$/.test(receiver.name) &&
      !this.#evaluator.bindings.owner(receiver.name, receiver.span.start).bindings.some(({ how, value }) => how === 'assign' && value !== undefined)
      ? CLEAN
      : this.#evaluator.evaluate(receiver);
  }

  #masks(callee: string, on: string | undefined): boolean {
    return (
      (this.#maskers.size > 0 && (this.#maskers.has(callee) || this.#maskers.has(`${on ?? ''}.${callee}`))) ||
      isMasker(callee) ||
      (on !== undefined && HASHERS.test(on))
    );
  }

  #isShort({ callee, receiver, arguments: all }: CallExpression): boolean {
    // PHP's `substr($text, 7)` is told of what as well.
    const given = this.#evaluator.model.language === 'php' && receiver === undefined ? all.slice(1) : all;
    const [from, end] = given.map(({ value }) => this.#number(value));
    // `[7..]` has no end.
    const to = given[1] !== undefined && this.#evaluator.model.layout.of(given[1].value.span, 2).trim() === '' ? undefined : end;
    const text = callee
      .replace(/_/g, '')
      .toLowerCase()
      .replace(/^mb(?=sub)/, '');
    if (given.length === 0) return false;
    if (/^(?:take|takelast|first|last|left|right|chars|truncate)$/.test(text)) return from !== undefined && Math.abs(from) <= SHORT_PART;
    if (text === 'substr') return to === undefined ? from !== undefined && from < 0 && -from <= SHORT_PART : to >= 0 && to <= SHORT_PART;
    if (text === 'mid') return to !== undefined && to <= SHORT_PART;
    if (given.length === 1 || to === undefined) return from !== undefined && from < 0 && -from <= SHORT_PART;
    return to >= 0 && to - (from ?? 0) <= SHORT_PART;
  }

  #number({ kind, span }: Expression): number | undefined {
    const text = this.#evaluator.model.layout.of(span, 60).replace(/\s/g, '');
    const fromEnd = FROM_END.exec(text)?.[1];
    if (fromEnd !== undefined) return -Number(fromEnd);
    if (kind !== 'constant' && kind !== 'test' && kind !== 'unknown') return undefined;
    return /^-?\d{1,6}$/.test(text) ? Number(text) : text === '' ? 0 : undefined;
  }

  #source(call: CallExpression, on: string | undefined, { keyed, gives, read }: SourceRow): Verdict {
    if (read === true) {
      const asked = this.#evaluator.objects.ofRequest(on ?? '', call.span);
      return asked === undefined ? UNKNOWN : shows(asked, UNKNOWN);
    }
    if (keyed !== true) return shows({ span: call.span, subject: call.callee, object: gives === 'object', weak: false }, UNKNOWN);
    return this.#read(call, on) ?? UNKNOWN;
  }

  /** `x.get("password")`; undefined where the key is no literal. */
  #read(call: CallExpression, on: string | undefined): Verdict | undefined {
    const key = keyOf(call, on) ?? this.#evaluator.members.constantKey(call.arguments[0]?.value, /header/i.test(call.callee + (on ?? '')));
    if (key === undefined) {
      // One header after the other, by a name that a loop gives.
      const walks = call.arguments[0]?.value.kind === 'name' && /^get_?headers?$/i.test(call.callee) && this.#evaluator.evidence.has(HEADER_NAMES);
      return walks ? shows({ span: call.span, subject: call.callee, object: true, weak: false }, UNKNOWN) : undefined;
    }
    if (isTextCatalogue(on) || (call.receiver !== undefined && isCatalogueType(this.#evaluator.types.of(call.receiver)))) return CLEAN;
    const judged =
      ((isCookieJar(on ?? '') || isCookieJar(call.callee)) && NAMES_SESSION.test(key)) || (isCookieHeader(key) && /header/i.test(call.callee + (on ?? '')))
        ? 'secret'
        : (this.#evaluator.names.judge(key) ?? this.#evaluator.names.judge(lastTwo(key)));
    return judged === undefined ? UNKNOWN : shows({ span: call.span, subject: key, object: false, weak: judged === 'weak' }, UNKNOWN);
  }

  /** What `list.add(x)` and `map.put("password", x)` put into their receiver. */
  put(call: CallExpression): Verdict {
    if (call.to !== undefined)
      return together(call.arguments.map(({ value }) => (value.span.start === call.to?.span.start ? CLEAN : this.#evaluator.evaluate(value))));
    const [first, second] = call.arguments;
    if (!putsInto(call.callee) || writesItselfTo(call.callee, first?.value)) return UNKNOWN;
    const key = literalOf(first?.value);
    if (second !== undefined && key !== undefined) return this.#evaluator.entry({ key, value: second.value });
    return together(call.arguments.map(({ value }) => this.#evaluator.evaluate(value)));
  }
}
