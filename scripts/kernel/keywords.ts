// The inner loop of the prefilter (server/src/checks/credential/keywords/prefilter.ts), in AssemblyScript: `node scripts/kernel.mjs` makes kernel.ts of it.
// It works on one memory, whose places are those of `AT` there. All words in it are little-endian.

/** What `find` tells beside its number: where it goes on. */
const RESUME: usize = 0;
/** 1 for ASCII letters and digits, but for those that may end an escape. */
const WITHIN_WORD: usize = 256;
/** Each unit as it is compared: capital letters as small ones. */
const FOLDED: usize = 512;
/** The class of each ASCII unit. */
const CLASSES: usize = 768;
/** Room for the keywords: where each begins in the units, where in it its gram does, whether it counts only at the start of a word, and the units. */
const FROM: usize = 4096;
const GRAM_AT: usize = 20992;
const STARTS_WORD: usize = 29184;
const UNITS: usize = 37376;
/** One bit for some grams: set where a keyword may stand. */
const GRAMS: usize = 102912;
/** Keywords by their gram, those of four units and more, and those of three: where each list begins, grams, numbers. */
const LONGER: usize = 233984;
const SHORTEST: usize = 291840;
const LIST_GRAMS: usize = 8704;
const LIST_NUMBERS: usize = 41472;
/** What was found: number of the keyword, and its place in the piece. */
const FOUND: usize = 349696;
const MOST_FOUND: i32 = 4096;
const PIECE: usize = 382464;
/** One bit for some threes: set where a keyword of three units may stand. */
const THREES: usize = 456704;
/** How seldom two units are met, and one behind two others: a place for each two classes, and one for each three. */
const MODEL: usize = 520192;
/** With which units the tokens of some keywords begin: for each keyword its slot, if it has one; in it how many places are known, and a bit for each unit of ASCII. */
const SLOTS: usize = 460800;
const SLOT_SIZE: u32 = 400;
const SLOT_OF: usize = 512000;
/** What must stand behind each keyword: nothing, a digit, a digit or a capital letter; and within how many units (see `needs` of the families). */
const NEEDS: usize = 448512;
const DIGIT: u32 = 1;
const DIGIT_REACH: u32 = 180;
const CAPITAL_REACH: u32 = 300;

/** With this bit a letter is small. Other signs become others by it, but the same in text and keyword; and what fits by chance is compared unit by unit. */
const FOLD: u32 = 0x20202020;
const THREE_UNITS: u32 = 0xffffff;
/** Grams are spread by a multiplication (Knuth's, by the golden ratio) over a bitmap of 2^20 bits, so that 20,000 of them leave 2 % to chance, */
const SPREAD: u32 = 0x9e3779b1;
const BITMAP_SHIFT: u32 = 12;
/** those of three units over one of 2^15, */
const THREES_SHIFT: u32 = 17;
/** and over 2^12 lists of keywords. */
const LIST_SHIFT: u32 = 20;
const LISTS: u32 = 4096;

function bit(gram: u32): u32 {
  const spread = (gram * SPREAD) >> BITMAP_SHIFT;
  return load<u32>(GRAMS + ((spread >> 5) << 2)) >> (spread & 31);
}

function setBit(gram: u32): void {
  const spread = (gram * SPREAD) >> BITMAP_SHIFT;
  const at = GRAMS + ((spread >> 5) << 2);
  store<u32>(at, load<u32>(at) | (1 << (spread & 31)));
}

/** Whether a keyword of three units may stand there. */
function isThree(gram: u32): bool {
  const spread = (gram * SPREAD) >> THREES_SHIFT;
  return ((load<u32>(THREES + ((spread >> 5) << 2)) >> (spread & 31)) & 1) !== 0;
}

function setThree(gram: u32): void {
  const spread = (gram * SPREAD) >> THREES_SHIFT;
  const at = THREES + ((spread >> 5) << 2);
  store<u32>(at, load<u32>(at) | (1 << (spread & 31)));
}

function fromOf(number: u32): u32 {
  return load<u16>(FROM + (number << 1));
}

function classOf(unit: usize): u32 {
  return load<u8>(CLASSES + load<u8>(unit));
}

/** Half bits of surprise at two units; and at the third of three. */
function surpriseOfTwo(units: usize, size: u32): u32 {
  return digitAt(classOf(units) * size + classOf(units + 1));
}

function surpriseBehind(units: usize, size: u32): u32 {
  return digitAt(((1 + classOf(units)) * size + classOf(units + 1)) * size + classOf(units + 2));
}

