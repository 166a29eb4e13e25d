import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { removeFolder } from './removeFolder';

export const distribution = resolve(import.meta.dirname, '../../dist');

/** One user on one machine: a home of its own, and a folder for temporary files that nobody else writes to. */
export interface Sandbox {
  readonly root: string;
  readonly home: string;
  readonly temporary: string;
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  dispose(): void;
}

export function makeSandbox(): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'tacit-sandbox-'));
  const at = (name: string): string => join(root, name);
  for (const name of ['home', 'tmp', 'project', 'run']) mkdirSync(at(name), { mode: 0o700 });
  return {
    root,
    home: at('home'),
    temporary: at('tmp'),
    project: at('project'),
    environment: {
      PATH: process.env.PATH,
      HOME: at('home'),
      TMPDIR: at('tmp'),
      XDG_RUNTIME_DIR: at('run'),
      LANG: 'C.UTF-8',
    },
    dispose: () => removeFolder(root),
  };
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What strace recorded: every execve and connect of the process and all its children, arguments in full. */
  readonly trace: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Records every execve and connect (THREATS 19, 50). Needs strace, which scripts/provision provides. */
  readonly strace?: boolean;
  /** What to record instead: names of system calls, separated by commas. */
  readonly calls?: string;
}

/** Runs the built `tacit` in a sandbox, as a user would: no terminal, its own home. */
export function tacit(sandbox: Sandbox, parameters: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const cli = join(distribution, 'cli.js');
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build`');
  const log = join(sandbox.root, 'strace.log');
  const plain = [process.execPath, cli, ...parameters];
  const command =
    options.strace === true ? ['strace', '-f', '-qq', '-e', `trace=${options.calls ?? 'execve,connect'}`, '-s', '65535', '-o', log, ...plain] : plain;
  return new Promise((done, failed) => {
    const child = spawn(command[0]!, command.slice(1), {
      cwd: options.cwd ?? sandbox.project,
      env: { ...sandbox.environment, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'ENOENT' && options.strace === true ? new Error('strace is missing: install it (Debian: apt-get install strace)') : error),
    );
    child.on('close', (code, signal) => {
      const trace = options.strace === true && existsSync(log) ? readFileSync(log, 'latin1') : '';
      rmSync(log, { force: true });
      done({ code, signal, stdout, stderr, trace });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

export const folderOf = (file: string): string => dirname(file);
