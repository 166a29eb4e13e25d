import type { RuleId } from '../base/finding';
import { t } from '../base/l10n';
import { PASSWORD_RULES } from './credential/assignment/rules';
import { KEY_STORE_RULES } from './credential/keyStore';
import { CONNECTION_RULES } from './credential/rules/connection';
import { ENCODED_RULES } from './credential/rules/encoded';
import { JWT_RULES } from './credential/rules/jwt';
import { PRIVATE_KEY_RULES } from './credential/rules/privateKey';
import { SERVICE_RULES } from './credential/rules/services/family';
import { TOKEN_RULES } from './credential/rules/table';
import { LOGGING_RULES } from './logging/rules';
import { REFERENCE_RULES } from './reference/rules';
import type { Rule } from './rule';

/** Every rule of every check, in order of id. A check adds its rows here. */
export const RULES: readonly Rule[] = [
  ...PRIVATE_KEY_RULES,
  ...KEY_STORE_RULES,
  ...JWT_RULES,
  ...CONNECTION_RULES,
  ...TOKEN_RULES,
  ...ENCODED_RULES,
  ...SERVICE_RULES,
  ...PASSWORD_RULES,
  ...LOGGING_RULES,
  ...REFERENCE_RULES,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const byId: ReadonlyMap<RuleId, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

export const ruleOf = (id: RuleId): Rule | undefined => byId.get(id);

/** The rule's title in the reader's language; of an unknown rule its id. */
export function ruleTitle(id: RuleId): string {
  const rule = byId.get(id);
  return rule === undefined ? id : t(rule.title);
}

/** The rule's description in the reader's language; of an unknown rule ''. */
export function ruleDescription(id: RuleId): string {
  const rule = byId.get(id);
  return rule === undefined ? '' : t(rule.description);
}

/** What to do when it leaked, in the reader's language. */
export function ruleRotation(id: RuleId): string {
  const rule = byId.get(id);
  return rule?.rotate === undefined ? t('Revoke it where it was issued, make a new one, and keep that in a vault.') : t(rule.rotate);
}
