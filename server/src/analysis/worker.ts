import { parentPort, workerData } from 'node:worker_threads';
import { openProject } from '../project/open';
import type { WorkerAnswer, WorkerSetup } from './scan';
import { FileScanner } from './scanFile';

// A thread of a folder scan: gets lists of paths, gives value-free findings. It owns everything it uses; no Secret can reach it (base/secret.ts).
const setup = workerData as WorkerSetup;
const port = parentPort;
if (port !== null) {
  const scanner = openProject(setup.root, { trusted: setup.trusted }).then((project) => new FileScanner(project, setup.base));
  port.on('message', (paths: readonly string[]) => {
    void scanner.then((ready) => {
      const answer: WorkerAnswer = { files: paths.map((path) => [path, ready.scan(path)] as const) };
      port.postMessage(answer);
    });
  });
}
