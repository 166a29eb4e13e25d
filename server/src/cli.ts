#!/usr/bin/env node
declare const TACIT_VERSION: string;

// Answered without loading anything: version managers and prompts ask often. This file imports nothing, so that it starts as fast as Node does.
const [, , first, ...others] = process.argv;
if (others.length === 0 && (first === '--version' || first === '-V')) process.stdout.write(`${TACIT_VERSION}\n`);
// Variables that steer Node are looked at only where there may be one: they are named NODE_….
else if (Object.keys(process.env).some((name) => /^NODE_/i.test(name)))
  void import('./run/relaunch').then(({ relaunched }) => (relaunched(__filename, process.argv.slice(2), 2) ? undefined : start()));
else void start();

async function start(): Promise<void> {
  const commands = await import('./commands/start');
  await commands.start(__dirname, TACIT_VERSION);
}
