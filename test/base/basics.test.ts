import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { applyEdits, LineIndex } from '../../server/src/base/document';
import { MASK, Secret } from '../../server/src/base/secret';
import { isUsableVariable, steersPrograms, toUpperSnake } from '../../server/src/base/names';
import { displayText, jsonText, markdownCode, markdownText, terminalText } from '../../server/src/base/display';
import { describeCrash } from '../../server/src/base/log';
import { platformFor } from '../../server/src/base/system/platform';

describe('Secret', () => {
  const secret = Secret.of('correct horse');
  it.each([
    ['template', () => `value: ${secret as unknown as string}`.slice(7)],
    ['JSON', () => (JSON.parse(JSON.stringify({ secret })) as { secret: string }).secret],
    ['inspect', () => inspect(secret)],
    ['String', () => String(secret)],
    ['error', () => new Error(secret as unknown as string).message],
  ])('gives eight dots by %s', (_name, shown) => {
    expect(shown()).toBe(MASK);
    expect(MASK).toHaveLength(8);
  });
  it('cannot be cloned to another thread', () => {
    expect(() => structuredClone(secret)).toThrow();
  });
  it('compares and reveals', () => {
    expect(secret.equals(Secret.of('correct horse'))).toBe(true);
    expect(secret.equals(Secret.of('correct horsf'))).toBe(false);
    expect(secret.reveal('match')).toBe('correct horse');
  });
});

describe('LineIndex', () => {
  it.each([
    ['a\nb', 2, { line: 1, character: 0 }],
    ['a\r\nb', 3, { line: 1, character: 0 }],
    ['a\rb', 2, { line: 1, character: 0 }],
    ['😀x', 2, { line: 0, character: 2 }],
    ['\ufeffa', 1, { line: 0, character: 1 }],
    ['', 0, { line: 0, character: 0 }],
  ])('%j at %i', (text, offset, position) => {
    const index = new LineIndex(text);
    expect(index.positionOf(offset)).toEqual(position);
    expect(index.offsetAt(position)).toBe(offset);
  });
});

it('refuses edits that overlap', () => {
  expect(
    applyEdits('abcdef', [
      { span: { start: 4, end: 5 }, newText: 'X' },
      { span: { start: 0, end: 1 }, newText: 'Y' },
    ]),
  ).toBe('YbcdXf');
  expect(() =>
    applyEdits('abc', [
      { span: { start: 0, end: 2 }, newText: '' },
      { span: { start: 1, end: 3 }, newText: '' },
    ]),
  ).toThrow(RangeError);
});

it.each([
  ['stripeKey', 'STRIPE_KEY'],
  ['spring.datasource.password', 'SPRING_DATASOURCE_PASSWORD'],
  ['db-password', 'DB_PASSWORD'],
  ['HTTPToken', 'HTTP_TOKEN'],
  ['2fa', '_2FA'],
  ['clé', 'CLE'],
  ['💥', ''],
])('%s becomes %s', (from, to) => {
  expect(toUpperSnake(from)).toBe(to);
});

it.each(['PATH', 'path', 'NODE_OPTIONS', 'LD_PRELOAD', 'GIT_SSH_COMMAND', 'npm_config_registry', 'https_proxy', 'BASH_ENV', 'DYLD_INSERT_LIBRARIES'])(
  '%s steers programs',
  (name) => {
    expect(steersPrograms(name)).toBe(true);
    expect(isUsableVariable(name)).toBe(false);
  },
);

describe('display', () => {
  it('escapes what could steer a screen', () => {
    expect(displayText('a\u001b[2Jb\u202ec\u200bd\ne')).toBe('a\\u{1b}[2Jb\\u{202e}c\\u{200b}d\\u{a}e');
    expect(displayText('x'.repeat(500))).toHaveLength(201);
  });
  it('keeps markdown from closing its code span', () => {
    expect(markdownCode('a`` b')).toBe('```a`` b```');
    expect(markdownCode('$(alert)')).not.toContain('$(');
  });
  it('never starts a CI command', () => {
    expect(terminalText('::set-env name=X::y')).toBe('\\::set-env name=X::y');
    expect(terminalText('##[command]')).toBe('#\\#[command]');
    expect(terminalText('  ::add-mask::x')).toBe('  \\::add-mask::x');
    expect(displayText('a ##vso[task.setvariable variable=P]b ## c')).toBe('a #\\#vso[task.setvariable variable=P]b ## c');
  });
  it('is no link in a notification, and no markdown in a sentence', () => {
    expect(displayText('[Fix](command:x)')).toBe('[Fix] (command:x)');
    expect(markdownText('![a](https://b/c) <img> $(x)')).toBe('\\!\\[a\\]\\(https\\:\\/\\/b\\/c\\) \\<img\\> \\$\\(x\\)');
  });
  it('keeps the value of JSON', () => {
    const value = { 'a\u009b\u202e': '##vso[x]\u2028\ufeff', b: ['\n\u007f'] };
    expect(jsonText(value, 1)).not.toMatch(/[\u007f-\u009f\u2028-\u202e\ufeff]|##vso/);
    expect(JSON.parse(jsonText(value, 1))).toEqual(value);
  });
});

it('says of a crash its class and the frames in our own bundles and chunks, nothing else', () => {
  const crash = new TypeError('a value');
  const frames = ['at f (/x/dist/cli.js:1:2)', 'at async g (/x/dist/chunk-2RIZYW4X.js:3:4)', 'at h (/x/other.js:5:6)', 'at /x/chunk-a value.js:7:8'];
  crash.stack = `TypeError: a value\n${frames.map((frame) => `    ${frame}`).join('\n')}`;
  expect(describeCrash(crash)).toEqual({ name: 'TypeError', frames: ['cli.js:1:2', 'chunk-2RIZYW4X.js:3:4'] });
});

it.each([
  ['linux', { XDG_STATE_HOME: '/s' }, '/s/tacit', '/h/.config/sops/age/keys.txt', '/h/.cache/tacit'],
  ['linux', { XDG_STATE_HOME: 'relative', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/h/.local/state/tacit', '/c/sops/age/keys.txt', '/d/tacit'],
  ['linux', { SOPS_AGE_KEY_FILE: '/k' }, '/h/.local/state/tacit', '/k', '/h/.cache/tacit'],
  ['darwin', {}, '/h/Library/Application Support/tacit', '/h/Library/Application Support/sops/age/keys.txt', '/h/Library/Caches/tacit'],
  ['win32', { LOCALAPPDATA: 'C:\\l', APPDATA: 'C:\\r' }, 'C:\\l\\tacit', 'C:\\r\\sops\\age\\keys.txt', 'C:\\l\\tacit\\cache'],
] as const)('on %s with %j', (system, environment, stateFolder, ageKeyFile, cacheFolder) => {
  expect(platformFor(system, environment, '/h', 1000)).toMatchObject({ stateFolder, ageKeyFile, cacheFolder });
});
