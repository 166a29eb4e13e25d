import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

const values = { one: makeValue(), two: makeValue(), three: makeValue() };
const ONE = `const dbPassword = '${values.one}';\n`;
const TWO = `mail_password = "${values.two}"\n`;

let desk: Desk;
beforeEach(async () => {
  desk = makeDesk({ 'src/one.js': ONE, 'lib/two.py': TWO, 'lib/example.py': 'password = "changeme"\n' });
  expect((await desk.tacit(['scan', '--baseline', 'known.txt', '--write-baseline'])).code).toBe(0);
  return () => desk.dispose();
});

const known = (): string[] => desk.text('known.txt').split('\n').slice(1).filter(Boolean);
const scan = (...parameters: string[]) => desk.tacit(['scan', '--baseline', 'known.txt', ...parameters]);

describe('scan --write-baseline', () => {
  it('writes what would fail a scan, one a line, without a value, a line number or a time', () => {
    expect(known()).toHaveLength(2);
    expect(
      known()
        .map((line) => line.replace(/^\S+/, 'FINGERPRINT'))
        .sort(),
    ).toEqual(['FINGERPRINT credential.password lib/two.py', 'FINGERPRINT credential.password src/one.js']);
    for (const value of Object.values(values)) expect(desk.text('known.txt')).not.toContain(value);
  });

  it('writes the same bytes again, and takes hints where those are asked for', async () => {
    const before = desk.text('known.txt');
    await scan('--write-baseline');
    expect(desk.text('known.txt')).toBe(before);
    await scan('--write-baseline', '--fail-on', 'placeholder');
    expect(known()).toHaveLength(3);
  });

  it('renews the part that is looked at, and keeps the rest', async () => {
    desk.put({ 'lib/two.py': '', 'src/one.js': '' });
    await scan('lib', '--write-baseline');
    expect(known().map((line) => line.split(' ')[2])).toEqual(['src/one.js']);
    await scan('--write-baseline', '--rules', 'credential.private-key');
    expect(known()).toHaveLength(1);
    await scan('--write-baseline');
    expect(known()).toEqual([]);
  });

  it.each([
    ['a part of the text', ['--staged', '--write-baseline', '--baseline', 'known.txt'], /conflicting option|cannot be used with/],
    ['standard input', ['-', '--write-baseline', '--baseline', 'known.txt'], /files as a whole/],
    ['no file', ['--write-baseline'], /--baseline FILE/],
  ])('is refused for %s', async (_title, parameters, said) => {
    const before = desk.text('known.txt');
    const { code, stderr } = await desk.tacit(['scan', ...parameters]);
    expect([code, stderr, desk.text('known.txt')]).toEqual([2, expect.stringMatching(said), before]);
  });
});

describe('scan --baseline', () => {
  it('reports what is new alone, and always says how much is known', async () => {
    expect(await scan()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 real, 0 likely, 1 placeholder; 0 suppressed, 2 in the baseline; ') as string,
    });
    desk.put({ 'src/new.js': `const apiPassword = '${values.three}';\n` });
    const { code, stdout } = await scan('--format', 'json');
    const report = JSON.parse(stdout) as { baselined: number; findings: { path: string; level: string }[] };
    expect([code, report.baselined, report.findings.filter(({ level }) => level !== 'note').map(({ path }) => path)]).toEqual([1, 2, ['src/new.js']]);
  });

  it.each<[string, () => void, number]>([
    ['lines move', () => desk.put({ 'src/one.js': `// a\n// b\n\n${ONE}` }), 0],
    ['line ends change', () => desk.put({ 'src/one.js': `'use strict';\n${ONE}`.replaceAll('\n', '\r\n') }), 0],
    ['it is indented', () => desk.put({ 'src/one.js': `{\n    ${ONE}}\n` }), 0],
    ['the file is renamed', () => renameSync(join(desk.root, 'src/one.js'), join(desk.root, 'src/main.js')), 0],
    ['the value changes', () => desk.put({ 'src/one.js': ONE.replace(values.one, values.three) }), 1],
    ['the file is copied', () => desk.put({ 'src/copy.js': ONE }), 1],
    ['it stands twice', () => desk.put({ 'src/one.js': ONE + ONE }), 1],
  ])('where %s, %s', async (_title, change, code) => {
    change();
    expect((await scan()).code).toBe(code);
  });

  it('names the entries that match nothing any more, among what was looked at', async () => {
    desk.put({ 'lib/two.py': '# clean\n' });
    expect((await scan()).stdout).toContain('in the baseline, and not found any more: lib/two.py  credential.password\n');
    for (const elsewhere of [['src'], ['--rules', 'credential.private-key']]) expect((await scan(...elsewhere)).stdout).not.toContain('not found any more');
    const { baselineUnmatched } = JSON.parse((await scan('--format', 'json')).stdout) as { baselineUnmatched: { path: string }[] };
    expect(baselineUnmatched.map(({ path }) => path)).toEqual(['lib/two.py']);
  });

  it('shows them where suppressed findings are asked for, as the baseline’s', async () => {
    const { findings } = JSON.parse((await scan('--format', 'json', '--suppressed')).stdout) as { findings: { suppressed?: { by: string } }[] };
    expect(findings.filter(({ suppressed }) => suppressed?.by === 'baseline')).toHaveLength(2);
  });

  it('is taken from tacit.json, relative to the project', async () => {
    desk.put({ 'tacit.json': '{ "version": 1, "baseline": "known.txt" }\n' });
    expect((await desk.tacit(['scan'])).code).toBe(0);
    expect((await desk.tacit(['scan', '.'], { cwd: join(desk.root, 'src') })).code).toBe(0);
    rmSync(join(desk.root, 'known.txt'));
    expect((await desk.tacit(['scan'])).code).toBe(1);
    await desk.tacit(['scan', '--write-baseline']);
    expect(existsSync(join(desk.root, 'known.txt'))).toBe(true);
  });

  it.each([
    ['that is not there', ['--baseline', 'nowhere.txt'], /nowhere\.txt does not exist/],
    ['that is none', ['--baseline', 'src/one.js'], /src\/one\.js is not valid: line 1/],
  ])('refuses a file %s', async (_title, parameters, said) => {
    expect(await desk.tacit(['scan', ...parameters])).toMatchObject({ code: 2, stderr: expect.stringMatching(said) as string });
  });

  it('leaves what fix moves alone', async () => {
    expect((await desk.tacit(['fix', 'lib/two.py', '--yes'])).stdout).toContain('1 moved');
  });
});
