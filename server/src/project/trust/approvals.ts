import { createHash } from 'node:crypto';
import { StateFile } from '../../base/system/stateFile';

/** What a manifest asks for: this variable gets the value at this reference. */
export interface Pair {
  readonly variable: string;
  readonly reference: string;
}

interface ApprovedPair {
  readonly root: string;
  readonly manifest: string;
  readonly variable: string;
  /** SHA-256 of the reference. */
  readonly digest: string;
}

interface ApprovalState {
  readonly version: 1;
  readonly pairs: readonly ApprovedPair[];
}

const isRecord = (json: unknown): json is Record<string, unknown> => typeof json === 'object' && json !== null;

function parseState(json: unknown): ApprovalState {
  const pairs = isRecord(json) && json.version === 1 && Array.isArray(json.pairs) ? (json.pairs as unknown[]) : [];
  return {
    version: 1,
    pairs: pairs.flatMap((pair) => {
      if (!isRecord(pair)) return [];
      const { root, manifest, variable, digest } = pair;
      const sound = typeof root === 'string' && typeof manifest === 'string' && typeof variable === 'string' && typeof digest === 'string';
      return sound ? [{ root, manifest, variable, digest }] : [];
    }),
  };
}

const stateFile = (): StateFile<ApprovalState> => new StateFile('approvals.json', parseState);

const digestOf = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** What `--approve` names: a digest of all pairs, whatever their order; 32 hex digits. */
export function pairsDigest(pairs: readonly Pair[]): string {
  const sorted = pairs.map(({ variable, reference }) => digestOf(variable, reference)).sort();
  return digestOf('pairs', ...sorted).slice(0, 32);
}

/**
 * Did this user approve these pairs for this root and manifest (absolute real paths)? `changed` are those not approved, or approved with another
 * reference: they alone are shown when asking (THREATS 3).
 */
export async function approvalState(root: string, manifestPath: string, pairs: readonly Pair[]): Promise<{ approved: boolean; changed: readonly Pair[] }> {
  const state = await stateFile().read();
  const known = new Set(state.pairs.filter((pair) => pair.root === root && pair.manifest === manifestPath).map((pair) => `${pair.variable}\0${pair.digest}`));
  const changed = pairs.filter(({ variable, reference }) => !known.has(`${variable}\0${digestOf(reference)}`));
  return { approved: changed.length === 0, changed };
}

/** Approves pairs: each replaces what was approved for its variable in this manifest; other variables keep theirs. */
export async function approve(root: string, manifestPath: string, pairs: readonly Pair[]): Promise<void> {
  const variables = new Set(pairs.map(({ variable }) => variable));
  await stateFile().update((state) => ({
    version: 1,
    pairs: [
      ...state.pairs.filter((pair) => pair.root !== root || pair.manifest !== manifestPath || !variables.has(pair.variable)),
      ...pairs.map(({ variable, reference }) => ({ root, manifest: manifestPath, variable, digest: digestOf(reference) })),
    ],
  }));
}

/** Approves the one pair that Tacit's own fix wrote. */
export async function approvePair(root: string, manifestPath: string, variable: string, reference: string): Promise<void> {
  await approve(root, manifestPath, [{ variable, reference }]);
}

/** Forgets every approval for a root, or for one manifest of it. */
export async function withdrawApprovals(root: string, manifestPath?: string): Promise<void> {
  await stateFile().update((state) => ({
    version: 1,
    pairs: state.pairs.filter((pair) => pair.root !== root || (manifestPath !== undefined && pair.manifest !== manifestPath)),
  }));
}
