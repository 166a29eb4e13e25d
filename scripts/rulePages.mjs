#!/usr/bin/env node
// Writes docs/rules/<id>.md from the catalogue of rules. With --check it writes nothing and fails where a page is not what it would write.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps.mjs';

const bundle = join(tmpdir(), `tacit-catalogue-${process.pid}.mjs`);
const stdin = {
  contents: "export { RULES } from './catalogue'; export { rulePage } from './rulePage';",
  resolveDir: join(root, 'server/src/checks'),
  loader: 'ts',
};
await build({ stdin, outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
const { RULES, rulePage } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

const folder = join(root, 'docs', 'rules');
const pages = new Map(RULES.map((rule) => [`${rule.id}.md`, rulePage(rule)]));
pages.set(
  'README.md',
  `# Rules\n\n${RULES.length} rules. \`tacit.json\` can switch each off or change its level; a comment \`tacit-ignore <rule> until=YYYY-MM-DD because …\` silences one place.\n\n| rule | what it finds |\n| --- | --- |\n${RULES.map((rule) => `| [\`${rule.id}\`](${rule.id}.md) | ${rule.title} |`).join('\n')}\n`,
);

if (process.argv.includes('--check')) {
  const wrong = [...pages].filter(([name, text]) => read(join(folder, name)) !== text).map(([name]) => name);
  const stale = readdirSync(folder).filter((name) => !pages.has(name));
  if (wrong.length + stale.length > 0) {
    console.error(`docs/rules is not up to date (${[...wrong, ...stale].slice(0, 5).join(', ')}). Run: node scripts/rulePages.mjs`);
    process.exit(1);
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
