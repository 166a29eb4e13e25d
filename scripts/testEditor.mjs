#!/usr/bin/env node
// npm run test:editor [-- --repeat N] [-- FILES…]: the tests in real editors, N times in a row, each time from a fresh editor and browser. Prints how
// long each round took and which tests failed in it; ends with 1 where any did. For finding what fails only now and then.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resultsFolder, root, run } from './steps.mjs';

const given = process.argv.slice(2);
const at = given.indexOf('--repeat');
const rounds = at === -1 ? 1 : Number(given.splice(at, 2)[1]);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('--repeat wants a number of rounds: npm run test:editor -- --repeat 20');
  process.exit(2);
}
const results = join(resultsFolder(), 'editor-round.json');
let failedRounds = 0;
const started = Date.now();
for (let round = 1; round <= rounds; round++) {
  rmSync(results, { force: true });
  const from = Date.now();
  const parameters = ['vitest', 'run', '--project', 'editor', '--reporter=dot', '--reporter=json', `--outputFile.json=${results}`, ...given];
  const ended = run('npx', parameters, { cwd: root, stdio: rounds === 1 ? 'inherit' : ['ignore', 'ignore', 'ignore'] });
  const failed = failures();
  const isGood = ended && failed.length === 0;
  if (!isGood) failedRounds++;
  const seconds = ((Date.now() - from) / 1000).toFixed(0);
  console.log(`round ${round} of ${rounds}: ${isGood ? 'passed' : 'FAILED'} in ${seconds} s${failed.map((name) => `\n  ${name}`).join('')}`);
}
console.log(`${rounds - failedRounds} of ${rounds} rounds passed, ${((Date.now() - started) / 60_000).toFixed(1)} minutes`);
process.exitCode = failedRounds === 0 ? 0 : 1;

/** The names of the tests that did not pass, each with the first line of its error. */
function failures() {
  if (!existsSync(results)) return ['the tests did not begin'];
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  return testResults.flatMap(({ assertionResults, message, status }) => {
    const tests = assertionResults.filter((each) => each.status !== 'passed').map((each) => `${each.fullName}: ${firstLine(each.failureMessages[0])}`);
    return tests.length === 0 && status !== 'passed' ? [firstLine(message)] : tests;
  });
}

function firstLine(text) {
  return (text ?? 'no message').split('\n').slice(0, 3).join(' ').slice(0, 300);
}
