import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { root } from '../support/editor';

/** `npm run try` beside a user's own HOME: what it shows, what it leaves alone, and how it ends. */
let folder: string;
const at = (...names: string[]): string => join(folder, ...names);

/** What a user has, and `try` has no business with. */
const OWN: Readonly<Record<string, string>> = {
  '.gitconfig': '[user]\n\tname = Somebody\n[init]\n\ttemplateDir = ~/templates\n[core]\n\thooksPath = ~/hooks\n',
  'hooks/pre-commit': '#!/bin/sh\ntouch "$HOME/hook-ran"\n',
  '.config/sops/age/keys.txt': '# created: long ago\n',
  '.config/git/config': '[alias]\n\tcommit = !touch $HOME/alias-ran\n',
  '.local/state/tacit/trust.json': '{ "version": 1, "folders": [] }\n',
  '.ssh/config': 'Host *\n',
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-trial-')));
  for (const name of ['home', 'tmp', 'bin']) mkdirSync(at(name), { mode: 0o700 });
  for (const [name, text] of Object.entries(OWN)) {
    mkdirSync(join(at('home', name), '..'), { recursive: true });
    writeFileSync(at('home', name), text);
  }
  chmodSync(at('home', 'hooks/pre-commit'), 0o755);
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** Path, kind, mode, times and content of everything below a folder. */
function snapshot(path: string, name = ''): string[] {
  return readdirSync(join(path, name), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(name, entry.name);
      const stats = lstatSync(join(path, inside));
      const content = entry.isFile()
        ? createHash('sha256')
            .update(readFileSync(join(path, inside)))
            .digest('hex')
        : '';
      const line = `${inside} ${stats.mode} ${stats.mtimeMs} ${stats.ctimeMs} ${content}`;
      return entry.isDirectory() ? [line, ...snapshot(path, inside)] : [line];
    });
}

