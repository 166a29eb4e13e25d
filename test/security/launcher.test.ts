import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCanary } from '../support/canary';
import { distribution, makeSandbox, tacit } from '../support/tacit';

/** The launcher of the VSIX as it is installed: `bin/` beside `dist/`, in a folder with a blank in its name. */
const installed = join(mkdtempSync(join(tmpdir(), 'tacit-installed-')), 'an extension');
const launcher = join(installed, 'bin/tacit');
const sandbox = makeSandbox();
const value = makeCanary();
const child = join(sandbox.project, 'child.cjs');
const boot = join(sandbox.root, 'boot loader.cjs');
const booted = join(sandbox.root, 'booted');

function start(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}, program = launcher) {
  const done = spawnSync(program, parameters, { cwd: sandbox.project, env: { ...sandbox.environment, ...environment }, encoding: 'utf8' });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** The other ways in: what `npm link` and a global installation put on the PATH, and the file itself. */
const linked = join(sandbox.root, 'linked-tacit');

/** The environment of what `tacit run` starts. */
function childOf(environment: NodeJS.ProcessEnv, options: readonly string[] = []): NodeJS.ProcessEnv {
  const { stdout, stderr } = start(['run', ...options, '--', process.execPath, child], environment);
  expect(stderr).not.toMatch(/^tacit:/m);
  return JSON.parse(stdout) as NodeJS.ProcessEnv;
}

beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  cpSync(resolve(import.meta.dirname, '../../bin'), join(installed, 'bin'), { recursive: true });
  cpSync(distribution, join(installed, 'dist'), { recursive: true });
  symlinkSync(join(installed, 'dist/cli.js'), linked);
  mkdirSync(join(sandbox.project, '.git'));
  writeFileSync(child, 'process.stdout.write(JSON.stringify(process.env));');
  writeFileSync(boot, `require('node:fs').appendFileSync(${JSON.stringify(booted)}, process.argv[1] + '\\n');`);
  await tacit(sandbox, ['secret', 'set', 'API_KEY'], { input: value });
  writeFileSync(join(sandbox.project, 'tacit.env.yaml'), 'API_KEY: "ref+sops://secrets.sops.json#/API_KEY"\n');
  const refused = await tacit(sandbox, ['run', '--', 'true']);
  const [, digest = ''] = /--approve ([0-9a-f]{32})/.exec(refused.stderr) ?? [];
  expect(digest).not.toBe('');
  // The approval of one run; the tests below need it recorded, as a person's answer would.
  process.env.XDG_STATE_HOME = join(sandbox.home, '.local/state');
  const { approvePair } = await import('../../server/src/project/trust/approvals');
  await approvePair(sandbox.project, join(sandbox.project, 'tacit.env.yaml'), 'API_KEY', 'ref+sops://secrets.sops.json#/API_KEY');
}, 60_000);
afterAll(() => {
  sandbox.dispose();
  rmSync(dirname(installed), { recursive: true, force: true });
});

