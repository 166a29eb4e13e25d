import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { addLogSink } from '../../server/src/base/log';
import { createServerConnection } from '../../server/src/lsp/session/client/connection';
import { realEngine } from '../../server/src/lsp/session/realEngine';
import { startServer } from '../../server/src/lsp/server';
import { makeCanary, searchBytes } from '../support/canary';
import { PLAIN, VSCODE } from '../support/lspClient';
import { OWN, start, type Started } from './startServer';
import { stripeKey } from './values';

/** Three canaries on a line (real, placeholder, suppressed), in every kind of file; a PEM; values in comments, names and broken syntax. */
function documents(values: readonly string[]): readonly (readonly [string, string, string])[] {
  const [key, password, other, third] = values as [string, string, string, string];
  const pem = [
    '-----BEGIN ',
    'PRIVATE KEY-----\n',
    Buffer.from(password.repeat(12))
      .toString('base64')
      .replace(/(.{64})/g, '$1\n'),
    '\n-----END ',
    'PRIVATE KEY-----',
  ].join('');
  return [
    [
      'a.ts',
      'typescript',
      `const stripeKey = "${key}", password = "${password}"; // was ${other}\nconst url = "postgres://app:${third}@db.internal/x";\nconst a = process.env.DB_PASSWORD || "${password}";\n`,
    ],
    [
      'b.py',
      'python',
      `connect(user="u", password="${password}", token="${key}")  # tacit-ignore credential because a sample\nold = 1  # ${other}\npem = """${pem}"""\n`,
    ],
    ['C.java', 'java', `class C {\n  @Value(secret = "${third}")\n  String password = "${password}";\n}\n`],
    ['d.go', 'go', `package d\n\nconst apiKey = "${key}"\nvar password = "${third}"\n`],
    ['e.yaml', 'yaml', `database:\n  password: ${password}\n  url: https://u:${third}@example.test/\n`],
    ['f.json', 'json', `{"password": "${password}", "api": {"key": "${key}"}, "note": "${other}"}\n`],
    ['.env', 'dotenv', `STRIPE_KEY=${key}\nDB_PASSWORD=${password} # ${third}\n`],
    [
      'tacit.env.yaml',
      'yaml',
      `# before it was ${key}\n# @owner=${stripeKey()} password=${password}\nSTRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"\nLITERAL: "${password}"\nEVIL: "ref+vault://u:${third}@evil.example/x?token=${key}#/y"\n`,
    ],
    ['tacit.json', 'json', `{"version": 1, "rules": {"${key}": "${password}"}, "ignore": ["${third}"], "${other}": 1`],
    ['broken.ts', 'typescript', `const password = "${password}\nconst stripeKey = \`\${"${key}`],
  ];
}

/** Asks everything there is about every place of a document, the refused and impossible included. */
async function exercise({ client }: Started, uri: string, lines: number): Promise<void> {
  const items = client.initialized.capabilities.diagnosticProvider === undefined ? [] : await client.diagnostics(uri);
  const quiet = (request: Promise<unknown>): Promise<unknown> => request.catch(() => undefined);
  const textDocument = { uri };
  const whole = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
  await quiet(client.actions(uri, whole));
  await quiet(client.connection.sendRequest('textDocument/documentLink', { textDocument }));
  for (const { range } of items) {
    for (const method of ['textDocument/hover', 'textDocument/definition', 'textDocument/completion'])
      for (const position of [range.start, range.end]) await quiet(client.connection.sendRequest(method, { textDocument, position } as never));
    for (const action of await client.actions(uri, range)) {
      if (action.command !== undefined) await quiet(client.connection.sendRequest('workspace/executeCommand', { ...action.command } as never));
    }
    for (const version of [0, 1, 99]) await quiet(client.ask('tacit/move/prepare', { uri, version, range }));
  }
  for (let line = 0; line < lines; line++)
    for (const character of [5, 20, 40]) await quiet(client.connection.sendRequest('textDocument/hover', { textDocument, position: { line, character } }));
}

