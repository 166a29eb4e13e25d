// Shared by scripts/*.mjs: plain Node without dependencies, because these scripts install the dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cache = process.env.TACIT_TEST_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tacit-tests');

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Tacit needs Node 20.19 or newer; this is ${process.version}. Install a newer one and run the command again.`);
    process.exit(2);
  }
}

export const say = (text) => process.stderr.write(`\n» ${text}\n`);

/** Runs a program with the terminal's streams; gives true where it ended with 0. */
export function run(command, parameters, options = {}) {
  const done = spawnSync(command, parameters, { cwd: root, stdio: 'inherit', ...options });
  return done.status === 0;
}

/** Runs a program beside others: its output is kept and given, and whether it ended with 0 in time (`timeout`, in milliseconds). */
export function runAside(command, parameters, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], killSignal: 'SIGKILL', ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', ({ code }) => done({ ok: false, output: `${command} could not be started (${code}).` }));
    child.on('close', (code, signal) => done({ ok: code === 0, output: signal === null ? output : `${output}\n${command} was ended by ${signal}.` }));
  });
}

/**
 * What a run of vitest says of itself: how many tests passed, and how many failed or did not run. A run that ended badly, or whose report is missing
 * or cut short, has at least one failure. With the file and name of each that failed.
 */
export function readVitestReport(file, ended) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    process.stderr.write('  the tests left no report\n');
    return { good: 0, bad: 1, names: ['no report'] };
  }
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0, numFailedTestSuites = 0 } = report;
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) process.stderr.write(`  ${skipped} tests did not run: they count as failed\n`);
  const bad = numFailedTests + skipped;
  return {
    good: numPassedTests,
    bad: bad === 0 && (!ended || numFailedTestSuites > 0 || numPassedTests === 0) ? 1 : bad,
    names: failedTests(report),
  };
}

/** File and name of each test that failed; a file that could not be read stands for itself. */
function failedTests({ testResults = [] }) {
  return testResults.flatMap(({ name, status, assertionResults = [] }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed').map((result) => result.fullName);
    const file = relative(root, name);
    return failed.length > 0 ? failed.map((test) => `${file}: ${test}`) : status === 'failed' ? [file] : [];
  });
}

/** `npm ci` where node_modules is not what the lock file says. */
export function installDependencies() {
  const stamp = join(root, 'node_modules', '.tacit-lock');
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('installing the dependencies that package-lock.json pins (about a minute the first time)');
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
    console.error('npm ci failed. Check that the npm registry can be reached, then run the command again.');
    process.exit(2);
  }
  writeFileSync(stamp, digest);
}

export function build() {
  if (!run(process.execPath, ['esbuild.mjs'])) {
    console.error('The build failed; the message above says where.');
    process.exit(2);
  }
}

export function resultsFolder() {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  return folder;
}
