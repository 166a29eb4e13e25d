import { distanceOf, NEAR } from '../base/nearest';
import { RULES } from './catalogue';

/** `stripe` means what begins with `credential.stripe`; else the id, or the beginning of one, that has the fewest other letters. */
export function nearestRule(wrong: string): string | undefined {
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
