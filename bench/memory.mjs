// RSS of the language server with a workspace of 2,000 files, ten of them open in ten languages, after it was left alone for some seconds.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { row } from './table.mjs';
import { typescript } from './texts.mjs';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)('vscode-languageserver/node');
const FILES = 2000;
const IDLE = 8000;
const LANGUAGES = {
  ts: 'typescript',
  js: 'javascript',
  py: 'python',
  java: 'java',
  go: 'go',
  rb: 'ruby',
  php: 'php',
  cs: 'csharp',
  rs: 'rust',
  sh: 'shellscript',
};

export async function measure({ distribution, scratch }) {
  const folder = join(scratch, 'workspace');
  mkdirSync(folder, { recursive: true });
  const text = typescript(60, 200);
  for (let file = 0; file < FILES; file++) writeFileSync(join(folder, `file${file}.ts`), text);
  const child = spawn(process.execPath, [join(distribution, 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } } };
  const rootUri = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', { processId: process.pid, rootUri, capabilities, workspaceFolders: [{ uri: rootUri, name: 'bench' }] });
  await connection.sendNotification('initialized', {});
  for (const [extension, languageId] of Object.entries(LANGUAGES)) {
    const uri = `${rootUri}/open.${extension}`;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text: `${text}\nconsole.log("password", password);\n` },
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  }
  await new Promise((done) => setTimeout(done, IDLE));
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  return [row(`server, ${FILES} files, ${Object.keys(LANGUAGES).length} languages open, idle: RSS`, kilobytes / 1000, 'MB', 150)];
}
