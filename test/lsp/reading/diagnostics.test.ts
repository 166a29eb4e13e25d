import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { LARGEST_CHECKED } from '../../../server/src/analysis/documents';
import { LineIndex } from '../../../server/src/base/document';
import { realEngine } from '../../../server/src/lsp/session/realEngine';
import { LspClient, PLAIN, VSCODE } from '../../support/lspClient';
import { OWN, start } from '../startServer';
import { password, stripeKey } from '../values';

describe('initialize', () => {
  it.each([
    ['a client that pulls', VSCODE, true],
    ['a client that cannot', PLAIN, false],
  ])('offers %s what it can use', async (_name, capabilities, pulls) => {
    const { client } = await start({}, { capabilities });
    const { capabilities: offered } = client.initialized;
    expect(offered.diagnosticProvider !== undefined).toBe(pulls);
    if (pulls) expect(offered.diagnosticProvider).toMatchObject({ interFileDependencies: true, workspaceDiagnostics: false });
    expect(offered.executeCommandProvider?.commands).toEqual(['tacit.server.move', 'tacit.server.ignore', 'tacit.server.openRulePage']);
    expect(offered.documentLinkProvider).toBeUndefined();
    expect(offered.textDocumentSync).toMatchObject({ openClose: true, change: 2 });
  });

  it('gives its own client no command that any extension could call', async () => {
    const { client } = await start({}, { own: { trusted: true, privateChannel: true } });
    expect(client.initialized.capabilities.executeCommandProvider).toBeUndefined();
    expect(client.initialized.capabilities.documentLinkProvider).toBeDefined();
  });

  it.each([null, 1, 'x', [], { tacit: 'vscode' }, { tacit: { client: 'other', privateChannel: true, trusted: true } }, { tacit: null }])(
    'takes the options %j for those of a stranger',
    async (initializationOptions) => {
      const client = new LspClient({ engine: realEngine() });
      client.initialized = await client.connection.sendRequest('initialize', {
        processId: null,
        rootUri: null,
        capabilities: VSCODE,
        workspaceFolders: null,
        initializationOptions,
      } as never);
      expect(client.initialized.capabilities.executeCommandProvider).toBeDefined();
      await client.stop();
    },
  );
});

