// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { base62, crc32 } from '../../server/src/checks/credential/rules/checksums';
import { random } from './regexSamples';

const next = random(42);
const letters = (count: number, alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'): string =>
  Array.from({ length: count }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
const check = (text: string) => checkCredentials({ uri: 'file:///x.ts', version: 0, languageId: 'typescript', text });
const found = (text: string) => check(text).map(({ rule, span, grade }) => [rule, text.slice(span.start, span.end), grade]);

const body = letters(30);
const github = `ghp_${body}${base62(crc32(body), 6)}`;
const stripe = `sk_live_${letters(24)}`;
const sendgrid = `SG.${letters(22)}.${letters(43)}`;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'u-81', role: 'admin' })}.${letters(43)}`;

const snowflake = (digits: string): string => Buffer.from(digits).toString('base64url');

describe('exact ranges', () => {
  it.each([
    ['CRLF', `a = 1\r\nconst k = "${github}";\r\nb`, [github]],
    ['a byte-order mark', `\ufeff${github}`, [github]],
    ['tabs', `\t\tkey:\t${github}\t`, [github]],
    ['emoji before', `// \u{1f600}\u{1f511}\nx = '\u{1f511}' + '${github}'`, [github]],
    ['several in a line', `f("${github}", '${stripe}', \`${sendgrid}\`)`, [github, stripe, sendgrid]],
    ['an escaped newline before', `"line\\n${github}\\n"`, [github]],
    ['a minified line', `${'var a=function(b){return b+1};'.repeat(5000)}x="${github}";${'a();'.repeat(9000)}y="${stripe}"`, [github, stripe]],
    ['a URL parameter', `https://x.test/?a=1&token=${github}&b=2`, [github]],
    ['the end of the text', github, [github]],
  ])('hold with %s', (_, text, expected) => {
    expect(check(text).map(({ span }) => text.slice(span.start, span.end))).toEqual(expected);
  });
});

describe('files of made-up values', () => {
  it.each(['apis/kms.examples.json', 'data/2014/examples-1.json', 'crypto/test_vectors/v2.json', 'age/testkit/x25519'])('%s: all are placeholders', (path) => {
    const findings = checkCredentials({ uri: `file:///work/${path}`, version: 0, languageId: 'plaintext', text: `{"apiToken": "${stripe}"}` });
    expect(findings.map(({ grade }) => grade)).toEqual(['placeholder']);
  });
  it.each(['examples/a.json', 'src/inspector.json'])('%s: as anywhere', (path) => {
    const findings = checkCredentials({ uri: `file:///work/${path}`, version: 0, languageId: 'plaintext', text: `{"apiToken": "${stripe}"}` });
    expect(findings.map(({ grade }) => grade)).toEqual(['real']);
  });
});

describe('grades', () => {
  it.each([
    ['a checksum that holds', github, 'real'],
    ['a checksum that does not', `ghp_${letters(36)}`, 'likely'],
    ['a checksum that holds, of NetBird', `nbp_${body}${base62(crc32(body), 6)}`, 'real'],
    ['one of NetBird that does not', `nbp_${letters(36)}`, 'likely'],
    ['all the same', `ghp_${'x'.repeat(36)}`, 'placeholder'],
    ['digits that count up, in the form of one provider', `ghp_${'1234567890'.repeat(4).slice(0, 36)}`, 'likely'],
    ['one letter in the form of one provider', `sk_live_${'A'.repeat(24)}`, 'likely'],
    ['a word in capitals', `AKIAIOSFODNN7EXAMPLE`, 'placeholder'],
    ['a token of structure', jwt, 'real'],
    ['a number in base64, a time and a signature', `${snowflake('81947204417395021')}.${letters(6)}.${letters(27)}`, 'real'],
    ['the same with a longer number', `${snowflake('1194720441739502177')}.${letters(6)}.${letters(38)}`, 'real'],
    ['a token that nobody signed', `${encode({ alg: 'none' })}.${encode({ sub: 'x' })}.`, 'likely'],
  ])('%s', (_, value, grade) => {
    expect(found(`token = "${value}"`).map((entry) => entry.slice(1))).toEqual([[value, grade]]);
  });

  it.each([
    ['a short signature', `${snowflake('819472044173950214')}.${letters(6)}.${letters(26)}`],
    ['no number', `${snowflake('8194720441x3950214')}.${letters(6)}.${letters(27)}`],
    ['a fourth part', `${snowflake('819472044173950214')}.${letters(6)}.${letters(27)}.x`],
  ])('wants of a token with the number of an account: %s', (_, value) => {
    expect(found(`x = "${value}"`)).toEqual([]);
  });

  it.each([
    ['a password that NuGet reads as it stands', `<add key="ClearTextPassword" value="${['Build', 'Server', 'Feed'].join('-')}" />`, 'likely'],
    ['a variable there', `<add key="ClearTextPassword" value="%FEED_PASSWORD%" />`, 'placeholder'],
    ['a word for it', `<add key="ClearTextPassword" value="password" />`, 'placeholder'],
    ['what one account of Windows can decrypt', `<add key="Password" value="AQAAANCMnd8BFdERjHoAwE/Cl+s${letters(120)}" />`, 'placeholder'],
  ])('%s: %s', (_, text, grade) => {
    const findings = checkCredentials({ uri: 'file:///work/nuget.config', version: 0, languageId: 'xml', text });
    expect(findings.map((finding) => finding.grade).filter((each) => each !== 'placeholder')).toEqual(grade === 'placeholder' ? [] : [grade]);
  });

  it('wants a JSON header with an algorithm', () => {
    expect(found(`x = ${encode({ typ: 'JWT' })}.${encode({ a: 1 })}.${letters(43)}`)).toEqual([]);
  });
});

