import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { PASSWORD, TOKEN } from './passwords.support';
import { expectLinear } from '../support/cost';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const each = (text: string, write: (unit: string) => string): string => [...Buffer.from(text, 'latin1')].map((unit) => write(unit.toString(16))).join('');
const unicode = (text: string): string => each(text, (unit) => `\\u${unit.padStart(4, '0')}`);
const bytes = (text: string): string => each(text, (unit) => `\\x${unit}`);
const percent = (text: string): string => each(text, (unit) => `%${unit}`);
const entities = (text: string): string => each(text, (unit) => `&#x${unit};`);

function found(text: string, file = 'a.txt'): string[] {
  return checkCredentials({ uri: `file:///work/${file}`, version: 1, languageId: 'plaintext', text })
    .filter(({ grade }) => grade !== 'placeholder')
    .map(({ span }) => text.slice(span.start, span.end));
}

/** A text in base64 that holds a credential is one value: half of it decodes to nothing. */
const WHOLE: readonly (readonly [string, string])[] = [
  ['a name and a value', `db_password=${PASSWORD}\n`],
  ['at the second place', `x_password=${PASSWORD}\n`],
  ['at the third place', `my_password=${PASSWORD}\n`],
  ['in capitals', `DB_PASSWORD=${PASSWORD}\n`],
  ['JSON', JSON.stringify({ user: 'bob', password: PASSWORD })],
  ['a file of variables', `PORT=1\nHOST=h\nAPI_TOKEN=${TOKEN}\n`],
  ['an address', `postgres://bob:${PASSWORD}@db.example.net/x`],
  ['a connection string', `Server=h;User Id=sa;Password=${PASSWORD};`],
];
const NOTHING: readonly (readonly [string, string])[] = [
  ['no value', 'enter your password, then your token, and go on'],
  ['a value to come', 'password=${DB_PASSWORD}\nsecret=${SECRET}\n'],
  ['a reference', 'password: {{ vault.password }}'],
  ['a field', JSON.stringify({ passwordField: 'name', tokenUrl: 'https://h/x' })],
];

describe('encoded texts', () => {
  it.each(WHOLE)('base64: %s', (_, text) => expect(found(`data = "${base64(text)}"`)).toEqual([base64(text)]));

  it.each(NOTHING)('base64, %s', (_, text) => expect(found(`data = "${base64(text)}"`)).toEqual([]));

  it('takes a text that is wrapped as one', () => {
    const wrapped = base64(`PORT=1\nHOST=h.example.net\nSOMETHING=elsewhere and on and on\nDB_PASSWORD=${PASSWORD}\nX=1\n`).replace(/.{64}/g, '$&\n');
    expect(found(`-- begin --\n${wrapped}\n`)).toEqual([wrapped.trimEnd()]);
  });

  it('reads hexadecimal', () => {
    expect(found(`x = ${hex(`password=${PASSWORD}`)}`)).toEqual([hex(`password=${PASSWORD}`)]);
    expect(found(`x = ${hex('password of your choice')}`)).toEqual([]);
    expect(found(`sha = ${hex('password').repeat(4)}`)).toEqual([]);
  });

  it('gives a value among escapes at its own place', () => {
    for (const write of [unicode, bytes, percent, entities]) {
      expect(found(`x = "${write('password')}=${PASSWORD}"`)).toEqual([PASSWORD]);
      expect(found(`x = "${write(`password=${PASSWORD}`)}"`)).toEqual([write(PASSWORD)]);
      expect(found(`x = "${write('passwords')} are kept elsewhere"`)).toEqual([]);
    }
  });

  it('reads quotes as pages and strings write them', () => {
    for (const quote of ['&quot;', '&#34;', '\\u0022', '\\\\\\"']) {
      expect(found(`<a data-x="{${quote}password${quote}:${quote}${PASSWORD}${quote}}">`, 'a.html')).toEqual([PASSWORD]);
      expect(found(`<a data-x="{${quote}passwordField${quote}:${quote}${PASSWORD}${quote}}">`, 'a.html')).toEqual([]);
    }
  });

  it('stays linear', () => {
    expectLinear((length) => found(base64('password=x ').repeat(length / 16)), 200_000);
  });
});

describe('a password hash as Compose writes it, each dollar sign twice', () => {
  const letters = 'kQ7xz2VwRt0pLm9YbS4nGd6hJc8fKu1T';
  let seed = 7;
  const drawn = (length: number): string =>
    Array.from({ length }, () => letters.charAt(((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16) & 31)).join('');
  it.each([['apr1', `apr1$${drawn(8)}$${drawn(22)}`] as const, ['bcrypt', `2y$05$${drawn(53)}`] as const])('%s', (_scheme, rest) => {
    for (const hash of [`$${rest}`, `$$${rest.replaceAll('$', () => '$$')}`]) {
      const text = `labels:\n  - "basicauth.users=admin:${hash}"\n`;
      const [value = ''] = found(text, 'compose.yml');
      expect(hash.endsWith(value) && value.length >= hash.length - 1).toBe(true);
    }
  });
});
