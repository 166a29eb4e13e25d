import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/checks/catalogue';
import { checkCredentials } from '../../server/src/checks/credential/check';
import { PAIRS } from '../../server/src/checks/credential/parts';
import { random } from './regexSamples';

const next = random(23);
const letters = (count: number, alphabet: string): string => Array.from({ length: count }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
/** A key id of an account below 10^12, as the base32 behind its prefix says. */
const keyId = (prefix = 'AKIA'): string => `${prefix}Q${letters(15, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
const secretKey = (): string => `${letters(37, 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789+/')}q7Z`;
const hex = (count: number): string => letters(count, '0123456789abcdef');

interface Told {
  readonly rule: string;
  readonly value: string;
  readonly related: readonly string[];
  readonly grade: string;
}
function told(text: string, file = 'a.conf', enabled?: (rule: string) => boolean): Told[] {
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  return checkCredentials({ uri: `file:///work/${file}`, version: 0, languageId: 'plaintext', text }, enabled === undefined ? {} : { enabled })
    .filter(({ grade }) => grade !== 'placeholder')
    .map(({ rule, span, related, grade }) => ({ rule, value: at(span), related: related.map(at), grade }));
}

const [ID, SECRET] = [keyId(), secretKey()];

describe('an id and its secret near each other are one finding', () => {
  it.each([
    ['settings', `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`],
    ['the secret first', `AWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_ACCESS_KEY_ID=${ID}\n`],
    ['one line', `{"AccessKeyId": "${ID}", "SecretAccessKey": "${SECRET}"}`],
    ['other settings between', `accessKeyId: ${ID}\nregion: eu-west-1\nbucket: backups\nsecretAccessKey: ${SECRET}\n`],
    ['two arguments of a call', `new BasicAWSCredentials("${ID}", "${SECRET}")`],
    ['a static provider', `credentials.NewStaticCredentials("${ID}", "${SECRET}", "")`],
    ['a file of the console', `User name,Access key ID,Secret access key\nbob,${ID},${SECRET}\n`],
    ['a file of s3fs', `${ID}:${SECRET}\n`],
    ['two commands', `aws configure set aws_access_key_id ${ID}\naws configure set aws_secret_access_key ${SECRET}\n`],
    ['names that say little', `export S3_KEY=${ID} S3_PART=${SECRET}\n`],
  ])('%s', (_, text) => {
    const found = told(text);
    expect(found.map(({ value, related, grade }) => [value, related, grade])).toEqual([[SECRET, [ID], 'real']]);
    expect(found[0]?.rule).toMatch(/^credential\.aws-secret-key(?:-pair)?$/);
  });

  it('each id goes with the secret next to it', () => {
    const [first, second] = [
      [keyId(), secretKey()],
      [keyId(), secretKey()],
    ] as const;
    const profiles = (parts: readonly (readonly string[])[], names: readonly string[]): string =>
      parts.map((values, at) => `[p${at}]\n${values.map((value, index) => `${names[index]} = ${value}\n`).join('')}`).join('');
    const wanted = [first, second].map(([id, secret]) => [secret, [id]]);
    const names = ['aws_access_key_id', 'aws_secret_access_key'];
    expect(told(profiles([first, second], names)).map(({ value, related }) => [value, related])).toEqual(wanted);
    const turned = [first, second].map(([id, secret]) => [secret, id]);
    expect(told(profiles(turned, names.toReversed())).map(({ value, related }) => [value, related])).toEqual(wanted);
  });

  it('of another provider', () => {
    const [account, token] = [`AC${hex(32)}`, hex(32)];
    const found = told(`TWILIO_ACCOUNT_SID=${account}\nTWILIO_AUTH_TOKEN=${token}\n`);
    expect(found.map(({ rule, value, related }) => [rule, value, related])).toEqual([['credential.twilio-auth-token', token, [account]]]);
  });
});

describe('parts that are none of one credential stay two findings', () => {
  it.each([
    ['an id alone', `aws_access_key_id = ${ID}\n`, [ID]],
    ['a secret alone', `aws_secret_access_key = ${SECRET}\n`, [SECRET]],
    ['far apart', `aws_access_key_id = ${ID}\n${'# a line of a comment\n'.repeat(30)}aws_secret_access_key = ${SECRET}\n`, [ID, SECRET]],
    ['a placeholder for the secret', `aws_access_key_id = ${ID}\naws_secret_access_key = ${'x'.repeat(40)}\n`, [ID]],
    ['a digest behind the id', `${ID}, ${hex(40)}\n`, [ID]],
    ['a name behind the id', `${ID}, ${'signingCredentialsOfTheDeployment'.repeat(2).slice(0, 40)}\n`, [ID]],
    ['a longer value behind the id', `${ID}, ${SECRET}${SECRET}\n`, [ID]],
  ])('%s', (_, text, values) => {
    expect(told(text).map(({ value, related }) => [value, related])).toEqual(values.map((value) => [value, []]));
  });

  it('where the rule of one is switched off', () => {
    const text = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`;
    expect(told(text, 'a.conf', (rule) => rule === 'credential.aws-access-key').map(({ value }) => value)).toEqual([ID]);
    expect(told(text, 'a.conf', (rule) => rule === 'credential.aws-secret-key').map(({ value, related }) => [value, related])).toEqual([[SECRET, []]]);
  });
});

it('names rules that there are', () => {
  const known = new Set(RULES.map(({ id }) => id));
  expect(PAIRS.flatMap((pair) => pair.flat().map((rule) => `credential.${rule}`)).filter((rule) => !known.has(rule))).toEqual([]);
});
