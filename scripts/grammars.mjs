// Writes server/src/syntax/grammars.json: which grammar files ship, and the SHA-256 each must have. Run after changing a grammar's version.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
const files = {
  core: 'web-tree-sitter/web-tree-sitter.wasm',
  javascript: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  java: 'tree-sitter-java/tree-sitter-java.wasm',
  go: 'tree-sitter-go/tree-sitter-go.wasm',
  bash: 'tree-sitter-bash/tree-sitter-bash.wasm',
};
const pins = Object.entries(files).map(([name, file]) => ({
  name,
  file,
  sha256: createHash('sha256')
    .update(readFileSync(`node_modules/${file}`))
    .digest('hex'),
}));
writeFileSync('server/src/syntax/grammars.json', JSON.stringify(pins, null, 2) + '\n');
