// Builds dist/: extension.js, server.js, cli.js, worker.js, the grammars (compressed) and the licence list of what is bundled.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { dirname, join, resolve } from 'node:path';

const root = dirname(fileURLToPath(import.meta.url));
// `--outdir DIR`: elsewhere, so that a test builds what it looks at without touching dist/.
const given = process.argv.indexOf('--outdir');
const out = given === -1 ? join(root, 'dist') : resolve(process.argv[given + 1]);
process.chdir(root);
const entries = { server: 'server/src/main.ts', cli: 'server/src/cli.ts', worker: 'server/src/analysis/worker.ts', extension: 'client/src/extension.ts' };
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'grammars'), { recursive: true });
const result = await build({
  entryPoints: present,
  outdir: out,
  bundle: true,
  minify: true,
  keepNames: false,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  define: { TACIT_VERSION: JSON.stringify(version), 'import.meta.url': '__bundleUrl' },
  banner: { js: 'const __bundleUrl=require("node:url").pathToFileURL(__filename).href;' },
  metafile: true,
  sourcemap: process.argv.includes('--sourcemap'),
  logLevel: 'warning',
});

// Grammars come prebuilt in the grammars' own npm archives; what they must be is pinned here (THREATS 49).
const pins = JSON.parse(readFileSync('server/src/syntax/grammars.json', 'utf8'));
for (const { name, file, sha256 } of pins) {
  const bytes = readFileSync(join('node_modules', file));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256) throw new Error(`${file} has SHA-256 ${digest}, expected ${sha256}`);
  writeFileSync(
    join(out, 'grammars', `${name}.wasm.br`),
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
}

const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (match) packages.add(match[1]);
}
for (const { file } of pins)
  packages.add(
    file
      .split('/')
      .slice(0, file.startsWith('@') ? 2 : 1)
      .join('/'),
  );
const lines = [...packages].sort().map((name) => {
  const found = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `${name} ${found.version} ${typeof found.license === 'string' ? found.license : (found.license?.type ?? 'see package')}`;
});
writeFileSync(join(out, 'third-party.txt'), lines.join('\n') + '\n');
