import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scan } from '../../server/src/analysis/scanning/scan';
import { openProject } from '../../server/src/project/open';
import { useInstalledGrammars } from '../support/grammars';

const ID = ['AK', 'IAQ', 'Z4RTX7WLMP2NVKE'].join('');
const SECRET = ['w8Kq3ZpT0vRb', 'Xy6LmN1cHs9D', 'fGj4Ua2eQo5i', 'q7Zt'].join('');
const SETTINGS = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tacit-parts-'));
  mkdirSync(join(folder, '.git'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function told(name: string, text: string, { rules = [], config = {} }: { rules?: readonly string[]; config?: object } = {}): Promise<string[]> {
  useInstalledGrammars();
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'tacit.json'), JSON.stringify({ version: 1, ...config }));
  const { findings } = await scan({ project: await openProject(folder, {}), target: folder, rules });
  return findings.filter(({ suppressed }) => suppressed === undefined).map(({ rule, start }) => `${String(start.line + 1)} ${rule}`);
}

const BOTH = ['2 credential.aws-secret-key'];
const ID_ALONE = ['1 credential.aws-access-key'];
it.each([
  ['both are told', {}, BOTH],
  ['the rule of the secret is switched off', { config: { rules: { 'credential.aws-secret-key': 'off' } } }, ID_ALONE],
  ['the rule of the id is switched off', { config: { rules: { 'credential.aws-access-key': 'off' } } }, BOTH],
  ['the rule of the id alone is asked for', { rules: ['credential.aws-access-key'] }, ID_ALONE],
  ['the rule of the secret alone is asked for', { rules: ['credential.aws-secret-key'] }, BOTH],
  ['the rules of both are asked for', { rules: ['credential.aws-'] }, BOTH],
])('an id goes with its secret where that is told: %s', async (_, options, wanted) => {
  expect(await told('a.ini', SETTINGS, options)).toEqual(wanted);
});

it.each([
  ['a.py', `kk = "${ID}"\naws_secret_access_key = "${SECRET}"\nprint(kk)\n`],
  ['a.js', `const kk = "${ID}";\nconst secretAccessKey = "${SECRET}";\nconsole.log(kk);\n`],
  ['a.sh', `kk="${ID}"\nAWS_SECRET_ACCESS_KEY="${SECRET}"\necho "$kk"\n`],
])('an id that is told with its secret is found where it is printed: %s', async (name, text) => {
  expect(await told(name, text)).toEqual([...BOTH, '3 logging.secret']);
});
