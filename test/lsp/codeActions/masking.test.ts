import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { applyEdits, LineIndex } from '../../../server/src/base/document';
import { OWN, start, type Started } from '../startServer';
import { stripeKey } from '../values';

/** A document's text after an action's edit, which must be of the version that is open. */
function applied(text: string, action: CodeAction | undefined): string {
  const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
  expect(change?.textDocument.version).toBe(1);
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    (change?.edits as TextEdit[]).map(({ range, newText }) => ({ span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText })),
  );
}

async function at({ client, folder }: Started, name: string, languageId: string, text: string, only?: string[]): Promise<CodeAction[]> {
  const uri = folder.uri(name);
  await client.open(uri, languageId, text);
  const [item] = await client.diagnostics(uri);
  return client.actions(uri, item!.range, only);
}

const TEXT = 'function f(password, token, user) {\n  console.log("a", password);\n  console.log(`b ${user.apiKey}`);\n}\n';

describe('a secret that is logged', () => {
  it('is reported where it is printed, and masked, told of or taken out by one action each', async () => {
    const started = await start();
    const actions = await at(started, 'a.js', 'javascript', TEXT);
    expect(actions.slice(0, 3).map(({ title }) => title)).toEqual([
      'Mask password in the log',
      'Log only whether password is set',
      'Take password out of the log',
    ]);
    expect(actions.map(({ isPreferred }) => isPreferred)).toEqual([true, ...actions.slice(1).map(() => undefined)]);
    expect(applied(TEXT, actions[0])).toContain('console.log("a", maskSecret(password));');
    expect(applied(TEXT, actions[1])).toContain('console.log("a", Boolean(password));');
    expect(applied(TEXT, actions[2])).toContain('console.log("a");');
  });

  it('is no longer reported once it is masked', async () => {
    const started = await start();
    const { client, folder } = started;
    const [action] = await at(started, 'a.js', 'javascript', TEXT);
    await client.replace(folder.uri('a.js'), applied(TEXT, action));
    expect(await client.diagnostics(folder.uri('a.js'))).toHaveLength(1);
  });

  it('is masked wherever the file logs one by source.fixAll, in one edit with one helper', async () => {
    const started = await start();
    const { client, folder } = started;
    const [action, ...others] = await at(started, 'a.js', 'javascript', TEXT, ['source.fixAll']);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ kind: 'source.fixAll.tacit', title: 'Mask every secret that this file logs' });
    const after = applied(TEXT, action);
    expect(after.match(/maskSecret\(/g)).toHaveLength(3);
    await client.replace(folder.uri('a.js'), after);
    expect(await client.diagnostics(folder.uri('a.js'))).toEqual([]);
    expect(await client.actions(folder.uri('a.js'), { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }, ['source.fixAll'])).toEqual([]);
  });

  it('is masked as far as that goes: what cannot be masked stays', async () => {
    const text = 'console.log(password);\nconsole.log(...Object.entries(req.headers));\n';
    const [action] = await at(await start(), 'a.js', 'javascript', text, ['source.fixAll.tacit']);
    expect(applied(text, action)).toContain('console.log(maskSecret(password));\nconsole.log(...Object.entries(req.headers));\n');
  });

  it('is masked by the function that tacit.json names', async () => {
    const text = "import { veil } from './veil.js';\nconsole.log(password);\n";
    const started = await start({ 'tacit.json': JSON.stringify({ version: 1, maskers: ['veil'] }) });
    const [action] = await at(started, 'a.js', 'javascript', text);
    expect(applied(text, action)).toBe("import { veil } from './veil.js';\nconsole.log(veil(password));\n");
  });

  it('is masked in Go by the helper of another file of the package', async () => {
    const started = await start({ 'b.go': 'package a\n\nfunc maskSecret(value interface{}) string {\n\treturn ""\n}\n' });
    const text = 'package a\n\nfunc f(password string) {\n\tlog.Print(password)\n}\n';
    const [action] = await at(started, 'a.go', 'go', text);
    expect(applied(text, action)).toBe(text.replace('Print(password)', 'Print(maskSecret(password))'));
  });

  it('is not carried along by an edit where it is a literal', async () => {
    const key = stripeKey();
    const actions = await at(await start(), 'a.js', 'javascript', `console.log("key", { apiKey: "${key}" });\n`);
    expect(JSON.stringify(actions)).not.toContain(key);
  });

  describe.each([
    ['is passed one by one', 'console.log(...Object.entries(req.headers));\n', 'headers', /one by one/],
    ['is masked by a name that is taken', 'let maskSecret = 1;\nconsole.log(password);\n', 'password', /maskers/],
  ])('where it %s', (_name, text, subject, reason) => {
    it('is refused with the reason, as an action that cannot be chosen', async () => {
      const actions = await at(await start({}, {}), 'a.js', 'javascript', text);
      const refused = actions.filter(({ disabled }) => disabled !== undefined);
      expect(refused).toMatchObject([{ title: `Mask ${subject} in the log`, disabled: { reason: expect.stringMatching(reason) as string } }]);
      expect(refused[0]).not.toHaveProperty('edit');
      expect(refused[0]).not.toHaveProperty('isPreferred');
    });

    it('says so in VS Code, which shows no disabled quick fix', async () => {
      const actions = await at(await start({}, { ...OWN, rulePage: (rule) => `file:///docs/${rule}.md` }), 'a.js', 'javascript', text);
      const said = actions.find(({ title }) => title.startsWith(`Cannot mask ${subject} in the log: `));
      expect(said?.title).toMatch(reason);
      expect(said?.command?.command).toBe('tacit.openRulePage');
      expect(actions.some(({ disabled }) => disabled !== undefined)).toBe(false);
    });
  });

  it('is not fixed on saving where fixes of another kind are asked for', async () => {
    expect(await at(await start(), 'a.js', 'javascript', TEXT, ['source.organizeImports'])).toEqual([]);
  });
});
