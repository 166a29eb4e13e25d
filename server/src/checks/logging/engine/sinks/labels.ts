import type { Argument, Expression, TextExpression } from '../../model/expression';
import { wordsOf } from '../../vocabulary/words';

/** Words of names that say nothing of what they hold. */
const GENERIC = new Set(
  (
    'value values val v x s t res ret result results text txt str string data content contents raw plain plaintext clear cleartext decoded decrypted output out input ' +
    'line item payload buf buffer answer tmp temp obj object it this arg args param current new old my the a an as utf bytes chars first second last'
  ).split(' '),
);

/** A name and what sets it off from the value: `Password:`, `api key =`, `token ->`, `the secret is`. */
const LABEL = /([\p{L}][\p{L}\p{N}_-]*(?:[ _-][\p{L}][\p{L}\p{N}_-]*){0,2})(?:["'\]]?\s{0,4}(?::|=|->|=>)|\s+is:?)\s{0,4}["'`[(<{]{0,2}$/u;
/** Where one value goes into a format. */
const PLACES = /\{\{|\}\}|%%|\{[\w:.]{0,20}\}|%[-+# 0]*\d*(?:\.\d+)?[A-Za-z@]/g;
const LONGEST = 60;

export interface Labelled {
  readonly value: Expression;
  /** The name that the text in front of the value gives it. */
  readonly label: string;
}

/**
 * Values of which neither name nor origin tells anything, with the name that the text right in front of them gives them: `"token: ${result}"`,
 * `"password: " + text`, `("key = %s", value)`. Of any other value its own name counts, whatever the text says.
 */
export function labelledValues(printed: readonly Argument[], source: string): readonly Labelled[] {
  const found: Labelled[] = [];
  const add = (value: Expression, before: string): void => {
    const label = LABEL.exec(before.slice(-LONGEST))?.[1];
    const generic = label === undefined ? undefined : genericIn(value);
    if (label !== undefined && generic !== undefined) found.push({ value: generic, label: label.replace(/[\s-]+/g, '_') });
  };
  const inText = (text: TextExpression): void => {
    for (const part of text.parts)
      add(part, source.slice(Math.max(text.span.start, part.span.start - LONGEST), part.span.start).replace(/(?:[$#@\\]?[{(]|\$)\s?$/, ''));
  };
  const inJoin = (parts: readonly Expression[]): void => {
    for (const [at, part] of parts.entries()) {
      const before = parts[at - 1];
      if (part.kind === 'text') inText(part);
      else if (before?.kind === 'text') add(part, before.text.replace(/["'`]$/, ''));
    }
  };
  let format: TextExpression | undefined;
  let taken = 0;
  for (const [at, { value }] of printed.entries()) {
    if (value.kind === 'join') inJoin(value.parts);
    if (value.kind === 'text') {
      inText(value);
      format = value.parts.length === 0 ? value : undefined;
      taken = 0;
    } else if (format !== undefined) {
      const places = [...format.text.matchAll(PLACES)].filter(([written]) => !/^(?:\{\{|\}\}|%%)$/.test(written));
      const place = places[taken++];
      if (place !== undefined) add(value, format.text.slice(0, place.index));
      else if (places.length === 0 && printed[at - 1]?.value === format) add(value, format.text.replace(/["'`]$/, ''));
    }
  }
  return found;
}

/** The value itself, or the one of its branches, where its names are generic. */
function genericIn(value: Expression): Expression | undefined {
  switch (value.kind) {
    case 'name':
      return isGeneric(value.name) ? value : undefined;
    case 'member':
      return isGeneric(value.name) ? value : undefined;
    case 'wrap':
      return genericIn(value.inner);
    case 'call':
      // What a format makes of a value.
      return value.callee === 'to_string' &&
        value.receiver !== undefined &&
        value.span.start === value.receiver.span.start &&
        value.span.end === value.receiver.span.end
        ? genericIn(value.receiver)
        : undefined;
    case 'choice':
      return value.branches.map(genericIn).find((branch) => branch !== undefined);
    default:
      return undefined;
  }
}

/** True for a name that says nothing of its value. */
export const isGeneric = (name: string): boolean => {
  const words = wordsOf(name);
  return words.length > 0 && words.every((word) => GENERIC.has(word));
};
