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
    ['molecule/default/converge.py', 'placeholder'],
    ['tests/cassettes/login.py', 'placeholder'],
    ['pkg/test-fixtures/login.py', 'placeholder'],
    ['pkg/_fixture/login.py', 'placeholder'],
    ['cmd/load-test/login.py', 'placeholder'],
    ['scripts/test_login.rb', 'placeholder'],
    ['configs/tls/benchmark-login.py', 'placeholder'],
    ['plugin/tls/test_login.pem', 'placeholder'],
    ['benches/login.rs', 'placeholder'],
    ['src/workbench/login.py', 'real'],
    ['src/contest/login.py', 'real'],
    ['src/test_login.rs', 'real'],
  ])('%s: %s', (path, grade) => {
    expect(graded(path, assigned(made))).toEqual([grade]);
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

  it.each([
    [`docker run --name db \\\n  --env DB_USER="${drawn}" \\\n  --env DB_${NAME.toUpperCase()}="${drawn}" db:14\n`, 'placeholder'],
    [`docker run -e DB_${NAME.toUpperCase()}=${made} db:14\n`, 'placeholder'],
    [`docker run -e DB_${NAME.toUpperCase()}=${drawn}74 db:14\n`, 'real'],
    [`export DB_${NAME.toUpperCase()}=${made}\n`, 'real'],
    [`docker run db:14\nexport DB_${NAME.toUpperCase()}=${made}\n`, 'real'],
  ])('a container that a command starts: %s', (text, grade) => {
    expect(graded('build/start.sh', text)).toEqual([grade]);
  });

  it.each(['    #[test]\n', '#[tokio::test]\n'])('takes what stands behind %s in Rust for a test', (attribute) => {
    const text = `fn f() { let ${assigned(made).trim()}; }\n`;
    expect(graded('src/lib.rs', `${text}${attribute}${text}`)).toEqual(['real', 'placeholder']);
  });

  it('takes what stands behind cfg(test) in Rust for a test', () => {
    const before = `fn f() { let ${assigned(made).trim()}; }\n`;
    expect(graded('src/lib.rs', `${before}#[cfg(test)]\nmod tests {\n${before}}\n`)).toEqual(['real', 'placeholder']);
  });
});

describe('an address and a list that everybody may see', () => {
  const value = ['q8Zk3', 'Vt0pL', 'x9Rm2', 'Ws7Yd', 'b4Hf'].join('');
  const hex = '9f86d081884c7d65'.repeat(4).replace(/8/g, (_, at: number) => String(at % 10));
  it.each([
    ['README.md', `![x](https://h.example.org/gh/a/b/badge.svg?token=${value})`, ['placeholder']],
    ['README.md', `<img src="https://h.example.org/gh/a.svg?style=shield&circle-token=${value}">`, ['placeholder']],
    ['README.md', `[x](https://h.example.org/gh/a/b?token=${value})`, ['real']],
    ['seed.gql', `x: "https://h.example.org/v0/b/o/movie%2Fa.jpeg?alt=media&token=${value}"`, ['placeholder']],
    ['checksums.txt', `sentry-cli-Linux-x86_64=${hex}`, ['placeholder']],
    ['locales/nl/messages.json', `{"x": "postgresql://gebruiker:${['wachtw', '00rd'].join('')}@host:poort/database"}`, ['placeholder']],
    ['man/man1/a.1', `b2://account_id[:${value}]@bucket_name/folder`, []],
    ['src/a.py', `f(name, user=user, host=host, port=port, ${NAME}=${NAME}_of_it, runas=runas)`, []],
  ])('%s: %s', (path, text, grades) => {
    expect(graded(path, text)).toEqual(grades);
  });

  it('takes what stands in the address of a picture for a part of it', () => {
    const asset = ['bl', 't', '309b983fa254e216'].join('');
    const grades = graded('index.html', `<img src="https://images.contentstack.io/v3/assets/${asset}/642563bba793f910de28b9d1/a.png">`);
    expect(grades.filter((grade) => grade !== 'placeholder')).toEqual([]);
  });

  it.each([
    ['src/cipher_test.cc', `uint8_t key[] = {0x4b, 0x3c, 0xda, 0x1c, 0xef, 0xb6, 0x8d, 0x0a, 0x2e, 0xf3};`, 'placeholder'],
    ['src/cipher.cc', `uint8_t key[] = {0x4b, 0x3c, 0xda, 0x1c, 0xef, 0xb6, 0x8d, 0x0a, 0x2e, 0xf3};`, 'likely'],
  ])('bytes in %s', (path, text, grade) => {
    expect(graded(path, text.replace('key', ['secret', 'key'].join('_')))).toEqual([grade]);
  });
});

