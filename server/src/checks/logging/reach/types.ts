import type { LanguageId } from '../model/fileModel';
import { INERT } from './text/blocks';
import { indentedEnd, isLineStart, lineStart, skipSpaces } from './text/lines';
import type { Meaning } from './meaning';
import { blockEnd } from './text/stretch';
import type { Words } from './text/words';

/** How far in front of a type's name its attributes are looked for, in UTF-16 code units. */
const ATTRIBUTES = 4_000;
/** Writes all fields of what it is given, whatever its type's text form is. As a serializer is told where a file is read whole (`isJson`). */
const SERIALIZES =
  /(?:json\w{0,40}|serial\w{0,40}|\bdumps?|asdict|as_dict|stringify|\bvars|marshal(?:indent)?|to_?dict|model_dump)\s?(?:<[^>\n]{0,60}>)?\(|\{@/i;
/** In the head of a type, the attributes in front of it or the names of what it extends: its text form shows its fields. */
const SHOWS: Partial<Record<LanguageId, RegExp>> = {
  python: /dataclass|attrs?\.|@attr|@define|@frozen|@mutable|BaseModel|NamedTuple|TypedDict|Struct|BaseSettings|SQLModel/,
  java: /\brecord\b|@(?:Data|ToString|Value)\b/,
  csharp: /\brecord\b/,
  rust: /\b(?:Debug|Serialize)\b/,
};
/** In the body of a type: it writes a text form of its own. */
const WRITES: Partial<Record<LanguageId, RegExp>> = {
  python: /\bdef __(?:str|repr)__/,
  java: /\btoString\s?\(/,
  csharp: /\bToString\s?\(/,
};
/** Behind the name of a field. */
const FIELD = /["'`]?[?!]?\s{0,20}[:;=,}]|[?!]?[ \t]{0,20}[\r\n]/y;

/** Says of the types that a text declares whether one that is printed may show a secret. */
export class TypeFields {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #words: Words;
  readonly #meaning: Meaning;
  #serializes: boolean | undefined;

  constructor(text: string, language: LanguageId, words: Words, meaning: Meaning) {
    this.#text = text;
    this.#language = language;
    this.#words = words;
    this.#meaning = meaning;
  }

  /** Where the declaration ends of the type whose name stands at a place; undefined where what is declared is no list of fields (`type A = B`). */
  endOf(index: number): number | undefined {
    const text = this.#text;
    const from = this.#words.ends[index] as number;
    if (this.#language === 'python') return indentedEnd(text, lineStart(text, this.#words.starts[index] as number));
    const open = /^[^;{(]{0,300}[{(]/.exec(text.slice(from, from + 302));
    if (open === null) return undefined;
    const end = blockEnd(text, this.#language, from + open[0].length - 1);
    return end === -1 ? text.length : end;
  }

  /** True where the text form of the type may show its fields, or what the file does with it writes them. */
  mayShow(index: number, end: number): boolean {
    const shows = SHOWS[this.#language];
    if (shows === undefined) return true;
    const text = this.#text;
    const start = this.#words.starts[index] as number;
    const from = this.#words.ends[index] as number;
    return (
      shows.test(text.slice(Math.max(0, start - ATTRIBUTES), Math.min(end, from + ATTRIBUTES))) ||
      WRITES[this.#language]?.test(text.slice(from, end)) === true ||
      (this.#serializes ??= SERIALIZES.test(text))
    );
  }

  /** True where a word within the declaration of a type may name a secret field of it. `around`: of each word the bracket around it. */
  isSecretField(index: number, around: Int32Array): boolean {
    const text = this.#text;
    const start = this.#words.starts[index] as number;
    const end = this.#words.ends[index] as number;
    const isPart = text.charCodeAt(start - 1) === 45 || text.charCodeAt(end) === 45;
    if (isPart ? !this.#meaning.isSecret(index) : !this.#meaning.isNamed(index)) return false;
    const isInert = around[index] === INERT;
    if (this.#language === 'python') {
      if (isInert) return false;
      if (text.charCodeAt(start - 1) === 46) return true;
      const behind = text.charCodeAt(skipSpaces(text, end));
      return isLineStart(text, start) && (behind === 58 || behind === 61);
    }
    if (this.#language !== 'javascript') return !isInert;
    FIELD.lastIndex = end;
    return text.charCodeAt(start - 1) !== 46 && FIELD.test(text) && (!isInert || /["'`-]/.test(text.charAt(end)));
  }
}
