// Writes server/src/checks/credential/keywords/gramModel.ts: how seldom one unit follows two others in code and prose, out of the files of the folders given.
// It steers only which part of a keyword is looked for, so any large mix of source trees does:  node scripts/model/grams.mjs FOLDER…
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Units that are told apart; every digit is a 0, and the last stands for the rest. */
const UNITS = 'abcdefghijklmnopqrstuvwxyz0_-.:/ ?';
const STEP = 20;
const LARGEST = 1_000_000;
const classOf = Uint8Array.from({ length: 256 }, (_, unit) => {
  const at = UNITS.indexOf(String.fromCharCode(unit).toLowerCase().replace(/\d/, '0'));
  return at === -1 ? UNITS.length - 1 : at;
});

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

const SIZE = UNITS.length;
/** Of three units in a row; each counts a tenth before any was seen. */
const threes = new Float64Array(SIZE ** 3).fill(0.1);
let seen = 0;
for (const folder of process.argv.slice(2))
  for (const path of filesBelow(folder)) {
    if (seen++ % STEP !== 0) continue;
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST || bytes.subarray(0, 8000).includes(0)) continue;
    for (let at = 2; at < bytes.length; at++) threes[(classOf[bytes[at - 2]] * SIZE + classOf[bytes[at - 1]]) * SIZE + classOf[bytes[at]]]++;
  }
const pairs = Float64Array.from({ length: SIZE ** 2 }, (_, pair) => threes.subarray(pair * SIZE, (pair + 1) * SIZE).reduce((sum, count) => sum + count, 0));
const total = pairs.reduce((sum, count) => sum + count, 0);
/** Half bits of surprise, a digit of base 36. */
const digit = (share) => Math.min(35, Math.round(-2 * Math.log2(share))).toString(36);
const lines = [
  Array.from(pairs, (count) => digit(count / total)).join(''),
  ...Array.from({ length: SIZE }, (_, first) =>
    Array.from(threes.subarray(first * SIZE ** 2, (first + 1) * SIZE ** 2), (count, at) => digit(count / pairs[first * SIZE + Math.floor(at / SIZE)])).join(''),
  ),
];
const file = join(dirname(fileURLToPath(import.meta.url)), '../../server/src/checks/credential/keywords/gramModel.ts');
writeFileSync(
  file,
  `// Made by scripts/model/grams.mjs; do not edit.
/** Units that are told apart; every digit is a 0, and the last stands for the rest. */
export const GRAM_UNITS = '${UNITS}';
/** Half bits of surprise, digits of base 36. First of each two units, then a line for each unit: of each that follows it and a second. */
// prettier-ignore
export const GRAM_MODEL: readonly string[] = [
${lines.map((line) => `  '${line}',`).join('\n')}
];
`,
);
