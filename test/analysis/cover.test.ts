import { describe, expect, it } from 'vitest';
import { covered } from '../../server/src/analysis/cover';
import type { Finding } from '../../server/src/base/finding';
import type { Span } from '../../server/src/base/span';

const finding = (rule: string, span: Span, related: readonly Span[] = []): Finding => ({
  rule,
  span,
  related,
  grade: 'placeholder',
  anchor: { context: '0'.repeat(16), occurrence: 0 },
  suppressed: { by: 'inline' },
});
const at = (start: number, end: number): Span => ({ start, end });
const TEXT = '0123456789';
const DOTS = '•'.repeat(8);

describe('a text that is shown (THREATS 13)', () => {
  it.each<[string, readonly Finding[], Span | undefined, string]>([
    ['is as it is without values', [], undefined, TEXT],
    ['has a value covered, a suppressed example too', [finding('credential.a', at(2, 4))], undefined, `01${DOTS}456789`],
    ['has the other parts of a credential covered', [finding('credential.a', at(6, 8), [at(1, 2)])], undefined, `0${DOTS}2345${DOTS}89`],
    [
      'has values that overlap covered to the end of the longer',
      [finding('credential.a', at(2, 4)), finding('credential.b', at(3, 8))],
      undefined,
      `01${DOTS}89`,
    ],
    ['has one that lies inside another covered once', [finding('credential.a', at(2, 9)), finding('credential.b', at(3, 5))], undefined, `01${DOTS}9`],
    ['keeps what is logged: that is an expression', [finding('logging.secret', at(2, 4))], undefined, TEXT],
    ['has a value covered that begins before the part', [finding('credential.a', at(0, 5))], at(3, 8), `${DOTS}567`],
    ['has a value covered that ends behind the part', [finding('credential.a', at(6, 10))], at(3, 8), `345${DOTS}`],
    ['has a part covered that lies in a value', [finding('credential.a', at(0, 10))], at(3, 8), DOTS],
    ['is not touched by a value that ends where the part begins', [finding('credential.a', at(0, 3))], at(3, 8), '34567'],
  ])('%s', (_title, findings, part, shown) => {
    expect(covered(TEXT, findings, part)).toBe(shown);
  });
});
