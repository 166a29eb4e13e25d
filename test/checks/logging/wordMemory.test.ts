import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternsOf } from '../../../server/src/checks/logging/engine/patterns';
import { standsIn, WordMemory } from '../../../server/src/checks/logging/wordMemory';

const LANGUAGES = ['javascript', 'python', 'go', 'java', 'csharp', 'php', 'ruby', 'rust', 'kotlin', 'scala', 'shell', 'powershell'] as const;
const PIECES = [
  'log',
  'print(',
  'prin',
  't(x)',
  ' ',
  '\n',
  'a',
  '$',
  'Error',
  '/* x */',
  '(',
  '404',
  ', ',
  'status = ',
  '500',
  'send',
  'body',
  'console',
  '.',
  'x'.repeat(300),
];
const long = 'const a = 1;\n'.repeat(4_000);

/** What a look at each text alone says, and what one says that knows the earlier ones. */
function check(language: (typeof LANGUAGES)[number], versions: readonly string[]): void {
  const words = patternsOf(language).sinkWords ?? /(?!)/g;
  const memory = new WordMemory();
  expect(versions.map((text) => memory.stands(words, text))).toEqual(versions.map((text) => standsIn(words, text)));
}

describe('words that print, from one version of a text to the next', () => {
  it.each([
    ['one comes', [long, `${long}print(x)\n`]],
    ['one comes before all', [long, `print(x)\n${long}`]],
    ['one comes in the middle', [long, `${long.slice(0, 26_000)}print(x)${long.slice(26_000)}`]],
    ['one is finished', [`${long}prin\n${long}`, `${long}print\n${long}`]],
    ['one is made longer', [`${long}print\n${long}`, `${long}printA\n${long}`, `${long}print\n${long}`]],
    ['one loses what stood before it', [`${long}_print\n${long}`, `${long}print\n${long}`]],
    ['it goes, and comes again', ['print', 'prin', 'print', 'x']],
    [
      'a bracket comes behind a comment',
      [
        `${long}send /*${' x'.repeat(39)}*/${`/*${' x'.repeat(39)}*/`.repeat(40)} ${long}`,
        `${long}send /*${' x'.repeat(39)}*/${`/*${' x'.repeat(39)}*/`.repeat(40)} (1)${long}`,
      ],
    ],
    ['nothing changes', [long, long]],
    ['all goes', [long, '']],
  ])('%s', (_, versions) => {
    for (const language of LANGUAGES) check(language, versions);
  });

  it('any edits', () => {
    const edit = fc.record({ at: fc.nat(), cut: fc.nat(40), put: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
        fc.array(edit, { maxLength: 6 }),
        (language, first, edits) => {
          let text = first.join('');
          const versions = [text];
          for (const { at, cut, put } of edits) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + put.join('') + text.slice(place + cut);
            versions.push(text);
          }
          check(language, versions);
        },
      ),
    );
  });
});
