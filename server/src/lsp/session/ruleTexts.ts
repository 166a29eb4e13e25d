import { displayText } from '../../base/display';
import type { Finding } from '../../base/finding';
import { t } from '../../base/l10n';
import { ruleRotation, ruleTitle } from '../../checks/catalogue';
import { UNRESOLVED } from '../../checks/reference/check';

/** The one line in the Problems view: the rule's title, and the name the value is assigned to. Never the value. */
export function messageOf(finding: Finding): string {
  const subject = finding.subject === undefined ? undefined : displayText(finding.subject);
  if (finding.rule === UNRESOLVED) {
    return subject === undefined
      ? t('This reference will never resolve: it names a scheme, a parameter or a place that Tacit does not follow')
      : t('The vault does not hold {0}', subject);
  }
  if (subject !== undefined && finding.rule === 'logging.secret') return t('{0} is printed where others may read it', subject);
  if (subject !== undefined && finding.rule === 'logging.secret-object') return t('What is printed here holds {0}', subject);
  const title = ruleTitle(finding.rule);
  return subject === undefined ? title : t('{0}: {1}', title, subject);
}

/** What to do about a finding, as a sentence or two. */
export function adviceFor(finding: Finding): string {
  if (finding.rule === UNRESOLVED) return t('Create the secret in the vault, or correct the reference. A program started by tacit run would not start.');
  if (finding.rule.startsWith('logging.')) return `${t('Mask it, or leave it out.')} ${ruleRotation(finding.rule)}`;
  if (finding.grade === 'placeholder') return t('This looks like an example. If it is one, nothing needs to be done.');
  return `${t('Move it to the vault. If it was ever committed or shared:')} ${ruleRotation(finding.rule)}`;
}
