import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../server/src/base/errors';
import { Secret } from '../../server/src/base/secret';
import { Credentials, tokenOf } from '../../server/src/stores/hashicorp/credentials';
import { HashicorpStore } from '../../server/src/stores/hashicorp/hashicorpStore';
import { signIn, signOut } from '../../server/src/stores/hashicorp/login';
import { certificatesOf } from '../../server/src/stores/hashicorp/origin';
import { registrationOf, type VaultRequest } from '../../server/src/stores/hashicorp/registrations';
import { startFaultProxy } from '../support/faultProxy';
import { makeAuthority, type OpenBao, startOpenBao } from '../support/openbao';

/** What servers are when they are not well, and what tokens may not do: against a real OpenBao each time. */
const opened: OpenBao[] = [];
const open = async (...parameters: Parameters<typeof startOpenBao>): Promise<OpenBao> => {
  const bao = await startOpenBao(...parameters);
  opened.push(bao);
  return bao;
};
let dev: OpenBao;

beforeAll(async () => {
  dev = await open();
});
afterAll(() => Promise.all(opened.map((bao) => bao.stop())));

function storeAt(request: Omit<VaultRequest, 'name'>, token: string): HashicorpStore {
  const registration = registrationOf({ name: 'team', ...request });
  const credentials = new Credentials();
  credentials.hold(registration, tokenOf(token));
  return new HashicorpStore({ registration, credentials });
}

const codeOf = (work: Promise<unknown>): Promise<FailureCode | 'no failure'> =>
  work.then(
    () => 'no failure',
    (thrown: unknown) => (thrown as { failure: { code: FailureCode } }).failure.code,
  );
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (thrown: unknown) => (thrown as { failure: unknown }).failure,
  );
const text = async (store: HashicorpStore, path: string): Promise<string> => (await store.read({ store: store.id, path })).reveal('match');

