import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fail, systemCode, TacitError } from '../base/errors';
import type { Automaton } from './automaton';
import { MaskingStream } from './mask';

/** `run`'s own failure; a program that cannot be executed; one that is not there (as shells and `env` do; DESIGN §6). */
export const RUN_EXIT = { failure: 125, notExecutable: 126, notFound: 127, signal: 128 } as const;

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGWINCH'] as const;
/** What a terminal sends to the whole foreground group: the child has it already, and a second SIGINT makes many programs stop the hard way. */
const FROM_TERMINAL: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT', 'SIGWINCH']);

/** The write end of one of our streams, and whether it is a terminal. */
export interface OutputStream {
  readonly stream: Writable & { readonly fd?: number };
  readonly isTerminal: boolean;
}

export interface SpawnOptions {
  /** Program and arguments, as the user typed them. No shell. */
  readonly command: readonly string[];
  /** From `childEnvironment`. */
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly automaton: Automaton;
  /** Mask on a terminal too (`--mask`). Off a terminal output is always masked. */
  readonly mask: boolean;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether we stand in a terminal's foreground group. */
  readonly inTerminal: boolean;
}

/** How a program that could not be started is reported. Nothing of the library's message, which quotes arguments and environment, is kept. */
function startFailure(program: string, thrown: unknown): TacitError {
  switch (systemCode(thrown)) {
    case 'ENOENT':
      return new TacitError({ code: 'ProgramNotFound', program });
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ELOOP':
      return new TacitError({ code: 'ProgramNotExecutable', program });
    case 'E2BIG':
      return new TacitError({ code: 'ValueUnusable', name: '', because: 'too-large' });
    default:
      return new TacitError({ code: 'Internal', at: 'run/spawn' });
  }
}

/** Exit code for a failure of `run` itself: 127 and 126 as shells do, else 125. */
export function exitCodeFor(error: TacitError): number {
  if (error.failure.code === 'ProgramNotFound') return RUN_EXIT.notFound;
  return error.failure.code === 'ProgramNotExecutable' ? RUN_EXIT.notExecutable : RUN_EXIT.failure;
}

/** Sends a child's stream through the masker to ours. Done when all was handed on, or when nobody reads ours any more. */
function pump(from: Readable, automaton: Automaton, to: Writable): Promise<void> {
  return new Promise((done) => {
    const masked = new MaskingStream(automaton);
    const finish = (): void => {
      to.off('error', broken);
      // An empty write is answered when everything before it is with the system.
      if (to.destroyed) done();
      else to.write('', () => done());
    };
    // Our reader is gone (`| head`): the child must see that too, so its pipe is closed.
    const broken = (): void => {
      from.destroy();
      masked.destroy();
      to.off('error', broken);
      to.on('error', () => undefined);
      done();
    };
    to.on('error', broken);
    from.on('error', () => masked.end());
    masked.on('end', finish);
    masked.on('error', finish);
    from.pipe(masked).pipe(to, { end: false });
  });
}

/** Forwards signals to the child until the returned function is called. Ours are caught meanwhile, so that we outlive it and report its end. */
function forwardSignals(child: ChildProcess, inTerminal: boolean): () => void {
  const handlers = FORWARDED.map((signal) => {
    const handler = (): void => {
      if (!(inTerminal && FROM_TERMINAL.has(signal))) child.kill(signal);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

function start({ command, environment, cwd }: SpawnOptions, stdio: readonly ('inherit' | 'pipe')[]): ChildProcess {
  const [program, ...args] = command;
  if (program === undefined || program === '') return fail({ code: 'ArgumentInvalid', argument: 'command' });
  if (command.some((part) => part.includes('\0'))) return fail({ code: 'ArgumentInvalid', argument: 'command' });
  if (Object.entries(environment).some(([name, value]) => name.includes('\0') || value?.includes('\0') === true))
    return fail({ code: 'ValueUnusable', name: '', because: 'nul' });
  try {
    return spawn(program, args, { cwd, env: environment, shell: false, stdio: [...stdio], windowsHide: false });
  } catch (thrown) {
    throw startFailure(program, thrown);
  }
}

/**
 * Runs a program with the approved environment and gives the exit code that `run` ends with: the child's, or 128+n for a signal. Standard
 * input is inherited; an output stream is inherited on a terminal unless `mask`, else it goes through the masker. Throws `ProgramNotFound`,
 * `ProgramNotExecutable`, `ValueUnusable`, `ArgumentInvalid` where nothing was started (see `exitCodeFor`).
 */
export async function spawnChild(options: SpawnOptions): Promise<number> {
  const { automaton, mask, stdout, stderr } = options;
  const masked = [stdout, stderr].map(({ isTerminal }) => mask || !isTerminal);
  const child = start(options, ['inherit', masked[0] === true ? 'pipe' : 'inherit', masked[1] === true ? 'pipe' : 'inherit']);
  const stopForwarding = forwardSignals(child, options.inTerminal);
  const pumps: readonly Promise<void>[] = [
    child.stdout === null ? Promise.resolve() : pump(child.stdout, automaton, stdout.stream),
    child.stderr === null ? Promise.resolve() : pump(child.stderr, automaton, stderr.stream),
  ];
  try {
    return await new Promise<number>((resolve, reject) => {
      let started = false;
      child.once('spawn', () => (started = true));
      child.on('error', (error) => {
        // After the start an error means that a signal could not be sent; the exit still comes.
        if (!started) reject(startFailure(options.command[0] ?? '', error));
      });
      // Like a shell's pipeline, we go on until every process that holds the pipe has closed it.
      child.once('exit', (code, signal) => {
        const result = code ?? RUN_EXIT.signal + (signal === null ? 0 : constants.signals[signal]);
        void Promise.all(pumps).then(() => resolve(result));
      });
    });
  } finally {
    stopForwarding();
  }
}