const hexadecimal = (count: number): string => letters(count, '0123456789abcdef');
const uuid = (): string => [8, 4, 4, 4, 12].map(hexadecimal).join('-');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const unpadded = (text: string): string => base64(text).replace(/=+$/, '');

/** A key of Ceph as it is written: kind, seconds and nanoseconds of when it was made, length, and the bytes. */
function cephKey(length: number): string {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(1, 0);
  head.writeUInt32LE(1_712_345_678, 2);
  head.writeUInt32LE(987_654_321, 6);
  head.writeUInt16LE(length, 10);
  return Buffer.concat([head, Buffer.from(Array.from({ length }, () => Math.floor(next() * 256)))]).toString('base64');
}

describe('tokens that hold a structure', () => {
  it.each([
    ['cloudflare-tunnel-token', base64(JSON.stringify({ a: hexadecimal(32), t: uuid(), s: base64(letters(32)) }))],
    ['qstash-token', base64(JSON.stringify({ UserID: uuid(), Password: hexadecimal(32) }))],
    ['intercom-access-token', base64(`tok:${uuid().replaceAll('-', '_')}:1:0`)],
    ['teamcity-access-token', `${base64('{"typ": "TCV2"}')}.${unpadded(letters(27))}.${unpadded(uuid())}`],
    ['jetbrains-permanent-token', `perm:${base64('root')}.${base64('47-0')}.${letters(30)}`],
    ['zep-api-key', `z_${unpadded(JSON.stringify({ uuid: uuid() })).slice(3)}.${letters(43)}`],
    ['gel-secret-key', `nbwt1_${jwt}`],
    ['ceph-key', cephKey(16)],
    ['k3s-token', `K10${hexadecimal(64)}::server:${hexadecimal(32)}`],
    ['localstack-auth-token', `ls-${[8, 4, 4, 4, 12].map((count) => letters(count)).join('-')}`],
    ['yandex-dictionary-key', `dict.1.1.20240109T131316Z.${hexadecimal(16)}.${hexadecimal(40)}`],
  ])('%s', (rule, value) => {
    expect(found(`x = "${value}"`)).toEqual([[`credential.${rule}`, value, 'real']]);
  });

  it.each([
    ['a tunnel without a secret', base64(JSON.stringify({ a: hexadecimal(32), t: uuid() }))],
    ['another object that begins with a', base64(JSON.stringify({ a: letters(60), b: uuid(), c: letters(40) }))],
    ['another object of a user', base64(JSON.stringify({ UserID: 7, Name: 'Bob' }))],
    ['a key of another length', cephKey(24)],
    ['a short secret', `perm:${base64('root')}.${base64('47-0')}.${letters(12)}`],
  ])('not %s', (_, value) => {
    expect(found(`x = "${value}"`)).toEqual([]);
  });
});

