import { expect, describe, it } from 'vitest';
import { inspect } from 'node:util';
import { Secret } from '../../server/src/base/secret';
import type { SecretStore } from '../../server/src/stores/store';

/** An empty store, and a second view of the same place that shares nothing in memory with the first. */
export interface Candidate {
  readonly store: SecretStore;
  readonly other: SecretStore;
  /** The folder in which the cases work, '' where the store is flat: a name goes right behind it. */
  readonly folder: string;
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

/** A secret that was there and is not any more: a store that keeps versions may say so. */
const GONE = /^(?:NotFound|Deleted)$/;

/** What every `SecretStore` keeps to, against its real server or file. `open` is called once a case. */
export function storeContract(name: string, open: () => Promise<Candidate>): void {
  describe(`the store contract: ${name}`, () => {
    const value = Secret.of('canary-value');
    const text = async (store: SecretStore, path: string, version?: string): Promise<string> =>
      (await store.read({ store: store.id, path, ...(version === undefined ? {} : { version }) })).reveal('match');
    const make = async () => {
      const { store, other, folder } = await open();
      const at = (key: string): string => `${folder}${key}`;
      return { store, other, folder, at, key: at('A_KEY') };
    };

    it('starts empty and says so', async () => {
      const { store, folder, at } = await make();
      expect((await store.list(folder, undefined)).entries).toEqual([]);
      expect((await store.list('', undefined)).entries).toEqual([]);
      expect(await codeOf(store.read({ store: store.id, path: at('NOTHING') }))).toBe('NotFound');
      expect(await codeOf(store.describe(at('NOTHING')))).toBe('NotFound');
      expect(await codeOf(store.remove(at('NOTHING'), undefined))).toBe('NotFound');
    });

    it('says of itself that it can be used', async () => {
      const { store, key } = await make();
      await store.write(key, value, { is: 'absent' });
      expect((await store.state?.()) ?? 'ready').toBe('ready');
    });

    it.each([
      'canary',
      '',
      'Ä 🔑\n\ttwo "lines"\\',
      ' blanks ',
      '\u0000\u0001\u001f\u007f',
      '\u2028e\u0301\u202e{{x}}&#x2F;${y}',
      '12345678901234567890',
      'null',
      'x'.repeat(60_000),
      'ß'.repeat(200_000),
    ])('gives back exactly what was written: %#', async (written) => {
      const { store, other, folder, key } = await make();
      const done = await store.write(key, Secret.of(written), { is: 'absent' });
      expect(done.address).toMatchObject({ store: store.id, path: key });
      expect((await text(store, key)) === written).toBe(true);
      expect((await text(other, key)) === written).toBe(true);
      expect((await other.list(folder, undefined)).entries).toMatchObject([{ path: key, kind: 'secret' }]);
      expect((await other.describe(key)).version).toBe(done.version);
    });

    it('describes and lists without giving a value', async () => {
      const { store, folder, key } = await make();
      await store.write(key, value, { is: 'absent' });
      expect(JSON.stringify([await store.describe(key), await store.list(folder, undefined), await store.list('', undefined)])).not.toContain('canary');
    });

    it('refuses what it did not expect, and changes nothing then', async () => {
      const { store, other, at, key } = await make();
      const first = await store.write(key, Secret.of('1'), { is: 'absent' });
      expect(await codeOf(other.write(key, value, { is: 'absent' }))).toBe('Conflict');
      const second = await other.write(key, Secret.of('2'), { is: 'version', version: first.version });
      expect(await codeOf(store.write(key, value, { is: 'version', version: first.version }))).toBe('Conflict');
      expect(await codeOf(store.write(at('NEVER'), value, { is: 'version', version: first.version }))).toBe('Conflict');
      expect(await codeOf(store.remove(key, first.version))).toBe('Conflict');
      expect(await text(store, key)).toBe('2');
      await store.remove(key, second.version);
      expect(await codeOf(other.read({ store: other.id, path: key }))).toMatch(GONE);
      expect(await codeOf(other.describe(key))).toMatch(GONE);
    });

    it('takes away or replaces what a version names although its neighbours changed since, and leaves them', async () => {
      const { store, other, folder, at } = await make();
      await store.write(at('A'), Secret.of('a'), { is: 'absent' });
      const b = await store.write(at('B'), Secret.of('b'), { is: 'absent' });
      const c = await store.write(at('C'), Secret.of('c'), { is: 'absent' });
      await other.write(at('A'), Secret.of('a2'), { is: 'anything' });
      await store.remove(at('B'), b.version);
      await store.write(at('C'), Secret.of('c2'), { is: 'version', version: c.version });
      expect((await other.list(folder, undefined)).entries.map(({ path }) => path).sort()).toEqual([at('A'), at('C')]);
      expect([await text(other, at('A')), await text(other, at('C'))]).toEqual(['a2', 'c2']);
    });

    it('takes a new secret where one was removed', async () => {
      const { store, other, key } = await make();
      const first = await store.write(key, Secret.of('1'), { is: 'absent' });
      await store.remove(key, first.version);
      expect(await codeOf(store.remove(key, undefined))).toMatch(GONE);
      expect(await codeOf(other.write(key, value, { is: 'version', version: first.version }))).toBe('Conflict');
      await other.write(key, Secret.of('2'), { is: 'absent' });
      expect(await text(store, key)).toBe('2');
    });

    it('keeps versions and brings deleted ones back, where it can', async () => {
      const { store, other, key } = await make();
      const { versions } = store;
      if (versions === undefined) return;
      const first = await store.write(key, Secret.of('1'), { is: 'absent' });
      const second = await store.write(key, Secret.of('2'), { is: 'anything' });
      expect(await text(other, key, first.version)).toBe('1');
      expect((await versions.list(key)).map(({ version, state }) => [version, state])).toEqual([
        [second.version, 'current'],
        [first.version, 'earlier'],
      ]);
      await store.remove(key, second.version);
      expect(await codeOf(other.read({ store: other.id, path: key }))).toBe('Deleted');
      expect(await codeOf(other.describe(key))).toBe('Deleted');
      expect((await versions.list(key))[0]).toMatchObject({ version: second.version, state: 'deleted' });
      expect(await codeOf(versions.undelete(key, '99'))).toBe('NotFound');
      await versions.undelete(key, second.version);
      expect(await text(other, key)).toBe('2');
    });

    it('says what this user may do, where it can', async () => {
      const { store, key } = await make();
      if (store.capabilities === undefined) return;
      expect([...((await store.capabilities.of([key])).get(key) ?? [])].sort()).toEqual(['describe', 'list', 'read', 'remove', 'undelete', 'write']);
    });

    it('does nothing once it was called off', async () => {
      const { store, folder, key } = await make();
      const signal = AbortSignal.abort();
      expect(await codeOf(store.write(key, value, { is: 'anything' }, signal))).toBe('Cancelled');
      expect(await codeOf(store.list(folder, undefined, signal))).toBe('Cancelled');
      expect(await codeOf(store.describe(key, signal))).toBe('Cancelled');
      expect(await codeOf(store.remove(key, undefined, signal))).toBe('Cancelled');
      expect((await store.list(folder, undefined)).entries).toEqual([]);
    });

    it('can be called off on the way, and used again', async () => {
      const { store, key } = await make();
      await store.write(key, Secret.of('1'), { is: 'absent' });
      for (const wait of [0, 1, 3]) {
        const controller = new AbortController();
        const reading = codeOf(store.read({ store: store.id, path: key }, controller.signal));
        setTimeout(() => controller.abort(), wait);
        expect(await reading).toMatch(/^(?:Cancelled|no failure)$/);
        expect(await text(store, key)).toBe('1');
      }
    });

    it('loses no write of two at the same time', async () => {
      const { store, other, at } = await make();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : other).write(at(`KEY_${String(index)}`), Secret.of(String(index)), { is: 'absent' }),
        ),
      );
      for (let index = 0; index < 20; index++) expect(await text(store, at(`KEY_${String(index)}`))).toBe(String(index));
    });

