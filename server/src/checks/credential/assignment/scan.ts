import type { Span } from '../../../base/span';
import type { RuleId } from '../../../base/finding';
import type { Document } from '../../../base/document';
import type { Candidate } from '../candidate';
import { judgeValue, type ValueContext } from '../values/judge';
import { isPublished } from '../values/published';
import { isAmongNames } from './reading/amongNames';
import { isBesideAccount, isBesideUser, mayBePhrase } from './reading/phrases';
import { fold, judgeName, lastSegment, type NameKind } from '../values/name';
import { isTest, isTranslation, languageOf, type Language } from './text/language';
import { Lines } from './text/line';
import type { Literal } from './text/literal';

/** A name that says its value is a credential, and where it stands. */
export interface Named {
  readonly name: string;
  readonly kind: NameKind;
  readonly start: number;
  readonly end: number;
}

/** How a value was met. */
export interface Met {
  readonly quoted: boolean;
  readonly place: ValueContext['place'];
  readonly rule?: RuleId;
  readonly more?: readonly Span[];
  /** Written inside a string, a comment or documentation. */
  readonly text?: boolean;
  /** What the value says when it is decoded: judged instead of it. */
  readonly judged?: string;
  /** Joined to an expression: reported only if the literal part alone was made by a generator. */
  readonly partial?: boolean;
  /** Handed to a command or a statement that takes a password at that place. */
  readonly given?: boolean;
}

