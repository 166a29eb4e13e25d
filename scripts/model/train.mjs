#!/usr/bin/env node
// Trains the character model that tells words from random letters (server/src/checks/credential/values/letterModel.ts).
// Input: the words of the declarations and documentation of the installed development dependencies, whose versions the lock file pins.
// The same lock file gives the same bytes: files and words are sorted, nothing is drawn at random. Run: node scripts/model/train.mjs
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'typescript/lib',
  '@types/node',
  '@types/vscode',
  'vscode-languageserver',
  'vscode-jsonrpc',
  'eslint/lib/rules',
  'zod/v4',
  'commander',
  'playwright-core/types',
  'yaml/dist',
  'fast-check/lib/types',
  'minimatch',
  'ignore',
];
const ALPHABET = 27; // 0 is the edge of a word, 1..26 the letters
const LEVELS = 64;

function* textFiles(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* textFiles(path);
    else if (/\.(d\.ts|d\.mts|md|js)$/.test(entry.name)) yield path;
  }
}

const counts = new Map();
for (const source of SOURCES) {
  for (const path of textFiles(join('node_modules', source))) {
    const text = readFileSync(path, 'utf8').slice(0, 2_000_000);
    for (const word of text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]{3,16}/g) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}
const words = [...counts].filter(([, count]) => count >= 3).sort(([a], [b]) => (a < b ? -1 : 1));

const trigrams = new Float64Array(ALPHABET ** 3);
const bigrams = new Float64Array(ALPHABET ** 2);
for (const [word, count] of words) {
  const weight = Math.log2(1 + count);
  const letters = [0, 0, ...[...word].map((letter) => letter.charCodeAt(0) - 96), 0];
  for (let i = 2; i < letters.length; i++) {
    trigrams[(letters[i - 2] * ALPHABET + letters[i - 1]) * ALPHABET + letters[i]] += weight;
    bigrams[letters[i - 2] * ALPHABET + letters[i - 1]] += weight;
  }
}
let packed = '';
for (let i = 0; i < trigrams.length; i++) {
  const bits = -Math.log2((trigrams[i] + 0.4) / (bigrams[Math.floor(i / ALPHABET)] + 0.4 * ALPHABET));
  packed += 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[Math.max(0, Math.min(LEVELS - 1, Math.round(bits * 4)))];
}
const rows = packed.match(/.{135}/g).map((row) => `  '${row}',`);
writeFileSync(
  'server/src/checks/credential/values/letterModel.ts',
  `// Made by scripts/model/train.mjs; do not edit. Quarter bits of surprise of a letter after two others, base64 digits, 27 x 27 x 27.\n// prettier-ignore\nexport const LETTER_MODEL: readonly string[] = [\n${rows.join('\n')}\n];\n`,
);
process.stdout.write(`${words.length} words\n`);
