#!/usr/bin/env node
declare const TACIT_VERSION: string;

// Answered without loading anything: version managers and prompts ask often. This file imports nothing, so that it starts as fast as Node does.
const [, , first, ...others] = process.argv;
if (others.length === 0 && (first === '--version' || first === '-V')) process.stdout.write(`${TACIT_VERSION}\n`);
else void import('./commands/start').then(({ start }) => start(__dirname, TACIT_VERSION));
