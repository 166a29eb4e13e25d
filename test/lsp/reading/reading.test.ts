import { describe, expect, it } from 'vitest';
import type { CompletionList, DocumentLink, Hover, Location, MarkupContent } from 'vscode-languageserver';
import { MASK, Secret } from '../../../server/src/base/secret';
import { createRegistry } from '../../../server/src/stores/createRegistry';
import { PLAIN, VSCODE } from '../../support/lspClient';
import { OWN, start, type Started } from '../startServer';
import { password, stripeKey } from '../values';

const MANIFEST = `# The shop's payments
# @owner=payments @rotate=90d
STRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"

DB_PASSWORD: "ref+sops://secrets.sops.json#/DB_PASSWORD"
REMOTE: "ref+vault://secret/app#/token"
EVIL: "ref+exec://touch/x#/y"
`;

/** A project whose vault holds STRIPE_KEY and nothing else. */
async function project(files: Record<string, string> = {}, setup: Parameters<typeof start>[1] = {}): Promise<Started & { value: string }> {
  const started = await start({ 'tacit.env.yaml': MANIFEST, ...files }, setup);
  const value = stripeKey();
  const registry = await createRegistry({ root: started.folder.root, embeddedStore: 'secrets.sops.json', trusted: true });
  await registry.embedded.write('STRIPE_KEY', Secret.of(value), { is: 'absent' });
  return { ...started, value };
}

async function hoverAt({ client, folder }: Started, name: string, languageId: string, marked: string): Promise<string> {
  const uri = folder.uri(name);
  await client.open(uri, languageId, marked.replace('|', ''));
  const hover = await client.at<Hover | null>('textDocument/hover', uri, marked);
  return hover === null ? '' : (hover.contents as MarkupContent).value;
}

