import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy';
import { type OpenBao, startOpenBao } from '../support/openbao';
import { makeSandbox, type Ran, type RunOptions, type Sandbox, tacit } from '../support/tacit';

/** A vault on a server, by the built command line: where tokens and secrets go, and where they never go (THREATS 1, 2, 9, 19). */
let bao: OpenBao;
/** The vault this user trusts, and one that somebody else put in its place. Both would answer. */
let ours: FaultProxy;
let theirs: FaultProxy;
let sandbox: Sandbox;
let token: string;
const VALUE = `canary-${Math.random().toString(36).slice(2)}-value`;

beforeAll(async () => {
  bao = await startOpenBao();
});
afterAll(() => bao.stop());
beforeEach(async () => {
  sandbox = makeSandbox();
  ours = await startFaultProxy(bao.url);
  theirs = await startFaultProxy(bao.url);
  token = await bao.tokenFor({ 'secret/*': ['create', 'read', 'update', 'patch', 'delete', 'list'] });
  await bao.api('POST', 'secret/data/app', { data: { API_KEY: VALUE } });
});
afterEach(async () => {
  await ours.close();
  await theirs.close();
  sandbox.dispose();
});

const run = (line: string, options: RunOptions = {}): Promise<Ran> => tacit(sandbox, line.split(' '), options);
const put = (name: string, text: string): void => writeFileSync(join(sandbox.project, name), text);
const suggest = (address: string, more = ''): void =>
  put('tacit.json', `{ "version": 1, "stores": { "team": { "kind": "vault", "address": "${address}"${more} } } }\n`);
const signIn = async (): Promise<void> => {
  expect((await run('login team', { input: `${token}\n` })).code).toBe(0);
};
const approved = async (command: string): Promise<Ran> => {
  const asked = await run(command);
  const digest = /--approve ([0-9a-f]{32})/.exec(asked.stderr)?.[1];
  return digest === undefined ? asked : run(command.replace('run', `run --approve ${digest}`));
};
/** Everything that would read, list or resolve. */
const EVERYTHING = [
  'env check',
  'run -- true',
  'secret list --vault team',
  'secret get API_KEY --vault team --raw',
  'secret versions app#API_KEY --vault team',
];

describe('a vault that the project suggests', () => {
  beforeEach(() => {
    suggest(ours.url);
    put('tacit.env.yaml', 'API_KEY: "ref+vault://secret/app#/API_KEY"\n');
  });

  it('gets no packet before this user confirmed its address, then everything works', async () => {
    await run('trust');
    for (const line of EVERYTHING) expect((await approved(line)).code).not.toBe(0);
    expect((await approved('run -- true')).stderr).toContain('tacit vault confirm team');
    expect((await run('vault confirm team')).code).toBe(2);
    expect((await run(`vault confirm team --address ${theirs.url}`)).code).toBe(2);
    expect(ours.seen).toEqual([]);
    expect((await run(`vault confirm team --address ${ours.url}`)).code).toBe(0);
    expect(ours.seen).toEqual([]);
    await signIn();
    const done = await approved(`run -- node -e process.stdout.write(String(process.env.API_KEY.length))`);
    expect([done.code, done.stdout]).toEqual([0, String(VALUE.length)]);
    expect((await run('env check')).stdout).toContain('resolves');
  });

  it('gets no packet from a folder that is not trusted, confirmed or not', async () => {
    await run(`vault confirm team --address ${ours.url}`);
    await signIn();
    ours.seen.length = 0;
    for (const line of EVERYTHING) expect((await approved(line)).code).not.toBe(0);
    expect(ours.seen).toEqual([]);
  });

  it('and that is moved to another address after the sign-in gets nothing there (THREATS 2)', async () => {
    await run('trust');
    await run(`vault confirm team --address ${ours.url}`);
    await signIn();
    expect((await approved('run -- true')).code).toBe(0);
    for (const more of ['', ', "namespace": "evil"']) {
      suggest(more === '' ? theirs.url : ours.url, more);
      ours.seen.length = 0;
      for (const trusted of [false, true]) {
        if (trusted) await run('trust');
        for (const line of EVERYTHING) expect((await approved(line)).code).not.toBe(0);
        expect([theirs.seen, ours.seen]).toEqual([[], []]);
      }
    }
    expect((await run('env check')).stdout).toContain('not the one you confirmed');
    // Even confirmed, the new place has no sign-in of the old one.
    suggest(theirs.url);
    await run('trust');
    await run(`vault confirm team --address ${theirs.url}`);
    const said = await approved('run -- true');
    expect([said.code, theirs.seen]).toEqual([125, []]);
    expect(said.stderr).toContain('tacit login team');
  });
});

