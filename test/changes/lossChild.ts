// Run as a process of its own by loss.test.ts: one move, stopped where the argument says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMove, prepareMove } from '../../server/src/changes/moveToStore';
import { openWorld } from './world';

const [folder = '', stop = ''] = process.argv.slice(2);

/** Stops the process as a power cut would: nothing runs after it. The marker proves that the place was reached. */
function die(at: string): void {
  writeFileSync(join(folder, 'marker'), at);
  process.kill(process.pid, 'SIGKILL');
}

const world = openWorld(folder, {
  steps: {
    before: (step) => Promise.resolve(stop === `before ${step}` ? die(stop) : undefined),
    after: (step) => Promise.resolve(stop === `after ${step}` ? die(stop) : undefined),
  },
});

const { context } = world;
const document = await context.editor.read(world.uri('app.js'));
const [finding] = context.analyse(document).findings;
if (finding === undefined) throw new Error('no finding');
const plan = await prepareMove(context, { uri: document.uri, version: document.version, span: finding.span });
if (stop === 'random') process.stdout.write('ready\n');
const { proposal } = plan;
await applyMove(context, plan, {
  variable: proposal.variable,
  store: 'sops:secrets.sops.json',
  path: proposal.path,
  reuse: false,
  occurrences: proposal.occurrences.map((_, index) => index),
});
writeFileSync(join(folder, 'marker'), 'ended');
