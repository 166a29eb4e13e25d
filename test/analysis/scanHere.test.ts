import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { FileScanner } from '../../server/src/analysis/scanning/scanFile';
import { scan } from '../../server/src/analysis/scanning/scan';
import { limited } from '../../server/src/analysis/scanning/scanHere';
import { TOO_SLOW, withinTime } from '../../server/src/analysis/scanning/timeLimit';
import { openProject } from '../../server/src/project/open';
import { isParserBroken } from '../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../support/grammars';
import { projectFolder } from '../support/lspClient';

// In a file of its own: once its work was ended half way, a thread has no parser any more.

useInstalledGrammars();
afterAll(() => vi.restoreAllMocks());

const LEAK = 'print(access_token)\n';
const CREDENTIAL = `db_password = "${['hunter', '7xQ', 'blue'].join('-')}"\n`;

/** Work that never ends, be it a loop or a pattern that goes back and forth. */
const HANGS = [
  () => {
    for (;;);
  },
  () => /^(?:a|a?)+$/.test(`${'a'.repeat(60)}b`),
];

it.each(HANGS)('ends work that takes too long: %#', (hangs) => {
  expect(withinTime(100, hangs)).toBe(TOO_SLOW);
  expect(withinTime(10_000, () => 1)).toBe(1);
});

it('lets through what the work throws', () => {
  expect(() =>
    withinTime(10_000, () => {
      throw new TypeError('no');
    }),
  ).toThrow(TypeError);
});

it('names a file that never ends in a scan of a few, and reads the others', async () => {
  const { root, remove } = projectFolder({ '.git/HEAD': '', 'a.py': LEAK, 'b.py': LEAK, 'c.py': LEAK + CREDENTIAL });
  const project = await openProject(root, {});
  const scanFile = Object.getOwnPropertyDescriptor(FileScanner.prototype, 'scanBytes')?.value as FileScanner['scanBytes'];
  vi.spyOn(FileScanner.prototype, 'scanBytes').mockImplementation(function (this: FileScanner, path, bytes, again) {
    if (path.endsWith('b.py')) for (;;);
    return scanFile.call(this, path, bytes, again);
  });
  const options = { project, rules: [], timeForFile: () => 200 };
  try {
    const whole = await scan({ ...options, target: root });
    expect(whole.findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual(['a.py logging.secret', 'c.py credential.password']);
    // What the parser of this thread holds nobody can say, and there is no other thread here.
    expect(whole.skipped).toEqual([
      { path: join(root, 'b.py'), because: 'too-slow' },
      { path: join(root, 'c.py'), because: 'failed' },
    ]);
    expect([whole.files, whole.complete, isParserBroken()]).toEqual([3, false, true]);
    const one = await scan({ ...options, target: join(root, 'b.py') });
    expect([one.findings, one.skipped]).toEqual([[], [{ path: join(root, 'b.py'), because: 'too-slow' }]]);
  } finally {
    remove();
  }
}, 60_000);

it('ends the scan of a text that is no file as well', async () => {
  expect(
    await limited(
      10,
      () => 100,
      () => {
        for (;;);
      },
    ),
  ).toEqual({ bytes: 0, findings: [], skipped: 'too-slow' });
});
