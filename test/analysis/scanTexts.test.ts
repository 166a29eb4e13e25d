import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scanTexts, type TextToScan } from '../../server/src/analysis/scanning/scanTexts';
import { openProject } from '../../server/src/project/open';
import { makeValue } from '../support/commandLine';

const folder = mkdtempSync(join(tmpdir(), 'tacit-texts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells two values of history apart where their fingerprints agree, each once, and says nothing by which', async () => {
  mkdirSync(join(folder, '.git'));
  const project = { ...(await openProject(folder, {})), fingerprint: () => 'c1-same' };
  const [first, second] = [makeValue(), makeValue()];
  const texts = async function* (): AsyncGenerator<TextToScan> {
    for (const [index, value] of [first, second, first].entries())
      yield await Promise.resolve({
        path: join(folder, 'app.js'),
        bytes: Buffer.from(`const dbPassword = '${value}';\n`),
        commit: { id: String(index), date: '2026-01-01' },
      });
  };
  const { findings } = await scanTexts({ project, rules: ['credential.'] }, folder, texts());
  expect(findings.map(({ commit }) => commit?.id)).toEqual(['0', '1']);
  expect(findings.filter((finding) => 'identity' in finding)).toEqual([]);
});
