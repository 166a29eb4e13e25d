import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCanary, searchBytes, searchFolder } from '../support/canary';
import { makeSandbox, type Ran, tacit } from '../support/tacit';

/**
 * The canary suite of the command line: values that nobody can guess are planted in documents and in the vault, every command is run as a user
 * would, under strace, and then everything that Tacit wrote is searched for them in every form (THREATS 10, 13, 19; DESIGN §5.1).
 */
const sandbox = makeSandbox();
const canaries: string[] = [];
const ran: { readonly what: string; readonly run: Ran; readonly mayShow: boolean }[] = [];

function canary(): string {
  const made = makeCanary();
  canaries.push(made);
  return made;
}

function put(path: string, text: string): void {
  const file = join(sandbox.project, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

async function go(what: string, parameters: readonly string[], options: { input?: string; mayShow?: boolean } = {}): Promise<Ran> {
  const run = await tacit(sandbox, parameters, { strace: true, ...(options.input === undefined ? {} : { input: options.input }) });
  ran.push({ what, run, mayShow: options.mayShow === true });
  return run;
}

beforeAll(async () => {
  mkdirSync(join(sandbox.project, '.git'));
  const key = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  canaries.push(key.split('\n')[3] ?? '');
  put('src/one.js', `const dbPassword = '${canary()}';\nconst a = { password: "${canary()}", adminPassword: "${canary()}" }; // two in a line\n`);
  put(
    'src/two.py',
    `import os\n\nclient = connect(user="x", password="${canary()}")\nquiet_password = "${canary()}"  # tacit-ignore credential because it is a test\n`,
  );
  put('src/key.js', `const signingKey = ${JSON.stringify(key)};\n`);
  put('run.sh', `#!/bin/sh\nAPI_TOKEN="${canary()}"\necho ready\n`);
  put('application.yml', `spring:\n  datasource:\n    password: ${canary()}\n`);
  put('.env', `DB_PASSWORD=${canary()}\nPLAIN=1\n`);
  put('broken.json', `{ "password": "${canary()}", `);
  // Lines that `fix` shows: what is logged, and values beside it that stay or move.
  put(
    'src/log.js',
    `function f(apiToken) {\n  send({ password: '${canary()}' }); console.log(apiToken); // tacit-ignore credential because it is a test\n  console.log('x', apiToken, { secretKey: '${canary()}' });\n}\n`,
  );

  await go('scan as text', ['scan', '.']);
  await go('scan as JSON', ['scan', '.', '--format', 'json', '--suppressed']);
  await go('scan as SARIF', ['scan', '.', '--format', 'sarif', '--output', join(sandbox.root, 'tmp', 'out.sarif'), '--suppressed']);
  await go('fix, only looking', ['fix', '.', '--dry-run']);
  await go('fix', ['fix', '.', '--yes']);
  await go('set by standard input', ['secret', 'set', 'TYPED_VALUE'], { input: `${canary()}\n` });
  await go('list', ['secret', 'list']);
  await go('set by argument is refused', ['secret', 'set', 'BY_ARGUMENT', 'no-value-here']);
  await go('get without a terminal is refused', ['secret', 'get', 'TYPED_VALUE']);
  await go('get --raw', ['secret', 'get', 'TYPED_VALUE', '--raw'], { mayShow: true });
  await go('env check', ['env', 'check']);
  await go('run, printing everything', ['run', '--', 'sh', '-c', 'env; env >&2; env | base64 -w0; env | od -An -tx1 | tr -d " \\n"']);
  await go('a program that does not exist', ['run', '--', 'no-such-program-here']);
  await go('config', ['config', '--explain']);
  await go('an unknown option', ['scan', '--no-such-option']);
  // A vault that was tampered with, or cannot be parsed, must fail without quoting what it holds.
  const vault = join(sandbox.project, 'secrets.sops.json');
  const sound = readFileSync(vault, 'utf8');
  writeFileSync(
    vault,
    sound.replace(/data:(.)/, (_whole, first: string) => `data:${first === 'A' ? 'B' : 'A'}`),
  );
  await go('run with a tampered vault', ['run', '--', 'true']);
  writeFileSync(vault, sound.slice(0, sound.length / 2));
  await go('run with half a vault', ['run', '--', 'true']);
  writeFileSync(vault, sound);
}, 240_000);

afterAll(() => sandbox.dispose());

describe('no value leaves the command line', () => {
  it('did what it was asked, so that the search means something', () => {
    const codeOf = (what: string): number | null | undefined => ran.find((entry) => entry.what === what)?.run.code;
    expect(codeOf('scan as text')).toBe(1);
    expect(codeOf('set by standard input')).toBe(0);
    expect(codeOf('get --raw')).toBe(0);
    expect(codeOf('run, printing everything')).toBe(0);
    expect(codeOf('run with a tampered vault')).toBe(125);
    expect(codeOf('run with half a vault')).toBe(125);
    expect(ran.find(({ what }) => what === 'get --raw')?.run.stdout).toContain(canaries.at(-1));
    expect(ran.find(({ what }) => what === 'list')?.run.stdout).toContain('TYPED_VALUE');
  });

  it('in no output', () => {
    const leaks = ran.filter(({ mayShow }) => !mayShow).flatMap(({ what, run }) => searchBytes(what, Buffer.from(`${run.stdout}\n${run.stderr}`), canaries));
    expect(leaks).toEqual([]);
  });

  it('in no argument of any process', () => {
    expect(ran.every(({ run }) => run.trace.includes('execve('))).toBe(true);
    expect(ran.flatMap(({ what, run }) => searchBytes(what, Buffer.from(run.trace, 'latin1'), canaries))).toEqual([]);
  });

  it('over no connection', () => {
    const connects = ran.flatMap(({ run }) => run.trace.split('\n').filter((line) => line.includes('connect(') && !line.includes('AF_UNIX')));
    expect(connects).toEqual([]);
  });

  it('into no file of the home, the state folder or the temporary folder', () => {
    expect([...searchFolder(sandbox.home, canaries), ...searchFolder(sandbox.temporary, canaries)]).toEqual([]);
  });

  it('and no file of the project but the ones that were not moved', () => {
    const kept = ['two.py', 'log.js', 'broken.json', 'key.js'];
    const leaks = searchFolder(sandbox.project, canaries, (path) => kept.some((name) => path.endsWith(name)));
    expect(leaks).toEqual([]);
  });
});
