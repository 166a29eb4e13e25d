import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { GrammarLoader } from './grammars';

const decompress = promisify(brotliDecompress);

/** Loads `<folder>/<name>.wasm.br`, as the build lays the pinned grammars down. */
export function compressedGrammars(folder: string): GrammarLoader {
  return async (name) => {
    try {
      return await decompress(await readFile(join(folder, `${name}.wasm.br`)));
    } catch {
      return undefined;
    }
  };
}
