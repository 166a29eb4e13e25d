import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Range, TextDocumentEdit } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { type LspClient, PLAIN, VSCODE } from '../../support/lspClient';
import { codeOf, OWN, start } from '../startServer';
import { stripeKey } from '../values';

const code = (value: string): string => `const stripeKey = "${value}";\n`;
const command = (client: LspClient, name: string, given: unknown) =>
  client.connection.sendRequest('workspace/executeCommand', { command: name, arguments: given as never });

/** Opens a file with one finding and gives where it is. */
async function withFinding({ client, folder }: Awaited<ReturnType<typeof start>>, text = code(stripeKey())): Promise<{ uri: string; range: Range }> {
  const uri = folder.uri('a.ts');
  writeFileSync(join(folder.root, 'a.ts'), text);
  await client.open(uri, 'typescript', text);
  const [item] = await client.diagnostics(uri);
  return { uri, range: item!.range };
}

describe('the server’s own move, for editors without our pickers', () => {
  it.each([
    ['versioned edits', VSCODE],
    ['plain edits', { ...PLAIN, textDocument: { ...PLAIN.textDocument, diagnostic: {} } }],
  ])('moves with one question by %s', async (_name, capabilities) => {
    const started = await start({}, { capabilities, press: 'Move' });
    const { client, folder } = started;
    const { uri, range } = await withFinding(started);
    expect(await command(client, 'tacit.server.move', [uri, 1, range])).toBeNull();
    expect(client.questions).toHaveLength(1);
    expect(client.saves).toEqual([]);
    expect(client.questions[0]).toContain('STRIPE_KEY');
    expect(client.edits).toHaveLength(1);
    const [{ edit, metadata }] = client.edits as [{ edit: { documentChanges?: TextDocumentEdit[]; changes?: object }; metadata: unknown }];
    // Only where the client said that it reads it: eglot refuses an edit with a field that it does not know.
    expect(metadata).toEqual(capabilities === VSCODE ? { isRefactoring: true } : undefined);
    if (capabilities === VSCODE) {
      expect(edit.documentChanges?.map(({ textDocument }) => [textDocument.uri, textDocument.version])).toEqual(
        expect.arrayContaining([
          [uri, 1],
          [folder.uri('tacit.env.yaml'), null],
        ]),
      );
    } else expect(Object.keys(edit.changes ?? {})).toHaveLength(2);
    expect(client.texts.get(uri)?.text).toMatch(/process\.env\.STRIPE_KEY/);
    expect(folder.read('tacit.env.yaml')).toContain('STRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"');
    expect(folder.read('secrets.sops.json')).toContain('"STRIPE_KEY": "ENC[');
    await client.until(() => client.shown.length > 0, 'outcome');
    expect(client.shown[0]?.message).toContain('Moved to STRIPE_KEY');
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(await client.diagnostics(folder.uri('tacit.env.yaml'))).toEqual([]);
  });

  it.each([
    ['dismissed', undefined],
    ['cancelled', 'Cancel'],
  ])('changes nothing when the question is %s', async (_name, press) => {
    const started = await start({}, press === undefined ? {} : { press });
    const { client, folder } = started;
    const text = code(stripeKey());
    const { uri, range } = await withFinding(started, text);
    expect(await command(client, 'tacit.server.move', [uri, 1, range])).toBeNull();
    expect([client.texts.get(uri)?.text, client.edits.length, folder.read('secrets.sops.json'), folder.read('tacit.env.yaml')]).toEqual([
      text,
      0,
      undefined,
      undefined,
    ]);
  });

  it.each(['untitled:Untitled-1', 'vscode-notebook-cell:BOOK#W0sZmlsZQ%3D%3D'])('moves out of %s, and says that it is not saved', async (template) => {
    const started = await start({ 'book.ipynb': '{}' }, { press: 'Move' });
    const { client, folder } = started;
    const uri = template.replace('BOOK', new URL(folder.uri('book.ipynb')).pathname);
    await client.open(uri, 'typescript', code(stripeKey()));
    const [item] = await client.diagnostics(uri);
    expect(await command(client, 'tacit.server.move', [uri, 1, item!.range])).toBeNull();
    expect(client.texts.get(uri)?.text).toMatch(/process\.env\.STRIPE_KEY/);
    expect(folder.read('secrets.sops.json')).toContain('"STRIPE_KEY": "ENC[');
    await client.until(() => client.shown.length > 0, 'outcome');
    expect(client.shown[0]?.message).toMatch(/Moved to STRIPE_KEY[^]*Save the changed files/);
  });

  it('moves the same value everywhere, and takes one that the vault holds already', async () => {
    const started = await start({}, { press: 'Move' });
    const { client, folder } = started;
    const key = stripeKey();
    writeFileSync(join(folder.root, 'b.py'), `STRIPE = "${key}"\n`);
    const { uri, range } = await withFinding(started, code(key));
    await command(client, 'tacit.server.move', [uri, 1, range]);
    expect(client.questions[0]).toContain('2 places');
    expect(folder.read('b.py')).toContain('os.environ["STRIPE_KEY"]');
    const again = folder.uri('c.ts');
    await client.open(again, 'typescript', `const other = "${key}";\n`);
    const [item] = await client.diagnostics(again);
    await command(client, 'tacit.server.move', [again, 1, item!.range]);
    expect(client.texts.get(again)?.text).toContain('process.env.STRIPE_KEY');
    expect(folder.read('secrets.sops.json')?.match(/ENC\[AES256_GCM,data:[^"]*type:str/g)).toHaveLength(2);
  });

  it('leaves consistent facts after undo: the finding is back, the vault keeps the value', async () => {
    const started = await start({}, { press: 'Move' });
    const { client } = started;
    const text = code(stripeKey());
    const { uri, range } = await withFinding(started, text);
    await command(client, 'tacit.server.move', [uri, 1, range]);
    await client.replace(uri, text);
    const items = await client.diagnostics(uri);
    expect(items.map((item) => client.textAt(uri, item.range))).toEqual([text.slice(19, -3)]);
    expect((await client.actions(uri, items[0]!.range))[0]).toMatchObject({ isPreferred: true });
  });

  it.each([
    ['the edit is refused and nothing is pressed', undefined, true],
    ['the edit is refused and the entry is deleted again', 'Delete it from the vault again', false],
    ['the edit is refused, and refused again where the reference was to be inserted', 'Insert the reference', true],
  ])('when %s', async (_name, then, remains) => {
    let first = true;
    let pressed = 0;
    const press = (): string | undefined => (first ? ((first = false), 'Move') : pressed++ === 0 ? then : undefined);
    const started = await start({}, { press, acceptsEdits: false });
    const { client, folder } = started;
    const text = code(stripeKey());
    const { uri, range } = await withFinding(started, text);
    await command(client, 'tacit.server.move', [uri, 1, range]);
    await client.until(() => client.questions.length === (then === 'Insert the reference' ? 3 : 2), 'the offer');
    expect(client.questions[1]).toContain('still holds the literal');
    // Once: the question says it all. Only who presses its button is told what became of that, a little later.
    const pressedAgain = then === 'Insert the reference';
    if (pressedAgain) await client.until(() => client.shown.length > 0, 'what became of it');
    expect(client.shown.map(({ message }) => message.slice(0, 30))).toEqual(pressedAgain ? ['The editor refused the change '] : []);
    expect(client.texts.get(uri)?.text).toBe(text);
    await client.until(() => (folder.read('secrets.sops.json')?.includes('"STRIPE_KEY"') ?? false) === remains, 'the vault');
  });
});

describe('commands from anybody', () => {
  const uri = 'file:///nowhere/a.ts';
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const bad: readonly (readonly [string, unknown])[] = [
    ['tacit.server.move', undefined],
    ['tacit.server.move', []],
    ['tacit.server.move', [uri]],
    ['tacit.server.move', [uri, 1, range, 1]],
    ['tacit.server.move', [uri, '1', range]],
    ['tacit.server.move', [uri, -1, range]],
    ['tacit.server.move', [uri, 1.5, range]],
    ['tacit.server.move', [uri, 1, null]],
    ['tacit.server.move', [uri, 1, { start: { line: 1e99, character: 0 }, end: range.end }]],
    ['tacit.server.move', [uri, 1, { start: [], end: {} }]],
    ['tacit.server.move', [{ toString: 'x' }, 1, range]],
    ['tacit.server.move', ['x'.repeat(9000), 1, range]],
    ['tacit.server.move', [uri, 1, range]],
    ['tacit.server.openRulePage', [1]],
    ['tacit.server.openRulePage', ['../../etc/passwd']],
    ['tacit.server.openRulePage', ['credential.stripe-secret-key', 'x']],
    ['tacit.moveToVault', [uri, 1, range]],
    ['tacit.secret.reveal', ['x']],
    ['__proto__', []],
    ['constructor', []],
    ['', []],
  ];

  it.each(bad)('%s with %j is refused', async (name, given) => {
    const { client } = await start({}, { press: 'Move', rulePage: (rule) => (rule === 'credential.stripe-secret-key' ? 'file:///x.md' : undefined) });
    expect(await codeOf(command(client, name, given))).toBe('ArgumentInvalid');
    expect([client.questions, client.edits, client.documentsShown]).toEqual([[], [], []]);
  });

  it('are all refused for Tacit’s own client, whose extension host any extension shares', async () => {
    const { client } = await start({}, OWN);
    for (const [name, given] of bad) expect(await codeOf(command(client, name, given))).toBe('ArgumentInvalid');
  });

  it.each([
    ['an old version', 0, (at: Range) => at, 'DocumentChanged'],
    ['a range beside the finding', 1, ({ start: from }: Range) => ({ start: from, end: from }), 'FindingGone'],
    ['a range that ends before it starts', 1, (at: Range) => ({ start: at.end, end: at.start }), 'FindingGone'],
  ])('refuse %s', async (_name, version, change, expected) => {
    const started = await start({}, { press: 'Move' });
    const { uri: opened, range: at } = await withFinding(started);
    expect(await codeOf(command(started.client, 'tacit.server.move', [opened, version, change(at)]))).toBe(expected);
    expect(started.client.edits).toEqual([]);
  });
});

describe('the client’s move', () => {
  it('is prepared and applied once', async () => {
    const started = await start({}, OWN);
    const { client, folder } = started;
    const { uri, range } = await withFinding(started);
    const proposal = await client.ask('tacit/move/prepare', { uri, version: 1, range });
    expect(proposal).toMatchObject({
      variable: 'STRIPE_KEY',
      path: 'STRIPE_KEY',
      manifest: 'tacit.env.yaml',
      same: [],
      stores: [{ id: 'sops:secrets.sops.json', exists: false }],
    });
    const choice = { proposal: proposal.id, variable: 'PAY_KEY', store: 'sops:secrets.sops.json', path: 'PAY_KEY', reuse: false, occurrences: [0] };
    const outcome = await client.ask('tacit/move/apply', choice);
    expect(Object.keys(outcome).sort()).toEqual(['lines', 'reference', 'rotate', 'status', 'summary', 'variable']);
    expect(folder.read('tacit.env.yaml')).toContain('PAY_KEY');
    expect(client.storesChanged).toBeGreaterThan(0);
    // VS Code saves by itself only what a refactoring changed in several files.
    expect(client.saves).toContain(uri);
    expect(await codeOf(client.ask('tacit/move/apply', choice))).toBe('ArgumentInvalid');
    expect(client.questions).toEqual([]);
  });

  it('can be tried again with another name', async () => {
    const started = await start({}, OWN);
    const { client } = started;
    const { uri, range } = await withFinding(started);
    const { id } = await client.ask('tacit/move/prepare', { uri, version: 1, range });
    const choice = { proposal: id, store: 'sops:secrets.sops.json', path: 'K', reuse: false, occurrences: [0] };
    for (const [variable, expected] of [
      ['PATH', 'NameInvalid'],
      ['1A', 'NameInvalid'],
      ['a b', 'NameInvalid'],
      ['FINE', 'none'],
    ] as const)
      expect(await codeOf(client.ask('tacit/move/apply', { ...choice, variable }))).toBe(expected);
  });

  it('is refused once the document changed', async () => {
    const started = await start({}, OWN);
    const { client, folder } = started;
    const text = code(stripeKey());
    const { uri, range } = await withFinding(started, text);
    const { id } = await client.ask('tacit/move/prepare', { uri, version: 1, range });
    await client.replace(uri, `\n${text}`);
    const choice = { proposal: id, variable: 'K', store: 'sops:secrets.sops.json', path: 'K', reuse: false, occurrences: [0] };
    expect(await codeOf(client.ask('tacit/move/apply', choice))).toBe('DocumentChanged');
    expect(folder.read('secrets.sops.json')).toBeUndefined();
  });

  it('stops looking for other places when cancelled', async () => {
    const started = await start(
      Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/${index}.ts`, `const k = "${stripeKey()}";\n`.repeat(50)])),
      OWN,
    );
    const { client } = started;
    const { uri, range } = await withFinding(started);
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('tacit/move/prepare', { uri, version: 1, range } as never, source.token).then(
      () => 'answered',
      (thrown: unknown) => (thrown as { code: number }).code,
    );
    setTimeout(() => source.cancel(), 20);
    expect(await asked).toBe(-32800);
  });
});