describe('keys that count for what is said of them', () => {
  const groups = (rest: number): string => Array.from({ length: 8 }, () => String(Math.floor(next() * 59_000) * 11 + rest).padStart(6, '0')).join('-');
  const [whole, other] = [groups(0), groups(1)];
  const drawn = Array.from({ length: 4 }, () => letters(4, 'bcdfghjklmnpqrstvwxz')).join(' ');
  const forty = letters(40);
  const sanctum = `12|${forty}${crc32(forty).toString(16).padStart(8, '0')}`;
  const unsigned = `12|${letters(40)}${hexadecimal(8)}`;
  const captcha = `6Lc${letters(5)}${'A'.repeat(5)}${letters(27)}`;
  it.each([
    ['a recovery password', `BitLocker Recovery Key: ${whole}`, 'bitlocker-recovery-password', whole, 'real'],
    ['one whose groups do not divide', `recovery_key = "${other}"`, 'bitlocker-recovery-password', other, 'likely'],
    ['an app password', `EMAIL_PASS=${drawn}`, 'google-app-password', drawn, 'real'],
    ['one beside its server', `{ service: 'gmail', auth: { user: 'bob', pass: '${drawn}' } }`, 'google-app-password', drawn, 'real'],
    ['a token of an application of Laravel', `curl -H "Authorization: Bearer ${sanctum}"`, 'laravel-sanctum-token', sanctum, 'real'],
    ['one whose checksum does not hold', `curl -H "Authorization: Bearer ${unsigned}"`, 'laravel-sanctum-token', unsigned, 'likely'],
    ['the secret key of a captcha', `RECAPTCHA_SECRET_KEY=${captcha}`, 'recaptcha-secret-key', captcha, 'real'],
  ])('%s', (_, text, rule, value, grade) => {
    expect(found(text)).toEqual([[`credential.${rule}`, value, grade]]);
  });
  it.each([
    ['numbers', `ids = "${whole}"`],
    ['a sentence', 'EMAIL_PASS="must have four char"'],
    ['groups that count up', 'EMAIL_PASS="abcd efgh ijkl mnop"'],
    ['more groups', `EMAIL_PASSAGE: ${drawn} ${drawn}`],
    ['the key of the site', `RECAPTCHA_SITE_KEY=${captcha}`],
  ])('not %s', (_, text) => {
    expect(found(text).filter((entry) => entry[2] !== 'placeholder')).toEqual([]);
  });
});

describe('tokens with a short prefix', () => {
  it.each([
    ['a name', 'npg_ConnectPool'],
    ['small letters', `npg_${letters(12, 'abcdefghjkmnpqrstuvwxyz')}`],
    ['a class of a style sheet', 'al-grid-column-with-a-long-name-and-no-secret1'],
    ['words', ['sig', 'verifySignatureOfRequestBody'].join('_')],
  ])('are none where %s', (_, value) => {
    expect(found(`x = "${value}"`)).toEqual([]);
  });
  it.each([`npg_${letters(5)}K7q${letters(4)}`, `sig_${letters(12)}aK7${letters(13)}`, `ck-${letters(44)}`])('are found: %#', (value) => {
    expect(found(`x = "${value}"`).map((entry) => entry[1])).toEqual([value]);
  });
});

describe('credentials in URLs and connection strings', () => {
  const password = `q7${letters(8)}Zt4x`;
  it.each([
    ['user and password', `https://bob:${password}@db.corp.net/x`, 'credential.url-password', password],
    ['no user', `redis://:${password}@cache:6379/0`, 'credential.connection-string', password],
    ['a percent escape and a colon', `mongodb+srv://svc:${password}%40:z@c0.corp.net/?w=1`, 'credential.connection-string', `${password}%40:z`],
    ['AMQP', `amqp://svc:${password}@mq/vhost`, 'credential.connection-string', password],
    ['ADO', `"Server=db;Database=x;User Id=sa;Password=${password};Encrypt=true"`, 'credential.connection-string', password],
    ['a JDBC parameter', `jdbc:postgresql://db/x?user=u&password=${password}&ssl=true`, 'credential.connection-string', password],
    ['libpq', `"host=db user=u password=${password} dbname=x"`, 'credential.connection-string', password],
    ['a token as the user', `git+https://${letters(39)}7:x-oauth-basic@github.com/acme/lib.git`, 'credential.url-password', undefined],
    ['a token as the user of Bitbucket', `https://${letters(23)}7:x-token-auth@bitbucket.org/acme/lib`, 'credential.url-password', undefined],
    ['a token and an empty password', `https://${letters(23)}7:@api.corp.net/v1`, 'credential.url-password', undefined],
    ['the source of a driver', `sql.Open("mysql", "root:${password}@tcp(127.0.0.1:3306)/db")`, 'credential.connection-string', password],
  ])('%s: the range is the credential', (_, text, rule, value) => {
    expect(found(text).map((entry) => entry.slice(0, 2))).toEqual([[rule, value ?? /[0-9A-Za-z]{24,40}(?=:)/.exec(text)?.[0]]]);
  });

  it('takes the user as a related place', () => {
    const text = `postgres://svc:${password}@db/x`;
    expect(check(text)[0]?.related.map(({ start, end }) => text.slice(start, end))).toEqual(['svc']);
  });

  it.each([
    ['a variable', 'https://user:${PASSWORD}@host/'],
    ['a shell variable', 'https://user:$PASSWORD@host/'],
    ['a template', 'https://user:{{ password }}@host/'],
    ['a format directive', 'postgres://%s:%s@%s/%s'],
    ['a word for it', 'https://user:<password>@host/'],
    ['a user without a password', 'https://bob:@host/'],
    ['a long name without a password', 'https://continuous-integration-user:@host/'],
    ['a sign in a path', 'https://unpkg.test/@scope/package@1.2.3'],
    ['a port', 'http://localhost:8080/@vite/client'],
    ['the folder that a shell is in', 'sudo: jonas : TTY=pts/0 ; PWD=/srv/app ; USER=root ; COMMAND=/usr/bin/id'],
  ])('%s is none', (_, text) => {
    expect(check(text).filter(({ grade }) => grade !== 'placeholder')).toEqual([]);
  });

  const tiger = ['ti', 'ger'].join('');
  it.each([
    'https://user:password@localhost',
    'mysql://root:changeme@db',
    `ftp://me:${'*'.repeat(8)}@h`,
    `oracle://scott:${tiger}@db1`,
    `mssql://scott:${tiger}^5HHx@db1`,
    `postgresql://scott:P%40ssw%25rd@localhost:5432/x`,
  ])('%s is a placeholder', (text) => {
    expect(check(text).map(({ grade }) => grade)).toEqual(['placeholder']);
  });
});

