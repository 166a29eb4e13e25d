// The size of the VSIX, packed from the sources as they are.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { row } from './table.mjs';

const SHIPPED = [
  'package.json',
  'package.nls.json',
  'media',
  'syntaxes',
  'walkthrough',
  'schemas',
  'bin',
  'l10n',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
  '.vscodeignore',
  'docs',
];

export async function measure({ root, distribution, scratch }) {
  const staged = join(scratch, 'extension');
  mkdirSync(staged);
  for (const name of SHIPPED) if (existsSync(join(root, name))) cpSync(join(root, name), join(staged, name), { recursive: true });
  cpSync(distribution, join(staged, 'dist'), { recursive: true });
  const file = join(staged, 'packed.vsix');
  const parameters = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--skip-license', '-o', file];
  const done = spawnSync(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), ...parameters], { cwd: staged, encoding: 'utf8' });
  if (done.status !== 0) throw new Error('the VSIX could not be packed');
  return [row('VSIX', statSync(file).size / 1024 / 1024, 'MB', 4)];
}
