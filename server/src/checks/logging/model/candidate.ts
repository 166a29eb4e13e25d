import type { Grade } from '../../../base/finding';
import type { Span } from '../../../base/span';

export type LoggingRule = 'logging.secret' | 'logging.secret-object';

/** What the check reports before anchors are made. Value-free. */
export interface LoggingCandidate {
  readonly rule: LoggingRule;
  /** The smallest printed expression that shows the secret. */
  readonly span: Span;
  readonly grade: Grade;
  /** The name of what is shown: the variable, or the field that makes an object secret. */
  readonly subject?: string;
  /** Where the secret comes from, where that is elsewhere in the text. */
  readonly related?: readonly Span[];
}