describe('pull', () => {
  it.each([
    ['LF', 'typescript', (key: string) => `const a = 1;\nconst stripeKey = "${key}";\n`],
    ['CRLF', 'typescript', (key: string) => `const a = 1;\r\nconst stripeKey = "${key}";\r\n`],
    ['a lone CR', 'typescript', (key: string) => `const a = 1;\rconst stripeKey = "${key}";\r`],
    ['a byte-order mark', 'typescript', (key: string) => `\ufeffconst stripeKey = "${key}";\n`],
    ['emoji before it on the line', 'typescript', (key: string) => `const a = "😀👩‍👩‍👧"; const stripeKey = "${key}";\n`],
    ['tabs', 'go', (key: string) => `func f() {\n\t\tstripeKey := "${key}"\n}\n`],
    ['a very long line', 'javascript', (key: string) => `${'x=1;'.repeat(20_000)}stripeKey="${key}";${'y=2;'.repeat(1000)}`],
    ['YAML', 'yaml', (key: string) => `a: 1\nstripe:\n  key: ${key}\n`],
    ['.env', 'dotenv', (key: string) => `A=1\nSTRIPE_KEY=${key}\n`],
    ['no language', 'plaintext', (key: string) => `my key is ${key}\n`],
  ])('covers exactly the value with %s', async (_name, languageId, text) => {
    const key = stripeKey();
    const { client, folder } = await start();
    const uri = folder.uri('file');
    await client.open(uri, languageId, text(key));
    const items = await client.diagnostics(uri);
    expect(items.map(({ range }) => client.textAt(uri, range))).toEqual([key]);
    expect(items[0]).toMatchObject({ code: 'credential.stripe-secret-key', source: 'tacit', severity: DiagnosticSeverity.Error });
    expect(JSON.stringify(items)).not.toContain(key);
  });

  it('answers unchanged until something changes', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const stripeKey = "${stripeKey()}";\n`);
    const first = await client.pull(uri);
    const again = await client.pull(uri, first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.replace(uri, '\n');
    const after = await client.pull(uri, first.resultId);
    expect(after).toMatchObject({ kind: 'full', items: [] });
  });

  it('does not take a document that is opened again for the one before', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', '\n');
    const { resultId } = await client.pull(uri);
    await client.close(uri);
    await client.open(uri, 'typescript', `const stripeKey = "${stripeKey()}";\n`);
    expect((await client.pull(uri, resultId)).kind).toBe('full');
  });

  it('follows incremental edits', async () => {
    const { client, folder } = await start();
    const key = stripeKey();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', 'const 😀 = 1;\r\nconst k = "";\r\n');
    const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
    await client.change(uri, [{ range: at(1, 11), text: key }], `const 😀 = 1;\r\nconst k = "${key}";\r\n`);
    const [item] = await client.diagnostics(uri);
    expect(client.textAt(uri, item!.range)).toBe(key);
    await client.change(uri, [{ range: at(0, 0), text: '// x\n' }], `// x\nconst 😀 = 1;\r\nconst k = "${key}";\r\n`);
    expect((await client.diagnostics(uri))[0]?.range.start).toEqual({ line: 2, character: 11 });
    await client.change(
      uri,
      [{ range: { start: { line: 2, character: 11 }, end: { line: 2, character: 11 + key.length } }, text: '' }],
      '// x\nconst 😀 = 1;\r\nconst k = "";\r\n',
    );
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  it.each([['untitled:Untitled-1'], ['vscode-notebook-cell:/nowhere/nb.ipynb#W0sZmlsZQ%3D%3D'], ['vscode-vfs://github/a/b.ts']])('checks %s', async (uri) => {
    const { client } = await start();
    await client.open(uri, 'python', `STRIPE = "${stripeKey()}"\n`);
    expect(await client.diagnostics(uri)).toHaveLength(1);
  });

  it('reports nothing of a document that is not open, and survives changes to it', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 9 }, contentChanges: [{ text: 'x' }] });
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  it('leaves out what a comment or the configuration silences, and grades by configuration', async () => {
    const { client, folder } = await start({
      'tacit.json': JSON.stringify({ version: 1, rules: { 'credential.github*': 'off', 'credential.stripe-secret-key': 'warning' } }),
    });
    const uri = folder.uri('a.ts');
    await client.open(
      uri,
      'typescript',
      [
        `const a = "${stripeKey()}"; // tacit-ignore credential.stripe-secret-key because test`,
        `const b = "${stripeKey()}";`,
        `const c = "${'gh' + 'p_'}${'a1B2'.repeat(9)}";`,
      ].join('\n'),
    );
    const items = await client.diagnostics(uri);
    expect(items.map(({ range, severity }) => [range.start.line, severity])).toEqual([[1, DiagnosticSeverity.Warning]]);
    expect(await client.ask('tacit/status', {})).toMatchObject({ findings: 1, suppressed: expect.any(Number) as number, store: 'absent', recoveryCopy: true });
  });

  it('counts what one file holds by kind, for the status bar', async () => {
    const { client, folder } = await start({}, OWN);
    const uri = folder.uri('a.ts');
    await client.open(folder.uri('b.ts'), 'typescript', `const k = "${stripeKey()}";\n`);
    await client.open(
      uri,
      'typescript',
      [
        `const a = "${stripeKey()}"; // tacit-ignore credential.stripe-secret-key because test`,
        `const b = "${stripeKey()}";`,
        'const password = process.env.DB_PASSWORD ?? "changeme";',
        'console.log(password);',
        "const url = 'ref+sops://secrets.sops.json#/NOT_THERE';",
        '',
      ].join('\n'),
    );
    const { file, findings } = await client.ask('tacit/status', { uri });
    expect(file).toEqual({ credentials: 1, logged: 1, unresolved: 1, examples: 1, suppressed: 1 });
    expect(findings).toBe(5);
    expect((await client.ask('tacit/status', { uri: folder.uri('c.ts') })).file).toBeUndefined();
  });

  it('says which comments of ours silence nothing, and why', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    const lines = [
      `const a = "${stripeKey()}"; // tacit-ignore credential.stripe because test`,
      'const b = 1; // tacit-ignore credential.stripe because it was here once',
      'const c = 1; /* tacit-ignore credential.strip because it is mistaken */ f();',
      'const d = 1; // tacit-ignore credential until=2020-01-31 because it is over',
    ];
    await client.open(uri, 'typescript', `${lines.join('\n')}\n`);
    const items = await client.diagnostics(uri);
    expect(items.map(({ range, severity, code, message }) => [range.start.line, severity, code, message])).toEqual([
      [1, DiagnosticSeverity.Hint, 'idle-comment', 'This comment silences nothing: what it names is not found there; remove it.'],
      [2, DiagnosticSeverity.Information, 'idle-comment', expect.stringContaining('there is no such rule; is it credential.stripe')],
      [3, DiagnosticSeverity.Information, 'idle-comment', 'This comment silences nothing: its last day was 2020-01-31; give another, or remove it.'],
    ]);
    const { start: from, end } = items[1]!.range;
    expect(lines[2]!.slice(from.character, end.character)).toBe('tacit-ignore credential.strip because it is mistaken ');
    expect((await client.ask('tacit/status', { uri })).file).toMatchObject({ credentials: 0, suppressed: 1 });
  });

  it('links the page of the rule', async () => {
    const { client, folder } = await start({}, { rulePage: (rule) => `file:///docs/${rule}.md` });
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const k = "${stripeKey()}";\n`);
    expect((await client.diagnostics(uri))[0]?.codeDescription).toEqual({ href: 'file:///docs/credential.stripe-secret-key.md' });
  });

  it('says where a very large document stops being checked', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.txt');
    const line = `${'word '.repeat(20)}\n`;
    await client.open(uri, 'plaintext', `key ${stripeKey()}\n${line.repeat(LARGEST_CHECKED / line.length + 1)}key ${stripeKey()}\n`);
    const items = await client.diagnostics(uri);
    expect(items.map(({ code }) => code)).toEqual(['credential.stripe-secret-key', 'partly-checked']);
  });

  it('can be cancelled', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', 'x');
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token).then(
      () => 'answered',
      (thrown: unknown) => (thrown as { code: number }).code,
    );
    source.cancel();
    expect([-32800, 'answered']).toContain(await asked);
    expect((await client.pull(uri)).kind).toBe('full');
  });
});

describe('references', () => {
  const manifest = (name: string) => `${name}: "ref+sops://secrets.sops.json#/${name}"\n`;

  it.each([
    ['of a vault that is not there', manifest('DB_PASSWORD'), ['reference.unresolved'], DiagnosticSeverity.Error],
    ['of a refused scheme', 'A: "ref+exec://sh/-c#/x"\n', ['reference.unresolved'], DiagnosticSeverity.Warning],
    ['with a parameter', 'A: "ref+sops://secrets.sops.json?key_type=filepath#/A"\n', ['reference.unresolved'], DiagnosticSeverity.Warning],
    ['that lead out of the project', 'A: "ref+sops://../other.sops.json#/A"\n', ['reference.unresolved'], DiagnosticSeverity.Warning],
    ['of another vault, which nobody can judge', 'A: "ref+vault://secret/app#/a"\n', [], undefined],
  ])('%s', async (_name, text, rules, severity) => {
    const { client, folder } = await start();
    const uri = folder.uri('tacit.env.yaml');
    await client.open(uri, 'yaml', text);
    const items = await client.diagnostics(uri);
    expect(items.map(({ code }) => code)).toEqual(rules);
    expect(items[0]?.severity).toBe(severity);
  });

  it('does not hold a read of an unknown variable against the code', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', 'export const a = process.env.NOWHERE;\n');
    expect(await client.diagnostics(uri)).toEqual([]);
  });
});

describe('refresh', () => {
  it('asks a pulling client again when a configuration file changed', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const k = "${stripeKey()}";\n`);
    const { resultId } = await client.pull(uri);
    await client.until(() => client.registrations.length > 0, 'registration');
    writeFileSync(join(folder.root, 'tacit.json'), '{"version": 1, "rules": {"credential.": "off"}}');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('tacit.json'), type: 1 }] });
    await client.until(() => client.refreshes > 0, 'refresh');
    expect(await client.pull(uri, resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  it('looks at the files itself where the client does not watch', async () => {
    const { client, folder } = await start({}, { capabilities: { ...VSCODE, workspace: {} } });
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const k = "${stripeKey()}";\n`);
    expect(await client.diagnostics(uri)).toHaveLength(1);
    expect(await client.diagnostics(uri)).toHaveLength(1);
    writeFileSync(join(folder.root, 'tacit.json'), '{"version": 1, "rules": {"credential.": "off"}}');
    expect(await client.diagnostics(uri)).toEqual([]);
    unlinkSync(join(folder.root, 'tacit.json'));
    expect(await client.diagnostics(uri)).toHaveLength(1);
  });

  it('tells of a configuration that cannot be used, and works on', async () => {
    const { client, folder } = await start({ 'tacit.json': '{"version": 1, "rules": ' });
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const k = "${stripeKey()}";\n`);
    expect(await client.diagnostics(uri)).toHaveLength(1);
    const told = (): string[] => client.shown.map(({ message }) => message).filter((message) => message.includes('tacit.json'));
    await client.until(() => told().length > 0, 'message');
    // The same cause again, as after every change of a file that is watched, is told no more; another one is.
    const changed = async (): Promise<void> => {
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('tacit.json'), type: 2 }] });
      await client.ask('tacit/status', {});
    };
    await changed();
    await changed();
    expect(told()).toHaveLength(1);
    writeFileSync(join(folder.root, 'tacit.json'), '{"version": 1, "rules": 3}');
    await changed();
    await client.until(() => told().length === 2, 'the other message');
  });
});

