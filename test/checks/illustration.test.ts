import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { isInvented } from '../../server/src/checks/credential/values/invented';

const graded = (path: string, text: string): string[] =>
  checkCredentials({ uri: `file:///p/${path}`, version: 0, languageId: '', text }).map(({ grade }) => grade);
const NAME = ['pass', 'word'].join('');
const assigned = (value: string): string => `${NAME} = "${value}"\n`;
/** Words with a number behind them, and letters as a generator draws them. */
const made = ['sword', 'fighter', '7'].join('');
const drawn = ['kq', 'xz', 'vw', 'rt'].join('');
const base64 = (...parts: readonly string[]): string => Buffer.from(parts.join(':')).toString('base64');

describe('what a place is for', () => {
  it.each([
    ['src/login.go', made, 'real'],
    ['src/login_test.go', made, 'placeholder'],
    ['e2e/login.ts', made, 'placeholder'],
    ['Acme.UnitTests/Login.cs', made, 'placeholder'],
    ['docs/guide/login.py', made, 'placeholder'],
    ['README.md', made, 'placeholder'],
    ['config.sample.toml', made, 'placeholder'],
    ['src/login_test.go', drawn, 'likely'],
    ['docs/guide/login.py', drawn, 'likely'],
    ['README.md', drawn, 'likely'],
  ])('%s with %s: %s', (path, value, grade) => {
    const text = path.endsWith('.yml') || path.endsWith('.md') ? `${NAME}: ${value}\n` : assigned(value);
    expect(graded(path, text)).toEqual([grade]);
  });

  it.each([
    [`// ${assigned(made)}`, ['placeholder']],
    [` * ${assigned(made)}`, ['placeholder']],
    [`// ${assigned(`${drawn}7`)}`, ['real']],
  ])('a comment: %s', (text, grades) => {
    expect(graded('src/login.c', text)).toEqual(grades);
  });

  it.each([
    ['src/login.py', `def f():\n    \"\"\"\n    ${assigned(made)}    \"\"\"\n`, ['placeholder']],
    ['src/login.py', `\"\"\"About.\"\"\"\n${assigned(made)}`, ['real']],
    ['src/login.c', `/*\n   ${assigned(made)}*/\n`, ['placeholder']],
    ['src/login.c', `/* About. */\n${assigned(made)}`, ['real']],
  ])('a text over several lines in %s: %s', (path, text, grades) => {
    expect(graded(path, text)).toEqual(grades);
  });

  it.each([
    [`POSTGRES_${NAME.toUpperCase()}: ${made}`, 'placeholder'],
    [`DEPLOY_${NAME.toUpperCase()}: ${made}`, 'real'],
    [`run: psql "host=localhost user=me ${NAME}=${made}"`, 'placeholder'],
    [`SALESFORCE_${NAME.toUpperCase()}: ${made}`, 'real'],
    [`run: docker login -u me -p ${made} && docker push app:latest`, 'real'],
    [`run: sshpass -p ${made} ssh deploy@h.example.org`, 'real'],
    [`run: curl -u deploy:${made} https://h.example.org`, 'real'],
  ])('a pipeline: %s', (line, grade) => {
    expect(graded('.github/workflows/ci.yml', `env:\n  ${line}\n`)).toEqual([grade]);
  });

  it('takes what stands behind cfg(test) in Rust for a test', () => {
    const before = `fn f() { let ${assigned(made).trim()}; }\n`;
    expect(graded('src/lib.rs', `${before}#[cfg(test)]\nmod tests {\n${before}}\n`)).toEqual(['real', 'placeholder']);
  });
});

describe('a value that somebody made up', () => {
  it.each([
    [['correct', 'horse'].join(''), true],
    [['p@ss', 'w0rd'].join(''), true],
    [['s3cr3t', '123'].join(''), true],
    [['pass%20', 'word'].join(''), true],
    [['qwerty', '12'].join(''), true],
    [['123', '456'].join(''), true],
    [base64('joe', 'hello1'), true],
    [['%23%40', '%3C'].join(''), true],
    [['nyuk', 'nyuk'].join(''), true],
    [drawn, false],
    [`${drawn}7`, false],
    [['pass%zz', 'word'].join(''), true],
    [['d90c', 'aedb'].join(''), true],
    [['9f86d081', '884c7d65'].join(''), false],
  ])('%s: %s', (value, expected) => {
    expect(isInvented(value)).toBe(expected);
  });
});
