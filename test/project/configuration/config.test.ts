// tacit-ignore-file credential.password because these are made-up inputs of the tests
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TacitError } from '../../../server/src/base/errors';
import { type ConfigProblem, loadConfig } from '../../../server/src/project/configuration/config';
import { configJsonSchema } from '../../../server/src/project/configuration/configSchema';
import { openProject } from '../../../server/src/project/open';
import { findRoot } from '../../../server/src/project/roots';
import { isTrusted, trust, untrust } from '../../../server/src/project/trust/trust';

/** Makes a folder with files; a text that is an object is written as JSON. */
function folderWith(files: Readonly<Record<string, string | object>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-project-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (name.endsWith('/')) mkdirSync(join(folder, name), { recursive: true });
    else writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

describe('the root of a file', () => {
  it.each([
    ['tacit.json', { 'a/tacit.json': '{}', 'a/b/x.js': '' }, 'a/b/x.js', 'a'],
    ['a manifest', { '.git/HEAD': 'ref', 'a/tacit.env.yaml': '', 'a/b/x.js': '' }, 'a/b/x.js', 'a'],
    ['an overlay', { '.git/HEAD': 'ref', 'a/tacit.env.staging.yaml': '', 'a/x.js': '' }, 'a/x.js', 'a'],
    ['.git', { '.git/HEAD': 'ref', 'a/b/x.js': '' }, 'a/b/x.js', ''],
    ['.git as a file', { 'w/.git': 'gitdir: ../g', 'w/b/x.js': '' }, 'w/b/x.js', 'w'],
    ['the nearest wins', { '.git/HEAD': 'ref', 'a/tacit.json': '{}', 'a/b/tacit.json': '{}', 'a/b/x.js': '' }, 'a/b/x.js', 'a/b'],
    ['a file that is not there', { '.git/HEAD': 'ref', 'a/x.js': '' }, 'a/new/dir/y.js', ''],
    ['nothing: the folder itself', { 'a/b/x.js': '' }, 'a/b/x.js', 'a/b'],
    ['a similar name is no manifest', { 'a/tacit.env.yaml.bak': '', 'a/b/x.js': '' }, 'a/b/x.js', 'a/b'],
  ])('%s', async (_name, files, path, root) => {
    const folder = folderWith(files);
    expect(await findRoot(join(folder, path))).toBe(root === '' ? folder : join(folder, root));
  });

  it.each([
    ['nothing marked: the folder that was opened', { 'a/b/x.js': '' }, 'a/b/x.js', 'a', 'a'],
    ['a mark inside wins', { 'a/b/tacit.env.yaml': '', 'a/b/c/x.js': '' }, 'a/b/c/x.js', 'a', 'a/b'],
    ['a mark above wins', { '.git/HEAD': 'ref', 'a/b/x.js': '' }, 'a/b/x.js', 'a', ''],
    ['opened elsewhere', { 'a/b/x.js': '', 'c/y.js': '' }, 'a/b/x.js', 'c', 'a/b'],
    ['a name that only begins alike', { 'app/x.js': '', 'a/y.js': '' }, 'app/x.js', 'a', 'app'],
  ])('within an opened folder: %s', async (_name, files, path, within, root) => {
    const folder = folderWith(files);
    expect(await findRoot(join(folder, path), join(folder, within))).toBe(root === '' ? folder : join(folder, root));
  });

  it('is a real path', async () => {
    const folder = folderWith({ 'real/tacit.json': '{}', 'real/x.js': '' });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(await findRoot(join(folder, 'link', 'x.js'))).toBe(join(folder, 'real'));
  });

  it('is not a folder that everybody may write to: a tacit.json planted in /tmp steers nobody', async () => {
    const folder = folderWith({ 'shared/tacit.json': '{"version":1}', 'shared/mine/x.js': '' });
    const { chmodSync } = await import('node:fs');
    chmodSync(join(folder, 'shared'), 0o1777);
    expect(await findRoot(join(folder, 'shared/mine/x.js'))).toBe(join(folder, 'shared/mine'));
  });
});

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (thrown: unknown) => (thrown instanceof TacitError ? thrown.failure.code : 'not ours'),
  );