describe('what is said beside a value', () => {
  const token = drawn + '4Zt9' + drawn.toUpperCase();
  const key = `${['api', 'key'].join('_')} = "${token}"`;
  it.each([
    ['src/a.py', `${key}  # a fake one`, 'placeholder'],
    ['src/a.py', `# Not a real key.\n${key}`, 'placeholder'],
    ['src/a.go', `// This is a public one,\n// not a secret.\n${key}`, 'placeholder'],
    ['src/a.go', `// See RFC 9001, section 5.8.\nvar (\n\t${key}\n)`, 'placeholder'],
    ['docs/a.py', `# to get one like this run: openssl rand\n${key}`, 'placeholder'],
    ['src/a_test.py', `${key} # for example`, 'placeholder'],
    ['src/a.py', `${key}  # of the shop`, 'real'],
    ['src/a.py', `# for example\n${key}`, 'real'],
    ['docs/a.py', key, 'real'],
    ['src/a.py', `class A:\n    \"\"\"\n    How a header looks. For example:\n\n        ${key}\n    \"\"\"\n`, 'placeholder'],
    ['src/a.py', `class A:\n    \"\"\"\n    How a header looks.\n\n        ${key}\n    \"\"\"\n`, 'real'],
    ['src/a.py', `# Not a real key.\nname = "x"\n${key}`, 'real'],
    ['src/a.go', `// See RFC 9001.\nfunc f() {\n\tg()\n\t${key}\n}`, 'real'],
    ['src/a.sh', `curl --fake x\n${key}`, 'real'],
  ])('%s: %s', (path, text, grade) => {
    expect(graded(path, text)).toEqual([grade]);
  });

  it.each([
    ['src/a_test.go', `c.login("${drawn}", "${drawn}")`, ['placeholder']],
    ['src/a_test.go', `user = "${drawn}"\n${assigned(drawn)}`, ['placeholder']],
    ['src/a_test.go', `user = "${drawn}"\n${assigned(`${drawn}@123`)}`, ['placeholder']],
    ['src/a_test.go', `user = "bob"\n${assigned(drawn)}`, ['likely']],
    ['src/a.go', `user = "${drawn}"\n${assigned(drawn)}`, ['likely']],
  ])('the same as the name of the user in %s: %s', (path, text, grades) => {
    expect(graded(path, text)).toEqual(grades);
  });

  it.each([
    ['src/a_test.rs', `assert!(text.contains("${NAME} = \\"${drawn}74\\""));`, ['placeholder']],
    ['src/a_test.rs', `assert_eq!(\n    found,\n    "${NAME} = \\"${drawn}74\\"",\n);`, ['placeholder']],
    ['src/a_test.rs', `found(\n    other,\n    "${NAME} = \\"${drawn}74\\"",\n);`, ['real']],
  ])('what a test asserts in %s: %s', (path, text, grades) => {
    expect(graded(path, text)).toEqual(grades);
  });

  it('takes a list that speaks to a local service for one of a pipeline', () => {
    const list = (host: string): string => `jobs:\n  build:\n    env:\n      HOST: ${host}\n      RE_${NAME.toUpperCase()}: ${made}\n`;
    expect(graded('.github/workflows/ci.yml', list('localhost:6379'))).toEqual(['placeholder']);
    expect(graded('.github/workflows/ci.yml', list('db.acme.io'))).toEqual(['real']);
  });

  it('judges an encoded key as the key', () => {
    const body = base64(...Array.from({ length: 30 }, (_, i) => String(i * 7919)));
    const pem = ['-----BEGIN EC', 'PRIVATE KEY-----\n'].join(' ') + `MHcCAQEE${body}\n` + ['-----END EC', 'PRIVATE KEY-----\n'].join(' ');
    const text = `tls.key: ${base64(pem)}\n`;
    expect(graded('deploy/secret.yaml', text)).toEqual(['real']);
    expect(graded('test/fixtures/secret.yaml', text)).toEqual(['placeholder']);
    expect(graded('docs/gateway.md', text)).toEqual(['placeholder']);
  });

  it('does not tell the user of a password that is a placeholder', () => {
    const text = `create(\n    ${['user', 'name'].join('')}="scott",\n    ${NAME}="tiger",\n)\n`;
    expect(graded('src/a.py', text)).not.toContain('placeholder');
    expect(graded('docs/a.py', text).every((grade) => grade === 'placeholder')).toBe(true);
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
    [['new', 'passo', 'wrd'].join(''), true],
    [['wrong', 'Pa55', 'word'].join(''), true],
    [['Gauss', 'db@', '123'].join(''), true],
    [['test', 'xp'].join(''), true],
    [['pwd', 'fatal'].join(''), true],
    [['asd', 'casc'].join(''), true],
    [['abcdef', '0123456789'].join(''), true],
    [['AABBCC', 'DDEEFFGG'].join(''), true],
    [drawn, false],
    [`${drawn}7`, false],
    [['pass%zz', 'word'].join(''), true],
    [['d90c', 'aedb'].join(''), true],
    [['9f86d081', '884c7d65'].join(''), false],
  ])('%s: %s', (value, expected) => {
    expect(isInvented(value)).toBe(expected);
  });
});

