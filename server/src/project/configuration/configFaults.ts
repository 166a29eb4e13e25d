import type * as z from 'zod/mini';
import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { CONFIG_NAME } from '../roots';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value of `tacit.json`, by its place and what may stand there: nothing of what does stand there. `isThere` is whether anything
 * does. Of a value that may have several forms, only that it has none of them.
 */
export function describeFault(issue: Issue, isThere: boolean): string {
  const place = issue.path.length === 0 ? CONFIG_NAME : displayText(issue.path.map(String).join('.'));
  if (issue.code === 'invalid_key') return t('{0}: not a name that can stand here', place);
  const allowed = allowedBy(issue);
  if (!isThere) return allowed === undefined ? t('{0} is missing', place) : t('{0} is missing. It may be: {1}', place, allowed);
  return allowed === undefined ? t('{0}: not a value that can stand here', place) : t('{0}: not a value that can stand here. It may be: {1}', place, allowed);
}

function allowedBy(issue: Issue): string | undefined {
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(', ');
  if (issue.code === 'too_big') {
    const most = String(issue.maximum);
    return issue.origin === 'string' ? t('at most {0} characters', most) : t('at most {0} entries', most);
  }
  if (issue.code !== 'invalid_type') return undefined;
  switch (issue.expected) {
    case 'string':
      return t('a text');
    case 'array':
      return t('a list');
    case 'object':
    case 'record':
      return t('an object');
    default:
      return undefined;
  }
}
