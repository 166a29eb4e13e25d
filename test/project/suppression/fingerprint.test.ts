import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/checks/catalogue';
import { checkCredentials } from '../../../server/src/checks/credential/check';
import { fingerprinter, isHashable } from '../../../server/src/project/suppression/fingerprint';

const fingerprint = fingerprinter('name:test');
const PASSWORD = ['Kw7', 'rub', 'Qx2', 'pz'].join('');
const TOKEN = ['q8Zk3', 'Vt0pL', 'x9Rm2', 'Ws7Yd', 'b4Hf', '0Gn5Tc'].join('');

/** The fingerprints of a text's findings, in order of place. */
const of = (text: string, uri = 'file:///work/src/a.js'): string[] =>
  checkCredentials({ uri, version: 1, languageId: 'javascript', text }).map((finding) =>
    fingerprint(finding, text.slice(finding.span.start, finding.span.end)),
  );

const SOURCE = [
  `const dbPassword = '${PASSWORD}';`,
  `connect({ user: 'app', password: '${PASSWORD}x', port: 5432 });`,
  `mixpanel.init('${TOKEN}');`,
  `const url = 'postgres://app:${PASSWORD}y@db.example.net/shop';`,
];
/** What people put around a line without a say in what it holds. */
const lines = fc.array(fc.constantFrom('', '// a note', 'const port = 8080;', 'function f() {', '}', 'import x from "y";', '    return 1;'), { maxLength: 6 });

describe('a fingerprint', () => {
  it('stays where lines are added, moved and indented, quotes and line ends are others, and the file has another name', () => {
    const first = of(SOURCE.join('\n'));
    expect(first).toHaveLength(SOURCE.length);
    fc.assert(
      fc.property(
        lines,
        lines,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.nat(12),
        fc.boolean(),
        fc.boolean(),
        (above, between, order, indent, windows, quotes) => {
          const moved = order.flatMap((index) => [`${' '.repeat(indent)}${SOURCE[index] ?? ''}`, ...between]);
          const text = [...above, ...moved].join(windows ? '\r\n' : '\n');
          const written = quotes ? text.replaceAll("'", '"') : text;
          expect(of(written, 'file:///work/lib/renamed.js')).toEqual(order.map((index) => first[index]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is another where the value is another', () => {
    const values = fc.stringMatching(/^[a-z]{3}[A-Z]{2}[0-9]{2}[a-z]{3}[0-9]{2}$/);
    let same = 0;
    let all = 0;
    fc.assert(
      fc.property(values, values, (one, other) => {
        fc.pre(one !== other);
        const [before] = of(`const dbPassword = '${one}';`);
        const [after] = of(`const dbPassword = '${other}';`);
        all++;
        if (before === after) same++;
        // The tag alone tells them apart: eight bits, so that the value cannot be guessed from it.
        expect(before?.slice(0, -3)).toBe(after?.slice(0, -3));
      }),
      { numRuns: 400 },
    );
    expect(same).toBeLessThan(all * 0.03);
  });

  it('is no hash of what people chose, however it is written', () => {
    const known = new Set(RULES.map(({ id }) => id));
    for (const rule of [
      'basic-auth',
      'http-authorization',
      'npm-basic-auth',
      'nuget-config-password',
      'url-password',
      'encoded',
      'service-key',
      'connection-string',
      'user-name',
    ]) {
      expect(known.has(`credential.${rule}`), rule).toBe(true);
      const long = Buffer.from(`administrator:${PASSWORD}${PASSWORD}`).toString('base64');
      expect(isHashable(`credential.${rule}`, long), rule).toBe(false);
      expect(isHashable(`credential.${rule}`, TOKEN), rule).toBe(false);
    }
  });
});
