import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

const values = { API_KEY: makeValue(), DB_PASSWORD: makeValue() };
const MANIFEST = 'API_KEY: "ref+sops://secrets.sops.json#/API_KEY"\nDB_PASSWORD: "ref+sops://secrets.sops.json#/DB_PASSWORD"\n';
const node = (script: string): string[] => ['--', process.execPath, '-e', script];

let desk: Desk;
beforeEach(async () => {
  desk = makeDesk({ 'tacit.env.yaml': MANIFEST, 'plain.txt': 'no program\n' });
  for (const [name, value] of Object.entries(values)) await desk.tacit(['secret', 'set', name], { input: `${value}\n` });
  return () => desk.dispose();
});

const digestOf = async (): Promise<string> => /--approve ([0-9a-f]{32})/.exec((await desk.tacit(['run', '--', 'true'])).stderr)?.[1] ?? '';
/** Approves what the manifest says now, as somebody at a terminal. */
const approve = () => desk.tacit(['run', '--', 'true'], { answers: [['May the programs of this project receive these?', 'y\r']] });
const started = (): boolean => existsSync(join(desk.root, 'started'));
const START = ['--', process.execPath, '-e', 'require("fs").writeFileSync("started", "")'];

describe('exit codes', () => {
  it.each<[string, number, string[]]>([
    ['of the program', 0, node('')],
    ['of a program that fails', 7, node('process.exit(7)')],
    ['128 and the number of a signal', 128 + 15, node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 10000)')],
    ['126 where it cannot be executed', 126, ['--', './plain.txt']],
    ['126 for a folder', 126, ['--', './']],
    ['127 where it is not there', 127, ['--', 'no-such-program-here']],
    ['125 for an unknown option', 125, ['--no-such-option', '--', 'true']],
    ['125 without a command', 125, []],
    ['125 for a variable that the manifest lacks', 125, ['--only', 'OTHER', '--', 'true']],
    ['125 for an environment that has no overlay', 125, ['--environment', 'stagign', '--', 'true']],
  ])('%s: %i', async (_title, code, parameters) => {
    await approve();
    const ran = await desk.tacit(['run', ...parameters]);
    expect(ran.code, ran.stderr).toBe(code);
    if (code >= 125 && code <= 127) expect(ran.stderr).not.toBe('');
  });
});

describe('nothing is started', () => {
  it.each<[string, string, RegExp]>([
    ['where one reference does not resolve', `${MANIFEST}MISSING: "ref+sops://secrets.sops.json#/MISSING"\n`, /MISSING.*Nothing was started/],
    ['where a name steers programs', `${MANIFEST}LD_PRELOAD: "ref+sops://secrets.sops.json#/API_KEY"\n`, /LD_PRELOAD would steer/],
    ['where a value is no reference', `${MANIFEST}PLAIN: "just text"\n`, /line 3: a value is not a reference/],
    ['where a reference names another program', `${MANIFEST}PLAIN: "ref+exec://id#/x"\n`, /PLAIN.*this scheme/],
    ['where the manifest is no map', '- a\n- b\n', /tacit\.env\.yaml, line 1/],
  ])('%s', async (_title, manifest, said) => {
    desk.put({ 'tacit.env.yaml': manifest });
    const digest = await digestOf();
    const { code, stderr } = await desk.tacit(['run', ...(digest === '' ? [] : ['--approve', digest]), ...START]);
    expect([code, started()]).toEqual([125, false]);
    expect(stderr).toMatch(said);
  });

  it('without a manifest, and says how one comes to be', async () => {
    const bare = makeDesk();
    const { code, stderr } = await bare.tacit(['run', '--', 'true']);
    bare.dispose();
    expect([code, stderr]).toEqual([125, 'tacit: No manifest was found in this project. Move a secret to the vault first, or create tacit.env.yaml.\n']);
  });
});

describe('approval', () => {
  it('is asked for: without a terminal the pairs and the digest are named, and nothing starts', async () => {
    const { code, stderr } = await desk.tacit(['run', ...START]);
    expect([code, started()]).toEqual([125, false]);
    expect(stderr).toContain('  API_KEY  ref+sops://secrets.sops.json#/API_KEY\n');
    expect(stderr).toMatch(/tacit run --approve [0-9a-f]{32} -- …/);
    expect((await desk.tacit(['run', '--approve', await digestOf(), ...START])).code).toBe(0);
    expect(started()).toBe(true);
  });

  it('is refused for another digest', async () => {
    expect((await desk.tacit(['run', '--approve', '0'.repeat(32), ...START])).code).toBe(125);
    expect(started()).toBe(false);
  });

  it('on a terminal counts once; a changed pair asks again and is shown alone', async () => {
    const no = await desk.tacit(['run', ...START], { answers: [['May the programs of this project receive these?', 'n\r']] });
    expect([no.code, started()]).toEqual([125, false]);
    await approve();
    expect((await desk.tacit(['run', ...START])).code).toBe(0);
    desk.put({ 'tacit.env.yaml': MANIFEST.replace('#/DB_PASSWORD', '#/API_KEY') });
    const { code, stderr } = await desk.tacit(['run', '--', 'true']);
    expect(code).toBe(125);
    expect(stderr).toContain('  DB_PASSWORD  ref+sops://secrets.sops.json#/API_KEY\n');
    expect(stderr).not.toContain('  API_KEY  ');
  });
});

