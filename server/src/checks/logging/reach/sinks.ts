import { ALIAS } from '../engine/sinks/sites';
import type { LanguageId } from '../model/fileModel';
import { lineStart } from './text/lines';
import type { Meaning } from './meaning';
import type { Stretch } from './text/stretch';
import type { Words } from './text/words';

/** What stands between a name that a text gives and what it gives it to. */
const SEPARATOR = /["'\]]?[ \t]{0,4}(?:[:=]|->)|[ \t]{1,4}is\b/g;
/** Longest name in a text, in UTF-16 code units, and the most words of one. */
const LONGEST_LABEL = 60;
const MOST_LABEL_WORDS = 5;
/** What a function that prints may be made of. */
const MADE: ReadonlySet<string> = new Set('trace debug info warn warning error critical log createDebug'.split(' '));
const MADE_SINK = new RegExp(ALIAS.source);

/** A text that ends with how a header begins, in front of what it carries: `"Bearer " + x`, `Basic ${x}`. As `namesScheme` is told where a file is read whole. */
const SCHEME = /\b(?:Bearer|Basic|Token)\s["'`$%{+\\]/;

/** Where in a text something may be printed. */
export class Sinks {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #words: Words;
  readonly #meaning: Meaning;
  #schemes: boolean | undefined;

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

  /** Whether a sink's word may be called. */
  mayCall(index: number): boolean {
    const end = this.#words.ends[index] as number;
    const name = this.#words.names[this.#words.numbers[index] as number] as string;
    if (
      (name === 'print' || name === 'assert') &&
      this.#language !== 'javascript' &&
      this.#language !== 'go' &&
      this.#beginsStatement(this.#words.starts[index] as number)
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

  /** Python 2 prints without brackets, at the beginning of a line or behind `:` and `;`. */
  #beginsStatement(start: number): boolean {
    let before = start - 1;
    while (this.#text.charCodeAt(before) === 32 || this.#text.charCodeAt(before) === 9) before--;
    const unit = this.#text.charCodeAt(before);
    return before < 0 || unit === 10 || unit === 59 || unit === 58;
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

  /** Says before what a header carries how it is to be read. */
  namesScheme({ parts, end }: Stretch): boolean {
    return parts.length > 0 && (this.#schemes ??= SCHEME.test(this.#text)) && SCHEME.test(this.#text.slice(parts[0], end + 1));
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
    for (const { index } of written.matchAll(SEPARATOR)) {
      const named = written
        .slice(Math.max(0, index - LONGEST_LABEL), index)
        .split(/[^\p{L}\p{N}_]+/u)
        .filter((word) => word !== '')
        .slice(-MOST_LABEL_WORDS);
      if (named.some((_, at) => this.#meaning.mayName(named.slice(at).join('_')))) return true;
    }
    return false;
  }
}
