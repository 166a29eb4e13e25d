import { partsOf, refuse, replace, textAt } from './emission';
import type { Emission, Place } from './referenceSyntax';

/** Puts a placeholder in a scalar of YAML or properties. In a flow collection braces end a plain scalar, so it gets quotes. */
export function emitInScalar(place: Place, placeholder: string): Emission {
  if (place.quoting !== 'none' || place.flow !== true) return { edits: [replace(place.value, placeholder)], needs: [] };
  const { before, after } = partsOf(place);
  if ((textAt(place, before) + textAt(place, after)).includes("'")) return refuse('quoting');
  const hasBefore = before.start < before.end;
  const hasAfter = after.start < after.end;
  return {
    edits: [
      ...(hasBefore ? [replace({ start: place.whole.start, end: place.whole.start }, "'")] : []),
      replace(place.value, `${hasBefore ? '' : "'"}${placeholder}${hasAfter ? '' : "'"}`),
      ...(hasAfter ? [replace({ start: place.whole.end, end: place.whole.end }, "'")] : []),
    ],
    needs: [],
  };
}
