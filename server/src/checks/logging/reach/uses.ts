import { KEYED } from '../engine/names/uses';
import type { LanguageId } from '../model/fileModel';
import { lineStart } from './text/lines';
import type { Meaning } from './meaning';
import type { Words } from './text/words';

const HANDED_AS = /^(?:set|with|use|login|authenticate)/;
/** Languages in which an object that is printed shows its attributes. */
const ATTRIBUTES: ReadonlySet<LanguageId> = new Set(['javascript', 'go']);
const HOLDING = /^(?:json|data|body|text|content|headers)$/;

/** Says of a place of a word whether it shows that the value is a secret, or holds one: what it is used as, and what is read of it. */
export class Uses {
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

  /** `x-api-key`, `client-secret`: one name of several words. */
  isHyphenated(index: number): boolean {
    const end = this.#words.ends[index] as number;
    if (this.#text.charCodeAt(end) !== 45 || this.#words.starts[index + 1] !== end + 1) return false;
    let last = index + 1;
    while (
      last - index < 6 &&
      this.#text.charCodeAt(this.#words.ends[last] as number) === 45 &&
      this.#words.starts[last + 1] === (this.#words.ends[last] as number) + 1
    )
      last++;
    return this.#meaning.mayName(this.#text.slice(this.#words.starts[index], this.#words.ends[last]));
  }

  /** What cryptography takes as its key. */
  isUsedAsKey(index: number, start: number): boolean {
    return this.#meaning.isKey(index) && KEYED.test(this.#text.slice(Math.max(lineStart(this.#text, start), start - 90), start));
  }

  /** `password: x`, `setToken(x)`, `put("secret", x)`. */
  isUsedAsSecret(index: number): boolean {
    let before = index - 1;
    if (before < 0) return false;
    const to = this.#words.starts[index] as number;
    if (to - (this.#words.ends[before] as number) > 12) return false;
    const name = this.#words.names[this.#words.numbers[before] as number] as string;
    if (before > 0 && (name === 'mut' || name === 'await' || name === 'new')) before--;
    if (!this.#meaning.isSecret(before) && !this.#endsHyphenated(before)) return false;
    const from = this.#words.ends[before] as number;
    const gap = this.#text.slice(from, to);
    if (to - from > 16 || /[\n;{}]/.test(gap)) return false;
    return (
      (/[:=]/.test(gap) && !/[=!<>]=|:\s*:/.test(gap)) ||
      (gap.includes('(') && HANDED_AS.test(this.#words.names[this.#words.numbers[before] as number] as string)) ||
      (gap.includes(',') && /["'`]/.test(gap))
    );
  }

  #endsHyphenated(index: number): boolean {
    let first = index;
    if (this.#text.charCodeAt((this.#words.starts[index] as number) - 1) !== 45) return false;
    while (
      index - first < 6 &&
      first > 0 &&
      (this.#words.ends[first - 1] as number) + 1 === this.#words.starts[first] &&
      this.#text.charCodeAt(this.#words.ends[first - 1] as number) === 45
    )
      first--;
    return first < index && this.#meaning.mayName(this.#text.slice(this.#words.starts[first], this.#words.ends[index]));
  }

  /** `x.token`, `x["user"]["token"]`, `x.get("token")`. */
  hasSecretPart(index: number): boolean {
    const text = this.#text;
    const first = text.charCodeAt(this.#words.ends[index] as number);
    // `.` `[` `?` `!` `-` `(`
    if (first !== 46 && first !== 91 && first !== 63 && first !== 33 && first !== 45 && first !== 40) return false;
    for (let at = index, step = 0; step < 8 && at + 1 < this.#words.count; at++, step++) {
      const from = this.#words.ends[at] as number;
      const to = this.#words.starts[at + 1] as number;
      if (to === from || to - from > 8) return false;
      const gap = text.slice(from, to);
      if (!(step === 0 ? /^(?:[?!]?\.|->|[?!]?\.?\[\s?:?["'`]?|\(\)[?!]?\.)/ : /^[.?![\]"'`():>-]+\s?["'`]?$/).test(gap) || !/^[.?![\]"'`():>\s-]+$/.test(gap))
        return false;
      if (step === 0 && !ATTRIBUTES.has(this.#language) && /^(?:[?!]?\.|->|\(\))/.test(gap)) {
        const name = this.#words.names[this.#words.numbers[at + 1] as number] as string;
        if (text.charCodeAt(this.#words.ends[at + 1] as number) !== 40 && !HOLDING.test(name)) return false;
        continue;
      }
      if (this.#meaning.isSecret(at + 1) || this.isHyphenated(at + 1)) return true;
    }
    return false;
  }
}
