import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskEditor } from '../../../server/src/changes/editing/diskEditor';
import { type Desk, makeDesk, makeValue, settled } from '../../support/commandLine';

const values = { moved: makeValue(), kept: makeValue(), printed: makeValue() };
const LOGIN = 'function login(user, password) {\n  console.log("login of " + user + " with " + password);\n  console.log(user);\n}\n';
const FILES = {
  'src/app.swift': 'func login(password: String) {\n    print("password \\(password)")\n}\n',
  'src/deploy.sh': '#!/bin/sh\necho "deploying with $API_TOKEN"\n',
  'src/login.js': LOGIN,
  'src/mail.js': `const mailPassword = '${values.moved}';\nconsole.log("mail", mailPassword);\n`,
  'src/report.py': `import os\n\n\ndef report(api_token):\n\tprint(f"token {api_token}")\n`,
  // A neighbour that stays: no line that is shown may hold it.
  'src/two.js': `function two(password) {\n  send({ apiKey: '${values.kept}' }); console.log(password); // tacit-ignore credential because it is of a test\n}\n`,
};

let desk: Desk;
beforeEach(() => {
  desk = makeDesk(FILES);
  return () => desk.dispose();
});
afterEach(() => vi.restoreAllMocks());

const shown = (text: string): string => {
  for (const value of Object.values(values)) expect(text).not.toContain(value);
  return settled(text, desk.root);
};
const golden = (name: string): string => join(import.meta.dirname, '../golden', name);
const files = (): string[] => Object.keys(FILES).map((name) => desk.text(name));
const QUESTION = '[Y]es, mask it, [p]resence only, [r]emove it, [n]o, [q]uit: ';

