import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { HOSTILE_TEXTS } from '../support/hostileTexts';

function milliseconds(text: string, languageId: string): number {
  const from = performance.now();
  checkCredentials({ uri: 'file:///hostile', version: 0, languageId, text });
  return performance.now() - from;
}

// Ratios with a wide margin, since the machine does other things as well: what grows with the square of the size costs 16 times here, and more.
describe('hostile text costs time in proportion to its size', () => {
  it.each(HOSTILE_TEXTS.map(({ family, name, languageId, make }) => [family, name, languageId, make] as const))(
    '%s: %s',
    (_family, _name, languageId, make) => {
      const [small, large] = [make(100_000), make(400_000)];
      milliseconds(small, languageId);
      const least = Math.min(milliseconds(small, languageId), milliseconds(small, languageId));
      expect(milliseconds(large, languageId)).toBeLessThan(least * 10 + 150);
    },
  );
});
