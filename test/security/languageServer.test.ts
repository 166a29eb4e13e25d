import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { makeCanary, searchBytes, searchFolder } from '../support/canary';
import { type ClientSetup, VSCODE } from '../support/lspClient';
import { startBuiltServer } from '../support/serverProcess';
import { makeSandbox, type Sandbox } from '../support/tacit';

/**
 * The canary suite of the built server, as a process of its own under strace: everything an editor asks, the refused and the failing included;
 * then every message, standard error, every file and every system call that could carry a value is searched (THREATS 10, 11, 13, 19; DESIGN §5.1).
 */
const sandboxes: Sandbox[] = [];
afterAll(() => sandboxes.forEach((sandbox) => sandbox.dispose()));

/** Documents with canaries real, placeholder-like and suppressed on one line, in a PEM, in base64, in data files and in broken ones. */
function documents(): { files: [string, string, string][]; canaries: string[] } {
  const canaries = Array.from({ length: 8 }, () => makeCanary());
  const [a, b, c, d, e, f, g, h] = canaries as [string, string, string, string, string, string, string, string];
  const pem = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  canaries.push(pem.split('\n')[5] ?? '');
  return {
    canaries,
    files: [
      ['a.ts', 'typescript', `const dbPassword = "${a}", example = { password: "example-${b}" }; const token = "${c}";\n`],
      ['b.py', 'python', `quiet_password = "${d}"; db_password = "${e}"  # tacit-ignore credential because a sample\napi_password = "${f}"\n`],
      ['key.js', 'javascript', `const signingKey = ${JSON.stringify(pem)};\nconst encodedPassword = "${Buffer.from(g).toString('base64')}";\n`],
      ['.env', 'dotenv', `DB_PASSWORD=${a}\n`],
      ['broken.json', 'json', `{ "password": "${h}", `],
      ['tacit.env.yaml', 'yaml', `EVIL: "ref+vault://u:${h}@evil.invalid/x?token=${g}#/y"\n`],
    ],
  };
}

describe('no value leaves the server', () => {
  it.each<[string, Partial<ClientSetup>]>([
    ['for VS Code with the private channel', { own: { trusted: true, privateChannel: true }, capabilities: VSCODE }],
    ['for another editor', { capabilities: VSCODE, press: 'Move' }],
    ['for an editor that refuses edits', { capabilities: VSCODE, press: 'Move', acceptsEdits: false }],
  ])('%s', async (_name, setup) => {
    const sandbox = makeSandbox();
    sandboxes.push(sandbox);
    mkdirSync(join(sandbox.project, '.git'));
    const { files, canaries } = documents();
    const uri = (name: string): string => pathToFileURL(join(sandbox.project, name)).href;
    for (const [name, , text] of files) writeFileSync(join(sandbox.project, name), text);
    const server = await startBuiltServer(sandbox, setup);
    const { client } = server;
    const quiet = (request: Promise<unknown>): Promise<unknown> => request.catch(() => undefined);
    await client.connection.sendNotification('$/setTrace', { value: 'verbose' });
    for (const [name, languageId, text] of files) await client.open(uri(name), languageId, text);
    let findings = 0;
    let moved = 0;
    let revealed = 0;
    for (const [name] of files) {
      const items = await client.diagnostics(uri(name));
      findings += items.length;
      for (const { range } of items) {
        for (const method of ['textDocument/hover', 'textDocument/definition', 'textDocument/completion'])
          await quiet(client.connection.sendRequest(method, { textDocument: { uri: uri(name) }, position: range.start } as never));
        await quiet(client.actions(uri(name), range));
      }
      await quiet(client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri: uri(name) } }));
    }
    // One move a file: by our own client's requests, or by the server's command where the client is another.
    for (const name of ['a.ts', 'b.py', '.env']) {
      const [first] = await client.diagnostics(uri(name));
      if (first === undefined) continue;
      if (setup.own === undefined) {
        const action = (await client.actions(uri(name), first.range)).find(({ command }) => command?.command.includes('move') === true);
        if (action?.command !== undefined) await quiet(client.connection.sendRequest('workspace/executeCommand', { ...action.command } as never));
        moved = client.edits.length;
      } else {
        const { version } = client.texts.get(uri(name))!;
        const plan = await client.ask('tacit/move/prepare', { uri: uri(name), version, range: first.range });
        const same = plan.same[0];
        await client.ask('tacit/move/apply', {
          proposal: plan.id,
          variable: plan.variable,
          store: same?.store ?? plan.stores[0]!.id,
          path: same?.path ?? plan.path,
          reuse: same !== undefined,
          occurrences: [0],
        });
        moved++;
      }
    }
    await client.ask('tacit/status', {});
    for (const { id } of (await client.ask('tacit/store/children', {})).nodes)
      for (const node of (await client.ask('tacit/store/children', { node: id }).catch(() => ({ nodes: [] }))).nodes) {
        await client.ask('tacit/store/describe', { node: node.id });
        const answer = await client.ask('tacit/secret/reveal', { node: node.id, purpose: 'reveal' }).catch(() => undefined);
        if (answer !== undefined && client.channel !== undefined) {
          const bytes = Buffer.from(await client.channel.take(answer.delivery));
          revealed += Number(canaries.some((canary) => bytes.includes(canary)));
        }
      }
    // What cannot be answered must not be quoted either.
    const [a = '', b = ''] = canaries;
    for (const [method, parameters] of [
      ['tacit/move/prepare', { uri: a, version: b, range: 5 }],
      ['tacit/secret/edit', { node: a, delivery: b }],
      ['workspace/executeCommand', { command: 'tacit.moveToVault', arguments: [a, { x: b }] }],
      ['no/such/thing', { a, b }],
      ['textDocument/hover', { textDocument: { uri: `file://${a}` }, position: { line: b, character: -1 } }],
    ] as const)
      await quiet(client.connection.sendRequest(method, parameters as never));
    await client.stop();

    expect(findings).toBeGreaterThan(5);
    expect(moved).toBeGreaterThan(1);
    if (setup.own !== undefined) expect(revealed).toBeGreaterThan(1);
    expect(searchBytes('LSP', client.wire, canaries)).toEqual([]);
    expect(searchBytes('stderr', Buffer.from(server.stderr()), canaries)).toEqual([]);
    expect(server.trace()).toContain('execve(');
    expect(searchBytes('system calls', Buffer.from(server.trace(), 'latin1'), canaries)).toEqual([]);
    expect(
      server
        .trace()
        .split('\n')
        .filter((line) => line.includes('connect(') && line.includes('AF_INET')),
    ).toEqual([]);
    expect([...searchFolder(sandbox.home, canaries), ...searchFolder(sandbox.temporary, canaries)]).toEqual([]);
    const documentsThatKeepOthers = new Set(files.map(([name]) => join(sandbox.project, name)));
    expect(searchFolder(sandbox.project, canaries, (path) => documentsThatKeepOthers.has(path))).toEqual([]);
  });
});
