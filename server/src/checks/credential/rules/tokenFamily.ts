import type { Document } from '../../../base/document';
import type { Candidate, DetectorFamily, UnitAt } from '../candidate';
import { matchesIn, Windows } from '../keywords/windows';
import { besideRuns, nameAt, REACH, startsBeside, subjectAt } from './beside';
import { gradeOf } from './judge';
import type { TokenRule } from './row';
import { beginsAs, type Shape, inEitherCase, shapeOf, unionOf } from './shape';
import { TOKEN_RULES } from './table';

/** Attempts of one prefixed rule on one line: beyond this a line is no text of a person, and the rest of it is left to others. */
const ATTEMPTS_PER_LINE = 2_000;
/** Attempts of all rules together, per unit of text (plus a floor): the cap that keeps hostile text linear. */
const ATTEMPTS_PER_UNIT = 0.1;
const ATTEMPTS_AT_LEAST = 20_000;
/** The same for the costlier look behind a provider's name. */
const LOOKS_PER_UNIT = 0.004;
const LOOKS_AT_LEAST = 3_000;

const isAlphanumeric = (unit: number): boolean => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

interface Keyword {
  readonly word: string;
  readonly prefixed: readonly number[];
  readonly near: readonly number[];
  readonly beside: readonly number[];
  /** All rules of this keyword are prefixed: then a letter or digit right before the keyword rules it out. */
  readonly wordStart: boolean;
}

/** One for all that wait for nothing: there are a thousand keywords, and a program starts with this. */
const NONE: number[] = [];

/** The keywords of a table, each with the rows that wait for it. */
function keywordsOf(rules: readonly TokenRule[]): Keyword[] {
  const keywords = new Map<string, { word: string; prefixed: number[]; near: number[]; beside: number[]; wordStart: boolean }>();
  for (let number = 0; number < rules.length; number++) {
    const { search, keywords: words } = rules[number] as TokenRule;
    const waiting = search === 'prefix' ? 'prefixed' : search;
    for (const word of words) {
      let known = keywords.get(word);
      if (known === undefined) keywords.set(word, (known = { word, prefixed: NONE, near: NONE, beside: NONE, wordStart: true }));
      if (known[waiting] === NONE) known[waiting] = [number];
      else known[waiting].push(number);
      if (search !== 'prefix') known.wordStart = false;
    }
  }
  return [...keywords.values()];
}

/** Detects what the table of provider tokens describes. */
export class TokenFamily implements DetectorFamily {
  readonly id = 'token';
  readonly rank = 4;
  readonly keywords: readonly string[];
  readonly #rules: readonly TokenRule[];
  readonly #keywords: readonly Keyword[];
  /** Compiled on the first hit. */
  readonly #regexes: (RegExp | undefined)[];
  /** Read on the first hit, as the regexes are. */
  readonly #shapes: (Shape | undefined)[];

  constructor(rules: readonly TokenRule[]) {
    this.#rules = rules;
    this.#shapes = new Array<undefined>(rules.length);
    this.#keywords = keywordsOf(rules);
    this.keywords = this.#keywords.map(({ word }) => word);
    this.#regexes = new Array<undefined>(rules.length);
  }

  startsWord(keyword: number): boolean {
    return this.#keywords[keyword]?.wordStart === true;
  }

  /** Behind a provider's name `hasValueBehind` looks for one of these, in a run that begins within `BESIDE` units. */
  needs(keyword: number): 'capital' | undefined {
    const entry = this.#keywords[keyword];
    return entry !== undefined && entry.near.length === 0 && entry.prefixed.length === 0 ? 'capital' : undefined;
  }

