import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse';
import { decodeText } from '../../server/src/analysis/scanning/decode';
import { TacitError } from '../../server/src/base/errors';
import type { Finding } from '../../server/src/base/finding';
import { decodeFile } from '../../server/src/changes/editing/encoding';
import { parseEntry } from '../../server/src/changes/moving/journal';
import { loadConfig } from '../../server/src/project/configuration/config';
import { findGitFolder, originOf } from '../../server/src/project/ignoring/gitFolder';
import { globFault } from '../../server/src/project/ignoring/globs';
import { IgnoreRules } from '../../server/src/project/ignoring/ignore';
import { tacitManifest } from '../../server/src/project/manifest/tacit';
import { parseStrictJson } from '../../server/src/project/configuration/strictJson';
import { applySuppressions } from '../../server/src/project/suppression/suppressions';
import { parseReference } from '../../server/src/references/data/vals';
import { readIdentities } from '../../server/src/stores/sops/ageKeys';
import { findCreationRule } from '../../server/src/stores/sops/creationRules';
import { compilePattern } from '../../server/src/stores/sops/pattern';
import { VaultFile } from '../../server/src/stores/sops/vaultFile';
import { findPlace } from '../../server/src/syntax/place';
import { openWorld } from '../changes/moving/world';
import { useInstalledGrammars } from '../support/grammars';

/**
 * Every parser that a repository's content reaches, against bytes that nobody wrote on purpose and texts that somebody did (THREATS 10, 30, 31;
 * DESIGN §5.6): none throws anything but a `TacitError`, none takes more than two seconds of this process's time, none ends the process.
 */
useInstalledGrammars();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-fuzz-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder whose one file has this text; the same folder again and again. */
function fileWith(name: string, content: string | Uint8Array): string {
  const root = join(folder, name.replace(/\W/g, '_'));
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
  return root;
}

const { project } = openWorld(join(folder, 'world')).context;
const document = (name: string, languageId: string, text: string) => ({ uri: `file:///p/${name}`, version: 0, languageId, text });
const place = (name: string, languageId: string) => (text: string) =>
  findPlace(document(name, languageId, text), { start: Math.max(0, text.length - 2), end: Math.max(1, text.length - 1) });

function finding(text: string): Finding {
  return {
    rule: 'credential.password',
    span: { start: Math.floor(text.length / 2), end: text.length },
    related: [],
    grade: 'likely',
    anchor: { context: '', occurrence: 0 },
  };
}

function vault(text: string): void {
  const file = VaultFile.parse(Buffer.from(text), 'sops:x');
  for (const leaf of file.leaves()) file.find(leaf.path);
  file.children('');
}

function ignoring(text: string): void {
  writeFileSync(join(fileWith('.git/HEAD', 'ref: x'), '.gitignore'), text);
  const rules = new IgnoreRules(join(folder, '_git_HEAD'), globFault(text) === undefined ? [{ folder: join(folder, '_git_HEAD'), glob: text }] : []);
  for (const path of ['src/main.js', 'a'.repeat(255), 'a/'.repeat(60)]) rules.ignores(join(folder, '_git_HEAD', path), false);
}

/** Name, what is done with a text, and the largest text that gets there, in UTF-16 code units. */
const PARSERS: readonly (readonly [string, (text: string) => unknown, number])[] = [
  ['tacit.json', (text) => parseStrictJson(text), 1024 * 1024],
  ['tacit.json on disk', (text) => loadConfig(fileWith('tacit.json', text)), 64 * 1024],
  ['a manifest', (text) => tacitManifest.read(text), 96 * 1024],
  ['a manifest that is written to', (text) => tacitManifest.add(text, 'NEW_NAME', 'ref+sops://x.json#/a'), 32 * 1024],
  ['a manifest out of which a line is taken', (text) => tacitManifest.remove(text, 'A'), 32 * 1024],
  ['.sops.yaml', (text) => findCreationRule(join(fileWith('.sops.yaml', text), 'secrets.sops.json')), 96 * 1024],
  ['a vault file', vault, 1024 * 1024],
  ['a pattern of SOPS', (text) => compilePattern(text)?.('path/to/secrets.sops.json'), 1024],
  ['.gitignore', ignoring, 256 * 1024],
  ['the configuration of git', (text) => originOf({ worktree: folder, git: folder, common: fileWith('config', text) }), 1024 * 1024],
  ['the pointer of a worktree', (text) => findGitFolder(fileWith('.git', text)), 4096],
  ['a suppression comment', (text) => applySuppressions(document('a.js', 'javascript', text), [finding(text)]), 1024 * 1024],
  ['a reference', (text) => parseReference(text), 4096],
  ['a key file', (text) => readIdentities(text), 64 * 1024],
  ['the journal', (text) => parseEntry(text), 256 * 1024],
  ['YAML to move out of', place('a.yaml', 'yaml'), 192 * 1024],
  ['JSON to move out of', place('a.json', 'json'), 1024 * 1024],
  ['TOML to move out of', place('a.toml', 'toml'), 1024 * 1024],
  ['properties to move out of', place('a.properties', 'properties'), 1024 * 1024],
  ['.env to move out of', place('.env', 'dotenv'), 1024 * 1024],
  ['JavaScript to move out of', place('a.ts', 'typescript'), 128 * 1024],
  ['Python to move out of', place('a.py', 'python'), 128 * 1024],
  ['detection in YAML', (text) => analyse(document('a.yaml', 'yaml', text), project), 256 * 1024],
  ['detection in code', (text) => analyse(document('a.js', 'javascript', text), project), 256 * 1024],
];

