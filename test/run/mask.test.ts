import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MASK, Secret } from '../../server/src/base/secret';
import { Automaton } from '../../server/src/run/automaton';
import { maskingFor } from '../../server/src/run/environment';
import { MaskingStream, StreamMasker } from '../../server/src/run/mask';
import { maskForms } from '../../server/src/run/maskForms';
import { expectCostBelow } from '../support/cost';

const automatonFor = (...values: string[]): Automaton => maskingFor(new Map(values.map((value, index) => [`V${String(index)}`, Secret.of(value)]))).automaton;

/** Cuts text at the points, optionally pausing after some of the chunks. */
function run(automaton: Automaton, input: Buffer, cuts: readonly number[], pauses: ReadonlySet<number> = new Set()): string {
  const masker = new StreamMasker(automaton);
  const parts: Buffer[] = [];
  let from = 0;
  [...cuts, input.length].forEach((to, index) => {
    parts.push(...masker.write(Buffer.from(input.subarray(from, to))));
    if (pauses.has(index)) parts.push(...masker.pause());
    from = to;
  });
  parts.push(...masker.end());
  return Buffer.concat(parts).toString('utf8');
}

const VALUE = 'pa$$ "w\\rd\' é/<x>?&=~!\n two';
const PEM = `-----BEGIN KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n${'abcdefghijklmnopqrstuvwxyz012345'.repeat(2)}\n-----END KEY-----\n`;

/** Each form made by other means than maskForms: what real programs print. */
const PRINTED: readonly [string, (value: string) => string | Buffer][] = [
  ['raw', (v) => v],
  ['CRLF', (v) => v.replaceAll('\n', '\r\n')],
  ['without the last newline', (v) => v.trimEnd()],
  ['JSON', (v) => JSON.stringify(v)],
  ['JSON, ASCII only', (v) => JSON.stringify(v).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)],
  ['JSON as Go writes it', (v) => JSON.stringify(v).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')],
  ['JSON as PHP writes it', (v) => JSON.stringify(v).replaceAll('/', '\\/')],
  ['percent', (v) => encodeURIComponent(v)],
  ['percent, lower case', (v) => encodeURIComponent(v).replace(/%../g, (c) => c.toLowerCase())],
  ['form', (v) => new URLSearchParams({ v }).toString().slice(2)],
  ['hex', (v) => Buffer.from(v).toString('hex')],
  ['HEX', (v) => Buffer.from(v).toString('hex').toUpperCase()],
  ['base64', (v) => Buffer.from(v).toString('base64')],
  ['base64url', (v) => Buffer.from(v).toString('base64url')],
  ['single quotes', (v) => `'${v.replaceAll("'", "'\\''")}'`],
  ['double quotes', (v) => `"${v.replace(/["\\$`]/g, '\\$&')}"`],
];

describe('every form of a value is masked', () => {
  describe.each([
    ['one line', 'correct-horse/battery+staple=='],
    ['awkward', VALUE],
    ['PEM', PEM],
    ['six bytes', 'a1b2c3'],
  ])('%s', (_kind, value) => {
    const automaton = automatonFor(value);
    it.each(PRINTED)('%s, at every split point', (_name, print) => {
      const printed = Buffer.from(print(value));
      const input = Buffer.concat([Buffer.from('before '), printed, Buffer.from(' after')]);
      const whole = run(automaton, input, []);
      expect(whole).toMatch(/^before .?••••••••/);
      expect(whole).toMatch(/ after$/);
      expect(whole).not.toContain(printed.toString());
      for (let cut = 0; cut <= input.length; cut++) expect(run(automaton, input, [cut])).toBe(whole);
    });
    it.each([0, 1, 2, 3, 4, 5])('base64 of a longer text in which it starts at %i', (offset) => {
      const text = Buffer.from(`${'.'.repeat(offset)}${value}:tail`);
      for (const encoding of ['base64', 'base64url'] as const) {
        const shown = run(automaton, Buffer.from(text.toString(encoding)), []);
        // What is left decodes to no more than the bits that share a character with a neighbour.
        const rest = shown.split(MASK).map((part) => Buffer.from(part, encoding).toString('latin1'));
        for (const part of rest)
          for (let at = 0; at + 4 <= value.length; at++) expect(part).not.toContain(Buffer.from(value.slice(at, at + 4)).toString('latin1'));
        expect(shown).toContain(MASK);
      }
    });
  });
});

it('masks each long line of a value of several lines, wherever it stands', () => {
  const automaton = automatonFor(PEM);
  const shown = run(
    automaton,
    Buffer.from(
      PEM.split('\n')
        .map((line) => `    | ${line}\r`)
        .join('\n'),
    ),
    [],
  );
  expect(shown).not.toMatch(/MIIEvQ|abcdefgh/);
});

it('masks base64 as programs wrap it', () => {
  const value = PEM.repeat(2);
  const wrapped = Buffer.from(value).toString('base64').replace(/.{76}/g, '$&\n');
  const shown = run(automatonFor(value), Buffer.from(wrapped), []);
  expect(shown.replaceAll(MASK, '').trim()).toBe('');
});

// The reference: mark every occurrence of every form in the whole text, then replace each joined stretch.
function reference(values: readonly string[], input: Buffer): string {
  const marked = new Uint8Array(input.length);
  const joins = new Uint8Array(input.length + 1);
  for (const form of values.flatMap(maskForms))
    for (let at = input.indexOf(form); at >= 0; at = input.indexOf(form, at + 1)) {
      marked.fill(1, at, at + form.length);
      joins.fill(1, at + 1, at + form.length);
    }
  const parts: Buffer[] = [];
  for (let at = 0; at < input.length; at++) {
    if (marked[at] === 0) parts.push(input.subarray(at, at + 1));
    else if (at === 0 || marked[at - 1] === 0) parts.push(Buffer.from(MASK));
  }
  return Buffer.concat(parts).toString('latin1');
}

