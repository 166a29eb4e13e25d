import { lineStartNear } from './nearLine';

const LOOK_BACK = 300;
/** A setting or a statement that was taken out by a comment sign: nothing else stands on its line. */
const BEFORE =
  /^[ \t]{0,80}(?:\/\/|\/\*|#|--|;|!|')[ \t]{0,8}(?:-[ \t])?(?:export|set|const|let|var|val|final|private|public|static|String|string|def|define|my|local|\$)?[ \t({]{0,4}[\w.$@'"\]\[:>/ \t-]{0,100}?(?:\([^()'"`\n]{0,40}["'`]?(?:[\w.-]{1,60}["'`]\s?,\s?["'`])?|(?::=|=>|[=:])[ \t]{0,8}["'`]?)$/;
const BEHIND = /^["'`]?[ \t]{0,4}[);,\]}]{0,4}[ \t]{0,4}(?:\*\/|(?:#|\/\/|--).{0,80})?[ \t]{0,4}(?=\r|\n|$)/;
/** What nobody signs in with: words for credentials, for examples, for what a server is called by. */
const ILLUSTRATES =
  /pass|pwd|passw|secret|token|key|cred|auth|test|exampl|sample|demo|dummy|fake|foo|bar|your|my[-_a-z]|user|admin|root|guest|default|change|value|string|hello|world|some|any|here|login|postgres|mysql|maria|mongo|redis|oracle|rabbit|elastic|docker|spring|welcome|qwert|abc|letme|hunter|sword|monkey|dragon|magic|random|super|strong|secure|safe|temp|local|server|database/i;

/**
 * Whether a password of words and a number stands in a setting that somebody took out by a comment, and could put back as it stands:
 * `#db.password=…`. There it was in use, as words go on being used; a sentence, a template or an example shows how one looks.
 */
export function isDisabledSetting(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  if (
    value.length < 8 ||
    value.length > 40 ||
    !/\d{2}|\d[^\w\s]|[^\w\s]\d/.test(value) ||
    !/[a-z]{3}/i.test(value) ||
    ILLUSTRATES.test(value) ||
    /\s/.test(value)
  )
    return false;
  const lineStart = lineStartNear(text, start, LOOK_BACK);
  return BEFORE.test(text.slice(lineStart, start)) && BEHIND.test(text.slice(end, end + 120));
}