describe('a tacit.json that is refused', () => {
  it.each([
    ['no JSON', '{"version": 1,, }', 'ConfigMalformed'],
    ['empty', '', 'ConfigMalformed'],
    ['an array', '[]', 'ConfigMalformed'],
    ['no version', '{}', 'ConfigMalformed'],
    ['version as text', '{"version":"1"}', 'ConfigMalformed'],
    ['a newer version', '{"version":2,"what":"ever"}', 'ConfigTooNew'],
    ['a key twice', '{"version":1,"ignore":[],"ignore":[]}', 'ConfigMalformed'],
    ['__proto__', '{"version":1,"rules":{"__proto__":"off"}}', 'ConfigMalformed'],
    ['constructor', '{"version":1,"stores":{"constructor":{"kind":"vault","address":"x"}}}', 'ConfigMalformed'],
    ['100,000 brackets', `{"version":1,"ignore":${'['.repeat(100_000)}`, 'ConfigMalformed'],
    ['100,000 brackets behind a comment', `// "\n{"version":1,"ignore":${'[1,'.repeat(100_000)}`, 'ConfigMalformed'],
    ['an unknown level', '{"version":1,"rules":{"credential.password":"quiet"}}', 'ConfigMalformed'],
    ['a rule that is none', '{"version":1,"rules":{"Credential Password":"off"}}', 'ConfigMalformed'],
    ['a vault outside', '{"version":1,"embeddedStore":"../x.sops.json"}', 'ConfigMalformed'],
    ['a vault at an absolute path', '{"version":1,"embeddedStore":"/etc/x.sops.json"}', 'ConfigMalformed'],
    ['a vault on a drive', '{"version":1,"embeddedStore":"C:\\\\x.sops.json"}', 'ConfigMalformed'],
    ['a vault that is no vault', '{"version":1,"embeddedStore":"package.json"}', 'ConfigMalformed'],
    ['a manifest that is none', '{"version":1,"manifest":".github/workflows/ci.yaml"}', 'ConfigMalformed'],
    ['a baseline outside', '{"version":1,"baseline":"a/../../b"}', 'ConfigMalformed'],
    ['a path template with a command', '{"version":1,"pathTemplate":"$(id)/{name}"}', 'ConfigMalformed'],
    ['an environment that is a path', '{"version":1,"environments":["../x"]}', 'ConfigMalformed'],
    ['extends an absolute path', '{"version":1,"extends":"/etc/passwd"}', 'ConfigMalformed'],
    ['extends what is not there', '{"version":1,"extends":"no.json"}', 'NotFound'],
    ['extends outside', '{"version":1,"extends":"../outside.json"}', 'ConfigMalformed'],
    ['extends itself', '{"version":1,"extends":"tacit.json"}', 'ConfigMalformed'],
  ])('%s', async (_name, text, code) => {
    const folder = folderWith({ 'p/tacit.json': text, 'p/.git/HEAD': 'ref', 'outside.json': { version: 1 } });
    expect(await codeOf(loadConfig(join(folder, 'p')))).toBe(code);
  });

  it.each([
    [
      '{\n"version": 1,\n"rules": {\n "credential.password": "quiet" } }',
      'line 4: rules.credential.password: not a value that can stand here. It may be: "off", "hint", "warning", "error"',
    ],
    ['\n{ "ignore": [] }', 'line 2: version is missing. It may be: 1'],
    ['{ "version": "1" }', 'line 1: version: not a value that can stand here. It may be: 1'],
    ['{ "version": 1,\n "ignore": "x" }', 'line 2: ignore: not a value that can stand here. It may be: a list'],
    ['{ "version": 1,\n "maskers": [\n"a", 7] }', 'line 3: maskers.1: not a value that can stand here. It may be: a text'],
    ['{ "version": 1, "rules": [] }', 'line 1: rules: not a value that can stand here. It may be: an object'],
    ['{ "version": 1, "stores": { "a": {\n"kind": "vault" } } }', 'line 1: stores.a.address is missing. It may be: a text'],
    ['{ "version": 1,\n "baseline": "../x" }', 'line 2: baseline: not a value that can stand here'],
    ['{ "version": 1,\n "extends": 7 }', 'line 2: extends: not a value that can stand here'],
    ['{ "version": 1,\n "rules": { "A B": "off" } }', 'line 2: rules.A B: not a name that can stand here'],
    ['[]', 'line 1: tacit.json: not a value that can stand here. It may be: an object'],
    ['{ "version": 1,\n\n "rules": }', 'line 3: not valid JSON'],
  ])('says on which line, and what may stand there: %j', async (text, because) => {
    const folder = folderWith({ 'tacit.json': text });
    await expect(loadConfig(folder)).rejects.toMatchObject({ failure: { code: 'ConfigMalformed', because } });
  });

  it('a link is not followed, in extends neither', async () => {
    const folder = folderWith({ 'real.json': { version: 1 }, 'p/x.js': '', 'q/tacit.json': { version: 1, extends: 'base.json' } });
    symlinkSync(join(folder, 'real.json'), join(folder, 'p/tacit.json'));
    symlinkSync(join(folder, 'real.json'), join(folder, 'q/base.json'));
    expect(await codeOf(loadConfig(join(folder, 'p')))).toBe('FileUnsafe');
    expect(await codeOf(loadConfig(join(folder, 'q')))).toBe('FileUnsafe');
  });

  it('nothing of the text is in what is said', async () => {
    const canary = ['can', 'ary', '-7731'].join('');
    for (const text of [`{"version":1,"pathTemplate":"$(${canary})"}`, `{"version":1 "${canary}`, `{"version":"${canary}"}`]) {
      const problems: ConfigProblem[] = [];
      await loadConfig(folderWith({ 'tacit.json': text }), (problem) => problems.push(problem));
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain(canary);
    }
  });

  it('is told and left out where somebody listens; the rest counts', async () => {
    const folder = folderWith({ '.git/HEAD': 'ref', 'tacit.json': { version: 1, rules: { 'credential.password': 'off' } }, 'a/tacit.json': '{"version":' });
    const problems: ConfigProblem[] = [];
    const { config } = await loadConfig(join(folder, 'a'), (problem) => problems.push(problem));
    expect(problems.map(({ file, severity }) => [file, severity])).toEqual([[join(folder, 'a/tacit.json'), 'error']]);
    expect(config.rules.get('credential.password')).toBe('off');
  });
});

