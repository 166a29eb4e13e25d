import { ALIAS } from '../engine/sinks/sites';
import type { LanguageId } from '../model/fileModel';
import { isComment, isLineStart, lineStart } from './lines';
import type { Meaning } from './meaning';
import type { Stretch } from './stretch';
import type { Words } from './words';

/** Names that a text gives to what stands behind them. */
const LABELS = /([\p{L}][\p{L}\p{N}_-]*(?:[ _-][\p{L}][\p{L}\p{N}_-]*){0,2})(?:["'\]]?\s{0,4}(?:[:=]|->)|\s+is\b)/gu;
/** The same, of a text of ASCII alone: most are, and it takes a third of the time. */
const PLAIN_LABELS = /([A-Za-z][\w-]*(?:[ _-][A-Za-z][\w-]*){0,2})(?:["'\]]?\s{0,4}(?:[:=]|->)|\s+is\b)/g;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** What a function that prints may be made of. */
const MADE: ReadonlySet<string> = new Set('trace debug info warn warning error critical log createDebug'.split(' '));
const MADE_SINK = new RegExp(ALIAS.source);

/** Where in a text something may be printed. */
export class Sinks {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #words: Words;
  readonly #meaning: Meaning;

  constructor(text: string, language: LanguageId, words: Words, meaning: Meaning) {
    this.#text = text;
    this.#language = language;
    this.#words = words;
    this.#meaning = meaning;
  }

  /** True where the word at a place may print, or make something that does. */
  isSink(index: number): boolean {
    const isMade =
      this.#words.ends[index] === (this.#words.starts[index] as number) + 11 && this.#words.names[this.#words.numbers[index] as number] === 'createDebug';
    return isMade || this.#meaning.isSink(index);
  }

  /** True where a sink's word is only spoken of. */
  isInComment(index: number): boolean {
    return isComment(this.#text, this.#words.starts[index] as number, this.#language);
  }

  /** Whether a sink's word may be called. */
  mayCall(index: number): boolean {
    const end = this.#words.ends[index] as number;
    const name = this.#words.names[this.#words.numbers[index] as number] as string;
    if (
      (name === 'print' || name === 'assert') &&
      this.#language !== 'javascript' &&
      this.#language !== 'go' &&
      isLineStart(this.#text, this.#words.starts[index] as number)
    )
      return true;
    let at = end;
    const { length } = this.#text;
    while (at < length && this.#text.charCodeAt(at) <= 32) at++;
    const unit = this.#text.charCodeAt(at);
    if (unit === 96) return at === end && /[\s.(;{},=!&|?:>]/.test(this.#text.charAt((this.#words.starts[index] as number) - 1));
    // `(`, a template, `?.(`, `<T>(`, `!(`.
    return unit === 40 || (this.#language !== 'python' && (unit === 63 || unit === 60 || unit === 33));
  }

  /** The words before a sink that is not called: `write = logger.warning`, `trace = createDebug("x")`. One of them is a function that prints. */
  aliasesAt(index: number): readonly number[] {
    if (!MADE.has(this.#words.names[this.#words.numbers[index] as number] as string)) return [];
    const start = this.#words.starts[index] as number;
    const line = Math.max(lineStart(this.#text, start), start - 200);
    const end = this.#words.ends[index] as number;
    if (!MADE_SINK.test(this.#text.slice(line, end + 4))) return [];
    const numbers: number[] = [];
    for (let each = this.#words.indexAt(line); each < index; each++) numbers.push(this.#words.numbers[each] as number);
    return numbers;
  }

  /** A text that calls what is printed a secret, where its own name says nothing. */
  isLabelled({ parts, end }: Stretch, from: number): boolean {
    let generic = false;
    for (let at = 0; at < parts.length && !generic; at += 2)
      for (
        let index = this.#words.indexAt(parts[at] as number);
        index < this.#words.count && (this.#words.starts[index] as number) < (parts[at + 1] as number) && !generic;
        index++
      )
        generic = this.#meaning.isGeneric(index);
    if (!generic) return false;
    const written = this.#text.slice(from, end);
    for (const [, label = ''] of written.matchAll(BEYOND_ASCII.test(written) ? LABELS : PLAIN_LABELS)) {
      const named = label.split(/[\s-]+/);
      if (named.some((_, at) => this.#meaning.mayName(named.slice(at).join('_')))) return true;
    }
    return false;
  }
}
