import type { Span } from '../../../base/span';
import type { LanguageId } from '../model/fileModel';
import { bindsAt, isFurtherResult, isOutcome, isOwn } from './text/bindings';
import { blockAt, blockStarts, bracketsAround, INERT } from './text/blocks';
import { Callees } from './callees';
import { type Code, codeOf } from './text/code';
import { FUNCTION, Heads, LONGEST_HEAD } from './text/heads';
import { beforeInLine, forgetLines, indentedEnd, isNameUnit, lastWithin, lineStart, skipBlanks } from './text/lines';
import { Meaning } from './meaning';
import { Sinks } from './sinks';
import { reservedIn } from './text/reserved';
import { NONE, Seen } from './seen';
import { blockEnd, forgetAbsent, lastStatement, LONGEST_STRETCH, statementStart, type Stretch, stretchFrom } from './text/stretch';
import { TypeFields } from './types';
import { Uses } from './uses';
import { Words } from './text/words';

/** Units of statements that are looked at for one text, per unit of it, at most: beyond that it counts as one that may print a secret. */
const MOST_LOOKED = 24;
/** Places of one word that are looked at, at most. */
const MOST_PLACES = 1_500;

/** A body of Rust of which not only what is given back is looked at, at most, in UTF-16 code units. */
const LONGEST_TAIL = 3_000;
/** Milliseconds after which what was not looked at counts as printing a secret: a parse has a limit of its own. */
const LONGEST_LOOK = 2_000;
/** What one place of a word costs, beside what is looked at around it, in units. */
const PLACE = 40;
/** How far before a pattern the head of its match may stand. */
const FARTHEST_MATCH = 8_000;
/** What is given to a call that hides it, at most, in UTF-16 code units. */
const LONGEST_HIDDEN = 2_000;

