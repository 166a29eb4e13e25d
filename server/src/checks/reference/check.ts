import { createHash } from 'node:crypto';
import type { ReferenceTarget, StoreTarget } from '../../base/address';
import type { Finding, Grade, RuleId } from '../../base/finding';
import type { Span } from '../../base/span';

export const UNRESOLVED: RuleId = 'reference.unresolved';

/**
 * What is known of a reference's place without its value. `held` it is there; `missing` the store is readable and does not hold it; `refused`
 * its form is one that Tacit never resolves (THREATS 1); `unknown` nobody can say: no such store, locked, unreachable.
 */
export type ReferenceVerdict = 'held' | 'missing' | 'refused-scheme' | 'refused-parameter' | 'refused-outside' | 'unknown';

/** The value-free snapshot of the stores that this check works on: checks never see a store (DESIGN §2). */
export interface ReferenceSnapshot {
  verdict(target: StoreTarget): ReferenceVerdict;
}

interface Written {
  readonly span: Span;
  readonly target: ReferenceTarget;
}

/** What is certain to fail at the next start is an error; what another tool might resolve is a warning. */
const GRADES: Readonly<Record<ReferenceVerdict, Grade | undefined>> = {
  held: undefined,
  unknown: undefined,
  missing: 'real',
  'refused-scheme': 'likely',
  'refused-parameter': 'likely',
  'refused-outside': 'likely',
};

/** Finds references (`ref+…`) that will not resolve. A read of an environment variable is none: whatever starts the program may set it. */
export function checkReferences(references: readonly Written[], snapshot: ReferenceSnapshot): Finding[] {
  const seen = new Map<string, number>();
  return references.flatMap(({ span, target }) => {
    if (target.kind !== 'store') return [];
    const verdict = snapshot.verdict(target);
    const grade = GRADES[verdict];
    if (grade === undefined) return [];
    const context = createHash('sha256')
      .update([UNRESOLVED, verdict, target.scheme, target.path, ...target.fragment].join('\0'))
      .digest('hex')
      .slice(0, 16);
    const occurrence = seen.get(context) ?? 0;
    seen.set(context, occurrence + 1);
    const name = verdict === 'missing' ? target.fragment.at(-1) : undefined;
    return [{ rule: UNRESOLVED, span, related: [], grade, ...(name === undefined ? {} : { subject: name }), anchor: { context, occurrence } }];
  });
}
