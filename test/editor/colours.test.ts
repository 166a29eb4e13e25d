import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { provisioned, root } from '../support/editor';

/** What is used of vscode-textmate: the editor's own copy, whatever its version. */
interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}
interface Grammar {
  tokenizeLine(line: string, state: unknown): { readonly tokens: readonly Token[]; readonly ruleStack: unknown };
}
interface TextMate {
  readonly INITIAL: unknown;
  readonly Registry: new (options: object) => { loadGrammar(scope: string): Promise<Grammar | null> };
  readonly parseRawGrammar: (content: string, path: string) => object;
}
interface Oniguruma {
  readonly loadWASM: (bytes: Uint8Array) => Promise<void>;
  readonly OnigScanner: new (patterns: string[]) => object;
  readonly OnigString: new (text: string) => object;
}

const INJECTION = 'tacit.references.injection';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { grammars: { scopeName: string; path: string; injectTo: string[] }[] };
};
const injected = manifest.contributes.grammars.find(({ scopeName }) => scopeName === INJECTION)!;

/** A line with `«` and `»` around the reference, by the scope of its language. */
const LINES: Readonly<Record<string, string>> = {
  'source.js': "const url = '«ref+vault://secret/app#/db_password»';",
  'source.js.jsx': "const url = '«ref+vault://secret/app#/db_password»';",
  'source.ts': 'const url: string = `«ref+vault://secret/app#/db_password»`;',
  'source.tsx': 'const a = <A url="«ref+vault://secret/app#/db_password»" />;',
  'source.python': 'url = "«ref+vault://secret/app#/db_password»"',
  'source.java': 'String url = "«ref+vault://secret/app#/db_password»";',
  'source.go': 'var url = "«ref+vault://secret/app#/db_password»"',
  'source.shell': "export URL='«ref+vault://secret/app#/db_password»'",
  // tacit-ignore credential.password because a reference stands there, between the marks of this test
  'source.yaml': 'DB_PASSWORD: "«ref+sops://secrets.sops.json#/DB_PASSWORD»"',
  'source.json': '{ "url": "«ref+vault://secret/app#/db_password»" }',
  'source.json.comments': '{ "url": "«ref+vault://secret/app#/db_password»" } // so',
  'source.toml': 'url = "«ref+vault://secret/app#/db_password»"',
  'source.ini': 'url = «ref+vault://secret/app#/db_password»',
  'source.java-properties': 'url=«ref+vault://secret/app#/db_password»',
  'source.dotenv': 'URL=«ref+vault://secret/app#/db_password»',
};

/** VS Code ships no grammar for these: extensions bring one. A stand-in has a scope for the whole and one for what is quoted. */
const BY_EXTENSIONS = ['source.toml', 'source.java-properties'];
const standIn = (scopeName: string): object => ({ scopeName, patterns: [{ name: 'string.quoted', begin: '"', end: '"' }] });

let load: (scope: string) => Promise<Grammar | null>;
let initial: unknown;
const shipped = new Map<string, string>();

beforeAll(async () => {
  const editor = dirname(dirname(provisioned().editors.newest.server));
  const require = createRequire(join(editor, 'package.json'));
  const textmate = require('vscode-textmate') as TextMate;
  const oniguruma = require('vscode-oniguruma') as Oniguruma;
  await oniguruma.loadWASM(readFileSync(join(dirname(require.resolve('vscode-oniguruma')), 'onig.wasm')));
  const extensions = join(editor, 'extensions');
  for (const name of readdirSync(extensions)) {
    const file = join(extensions, name, 'package.json');
    if (!existsSync(file)) continue;
    const { contributes } = JSON.parse(readFileSync(file, 'utf8')) as { contributes?: { grammars?: { scopeName: string; path: string }[] } };
    for (const { scopeName, path } of contributes?.grammars ?? []) shipped.set(scopeName, join(extensions, name, path));
  }
  const fileOf = (scope: string): string | undefined => (scope === INJECTION ? join(root, injected.path) : shipped.get(scope));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scope: string) => {
      const file = fileOf(scope);
      return Promise.resolve(
        file === undefined ? (BY_EXTENSIONS.includes(scope) ? standIn(scope) : null) : textmate.parseRawGrammar(readFileSync(file, 'utf8'), file),
      );
    },
    getInjections: (scope: string) => (injected.injectTo.includes(scope) ? [INJECTION] : undefined),
  });
  load = (scope) => registry.loadGrammar(scope);
  initial = textmate.INITIAL;
});

/** The scopes of ours that cover each part of a line. */
async function coloured(scope: string, line: string): Promise<{ text: string; scope: string }[]> {
  const grammar = await load(scope);
  const { tokens } = grammar!.tokenizeLine(line, initial);
  return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const own = scopes.filter((each) => each.endsWith('.tacit')).at(-1);
    return own === undefined ? [] : [{ text: line.slice(startIndex, endIndex), scope: own }];
  });
}

describe('references are coloured', () => {
  it('in every scope that the extension lists, and each is tried here', () => {
    expect(Object.keys(LINES).sort()).toEqual([...injected.injectTo].sort());
    expect(injected.injectTo.filter((scope) => !shipped.has(scope)).sort()).toEqual([...BY_EXTENSIONS].sort());
  });

  it.each(Object.entries(LINES))('in %s, the reference and nothing else', async (scope, marked) => {
    const reference = /«(.*)»/.exec(marked)?.[1] ?? '';
    const parts = await coloured(scope, marked.replace(/[«»]/g, ''));
    expect(parts.map(({ text }) => text).join('')).toBe(reference);
    expect(parts.map((part) => part.scope)).toEqual([
      'keyword.other.reference.tacit',
      'entity.name.type.store.tacit',
      'punctuation.separator.tacit',
      'markup.underline.link.reference.tacit',
      'variable.other.constant.reference.tacit',
    ]);
  });

  it('with what no store takes shown as wrong (THREATS 1)', async () => {
    const parts = await coloured('source.yaml', 'A: "ref+vault://secret/app?address=https://evil.example#/k"');
    expect(parts.find(({ text }) => text.startsWith('?address='))?.scope).toBe('invalid.illegal.parameter.tacit');
  });

  it.each(['const ref = 1;', 'const a = ref + vault;', "const url = 'https://example.org/ref';"])('and not in %s', async (line) => {
    expect(await coloured('source.js', line)).toEqual([]);
  });
});
