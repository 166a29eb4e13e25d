// Builds dist/: extension.js, server.js, cli.js, worker.js with the chunks that they share or load late, the grammars (compressed) and the licence
// list of what is bundled.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { basename, dirname, join, resolve } from 'node:path';

const root = dirname(fileURLToPath(import.meta.url));
// `--outdir DIR`: elsewhere, so that a test builds what it looks at without touching dist/.
const given = process.argv.indexOf('--outdir');
const out = given === -1 ? join(root, 'dist') : resolve(process.argv[given + 1]);
process.chdir(root);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const sourcemap = process.argv.includes('--sourcemap');
const options = {
  outdir: out,
  bundle: true,
  minify: true,
  keepNames: false,
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  define: { TACIT_VERSION: JSON.stringify(version), 'import.meta.url': '__bundleUrl' },
  metafile: true,
  sourcemap: sourcemap ? 'inline' : false,
  write: false,
  logLevel: 'warning',
};
/**
 * age-encryption collects a stream through fetch's `Response`, and the first use of that loads all of Node's HTTP client: 25 ms at every `tacit run`.
 * Node's own collector of streams does the same.
 */
const ageStreams = {
  name: 'age-streams',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]age-encryption[\\/]dist[\\/]io\.js$/ }, ({ path }) => {
      const original = readFileSync(path, 'utf8');
      const contents = original.replaceAll(/new Response\((stream)\)\.(arrayBuffer|text)\(\)/g, '$2($1)');
      if (contents.includes('Response') || contents === original) throw new Error(`${path} is not what it was: look at ageStreams in esbuild.mjs`);
      return { contents: `import { arrayBuffer, text } from 'node:stream/consumers';\n${contents}` };
    });
  },
};
/**
 * web-tree-sitter declares a `require` of its own in the function that says `await import("module")`. As CommonJS that import is a `require` too,
 * and would find the one that is not set yet: no grammar would load.
 */
const treeSitterRequire = {
  name: 'tree-sitter-require',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]web-tree-sitter[\\/]web-tree-sitter\.js$/ }, ({ path }) => {
      const original = readFileSync(path, 'utf8');
      const contents = original.replace('var require = createRequire', 'var nodeRequire = createRequire').replace(/\brequire\("/g, 'nodeRequire("');
      if (!contents.includes('var nodeRequire') || /\brequire\(/.test(contents)) throw new Error(`${path} is not what it was: look at esbuild.mjs`);
      return { contents };
    });
  },
};
/**
 * node-vault sends by our own transport and prints nothing (stores/hashicorp/client.ts): what it brings for that, its templates and schemas for
 * commands that are not used, does not ship.
 */
const nodeVaultAlone = {
  name: 'node-vault-alone',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^(?:axios|debug|mustache|tv4)$/ }, ({ path, importer }) =>
      /[\\/]node-vault[\\/]src[\\/]/.test(importer) ? { path, namespace: 'not-shipped' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'not-shipped' }, () => ({ contents: 'module.exports = () => () => undefined;' }));
  },
};
const banner = 'const __bundleUrl=require("node:url").pathToFileURL(__filename).href;';

// What starts often must not compile what it does not use: code that several programs share, and what is loaded late (`await import(…)`), is cut
// into chunks beside them. esbuild cuts ES modules only, so each file is turned into CommonJS afterwards; a late import becomes a late `require`.
const programs = await build({
  ...options,
  entryPoints: { server: 'server/src/main.ts', cli: 'server/src/cli.ts', worker: 'server/src/analysis/scanning/worker.ts' },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunk-[hash]',
  plugins: [ageStreams, treeSitterRequire, nodeVaultAlone],
});
const extension = await build({ ...options, entryPoints: { extension: 'client/src/extension.ts' }, format: 'cjs', banner: { js: banner } });

const written = new Set(['grammars', 'third-party.txt']);
/** In place of an older one in one step: another process may be reading it. */
function write(name, contents) {
  written.add(name);
  const path = join(out, name);
  writeFileSync(`${path}.new`, contents);
  if (name === 'cli.js') chmodSync(`${path}.new`, 0o755);
  renameSync(`${path}.new`, path);
}
mkdirSync(join(out, 'grammars'), { recursive: true });
// Of a CommonJS package that is imported late, esbuild's chunk gives a default alone: its names are to be there too, as Node's `import()` gives them.
const laterPackages = new Set(
  Object.entries(programs.metafile.outputs).flatMap(([file, { entryPoint }]) =>
    entryPoint !== undefined && programs.metafile.inputs[entryPoint]?.format === 'cjs' ? [basename(file)] : [],
  ),
);
for (const { path, text } of programs.outputFiles) {
  const { code } = await transform(text, {
    format: 'cjs',
    minify: true,
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    banner: text.includes('__bundleUrl') ? banner : '',
    footer: laterPackages.has(basename(path)) ? 'module.exports=module.exports.default;' : '',
    sourcemap: sourcemap ? 'inline' : false,
    logLevel: 'warning',
  });
  write(basename(path), code);
}
for (const { path, contents } of extension.outputFiles) write(basename(path), contents);
for (const name of readdirSync(out)) if (!written.has(name)) rmSync(join(out, name), { recursive: true, force: true });

// Grammars come prebuilt in the grammars' own npm archives; what they must be is pinned here (THREATS 49).
const pins = JSON.parse(readFileSync('server/src/syntax/grammars.json', 'utf8'));
for (const { name, file, sha256 } of pins) {
  const bytes = readFileSync(join('node_modules', file));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256) throw new Error(`${file} has SHA-256 ${digest}, expected ${sha256}`);
  write(
    join('grammars', `${name}.wasm.br`),
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
}
for (const name of readdirSync(join(out, 'grammars'))) if (!written.has(join('grammars', name))) rmSync(join(out, 'grammars', name));

const packages = new Set();
for (const input of [programs, extension].flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
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
write('third-party.txt', lines.join('\n') + '\n');
