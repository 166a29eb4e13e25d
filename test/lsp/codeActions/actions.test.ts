import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { applyEdits, LineIndex } from '../../../server/src/base/document';
import { VSCODE } from '../../support/lspClient';
import { OWN, start, type Started } from '../startServer';
import { password, stripeKey } from '../values';

async function actionsFor({ client, folder }: Started, name: string, languageId: string, text: string, only?: string[]): Promise<CodeAction[]> {
  const uri = folder.uri(name);
  await client.open(uri, languageId, text);
  const [item] = await client.diagnostics(uri);
  return client.actions(uri, item!.range, only);
}

/** A document's text after an action's edit. */
function applied(text: string, action: CodeAction): string {
  const [change] = action.edit!.documentChanges as TextDocumentEdit[];
  const lines = new LineIndex(text);
  const edits = change!.edits as { range: { start: { line: number; character: number }; end: { line: number; character: number } }; newText: string }[];
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText })),
  );
}

describe('code actions', () => {
  it('offer the move first and preferred, by the client’s own command', async () => {
    const started = await start({}, OWN);
    const actions = await actionsFor(started, 'a.ts', 'typescript', `const stripeKey = "${stripeKey()}";\n`);
    expect(actions.map(({ title }) => title)).toEqual(['Move to vault…', 'Ignore credential.stripe-secret-key here…', 'Mark as an example value']);
    expect(actions[0]).toMatchObject({ isPreferred: true, command: { command: 'tacit.moveToVault', arguments: [started.folder.uri('a.ts'), 1, {}] } });
    expect(actions[0]?.edit).toBeUndefined();
  });

  it('give other editors a command of the server, and the rule’s page', async () => {
    const started = await start({}, { rulePage: (rule) => `file:///docs/${rule}.md` });
    const actions = await actionsFor(started, 'a.ts', 'typescript', `const stripeKey = "${stripeKey()}";\n`);
    expect(actions.map(({ command }) => command?.command)).toEqual(['tacit.server.move', undefined, undefined, 'tacit.server.openRulePage']);
    await started.client.connection.sendRequest('workspace/executeCommand', {
      command: 'tacit.server.openRulePage',
      arguments: ['credential.stripe-secret-key'],
    });
    expect(started.client.documentsShown).toEqual(['file:///docs/credential.stripe-secret-key.md']);
  });

  it('lead to the rule’s page in VS Code too, by the keyboard', async () => {
    const started = await start({}, { ...OWN, rulePage: (rule) => `file:///docs/${rule}.md` });
    const actions = await actionsFor(started, 'a.ts', 'typescript', `const stripeKey = "${stripeKey()}";\n`);
    expect(actions.at(-1)).toMatchObject({ command: { command: 'tacit.openRulePage', arguments: ['credential.stripe-secret-key'] } });
  });

  it.each([
    [undefined, 3],
    [['quickfix'], 3],
    [[''], 3],
    [['refactor'], 0],
    [['source.fixAll'], 0],
    [['quick'], 0],
  ])('for the kinds %j are %i', async (only, count) => {
    const started = await start();
    expect(await actionsFor(started, 'a.ts', 'typescript', `const stripeKey = "${stripeKey()}";\n`, only)).toHaveLength(count);
  });

  it.each([
    ['an annotation', 'A.java', 'java', (value: string) => `class A {\n  @Value(password = "${value}")\n  String a;\n}\n`, 'annotation'],
    ['a constant in a block of Go', 'a.go', 'go', (value: string) => `package a\n\nconst (\n\tstripeKey = "${value}"\n\tother = 1\n)\n`, 'constant'],
    ['JSON that nobody resolves', 'a.json', 'json', (value: string) => `{"stripeKey": "${value}"}\n`, 'does not resolve references'],
    ['a comment', 'a.ts', 'typescript', (value: string) => `// stripeKey = "${value}"\n`, 'comment'],
  ])('show the move disabled with the reason in %s', async (_name, file, languageId, text, reason) => {
    const started = await start();
    const [action] = await actionsFor(started, file, languageId, text(stripeKey()));
    expect(action).toMatchObject({ title: 'Move to vault…', disabled: { reason: expect.stringContaining(reason) as string } });
    expect(action?.command).toBeUndefined();
    expect(action?.isPreferred).toBeUndefined();
  });

  it('say the reason in VS Code in an entry of its own: its menu leaves disabled fixes out', async () => {
    const started = await start({}, OWN);
    const [action] = await actionsFor(started, 'A.java', 'java', `class A {\n  @Value(password = "${stripeKey()}")\n  String a;\n}\n`);
    expect(action?.title).toMatch(/^Cannot move to vault: An annotation takes only constants/);
    expect(action).toMatchObject({ command: { command: 'tacit.moveToVault' } });
    expect([action?.disabled, action?.isPreferred]).toEqual([undefined, undefined]);
  });

  it('leave the disabled move out where the client cannot show it', async () => {
    const started = await start({}, { capabilities: { ...VSCODE, textDocument: { ...VSCODE.textDocument, codeAction: {} } } });
    const actions = await actionsFor(started, 'a.json', 'json', `{"stripeKey": "${stripeKey()}"}\n`);
    expect(actions.filter(({ title, disabled }) => title.includes('vault') || disabled !== undefined)).toEqual([]);
  });

  it('are computed anew: what the client sends as diagnostics is not believed', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', 'const a = "harmless";\n');
    const range = { start: { line: 0, character: 11 }, end: { line: 0, character: 19 } };
    const forged = { range, code: 'credential.password', source: 'tacit', message: 'x' };
    const actions = await client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [forged] } });
    expect(actions).toEqual([]);
  });

  it('at a bare cursor are those of the finding under it', async () => {
    const { client, folder } = await start();
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', `const a = 1;\nconst stripeKey = "${stripeKey()}";\n`);
    const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
    expect(await client.actions(uri, at(1, 30))).toHaveLength(3);
    expect(await client.actions(uri, at(0, 3))).toEqual([]);
  });
});