describe('no value leaves the server as LSP or log', () => {
  it.each([
    ['VS Code', { ...OWN, capabilities: VSCODE }],
    ['an editor with pull', { capabilities: VSCODE, press: 'Move' }],
    ['an editor with push', { capabilities: PLAIN, press: 'Move' }],
    ['an editor that refuses edits', { capabilities: VSCODE, press: 'Move', acceptsEdits: false }],
  ])('to %s', async (_name, setup) => {
    const values = [stripeKey(), makeCanary(), makeCanary(), makeCanary()];
    const events: string[] = [];
    const stop = addLogSink((event, fields) => events.push(`${event} ${JSON.stringify(fields)}`));
    try {
      const files = documents(values);
      const started = await start(Object.fromEntries(files.map(([name, , text]) => [name, text])), setup);
      const { client, folder } = started;
      for (const [name, languageId, text] of files) await client.open(folder.uri(name), languageId, text);
      for (const [name, , text] of files) await exercise(started, folder.uri(name), text.split('\n').length);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: files.map(([name]) => ({ uri: folder.uri(name), type: 2 })) });
      await client.ask('tacit/status', {});
      // What is moved to the vault is asked for too.
      const { nodes } = await client.ask('tacit/store/children', {});
      for (const { id } of nodes)
        for (const node of (await client.ask('tacit/store/children', { node: id }).catch(() => ({ nodes: [] }))).nodes) {
          await client.ask('tacit/store/describe', { node: node.id });
          const revealed = await client.ask('tacit/secret/reveal', { node: node.id, purpose: 'copy' }).catch(() => undefined);
          if (revealed !== undefined) await client.channel!.take(revealed.delivery);
        }
      expect(client.wire.length).toBeGreaterThan(5000);
      expect(searchBytes('wire', client.wire, values)).toEqual([]);
      expect(searchBytes('log', Buffer.from(events.join('\n')), values)).toEqual([]);
      if ('press' in setup && !('acceptsEdits' in setup) && setup.capabilities === VSCODE) expect(client.edits.length).toBeGreaterThan(0);
    } finally {
      stop();
    }
  });

  it('is proved able to see a leak', () => {
    const value = makeCanary();
    for (const form of [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex'), encodeURIComponent(value)])
      expect(searchBytes('seeded', Buffer.from(`{"message":"${form}"}`), [value])).not.toEqual([]);
    expect(searchBytes('seeded', Buffer.from(value, 'utf16le'), [value])).not.toEqual([]);
  });

  it.each<readonly [string, (value: string) => string]>([
    ['a message that is no message', (value) => JSON.stringify({ jsonrpc: '2.0', password: value })],
    ['a response without a request', (value) => JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: 1, message: value } })],
    ['an unknown response', (value) => JSON.stringify({ jsonrpc: '2.0', id: 77, result: value })],
    ['an unknown method', (value) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: { value } })],
    ['an unknown notification', (value) => JSON.stringify({ jsonrpc: '2.0', method: 'x', params: [value] })],
    ['parameters by position', (value) => JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'textDocument/hover', params: [value, value] })],
    [
      'a document that is none',
      (value) => JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: { uri: value, text: 5 } } }),
    ],
    [
      'a change that is none',
      (value) => JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didChange', params: { textDocument: { uri: value }, contentChanges: value } }),
    ],
    [
      'an initialize that is none',
      (value) => JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'initialize', params: { capabilities: value, workspaceFolders: value } }),
    ],
    ['broken JSON', (value) => `{"jsonrpc":"2.0","method":"${value}`],
  ])('even in answer to %s', async (_name, message) => {
    const value = makeCanary();
    const input = new PassThrough();
    const output = new PassThrough();
    const chunks: Buffer[] = [];
    output.on('data', (chunk: Buffer) => chunks.push(chunk));
    const connection = createServerConnection(new StreamMessageReader(input), new StreamMessageWriter(output), () => undefined);
    startServer({ connection, engine: realEngine(), version: '0' });
    const send = (text: string): boolean => input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    send(
      JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params: { processId: null, rootUri: null, capabilities: VSCODE, workspaceFolders: null } }),
    );
    send(message(value));
    send(JSON.stringify({ jsonrpc: '2.0', id: 99, method: 'shutdown' }));
    await new Promise((done) => setTimeout(done, 60));
    const wire = Buffer.concat(chunks);
    expect(wire.toString('utf8')).toContain('"id":0');
    expect(searchBytes('wire', wire, [value])).toEqual([]);
    connection.dispose();
  });
});

describe('files that are broken on disk', () => {
  it('do not quote themselves', async () => {
    const started = await start({}, OWN);
    const { client, folder } = started;
    const values = [makeCanary(), makeCanary()];
    writeFileSync(join(folder.root, 'secrets.sops.json'), `{"A": "${values[0]}", "sops": {"mac": "${values[1]}"`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('secrets.sops.json'), type: 1 }] });
    const { nodes } = await client.ask('tacit/store/children', {});
    expect(nodes[0]?.state).toBe('malformed');
    await client.ask('tacit/store/children', { node: nodes[0]!.id }).catch(() => undefined);
    expect(await client.ask('tacit/status', {})).toMatchObject({ store: 'malformed' });
    expect(searchBytes('wire', client.wire, values)).toEqual([]);
  });
});
