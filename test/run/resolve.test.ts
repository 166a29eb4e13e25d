import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Failure, TacitError } from '../../server/src/base/errors';
import { Secret } from '../../server/src/base/secret';
import { describeFailure } from '../../server/src/changes/moving/messages';
import { approvalState, approve, approvePair, pairsDigest, withdrawApprovals } from '../../server/src/project/trust/approvals';
import { environmentsOf } from '../../server/src/project/manifest/manifests';
import { openProject } from '../../server/src/project/open';
import { childEnvironment } from '../../server/src/run/environment';
import { approvePlan, planManifest, resolveManifest, type ResolveRequest } from '../../server/src/run/resolve';
import { folderWith, memoryRegistry, type MemoryRegistry } from './support';

const line = (name: string, at = `sops://secrets.sops.json#/${name}`): string => `${name}: "ref+${at}"\n`;

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(TacitError);
  return (thrown as TacitError).failure;
}

interface Scene {
  readonly folder: string;
  readonly registry: MemoryRegistry;
  readonly request: (more?: Partial<ResolveRequest>) => Promise<ResolveRequest>;
}

function scene(files: Readonly<Record<string, string>>, values: Readonly<Record<string, string | Uint8Array>>, locked = false): Scene {
  const folder = folderWith(files);
  const registry = memoryRegistry(folder, values, locked);
  return { folder, registry, request: async (more = {}) => ({ project: await openProject(folder), registry, env: {}, ...more }) };
}

async function approveAll(request: ResolveRequest): Promise<void> {
  await approvePlan(request.project, await planManifest(request));
}

const plain = (variables: ReadonlyMap<string, Secret>): Record<string, string> =>
  Object.fromEntries([...variables].map(([name, secret]) => [name, secret.reveal('match')]));

describe('approval (THREATS 3)', () => {
  it('nothing is read before the pairs were approved', async () => {
    const { registry, request } = scene({ 'tacit.env.yaml': line('API_KEY') + line('DB') }, { API_KEY: 'one', DB: 'two' });
    const failure = await failureOf(resolveManifest(await request()));
    expect(failure).toMatchObject({ code: 'NotApproved' });
    expect(registry.reads).toEqual([]);
    await approveAll(await request());
    expect(plain((await resolveManifest(await request())).variables)).toEqual({ API_KEY: 'one', DB: 'two' });
  });

  it('a changed line asks again, alone, and reads nothing', async () => {
    const { folder, registry, request } = scene({ 'tacit.env.yaml': line('API_KEY') + line('DB') }, { API_KEY: 'one', DB: 'two' });
    await approveAll(await request());
    writeFileSync(join(folder, 'tacit.env.yaml'), line('API_KEY', 'sops://secrets.sops.json#/DB') + line('DB'));
    const plan = await planManifest(await request());
    expect(plan.changed).toEqual([{ variable: 'API_KEY', reference: 'ref+sops://secrets.sops.json#/DB' }]);
    expect(await failureOf(resolveManifest(await request()))).toMatchObject({ code: 'NotApproved', digest: plan.digest });
    expect(registry.reads).toEqual([]);
  });

  it('--approve takes the digest of exactly these pairs, for this run only', async () => {
    const { folder, request } = scene({ 'tacit.env.yaml': line('API_KEY') }, { API_KEY: 'one' });
    const { digest } = await planManifest(await request());
    expect((await resolveManifest(await request({ approve: digest }))).variables.size).toBe(1);
    expect(await failureOf(resolveManifest(await request()))).toMatchObject({ code: 'NotApproved' });
    writeFileSync(join(folder, 'tacit.env.yaml'), line('API_KEY') + line('OTHER'));
    expect(await failureOf(resolveManifest(await request({ approve: digest })))).toMatchObject({ code: 'NotApproved' });
    expect(await failureOf(resolveManifest(await request({ approve: '' })))).toMatchObject({ code: 'NotApproved' });
  });

  it("Tacit's own fix approves its own line and no other", async () => {
    const { folder, request } = scene({ 'tacit.env.yaml': line('API_KEY') + line('DB') }, { API_KEY: 'one', DB: 'two' });
    await approvePair(folder, join(folder, 'tacit.env.yaml'), 'API_KEY', 'ref+sops://secrets.sops.json#/API_KEY');
    expect((await planManifest(await request())).changed.map(({ variable }) => variable)).toEqual(['DB']);
    expect((await resolveManifest(await request({ only: ['API_KEY'] }))).variables.size).toBe(1);
  });

  it('is for one root and one manifest, and can be withdrawn', async () => {
    const pairs = [{ variable: '__proto__', reference: 'ref+sops://a#/b' }];
    await approve('/r', '/r/tacit.env.yaml', pairs);
    const states = await Promise.all([
      approvalState('/r', '/r/tacit.env.yaml', pairs),
      approvalState('/other', '/r/tacit.env.yaml', pairs),
      approvalState('/r', '/r/tacit.env.local.yaml', pairs),
    ]);
    expect(states.map(({ approved }) => approved)).toEqual([true, false, false]);
    await withdrawApprovals('/r');
    expect((await approvalState('/r', '/r/tacit.env.yaml', pairs)).approved).toBe(false);
  });

  it('the digest does not depend on the order and cannot be made equal by moving text between name and reference', () => {
    const [a, b] = [
      { variable: 'A', reference: 'x' },
      { variable: 'B', reference: 'y' },
    ];
    expect(pairsDigest([a, b])).toBe(pairsDigest([b, a]));
    expect(pairsDigest([{ variable: 'A', reference: 'Bx' }])).not.toBe(pairsDigest([{ variable: 'AB', reference: 'x' }]));
    expect(pairsDigest([a])).not.toBe(pairsDigest([a, a]));
  });
});

