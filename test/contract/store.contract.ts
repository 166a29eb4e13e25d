import { expect, describe, it } from 'vitest';
import { inspect } from 'node:util';
import { Secret } from '../../server/src/base/secret';
import type { SecretStore } from '../../server/src/stores/store';

/** An empty store, and a second view of the same place that shares nothing in memory with the first. */
export interface Candidate {
  readonly store: SecretStore;
  readonly other: SecretStore;
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (thrown: unknown) => {
      // THREATS 10: whatever is printed of an error, no value is in it.
      expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('canary');
      return (thrown as { failure?: { code: string } }).failure?.code ?? 'not a TacitError';
    },
  );

/** What every `SecretStore` keeps to, against its real server or file. `make` is called once a case. */
export function storeContract(name: string, make: () => Promise<Candidate>): void {
  describe(`the store contract: ${name}`, () => {
    const value = Secret.of('canary-value');
    const text = async (store: SecretStore, path: string): Promise<string> => (await store.read({ store: store.id, path })).reveal('match');

    it('starts empty and says so', async () => {
      const { store } = await make();
      expect((await store.list('', undefined)).entries).toEqual([]);
      expect(await codeOf(store.read({ store: store.id, path: 'NOTHING' }))).toBe('NotFound');
      expect(await codeOf(store.describe('NOTHING'))).toBe('NotFound');
      expect(await codeOf(store.remove('NOTHING', undefined))).toBe('NotFound');
    });

    it.each(['canary', '', 'Ä 🔑\n\ttwo "lines"\\', ' blanks ', 'x'.repeat(60_000)])('gives back exactly what was written: %j', async (written) => {
      const { store, other } = await make();
      const done = await store.write('A_KEY', Secret.of(written), { is: 'absent' });
      expect(done.address).toMatchObject({ store: store.id, path: 'A_KEY' });
      expect(await text(store, 'A_KEY')).toBe(written);
      expect(await text(other, 'A_KEY')).toBe(written);
      expect((await other.list('', undefined)).entries).toEqual([{ path: 'A_KEY', kind: 'secret' }]);
      expect((await other.describe('A_KEY')).version).toBe(done.version);
    });

    it('describes and lists without giving a value', async () => {
      const { store } = await make();
      await store.write('A_KEY', value, { is: 'absent' });
      expect(JSON.stringify([await store.describe('A_KEY'), await store.list('', undefined)])).not.toContain('canary');
    });

    it('refuses what it did not expect, and changes nothing then', async () => {
      const { store, other } = await make();
      const first = await store.write('A_KEY', Secret.of('1'), { is: 'absent' });
      expect(await codeOf(other.write('A_KEY', value, { is: 'absent' }))).toBe('Conflict');
      const second = await other.write('A_KEY', Secret.of('2'), { is: 'version', version: first.version });
      expect(await codeOf(store.write('A_KEY', value, { is: 'version', version: first.version }))).toBe('Conflict');
      expect(await codeOf(store.write('NEVER', value, { is: 'version', version: first.version }))).toBe('Conflict');
      expect(await codeOf(store.remove('A_KEY', first.version))).toBe('Conflict');
      expect(await text(store, 'A_KEY')).toBe('2');
      await store.remove('A_KEY', second.version);
      expect(await codeOf(other.read({ store: other.id, path: 'A_KEY' }))).toBe('NotFound');
    });

    it('does nothing once it was called off', async () => {
      const { store } = await make();
      const signal = AbortSignal.abort();
      expect(await codeOf(store.write('A_KEY', value, { is: 'anything' }, signal))).toBe('Cancelled');
      expect(await codeOf(store.list('', undefined, signal))).toBe('Cancelled');
      expect((await store.list('', undefined)).entries).toEqual([]);
    });

    it('loses no write of two at the same time', async () => {
      const { store, other } = await make();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : other).write(`KEY_${String(index)}`, Secret.of(String(index)), { is: 'absent' })),
      );
      for (let index = 0; index < 20; index++) expect(await text(store, `KEY_${String(index)}`)).toBe(String(index));
    });

    it('finds equal values, where it can', async () => {
      const { store } = await make();
      if (store.findEqual === undefined) return;
      await store.write('A_KEY', value, { is: 'absent' });
      await store.write('B_KEY', Secret.of('another'), { is: 'absent' });
      expect(await store.findEqual(value)).toEqual(['A_KEY']);
      expect(await store.findEqual(Secret.of('nowhere'))).toEqual([]);
    });

    it.each(['__proto__', 'a\nb', '../up', 'LD_PRELOAD'])('refuses the name %j', async (path) => {
      const { store } = await make();
      expect(await codeOf(store.write(path, value, { is: 'anything' }))).toBe('NameInvalid');
    });
  });
}
