import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checksFor, scan } from '../../server/src/analysis/scan';
import { openProject } from '../../server/src/project/open';
import { configureGrammars } from '../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../support/grammars';

const folder = mkdtempSync(join(tmpdir(), 'tacit-logged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the checks that run', () => {
  it.each([
    [[], { credential: true, logging: true }],
    [['credential.'], { credential: true, logging: false }],
    [['logging.'], { credential: false, logging: true }],
    [['logging.secret'], { credential: false, logging: true }],
    [['l'], { credential: false, logging: true }],
    [['credential.password', 'logging.secret-object'], { credential: true, logging: true }],
    [['reference.'], { credential: false, logging: false }],
  ])('for the rules %j are %j', (rules, checks) => {
    expect(checksFor(rules)).toEqual(checks);
  });
});

describe('a scan', () => {
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'tacit.env.yaml'), 'SENDGRID: "ref+sops://secrets.sops.json#/SENDGRID"\n');
  writeFileSync(join(folder, 'a.py'), 'import os\nprint(os.environ["SENDGRID"])\nprint(access_token)\n');
  writeFileSync(join(folder, 'b.js'), 'console.log(user.password);\n');
  const scanned = async (rules: readonly string[]): Promise<string[]> => {
    const project = await openProject(folder, {});
    const { findings } = await scan({ project, target: folder, rules });
    return findings.map(({ path, rule, start }) => `${path}:${String(start.line + 1)} ${rule}`);
  };

  it('finds what is logged, by names and by the manifest', async () => {
    useInstalledGrammars();
    expect(await scanned([])).toEqual(['a.py:2 logging.secret', 'a.py:3 logging.secret', 'b.js:1 logging.secret']);
  });

  it('loads no grammar where only credentials are wanted', async () => {
    let loaded = 0;
    configureGrammars(() => {
      loaded++;
      return Promise.resolve(undefined);
    });
    expect(await scanned(['credential.'])).toEqual([]);
    expect(loaded).toBe(0);
  });

  it('goes on without findings where a grammar cannot be loaded', async () => {
    configureGrammars(() => Promise.resolve(undefined));
    expect(await scanned(['logging.'])).toEqual([]);
  });
});
