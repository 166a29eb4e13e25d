// Compiles the inner loop of the prefilter (kernel/keywords.ts, AssemblyScript) and writes its bytes to server/src/checks/credential/keywords/kernel.ts.
//   node scripts/kernel.mjs [--check]      --check: writes nothing, and fails where what is there is not what the source gives
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../server/src/checks/credential/keywords/kernel.ts');

let bytes = new Uint8Array();
const { error, stderr } = await main(
  ['keywords.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--disable', 'bulk-memory', '--enable', 'simd'],
  {
    readFile: (name) => {
      try {
        return readFileSync(join(here, 'kernel', name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      bytes = contents;
    },
    listFiles: () => [],
  },
);
const told = stderr.toString();
if (error !== null || told !== '') {
  console.error(told);
  process.exit(1);
}
const lines = Buffer.from(bytes)
  .toString('base64')
  .match(/.{1,140}/g);
const text = `// Made by scripts/kernel.mjs of scripts/kernel/keywords.ts; do not edit.
/** The prefilter's inner loop: a WebAssembly module in base64. */
export const KERNEL =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('kernel.ts is not what scripts/kernel/keywords.ts gives: run node scripts/kernel.mjs');
  process.exit(1);
}
