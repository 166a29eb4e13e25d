import { NAMES_COMMAND, NAMES_PROMPT } from '../engine/values/asked';
import { DECRYPTS } from '../engine/values/encryption';
import { HAS_FORM } from '../engine/values/forms';
import { Evidence, Names } from '../engine/names/evidence';
import { fits, patternsOf } from '../engine/patterns';
import { isGeneric } from '../engine/sinks/labels';
import { mayHoldKeys } from '../engine/values/keyMaterial';
import { AUTHORISES } from '../engine/values/objects';
import { LOG_FILE, MAKES_LOGGER, STREAM, STREAM_NAMES } from '../engine/sinks/roles';
import { mayMarkAnswer } from '../engine/sinks/statuses';
import type { LanguageId } from '../model/fileModel';
import { hides } from '../engine/values/transfers';
import { carriesValue } from '../engine/values/writing';
import type { SinkRow, SourceRow } from '../tables/rows';
import { CONVERTS } from './callees';
import { chainBefore } from './text/chain';
import { isLineStart, skipSpaces } from './text/lines';
import type { Words } from './text/words';
import { NOTHING, NAMED, SURE, KEY, HEADER, OPTIONS, PARAMETER, COMMAND, EXPORT, RUN, ASK, FORM, ARGUMENTS, SEALED, kindOf, namesIn } from './wordKinds';
import { isTakenOut, isMember, standsOn } from './text/standing';

