import { describe, expect, it } from 'vitest';
import { makeDesk, makeValue } from '../../support/commandLine';
import { gitIn } from '../../support/git';

const OFF = '{ "version": 1, "rules": { "credential": "off" } }';
const code = `const dbPassword = '${makeValue()}';\n`;
const told = (text: string): string[] => text.match(/^warning: .*$/gm) ?? [];

describe('configuration of a folder below', () => {
  it.each<[string, string[], Record<string, string>, string[], RegExp | undefined]>([
    [
      'tacit.json',
      ['a.js', 'api/a.js'],
      { 'api/tacit.json': OFF },
      [],
      /^warning: api\/tacit\.json does not count .*`tacit scan api` .* belongs into tacit\.json\.$/,
    ],
    [
      'a folder that a command could not name as it is',
      ['a.js', 'api/a.js'],
      { '$(id) `id`;x/tacit.json': OFF },
      [],
      /^warning: \$\(id\) `id`;x\/tacit\.json does not count (?!.*tacit scan).* A scan of that folder alone .* belongs into tacit\.json\.$/,
    ],
    ['a folder like an option', ['a.js', 'api/a.js'], { '-x/tacit.json': OFF }, [], /^warning: -x\/tacit\.json does not count (?!.*tacit scan)/],
    ['a manifest', ['a.js', 'api/a.js'], { 'api/tacit.env.yaml': '' }, [], /^warning: api\/tacit\.env\.yaml does not count/],
    [
      'several',
      ['a.js', 'api/a.js'],
      Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`p${at}/tacit.json`, OFF])),
      [],
      /do not count in this scan.*: p1\/tacit\.json, p2\/tacit\.json, p3\/tacit\.json and 2 more\./,
    ],
    [
      'below a folder that is named',
      ['api/a.js'],
      { 'api/v1/tacit.json': OFF, 'tacit.json': '{"version":1}' },
      ['api'],
      /^warning: api\/v1\/tacit\.json does not/,
    ],
    ['not of the folder that is scanned', [], { 'api/tacit.json': OFF }, ['api'], undefined],
    ['not in a folder that is left out', ['a.js', 'api/a.js'], { 'node_modules/a/tacit.json': OFF }, [], undefined],
    ['not what is called alike', ['a.js', 'api/a.js'], { 'api/tacit.json.bak': OFF, 'api/my.tacit.json': OFF }, [], undefined],
  ])('is told: %s', async (_name, found, files, more, expected) => {
    const desk = makeDesk({ 'a.js': code, 'api/a.js': code, ...files });
    const { stdout, stderr } = await desk.tacit(['scan', ...more, '-f', 'json', '--no-cache']);
    expect((JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path)).toEqual(found);
    const lines = told(stderr);
    if (expected === undefined) expect(lines).toEqual([]);
    else {
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(expected);
    }
    desk.dispose();
  });

  it('is told where only changes are looked at', async () => {
    const desk = makeDesk({ 'api/v1/a.js': code, 'api/tacit.json': OFF });
    gitIn(desk.root, 'init', '--quiet');
    gitIn(desk.root, 'add', '.');
    const { code: ended, stderr } = await desk.tacit(['scan', '--staged', '--trust']);
    expect([ended, told(stderr)]).toEqual([1, [expect.stringContaining('api/tacit.json does not count') as string]]);
    desk.dispose();
  });
});
