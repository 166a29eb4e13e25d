/** Units of a piece that counts, at least. */
const SHORTEST = 3;

/** How far two units that follow each other are apart; where digits or letters end, the first of the others comes next. */
function step(before: string, after: string): number {
  if (/^(?:90|9a|f0|za|z0)$/.test(before + after)) return 1;
  return after.charCodeAt(0) - before.charCodeAt(0);
}

/**
 * True where letters and digits count up or down, or stand still, piece after piece (`abcdef0123456789`, `AABBCCDDEEFF`), or where
 * a piece comes again and again. Of 12 units at least.
 */
export function isCounted(value: string): boolean {
  if (value.length > 512) return false;
  const whole = value.replace(/[^0-9A-Za-z]/g, '').toLowerCase();
  if (whole.length < 12) return false;
  return recurs(whole) || piecesCount(whole) || (/^(?:(.)\1)+$/.test(whole) && piecesCount(whole.replace(/(.)\1/g, '$1')));
}

/** Units of runs that count up, together, from which on nobody drew a value: chance gives one run of three in a thousand places. */
const MOST_IN_RUNS = 9;
/** A longer value has such runs by chance. */
const LONGEST_WITH_RUNS = 128;

/** True where runs of letters and digits that count up make up much of a value: `…uvwXYZ123abc`, as documentation writes tokens. */
export function holdsRuns(value: string): boolean {
  if (value.length > LONGEST_WITH_RUNS) return false;
  const whole = value.toLowerCase();
  let inRuns = 0;
  let length = 1;
  for (let at = 1; at <= whole.length; at++) {
    const [last, next] = [whole.charCodeAt(at - 1), whole.charCodeAt(at)];
    if (next === last + 1 && ((next > 48 && next < 58) || (next > 97 && next < 123))) length++;
    else {
      if (length >= SHORTEST) inRuns += length;
      length = 1;
    }
  }
  return inRuns >= MOST_IN_RUNS && inRuns * 5 >= value.length;
}

/** True where the whole is one piece at least twice and a half. */
function recurs(text: string): boolean {
  for (let length = 1; length <= Math.min(16, text.length / 2.5); length++) {
    let at = length;
    while (at < text.length && text[at] === text[at - length]) at++;
    if (at === text.length) return true;
  }
  return false;
}

function piecesCount(text: string): boolean {
  let length = 1;
  let pace: number | undefined;
  for (let at = 1; at <= text.length; at++) {
    const next = at < text.length ? step(text.charAt(at - 1), text.charAt(at)) : Number.NaN;
    if (Math.abs(next) <= 1 && (pace === undefined || next === pace)) {
      pace = next;
      length++;
    } else if (length < SHORTEST) return false;
    else [length, pace] = [1, undefined];
  }
  return true;
}
