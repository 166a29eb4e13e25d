import type { Span } from '../../../../base/span';
import type { CallExpression, Expression, MemberExpression } from '../../model/expression';
import type { Binding, LanguageId, FileModel } from '../../model/fileModel';
import { Reads } from '../../model/reads';
import { countOf, LOOKS_BEFORE, LOOKS_BEHIND, MOST_OCCURRENCES, occurrences, type Owner } from '../lookups/bindings';
import { fieldOf, LONGEST_REMOVAL, MOST_REMOVALS, removedAt } from './changes';
import type { Evaluator } from './evaluate';
import { anonymousField } from './anonymous';
import { FORM_WORDS, HAS_FORM, secretField } from './forms';
import { askedOf, givesOptions, headOf, secretOption } from './given';
import { typeHides } from './keyMaterial';
import { indexWithin } from '../lookups/indexWithin';
import { type Find, type Found, type Lookups, wordsOf } from '../lookups/lookups';
import { receiverName } from '../patterns';
import { IMPLICIT_THIS, type Types } from './types';
import { CLEAN, together, type Shown, type Verdict } from './verdict';

/** Places of one file at which a part of one object is looked for, at most. */
const MOST_PLACES = 200;
/** Values of one member that are followed, at most. */
const MOST_VALUES = 8;
/** Places of a field's name without its object that are looked at. */
const MOST_BARE = 60;

