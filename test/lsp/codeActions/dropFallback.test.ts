import { describe, expect, it } from 'vitest';
import type { TextDocumentEdit } from 'vscode-languageserver';
import { applyEdits, LineIndex } from '../../../server/src/base/document';
import { start } from '../startServer';
import { password, stripeKey } from '../values';

/** The text after "Remove the default", or undefined where it is not offered. */
async function dropped(name: string, languageId: string, text: string): Promise<string | undefined> {
  const { client, folder } = await start();
  const uri = folder.uri(name);
  await client.open(uri, languageId, text);
  const [item] = await client.diagnostics(uri);
  if (item === undefined) throw new Error('nothing was found');
  const action = (await client.actions(uri, item.range)).find(({ title }) => title.startsWith('Remove the default'));
  if (action === undefined) return undefined;
  expect(action.title).toBe('Remove the default: stop where DB_PASSWORD is not set');
  const [change] = action.edit!.documentChanges as TextDocumentEdit[];
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    (change!.edits as { range: { start: { line: number; character: number }; end: { line: number; character: number } }; newText: string }[]).map(
      ({ range, newText }) => ({ span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText }),
    ),
  );
}

describe('removing a static fallback', () => {
  it.each([
    ['JavaScript, ||', 'a.js', 'javascript', (v: string) => `const dbPassword = process.env.DB_PASSWORD || "${v}";\n`, /process\.env\.DB_PASSWORD/],
    ['JavaScript, ??', 'a.ts', 'typescript', (v: string) => `connect({ password: process.env.DB_PASSWORD ?? '${v}' });\n`, /process\.env\.DB_PASSWORD/],
    ['Python, get', 'a.py', 'python', (v: string) => `import os\n\npassword = os.environ.get("DB_PASSWORD", "${v}")\n`, /os\.environ\["DB_PASSWORD"\]/],
    ['Python, getenv', 'a.py', 'python', (v: string) => `import os\n\npassword = os.getenv("DB_PASSWORD", "${v}")\n`, /os\.environ\["DB_PASSWORD"\]/],
    ['shell', 'a.sh', 'shellscript', (v: string) => `DB_PASSWORD="\${DB_PASSWORD:-${v}}"\n`, /\$\{DB_PASSWORD:\?[^}]*\}/],
    [
      'Compose',
      'compose.yaml',
      'dockercompose',
      (v: string) => `services:\n  db:\n    environment:\n      DB_PASSWORD: \${DB_PASSWORD:-${v}}\n`,
      /DB_PASSWORD: \$\{DB_PASSWORD:\?\}\n/,
    ],
    [
      'Spring',
      'src/main/resources/application.properties',
      'java-properties',
      (v: string) => `spring.datasource.password=\${DB_PASSWORD:${v}}\n`,
      /^spring\.datasource\.password=\$\{DB_PASSWORD\}\n$/,
    ],
  ])('in %s leaves a read that stops the program', async (_name, file, languageId, text, shape) => {
    const value = password();
    const after = await dropped(file, languageId, text(value));
    expect(after).toMatch(shape);
    expect(after).not.toContain(value);
  });

  it.each([
    ['a literal without a read', 'a.js', 'javascript', (v: string) => `const stripeKey = "${v}";\n`],
    ['a read of something else', 'a.js', 'javascript', (v: string) => `const stripeKey = options.key || "${v}";\n`],
  ])('is not offered for %s', async (_name, file, languageId, text) => {
    expect(await dropped(file, languageId, text(stripeKey()))).toBeUndefined();
  });
});
