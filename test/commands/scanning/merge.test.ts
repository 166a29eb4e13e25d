import { beforeEach, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../server/src/commands/reporters/write';
import { isOfShard, parseShard } from '../../../server/src/analysis/scanning/shard';
import { type Desk, makeDesk, makeValue } from '../../support/commandLine';

const values = Array.from({ length: 12 }, makeValue);
let desk: Desk;
beforeEach(() => {
  const files = values.map((value, at): [string, string] => [
    `src/part${at}/file ${at}.js`,
    `const dbPassword = '${value}';\n${at % 3 === 0 ? '// ' : ''}const password = 'changeme';\n`,
  ]);
  desk = makeDesk({
    ...Object.fromEntries(files),
    'src/quiet.js': `const dbPassword = '${values[0]!}'; // tacit-ignore credential.password because it is a test\n// tacit-ignore credential.pasword until=2020-01-31\n`,
    'node_modules/a/index.js': '',
    'src/a.min.js': '',
    'tacit.baseline': '',
  });
  return () => desk.dispose();
});

type Sarif = { runs: { results: { partialFingerprints: Record<string, string> }[]; properties: Record<string, unknown> }[] };
const sarif = (text: string): Sarif => JSON.parse(text) as Sarif;

async function parts(count: number, ...more: string[]): Promise<string[]> {
  const names: string[] = [];
  for (let index = 1; index <= count; index++) {
    names.push(`part-${index}.sarif`);
    await desk.tacit(['scan', 'src', '--shard', `${index}/${count}`, '--format', 'sarif', '--output', `part-${index}.sarif`, ...more]);
  }
  return names;
}

describe('tacit merge', () => {
  it.each([1, 2, 5, 30])('makes of %i parts what one scan reports', async (count) => {
    for (const more of [[], ['--suppressed'], ['--no-inline']]) {
      const whole = await desk.tacit(['scan', 'src', '--format', 'sarif', ...more]);
      const merged = await desk.tacit(['merge', ...(await parts(count, ...more)).reverse(), '--format', 'sarif']);
      expect(sarif(merged.stdout)).toEqual(sarif(whole.stdout));
      expect(merged.code).toBe(whole.code);
      for (const value of values) expect(merged.stdout + merged.stderr).not.toContain(value);
    }
  });

  it('does so with a baseline, whose entries that match nothing are told', async () => {
    await desk.tacit(['scan', 'src', '--write-baseline', '--baseline', 'known']);
    desk.put({ 'src/part3/file 3.js': '\n' });
    const whole = sarif((await desk.tacit(['scan', 'src', '--format', 'sarif', '--baseline', 'known'])).stdout);
    const merged = sarif((await desk.tacit(['merge', ...(await parts(4, '--baseline', 'known')), '--format', 'sarif'])).stdout);
    expect(merged).toEqual(whole);
    expect(whole.runs[0]?.properties).toMatchObject({ baselined: 11, baselineUnmatched: [{ path: 'src/part3/file 3.js' }] });
  });

  it('refuses what is not all of one scan', async () => {
    const names = await parts(3);
    for (const [given, text] of [
      [names.slice(1), 'Part 1 of 3 is missing'],
      [[...names, names[0]!], 'Part 1 of 3 is here twice'],
    ] as const)
      expect(await desk.tacit(['merge', ...given])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(text) as string });
    await desk.tacit(['scan', 'src', '--format', 'sarif', '--output', 'whole.sarif']);
    expect(await desk.tacit(['merge', 'whole.sarif'])).toMatchObject({ code: 2, stdout: '' });
  });

  const spoiled: readonly (readonly [string, (text: string) => string])[] = [
    ['no JSON', (text) => text.slice(1)],
    ['another tool', (text) => text.replace('"name": "Tacit"', '"name": "Other"')],
    ['a path that leads out', (text) => text.replaceAll('"uri": "src/part', '"uri": "../src/part')],
    ['an encoded path that leads out', (text) => text.replaceAll('"uri": "src/part', '"uri": "%2e%2e/src/part')],
    ['an absolute path', (text) => text.replaceAll('"uri": "src/part', '"uri": "/src/part')],
    ['another scheme', (text) => text.replaceAll('"uri": "src/part', '"uri": "https://src/part')],
    ['a line that is none', (text) => text.replaceAll(/"startLine": \d+/g, '"startLine": -1')],
    ['a rule that is none', (text) => text.replaceAll('"ruleId": "', '"ruleId": "\\u001b[31m')],
    ['a cause that is none', (text) => text.replace('"because": "expired"', '"because": "\\u001b[31m"')],
    ['a day that is none', (text) => text.replace('"until": "2020-01-31"', '"until": "\\u001b[31m"')],
    ['two runs', (text) => JSON.stringify({ ...sarif(text), runs: [...sarif(text).runs, ...sarif(text).runs] })],
    ['a fingerprint that is a text', (text) => text.replaceAll(/"tacit\/v1": "[^"]*"/g, '"tacit/v1": "hello"')],
  ];
  it.each(spoiled)('refuses a report with %s, and quotes nothing of it', async (_title, spoil) => {
    await parts(1);
    const text = desk.text('part-1.sarif');
    const changed = spoil(text);
    expect(changed).not.toBe(text);
    desk.put({ 'part-1.sarif': changed });
    const { code, stdout, stderr } = await desk.tacit(['merge', 'part-1.sarif', '--format', 'sarif']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('part-1.sarif');
    expect(stderr).not.toMatch(/hello|\u001b|https:/);
  });

  it('takes over nothing that a report holds beside what Tacit writes', async () => {
    await parts(1);
    const report = sarif(desk.text('part-1.sarif'));
    Object.assign(report.runs[0]!.results[0]!, { snippet: { text: 'planted' }, message: { text: 'planted' } });
    desk.put({ 'part-1.sarif': JSON.stringify(report) });
    const { stdout } = await desk.tacit(['merge', 'part-1.sarif', '--format', 'sarif']);
    expect(sarif(stdout).runs[0]?.results.length).toBe(report.runs[0]?.results.length);
    expect(stdout).not.toContain('planted');
  });

  it('tells every file once, about as many in each part', () => {
    const paths = Array.from({ length: 3000 }, (_, at) => `src/module${at % 40}/file${at}.ts`);
    const sizes = Array.from({ length: 6 }, (_, at) => paths.filter((path) => isOfShard({ index: at + 1, count: 6 }, path)).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(paths.length);
    for (const size of sizes) expect(size).toBeGreaterThan(400);
    expect(['1/1', '10/10'].map(parseShard)).toEqual([
      { index: 1, count: 1 },
      { index: 10, count: 10 },
    ]);
    for (const text of ['0/1', '2/1', '1', '1/0', 'a/b', '1/99999', '1/2/3', '-1/2', '']) expect(parseShard(text)).toBeUndefined();
  });
});

it('lets comments silence nothing with --no-inline', async () => {
  expect((await desk.tacit(['scan', 'src/quiet.js'])).code).toBe(0);
  const { code, stdout } = await desk.tacit(['scan', 'src/quiet.js', '--no-inline']);
  expect([code, stdout]).toEqual([1, expect.stringContaining('quiet.js')]);
  expect(stdout).toContain('0 suppressed');
});

it('ends as it should with more findings than a call takes arguments', () => {
  const finding = { path: 'a', rule: 'credential.password', grade: 'likely', start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } as const;
  const findings = Array.from({ length: 200_000 }, () => ({ ...finding, related: [], fingerprint: 'c1-00' }));
  const result = { findings, files: 1, bytes: 1, ignored: 0, binary: 0, skipped: [], unmatchedComments: [], complete: true, milliseconds: 0 };
  expect([exitCodeOf(result, 'likely'), exitCodeOf(result, 'real'), exitCodeOf(result, 'never')]).toEqual([1, 0, 0]);
});