const CONTROL: ReadonlySet<string> = new Set('if for while switch catch return await in of not and or elif else throw new typeof'.split(' '));
/** Between the parameters of a function and the bracket of its body: the type of what it gives, what it throws, on which line it ever stands. */
const BODY =
  /^(?:(?:[^;{}()\n=]|(?:interface|struct)\{[^{}\n]{0,80}\}){0,200}(?:\((?:[^;{}()\n]|(?:interface|struct)\{[^{}\n]{0,80}\}){0,200}\)[^;{}()\n]{0,20})?(?:(?<!\b(?:interface|struct)\s?)\{|=>)|\s{0,80}(?:(?:throws\s|where\s|->)[^;{}=]{1,300})?\s{0,80}\{)/;
const LONGEST_BEFORE_BODY = 500;
const DEFINES = /^(?:def|function|func|fn|fun)$/;
/** Before a name that gets a value without a sign behind it. */
const DECLARING: ReadonlySet<string> = new Set('as var val let const for my our local declare export readonly case catch resource'.split(' '));
/** What begins, or ends, the head of a match of patterns. */
const MATCHES: Partial<Record<LanguageId, string>> = { rust: 'match ', csharp: 'switch', java: 'switch' };

/** What is looked at once. */
const QUEUED = 0;
const EVERYWHERE = 1;
const CALLED = 2;
const STRETCH = 3;

/** An object that is not reached into but for its fields at once, and is asked to write itself at most. */
const WHOLE = /^(?:self|this)(?!\??\.(?!__dict__|to|as|in|js|se|mo|di|du))/;

/** A word in a block, as one number. */
const keyOf = (number: number, block: number): number => number * 0x400000 + block + 1;

const words = new Words();

export interface ReachOptions {
  readonly declared: ReadonlySet<string>;
  /** Spans of values that are known to be secrets. */
  readonly flagged: readonly Span[];
}

/** Languages whose texts are judged so; of others nothing is known. */
const READ: ReadonlySet<LanguageId> = new Set(['javascript', 'python', 'go', 'java', 'rust', 'csharp']);
export const readsReach = (language: LanguageId): boolean => READ.has(language);

/**
 * Where the words of the sinks begin that can print a secret, as UTF-16 offsets: told from words alone, on the safe side, at a fraction of a parse. `all`
 * where nothing can be told.
 */
export function sinksThatReach(text: string, language: LanguageId, options: ReachOptions): ReadonlySet<number> | 'all' {
  try {
    const code = codeOf(text, language);
    if (!words.read(code.text)) return 'all';
    return new Reach(text, code, language, options).sinks();
  } finally {
    // Whatever happened: a text may hold secrets, and nobody asks for it again.
    forgetLines();
    forgetAbsent();
  }
}

class Reach {
  readonly #code: Code;
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #meaning: Meaning;
  readonly #sinks: Sinks;
  readonly #uses: Uses;
  readonly #fields: TypeFields;
  readonly #callees: Callees;
  readonly #flagged: readonly Span[];
  /** Words and the blocks in which they were named, in pairs; -1: anywhere. */
  readonly #queue: number[] = [];
  readonly #seen = new Seen();
  readonly #reserved: ReadonlySet<string>;
  readonly #heads: Heads;
  readonly #outcomes = new Map<number, boolean>();
  /** Of each word the round bracket around it. */
  #brackets: Int32Array | undefined;
  #blocks: Int32Array | undefined;
  /** What is followed just now. */
  #followed = NONE;
  readonly #types = new Set<number>();
  /** Up to here a call hides what it is given, in the stretch that is taken in. */
  #hidden = 0;
  #looked = 0;
  readonly #most: number;
  #turns = 0;
  readonly #deadline = performance.now() + LONGEST_LOOK;
  #found = false;

  constructor(written: string, code: Code, language: LanguageId, { declared, flagged }: ReachOptions) {
    const { text } = code;
    this.#code = code;
    this.#text = text;
    this.#language = language;
    this.#flagged = flagged.map(({ start, end }) => ({ start: code.at(start), end: code.at(end) }));
    this.#reserved = reservedIn(text, language);
    this.#most = Math.max(20_000, text.length * MOST_LOOKED);
    this.#meaning = new Meaning(words, text, written, language, declared);
    this.#sinks = new Sinks(text, language, words, this.#meaning);
    this.#uses = new Uses(text, language, words, this.#meaning);
    this.#fields = new TypeFields(text, language, words, this.#meaning);
    this.#heads = new Heads(text, language);
    this.#callees = new Callees(text, language, words, this.#heads);
  }

  sinks(): ReadonlySet<number> {
    let matters = this.#flagged.length > 0;
    const sinks: number[] = [];
    const answers: number[] = [];
    for (let index = 0; index < words.count; index++) {
      if (this.#meaning.isPlain(index)) continue;
      if (this.#meaning.marksAnswer(index)) answers.push(index);
      else if (this.#sinks.isSink(index)) sinks.push(index);
      matters ||= this.#meaning.mayMatter(index);
      if (this.#meaning.isTypeWord(index) && (words.starts[index + 1] as number) - (words.ends[index] as number) <= 3 && index + 1 < words.count)
        this.#types.add(words.numbers[index + 1] as number);
    }
    const reaching = new Set<number>();
    if (!matters) return reaching;
    // They are few, and what they mark may stand around them in any way.
    for (const index of answers) reaching.add(this.#code.written(words.starts[index] as number));
    for (const index of sinks) {
      if (this.#around()[index] === INERT || !this.#reaches(index)) continue;
      reaching.add(this.#code.written(words.starts[index] as number));
      this.#seen.forget();
    }
    return reaching;
  }

  /** Whether what a sink prints, or where that comes from, may be a secret. */
  #reaches(index: number): boolean {
    if (this.#looked > this.#most) return true;
    this.#begin();
    if (this.#sinks.mayCall(index)) this.#look(words.ends[index] as number, true);
    if (this.#meaning.printsReceiver(index)) this.#look(lineStart(this.#text, words.starts[index] as number));
    for (const number of this.#sinks.aliasesAt(index)) this.#calls(number);
    return this.#leadsOn();
  }

  #begin(): void {
    this.#found = false;
    this.#queue.length = 0;
    this.#seen.begin();
    this.#followed = NONE;
  }

  /** Whether anything of what is to be followed leads to a secret. */
  #leadsOn(): boolean {
    while (this.#queue.length > 0 && !this.#found) {
      if ((++this.#turns & 255) === 0 && performance.now() > this.#deadline) this.#spend(this.#most + 1);
      const block = this.#queue.pop() as number;
      const number = this.#queue.pop() as number;
      this.#followed = keyOf(number, block);
      this.#follow(number, block);
    }
    if (this.#found && this.#looked <= this.#most) this.#seen.leads(this.#followed);
    return this.#found;
  }

  /** Counts what is looked at, in UTF-16 code units: a text made for it could be looked at without end. */
  #spend(units: number): void {
    if ((this.#looked += units) > this.#most) this.#found = true;
  }

  #around(): Int32Array {
    return (this.#brackets ??= bracketsAround(this.#code, this.#language, words));
  }

  /** Takes in what a statement names from a place on. */
  #look(from: number, call = false): void {
    if (!this.#seen.first(STRETCH, call ? -from : from)) return;
    const stretch = stretchFrom(this.#text, this.#language, from, call);
    if (stretch === undefined) {
      this.#spend(Math.min(this.#text.length - from, LONGEST_STRETCH));
      this.#found = true;
      return;
    }
    this.#take(stretch);
    if (!this.#found) this.#found = this.#sinks.namesScheme(stretch);
    if (call && !this.#found) this.#found = this.#sinks.isLabelled(stretch, from);
    if (!call) for (let at = 0; at < stretch.blocks.length; at += 2) this.#results(stretch.blocks[at] as number, stretch.blocks[at + 1] as number);
  }

  #take({ parts, end }: Stretch): void {
    if (parts.length === 0) return;
    const start = parts[0] as number;
    this.#spend(end - start);
    for (const flagged of this.#flagged) if (flagged.start < end && flagged.end > start) this.#found = true;
    this.#hidden = 0;
    for (let at = 0; at < parts.length && !this.#found; at += 2) this.#takeWords(parts[at] as number, parts[at + 1] as number);
  }

  #takeWords(start: number, end: number): void {
    for (let index = words.indexAt(Math.max(start, this.#hidden)); index < words.count && (words.starts[index] as number) < end; index++) {
      if (this.#meaning.hides(index) || (!this.#meaning.isInTables(index) && this.#callees.isUnknown(index) && !this.#meaning.isShown(index))) {
        const open = words.ends[index] as number;
        const close = blockEnd(this.#text, this.#language, open, LONGEST_HIDDEN);
        this.#spend(close === -1 ? LONGEST_HIDDEN : close - open);
        if (close !== -1) {
          this.#hidden = close;
          index = words.indexAt(close) - 1;
          continue;
        }
      }
      if (this.#meaning.isShown(index) || this.#uses.isHyphenated(index)) {
        this.#found = true;
        return;
      }
      if (this.#isWhole(index)) for (const type of this.#types) this.#enqueue(type, -1);
      if (!this.#meaning.isMeasured(index)) this.#enqueue(words.numbers[index] as number, this.#blockOf(index));
    }
  }

  /** The object whose method it is, as a whole: `vars(self)`, `self.__dict__`, `console.log(this)`. */
  #isWhole(index: number): boolean {
    const start = words.starts[index] as number;
    const end = words.ends[index] as number;
    return end - start === 4 && WHOLE.test(this.#text.slice(start, end + 10));
  }

  /** The block to which a name may belong; -1 for members and what is called, which belong to no block. */
  #blockOf(index: number): number {
    const start = words.starts[index] as number;
    const before = this.#text.charCodeAt(start - 1);
    if ((before === 46 && this.#text.charCodeAt(start - 2) !== 46) || before === 62 || before === 58 || before === 34 || before === 39) return -1;
    this.#blocks ??= blockStarts(this.#text, this.#language);
    return blockAt(this.#blocks, start);
  }

  #enqueue(number: number, block: number): void {
    const key = keyOf(number, block);
    if (this.#seen.isLeading(key)) this.#found = true;
    if (this.#found || !this.#seen.first(QUEUED, key)) return;
    this.#seen.follows(key, this.#followed);
    const name = words.names[number] as string;
    const first = name.charCodeAt(0);
    if ((first < 48 || first > 57) && name !== '_' && !this.#reserved.has(name) && !(this.#language === 'go' && this.#isOutcome(number, name)))
      this.#queue.push(number, block);
  }

  #isOutcome(number: number, name: string): boolean {
    let known = this.#outcomes.get(number);
    if (known === undefined) this.#outcomes.set(number, (known = isOutcome(this.#text, words, number, name)));
    return known;
  }

  /**
   * Looks at every place of a word for what gives it its value, and for what that is used as. Where the block in which it is named says for sure that it is a
   * variable of its own, only there.
   */
  #follow(number: number, block: number): void {
    if (block !== -1) {
      const own = this.#blocks as Int32Array;
      const start = own[block] as number;
      const end = block + 1 < own.length ? (own[block + 1] as number) : this.#text.length;
      let bound = false;
      let index = words.firstOf(number);
      while (index !== -1 && (words.starts[index] as number) < start) index = words.next[index] as number;
      for (; index !== -1 && (words.starts[index] as number) < end && !this.#found; index = words.next[index] as number) bound = this.#place(index) || bound;
      if ((bound && this.#isFunction(start)) || this.#found) return;
    }
    if (!this.#seen.first(EVERYWHERE, number)) return;
    let seen = 0;
    for (let index = words.firstOf(number); index !== -1 && !this.#found; index = words.next[index] as number) {
      if (++seen > MOST_PLACES) this.#found = true;
      else this.#place(index);
    }
  }

  /** False for a loop or condition of a module of Python: what it gives a value may have had one before. */
  #isFunction(block: number): boolean {
    return this.#language !== 'python' || /^(?:async\s|def\b|class\b|@)/.test(this.#text.slice(block, block + 8));
  }

  /** True where the place surely makes a variable of the function around it. */
  #place(index: number): boolean {
    this.#spend(PLACE);
    if (this.#around()[index] === INERT) return false;
    const text = this.#text;
    const start = words.starts[index] as number;
    const end = words.ends[index] as number;
    if (this.#uses.isUsedAsSecret(index) || this.#uses.hasSecretPart(index) || this.#uses.isUsedAsKey(index, start)) {
      this.#found = true;
      return false;
    }
    const gap = index > 0 ? start - (words.ends[index - 1] as number) : 99;
    if (gap <= 3 && this.#meaning.isTypeWord(index - 1)) {
      this.#type(index);
      return false;
    }
    let bound = false;
    const declares = gap <= 3 && DECLARING.has(words.names[words.numbers[index - 1] as number] as string);
    const binds = bindsAt(text, this.#language, end);
    if (binds === 'value' || declares) {
      if (this.#language !== 'go' || !isFurtherResult(text, start, end)) this.#look(statementStart(text, start));
      bound = binds === 'value' && isOwn(text, this.#language, start, end, declares && index > 0);
    } else if (binds === 'arrow') this.#anonymous(start);
    else if (this.#isPutInto(start)) {
      const open = this.#around()[index] as number;
      this.#look(statementStart(text, open > 0 ? open : start));
      // What it is asked for stands on a line of its own where each member does.
      if (this.#language === 'go' && words.has('AskOne') && words.has('Password')) this.#found = true;
    }
    this.#matched(start, end);
    const next = skipBlanks(text, end);
    const behind = text.charCodeAt(next);
    if (behind === 40 || behind === 60 || (behind === 91 && (this.#language === 'go' || this.#language === 'python'))) this.#declared(index, next);
    this.#written(index, start);
    bound = this.#parameter(index, start, end, behind) || bound;
    this.#typed(index);
    return bound;
  }

  /** Handed to a call that gives it a value: `json.Unmarshal(text, &x)`, `f(out string x)`. */
  #isPutInto(start: number): boolean {
    if (this.#language === 'csharp') return /\bout\s[\w.<>?,[\] ]{1,80}\s$/.test(beforeInLine(this.#text, start));
    return this.#language === 'go' && this.#text.charCodeAt(start - 1) === 38 && (words.has('AskOne') || words.has('Unmarshal'));
  }

  /** What is printed into it: `fmt.Fprintf(&text, …)`, `write!(text, …)`. */
  #written(index: number, start: number): void {
    if (this.#language !== 'go' && this.#language !== 'rust') return;
    let open = start - 1;
    while (this.#text.charCodeAt(open) === 38 || this.#text.charCodeAt(open) === 42 || this.#text.charCodeAt(open) === 32) open--;
    const by = words.names[words.numbers[index - 1] as number] === 'mut' ? index - 2 : index - 1;
    if (this.#text.startsWith('mut', open - 2)) open -= 3;
    while (this.#text.charCodeAt(open) === 38 || this.#text.charCodeAt(open) === 32) open--;
    if (by >= 0 && this.#text.charCodeAt(open) === 40 && /^(?:Fprint\w{0,8}|write(?:ln)?)$/.test(words.names[words.numbers[by] as number] as string))
      this.#look(open, true);
  }

  /** A name in a pattern: `Some(x) =>`, `x is string s`, `case string s:`. What is matched stands in the line, or in the head of a match around it. */
  #matched(start: number, end: number): void {
    const head = MATCHES[this.#language];
    if (head === undefined) return;
    const text = this.#text;
    const line = lineStart(text, start);
    if (this.#language !== 'rust' && /\b(?:is|instanceof|case)\b[^;{}\n]{0,80}$/.test(beforeInLine(text, start))) this.#look(line);
    if (!/^[^;\n]{0,200}?(?:=>|->|:)/.test(text.slice(end, end + 203))) return;
    for (let at = lastWithin(text, head, start, FARTHEST_MATCH), seen = 0; at !== -1 && seen < 8; seen++) {
      if (this.#language === 'rust') this.#look(at);
      else this.#look(statementStart(text, at));
      at = lastWithin(text, head, at, FARTHEST_MATCH - (start - at));
    }
  }

  /** A function's own parameter: its callers give it. */
  #parameter(index: number, start: number, end: number, after: number): boolean {
    const text = this.#text;
    // `,` `)` `:` `=` or a type behind, `|` of a closure.
    const may =
      after === 44 ||
      after === 41 ||
      after === 58 ||
      after === 61 ||
      after === 124 ||
      after === 42 ||
      after === 91 ||
      after === 46 ||
      after === 63 ||
      after === 38;
    if (!may && !isNameUnit(after)) return false;
    const open = this.#around()[index] as number;
    if (open !== -1 && start - open < LONGEST_HEAD) return this.#parameterOf(index, open, end);
    if (this.#language === 'rust' && (after === 124 || after === 44 || after === 58)) {
      const bar = lastWithin(text, '|', start);
      if (bar !== -1) this.#anonymous(bar);
    } else if (this.#language === 'python') {
      const lambda = lastWithin(text, 'lambda', start);
      if (lambda > lineStart(text, start) && !text.slice(lambda, start).includes(':')) this.#anonymous(lambda);
    }
    return false;
  }

  /** True where it surely is the parameter of a function that a keyword begins. */
  #parameterOf(index: number, open: number, end: number): boolean {
    const text = this.#text;
    const before = this.#heads.spent;
    const head = this.#heads.at(open);
    this.#spend(this.#heads.spent - before);
    if (head === 'none') {
      // `f(lambda x: …)`, `f(|x| …)`
      if (this.#language === 'python') {
        const lambda = lastWithin(text, 'lambda', end);
        if (lambda > open && !text.slice(lambda, end).includes(':')) this.#anonymous(lambda);
      } else if (this.#language === 'rust' && lastWithin(text, '|', end) > open) this.#anonymous(open);
      return false;
    }
    let name = index - 1;
    while (name >= 0 && (words.starts[name] as number) >= open) name--;
    const called = name < 0 ? '' : (words.names[words.numbers[name] as number] as string);
    const between = name < 0 ? ' ' : text.slice(words.ends[name], open);
    if (CONTROL.has(called)) return false;
    if (name >= 0 && /^(?:\s?<[^()]{0,80}>)?\s?$/.test(between) && !/^(?:function|func|fn|fun|async|lambda)$/.test(called)) {
      this.#calls(words.numbers[name] as number);
      return head === 'marked' && DEFINES.test(words.names[words.numbers[Math.max(0, name - 1)] as number] as string);
    }
    this.#anonymous(open);
    return false;
  }

  /** A function without a name of its own: what it is handed to, and what it is called there. */
  #anonymous(at: number): void {
    const text = this.#text;
    let from = lineStart(text, at);
    for (let lines = 0; lines < 8 && from > 0; lines++) {
      const first = text.charCodeAt(skipBlanks(text, from));
      const before = text.charCodeAt(from - 2);
      if (first !== 46 && first !== 41 && first !== 125 && before !== 40 && before !== 44 && before !== 61 && before !== 91 && lines > 0) break;
      if (first !== 46 && first !== 41 && first !== 125 && before !== 40 && before !== 44 && before !== 61 && before !== 91) break;
      from = lineStart(text, from - 1);
    }
    this.#look(from);
    const own = statementStart(text, at);
    if (own > from) this.#look(own);
    if (this.#found) return;
    const named = /[=:]\s?(?:async\s?)?(?:function\b[^(]{0,40}|func\s?)?$/.test(text.slice(Math.max(from, at - 60), at));
    if (!named) return;
    for (let index = words.indexAt(lineStart(text, at)); index < words.count && (words.starts[index] as number) < at; index++)
      this.#calls(words.numbers[index] as number);
  }

  /** Takes in what a function is called with. */
  #calls(number: number): void {
    if (this.#reserved.has(words.names[number] as string) || !this.#seen.first(CALLED, number)) return;
    let seen = 0;
    for (let index = words.firstOf(number); index !== -1 && !this.#found; index = words.next[index] as number) {
      if (++seen > MOST_PLACES) {
        this.#found = true;
        return;
      }
      const open = skipBlanks(this.#text, words.ends[index] as number);
      const unit = this.#text.charCodeAt(open);
      if (unit === 40 || unit === 60 || unit === 63 || unit === 33) this.#look(open, true);
    }
  }

  /** What a function gives back, where it is declared here. */
  #declared(index: number, open: number): void {
    const text = this.#text;
    const start = words.starts[index] as number;
    const line = lineStart(text, start);
    const marked = FUNCTION.test(beforeInLine(text, start));
    if (this.#language === 'python') {
      if (marked) this.#results(start, indentedEnd(text, line));
      return;
    }
    const bracket = text.charCodeAt(open) === 40 ? open : text.indexOf('(', open);
    if (bracket === -1 || bracket - open > 100) return;
    const close = blockEnd(text, this.#language, bracket, LONGEST_HEAD);
    this.#spend(close === -1 ? LONGEST_HEAD : close - bracket);
    if (close === -1) return;
    const body = BODY.exec(text.slice(close + 1, close + LONGEST_BEFORE_BODY));
    if (body === null || (!marked && text.charCodeAt(start - 1) === 46)) return;
    const at = close + body[0].length;
    if (body[0].endsWith('=>')) this.#look(at + 1);
    else {
      const end = blockEnd(text, this.#language, at);
      if (end === -1) this.#found = true;
      else this.#results(at, end);
    }
  }

  /** Takes in what is given back in a body. */
  #results(start: number, end: number): void {
    const text = this.#text;
    this.#spend(end - start);
    if (this.#language === 'rust') {
      this.#hidden = 0;
      this.#takeWords(end - start > LONGEST_TAIL ? lastStatement(text, this.#language, start, end) : start, end);
    }
    for (let index = words.indexAt(start); index < words.count && (words.starts[index] as number) < end && !this.#found; index++) {
      const at = words.starts[index] as number;
      if (words.ends[index] === at + 6 && text.startsWith('return', at)) this.#look(at + 6);
    }
  }

  /** A type that the file declares: whether a field of it, or of a type that one of them has, is a secret. */
  #type(index: number): void {
    const from = words.ends[index] as number;
    const end = this.#fields.endOf(index);
    if (end === undefined) {
      this.#look(from);
      return;
    }
    this.#spend(end - from);
    if (this.#fields.mayShow(index, end)) {
      for (let each = words.indexAt(from); each < words.count && (words.starts[each] as number) < end; each++) {
        const number = words.numbers[each] as number;
        if (this.#types.has(number)) this.#enqueue(number, -1);
        if (!this.#fields.isSecretField(each, this.#around())) continue;
        this.#found = true;
        return;
      }
    }
  }

  /** The type that stands beside a name: `x: Account`, `Account x`, `x *Account`. */
  #typed(index: number): void {
    if (this.#types.size === 0) return;
    for (let each = index - 1; each <= index + 4; each++) {
      if (each < 0 || each === index || each >= words.count || !this.#types.has(words.numbers[each] as number)) continue;
      if (Math.abs((words.starts[each] as number) - (words.ends[index] as number)) < 80) this.#enqueue(words.numbers[each] as number, -1);
    }
  }
}
