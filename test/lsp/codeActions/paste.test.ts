import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/base/document';
import { codeOf, OWN, start, type Started } from '../startServer';
import { password, stripeKey } from '../values';

const FILES = { 'src/a.js': '' };

/** A document in which `|` marks the cursor, or `«` and `»` a selection, and what a client says of the place. */
async function open({ client, folder }: Started, name: string, languageId: string, marked: string) {
  const uri = folder.uri(name);
  const text = marked.replace(/[|«»]/g, '');
  await client.open(uri, languageId, text);
  const lines = new LineIndex(text);
  const start = marked.search(/[|«]/);
  const end = marked.includes('»') ? marked.indexOf('»') - 1 : start;
  return { uri, text, range: { start: lines.positionOf(start), end: lines.positionOf(end) } };
}

const deliver = ({ client }: Started, value: string): Promise<string> => client.channel!.send(Buffer.from(value));

describe('pasting as a reference', () => {
  it.each([
    ['a string of JavaScript', 'src/a.js', 'javascript', "const stripeKey = '|';\n", /^const stripeKey = process\.env\.STRIPE_KEY/],
    ['where an expression stands', 'src/a.js', 'javascript', 'const stripeKey = |;\n', /^const stripeKey = process\.env\.STRIPE_KEY/],
    [
      'over a selection',
      'src/a.js',
      'javascript',
      "const stripeKey = «'changeme'»;\nnext();\n",
      /^const stripeKey = process\.env\.STRIPE_KEY[^]*;\nnext\(\);\n$/,
    ],
    ['Python, with its import', 'a.py', 'python', '# job\nstripe_key = |\n', /import os\n[^]*stripe_key = os\.environ\["STRIPE_KEY"\]\n$/],
    ['shell', 'a.sh', 'shellscript', 'export STRIPE_KEY=|\nrun\n', /STRIPE_KEY/],
    ['.env', '.env', 'dotenv', 'PORT=1\nSTRIPE_KEY=|\nHOST=a\n', /^PORT=1\nHOST=a\n$/],
  ])('in %s puts the value into the vault and never into the document', async (_name, file, languageId, marked, shape) => {
    const value = stripeKey();
    const started = await start(file === '.env' ? {} : FILES, OWN);
    const { client, folder } = started;
    const { uri, range } = await open(started, file, languageId, marked);
    expect(await client.ask('tacit/paste/check', { uri, version: 1, range, delivery: await deliver(started, value) })).toEqual({ credential: true });
    const proposal = await client.ask('tacit/paste/prepare', { uri, version: 1, range, delivery: await deliver(started, value) });
    const { variable, path, id, stores } = proposal;
    expect(variable).toBe('STRIPE_KEY');
    await client.ask('tacit/move/apply', { proposal: id, variable, path, store: stores[0]!.id, reuse: false, occurrences: [0] });
    expect(client.texts.get(uri)?.text).toMatch(shape);
    expect(folder.read('tacit.env.yaml')).toContain('STRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"');
    expect(folder.read('secrets.sops.json')).toContain('"STRIPE_KEY": "ENC[');
    // THREATS 11, 13: not in one message, nor in any file.
    expect(client.wire.includes(value)).toBe(false);
    expect(JSON.stringify(client.edits)).not.toContain(value);
    for (const name of [file, 'tacit.env.yaml', 'secrets.sops.json']) expect(folder.read(name) ?? '').not.toContain(value);
  });

  it.each([
    ['prose', 'const greeting = "|";\n', 'hello there, reader', false],
    ['an example', 'const password = "|";\n', 'changeme', false],
    ['a password, by where it goes', 'const dbPassword = "|";\n', password(), true],
    ['the same where nothing says so', 'const title = "|";\n', 'Quarterly report', false],
    ['a place that takes no literal', 'import { a } from |\n', stripeKey(), true],
  ])('tells a credential from %s', async (_name, marked, value, credential) => {
    const started = await start(FILES, OWN);
    const { uri, range } = await open(started, 'src/a.js', 'javascript', marked);
    const answer = await started.client.ask('tacit/paste/check', { uri, version: 1, range, delivery: await deliver(started, value) });
    expect(answer).toEqual({ credential });
    expect(started.client.edits).toEqual([]);
  });

  it('refuses where the document has changed since, and leaves the vault alone', async () => {
    const started = await start(FILES, OWN);
    const { client, folder } = started;
    const { uri, range } = await open(started, 'src/a.js', 'javascript', 'const stripeKey = |;\n');
    const proposal = await client.ask('tacit/paste/prepare', { uri, version: 1, range, delivery: await deliver(started, stripeKey()) });
    await client.replace(uri, 'const other = ;\n');
    const { id, variable, path, stores } = proposal;
    const asked = client.ask('tacit/move/apply', { proposal: id, variable, path, store: stores[0]!.id, reuse: false, occurrences: [0] });
    expect(await codeOf(asked)).toBe('DocumentChanged');
    expect([client.texts.get(uri)?.text, folder.read('secrets.sops.json')]).toEqual(['const other = ;\n', undefined]);
  });

  it('is not there without the private channel', async () => {
    const started = await start(FILES);
    const { uri, range } = await open(started, 'src/a.js', 'javascript', 'const stripeKey = |;\n');
    for (const method of ['tacit/paste/check', 'tacit/paste/prepare'] as const)
      expect(await codeOf(started.client.ask(method, { uri, version: 1, range, delivery: '0'.repeat(32) }))).toBe('NoPrivateChannel');
  });
});

