import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween } from '../../server/src/base/change';
import type { Document } from '../../server/src/base/document';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { DetectionMemory } from '../../server/src/checks/credential/incremental';

const documentOf = (text: string, languageId: string, version: number): Document => ({ uri: `file:///project/a.${languageId}`, version, languageId, text });

const value = 'q7' + 'Zk2vN9xT4bLw';
const name = 'pass' + 'word';
const secret = 'sec' + 'ret';
const armour = '-'.repeat(5);
const privateKey = ['PRIV', 'ATE KEY'].join('');
const tokenStart = ['gh', 'p_'].join('');
const header = ['eyJ', 'hbGciOiJIUzI1NiJ9'].join('');
const pwd = ['P', 'wd'].join('');
/** What stands in the texts and is put into them: all that makes one place depend on another, and what lies between. */
const PIECES = [
  `const ${name} = "${value}";\n`,
  `const signingKey = "${value}1";\n`,
  'const plain = 42;\n',
  'jwt.sign(payload, signingKey);\n',
  'jwt.sign(payload, other)\n',
  `other = "${value}2"\n`,
  `${name}:\n\n    "${value}3"\n`,
  `${name} =\n`,
  `"${value}4"\n`,
  `{ "${name}": "${value}5", "user": "x" }\n`,
  `client.setPassword(\n  "${value}6"\n  + "${value}7")\n`,
  `${secret}: process.env.X || "${value}8"\n`,
  `# ${name} ${value}9\n`,
  `Authorization: Bearer ${value}${value}\n`,
  `postgres://app:${value}@db/x\n`,
  `Server=db;Uid=app;${pwd}=${value};\n`,
  `${armour}BEGIN RSA ${privateKey}${armour}\nMIIEow${value.repeat(8)}\n`,
  `${armour}END RSA ${privateKey}${armour}\n`,
  `github token = ${tokenStart}${value.repeat(2)}abcdef\n`,
  `${header}.eyJzdWIiOiIxIn0.${value}\n`,
  `login("${name}", "${value}a", ${'x, '.repeat(20)}1)\n`,
  // What reaches far behind its line: a value in many parts, and arguments on many lines.
  `const ${name}Long = "${value}" +\n${`    "${value.repeat(6)}" +\n`.repeat(14)}    "${value}b";\n`,
  `createHmac("sha256",\n${'    // which is what it is\n'.repeat(30)}    "${value}c")\n`,
  `${' '.repeat(400)}\n`,
  `---\napiVersion: v1\nkind: Secret\ndata:\n  ${name}: ${Buffer.from(value).toString('base64')}\n`,
  '\r\n',
  '"',
  "'",
  '`',
  '/* ',
  '// ',
  ' ',
  ')',
  '\\',
  ';',
  name,
  ' = ',
  'x'.repeat(200),
] as const;

/** Lines that say nothing: between them the pieces are far enough apart to be seen one by one. */
const filler = (seed: number): string => Array.from({ length: 1 + (seed % 7) }, (_, line) => `  await handle${seed}(request, { id: ${line} });\n`).join('');

const piece = fc.constantFrom(...PIECES);
const textOf = (seeds: readonly (readonly [string, number])[]): string => {
  let text = '';
  for (let round = 0; text.length < 60_000; round++) for (const [each, seed] of seeds) text += each + filler(seed + round);
  return text;
};
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(3000)),
  inserted: fc.oneof(
    fc.constant(''),
    piece,
    fc.array(piece, { maxLength: 4 }).map((each) => each.join('')),
  ),
});
const LANGUAGES = ['typescript', 'python', 'yaml', 'properties', 'shellscript', 'json', 'xml', 'php', 'markdown'] as const;