describe('a server that', () => {
  it('is not initialised, sealed, unsealed and started again says so each time, and keeps what was acknowledged', async () => {
    const bao = await open({ mode: 'raft' });
    const before = storeAt({ address: bao.url, mount: 'secret' }, 's.none');
    expect(await before.state()).toBe('sealed');
    expect(await codeOf(before.read({ store: before.id, path: 'app#K' }))).toBe('Sealed');
    const { json } = await bao.api('PUT', 'sys/init', { secret_shares: 1, secret_threshold: 1 });
    const { keys } = json as { keys: string[] };
    const unseal = async (): Promise<void> => {
      await bao.api('PUT', 'sys/unseal', { key: keys[0] });
      for (let attempt = 0; (await bao.api('GET', 'sys/health')).status !== 200; attempt++) {
        if (attempt > 200) throw new Error('never active');
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    await unseal();
    const mount = await bao.mount('apps');
    const store = storeAt({ address: bao.url, mount }, bao.root);
    await store.write('app#K', Secret.of('kept'), { is: 'absent' });
    expect(await store.state()).toBe('ready');
    await bao.restart();
    expect(await store.state()).toBe('sealed');
    expect(await codeOf(store.read({ store: store.id, path: 'app#K' }))).toBe('Sealed');
    expect(await codeOf(store.write('app#K', Secret.of('lost'), { is: 'anything' }))).toBe('Sealed');
    await unseal();
    expect(await text(store, 'app#K')).toBe('kept');
    await bao.stop();
    expect(await store.state()).toBe('unreachable');
    expect(await failureOf(store.read({ store: store.id, path: 'app#K' }))).toEqual({ code: 'StoreUnreachable', store: 'team', because: 'refused' });
  });

  it('has a certificate of a private authority is spoken to with that authority alone', async () => {
    const bao = await open({ tls: true });
    const ca = certificatesOf(bao.ca ?? '');
    const store = storeAt({ address: bao.url, ca }, bao.root);
    await store.write('app#K', Secret.of('over TLS'), { is: 'absent' });
    expect(await text(store, 'app#K')).toBe('over TLS');
    const unproven = { code: 'StoreUnreachable', store: 'team', because: 'certificate' };
    const foreign = certificatesOf(makeAuthority(mkdtempSync(join(tmpdir(), 'tacit-ca-'))));
    for (const request of [{ address: bao.url }, { address: bao.url, ca: foreign }]) {
      const other = storeAt(request, bao.root);
      expect(await failureOf(other.read({ store: other.id, path: 'app#K' }))).toEqual(unproven);
      expect(await other.state()).toBe('unreachable');
    }
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    process.env.VAULT_SKIP_VERIFY = '1';
    try {
      const other = storeAt({ address: bao.url }, bao.root);
      expect(await failureOf(other.read({ store: other.id, path: 'app#K' }))).toEqual(unproven);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      delete process.env.VAULT_SKIP_VERIFY;
    }
    const plain = storeAt({ address: bao.url.replace('https:', 'http:') }, bao.root);
    expect(await failureOf(plain.read({ store: plain.id, path: 'app#K' }))).toMatchObject({ code: 'StoreUnreachable', because: 'not-a-vault' });
    const secure = storeAt({ address: dev.url.replace('http:', 'https:') }, dev.root);
    expect(await failureOf(secure.read({ store: secure.id, path: 'app#K' }))).toMatchObject({ code: 'StoreUnreachable', because: 'not-a-vault' });
  });

  it('has namespaces keeps them apart', async () => {
    for (const name of ['one', 'two']) {
      await dev.api('POST', `sys/namespaces/${name}`);
      await dev.api('POST', `${name}/sys/mounts/kv`, { type: 'kv', options: { version: '2' } });
    }
    const [one, two] = ['one', 'two'].map((namespace) => storeAt({ address: dev.url, namespace, mount: 'kv' }, dev.root));
    await one?.write('app#K', Secret.of('1'), { is: 'absent' });
    expect(await codeOf(two!.read({ store: two!.id, path: 'app#K' }))).toBe('NotFound');
    expect(await text(one!, 'app#K')).toBe('1');
    expect(await one!.state()).toBe('ready');
    const nowhere = storeAt({ address: dev.url, namespace: 'three', mount: 'kv' }, dev.root);
    expect(await failureOf(nowhere.read({ store: nowhere.id, path: 'app#K' }))).toEqual({ code: 'StoreUnreachable', store: 'team', because: 'no-such-place' });
  });

  it('has no such mount, or one of another kind, says so instead of looking empty', async () => {
    await dev.api('POST', 'sys/mounts/old', { type: 'kv', options: { version: '1' } });
    const old = storeAt({ address: dev.url, mount: 'old' }, dev.root);
    expect(await failureOf(old.list('', undefined))).toEqual({ code: 'StoreUnsupported', store: 'team', feature: 'KV 1' });
    const cubbyhole = storeAt({ address: dev.url, mount: 'cubbyhole' }, dev.root);
    expect(await failureOf(cubbyhole.list('', undefined))).toEqual({ code: 'StoreUnsupported', store: 'team', feature: 'cubbyhole' });
    const none = storeAt({ address: dev.url, mount: 'nope' }, dev.root);
    expect(await failureOf(none.list('', undefined))).toEqual({ code: 'StoreUnreachable', store: 'team', because: 'no-such-place' });
  });

  it('has a quota is given time, then says when', async () => {
    const mount = await dev.mount();
    const store = storeAt({ address: dev.url, mount }, dev.root);
    await store.write('app#K', Secret.of('1'), { is: 'absent' });
    await dev.api('POST', `sys/quotas/rate-limit/${mount}`, { path: `${mount}/`, rate: 1 });
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(store.read({ store: store.id, path: 'app#K' }))));
    expect(codes).toContain('RateLimited');
    expect(codes).toContain('no failure');
    expect(new Set(codes).size).toBe(2);
    await dev.api('DELETE', `sys/quotas/rate-limit/${mount}`);
    expect(await text(store, 'app#K')).toBe('1');
  });

  it('asks every write for check-and-set gets it', async () => {
    const mount = await dev.mount();
    await dev.api('POST', `${mount}/config`, { cas_required: true });
    const store = storeAt({ address: dev.url, mount }, dev.root);
    for (const value of ['1', '2']) await store.write('app#K', Secret.of(value), { is: 'anything' });
    await store.write('app#L', Secret.of('3'), { is: 'absent' });
    await store.remove('app#K', undefined);
    expect((await store.list('app#', undefined)).entries.map(({ path }) => path)).toEqual(['app#L']);
  });

  it('holds 10,000 secrets shows the first page at once, and all of them page by page', async () => {
    const mount = await dev.mount();
    const name = (index: number): string => `s${String(index).padStart(5, '0')}`;
    for (let start = 0; start < 10_000; start += 50)
      await Promise.all(Array.from({ length: 50 }, (_, index) => dev.api('POST', `${mount}/data/many/${name(start + index)}`, { data: { K: 'v' } })));
    const store = storeAt({ address: dev.url, mount }, dev.root);
    await store.list('', undefined);
    const started = performance.now();
    const first = await store.list('many', undefined);
    const took = performance.now() - started;
    expect(first.entries).toHaveLength(1000);
    const names = first.entries.map((entry) => entry.name);
    for (let page = first.next; page !== undefined;) {
      const more = await store.list('many', page);
      names.push(...more.entries.map((entry) => entry.name));
      page = more.next;
    }
    expect(names).toEqual(Array.from({ length: 10_000 }, (_, index) => name(index)));
    // The bar is 300 ms; ten times that fails only where something is wrong, on however busy a machine.
    expect(took).toBeLessThan(3000);
    process.stderr.write(`  first page of 10,000 names: ${took.toFixed(0)} ms\n`);
  });
});