describe('what would steer the Node that runs Tacit', () => {
  it.each([
    ['a boot loader', { NODE_OPTIONS: ` --require "${boot}" ` }],
    ['a debugger', { NODE_OPTIONS: '--inspect=127.0.0.1:0' }],
    ['certificates', { NODE_EXTRA_CA_CERTS: '/etc/ssl/none.pem' }],
    ['Electron', { ELECTRON_RUN_AS_NODE: '1' }],
    ['traces', { NODE_DEBUG: 'child_process,net' }],
    ['folders of modules', { NODE_PATH: '/nowhere' }],
    ['coverage', { NODE_V8_COVERAGE: '/dev/null/x' }],
    ['doors that stand open', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['an empty one', { NODE_OPTIONS: '' }],
    ['one with quotes, dollars and line feeds', { NODE_OPTIONS: '--title="$HOME `id` \'x\'\\"\n--no-warnings' }],
  ])('%s does not reach it, and the child gets it back as it was', (_name, environment: NodeJS.ProcessEnv) => {
    rmSync(booted, { force: true });
    const version = start(['--version'], environment);
    expect([version.code, version.stderr]).toEqual([0, '']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(existsSync(booted)).toBe(false);
    // Node itself would choke on the odd ones, so the child is another program.
    const { stdout } = start(['run', '--', '/usr/bin/env', '-0'], environment);
    const seen = new Map(stdout.split('\0').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
    for (const [name, given] of Object.entries(environment)) expect(seen.get(name)).toBe(given);
    expect([...seen.keys()].filter((name) => name.startsWith('TACIT_'))).toEqual([]);
  });

  it('a boot loader runs in the child and in the child alone (THREATS 4)', async () => {
    rmSync(booted, { force: true });
    childOf({ NODE_OPTIONS: ` --require "${boot}" ` });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(booted, 'utf8')).toBe(`${child}\n`);
  });

  it('opens no port and writes no report, also where Tacit crashes (THREATS 36)', () => {
    const reports = mkdtempSync(join(tmpdir(), 'tacit-reports-'));
    const options = `--inspect=127.0.0.1:0 --report-on-fatalerror --report-uncaught-exception --report-directory=${reports}`;
    const { stderr } = start(['run', '--', 'true'], { NODE_OPTIONS: options });
    expect(stderr).not.toContain('Debugger listening');
    expect(readdirSync(reports)).toEqual([]);
  });
});

describe('a start without the launcher', () => {
  const reading = join(sandbox.project, 'reading.cjs');
  const everything = 'child_process,net,http,https,tls,stream,fs,module,worker,timer';

  it.each<[string, NodeJS.ProcessEnv]>([
    ['traces of the child', { NODE_DEBUG: 'child_process' }],
    ['traces of all', { NODE_DEBUG: everything }],
    ['native traces', { NODE_DEBUG_NATIVE: 'async_hooks,permission_model' }],
    ['a debugger', { NODE_OPTIONS: '--inspect=127.0.0.1:0' }],
    ['several', { NODE_DEBUG: 'child_process', NODE_OPTIONS: '--trace-warnings', NODE_EXTRA_CA_CERTS: '', NODE_PATH: '/nowhere' }],
  ])('by a link on the PATH shows no value to %s, and the child gets it back as it was (THREATS 36)', (_name, environment) => {
    const { code, stdout, stderr } = start(['run', '--', '/usr/bin/env', '-0'], environment, linked);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(value);
    const seen = new Map(stdout.split('\0').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
    for (const [name, given] of Object.entries(environment)) expect(seen.get(name)).toBe(given);
    expect([...seen.keys()].filter((name) => name.startsWith('TACIT_'))).toEqual([]);
  });

  it('shows none where the file is given to Node, or a secret is read on standard input', () => {
    const cli = join(installed, 'dist/cli.js');
    const run = start([cli, 'run', '--', 'true'], { NODE_DEBUG: everything }, process.execPath);
    expect([run.code, run.stderr.includes(value)]).toEqual([0, false]);
    const done = spawnSync(process.execPath, [cli, 'secret', 'set', 'OTHER_KEY'], {
      cwd: sandbox.project,
      env: { ...sandbox.environment, NODE_DEBUG: everything },
      input: value,
      encoding: 'utf8',
    });
    expect([done.status, (done.stdout + done.stderr).includes(value)]).toEqual([0, false]);
  });

  it('hands on arguments, standard input, exit code and signals', async () => {
    const environment = { NODE_DEBUG: 'none' };
    expect(start(['run', '--', 'sh', '-c', 'exit 7'], environment, linked).code).toBe(7);
    expect(start(['run', '--', 'printf', '[%s]', 'a b', '$HOME', '"q"', ''], environment, linked).stdout).toBe('[a b][$HOME]["q"][]');
    writeFileSync(reading, "process.stdin.pipe(process.stdout); process.on('SIGTERM', () => process.exit(9));");
    const child = spawn(linked, ['run', '--', process.execPath, reading], { cwd: sandbox.project, env: { ...sandbox.environment, ...environment } });
    const ended = new Promise((done) => child.once('exit', done));
    child.stdin.write('here\n');
    expect(await new Promise((done) => child.stdout.once('data', (text: Buffer) => done(text.toString())))).toBe('here\n');
    child.kill('SIGTERM');
    expect(await ended).toBe(9);
  });

  it('says so where the second start fails', () => {
    const nowhere = join(sandbox.root, 'nowhere.cjs');
    writeFileSync(nowhere, "process.execPath = '/nowhere/node';");
    const { code, stderr } = start(['run', '--', 'true'], { NODE_OPTIONS: `--require ${nowhere}` }, linked);
    expect([code, stderr]).toEqual([2, 'tacit: Node could not be started once more without NODE_OPTIONS (ENOENT).\n']);
  });

  it('is one start alone where nothing steers it', () => {
    const { stdout } = start(['run', '--', 'sh', '-c', 'ps -o ppid= -p $PPID'], { NODE_ENV: 'production' }, linked);
    expect(Number(stdout)).toBe(process.pid);
  });
});

describe('the launcher', () => {
  it('hands on everything else: values, other variables, arguments, exit code', () => {
    const environment = childOf({ PLAIN: 'a b', TACIT_NAME: 'x', name: 'y', API: '' });
    expect([environment.PLAIN, environment.name, environment.API]).toEqual(['a b', 'y', '']);
    // Masked in the pipe; that it arrived is seen by its digest elsewhere (interop).
    expect(environment.API_KEY).toBe('••••••••');
    expect(start(['run', '--', 'sh', '-c', 'exit 7']).code).toBe(7);
    expect(start(['run', '--', 'printf', '[%s]', 'a b', '$HOME', '"q"', '']).stdout).toBe('[a b][$HOME]["q"][]');
  });

  it.each([[[]], [['--keep-vault-env']]])('leaves nothing of its own in the child’s environment (%j)', (options) => {
    const environment = childOf({ TACIT_NODE: process.execPath, NODE_DEBUG: 'none' }, options);
    expect(Object.keys(environment).filter((name) => /^TACIT_|^ELECTRON_/.test(name))).toEqual(['TACIT_NODE']);
  });

  it('starts the editor’s Node where it is told one, and says to Electron that it is Node', () => {
    const witness = join(sandbox.root, 'node');
    writeFileSync(witness, `#!/bin/sh\necho "$ELECTRON_RUN_AS_NODE" >&2\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
    expect(start(['--version'], { TACIT_NODE: witness }).stderr).toBe('1\n');
    for (const other of ['relative/node', '/no/such/node']) expect(start(['--version'], { TACIT_NODE: other })).toMatchObject({ code: 0, stderr: '' });
  });

  it('works by a link, and from the PATH', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tacit-links-'));
    symlinkSync(launcher, join(folder, 'tacit'));
    expect(start(['--version'], {}, join(folder, 'tacit')).code).toBe(0);
    const path = `${join(installed, 'bin')}:${sandbox.environment.PATH ?? ''}`;
    expect(execFileSync('sh', ['-c', 'tacit --version'], { env: { ...sandbox.environment, PATH: path }, encoding: 'utf8' })).toMatch(/^\d/);
  });
});
