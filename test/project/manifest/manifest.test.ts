import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/base/document';
import { TacitError } from '../../../server/src/base/errors';
import { overlay } from '../../../server/src/project/manifest/table';
import { LARGEST_MANIFEST, tacitManifest } from '../../../server/src/project/manifest/tacit';
import { expectCostBelow } from '../../support/cost';

const REF = 'ref+sops://secrets.sops.json#/A';

describe('reading a manifest', () => {
  it('gives entries with spans, annotations and optionality', () => {
    const text = [
      '# A file-level remark.',
      '',
      '# Charges cards.',
      '# @owner=payments @rotate=90d @unknown',
      `STRIPE_KEY: "${REF}" # trailing`,
      '# @optional',
      `OTHER: ${REF}`,
      `'QUOTED': '${REF}'`,
    ].join('\r\n');
    const { entries, problems } = tacitManifest.read(text);
    expect(problems).toEqual([]);
    expect(
      entries.map((entry) => [entry.name, text.slice(entry.nameSpan.start, entry.nameSpan.end), text.slice(entry.valueSpan.start, entry.valueSpan.end)]),
    ).toEqual([
      ['STRIPE_KEY', 'STRIPE_KEY', REF],
      ['OTHER', 'OTHER', REF],
      ['QUOTED', 'QUOTED', REF],
    ]);
    expect(entries[0]?.description).toBe('Charges cards.');
    expect([...(entries[0]?.annotations ?? [])]).toEqual([
      ['owner', 'payments'],
      ['rotate', '90d'],
      ['unknown', ''],
    ]);
    expect(entries.map((entry) => entry.optional)).toEqual([false, true, false]);
    expect(entries[0]?.target).toMatchObject({ scheme: 'sops', path: 'secrets.sops.json', fragment: ['A'] });
  });

  it.each([
    ['empty', ''],
    ['only a comment', '# nothing yet\n'],
    ['a byte-order mark', '\ufeff'],
    ['an empty map', '{}\n'],
    ['document start', '---\n'],
  ])('reads %s as no entries', (_, text) => {
    expect(tacitManifest.read(text)).toEqual({ entries: [], problems: [] });
  });

  it.each([
    ['an alias', `A: &x "${REF}"\nB: *x\n`, ['alias', 'alias']],
    ['a tag', `A: !!str "${REF}"\n`, ['tag']],
    ['an unknown tag', `A: !run "${REF}"\n`, ['tag']],
    ['a tag on the map', `!!omap\nA: "${REF}"\n`, undefined],
    ['a duplicate', `A: "${REF}"\nA: "${REF}"\n`, ['duplicate']],
    ['a nested map', `A:\n  B: "${REF}"\n`, ['not-a-string']],
    ['a list', `A: ["${REF}"]\n`, ['not-a-string']],
    ['a number', 'A: 5\n', ['not-a-string']],
    ['null', 'A:\n', ['not-a-string']],
    ['true', 'A: true\n', ['not-a-string']],
    ['a literal', 'A: "hunter2"\n', ['not-a-reference']],
    ['a literal around a reference', `A: "Bearer ${REF}"\n`, ['not-a-reference']],
    ['two references', `A: "${REF}+${REF}"\n`, ['not-a-reference']],
    ['a bad name', `A-B: "${REF}"\n`, ['name']],
    ['a long name', `${'A'.repeat(65)}: "${REF}"\n`, ['name']],
    ['a merge key', `<<: "${REF}"\n`, ['name']],
    ['a number as name', `5: "${REF}"\n`, ['name']],
    ['__proto__', `__proto__: "${REF}"\n`, ['name']],
    ['sops', `sops: "${REF}"\n`, ['name']],
    ['a complex key', `? {a: b}\n: "${REF}"\n`, ['name']],
    ['a list at the root', `- "${REF}"\n`, ['not-a-map']],
    ['a scalar at the root', `"${REF}"\n`, ['not-a-map']],
    ['two documents', `A: "${REF}"\n---\nB: "${REF}"\n`, ['syntax']],
    ['an unclosed quote', `A: "${REF}\n`, ['syntax']],
    ['a tab', `A:\n\t- b\n`, ['syntax']],
    ['too large', () => `# ${'x'.repeat(LARGEST_MANIFEST)}`, ['too-large']],
    ['90,000 levels', () => '['.repeat(90_000), ['syntax']],
    ['20,000 levels of keys', () => `A: ${'{a: '.repeat(20_000)}`, ['syntax']],
    [
      'a laughing billion',
      `a: &a ["${REF}"]\n${Array.from('bcdefghij')
        .map((name, i) => `${name}: &${name} [${`*${'abcdefghi'[i] ?? ''},`.repeat(9)}]`)
        .join('\n')}\n`,
      undefined,
    ],
  ])('refuses %s', (_, given, expected) => {
    // Long texts as functions: the test runner makes patterns of its arguments.
    const text = typeof given === 'function' ? given() : given;
    expectCostBelow(2_000, () => tacitManifest.read(text));
    const { problems } = tacitManifest.read(text);
    expect(problems.length).toBeGreaterThan(0);
    if (expected !== undefined) expect(problems.map((problem) => problem.because)).toEqual(expected);
    for (const { span } of problems) expect(span.start).toBeLessThanOrEqual(span.end);
  });

  it('quotes nothing of the text in a problem', () => {
    const { problems } = tacitManifest.read('PASSWORD: "canary-4711\n');
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});

describe('writing a manifest', () => {
  const at = (text: string, name = 'NEW', value = REF) => applyEdits(text, tacitManifest.add(text, name, value));
  const entry = `NEW: "${REF}"`;
  it.each([
    ['after the last entry', `A: "${REF}"\n`, `A: "${REF}"\n${entry}\n`],
    ['behind a trailing comment', `A: "${REF}" # why\n\n# end\n`, `A: "${REF}" # why\n${entry}\n\n# end\n`],
    ['without a line end', `A: "${REF}"`, `A: "${REF}"\n${entry}\n`],
    ['with CRLF', `A: "${REF}"\r\nB: "${REF}"\r\n`, `A: "${REF}"\r\nB: "${REF}"\r\n${entry}\r\n`],
    ['with a byte-order mark', `\ufeffA: "${REF}"\n`, `\ufeffA: "${REF}"\n${entry}\n`],
    ['into an indented map', `  A: "${REF}"\n`, `  A: "${REF}"\n  ${entry}\n`],
    ['into a flow map', `{A: "${REF}"}\n`, `{A: "${REF}", ${entry}}\n`],
    ['into an empty flow map', '{}\n', `{${entry}}\n`],
    ['below comments', '# mine\n', `# mine\n\n${entry}\n`],
    ['before an end marker', `---\nA: "${REF}"\n...\n`, `---\nA: "${REF}"\n${entry}\n...\n`],
    ['behind a block scalar', `A: |-\n  ${REF}\n`, `A: |-\n  ${REF}\n${entry}\n`],
  ])('adds %s', (_, before, after) => {
    expect(at(before)).toBe(after);
    expect(tacitManifest.read(after).entries.at(-1)?.name).toBe('NEW');
    expect(tacitManifest.add(after, 'NEW', REF)).toEqual([]);
  });

  it('starts a new file with two lines of help', () => {
    const text = at('');
    expect(text).toMatch(/^# .*\n# .*\n\nNEW: "ref\+sops:/);
    expect(tacitManifest.read(text).entries[0]?.description).toBeUndefined();
  });

  it('replaces a value that is there, in place', () => {
    const text = `# keep\nA: old # keep too\nB: "${REF}"\n`;
    expect(at(text, 'A')).toBe(`# keep\nA: "${REF}" # keep too\nB: "${REF}"\n`);
    expect(at('A:\n', 'A')).toBe(`A: "${REF}"\n`);
  });

  it('removes an entry with its comments, and nothing else', () => {
    const text = `# head\n\n# of A\nA: "${REF}"\n# of B\nB: "${REF}"\n`;
    expect(applyEdits(text, tacitManifest.remove(text, 'A'))).toBe(`# head\n\n# of B\nB: "${REF}"\n`);
    expect(applyEdits(text, tacitManifest.remove(text, 'B'))).toBe(`# head\n\n# of A\nA: "${REF}"\n`);
    const flow = `{A: "${REF}", B: "${REF}"}`;
    expect(applyEdits(flow, tacitManifest.remove(flow, 'A'))).toBe(`{B: "${REF}"}`);
    expect(applyEdits(flow, tacitManifest.remove(flow, 'B'))).toBe(`{A: "${REF}"}`);
    expect(tacitManifest.remove(text, 'C')).toEqual([]);
  });

  it('renames the key only', () => {
    const text = `# of A\n"A": "${REF}"\n`;
    expect(applyEdits(text, tacitManifest.rename(text, 'A', 'Z'))).toBe(`# of A\nZ: "${REF}"\n`);
  });

  it.each(['A-B', '', '__proto__', 'sops', 'A\nB', 'A: "x"\nPATH'])('refuses to write the name %j', (name) => {
    expect(() => tacitManifest.add('', name, REF)).toThrow(TacitError);
    expect(() => tacitManifest.rename(`A: "${REF}"\n`, 'A', name)).toThrow(TacitError);
  });

  it('refuses to edit what it does not understand', () => {
    expect(() => tacitManifest.add('A: "unclosed\n', 'B', REF)).toThrow(/ManifestMalformed/);
    expect(() => tacitManifest.add('- a\n', 'B', REF)).toThrow(/ManifestMalformed/);
  });

  it('reads back what it writes, whatever the value and the entries before', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/),
          fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Surrogate}/gu, '')),
          { minKeys: 1, maxKeys: 6 },
        ),
        (pairs) => {
          let text = '';
          for (const [name, key] of Object.entries(pairs))
            text = at(text, name, `ref+sops://secrets.sops.json#/${encodeURIComponent(key).replace(/[!'()*]/g, '_') || 'x'}`);
          const { entries } = tacitManifest.read(text);
          const names = Object.keys(pairs).filter((name) => !/%(?:[01][0-9A-F]|7F|C2%[89])|%E2%80%A[89]/i.test(encodeURIComponent(pairs[name] ?? '')));
          expect(entries.map((item) => item.name)).toEqual(names);
        },
      ),
      { numRuns: 60 },
    );
  });
});

it.each([
  ['tacit.env.yaml', { local: false }],
  ['tacit.env.production.yaml', { environment: 'production', local: false }],
  ['tacit.env.local.yaml', { local: true }],
  ['tacit.env..yaml', undefined],
  ['tacit.env.a.b.yaml', undefined],
  ['tacit.yaml', undefined],
  ['my-tacit.env.yaml', undefined],
])('tells by its name what %s is', (name, expected) => {
  expect(tacitManifest.detect(name)).toEqual(expected);
});

it('overlays: one name overrides one name, order stays', () => {
  const read = (text: string) => tacitManifest.read(text);
  const merged = overlay([read(`A: "${REF}1"\nB: "${REF}1"\n`), undefined, read(`B: "${REF}3"\nC: "${REF}3"\n`)]);
  expect(merged.map(({ entry, layer }) => [entry.name, entry.reference, layer])).toEqual([
    ['A', `${REF}1`, 0],
    ['B', `${REF}3`, 2],
    ['C', `${REF}3`, 2],
  ]);
});
