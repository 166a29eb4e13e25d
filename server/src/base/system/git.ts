import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { currentPlatform } from './platform';
import { findProgram } from './programs';

/** Most output read of one command: 64 MiB. */
const LIMIT = 64 * 1024 * 1024;
/** Longest time a command may take, in milliseconds. */
const PATIENCE = 20_000;

/** The same for one that writes as it goes: how long it may be silent. */
const LONGEST_SILENCE = 600_000;

const NOWHERE = currentPlatform().name === 'windows' ? 'NUL' : '/dev/null';

/** Before the subcommand of every call: no file-system monitor, hook, pager, external program or transport of the repository's choice runs (THREATS 20). */
const SAFE: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    `core.hooksPath=${NOWHERE}`,
    'core.pager=cat',
    'core.sshCommand=false',
    'core.askPass=',
    'credential.helper=',
    'diff.external=',
    'protocol.allow=never',
    'submodule.recurse=false',
    'gc.auto=0',
    'maintenance.auto=false',
    'log.showSignature=false',
    // A larger file is told as changed, without its lines: else one alone could be more than an answer may be.
    'core.bigFileThreshold=32m',
  ].flatMap((setting) => ['-c', setting]),
];

/** After the subcommand, where it makes diffs. */
export const NO_DIFF_PROGRAMS: readonly string[] = ['--no-ext-diff', '--no-textconv'];

function safeEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const name of ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'APPDATA', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'])
    if (process.env[name] !== undefined) environment[name] = process.env[name];
  return {
    ...environment,
    PATH: currentPlatform().name === 'windows' ? (process.env.PATH ?? '') : '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_ASKPASS: '',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

/** A command of git that is written to and read from while it runs. */
export interface GitStream {
  readonly stdin: Writable;
  readonly stdout: AsyncIterable<Buffer>;
  /** Resolves when it has ended: true where it ended well by itself. */
  readonly ended: Promise<boolean>;
  stop(): void;
}

/**
 * The one way Tacit runs git (THREATS 19–21): an absolute program outside the workspace, no shell, arguments that are never values,
 * and nothing in the repository that could run. Make one only for a folder that the user trusts.
 */
export class Git {
  readonly #program: string;
  readonly #folder: string;
  readonly #indexFile: string | undefined;

  private constructor(program: string, folder: string, indexFile: string | undefined) {
    this.#program = program;
    this.#folder = folder;
    this.#indexFile = indexFile;
  }

  /**
   * Undefined where no git is installed. `folder` is the working folder, `workspace` every folder out of which no program may come,
   * `indexFile` the index to read instead of the repository's own.
   */
  static async open(folder: string, workspace: readonly string[] = [folder], options: { readonly indexFile?: string } = {}): Promise<Git | undefined> {
    const program = await findProgram('git', [folder, ...workspace]);
    return program === undefined ? undefined : new Git(program, folder, options.indexFile);
  }

  /** Standard output, or undefined where git failed, was too slow, wrote too much or was called off. Standard error is dropped. */
  async run(command: readonly string[], input?: string, signal?: AbortSignal): Promise<Buffer | undefined> {
    if (signal?.aborted === true) return undefined;
    return new Promise((resolve) => {
      const child = this.#spawn(command);
      const chunks: Buffer[] = [];
      let length = 0;
      let failed = false;
      const stop = (): void => {
        failed = true;
        child.kill('SIGKILL');
      };
      const timer = setTimeout(stop, PATIENCE);
      signal?.addEventListener('abort', stop, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LIMIT) stop();
        else chunks.push(chunk);
      });
      const end = (ok: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve(ok && !failed ? Buffer.concat(chunks) : undefined);
      };
      child.on('error', () => end(false));
      child.on('close', (code) => end(code === 0));
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });
  }

  /** Starts a command whose output is read as it comes, however long that is. Standard error is dropped. */
  stream(command: readonly string[], signal?: AbortSignal): GitStream {
    const child = this.#spawn(command);
    let failed = false;
    const stop = (): void => {
      failed = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(stop, LONGEST_SILENCE);
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const ended = new Promise<boolean>((resolve) => {
      const end = (ok: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve(ok && !failed);
      };
      child.on('error', () => end(false));
      child.on('close', (code) => end(code === 0));
    });
    child.stdin.on('error', () => undefined);
    async function* chunks(): AsyncGenerator<Buffer> {
      try {
        for await (const chunk of child.stdout) {
          clearTimeout(timer);
          timer = setTimeout(stop, LONGEST_SILENCE);
          yield chunk as Buffer;
        }
      } catch {
        // Cut off, as by `stop`: `ended` says so.
        failed = true;
      }
    }
    return { stdin: child.stdin, stdout: chunks(), ended, stop };
  }

  #spawn(command: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
    return spawn(this.#program, [...SAFE, ...command], {
      cwd: this.#folder,
      env: { ...safeEnvironment(), ...(this.#indexFile === undefined ? {} : { GIT_INDEX_FILE: this.#indexFile }) },
      shell: false,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
  }
}