describe('property', () => {
  // A small alphabet, so that values overlap themselves and each other and begin alike.
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '"'), minLength: 6, maxLength: 14 });
  const piece = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '"', 'c'), maxLength: 6 }), fc.nat(20));
  it('what comes out is that of a search in the whole text, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 4 }),
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.nat(200), { maxLength: 10 }),
        (values, pieces, points) => {
          const forms = values.flatMap(maskForms);
          const input = Buffer.concat([
            ...pieces.map((part) => (typeof part === 'string' ? Buffer.from(part) : (forms[part % Math.max(1, forms.length)] ?? Buffer.alloc(0)))),
            Buffer.from('!'),
          ]);
          const cuts = points.map((point) => point % (input.length + 1)).sort((a, b) => a - b);
          const masker = new StreamMasker(automatonFor(...values));
          const parts: Buffer[] = [];
          let from = 0;
          for (const to of [...cuts, input.length]) {
            parts.push(...masker.write(Buffer.from(input.subarray(from, to))));
            from = to;
          }
          parts.push(...masker.end());
          expect(Buffer.concat(parts).toString('latin1')).toBe(reference(values, input));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('with pauses anywhere, no more than three bytes of a value are shown at a time', () => {
    const secret = ['Zq9!xK2', '#mW7$'].join('');
    const automaton = automatonFor(secret);
    fc.assert(
      fc.property(
        fc.constantFrom(...PRINTED),
        fc.array(fc.nat(60), { maxLength: 12 }),
        fc.array(fc.nat(12), { maxLength: 12 }),
        ([, print], points, pauses) => {
          const printed = Buffer.from(print(secret));
          const input = Buffer.concat([Buffer.from('> '), printed, Buffer.from(' <')]);
          const cuts = points.map((point) => point % (input.length + 1)).sort((a, b) => a - b);
          const shown = run(automaton, input, cuts, new Set(pauses));
          const core = maskForms(secret).map((form) => form.toString());
          for (const form of core) for (let at = 0; at + 4 <= form.length; at++) expect(shown).not.toContain(form.slice(at, at + 4));
          expect(shown).toContain(MASK);
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('byte by byte with a pause after each, a value is masked but for three bytes', () => {
  const secret = ['Zq9!xK2', '#mW7$'].join('');
  const input = Buffer.from(`> ${secret} <`);
  const cuts = Array.from({ length: input.length - 1 }, (_, index) => index + 1);
  expect(run(automatonFor(secret), input, cuts, new Set(cuts.map((_, index) => index)))).toBe(`> Zq9${MASK} <`);
});

it.each([
  ['one value begins another', ['secret-one', 'secret-one-and-more'], 'a secret-one b secret-one-and-more c secret-one-and', `a ${MASK} b ${MASK} c ${MASK}`],
  ['one value ends another', ['and-more', 'secret-and-more'], 'x and-more y secret-and-more', `x ${MASK} y ${MASK}`],
  ['values overlap', ['abcdef', 'defghi'], 'abcdefghi!', `${MASK}!`],
  ['values touch', ['abcdef', 'uvwxyz'], 'abcdefuvwxyz', MASK],
  ['a value overlaps itself', ['ababab'], 'abababab.', `${MASK}.`],
  ['nothing', ['abcdef'], '', ''],
  ['a beginning at the end', ['abcdefghij'], 'x abcd', 'x abcd'],
  ['most of a value at the end', ['abcdefghij'], 'x abcdefghi', `x ${MASK}`],
  ['no values', [], 'any text', 'any text'],
])('%s', (_name, values, input, output) => {
  for (let cut = 0; cut <= input.length; cut++) expect(run(automatonFor(...values), Buffer.from(input), [cut])).toBe(output);
});

it('keeps bytes that are no text as they are', () => {
  const input = Buffer.from(Array.from({ length: 512 }, (_, index) => index & 0xff));
  const masker = new StreamMasker(automatonFor('correct horse'));
  expect(Buffer.concat([...masker.write(input), ...masker.end()])).toEqual(input);
});

it('names the values that are too short to be masked, and not the empty ones', () => {
  const variables = new Map([
    ['SHORT', Secret.of('12345')],
    ['EMPTY', Secret.of('')],
    ['LONG', Secret.of('123456')],
  ]);
  expect(maskingFor(variables).unmasked).toEqual(['SHORT']);
});

describe('a prompt appears within 100 ms', () => {
  it.each([
    ['plain', 'Password: ', 'Password: '],
    ['ends as a value begins', 'Token? Zq9', 'Token? Zq9'],
    ['ends in the half of a value', 'Token? Zq9!xK', `Token? ${MASK}`],
  ])('%s', { retry: 2 }, async (_name, prompt, shown) => {
    const stream = new MaskingStream(automatonFor('Zq9!xK2#mW7$'));
    const got: Buffer[] = [];
    const start = performance.now();
    const text = (): string => Buffer.concat(got).toString();
    const appeared = new Promise<number>((done) => {
      stream.on('data', (chunk: Buffer) => {
        got.push(chunk);
        if (text() === shown) done(performance.now() - start);
      });
    });
    stream.write(prompt);
    expect(await appeared).toBeLessThan(100);
    stream.destroy();
  });
});

it('is linear where values repeat themselves', () => {
  const automaton = automatonFor(`${'a'.repeat(5000)}b`);
  const input = Buffer.alloc(4_000_000, 'a');
  expectCostBelow(2000, () => {
    const masker = new StreamMasker(automaton);
    masker.write(input);
    masker.end();
  });
});