const CALLED = /\s{0,4}[(<]/y;
/** Behind what stands in front of a status. */
const MARKED = /["']?\s{0,40}(?:::?|=(?![=>])|\.|[\r\n,;#)])/y;
/** Behind a status that stands last in what is given back. */
const LAST = /[ \t]{0,40},?\s{0,200}\)?[ \t]{0,40}(?:[\r\n#;]|$)/y;
/** A statement of Python that does nothing. */
const PASS = /pass[ \t]*(?:[\r\n#]|$)/y;
const TYPES: ReadonlySet<string> = new Set('class struct record interface type object enum protocol'.split(' '));

/** The flags of a word are worked out. */
const TOLD = 1;
/** It may be called to print. */
const SINK = 2;
/** It begins the declaration of a type. */
const TYPE = 4;
/** It may be a secret, or what holds one, in some text. */
const MATTERS = 8;
/** A row of the tables of sources has it. */
const SOURCE = 16;

/** It gives a secret where the text says so elsewhere. */
const GIVEN = 32;
/** It may be the status of an answer, or what stands in front of one. */
const STATUS = 64;

/** A name in quotes that is two words here. */
const HYPHENATED = /["'`:-]([A-Za-z]\w{0,40}-[\w-]{2,60})/g;

/** Whatever the text: what a word may mean. By the word's number, of one language. */
interface Meanings {
  generation: number;
  kinds: Uint8Array;
  readonly names: Map<number, readonly string[]>;
  readonly sinks: Map<number, readonly SinkRow[]>;
  readonly sources: Map<number, readonly SourceRow[]>;
  /** What is asked of every word of a text: see `TOLD` and what stands below it. */
  flags: Uint8Array;
  /** 1 another word, 2 one that says nothing of what it names. */
  genericKinds: Uint8Array;
  /** 1 another word, 2 a function that shows nothing of what it is given. */
  hideKinds: Uint8Array;
}

const known = new Map<LanguageId, Meanings>();

function meaningsOf(language: LanguageId, { generation, names }: Words): Meanings {
  let meanings = known.get(language);
  if (meanings === undefined || meanings.generation !== generation) {
    meanings = {
      generation,
      kinds: new Uint8Array(1 << 15),
      names: new Map(),
      sinks: new Map(),
      sources: new Map(),
      flags: new Uint8Array(1 << 15),
      genericKinds: new Uint8Array(1 << 15),
      hideKinds: new Uint8Array(1 << 15),
    };
    known.set(language, meanings);
  }
  if (names.length > meanings.kinds.length) {
    meanings.kinds = longer(meanings.kinds, names.length);
    meanings.flags = longer(meanings.flags, names.length);
    meanings.genericKinds = longer(meanings.genericKinds, names.length);
    meanings.hideKinds = longer(meanings.hideKinds, names.length);
  }
  return meanings;
}

function longer(numbers: Uint8Array, length: number): Uint8Array {
  const grown = new Uint8Array(length * 2);
  grown.set(numbers);
  return grown;
}

/** What the words of one text mean in it. */
export class Meaning {
  readonly #words: Words;
  readonly #text: string;
  readonly #written: string;
  readonly #language: LanguageId;
  readonly #meanings: Meanings;
  readonly #declared: ReadonlySet<string>;
  readonly #names: Names;
  #authorises: boolean | undefined;
  #streams: boolean | undefined;
  #holdsKeys: boolean | undefined;
  #runs: boolean | undefined;
  #asks: boolean | undefined;
  #hasForm: boolean | undefined;
  #namesSecret: boolean | undefined;
  #decrypts: boolean | undefined;
  readonly #loggers = new Map<number, boolean>();
  /** Of members of what calls give: whether they are sources there. */
  readonly #gives = new Map<number, boolean>();

  /** `written`: the text with its comments, which are evidence of what it deals with. */
  constructor(words: Words, text: string, written: string, language: LanguageId, declared: ReadonlySet<string>) {
    this.#words = words;
    this.#text = text;
    this.#written = written;
    this.#language = language;
    this.#declared = declared;
    this.#meanings = meaningsOf(language, words);
    this.#names = new Names(new Evidence(written), declared, language);
  }

  /** True for a word that a table of sinks or sources has, whatever it stands on. */
  isInTables(index: number): boolean {
    return (this.#flags(this.#words.numbers[index] as number) & (SINK | SOURCE)) !== 0;
  }

  /** True where the word at a place may be called to print. */
  isSink(index: number): boolean {
    const number = this.#words.numbers[index] as number;
    if ((this.#flags(number) & SINK) === 0) return false;
    const all = this.#meanings.sinks.get(number) ?? [];
    const rows = all.some(({ stream }) => stream !== undefined) && !this.#hasStreams() ? all.filter(({ stream }) => stream === undefined) : all;
    if (rows.length === 0) return false;
    const start = this.#words.starts[index] as number;
    if (!isMember(this.#text, start)) return rows.some((row) => fits(row, undefined)) || this.#isAliased(index);
    // On what is no name nobody can say.
    if (index === 0 || !standsOn(this.#text, this.#words.ends[index - 1] as number, start)) return true;
    const on = this.#words.numbers[index - 1] as number;
    const name = this.#words.names[on] as string;
    if (rows.some((row) => fits(row, name))) return true;
    return (
      (this.#mayBeLogger(on, name) && rows.some((row) => fits(row, 'logger'))) ||
      (this.#hasStreams() && STREAM_NAMES.some((stream) => rows.some((row) => fits(row, stream))))
    );
  }

  /** True where the word at a place may mark what stands beside it as the answer to a request (`engine/sinks/statuses.ts`). */
  marksAnswer(index: number): boolean {
    if ((this.#flags(this.#words.numbers[index] as number) & STATUS) === 0) return false;
    const start = this.#words.starts[index] as number;
    const first = this.#text.charCodeAt(start);
    if (first < 48 || first > 57) return this.#standsAt(MARKED, this.#words.ends[index] as number);
    let before = start - 1;
    while (before >= 0 && this.#text.charCodeAt(before) <= 32) before--;
    return this.#text.charCodeAt(before) === 44 && this.#standsAt(LAST, this.#words.ends[index] as number);
  }

  /** True where the word at a place may print what it stands on: `props.list(System.out)`. */
  printsReceiver(index: number): boolean {
    return this.#meanings.sinks.get(this.#words.numbers[index] as number)?.some(({ stream }) => stream === 'receiver') === true && this.#hasStreams();
  }

  /** `= debug("x")`: makes a function that prints. */
  #isAliased(index: number): boolean {
    return this.#language === 'javascript' && /debug$/i.test(this.#words.names[this.#words.numbers[index] as number] as string);
  }

  #hasStreams(): boolean {
    return (this.#streams ??= STREAM.test(this.#written) || LOG_FILE.test(this.#written));
  }

  /** Whether a name is made a logger somewhere in the text, or declared as one. */
  #mayBeLogger(number: number, name: string): boolean {
    if (name === 'this' || name === 'self' || name === 'super') return false;
    let may = this.#loggers.get(number);
    if (may !== undefined) return may;
    may = false;
    const words = this.#words;
    for (let index = words.firstOf(number), seen = 0; index !== -1 && !may; index = words.next[index] as number, seen++) {
      may = seen > 300 || this.#isLoggerThere(index);
    }
    this.#loggers.set(number, may);
    return may;
  }

  #isLoggerThere(index: number): boolean {
    const words = this.#words;
    for (let each = Math.max(0, index - 2); each < Math.min(words.count, index + 5); each++) {
      if (each !== index && /log|journal/i.test(words.names[words.numbers[each] as number] as string)) return true;
    }
    const end = words.ends[index] as number;
    const behind = this.#text.charCodeAt(end);
    if (behind === 46 || behind === 40) return false;
    return MAKES_LOGGER.test(this.#text.slice(end, end + 320));
  }

  /** True where the word may be a secret, or what holds one, in a text of this language. */
  mayMatter(index: number): boolean {
    const number = this.#words.numbers[index] as number;
    const flags = this.#flags(number);
    if (this.#declared.size > 0 && this.#declared.has(this.#words.names[number] as string)) return true;
    return (flags & MATTERS) !== 0 || ((flags & SOURCE) !== 0 && this.#sourceAt(index)) || ((flags & GIVEN) !== 0 && this.isSecret(index));
  }

  /** True for a word of which nothing that is asked of every word holds: most words. */
  isPlain(index: number): boolean {
    return this.#flags(this.#words.numbers[index] as number) === TOLD && this.#declared.size === 0;
  }

  #flags(number: number): number {
    const { flags } = this.#meanings;
    const known = flags[number] as number;
    return known === 0 ? (flags[number] = this.#flagsOf(number)) : known;
  }

  #flagsOf(number: number): number {
    const word = this.#words.names[number] as string;
    const patterns = patternsOf(this.#language);
    const sinks = patterns.sinks.named(word);
    const sources = [...patterns.calls.named(word), ...patterns.members.named(word)].filter(({ keyed }) => keyed !== true);
    const kind = this.#kind(number);
    if (sinks.length > 0) this.#meanings.sinks.set(number, sinks);
    if (sources.length > 0) this.#meanings.sources.set(number, sources);
    return (
      TOLD |
      (sinks.length > 0 ? SINK : 0) |
      (TYPES.has(word) ? TYPE : 0) |
      (kind === NOTHING ? 0 : kind >= RUN ? GIVEN : MATTERS) |
      (sources.length > 0 ? SOURCE : 0) |
      (word === 'createDebug' ? SINK : 0) |
      (mayMarkAnswer(word, this.#language) ? STATUS : 0)
    );
  }

  /** True for a word that begins the declaration of a type. */
  isTypeWord(index: number): boolean {
    return (this.#flags(this.#words.numbers[index] as number) & TYPE) !== 0;
  }

  /** True for a name that says nothing of its value, so that the text in front of it counts. */
  isGeneric(index: number): boolean {
    const { genericKinds } = this.#meanings;
    const number = this.#words.numbers[index] as number;
    if (genericKinds[number] === 0) genericKinds[number] = isGeneric(this.#words.names[number] as string) ? 2 : 1;
    return genericKinds[number] === 2;
  }

  /** True for what may be a key of cryptography. */
  isKey(index: number): boolean {
    return this.#kind(this.#words.numbers[index] as number) === KEY;
  }

  /** True where a word stands whose call shows nothing of what it is given. */
  hides(index: number): boolean {
    const { hideKinds } = this.#meanings;
    const number = this.#words.numbers[index] as number;
    if (hideKinds[number] === 0) {
      const name = this.#words.names[number] as string;
      // A number that is made another kind of number is the same.
      hideKinds[number] = hides(name) && !(this.#language === 'go' && CONVERTS.test(name)) ? 2 : 1;
    }
    return hideKinds[number] === 2 && this.#text.charCodeAt(this.#words.ends[index] as number) === 40;
  }

  /** True where nothing but a number or a truth value is read of what stands at a place: `x.length`, `x.isEmpty()`. */
  isMeasured(index: number): boolean {
    const end = this.#words.ends[index] as number;
    if (this.#text.charCodeAt(end) !== 46 || this.#words.starts[index + 1] !== end + 1 || index + 1 >= this.#words.count) return false;
    return this.hides(index + 1) || this.#words.names[this.#words.numbers[index + 1] as number] === 'length';
  }

  /** True where a name that stands in a text as it is may be a secret. */
  mayName(name: string): boolean {
    return this.#declared.has(name) || this.#names.judge(name) !== undefined;
  }

  /** True where what stands at a place may be shown as a secret, or what holds one. */
  isShown(index: number): boolean {
    return this.isSecret(index) && !this.#isReachedInto(index);
  }

  /** `secret.name`, `headers["host"]`: what is taken out of a secret by a name is judged by that name. */
  #isReachedInto(index: number): boolean {
    const end = this.#words.ends[index] as number;
    const text = this.#text;
    let at = end;
    if (text.charCodeAt(at) === 63 || text.charCodeAt(at) === 33) at++;
    if (text.charCodeAt(at) === 46) at++;
    else if (text.charCodeAt(at) !== 91 || (text.charCodeAt(at + 1) !== 34 && text.charCodeAt(at + 1) !== 39)) return false;
    else at += 2;
    const next = index + 1;
    if (next >= this.#words.count || this.#words.starts[next] !== at) return false;
    const behind = text.charCodeAt(skipSpaces(text, this.#words.ends[next] as number));
    if (behind === 40) return this.hides(next);
    return behind !== 33 && behind !== 60 && !carriesValue(this.#words.names[this.#words.numbers[next] as number] as string);
  }

  /** True where what stands at a place may be a secret, or hold one, in this text. */
  isSecret(index: number): boolean {
    const number = this.#words.numbers[index] as number;
    const start = this.#words.starts[index] as number;
    switch (this.#kind(number)) {
      case SURE:
        return true;
      case HEADER:
        if ((this.#authorises ??= AUTHORISES.test(this.#written) || this.#words.has('event'))) return true;
        break;
      case OPTIONS:
        if (this.#language === 'python' && this.#words.has('click') && this.namesSecret()) return true;
        break;
      case ARGUMENTS:
        if (this.namesSecret()) return true;
        break;
      case PARAMETER:
        if (this.#words.has('WithDecryption') || this.#words.has('withDecryption')) return true;
        break;
      case COMMAND:
        if (this.#standsAt(CALLED, this.#words.ends[index] as number)) return true;
        break;
      case RUN:
        if (this.#standsAt(CALLED, this.#words.ends[index] as number) && (this.#runs ??= NAMES_COMMAND.test(this.#text))) return true;
        break;
      case ASK:
        if (this.#standsAt(CALLED, this.#words.ends[index] as number) && (this.#asks ??= NAMES_PROMPT.test(this.#text))) return true;
        break;
      case FORM:
        if (this.#language === 'javascript' && (this.#hasForm ??= HAS_FORM.test(this.#text))) return true;
        break;
      case SEALED:
        if ((this.#decrypts ??= DECRYPTS.test(this.#text))) return true;
        break;
      case EXPORT:
        if ((this.#holdsKeys ??= mayHoldKeys(this.#written))) return true;
        break;
      case NAMED:
        if (this.#language === 'python' && this.#standsAt(PASS, start) && isLineStart(this.#text, start)) return false;
        if (this.#meanings.names.get(number)?.some((name) => this.#names.judge(name) !== undefined) === true) return true;
        break;
      default:
    }
    return this.#declared.has(this.#words.names[number] as string) || this.#sourceAt(index);
  }

  /** True where the word at a place is the name of a secret, whatever it stands on. */
  isNamed(index: number): boolean {
    const number = this.#words.numbers[index] as number;
    const name = this.#words.names[number] as string;
    return (this.#kind(number) === NAMED && this.#names.judge(name) === 'secret') || this.#declared.has(name);
  }

  /** True where anything in the text is the name of a secret: what holds all that somebody gave has one only there. */
  namesSecret(): boolean {
    return (this.#namesSecret ??= this.#findName());
  }

  #findName(): boolean {
    for (let index = 0; index < this.#words.count; index++) if (!this.isPlain(index) && this.isNamed(index)) return true;
    for (const [, name = ''] of this.#text.matchAll(HYPHENATED)) if (this.#names.judge(name) === 'secret') return true;
    return false;
  }

  #standsAt(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(this.#text);
  }

  #kind(number: number): number {
    const { kinds, names } = this.#meanings;
    const kind = kinds[number] as number;
    if (kind !== 0) return kind - 1;
    const word = this.#words.names[number] as string;
    const may = namesIn(word);
    if (may.length > 0) names.set(number, may);
    const found = kindOf(word, this.#language, may.length > 0);
    kinds[number] = found + 1;
    return found;
  }

  /** A call or member that gives a secret, on what the tables say or on what nobody knows. */
  #sourceAt(index: number): boolean {
    const number = this.#words.numbers[index] as number;
    if ((this.#flags(number) & SOURCE) === 0) return false;
    const all = this.#meanings.sources.get(number) ?? [];
    const rows = all.some(({ read }) => read === true) && !this.namesSecret() ? all.filter(({ read }) => read !== true) : all;
    if (rows.length === 0) return false;
    const start = this.#words.starts[index] as number;
    const member = isMember(this.#text, start);
    if (member && index > 0 && standsOn(this.#text, this.#words.ends[index - 1] as number, start)) {
      const on = this.#words.names[this.#words.numbers[index - 1] as number];
      return rows.some((row) => fits(row, on));
    }
    if (member) {
      let gives = this.#gives.get(index);
      if (gives === undefined) {
        const chain = chainBefore(this.#text, start);
        gives = chain === undefined || ['', ...chain].some((on) => rows.some((row) => fits(row, on)));
        this.#gives.set(index, gives);
      }
      return gives;
    }
    // A member without what it stands on: taken out of an object, or imported by its name (Python).
    const taken = this.#language === 'javascript' ? isTakenOut(this.#text, start, this.#words.ends[index] as number) : this.#language === 'python';
    return rows.some(({ on, member: isPart }) => !Array.isArray(on) || (isPart === true && taken && on.some((name: string) => this.#words.has(name))));
  }
}
