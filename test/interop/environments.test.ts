import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenBao, startOpenBao } from '../support/openbao';
import { makeSandbox, type Ran, type Sandbox, tacit } from '../support/tacit';

/** One program, one line that reads the environment; its value from the project's file on the desk, from a vault in production. */
let bao: OpenBao;
let sandbox: Sandbox;

beforeAll(async () => {
  bao = await startOpenBao();
  sandbox = makeSandbox();
});
afterAll(async () => {
  sandbox.dispose();
  await bao.stop();
});

const run = (line: string, input = ''): Promise<Ran> => tacit(sandbox, line.split(' '), { input });
const file = (name: string): string => join(sandbox.project, name);
const digest = (value: string): string => createHash('sha256').update(value).digest('hex');
/** Built at run time: nothing in the repository looks like a live token. */
const secret = (): string => 'sk' + '_live_' + randomBytes(24).toString('hex');

async function ok(line: string, input?: string): Promise<Ran> {
  const done = await run(line, input);
  expect([line, done.code, done.stderr]).toEqual([line, 0, done.stderr]);
  return done;
}

it('runs the same code on the SOPS file locally and on the vault in production', async () => {
  const [local, production, rotated] = [secret(), secret(), secret()];
  const template = 'shop/{environment}/{name}';
  const config = { version: 1, stores: { team: { kind: 'vault', address: bao.url } }, pathTemplate: template, environments: { production: { store: 'team' } } };
  writeFileSync(file('tacit.json'), JSON.stringify(config));
  writeFileSync(
    file('charge.js'),
    `const stripeKey = "${local}";\nprocess.stdout.write(require("node:crypto").createHash("sha256").update(stripeKey).digest("hex"));\n`,
  );
  await ok(`vault confirm team --address ${bao.url}`);
  await ok('login team', bao.root);
  await ok('trust');

  await ok('fix --yes .');
  const code = readFileSync(file('charge.js'), 'utf8');
  const variable = /process\.env\.(\w+)/.exec(code)?.[1] ?? '';
  expect(code).not.toContain(local);
  expect((await ok('run -- node charge.js')).stdout).toBe(digest(local));

  await ok(`secret set ${variable} --environment production`, production);
  expect(readFileSync(file('tacit.env.production.yaml'), 'utf8')).toContain(`ref+vault://secret/shop/production#/${variable}`);
  expect(readFileSync(file('charge.js'), 'utf8')).toBe(code);
  expect((await ok('env check --environment production')).stdout).toContain('resolves');
  expect((await ok('run --environment production -- node charge.js')).stdout).toBe(digest(production));
  expect((await ok('run -- node charge.js')).stdout).toBe(digest(local));

  // What production gets is changed where production's secrets are; nothing in the project changes.
  await ok(`secret set ${variable} --environment production --replace`, rotated);
  expect((await ok('run -e production -- node charge.js')).stdout).toBe(digest(rotated));
  expect((await ok('secret list shop --vault team')).stdout).toBe('shop/production#\n');
  expect((await ok(`secret versions ${variable} -e production`)).stdout.split('\n').filter(Boolean)).toHaveLength(2);

  await ok(`secret remove ${variable} -e production --yes`);
  expect((await run('run -e production -- node charge.js')).code).toBe(125);
  await ok(`secret undelete ${variable} -e production`);
  expect((await ok('run -e production -- node charge.js')).stdout).toBe(digest(rotated));
  for (const name of ['tacit.env.yaml', 'tacit.env.production.yaml', 'charge.js', 'secrets.sops.json'])
    for (const value of [local, production, rotated]) expect(readFileSync(file(name), 'utf8').includes(value)).toBe(false);
});

it('moves a literal straight into the vault of an environment', async () => {
  const value = secret();
  writeFileSync(
    file('refund.js'),
    `const refundKey = "${value}";\nprocess.stdout.write(require("node:crypto").createHash("sha256").update(refundKey).digest("hex"));\n`,
  );
  const done = await ok('fix --yes --environment production refund.js');
  expect(done.stdout + done.stderr).not.toContain(value);
  const variable = /process\.env\.(\w+)/.exec(readFileSync(file('refund.js'), 'utf8'))?.[1] ?? '';
  expect(readFileSync(file('tacit.env.production.yaml'), 'utf8')).toContain(`${variable}: "ref+vault://secret/shop/production#/${variable}"`);
  expect(readFileSync(file('tacit.env.yaml'), 'utf8')).not.toContain(variable);
  expect((await ok('run -e production -- node refund.js')).stdout).toBe(digest(value));
  const { json } = await bao.api('GET', 'secret/data/shop/production');
  expect((json as { data: { data: Record<string, string> } }).data.data[variable] === value).toBe(true);
});

it('stops before anything is read where the vault is signed out', async () => {
  await ok('logout team');
  const done = await run('run -e production -- node charge.js');
  expect([done.code, done.stdout]).toEqual([125, '']);
  expect(done.stderr).toContain('tacit login team');
  writeFileSync(file('third.js'), `const thirdKey = "${secret()}";\n`);
  const before = readFileSync(file('third.js'), 'utf8');
  expect((await run('fix --yes -e production third.js')).code).toBe(2);
  expect(readFileSync(file('third.js'), 'utf8') === before).toBe(true);
});
