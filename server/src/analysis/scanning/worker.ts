import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openProject } from '../../project/open';
import { Policy } from '../../project/configuration/policy';
import { compressedGrammars } from '../../syntax/grammarFiles';
import { configureGrammars, isParserBroken } from '../../syntax/grammars';
import { scanMany, unpackPaths, type WorkerSetup } from './poolWorker';
import { FileScanner } from './scanFile';

// A thread of a folder scan: gets lists of paths, gives value-free findings. It owns everything it uses; no Secret can reach it (base/secret.ts).
const setup = workerData as WorkerSetup;
const port = parentPort;
if (port !== null) {
  configureGrammars(compressedGrammars(join(__dirname, 'grammars')));
  const scanner = openProject(setup.root, { trusted: setup.trusted, ...(setup.policy === undefined ? {} : { policy: Policy.of(setup.policy) }) }).then(
    (project) => new FileScanner(project, setup.base, setup.rules, setup.inline),
  );
  // Once its parser is broken, a thread tells of what it read before, and is replaced.
  const begin = (): boolean => {
    if (isParserBroken()) return false;
    Atomics.add(setup.begun, 0, 1);
    return true;
  };
  // One after the other, as they were asked.
  let last = Promise.resolve();
  port.on('message', (packed: string) => {
    last = last.then(async () => port.postMessage(await scanMany(await scanner, unpackPaths(packed), begin)));
  });
}
