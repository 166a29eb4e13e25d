import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { applySuppressions } from '../../../server/src/project/suppression/suppressions';
import { expectCostBelow } from '../../support/cost';

const VALUE = ['Vq7', 'mT2', 'xZ9k'].join('');
const NOW = new Date('2026-06-15T12:00:00Z');

function suppressed(text: string, rule = 'credential.password') {
  const start = text.indexOf(VALUE);
  const finding: Finding = { rule, span: { start, end: start + VALUE.length }, related: [], grade: 'real', anchor: { context: 'c', occurrence: 0 } };
  return applySuppressions({ uri: 'file:///a.js', version: 0, languageId: 'javascript', text }, [finding], NOW)[0]?.suppressed;
}

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

  describe('what a reason holds', () => {
    const said = 'tacit-ignore credential.password because';
    it.each<[string, string, string | undefined]>([
      ['a block', `/* ${said} sample */ const password = '${VALUE}';`, 'sample'],
      ['a block behind code', `f("x"); /* ${said} sample */ const password = '${VALUE}';`, 'sample'],
      ['a block after an apostrophe', `don't(' /* ${said} sample */ const password = '${VALUE}';`, 'sample'],
      ['XML', `<!-- ${said} sample --> <input password='${VALUE}'>`, 'sample'],
      ['JSX', `{/* ${said} sample */} <input password='${VALUE}'/>`, 'sample'],
      ['JSP', `<%-- ${said} sample --%> <input password='${VALUE}'>`, 'sample'],
      ['ERB', `<%# ${said} sample %> <input password='${VALUE}'>`, 'sample'],
      ['Jinja', `{# ${said} sample #} password: ${VALUE}`, 'sample'],
      ['Handlebars', `{{! ${said} sample }} password: ${VALUE}`, 'sample'],
      ['Go templates', `{{/* ${said} sample */}} password: ${VALUE}`, 'sample'],
      ['PowerShell', `<# ${said} sample #> $password = '${VALUE}'`, 'sample'],
      ['OCaml', `(* ${said} sample *) let password = "${VALUE}"`, 'sample'],
      ['Haskell', `{- ${said} sample -} password = "${VALUE}"`, 'sample'],
      ['Lua', `--[[ ${said} sample ]] password = "${VALUE}"`, 'sample'],
      ['Lisp', `#| ${said} sample |# (setq password "${VALUE}")`, 'sample'],
      ['a Python text', `"""${said} sample"""; password = '${VALUE}'`, 'sample'],
      ['a text in quotes', `note('${said} sample'); const password = '${VALUE}';`, 'sample'],
      ['a text in other quotes', `note("${said} it's a sample"); const password = '${VALUE}';`, "it's a sample"],
      ['a template', `note(\`${said} sample\`); const password = '${VALUE}';`, 'sample'],
      ['an escaped quote', `note('${said} it\\'s'); const password = '${VALUE}';`, "it\\'s"],
      ['a JSON key', `{ "//": "${said} sample", "password": "${VALUE}" }`, 'sample'],
      ['an attribute', `<a title="${said} sample" password='${VALUE}'>`, 'sample'],
      ['a sign of a comment in a text before', `f("a # b -- c // d", "${said} sample"); password = '${VALUE}'`, 'sample'],
      ['no sign at all', `${said} sample password = '${VALUE}'`, 'sample password'],
      ['no sign, and no equals sign', `${said} sample password ${VALUE} here`, 'sample'],
      ['nothing but the value', `${said} ${VALUE}`, undefined],
      ['the value in a comment', `// ${said} the password ${VALUE} is public`, 'the'],
      ['to the end of the line', `password = '${VALUE}'; // ${said} it's "a" <sample> = {of} ours`, `it's "a" <sample> = {of} ours`],
      ['a hash', `password: '${VALUE}' # ${said} it's "a" sample = b`, `it's "a" sample = b`],
      ['SQL', `SET password = '${VALUE}'; -- ${said} it's "a" sample = b`, `it's "a" sample = b`],
    ])('%s', (_name, text, reason) => {
      expect(suppressed(text)).toEqual({ by: 'inline', ...(reason === undefined ? {} : { reason }) });
    });

    it('is strict where the line is too long to tell', () => {
      const long = 'x'.repeat(500);
      expect(suppressed(`f("${long}"); ${said} sample; f("a"); password = "${VALUE}"`)?.reason).toBe('sample; f(');
      expect(suppressed(`/* ${long} ${said} sample */ password = "${VALUE}"`)?.reason).toBe('sample');
    });

    it('never overlaps a value of another finding, or a part of one', () => {
      const other = ['k3Lw', 'Pz8d'].join('');
      const text = `// ${said} ${other} and ${VALUE} are public`;
      const span = (value: string) => ({ start: text.indexOf(value), end: text.indexOf(value) + value.length });
      const anchor = { context: 'c', occurrence: 0 };
      const finding: Finding = { rule: 'credential.password', span: span(VALUE), related: [span(other)], grade: 'real', anchor };
      const [{ suppressed: found } = {}] = applySuppressions({ uri: 'file:///a.js', version: 0, languageId: 'javascript', text }, [finding], NOW);
      expect(found).toEqual({ by: 'inline' });
    });
  });

  describe('the next line', () => {
    const second = `\nconst password = "${VALUE}"`;
    it.each([
      ['a block before code', `/* tacit-ignore credential.password because x */ const other = 1;${second}`, false],
      ['XML before an element', `<!-- tacit-ignore credential.password because x --> <a>${second}`, false],
      ['a key of several', `{ "//": "tacit-ignore credential.password because x", "a": 1,${second}`, false],
      ['a block alone', `  /* tacit-ignore credential.password because x */  ${second}`, true],
      ['JSX alone', `  {/* tacit-ignore credential.password because x */}${second}`, true],
      ['a key alone', `{ "//": "tacit-ignore credential.password because it's x",${second}`, true],
      ['Basic', `' tacit-ignore credential.password because it's x${second}`, true],
      ['the first of several lines', `/* tacit-ignore credential.password because it's x${second}`, true],
      ['a long reason', `// tacit-ignore credential.password because ${'it is so '.repeat(90)}${second}`, true],
    ])('%s: %s', (_name, text, silences) => {
      expect(suppressed(text) !== undefined).toBe(silences);
    });
  });

  it('leaves a finding of another check to its own comments', () => {
    expect(suppressed(`log("${VALUE}") // gitleaks:allow`, 'logging.secret')).toBeUndefined();
  });

  it.each([
    ['the first of two for the file', `// tacit-ignore-file credential because a\n// tacit-ignore-file credential.password because b\np = "${VALUE}"`, 'a'],
    ['the first of two on a line', `/* tacit-ignore credential.password because a */ /* tacit-ignore credential because b */ p = "${VALUE}"`, 'a'],
    ['the first that fits', `// tacit-ignore-file logging because a\n// tacit-ignore-file credential, credential.password because b\np = "${VALUE}"`, 'b'],
    ['the line before the file', `// tacit-ignore-file credential.password because a\np = "${VALUE}" // tacit-ignore credential because b`, 'b'],
  ])('tells the reason of the nearest: %s', (_name, text, reason) => {
    expect(suppressed(text)).toMatchObject({ reason });
  });

  it('is linear in markers', () => {
    const text = `p = "${VALUE}"\n${'// tacit-ignore tacit-ignore nosec pragma: '.repeat(25_000)}`;
    expectCostBelow(250, () => suppressed(text));
  });
});
