// Run as a process of its own by loss.test.ts: one move stopped where the argument says: with everything real, or with a light store and detector that start fast.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMove, prepareMove } from '../../server/src/changes/moveToStore';
import type { StepHooks } from '../../server/src/changes/ports';
import { configureGrammars } from '../../server/src/syntax/grammars';
import pins from '../../server/src/syntax/grammars.json';
import { openReal } from './real';
import { openWorld } from './world';

const [folder = '', stop = '', modules = '', light = '', store = 'sops:secrets.sops.json'] = process.argv.slice(2);

configureGrammars((name) => {
  const pin = pins.find((each) => each.name === name);
  return Promise.resolve(pin === undefined ? undefined : new Uint8Array(readFileSync(join(modules, pin.file))));
});

/** Stops the process as a power cut would: nothing runs after it. The marker proves that the place was reached. */
function die(at: string): void {
  writeFileSync(join(folder, 'marker'), at);
  process.kill(process.pid, 'SIGKILL');
}

const steps: StepHooks = {
  before: (step) => Promise.resolve(stop === `before ${step}` ? die(stop) : undefined),
  after: (step) => Promise.resolve(stop === `after ${step}` ? die(stop) : undefined),
};
const world = light === 'light' ? openWorld(folder, { steps }) : await openReal(folder, { steps });

const { context } = world;
const document = await context.editor.read(world.uri('app.js'));
const [finding] = context.analyse(document).findings;
if (finding === undefined) throw new Error('no finding');
const plan = await prepareMove(context, { uri: document.uri, version: document.version, span: finding.span });
if (stop === 'random') process.stdout.write('ready\n');
const { proposal } = plan;
await applyMove(context, plan, {
  variable: proposal.variable,
  store,
  path: proposal.stores.find(({ id }) => id === store)?.path ?? proposal.path,
  reuse: false,
  occurrences: proposal.occurrences.map((_, index) => index),
});
writeFileSync(join(folder, 'marker'), 'ended');