/** Names of settings that take `user:password`: libcurl's `CURLOPT_USERPWD`. */
const USER_AND_PASSWORD = /user_?(?:pwd|pass(?:word)?)$|basic_?auth$/i;
/** Names whose value may be one, and mostly is none. */
const MAY_BE_PAIR = /auth$|creds?$|credentials?$|auth\.user\.info$/i;
/** …of which the part behind the colon is no number, and no word: `role:editor` says what somebody may. */
const MADE_UP = /:(?!\d{1,5}$)(?=[^:]*(?:\d|[a-z][A-Z]|[^\w.:-]))/;
const PAIR = /^[\w.@+-]{1,64}:(?=[^\s:/][^\s]{2,120}$)/;
/** A name that a user may have; a host, a path or a number is none. */
const USER = /^(?!localhost$|\d+$)[\w@+-]{2,40}$|^[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{1,20}$/;
/** What a line speaks of where a value is compared with what somebody asks with. */
const REQUESTED =
  /\b(?:req(?:uest)?|ctx|params|headers?|query|args|cookies|searchParams|e\.parameter|ngx\.var|r\.(?:URL|Header|Form))\b|\$_(?:GET|POST|REQUEST|SERVER|COOKIE)\b|\$(?:http|arg|cookie)_|get(?:Header|Parameter)\(|FormValue\(/i;
/** Names of what is done, and digests by which it is known: of operations of GraphQL that are kept, of checksums. */
const OPERATION =
  /^(?:get|list|fetch|find|load|create|add|generate|issue|exchange|delete|remove|update|set|save|revoke|rotate|reset|verify|validate|check|change|send)(?=[A-Z_])|^(?:Get|List|Fetch|Find|Load|Create|Add|Generate|Issue|Exchange|Delete|Remove|Update|Set|Save|Revoke|Rotate|Reset|Verify|Validate|Check|Change|Send)(?=[A-Z])/;
const DIGEST = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A name and a sign alone before a value: what a function gives back is not such. */
const DIRECTLY_GIVEN = /(?<!\)\s{0,4})(?:[:=]|=>)\s{0,8}["'`]?$/;
const SCHEME = /^(?:Basic|Bearer|Token|ApiKey|GenieKey|JWT|SSWS)[ \t]+(?=\S)/i;

/** The state of one run over one text. */
export class Scan {
  readonly text: string;
  readonly language: Language;
  readonly lines: Lines;
  readonly found: Candidate[] = [];
  readonly path: string;
  readonly #translation: boolean;
  readonly #test: boolean;
  readonly #kinds = new Map<string, NameKind | undefined>();
  readonly #budgetAtFirst: number;
  #budget: number;
  #spare: number;
  /** Where each value begins that was found, and its number in `found`. */
  readonly #seen = new Map<number, number>();

  constructor(document: Document) {
    this.text = document.text;
    this.#budgetAtFirst = 4 * document.text.length + 200_000;
    this.#budget = this.#budgetAtFirst;
    this.#spare = this.#budgetAtFirst;
    this.path = document.uri;
    this.language = languageOf(document);
    this.lines = new Lines(document.text, this.language);
    this.#translation = isTranslation(document.uri);
    this.#test = isTest(document.uri);
  }

  /** Takes reading `units` more from the budget of this text; false when it is used up. What makes the whole linear, whatever the text. */
  spend(units: number): boolean {
    this.#budget -= units;
    return this.#budget > 0;
  }

  /** As `spend`, for a look around a value without which it is judged all the same: as many again as are read else, and nothing is passed by for it. */
  spare(units: number): boolean {
    this.#spare -= units;
    return this.#spare > 0;
  }

  /** How much of the budget is used. */
  get budget(): { readonly spent: number; readonly budget: number } {
    return { spent: 2 * this.#budgetAtFirst - this.#budget - this.#spare, budget: this.#budgetAtFirst };
  }

  /** What a name says its value is; remembered, since names recur. */
  kindOf(name: string): NameKind | undefined {
    if (this.#kinds.has(name)) return this.#kinds.get(name);
    const kind = judgeName(name);
    if (this.#kinds.size < 4096) this.#kinds.set(name, kind);
    return kind;
  }

  /** Judges a value and notes it if it is a credential. */
  offer(named: Pick<Named, 'name' | 'kind'>, at: Span, met: Met): void {
    const before = this.#seen.get(at.start);
    // What stood for a value to come where it was written may be handed to a call all the same.
    if (before !== undefined && !(met.place === 'call' && this.found[before]?.grade === 'placeholder')) return;
    if (at.end - at.start > 1024 || !this.spend(at.end - at.start)) return;
    let { start } = at;
    let { kind } = named;
    if (
      kind === 'weak' &&
      MAY_BE_PAIR.test(named.name) &&
      PAIR.test(this.text.slice(start, Math.min(at.end, start + 200))) &&
      MADE_UP.test(this.text.slice(start, at.end))
    )
      kind = 'password';
    if (USER_AND_PASSWORD.test(named.name) || (kind === 'password' && named.kind === 'weak'))
      start += PAIR.exec(this.text.slice(start, Math.min(at.end, start + 200)))?.[0].length ?? 0;
    let rule: RuleId = met.rule ?? (kind === 'password' ? 'credential.password' : 'credential.generic-token');
    // How Spring says that a password is stored as it is.
    if (this.text.startsWith('{noop}', start)) start += '{noop}'.length;
    const whole = this.text.slice(start, at.end);
    const scheme = SCHEME.exec(whole);
    if (scheme) {
      start += scheme[0].length;
      kind = kind === 'password' ? kind : 'token';
    }
    // An expression of a page that is a literal: `:password="'x'"`.
    const literal = met.quoted ? /^'([^'\n]{1,200})'$/.exec(whole)?.[1] : undefined;
    const value =
      met.judged ?? literal ?? [whole.slice(scheme?.[0].length ?? 0), ...(met.more ?? []).map((part) => this.text.slice(part.start, part.end))].join('');
    if (OPERATION.test(lastSegment(named.name)) && DIGEST.test(value) && DIRECTLY_GIVEN.test(this.text.slice(Math.max(0, at.start - 16), at.start))) return;
    const context: ValueContext = {
      name: named.name,
      kind,
      quoted: met.quoted,
      place: met.place,
      requested: met.place === 'comparison' && this.#isRequested(at),
      code: met.text !== true && this.language.family === 'code',
      test: this.#test,
      translation: this.#translation,
      given: met.given === true,
      phrase: () => mayBePhrase(this, { name: named.name, kind }, at, met),
      besideAccount: () => isBesideAccount(this, at),
      besideUser: () => isBesideUser(this, at),
      amongNames: () => isAmongNames(this, at),
    };
    const basic = scheme !== null && /^basic/i.test(scheme[0]);
    const pair = basic || (kind === 'weak' && value.length >= 8) ? decodedPair(value) : undefined;
    let grade = pair === undefined ? (basic ? undefined : judgeValue(value, context)) : judgeValue(pair, { ...context, kind: 'password' });
    if (pair !== undefined) rule = 'credential.basic-auth';
    if (grade === undefined || (met.partial === true && grade !== 'real')) return;
    if (isPublished(value)) grade = 'placeholder';
    if (met.place === 'prose' && grade === 'real' && rule === 'credential.password') grade = 'likely';
    if (met.place === 'comparison' && this.#isAssertion(at.start)) grade = 'placeholder';
    const number = before ?? this.found.length;
    this.#seen.set(at.start, number).set(start, number);
    this.found[number] = { rule, span: { start, end: at.end }, grade, subject: named.name, ...(met.more && met.more.length > 0 ? { related: met.more } : {}) };
  }

  /** Bytes or characters one by one; all of them the same is a buffer to be filled, unless the whole is handed to a cipher. */
  #offerListed(named: Pick<Named, 'name' | 'kind'>, span: Span, place: Met['place']): void {
    if (this.#seen.has(span.start) || span.end - span.start > 1024) return;
    if (
      place !== 'call' &&
      (named.kind === 'weak' ||
        this.text.slice(span.start, span.end).split(',').length < 8 ||
        /salt$|^\w*hash/i.test(named.name) ||
        isRegular(this.text.slice(span.start, span.end)))
    )
      return;
    this.#seen.set(span.start, this.found.length);
    this.found.push({ rule: named.kind === 'password' ? 'credential.password' : 'credential.generic-token', span, grade: 'likely', subject: named.name });
  }

  /**
   * The name that the user has whose password was found last. On the same line it is told beside it; on a line of its own it is a finding,
   * since whoever mends the one line would leave the other. `argument`: where the call names the password.
   */
  noteUser(span: Span, argument: number): void {
    const last = this.found.at(-1);
    const name = this.text.slice(span.start, span.end);
    if (last === undefined || last.grade === 'placeholder' || !USER.test(name) || this.#seen.has(span.start)) return;
    if (!this.text.slice(Math.min(span.start, argument), Math.max(span.start, argument)).includes('\n'))
      this.found[this.found.length - 1] = { ...last, related: [...(last.related ?? []), span] };
    else if (!this.#test) {
      this.#seen.set(span.start, this.found.length);
      this.found.push({ rule: 'credential.user-name', span, grade: 'likely' });
    }
  }

  /** Compared with what a request holds. */
  #isRequested({ start, end }: Span): boolean {
    const line = this.lines.at(start);
    return REQUESTED.test(this.text.slice(Math.max(line.start, start - 160), Math.min(line.end, end + 120)));
  }

  /** A test that says what to expect does not hold the door's key. */
  #isAssertion(at: number): boolean {
    const { start } = this.lines.at(at);
    return /^\s*(?:assert|expect|should|self\.assert|Assert|verify|EXPECT_|ASSERT_)/.test(this.text.slice(start, Math.min(at, start + 120)));
  }

  offerLiteral(named: Pick<Named, 'name' | 'kind'>, literal: Literal, met: Pick<Met, 'place' | 'rule' | 'text'>): void {
    // `auth = "bob:" + "x"`
    const password = literal.more.at(-1);
    if (password !== undefined && !literal.partial && (MAY_BE_PAIR.test(named.name) || USER_AND_PASSWORD.test(named.name))) {
      const user = [literal.span, ...literal.more.slice(0, -1)].map(({ start, end }) => this.text.slice(start, end)).join('');
      if (/^[\w.@+-]{1,64}:$/.test(user)) {
        this.offer({ name: named.name, kind: 'password' }, password, { ...met, quoted: true });
        return;
      }
    }
    if (literal.listed === true) {
      this.#offerListed(named, literal.span, met.place);
      return;
    }
    // Too short for any value (`judgeValue`).
    if (literal.more.length === 0 && literal.span.end - literal.span.start < 3) return;
    this.offer(named, literal.span, {
      ...met,
      place:
        literal.converted &&
        met.place === 'assignment' &&
        named.kind !== 'weak' &&
        !/salt$/i.test(named.name) &&
        fold(this.text.slice(literal.span.start, literal.span.end)) !== fold(named.name)
          ? 'call'
          : met.place,
      quoted: true,
      more: literal.more,
      partial: literal.partial,
    });
  }
}

/** True where a list of numbers is no key: too few different ones, or all the same distance apart. */
function isRegular(list: string): boolean {
  const numbers = (list.match(/0x[0-9a-f]{1,2}|\d{1,3}|'[^']+'/gi) ?? []).map((item) => (item.startsWith("'") ? item.charCodeAt(1) : Number(item)));
  const steps = new Set(numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0)));
  return list.startsWith('[') || new Set(numbers).size <= numbers.length / 3 || steps.size <= 2;
}

/** The password of a base64 `user:password`, if the text is one. */
function decodedPair(value: string): string | undefined {
  if (value.length % 4 === 1 || value.length > 512 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  return colon > 0 && colon < text.length - 2 && /^[\x20-\x7e]+$/.test(text) ? text.slice(colon + 1) : undefined;
}
