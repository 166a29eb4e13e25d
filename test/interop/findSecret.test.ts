import { beforeEach, expect, it } from 'vitest';
import { registrationOf, Registrations } from '../../server/src/stores/hashicorp/registrations';
import { OWN, start } from '../lsp/startServer';
import { useOpenBao } from '../support/useOpenBao';

/** *Find Secret…* over a real OpenBao, every request of it seen: its operators see them too. */
const MOST_LISTS = 50;

const seen = useOpenBao();
beforeEach(() => new Registrations().put(registrationOf({ name: 'team', address: seen.line.url, mount: seen.mount })));

async function signedIn(token = seen.bao.root) {
  const { client } = await start({ 'tacit.json': '{ "version": 1 }' }, OWN);
  const node = (await client.ask('tacit/store/children', {})).nodes.find(({ label }) => label === 'team')!.id;
  await client.ask('tacit/store/signIn', { node, delivery: await client.channel!.send(Buffer.from(token)) });
  const find = async () => {
    seen.line.seen.length = 0;
    const { nodes, complete, withoutKeys } = await client.ask('tacit/store/find', {});
    const asked = seen.line.seen.filter(({ url }) => /\/(?:metadata|subkeys|data)(?:\/|\?|$)/.test(url)).length;
    expect(seen.line.seen.filter(({ url }) => url.includes(`${seen.mount}/data/`))).toEqual([]);
    return { nodes, labels: nodes.map(({ label }) => label), complete, withoutKeys, asked };
  };
  return { client, node, find };
}
const put = async (...names: readonly string[]): Promise<void> => {
  await Promise.all(names.map((name) => seen.bao.api('POST', `${seen.mount}/data/${name}`, { data: { PASSWORD: 'x', USER: 'y' } })));
};
const numbered = (count: number, name: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => name(index));

it('finds keys in nested folders, and leads to each without listing any other folder', async () => {
  await put('app', 'team/pay/stripe', 'team/mail/smtp', ...numbered(9, (index) => `other-${index}/x`));
  const { client, node, find } = await signedIn();
  const { nodes, labels, complete, withoutKeys } = await find();
  expect(labels).toEqual(expect.arrayContaining(['app#PASSWORD', 'app#USER', 'team/pay/stripe#PASSWORD', 'team/mail/smtp#USER']));
  expect([complete, withoutKeys]).toEqual([true, undefined]);

  const { id } = nodes.find(({ label }) => label === 'team/pay/stripe#PASSWORD')!;
  const { trail } = await client.ask('tacit/store/trail', { node: id });
  expect([trail[0], trail.at(-1), trail.length]).toEqual([node, id, 5]);
  // The trail is the tree's own: each step is among the children of the one before.
  for (const [index, step] of trail.slice(1).entries()) {
    const children = await client.ask('tacit/store/children', { node: trail[index]! });
    expect(children.nodes.map((each) => each.id)).toContain(step);
  }
});

it('names every secret of a mount that holds more than could be opened, with few requests, and says that keys are missing', async () => {
  const names = numbered(300, (index) => `group-${index % 6}/service-${String(index).padStart(3, '0')}`);
  await put(...names);
  const { labels, complete, withoutKeys, asked } = await (await signedIn()).find();
  expect([...labels].sort()).toEqual([...names].sort());
  expect([complete, withoutKeys]).toEqual([true, true]);
  expect(asked).toBeLessThanOrEqual(7);
});

it(`lists ${MOST_LISTS} folders and no more, and says that it is incomplete`, async () => {
  await put(...numbered(80, (index) => `folder-${String(index).padStart(2, '0')}/secret`));
  const { labels, complete, asked } = await (await signedIn()).find();
  expect([labels.length, complete, asked]).toEqual([MOST_LISTS - 1, false, MOST_LISTS]);
});

it('finds what a token may list beside a folder that it may not', async () => {
  await put('a/one', 'b/two', 'c/three');
  const list = ['list'];
  const token = await seen.bao.tokenFor({
    [`${seen.mount}/metadata/`]: list,
    [`${seen.mount}/metadata/a/*`]: list,
    [`${seen.mount}/metadata/c/*`]: list,
    [`${seen.mount}/subkeys/*`]: ['read'],
  });
  const { labels, complete } = await (await signedIn(token)).find();
  expect(labels).toEqual(expect.arrayContaining(['a/one#PASSWORD', 'c/three#PASSWORD']));
  expect([labels.some((label) => label.startsWith('b/')), complete]).toEqual([false, false]);
});
