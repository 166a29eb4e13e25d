import type { Span } from '../../../../base/span';
import type { Code } from '../../model/code';

/*
 * A text that is printed says of what it names that it is a name: `no property named "x"`, `X is not set`. What stands there is not the value.
 */

/** Right in front of what is put in, with the quote that opens around it. */
const NAMED = /\b(?:named|called)\s\\?["'`](?:["'`]\s?\+\s?|[$#]?\{|\$)?$/i;
const LOOKS_BEFORE = 16;

/** A constant, by its spelling: `PROXY_PASSWORD`, `Keys.API_KEY`. */
const CONSTANT = /^(?:[A-Za-z_$][\w$]{0,60}(?:\.|::)){0,4}[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
/** What holds values of the environment or of a configuration under the names of constants. */
const HOLDS_VALUES =
  /(?:^|\.)(?:process\.env|env|environ|ENV|\w{0,20}(?:[sS]ettings?|[cC]onfig(?:uration)?|[sS]ecrets|[cC]redentials)|settings|config)(?:\.|::)\w+$/;
/** What is said of a setting by its name, and of no value. */
const OF_SETTINGS =
  /\b(?:(?:is|are|was|be) not (?:set|defined|specified|configured|supported|present)|not (?:set|defined|specified|provided|configured)|unset|is (?:missing|required|empty|deprecated|ignored|unspecified)|missing (?:required )?(?:property|option|setting|parameter|variable|key|field)|must (?:also )?be (?:set|specified|provided|defined)|(?:cannot|can't|may not) be (?:set|used|empty|null)|mutually exclusive|environment variable|requires? (?:that )?(?:both|either)|please (?:set|specify|provide))\b/i;

/** True where the text in front of what is shown says that a name follows. */
export const isCalledName = (layout: Code, { start }: Span): boolean => NAMED.test(layout.before(start, LOOKS_BEFORE));

/** True for the spelling of a constant that holds no value of the environment or of a configuration. */
export function maySpellName(layout: Code, { start, end }: Span): boolean {
  const written = end - start <= 160 ? layout.of({ start, end }) : '';
  return CONSTANT.test(written) && !HOLDS_VALUES.test(written);
}

/** True where a statement says of something what is said of settings alone. */
export const tellsOfSetting = (statement: string): boolean => OF_SETTINGS.test(statement);

/** True for a parameter that takes the name of something. */
export const takesName = (parameter: string): boolean =>
  /^(?:name|option|opt|key|field|param|parameter|property|prop|attribute|attr|column|header|label|variable|setting|flag|what)$|(?:[a-z]Name|_name|[a-z]Key|_key)$/.test(
    parameter,
  );