describe('a token that', () => {
  it.each<[string, Record<string, readonly string[]>, Record<'list' | 'describe' | 'read' | 'write' | 'remove', string>, readonly string[]]>([
    [
      'may read values and no names',
      { 'data/*': ['read'] },
      {
        list: 'Forbidden list metadata/',
        describe: 'Forbidden read subkeys/app',
        read: '1',
        write: 'Forbidden update data/app',
        remove: 'Forbidden update data/app',
      },
      ['read'],
    ],
    [
      'may see names and no values',
      { 'metadata/*': ['list', 'read'], 'subkeys/*': ['read'] },
      { list: 'app#', describe: '1', read: 'Forbidden read data/app', write: 'Forbidden read data/app', remove: 'Forbidden update data/app' },
      ['describe', 'list'],
    ],
    [
      'may do everything but delete',
      { 'metadata/*': ['list', 'read'], 'subkeys/*': ['read'], 'data/*': ['create', 'read', 'update', 'patch'] },
      { list: 'app#', describe: '1', read: '1', write: '2', remove: '3' },
      ['describe', 'list', 'read', 'remove', 'write'],
    ],
  ])('%s', async (_name, rules, expected, capabilities) => {
    const mount = await dev.mount();
    const admin = storeAt({ address: dev.url, mount }, dev.root);
    await admin.write('app#K', Secret.of('1'), { is: 'absent' });
    const policy = Object.fromEntries(Object.entries(rules).map(([path, rights]) => [`${mount}/${path}`, rights]));
    const store = storeAt({ address: dev.url, mount }, await dev.tokenFor(policy));
    const said = async (work: Promise<string | undefined>): Promise<string | undefined> =>
      work.catch((thrown: unknown) => {
        const { failure } = thrown as { failure: { code: string; capability?: string; path?: string } };
        return `${failure.code} ${failure.capability ?? ''} ${(failure.path ?? '').replace(`${mount}/`, '')}`;
      });
    expect([...((await store.capabilities.of(['app#K'])).get('app#K') ?? [])].sort()).toEqual(capabilities);
    expect({
      list: await said(store.list('', undefined).then(({ entries }) => entries.map(({ path }) => path).join())),
      describe: await said(store.describe('app#K').then(({ version }) => version)),
      read: await said(text(store, 'app#K')),
      write: await said(store.write('app#K', Secret.of('2'), { is: 'anything' }).then(({ version }) => version)),
      remove: await said(store.remove('app#K', undefined).then(async () => (await admin.versions.list('app#'))[0]?.version)),
    }).toEqual(expected);
  });

  it('has ended asks for a new sign-in, and not for a right', async () => {
    const mount = await dev.mount();
    const token = await dev.tokenFor({ [`${mount}/*`]: ['create', 'read', 'update', 'delete', 'list', 'patch'] }, { ttl: '1s', explicit_max_ttl: '1s' });
    const store = storeAt({ address: dev.url, mount }, token);
    await store.write('app#K', Secret.of('1'), { is: 'absent' });
    await new Promise((done) => setTimeout(done, 1500));
    const works = [() => text(store, 'app#K'), () => store.list('', undefined), () => store.write('app#K', Secret.of('2'), { is: 'anything' })];
    for (const work of works) expect(await failureOf(work())).toEqual({ code: 'NotSignedIn', store: 'team', because: 'expired' });
  });

  it('is wrong is not kept; one that is right is, and revoked when that is asked for', async () => {
    const registration = registrationOf({ name: 'team', address: dev.url.replace('127.0.0.1', 'localhost') });
    expect(await failureOf(signIn(registration, Secret.of('s.wrong'), 'session'))).toEqual({ code: 'NotSignedIn', store: 'team', because: 'expired' });
    expect(await new Credentials().find(registration)).toBeUndefined();
    const token = await dev.tokenFor({ 'secret/*': ['read'] });
    const { policies, expires } = await signIn(registration, Secret.of(token), 'session');
    expect([policies.includes('default'), typeof expires]).toEqual([true, 'string']);
    expect((await new Credentials().find(registration))?.equals(Secret.of(token))).toBe(true);
    await signOut(registration, true);
    expect(await new Credentials().find(registration)).toBeUndefined();
    expect((await dev.api('GET', 'auth/token/lookup-self', undefined, token)).status).toBe(403);
  });
});

