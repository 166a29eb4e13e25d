import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scan } from '../../server/src/analysis/scanning/scan';
import { openProject } from '../../server/src/project/open';

const folder = mkdtempSync(join(tmpdir(), 'tacit-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('neither ends the scan nor passes for clean where one file breaks a detector', async () => {
  mkdirSync(join(folder, '.git'));
  const value = ['hunter', '7xQ', 'blue'].join('-');
  for (const name of ['bad.js', 'good.js']) writeFileSync(join(folder, name), `const dbPassword = "${value}";\n`);
  const project = await openProject(folder, {});
  let asked = 0;
  const breaking = {
    ...project,
    fingerprint: (...given: Parameters<typeof project.fingerprint>): string => {
      if (asked++ === 0) throw new Error(`quoting ${value}`);
      return project.fingerprint(...given);
    },
  };
  const result = await scan({ project: breaking, target: folder, rules: [] });
  expect(result.findings.map(({ path }) => path)).toEqual(['good.js']);
  expect(result.skipped).toEqual([{ path: join(folder, 'bad.js'), because: 'failed' }]);
  expect(result.complete).toBe(false);
});
