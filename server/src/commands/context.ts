import type { Readable, Writable } from 'node:stream';
import pico from 'picocolors';

/** What a command may touch of the outside; tests give their own. */
export interface CommandContext {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Absolute path of the folder with worker.js and the grammars. */
  readonly distribution: string;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** Exit codes of DESIGN §6. `run` has its own: 125 to 128+n. */
export const EXIT = { clean: 0, findings: 1, failure: 2, runFailure: 125 } as const;

export type Colours = ReturnType<typeof pico.createColors>;

/** Colours only on a terminal, and not where NO_COLOR is set or TERM is dumb. */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
  const wanted = stream.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return pico.createColors(wanted);
}

export function printLine(stream: Writable, line = ''): void {
  stream.write(`${line}\n`);
}

/** Waits until everything written so far was handed to the system, so that an exit cuts nothing off a pipe. */
export function drained(stream: Writable): Promise<void> {
  return new Promise((done) => {
    if (stream.destroyed || stream.writableEnded) done();
    else stream.write('', () => done());
  });
}
