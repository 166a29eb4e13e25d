import { basename } from 'node:path';
import { Parser } from 'web-tree-sitter';
import { FileScanner } from '../../server/src/analysis/scanning/scanFile';
import '../../server/src/analysis/scanning/worker';

// The thread of a scan as it ships, with an engine that breaks where a text or a name says so: nothing of it can be reached from the product.

/** What the types of Node leave out. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { readonly exports: { readonly f: () => void } } };
};

/** The program `(module (func (export "f") <body>))`. */
function wasm(body: readonly number[]): () => void {
  const code = [0, ...body, 0x0b];
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x66, 0, 0];
  const module = new WebAssembly.Module(new Uint8Array([...head, 0x0a, code.length + 2, 1, code.length, ...code]));
  return new WebAssembly.Instance(module).exports.f;
}

const FAULTS: Readonly<Record<string, () => void>> = {
  // loop br 0
  'the parser hangs': wasm([0x03, 0x40, 0x0c, 0, 0x0b]),
  // unreachable
  'the parser traps': wasm([0]),
};

const parse = Object.getOwnPropertyDescriptor(Parser.prototype, 'parse')?.value as Parser['parse'];
Parser.prototype.parse = function (this: Parser, ...given) {
  const [text] = given;
  for (const [said, fault] of Object.entries(FAULTS)) if (typeof text === 'string' && text.includes(said)) fault();
  return parse.apply(this, given);
};

const scan = Object.getOwnPropertyDescriptor(FileScanner.prototype, 'scan')?.value as FileScanner['scan'];
FileScanner.prototype.scan = function (this: FileScanner, path) {
  if (basename(path).startsWith('dies')) throw new Error('out of memory');
  return scan.call(this, path);
};