describe('push', () => {
  it('publishes for a client that cannot pull, with versions, the last one last', async () => {
    const { client, folder } = await start({}, { capabilities: PLAIN });
    const uri = folder.uri('a.ts');
    const key = stripeKey();
    await client.open(uri, 'typescript', `const k = "${key}";\n`);
    await client.until(() => client.published.length > 0, 'first report');
    expect(client.published[0]).toMatchObject({ uri, version: 1, diagnostics: [{ code: 'credential.stripe-secret-key' }] });
    for (let index = 0; index < 20; index++) await client.replace(uri, `${'\n'.repeat(index + 1)}const k = "${key}";\n`);
    await client.until(() => client.published.at(-1)?.version === 21, 'last report');
    expect(client.published.at(-1)?.diagnostics[0]?.range.start.line).toBe(20);
    expect(client.published.map(({ version }) => version ?? 0)).toEqual([...client.published.map(({ version }) => version ?? 0)].sort((a, b) => a - b));
    await client.close(uri);
    await client.until(() => client.published.at(-1)?.diagnostics.length === 0, 'clearing');
  });

  it('publishes again when a manifest changes what its references mean', async () => {
    const { client, folder } = await start({}, { capabilities: PLAIN });
    const code = folder.uri('a.ts');
    await client.open(code, 'typescript', 'export {};\n');
    await client.until(() => client.published.some(({ uri }) => uri === code), 'code');
    const before = client.published.length;
    const uri = folder.uri('tacit.env.yaml');
    await client.open(uri, 'yaml', 'A: "ref+exec://x#/y"\n');
    await client.until(() => client.published.slice(before).some((each) => each.uri === uri && each.diagnostics.length === 1), 'manifest');
    await client.until(() => client.published.slice(before).some((each) => each.uri === code), 'code again');
  });
});

