import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { realEngine } from '../../server/src/lsp/session/realEngine';
import { type ClientSetup, LspClient } from './lspClient';
import { distribution, type Sandbox } from './tacit';

export interface ServerProcess {
  readonly client: LspClient;
  readonly child: ChildProcess;
  readonly stderr: () => string;
  /** Every system call recorded so far; complete after `client.stop()`. */
  readonly trace: () => string;
}

/** The built server as an editor starts it, under strace: standard input and output for LSP, descriptor 3 for values. */
export async function startBuiltServer(
  sandbox: Sandbox,
  setup: Partial<ClientSetup> = {},
  options: { readonly calls?: string; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<ServerProcess> {
  const log = join(sandbox.root, 'server.strace');
  const command = [
    '-f',
    '-qq',
    '-e',
    `trace=${options.calls ?? 'execve,connect'}`,
    '-s',
    '65535',
    '-o',
    log,
    process.execPath,
    join(distribution, 'server.js'),
  ];
  const child = spawn('strace', command, {
    cwd: sandbox.project,
    env: { ...sandbox.environment, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const client = await new LspClient({
    engine: realEngine(),
    folder: sandbox.project,
    ...setup,
    process: { stdin: child.stdin, stdout: child.stdout, channel: child.stdio[3] as Duplex, once: (event, listener) => child.once(event, listener) },
  }).start();
  return { client, child, stderr: () => stderr, trace: () => (existsSync(log) ? readFileSync(log, 'latin1') : '') };
}
