// Prints every speed budget of the design with what was measured beside it. It decides nothing: machines are shared and noisy.
//   node bench/run.mjs [NAME…] [--corpus DIR] [--install]     names: start engine latency hostile memory mount package history scan; default all
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './table.mjs';

const BENCHES = ['start', 'engine', 'latency', 'hostile', 'memory', 'mount', 'package', 'history', 'scan'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const at = given.indexOf('--corpus');
const corpus = at === -1 ? join(root, 'node_modules') : resolve(given.splice(at, 2)[1] ?? '.');
const options = given.filter((each) => each.startsWith('--'));
const wanted = given.filter((each) => !each.startsWith('--'));
const unknown = wanted.filter((each) => !BENCHES.includes(each));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}. There are: ${BENCHES.join(', ')}`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'tacit-bench-'));
const distribution = join(scratch, 'dist');
/** Bundles TypeScript of this repository as the programs are; gives the file to `require`. */
// What steers Node makes a server start twice, and the first of the two does nothing but wait: it is no server to be measured.
for (const name of ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']) delete process.env[name];

async function bundle(name, contents) {
  const outfile = join(scratch, `${name}.cjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

console.log(`Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
try {
  execFileSync(process.execPath, [join(root, 'esbuild.mjs'), '--outdir', distribution], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const name of wanted.length === 0 ? BENCHES : wanted) {
    const { measure } = await import(`./${name}.mjs`);
    for (const each of await measure({ root, distribution, scratch, corpus, options, bundle })) print(each);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
