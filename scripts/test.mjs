#!/usr/bin/env node
// npm test: provides what the tests need (into a cache, pinned), then runs everything. `--resolvers` runs the tier that needs a Go toolchain instead.
// The last line is "N passed, N failed". Nothing is skipped: what is missing is installed, or the run fails and says what to install.
// The count is on disk after every step, with what has not ended yet counted as failed: whatever ends this script, nothing is lost or passes unseen.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, cache, installDependencies, readVitestReport, requireNode, resultsFolder, root, run, runAside, say } from './steps.mjs';

/** No step takes longer on a machine that does nothing else; one that hangs is ended and counts as failed. */
const LONGEST_STEP = 20 * 60_000;

/** Started by Node itself, not by npx: what is ended in time is then the program, not its starter. */
const bin = (name) =>
  join('node_modules', { eslint: 'eslint/bin/eslint.js', prettier: 'prettier/bin/prettier.cjs', tsc: 'typescript/bin/tsc', vitest: 'vitest/vitest.mjs' }[name]);

const resolvers = process.argv.includes('--resolvers');
requireNode();
// Colours only for people: in a log each test's dot would be 20 characters long, and what failed is cut off.
const environment = { ...process.env, TACIT_TEST_CACHE: cache, NPM_CONFIG_LOGLEVEL: 'error', ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) };
const results = resultsFolder();
const totalFile = join(results, resolvers ? 'resolvers-total.json' : 'total.json');
let passed = 0;
let failed = 0;
/** What failed, said again at the end: the output of a long run is often cut. */
const failures = [];
/** Steps that were not run to their end. */
let waiting = 1;
process.on('uncaughtException', (thrown) => {
  console.error(thrown);
  finish();
});
keepCount();
installDependencies();

function keepCount() {
  writeFileSync(totalFile, JSON.stringify({ passed, failed: failed + waiting }));
}

/** Runs one step; what throws in it is one failure, and the steps behind it go on. */
async function step(title, work) {
  waiting++;
  const started = Date.now();
  let count = { good: 0, bad: 1 };
  try {
    count = await work();
  } catch (thrown) {
    console.error(thrown);
  }
  waiting--;
  passed += count.good;
  failed += count.bad;
  if (count.bad > 0) failures.push(title, ...(count.names ?? []).map((name) => `  ${name}`));
  keepCount();
  process.stderr.write(`  ${title}: ${count.bad === 0 ? 'ok' : `${count.bad} failed`} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** Checks that have nothing to do with each other, two at a time; each shows what it said once it has ended. */
async function checks(list) {
  const left = [...list];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [title, ...parameters] = next;
      await step(title, async () => {
        const { ok, output } = await runAside(process.execPath, parameters, { env: environment, timeout: LONGEST_STEP });
        if (!ok) process.stderr.write(`${output.trimEnd()}\n`);
        return ok ? { good: 1, bad: 0 } : { good: 0, bad: 1 };
      });
    }
  };
  await Promise.all([worker(), worker()]);
}

function vitest(project) {
  say(project);
  return step(project, () => {
    const file = join(results, `${project}.json`);
    rmSync(file, { force: true });
    const parameters = [bin('vitest'), 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
    const ended = run(process.execPath, parameters, { env: environment, timeout: LONGEST_STEP, killSignal: 'SIGKILL' });
    return readVitestReport(file, ended);
  });
}

function provision(script, parameters, what) {
  say(`providing ${what}`);
  if (run(process.execPath, [join(root, 'scripts', 'provision', script), ...parameters], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })) return;
  console.error(`Providing ${what} failed; the message above says what to install. The tests need it, so none was run.`);
  finish();
}

/** Says the count and ends. */
function finish() {
  keepCount();
  if (failures.length > 0) console.log(`failed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`${passed} passed, ${failed + waiting} failed`);
  process.exit(failed + waiting === 0 ? 0 : 1);
}

if (resolvers) {
  provision('tools.mjs', ['--tier', 'all'], 'the test tools, those built with Go included (vals, age)');
  build();
  await vitest('resolvers');
} else {
  provision('tools.mjs', ['--tier', 'quick'], 'the test tools (sops, OpenBao, mise, secretspec, strace and what else is missing)');
  provision('editor.mjs', ['--profile', 'both'], 'two versions of VS Code and Chromium');
  say('building');
  build();
  say('types, lint, format, generated files, our own scanner');
  await checks([
    ['lint', bin('eslint'), '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
    ['types', bin('tsc'), '-p', '.'],
    ['format', bin('prettier'), '--check', '--log-level', 'warn', '.'],
    ['rule pages are up to date', 'scripts/rulePages.mjs', '--check'],
    ['texts for translators are up to date', 'scripts/texts.mjs', '--check'],
    ['third-party list', 'scripts/thirdParty.mjs', '--check'],
    ['our own scanner over our own repository', 'dist/cli.js', 'scan', '.', '--fail-on', 'likely'],
  ]);
  await vitest('unit');
  await vitest('system');
  await vitest('editor');
}
waiting = 0;
finish();
