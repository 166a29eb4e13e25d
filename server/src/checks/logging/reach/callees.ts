import { handsOver, givesResult } from '../engine/values/changes';
import { decrypts, encrypts } from '../engine/values/encryption';
import { exportsKey } from '../engine/values/keyMaterial';
import { givesArguments } from '../engine/values/given';
import { isSlice, passesOn, putsInto, readsByKey } from '../engine/values/transfers';
import { ANSWERS, isJson, isSerializer } from '../engine/values/writing';
import type { LanguageId } from '../model/fileModel';
import type { Heads } from './text/heads';
import { isKeyword } from './text/reserved';
import type { Words } from './text/words';

/** What else a file that is read whole asks of a call by its name: makers of objects, what takes parts, replaces, opens or reads an input. `reach.callees.test.ts` asks it of every name that the engine's files have. */
const ASKED =
  /^(?:only|permit|values_at|pick|safe_only|validate|getattr|compact|(?:create|build|new|make|insert|save|upsert)(?:One)?|re(?:place)?_?all|replace\w*|g?sub|(?:get_?)?(?:value|raw|plain(?:_?text)?|clear(?:_?text)?|reveal|expose|unwrap|unmask|open)|getText|text|val|inputValue|getPassword|getElementById|querySelector|jQuery|findViewById|getElementsByName|locator|find_element|get_by_label|json|body|string|opts|useState|parse_(?:known_|intermixed_)?args|of|use|print|require)$/i;
/** Types that every text of Go has: what is made one of them stays what it is. */
export const CONVERTS = /^(?:any|string|byte|rune|error|bool|u?int\d{0,2}|float\d\d|complex\d{2,3}|uintptr)$/;
/** Of what went wrong. */
const FAILS = /err|exception|fail|panic|wrap/i;

/** Says of calls whether they may show what they are given: where a function is neither known by its name nor declared in the text, nothing is known of its result. */
export class Callees {
  readonly #text: string;
  readonly #language: LanguageId;
  readonly #words: Words;
  readonly #heads: Heads;
  readonly #unknown = new Map<number, boolean>();

  constructor(text: string, language: LanguageId, words: Words, heads: Heads) {
    this.#text = text;
    this.#language = language;
    this.#words = words;
    this.#heads = heads;
  }

  /** True where the word at a place is called, and nothing is known of what the function does with what it is given. */
  isUnknown(index: number): boolean {
    const open = this.#words.ends[index] as number;
    if (this.#text.charCodeAt(open) !== 40) return false;
    // `[]byte(x)`, `*T(x)`: what becomes of another type is the same.
    const before = this.#text.charCodeAt((this.#words.starts[index] as number) - 1);
    if (before === 93 || before === 42 || before === 38) return false;
    // A function of any name may be given a format.
    const first = this.#text.charCodeAt(open + 1);
    if (first === 34 || first === 39 || first === 96 || first === 10 || first === 13 || first === 32) return false;
    const number = this.#words.numbers[index] as number;
    let unknown = this.#unknown.get(number);
    if (unknown === undefined) this.#unknown.set(number, (unknown = !this.#isKnown(this.#words.names[number] as string) && !this.#isDeclared(number)));
    return unknown;
  }

  #isKnown(name: string): boolean {
    return (
      // `return(x)`, `ref (x)`: no call.
      isKeyword(name, this.#language) ||
      (this.#language === 'go' ? CONVERTS.test(name) : /^[A-Z]/.test(name)) ||
      passesOn(name) ||
      isSlice(name) ||
      putsInto(name) ||
      readsByKey(name) ||
      isJson(name) ||
      isSerializer(name) ||
      exportsKey(name) ||
      handsOver(name) ||
      givesResult(name) ||
      decrypts(name) ||
      encrypts(name) ||
      givesArguments(name, this.#language) ||
      ANSWERS.test(name) ||
      ASKED.test(name) ||
      FAILS.test(name)
    );
  }

  #isDeclared(number: number): boolean {
    for (let index = this.#words.firstOf(number); index !== -1; index = this.#words.next[index] as number) {
      const end = this.#words.ends[index] as number;
      const behind = this.#text.slice(end, end + 5);
      const [sign = ''] = /^\s{0,4}[=:(<{[]/.exec(behind) ?? [];
      if (sign === '') continue;
      if (!sign.endsWith('(')) return true;
      if (this.#text.charCodeAt((this.#words.starts[index] as number) - 1) !== 46 && this.#heads.at(end + sign.length - 1) !== 'none') return true;
    }
    return false;
  }
}
