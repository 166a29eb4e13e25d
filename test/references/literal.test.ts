import { describe, expect, it } from 'vitest';
import { decodeLiteral, type Dialect } from '../../server/src/syntax/literal';
import { expectCostBelow } from '../support/cost';

const TABLE: readonly (readonly [Dialect, string, string | undefined])[] = [
  ['javascript', 'a\\n\\t\\x41\\u0042\\u{1F511}\\q', 'a\n\tAB🔑q'],
  ['javascript', '\\ud83d\\udd11', '🔑'],
  ['javascript', '\\ud83d', undefined],
  ['javascript', '\\0', '\0'],
  ['javascript', '\\101', 'A'],
  ['javascript', 'a\\\r\nb', 'ab'],
  ['javascript', '\\u{110000}', undefined],
  ['javascript', '\\x4', undefined],
  ['javascript', 'a\\', undefined],
  ['javascript-template', 'a\r\nb\\`\\${', undefined],
  ['javascript-template', 'a\r\nb\\`', 'a\nb`'],
  ['javascript-template', '\\1', undefined],
  ['javascript-template', 'a${b}', undefined],
  ['jsx', 'a&amp;b\\n', 'a&b\\n'],
  ['jsx', '&#65;&#x42;', 'AB'],
  ['jsx', '&nosuch;', undefined],
  ['python', '\\x41\\u0042\\U0001F511\\101\\d', 'AB🔑A\\d'],
  ['python', '\\N{BULLET}', undefined],
  ['python', 'a\\\nb', 'ab'],
  ['python-bytes', '\\x41', 'A'],
  ['python-bytes', '\\xff', undefined],
  ['python-bytes', '\\u0041', '\\u0041'],
  ['python-format', 'a{{b}}', 'a{b}'],
  ['python-format', 'a{b}', undefined],
  ['python-raw-format', '\\d{{', '\\d{'],
  ['java', '\\u0041\\uu0042\\101\\s', 'ABA '],
  ['java', '\\u0022', undefined],
  ['java', '\\u00', undefined],
  ['java', '\\q', undefined],
  ['java', '\\\\u0041', '\\u0041'],
  ['java-text-block', 'a\\\nb', 'ab'],
  ['go', '\\x41\\101\\u00e9', 'AAé'],
  ['go', '\\xff', undefined],
  ['go', '\\1', undefined],
  ['go', "\\'", undefined],
  ['shell-bare', 'a\\ b\\\nc', 'a bc'],
  ['shell-bare', 'a$b', undefined],
  ['shell-bare', 'a\\$b', 'a$b'],
  ['shell-double', 'a\\$b\\d\\"', 'a$b\\d"'],
  ['shell-double', 'a`b`', undefined],
  ['shell-double', 'a$', 'a$'],
  ['shell-double', '$(x)', undefined],
  ['shell-ansi', "a\\n\\x41\\'", "a\nA'"],
  ['shell-ansi', '\\xff', undefined],
  ['shell-heredoc', 'a\\$"\\"', 'a$"\\"'],
  ['yaml-double', '\\x41\\u0042\\e\\/', 'AB\u001b/'],
  ['yaml-double', '\\q', undefined],
  ['yaml-double', 'a\n b', undefined],
  ['yaml-single', "a''b", "a'b"],
  ['yaml-single', "a'b", undefined],
  ['yaml-plain', 'a\\nb', 'a\\nb'],
  ['yaml-plain', 'a\nb', undefined],
  ['json', '\\u0041\\/\\n', 'A/\n'],
  ['json', '\\x41', undefined],
  ['toml-basic', '\\u0041\\\n   b', 'Ab'],
  ['toml-basic', '\\q', undefined],
  ['properties', 'a\\\n   b\\u0041\\:\\q', 'abA:q'],
  ['dotenv-double', 'a\\nb', 'a\nb'],
  ['dotenv-double', 'a\\"b', undefined],
  ['dotenv-double', 'a\\\\b', undefined],
  ['verbatim', 'a\\n', 'a\\n'],
  ['verbatim', '\ud83d', undefined],
];

describe('decoding a literal', () => {
  it.each(TABLE)('%s %j', (dialect, written, expected) => {
    expect(decodeLiteral(dialect, written)).toBe(expected);
  });

  it.each([...new Set(TABLE.map(([dialect]) => dialect))])('is linear: %s', (dialect) => {
    for (const unit of ['\\', '\\\\', '${', '&', '\\u', "'", '\\\n', '$$', '{']) {
      expectCostBelow(1_000, () => decodeLiteral(dialect, unit.repeat(200_000 / unit.length)));
    }
  });
});
