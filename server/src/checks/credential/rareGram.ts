import { GRAM_MODEL, GRAM_UNITS } from './gramModel';

/** Units of a gram: what the prefilter looks up at each place. */
export const GRAM = 4;

const indexOf = (character: string): number => {
  const at = GRAM_UNITS.indexOf(/\d/.test(character) ? '0' : character);
  return at === -1 ? GRAM_UNITS.length - 1 : at;
};
const levelOf = (line: number, character: string): number => parseInt(GRAM_MODEL[line]?.charAt(indexOf(character)) ?? '0', 36);

/** Where in a keyword the four units begin that are least often met in code and prose: it is looked for by them. */
export function rareGramOf(keyword: string): number {
  let best = 0;
  let rarest = -1;
  for (let at = 0; at + GRAM <= keyword.length; at++) {
    let level = levelOf(0, keyword.charAt(at));
    for (let next = 1; next < GRAM; next++) level += levelOf(1 + indexOf(keyword.charAt(at + next - 1)), keyword.charAt(at + next));
    if (level > rarest) [best, rarest] = [at, level];
  }
  return best;
}
