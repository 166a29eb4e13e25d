// The built language server as an editor feels it, transport included: a change to its report, and the start of the process to the first report.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { median, percentile, row } from './table.mjs';
import { typescript } from './texts.mjs';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)('vscode-languageserver/node');

const uri = 'file:///bench/large.ts';

/** Milliseconds of processor time that a process has used, in steps of 10; only Linux says. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function session(server, samples, text) {
  const started = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities, workspaceFolders: null });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  const pull = () => connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const report = await pull();
  const first = performance.now() - started;
  if ((report.items?.length ?? 0) < 5) throw new Error('the report lacks findings');
  const used = { first: processorTime(child.pid), laps: 0 };
  const laps = [];
  for (let sample = 0; sample < samples; sample++) {
    const at = { line: (sample * 37) % 5000, character: 0 };
    const begun = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: sample + 2 },
      contentChanges: [{ range: { start: at, end: at }, text: ' ' }],
    });
    await pull();
    laps.push(performance.now() - begun);
  }
  used.laps = (processorTime(child.pid) - used.first) / Math.max(1, samples);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  await new Promise((done) => child.once('exit', done));
  return { first, laps: laps.slice(20), used };
}

export async function measure({ distribution }) {
  const server = join(distribution, 'server.js');
  const rows = [];
  for (const [kind, every] of [
    ['typical', 60],
    ['dense', 7],
  ]) {
    const { laps, used } = await session(server, 320, typescript(every));
    rows.push(row(`change to report, 5,000 lines, ${kind}, median`, median(laps), 'ms'));
    rows.push(row(`change to report, 5,000 lines, ${kind}, p95`, percentile(laps, 0.95), 'ms', 10));
    rows.push(row(`change to report, 5,000 lines, ${kind}, processor time each`, used.laps, 'ms'));
  }
  const firsts = [];
  const text = typescript(60);
  const processor = [];
  for (let round = 0; round < 7; round++) {
    const { first, used } = await session(server, 0, text);
    firsts.push(first);
    processor.push(used.first);
  }
  rows.push(row('start of the server to the first report, median', median(firsts), 'ms', 300));
  rows.push(row('start of the server to the first report, best', Math.min(...firsts), 'ms'));
  rows.push(row('start of the server to the first report, processor time', median(processor), 'ms'));
  return rows;
}