describe('hover', () => {
  it.each<readonly [string, string, string, string, readonly string[]]>([
    [
      'a read in TypeScript',
      'a.ts',
      'typescript',
      'f(process.env.STRIPE|_KEY);\n',
      ['STRIPE_KEY', MASK, 'secrets.sops.json', 'tacit.env.yaml', 'payments', 'rotate'],
    ],
    ['a read in Python', 'a.py', 'python', 'import os\nk = os.environ["STRIPE|_KEY"]\n', ['STRIPE_KEY', MASK, 'secrets.sops.json']],
    ['a read in Java', 'A.java', 'java', 'class A { String k = System.getenv("STRIPE|_KEY"); }\n', ['STRIPE_KEY', MASK]],
    ['a read in Go', 'a.go', 'go', 'package a\nvar k = os.Getenv("STRIPE|_KEY")\n', ['STRIPE_KEY', MASK]],
    ['an entry that the vault lacks', 'a.ts', 'typescript', 'f(process.env.DB_PASS|WORD);\n', ['DB_PASSWORD', 'does not hold']],
    ['an entry of a vault that is not registered', 'a.ts', 'typescript', 'f(process.env.REM|OTE);\n', ['not registered']],
    ['an entry of a refused scheme', 'a.ts', 'typescript', 'f(process.env.EV|IL);\n', ['does not resolve references of this scheme']],
    ['a variable of no manifest', 'a.ts', 'typescript', 'f(process.env.NOWHE|RE);\n', []],
    [
      'a reference in the manifest',
      'tacit.env.yaml',
      'yaml',
      MANIFEST.replace('#/STRIPE', '#/STR|IPE'),
      ['STRIPE_KEY', 'secrets.sops.json', 'Version', 'Changed', 'payments'],
    ],
    ['plain code', 'a.ts', 'typescript', 'const a| = 1;\n', []],
  ])('on %s says where it lives', async (_name, file, languageId, marked, expected) => {
    const shown = await hoverAt(await project(), file, languageId, marked);
    if (expected.length === 0) expect(shown).toBe('');
    for (const part of expected) expect(shown).toContain(part);
  });

  it.each([
    [
      'a finding',
      (v: string) => `const stripeKey = "|${v}";\n`,
      ['Stripe secret key', 'credential.stripe-secret-key', 'stripeKey', MASK, 'Move it to the vault'],
    ],
    [
      'one that is ignored',
      (v: string) => `const k = "|${v}"; // tacit-ignore credential.stripe-secret-key because only a sample\n`,
      ['Ignored here', 'only a sample'],
    ],
  ])('on %s says what to do, and no value', async (_name, text, expected) => {
    const value = stripeKey();
    const shown = await hoverAt(await start(), 'a.ts', 'typescript', text(value));
    for (const part of expected) expect(shown).toContain(part);
    expect(shown).not.toContain(value);
  });

  it('is plain text for a client that shows no markdown', async () => {
    const shown = await hoverAt(await project({}, { capabilities: PLAIN }), 'a.ts', 'typescript', 'f(process.env.STRIPE|_KEY);\n');
    expect(shown).toContain(`STRIPE_KEY = ${MASK}`);
    expect(shown).not.toContain('**');
  });

  it('says that the vault is not there yet', async () => {
    const shown = await hoverAt(await start({ 'tacit.env.yaml': MANIFEST }), 'a.ts', 'typescript', 'f(process.env.STRIPE|_KEY);\n');
    expect(shown).toContain('does not exist yet');
  });

  it.each([
    ['markdown image', '![x](https://evil.example/p.png)'],
    ['command link', '[x](command:workbench.action.terminal.new)'],
    ['icon', '$(warning) $(sync~spin)'],
    ['html', '<img src=x onerror=alert(1)>'],
    ['code fence', '``` \u0060\u0060\u0060'],
    ['bidi', 'abc\u202edef\u2066'],
    ['ANSI', '\u001b[31mred\u001b[0m'],
    ['very long', 'x'.repeat(5000)],
  ])('shows a hostile comment (%s) as data', async (_name, hostile) => {
    const manifest = `# ${hostile}\nSTRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"\n`;
    const shown = await hoverAt(await start({ 'tacit.env.yaml': manifest }), 'a.ts', 'typescript', 'f(process.env.STRIPE|_KEY);\n');
    expect(shown).toContain('STRIPE_KEY');
    // What stands outside of code spans is ours alone.
    const outside = shown.replace(/(`+)[^]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/!\[|\]\(|\$\(|<img|evil/);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(shown.length).toBeLessThan(1500);
  });

  it('covers a value that somebody left in a comment', async () => {
    const [a, b] = [stripeKey(), stripeKey()];
    const manifest = `# before: ${a}\n# @owner=${b}\nSTRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"\n`;
    const started = await start({ 'tacit.env.yaml': manifest });
    const shown = await hoverAt(started, 'a.ts', 'typescript', 'f(process.env.STRIPE|_KEY);\n');
    expect(shown).toContain('before');
    for (const value of [a, b]) expect(started.client.wire.toString('utf8')).not.toContain(value);
  });
});

async function completeAt({ client, folder }: Started, name: string, languageId: string, marked: string): Promise<{ label: string; inserts: string }[]> {
  const uri = folder.uri(name);
  await client.open(uri, languageId, marked.replace('|', ''));
  const list = await client.at<CompletionList | null>('textDocument/completion', uri, marked);
  return (list?.items ?? []).map(({ label, textEdit }) => ({ label, inserts: textEdit!.newText }));
}

describe('completion', () => {
  const NAMES = ['STRIPE_KEY', 'DB_PASSWORD', 'REMOTE', 'EVIL'];
  it.each<readonly [string, string, string, readonly string[]]>([
    ['a.ts', 'typescript', 'f(process.env.|)', NAMES],
    ['a.ts', 'typescript', 'f(process.env["ST|"])', NAMES],
    ['a.ts', 'typescript', 'f(import.meta.env.|)', NAMES],
    ['a.ts', 'typescript', 'f(process.|)', []],
    ['a.js', 'javascript', 'f(process.env.D|)', NAMES],
    ['a.py', 'python', 'os.environ["|"]', NAMES],
    ['a.py', 'python', "os.getenv('|')", NAMES],
    ['a.py', 'python', 'other["|"]', []],
    ['A.java', 'java', 'System.getenv("|")', NAMES],
    ['a.go', 'go', 'os.Getenv("|")', NAMES],
    ['a.sh', 'shellscript', 'curl -H "$|"', NAMES],
    ['a.sh', 'shellscript', 'echo ${ST|}', NAMES],
    ['application.yaml', 'yaml', 'password: ${|}', NAMES],
    ['application.properties', 'properties', 'p=${|', NAMES],
    ['a.txt', 'plaintext', 'process.env.|', []],
  ])('in %s (%s) after %s', async (file, languageId, marked, expected) => {
    expect((await completeAt(await project(), file, languageId, marked)).map(({ label }) => label)).toEqual(expected);
  });

  it.each([
    ['ref+|', ['ref+sops://secrets.sops.json#/STRIPE_KEY']],
    ['ref+sops://sec|', ['ref+sops://secrets.sops.json#/STRIPE_KEY']],
    ['ref+sops://secrets.sops.json#/|', ['ref+sops://secrets.sops.json#/STRIPE_KEY']],
    ['ref+sops://secrets.sops.json#/X|', []],
    ['ref+vault://|', []],
  ])('of a reference after %s', async (typed, expected) => {
    expect((await completeAt(await project(), 'tacit.env.yaml', 'yaml', `NEW: "${typed}"\n`)).map(({ inserts }) => inserts)).toEqual(expected);
  });

  it('offers no name that is none', async () => {
    const started = await start({ 'tacit.env.yaml': '"$(touch x)": "ref+sops://s.sops.json#/a"\nGOOD: "ref+sops://s.sops.json#/b"\n' });
    expect((await completeAt(started, 'a.ts', 'typescript', 'process.env.|')).map(({ label }) => label)).not.toContain('$(touch x)');
  });
});

describe('definition', () => {
  it.each([
    ['a.ts', 'typescript', 'f(process.env.STRIPE|_KEY);\n', 'tacit.env.yaml', 2],
    ['a.py', 'python', 'import os\nk = os.environ["DB_|PASSWORD"]\n', 'tacit.env.yaml', 4],
    ['tacit.env.yaml', 'yaml', MANIFEST.replace('#/STRIPE', '#/STR|IPE'), 'secrets.sops.json', 1],
    ['tacit.env.yaml', 'yaml', MANIFEST.replace('exec://', 'exec:|//'), undefined, 0],
    ['a.ts', 'typescript', 'f(process.env.NO|WHERE);\n', undefined, 0],
  ])('from %s (%s)', async (file, languageId, marked, target, line) => {
    const { client, folder } = await project();
    const uri = folder.uri(file);
    await client.open(uri, languageId, marked.replace('|', ''));
    const found = await client.at<Location[]>('textDocument/definition', uri, marked);
    expect(found.map((each) => [each.uri, each.range.start.line])).toEqual(target === undefined ? [] : [[folder.uri(target), line]]);
  });

  it('leads to the unsaved manifest as it is in the editor', async () => {
    const { client, folder } = await project();
    const manifest = folder.uri('tacit.env.yaml');
    await client.open(manifest, 'yaml', MANIFEST);
    await client.replace(manifest, `\n\n${MANIFEST}`);
    const uri = folder.uri('a.ts');
    await client.open(uri, 'typescript', 'f(process.env.STRIPE_KEY);\n');
    expect((await client.at<Location[]>('textDocument/definition', uri, 'f(process.env.STRIPE|_KEY);\n'))[0]?.range.start.line).toBe(4);
  });
});

describe('document links', () => {
  const links = async ({ client, folder }: Started, text: string): Promise<DocumentLink[]> => {
    const uri = folder.uri('tacit.env.yaml');
    await client.open(uri, 'yaml', text);
    return client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri } });
  };

  it('lead to the tree by an id of this session, in our own client', async () => {
    const started = await project({}, OWN);
    const found = await links(started, MANIFEST);
    expect(found).toHaveLength(2);
    for (const { target } of found) expect(decodeURIComponent(target ?? '')).toMatch(/^command:tacit\.showInTree\?\["[0-9a-f]{32}"\]$/);
    const id = (JSON.parse(decodeURIComponent(found[0]!.target!.split('?')[1]!)) as [string])[0];
    expect((await started.client.ask('tacit/store/describe', { node: id })).lines.join('\n')).toContain('STRIPE_KEY');
  });

  it.each([
    'ref+vault://evil.example/x?address=https://evil.example#/y',
    'ref+file:///etc/passwd#/x',
    'ref+exec://sh#/x',
    'ref+httpjson://evil.example/x#/y',
    'ref+sops:////evil.example/share/x.sops.json#/y',
    'ref+sops://../../../etc/x.json#/y',
    'ref+https://evil.example#/x',
    'ref+command://workbench#/x',
    'ref+sops://command%3Aworkbench.json#/x',
  ])('never carry a place of the document’s choice: %s', async (reference) => {
    for (const { target } of await links(await start({}, OWN), `A: "${reference}"\n`)) {
      expect(target).toMatch(/^command:tacit\.showInTree\?/);
      expect(decodeURIComponent(target ?? '')).not.toMatch(/evil|workbench|etc|file:|http/);
    }
  });

  it('are not made for other editors', async () => {
    const { client } = await project({}, { capabilities: VSCODE });
    expect(client.initialized.capabilities.documentLinkProvider).toBeUndefined();
  });
});

describe('hover on a locked vault', () => {
  it('says so instead of failing', async () => {
    const started = await project();
    const { rmSync } = await import('node:fs');
    const { currentPlatform } = await import('../../../server/src/base/system/platform');
    rmSync(currentPlatform().ageKeyFile, { force: true });
    const shown = await hoverAt(started, 'a.ts', 'typescript', `// ${password().slice(0, 2)}\nf(process.env.STRIPE|_KEY);\n`);
    expect(shown).toContain('STRIPE_KEY');
    expect(await started.client.ask('tacit/status', {})).toMatchObject({ store: 'locked' });
  });
});
