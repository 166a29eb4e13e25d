import { describe, expect, it } from 'vitest';
import { RULES, ruleTitle } from '../../server/src/checks/catalogue';
import type { Candidate } from '../../server/src/checks/credential/candidate';
import { checkCredentials, mayContainCredentials } from '../../server/src/checks/credential/check';
import { Prefilter } from '../../server/src/checks/credential/keywords/prefilter';
import type { TokenRule } from '../../server/src/checks/credential/rules/row';
import { TOKEN_RULES } from '../../server/src/checks/credential/rules/table';
import { TokenFamily } from '../../server/src/checks/credential/rules/tokenFamily';
import { dangers, longest, parse, random, sample } from './regexSamples';

const documentOf = (text: string) => ({ uri: 'file:///x.txt', version: 0, languageId: 'plaintext', text });

/** Samples of a row in the surroundings that it needs; `null` where a seed gave one that the row rightly refuses (entropy, checksum). */
function inContext(rule: TokenRule, seed: number): { text: string; start: number; end: number } {
  const made = sample(parse(rule.pattern), random(seed));
  const [from, to] = made.value ?? [0, made.text.length];
  const keyword = rule.keywords[seed % rule.keywords.length] ?? '';
  const before =
    rule.search === 'beside'
      ? `${keyword}${/[\w]$/.test(keyword) ? '_' : ' '}secret_key = "`
      : rule.search === 'near' && !made.text.toLowerCase().includes(keyword)
        ? `${keyword} = "`
        : 'value = "';
  return { text: `${before}${made.text}"\n`, start: before.length + from, end: before.length + to };
}

/** What one row alone finds in a text. */
function alone(rule: TokenRule, text: string): readonly Candidate[] {
  const family = new TokenFamily([rule]);
  return family.detect(documentOf(text), new Prefilter([family]).hits(text)[0] ?? new Int32Array());
}

/** The first `count` samples that the row accepts, of at most 400 tried. */
function accepted(rule: TokenRule, count: number): { text: string; start: number; end: number }[] {
  const list = [];
  for (let seed = 1; seed <= 400 && list.length < count; seed++) {
    const at = inContext(rule, seed);
    if (alone(rule, at.text).some(({ span, grade }) => grade !== 'placeholder' && span.start === at.start && span.end === at.end)) list.push(at);
  }
  return list;
}

describe('the table of provider tokens', () => {
  it('has rows enough, each with an id of its own', () => {
    expect(TOKEN_RULES.length).toBeGreaterThan(250);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      expect(rule.id).toMatch(/^[a-z]+(?:\.[a-z0-9-]+)+$/);
      expect(ruleTitle(rule.id)).toBe(rule.title);
      expect(rule.description).toMatch(/\.$/);
    }
  });

  it.each(TOKEN_RULES.map((rule) => [rule.id, rule] as const))('%s has bounded quantifiers only', (_, rule) => {
    const node = parse(rule.pattern);
    expect(dangers(node)).toEqual([]);
    expect(longest(node)).toBeLessThan(2500);
    if (rule.search === 'near') expect(longest(node)).toBeLessThanOrEqual(rule.before + rule.after + 40);
  });

  it.each(TOKEN_RULES.map((rule) => [rule.id, rule] as const))('%s finds its samples with their exact range, and near misses not', (_, rule) => {
    const matches = accepted(rule, 2);
    expect(matches.length, 'random matches of the pattern are refused: let its check say doubtful, not bad, or lower its entropy').toBe(2);
    for (const { text, start, end } of matches) {
      const findings = checkCredentials(documentOf(text));
      expect(findings.some(({ span, grade }) => grade !== 'placeholder' && span.start < end && span.end > start)).toBe(true);
      expect(mayContainCredentials(Buffer.from(text))).toBe(true);
      const value = text.slice(start, end);
      const middle = Math.max(rule.constant, Math.floor(value.length / 2));
      // A line end, which no token holds, in the middle of it: at most a shorter token may be left, never this one.
      const broken = `${text.slice(0, start)}${value.slice(0, middle)}\n${value.slice(middle + 1)}${text.slice(end)}`;
      expect(alone(rule, broken).some(({ span }) => span.start === start && span.end === end)).toBe(false);
      // Without its surroundings, or inside a longer word, it is something else.
      const other = rule.search === 'beside' ? `checksum = "${value}"` : `"${value}Q9${value}"`;
      const place = other.indexOf(value);
      expect(alone(rule, other).some(({ span }) => span.start === place && span.end === place + value.length)).toBe(false);
    }
  });
});

