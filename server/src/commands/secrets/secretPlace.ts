import { fail } from '../../base/errors';
import { placeGiven, preferredStore } from '../../changes/moving/place';
import { inEnvironment } from '../../project/configuration/environment';
import type { Project } from '../../project/project';
import type { SecretStore } from '../../stores/store';
import type { Workbench } from '../workbench';

/** Which vault a command means: `--vault NAME`, what `tacit.json` says of `--environment NAME`, else the project's own file. */
export interface PlaceOptions {
  readonly vault?: string;
  readonly environment?: string;
}

export interface SecretPlace {
  readonly project: Project;
  readonly store: SecretStore;
  /** The path in the store that a name on the command line means. */
  readonly pathOf: (name: string) => string;
}

/** Throws `StoreUnknown`, `ArgumentInvalid`. */
export async function placeFor({ project: opened, registry, embedded }: Workbench, { vault, environment }: PlaceOptions): Promise<SecretPlace> {
  const project = environment === undefined ? opened : await inEnvironment(opened, environment);
  const named = vault === undefined ? undefined : (registry.named?.(vault) ?? fail({ code: 'StoreUnknown', store: vault }));
  const store = named ?? preferredStore(project, registry) ?? embedded;
  return { project, store, pathOf: (name) => placeGiven(project, store, name) };
}
