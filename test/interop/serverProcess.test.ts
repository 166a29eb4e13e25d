import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { CancellationTokenSource, createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { distribution, makeSandbox } from '../support/tacit';

const sandbox = makeSandbox();
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => sandbox.dispose());

const key = (): string => 'sk' + '_live_' + '4Qw8Zr2Tn6Vb1Xk9Lm3Pd7Hs';

/** The built server as any editor starts it: no descriptor 3. `ended` gives its exit code, or `hangs` after ten seconds. */
function startServer(environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(distribution, 'server.js'), '--stdio'], {
    cwd: sandbox.project,
    env: { ...sandbox.environment, ...environment },
    stdio: 'pipe',
  });
  children.push(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | string>((done) => child.once('exit', (code, signal) => done(code ?? signal ?? 'unknown')));
  const ended = (): Promise<number | string> => {
    let timer: NodeJS.Timeout;
    const late = new Promise<string>((done) => (timer = setTimeout(() => done('hangs'), 10_000)));
    return Promise.race([exited, late]).finally(() => clearTimeout(timer));
  };
  return { child, ended, stderr: () => stderr };
}

async function connect(server: ReturnType<typeof startServer>, options: object = {}) {
  const connection = createProtocolConnection(new StreamMessageReader(server.child.stdout), new StreamMessageWriter(server.child.stdin));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const workspaceFolders = [{ uri: pathToFileURL(sandbox.project).href, name: 'project' }];
  const capabilities = { textDocument: { diagnostic: {}, codeAction: { disabledSupport: true } } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities, workspaceFolders, ...options });
  await connection.sendNotification('initialized', {});
  const open = (uri: string, text: string) =>
    connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  const pull = async (uri: string) => {
    const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    return report.kind === 'full' ? report.items : [];
  };
  return { connection, open, pull };
}

const uri = pathToFileURL(join(sandbox.project, 'a.ts')).href;
const leak = (): string => `const stripeKey = "${key()}";\n`;