describe('the prefilter', () => {
  it('sees what indexOf sees, in bytes and in UTF-16, at every place and in any case', () => {
    const words = ['abc', 'bcd', 'abcd', 'c_d', 'key', 'keyring', 'aaab'];
    const family = { id: 'x', keywords: words, detect: () => [] };
    const filter = new Prefilter([family]);
    const next = random(7);
    const alphabet = 'aAbBcCdD_keyringKEY\u00e9\u{1f600} \n';
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 60 }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
      const expected: string[] = [];
      for (let end = 1; end <= text.length; end++)
        words.forEach((word, index) => {
          if (text.slice(0, end).toLowerCase().endsWith(word)) expected.push(`${index}@${end}`);
        });
      const hits = filter.hits(text)[0]!;
      const got: string[] = [];
      for (let at = 0; at < hits.length; at += 2) got.push(`${hits[at]!}@${hits[at + 1]!}`);
      expect(got.sort()).toEqual(expected.sort());
      expect(filter.mayContain(Buffer.from(text))).toBe(expected.length > 0);
    }
  });

  it('sees a keyword wherever the border of a piece falls, and takes no unit for the byte that is its half', () => {
    const words = ['keyring', 'c_d', 'passwordpasswordpasswordpasswordpasswordpasswordpasswordpassword'];
    const filter = new Prefilter([{ id: 'x', keywords: words, detect: () => [] }]);
    const ends = (list: Int32Array | undefined): number[] => Array.from(list ?? []).filter((_, at) => at % 2 === 1);
    for (const border of [65_536, 65_536 - 64, 2 * (65_536 - 64)])
      for (let shift = -70; shift <= 70; shift++)
        for (const word of words) {
          const text = `${'-'.repeat(border + shift)}${word}--`;
          expect(ends(filter.hits(text)[0])).toEqual([text.length - 2]);
          expect(ends(filter.hitsInBytes(Buffer.from(text))?.[0])).toEqual([text.length - 2]);
        }
    expect(ends(filter.hits('ke\u0179ring k\u0165yring \u016beyring')[0])).toEqual([]);
  });

  it('sees keywords of other scripts, in bytes of UTF-8 and in units, and nothing that is the half of one', () => {
    const words = ['\u043f\u0430\u0440\u043e\u043b\u044c', '\u5bc6\u7801:', 'schl\u00fcssel', 'key'];
    const filter = new Prefilter([{ id: 'x', keywords: words, detect: () => [] }]);
    const text = `a \u043f\u0430\u0440\u043e\u043b\u044c = 1; \u5bc6\u7801: x, Schl\u00fcssel, KEY; ?0@>;L \u00c6\u0001:`;
    const hits = Array.from(filter.hits(text)[0] ?? []);
    const places = hits.flatMap((word, at) => (at % 2 === 0 ? [[words[word], hits[at + 1]]] : []));
    expect(places).toEqual(words.map((word) => [word, text.toLowerCase().indexOf(word) + word.length]));
    expect(Array.from(filter.hitsInBytes(Buffer.from(text))?.[0] ?? []).filter((_, at) => at % 2 === 0)).toEqual([0, 1, 2, 3]);
    expect(filter.mayContain(Buffer.from('?0@>;L'))).toBe(false);
  });

  it('keeps nothing of a text that was given up half way', () => {
    let gives = false;
    const confirm = (keyword: number): boolean => {
      if (keyword === 1 && !gives) throw new Error('given up');
      return true;
    };
    const filter = new Prefilter([{ id: 'x', keywords: ['first', 'second'], confirm, detect: () => [] }]);
    const bytes = Buffer.from('first, second');
    expect(() => filter.hits('first, second')).toThrow('given up');
    expect(() => filter.hitsInBytes(bytes)).toThrow('given up');
    gives = true;
    expect(Array.from(filter.hits('-- first')[0] ?? [])).toEqual([0, 8]);
    expect(Array.from(filter.hitsInBytes(Buffer.from('-- first'))?.[0] ?? [])).toEqual([0, 8]);
  });

  it('refuses a keyword that it could not match', () => {
    for (const word of ['ab', 'Key', '\u5bc6\u7801']) expect(() => new Prefilter([{ id: 'x', keywords: [word], detect: () => [] }])).toThrow(RangeError);
  });
});

describe('what the page of an id says', () => {
  const said = new Map(RULES.map(({ id, description }) => [id, description]));
  it.each([
    ['credential.aws-access-key', false],
    ['credential.tencent-secret-id', false],
    ['credential.blockfrost-key', true],
    ['credential.codeclimate-reporter-id', true],
    ['credential.stripe-secret-key', true],
  ])('%s: whoever reads it can act: %s', (id, acts) => {
    expect(said.get(id)).toMatch(acts ? /can act as its owner/ : /only with the secret that belongs to it/);
  });
});
