import type { Span } from './span';

/** Dotted; the first word is the check's folder: `credential.stripe-secret-key`. */
export type RuleId = string;

/** `real` is reported as an error, `likely` as a warning, `placeholder` as a hint (SARIF `note`). */
export type Grade = 'real' | 'likely' | 'placeholder';

export const GRADES: readonly Grade[] = ['placeholder', 'likely', 'real'];

/** What a finding is recognised by after the text around it moved. Holds no part of the value. */
export interface Anchor {
  /** The rule, the subject and the value-free skeleton of the line around the value, hashed (SHA-256, 16 hex digits). */
  readonly context: string;
  /** Which of several findings with the same context in the same text this is, from 0. */
  readonly occurrence: number;
}

/** A fact about a text. Never holds the value; whoever needs it cuts it out of the text by the span. */
export interface Finding {
  readonly rule: RuleId;
  /** Exactly the value: inside the quotes of a literal, and of a URL only the credential. */
  readonly span: Span;
  /** Other parts of the same credential (the id beside the secret). */
  readonly related: readonly Span[];
  readonly grade: Grade;
  /** The name it is assigned to, as written: `dbPassword`, `spring.datasource.password`. */
  readonly subject?: string;
  readonly anchor: Anchor;
  /** Set where a comment or configuration silences it. A suppressed finding is counted and masked, and not reported. */
  readonly suppressed?: Suppression;
}

export interface Suppression {
  /** `inline` a comment in the text, `config` an entry of tacit.json, `off` its rule is switched off there, `baseline` an entry of the file of known findings. */
  readonly by: 'inline' | 'config' | 'off' | 'baseline';
  readonly reason?: string;
  /** ISO date; the suppression ends at the end of that day, UTC. */
  readonly until?: string;
}
