// Renews the SHA-256 of every grammar that server/src/syntax/grammars.json names. Run after changing a grammar's version; a new grammar gets its row there first.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const table = 'server/src/syntax/grammars.json';
const pins = JSON.parse(readFileSync(table, 'utf8')).map(({ name, file }) => ({
  name,
  file,
  sha256: createHash('sha256')
    .update(readFileSync(`node_modules/${file}`))
    .digest('hex'),
}));
writeFileSync(table, JSON.stringify(pins, null, 2) + '\n');
