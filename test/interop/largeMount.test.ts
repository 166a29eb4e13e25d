import { afterAll, beforeAll, expect, it } from 'vitest';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { OWN, start } from '../lsp/startServer';
import { type OpenBao, startOpenBao } from '../support/openbao';

/** A mount with as many secrets as a company has, on a real OpenBao. Most are in one folder, which is the hardest to show. */
const SECRETS = 10_000;
/** For the first page, in milliseconds; the median counts. */
const BUDGET = 300;
const AT_ONCE = 50;

let bao: OpenBao;
let mount: string;

beforeAll(async () => {
  bao = await startOpenBao();
  mount = await bao.mount();
  const names = Array.from({ length: SECRETS }, (_, index) => `service-${String(index).padStart(5, '0')}`);
  for (let at = 0; at < names.length; at += AT_ONCE)
    await Promise.all(names.slice(at, at + AT_ONCE).map((name) => bao.api('POST', `${mount}/data/${name}`, { data: { PASSWORD: 'x' } })));
}, 300_000);
afterAll(async () => {
  await new Registrations().remove('team').catch(() => undefined);
  await bao.stop();
});

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

it(`shows the first page of ${SECRETS} secrets at once, the others when they are asked for, and holds no more than names`, async () => {
  await new Registrations().put(registrationOf({ name: 'team', address: bao.url, mount }));
  const { client } = await start({ 'tacit.json': '{ "version": 1 }' }, OWN);
  const root = async (): Promise<string> => (await client.ask('tacit/store/children', {})).nodes.find(({ label }) => label === 'team')!.id;
  await client.ask('tacit/store/signIn', { node: await root(), delivery: await client.channel!.send(Buffer.from(bao.root)) });
  const node = await root();
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const from = performance.now();
    const page = await client.ask('tacit/store/children', { node });
    times.push(performance.now() - from);
    expect([page.nodes.length, page.next !== undefined]).toEqual([1000, true]);
  }

  const labels = new Set<string>();
  let page: string | undefined;
  let pages = 0;
  const walk = async (): Promise<void> => {
    labels.clear();
    pages = 0;
    do {
      const { nodes, next } = await client.ask('tacit/store/children', page === undefined ? { node } : { node, page });
      for (const { label } of nodes) labels.add(label);
      page = next;
      pages++;
    } while (page !== undefined);
  };
  await walk();
  expect([labels.size, pages]).toEqual([SECRETS, SECRETS / 1000]);

  // Asking again, as a tree does after each change, must not gather anything.
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < 5; round++) await walk();
  globalThis.gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  process.stderr.write(`10,000 secrets: first page ${median(times).toFixed(0)} ms (median of 9), heap +${grown.toFixed(1)} MB after 50 more pages\n`);
  expect(median(times)).toBeLessThan(BUDGET);
  expect(grown).toBeLessThan(40);
});
