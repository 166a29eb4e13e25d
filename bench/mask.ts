// Throughput of the output masker: `node bench/run.mjs mask`, or bundled with esbuild and run by Node.
import { randomBytes } from 'node:crypto';
import { Secret } from '../server/src/base/secret';
import { maskingFor } from '../server/src/run/environment';
import { StreamMasker } from '../server/src/run/mask';

const MEGABYTE = 1024 * 1024;
const SIZE = 64 * MEGABYTE;
const CHUNK = 64 * 1024;

const values = Array.from({ length: 20 }, (_, index) => Secret.of(randomBytes(24 + index).toString('base64')));
const pem = Secret.of(
  `-----BEGIN KEY-----\n${(
    randomBytes(1200)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END KEY-----\n`,
);
const variables = new Map([...values, pem].map((value, index) => [`V${String(index)}`, value]));

const line = '2026-11-23T23:42:00.123Z INFO  [worker-7] com.example.shop.OrderService - order 48213 accepted for customer 9917, 3 items, 104.95 EUR\n';
const inputs: Readonly<Record<string, Buffer>> = {
  'log lines': Buffer.alloc(SIZE, line),
  'random bytes': randomBytes(SIZE),
  'values every 200 bytes': Buffer.alloc(SIZE, `${line}${values[0]?.reveal('match') ?? ''}\n`),
};

const started = performance.now();
const { automaton } = maskingFor(variables);
console.log(`automaton for ${String(variables.size)} values: ${(performance.now() - started).toFixed(1)} ms, ${String(automaton.depth.length)} states`);
for (const [name, input] of Object.entries(inputs)) {
  const masker = new StreamMasker(automaton);
  const start = performance.now();
  for (let at = 0; at < input.length; at += CHUNK) masker.write(input.subarray(at, at + CHUNK));
  masker.end();
  console.log(`${name}: ${((SIZE / MEGABYTE / (performance.now() - start)) * 1000).toFixed(0)} MB/s`);
}