describe('what a manual or a test makes up beside its user', () => {
  const user = ['kq?gfuL4', 'Zuj{n73m}eeJt'].join('');
  it.each([
    ['docs/run.md', `    $ passwd\n    New ${NAME}: ${made}\n    Retype new ${NAME}: ${made}\n`, []],
    ['docs/run.md', `    New ${NAME}: ${drawn}9\n`, []],
    ['docs/run.md', `${NAME}: ${drawn}9\n`, ['likely']],
    ['src/url_test.go', `username := "${user}0"\n${NAME} := "${user}1"\n`, []],
    ['src/url_test.go', `username := "someone"\n${NAME} := "${user}1"\n`, ['real']],
    ['src/url.go', `username := "${user}0"\n${NAME} := "${user}1"\n`, ['real']],
    ['src/hosts_test.py', `host_salt = "${drawn}${drawn}9Zt4"\n`, []],
    ['src/hosts_test.py', `host_token = "${drawn}${drawn}9Zt4"\n`, ['real']],
  ])('%s: %s', (path, text, grades) => {
    expect(graded(path, text).filter((grade) => grade !== 'placeholder')).toEqual(grades);
  });

  it.each([
    [`user = "guest"\n${assigned('guest')}host = "localhost"\n`, []],
    [`      POSTGRES_HOST: 127.0.0.1\n      POSTGRES_USER: root\n      POSTGRES_${NAME.toUpperCase()}: root\n`, []],
    [`user = "guest"\n${assigned('guest')}host = "mq.acme.com"\n`, ['likely']],
    [`user = "admin"\n${assigned('guest')}host = "localhost"\n`, ['likely']],
  ])('and of a server on the same machine, how it is delivered: %s', (text, grades) => {
    const path = text.includes('POSTGRES') ? 'src/compose.yml' : 'src/mq.py';
    expect(graded(path, text).filter((grade) => grade !== 'placeholder')).toEqual(grades);
  });

  it('takes what a hand typed at random for made up, and not what a generator drew', () => {
    expect(isInvented('98fh3fh98f3h9f8h3f98wh')).toBe(true);
    expect(isInvented('jkl4jkl2jklj4kl2j4kljk')).toBe(true);
    expect(isInvented(['q8fh3zt9', 'm2x7wk4v', 'b6np'].join(''))).toBe(false);
  });
});

describe('values that show how one looks', () => {
  const token = ['gh', 'p_'].join('');
  const shown = ['AQXNnd2hIT6z9bHFzZz2Kp1ghiMz_Rty', 'uvwXYZ', '123', 'abc'].join('');
  const random = ['AQXNnd2hIT6z9bHFzZz2Kp1ghiMz_Rty', 'u7wQYJ', '1k3', 'aXc'].join('');
  it.each([
    ['runs that count up, in a comment', `// access_token = "${shown}"\n`, 'placeholder'],
    ['no such runs', `// access_token = "${random}"\n`, 'real'],
    ['runs in code', `access_token = "${shown}"\n`, 'real'],
    ['a hint that says so', `const hint = 'e.g. ${token}${random.replace('_', 'x').slice(0, 36)}';\n`, 'placeholder'],
  ])('%s', (_, text, grade) => expect(graded('src/a.ts', text)).toEqual([grade]));
});
