import { describe, expect, it } from 'vitest';
import type { ReferenceTarget } from '../../server/src/base/address';
import { checkReferences, type ReferenceVerdict } from '../../server/src/checks/reference/check';

const target = (name: string): ReferenceTarget => ({ kind: 'store', scheme: 'sops', path: 'secrets.sops.json', fragment: [name], parameters: new Map() });
const written = (name: string, start = 0) => ({ span: { start, end: start + 5 }, target: target(name) });

describe('reference.unresolved', () => {
  it.each<[ReferenceVerdict, string | undefined, string | undefined]>([
    ['held', undefined, undefined],
    ['unknown', undefined, undefined],
    ['missing', 'real', 'DB_PASSWORD'],
    ['refused-scheme', 'likely', undefined],
    ['refused-parameter', 'likely', undefined],
    ['refused-outside', 'likely', undefined],
  ])('grades %s as %s', (verdict, grade, subject) => {
    const [finding] = checkReferences([written('DB_PASSWORD')], { verdict: () => verdict });
    expect([finding?.grade, finding?.subject]).toEqual([grade, subject]);
    if (finding !== undefined) expect(finding.rule).toBe('reference.unresolved');
  });

  it.each<ReferenceTarget>([
    { kind: 'environment', name: 'DB_PASSWORD' },
    { kind: 'named', system: 'github', name: 'DB_PASSWORD' },
  ])('says nothing of %j', (other) => {
    expect(checkReferences([{ span: { start: 0, end: 1 }, target: other }], { verdict: () => 'missing' })).toEqual([]);
  });

  it('tells two of the same kind apart by their number, and different ones by their context', () => {
    const findings = checkReferences([written('A'), written('A', 10), written('B', 20)], { verdict: () => 'missing' });
    expect(findings.map(({ anchor }) => anchor.occurrence)).toEqual([0, 1, 0]);
    expect(new Set(findings.map(({ anchor }) => anchor.context)).size).toBe(2);
  });
});
