import type { Span } from '../../../../base/span';
import type { Expression } from '../../model/expression';
import type { Declaration, Field, FileModel, LanguageId, Scope } from '../../model/fileModel';
import type { Owner } from '../lookups/bindings';
import { indexWithin } from '../lookups/indexWithin';
import { handsOver } from './changes';
import type { Evaluator } from './evaluate';
import { typeHides } from './keyMaterial';
import { isClass } from '../names/tokens';
import type { Find, Found } from '../lookups/lookups';

/** Types that every language has of its own: no file declares them. */
const BUILT_IN =
  /^(?:[Ss]tring|str|[Oo]bject|[Nn]umber|[Bb]ool(?:ean)?|[Ii]nt(?:eger)?|[Ll]ong|[Dd]ouble|[Ff]loat|any|unknown|void|never|bytes|byte|char|error)$/;
/** Types inside types inside types whose fields are looked at, and fields of one type that are followed so. */
const DEEPEST_FIELDS = 3;
const MOST_FIELDS = 12;

/** Languages in which a method names a field of its object without saying whose it is. */
export const IMPLICIT_THIS: ReadonlySet<LanguageId> = new Set(['java', 'kotlin', 'csharp', 'swift', 'scala', 'ruby']);
/** Languages in which an object of an ordinary class prints as the name of its class. */
const PRINTS_CLASS: ReadonlySet<LanguageId> = new Set(['java', 'kotlin', 'scala', 'csharp']);

/** The field that makes objects of a type secret. */
export interface SecretField {
  readonly name: string;
  readonly span: Span;
}

/** Says of which type an expression is, and what the file's own types hold. */
export class Types {
  readonly #evaluator: Evaluator;
  readonly #named = new Map<string, Found<Declaration | undefined>>();
  readonly #masks = new Map<string, Found<boolean>>();
  readonly #elements = new Map<string, Found<string | undefined>>();
  readonly #forms = new Map<string, Found<readonly string[] | undefined>>();

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** The declared type of a name at a place, by its last name. */
  declaredOf(name: string, at: Span): string | undefined {
    return this.#declared(this.#evaluator.bindings.owner(name, at.start), name, at);
  }

  /** The type of what a name holds in its scope: declared, or told by what it is given. */
  held(owner: Owner, name: string, at: Span): string | undefined {
    return this.#declared(owner, name, at) ?? this.#ofValue(owner);
  }

