import { displayText } from '../../base/display';
import { t } from '../../base/l10n';
import { RULES } from '../../checks/catalogue';
import { nearestRule } from '../../checks/nearestRule';

/** What to say of the first of some beginnings of rules with which none begins: a scan for it would find nothing, whatever is there. */
export function unknownRule(prefixes: readonly string[]): string | undefined {
  const wrong = prefixes.find((prefix) => !RULES.some(({ id }) => id.startsWith(prefix)));
  if (wrong === undefined) return undefined;
  const meant = nearestRule(wrong);
  return meant === undefined
    ? t('No rule begins with {0}. docs/rules/README.md lists them; they begin with credential. or logging.', displayText(wrong))
    : t('No rule begins with {0}. Is it {1}?', displayText(wrong), meant);
}