interface Trial {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function attempt(parameters: readonly string[], options: { before?: readonly string[]; environment?: NodeJS.ProcessEnv; cwd?: string } = {}): Promise<Trial> {
  const [program, ...rest] = [...(options.before ?? []), process.execPath, join(root, 'scripts/try.mjs'), '--built', ...parameters];
  return new Promise((done, failed) => {
    const child = spawn(program ?? '', rest, {
      cwd: options.cwd ?? root,
      env: { PATH: [at('bin'), process.env.PATH].join(delimiter), HOME: at('home'), TMPDIR: at('tmp'), LANG: 'C.UTF-8', ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** A program of this name that comes first on the PATH. */
function plant(name: string, script: string): void {
  writeFileSync(at('bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Processes that were started with our TMPDIR, and so by `try`. */
function alive(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .includes(`TMPDIR=${at('tmp')}`);
    } catch {
      return false;
    }
  });
}

/** Calls of these names change something at a path. */
const CALLS =
  'chdir,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,chmod,fchmodat,truncate,utimensat,connect';

/** The paths that a trace with `-y` says were changed: relative ones are taken from the folder that strace names. */
function changedPaths(trace: string): string[] {
  const changed: string[] = [];
  /** The working folder of each process, once it has chosen one. */
  const standing = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, pid = '', call] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
    if (call === undefined || / = -1 /.test(line)) continue;
    if (call === 'chdir') {
      const path = /"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? '';
      standing.set(pid, path.startsWith('/') ? path : join(standing.get(pid) ?? '(unknown)', path));
      continue;
    }
    if (/^(?:open|openat)$/.test(call) && !/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)) continue;
    if (call === 'connect') {
      if (!/AF_UNIX/.test(line)) changed.push(line);
      continue;
    }
    for (const [, cwd, folder, path = ''] of line.matchAll(/(?:AT_FDCWD<([^>]*)>, |\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"/g))
      changed.push(path.startsWith('/') ? path : join(cwd ?? folder ?? standing.get(pid) ?? '(unknown)', path));
  }
  return changed;
}

describe('npm run try', () => {
  it('walks the chain, touches nothing of the user’s, connects to nothing and leaves nothing behind', async () => {
    const before = snapshot(at('home'));
    const log = at('trace.log');
    const { code, stdout, stderr } = await attempt([], { before: ['strace', '-f', '-y', '-qq', '-e', `trace=${CALLS}`, '-s', '4096', '-o', log] });
    expect(code, stdout + stderr).toBe(0);
    for (const said of [
      'each of the 7 planted values is reported',
      'every value was moved',
      'git’s last commit still holds them, and Tacit said so',
      'it does not start without its values',
      'node received its values',
      'a value that a program prints comes out as eight dots',
      'nothing is left to report',
    ])
      expect(stdout).toContain(`✓ ${said}`);
    expect(stdout).not.toContain('\u001b');
    expect(snapshot(at('home'))).toEqual(before);
    expect(readdirSync(at('tmp'))).toEqual([]);
    expect(alive()).toEqual([]);
    const trace = readFileSync(log, 'utf8');
    const changed = changedPaths(trace);
    expect(changed.length).toBeGreaterThan(50);
    expect(changed.filter((path) => path !== '/dev/null' && !path.startsWith(`${at('tmp')}/`))).toEqual([]);
    // bash looks for a terminal; there is none to be opened, and so nobody to be asked.
    expect(trace.split('\n').filter((line) => line.includes('/dev/tty') && !line.includes(' = -1 '))).toEqual([]);
  });

  it('says so where git is missing; ends with 1 where a step is not as it should be, shows no value, and tidies up', async () => {
    plant('git', 'exit 127');
    plant('python3', 'echo "report ready, password 0123456789abcdef"');
    const { code, stdout, stderr } = await attempt([]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('git is not installed, or cannot commit here')]);
    expect(stdout).toContain('✓ every value was moved');
    expect(stderr).toContain('✗ not so: python3 received its value');
    expect(stdout).not.toMatch(/HEAD|nothing is left to report/);
    expect([readdirSync(at('tmp')), alive()]).toEqual([[], []]);
  });

  it('leaves the copy with --keep, and a tacit that works in it', async () => {
    const { code, stdout } = await attempt(['--keep']);
    expect(code).toBe(0);
    const [, shop = ''] = /The copy stays: cd (\S+) && \.\.\/tacit secret list/.exec(stdout) ?? [];
    const listed = await new Promise<string>((done, failed) => {
      const child = spawn('../tacit', ['secret', 'list'], {
        cwd: shop,
        env: { PATH: process.env.PATH, HOME: at('home') },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      child.on('error', failed);
      child.on('close', () => done(text));
    });
    expect(listed.split('\n')).toContain('DATABASE_PASSWORD');
  });

  it('refuses an option that it does not know, before anything starts', async () => {
    const { code, stderr } = await attempt(['--now']);
    expect([code, stderr]).toEqual([2, 'Unknown option --now. Known: --editor, --keep, --built.\n']);
    expect(readdirSync(at('tmp'))).toEqual([]);
  });
});

describe('npm run try -- --editor, with a desktop VS Code', () => {
  /** Stands for VS Code: writes down how it is called and what it finds. */
  const CODE = `
{
  echo "CALL"
  for word in "$@"; do echo "  $word"; done
  echo "  HOME=$HOME XDG_STATE_HOME=$XDG_STATE_HOME VAULT_TOKEN=$VAULT_TOKEN"
} >> "$(dirname "$0")/calls"
for last in "$@"; do :; done
if [ "$1" = --new-window ]; then
  cp -r "$(dirname "$(dirname "$last")")" "$(dirname "$0")/seen"
fi`;

  const calls = (): string[][] =>
    readFileSync(at('bin/calls'), 'utf8')
      .split('CALL\n')
      .slice(1)
      .map((call) =>
        call
          .trimEnd()
          .split('\n')
          .map((word) => word.trim()),
      );

  it('opens the sample with data folders of its own, and removes all of it when the window closes', async () => {
    plant('code', CODE);
    // A `code` in the working folder is not the one, whatever the PATH says.
    writeFileSync(at('code'), '#!/bin/sh\ntouch "$HOME/planted-ran"\n', { mode: 0o755 });
    const before = snapshot(at('home'));
    const { code, stdout, stderr } = await attempt(['--editor'], {
      environment: { DISPLAY: ':99', VAULT_TOKEN: 'from-outside', PATH: ['.', at('bin'), process.env.PATH].join(delimiter) },
      cwd: folder,
    });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('Close its window to end.');
    const [install = [], open = [], ...others] = calls();
    expect(others).toEqual([]);
    const home = /HOME=(\S+)/.exec(install.at(-1) ?? '')?.[1] ?? '';
    expect(home.startsWith(`${at('tmp')}/tacit-try-`)).toBe(true);
    const own = ['--user-data-dir', join(home, 'vscode'), '--extensions-dir', join(home, 'vscode-extensions')];
    const environment = `HOME=${home} XDG_STATE_HOME=${join(home, '.local/state')} VAULT_TOKEN=`;
    expect(install).toEqual(['--install-extension', join(home, 'tacit.vsix'), ...own, environment]);
    expect(open).toEqual(['--new-window', '--wait', '--disable-workspace-trust', ...own, join(home, 'shop'), join(home, 'shop/src/payments.js'), environment]);
    // It saw the sample with values in it, in a repository.
    expect(readFileSync(at('bin/seen/src/payments.js'), 'utf8')).toMatch(/stripeKey = '\w{20,}'/);
    expect(readdirSync(at('bin/seen'))).toContain('.git');
    expect([readdirSync(at('tmp')), alive(), snapshot(at('home'))]).toEqual([[], [], before]);
  });

  it('ends with an error where the editor cannot take the extension, and tidies up', async () => {
    plant('code', 'exit 3');
    const { code, stderr } = await attempt(['--editor'], { environment: { DISPLAY: ':99' } });
    expect([code, stderr]).toEqual([1, expect.stringContaining('ended with 3')]);
    expect(readdirSync(at('tmp'))).toEqual([]);
  });
});
