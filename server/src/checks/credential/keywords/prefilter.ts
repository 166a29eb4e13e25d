import type { DetectorFamily, UnitAt } from '../candidate';
import { GRAM_MODEL, GRAM_UNITS } from './gramModel';
import { HitList } from './hitList';
import { type KeywordKernel, startKernel } from './keywordKernel';

/** Units that a keyword has at least, and at most. */
const SHORTEST = 3;
const LONGEST = 64;
/** Units before and behind a stretch that are looked at with it: a keyword, and what `DetectorFamily.confirm` may look at. */
const CONTEXT = 1024;
/** Units gone through at a time: what is copied is then still in the processor's nearest memory. Keywords at a border are seen from both sides. */
const PIECE = 1 << 16;
/** Keywords of which the kernel may know with which units their tokens begin, places of each, and how often one is refused until it is told. */
const MOST_SLOTS = 127;
const MOST_PLACES = 24;
const SLOT_SIZE = 400;
const REFUSED = 16;
/** With this bit a letter is small. */
const FOLD = 0x20;
/** Units behind a piece that are looked at with its last ones. */
const BEHIND = 32;

/** Where in the kernel's memory things are (`scripts/kernel/keywords.ts`), in bytes. */
const AT = {
  resume: 0,
  withinWord: 256,
  classes: 768,
  from: 4096,
  startsWord: 29184,
  units: 37376,
  found: 349696,
  piece: 382464,
  needs: 448512,
  threes: 456704,
  slots: 460800,
  slotOf: 512000,
  model: 520192,
} as const;
/** What there is room for there. */
const MOST_KEYWORDS = 8191;
const MOST_UNITS = 65_535;
const MOST_FOUND = 4096;

/**
 * Finds the keywords of all families in one pass (Rabin and Karp's method). A keyword is looked for by its rarest four units, which are one number: each
 * place costs a multiplication and a look at a bitmap, and waits for no other. Where the bitmap says perhaps, at one place of 30, the keywords of that
 * gram are compared. ASCII case is folded. Tables and loop are those of a small WebAssembly module, which needs a third of the time that JavaScript does.
 * Bytes and UTF-16 units have tables of their own, made when they are first asked for: of a unit that is no byte only half is looked at, and all of it
 * where a keyword is found.
 */
export class Prefilter {
  readonly #families: readonly DetectorFamily[];
  #bytes: Pass | undefined;
  #units: Pass | undefined;

  /** Throws `RangeError` where a keyword is too short, too long or has a capital letter, or where there are too many. */
  constructor(families: readonly DetectorFamily[]) {
    this.#families = families;
    let count = 0;
    let joined = '';
    for (const { keywords } of families)
      for (const word of keywords) {
        if (word.length < SHORTEST || word.length > LONGEST) throw new RangeError('not a keyword');
        joined += word;
        count++;
      }
    if (/[A-Z]/.test(joined)) throw new RangeError('not a keyword');
    if (count > MOST_KEYWORDS || Buffer.byteLength(joined) > MOST_UNITS) throw new RangeError('too many keywords');
  }

