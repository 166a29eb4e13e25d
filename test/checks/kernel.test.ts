import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../server/src/checks/credential/families';
import type { DetectorFamily } from '../../server/src/checks/credential/candidate';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';
import { TOKEN_RULES } from '../../server/src/checks/credential/rules/table';
import { TokenFamily } from '../../server/src/checks/credential/rules/tokenFamily';
import { parse, random, sample } from './regexSamples';

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
const hitsInBytes = (filter: Prefilter, text: string): string[] => pairs(filter.hitsInBytes(Buffer.from(text))?.[0] ?? new Int32Array());
const hitsInUnits = (filter: Prefilter, text: string): string[] => pairs(filter.hits(text)[0] ?? new Int32Array());
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

  it('finds each token as before where its keyword was refused again and again', () => {
    const rules = TOKEN_RULES.filter(({ search }) => search === 'prefix');
    const samples = rules.flatMap(({ pattern, keywords }) => [1, 2, 3].map((seed) => ({ keywords, token: sample(parse(pattern), random(seed)).text })));
    const tokens = samples.map(({ token }) => `= "${token}"\n`).join('');
    const refused = samples
      .flatMap(({ keywords }) => keywords.map((word) => `${word}\u00e9 `))
      .join('')
      .repeat(20);
    for (const seen of [hitsInBytes, hitsInUnits]) {
      const fresh = new Prefilter([new TokenFamily(TOKEN_RULES)]);
      const wise = new Prefilter([new TokenFamily(TOKEN_RULES)]);
      seen(wise, refused);
      expect(seen(wise, tokens)).toEqual(seen(fresh, tokens));
      // At the end of a text and over the border of a piece, where not all of it is seen.
      for (const { token } of samples.filter((_, at) => at % 40 === 0))
        for (const before of [0, (1 << 16) - 3, (1 << 16) - 66])
          expect(seen(wise, `${'-'.repeat(before)}${token}`)).toEqual(seen(fresh, `${'-'.repeat(before)}${token}`));
    }
  });

  it('asks no more of a keyword that is refused again and again', () => {
    let asked = 0;
    const only = Uint8Array.from({ length: 128 }, (_, unit) => (unit === 55 ? 1 : 0));
    const any = new Uint8Array(128).fill(1);
    const family: DetectorFamily = {
      id: 'x',
      keywords: ['tok'],
      beginnings: () => [any, any, any, only],
      confirm: (_, at, end) => {
        asked++;
        return at(end) === 55;
      },
      detect: () => [],
    };
    const filter = new Prefilter([family]);
    expect(filter.hitsInBytes(Buffer.from('tok8 '.repeat(20)))).toBeUndefined();
    expect(asked).toBe(20);
    expect(filter.hitsInBytes(Buffer.from('tok8 '.repeat(1000)))).toBeUndefined();
    expect(asked).toBe(20);
    expect(filter.hitsInBytes(Buffer.from('tok8 tok7 tok'))?.[0]).toEqual(Int32Array.of(0, 8));
  });

  it('refuses more keywords than it has room for', () => {
    const many = Array.from({ length: 9000 }, (_, index) => `word${index}`);
    expect(() => new Prefilter([{ id: 'x', keywords: many, detect: () => [] }])).toThrow(RangeError);
  });
});
