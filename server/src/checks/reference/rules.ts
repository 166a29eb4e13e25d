import type { Rule } from '../rule';
import { UNRESOLVED } from './check';

/** The catalogue's rows of this check. */
export const REFERENCE_RULES: readonly Rule[] = [
  {
    id: UNRESOLVED,
    title: 'Reference that does not resolve',
    description:
      'A reference (ref+…) names a secret that its vault does not hold, or has a scheme, a parameter or a place that Tacit never follows. A program started by `tacit run` does not start while its manifest holds one.',
    grade: 'real',
    rotate: 'Nothing needs to be rotated: create the secret in the vault, or correct the reference.',
  },
];
