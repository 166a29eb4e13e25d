// Prints the budgets of DESIGN §8 that an editor feels: change → report (p50, p95), and start of the server → first diagnostic.
// Run: npm run build && npx esbuild bench/latency.ts --bundle --platform=node --outfile=/tmp/latency.cjs && node /tmp/latency.cjs
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const server = resolve(process.argv[2] ?? join(process.cwd(), 'dist', 'server.js'));
const uri = 'file:///bench/large.ts';
const token = (): string => 'sk' + '_live_' + randomBytes(12).toString('hex');

/** 5,000 lines of TypeScript with a credential in every 500th; every `every`th line speaks of passwords, and as many of keys and secrets. */
function source(every: number): string {
  const lines: string[] = [];
  for (let line = 0; line < 5000; line++) {
    if (line % 500 === 250) lines.push(`const stripeKey${line} = "${token()}";`);
    else if (line % every === 0) lines.push(`  const passwordField${line} = form.get("password-${line}") ?? options.token;`);
    else if (line % (every - 2) === 0) lines.push(`  // What the key of entry ${line} means is decided by the secret's owner.`);
    else lines.push(`  await handle${line}(request, { id: ${line}, name: "entry ${line}", active: ${String(line % 2 === 0)} });`);
  }
  return lines.join('\n');
}

async function run(samples: number, text: string): Promise<{ first: number; laps: number[] }> {
  const started = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities, workspaceFolders: null });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  const pull = (): Promise<{ items?: unknown[] }> => connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const report = await pull();
  const first = performance.now() - started;
  if ((report.items?.length ?? 0) < 10) throw new Error('the report lacks findings');
  const laps: number[] = [];
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
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  await new Promise((done) => child.once('exit', done));
  return { first, laps };
}

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function main(): Promise<void> {
  const line = (what: string, value: number, budget: number): string => `${what.padEnd(52)} ${value.toFixed(1).padStart(8)} ms   budget ${budget} ms`;
  const text = source(60);
  const firsts: number[] = [];
  for (let round = 0; round < 7; round++) firsts.push((await run(0, text)).first);
  firsts.sort((a, b) => a - b);
  console.log(`transport included, Node ${process.version}`);
  for (const [kind, every] of [
    ['typical', 60],
    ['dense', 7],
  ] as const) {
    const sorted = (await run(300, source(every))).laps.slice(20).sort((a, b) => a - b);
    console.log(line(`change → report, 5,000 lines, ${kind}, p50`, percentile(sorted, 0.5), 10));
    console.log(line(`change → report, 5,000 lines, ${kind}, p95`, percentile(sorted, 0.95), 10));
  }
  console.log(line('start of the process → first diagnostic, median', percentile(firsts, 0.5), 300));
  console.log(line('start of the process → first diagnostic, best', firsts[0] ?? 0, 300));
}

void main();
