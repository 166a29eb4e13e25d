import { createHash } from 'node:crypto';
import { StateFile } from '../../base/system/stateFile';
import { type LoadedConfig, loadConfig } from '../configuration/config';

interface TrustState {
  readonly version: 1;
  /** Real path of a root and digest of what was trusted there. A list, so that no path can be a prototype's name. */
  readonly folders: readonly { readonly root: string; readonly digest: string }[];
}

const isRecord = (json: unknown): json is Record<string, unknown> => typeof json === 'object' && json !== null;

function parseState(json: unknown): TrustState {
  const folders = isRecord(json) && json.version === 1 && Array.isArray(json.folders) ? (json.folders as unknown[]) : [];
  return {
    version: 1,
    folders: folders.flatMap((entry) =>
      isRecord(entry) && typeof entry.root === 'string' && typeof entry.digest === 'string' ? [{ root: entry.root, digest: entry.digest }] : [],
    ),
  };
}

const stateFile = (): StateFile<TrustState> => new StateFile('trust.json', parseState);

/**
 * Digest of what trust is given for: everything in the configuration that says where values go or what is connected to. Changing `ignore`
 * or a rule's level takes no trust away; changing a store's address, the vault's file, the manifest or the path template does.
 */
export function trustDigest({ config }: LoadedConfig): string {
  const stores = [...config.suggestedStores]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kind, address, namespace, mount }) => [id, kind, address, namespace ?? '', mount ?? '']);
  const places = [...config.environmentPlaces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { store, pathTemplate }]) => [name, store ?? '', pathTemplate ?? '']);
  const matters = [stores, config.embeddedStore, config.manifest ?? '', config.pathTemplate, places];
  return createHash('sha256').update(JSON.stringify(matters)).digest('hex');
}

/** True where this user trusted this real path with these contents (`tacit trust`, THREATS 9). */
export async function isTrusted(root: string, loaded?: LoadedConfig): Promise<boolean> {
  const { folders } = await stateFile().read();
  const entry = folders.find((folder) => folder.root === root);
  return entry !== undefined && entry.digest === trustDigest(loaded ?? (await loadConfig(root)));
}

/** Trusts a root (a real path, see `findRoot`) as it is now. */
export async function trust(root: string): Promise<void> {
  const digest = trustDigest(await loadConfig(root));
  await stateFile().update((state) => ({ version: 1, folders: [...state.folders.filter((folder) => folder.root !== root), { root, digest }] }));
}

/** Takes trust away; true where there was some. */
export async function untrust(root: string): Promise<boolean> {
  let had = false;
  await stateFile().update((state) => {
    had = state.folders.some((folder) => folder.root === root);
    return { version: 1, folders: state.folders.filter((folder) => folder.root !== root) };
  });
  return had;
}
