import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue, settled } from '../support/commandLine';

const value = makeValue();
let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
  return () => desk.dispose();
});

describe('env check', () => {
  const MANIFEST = [
    'GOOD: "ref+sops://secrets.sops.json#/GOOD"',
    '# @optional',
    'EXTRA: "ref+sops://secrets.sops.json#/EXTRA"',
    'MISSING: "ref+sops://secrets.sops.json#/MISSING"',
    'FAR: "ref+awssecrets://app/key#/x"',
    'RUNS: "ref+exec://id#/x"',
    '',
  ];

  it('says of each variable whether it resolves, without reading a value', async () => {
    await desk.tacit(['secret', 'set', 'GOOD'], { input: `${value}\n` });
    desk.put({ 'tacit.env.yaml': MANIFEST.join('\n') });
    const { code, stdout } = await desk.tacit(['env', 'check']);
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'env-check.txt'));
    const json = JSON.parse((await desk.tacit(['env', 'check', '--json'])).stdout) as { variables: { name: string; status: string }[] };
    expect(json.variables.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'GOOD ok',
      'EXTRA missing',
      'MISSING missing',
      'FAR unknown-vault',
      'RUNS refused',
    ]);
  });

  it('ends with 0 where every required variable resolves', async () => {
    await desk.tacit(['secret', 'set', 'GOOD'], { input: `${value}\n` });
    desk.put({ 'tacit.env.yaml': MANIFEST.slice(0, 3).join('\n') });
    expect((await desk.tacit(['env', 'check'])).code).toBe(0);
  });

  it('looks at the overlay that is asked for', async () => {
    desk.put({ 'tacit.env.yaml': '', 'tacit.env.staging.yaml': MANIFEST[0] ?? '' });
    expect((await desk.tacit(['env', 'check', '--environment', 'staging'])).stdout).toContain('GOOD');
    expect((await desk.tacit(['env', 'check'])).stdout).not.toContain('GOOD');
  });

  it('says what to do where there is no manifest', async () => {
    const { code, stdout, stderr } = await desk.tacit(['env', 'check']);
    expect([code, stdout, stderr]).toEqual([0, '', expect.stringContaining('`tacit fix` makes one')]);
  });
});

describe('a path that is named', () => {
  it('is trusted itself, and not the folder that the person stands in', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-plain-')));
    mkdirSync(join(outside, 'sub/project'), { recursive: true });
    for (const cwd of ['/', outside]) {
      const named = cwd === '/' ? join(outside, 'sub/project') : 'sub/project';
      expect((await desk.tacit(['trust', named], { cwd })).stderr).toContain(`${join(outside, 'sub/project')} is trusted`);
      expect((await desk.tacit(['trust', '--status', cwd], { cwd })).stdout).toBe(`${cwd} is not trusted\n`);
      expect((await desk.tacit(['trust', '--remove', named], { cwd })).stderr).toContain('is no longer trusted');
    }
    rmSync(outside, { recursive: true });
  });

  it.each([['trust'], ['trust', '--status'], ['config']])('must be there: %s %s', async (...parameters) => {
    const { code, stdout, stderr } = await desk.tacit([...parameters, 'typo']);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('typo')]);
    expect((await desk.tacit(['trust', '--status'])).code).toBe(1);
  });
});

describe('trust', () => {
  it('is given, asked for and taken back', async () => {
    const status = () => desk.tacit(['trust', '--status']);
    expect(await status()).toMatchObject({ code: 1, stdout: `${desk.root} is not trusted\n` });
    const given = await desk.tacit(['trust']);
    expect([given.code, given.stderr]).toEqual([0, expect.stringContaining('tacit trust --remove')]);
    expect(await status()).toMatchObject({ code: 0, stdout: `${desk.root} is trusted\n` });
    desk.put({ 'tacit.json': '{ "version": 1, "pathTemplate": "other/{name}" }\n' });
    expect(await status()).toMatchObject({ code: 1 });
    await desk.tacit(['trust']);
    expect((await desk.tacit(['trust', '--remove'])).stderr).toContain('no longer trusted');
    expect((await desk.tacit(['trust', '--remove'])).stderr).toContain('was not trusted');
  });

  it('lets the vault of somebody else be used', async () => {
    const other = makeDesk();
    await other.tacit(['secret', 'set', 'A_KEY'], { input: `${value}\n` });
    desk.put({ 'secrets.sops.json': other.text('secrets.sops.json') });
    other.dispose();
    const refused = await desk.tacit(['secret', 'get', 'A_KEY', '--raw']);
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining('Trust it first')]);
    await desk.tacit(['trust']);
    expect((await desk.tacit(['secret', 'get', 'A_KEY', '--raw'])).stdout).toBe(value);
  });
});

