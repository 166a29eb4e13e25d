import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordHits } from '../../server/src/checks/credential/check';
import { FAMILIES } from '../../server/src/checks/credential/families';
import { inUnits } from '../../server/src/checks/credential/keywords/unitPlaces';

/** What stands behind each hit's keyword: the keyword itself, where the place is the right one. */
function words(text: string): string[] {
  const bytes = Buffer.from(text);
  const hits = keywordHits(bytes, { uri: 'file:///a.env', languageId: 'dotenv' });
  if (hits === undefined) return [];
  return inUnits(bytes, hits).flatMap((own, family) =>
    Array.from({ length: own.length / 2 }, (_, hit) => {
      const word = FAMILIES[family]?.keywords[own[2 * hit] ?? -1] ?? '';
      const end = own[2 * hit + 1] ?? 0;
      return text.slice(end - word.length, end).toLowerCase() === word ? 'right' : `${word} at ${String(end)}`;
    }),
  );
}
const value = ['Kw7rub', 'Qx2pz', '84'].join('');

describe('places of keywords in the text', () => {
  it.each([
    ['ASCII', ''],
    ['two bytes', 'é ü'],
    ['three', '漢字 – …'],
    ['four, which are two units', '😀 𝒳'],
    ['a byte-order mark', '\ufeff'],
    ['all', '\ufeff# ünïcode – 漢字 😀\n'],
  ])('%s before', (_, before) => {
    const found = words(`${before}password=${value}\n${before}api_key=${value}\n`);
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter((each) => each !== 'right')).toEqual([]);
  });

  it('whatever stands before and between', () => {
    const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(unicode, unicode, (before, between) => {
        const found = words(`${before}\npassword=${value}\n${between}\nsecret=${value}\n`);
        expect(found.filter((each) => each !== 'right')).toEqual([]);
      }),
    );
  });
});
