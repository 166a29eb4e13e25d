import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk, makeValue, settled } from '../../support/commandLine';

const values = { one: makeValue(), two: makeValue(), three: makeValue() };
const FILES = {
  'src/mail.js': `const smtp = {\n  password: '${values.one}',\n};\n`,
  'src/report.py': `import os\n\nreport_password = "${values.two}"\n`,
  'web/page.html': `<script>const apiPassword = '${values.three}';</script>\n`,
};

let desk: Desk;
beforeEach(() => {
  desk = makeDesk(FILES);
  return () => desk.dispose();
});

const shown = (text: string): string => {
  for (const value of Object.values(values)) expect(text).not.toContain(value);
  return settled(text, desk.root);
};
const golden = (name: string): string => join(import.meta.dirname, '../golden', name);
const files = (): string[] => Object.keys(FILES).map((name) => desk.text(name));

function git(...parameters: string[]): void {
  const settings = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...settings, ...parameters], { cwd: desk.root, stdio: 'ignore' });
}

/** A real repository in which everything is committed. */
function commitAll(): void {
  rmSync(join(desk.root, '.git'), { recursive: true });
  git('init');
  git('add', '--all');
  git('commit', '-m', 'everything');
}

describe('fix without a terminal', () => {
  it('does nothing, and says what can be asked for', async () => {
    const { code, stdout, stderr } = await desk.tacit(['fix']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--yes');
    expect(stderr).toContain('--dry-run');
    expect(files()).toEqual(Object.values(FILES));
  });

  it('shows with --dry-run what would move where, and changes nothing', async () => {
    const { code, stdout } = await desk.tacit(['fix', '--dry-run']);
    expect(code).toBe(1);
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-dry-run.txt'));
    expect(files()).toEqual(Object.values(FILES));
    expect(() => desk.text('secrets.sops.json')).toThrow();
  });

  it('moves no file that is a key store, and says what is to be done with it', async () => {
    const stores = makeDesk({ 'release.p12': '' });
    const { code, stdout } = await stores.tacit(['fix', '--dry-run']);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^release\.p12 {2}Key store\n {2}not moved: it is a whole file\./) as string]);
    stores.dispose();
  });

  it('moves with --yes, says each thing once, and ends with 1 where something could not move', async () => {
    commitAll();
    await desk.tacit(['trust']);
    const { code, stdout } = await desk.tacit(['fix', '--yes']);
    expect(code).toBe(1);
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-committed.txt'));
    expect(desk.text('src/mail.js')).toContain('process.env.SMTP_PASSWORD');
    expect(desk.text('src/report.py')).toContain('os.environ["REPORT_PASSWORD"]');
    expect(desk.text('tacit.env.yaml')).toContain('SMTP_PASSWORD: "ref+sops://secrets.sops.json#/SMTP_PASSWORD"');
    expect((await desk.tacit(['secret', 'get', 'SMTP_PASSWORD', '--raw'])).stdout).toBe(values.one);
  });

  it.each([
    ['both', [], ['process.env', 'process.env']],
    ['the id alone', ['--rules', 'credential.aws-access-key'], ['process.env', "'"]],
    ['the secret alone', ['--rules', 'credential.aws-secret-key'], ["'", 'process.env']],
  ])('moves each part of a credential that a scan tells as one: %s', async (_, rules, [id, secret]) => {
    const parts = { id: ['AK', 'IAQ', 'Z4RTX7WLMP2NVKE'].join(''), secret: ['w8Kq3ZpT0vRb', 'Xy6LmN1cHs9D', 'fGj4Ua2eQo5i', 'q7Zt'].join('') };
    const other = makeDesk({ 'a.js': `const accessKeyId = '${parts.id}';\nconst secretAccessKey = '${parts.secret}';\n` });
    await other.tacit(['trust']);
    await other.tacit(['fix', '--yes', ...rules]);
    expect(other.text('a.js')).toMatch(new RegExp(`^const accessKeyId = ${id ?? ''}.*\nconst secretAccessKey = ${secret ?? ''}`));
    other.dispose();
  });

  it('says that git was not asked, and how to let it be, in a folder that is not trusted', async () => {
    commitAll();
    const { code, stdout } = await desk.tacit(['fix', 'src', '--yes']);
    expect(code).toBe(0);
    await expect(shown(stdout)).toMatchFileSnapshot(golden('fix-untrusted.txt'));
  });

  it('moves only what the rules and the path say', async () => {
    expect((await desk.tacit(['fix', '--yes', '--rules', 'credential.private-key'])).stdout.trim()).toBe('Nothing to move or to mask.');
    expect((await desk.tacit(['fix', 'src/report.py', '--yes'])).code).toBe(0);
    expect(desk.text('src/mail.js')).toBe(FILES['src/mail.js']);
  });

  it('moves each of several that are alike: with every move the next one becomes the first', async () => {
    const lines = [makeValue(), makeValue(), makeValue()].map((value, index) => `---\nmail:\n  password: ${value} # ${index}\n`);
    desk.put({ 'application.yml': lines.join('') });
    const { code, stdout } = await desk.tacit(['fix', 'application.yml', '--yes']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('3 moved')]);
    expect(desk.text('application.yml').match(/password: \$\{\w+\}/g)).toHaveLength(3);
    expect((await desk.tacit(['scan', 'application.yml'])).code).toBe(0);
  });

  it('uses the entry that holds the value already', async () => {
    await desk.tacit(['secret', 'set', 'OLD_NAME'], { input: `${values.one}\n` });
    const { code, stdout } = await desk.tacit(['fix', 'src/mail.js', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('moved to OLD_NAME in secrets.sops.json, read as SMTP_PASSWORD');
    expect((await desk.tacit(['secret', 'list'])).stdout).toBe('OLD_NAME\n');
  });

  it('says what to do with a file in an encoding that it does not write', async () => {
    const bytes = Buffer.from(`const oldPassword = '${values.one}'; // d\u00e9j\u00e0\n`, 'latin1');
    writeFileSync(join(desk.root, 'src/old.js'), bytes);
    const { code, stdout } = await desk.tacit(['fix', 'src/old.js', '--yes']);
    expect(code).toBe(2);
    expect(shown(stdout)).toMatch(/src\/old\.js is in an encoding other than UTF-8 or UTF-16.* Save it as UTF-8/);
    expect(readFileSync(join(desk.root, 'src/old.js'))).toEqual(bytes);
  });

  it('names a path that is not there', async () => {
    const { code, stderr } = await desk.tacit(['fix', 'nowhere', '--yes']);
    expect([code, settled(stderr, desk.root)]).toEqual([2, 'tacit: /project/nowhere does not exist. Check the name.\n']);
  });
});