describe('config', () => {
  beforeEach(() => desk.put({ 'tacit.json': '{ "version": 1, "pathTemplate": "team/{name}", "ignore": ["*.log"] }\n' }));

  it('shows what counts, and with --explain which file says so', async () => {
    const plain = await desk.tacit(['config']);
    expect(plain.stdout).toContain('team/{name}');
    expect(plain.stdout).not.toContain('tacit.json');
    const { code, stdout } = await desk.tacit(['config', '--explain']);
    expect(code).toBe(0);
    await expect(settled(stdout, desk.root)).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'config-explain.txt'));
  });

  it('is JSON for a program', async () => {
    const { values } = JSON.parse((await desk.tacit(['config', '--explain', '--json'])).stdout) as { values: { key: string; file: string | null }[] };
    expect(values.find(({ key }) => key === 'pathTemplate')?.file).toBe('tacit.json');
    expect(values.some(({ file }) => file === null)).toBe(true);
  });

  it.each([
    ['no JSON', '{ "version": ', /tacit\.json is not valid/],
    ['a newer version', '{ "version": 99 }', /version 99.*Update Tacit/],
  ])('names the file that is %s, and every command ends with 2', async (_title, text, said) => {
    desk.put({ 'tacit.json': text });
    for (const parameters of [['config'], ['scan'], ['fix', '--yes'], ['secret', 'list']]) {
      const { code, stderr } = await desk.tacit(parameters);
      expect([parameters, code, stderr]).toEqual([parameters, 2, expect.stringMatching(said)]);
    }
  });

  it('says on standard error what counts for nothing, as a scan and doctor do', async () => {
    const rules = {
      'nosuch.rule': 'off',
      'credential.pasword': 'off',
      'credential.pass': 'off',
      'credential.strip*': 'off',
      credential: 'error',
      'logging.': 'hint',
    };
    desk.put({ 'tacit.json': JSON.stringify({ version: 1, ingore: ['x'], rules, baseline: 'missing.txt' }, null, 1), 'a.js': '', 'b.js': '' });
    const expected = [
      'warning: tacit.json, line 3: ingore: no such key',
      'warning: tacit.json, line 7: No rule begins with nosuch.rule. docs/rules/README.md lists them; they begin with credential. or logging.',
      'warning: tacit.json, line 8: No rule begins with credential.pasword. Is it credential.password?',
      'warning: tacit.json, line 9: No rule is called credential.pass; for all that begin so, write credential.pass*',
      'warning: The baseline that tacit.json names is not there: missing.txt. `tacit scan --write-baseline` writes it.',
    ];
    for (const command of [['config'], ['config', '--json'], ['scan'], ['scan', 'a.js', '-f', 'json'], ['scan', 'a.js', 'b.js'], ['scan', '-']]) {
      const { code, stderr } = await desk.tacit(command);
      expect([code, stderr.split('\n').filter((line) => line.startsWith('warning:'))], command.join(' ')).toEqual([0, expected]);
    }
    const { stdout } = await desk.tacit(['doctor', '--offline']);
    for (const line of expected) expect(stdout).toContain(line.replace('warning: ', ''));
    expect((await desk.tacit(['scan', '--write-baseline'])).stderr).not.toContain('is not there');
  });

  it('says no more of one configuration than somebody reads', async () => {
    const names = Array.from({ length: 100 }, (_, at) => [`key${at}`, 1]);
    desk.put({ 'tacit.json': JSON.stringify({ version: 1, ...Object.fromEntries(names) }) });
    expect((await desk.tacit(['config'])).stderr.trim().split('\n')).toHaveLength(21);
  });
});
