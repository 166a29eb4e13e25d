import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scan, type ScanResult } from '../../server/src/analysis/scanning/scan';
import { timeForFile } from '../../server/src/analysis/scanning/poolWorker';
import { skippedLine } from '../../server/src/commands/reporters/text';
import { exitCodeOf } from '../../server/src/commands/reporters/write';
import { openProject } from '../../server/src/project/open';
import pins from '../../server/src/syntax/grammars.json';
import { useInstalledGrammars } from '../support/grammars';

const folder = mkdtempSync(join(tmpdir(), 'tacit-faulty-'));
const worker = join(folder, 'worker.mjs');
const modules = join(import.meta.dirname, '../../node_modules');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = Array.from({ length: 300 }, (_, at) => `f${String(at).padStart(3, '0')}.py`);
const LEAK = 'print(access_token)\n';

beforeAll(async () => {
  useInstalledGrammars();
  const source = join(import.meta.dirname, 'faultyWorker.ts');
  const banner = [
    'import { createRequire as requireFrom } from "node:module";',
    'const require = requireFrom(import.meta.url); const __dirname = import.meta.dirname;',
  ];
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: worker,
    banner: { js: banner.join('\n') },
    logLevel: 'silent',
  });
  mkdirSync(join(folder, 'grammars'));
  for (const { name, file } of pins) {
    if (name !== 'core' && name !== 'python') continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
    writeFileSync(join(folder, 'grammars', `${name}.wasm.br`), brotliCompressSync(readFileSync(join(modules, file)), { params }));
  }
  writeFileSync(join(folder, 'never.mjs'), 'for (;;);\n');
}, 60_000);

async function scanned(
  name: string,
  files: Readonly<Record<string, string>>,
  file: string,
  workers: number,
  time: number,
): Promise<ScanResult & { at: string }> {
  const at = join(folder, name);
  mkdirSync(join(at, '.git'), { recursive: true });
  for (const [each, text] of [...GOOD.map((good) => [good, LEAK] as const), ...Object.entries(files)]) writeFileSync(join(at, each), text);
  const project = await openProject(at, {});
  const result = await scan({ project, target: at, rules: [], worker: file, workers, timeForFile: () => time });
  return { ...result, at };
}

it.each([1, 2])(
  'names the files in which a worker hung or died, and reads all others: %i',
  async (workers) => {
    const faults = {
      'c-hangs.py': `${LEAK}# the parser hangs\n`,
      'f000-traps.py': `${LEAK}# the parser traps\n`,
      'f100-hangs.py': `${LEAK}# the parser hangs\n`,
      'f100-dies.py': LEAK,
      'dies.py': LEAK,
      'z-traps.py': `${LEAK}# the parser traps\n`,
    };
    const result = await scanned(`faults${String(workers)}`, faults, worker, workers, 3_000);
    // `f100-dies.py` is as good as any: only what is so named dies.
    expect(result.findings.map(({ path }) => path)).toEqual([...GOOD, 'f100-dies.py'].sort());
    expect(result.skipped).toEqual([
      { path: join(result.at, 'c-hangs.py'), because: 'too-slow' },
      { path: join(result.at, 'dies.py'), because: 'failed' },
      { path: join(result.at, 'f000-traps.py'), because: 'failed' },
      { path: join(result.at, 'f100-hangs.py'), because: 'too-slow' },
      { path: join(result.at, 'z-traps.py'), because: 'failed' },
    ]);
    expect([result.files, result.complete, exitCodeOf(result, 'never')]).toEqual([306, false, 2]);
    expect(skippedLine('a.py', 'too-slow')).toBe('not read whole, took too long: a.py');
  },
  60_000,
);

it('reads all on its own thread where a worker never starts', async () => {
  const result = await scanned('never', {}, join(folder, 'never.mjs'), 2, 100);
  expect([result.findings.length, result.skipped, result.complete]).toEqual([300, [], true]);
}, 60_000);

it('gives a file ten seconds, and a second more for each MiB', () => {
  expect([0, 1 << 20, 64 << 20].map(timeForFile)).toEqual([10_000, 11_000, 74_000]);
});
