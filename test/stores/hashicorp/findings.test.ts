import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../server/src/base/secret';
import { HashicorpClient } from '../../../server/src/stores/hashicorp/client';
import { Credentials, tokenOf } from '../../../server/src/stores/hashicorp/credentials';
import { HashicorpStore } from '../../../server/src/stores/hashicorp/hashicorpStore';
import { encodePath } from '../../../server/src/stores/hashicorp/path';
import { registrationOf } from '../../../server/src/stores/hashicorp/registrations';
import type { Limits } from '../../../server/src/stores/hashicorp/transport';
import { type Fault, type FaultProxy, startFaultProxy } from '../../support/faultProxy';

/** What node-vault does by itself was seen with version 0.12.0; each case is what would happen again without our transport. */
const TOKEN = `canary-token-${Math.random().toString(36).slice(2)}`;
const VALUE = `canary-value-${Math.random().toString(36).slice(2)}`;
const LIMITS: Limits = { milliseconds: 400, bytes: 256 * 1024 };
const OK = { status: 200, body: '{"data":{"data":{"K":"v"},"metadata":{"version":1,"created_time":"t","deletion_time":"","destroyed":false}}}' };
const LOOKUP_OK = { status: 200, body: '{"data":{"policies":["default"]}}' };

let server: FaultProxy;
let store: HashicorpStore;

