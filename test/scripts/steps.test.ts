import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readVitestReport, runAside } from '../../scripts/steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tacit-steps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the count of a run', () => {
  it.each<[string, string | undefined, boolean, { good: number; bad: number }]>([
    ['all passed', '{"numPassedTests":3}', true, { good: 3, bad: 0 }],
    ['some failed', '{"numPassedTests":3,"numFailedTests":2}', false, { good: 3, bad: 2 }],
    ['what did not run has failed', '{"numPassedTests":3,"numPendingTests":1,"numTodoTests":1}', true, { good: 3, bad: 2 }],
    ['a file that could not be loaded', '{"numPassedTests":3,"numFailedTestSuites":1}', false, { good: 3, bad: 1 }],
    ['all passed, and then it crashed', '{"numPassedTests":3}', false, { good: 3, bad: 1 }],
    ['nothing ran', '{"numPassedTests":0}', true, { good: 0, bad: 1 }],
    ['a report that is cut short', '{"numPassedTests":3', true, { good: 0, bad: 1 }],
    ['no report', undefined, true, { good: 0, bad: 1 }],
  ])('%s', (name, report, ended, count) => {
    const file = join(folder, `${name}.json`);
    if (report !== undefined) writeFileSync(file, report);
    expect(readVitestReport(file, ended)).toMatchObject(count);
  });

  it('names what failed, and a file that could not be read by its own name', () => {
    const file = join(folder, 'names.json');
    const results = [
      { status: 'passed', fullName: 'good' },
      { status: 'failed', fullName: 'a thing does what it should' },
    ];
    const testResults = [
      { name: join(process.cwd(), 'test/a.test.ts'), status: 'failed', assertionResults: results },
      { name: join(process.cwd(), 'test/b.test.ts'), status: 'failed', assertionResults: [] },
      { name: join(process.cwd(), 'test/c.test.ts'), status: 'passed', assertionResults: [] },
    ];
    writeFileSync(file, JSON.stringify({ numPassedTests: 1, numFailedTests: 1, testResults }));
    expect(readVitestReport(file, false).names).toEqual(['test/a.test.ts: a thing does what it should', 'test/b.test.ts']);
  });
});

describe('a program beside others', () => {
  it.each<[string, string, number, boolean, RegExp]>([
    ['gives what it said on both streams', 'console.log("one"); console.error("two")', 10_000, true, /one[^]*two/],
    ['fails by its exit code', 'console.log("why"); process.exit(3)', 10_000, false, /why/],
    ['is ended where it hangs, and that is a failure', 'console.log("begun"); setInterval(() => 0, 1000)', 700, false, /was ended by SIGKILL/],
  ])('%s', async (_title, code, timeout, ok, said) => {
    expect(await runAside(process.execPath, ['-e', code], { timeout })).toEqual({ ok, output: expect.stringMatching(said) as string });
  });

  it('is a failure where it cannot be started', async () => {
    expect(await runAside(join(folder, 'no-such-program'), [])).toEqual({ ok: false, output: expect.stringContaining('could not be started') as string });
  });
});
