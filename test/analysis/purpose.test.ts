import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse';
import { scan } from '../../server/src/analysis/scanning/scan';
import { openProject } from '../../server/src/project/open';

const folder = mkdtempSync(join(tmpdir(), 'tacit-purpose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Words with a number behind them: made up, where it stands in a test. */
const VALUE = ['sword', 'fighter', '7'].join('');

it.each(['tests', 'docs', 'examples'])('takes nothing for made up because the project itself lies below a folder called %s', async (name) => {
  const root = join(folder, name, 'shop');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(join(root, 'tests'));
  const text = `const dbPassword = "${VALUE}";\n`;
  for (const path of ['app.js', 'tests/app.js']) writeFileSync(join(root, path), text);
  const project = await openProject(root, {});
  const grades = new Map((await scan({ project, target: root, rules: [] })).findings.map(({ path, grade }) => [path, grade]));
  expect(grades.get('app.js')).not.toBe('placeholder');
  expect(grades.get('tests/app.js')).toBe('placeholder');
  // What an editor has open is named by its address.
  const open = { uri: `file://${join(root, 'app.js')}`, version: 1, languageId: 'javascript', text };
  expect(analyse(open, project).findings.map(({ grade }) => grade)).toEqual([grades.get('app.js')]);
});
