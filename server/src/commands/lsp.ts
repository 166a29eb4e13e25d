import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * `tacit lsp --stdio`: hands standard input and output to the language server's own bundle, in a process without inherited `NODE_OPTIONS`
 * (THREATS 36), and gives its exit code.
 */
export function serveLsp(server: string): Promise<number> {
  const { NODE_OPTIONS: _dropped, ...environment } = process.env;
  return new Promise((done) => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: 'inherit', env: environment, shell: false });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', () => done(2));
    child.on('exit', (code, signal) => done(code ?? (signal === null ? 2 : 128 + constants.signals[signal])));
  });
}
