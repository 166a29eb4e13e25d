import type { Span } from '../../../base/span';
import type { RuleId } from '../../../base/finding';
import type { Document } from '../../../base/document';
import type { Candidate } from '../candidate';
import { judgeValue, type ValueContext } from '../values/judge';
import { judgeName, type NameKind } from '../values/name';
import { isTest, isTranslation, languageOf, type Language } from './language';
import { Lines } from './line';
import type { Literal } from './literal';

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
  /** Joined to an expression: reported only if the literal part alone was made by a generator. */
  readonly partial?: boolean;
}

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
  #budget: number;
  readonly #seen = new Set<number>();

  constructor(document: Document) {
    this.text = document.text;
    this.#budget = 4 * document.text.length + 200_000;
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

  /** What a name says its value is; remembered, since names recur. */
  kindOf(name: string): NameKind | undefined {
    if (this.#kinds.has(name)) return this.#kinds.get(name);
    const kind = judgeName(name);
    if (this.#kinds.size < 4096) this.#kinds.set(name, kind);
    return kind;
  }

  /** Judges a value and notes it if it is a credential. */
  offer(named: Pick<Named, 'name' | 'kind'>, at: Span, met: Met): void {
    if (this.#seen.has(at.start) || at.end - at.start > 1024 || !this.spend(at.end - at.start)) return;
    let { start } = at;
    let { kind } = named;
    let rule: RuleId = met.rule ?? (kind === 'password' ? 'credential.password' : 'credential.generic-token');
    const whole = this.text.slice(start, at.end);
    const scheme = SCHEME.exec(whole);
    if (scheme) {
      start += scheme[0].length;
      kind = kind === 'password' ? kind : 'token';
    }
    const value = [whole.slice(scheme?.[0].length ?? 0), ...(met.more ?? []).map((part) => this.text.slice(part.start, part.end))].join('');
    const context: ValueContext = { name: named.name, kind, quoted: met.quoted, place: met.place, test: this.#test, translation: this.#translation };
    const basic = scheme !== null && /^basic/i.test(scheme[0]);
    const pair = basic || (kind === 'weak' && value.length >= 8) ? decodedPair(value) : undefined;
    let grade = pair === undefined ? (basic ? undefined : judgeValue(value, context)) : judgeValue(pair, { ...context, kind: 'password' });
    if (pair !== undefined) rule = 'credential.basic-auth';
    if (grade === undefined || (met.partial === true && grade !== 'real')) return;
    if (met.place === 'prose' && grade === 'real' && rule === 'credential.password') grade = 'likely';
    if (met.place === 'comparison' && this.#isAssertion(at.start)) grade = 'placeholder';
    this.#seen.add(at.start).add(start);
    this.found.push({ rule, span: { start, end: at.end }, grade, subject: named.name, ...(met.more && met.more.length > 0 ? { related: met.more } : {}) });
  }

  /** A test that says what to expect does not hold the door's key. */
  #isAssertion(at: number): boolean {
    const { start } = this.lines.at(at);
    return /^\s*(?:assert|expect|should|self\.assert|Assert|verify|EXPECT_|ASSERT_)/.test(this.text.slice(start, Math.min(at, start + 120)));
  }

  offerLiteral(named: Pick<Named, 'name' | 'kind'>, literal: Literal, met: Pick<Met, 'place' | 'rule'>): void {
    this.offer(named, literal.span, {
      ...met,
      place: literal.converted && met.place === 'assignment' && named.kind !== 'weak' ? 'call' : met.place,
      quoted: true,
      more: literal.more,
      partial: literal.partial,
    });
  }
}

/** The password of a base64 `user:password`, if the text is one. */
function decodedPair(value: string): string | undefined {
  if (value.length % 4 === 1 || value.length > 512 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  return colon > 0 && colon < text.length - 2 && /^[\x20-\x7e]+$/.test(text) ? text.slice(colon + 1) : undefined;
}