beforeEach(async () => {
  server = await startFaultProxy();
  const registration = registrationOf({ name: 'team', address: server.url, namespace: 'ours' });
  const credentials = new Credentials();
  credentials.hold(registration, tokenOf(TOKEN));
  store = new HashicorpStore({ registration, credentials, limits: LIMITS });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const read = () => store.read({ store: store.id, path: 'app#K' });
const write = () => store.write('app#K', Secret.of(VALUE), { is: 'absent' });
const isLookup = (url: string): boolean => url.endsWith('/lookup-self');

/** What is thrown, as a log would print it; and that it is one of ours. */
async function failureOf(work: Promise<unknown>): Promise<{ failure: object; printed: string }> {
  try {
    await work;
  } catch (thrown) {
    const printed = inspect(thrown, { depth: 20, showHidden: true }) + JSON.stringify(thrown) + String((thrown as Error).stack);
    return { failure: (thrown as { failure: object }).failure, printed };
  }
  throw new Error('nothing was thrown');
}

const unreachable = (because: string) => ({ code: 'StoreUnreachable', store: 'team', because });

describe('findings about node-vault: whatever a server does', () => {
  it.each<[string, Fault, object]>([
    ['1: cuts the connection', 'cut-before', unreachable('cut')],
    ['1: cuts its answer', 'half', unreachable('cut')],
    ['2: says nothing', 'silent', unreachable('time-out')],
    ['2: never ends', 'drip', unreachable('time-out')],
    ['3: sends us elsewhere', { redirect: 'http://127.0.0.1:9/v1/secret/data/app' }, unreachable('redirect')],
    ['4.4: is sealed', { status: 503, body: '{"errors":["Vault is sealed"]}' }, { code: 'Sealed', store: 'team', because: 'sealed' }],
    ['4.4: is not initialised', { status: 501 }, { code: 'Sealed', store: 'team', because: 'uninitialised' }],
    ['4.4: fails', { status: 500, body: '{"errors":["internal error"]}' }, unreachable('failing')],
    ['10: asks for patience beyond ours', { status: 429, headers: { 'Retry-After': '1000000000' } }, { code: 'RateLimited', store: 'team', after: 30 }],
    ['10: answers with a status of no vault', { status: 302 }, unreachable('redirect')],
    ['10: answers with a status of a proxy', { status: 407 }, unreachable('not-a-vault')],
    ['11: is a captive portal', 'html', unreachable('not-a-vault')],
    ['11: sends no JSON', 'garbage', unreachable('not-a-vault')],
    ['sends without end', 'oversize', unreachable('too-large')],
    ['nests without end', 'deep', unreachable('not-a-vault')],
    ['refuses token and look-up', { status: 403, body: '{"errors":["permission denied"]}' }, { code: 'NotSignedIn', store: 'team', because: 'expired' }],
    ['has no such namespace', { status: 404, body: '{"errors":["namespace not found"]}' }, unreachable('no-such-place')],
  ])('%s', async (_name, fault, expected) => {
    server.fault = () => fault;
    for (const work of [read, write, () => store.list('', undefined), () => store.describe('app#K')]) {
      const { failure, printed } = await failureOf(work());
      expect(failure).toEqual(expected);
      expect(printed).not.toContain('canary');
      expect(printed).not.toMatch(/axios|X-Vault-Token/i);
    }
  });

  it('1: a closed port names neither token nor value', async () => {
    await server.close();
    for (const work of [read, write]) {
      const { failure, printed } = await failureOf(work());
      expect(failure).toEqual(unreachable('refused'));
      expect(printed).not.toContain('canary');
    }
  });

  it('3: the place it sends us to hears nothing', async () => {
    const other = await startFaultProxy();
    server.fault = ({ url }) => ({ redirect: `${other.url.replace('127.0.0.1', 'localhost')}${url}` });
    await failureOf(read());
    await failureOf(write());
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it('a 403 with a living token names the right that is missing', async () => {
    server.fault = ({ url }) => (isLookup(url) ? LOOKUP_OK : { status: 403, body: '{"errors":["1 error occurred:\\n\\t* permission denied\\n\\n"]}' });
    expect((await failureOf(read())).failure).toEqual({ code: 'Forbidden', capability: 'read', path: 'secret/data/app' });
    expect((await failureOf(store.list('a', undefined))).failure).toEqual({ code: 'Forbidden', capability: 'list', path: 'secret/metadata/a/' });
  });
});

describe('findings about node-vault: what is sent', () => {
  it('4, 5, 12, 15: nothing out of the environment counts: address, token, namespace, prefix, proxy, debugging', async () => {
    const evil = await startFaultProxy();
    for (const [name, value] of Object.entries({
      VAULT_ADDR: evil.url,
      BAO_ADDR: evil.url,
      VAULT_TOKEN: 'canary-ambient',
      BAO_TOKEN: 'canary-ambient',
      VAULT_NAMESPACE: 'theirs',
      VAULT_PREFIX: '/elsewhere',
      VAULT_SKIP_VERIFY: 'false',
      HTTP_PROXY: evil.url,
      http_proxy: evil.url,
      HTTPS_PROXY: evil.url,
      ALL_PROXY: evil.url,
      DEBUG: '*',
    }))
      vi.stubEnv(name, value);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    server.fault = ({ url }) => (url.includes('/data/') ? OK : 'pass');
    expect((await read()).reveal('match')).toBe('v');
    const printed = stderr.mock.calls.map(([text]) => String(text)).join('');
    stderr.mockRestore();
    expect(printed).toBe('');
    expect(evil.seen).toEqual([]);
    for (const { url, headers } of server.seen) {
      expect(url).toMatch(/^\/v1\//);
      expect(headers['x-vault-token']).toBe(TOKEN);
      expect(headers['x-vault-namespace']).toBe('ours');
    }
    await evil.close();
  });

  it('5: without a sign-in nothing is sent, whatever the environment offers', async () => {
    vi.stubEnv('VAULT_TOKEN', 'canary-ambient');
    const registration = registrationOf({ name: 'other', address: server.url });
    const out = new HashicorpStore({ registration, credentials: new Credentials() });
    expect((await failureOf(out.read({ store: out.id, path: 'app#K' }))).failure).toEqual({ code: 'NotSignedIn', store: 'other' });
    expect(await out.state()).toBe('signed-out');
    expect(server.seen).toEqual([]);
  });

  it.each(['a/../../sys/seal', './a', 'a//b', 'a/', '/a', 'a/..', 'a\nb', 'a\u0000', 'dot.', '', 'x'.repeat(2000), '\ud800'])(
    '6: a path that names something else is refused before anything is sent: %j',
    async (path) => {
      expect((await failureOf(store.read({ store: store.id, path: `${path}#K` }))).failure).toMatchObject({ code: 'NameInvalid' });
      expect(server.seen).toEqual([]);
    },
  );

  it.each([
    ['a b/c', 'a%20b/c'],
    ["o'brien&co=<x>", 'o%27brien%26co%3D%3Cx%3E'],
    ['q?x#y%2F', 'q%3Fx%23y%252F'],
    ['&#x2F;etc', '%26%23x2F%3Betc'],
    ['Ä🔑', '%C3%84%F0%9F%94%91'],
    ['a;b:c@d+e', 'a%3Bb%3Ac%40d%2Be'],
    ['__proto__', '__proto__'],
  ])('6, 7: a name arrives as it is meant: %s', (path, encoded) => {
    expect(encodePath(path)).toBe(encoded);
  });

  it('8, 9: headers are made for each request: one call’s never stick to the next', async () => {
    const client = new HashicorpClient('team', registrationOf({ name: 'team', address: server.url }), LIMITS);
    server.fault = () => OK;
    const patch = { method: 'PATCH', path: 'secret/data/a', body: () => '{}' } as const;
    for (const token of ['first', 'second']) await client.call(Secret.of(token), patch);
    await client.call(Secret.of('third'), { method: 'GET', path: 'secret/data/a' });
    await client.sealStatus().catch(() => undefined);
    expect(server.seen.map(({ headers }) => [headers['x-vault-token'], headers['content-type']])).toEqual([
      ['first', 'application/merge-patch+json'],
      ['second', 'application/merge-patch+json'],
      ['third', undefined],
      [undefined, undefined],
    ]);
    expect(server.seen.every(({ headers }) => headers['x-vault-request'] === 'true')).toBe(true);
  });

  it('10: a server that asks for a moment gets it, and is asked again for reads alone', async () => {
    const answers: Fault[] = [{ status: 429, headers: { 'Retry-After': '0' } }, OK];
    server.fault = ({ url }) => (url.includes('/data/') ? (answers.shift() ?? OK) : 'pass');
    expect((await read()).reveal('match')).toBe('v');
    server.seen.length = 0;
    server.fault = ({ method }) => (method === 'POST' ? { status: 500 } : 'pass');
    await failureOf(write());
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('10: a mount that is still being set up is asked again, by writes too, and the value is written once', async () => {
    const settling = {
      status: 400,
      body: '{"errors":["Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period"]}',
    };
    const asked = { GET: 0, POST: 0 };
    server.fault = ({ url, method }) => {
      if (!/\/(?:data|subkeys)\//.test(url)) return 'pass';
      if (asked[method === 'POST' ? 'POST' : 'GET']++ === 0) return settling;
      return method === 'POST' ? { status: 200, body: '{"data":{"version":1,"created_time":"t"}}' } : url.includes('/subkeys/') ? { status: 404 } : OK;
    };
    expect((await read()).reveal('match')).toBe('v');
    expect(asked.GET).toBe(2);
    await write();
    expect(asked.POST).toBe(2);
    server.fault = ({ url }) => (url.includes('/data/') ? settling : 'pass');
    expect((await failureOf(read())).failure).toMatchObject({ code: 'StoreUnreachable' });
  });

  it('13: a token in an answer is not taken over', async () => {
    server.fault = ({ url }) => (url.includes('/data/') ? { ...OK, body: OK.body.replace('}}}', '}},"auth":{"client_token":"canary-other"}}') } : 'pass');
    await read();
    await read();
    expect(new Set(server.seen.map(({ headers }) => headers['x-vault-token']))).toEqual(new Set([TOKEN]));
  });

  it('14: lists with a verb that every server and firewall knows', async () => {
    server.fault = ({ url }) => (url.includes('list=true') ? { status: 200, body: '{"data":{"keys":["a","b/"]}}' } : 'pass');
    expect((await store.list('', undefined)).entries).toEqual([
      { path: 'a#', kind: 'folder', name: 'a', keyed: true },
      { path: 'b', kind: 'folder', name: 'b' },
    ]);
    expect(server.seen.map(({ method }) => method)).not.toContain('LIST');
  });

  it('17: a number that lost digits is not passed on, and not written back', async () => {
    const numbers = OK.body.replace('"v"', '12345678901234567890').replace('"data":{"K"', '"data":{"OTHER":"x","K"');
    server.fault = ({ url, method }) =>
      method === 'PATCH'
        ? { status: 405 }
        : url.includes('/subkeys/')
          ? { status: 200, body: OK.body.replace('"data":{"K":"v"}', '"subkeys":{"OTHER":null,"K":null}') }
          : url.includes('/data/')
            ? { status: 200, body: numbers }
            : 'pass';
    const unsupported = { code: 'StoreUnsupported', store: 'team', feature: 'numbers beyond 2^53' };
    expect((await failureOf(read())).failure).toEqual(unsupported);
    expect((await failureOf(store.write('app#OTHER', Secret.of(VALUE), { is: 'anything' }))).failure).toEqual(unsupported);
    expect(server.seen.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('THREATS 44: a hostile server', () => {
  it.each(['..', '.', '../x', 'a/b', 'a\u0000', '', 'x.'])('gives a name that is no name: %j', async (name) => {
    server.fault = ({ url }) => (url.includes('list=true') ? { status: 200, body: JSON.stringify({ data: { keys: [name, 'good'] } }) } : 'pass');
    expect((await store.list('', undefined)).entries.map(({ path }) => path)).toEqual(['good#']);
  });

  it('pages without end', async () => {
    let number = 0;
    server.fault = ({ url }) => {
      if (!url.includes('list=true')) return 'pass';
      const keys = Array.from({ length: 1001 }, () => `k${String(number++).padStart(9, '0')}`);
      return { status: 200, body: JSON.stringify({ data: { keys } }) };
    };
    let pages = 0;
    for (let page: string | undefined, first = true; first || page !== undefined; first = false, pages++) page = (await store.list('', page)).next;
    expect(pages).toBe(100);
  });

  it('says the same page for ever', async () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `k${String(index).padStart(4, '0')}`);
    server.fault = ({ url }) => (url.includes('list=true') ? { status: 200, body: JSON.stringify({ data: { keys } }) } : 'pass');
    const first = await store.list('', undefined);
    const second = await store.list('', first.next);
    expect([first.entries.length, second.entries.length, second.next]).toEqual([1000, 500, undefined]);
  });

  it('keys that mean something to JavaScript are keys', async () => {
    const body = '{"data":{"data":{"__proto__":"p","constructor":"c"},"metadata":{"version":1,"created_time":"t","deletion_time":"","destroyed":false}}}';
    server.fault = ({ url }) => (url.includes('/data/') ? { status: 200, body } : 'pass');
    expect((await store.read({ store: store.id, path: 'app#__proto__' })).reveal('match')).toBe('p');
    expect((await failureOf(store.read({ store: store.id, path: 'app#toString' }))).failure).toMatchObject({ code: 'NotFound' });
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });
});

it('16: what ships of node-vault sends nothing by itself: no HTTP client of its own is in the programs', () => {
  // Compared with what the build contains by `scripts/thirdParty.mjs --check`.
  const shipped = readFileSync(join(import.meta.dirname, '../../../third-party.txt'), 'utf8');
  expect(shipped).toMatch(/^node-vault /m);
  expect(shipped).not.toMatch(/^(?:axios|debug|follow-redirects|mustache|tv4) /m);
});