  /** The type of an expression by its last name, as far as the file tells. */
  of(expression: Expression): string | undefined {
    switch (expression.kind) {
      case 'wrap':
        return this.of(expression.inner);
      case 'name':
        return this.held(this.#evaluator.bindings.owner(expression.name, expression.span.start), expression.name, expression.span);
      case 'member':
        return isSelf(expression.object) ? this.#ofOwnField(expression.name) : this.#ofPart(expression.object, expression.name);
      case 'call':
        return (
          constructed(expression) ??
          (expression.receiver === undefined || expression.arguments.length > 0 ? undefined : this.#ofPart(expression.receiver, expression.callee))
        );
      default:
        return undefined;
    }
  }

  #ofPart(object: Expression, part: string): string | undefined {
    const type = this.of(object);
    return type === undefined ? undefined : this.named(type)?.fields?.find(({ name }) => name === part)?.type;
  }

  /** True for an expression whose type shows nothing of a secret of this name. */
  hide(expression: Expression, name: string): boolean {
    const type = this.of(expression);
    return typeHides(type, name) || this.masks(type);
  }

  /** True where an expression is of a type that the file declares. */
  isOfFile(expression: Expression): boolean {
    const type = this.of(expression);
    return type !== undefined && this.named(type) !== undefined;
  }

  /** The type with which a field of what a name holds is declared. */
  fieldType(name: string, at: Span, field: string): string | undefined {
    const type = this.of({ kind: 'name', name, span: at });
    return type === undefined ? undefined : this.named(type)?.fields?.find((each) => each.name === field)?.type;
  }

  /** The file's own type of a name. */
  named(type: string): Declaration | undefined {
    if (BUILT_IN.test(type)) return undefined;
    let known = this.#named.get(type);
    const name = type.replace(/\W/g, '');
    const { lookups, model } = this.#evaluator;
    if (known === undefined) this.#named.set(type, (known = lookups.make({ word: name, start: 0, end: model.text.length }, typeNamed(name))));
    return lookups.told(known);
  }

  /** The secret field of a type of the file, or of a type that one of its fields has. `written`: by a serializer, which asks for no text form. */
  secretField(type: string, written = false, depth = 0): SecretField | undefined {
    const declaration = this.named(type);
    // A text form that is written apart from the type.
    const form = this.#evaluator.model.language === 'rust' && !written ? this.shownBy(type, 'Debug') : undefined;
    if (declaration === undefined || (declaration.shows !== true && form === undefined && !written)) return undefined;
    const fields = declaration.fields?.filter(({ hidden, name }) => !isHidden(hidden, written) && (form === undefined || form.includes(name))) ?? [];
    const own = fields.find((field) => this.#isSecret(field, written));
    if (own !== undefined || depth >= DEEPEST_FIELDS) return own;
    for (const field of fields.slice(0, MOST_FIELDS)) {
      const inner = field.type === undefined || field.type === type ? undefined : this.secretField(field.type, written, depth + 1);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  /** True for a type of the file whose secrets no serializer writes. */
  hidesFromSerializers(type: string): boolean {
    return this.named(type)?.fields?.some(({ name, hidden }) => isHidden(hidden, true) && this.#evaluator.names.judge(name) === 'secret') === true;
  }

  #isSecret({ name, type }: Field, written: boolean): boolean {
    return this.#evaluator.names.judge(name) === 'secret' && isText(type) && !typeHides(type, name) && (written || !this.masks(type));
  }

  /** True for a type of the file whose text form shows nothing of what it holds. */
  masks(type: string | undefined): boolean {
    const declaration = type === undefined || type.length > 60 ? undefined : this.named(type);
    if (type === undefined || declaration === undefined) return false;
    const { language } = this.#evaluator.model;
    if (language === 'go') return declaration.shows !== true;
    if (language === 'csharp' && /^I[A-Z]/.test(type)) return false;
    if (PRINTS_CLASS.has(language)) return declaration.shows !== true || declaration.fields?.every(({ hidden }) => isHidden(hidden, false)) === true;
    return declaration.shows !== true && (declaration.masks === true || this.#writesItself(type));
  }

  /**
   * True for a class of elsewhere, in languages in which each class says itself how it prints: what it shows of a secret the file does not tell, and
   * those of libraries that hold one show most often what it is for.
   */
  isOfElsewhere(type: string | undefined): boolean {
    return type !== undefined && PRINTS_CLASS.has(this.#evaluator.model.language) && isClass(type) && this.named(type) === undefined;
  }

  /** The fields that the file's own text form of a Rust type shows as they are; undefined where it writes none. */
  shownBy(type: string, form: 'Debug' | 'Display'): readonly string[] | undefined {
    const { lookups, model } = this.#evaluator;
    const key = `${form} ${type}`;
    let known = this.#forms.get(key);
    if (known === undefined) this.#forms.set(key, (known = lookups.make({ word: type, start: 0, end: model.text.length }, shownIn(form, type))));
    return lookups.told(known);
  }

  /** A text form without anything of the object. */
  #writesItself(type: string): boolean {
    const { lookups, model } = this.#evaluator;
    const find = TEXT_FORMS[model.language]?.(type);
    if (find === undefined) return false;
    let known = this.#masks.get(type);
    if (known === undefined)
      this.#masks.set(
        type,
        (known = lookups.make({ word: type, start: 0, end: model.text.length }, (from, start, end, into) => find(from, start, end, into) !== undefined)),
      );
    return lookups.told(known);
  }

  /** Where a function gives a field a value, the type stands where the field is declared. */
  #declared(owner: Owner, name: string, at: Span): string | undefined {
    const { scope, parameter, bindings } = owner;
    const { language, text } = this.#evaluator.model;
    const receiver = language === 'go' && parameter === -1 && scope.span.end === text.length ? this.#receiver(name, at) : undefined;
    if (receiver !== undefined) return receiver;
    const own = scope.parameters[parameter]?.type ?? bindings.find(({ type }) => isTold(type))?.type;
    if (isTold(own)) return own;
    if (name === 'self' || name === 'this') return this.#around(at);
    if (parameter !== -1) return own === undefined && parameter === 0 ? this.#handed(scope) : undefined;
    if (language === 'go') return this.#receiver(name, at);
    return scope.span.end === text.length || !IMPLICIT_THIS.has(language) ? undefined : this.#ofOwnField(name);
  }

  /** The type in whose method a place stands: the last one before it that stands further out, as every formatter lays it out. */
  #around({ start: at }: Span): string | undefined {
    const { text } = this.#evaluator.model;
    const from = Math.max(0, at - LONGEST_TYPE);
    let indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0].length ?? 0;
    let type: string | undefined;
    let line = text.lastIndexOf('\n', at - 1);
    for (; line > from && indent > 0; line = text.lastIndexOf('\n', line - 1)) {
      const begun = text.slice(text.lastIndexOf('\n', line - 1) + 1, line);
      const own = begun.search(/\S/);
      if (own === -1 || own >= indent || /^\s*[)\]}#/*]/.test(begun)) continue;
      indent = own;
      type = /^\s*(?:[\w@(){}'".,]{1,60}\s){0,6}(?:class|struct|record|object|impl(?:<[^>]{0,40}>)?(?:\s[\w:]{1,60}\sfor)?)\s+(\w{1,60})/.exec(begun)?.[1];
      if (type !== undefined) break;
    }
    this.#evaluator.recorder?.place(Math.max(0, line), at);
    return type;
  }

  /** The type of what a function without a name is given: `body.validate[Login].fold(error => …, login => …)`, `call.receive<Login>().let { login -> … }`. */
  #handed(scope: Scope): string | undefined {
    const { model } = this.#evaluator;
    const call = scope.name === undefined ? model.handedTo(scope) : undefined;
    const on = call?.receiver;
    if (call === undefined || on === undefined) return undefined;
    // Of two functions the last is given what there is, the other what went wrong.
    const isLast = (call.arguments.at(-1)?.value.span.start ?? Number.MAX_SAFE_INTEGER) <= scope.span.start;
    if (!(handsOver(call.callee) || (call.callee === 'fold' && isLast))) return undefined;
    const made = MADE_INTO.exec(model.layout.before(on.span.end, 200, on.span.start));
    return this.of(on) ?? made?.[1] ?? made?.[2];
  }

  /** True for the receiver of a method of Go, of a type that the file declares. */
  isReceiver(name: string, at: Span): boolean {
    const type = this.#evaluator.model.language === 'go' ? this.#receiver(name, at) : undefined;
    return type !== undefined && this.named(type) !== undefined;
  }

  /** Go's `func (s *Server) …`. */
  #receiver(name: string, at: Span): string | undefined {
    const { text } = this.#evaluator.model;
    const method = this.#evaluator.bindings.scopesAt(at.start).find(({ span }) => text.startsWith('func (', span.start));
    const [, called, type] =
      /^func \((\w{1,60})\s{1,4}\*?(\w{1,60})/.exec(method === undefined ? '' : text.slice(method.span.start, method.span.start + 140)) ?? [];
    return called === name ? type : undefined;
  }

  /** The declared type of a field of a class of the file. */
  #ofOwnField(name: string): string | undefined {
    const { bindings, model } = this.#evaluator;
    const isField = ({ start }: Span): boolean =>
      bindings.scopesAt(start).length === 1 || /^(?:private|public|protected|readonly)\b/.test(model.text.slice(start, start + 12));
    return bindings.ofFile(name).find(({ type, span }) => isTold(type) && isField(span))?.type;
  }

