#!/usr/bin/env node
// third-party.txt: every package whose code or grammar ships, with version and licence. The build writes what is true into dist/; this copies it to
// the repository, and with --check fails where the two differ, so that nothing new ships unseen (THREATS 49).
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const [built, listed] = [join(root, 'dist', 'third-party.txt'), join(root, 'third-party.txt')];
if (!process.argv.includes('--check')) copyFileSync(built, listed);
else if (readFileSync(built, 'utf8') !== readFileSync(listed, 'utf8')) {
  console.error('third-party.txt is not what the build contains. Read the difference, then run: node scripts/thirdParty.mjs');
  process.exit(1);
}