describe('the end of the server', () => {
  it.each([
    ['exit after shutdown', true, 0],
    ['exit without shutdown', false, 1],
  ])('comes with %s', async (_name, shutdown, code) => {
    const server = startServer();
    const { connection } = await connect(server);
    if (shutdown) await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await server.ended()).toBe(code);
    connection.dispose();
  });

  it('comes with the death of the editor that started it', async () => {
    // The editor: starts the server, tells its pid, waits to be killed.
    const script = `const c = require('child_process').spawn(process.execPath, [${JSON.stringify(join(distribution, 'server.js'))}, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null } });
      c.stdin.write('Content-Length: ' + body.length + '\\r\\n\\r\\n' + body);
      c.stdout.once('data', () => console.log(c.pid)); setInterval(() => {}, 1000);`;
    const editor = spawn(process.execPath, ['-e', script], { env: sandbox.environment, stdio: 'pipe' });
    children.push(editor);
    const pid = await new Promise<number>((done) => editor.stdout.once('data', (chunk: Buffer) => done(Number(chunk.toString()))));
    expect(pid).toBeGreaterThan(0);
    const lives = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    expect(lives()).toBe(true);
    editor.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while (lives() && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
    expect(lives()).toBe(false);
  });

  it.each([
    ['no header at all', 'hello there\n\n'],
    ['a header without a length', 'Content-Type: x\r\n\r\n{}'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n{}'],
    ['no JSON', 'Content-Length: 5\r\n\r\n{{{{{'],
    ['no object', 'Content-Length: 2\r\n\r\n42'],
    ['bytes', '\u0000\u0001\u0002\r\n\r\n\u0000'],
  ])('comes at the end of input after %s, quoting none of it', async (_name, garbage) => {
    const server = startServer();
    server.child.stdin.end(garbage + key());
    expect(await server.ended()).not.toBe('hangs');
    expect(server.stderr()).not.toContain(key());
  });
});

describe('debug doors (THREATS 36)', () => {
  it.each([
    ['--inspect=127.0.0.1:0', '--inspect=127.0.0.1:0'],
    ['diagnostic reports', '--report-on-fatalerror --report-uncaught-exception --report-on-signal --report-signal=SIGUSR2'],
  ])('%s in NODE_OPTIONS leaves no port and no file', async (_name, value) => {
    const server = startServer({ NODE_OPTIONS: value });
    const { connection, open, pull } = await connect(server);
    server.child.kill('SIGUSR1');
    await open(uri, leak());
    expect(await pull(uri)).toHaveLength(1);
    const told = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(server.stderr());
    if (told !== null) await expect(fetch(`http://127.0.0.1:${told[1]}/json`)).rejects.toThrow();
    expect(readdirSync(sandbox.project).filter((name) => name.startsWith('report.'))).toEqual([]);
    connection.dispose();
  });

  it('SIGUSR1 opens no debugger', async () => {
    const server = startServer();
    const { connection, open, pull } = await connect(server);
    server.child.kill('SIGUSR1');
    await open(uri, leak());
    expect(await pull(uri)).toHaveLength(1);
    expect(server.stderr()).not.toContain('Debugger listening');
    connection.dispose();
  });
});

describe('what an editor may send', () => {
  it.each<[string, string, number]>([
    ['a document of 2 MB', 'const entry = { id: 1, name: "entry" };\n'.repeat(50_000), 1],
    ['one line of 1 MB', 'x'.repeat(1_000_000) + ';', 1],
    ['bytes of a program', Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(at % 256)).join(''), 1],
  ])('%s is answered, and the leak behind it found', async (_name, before, count) => {
    const server = startServer();
    const { connection, open, pull } = await connect(server);
    await open(uri, `${before}\n${leak()}`);
    const found = await pull(uri);
    expect(found.filter(({ code }) => code !== 'partly-checked').length).toBe(count);
    connection.dispose();
  });

  it('a hundred edits in one breath, a cancelled request for each: the next answer is for the last text', async () => {
    const server = startServer();
    const { connection, open, pull } = await connect(server);
    await open(uri, '\n');
    const answers: Promise<unknown>[] = [];
    for (let version = 2; version <= 101; version++) {
      const text = leak().repeat(version % 5);
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
      const source = new CancellationTokenSource();
      const asked = connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token);
      answers.push(
        asked.then(
          () => 'answered',
          (error: unknown) => (error as { code?: number }).code,
        ),
      );
      source.cancel();
    }
    // RequestCancelled, or answered before that arrived; nothing hangs and nothing else fails.
    for (const answer of await Promise.all(answers)) expect(['answered', -32800]).toContain(answer);
    expect(await pull(uri)).toHaveLength(101 % 5);
    connection.dispose();
  });

  it('a client that claims a private pipe where there is none is served all the same', async () => {
    const server = startServer();
    const { connection, open, pull } = await connect(server, { initializationOptions: { tacit: { client: 'vscode', privateChannel: true, trusted: true } } });
    await open(uri, leak());
    expect(await pull(uri)).toHaveLength(1);
    connection.dispose();
  });

  it.each([
    ['a virtual file system', 'vscode-vfs://github/owner/repo/a.ts'],
    ['a repository elsewhere', 'git:/a.ts?ref'],
    ['a file of another host', 'file://host/share/a.ts'],
  ])('%s: found; the move is disabled, with a reason', async (_name, at) => {
    const server = startServer();
    const { connection, open, pull } = await connect(server);
    await open(at, leak());
    const [finding] = await pull(at);
    expect(finding).toBeDefined();
    const actions = await connection.sendRequest<{ title: string; disabled?: { reason: string } }[]>('textDocument/codeAction', {
      textDocument: { uri: at },
      range: finding!.range,
      context: { diagnostics: [] },
    });
    const move = actions.find(({ title }) => title === 'Move to vault…');
    expect(move?.disabled?.reason).toContain('Save a copy here first');
    expect(move).not.toHaveProperty('command');
    connection.dispose();
  });
});

writeFileSync(join(sandbox.project, 'a.ts'), '');
