// Run as a process of its own by loss.test.ts: one move stopped where the argument says: with everything real, or with a light store and detector that start fast.
import fs, { readFileSync, writeFileSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { applyMove, prepareMove } from '../../../server/src/changes/moving/moveToStore';
import type { StepHooks } from '../../../server/src/changes/editing/ports';
import { configureGrammars } from '../../../server/src/syntax/grammars';
import pins from '../../../server/src/syntax/grammars.json';
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

/** `call 17`: before the seventeenth call that changes the disk; `torn 17`: in the middle of it, if it writes. Counted from where the move begins. */
const [, kind, number] = /^(call|torn) (\d+)$/.exec(stop) ?? [];
let calls = 0;
let isCounting = false;

/** True where this very call is the one to die in. */
function isTheOne(): boolean {
  if (!isCounting) return false;
  return ++calls === Number(number);
}

type Call = (...given: unknown[]) => unknown;

function interceptCalls(of: object, names: readonly string[], tears: (name: string) => boolean): void {
  const functions = of as Record<string, Call>;
  for (const name of names) {
    const real = functions[name];
    if (real === undefined) throw new Error(`no ${name}`);
    functions[name] = function (this: unknown, ...given: unknown[]) {
      // Opening changes the disk only where it creates.
      if (name === 'open' && (Number(given[1] ?? 0) & fs.constants.O_CREAT) === 0) return real.apply(this, given);
      if (!isTheOne()) return real.apply(this, given);
      const [content] = given;
      if (kind === 'torn' && tears(name) && (typeof content === 'string' || content instanceof Uint8Array))
        return (real.call(this, content.slice(0, content.length / 2)) as Promise<void>).then(() => die(stop));
      return die(stop);
    };
  }
}

const handle = await fsPromises.open(process.execPath);
interceptCalls(Object.getPrototypeOf(handle) as object, ['writeFile', 'appendFile', 'sync', 'chmod'], (name) => name !== 'sync' && name !== 'chmod');
await handle.close();
interceptCalls(fsPromises, ['open', 'rename', 'link', 'unlink', 'mkdir'], () => false);
interceptCalls(fs, ['renameSync'], () => false);
syncBuiltinESMExports();

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
isCounting = true;
const { proposal } = plan;
await applyMove(context, plan, {
  variable: proposal.variable,
  store,
  path: proposal.stores.find(({ id }) => id === store)?.path ?? proposal.path,
  reuse: false,
  occurrences: proposal.occurrences.map((_, index) => index),
});
writeFileSync(join(folder, 'marker'), stop === 'count' ? `ended ${String(calls)}` : 'ended');
