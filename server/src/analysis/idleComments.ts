import type { Document } from '../base/document';
import type { Finding, RuleId } from '../base/finding';
import type { Span } from '../base/span';
import { t } from '../base/l10n';
import { RULES } from '../checks/catalogue';
import { nearestRule } from '../checks/nearestRule';
import { fitsAny } from '../project/suppression/comments';
import { idleComments as idleIn, type IdleCause } from '../project/suppression/idleComments';

/** Why a comment silences nothing, and what it may have been meant to say. Holds no text of the file (THREATS 13). */
export interface Idle {
  readonly because: IdleCause;
  /** Its last day (ISO), where that is over. */
  readonly until?: string;
  /** The rule, or the beginning of one, that it may mean. */
  readonly meant?: string;
}

/** Texts that show how a comment is written; who reads them would be told of every example. */
const PROSE = /\.(?:md|mdx|markdown|rst|adoc)$/i;

/** Names of one text for which the rule is looked for that was meant: each costs a look at all rules. */
const MOST_GUESSES = 20;

const IDS: readonly RuleId[] = RULES.map(({ id }) => id);

/**
 * The comments of ours in a text that silence nothing, in order. `findings` are all of it, the silenced ones too. `isWhole`: whether
 * every check looked at all of it.
 */
export function idleComments(
  document: Document,
  findings: readonly Finding[],
  isWhole: boolean,
): readonly (Idle & { readonly line: number; readonly span: Span })[] {
  if (PROSE.test(document.uri)) return [];
  const known = new Map<string, string | undefined>();
  return idleIn(document, findings, IDS, isWhole).map(({ wrong, ...comment }) => {
    if (wrong !== undefined && known.size < MOST_GUESSES && !known.has(wrong)) known.set(wrong, meantBy(wrong));
    const meant = wrong === undefined ? undefined : known.get(wrong);
    return { ...comment, ...(meant === undefined ? {} : { meant }) };
  });
}

/** The rule or group of rules that a wrong name comes nearest to, as a comment names it. */
function meantBy(wrong: string): string | undefined {
  const near = nearestRule(wrong.toLowerCase());
  return near === undefined || fitsAny(IDS, near) ? near : IDS.find((id) => id.startsWith(near));
}

/** Why a comment silences nothing, and what to do. */
export function describeIdle({ because, until = '', meant }: Idle): string {
  switch (because) {
    case 'expired':
      return t('its last day was {0}; give another, or remove it', until);
    case 'no-date':
      return t('what it gives as its last day is none; write until=2027-01-31, say');
    case 'no-rule':
      return meant === undefined ? t('it names no rule; write tacit-ignore credential.password, say') : t('it names no rule; is it {0}?', meant);
    case 'unknown-rule':
      return meant === undefined ? t('there is no such rule; docs/rules/README.md lists them') : t('there is no such rule; is it {0}?', meant);
    case 'unmatched':
      return t('what it names is not found there; remove it');
  }
}
