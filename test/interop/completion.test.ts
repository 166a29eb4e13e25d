import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { distribution, makeSandbox, type Sandbox, tacit } from '../support/tacit';

// The scripts of `tacit completion` in the shells themselves: fish answers what it would complete, bash and zsh are typed at in a terminal.
type Shell = 'bash' | 'zsh' | 'fish';
const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish'];
const TIMEOUT = 20_000;
const tools = requireTools(['zsh', 'fish']);

let sandbox: Sandbox;
let folder: string;
const scriptOf = (shell: Shell): string => join(folder, shell === 'zsh' ? '_tacit' : `tacit.${shell}`);

/** What stands on the PATH as `tacit`. */
function install(body: string): void {
  const program = join(folder, 'bin', 'tacit');
  writeFileSync(program, `#!/bin/sh\n${body}\n`);
  chmodSync(program, 0o755);
}

const real = (): void => install(`exec '${process.execPath}' '${join(distribution, 'cli.js')}' "$@"`);

beforeAll(async () => {
  sandbox = makeSandbox();
  folder = join(sandbox.root, 'completion');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  mkdirSync(join(sandbox.project, '.git'));
  for (const name of ['DB_PASSWORD', 'DB_TOKEN', 'MAIL_PASSWORD']) {
    const { code, stderr } = await tacit(sandbox, ['secret', 'set', name], { input: 'one value\n' });
    expect([code, stderr]).toEqual([0, expect.any(String)]);
  }
  for (const shell of SHELLS) {
    const { code, stdout } = await tacit(sandbox, ['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(scriptOf(shell), stdout);
  }
});
afterAll(() => sandbox.dispose());

const environment = (): NodeJS.ProcessEnv => ({
  ...sandbox.environment,
  PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
  TERM: 'dumb',
  PS1: '> ',
  HISTFILE: '/dev/null',
});

/** Types a line and TAB at a shell in a terminal, and gives what the terminal shows once it is quiet and `done` is there. */
function typeAt(command: string, setup: string, line: string, done: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qfec', command, '/dev/null'], { cwd: sandbox.project, env: environment(), stdio: ['pipe', 'pipe', 'ignore'] });
    let shown = '';
    let typed = false;
    let ended = false;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the terminal shows ${JSON.stringify(shown)}`));
    }, TIMEOUT);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (!typed && shown.includes('READY\r\n')) {
        typed = true;
        shown = '';
        child.stdin.write(`${line}\t\t`);
      } else if (typed && !ended && done.test(shown)) {
        ended = true;
        // Ctrl-U, so that nothing of the line is ever run.
        child.stdin.write('\u0015exit\n');
      }
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve(shown);
    });
    child.stdin.write(`${setup}; echo READ''Y\n`);
  });
}

/** What the shell offers, or puts in, behind a line. */
async function complete(shell: Shell, line: string, done: RegExp): Promise<string> {
  if (shell === 'fish') {
    const { stdout, stderr, status } = spawnSync(tools.fish, ['--no-config', '-c', `source '${scriptOf(shell)}'; complete -C '${line}'`], {
      cwd: sandbox.project,
      env: environment(),
      encoding: 'utf8',
      timeout: TIMEOUT,
    });
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  }
  if (shell === 'bash') return typeAt('bash --norc --noprofile -i', `bind 'set bell-style none'; source '${scriptOf(shell)}'`, line, done);
  const setup = `unsetopt beep zle_bracketed_paste 2>/dev/null; fpath=('${folder}' $fpath); autoload -U compinit; compinit -u -d '${join(folder, 'zcompdump')}'`;
  return typeAt(`${tools.zsh} -f -i`, setup, line, done);
}

describe.each(SHELLS)('tacit completion %s', (shell) => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['commands', 'tacit s', ['scan', 'secret'], ['trust']],
    ['commands of a command', 'tacit secret ', ['get', 'list', 'undelete'], ['scan']],
    ['options', 'tacit scan --', ['--format', '--fail-on'], ['--keep-vault-env']],
    ['choices', 'tacit scan --format ', ['json', 'sarif', 'text'], ['--fail-on']],
    ['names of secrets', 'tacit secret get ', ['DB_PASSWORD', 'DB_TOKEN', 'MAIL_PASSWORD'], ['--raw']],
    ['names that begin so', 'tacit secret get DB_', ['DB_PASSWORD', 'DB_TOKEN'], ['MAIL_PASSWORD']],
  ])('offers %s', async (_title, line, offered, others) => {
    real();
    const shown = await complete(shell, line, new RegExp(offered.map((word) => `(?=[^]*${word}\\b)`).join('')));
    for (const word of offered) expect(shown).toContain(word);
    for (const word of others) expect(shown).not.toContain(word);
  });

  it('leaves the command line of another program alone', async () => {
    real();
    writeFileSync(join(sandbox.project, 'charge.js'), '');
    expect(await complete(shell, 'tacit run -- node char', /charge\.js/)).toContain('charge.js');
  });

  it('evaluates no name, offers none with other signs, and asks for nothing but the names (THREATS 24)', async () => {
    const ran = join(folder, `${shell}-ran`);
    const names = [
      `$(touch ${ran})`,
      `\`touch ${ran}\``,
      `A;touch ${ran}`,
      `A$(touch\${IFS}${ran})`,
      `A"$(touch ${ran})"`,
      `A'$(touch ${ran})'`,
      `$((\`touch ${ran}\`))`,
      '*',
      'A\u001b[31m',
      'A:b',
      'A.ONE',
      'A_TWO',
    ];
    writeFileSync(join(folder, 'names'), `${names.join('\n')}\n`);
    const asked = join(folder, `${shell}-asked`);
    install(`echo "$*" >> '${asked}'\ncat '${join(folder, 'names')}'`);
    const shown = await complete(shell, 'tacit secret get A', /A\.ONE[^]*A_TWO/);
    for (const name of ['A.ONE', 'A_TWO']) expect(shown).toContain(name);
    expect(shown).not.toMatch(/touch|31m|A:b/);
    expect(existsSync(ran)).toBe(false);
    const { stdout } = spawnSync('sort', ['-u', asked], { encoding: 'utf8' });
    expect(stdout).toBe('secret list\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('-ran'))).toEqual([]);
  });
});

it('wants the name of a shell', async () => {
  const { code, stderr } = await tacit(sandbox, ['completion', 'tcsh']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
});
