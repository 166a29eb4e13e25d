import { expect, it } from 'vitest';
import { currentOwner, isAlive } from '../../server/src/base/system/atomicFile';

/** THREATS 29: who is taken for dead loses the lock, and with it a write. */
it.each([
  ['another process that got its number later', async () => '7', { started: '6' }, false],
  ['the process itself', async () => '6', { started: '6' }, true],
  ['a process whose start cannot be read just now', async () => '', { started: '6' }, true],
  ['an owner that said nothing of its start', async () => '7', { started: '' }, true],
  ['an owner on another host', async () => '7', { started: '6', host: 'elsewhere' }, true],
])('%s', async (_, startedOf, differs, alive) => {
  expect(await isAlive({ ...(await currentOwner()), ...differs }, startedOf)).toBe(alive);
});