describe('neighbours', () => {
  it('never writes one value into the message of another', async () => {
    const { client, folder } = await start();
    const [a, b] = [stripeKey(), password()];
    const uri = folder.uri('a.py');
    await client.open(uri, 'python', `connect(user="app", password="${b}", key="${a}")\nurl = "postgres://app:${b}@db.internal:5432/x"\n`);
    const items = await client.diagnostics(uri);
    expect(items.length).toBeGreaterThanOrEqual(3);
    for (const value of [a, b]) expect(JSON.stringify(items)).not.toContain(value);
    const lines = new LineIndex(client.texts.get(uri)!.text);
    expect(items.map(({ range }) => lines.offsetAt(range.start))).toEqual([...items.map(({ range }) => lines.offsetAt(range.start))].sort((x, y) => x - y));
  });

  it('finds a project through a link', async () => {
    const { client, folder } = await start({ 'tacit.json': '{"version": 1}' });
    const { symlinkSync } = await import('node:fs');
    const link = `${folder.root}-link`;
    symlinkSync(folder.root, link);
    try {
      const uri = pathToFileURL(join(link, 'tacit.env.yaml')).href;
      await client.open(uri, 'yaml', 'A: "ref+sops://secrets.sops.json#/A"\n');
      // Reckoned from the real folder, the reference does not lead out of the project: it is missing, not refused.
      expect((await client.diagnostics(uri))[0]).toMatchObject({ code: 'reference.unresolved', severity: DiagnosticSeverity.Error });
    } finally {
      unlinkSync(link);
    }
  });
});