it('warns of unknown keys and bad globs with their place, and goes on', async () => {
  const text =
    '{ // a comment\n "version": 1, "ingore": ["x"], "stores": {"team": {"kind": "vault", "address": "https://v.example", "token": "t"}}, "ignore": ["ok/**", "../x"], }';
  const problems: ConfigProblem[] = [];
  const { config } = await loadConfig(folderWith({ 'tacit.json': text }), (problem) => problems.push(problem));
  expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
  expect(text.slice(problems[0]!.span!.start, problems[0]!.span!.end)).toBe('["x"]');
  expect(config.ignore).toEqual(['ok/**']);
  expect(config.suggestedStores).toEqual([{ id: 'team', kind: 'vault', address: 'https://v.example' }]);
});

describe('layers', () => {
  const folder = folderWith({
    '.git/HEAD': 'ref',
    'base/a.json': { version: 1, rules: { credential: 'warning', logging: 'off' }, pathTemplate: 'a/{name}', maskers: ['redact'] },
    'tacit.json': {
      version: 1,
      extends: 'base/a.json',
      rules: { credential: 'error' },
      ignore: ['/generated'],
      embeddedStore: 'top.sops.json',
      stores: { team: { kind: 'vault', address: 'https://one.example' } },
    },
    'sub/tacit.json': {
      version: 1,
      extends: '../base/a.json',
      rules: { 'credential.password': 'off' },
      ignore: ['own'],
      stores: { team: { kind: 'vault', address: 'https://two.example' } },
    },
  });

  it('the nearer wins, key by key; names of files stay with the folder that says them', async () => {
    const { config, ignore } = await loadConfig(join(folder, 'sub'));
    expect(Object.fromEntries(config.rules)).toEqual({ credential: 'warning', logging: 'off', 'credential.password': 'off' });
    expect(config.pathTemplate).toBe('a/{name}');
    expect(config.embeddedStore).toBe('secrets.sops.json');
    expect(config.suggestedStores).toEqual([{ id: 'team', kind: 'vault', address: 'https://two.example' }]);
    expect(ignore).toEqual([
      { folder, glob: '/generated' },
      { folder: join(folder, 'sub'), glob: 'own' },
    ]);
    expect((await loadConfig(folder)).config.embeddedStore).toBe('top.sops.json');
  });

  it('explains each value with its file', async () => {
    const { explained } = await loadConfig(join(folder, 'sub'));
    const fileOf = (key: string): string | undefined => explained.find((entry) => entry.key === key)?.file;
    expect(fileOf('rules.credential.password')).toBe(join(folder, 'sub/tacit.json'));
    expect(fileOf('rules.logging')).toBe(join(folder, 'base/a.json'));
    expect(fileOf('ignore./generated')).toBe(join(folder, 'tacit.json'));
    expect(explained.find(({ key }) => key === 'embeddedStore')).toEqual({ key: 'embeddedStore', value: 'secrets.sops.json', file: undefined });
  });

  it('without a repository, a folder above has no say', async () => {
    const alone = folderWith({ 'tacit.json': { version: 1, rules: { credential: 'off' } }, 'sub/tacit.json': { version: 1 } });
    expect((await loadConfig(join(alone, 'sub'))).config.rules.size).toBe(0);
  });

  it('two roots of a workspace do not steer each other (THREATS 47)', async () => {
    const two = folderWith({ 'a/tacit.json': { version: 1, rules: { credential: 'off' } }, 'b/tacit.env.yaml': '' });
    const [a, b] = await Promise.all([openProject(join(two, 'a')), openProject(join(two, 'b'))]);
    expect([a.levelOf('credential.password'), b.levelOf('credential.password')]).toEqual(['off', undefined]);
    expect(a.manifestPath).not.toBe(b.manifestPath);
  });
});

