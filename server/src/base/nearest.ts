/** Letters that two names may differ in, for one to be meant by the other. */
export const NEAR = 3;

/** Letters to put in, take out or change (Levenshtein). */
export function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
  }
  return row.at(-1) ?? 0;
}

/** Of some names the one that was most likely meant: with the fewest other letters, and no more than `NEAR` or half of them. The case of letters does not count. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) > NEAR) continue;
    const distance = distanceOf(name.toLowerCase(), wrong.toLowerCase());
    if (distance <= Math.min(NEAR, wrong.length / 2) && distance < (best?.distance ?? NEAR + 1)) best = { name, distance };
  }
  return best?.name;
}
