import type { Span } from '../../../../base/span';
import type { Expression, IndexExpression, MemberExpression } from '../../model/expression';
import type { LanguageId } from '../../model/fileModel';
import { isPlainPart } from '../../tables/names';
import type { Evaluator } from './evaluate';
import { givesCommandsSecret } from './asked';
import { holdsForm } from './forms';
import { partsOf } from './functions';
import { exportsKey, typeHides } from './keyMaterial';
import { AUTHORISES } from './objects';
import { receiverName, sourceMember } from '../patterns';
import { hides, WORDS_BY_KEY } from './transfers';
import { CLEAN, seenAt, type Shown, shows, UNKNOWN, type Verdict } from './verdict';
import {
  ANSWERS,
  carriesValue,
  headerNamed,
  inputName,
  isCookieHeader,
  isCookieJar,
  isEnumerator,
  isHarmlessPart,
  literalOf,
  NAMES_SESSION,
  namesSetting,
} from './writing';

/** The place of a part by how it is written: `1`, `_2`, `component2`, `Item2`, `second`; -1 for another name. */
function placeOf(written: string): number {
  const number = /^(?:_|component|Item)?(\d{1,2})$/.exec(written)?.[1];
  return number === undefined ? ['first', 'second', 'third'].indexOf(written) : Number(number) - (/^\d/.test(written) ? 0 : 1);
}

/** Languages in which the keys of a mapping are asked for without brackets. Elsewhere a member of this name holds something. */
const GIVES_KEYS: ReadonlySet<LanguageId> = new Set(['kotlin', 'scala', 'swift', 'ruby', 'csharp', 'powershell']);

/** Types of one secret by two words or a certain one. */
const WRAPS = /^(?:Password|Passphrase|[A-Z][a-z\d]+(?:Password|Key|Token|Secret|Passphrase))$/;

