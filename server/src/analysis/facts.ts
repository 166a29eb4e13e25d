import type { Finding } from '../base/finding';
import type { Reference } from '../references/referenceSyntax';

/** What one text says, as far as this project's configuration goes. Value-free: spans and names only. */
export interface Facts {
  /** All findings in order of position, the suppressed ones included (they are masked and counted, not reported). */
  readonly findings: readonly Finding[];
  readonly references: readonly Reference[];
}
