import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { currentPlatform } from '../../../server/src/base/system/platform';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

const secret = makeValue();
const scans = join(currentPlatform().cacheFolder, 'scans');
const asked = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-asked-')));
const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

let desk: Desk;
beforeAll(() => {
  const files = Array.from({ length: 260 }, (_, at) => [`src/file${String(at)}.js`, at === 7 ? `const dbPassword = '${secret}';\n` : 'export {};\n'] as const);
  desk = makeDesk(Object.fromEntries(files));
});
beforeEach(() => {
  rmSync(scans, { recursive: true, force: true });
  rmSync(join(asked, 'scans'), { recursive: true, force: true });
});
afterAll(() => {
  desk.dispose();
  rmSync(asked, { recursive: true, force: true });
});

const scanIn = async (environment: NodeJS.ProcessEnv, ...more: readonly string[]): Promise<string> => {
  const { code, stdout } = await desk.tacit(['scan', '--format', 'json', ...more], { environment });
  expect(code).toBe(1);
  return stdout.replace(/"milliseconds": [\d.]+/, '');
};

it('says the same twice, and remembers it in this user’s cache', async () => {
  const first = await scanIn({ CI: '' });
  expect(namesIn(scans)).toHaveLength(1);
  expect(await scanIn({ CI: '' })).toBe(first);
  expect(await scanIn({ CI: '' }, '--no-cache')).toBe(first);
});

it('remembers nothing where nobody wants it', async () => {
  await scanIn({ CI: '' }, '--no-cache');
  expect(namesIn(scans)).toEqual([]);
});

it('remembers nothing in CI unasked (THREATS 40)', async () => {
  await scanIn({ CI: 'true' });
  expect(namesIn(scans)).toEqual([]);
  await scanIn({ CI: 'true' }, '--cache-dir', join(asked, 'scans'));
  expect(namesIn(join(asked, 'scans'))).toHaveLength(1);
  expect(namesIn(scans)).toEqual([]);
});

it('keeps nothing in the project, and says why', async () => {
  const { code, stderr } = await desk.tacit(['scan', '--cache-dir', '.cache'], { environment: { CI: '' } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/lies in a repository or project/);
  expect(existsSync(join(desk.root, '.cache'))).toBe(false);
});
