/**
 * Where the line of a place begins, looking back no further than `reach` units. Never `lastIndexOf` on the whole text:
 * on a line of a megabyte that walks back to its start for each of its hits.
 */
export const lineStartNear = (text: string, place: number, reach: number): number => {
  const from = Math.max(0, place - reach);
  return from + text.slice(from, place).lastIndexOf('\n') + 1;
};

/** Where the line of a place ends, looking ahead no further than `reach` units. */
export const lineEndNear = (text: string, place: number, reach: number): number => {
  const newline = text.slice(place, place + reach).indexOf('\n');
  return newline === -1 ? Math.min(text.length, place + reach) : place + newline;
};
