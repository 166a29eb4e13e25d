import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../server/src/checks/credential/families';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';

const root = join(import.meta.dirname, '../..');
const words = [...new Set(FAMILIES.flatMap(({ keywords }) => keywords))];
const all = new Prefilter([{ id: 'all', keywords: words, detect: () => [] }]);
/** Where each keyword stands, as pairs of its number and its end. */
const expected = (text: string): string[] => {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return words
    .flatMap((word, index) => {
      const places: string[] = [];
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) places.push(`${index} ${at + word.length}`);
      return places;
    })
    .sort();
};
const pairs = (hits: Int32Array): string[] => Array.from({ length: hits.length / 2 }, (_, pair) => `${hits[2 * pair]} ${hits[2 * pair + 1]}`).sort();
const inBytes = (text: string): string[] => pairs(all.hitsInBytes(Buffer.from(text))?.[0] ?? new Int32Array());
const inText = (text: string): string[] => pairs(all.hits(text)[0] ?? new Int32Array());

describe("the prefilter's kernel", () => {
  it('is what its source gives', { timeout: 60_000 }, () => {
    execFileSync(process.execPath, [join(root, 'scripts/kernel.mjs'), '--check'], { stdio: 'pipe' });
  });

  it('finds each keyword of every family, in either case', () => {
    const text = words.map((word, index) => (index % 2 === 0 ? word : word.replace(/[a-z]/g, (letter) => letter.toUpperCase()))).join('\n');
    expect(inText(text)).toEqual(expected(text));
    // The places in bytes are those of the text only in ASCII.
    const ascii = text.replace(/.*[^\x20-\x7e].*\n?/g, '');
    expect(inBytes(ascii)).toEqual(expected(ascii));
    const seen = new Set((all.hitsInBytes(Buffer.from(text))?.[0] ?? new Int32Array()).filter((_, at) => at % 2 === 0));
    expect(words.filter((_, index) => !seen.has(index))).toEqual([]);
  });

  it.each([0, 1, 2, 3, 61, 64, 67])('finds those at the border of a piece and at the ends of a text: %i', (before) => {
    for (const word of ['psw', '://', 'password', 'sharedaccesskey']) {
      const text = `${word}${'-'.repeat((1 << 16) - word.length - before)}${word}-${word}`;
      expect(inBytes(text)).toEqual(expected(text));
      expect(inText(text)).toEqual(expected(text));
    }
  });

  it('tells more than there is room for at once', () => {
    const text = 'secret_password token '.repeat(6000);
    expect(inBytes(text)).toEqual(expected(text));
    expect(inBytes(text).length).toBeGreaterThan(12_000);
  });

  it('takes no half of a unit for a letter', () => {
    const text = String.fromCharCode(...Array.from(Buffer.from('password'), (unit) => unit | 0x4100));
    expect(inText(`${text} \u4170assword p\u0061ssword`)).toEqual(expected(`${text} \u4170assword p\u0061ssword`));
  });

  it.each([
    ['digit', '7', 179],
    ['capital', 'Q', 299],
  ] as const)('leaves out a keyword behind which what it needs does not stand: %s', (kind, sign, reach) => {
    const filter = new Prefilter([{ id: 'x', keywords: ['needy'], needs: () => kind, detect: () => [] }]);
    const seen = (text: string): number[] => [(filter.hitsInBytes(Buffer.from(text))?.[0] ?? []).length / 2, (filter.hits(text)[0] ?? []).length / 2];
    const gap = (length: number): string => '-'.repeat(length);
    expect(seen(`needy${gap(reach)}${sign}`)).toEqual([1, 1]);
    expect(seen(`needy${gap(reach + 1)}${sign}`)).toEqual([0, 0]);
    expect(seen(`needy needy ${sign} needy needy`)).toEqual([2, 2]);
    expect(seen(`needy needy ${gap(reach)}needy${gap(reach)}${sign} needy`)).toEqual([1, 1]);
    // Over the border of a piece.
    expect(seen(`${gap((1 << 16) - 90)}needy${gap(100)}${sign}`)).toEqual([1, 1]);
    expect(seen(`${gap((1 << 16) - 40)}needy${gap(100)}${sign}`)).toEqual([1, 1]);
  });

  it('refuses more keywords than it has room for', () => {
    const many = Array.from({ length: 9000 }, (_, index) => `word${index}`);
    expect(() => new Prefilter([{ id: 'x', keywords: many, detect: () => [] }])).toThrow(RangeError);
  });
});