  /** The type of what a name is given: constructed, or made of a text. */
  #ofValue({ bindings }: Owner): string | undefined {
    const value = bindings.find(({ how }) => how === 'assign')?.value;
    if (value === undefined) return this.#ofElement(bindings);
    const { layout } = this.#evaluator.model;
    // What a constructor makes is of its type, whatever it is given.
    if (value.kind === 'call' && (value.constructs === true || /^[A-Z]/.test(value.callee))) return constructed(value);
    const made = MADE_INTO.exec(layout.of(value.span, 200));
    return made?.[1] ?? made?.[2] ?? constructed(value);
  }

  /** Go: the type of what a loop takes out of the list that a function of the file gives. */
  #ofElement(bindings: Owner['bindings']): string | undefined {
    const { lookups, model } = this.#evaluator;
    const walked = model.language === 'go' ? bindings.find(({ how }) => how === 'element')?.value : undefined;
    const call = walked?.kind === 'index' ? walked.object : walked;
    if (call?.kind !== 'call' || call.callee === '') return undefined;
    let known = this.#elements.get(call.callee);
    if (known === undefined)
      this.#elements.set(call.callee, (known = lookups.make({ word: call.callee, start: 0, end: model.text.length }, listGivenBy(call.callee))));
    return lookups.told(known);
  }
}