    it('gives one of two who make the same secret a conflict', async () => {
      const { store, other, key } = await make();
      const done = await Promise.all([codeOf(store.write(key, Secret.of('1'), { is: 'absent' })), codeOf(other.write(key, Secret.of('2'), { is: 'absent' }))]);
      expect(done.sort()).toEqual(['Conflict', 'no failure']);
      expect(['1', '2']).toContain(await text(store, key));
    });

    it('finds equal values, where it can', async () => {
      const { store, at } = await make();
      if (store.findEqual === undefined) return;
      await store.write(at('A_KEY'), value, { is: 'absent' });
      await store.write(at('B_KEY'), Secret.of('another'), { is: 'absent' });
      expect(await store.findEqual(value)).toEqual([at('A_KEY')]);
      expect(await store.findEqual(Secret.of('nowhere'))).toEqual([]);
    });

    it.each(['__proto__', 'a\nb', '../up', 'LD_PRELOAD', '', '.', '..'])('refuses the name %j', async (name) => {
      const { store, folder, at } = await make();
      expect(await codeOf(store.write(at(name), value, { is: 'anything' }))).toBe('NameInvalid');
      expect((await store.list(folder, undefined)).entries).toEqual([]);
    });

    it('refuses bytes that are no text, or keeps them', async () => {
      const { store, key } = await make();
      const bytes = Secret.of(Uint8Array.of(0xff, 0x00, 0xfe));
      const code = await codeOf(store.write(key, bytes, { is: 'absent' }));
      if (code === 'no failure') expect((await store.read({ store: store.id, path: key })).equals(bytes)).toBe(true);
      else expect(code).toBe('ValueUnusable');
    });
  });
}