describe('what a manifest may not say', () => {
  it.each([
    ['PATH', line('PATH'), { code: 'NameInvalid', name: 'PATH', because: 'steers-programs' }],
    ['NODE_OPTIONS', line('NODE_OPTIONS'), { code: 'NameInvalid', because: 'steers-programs' }],
    ['LD_PRELOAD', line('LD_PRELOAD'), { code: 'NameInvalid', because: 'steers-programs' }],
    ['http_proxy', line('http_proxy'), { code: 'NameInvalid', because: 'steers-programs' }],
    ['GIT_SSH_COMMAND', line('GIT_SSH_COMMAND'), { code: 'NameInvalid', because: 'steers-programs' }],
    ['SOPS_AGE_KEY', line('SOPS_AGE_KEY'), { code: 'NameInvalid', because: 'steers-programs' }],
    ['a literal', 'API_KEY: "just a value"\n', { code: 'ManifestMalformed', line: 1, because: 'not-a-reference' }],
    ['a number', 'A: "ref+sops://secrets.sops.json#/A"\nB: 5\n', { code: 'ManifestMalformed', line: 2 }],
    ['a duplicate', line('A') + line('A'), { code: 'ManifestMalformed' }],
    ['an alias', 'A: &x "ref+sops://secrets.sops.json#/A"\nB: *x\n', { code: 'ManifestMalformed' }],
    ['exec', line('A', 'exec://echo/x'), {}],
    ['file', line('A', 'file:///etc/passwd'), {}],
    ['envsubst', line('A', 'envsubst://$HOME'), {}],
    ['a parameter', line('A', 'sops://secrets.sops.json?address=https://evil.example#/A'), { code: 'ReferenceRefused', because: 'parameter', name: 'A' }],
  ])('%s', async (_name, text, expected) => {
    const { registry, request } = scene({ 'tacit.env.yaml': text }, { A: 'x' });
    const made = await request();
    const failure = await failureOf(resolveManifest({ ...made, approve: 'any' }));
    expect(failure).toMatchObject(expected);
    expect(['NameInvalid', 'ReferenceRefused', 'ManifestMalformed']).toContain(failure.code);
    expect(registry.reads).toEqual([]);
  });

  it('a manifest that is a link is not read', async () => {
    const { folder, request } = scene({ 'other.yaml': line('A'), 'tacit.json': '{"version":1}' }, { A: 'x' });
    symlinkSync(join(folder, 'other.yaml'), join(folder, 'tacit.env.yaml'));
    expect(await failureOf(planManifest(await request()))).toMatchObject({ code: 'FileUnsafe', because: 'link' });
  });

  it('a manifest in a linked folder outside of the root is not read', async () => {
    const outside = folderWith({ 'tacit.env.yaml': line('A') });
    const { folder, request } = scene({ 'tacit.json': '{"version":1,"manifest":"conf/tacit.env.yaml"}' }, { A: 'x' });
    symlinkSync(outside, join(folder, 'conf'));
    expect(await failureOf(planManifest(await request()))).toMatchObject({ code: 'FileUnsafe', because: 'outside' });
  });
});

