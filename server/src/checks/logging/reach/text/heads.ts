import type { LanguageId } from '../../model/fileModel';
import { beforeInLine, skipBlanks } from './lines';
import { blockEnd } from './stretch';

/** Parameters of one function, at most, in UTF-16 code units. */
export const LONGEST_HEAD = 3_000;
/** A keyword that begins a function. */
export const FUNCTION = /\b(?:def|function|func|fn|fun|lambda|constructor)\b/;
/** What stands between the parameters of a function and its body. */
const BEHIND = /^(?:\{|=>|->|:|throws\b|where\b)/;

/** `marked`: a keyword stands before a bracket, so that parameters stand in it; `body`: a body stands behind it; `none`: it is that of a call. */
export type Head = 'marked' | 'body' | 'none';

/** Whether parameters stand in a bracket of a text, worked out once. */
export class Heads {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #known = new Map<number, Head>();
  /** Units that were looked at so far. */
  spent = 0;

  constructor(text: string, language: LanguageId) {
    this.#text = text;
    this.#language = language;
  }

  at(open: number): Head {
    let head = this.#known.get(open);
    if (head === undefined) this.#known.set(open, (head = this.#of(open)));
    return head;
  }

  #of(open: number): Head {
    if (FUNCTION.test(beforeInLine(this.#text, open))) return 'marked';
    if (this.#language === 'python') return 'none';
    const close = blockEnd(this.#text, this.#language, open, LONGEST_HEAD);
    this.spent += close === -1 ? LONGEST_HEAD : close - open;
    if (close === -1) return 'body';
    const next = skipBlanks(this.#text, close + 1);
    return BEHIND.test(this.#text.slice(next, next + 6)) ? 'body' : 'none';
  }
}
