import type { Scan } from '../scan';
import { readBytes, readLiteral, type Literal } from './literal';

const ASSIGNS =
  /\b([A-Za-z_$][\w$]{0,63})(?:\[[^\]\n]{0,20}\])?(?:[ \t]{0,4}:[ \t]{0,4}[\w.<>[\]&'; ]{1,40}?|[ \t](?:string|\[\]byte))?[ \t]{0,20}[:+.]?=[ \t]{0,20}(?=["'`[({@$bBurRvD&A-Z]|new |string|base64|hex|qq?[^\w\s]|%[qQ]?[({[]|~[sS]\W)/g;
const MOST = 2000;
/** How far from its use a name may be assigned that is assigned elsewhere too. */
const NEAR = 12_000;
/** Literals that one name is assigned, at most. */
const MOST_OF_ONE = 16;

/** The literals that each name of a text is assigned, found in one pass when first asked for. */
export class Constants {
  /** Names that were asked for, and whether one of them is assigned a literal: then a value is found far from where it is named. */
  readonly asked = new Set<string>();
  resolved = false;
  #literals: Map<string, Literal[]> | undefined;
  readonly #scan: Scan;

  constructor(scan: Scan) {
    this.#scan = scan;
  }

  /** Those of a name that is used at `place`: of one that is assigned more than once, only the near ones. */
  of(name: string, place: number): readonly Literal[] {
    this.asked.add(name);
    const all = (this.#literals ??= this.#collect()).get(name) ?? [];
    if (all.length > 0) this.resolved = true;
    return all.length <= 1 ? all : all.filter(({ span }) => Math.abs(span.start - place) <= NEAR);
  }

  #collect(): Map<string, Literal[]> {
    const literals = new Map<string, Literal[]>();
    const { text, language } = this.#scan;
    ASSIGNS.lastIndex = 0;
    for (let count = 0, match = ASSIGNS.exec(text); match && count < MOST; match = ASSIGNS.exec(text)) {
      const to = Math.min(text.length, ASSIGNS.lastIndex + 1024);
      const literal = readLiteral(text, ASSIGNS.lastIndex, to, language.quotes) ?? readBytes(text, ASSIGNS.lastIndex, to);
      if (!literal || literal.partial) continue;
      // Which literals the limit leaves out depends on every other.
      if (++count === MOST) this.resolved = true;
      const name = match[1] ?? '';
      const known = literals.get(name);
      if (known) {
        if (known.length < MOST_OF_ONE) known.push(literal);
      } else literals.set(name, [literal]);
    }
    return literals;
  }
}
