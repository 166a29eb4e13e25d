import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { RULES } from '../../checks/catalogue';

/** Letters that two names may differ in, for one to be meant by the other. */
const NEAR = 3;

/** What to say of the first of some beginnings of rules with which none begins: a scan for it would find nothing, whatever is there. */
export function unknownRule(prefixes: readonly string[]): string | undefined {
  const wrong = prefixes.find((prefix) => !RULES.some(({ id }) => id.startsWith(prefix)));
  if (wrong === undefined) return undefined;
  const meant = nearest(wrong);
  return meant === undefined
    ? t('No rule begins with {0}. docs/rules/README.md lists them; they begin with credential. or logging.', displayText(wrong))
    : t('No rule begins with {0}. Is it {1}?', displayText(wrong), meant);
}

/** `stripe` means what begins with `credential.stripe`; else the id, or the beginning of one, that has the fewest other letters. */
function nearest(wrong: string): string | undefined {
  const ids = RULES.map(({ id }) => id);
  for (const check of new Set(ids.map((id) => id.slice(0, id.indexOf('.') + 1)))) if (ids.some((id) => id.startsWith(check + wrong))) return check + wrong;
  const within = wrong.length < 3 ? undefined : ids.find((id) => id.includes(wrong));
  if (within !== undefined) return within;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of new Set(ids.flatMap((id) => [id, id.slice(id.indexOf('.') + 1), id.slice(0, id.indexOf('.') + 1)]))) {
    const distance = Math.abs(name.length - wrong.length) > NEAR ? NEAR + 1 : distanceOf(name, wrong);
    if (distance < (best?.distance ?? NEAR + 1)) best = { name, distance };
  }
  return best === undefined ? undefined : (ids.find((id) => id.startsWith(best.name)) ?? ids.find((id) => id.endsWith(`.${best.name}`)));
}

/** Letters to put in, take out or change (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
  }
  return row.at(-1) ?? 0;
}
