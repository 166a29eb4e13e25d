import { describe, expect, it } from 'vitest';
import { describeRecipientList } from '../../server/src/stores/recipients';

const keys = (what: string, count: number): string[] => Array.from({ length: count }, (_, at) => `age1${what}${String(at).padStart(3, '0')}`);

describe('who could open a vault, before it is accepted (THREATS 6)', () => {
  it('names each new one, however many they are', () => {
    const added = keys('new', 40);
    const known = keys('known', 5);
    const lines = describeRecipientList('secrets.sops.json', {
      all: [...known, ...added],
      own: known.slice(0, 1),
      added,
      removed: [],
      disagreeing: [],
      unserved: [],
    });
    for (const key of added) expect(lines.some((line) => line.startsWith(key))).toBe(true);
    expect(lines.at(-1)).toContain('5');
  });
  it('counts those that are known beyond the first', () => {
    const known = keys('known', 30);
    const lines = describeRecipientList('secrets.sops.json', {
      all: [...known, 'age1newcomer'],
      own: [],
      added: ['age1newcomer'],
      removed: [],
      disagreeing: [],
      unserved: [],
    });
    expect(lines).toHaveLength(1 + 12 + 1);
    expect(lines[1]).toMatch(/^age1newcomer/);
  });
});
