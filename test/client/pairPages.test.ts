import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../client/src/launch/pairPages';

describe('what a person approves', () => {
  it.each([0, 1, 20, 21, 40, 45])('shows each of %i pairs once, in order, before the last dialog', (count) => {
    const pairs = Array.from({ length: count }, (_, index) => index);
    const pages = pagesOf(pairs);
    expect(pages.flatMap((page) => page.pairs)).toEqual(pairs);
    expect(pages.filter(({ left }) => left === 0)).toHaveLength(count === 0 ? 0 : 1);
    expect(pages.every((page) => page.pairs.length > 0 && page.pairs.length <= 20)).toBe(true);
  });
});