describe('resolution', () => {
  it('names every missing entry at once', async () => {
    const { request } = scene({ 'tacit.env.yaml': line('A') + line('B') + line('C') + line('D', 'sops://elsewhere.sops.json#/D') }, { B: 'x' });
    await approveAll(await request());
    expect(await failureOf(resolveManifest(await request()))).toEqual({
      code: 'ReferenceUnresolved',
      names: ['A', 'C', 'D'],
      because: ['NotFound', 'NotFound', 'StoreUnknown'],
    });
  });

  it('a locked vault is said once, as such', async () => {
    const { request } = scene({ 'tacit.env.yaml': line('A') + line('B') }, {}, true);
    await approveAll(await request());
    expect(await failureOf(resolveManifest(await request()))).toMatchObject({ code: 'StoreLocked', because: 'no-key-file' });
  });

  it('@optional may be missing, not locked', async () => {
    const text = `${line('A')}\n# @optional\n${line('B')}`;
    const open = scene({ 'tacit.env.yaml': text }, { A: 'x' });
    await approveAll(await open.request());
    const { variables, absent } = await resolveManifest(await open.request());
    expect([plain(variables), absent]).toEqual([{ A: 'x' }, ['B']]);
    const locked = scene({ 'tacit.env.yaml': `# @optional\n${line('B')}` }, {}, true);
    await approveAll(await locked.request());
    expect(await failureOf(resolveManifest(await locked.request()))).toMatchObject({ code: 'StoreLocked' });
  });

  it.each([
    ['set', { A: 'mine' }, false, ['A'], {}],
    ['set, override', { A: 'mine' }, true, [], { A: 'vault' }],
    ['empty', { A: '' }, false, [], { A: 'vault' }],
  ])('a variable that is %s', async (_name, env, override, shadowed, variables) => {
    const { registry, request } = scene({ 'tacit.env.yaml': line('A') }, { A: 'vault' });
    await approveAll(await request());
    const resolved = await resolveManifest(await request({ env, override }));
    expect([resolved.shadowed, plain(resolved.variables)]).toEqual([shadowed, variables]);
    expect(registry.reads).toHaveLength(shadowed.length === 0 ? 1 : 0);
    // The value that the child gets is masked, whichever won.
    expect(plain(resolved.masked)).toEqual({ A: shadowed.length === 0 ? 'vault' : 'mine' });
  });

  it('overlays: base < environment < local, each approved by itself', async () => {
    const files = {
      'tacit.env.yaml': line('A') + line('B') + line('C'),
      'tacit.env.staging.yaml': line('B', 'sops://secrets.sops.json#/B_STAGING'),
      'tacit.env.local.yaml': line('C', 'sops://secrets.sops.json#/C_LOCAL'),
    };
    const { request } = scene(files, { A: 'a', B: 'b', C: 'c', B_STAGING: 'bs', C_LOCAL: 'cl' });
    await approveAll(await request());
    expect(plain((await resolveManifest(await request())).variables)).toEqual({ A: 'a', B: 'b', C: 'cl' });
    const staging = await request({ environment: 'staging' });
    expect((await planManifest(staging)).changed.map(({ variable }) => variable)).toEqual(['B']);
    await approveAll(staging);
    expect(plain((await resolveManifest(staging)).variables)).toEqual({ A: 'a', B: 'bs', C: 'cl' });
    expect((await planManifest(await request())).approved).toBe(true);
    expect(await environmentsOf(staging.project)).toEqual(['staging']);
  });

  it('reads an address once however many variables it serves, and only what is asked for', async () => {
    const { registry, request } = scene({ 'tacit.env.yaml': line('A') + line('B', 'sops://secrets.sops.json#/A') + line('C') }, { A: 'a', C: 'c' });
    await approveAll(await request());
    expect((await resolveManifest(await request({ only: ['A', 'B'] }))).variables.size).toBe(2);
    expect(registry.reads).toEqual(['A']);
    expect(await failureOf(resolveManifest(await request({ only: ['A', 'NOPE', 'NEITHER'] })))).toEqual({
      code: 'NotInManifest',
      names: ['NOPE', 'NEITHER'],
      near: [],
      known: ['A', 'B', 'C'],
    });
  });

  it.each<[string, string[], RegExp]>([
    ['a letter is another', ['STRIPE_KEX'], /has STRIPE_KEX\. Nothing was started\. Is it STRIPE_KEY\?$/],
    ['in lower case', ['stripe_key'], /Is it STRIPE_KEY\?$/],
    ['one of two', ['DB_PASSWORD', 'DB_PASWORD'], /has DB_PASWORD\. .* Is it DB_PASSWORD\?$/],
    ['nothing like it', ['QUEUE'], /has QUEUE\. .* It has STRIPE_KEY, DB_PASSWORD\.$/],
  ])('names what may be meant by a variable that no manifest has: %s', async (_name, only, expected) => {
    const { request } = scene({ 'tacit.env.yaml': line('STRIPE_KEY') + line('DB_PASSWORD') }, {});
    const failure = await failureOf(planManifest(await request({ only })));
    expect(describeFailure(failure)).toMatch(expected);
  });

  it('says that there is no manifest', async () => {
    const { request } = scene({ 'x.js': '' }, {});
    expect(await failureOf(planManifest(await request()))).toEqual({ code: 'NoManifest' });
  });
});