describe('private keys', () => {
  const der = Buffer.concat([Buffer.from([0x30, 0x82, 1, 0]), Buffer.from(Array.from({ length: 300 }, () => Math.floor(next() * 256)))]);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  const dashes = '-'.repeat(5);
  const pem = (kind: string, end = '\n', text = lines): string => [`${dashes}BEGIN ${kind}${dashes}`, ...text, `${dashes}END ${kind}${dashes}`].join(end);
  const key = 'PRIVATE KEY';

  it.each([
    ['PKCS #8', pem(key), pem(key)],
    ['RSA with CRLF', pem(`RSA ${key}`, '\r\n'), pem(`RSA ${key}`, '\r\n')],
    ['escaped in a string', `{"k": "${pem(`EC ${key}`, '\\n')}\\n"}`, pem(`EC ${key}`, '\\n')],
    ['indented in YAML', `k: |\n  ${pem(key, '\n  ')}\n`, pem(key, '\n  ')],
    ['concatenated', `k = "${pem(key, '\\n" +\n  "')}\\n"`, pem(key, '\\n" +\n  "')],
    ['on one line', pem(key, ' '), pem(key, ' ')],
  ])('%s: the finding spans the block', (_, text, block) => {
    expect(found(text)).toEqual([['credential.private-key', block, 'real']]);
  });

  it.each([
    ['a certificate', pem('CERTIFICATE')],
    ['a public key', pem('PUBLIC KEY')],
    ['the armour line alone', `if (text.startsWith("${dashes}BEGIN RSA ${key}${dashes}")) return`],
  ])('%s is none', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('calls an elided body a placeholder', () => {
    expect(found(pem(key, '\n', ['MIIEvQIBADANBg...']))[0]?.[2]).toBe('placeholder');
  });
});

describe('what findings tell', () => {
  it('hides every value of the line from the anchor, and counts equal contexts', () => {
    const at = (first: string, second: string): string => `login("${first}", "${second}"); // mail\n`;
    const a = check(at(github, stripe) + at(github, stripe));
    const b = check(at(`ghp_${letters(36)}`, `sk_live_${letters(24)}`));
    expect(a[0]?.anchor.context).toBe(b[0]?.anchor.context);
    expect(a.map(({ anchor }) => anchor.occurrence)).toEqual([0, 0, 1, 1]);
    expect(JSON.stringify(a)).not.toContain(github.slice(4, 16));
  });

  it('keeps the anchor when the line is indented, moved or ends otherwise', () => {
    const context = (text: string): string | undefined => check(text)[0]?.anchor.context;
    expect(context(`\n\n\t  key = "${github}"\r\n`)).toBe(context(`key = "${github}"`));
    expect(context(`other = "${github}"`)).not.toBe(context(`key = "${github}"`));
  });

  it('never tells a value as the subject', () => {
    const secret = `pw${letters(12)}`;
    const text = `url = "https://bob:${secret}@h.corp.net/?${secret}=${github}"`;
    for (const { subject } of check(text)) expect(subject).not.toBe(secret);
  });

  it('leaves out rules that are switched off', () => {
    const text = `a = "${github}"; b = "${stripe}"`;
    const only = checkCredentials({ uri: 'file:///x', version: 0, languageId: 'ini', text }, { enabled: (rule) => rule.startsWith('credential.stripe') });
    expect(only.map(({ span }) => text.slice(span.start, span.end))).toEqual([stripe]);
  });
});
