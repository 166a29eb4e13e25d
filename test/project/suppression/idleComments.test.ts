import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { idleComments } from '../../../server/src/project/suppression/idleComments';
import { applySuppressions } from '../../../server/src/project/suppression/suppressions';
import { expectCostBelow } from '../../support/cost';

const VALUE = ['Vq7', 'mT2', 'xZ9k'].join('');
const NOW = new Date('2026-06-15T12:00:00Z');
const RULES = ['credential.password', 'credential.stripe-secret-key', 'logging.secret', 'reference.unresolved'];

function idle(text: string, isWhole = true) {
  const start = text.indexOf(VALUE);
  const span = { start, end: start + VALUE.length };
  const finding: Finding = { rule: 'credential.password', span, related: [], grade: 'real', anchor: { context: 'c', occurrence: 0 } };
  const document = { uri: 'file:///a.js', version: 0, languageId: 'javascript', text };
  return idleComments(document, start === -1 ? [] : applySuppressions(document, [finding], NOW), RULES, isWhole, NOW);
}

const causes = (text: string, isWhole?: boolean): string[] => idle(text, isWhole).map(({ line, because }) => `${String(line)} ${because}`);

describe('comments that silence nothing', () => {
  it.each<[string, string, string[]]>([
    ['the value is gone', `a = 1 // tacit-ignore credential.password because x`, ['0 unmatched']],
    ['it stands elsewhere', `p = "${VALUE}"\n\n// tacit-ignore credential\nq = 1`, ['2 unmatched']],
    ['another rule', `p = "${VALUE}" // tacit-ignore credential.stripe-secret-key`, ['0 unmatched']],
    ['a whole file without any', `// tacit-ignore-file credential`, ['0 unmatched']],
    [
      'two of three',
      `// tacit-ignore logging\np = "${VALUE}" // tacit-ignore credential\n// tacit-ignore-next-line credential`,
      ['0 unmatched', '2 unmatched'],
    ],
    ['past its last day', `p = "${VALUE}" // tacit-ignore credential.password until=2026-06-14 because x`, ['0 expired']],
    ['past its last day, and the value is gone', `a = 1 // tacit-ignore credential until=2026-06-14`, ['0 expired']],
    ['a day that is none', `p = "${VALUE}" // tacit-ignore credential.password until=2026-13-40 because x`, ['0 no-date']],
    ['no day at all', `p = "${VALUE}" // tacit-ignore credential.password until=soon`, ['0 no-date']],
    ['a rule that is none', `p = "${VALUE}" // tacit-ignore credential.pasword because x`, ['0 unknown-rule']],
    ['one of two rules is none, and the other does not fit', `p = "${VALUE}" // tacit-ignore credential.pass, logging.secret`, ['0 unknown-rule']],
    ['a rule of no check', `p = "${VALUE}" # tacit-ignore generic.password`, ['0 unknown-rule']],
    ['no rule', `p = "${VALUE}" // tacit-ignore because it is public`, ['0 no-rule']],
    ['nothing at all', `p = "${VALUE}" # tacit-ignore`, ['0 no-rule']],
    ['a word for a rule', `<!-- tacit-ignore password because x --><p>${VALUE}</p>`, ['0 no-rule']],
    ['a key that only carries it', `{ "//": "tacit-ignore because x",\n"password": "${VALUE}" }`, ['0 no-rule']],
    ['none: it silences', `// tacit-ignore credential because x\np = "${VALUE}"`, []],
    ['none: until today', `p = "${VALUE}" // tacit-ignore credential.password until=2026-06-15`, []],
    ['none: one says it for the line, one for the file', `// tacit-ignore-file credential\np = "${VALUE}" // tacit-ignore credential`, []],
    ['none: two say it for the file', `// tacit-ignore-file credential\n// tacit-ignore-file credential.password\np = "${VALUE}"`, []],
    [
      'one of three for the file',
      `// tacit-ignore-file credential.\n// tacit-ignore-file credential.stripe-secret-key\n// tacit-ignore-file credential\np = "${VALUE}"`,
      ['1 unmatched'],
    ],
    ['not at a border', `// tacit-ignore-file credential.passw\np = "${VALUE}"`, ['0 unknown-rule']],
    ['none: one of two rules fits', `p = "${VALUE}" // tacit-ignore logging.secret, credential.password`, []],
    ['none: the beginning of a rule', `p = "${VALUE}" // tacit-ignore credential.*`, []],
    ['none: for what only an editor reports', `a = 1 // tacit-ignore reference.unresolved`, []],
    ['none: another tool’s', `a = 1 // gitleaks:allow`, []],
    ['none: prose', `a = 1 // write tacit-ignore and the rule`, []],
    ['none: prose with a dot', `a = 1 // write tacit-ignore e.g. for samples`, []],
    ['none: code that names it', `const MARKER = 'tacit-ignore';`, []],
    ['none: a longer word', `// tacit-ignored`, []],
  ])('%s', (_name, text, expected) => {
    expect(causes(text)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['what is not found may be there', `a = 1 // tacit-ignore credential.password because x`, []],
    ['a rule that is none stays none', `a = 1 // tacit-ignore credential.pasword because x`, ['0 unknown-rule']],
    ['a day that is over stays over', `a = 1 // tacit-ignore credential until=2026-06-14`, ['0 expired']],
  ])('where not all was looked at: %s', (_name, text, expected) => {
    expect(causes(text, false)).toEqual(expected);
  });

  it('says where the comment stands, when it ended, and what is no rule', () => {
    const text = `p = "${VALUE}"; /* tacit-ignore credential.pasword until=2026-06-14 because x */ q = 1`;
    const [found] = idle(text);
    expect(found).toMatchObject({ because: 'expired', until: '2026-06-14', wrong: 'credential.pasword' });
    expect(text.slice(found?.span.start, found?.span.end)).toBe('tacit-ignore credential.pasword until=2026-06-14 because x ');
  });

  it('is linear in comments', () => {
    const text = '// tacit-ignore credential.nothing because x\n'.repeat(20_000);
    expectCostBelow(500, () => idle(text));
  });

  it.each([
    ['one for the file', '// tacit-ignore-file credential\n', 'p = 1\n', '\n'],
    ['different ones for the file', '// tacit-ignore-file §, credential\n', 'p = 1\n', '\n'],
    ['one that does not fit', '// tacit-ignore-file logging\n', 'p = 1\n', '\n'],
    ['all on one line', '/* tacit-ignore credential */ ', 'p = 1; ', ''],
  ])('is linear in comments and findings together: %s', (_name, comment, value, end) => {
    const measured = (count: number): void => {
      const comments = Array.from({ length: count }, (_, number) => comment.replace('§', `credential.n${String(number)}`)).join('');
      const text = `${comments}${value.repeat(count)}${end}`;
      const findings = Array.from({ length: count }, (_, number): Finding => {
        const start = comments.length + number * value.length;
        return { rule: 'credential.password', span: { start, end: start + 5 }, related: [], grade: 'real', anchor: { context: 'c', occurrence: number } };
      });
      const document = { uri: 'file:///a.js', version: 0, languageId: 'javascript', text };
      idleComments(document, applySuppressions(document, findings, NOW), RULES, true, NOW);
    };
    expectCostBelow(1_000, () => measured(8_000));
  });
});