/** One step into an object: by a key, by a method that reads a key, by an attribute (or a method without arguments). */
const PART =
  /(?:[?!]?\.)?\[\s?(?::?["']([\w.-]{2,60})["']|:(\w{2,60}))\s?\]|[?!]?\.(?:get|Get|fetch|pop|dig|getString|optString|get_string|getItem|getProperty|require|delete)\(\s?:?["']([\w.-]{2,60})["'][^()\n]{0,20}\)|(?:[?!]?\.|->)([A-Za-z_]\w{1,60})(?:\(\))?(?![\w(])/y;

/** Names of things that hold nearly everything: that one part somewhere is a secret says nothing of what is printed of them. */
const BROAD = /(?:^|[.>])(?:req|request|ctx|context|res|response|resp|err|error|ex|exception|app|server|client|window|document|state|store|this|self|[A-Z])$/;

/** Languages in which an object that is printed shows its attributes, whatever its class. */
const SHOWS_ATTRIBUTES: ReadonlySet<LanguageId> = new Set(['javascript', 'go', 'ruby', 'php']);

/** Values that carry what authorises a request, whoever made them. */
const HEADERS = /(?:^|[a-z_])headers?$|^HEADERS?$|_HEADERS?$|HTTPHeaderFields$/i;
export const AUTHORISES =
  /authori[sz]ation|\bcookie|x-api-key|api[-_]?key|bearer|x-auth|auth[-_]?token|access[-_]?token|@RequestHeader\s(?:final\s)?(?:\w{1,20}\.)*(?:HttpHeaders|(?:MultiValue)?Map<)/i;

/** Says which secret an object holds, as far as the file tells: what is put in, what is read of it, its type. */
export class Objects {
  readonly #evaluator: Evaluator;
  readonly #lookups: Lookups;
  readonly #types: Types;
  readonly #fields = new Map<string, Found<readonly Binding[]>>();
  readonly #bare = new Map<string, Found<readonly Expression[]>>();
  readonly #declaredOptions = new Map<string, Found<string | undefined>>();
  readonly #anonymousFields = new Map<string, Found<string | undefined>>();
  readonly #asked = new Map<string, Found<string | undefined>>();
  readonly #reads = new Map<string, Found<Shown | undefined>>();

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#lookups = evaluator.lookups;
    this.#types = evaluator.types;
  }

  /** The secret in what a name holds at a place (`part`: in its text, body or data); undefined where none is known. */
  ofName(name: string, at: Span, part = false): Shown | undefined {
    if (name === 'this' || name === 'self') return undefined;
    if (/[a-z](?:Name|Id|Path|Type|Count|Sha|Index)$|_(?:name|id|path|type|count|index)$/.test(name)) return undefined;
    // An element of a page prints its place there, not what is typed into it.
    if (/(?:[a-z]|_)(?:[Ff]ield|[Ii]nput|[Bb]ox|[Bb]utton|[Ee]lement|[Ee]lem)$/.test(name)) return undefined;
    const owner = this.#evaluator.bindings.owner(name, at.start);
    const found = this.#held(owner, name, at, part);
    if (found === undefined || !found.object) return found;
    return this.#isRemoved(name, found.subject, owner.scope.span.start, at.start) ? undefined : found;
  }

  #held(owner: Owner, name: string, at: Span, part: boolean): Shown | undefined {
    // What a method of another type puts into its receiver of the same name is not this one's.
    const put = this.#types.isReceiver(name, at) && !owner.own ? undefined : (this.#put(owner, at.start) ?? this.#createdWith(owner, at));
    if (put !== undefined) return put;
    const type = this.#types.held(owner, name, at);
    const field = type === undefined ? undefined : this.#types.secretField(type);
    if (field !== undefined) return { span: at, subject: field.name, object: true, weak: false, origin: field.span };
    const anonymous = this.#evaluator.model.language === 'go' ? this.#anonymous(name, owner) : undefined;
    if (anonymous !== undefined) return { span: at, subject: anonymous, object: true, weak: false };
    // What its own text form leaves out is read elsewhere, not printed.
    if (this.#types.masks(type)) return undefined;
    // Of a receiver in Go each method has its own: what is read of another method's tells nothing of a type that the file declares.
    if (
      type !== undefined &&
      this.#evaluator.model.language === 'go' &&
      owner.scope.span.end === this.#evaluator.model.text.length &&
      this.#types.named(type) !== undefined
    )
      return undefined;
    return this.#readOf(name, owner.scope.span, part) ?? this.#options(name, owner, at) ?? this.headers(name, at);
  }

  #anonymous(name: string, { scope: { span } }: Owner): string | undefined {
    const key = `${String(span.start)} ${name}`;
    let known = this.#anonymousFields.get(key);
    if (known === undefined)
      this.#anonymousFields.set(key, (known = this.#lookups.make({ word: name, start: span.start, end: span.end }, anonymousField(name))));
    return this.#lookups.told(known);
  }

  /** All options of the command line, where one of them is a secret. */
  #options(name: string, { bindings }: Owner, span: Span): Shown | undefined {
    if (this.#evaluator.model.language !== 'python') return undefined;
    if (bindings.some(({ value }) => givesOptions(value))) return this.#option('add_argument', span);
    return name === 'kwargs' ? this.#option('click.option', span) : undefined;
  }

  /** What a parser of the command line gives: all options that the file declares. */
  ofCommandLine(span: Span): Shown | undefined {
    const { language } = this.#evaluator.model;
    if (language === 'python') return this.#option('add_argument', span);
    return language === 'javascript' ? this.#option('ption(', span) : undefined;
  }

  /** What click gives a command: all that it was called with. */
  ofOptions(span: Span): Shown | undefined {
    return this.#evaluator.model.language === 'python' ? this.#option('click.option', span) : undefined;
  }

  #option(word: string, span: Span): Shown | undefined {
    let known = this.#declaredOptions.get(word);
    const { length } = this.#evaluator.model.text;
    if (known === undefined) this.#declaredOptions.set(word, (known = this.#lookups.make({ word: headOf(word), start: 0, end: length }, secretOption(word))));
    const subject = this.#lookups.told(known);
    return subject === undefined ? undefined : { span, subject, object: true, weak: false };
  }

  /** The secret among the fields of a form of the file. */
  ofForm(span: Span): Shown | undefined {
    if (this.#evaluator.model.language !== 'javascript' || !this.#evaluator.evidence.has(HAS_FORM)) return undefined;
    const { length } = this.#evaluator.model.text;
    const subject = FORM_WORDS.map((word) => this.#lookups.told(this.#lookups.make({ word, start: 0, end: length }, secretField(word)))).find(
      (field) => field !== undefined,
    );
    return subject === undefined ? undefined : { span, subject, object: true, weak: false };
  }

  /** The secret among the arguments of the function around a place. */
  ofArguments(span: Span): Shown | undefined {
    const [scope] = this.#evaluator.bindings.scopesAt(span.start);
    const parameter = scope?.parameters.find(({ name, type }) => this.#evaluator.names.judge(name) === 'secret' && !typeHides(type, name));
    return parameter === undefined ? undefined : { span, subject: parameter.name, object: true, weak: false, origin: parameter.span };
  }

  /** The secret in what a request carries (`on`: its name), where the file asks it for one. */
  ofRequest(on: string, span: Span): Shown | undefined {
    let known = this.#asked.get(on);
    const { length } = this.#evaluator.model.text;
    if (known === undefined)
      this.#asked.set(on, (known = this.#lookups.make({ word: on, start: 0, end: length, most: MOST_PLACES, counts: wordsOf(on) }, askedOf(on))));
    const subject = this.#lookups.told(known);
    return subject === undefined ? undefined : { span, subject, object: true, weak: false };
  }

  /** What a record is made of shows when it is printed: `await User.create({ password })`, `new User({ password })`. */
  #createdWith({ bindings, own }: Owner, at: Span): Shown | undefined {
    if (!SHOWS_ATTRIBUTES.has(this.#evaluator.model.language)) return undefined;
    const made = bindings.find(({ how, span }) => how === 'assign' && (!own || span.end <= at.start))?.value;
    const call = made?.kind === 'wrap' ? made.inner : made;
    if (call?.kind !== 'call' || !(call.constructs === true || /^(?:create|build|new|make|insert|save|upsert)(?:One)?!?$/i.test(call.callee))) return undefined;
    if (call.constructs !== true && !/^[A-Z]\w*[a-z]/.test(receiverName(call.receiver) ?? '')) return undefined;
    for (const { value } of call.arguments) {
      if (value.kind !== 'collection') continue;
      const shown = this.#evaluator.evaluate(value).shown.find(({ weak, field }) => !weak && field !== undefined);
      if (shown !== undefined) return { ...shown, object: true, origin: shown.origin ?? shown.span };
    }
    return undefined;
  }

  /** A field that is used without its object (`x` for `this.x`): what the file puts into it. */
  ofField(name: string, at: Span): Shown | undefined {
    const { language } = this.#evaluator.model;
    if (!IMPLICIT_THIS.has(language) || name.length > 60) return undefined;
    const values = this.#selfFields(name);
    const { shown } = together(values.slice(0, MOST_VALUES).flatMap(({ value }) => (value === undefined ? [] : [this.#evaluator.evaluate(value)])));
    const strong = shown.find(({ weak }) => !weak);
    return strong === undefined ? undefined : { ...strong, span: at, origin: strong.origin ?? strong.span };
  }

  /** A verdict on a name without the fields that were taken out of the object, or overwritten, before the place. */
  kept(name: string, { start: at }: Span, verdict: Verdict): Verdict {
    if (verdict.shown.every((shown) => fieldOf(shown) === undefined)) return verdict;
    const from = this.#evaluator.bindings.owner(name, at).scope.span.start;
    const shown = verdict.shown.filter((each) => !this.#isRemoved(name, fieldOf(each) ?? '', from, at));
    return shown.length === verdict.shown.length ? verdict : { ...verdict, shown };
  }

  #isRemoved(name: string, subject: string, start: number, end: number): boolean {
    const find: Find<boolean> = ({ model }, from, at, into) => {
      const place = removedAt(model, { name, subject, from, at });
      if (place !== undefined) into.place(place - LOOKS_BEFORE, place + name.length + LONGEST_REMOVAL);
      return place !== undefined;
    };
    return this.#lookups.told(this.#lookups.make({ word: name, start, end, most: MOST_REMOVALS, counts: wordsOf(name) }, find));
  }

  /** The secret in an object that is known to come from outside (a request's body): only where the file reads one of such an object. */
  ofSource(expression: MemberExpression): Shown | undefined {
    const known = this.ofMember(expression);
    if (known !== undefined) return known;
    const on = receiverName(expression.object) ?? '';
    // Nobody can say that no secret is among all variables.
    if (
      /^(?:env|environb?|ENV|_ENV|_SERVER|GLOBALS|environment)$/.test(expression.name) ||
      (expression.name === 'config' && /^(?:python|ruby)$/.test(this.#evaluator.model.language))
    )
      return { span: expression.span, subject: expression.name, object: true, weak: false };
    // Whoever asks sends cookies or a token along.
    if (HEADERS.test(expression.name) || /cookies?$/i.test(expression.name))
      return /req|^(?:r|rq|event)$/i.test(on) ? { span: expression.span, subject: expression.name, object: true, weak: false } : undefined;
    const { text } = this.#evaluator.model;
    const name = expression.name.replace(/\W/g, '');
    const taken = this.#lookups.make({ word: name, start: 0, end: text.length }, (from, start, end, reads) => takenFrom(from.model, name, start, end, reads));
    const secret = this.#lookups
      .told(taken)
      ?.split(/[,:=]/)
      .find((part) => this.#evaluator.names.judge(part.trim()) === 'secret');
    return secret === undefined ? this.ofRequest(on, expression.span) : { span: expression.span, subject: secret.trim(), object: true, weak: false };
  }

  /** The secret in what is of a type of the file, however it is reached: `this.settings`, `server.db`, `wide.login()`. */
  ofTyped(expression: Expression): Shown | undefined {
    const type = this.#types.of(expression);
    const field = type === undefined ? undefined : this.#types.secretField(type);
    return field === undefined ? undefined : { span: expression.span, subject: field.name, object: true, weak: false, origin: field.span };
  }

  /** The secret among the fields of an expression's type, whether or not its text form shows them; `hidden` where a serializer leaves it out. */
  written(expression: Expression): Shown | 'hidden' | undefined {
    const type = this.#types.of(expression);
    if (type === undefined) return undefined;
    const field = this.#types.secretField(type, true);
    if (field !== undefined) return { span: expression.span, subject: field.name, object: true, weak: false, origin: field.span };
    return this.#types.hidesFromSerializers(type) ? 'hidden' : undefined;
  }

  /** The secret in the object whose method a place is in, where that is printed as a whole: `console.log(this)`. */
  ofSelf(span: Span): Shown | undefined {
    const type = this.#types.declaredOf('this', span);
    const field = type === undefined ? undefined : this.#types.secretField(type);
    return field === undefined ? undefined : { span, subject: field.name, object: true, weak: false, origin: field.span };
  }

  /** The field at a place of a record that is taken apart by order: `val (user, password) = account`. */
  fieldAt(name: string, at: Span, place: number): string | undefined {
    const type = this.#types.declaredOf(name, at);
    const fields = type === undefined || !/^(?:kotlin|csharp|scala)$/.test(this.#evaluator.model.language) ? undefined : this.#types.named(type)?.fields;
    return fields?.[place]?.name;
  }

  /** The secret that is put into what a name holds, before a place. */
  filled(name: string, at: Span): Shown | undefined {
    const owner = this.#evaluator.bindings.owner(name, at.start);
    const put = this.#put(owner, at.start);
    return put !== undefined && this.#isRemoved(name, put.subject, owner.scope.span.start, at.start) ? undefined : put;
  }

  /** The secret in what a member holds. */
  ofMember(member: MemberExpression): Shown | undefined {
    const { text, layout } = this.#evaluator.model;
    const written = layout.of(member.span, LONGEST_PATH + 1);
    // Of what is taken apart the span is the whole, and another part of it is another value.
    const read =
      written.length <= LONGEST_PATH && /^[\w$.@>-]+$/.test(written) && written.endsWith(member.name)
        ? this.#readOf(written, { start: 0, end: text.length })
        : undefined;
    return read === undefined ? undefined : { ...read, span: member.span, origin: read.span };
  }

  /** What is assigned to this very member in the file (`this.x = …`, `{ x: … }`); undefined where nothing is known. */
  memberValue({ object, name, span }: MemberExpression): Verdict | undefined {
    if (object.kind !== 'name') return undefined;
    const ofSelf = object.name === 'this' || object.name === 'self';
    const found: Verdict[] = [];
    if (ofSelf && IMPLICIT_THIS.has(this.#evaluator.model.language)) found.push(...this.#bareFields(name));
    for (const binding of ofSelf ? this.#selfFields(name) : this.#before(object.name, span.start)) {
      if (binding.value === undefined || found.length >= MOST_VALUES) continue;
      if (binding.how === 'field' && binding.field === name) found.push(this.#evaluator.evaluate(binding.value));
      else if (binding.how === 'assign' && binding.value.kind === 'collection') {
        const entry = binding.value.entries.find(({ key }) => key === name);
        if (entry !== undefined) found.push(this.#evaluator.evaluate(entry.value));
      }
    }
    if (found.length === 0 && !ofSelf && this.#lacks(object.name, span.start)) return CLEAN;
    return found.length === 0 ? undefined : together(found);
  }

  /** A map that the function itself made empty, and put nothing into before this place. */
  #lacks(name: string, at: number): boolean {
    const { bindings, own, parameter } = this.#evaluator.bindings.owner(name, at);
    if (!own || parameter !== -1) return false;
    const before = bindings.filter(({ span }) => span.start < at);
    const [only] = before;
    return before.length === 1 && only?.how === 'assign' && only.value?.kind === 'collection' && only.value.entries.length === 0;
  }

  /** What is assigned to a field without saying whose it is. */
  #bareFields(name: string): readonly Verdict[] {
    let known = this.#bare.get(name);
    const { length } = this.#evaluator.model.text;
    if (known === undefined)
      this.#bare.set(name, (known = this.#lookups.make({ word: name, start: 0, end: length, most: MOST_BARE, counts: wordsOf(name) }, bareFieldsOf(name))));
    return this.#lookups.told(known).map((value) => this.#evaluator.evaluate(value));
  }

  #before(name: string, at: number): readonly Binding[] {
    const { bindings, own } = this.#evaluator.bindings.owner(name, at);
    return own ? bindings.filter((binding) => binding.span.end <= at) : bindings;
  }

  /** Assignments to a field of the instance anywhere in the file. */
  #selfFields(name: string): readonly Binding[] {
    let known = this.#fields.get(name);
    const { length } = this.#evaluator.model.text;
    if (known === undefined)
      this.#fields.set(name, (known = this.#lookups.make({ word: name, start: 0, end: length, most: MOST_PLACES, counts: wordsOf(name) }, selfFieldsOf(name))));
    return this.#lookups.told(known);
  }

  #put({ bindings, own }: Owner, at: number): Shown | undefined {
    const before = own ? at : Number.MAX_SAFE_INTEGER;
    for (let index = bindings.length - 1; index >= 0; index--) {
      const { how, field, value, span } = bindings[index] as Binding;
      if (span.start >= before || value === undefined) continue;
      if (how === 'call' && value.kind === 'call') {
        const shown = this.#chained(value).flatMap((each) => this.#evaluator.calls.put(each).shown)[0];
        if (shown !== undefined) return { ...shown, object: true, origin: shown.origin ?? shown.span };
      } else if (how === 'field') {
        if (field === 'Env' && bindings.some((each) => runs(each.value))) continue;
        const verdict = this.#evaluator.evaluate(value);
        const [shown] = verdict.shown;
        if (shown !== undefined && !shown.weak) return { ...shown, object: true, origin: shown.origin ?? shown.span };
        if (!verdict.clean && field !== undefined && this.#evaluator.names.judge(field) === 'secret')
          return { span, subject: field, object: true, weak: false, origin: span };
      }
    }
    return undefined;
  }

  /** The calls that follow a call on the same object: `sb.append("x").append(password)`. */
  #chained(first: CallExpression): readonly CallExpression[] {
    const { model } = this.#evaluator;
    const calls = [first];
    for (let at = first.span.end; calls.length < 20;) {
      this.#evaluator.recorder?.place(at, at + 1);
      const next = /^\s{0,60}(?:\?\.|\.|->)\s{0,4}([A-Za-z_]\w*)\s{0,2}\(/.exec(model.text.slice(at, at + 160));
      if (next === null) break;
      const call = model.callAt(at + next[0].lastIndexOf(next[1] ?? ''));
      if (call === undefined || call.span.end <= at) break;
      calls.push(call);
      at = call.span.end;
    }
    return calls;
  }

  /** A read of a secret part of what is written as `path`: `path.token`, `path["user"]["token"]`, `path.get("token")`. */
  #readOf(path: string, within: Span, part = false): Shown | undefined {
    if (!part && BROAD.test(path)) return undefined;
    const key = `${String(within.start)} ${String(within.end)} ${path}`;
    let known = this.#reads.get(key);
    if (known === undefined)
      this.#reads.set(key, (known = this.#lookups.make({ word: path, ...within, most: MOST_OCCURRENCES, counts: countOf(path) }, readOf(path))));
    return this.#lookups.told(known);
  }

  /** Headers by name, in a file that authorises requests. */
  headers(name: string, span: Span): Shown | undefined {
    if (
      !HEADERS.test(name) ||
      /^(?:response|res|resp|reply|r|out|table|csv|column|file|mail|email|http_?error|(?:\w{1,40}_)?(?:allowed|proxy|trusted|known|required|expected|excluded|ignored|removed))_?headers?$/i.test(
        name,
      )
    )
      return undefined;
    if (/[a-z]header$|^header$/i.test(name) && !/auth|request|http|api(?![a-z])|api(?=Header)/i.test(name)) return undefined;
    return this.#evaluator.evidence.has(AUTHORISES) ? { span, subject: name, object: true, weak: false } : undefined;
  }
}

/** Go's `exec.Command`, which prints as its path and arguments, whatever its environment is. */
const runs = (value: Expression | undefined): boolean =>
  value?.kind === 'call' && /^Command(?:Context)?$/.test(value.callee) && receiverName(value.receiver) === 'exec';

/** A member as it is written, at most, in UTF-16 code units. */
const LONGEST_PATH = 80;
/** In front of what is taken apart, with the names of its parts. */
const TAKES = /\{([^{}\n]{1,200})\}\s*=\s*(?:await\s+)?[\w.]*$/;
const LONGEST_TAKEN = 300;

function takenFrom({ text, layout }: FileModel, name: string, start: number, end: number, into: Reads): string | undefined {
  for (let at = indexWithin(text, name, start, end), seen = 0; at !== -1 && seen < MOST_PLACES; at = indexWithin(text, name, at + name.length, end), seen++) {
    if (/\w/.test(text.charAt(at + name.length)) || /\w/.test(text.charAt(at - 1)) || !MAY_TAKE.test(text.slice(Math.max(0, at - 40), at))) continue;
    const taken = TAKES.exec(layout.before(at, LONGEST_TAKEN))?.[1];
    if (taken === undefined) continue;
    into.place(at - LONGEST_TAKEN, at + name.length + 1);
    return taken;
  }
  return undefined;
}
/** Cheaper to ask: right in front of it something is given. */
const MAY_TAKE = /[=.]\s*$|await\s+$|\*\/\s*$/;

const bareFieldsOf =
  (name: string): Find<readonly Expression[]> =>
  ({ model, recorder }, start, end, into) => {
    const { text, layout } = model;
    const found: Expression[] = [];
    for (let at = indexWithin(text, name, start, end), seen = 0; at !== -1 && seen < MOST_BARE; at = indexWithin(text, name, at + name.length, end), seen++) {
      if (found.length >= MOST_VALUES) break;
      if (/[\w$.]/.test(text.charAt(at - 1)) || !/^\s{0,2}=(?!=)/.test(layout.after(at + name.length, 4))) continue;
      const place = at;
      const assigned = (): Expression | undefined => {
        const binding = model.bindingAt(place);
        return binding?.how === 'assign' ? binding.value : undefined;
      };
      const value = recorder === undefined ? assigned() : recorder.found(into, assigned);
      if (value === undefined) continue;
      into.place(at - 1, at + name.length + LOOKS_BEHIND);
      found.push(value);
    }
    return found;
  };

const selfFieldsOf =
  (name: string): Find<readonly Binding[]> =>
  ({ model, recorder }, start, end, into) => {
    const { text, layout } = model;
    const found: Binding[] = [];
    for (const prefix of ['this.', 'self.', 'this->', '@']) {
      const wanted = prefix + name;
      for (
        let at = indexWithin(text, wanted, start, end), seen = 0;
        at !== -1 && seen < MOST_PLACES;
        at = indexWithin(text, wanted, at + wanted.length, end), seen++
      ) {
        if (!/^\s{0,4}(?::[^=\n]{1,60})?[-+|?]{0,2}=(?!=)/.test(layout.after(at + wanted.length, 80))) continue;
        const place = at;
        const bound = (): Binding | undefined => {
          const binding = model.bindingAt(place);
          return binding?.how === 'field' && binding.field === name ? binding : undefined;
        };
        const binding = recorder === undefined ? bound() : recorder.found(into, bound);
        if (binding === undefined) continue;
        into.place(at - 1, at + wanted.length + 80);
        found.push(binding);
      }
    }
    return found;
  };

const readOf =
  (path: string): Find<Shown | undefined> =>
  ({ model, judge }, start, end, into) => {
    const attributes = SHOWS_ATTRIBUTES.has(model.language);
    for (const at of occurrences(model.text, path, start, end)) {
      const from = at + path.length;
      PART.lastIndex = from;
      for (let part = PART.exec(model.text), steps = 0; part !== null && steps < 6; part = PART.exec(model.text), steps++) {
        const [, quoted, symbol, read, attribute] = part;
        const key = quoted ?? symbol;
        const name = key ?? read ?? (attributes || steps > 0 ? attribute : undefined);
        if (name === undefined) {
          if (attribute !== undefined && !/^(?:json|data|body|text|content|headers)$/.test(attribute)) break;
          continue;
        }
        if (judge(name) !== 'secret') continue;
        const span = { start: at, end: part.index + part[0].length };
        into.place(at - LOOKS_BEFORE, span.end + LOOKS_BEHIND);
        return { span, subject: name, object: true, weak: false, origin: span };
      }
    }
    return undefined;
  };
