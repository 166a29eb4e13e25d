// Prints what detection costs: MB/s over a tree (prefilter on bytes, full check of what it lets pass), milliseconds for one document,
// start-up, and hostile texts of 1 MB and 2 MB. `node bench/detection.mjs [FOLDER]`; not a test, it only prints.
import { build } from 'esbuild';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = process.argv[2] ?? join(root, 'node_modules');
const scratch = mkdtempSync(join(tmpdir(), 'tacit-bench-'));
const options = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' };
await build({
  ...options,
  entryPoints: { check: join(root, 'server/src/checks/credential/check.ts'), families: join(root, 'server/src/checks/credential/families.ts') },
  outdir: scratch,
});

const clock = (work) => {
  const from = performance.now();
  work();
  return performance.now() - from;
};
const documentOf = (text, languageId = 'typescript') => ({ uri: 'file:///bench.ts', version: 0, languageId, text });
const from = performance.now();
const { default: engine } = await import(pathToFileURL(join(scratch, 'check.js')).href);
engine.checkCredentials(documentOf('const a = 1;'));
console.log(`import to first result: ${(performance.now() - from).toFixed(1)} ms`);

const files = [];
const walk = (at, depth) => {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const path = join(at, entry.name);
    if (entry.isDirectory() && depth < 12) walk(path, depth + 1);
    else if (entry.isFile() && /\.(?:[cm]?[jt]sx?|json|md|ya?ml|py|java|go|sh|toml|properties|c|h)$/.test(entry.name) && statSync(path).size < 4e6)
      files.push(path);
    if (files.length >= 20_000) return;
  }
};
walk(folder, 0);
let bytes = 0;
let passed = 0;
let findings = 0;
const times = { prefilter: 0, check: 0 };
for (const file of files) {
  const content = readFileSync(file);
  bytes += content.length;
  let may = false;
  times.prefilter += clock(() => (may = engine.mayContainCredentials(content)));
  if (!may) continue;
  passed++;
  times.check += clock(() => (findings += engine.checkCredentials(documentOf(content.toString('utf8'))).filter(({ grade }) => grade !== 'placeholder').length));
}
const speed = (milliseconds) => (bytes / 1e3 / milliseconds).toFixed(0);
console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${passed} looked into, ${findings} findings`);
console.log(`prefilter ${speed(times.prefilter)} MB/s, check ${speed(times.check)} MB/s, both ${speed(times.prefilter + times.check)} MB/s (one thread)`);

const line = 'export function handle(request: Request, token = request.headers.get("x")): string { return lookup(request.url, 42); }\n';
const hostile = {
  'plain code': line,
  'key=': 'key=',
  'secret ': 'secret ',
  'password="': 'password="',
  'provider names': 'asana twilio github ',
  'provider names and operators': 'asana: "a1" ',
  'token starts': `gh${'p_'}AKIA sk_${'live_'} SG. xoxb-`,
  'npm tokens, one character short': `npm${'_'}${'a1B2c3D4e5'.repeat(3)}fffff `,
  'JWT starts': 'eyJ.eyJ',
  'JWT, no end': 'eyJhbGciOiJIUzI1NiJ9',
  'key blocks, no end': `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}\n`,
  URLs: 'a://b:c@d ',
  'URLs, no end': 'a://b:',
  'connection strings': 'server=x;password=',
  windows: 'T3BlbkFJ:AA-us1.atlasv1. ',
  sas: '?sv=2020-01-01&sig=',
  quotes: '"\'`',
};
const wanted = process.env.BENCH_ONLY;
for (const [name, piece] of Object.entries(hostile)) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  const [one, two] = [1e6, 2e6].map((size) => clock(() => engine.checkCredentials(documentOf(piece.repeat(Math.ceil(size / piece.length)).slice(0, size)))));
  console.log(`${name.padEnd(34)} 1 MB ${one.toFixed(0).padStart(5)} ms   2 MB ${two.toFixed(0).padStart(5)} ms`);
}
const large = line.repeat(5000);
engine.checkCredentials(documentOf(large));
console.log(`5,000 lines (${(large.length / 1e3).toFixed(0)} KB): ${clock(() => engine.checkCredentials(documentOf(large))).toFixed(1)} ms warm`);
rmSync(scratch, { recursive: true, force: true });
