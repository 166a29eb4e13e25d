import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openProject } from '../project/open';
import { compressedGrammars } from '../syntax/grammarFiles';
import { configureGrammars } from '../syntax/grammars';
import { checksFor, type WorkerAnswer, type WorkerSetup } from './scan';
import { FileScanner, type ScannedFile } from './scanFile';

// A thread of a folder scan: gets lists of paths, gives value-free findings. It owns everything it uses; no Secret can reach it (base/secret.ts).
const setup = workerData as WorkerSetup;
const port = parentPort;
if (port !== null) {
  configureGrammars(compressedGrammars(join(__dirname, 'grammars')));
  const scanner = openProject(setup.root, { trusted: setup.trusted }).then((project) => new FileScanner(project, setup.base, checksFor(setup.rules)));
  const answer = async (paths: readonly string[]): Promise<void> => {
    const ready = await scanner;
    const files: (readonly [string, ScannedFile])[] = [];
    for (const path of paths) {
      const scanned = ready.scan(path);
      files.push([path, scanned instanceof Promise ? await scanned : scanned]);
    }
    port.postMessage({ files } satisfies WorkerAnswer);
  };
  // One after the other, as they were asked.
  let last = Promise.resolve();
  port.on('message', (paths: readonly string[]) => {
    last = last.then(() => answer(paths));
  });
}