describe('masking without a terminal', () => {
  it('shows with --dry-run how each line would be, without the values beside it, and changes nothing', async () => {
    const { code, stdout } = await desk.tacit(['fix', '--dry-run']);
    expect(code).toBe(1);
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-masks-dry-run.txt'));
    expect(files()).toEqual(Object.values(FILES));
  });

  it('moves and masks with --yes, and ends with 1 where something could not be masked', async () => {
    const { code, stdout } = await desk.tacit(['fix', '--yes']);
    expect(code).toBe(1);
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-masks.txt'));
    expect(desk.text('src/app.swift')).toBe(FILES['src/app.swift']);
    expect(desk.text('src/deploy.sh')).toBe(FILES['src/deploy.sh'].replace('$API_TOKEN', '${API_TOKEN:+********}'));
    expect(desk.text('src/login.js')).toContain('" with " + maskSecret(password));\n  console.log(user);');
    expect(desk.text('src/mail.js')).toContain('= process.env.MAIL_PASSWORD');
    expect(desk.text('src/mail.js')).toContain('console.log("mail", maskSecret(mailPassword));');
    expect(desk.text('src/two.js')).toContain(`'${values.kept}' }); console.log(maskSecret(password));`);
    const left = await desk.tacit(['scan']);
    expect([left.code, left.stdout.match(/logging\.\w+/g)]).toEqual([1, ['logging.secret']]);
  });

  it('ends with 0 where everything was masked, and the next run finds nothing', async () => {
    expect((await desk.tacit(['fix', 'src/login.js', '--yes'])).code).toBe(0);
    expect(await desk.tacit(['fix', 'src/login.js', '--yes'])).toMatchObject({ code: 0, stdout: '\nNothing to move or to mask.\n' });
  });

  it('needs no vault where only logs are asked for, and moves nothing', async () => {
    const { code, stdout } = await desk.tacit(['fix', 'src/mail.js', '--yes', '--rules', 'logging.']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 masked')]);
    expect(desk.text('src/mail.js')).toContain(values.moved);
    expect(() => desk.text('secrets.sops.json')).toThrow();
  });

  it('masks nothing where only credentials are asked for', async () => {
    await desk.tacit(['fix', '--yes', '--rules', 'credential.']);
    expect(desk.text('src/login.js')).toBe(LOGIN);
  });

  it('moves a literal that is printed before it masks what then stands there', async () => {
    desk.put({ 'printed.js': `const apiPassword = '${values.printed}';\nconst all = { password: apiPassword };\nconsole.log("x", all.password);\n` });
    const { code, stdout } = await desk.tacit(['fix', 'printed.js', '--yes']);
    expect([code, shown(stdout)]).toEqual([0, expect.stringContaining('1 masked')]);
    const ran = spawnSync(process.execPath, ['printed.js'], { cwd: desk.root, env: { ...process.env, API_PASSWORD: values.printed }, encoding: 'utf8' });
    expect([ran.status, ran.stdout]).toEqual([0, 'x ********\n']);
  });

  it('masks each of several that are alike, with one function for all', async () => {
    desk.put({ 'alike.js': 'function f(password) {\n  console.log(password);\n  console.log(password);\n  console.log(password);\n}\n' });
    expect(await desk.tacit(['fix', 'alike.js', '--yes'])).toMatchObject({ code: 0, stdout: expect.stringContaining('3 masked') as string });
    expect(desk.text('alike.js').match(/function maskSecret|maskSecret\(password\)/g)).toHaveLength(4);
  });

  it('uses the project’s own masker', async () => {
    desk.put({ 'own.js': 'function redact(text) {\n  return "…";\n}\nfunction f(password) {\n  console.log(password);\n}\n' });
    expect((await desk.tacit(['fix', 'own.js', '--yes'])).code).toBe(0);
    expect(desk.text('own.js')).toContain('console.log(redact(password));');
    expect(desk.text('own.js')).not.toContain('maskSecret');
  });

  it('keeps the encoding, the mark and the line ends of a file', async () => {
    const path = join(desk.root, 'wide.js');
    writeFileSync(path, Buffer.from(`\ufeff${LOGIN.replaceAll('\n', '\r\n')}`, 'utf16le'));
    expect((await desk.tacit(['fix', 'wide.js', '--yes'])).code).toBe(0);
    const text = readFileSync(path).toString('utf16le');
    expect(text.startsWith('\ufefffunction login')).toBe(true);
    expect(text).toContain('maskSecret(password));\r\n');
    expect(text).not.toMatch(/(?<!\r)\n/);
  });

  it.each<[string, RegExp, () => void]>([
    ['the edit is refused', /not masked: /, () => void vi.spyOn(DiskEditor.prototype, 'apply').mockResolvedValue({ applied: false, saved: false })],
    [
      'the written file is not what was shown',
      /The file was written, and is not what was shown/,
      () => void vi.spyOn(DiskEditor.prototype, 'apply').mockResolvedValue({ applied: true, saved: true }),
    ],
  ])('counts no success, and ends with 2, where %s', async (_title, said, break_) => {
    break_();
    const { code, stdout } = await desk.tacit(['fix', 'src/login.js', '--yes']);
    expect([code, stdout]).toEqual([2, expect.stringMatching(said)]);
    expect(stdout).toContain('\n0 masked, 1 failed\n');
    expect(desk.text('src/login.js')).toBe(LOGIN);
  });
});

describe('masking on a terminal', () => {
  it('shows what each answer would make of the line, and asks again where an answer cannot be used', async () => {
    const { code, stdout, stderr } = await desk.tacit(['fix', 'src/login.js'], {
      answers: [
        [QUESTION, 'what?\r'],
        [QUESTION, '\r'],
      ],
    });
    expect(code).toBe(0);
    expect(stderr).toContain('Answer with one of the letters in brackets.');
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-masks-asked.txt'));
    expect(desk.text('src/login.js')).toContain('maskSecret(password)');
  });

  it.each([
    ['m', 'maskSecret(password)'],
    ['p', 'Boolean(password)'],
    ['r', '" with " + \'********\''],
  ])('does what %s says', async (answer, made) => {
    expect(await desk.tacit(['fix', 'src/login.js'], { answers: [[QUESTION, `${answer}\r`]] })).toMatchObject({ code: 0 });
    expect(desk.text('src/login.js')).toContain(made);
  });

  it('leaves what was passed over, asks for it once, and goes on behind it, on the same line too', async () => {
    const line = 'console.log(password); console.log(apiToken);';
    desk.put({ 'line.js': `function f(password, apiToken) {\n  ${line}\n  console.log(password);\n}\n` });
    const { code, stdout } = await desk.tacit(['fix', 'line.js'], {
      answers: [
        [QUESTION, 'n\r'],
        [QUESTION, 'y\r'],
        [QUESTION, 'n\r'],
      ],
    });
    expect([code, stdout]).toEqual([1, expect.stringContaining('\n1 masked, 2 left in the log\n')]);
    expect(desk.text('line.js')).toContain('  console.log(password); console.log(maskSecret(apiToken));\n  console.log(password);\n');
  });

  it('asks no more where told to stop', async () => {
    const { code, stdout } = await desk.tacit(['fix', 'src', '--rules', 'logging.'], { answers: [['[n]o, [q]uit: ', 'q\r']] });
    expect([code, stdout]).toEqual([1, expect.stringContaining('left in the log')]);
    expect(files()).toEqual(Object.values(FILES));
  });

  it('asks no more after Ctrl+C, and tells of what was masked by then', async () => {
    desk.put({ 'line.js': 'function f(password, apiToken) {\n  console.log(password);\n  console.log(apiToken);\n}\n' });
    const { code, stdout, stderr } = await desk.tacit(['fix', 'line.js'], {
      answers: [
        [QUESTION, 'y\r'],
        [QUESTION, '\u0003'],
      ],
    });
    expect([code, stdout]).toEqual([2, expect.stringContaining('1 masked')]);
    expect(stderr).toContain('What was masked by then stays masked.');
    expect(desk.text('line.js')).toContain('console.log(maskSecret(password));\n  console.log(apiToken);');
  });
});