it.each([
  ['credential.password', 'error'],
  ['credential.stripe-secret-key', 'hint'],
  ['credential.stripe', 'warning'],
  ['credentials.password', undefined],
  ['logging.secret', 'off'],
  ['logging.secret-object', 'off'],
  ['policy.too-broad', undefined],
] as const)('the level of %s is %s: the longest match', async (rule, level) => {
  const rules = { credential: 'warning', 'credential.password': 'error', 'credential.stripe-*': 'hint', 'logging.': 'off', 'policy.too': 'off' };
  expect((await openProject(folderWith({ 'tacit.json': { version: 1, rules } }))).levelOf(rule)).toBe(level);
});

describe('trust', () => {
  const first = { version: 1, stores: { team: { kind: 'vault', address: 'https://one.example' } } };
  it.each([
    ['another address', { ...first, stores: { team: { kind: 'vault', address: 'https://evil.example' } } }, false],
    ['another vault file', { ...first, embeddedStore: 'other.sops.json' }, false],
    ['another path template', { ...first, pathTemplate: 'x/{name}' }, false],
    ['another manifest', { ...first, manifest: 'x/tacit.env.yaml' }, false],
    ['other rules only', { ...first, rules: { credential: 'off' } }, true],
    ['the same, written otherwise', { stores: first.stores, version: 1 }, true],
  ])('after %s: %s', async (_name, changed, still) => {
    const folder = folderWith({ 'tacit.json': first });
    expect((await openProject(folder)).trusted).toBe(false);
    await trust(folder);
    expect((await openProject(folder)).trusted).toBe(true);
    writeFileSync(join(folder, 'tacit.json'), JSON.stringify(changed));
    expect((await openProject(folder)).trusted).toBe(still);
  });

  it('is for one real path, can be taken away, and yields to what the editor says', async () => {
    const [a, b] = [folderWith({ 'tacit.json': first }), folderWith({ 'tacit.json': first })];
    await trust(a);
    expect(await isTrusted(b)).toBe(false);
    expect((await openProject(a, { trusted: false })).trusted).toBe(false);
    expect((await openProject(b, { trusted: true })).trusted).toBe(true);
    expect([await untrust(a), await untrust(a), await isTrusted(a)]).toEqual([true, false, false]);
  });
});

it('the shipped JSON schema is that of the code', () => {
  const shipped = JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas/tacit.schema.json'), 'utf8')) as unknown;
  expect(shipped).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});