  /** True at the first keyword whose family confirms it. For UTF-8, Latin-1 and other ASCII-based bytes; decode UTF-16 first. */
  mayContain(bytes: Uint8Array): boolean {
    return (this.#bytes ??= new Pass(this.#families, 'bytes')).overBytes(bytes, false);
  }

  /**
   * As `hits`, over bytes; undefined where there is none, as in most files. The places are those of the text only where every byte is ASCII:
   * for any other file they say no more than that it is worth decoding.
   */
  hitsInBytes(bytes: Uint8Array): Int32Array[] | undefined {
    const pass = (this.#bytes ??= new Pass(this.#families, 'bytes'));
    pass.overBytes(bytes, true);
    return pass.takeSome();
  }

  /**
   * For each family its confirmed hits, as `DetectorFamily.detect` takes them. With a stretch, only those keywords that end behind `start` and not
   * behind `end`.
   */
  hits(text: string, start = 0, end = text.length): Int32Array[] {
    return (this.#units ??= new Pass(this.#families, 'units')).overText(text, start, end);
  }
}

/** One pass over bytes or over the units of a text, with its tables. */
class Pass {
  readonly #families: readonly DetectorFamily[];
  readonly #kernel: KeywordKernel;
  /** Of global keyword number i: its folded units `#units[#from[i] … #from[i + 1]]`, its family and its index there. */
  readonly #units: Uint8Array;
  readonly #from: Uint16Array;
  readonly #familyOf: Uint16Array;
  readonly #indexOf: Uint16Array;
  /** The pieces are of a text, whose units may be no bytes. */
  readonly #halved: boolean;
  /** Of a text: the keywords that are not ASCII, of which a piece has the halves. */
  readonly #written = new Map<number, string>();
  /** 1 where a keyword counts only at the start of a word. */
  readonly #startsWord: Uint8Array;
  /** One a family, used again for each text, as is the copy of a piece. */
  readonly #hits: readonly HitList[];
  readonly #piece: Buffer;
  /** What the kernel found: pairs of a keyword's number and its place in the piece. */
  readonly #found: Uint32Array;
  readonly #resume: Uint32Array;
  /** How often each keyword was refused, until the kernel knows more of it; and what it knows. */
  readonly #refused: Uint8Array;
  readonly #slots: Uint8Array;
  readonly #slotOf: Uint8Array;
  #lastSlot = 0;
  /** How much may be found before there is no room for what one word may add. */
  readonly #room: number;

  constructor(families: readonly DetectorFamily[], of: 'bytes' | 'units') {
    this.#families = families;
    this.#halved = of === 'units';
    this.#hits = families.map(() => new HitList());
    const formOf = this.#halved ? halves : encoded;
    // Of most families all at once: there are thousands, and a program starts with this.
    const words = families.flatMap(({ keywords }) => (isAscii(keywords.join('')) ? keywords : keywords.map((word) => (isAscii(word) ? word : formOf(word)))));
    const count = words.length;
    const units = words.join('');
    const { kernel, buffer } = startKernel(AT.model + GRAM_UNITS.length ** 2 * (GRAM_UNITS.length + 1));
    this.#kernel = kernel;
    this.#refused = new Uint8Array(count);
    this.#slots = new Uint8Array(buffer, AT.slots, (MOST_SLOTS + 1) * SLOT_SIZE);
    this.#slotOf = new Uint8Array(buffer, AT.slotOf, count);
    this.#familyOf = new Uint16Array(count);
    this.#indexOf = new Uint16Array(count);
    this.#from = new Uint16Array(buffer, AT.from, count + 1);
    this.#startsWord = new Uint8Array(buffer, AT.startsWord, count);
    this.#units = new Uint8Array(buffer, AT.units, units.length);
    this.#found = new Uint32Array(buffer, AT.found, 2 * MOST_FOUND);
    this.#resume = new Uint32Array(buffer, AT.resume, 1);
    this.#piece = Buffer.from(buffer, AT.piece, PIECE + BEHIND);
    Buffer.from(buffer, AT.units, units.length).write(units, 'latin1');
    const needs = new Uint8Array(buffer, AT.needs, count);
    let number = 0;
    let end = 0;
    for (let own = 0; own < families.length; own++) {
      const family = families[own] as DetectorFamily;
      const { keywords } = family;
      for (let index = 0; index < keywords.length; index++, number++) {
        this.#familyOf[number] = own;
        this.#indexOf[number] = index;
        const word = words[number] as string;
        end += word.length;
        this.#from[number + 1] = end;
        if (this.#halved && word !== keywords[index]) this.#written.set(number, keywords[index] as string);
      }
      const first = number - keywords.length;
      if (family.startsWord !== undefined)
        for (let index = 0; index < keywords.length; index++) if (family.startsWord(index)) this.#startsWord[first + index] = 1;
      if (family.needs !== undefined) for (let index = 0; index < keywords.length; index++) needs[first + index] = NEEDS[family.needs(index) ?? 'nothing'];
    }
    new Uint8Array(buffer, AT.withinWord, 256).set(WITHIN_WORD);
    new Uint8Array(buffer, AT.classes, 128).set(CLASSES);
    Buffer.from(buffer, AT.model).write(GRAM_MODEL.join(''), 'latin1');
    const most = kernel.build(count, GRAM_UNITS.length);
    if (most > MOST_FOUND / 2) throw new RangeError('too many keywords of one gram');
    this.#room = MOST_FOUND - most;
  }

  overText(text: string, start: number, end: number): Int32Array[] {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, end + CONTEXT);
    const at = unitsOf(text);
    this.#begin();
    for (let offset = from; offset < to; offset += PIECE - LONGEST) {
      const length = Math.min(PIECE, to - offset);
      this.#piece.write(text.slice(offset, offset + length), 'latin1');
      this.#pass(length, offset, to - offset, at, true);
      if (length === to - offset) break;
    }
    return this.#hits.map((list) => list.take(start, end));
  }

  /** What was collected; undefined where it is nothing. */
  takeSome(): Int32Array[] | undefined {
    return this.#hits.every((list) => list.empty) ? undefined : this.#hits.map((list) => list.take());
  }

  /** True where one is confirmed and none is collected. */
  overBytes(bytes: Uint8Array, collect: boolean): boolean {
    const at = bytesOf(bytes);
    this.#begin();
    for (let offset = 0; offset < bytes.length; offset += PIECE - LONGEST) {
      const length = Math.min(PIECE, bytes.length - offset);
      this.#piece.set(length === bytes.length ? bytes : bytes.subarray(offset, offset + length));
      if (this.#pass(length, offset, bytes.length - offset, at, collect)) return true;
      if (length === bytes.length - offset) break;
    }
    return false;
  }

  /** A text that threw, or that was ended from outside (THREATS 48), left its hits behind. */
  #begin(): void {
    for (const list of this.#hits) list.clear();
  }

  /** Goes through the piece, which begins at `offset` of the whole; `rest` units of that follow from there. True where one is confirmed and none is collected. */
  #pass(length: number, offset: number, rest: number, at: UnitAt, collect: boolean): boolean {
    // In the next piece these places come again: a keyword is looked for in the one in which it stands as a whole.
    const last = length < rest ? length - LONGEST : length;
    for (let from = 0; from < length; from = this.#resume[0] as number) {
      const count = this.#kernel.find(from, length, last, this.#halved ? 0 : 1, this.#room);
      for (let next = 0; next < 2 * count; next += 2)
        if (this.#confirm(this.#found[next] as number, offset + (this.#found[next + 1] as number), at, collect)) return true;
    }
    return false;
  }

  #stands(number: number, at: UnitAt, start: number): boolean {
    const written = this.#written.get(number);
    if (written !== undefined) {
      for (let next = 0; next < written.length; next++) if (folded(at(start + next)) !== written.charCodeAt(next)) return false;
      return true;
    }
    const from = this.#from[number] as number;
    for (let next = from; next < (this.#from[number + 1] as number); next++) if (folded(at(start + next - from)) !== this.#units[next]) return false;
    return true;
  }

  #confirm(number: number, start: number, at: UnitAt, collect: boolean): boolean {
    const family = this.#families[this.#familyOf[number] as number];
    const index = this.#indexOf[number] as number;
    const size = (this.#from[number + 1] as number) - (this.#from[number] as number);
    // A unit that is no byte stands in the piece as half of it.
    if (this.#halved && (!this.#stands(number, at, start) || (this.#startsWord[number] === 1 && WITHIN_WORD[at(start - 1)] === 1))) return false;
    if (family === undefined) return false;
    if (family.confirm?.(index, at, start + size) === false) {
      this.#refuse(number, family, index);
      return false;
    }
    if (!collect) return true;
    this.#hits[this.#familyOf[number] as number]?.add(index, start + size, size);
    return false;
  }

  /** A keyword that is refused again and again is told from a token by the kernel itself, as far as it can: most texts hold few such words, but often. */
  #refuse(number: number, family: DetectorFamily, index: number): void {
    const times = (this.#refused[number] as number) + 1;
    if (times > REFUSED || family.beginnings === undefined) return;
    this.#refused[number] = times;
    const sets = times === REFUSED && this.#lastSlot < MOST_SLOTS ? family.beginnings(index)?.slice(0, MOST_PLACES) : undefined;
    if (sets === undefined || sets.length === 0) return;
    const slot = ++this.#lastSlot;
    const at = slot * SLOT_SIZE;
    this.#slots[at] = sets.length;
    sets.forEach((set, place) => {
      for (let unit = 0; unit < 128; unit++)
        if (set[unit] === 1) this.#slots[at + 1 + 16 * place + (unit >> 3)] = (this.#slots[at + 1 + 16 * place + (unit >> 3)] as number) | (1 << (unit & 7));
    });
    this.#slotOf[number] = slot;
  }
}

/** How a keyword that is not ASCII is looked for in bytes: as those of UTF-8; and in the units of a text: as their halves. */
const encoded = (keyword: string): string => Buffer.from(keyword).toString('latin1');
const halves = (keyword: string): string =>
  Array.from({ length: keyword.length }, (_, at) => String.fromCharCode(folded(keyword.charCodeAt(at) & 0xff))).join('');
const isAscii = (keyword: string): boolean => !/[^\x20-\x7e]/.test(keyword);

const NEEDS = { nothing: 0, digit: 1, capital: 2 } as const;

/** 1 for ASCII letters and digits, but for those that may end an escape. */
const WITHIN_WORD = new Uint8Array(256);
for (const unit of Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmopqsuvwxyz')) WITHIN_WORD[unit] = 1;

/** Of each ASCII unit its line in the model of grams. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, unit) => {
  const at = GRAM_UNITS.indexOf(unit >= 48 && unit <= 57 ? '0' : String.fromCharCode(unit));
  return at === -1 ? GRAM_UNITS.length - 1 : at;
});

/** In functions of their own: a variable that a closure holds is read from memory each time, also in the loop around it. */
const bytesOf =
  (bytes: Uint8Array): UnitAt =>
  (offset) =>
    offset >= 0 && offset < bytes.length ? (bytes[offset] as number) : Number.NaN;
const unitsOf =
  (text: string): UnitAt =>
  (offset) =>
    text.charCodeAt(offset);

const folded = (unit: number): number => (unit >= 65 && unit <= 90 ? unit | FOLD : unit);