describe('moving a selection', () => {
  const invoked = 1;
  async function actionAt(started: Started, name: string, languageId: string, marked: string, triggerKind = invoked) {
    const { uri, range } = await open(started, name, languageId, marked);
    const actions = await started.client.connection.sendRequest<
      { title: string; kind: string; disabled?: { reason: string }; command?: { arguments: unknown[] } }[]
    >('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], triggerKind } });
    return { uri, action: actions.find(({ title }) => title.startsWith('Move selection')) };
  }

  it.each([
    ['the inside of a literal', "const pin = '«four-words»';\n"],
    ['a literal with its quotes', "const pin = «'four-words'»;\n"],
    ['a literal with space around', "const pin = « 'four-words' »;\n"],
  ])('moves %s that no rule has found', async (_name, marked) => {
    const started = await start(FILES, { ...OWN });
    const { client, folder } = started;
    const { uri, action } = await actionAt(started, 'src/a.js', 'javascript', marked);
    expect(action).toMatchObject({ title: 'Move selection to vault…', kind: 'refactor.extract.vault', command: { command: 'tacit.moveToVault' } });
    const [, version, range, how] = action!.command!.arguments as [string, number, never, string];
    expect(how).toBe('chosen');
    const { id, variable, path, stores } = await client.ask('tacit/move/prepare', { uri, version, range, chosen: true });
    await client.ask('tacit/move/apply', { proposal: id, variable, path, store: stores[0]!.id, reuse: false, occurrences: [0] });
    expect(client.texts.get(uri)?.text).toContain(`process.env.${variable}`);
    expect(client.texts.get(uri)?.text).not.toContain('four-words');
    expect(folder.read('secrets.sops.json')).toContain(`"${variable}": "ENC[`);
  });

  it('is offered to other editors by the server’s command', async () => {
    const started = await start(FILES, { press: 'Move' });
    const { client } = started;
    const { uri, action } = await actionAt(started, 'src/a.js', 'javascript', "const pin = '«four-words»';\n");
    await client.connection.sendRequest('workspace/executeCommand', action!.command);
    expect(client.texts.get(uri)?.text).toMatch(/const pin = process\.env\./);
  });

  it.each([
    ['says why where it cannot', 'A.java', 'java', 'class A {\n  @Value("«four-words»")\n  String a;\n}\n', /annotation/i],
    ['says why in code that is no literal', 'src/a.js', 'javascript', 'const «pin = other»;\n', /./],
  ])('%s', async (_name, file, languageId, marked, reason) => {
    const { action } = await actionAt(await start({}, OWN), file, languageId, marked);
    expect(action?.disabled?.reason).toMatch(reason);
    expect(action?.command).toBeUndefined();
  });

  it.each([
    ['while somebody only moves the cursor', "const pin = '«four-words»';\n", 2],
    ['for next to nothing', "const pin = '«fo»ur-words';\n", invoked],
    ['where a rule has found something: there is the fix', `const stripeKey = '«${stripeKey()}»';\n`, invoked],
  ])('is not offered %s', async (_name, marked, triggerKind) => {
    expect((await actionAt(await start(FILES, OWN), 'src/a.js', 'javascript', marked, triggerKind)).action).toBeUndefined();
  });
});
