import { dirname } from 'node:path';
import type { SecretAddress } from '../base/address';
import { nearestName } from '../base/nearest';
import { fail, type Failure, throwIfAborted, toTacitError } from '../base/errors';
import { isUsableVariable, VARIABLE_NAME } from '../base/names';
import { currentPlatform } from '../base/system/platform';
import { Secret } from '../base/secret';
import { approvalState, approve, type Pair, pairsDigest } from '../project/trust/approvals';
import { type EffectiveEntry, mergeManifests, readManifests } from '../project/manifest/manifests';
import type { Project } from '../project/project';
import { parseReference } from '../references/data/vals';
import type { StoreRegistry } from '../stores/registry';
import type { SecretStore } from '../stores/store';
import type { GrantedPair } from './ticket';

export interface ResolveRequest {
  readonly project: Project;
  readonly registry: StoreRegistry;
  /** Adds the overlay `tacit.env.<environment>.yaml`. */
  readonly environment?: string;
  /** Only these variables (`--only A,B`). */
  readonly only?: readonly string[];
  /** The manifest wins over variables that are already set. */
  readonly override?: boolean;
  /** The environment that the command was started with. */
  readonly env: NodeJS.ProcessEnv;
  /** What a ticket stands for: these approved pairs, whatever the manifest says by now. */
  readonly granted?: readonly GrantedPair[];
  /** `--approve DIGEST`: approves these very pairs for this one run. */
  readonly approve?: string;
  readonly signal?: AbortSignal;
}

export interface ManifestPlan {
  /** Everything that the manifest and its overlays say for this request, one entry a variable. */
  readonly entries: readonly EffectiveEntry[];
  /** Variables that are already set, not empty, and stay as they are. */
  readonly shadowed: readonly string[];
  readonly approved: boolean;
  /** The pairs to show when asking: new or changed ones only. */
  readonly changed: readonly Pair[];
  /** Names all pairs: what `--approve` takes. */
  readonly digest: string;
}

export interface Resolved {
  readonly variables: Map<string, Secret>;
  readonly shadowed: readonly string[];
  /** What to mask in the child's output: the resolved values and those of the shadowed variables. */
  readonly masked: Map<string, Secret>;
  /** `@optional` variables for which there is no secret. */
  readonly absent: readonly string[];
}

const pairOf = ({ entry }: EffectiveEntry): Pair => ({ variable: entry.name, reference: entry.reference });

/** The manifest's entries by the file that declares them. */
function byManifest(entries: readonly EffectiveEntry[]): Map<string, Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const entry of entries) groups.set(entry.path, [...(groups.get(entry.path) ?? []), pairOf(entry)]);
  return groups;
}

/** Refuses names that steer programs and values that are no references (THREATS 3, 16). */
function assertSound({ entry: { name, target } }: EffectiveEntry): void {
  if (!isUsableVariable(name)) fail({ code: 'NameInvalid', name, because: VARIABLE_NAME.test(name) ? 'steers-programs' : 'syntax' });
  if (target.kind !== 'store') fail({ code: 'ReferenceRefused', because: 'not-a-reference', name });
}

/** A granted pair as if it had been read from its manifest. */
function entryOf({ variable, reference, optional, manifest }: GrantedPair): EffectiveEntry {
  const nowhere = { start: 0, end: 0 };
  const target = parseReference(reference) ?? fail({ code: 'ReferenceRefused', because: 'not-a-reference', name: variable });
  return { path: manifest, entry: { name: variable, nameSpan: nowhere, valueSpan: nowhere, reference, target, optional, annotations: new Map() } };
}

async function readEntries({ project, environment, only, granted }: ResolveRequest): Promise<readonly EffectiveEntry[]> {
  if (granted !== undefined) return granted.map(entryOf);
  const files = await readManifests(project, environment);
  if (files.length === 0) fail({ code: 'NoManifest' });
  const all = mergeManifests(files);
  if (only === undefined) return all;
  const names = new Set(all.map(({ entry }) => entry.name));
  const unknown = only.filter((name) => !names.has(name));
  if (unknown.length > 0) {
    const near = new Set(unknown.flatMap((name) => nearestName(name, names) ?? []));
    fail({ code: 'NotInManifest', names: unknown, near: [...near], known: [...names] });
  }
  return all.filter(({ entry }) => only.includes(entry.name));
}

/** The value of a variable that is set and not empty. */
function valueOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const exact = env[name];
  if (exact !== undefined && exact !== '') return exact;
  if (currentPlatform().environmentHasCase) return undefined;
  return Object.entries(env).find(([key, value]) => key.toUpperCase() === name.toUpperCase() && (value ?? '') !== '')?.[1];
}

/**
 * What a run would ask for, without reading a store. Throws `NoManifest`, `ManifestMalformed`, `NameInvalid`, `ReferenceRefused`,
 * `NotInManifest` (a name of `only` that no manifest has).
 */
