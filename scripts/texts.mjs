#!/usr/bin/env node
// Writes l10n/bundle.l10n.json: every text of client and server that a translator needs, by @vscode/l10n-dev, and those of the rules, which are data.
// With --check it writes nothing and fails where the file is not what it would write, or package.nls.json misses a key or holds one that nobody uses.
import { getL10nJson } from '@vscode/l10n-dev';
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps.mjs';

/** The server calls `t` of `base/l10n`; the extractor knows only the library's own name, and calls that name it: `l10n.t(…)`. */
const OWN_IMPORT = /import \{ t \} from '(?:\.{1,2}\/)+(?:base\/)?l10n'/;
const asExtracted = (text) =>
  OWN_IMPORT.test(text) ? text.replace(OWN_IMPORT, "import * as l10n from '@vscode/l10n'").replaceAll(/(?<![\w.$])t\(/g, 'l10n.t(') : text;

const bundleFile = join(root, 'l10n', 'bundle.l10n.json');
const sources = ['client/src', 'server/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ extension: '.ts', contents: asExtracted(readFileSync(join(root, folder, name), 'utf8')) })),
);
const texts = new Set([...Object.keys(await getL10nJson(sources)), ...(await ruleTexts())]);
const bundle = `${JSON.stringify(Object.fromEntries([...texts].sort().map((text) => [text, text])), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  mkdirSync(join(root, 'l10n'), { recursive: true });
  writeFileSync(bundleFile, bundle);
} else {
  const problems = [];
  if (read(bundleFile) !== bundle) problems.push('l10n/bundle.l10n.json is not up to date. Run: node scripts/texts.mjs');
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const used = new Set(Array.from(manifest.matchAll(/"%([\w.-]+)%"/g), ([, key]) => key));
  const given = new Set(Object.keys(JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'))));
  for (const key of used) if (!given.has(key)) problems.push(`package.nls.json lacks ${key}, which package.json names.`);
  for (const key of given) if (!used.has(key)) problems.push(`package.nls.json holds ${key}, which package.json does not name.`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/** Titles, descriptions and advice of the rules: `checks/catalogue.ts` hands them to the same function. */
async function ruleTexts() {
  const outfile = join(tmpdir(), `tacit-texts-${process.pid}.mjs`);
  const stdin = { contents: "export { RULES } from './catalogue';", resolveDir: join(root, 'server/src/checks'), loader: 'ts' };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const { RULES } = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return RULES.flatMap(({ title, description, rotate }) => (rotate === undefined ? [title, description] : [title, description, rotate]));
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