/** How far before a place the head of the type may stand whose method it is in, in UTF-16 code units. */
const LONGEST_TYPE = 30_000;

const isHidden = (hidden: Field['hidden'], written: boolean): boolean => hidden === 'both' || hidden === (written ? 'written' : 'text');

/** Places of a type's or function's name that are looked at. */
const MOST_NAMED = 400;

/** The first match of a pattern that begins with a name, where what stands in front of that fits another. Both are asked of the one layout. */
const besideName =
  (name: string, before: RegExp, behind: RegExp, longest: number): Find<RegExpExecArray | undefined> =>
  ({ model: { text, layout } }, start, end, into) => {
    for (let at = indexWithin(text, name, start, end), seen = 0; at !== -1 && seen < MOST_NAMED; at = indexWithin(text, name, at + name.length, end), seen++) {
      if (/\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(at + name.length)) || !before.test(layout.before(at, LONGEST_HEAD))) continue;
      const found = behind.exec(layout.after(at, longest));
      if (found === null) continue;
      into.place(at - LONGEST_HEAD, at + Math.max(found[0].length, Math.min(longest, 240)) + 1);
      return found;
    }
    return undefined;
  };
/** How much in front of a name is asked, in UTF-16 code units. */
const LONGEST_HEAD = 100;

/** The last name of the type of the elements in the list that a function of Go gives. */
const listGivenBy = (name: string): Find<string | undefined> => {
  const find = besideName(name, /\bfunc (?:\([^()\n]{0,80}\) ?)?$/, /^\w+\([^()\n]{0,200}\) ?\(?\[\]\*?(?:\w{1,40}\.)?(\w{1,60})/, 400);
  return (from, start, end, into) => find(from, start, end, into)?.[1];
};

const isSelf = ({ kind, ...rest }: Expression): boolean => kind === 'name' && 'name' in rest && (rest.name === 'this' || rest.name === 'self');

/** False for what says that the value tells its type. */
const isTold = (type: string | undefined): boolean => type !== undefined && !/^(?:var|val|auto|let)$/.test(type);

/** How a type writes a text form that is a constant, where the declaration itself does not tell. */
const TEXT_FORMS: Partial<Record<LanguageId, (type: string) => Find<unknown>>> = {
  rust: (type) => besideName(type, textForm('(?:Debug|Display)'), /^\w+(?:(?!self\.|\n\})[^]){0,300}\n\}/, 400),
};

/** In front of the type whose text form is written. */
const textForm = (form: string): RegExp => new RegExp(`\\bimpl(?:<[^>\\n]{0,40}>)?\\s+(?:(?:std|core)::)?(?:fmt::)?${form}\\s+for\\s+$`);

/** What a call is given (`mask(&self.token)`) and a part (`self.token.len()`) are not shown as they are. */
const OWN_FIELD = /(?<!\w\(&?(?:mut )?)\bself\.(\w{1,60})(?=\s{0,4}[,)}])/g;

const shownIn = (form: string, type: string): Find<readonly string[] | undefined> => {
  const find = besideName(type, textForm(form), /^\w+[^]{0,600}?\n\}/, 700);
  return (from, start, end, into) => {
    const found = find(from, start, end, into);
    return found === undefined ? undefined : [...found[0].matchAll(OWN_FIELD)].map(([, name = '']) => name);
  };
};

