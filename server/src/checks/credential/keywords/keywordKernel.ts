import { KERNEL } from './kernel';

/** What is used of WebAssembly, which the types of Node do not have. */
interface Engine {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly env: object }) => { readonly exports: KeywordKernel };
}

/** The functions of `scripts/kernel/keywords.ts`. */
export interface KeywordKernel {
  readonly build: (keywords: number, classes: number) => number;
  readonly find: (from: number, length: number, last: number, bytes: number, room: number) => number;
}

let compiled: object | undefined;

/** A kernel of its own (compiled once), and its memory of at least so many bytes, all zero. */
export function startKernel(bytes: number): { readonly kernel: KeywordKernel; readonly buffer: ArrayBuffer } {
  const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
  const memory = new Memory({ initial: Math.ceil(bytes / 65_536) });
  compiled ??= new Module(Buffer.from(KERNEL, 'base64'));
  return { kernel: new Instance(compiled, { env: { memory } }).exports, buffer: memory.buffer };
}