export async function planManifest(request: ResolveRequest): Promise<ManifestPlan> {
  const { project, registry, env, override } = request;
  const entries = await readEntries(request);
  for (const effective of entries) {
    assertSound(effective);
    const resolution = registry.resolve(effective.entry.target, dirname(effective.path));
    if (resolution.kind === 'refused') fail({ code: 'ReferenceRefused', because: resolution.because, name: effective.entry.name });
    if (resolution.kind === 'not-a-store') fail({ code: 'ReferenceRefused', because: 'not-a-reference', name: effective.entry.name });
  }
  const changed: Pair[] = [];
  for (const [manifest, pairs] of request.granted === undefined ? byManifest(entries) : [])
    changed.push(...(await approvalState(project.root, manifest, pairs)).changed);
  const digest = pairsDigest(entries.map(pairOf));
  return {
    entries,
    shadowed: override === true ? [] : entries.map(({ entry }) => entry.name).filter((name) => valueOf(env, name) !== undefined),
    approved: changed.length === 0 || request.approve === digest,
    changed,
    digest,
  };
}

/** Records that this user approved the plan's pairs. */
export async function approvePlan(project: Project, plan: ManifestPlan): Promise<void> {
  for (const [manifest, pairs] of byManifest(plan.entries)) await approve(project.root, manifest, pairs);
}

type Outcome = { readonly secret: Secret } | { readonly failure: Failure };

/** Reads one store, each address once however many variables map to it. */
async function readStore(store: SecretStore, addresses: ReadonlyMap<string, SecretAddress>, signal: AbortSignal | undefined): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const [key, address] of addresses) {
    throwIfAborted(signal);
    try {
      outcomes.set(key, { secret: await store.read(address, signal) });
    } catch (thrown) {
      const { failure } = toTacitError(thrown, 'run/resolve');
      if (failure.code === 'Cancelled') fail(failure);
      outcomes.set(key, { failure });
    }
  }
  return outcomes;
}

interface Wanted {
  readonly name: string;
  readonly optional: boolean;
  readonly store?: SecretStore;
  readonly address?: SecretAddress;
}

const keyOf = ({ store, path, field, version }: SecretAddress): string => JSON.stringify([store, path, field ?? null, version ?? null]);

async function readAll(wanted: readonly Wanted[], signal: AbortSignal | undefined): Promise<Map<string, Outcome>> {
  const stores = new Map<SecretStore, Map<string, SecretAddress>>();
  for (const { store, address } of wanted) {
    if (store === undefined || address === undefined) continue;
    const addresses = stores.get(store) ?? new Map<string, SecretAddress>();
    stores.set(store, addresses.set(keyOf(address), address));
  }
  const results = await Promise.all([...stores].map(([store, addresses]) => readStore(store, addresses, signal)));
  return new Map(results.flatMap((outcomes) => [...outcomes]));
}

/** One failure for all: if everything failed for the same reason that is not a missing entry (a locked store), that one; else every name. */
function failTogether(failures: readonly { readonly name: string; readonly failure: Failure }[]): void {
  const [first] = failures;
  if (first === undefined) return;
  const { code } = first.failure;
  if (code !== 'NotFound' && code !== 'StoreUnknown' && failures.every(({ failure }) => failure.code === code)) fail(first.failure);
  fail({ code: 'ReferenceUnresolved', names: failures.map(({ name }) => name), because: failures.map(({ failure }) => failure.code) });
}

/**
 * Resolves the manifest: everything first, nothing half. Throws what `planManifest` throws, `NotApproved` (before any store is read) and
 * `ReferenceUnresolved` with every name at once. An `@optional` variable may be missing, not forbidden, locked or tampered with.
 */
export async function resolveManifest(request: ResolveRequest): Promise<Resolved> {
  const plan = await planManifest(request);
  if (!plan.approved) fail({ code: 'NotApproved', manifest: plan.entries[0]?.path ?? request.project.manifestPath, digest: plan.digest });
  const wanted = plan.entries
    .filter(({ entry }) => !plan.shadowed.includes(entry.name))
    .map(({ entry, path }): Wanted => {
      const resolution = request.registry.resolve(entry.target, dirname(path));
      const place = resolution.kind === 'address' ? { store: resolution.store, address: resolution.address } : {};
      return { name: entry.name, optional: entry.optional, ...place };
    });
  const outcomes = await readAll(wanted, request.signal);
  const variables = new Map<string, Secret>();
  const absent: string[] = [];
  const failures: { name: string; failure: Failure }[] = [];
  for (const { name, optional, address } of wanted) {
    const outcome: Outcome = (address === undefined ? undefined : outcomes.get(keyOf(address))) ?? { failure: { code: 'StoreUnknown', store: '' } };
    if ('secret' in outcome) variables.set(name, outcome.secret);
    else if (optional && (outcome.failure.code === 'NotFound' || outcome.failure.code === 'StoreUnknown')) absent.push(name);
    else failures.push({ name, failure: outcome.failure });
  }
  failTogether(failures);
  const masked = new Map(plan.shadowed.map((name) => [name, Secret.of(valueOf(request.env, name) ?? '')]));
  for (const [name, secret] of variables) masked.set(name, secret);
  return { variables, shadowed: plan.shadowed, masked, absent };
}