  /**
   * A keyword counts only where one of its rules can still match: a prefixed token begins there letter by letter, behind a provider's name
   * stands something long enough. What is left is one keyword of twenty, and most files have none.
   */
  confirm(keyword: number, at: UnitAt, end: number): boolean {
    const entry = this.#keywords[keyword];
    if (entry === undefined) return false;
    if (entry.near.length > 0) return true;
    const start = end - entry.word.length;
    if (entry.prefixed.length > 0 && (start === 0 || !isAlphanumeric(at(start - 1)) || isEscape(at, start)))
      for (const rule of entry.prefixed) if (beginsAs(this.#shape(rule).beginnings, at, start)) return true;
    if (entry.beside.length === 0) return false;
    let shortest = LONGEST_LEAST;
    for (const rule of entry.beside) shortest = Math.min(shortest, this.#shape(rule).shortest);
    if (!hasValueBehind(at, end, shortest)) return false;
    return startsBeside(at, end, (place) => entry.beside.some((rule) => beginsAs(this.#shape(rule).beginnings, at, place)));
  }

  beginnings(keyword: number): readonly Uint8Array[] | undefined {
    const entry = this.#keywords[keyword];
    if (entry?.wordStart !== true) return undefined;
    return unionOf(entry.prefixed.map((rule) => this.#shape(rule).beginnings));
  }

  detect(document: Document, hits: Int32Array): readonly Candidate[] {
    const scan = new Scan(document.text, this.#rules, (rule) => this.#regex(rule));
    for (let at = 0; at < hits.length; at += 2) {
      const keyword = this.#keywords[hits[at] as number];
      if (keyword === undefined) continue;
      const end = hits[at + 1] as number;
      for (const rule of keyword.prefixed) scan.prefixed(rule, end - keyword.word.length);
      for (const rule of keyword.near) scan.near(rule, end - keyword.word.length, end);
      if (keyword.beside.length > 0) scan.beside(keyword.beside, end - keyword.word.length, end);
    }
    return scan.finish();
  }

  #shape(number: number): Shape {
    const known = this.#shapes[number];
    if (known !== undefined) return known;
    const rule = this.#rules[number];
    const shape = shapeOf(rule?.pattern ?? '');
    return (this.#shapes[number] = rule?.search === 'beside' ? inEitherCase(shape) : shape);
  }

  #regex(number: number): RegExp {
    const known = this.#regexes[number];
    if (known !== undefined) return known;
    const rule = this.#rules[number];
    if (rule === undefined) throw new RangeError('no such rule');
    const compiled = new RegExp(
      rule.search === 'near'
        ? `(?:(?<![0-9A-Za-z])|(?![0-9A-Za-z]))(?:${rule.pattern})(?![0-9A-Za-z])`
        : `(?:${rule.pattern})(?![0-9A-Za-z${rule.search === 'beside' ? '_' : ''}])`,
      // A provider's hexadecimal or base-36 key is copied in either case; a token with a prefix of its own is not.
      rule.search === 'near' ? 'dg' : rule.search === 'beside' ? 'diy' : 'dy',
    );
    this.#regexes[number] = compiled;
    return compiled;
  }
}

/** Here, since a name of another file is looked up anew each time. */
const BESIDE = REACH;
/** A value need not be looked at for longer than this to be long enough. */
const LONGEST_LEAST = 32;

/**
 * Whether one of the next words behind a provider's name is at least `shortest` long and has a digit, or letters of both cases: no row takes
 * less (see `looksRandom`). The first word is the rest of the name.
 */
function hasValueBehind(at: UnitAt, from: number, shortest: number): boolean {
  let length = 0;
  let digit = false;
  let upper = false;
  let lower = false;
  let first = true;
  for (let offset = from; offset < from + BESIDE || length > 0; offset++) {
    const unit = at(offset);
    // Everything that ends a value in any language; what is not ASCII does too.
    if (!(unit > 32 && unit < 127) || isBracketOrQuote(unit) || (first && (unit === 61 || unit === 58))) {
      if (Number.isNaN(unit) || offset >= from + BESIDE) return false;
      length = 0;
      digit = upper = lower = first = false;
      continue;
    }
    length++;
    if (unit >= 48 && unit <= 57) digit = true;
    else if (unit >= 97) lower = true;
    else if (unit >= 65 && unit <= 90) upper = true;
    if (!first && length >= shortest && (digit || (upper && lower))) return true;
    if (length > LONGEST_RUN) return digit || (upper && lower);
  }
  return false;
}

/** Longest run of units that is looked at as one value. */
const LONGEST_RUN = 160;

const BRACKETS_AND_QUOTES = Uint8Array.from({ length: 128 }, (_, unit) => ('"\'`()<>[]{},;'.includes(String.fromCharCode(unit)) ? 1 : 0));
const isBracketOrQuote = (unit: number): boolean => BRACKETS_AND_QUOTES[unit] === 1;

/** `\n` and its like right before a token inside a string literal: the letter belongs to the escape. */
function isEscape(at: UnitAt, start: number): boolean {
  const letter = at(start - 1);
  return at(start - 2) === 92 && (letter === 110 || letter === 114 || letter === 116);
}

/** Providers' names up to this length turn up inside other words: `getSymbol` holds Etsy's. */
const SHORT_NAME = 5;
/** True where a letter goes on before a place: the letter before is one of the same word, not the last of a camel hump. */
function startsInsideWord(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1) | 32;
  const capital = (text.charCodeAt(start) & 32) === 0;
  return before >= 97 && before <= 122 && (!capital || (text.charCodeAt(start - 1) & 32) === 0);
}

const SLASH = 47;
const PLUS = 43;
/** Units of base64 before a place from which on what stands there is more of it: a picture, a font. */
const ENCODED = 72;
function isInBase64(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - ENCODED), start);
  return (
    before.length === ENCODED && /^[A-Za-z0-9+/]+$/.test(before) && /\d/.test(before) && /[a-z]/.test(before) && (before.match(/[A-Z]/g) ?? []).length > 12
  );
}

/** What a name right before a value says it is instead of a credential: a digest, a revision, something of the service that has an id. */
const DIGEST =
  /(?:\bref(?:erence)?|(?:commit|tree|blob|node)(?:_?id)?|sha\d{0,3}|md5|rev|revision|digest|checksum|hash|integrity|etag|fingerprint|crc\d{0,2}|version|parent|(?<![\w-])(?:ix)?id|class_?name|source_?path|placeholder|resource_?key)["'\]]{0,2}\s{0,12}[:=]\s{0,3}["'`]?$/i;
const NAMED_THING =
  /(?:(?:instance|server|image|volume|node|cluster|resource|zone|organi[sz]ation|project|app|org|team|site|workspace|tenant|service|space)[_-]?id|(?:_|[-.]|(?<=[a-z])(?=[A-Z]))(?:form|portal|list|template|plan|price|queue|namespace|service|audience|widget|channel|board|folder)(?:[_-]?id)?)["'\]]{0,2}\s{0,3}[:=]\s{0,3}["'`]?$/i;
/** `ids`: for the rule of an id, which other ids beside the name of the service do not make wrong. */
function isOther(text: string, start: number, ids: boolean): boolean {
  const before = text.slice(Math.max(0, start - 36), start);
  return (DIGEST.test(before) && !(ids && /id["'\]]{0,2}\s{0,3}[:=]\s{0,3}["'`]?$/i.test(before))) || (!ids && NAMED_THING.test(before));
}

/** The work on one text. */
class Scan {
  readonly #text: string;
  readonly #rules: readonly TokenRule[];
  readonly #regex: (rule: number) => RegExp;
  readonly #found: Candidate[] = [];
  readonly #windows = new Map<number, Windows>();
  /** Per rule: where its last match ended, so that a keyword inside a match is not tried again. */
  readonly #done = new Map<number, number>();
  readonly #onLine = new Map<number, number>();
  #lineEnd = -1;
  #attempts: number;
  #looks: number;

  constructor(text: string, rules: readonly TokenRule[], regex: (rule: number) => RegExp) {
    this.#text = text;
    this.#rules = rules;
    this.#regex = regex;
    this.#attempts = ATTEMPTS_AT_LEAST + text.length * ATTEMPTS_PER_UNIT;
    this.#looks = LOOKS_AT_LEAST + text.length * LOOKS_PER_UNIT;
  }

  prefixed(number: number, start: number): void {
    if (start < (this.#done.get(number) ?? 0) || !this.#may(number, start)) return;
    const before = this.#text.charCodeAt(start - 1);
    if (start > 0 && isAlphanumeric(before) && !isEscape((offset) => this.#text.charCodeAt(offset), start)) return;
    if ((before === SLASH || before === PLUS) && isInBase64(this.#text, start)) return;
    const regex = this.#regex(number);
    regex.lastIndex = start;
    const match = regex.exec(this.#text);
    if (match !== null) this.#take(number, match, 0);
  }

  near(number: number, start: number, end: number): void {
    const rule = this.#rules[number];
    if (rule === undefined) return;
    let windows = this.#windows.get(number);
    if (windows === undefined) this.#windows.set(number, (windows = new Windows(this.#text)));
    windows.add(start - rule.before, end + rule.after);
  }

  beside(numbers: readonly number[], nameStart: number, nameEnd: number): void {
    const first = numbers[0] as number;
    if (nameEnd - nameStart <= SHORT_NAME && startsInsideWord(this.#text, nameStart)) return;
    if (this.#looks-- <= 0 || !this.#may(first, nameStart)) return;
    for (const { start, named, secret } of besideRuns(this.#text, nameEnd)) {
      for (const number of numbers) {
        const asks = this.#rules[number]?.named;
        if (asks === 'secret' ? !secret : asks === true && !named) continue;
        if (start < (this.#done.get(number) ?? 0)) continue;
        const regex = this.#regex(number);
        regex.lastIndex = start;
        const match = regex.exec(this.#text);
        if (match !== null && !isOther(this.#text, start, / id$/.test(this.#rules[number]?.title ?? '')))
          this.#take(number, match, 0, nameAt(this.#text, nameStart));
      }
    }
  }

  finish(): readonly Candidate[] {
    for (const [number, windows] of this.#windows)
      for (const match of matchesIn(this.#text, windows, this.#regex(number))) this.#take(number, match, match.index);
    return this.#found;
  }

  /** `offset`: what to add to the match's own indices; for a `near` match they count from the window's cut. */
  #take(number: number, match: RegExpExecArray, near: number, subject?: string): void {
    const rule = this.#rules[number];
    const whole = match.indices?.[0];
    if (rule === undefined || whole === undefined) return;
    const shift = rule.search === 'near' ? near - whole[0] : 0;
    const inner = match.indices?.groups?.v ?? whole;
    const start = inner[0] + shift;
    const end = inner[1] + shift;
    this.#done.set(number, whole[1] + shift);
    const grade = gradeOf(rule, this.#text.slice(start, end));
    if (grade === undefined) return;
    const other = match.indices?.groups?.id;
    const name = subject ?? subjectAt(this.#text, start);
    this.#found.push({
      rule: rule.id,
      span: { start, end },
      grade,
      ...(other === undefined ? {} : { related: [{ start: other[0] + shift, end: other[1] + shift }] }),
      ...(name === undefined ? {} : { subject: name }),
    });
  }

  /** False once a rule was tried too often on this line, or all rules in this text. */
  #may(number: number, start: number): boolean {
    if (this.#attempts-- <= 0) return false;
    if (start > this.#lineEnd) {
      const next = this.#text.indexOf('\n', start);
      this.#lineEnd = next === -1 ? this.#text.length : next;
      this.#onLine.clear();
    }
    const count = (this.#onLine.get(number) ?? 0) + 1;
    this.#onLine.set(number, count);
    return count <= ATTEMPTS_PER_LINE;
  }
}

export const tokenFamily = new TokenFamily(TOKEN_RULES);