describe("the child's environment", () => {
  it.each([
    ['VAULT_TOKEN', false],
    ['BAO_TOKEN', false],
    ['SOPS_AGE_KEY', false],
    ['SOPS_AGE_KEY_FILE', false],
    ['SOPS_AGE_KEY_CMD', false],
    ['OP_SERVICE_ACCOUNT_TOKEN', false],
    ['BW_SESSION', false],
    ['TACIT_TICKET', false],
    ['PATH', true],
    ['VAULT_ADDR', true],
    ['HOME', true],
  ])('%s is handed on: %s (THREATS 17)', (name, kept) => {
    expect(name in childEnvironment({ [name]: 'x' }, new Map())).toBe(kept);
    expect(name in childEnvironment({ [name]: 'x' }, new Map(), { keepVaultEnv: true })).toBe(true);
    expect(childEnvironment({ [name]: 'x' }, new Map([[name, Secret.of('mapped')]]))[name]).toBe('mapped');
    expect(childEnvironment({ [name]: 'x' }, new Map(), { shadowed: [name] })[name]).toBe('x');
  });

  it.each([
    ['NUL', Secret.of('canary\0value'), 'nul'],
    ['bytes that are no text', Secret.of(Uint8Array.of(0xff, 0xfe, 0x41)), 'not-text'],
    ['131,072 bytes', Secret.of('x'.repeat(131_072)), 'too-large'],
  ])('a value with %s is refused by its name (THREATS 10)', async (_name, secret, because) => {
    const failure = await failureOf(Promise.resolve().then(() => childEnvironment({}, new Map([['NAME', secret]]))));
    expect(failure).toEqual({ code: 'ValueUnusable', name: 'NAME', because });
  });

  it('an empty value is a value', () => {
    expect(childEnvironment({}, new Map([['EMPTY', Secret.of('')]]))).toEqual({ EMPTY: '' });
  });
});