/** Says what members and elements show: by their name, by what the file puts there, by what they are part of. */
export class Members {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** What a member of something shows. */
  of(expression: MemberExpression): Verdict {
    const { name, object, span } = expression;
    if (namesSetting(name) || /[a-z_](?:_file|_path|_dir|File|Path|Dir|Filename)$/.test(name)) return CLEAN;
    if (isEnumerator(expression) || this.#isVariant(expression)) return UNKNOWN;
    if (name === '__dict__' && this.#evaluator.model.language === 'python') {
      const written = this.#evaluator.objects.written(object);
      if (written !== undefined) return written === 'hidden' ? CLEAN : shows({ ...written, span }, UNKNOWN);
    }
    if (this.isDecrypted(name, object)) return shows({ span, subject: 'Parameter', object: false, weak: false }, UNKNOWN);
    // Of most things a `code` is a number or the name of an error.
    if (name === 'code' && (this.#isAnswer(object) || !/quer|param|body|req|search|callback|url|data|form/i.test(receiverName(object) ?? ''))) return UNKNOWN;
    if (/^(?:_?\d|component\d|Item\d|first|second|third)$/.test(name)) {
      const part = this.#literalPart(object, name);
      if (part !== undefined) return this.#evaluator.evaluate(part);
      const result = this.#partOfResult(object, name);
      if (result !== undefined) return result.shown.length > 0 ? seenAt(span, result) : result;
    }
    const on = receiverName(object) ?? '';
    if (object.kind !== 'call' && WORDS_BY_KEY.test(on)) return CLEAN;
    const judged =
      (isCookieJar(on) && NAMES_SESSION.test(name)) || (isCookieHeader(name) && /headers?$/i.test(on)) ? 'secret' : this.#evaluator.names.judge(name);
    // The key of a token is the token.
    if (
      name === 'key' &&
      judged !== 'secret' &&
      /(?:token|api_?key|access_?key)$/i.test(on) &&
      object.kind !== 'call' &&
      this.#evaluator.names.judge(on) === 'secret'
    )
      return shows({ span, subject: on, object: false, weak: false }, UNKNOWN);
    // What a type wraps that is called for a secret: `key.0` of an `ApiKey`.
    if (judged === undefined && object.kind === 'name' && carriesValue(name) && this.#evaluator.names.judge(on) !== 'secret') {
      const wrapper = this.#evaluator.types.declaredOf(object.name, object.span);
      if (wrapper !== undefined && WRAPS.test(wrapper) && this.#evaluator.names.judge(wrapper) === 'secret')
        return shows({ span, subject: wrapper, object: false, weak: false }, UNKNOWN);
    }
    const type = judged === undefined || object.kind !== 'name' ? undefined : this.#evaluator.types.fieldType(object.name, object.span, name);
    if (typeHides(type, name) || this.#evaluator.types.masks(type)) return CLEAN;
    const assigned = this.#evaluator.objects.memberValue(expression);
    if (assigned?.clean === true) return CLEAN;
    if (judged !== undefined) {
      const isOther = judged === 'weak' || this.#evaluator.purposes.tellOther(this.#evaluator.model.layout.of(span, 80), span);
      return shows({ span, subject: name, object: false, weak: isOther }, UNKNOWN);
    }
    if (assigned !== undefined && assigned.shown.length > 0) return seenAt(span, assigned);
    if (name === 'params' && /^(?:ctx|context)$/.test(on)) {
      const options = this.#evaluator.objects.ofOptions(span);
      if (options !== undefined) return shows(options, UNKNOWN);
    }
    const given = this.#evaluator.functions?.result({ kind: 'call', span, callee: name, receiver: object, arguments: [] }, true);
    if (given !== undefined && given.shown.length > 0) return seenAt(span, given);
    const source = /headers?$/i.test(name) && this.#isAnswer(object) ? undefined : this.#sourceMember(expression);
    if (source !== undefined) return shows(source, UNKNOWN);
    if (exportsKey(name)) {
      const key = this.#evaluator.keyObject(object);
      if (key !== undefined) return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    }
    // One variable of the environment or of a request by a name that tells nothing is not all of them.
    if (carriesValue(name) && /^(?:_SERVER|_ENV|_GET|_POST|_REQUEST|env|environ|ENV)$/.test(on)) return UNKNOWN;
    if (carriesValue(name) || (name === 'current' && /Ref$/.test(on))) {
      const input = inputName(object) ?? this.#hiddenInput(object);
      if (input !== undefined && this.#evaluator.names.judge(input) === 'secret') return shows({ span, subject: input, object: false, weak: false }, UNKNOWN);
      return this.#carried(expression);
    }
    if (/^(?:!!|lineStream|!!<)$/.test(name) && givesCommandsSecret({ kind: 'call', callee: name, span, arguments: [] }, this.#evaluator.model.layout))
      return shows({ span, subject: name, object: false, weak: false }, UNKNOWN);
    const form = holdsForm(name) && /^(?:formik|form|props|formikProps|formProps|_)$/i.test(on) ? this.#evaluator.objects.ofForm(span) : undefined;
    if (form !== undefined) return shows(form, UNKNOWN);
    const held =
      this.#evaluator.objects.ofTyped(expression) ??
      this.#evaluator.objects.ofMember(expression) ??
      (this.#isAnswer(object) ? undefined : this.#evaluator.objects.headers(name, span));
    if (held !== undefined) return shows(held, UNKNOWN);
    if (hides(name) && !(name === 'keys' && !GIVES_KEYS.has(this.#evaluator.model.language))) return CLEAN;
    const whole = object.kind === 'name' && !isPlainPart(name) ? UNKNOWN : this.#evaluator.evaluate(object);
    // The type or owner of a secret is none; of anything else nothing is known.
    return isPlainPart(name) && whole.shown.length > 0 ? CLEAN : { ...UNKNOWN, reached: object.kind === 'name' ? [] : whole.reached };
  }

  /** `Field::Password` in Rust, whose values are spelled otherwise, and a member of an enumeration of the file. */
  #isVariant({ name, object }: MemberExpression): boolean {
    if (object.kind !== 'name' && object.kind !== 'member') return false;
    const spelled = /^[A-Z][A-Za-z\d]*$/;
    if (!/^[A-Z]\w*[a-z]/.test(object.name)) return false;
    if (this.#evaluator.model.language === 'rust') return spelled.test(name) && /[a-z]/.test(name);
    return this.#evaluator.lookups.holds(`enum ${object.name} `) || this.#evaluator.lookups.holds(`enum class ${object.name} `);
  }

  /** An input that the file tells to show dots. */
  #hiddenInput(input: Expression): string | undefined {
    if (input.kind !== 'name' && input.kind !== 'member') return undefined;
    const hides = ['.PasswordChar', '.UseSystemPasswordChar', '.isSecureTextEntry', '.passwordChar'].some((member) =>
      this.#evaluator.lookups.holds(input.name + member),
    );
    return hides || /^(?:J?PasswordField|PasswordBox|SecureField)$/.test(this.#evaluator.types.declaredOf(input.name, input.span) ?? '')
      ? 'password'
      : undefined;
  }

  #sourceMember(expression: MemberExpression): Shown | undefined {
    const { name, span } = expression;
    const source = sourceMember(this.#evaluator.model.language, expression);
    if (source === undefined) return undefined;
    if (source.gives === 'value') return { span, subject: name, object: false, weak: false };
    if (source.read === true) return this.#evaluator.objects.ofSource(expression);
    // The headers of the request that failed.
    if (name === 'config' && this.#evaluator.model.language === 'javascript' && this.#evaluator.evidence.has(AUTHORISES))
      return { span, subject: 'headers', object: true, weak: false };
    return this.#evaluator.objects.ofSource(expression) ?? { span, subject: name, object: true, weak: true };
  }

  /** `x.value`, `response.text`: what `x` is, in another form. */
  #carried({ object, name, span }: MemberExpression): Verdict {
    const inner = this.#evaluator.evaluate(object);
    // Of what is put together under keys, another one is another value.
    const own = inner.shown.filter(({ field }) => field === undefined || field === name);
    if (own.length > 0)
      return seenAt(span, this.#isOpened(object) ? { ...inner, shown: own.map((shown) => ({ ...shown, weak: false })) } : { ...inner, shown: own });
    if (inner.shown.length > 0) return UNKNOWN;
    if (inner.clean) return this.opened(object, span) ?? CLEAN;
    const held = object.kind === 'name' ? this.#evaluator.objects.ofName(object.name, object.span, true) : undefined;
    return held === undefined ? { ...UNKNOWN, reached: inner.reached } : { ...seenAt(span, shows(held, UNKNOWN)), reached: inner.reached };
  }

  /** What a class of elsewhere holds is the secret, whatever its own text form is: `secret.Value`. */
  #isOpened(object: Expression): boolean {
    return (
      object.kind === 'name' && this.#evaluator.names.judge(object.name) === 'secret' && this.#evaluator.types.isOfElsewhere(this.#evaluator.types.of(object))
    );
  }

  /** What a type that hides a secret gives when it is asked for it: `password.value`, `apiKey.reveal()`, `string(secret)`. */
  opened(object: Expression, span: Span): Verdict | undefined {
    const name =
      object.kind === 'name' || object.kind === 'member' ? object.name : object.kind === 'call' && object.arguments.length === 0 ? object.callee : '';
    const hides = this.#evaluator.names.judge(name) === 'secret' && this.#evaluator.types.hide(object, name);
    return hides ? shows({ span, subject: name, object: false, weak: false }, UNKNOWN) : undefined;
  }

  /** A parameter of AWS's Systems Manager that the file asks to have decrypted. */
  isDecrypted(part: string, of: Expression): boolean {
    if (!/^[Vv]alue$/.test(part)) return false;
    const on = of.kind === 'wrap' ? of.inner : of;
    const name = on.kind === 'call' ? on.callee : on.kind === 'member' || on.kind === 'name' ? on.name : '';
    return /^[Pp]arameter$/.test(name) && this.#evaluator.lookups.holds('ithDecryption');
  }

  /** What stands at an index shows. */
  at({ object, index, span, place: number }: IndexExpression): Verdict {
    // The first word of `Bearer x` is no secret.
    const written = number === undefined ? this.#evaluator.model.layout.of(index.span) : String(number);
    if (object.kind === 'call' && isHarmlessPart(object, written)) return CLEAN;
    if (index.kind === 'name' && (object.kind === 'name' || object.kind === 'member') && this.#isWalked(object)) return this.#evaluator.evaluate(object);
    const place = this.#literalPart(object, written);
    if (place !== undefined) return this.#evaluator.evaluate(place);
    const on = receiverName(object) ?? '';
    const key = /headers?$|environ$|^env$/i.test(on) ? this.constantKey(index, /headers?$/i.test(on)) : undefined;
    if (key !== undefined && this.#evaluator.names.judge(key) === 'secret') return shows({ span, subject: key, object: false, weak: false }, UNKNOWN);
    const component = number === undefined || object.kind !== 'name' ? undefined : this.#evaluator.objects.fieldAt(object.name, object.span, number);
    if (component !== undefined)
      return this.#evaluator.names.judge(component) === 'secret' ? shows({ span, subject: component, object: false, weak: false }, UNKNOWN) : CLEAN;
    const result = this.#partOfResult(object, written);
    if (result !== undefined) return result.shown.length > 0 ? seenAt(span, result) : result;
    if (number !== undefined && number > 0 && this.#evaluator.model.language === 'go') return UNKNOWN;
    const collection = this.#evaluator.evaluate(object);
    if (collection.shown.length === 0) return collection.clean ? CLEAN : UNKNOWN;
    // A part of an object that holds a secret is most often another one (a sibling).
    const values = collection.shown.filter((shown) => !shown.object);
    return values.length === 0 ? UNKNOWN : { shown: values.map((shown) => ({ ...shown, span })), clean: false, reached: [] };
  }

  /** What stands at a place of a tuple or list that the file writes out: `t.0`, `pair.second`, `x[1]`. */
  #literalPart(object: Expression, written: string): Expression | undefined {
    const at = placeOf(written);
    if (at < 0) return undefined;
    const value = object.kind === 'name' ? this.#evaluator.onlyValue(object.name, object.span) : object;
    if (value?.kind === 'call' && value.callee === 'useState' && at === 0) {
      // What it begins with; nothing, where somebody types it later.
      const first = value.arguments[0]?.value;
      return first?.kind === 'text' || first?.kind === 'constant' ? undefined : first;
    }
    const parts = value === undefined ? undefined : partsOf(value);
    return parts?.[at];
  }

  /** What a function of the file gives at a place of what it gives back: `load()[1]`, `(await load())[1]`, `pair.second` of `pair = load()`. */
  #partOfResult(object: Expression, written: string): Verdict | undefined {
    const at = placeOf(written);
    let of: Expression | undefined = object.kind === 'name' ? this.#evaluator.onlyValue(object.name, object.span) : object;
    for (let step = 0; at >= 0 && of !== undefined && step < 4; step++) {
      if (of.kind === 'wrap') of = of.inner;
      else if (of.kind !== 'call') return undefined;
      else if (of.receiver?.kind === 'call' && /^(?:unwrap|expect|await|get|unwrap_or_default|GetAwaiter|GetResult)$/.test(of.callee)) of = of.receiver;
      else return this.#evaluator.functions?.part(of, at);
    }
    return undefined;
  }

  /** The file goes through all keys of the environment or of headers, so that any of them is printed. */
  #isWalked({ span }: Expression): boolean {
    const written = this.#evaluator.model.layout.of(span, 60);
    return /env|headers?$/i.test(written) && [` in ${written}`, `keys(${written})`, `${written}.keys`].some((walk) => this.#evaluator.lookups.holds(walk));
  }

  /** True for what a server answered: its headers are not those that authorise. */
  #isAnswer(object: Expression): boolean {
    if (object.kind !== 'name') return false;
    if (/^(?:res|resp|response|reply|answer)$|(?:Response|_response|Resp|_resp)$/.test(object.name)) return true;
    const value = this.#evaluator.onlyValue(object.name, object.span);
    const made = value?.kind === 'wrap' ? value.inner : value?.kind === 'unknown' && value.children.length === 1 ? value.children[0] : value;
    return made?.kind === 'call' && made.receiver !== undefined && ANSWERS.test(made.callee);
  }

  /** The text of a constant by which something is read: what the file says of it, of a header also its name (`HttpHeaders.AUTHORIZATION`). */
  constantKey(key: Expression | undefined, ofHeaders: boolean): string | undefined {
    if (key?.kind !== 'name' && key?.kind !== 'member') return undefined;
    const written = key.kind === 'name' ? literalOf(this.#evaluator.onlyValue(key.name, key.span)) : undefined;
    return written ?? (ofHeaders ? headerNamed(key.name) : undefined);
  }
}