const DECLARES = /\b(?:class|struct|record|interface|type|object|enum|protocol)(?:\s|\/\*[^*]{0,200}\*\/|\\\r?\n)+(?=(\w+))/g;
/** Ruby: a constant that is given a class. */
const GIVEN_CLASS = /^[ \t]{0,40}(\w+)(?=[ \t]{0,4}=[ \t]{0,4}(?:Struct|Data)\.)/gm;

/** Where each type of a text is declared first: from the word that says so to the end of its name. One pass for all names, for a text may name thousands. */
function declarationsOf(text: string): ReadonlyMap<string, Span> {
  const declared = new Map<string, Span>();
  for (const { index, 0: opener, 1: name = '' } of text.matchAll(DECLARES))
    if (!declared.has(name)) declared.set(name, { start: index, end: index + opener.length + name.length });
  for (const { index, 0: line, 1: name = '' } of text.matchAll(GIVEN_CLASS))
    if (!declared.has(name)) declared.set(name, { start: index, end: index + line.length });
  return declared;
}

const remembered = new WeakMap<FileModel, ReadonlyMap<string, Span>>();

function declaredIn(model: FileModel): ReadonlyMap<string, Span> {
  let known = remembered.get(model);
  if (known === undefined) remembered.set(model, (known = declarationsOf(model.text)));
  return known;
}

const typeNamed =
  (name: string): Find<Declaration | undefined> =>
  ({ model, recorder }, start, end, into) => {
    const { text } = model;
    const whole = start === 0 && end === text.length;
    const declared = (whole ? declaredIn(model) : declarationsOf(text.slice(start, end))).get(name);
    if (declared === undefined) return undefined;
    const last = start + declared.end - 1;
    const look = (): Declaration | undefined => model.declarationAt(last);
    const found = recorder === undefined ? look() : recorder.found(into, look);
    into.place(start + declared.start - 1, last + LOOKS_BEHIND_TYPE);
    return found?.kind === 'type' ? found : undefined;
  };
/** Units behind the name of a type by whose text it is told. */
const LOOKS_BEHIND_TYPE = 24;

/** `receive<Login>()`, `loadOrThrow[Login]`, `parse::<Login>()`, `readValue(text, Login.class)`: what something is made into. */
const MADE_INTO =
  /(?:\b|_|(?<=[a-z\d])(?=[A-Z]))(?:[Rr]eceive|[Dd]ecode|[Rr]ead|[Pp]arse|[Dd]eserial|[Ff]rom|[Cc]onvert|[Ee]xtract|[Bb]ind|[Vv]alidate|[Rr]equest|[Bb]ody|[Ll]oad|[Uu]nmarshal|[Gg]et|[Aa]s)\w{0,30}(?:::)?\s?[<[]\s?([A-Z]\w{1,60})\s?[>\]](?!\s?[<[])|[(,]\s?([A-Z]\w{1,60})(?:\.class|::class(?:\.java)?|\.self)\s?[,)]/;

/** True for a type whose value is a text, or may be one. */
export const isText = (type: string | undefined): boolean =>
  type === undefined || !/^(?:bool(?:ean)?|Boolean|int|Int|number|Integer|long|Date|usize|u32|i32|Duration|DateTime|Function)$/.test(type);

/** Functions of a type that give one of it, as Rust, Swift and Python name them: `Args::parse()`, `Config.from_env()`. */
const MAKES_OWN =
  /^(?:new|parse|try_parse|default|load|read|build|init|connect|from|from_\w{1,30}|with_\w{1,30}|deserialize|parse_obj|parse_raw|model_validate(?:_json)?|fromEnv|fromJson|fromMap)$/;

const constructed = (value: Expression | undefined): string | undefined =>
  value?.kind === 'call' && value.receiver?.kind === 'name' && MAKES_OWN.test(value.callee) && /^[A-Z][a-z]\w*$/.test(value.receiver.name)
    ? value.receiver.name
    : value?.kind === 'call' && (value.constructs === true || /^[A-Z][A-Za-z0-9]+$/.test(value.callee))
      ? value.callee
      : value?.kind === 'wrap'
        ? constructed(value.inner)
        : value?.kind === 'call' && value.receiver?.kind === 'call' && /^(?:unwrap|expect|unwrap_or_default|unwrap_or_else)$/.test(value.callee)
          ? constructed(value.receiver)
          : undefined;
