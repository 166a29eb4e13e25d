import type { UnitAt } from '../candidate';

/** Which ASCII units may stand at one place: 128 entries, 1 for those that may. */
export type UnitSet = Uint8Array;

/** Places of a pattern's beginning that are looked at before its regex is run. */
const PLACES = 20;
/** Beginnings of one pattern, at most; one with more is left to its regex. */
const BEGINNINGS = 12;

/** What of a pattern can be told without running it: how it may begin, and how short it may be. */
export interface Shape {
  /** Ways to begin; a text that fits none of them is no match. None: nothing is known. */
  readonly beginnings: readonly (readonly UnitSet[])[];
  readonly shortest: number;
}

/** What one part of a pattern may be: each way to begin it, `open` where more than that may follow. */
interface Part {
  readonly ways: readonly { readonly sets: readonly UnitSet[]; readonly open: boolean }[];
  readonly shortest: number;
}

const NOTHING: Part = { ways: [{ sets: [], open: false }], shortest: 0 };

/**
 * Reads the subset of regular expressions that the tables of rules use (classes, groups, alternatives, bounded quantifiers, look-arounds).
 * Byte by byte this tells most places where a keyword stands from a token, in the one pass that there is: no text is made, no regex compiled.
 */
export function shapeOf(pattern: string): Shape {
  const reader = new Reader(pattern);
  const { ways, shortest } = reader.choice();
  const known = ways.length <= BEGINNINGS && ways.every(({ sets }) => sets.length > 0);
  return { beginnings: known ? ways.map(({ sets }) => sets) : [], shortest };
}

/** As a regex with the flag i reads its pattern. */
export function inEitherCase({ beginnings, shortest }: Shape): Shape {
  const widened = (set: UnitSet): UnitSet =>
    set.map((may, unit) => (may === 1 || (/[A-Za-z]/.test(String.fromCharCode(unit)) && set[unit ^ 32] === 1) ? 1 : 0));
  return { beginnings: beginnings.map((sets) => sets.map(widened)), shortest };
}

/** True where one of the ways to begin fits what stands at a place. */
export function beginsAs(beginnings: Shape['beginnings'], at: UnitAt, start: number): boolean {
  if (beginnings.length === 0) return true;
  for (const sets of beginnings) {
    let place = 0;
    while (place < sets.length && (sets[place] as UnitSet)[at(start + place)] === 1) place++;
    if (place === sets.length) return true;
  }
  return false;
}

/** What may stand at each place of the beginning of any of several shapes, up to where one of them is not known any more; undefined where nothing is. */
export function unionOf(shapes: readonly Shape['beginnings'][]): readonly Uint8Array[] | undefined {
  if (shapes.length === 0 || shapes.some((ways) => ways.length === 0)) return undefined;
  const ways = shapes.flat();
  return Array.from({ length: Math.min(...ways.map(({ length }) => length)) }, (_, place) =>
    Uint8Array.from({ length: 128 }, (_, unit) => (ways.some((sets) => sets[place]?.[unit] === 1) ? 1 : 0)),
  );
}

/** Reads a pattern once, from left to right. */
class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): Part {
    const options = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      options.push(this.#sequence());
    }
    return { ways: options.flatMap(({ ways }) => ways), shortest: Math.min(...options.map(({ shortest }) => shortest)) };
  }

  #sequence(): Part {
    let whole = NOTHING;
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') whole = joined(whole, this.#repeated());
    return whole;
  }

  #repeated(): Part {
    const part = this.#atom();
    const match = /^(?:\{(\d+)(,?)(\d*)\}|([?*+]))\??/.exec(this.#source.slice(this.#at, this.#at + 16));
    if (match === null) return part;
    this.#at += match[0].length;
    const least = match[4] === undefined ? Number(match[1]) : match[4] === '+' ? 1 : 0;
    const exact = match[4] === undefined && (match[2] === '' || match[3] === match[1]);
    let whole = NOTHING;
    for (let time = 0; time < Math.min(least, PLACES); time++) whole = joined(whole, part);
    return { ways: exact && least <= PLACES ? whole.ways : whole.ways.map(({ sets }) => ({ sets, open: true })), shortest: part.shortest * least };
  }

  #atom(): Part {
    const unit = this.#source.charAt(this.#at++);
    if (unit === '(') {
      const opening = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
      this.#at += opening.length;
      const inside = this.choice();
      this.#at++;
      return /[=!]$/.test(opening) ? NOTHING : inside;
    }
    const set = new Uint8Array(128);
    if (unit === '[') this.#class(set);
    else if (unit === '\\') this.#escape(set);
    else if (unit === '.') set.fill(1);
    else set[unit.charCodeAt(0)] = 1;
    return { ways: [{ sets: [set], open: false }], shortest: 1 };
  }

  #escape(set: UnitSet): string {
    const letter = this.#source.charAt(this.#at++);
    const named: Readonly<Record<string, string>> = { d: '09', w: '09AZaz__', s: '\t\r  ' };
    const ranges = named[letter];
    if (ranges === undefined) set[(letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter).charCodeAt(0)] = 1;
    else for (let pair = 0; pair < ranges.length; pair += 2) set.fill(1, ranges.charCodeAt(pair), ranges.charCodeAt(pair + 1) + 1);
    return letter;
  }

  #class(set: UnitSet): void {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    while (this.#at < this.#source.length && this.#source[this.#at] !== ']') {
      let from = this.#source.charAt(this.#at++);
      if (from === '\\') {
        from = this.#escape(set);
        if (/\w/.test(from)) continue;
      }
      if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']') set[from.charCodeAt(0)] = 1;
      else {
        this.#at++;
        set.fill(1, from.charCodeAt(0), this.#source.charCodeAt(this.#at++) + 1);
      }
    }
    this.#at++;
    if (negated) for (let unit = 0; unit < 128; unit++) set[unit] = set[unit] === 1 ? 0 : 1;
  }
}

/** One part behind another. */
function joined(first: Part, second: Part): Part {
  const ways = first.ways.flatMap((way) =>
    way.open || way.sets.length >= PLACES ? [{ sets: way.sets, open: true }] : second.ways.map(({ sets, open }) => cut([...way.sets, ...sets], open)),
  );
  // Too many: what is common to all of them is their beginning alone.
  return { ways: ways.length <= BEGINNINGS * 2 ? ways : first.ways.map(({ sets }) => ({ sets, open: true })), shortest: first.shortest + second.shortest };
}

const cut = (sets: readonly UnitSet[], open: boolean): { sets: readonly UnitSet[]; open: boolean } => ({
  sets: sets.length > PLACES ? sets.slice(0, PLACES) : sets,
  open: open || sets.length > PLACES,
});
