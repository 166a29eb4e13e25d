import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../server/src/base/secret';
import { applyMove, type MoveResult, prepareMove } from '../../server/src/changes/moving/moveToStore';
import { MOVE_STEPS } from '../../server/src/changes/editing/ports';
import { insertReference, type Notice, replayJournal, undoWrite } from '../../server/src/changes/moving/recovery';
import { Credentials } from '../../server/src/stores/hashicorp/credentials';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { openReal, type RealWorld } from '../changes/moving/real';
import { type Fault, type FaultProxy, type Seen, startFaultProxy } from '../support/faultProxy';
import { useInstalledGrammars } from '../support/grammars';
import { type OpenBao, startOpenBao } from '../support/openbao';

/** Nothing is lost, with a vault on a server: every fault of the line, and a process killed at every step. */
const VALUE = `canary-${Math.random().toString(36).slice(2)}Q!${Math.random().toString(36).slice(2)}`;
const CODE = `const smtp = {\n  password: "${VALUE}",\n};\nconnect(smtp);\n`;

let bao: OpenBao;
let line: FaultProxy;
let bundle = '';
const folders: string[] = [];

beforeAll(async () => {
  useInstalledGrammars();
  bao = await startOpenBao();
  line = await startFaultProxy(bao.url);
  bundle = join(freshFolder(), 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../changes/moving/lossChild.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await line.close();
  await bao.stop();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-vault-loss-'));
  folders.push(folder);
  return folder;
}

/** A project with one literal, whose user is signed in to a mount of its own. */
async function openWorld(): Promise<{ world: RealWorld; folder: string; mount: string }> {
  line.fault = () => 'pass';
  const mount = await bao.mount();
  const registration = registrationOf({ name: 'team', address: line.url, mount });
  await new Registrations().put(registration);
  await new Credentials().keep(registration, Secret.of(bao.root));
  const folder = freshFolder();
  return { world: await openReal(folder, { files: { 'app.js': CODE } }), folder, mount };
}

/** What the server holds, by its own word. */
async function held(mount: string): Promise<Record<string, string>> {
  const { status, json } = await bao.api('GET', `${mount}/data/project`);
  return status === 200 ? (json as { data: { data: Record<string, string> } }).data.data : {};
}

/** The value is in the document, or in the vault and code and manifest lead there, or the person is told of both. */
async function expectNothingLost(world: RealWorld, mount: string, told: string): Promise<void> {
  const stored = Object.entries(await held(mount));
  for (const [, value] of stored) expect(value === VALUE).toBe(true);
  const text = world.text('app.js');
  const manifest = existsSync(join(world.root, 'tacit.env.yaml')) ? world.text('tacit.env.yaml') : '';
  expect(told).not.toContain(VALUE);
  expect(manifest.includes(VALUE)).toBe(false);
  if (text === CODE) {
    for (const [name] of stored) expect(told).toContain(`project#${name}`);
    return;
  }
  expect(text).not.toContain(VALUE);
  const [[name] = ['?']] = stored;
  expect(stored).toHaveLength(1);
  expect(text).toContain(`process.env.${name}`);
  expect(manifest).toContain(`${name}: "ref+vault://${mount}/project#/${name}"`);
}

async function move(world: RealWorld): Promise<MoveResult | { failed: string }> {
  const { context } = world;
  const document = await context.editor.read(world.uri('app.js'));
  const [finding] = context.analyse(document).findings;
  const plan = await prepareMove(context, { uri: document.uri, version: document.version, span: finding!.span });
  const store = plan.proposal.stores.find(({ id }) => id === 'vault:team')!;
  return applyMove(context, plan, { variable: plan.proposal.variable, store: store.id, path: store.path, reuse: false, occurrences: [0] }).catch(
    (thrown: unknown) => ({ failed: (thrown as { failure: { code: string } }).failure.code }),
  );
}

const isWrite = ({ method }: Seen): boolean => method === 'POST' || method === 'PATCH';
const isRead = ({ method, url }: Seen): boolean => method === 'GET' && url.includes('/data/');
const faults: readonly [string, Fault][] = [
  ['is cut before it arrives', 'cut-before'],
  ['is cut after it was done', 'cut-after'],
  ['is answered by half', 'half'],
  ['is answered by a portal', 'html'],
  ['is answered by garbage', 'garbage'],
  ['is redirected', { redirect: 'http://127.0.0.1:9/' }],
  ['meets a failing server', { status: 500 }],
  ['meets a sealed server', { status: 503, body: '{"errors":["Vault is sealed"]}' }],
  ['is refused', { status: 403 }],
  ['meets a quota', { status: 429 }],
];

describe.each([
  ['the write', isWrite],
  ['reading back', isRead],
] as const)('%s', (_what, isIt) => {
  it.each(faults)('%s: once, and for good', async (_name, fault) => {
    for (const forGood of [false, true]) {
      const { world, mount } = await openWorld();
      let met = 0;
      line.fault = (seen) => (isIt(seen) && (met++ === 0 || forGood) ? fault : 'pass');
      const result = await move(world);
      expect(met).toBeGreaterThan(0);
      line.fault = () => 'pass';
      await expectNothingLost(world, mount, 'lines' in result ? result.lines.join('\n') : '');
      if ('failed' in result || result.status !== 'stored') continue;
      // What is offered then does what it says.
      const { unfinished } = result;
      if (unfinished?.version !== undefined && forGood) {
        await undoWrite(world.context, unfinished);
        expect(await held(mount)).toEqual({});
        expect(world.text('app.js')).toBe(CODE);
      } else if (Object.keys(await held(mount)).length > 0) {
        await insertReference(world.context, unfinished!);
        await expectNothingLost(world, mount, '');
        expect(world.text('app.js')).not.toBe(CODE);
      }
    }
  });
});

it.each(MOVE_STEPS.flatMap((step) => [`before ${step}`, `after ${step}`]))('a process killed %s loses nothing, and the next one tells', async (stop) => {
  const { folder, mount, world } = await openWorld();
  const modules = join(import.meta.dirname, '../../node_modules');
  const child = spawn(process.execPath, [bundle, folder, stop, modules, 'real', 'vault:team'], { stdio: ['ignore', 'ignore', 'inherit'] });
  await new Promise((done) => child.once('close', done));
  expect(readFileSync(join(folder, 'marker'), 'utf8')).toBe(stop);
  const notices: Notice[] = await replayJournal(world.context);
  await expectNothingLost(world, mount, notices.flatMap(({ lines }) => lines).join('\n'));
  for (const { unfinished } of notices) if (unfinished !== undefined && world.text('app.js') === CODE) await insertReference(world.context, unfinished);
  await expectNothingLost(world, mount, '');
});

it('a move for one environment that was cut off is finished in that environment’s manifest', async () => {
  const { world, mount } = await openWorld();
  const overlay = join(world.root, 'tacit.env.production.yaml');
  const context = { ...world.context, project: { ...world.context.project, manifestPath: overlay } };
  const { editor } = context;
  const refusing: typeof context = {
    ...context,
    editor: {
      read: (uri) => editor.read(uri),
      createEmpty: (uri) => editor.createEmpty(uri),
      candidates: (project, signal) => editor.candidates(project, signal),
      apply: () => Promise.resolve({ applied: false, saved: false }),
    },
  };
  const result = await move({ ...world, context: refusing });
  if (!('unfinished' in result)) throw new Error('the edit was not refused');
  await insertReference(world.context, result.unfinished);
  expect(readFileSync(overlay, 'utf8')).toContain(`ref+vault://${mount}/project#/`);
  expect(existsSync(join(world.root, 'tacit.env.yaml'))).toBe(false);
  expect(world.text('app.js')).not.toContain(VALUE);
});
