import type { KeywordHits } from '../detection';

/** Bytes from here on are of no ASCII, and those that this mask makes it only go on with one. */
const NOT_ASCII = 0x80;
const GOES_ON_MASK = 0xc0;
/** From here on a byte begins what two UTF-16 units stand for. */
const TWO_UNITS = 0xf0;

/**
 * Hits in bytes that are well-formed UTF-8, with the places that they have in the text: in UTF-16 units, a byte-order mark counted as one. Each hit is
 * a keyword's index and its end, as `DetectorFamily.detect` takes them.
 */
export function inUnits(bytes: Uint8Array, hits: KeywordHits): KeywordHits {
  const ends = hits.flatMap((own) => Array.from(own.filter((_, at) => at % 2 === 1)));
  const places = new Map<number, number>();
  let at = 0;
  let units = 0;
  for (const end of ends.sort((a, b) => a - b)) {
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte < NOT_ASCII) units++;
      else if ((byte & GOES_ON_MASK) !== NOT_ASCII) units += byte >= TWO_UNITS ? 2 : 1;
    }
    places.set(end, units);
  }
  return hits.map((own) => own.map((value, field) => (field % 2 === 1 ? (places.get(value) as number) : value)));
}
