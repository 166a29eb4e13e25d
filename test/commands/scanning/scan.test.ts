import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as check from '../../../server/src/checks/credential/check';
import { type Desk, makeDesk, makeValue, settled } from '../../support/commandLine';

vi.mock(import('../../../server/src/checks/credential/check'), { spy: true });

const values = { one: makeValue(), two: makeValue(), three: makeValue(), four: makeValue() };
const FILES = {
  'src/app.js': `const dbPassword = '${values.one}';\nconst other = { password: "${values.two}" };\n`,
  'src/quiet.py': `password = "${values.three}"  # tacit-ignore credential because the test says so\n`,
  'src/example.py': 'password = "changeme"\n',
  'build/out.js': `const dbPassword = '${values.four}';\n`,
  '.gitignore': 'build/\n',
};

let desk: Desk;
beforeAll(() => {
  desk = makeDesk(FILES);
});
afterAll(() => desk.dispose());

const golden = (name: string): string => join(import.meta.dirname, '../golden', name);
const leaks = (text: string): string[] => Object.values(values).filter((value) => text.includes(value));

describe('scan', () => {
  it.each([
    ['text', 'scan.txt', ['scan']],
    ['JSON', 'scan.json', ['scan', '--format', 'json']],
    ['JSON with what is suppressed', 'scan-suppressed.json', ['scan', '--format', 'json', '--suppressed']],
    ['SARIF', 'scan.sarif', ['scan', '--format', 'sarif']],
    ['SARIF with what is suppressed', 'scan-suppressed.sarif', ['scan', '-f', 'sarif', '--suppressed']],
    ['one file', 'scan-file.txt', ['scan', 'src/app.js']],
  ])('reports as %s', async (_title, file, parameters) => {
    const { code, stdout, stderr } = await desk.tacit(parameters);
    expect(code).toBe(1);
    expect(leaks(stdout + stderr)).toEqual([]);
    await expect(settled(stdout, desk.root)).toMatchFileSnapshot(golden(file));
  });

  it('writes the report to a file, and the count to standard error', async () => {
    const { code, stdout, stderr } = await desk.tacit(['scan', 'src', '--format', 'sarif', '--output', 'build/report.sarif']);
    expect([code, stdout]).toEqual([1, '']);
    expect(settled(stderr, desk.root)).toBe(
      '2 real, 0 likely, 1 placeholder; 1 suppressed, 0 in the baseline; 3 files, 0 ignored, 0.0 MB in 0.00 s\nwritten to /project/build/report.sarif\n',
    );
    const { runs } = JSON.parse(desk.text('build/report.sarif')) as { runs: { results: { ruleId: string }[] }[] };
    expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['credential.password', 'credential.password', 'credential.password']);
  });

  it.each([['src'], ['src/app.js']])('tells programs paths from the top, whatever part is scanned: %s', async (path) => {
    const { findings } = JSON.parse((await desk.tacit(['scan', path, '-f', 'json'])).stdout) as { findings: { path: string }[] };
    expect(findings[0]?.path).toBe('src/app.js');
    const inside = await desk.tacit(['scan', '-f', 'sarif'], { cwd: join(desk.root, 'src') });
    const { runs } = JSON.parse(inside.stdout) as { runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('src/app.js');
  });

  it('says where the report cannot be written', async () => {
    const { code, stderr } = await desk.tacit(['scan', 'src', '--output', 'no/such/folder/report.txt']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tacit: .*no\/such\/folder/m);
  });

  it.each<[string, number, string[]]>([
    ['findings at the default', 1, []],
    ['only a placeholder', 0, ['src/example.py']],
    ['a placeholder counts where asked', 1, ['src/example.py', '--fail-on', 'placeholder']],
    ['never', 0, ['--fail-on', 'never']],
    ['a grade by the level of reports', 1, ['src/example.py', '--fail-on', 'note']],
    ['a level above all', 0, ['src/example.py', '--fail-on', 'error']],
    ['only what is suppressed', 0, ['src/quiet.py']],
    ['rules that report nothing', 0, ['--rules', 'credential.private-key']],
    ['a prefix of rules', 1, ['--rules', 'credential.pass']],
    ['several prefixes', 1, ['-r', 'credential.private-key', '-r', 'credential.password']],
    ['a folder without findings', 0, ['.git']],
    ['what git ignores is not read', 0, ['.', '--rules', 'credential.private-key']],
    ['a path that is not there', 2, ['no-such-folder']],
    ['an unknown grade', 2, ['--fail-on', 'sometimes']],
    ['an unknown format', 2, ['--format', 'xml']],
    ['no thread at all', 2, ['--workers', '0']],
  ])('ends by its exit code: %s', async (_title, code, parameters) => {
    expect((await desk.tacit(['scan', ...parameters])).code).toBe(code);
  });

  it.each<[string, string, (text: string) => Buffer]>([
    ['UTF-8', '1:15', (text) => Buffer.from(text)],
    ['UTF-8 with a byte-order mark', '1:15', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with its mark', '1:15', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with its mark', '1:15', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['a mark, and further down', '2:15', (text) => Buffer.from(`\ufeff// 🔑\r\n${text}`)],
  ])('counts columns as editors do: %s', async (_title, place, encode) => {
    writeFileSync(join(desk.root, 'marked.js'), encode(`const pass = '${values.one}';\n`));
    const { stdout } = await desk.tacit(['scan', 'marked.js', '--format', 'json']);
    const shown = await desk.tacit(['scan', 'marked.js']);
    const dry = await desk.tacit(['fix', 'marked.js', '--dry-run']);
    rmSync(join(desk.root, 'marked.js'));
    const [{ startLine, startColumn, endColumn } = { startLine: 0, startColumn: 0, endColumn: 0 }] = (
      JSON.parse(stdout) as { findings: { startLine: number; startColumn: number; endColumn: number }[] }
    ).findings;
    expect([`${startLine}:${startColumn}`, endColumn - startColumn]).toEqual([place, values.one.length]);
    expect(shown.stdout).toContain(` ${place} `);
    expect(dry.stdout + dry.stderr).toContain(`marked.js:${place} `);
  });

  it('obeys .gitignore, whatever folder is asked for', async () => {
    const all = await desk.tacit(['scan', '.', '--format', 'json']);
    const { findings } = JSON.parse(all.stdout) as { findings: { path: string }[] };
    expect([...new Set(findings.map(({ path }) => path))].sort()).toEqual(['src/app.js', 'src/example.py']);
  });

  it('draws no progress and no colour where nobody looks', async () => {
    const { stdout, stderr } = await desk.tacit(['scan']);
    expect(stdout + stderr).not.toContain('\u001b');
    const onTerminal = await desk.tacit(['scan'], { answers: [], shown: true, environment: { NO_COLOR: '', TERM: 'xterm' } });
    expect(onTerminal.stdout).toContain('\u001b[31m');
    const plain = await desk.tacit(['scan'], { answers: [], shown: true, environment: { NO_COLOR: '1', TERM: 'xterm' } });
    expect(plain.stdout).not.toContain('\u001b');
  });
});

describe('a scan that could not read everything', () => {
  let own: Desk;
  beforeEach(() => {
    own = makeDesk({ 'a.js': `const dbPassword = '${values.one}';\n`, 'b.js': 'const dbPassword = 1;\n' });
    return () => own.dispose();
  });

  it('ends with 2, names the file and keeps what it found', async () => {
    const { checkCredentials: real } = await vi.importActual<typeof check>('../../../server/src/checks/credential/check');
    vi.mocked(check.checkCredentials).mockImplementation((document, ...rest) => {
      if (document.uri.endsWith('/b.js')) throw new Error(`a detector quotes ${values.one}`);
      return real(document, ...rest);
    });
    try {
      const text = await own.tacit(['scan']);
      expect([text.code, text.stdout.includes('a.js'), /^could not be read: b\.js$/m.test(text.stdout)]).toEqual([2, true, true]);
      expect(leaks(text.stdout + text.stderr)).toEqual([]);
      const json = JSON.parse((await own.tacit(['scan', '-f', 'json'])).stdout) as {
        complete: boolean;
        skipped: { because: string }[];
        findings: { path: string }[];
      };
      expect([json.complete, json.skipped.map(({ because }) => because)]).toEqual([false, ['failed']]);
      expect(json.findings.map(({ path }) => path)).toEqual(['a.js']);
      const sarif = JSON.parse((await own.tacit(['scan', '-f', 'sarif'])).stdout) as { runs: { invocations: { executionSuccessful: boolean }[] }[] };
      expect(sarif.runs[0]?.invocations[0]?.executionSuccessful).toBe(false);
    } finally {
      vi.mocked(check.checkCredentials).mockImplementation(real);
    }
  });

  it('does not follow links, and does not count them as unread', async () => {
    mkdirSync(join(own.root, 'far'));
    own.put({ 'far/c.js': `const dbPassword = '${values.two}';\n` });
    symlinkSync(join(own.root, 'far/c.js'), join(own.root, 'link.js'));
    symlinkSync(join(own.root, 'nowhere'), join(own.root, 'dangling.js'));
    rmSync(join(own.root, 'b.js'));
    const { code, stdout } = await own.tacit(['scan', '-f', 'json']);
    const { findings, complete } = JSON.parse(stdout) as { findings: { path: string }[]; complete: boolean };
    expect([code, complete, findings.map(({ path }) => path)]).toEqual([1, true, ['a.js', 'far/c.js']]);
  });
});

it('counts what rules that are off would report apart from what is suppressed', async () => {
  const own = makeDesk({
    'a.js': `const onePassword = '${makeValue()}';\nconst twoPassword = '${makeValue()}'; // tacit-ignore credential because x\n`,
    'tacit.json': '{ "version": 1, "rules": { "credential": "off" } }',
  });
  const { stdout, stderr } = await own.tacit(['scan', '-f', 'json', '--suppressed']);
  expect(JSON.parse(stdout)).toMatchObject({
    suppressed: 1,
    off: 1,
    baselined: 0,
    findings: [{ suppressed: { by: 'off' } }, { suppressed: { by: 'inline' } }],
  });
  expect(stderr).toContain('0 placeholder; 1 suppressed, 1 of rules that are off, 0 in the baseline; ');
  await own.tacit(['scan', '-f', 'sarif', '--suppressed', '--shard', '1/1', '-o', 'part.sarif']);
  expect(JSON.parse((await own.tacit(['merge', 'part.sarif', '-f', 'json'])).stdout)).toMatchObject({ suppressed: 1, off: 1 });
  own.dispose();
});

describe('comments that silence nothing', () => {
  const own = makeDesk({
    'lib/gone.py': '# tacit-ignore credential.password because it was here once\n',
    'lib/both.js': `const dbPassword = '${values.one}'; // tacit-ignore credential because x\nf(); // tacit-ignore logging because y\n`,
    'lib/how.md': 'Write `tacit-ignore credential.password because …` on its line.\n',
    'lib/data.json': '{ "//": "tacit-ignore credential.password because x" }\n',
  });
  afterAll(() => own.dispose());
  const unmatched = async (...more: string[]): Promise<string[]> => {
    const { commentsUnmatched } = JSON.parse((await own.tacit(['scan', '-f', 'json', ...more])).stdout) as {
      commentsUnmatched: { path: string; line: number }[];
    };
    return commentsUnmatched.map(({ path, line }) => `${path}:${String(line)}`);
  };

  it('are named, and change no exit code', async () => {
    expect(await unmatched()).toEqual(['lib/both.js:2', 'lib/data.json:1', 'lib/gone.py:1']);
    const { code, stdout } = await own.tacit(['scan', 'lib']);
    expect(code).toBe(0);
    expect(stdout.match(/this comment silences nothing: .*/g)).toEqual([
      'this comment silences nothing: lib/both.js:2: what it names is not found there; remove it',
      'this comment silences nothing: lib/data.json:1: what it names is not found there; remove it',
      'this comment silences nothing: lib/gone.py:1: what it names is not found there; remove it',
    ]);
  });

  it('are told why, and what may have been meant', async () => {
    const flawed = makeDesk({
      'a.js': [
        `const onePassword = '${makeValue()}'; // tacit-ignore credential.pasword because x`,
        `const twoPassword = '${makeValue()}'; // tacit-ignore credential until=2020-01-31 because x`,
        `const threePassword = '${makeValue()}'; // tacit-ignore credential until=soon because x`,
        `const fourPassword = '${makeValue()}'; // tacit-ignore because x`,
        `const fivePassword = '${makeValue()}'; // tacit-ignore credential.qqqqqqqq because x`,
        `const sixPassword = '${makeValue()}'; // tacit-ignore strip because x`,
      ].join('\n'),
    });
    const { commentsUnmatched } = JSON.parse((await flawed.tacit(['scan', '-f', 'json'])).stdout) as { commentsUnmatched: unknown };
    expect(commentsUnmatched).toEqual([
      { path: 'a.js', line: 1, because: 'unknown-rule', meant: 'credential.password' },
      { path: 'a.js', line: 2, because: 'expired', until: '2020-01-31' },
      { path: 'a.js', line: 3, because: 'no-date' },
      { path: 'a.js', line: 4, because: 'no-rule' },
      { path: 'a.js', line: 5, because: 'unknown-rule' },
      { path: 'a.js', line: 6, because: 'no-rule', meant: expect.stringMatching(/^credential\.stripe-/) as string },
    ]);
    const text = (await flawed.tacit(['scan'])).stdout;
    for (const line of [
      'a.js:1: there is no such rule; is it credential.password?',
      'a.js:2: its last day was 2020-01-31; give another, or remove it',
      'a.js:3: what it gives as its last day is none; write until=2027-01-31, say',
      'a.js:4: it names no rule; write tacit-ignore credential.password, say',
      'a.js:5: there is no such rule; docs/rules/README.md lists them',
    ])
      expect(text).toContain(`this comment silences nothing: ${line}\n`);
    await flawed.tacit(['scan', '-f', 'sarif', '--shard', '1/1', '-o', 'part.sarif']);
    const merged = (await flawed.tacit(['merge', 'part.sarif', '-f', 'json'])).stdout;
    expect((JSON.parse(merged) as { commentsUnmatched: unknown }).commentsUnmatched).toEqual(commentsUnmatched);
    flawed.dispose();
  });

  it.each([[['--rules', 'credential.']], [['--no-inline']]])('are not judged by %j: not everything was looked for', async (more) => {
    expect(await unmatched(...more)).toEqual([]);
  });
});
