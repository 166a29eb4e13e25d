import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { applySuppressions, unmatchedComments } from '../../../server/src/project/suppression/suppressions';
import { expectCostBelow } from '../../support/cost';

const VALUE = ['Vq7', 'mT2', 'xZ9k'].join('');
const NOW = new Date('2026-06-15T12:00:00Z');

function suppressed(text: string, rule = 'credential.password') {
  const start = text.indexOf(VALUE);
  const finding: Finding = { rule, span: { start, end: start + VALUE.length }, related: [], grade: 'real', anchor: { context: 'c', occurrence: 0 } };
  return applySuppressions({ uri: 'file:///a.js', version: 0, languageId: 'javascript', text }, [finding], NOW)[0]?.suppressed;
}

function unmatched(text: string, rule = 'credential.password'): readonly number[] {
  const start = text.indexOf(VALUE);
  const finding: Finding = { rule, span: { start, end: start + VALUE.length }, related: [], grade: 'real', anchor: { context: 'c', occurrence: 0 } };
  const document = { uri: 'file:///a.js', version: 0, languageId: 'javascript', text };
  return unmatchedComments(document, start === -1 ? [] : applySuppressions(document, [finding], NOW), NOW);
}

describe('comments that silence nothing', () => {
  it.each<[string, string, number[]]>([
    ['the value is gone', `a = 1 // tacit-ignore credential.password because x`, [0]],
    ['it stands elsewhere', `p = "${VALUE}"\n\n// tacit-ignore credential\nq = 1`, [2]],
    ['another rule', `p = "${VALUE}" // tacit-ignore credential.stripe-secret-key`, [0]],
    ['a whole file without any', `// tacit-ignore-file credential`, [0]],
    ['two of three', `// tacit-ignore logging\np = "${VALUE}" // tacit-ignore credential\n// tacit-ignore-next-line credential`, [0, 2]],
    ['none: it silences', `// tacit-ignore credential because x\np = "${VALUE}"`, []],
    ['none: one says it for the line, one for the file', `// tacit-ignore-file credential\np = "${VALUE}" // tacit-ignore credential`, []],
    ['none: one of two rules fits', `p = "${VALUE}" // tacit-ignore logging.secret, credential.password`, []],
    ['none: for what only an editor reports', `a = 1 // tacit-ignore reference.missing`, []],
    ['none: another tool’s', `a = 1 // gitleaks:allow`, []],
    ['none: past its date, and told by its finding', `a = 1 // tacit-ignore credential until=2026-06-14`, []],
    ['none: prose', `a = 1 // write tacit-ignore and the rule`, []],
  ])('%s', (_name, text, lines) => {
    expect(unmatched(text)).toEqual(lines);
  });
});

describe('comments that silence', () => {
  it.each([
    ['ours, same line', `p = "${VALUE}" // tacit-ignore credential.password because test`, { reason: 'test' }],
    ['ours, line above', `// tacit-ignore credential because test\np = "${VALUE}"`, { reason: 'test' }],
    ['ours, line above, CRLF', `# tacit-ignore credential.password\r\np = "${VALUE}"`, {}],
    ['ours, next-line form', `x = 1 // tacit-ignore-next-line credential.password\np = "${VALUE}"`, {}],
    ['ours, whole file', `/* tacit-ignore-file credential.* because generated */\n\n\np = "${VALUE}"`, { reason: 'generated' }],
    ['ours, with a date', `p = "${VALUE}" # tacit-ignore credential.password until=2026-06-15 because rotating`, { until: '2026-06-15', reason: 'rotating' }],
    ['ours, two rules', `p = "${VALUE}" # tacit-ignore logging.secret, credential.password`, {}],
    ['ours, XML', `<!-- tacit-ignore credential.password because x -->\n<p>${VALUE}</p>`, { reason: 'x' }],
    ['ours, a JSON key', `{ "//": "tacit-ignore credential.password because x",\n"password": "${VALUE}" }`, { reason: 'x' }],
    ['gitleaks', `p = "${VALUE}" // gitleaks:allow`, {}],
    ['betterleaks', `p = "${VALUE}" // betterleaks:allow`, {}],
    ['kingfisher', `p = "${VALUE}" // kingfisher:ignore`, {}],
    ['trufflehog', `p = "${VALUE}" // trufflehog:ignore`, {}],
    ['ggshield', `p = "${VALUE}" // ggignore`, {}],
    ['detect-secrets', `p = "${VALUE}" # pragma: allowlist secret`, {}],
    ['detect-secrets, next line', `# pragma: allowlist nextline secret\np = "${VALUE}"`, {}],
    ['bandit', `p = "${VALUE}"  # nosec B105`, {}],
    ['flake8', `p = "${VALUE}"  # noqa: E501, S105`, {}],
    ['sonar', `p = "${VALUE}"; // NOSONAR`, {}],
    ['eslint', `// eslint-disable-next-line no-secrets/no-secrets\np = "${VALUE}"`, {}],
  ])('%s', (_name, text, expected) => {
    expect(suppressed(text)).toEqual({ by: 'inline', ...expected });
  });

  it.each([
    ['no rule named', `p = "${VALUE}" // tacit-ignore because I say so`],
    ['another rule', `p = "${VALUE}" // tacit-ignore credential.pass`],
    ['another check', `p = "${VALUE}" // tacit-ignore logging`],
    ['yesterday', `p = "${VALUE}" // tacit-ignore credential.password until=2026-06-14 because x`],
    ['no date', `p = "${VALUE}" // tacit-ignore credential.password until=2026-13-40`],
    ['no date at all', `p = "${VALUE}" // tacit-ignore credential.password until=soon`],
    ['two lines above', `// tacit-ignore credential\n\np = "${VALUE}"`],
    ['the line below', `p = "${VALUE}"\n// tacit-ignore credential`],
    ['at the end of the line above', `q = 1 // tacit-ignore credential\np = "${VALUE}"`],
    ['a longer word', `p = "${VALUE}" // tacit-ignored credential.password`],
    ['noqa for something else', `p = "${VALUE}"  # noqa: E501`],
    ['eslint for something else', `// eslint-disable-next-line no-console\np = "${VALUE}"`],
    ['gitleaks in prose', `p = "${VALUE}" // gitleaks finds this`],
    ['gitleaks on the line above, which gitleaks does not read so', `// gitleaks:allow\np = "${VALUE}"`],
    ['nosec in a word', `p = "${VALUE}" // nosecret`],
  ])('not: %s', (_name, text) => {
    expect(suppressed(text)).toBeUndefined();
  });

  it('leaves a finding of another check to its own comments', () => {
    expect(suppressed(`log("${VALUE}") // gitleaks:allow`, 'logging.secret')).toBeUndefined();
  });

  it('is linear in markers', () => {
    const text = `p = "${VALUE}"\n${'// tacit-ignore tacit-ignore nosec pragma: '.repeat(25_000)}`;
    expectCostBelow(250, () => suppressed(text));
  });
});