describe('through a line that fails', () => {
  const setUp = async () => {
    const mount = await dev.mount();
    const proxy = await startFaultProxy(dev.url);
    const store = storeAt({ address: proxy.url, mount }, dev.root);
    const admin = storeAt({ address: dev.url, mount }, dev.root);
    await admin.write('app#OLD', Secret.of('old'), { is: 'absent' });
    return { proxy, store, admin };
  };
  const changes = (method: string): boolean => method === 'PATCH' || method === 'POST';

  it('a write whose answer was lost is known to have landed', async () => {
    const { proxy, store, admin } = await setUp();
    proxy.fault = ({ method }) => (changes(method) ? 'cut-after' : 'pass');
    const { version } = await store.write('app#K', Secret.of('landed'), { is: 'absent' });
    expect([version, await text(admin, 'app#K'), await text(admin, 'app#OLD')]).toEqual(['2', 'landed', 'old']);
    await store.remove('app#K', version);
    expect(await codeOf(text(admin, 'app#K'))).toBe('NotFound');
    await proxy.close();
  });

  it('a write that never arrived fails, and nothing changed', async () => {
    const { proxy, store, admin } = await setUp();
    proxy.fault = ({ method }) => (changes(method) ? 'cut-before' : 'pass');
    expect(await failureOf(store.write('app#K', Secret.of('x'), { is: 'absent' }))).toEqual({ code: 'StoreUnreachable', store: 'team', because: 'cut' });
    expect((await admin.list('app#', undefined)).entries.map(({ path }) => path)).toEqual(['app#OLD']);
    await proxy.close();
  });

  it('a lost answer does not make somebody else’s write ours', async () => {
    const { proxy, store, admin } = await setUp();
    const others: Promise<unknown>[] = [];
    proxy.fault = ({ method }) => {
      if (!changes(method)) return 'pass';
      others.push(admin.write('app#K', Secret.of('theirs'), { is: 'absent' }));
      return 'cut-before';
    };
    expect(await codeOf(store.write('app#K', Secret.of('ours'), { is: 'absent' }))).toBe('StoreUnreachable');
    await Promise.all(others);
    expect(await text(admin, 'app#K')).toBe('theirs');
    await proxy.close();
  });

  it('a read is tried again once the line is back', async () => {
    const { proxy, store } = await setUp();
    let reads = 0;
    proxy.fault = ({ url }) => (url.includes('/data/') && reads++ < 1 ? 'cut-before' : 'pass');
    expect(await text(store, 'app#OLD')).toBe('old');
    await proxy.close();
  });
});

it('the audit log of all this holds no value in clear', () => {
  const log = dev.audit();
  expect(log).toContain('hmac-sha256:');
  expect(log).not.toMatch(/"(?:landed|theirs|over TLS)"/);
});
