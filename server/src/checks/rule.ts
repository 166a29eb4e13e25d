import type { Grade, RuleId } from '../base/finding';

/**
 * What a rule says of itself. The catalogue, the SARIF metadata and the page `docs/rules/<id>.md` are made of these rows.
 * All texts are English in the table; `ruleTitle` and its like pass them through `t` when shown.
 */
export interface Rule {
  /** Dotted, as DESIGN §6 says; never renamed once released, because suppressions and baselines name it. */
  readonly id: RuleId;
  /** A noun phrase without a full stop: `Stripe secret key`. */
  readonly title: string;
  /** One or two sentences: what this is and what somebody who holds it can do. */
  readonly description: string;
  /** The highest grade the rule gives. */
  readonly grade: Grade;
  /** Who issues it, where there is one issuer. */
  readonly provider?: string;
  /** What to do when it leaked: where it is revoked and made anew. */
  readonly rotate?: string;
  /** The finding is a whole file that is no text: nothing can be moved out of it, and no comment can stand in it. */
  readonly wholeFile?: true;
}