describe('a reference', () => {
  const manifest = (references: readonly string[]): void =>
    put('tacit.env.yaml', references.map((each, index) => `KEY_${index}: "${each.replace('OURS', ours.url).replace('THEIRS', theirs.url)}"\n`).join(''));

  it('that chooses more than a place in a registered vault is not resolved (THREATS 1)', async () => {
    await run(`vault add team ${ours.url}`);
    await run('trust');
    await signIn();
    ours.seen.length = 0;
    const hostile = [
      'ref+vault://secret/app?address=THEIRS#/API_KEY',
      'ref+vault://secret/app?address=THEIRS&version=1#/API_KEY',
      'ref+openbao://secret/app?namespace=evil#/API_KEY',
      'ref+vault://secret/app?token_file=/etc/passwd#/API_KEY',
      'ref+vault://secret/app?auth_method=approle&role_id=x#/API_KEY',
      'ref+vault://secret/app?skip_verify=true#/API_KEY',
      'ref+vault://sys/seal-status#/API_KEY',
      'ref+vault://secret/../sys/seal#/API_KEY',
      'ref+vault://secret/%2e%2e/sys/seal#/API_KEY',
      'ref+vault://cubbyhole/app#/API_KEY',
    ];
    manifest(hostile);
    const { variables } = JSON.parse((await run('env check --json')).stdout) as { variables: { status: string }[] };
    expect(variables.map(({ status }) => status).filter((status) => !['refused', 'unknown-vault'].includes(status))).toEqual([]);
    expect(variables).toHaveLength(hostile.length);
    expect((await approved('run -- true')).code).toBe(125);
    expect([theirs.seen, ours.seen]).toEqual([[], []]);
  });

  it('that names a place in one is, in every spelling that others read so', async () => {
    await bao.api('DELETE', 'secret/metadata/app');
    await bao.api('POST', 'secret/data/app', { data: { API_KEY: VALUE } });
    await run(`vault add team ${ours.url}`);
    await run('trust');
    await signIn();
    manifest([
      'ref+vault://secret/app#/API_KEY',
      'ref+vault://secret/data/app#/API_KEY',
      'ref+openbao://secret/app#/API_KEY',
      'ref+vault://secret/app/API_KEY',
      'ref+vault://secret/app?address=OURS#/API_KEY',
      'ref+vault://secret/app?version=1#/API_KEY',
    ]);
    put('print.js', 'for (let i = 0; i < 6; i++) process.stdout.write(`${process.env["KEY_" + i].length} `);');
    const done = await approved('run -- node print.js');
    expect([done.code, done.stdout]).toEqual([0, `${VALUE.length} `.repeat(6)]);
  });

  it('that could mean two of this user’s vaults asks which', async () => {
    await run(`vault add one ${ours.url}`);
    await run(`vault add two ${theirs.url}`);
    await run('trust');
    put('tacit.env.yaml', 'API_KEY: "ref+vault://secret/app#/API_KEY"\n');
    const said = await approved('run -- true');
    expect(said.code).toBe(125);
    expect(said.stderr).toContain('one, two');
    expect(theirs.seen.concat(ours.seen).filter(({ headers }) => headers['x-vault-token'] !== undefined)).toEqual([]);
  });
});

describe('a token', () => {
  const home = (): string[] => [sandbox.home, join(sandbox.root, 'run')];
  const filesOf = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('is in no argument, output or file in clear, and kept for its endpoint alone', async () => {
    await run(`vault add team ${ours.url}`);
    const done = await tacit(sandbox, ['login', 'team'], { input: `${token}\n`, strace: true });
    expect(done.code).toBe(0);
    expect(done.stdout + done.stderr + done.trace).not.toContain(token);
    for (const file of home().flatMap(filesOf)) expect(readFileSync(file, 'latin1').includes(token)).toBe(false);
    // The kept sign-in put in another endpoint's place opens nothing there.
    const folder = join(sandbox.root, 'run', 'tacit');
    const [kept = ''] = readdirSync(folder);
    await run(`vault add other ${theirs.url}`);
    const binding = (await run('login other', { input: `${token}\n` })).code === 0 ? readdirSync(folder).find((name) => name !== kept) : undefined;
    theirs.seen.length = 0;
    cpSync(join(folder, kept), join(folder, binding ?? 'missing'));
    expect((await run('secret list --vault other')).code).not.toBe(0);
    expect(theirs.seen).toEqual([]);
  });

  it('of the environment or of ~/.vault-token goes only where this user allowed it, and only to the server that it is for', async () => {
    await run(`vault add team ${ours.url}`);
    await run('trust');
    ours.seen.length = 0;
    const ambient = (environment: NodeJS.ProcessEnv): RunOptions => ({ environment });
    expect((await run('secret list --vault team', ambient({ VAULT_TOKEN: token }))).stderr).toContain('tacit login team');
    expect(ours.seen).toEqual([]);
    expect((await run('login team --ambient', ambient({ VAULT_TOKEN: token, VAULT_ADDR: theirs.url }))).code).toBe(2);
    expect([ours.seen, theirs.seen]).toEqual([[], []]);
    expect((await run('login team --ambient', ambient({ VAULT_TOKEN: token, VAULT_ADDR: ours.url }))).code).toBe(0);
    expect((await run('secret list --vault team', ambient({ BAO_TOKEN: token }))).stdout).toContain('app#');
    writeFileSync(join(sandbox.home, '.vault-token'), token, { mode: 0o600 });
    expect((await run('secret list --vault team')).stdout).toContain('app#');
    await run(`vault add team ${theirs.url} --replace`);
    theirs.seen.length = 0;
    expect((await run('secret list --vault team')).code).not.toBe(0);
    expect(theirs.seen).toEqual([]);
  });

  it('is no argument, and a wrong one is not kept', async () => {
    await run(`vault add team ${ours.url}`);
    expect((await run(`login team ${token}`)).code).toBe(2);
    expect((await run('login team', { input: 'two words\n' })).code).toBe(2);
    expect((await run('login team', { input: 's.wrong\n' })).code).toBe(2);
    expect((await run('vault list')).stdout).toContain('signed out');
    expect(ours.seen.some(({ headers }) => headers['x-vault-token'] === token)).toBe(false);
  });
});

it.each([
  'http://vault.example',
  'ftp://127.0.0.1',
  'https://user:pass@vault.example',
  'https://vault.example/v1',
  'https://vault.example?x=1',
  'vault.example',
  'javascript:1',
])('an address that is more or less than a safe origin is refused: %s', async (address) => {
  const done = await run(`vault add team ${address}`);
  expect(done.code).toBe(2);
  expect((await run('vault list')).stdout).toBe('');
});