describe('an edit', () => {
  it('is detected as the whole text would be, whatever it is and wherever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.array(fc.tuple(piece, fc.nat(40)), { minLength: 5, maxLength: 40 }),
        fc.array(edit, { minLength: 20, maxLength: 30 }),
        (languageId, seeds, edits) => {
          const memory = new DetectionMemory();
          let text = textOf(seeds);
          checkCredentials(documentOf(text, languageId, 0), { memory });
          edits.forEach(({ at, removed, inserted }, version) => {
            const place = Math.floor(at * text.length);
            text = text.slice(0, place) + inserted + text.slice(place + removed);
            const document = documentOf(text, languageId, version + 1);
            expect(checkCredentials(document, { memory })).toEqual(checkCredentials(document));
          });
        },
      ),
      { numRuns: 80 },
    );
  }, 180_000);

  it.each(['typescript', 'yaml', 'markdown'])(
    'of one unit after another, as they are typed in %s and taken away again',
    (languageId) => {
      const far = filler(6).repeat(90);
      const typed = [...new Set(PIECES)].map((each) => (each.length > 300 ? '' : each)).join('');
      const memory = new DetectionMemory();
      const same = (version: number): void => {
        const document = documentOf(`${far}${typed.slice(0, version)}\n${far}`, languageId, version);
        expect(checkCredentials(document, { memory })).toEqual(checkCredentials(document));
      };
      for (let length = 0; length <= typed.length; length++) same(length);
      for (let length = typed.length; length >= 0; length -= 3) same(length);
    },
    60_000,
  );

  it('that moves a name out of reach of its use is seen', () => {
    const memory = new DetectionMemory();
    const gap = filler(6).repeat(80);
    const found = (more: string): number => {
      const near = gap.slice(0, 11_900);
      const text = `${gap}const mine = "${value}";\n${near.slice(0, 6000)}${more}\n${near.slice(6000)}jwt.sign(payload, mine);\n${gap}${gap}const mine = "${value}2";\n`;
      return checkCredentials(documentOf(text, 'typescript', more.length), { memory }).length;
    };
    expect([found(''), found('y'.repeat(200)), found('')]).toEqual([1, 0, 1]);
  });

  it('far away leaves a literal found that is named elsewhere, and one that names it is seen everywhere', () => {
    const memory = new DetectionMemory();
    const far = filler(6).repeat(300);
    const check = (text: string, version: number): string[] =>
      checkCredentials(documentOf(text, 'typescript', version), { memory }).map(({ span }) => text.slice(span.start, span.end));
    const call = 'jwt.sign(payload, mine);\n';
    expect(check(`${far}const mine = 1;\n${far}${call}${far}`, 1)).toEqual([]);
    expect(check(`${far}const mine = "${value}";\n${far}${call}${far}`, 2)).toEqual([value]);
    expect(check(`${far}const mine = "${value}";\n${far}${call}${far} `, 3)).toEqual([value]);
    expect(check(`${far}const mine = "${value}";\n${far}${far}`, 4)).toEqual([]);
  });
});

it.each([
  ['abc', 'abc', undefined],
  ['', 'x', { start: 0, end: 1, delta: 1 }],
  ['x', '', { start: 0, end: 0, delta: -1 }],
  ['aaaa', 'aaaaa', { start: 4, end: 5, delta: 1 }],
  ['abcabc', 'abc', { start: 3, end: 3, delta: -3 }],
  ['one two', 'one 2 two', { start: 4, end: 6, delta: 2 }],
])('the change from %j to %j', (before, after, change) => {
  expect(changeBetween(before, after)).toEqual(change);
});

it('the change of long texts is found to the unit', () => {
  fc.assert(
    fc.property(fc.nat(70_000), fc.nat(70_000), fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (front, rear, older, newer) => {
      const [head, tail] = ['h'.repeat(front), 't'.repeat(rear)];
      const [before, after] = [head + older + tail, head + newer + tail];
      const change = changeBetween(before, after);
      if (change === undefined) expect(before).toBe(after);
      else {
        const { start, end, delta } = change;
        expect(before.slice(0, start) + after.slice(start, end) + before.slice(end - delta)).toBe(after);
        expect(end - start).toBeLessThanOrEqual(newer.length);
      }
    }),
  );
});