describe('ignore here', () => {
  it.each([
    ['TypeScript', 'a.ts', 'typescript', (v: string) => `function f() {\n    const stripeKey = "${v}";\n}\n`, /^ {4}\/\/ tacit-ignore /m],
    ['Python with CRLF', 'a.py', 'python', (v: string) => `def f():\r\n\tstripe_key = "${v}"\r\n`, /^\t# tacit-ignore .*\r$/m],
    ['YAML', 'a.yaml', 'yaml', (v: string) => `stripe:\n  key: ${v}\n`, /^ {2}# tacit-ignore /m],
    ['.env', '.env', 'dotenv', (v: string) => `STRIPE_KEY=${v}\n`, /^# tacit-ignore /m],
    ['a first line', 'a.go', 'go', (v: string) => `var k = "${v}"`, /^\/\/ tacit-ignore .*\n/],
    ['shell', 'a.sh', 'shellscript', (v: string) => `export KEY=${v}\n`, /^# tacit-ignore /m],
  ])('silences the finding in %s', async (_name, file, languageId, text, shape) => {
    const started = await start();
    const { client, folder } = started;
    const before = text(stripeKey());
    const action = (await actionsFor(started, file, languageId, before)).find(({ title }) => title.startsWith('Ignore'));
    const after = applied(before, action!);
    expect(after).toMatch(shape);
    expect(after).toMatch(/until=\d{4}-\d\d-\d\d because /);
    await client.replace(folder.uri(file), after);
    expect(await client.diagnostics(folder.uri(file))).toEqual([]);
  });

  it.each([
    ['JSON, which has no comments', 'a.json', 'json', (v: string) => `{"stripeKey": "${v}"}\n`],
    ['a template over several lines', 'a.ts', 'typescript', (v: string) => `const text = \`\nkey ${v}\n\`;\n`],
    ['JSX', 'a.tsx', 'typescriptreact', (v: string) => `const a = (\n  <p>\n    stripeKey="${v}"\n  </p>\n);\n`],
    ['a Python text over several lines', 'a.py', 'python', (v: string) => `text = """\nstripe_key = "${v}"\n"""\n`],
    ['plain text', 'a.txt', 'plaintext', (v: string) => `key ${v}\n`],
  ])('goes into tacit.json from %s', async (_name, file, languageId, text) => {
    const value = stripeKey();
    const started = await start();
    const { client, folder } = started;
    const actions = await actionsFor(started, file, languageId, text(value));
    const [ignore, mark] = actions.filter(({ title }) => /^(Ignore|Mark)/.test(title));
    expect([ignore?.edit, ignore?.command?.command, mark?.command?.arguments?.[4]]).toEqual([undefined, 'tacit.server.ignore', 'example']);
    await client.connection.sendRequest('workspace/executeCommand', ignore?.command);
    expect(await client.diagnostics(folder.uri(file))).toEqual([]);
    const written = folder.read('tacit.json') ?? '';
    expect(written).not.toContain(value);
    expect(JSON.parse(written)).toMatchObject({
      version: 1,
      suppressions: [{ rule: 'credential.stripe-secret-key', path: file, until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string }],
    });
  });

  it.each([
    ['outside of every file', 'untitled:Untitled-1', {}],
    ['where tacit.json cannot be read', 'a.json', { 'tacit.json': '{ "version": 1,, }' }],
  ])('is refused with the reason %s', async (_name, name, files: Readonly<Record<string, string>>) => {
    const { client, folder } = await start(files);
    const uri = name.startsWith('untitled:') ? name : folder.uri(name);
    await client.open(uri, 'json', `{"stripeKey": "${stripeKey()}"}\n`);
    const [item] = await client.diagnostics(uri);
    const actions = await client.actions(uri, item!.range);
    const [refused, ...others] = actions.filter(({ title }) => /^(Ignore|Mark)/.test(title));
    expect(refused).toMatchObject({
      title: expect.stringMatching(/^Ignore /) as string,
      disabled: { reason: expect.stringContaining('tacit.json') as string },
    });
    expect([refused?.edit, refused?.command, others]).toEqual([undefined, undefined, []]);
  });

  it('in VS Code goes into tacit.json with what a person gave, beside what is there', async () => {
    const { client, folder } = await start({ 'tacit.json': '{\n  "version": 1,\n  "project": "shop"\n}\n' }, OWN);
    const uri = folder.uri('a.json');
    await client.open(uri, 'json', `{"stripeKey": "${stripeKey()}"}\n`);
    const [found] = await client.diagnostics(uri);
    const ignore = (await client.actions(uri, found!.range)).find(({ title }) => title.startsWith('Ignore'));
    expect(ignore?.command).toMatchObject({ command: 'tacit.ignoreHere', arguments: [uri, 1, {}, found?.code, 'config'] });
    await client.connection.sendRequest('tacit/ignore', { uri, version: 1, range: found?.range, rule: found?.code, reason: 'known', until: '2999-01-31' });
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(client.saves).toEqual([folder.uri('tacit.json')]);
    const suppression = { rule: found?.code, path: 'a.json', reason: 'known', until: '2999-01-31' };
    expect(JSON.parse(folder.read('tacit.json') ?? '')).toMatchObject({ project: 'shop', suppressions: [suppression] });
  });

  it('marks an example without an end', async () => {
    const started = await start();
    const { client, folder } = started;
    const before = `const stripeKey = "${stripeKey()}";\n`;
    const action = (await actionsFor(started, 'a.ts', 'typescript', before)).find(({ title }) => title === 'Mark as an example value');
    const after = applied(before, action!);
    expect(after).toMatch(/^\/\/ tacit-ignore credential\.stripe-secret-key because it is an example value\n/);
    await client.replace(folder.uri('a.ts'), after);
    expect(await client.diagnostics(folder.uri('a.ts'))).toEqual([]);
  });

  it.each([
    [
      'a reason and a day',
      { reason: 'public sample', until: '2999-01-31' },
      /^\/\/ tacit-ignore credential\.stripe-secret-key until=2999-01-31 because public sample\n/,
    ],
    ['no end', { reason: 'public sample' }, /^\/\/ tacit-ignore credential\.stripe-secret-key because public sample\n/],
    ['a reason of several lines', { reason: 'a\r\nconst x = 1;\u2028\u202eb' }, /^\/\/ tacit-ignore credential\.stripe-secret-key because a const x = 1; b\n/],
  ])('writes what a person gave: %s', async (_name, given, shape) => {
    const { client, folder } = await start({}, OWN);
    const uri = folder.uri('a.ts');
    const before = `const stripeKey = "${stripeKey()}";\n`;
    await client.open(uri, 'typescript', before);
    const [found] = await client.diagnostics(uri);
    await client.connection.sendRequest('tacit/ignore', { uri, version: 1, range: found?.range, rule: found?.code, ...given });
    const after = client.texts.get(uri)?.text ?? '';
    expect(after).toMatch(shape);
    expect(after.endsWith(before)).toBe(true);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  it.each([
    ['no reason', { reason: ' \n ' }, 'ArgumentInvalid'],
    ['a day that does not exist', { until: '2999-02-30' }, 'ArgumentInvalid'],
    ['a day that has passed', { until: '2001-01-01' }, 'ArgumentInvalid'],
    ['words in place of a day', { until: '2999-01-01 because' }, 'ArgumentInvalid'],
    ['another version', { version: 7 }, 'DocumentChanged'],
    ['another rule', { rule: 'credential.password' }, 'FindingGone'],
    ['a document that is not open', { uri: 'file:///elsewhere/a.ts' }, 'ArgumentInvalid'],
  ])('refuses %s', async (_name, wrong, code) => {
    const { client, folder } = await start({}, OWN);
    const uri = folder.uri('a.ts');
    const before = `const stripeKey = "${stripeKey()}";\n`;
    await client.open(uri, 'typescript', before);
    const [found] = await client.diagnostics(uri);
    const asked = client.connection.sendRequest('tacit/ignore', { uri, version: 1, range: found?.range, rule: found?.code, reason: 'x', ...wrong });
    await expect(asked).rejects.toMatchObject({ data: { code } });
    expect(client.texts.get(uri)?.text).toBe(before);
  });

  it('writes no part of any value', async () => {
    const started = await start();
    const [a, b] = [stripeKey(), password()];
    const text = `connect("${a}", password="${b}")\n`;
    const actions = await actionsFor(started, 'a.py', 'python', text);
    for (const value of [a, b]) expect(JSON.stringify(actions)).not.toContain(value);
  });
});