/** A digit of base 36 of the model. */
function digitAt(place: u32): u32 {
  const digit = <u32>load<u8>(MODEL + place);
  return digit >= 97 ? digit - 87 : digit - 48;
}

/** Where in a keyword the four units begin that are least often met in code and prose: it is looked for by them. */
function rareGramAt(from: usize, length: u32, size: u32): u32 {
  let best: u32 = 0;
  if (length <= 4) return best;
  let rarest: i32 = -1;
  let behind = surpriseBehind(from, size);
  for (let at: u32 = 0; at + 4 <= length; at++) {
    const next = surpriseBehind(from + at + 1, size);
    const sum = <i32>(surpriseOfTwo(from + at, size) + behind + next);
    if (sum > rarest) {
      best = at;
      rarest = sum;
    }
    behind = next;
  }
  return best;
}

/** A keyword's units from its gram on as one number; of one of three units, these. */
function gramOf(number: u32): u32 {
  const from = fromOf(number);
  const gram = load<u32>(UNITS + from + load<u8>(GRAM_AT + number)) | FOLD;
  return fromOf(number + 1) - from < 4 ? gram & THREE_UNITS : gram;
}

function listKeywords(table: usize, count: u32, short: bool): u32 {
  for (let number: u32 = 0; number < count; number++) {
    if (fromOf(number + 1) - fromOf(number) < 4 !== short) continue;
    const at = table + ((((gramOf(number) * SPREAD) >> LIST_SHIFT) + 1) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  let longest: u32 = 0;
  for (let list: u32 = 1; list <= LISTS; list++) {
    const at = table + (list << 1);
    const size: u32 = load<u16>(at);
    if (size > longest) longest = size;
    store<u16>(at, load<u16>(at - 2) + size);
  }
  const total = load<u16>(table + (LISTS << 1));
  // From the last on, so that a list begins where it is said once all are in it: its end moves down to its beginning.
  for (let number: i32 = <i32>count - 1; number >= 0; number--) {
    if (fromOf(number + 1) - fromOf(number) < 4 !== short) continue;
    const gram = gramOf(number);
    const at = table + ((((gram * SPREAD) >> LIST_SHIFT) + 1) << 1);
    const next: u32 = load<u16>(at) - 1;
    store<u16>(at, next);
    store<u32>(table + LIST_GRAMS + (next << 2), gram);
    store<u16>(table + LIST_NUMBERS + (next << 1), number);
  }
  // Now entry i + 1 says where list i begins.
  for (let list: u32 = 0; list < LISTS; list++) store<u16>(table + (list << 1), load<u16>(table + ((list + 1) << 1)));
  store<u16>(table + (LISTS << 1), total);
  return longest;
}

/** Makes the tables of `count` keywords, whose units and lengths are there, in memory that is zero elsewhere. How many keywords may stand at one word. */
export function build(count: u32, classes: u32): u32 {
  for (let unit: u32 = 0; unit < 256; unit++) store<u8>(FOLDED + unit, unit >= 65 && unit <= 90 ? unit | 0x20 : unit);
  for (let number: u32 = 0; number < count; number++) {
    const from = fromOf(number);
    const length = fromOf(number + 1) - from;
    store<u8>(GRAM_AT + number, rareGramAt(UNITS + from, length, classes));
    const gram = gramOf(number);
    if (length >= 4) setBit(gram);
    // Behind a keyword of three units anything may follow.
    else {
      setThree(gram);
      for (let unit: u32 = 0x20; unit < 256; unit++) if ((unit & 0x20) !== 0) setBit(gram | (unit << 24));
    }
  }
  return 4 * (listKeywords(LONGER, count, false) + listKeywords(SHORTEST, count, true));
}

/** Between these places of the piece there is no digit, and no digit or capital letter: what was looked through once is not again. */
let noDigitFrom: u32 = 0;
let noDigitTo: u32 = 0;
let noCapitalFrom: u32 = 0;
let noCapitalTo: u32 = 0;

/** Whether what a keyword needs may stand behind it; true where the piece ends before that is known, and the text goes on. */
function hasNeeded(need: u32, from: u32, length: u32, goesOn: bool): bool {
  const digitAlone = need === DIGIT;
  const limit = from + (digitAlone ? DIGIT_REACH : CAPITAL_REACH);
  const known = digitAlone ? from >= noDigitFrom && from <= noDigitTo : from >= noCapitalFrom && from <= noCapitalTo;
  let at = known ? (digitAlone ? noDigitTo : noCapitalTo) : from;
  const end = min(limit, length);
  while (at < end) {
    const units = v128.load(PIECE + at);
    let wanted = i8x16.lt_u(i8x16.sub(units, i8x16.splat(48)), i8x16.splat(10));
    if (!digitAlone) wanted = v128.or(wanted, i8x16.lt_u(i8x16.sub(units, i8x16.splat(65)), i8x16.splat(26)));
    const some = <u32>i8x16.bitmask(wanted);
    at += some === 0 ? 16 : ctz(some);
    if (some !== 0) break;
  }
  at = min(at, end);
  if (digitAlone) {
    if (!known) noDigitFrom = from;
    noDigitTo = at;
  } else {
    if (!known) noCapitalFrom = from;
    noCapitalTo = at;
  }
  return at < end || (goesOn && limit > length);
}

/** False where a unit from `start` of the piece on is none that a keyword's tokens begin with, as far as that was told (`learn` in prefilter.ts). */
function mayBegin(number: u32, start: u32, length: u32): bool {
  const slot: u32 = load<u8>(SLOT_OF + number);
  if (slot === 0) return true;
  const sets = SLOTS + slot * SLOT_SIZE;
  const count = min(<u32>load<u8>(sets), length - start);
  for (let place: u32 = 0; place < count; place++) {
    const unit: u32 = load<u8>(PIECE + start + place);
    if (unit > 127 || ((load<u8>(sets + 1 + (place << 4) + (unit >> 3)) >> (<u8>(unit & 7))) & 1) === 0) return false;
  }
  return true;
}

/** Adds those keywords to what was found whose gram stands at a place of the piece. */
function compare(table: usize, gram: u32, place: u32, length: u32, last: u32, bytes: bool, count: i32): i32 {
  const list = table + (((gram * SPREAD) >> LIST_SHIFT) << 1);
  const end: u32 = load<u16>(list, 2);
  let found = count;
  for (let next: u32 = load<u16>(list); next < end; next++) {
    if (load<u32>(table + LIST_GRAMS + (next << 2)) !== gram) continue;
    const number: u32 = load<u16>(table + LIST_NUMBERS + (next << 1));
    const start = place - load<u8>(GRAM_AT + number);
    const from = fromOf(number);
    const size = fromOf(number + 1) - from;
    // A place before the piece is a large number.
    if (start >= last || start + size > length) continue;
    // Inside a word, which is where most short keywords stand; behind n, r and t it may be an escape.
    if (bytes && start > 0 && load<u8>(STARTS_WORD + number) !== 0 && load<u8>(WITHIN_WORD + load<u8>(PIECE + start - 1)) !== 0) continue;
    let left = size;
    while (left > 0 && load<u8>(FOLDED + load<u8>(PIECE + start + left - 1)) === load<u8>(UNITS + from + left - 1)) left--;
    if (left !== 0) continue;
    if (!mayBegin(number, start, length)) continue;
    const need: u32 = load<u8>(NEEDS + number);
    if (need !== 0 && !hasNeeded(need, start + size, length, last < length)) continue;
    store<u32>(FOUND + (found << 3), number);
    store<u32>(FOUND + (found << 3), start, 4);
    found++;
  }
  return found;
}

/**
 * Looks for keywords in `length` units of the piece, from one on, that begin before `last`. How many were found; where to go on if there was no room for
 * more, and else the piece's length, is left behind. `bytes`: the piece is what it stands for, and no half of it.
 */
export function find(from: u32, length: u32, last: u32, bytes: bool, room: i32): i32 {
  const end = PIECE + length;
  store<u64>(end, 0);
  if (from === 0) noDigitFrom = noDigitTo = noCapitalFrom = noCapitalTo = 0;
  let count: i32 = 0;
  for (let at = PIECE + from; at < end; at += 4) {
    const first = bit(load<u32>(at) | FOLD);
    const second = bit(load<u32>(at, 1) | FOLD);
    const third = bit(load<u32>(at, 2) | FOLD);
    const fourth = bit(load<u32>(at, 3) | FOLD);
    if (((first | second | third | fourth) & 1) === 0) continue;
    let left = (first & 1) | ((second & 1) << 1) | ((third & 1) << 2) | ((fourth & 1) << 3);
    do {
      const here = at + ctz(left);
      left &= left - 1;
      const gram = load<u32>(here) | FOLD;
      const place = <u32>(here - PIECE);
      count = compare(LONGER, gram, place, length, last, bytes, count);
      if (isThree(gram & THREE_UNITS)) count = compare(SHORTEST, gram & THREE_UNITS, place, length, last, bytes, count);
    } while (left !== 0);
    if (count > room) {
      store<u32>(RESUME, <u32>(at + 4 - PIECE));
      return count;
    }
  }
  store<u32>(RESUME, length);
  return count;
}