describe('a value that is put together of parts', () => {
  const [first, last] = [values.one.slice(0, 12), values.one.slice(12)];
  it.each([
    ['a.js', `const password = "${first}" + "${last}";\n`],
    ['b.js', `const password = "${first}" +\n  "${last}";\n`],
    ['a.py', `password = "${first}" + "${last}"\n`],
    ['b.py', `password = ("${first}"\n  "${last}")\n`],
  ])('is not moved by half: %s', async (name, text) => {
    desk.put({ [name]: text });
    const { code, stdout } = await desk.tacit(['fix', name, '--yes']);
    expect([code, stdout, desk.text(name)]).toEqual([1, expect.stringContaining('put together of parts'), text]);
  });

  it.each([
    ['a.js', `const headers = { Authorization: "Bearer " + "${values.two}", password: "${values.one}" };\n`],
    ['b.js', `const password = "${values.one}"; const other = name + "abcdef";\n`],
    ['a.py', `use(password="${values.one}", name="abcdef")\n`],
  ])('is not what stands beside another literal: %s', async (name, text) => {
    desk.put({ [name]: text });
    await desk.tacit(['fix', name, '--yes']);
    expect(desk.text(name)).not.toContain(values.one);
  });
});

describe('fix on a terminal', () => {
  it('asks once for each of several that are alike, and leaves the one that was passed over', async () => {
    const kept = makeValue();
    desk.put({ 'application.yml': `mail:\n  password: ${kept}\n---\nmail:\n  password: ${values.one}\n---\nmail:\n  password: ${values.two}\n` });
    const { code, stdout } = await desk.tacit(['fix', 'application.yml'], {
      answers: [
        ['Move as MAIL_PASSWORD?', 'n\r'],
        ['Move as MAIL_PASSWORD?', 'y\r'],
        ['Move as', 'y\r'],
        ['(Enter: later) ', '\r'],
      ],
    });
    expect([code, stdout]).toEqual([1, expect.stringContaining('2 moved, 1 left')]);
    expect(desk.text('application.yml').match(/\$\{\w+\}/g)).toHaveLength(2);
    expect(desk.text('application.yml')).toContain(kept);
  });

  it('moves under another name, leaves what is refused, and asks again where an answer cannot be used', async () => {
    const { code, stdout, stderr } = await desk.tacit(['fix', 'src'], {
      answers: [
        ['Move as SMTP_PASSWORD? [Y]es, [n]o, [q]uit, or another name: ', 'PATH\r'],
        ['Move as SMTP_PASSWORD?', 'no name\r'],
        ['Move as SMTP_PASSWORD?', 'x\r'],
        ['Move as SMTP_PASSWORD?', 'MAIL_PASSWORD\r'],
        ['Move as REPORT_PASSWORD?', 'n\r'],
        ['(Enter: later) ', '\r'],
      ],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('PATH cannot be a variable’s name here');
    expect(stdout).toContain('moved to MAIL_PASSWORD in secrets.sops.json');
    expect(stdout).toContain('1 moved, 1 left as they are');
    expect(desk.text('src/mail.js')).toContain('process.env.MAIL_PASSWORD');
    expect(desk.text('src/report.py')).toBe(FILES['src/report.py']);
  });

  it('stops where told to, and tells of what moved by then', async () => {
    const { code, stdout } = await desk.tacit(['fix', 'src'], {
      answers: [
        ['Move as SMTP_PASSWORD?', '\r'],
        ['Move as REPORT_PASSWORD?', 'q\r'],
        ['(Enter: later) ', '\r'],
      ],
    });
    expect(code).toBe(1);
    expect(stdout).toContain('1 moved, 1 left as they are');
    expect(desk.text('src/report.py')).toBe(FILES['src/report.py']);
  });

  it('asks no more after Ctrl+C, and tells of what moved by then', async () => {
    const { code, stdout, stderr } = await desk.tacit(['fix', 'src'], {
      answers: [
        ['Move as SMTP_PASSWORD?', '\r'],
        ['Move as REPORT_PASSWORD?', '\u0003'],
      ],
    });
    expect(code).toBe(2);
    expect(stdout).toContain('1 moved');
    expect(stderr).toContain('What had moved by then stays moved.');
    expect(desk.text('src/report.py')).toBe(FILES['src/report.py']);
  });
});
