#!/usr/bin/env node
// npm test: provides what the tests need (into a cache, pinned), then runs everything. `--resolvers` runs the tier that needs a Go toolchain instead.
// The last line is "N passed, N failed". Nothing is skipped: what is missing is installed, or the run fails and says what to install.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, cache, installDependencies, requireNode, resultsFolder, root, run, say } from './steps.mjs';

const resolvers = process.argv.includes('--resolvers');
requireNode();
installDependencies();
const environment = { ...process.env, TACIT_TEST_CACHE: cache, NPM_CONFIG_LOGLEVEL: 'error' };
const results = resultsFolder();
let passed = 0;
let failed = 0;

function step(title, work) {
  say(title);
  const started = Date.now();
  const { good, bad } = work();
  passed += good;
  failed += bad;
  process.stderr.write(`  ${title}: ${bad === 0 ? 'ok' : `${bad} failed`} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

const check = (command, parameters) => () => (run(command, parameters, { env: environment }) ? { good: 1, bad: 0 } : { good: 0, bad: 1 });

function vitest(...projects) {
  const file = join(results, `${projects.join('-')}.json`);
  rmSync(file, { force: true });
  const ended = run(
    'npx',
    ['vitest', 'run', ...projects.flatMap((name) => ['--project', name]), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
    { env: environment },
  );
  if (!existsSync(file)) return { good: 0, bad: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) process.stderr.write(`  ${skipped} tests did not run: they count as failed\n`);
  const bad = numFailedTests + skipped;
  return { good: numPassedTests, bad: bad === 0 && (!ended || numFailedTestSuites > 0 || numPassedTests === 0) ? 1 : bad };
}

function provision(script, parameters, what) {
  say(`providing ${what}`);
  if (run(process.execPath, [join(root, 'scripts', 'provision', script), ...parameters], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })) return;
  console.error(`Providing ${what} failed; the message above says what to install. The tests need it, so none was run.`);
  finish(0, 1);
}

function finish(good, bad) {
  writeFileSync(join(results, resolvers ? 'resolvers-total.json' : 'total.json'), JSON.stringify({ passed: good, failed: bad }));
  console.log(`${good} passed, ${bad} failed`);
  process.exit(bad === 0 ? 0 : 1);
}

if (resolvers) {
  provision('tools.mjs', ['--tier', 'all'], 'the test tools, those built with Go included (vals, age)');
  build();
  step('resolvers', () => vitest('resolvers'));
} else {
  provision('tools.mjs', ['--tier', 'quick'], 'the test tools (sops, OpenBao, mise, secretspec, strace and what else is missing)');
  provision('editor.mjs', ['--profile', 'both'], 'two versions of VS Code and Chromium');
  say('building');
  build();
  step('types', check('npx', ['tsc', '-p', '.']));
  step('lint', check('npx', ['eslint', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/']));
  step('format', check('npx', ['prettier', '--check', '--log-level', 'warn', '.']));
  step('rule pages are up to date', check(process.execPath, ['scripts/rulePages.mjs', '--check']));
  step('texts for translators are up to date', check(process.execPath, ['scripts/texts.mjs', '--check']));
  step('third-party list', check(process.execPath, ['scripts/thirdParty.mjs', '--check']));
  step('our own scanner over our own repository', check(process.execPath, ['dist/cli.js', 'scan', '.', '--fail-on', 'likely']));
  step('unit', () => vitest('unit'));
  step('system', () => vitest('system'));
  step('editor', () => vitest('editor'));
}
finish(passed, failed);