describe('the program', () => {
  beforeEach(() => approve());

  it('receives the values, and what it prints of them is masked however it is cut', async () => {
    const script = `
      const { API_KEY: a, DB_PASSWORD: b } = process.env;
      process.stdout.write('lengths ' + a.length + ' ' + b.length + '\\n' + a.slice(0, 5));
      setTimeout(() => { process.stdout.write(a.slice(5) + '|' + Buffer.from(b).toString('base64') + '|' + encodeURIComponent(b) + '\\n'); process.stderr.write(b); }, 150);`;
    const { code, stdout, stderr } = await desk.tacit(['run', ...node(script)]);
    expect(code).toBe(0);
    expect(stdout).toBe(`lengths 24 24\n••••••••|••••••••|••••••••\n`);
    expect(stderr).toBe('••••••••');
  });

  it('receives only what --only says', async () => {
    const { stdout } = await desk.tacit(['run', '--only', 'API_KEY', ...node('console.log("API_KEY" in process.env, "DB_PASSWORD" in process.env)')]);
    expect(stdout).toBe('true false\n');
  });

  it('keeps a variable that is set already, which is said and masked; --override turns that round', async () => {
    const own = makeValue();
    const script = `const a = process.env.API_KEY; console.log(a, a.length, a === Buffer.from(${JSON.stringify(Buffer.from(own).toString('hex'))}, 'hex').toString())`;
    const kept = await desk.tacit(['run', ...node(script)], { environment: { API_KEY: own } });
    expect([kept.stdout, kept.stderr]).toEqual(['•••••••• 24 true\n', expect.stringContaining('not used: API_KEY. --override')]);
    const turned = await desk.tacit(['run', '--override', ...node(script)], { environment: { API_KEY: own } });
    expect(turned.stdout).toBe('•••••••• 24 false\n');
  });

  it('receives no key of the vault, unless asked for', async () => {
    const script = 'console.log(Object.keys(process.env).filter((name) => /^(SOPS_|VAULT_)/.test(name)).join())';
    const environment = { SOPS_AGE_KEY_CMD: 'true', VAULT_TOKEN: 'x' };
    expect((await desk.tacit(['run', ...node(script)], { environment })).stdout).toBe('\n');
    expect((await desk.tacit(['run', '--keep-vault-env', ...node(script)], { environment })).stdout).toBe('SOPS_AGE_KEY_CMD,VAULT_TOKEN\n');
  });

  it('is run where the person stands, and its own options are its own', async () => {
    desk.put({ 'sub/x.txt': '' });
    const { stdout } = await desk.tacit(['run', '--', process.execPath, '-p', 'process.cwd() + process.argv[1]', '--', '--mask'], {
      cwd: join(desk.root, 'sub'),
    });
    expect(stdout).toBe(`${desk.root}/sub--mask\n`);
  });

  it('starts without an optional value, and says so', async () => {
    desk.put({ 'tacit.env.yaml': `${MANIFEST}# @optional\nEXTRA: "ref+sops://secrets.sops.json#/EXTRA"\n` });
    await approve();
    const { code, stderr } = await desk.tacit(['run', '--', 'true']);
    expect([code, stderr]).toEqual([0, 'Optional, and not in the vault: EXTRA\n']);
  });

  it('says before the start which values are too short to be masked', async () => {
    await desk.tacit(['secret', 'set', 'API_KEY', '--replace'], { input: 'abc\n' });
    const { stderr } = await desk.tacit(['run', '--', 'true']);
    expect(stderr).toBe('Too short to be masked in output: API_KEY\n');
  });
});

it('a script is started by its own first line', async () => {
  desk.put({ 'hello.sh': '#!/bin/sh\necho "hello $1"\n' });
  chmodSync(join(desk.root, 'hello.sh'), 0o755);
  await approve();
  expect((await desk.tacit(['run', '--', './hello.sh', 'you'])).stdout).toBe('hello you\n');
});
