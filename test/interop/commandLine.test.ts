import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distribution, makeSandbox, type Sandbox, tacit } from '../support/tacit';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = makeSandbox();
  mkdirSync(join(sandbox.project, '.git'));
});
afterEach(() => sandbox.dispose());

/** Starts `tacit` on a terminal of its own, types each answer when its prompt stands there, and gives the exit code and what stood on the screen. */
function onTerminal(parameters: readonly string[], ...answers: readonly (readonly [prompt: string, keys: string])[]): { code: number; screen: string } {
  const script = `
import json, os, pty, select, sys, time
answers = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
screen, end = b"", time.time() + 20
while time.time() < end:
    if not select.select([terminal], [], [], 0.2)[0]:
        continue
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    screen += chunk
    if answers and answers[0][0].encode() in screen:
        time.sleep(0.2)
        os.write(terminal, answers.pop(0)[1].encode())
if time.time() >= end:
    os.kill(pid, 9)
status = os.waitpid(pid, 0)[1]
sys.stdout.write(screen.decode(errors="replace"))
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 99)
`;
  const ran = spawnSync('python3', ['-c', script, JSON.stringify(answers), process.execPath, join(distribution, 'cli.js'), ...parameters], {
    cwd: sandbox.project,
    env: { ...sandbox.environment, TERM: 'xterm' },
    encoding: 'utf8',
  });
  return { code: ran.status ?? -1, screen: ran.stdout };
}

describe('the program file', () => {
  it('can be executed by its name, as npm link makes it', () => {
    const linked = join(sandbox.root, 'tacit');
    copyFileSync(join(distribution, 'cli.js'), linked);
    chmodSync(linked, 0o755);
    expect(execFileSync(linked, ['--version'], { encoding: 'utf8', env: sandbox.environment })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('output that cannot be written', () => {
  const sh = (script: string) =>
    spawnSync('bash', ['-c', script], {
      cwd: sandbox.project,
      env: { ...sandbox.environment, TACIT: `${process.execPath} ${join(distribution, 'cli.js')}` },
      encoding: 'utf8',
    });
  beforeEach(() => {
    const key = 'sk' + '_live_' + '4Qw8Zr2Tn6Vb1Xk9Lm3Pd7Hs';
    for (let at = 0; at < 300; at++) writeFileSync(join(sandbox.project, `a${String(at)}.js`), `const stripe = "${key}";\n`);
  });

  it.each(['', '-f json', '-f sarif'])('is told, and ends with 2: scan %s', (format) => {
    const { status, stderr } = sh(`$TACIT scan ${format} > /dev/full`);
    expect([status, stderr.split('\n').filter((line) => line.startsWith('tacit:'))]).toEqual([2, ['tacit: The output could not be written.']]);
  });

  it.each([
    ['-f json', 1],
    ['', 1],
    ['-f json --fail-on never', 0],
  ])('because nobody reads on says nothing, and ends as the scan does: %s', (options, code) => {
    const { stdout, stderr } = sh(`$TACIT scan ${options} 2> errors | head -c 10 > /dev/null; echo \${PIPESTATUS[0]}; cat errors >&2`);
    expect([stdout, stderr.includes('tacit:')]).toEqual([`${String(code)}\n`, false]);
  });
});

describe('a question on the terminal', () => {
  it.each([
    ['Ctrl+C', '\u0003'],
    ['Ctrl+D', '\u0004'],
  ])('that is left by %s is no success, and writes nothing', (_name, keys) => {
    const { code } = onTerminal(['secret', 'set', 'API_KEY'], ['not shown', keys]);
    expect(code).toBe(2);
    expect(existsSync(join(sandbox.project, 'secrets.sops.json'))).toBe(false);
  });

  it('takes a value without showing it', async () => {
    const { code, screen } = onTerminal(['secret', 'set', 'API_KEY'], ['not shown', 'typed-value-1\r']);
    expect([code, screen.includes('typed-value-1')]).toEqual([0, false]);
    expect((await tacit(sandbox, ['secret', 'get', 'API_KEY', '--raw'])).stdout).toBe('typed-value-1');
  });
});

describe('fix on a real terminal', () => {
  const value = ['x', Math.random().toString(36).slice(2, 12), 'Q7'].join('-');

  it('shows a finding in colour, moves it by a key, and shows no value', () => {
    writeFileSync(join(sandbox.project, 'mail.js'), `const smtp = {\n  password: '${value}',\n};\n`);
    const { code, screen } = onTerminal(['fix'], ['another name', '\r'], ['recovery copy of your key', '\r']);
    expect([code, screen.includes(value)]).toEqual([0, false]);
    expect(screen).toContain('\u001b[36mSMTP_PASSWORD\u001b[39m in secrets.sops.json');
    expect(readFileSync(join(sandbox.project, 'mail.js'), 'utf8')).toContain('process.env.SMTP_PASSWORD');
  });

  it('changes nothing where it is left by Ctrl+C', () => {
    const text = `const smtp = {\n  password: '${value}',\n};\n`;
    writeFileSync(join(sandbox.project, 'mail.js'), text);
    expect(onTerminal(['fix'], ['another name', '\u0003']).code).toBe(2);
    expect(readFileSync(join(sandbox.project, 'mail.js'), 'utf8')).toBe(text);
    expect(existsSync(join(sandbox.project, 'secrets.sops.json'))).toBe(false);
  });
});

describe('secret set', () => {
  it('refuses a new name that no variable may have, before a value is asked for', async () => {
    const ran = await tacit(sandbox, ['secret', 'set', 'PATH'], { input: 'x\n' });
    expect(ran.code).toBe(2);
    expect(existsSync(join(sandbox.project, 'secrets.sops.json'))).toBe(false);
  });

  it('replaces only where told to', async () => {
    const set = (value: string, ...flags: string[]) => tacit(sandbox, ['secret', 'set', 'API_KEY', ...flags], { input: `${value}\n` });
    expect([(await set('first')).code, (await set('second')).code, (await set('third', '--replace')).code]).toEqual([0, 2, 0]);
    expect((await tacit(sandbox, ['secret', 'get', 'API_KEY', '--raw'])).stdout).toBe('third');
  });

  it('says what is wrong with a vault that cannot be read, and leaves it alone', async () => {
    writeFileSync(join(sandbox.project, 'secrets.sops.json'), '{ "half": ');
    const ran = await tacit(sandbox, ['secret', 'set', 'API_KEY'], { input: 'x\n' });
    expect(ran.code).toBe(2);
    expect(readFileSync(join(sandbox.project, 'secrets.sops.json'), 'utf8')).toBe('{ "half": ');
  });
});