/** Processor time, so that other programs on the machine do not count. Milliseconds. */
async function timeOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof TacitError)) throw new Error(`threw ${thrown instanceof Error ? thrown.name : typeof thrown}`);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const TOKENS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    "'",
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '-',
    '?',
    '|',
    '>',
    '&a',
    '*a',
    '!!map',
    '!',
    '%',
    '@',
    '`',
    '=',
    '+',
    '*',
    '**',
  ],
  ...[' ', '  ', '\t', '\n', '\r', '\r\n', '\u2028', '\u0085', '\0', '\ufeff', '\ud800', '\udfff', '\u{1f511}', '\u202e', '\u200b', '\u001b['],
  ...['a', 'A', '0', '1e999', '-', 'true', 'null', '__proto__', 'constructor', 'sops', 'mac', 'age', 'enc', 'lastmodified', 'version', 'extends', 'stores'],
  ...['creation_rules', 'path_regex', 'password', 'secret', 'ref+sops://x.json#/a', 'ENC[AES256_GCM,data:a,iv:a,tag:a,type:str]', 'tacit-ignore', 'until='],
  ...[
    '"""',
    "'''",
    '<<',
    '---',
    '...',
    '%YAML',
    '${',
    '$(',
    '}}',
    '{{',
    '\\u',
    '\\x',
    '\\ud800',
    'AGE-SECRET-KEY-1',
    '[remote "origin"]',
    'url = ',
    'gitdir: ',
  ],
];
const SOUND = [
  '{ "version": 1, "extends": ["../a.json"], "stores": { "a": { "kind": "vault", "address": "https://a" } }, "ignore": ["**/x"] }',
  '# @owner=a @optional\nA: "ref+sops://secrets.sops.json#/A"\nB: "ref+vault://a/b#/c"\n',
  'creation_rules:\n  - path_regex: ^a\\.json$\n    age: age1a,age1b\n  - kms: arn\n    encrypted_regex: ^(a|b)$\n',
  '{"a":"ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]","sops":{"age":[{"recipient":"r","enc":"e"}],"lastmodified":"t","mac":"m","version":"3"}}',
  'const password = "hunter22"; // tacit-ignore credential.password until=2099-01-01 because a test\n',
  '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://u:p@example.test/a/b.git\n',
];

/** Random bytes read in each encoding, soups of the words that the formats know, and sound texts with a piece put in, taken out or turned round. */
const texts = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('utf16le')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 80 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...SOUND), fc.nat(), fc.nat(20), fc.array(fc.constantFrom(...TOKENS), { maxLength: 6 }))
    .map(([text, at, length, parts]) => text.slice(0, at % text.length) + parts.join('') + text.slice((at % text.length) + length)),
);

describe('whatever a repository holds', () => {
  it.each(PARSERS)('%s: nothing but a typed error, in time', async (_name, parse) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await timeOf(() => parse(text))).toBeLessThan(2000);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 3000, seed: 20261124 },
    );
  });

  it('any bytes as a vault, or as a file to be edited', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const buffer = Buffer.from(bytes);
        for (const read of [() => VaultFile.parse(buffer, 'x'), () => decodeFile(buffer, 'a.js'), () => decodeText(buffer)]) await timeOf(read);
      }),
      { numRuns: 300, seed: 20261124 },
    );
  });
});

const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Texts that make parsers recurse, go back over what they read, or collect errors without end; as large as they may be. */
const HUGE: readonly (readonly [string, (length: number) => string])[] = [
  ['one line', (length) => filled('a', length)],
  ['one line of blanks', (length) => filled(' ', length)],
  ['open brackets', (length) => filled('[', length)],
  ['open braces with keys', (length) => filled('{"a":', length)],
  ['open brackets behind a comment that ends at a carriage return', (length) => `{//\r"a":${filled('[', length - 9)}`],
  ['closed brackets, then open ones', (length) => `${filled(']', length / 2)}${filled('[', length / 2)}`],
  ['brackets that close', (length) => filled('[]', length)],
  ['list in list on one line', (length) => filled('- ', length)],
  ['keys of keys', (length) => filled('? ', length)],
  ['deeper with each line', (length) => Array.from({ length: Math.floor(Math.sqrt(length * 2)) }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['deeper lists with each line', (length) => Array.from({ length: Math.floor(Math.sqrt(length * 2)) }, (_, depth) => `${' '.repeat(depth)}-`).join('\n')],
  [
    'aliases of aliases',
    (length) => `a0: &a0 [x]\n${Array.from({ length: Math.floor(length / 30) }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n}]`).join('\n')}`,
  ],
  ['tags', (length) => filled('!!map ', length)],
  ['open quotes', (length) => filled('"\n', length)],
  ['wrong escapes', (length) => `"${filled('\\x', length - 2)}"`],
  ['dots in a key', (length) => `a${filled('.a', length - 3)}=1`],
  ['table headers', (length) => filled('[a]\n', length)],
  ['references', (length) => filled('ref+sops://x.json#/a ', length)],
  ['suppressions', (length) => filled('// tacit-ignore credential until=2020-01-01 because\n', length)],
  ['passwords', (length) => filled('password = "abc"; ', length)],
  ['half characters', (length) => filled('\ud800', length)],
  ['stars', (length) => filled('*a', length)],
];

describe('the largest text of a kind', () => {
  it.each(PARSERS)('%s: two seconds at most', async (_name, parse, largest) => {
    const slow: [string, number][] = [];
    for (const [kind, make] of HUGE) {
      const time = await timeOf(() => parse(make(largest)));
      if (time >= 2000) slow.push([kind, Math.round(time)]);
    }
    expect(slow).toEqual([]);
  });
});
