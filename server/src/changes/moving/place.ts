import { basename } from 'node:path';
import { fail } from '../../base/errors';
import { placesOf } from '../../project/configuration/environment';
import type { Project } from '../../project/project';
import { isUsable } from '../../stores/blockedStore';
import { isEmbedded } from '../../stores/embedded';
import type { StoreRegistry } from '../../stores/registry';
import type { SecretStore } from '../../stores/store';
import { proposePath } from './proposal';

/** The project's own file, whether it is there yet or not. */
export const embeddedOf = (project: Project, registry: StoreRegistry): SecretStore | undefined =>
  registry.get(`sops:${project.config.embeddedStore}`) ?? registry.stores.find(isEmbedded);

/**
 * The store that new secrets go to unless a person says otherwise: the one that `tacit.json` names for the environment, else the project's own
 * file. Throws `StoreUnknown` where it names one that is not suggested.
 */
export function preferredStore(project: Project, registry: StoreRegistry): SecretStore | undefined {
  const { store } = placesOf(project);
  return store === undefined ? embeddedOf(project, registry) : (registry.named?.(store) ?? fail({ code: 'StoreUnknown', store }));
}

/** Stores that a value can move to, the preferred one first. */
export function storesToMoveTo(project: Project, registry: StoreRegistry): readonly SecretStore[] {
  const first = preferredStore(project, registry);
  return [...(first === undefined ? [] : [first]), ...registry.stores.filter((store) => store !== first && isUsable(store))];
}

/** The path that the team's template gives a name in a store. A template without a folder means the project's own secret on a server. */
export function placeIn(project: Project, store: SecretStore, name: string): string {
  const { pathTemplate } = placesOf(project);
  const path = proposePath(pathTemplate, name, isEmbedded(store) || store.pathFor === undefined, project.environment);
  if (store.pathFor === undefined) return path;
  const folders = path.split('/').slice(0, -1);
  const own = (project.config.project ?? basename(project.root)).replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return store.pathFor(folders.length === 0 ? [own === '' ? 'app' : own] : folders, path.split('/').at(-1) ?? name);
}

/** What a person gave as a place in a store: a name alone goes where the template says, a path stands for itself. */
export function placeGiven(project: Project, store: SecretStore, given: string): string {
  if (store.pathFor === undefined || given.includes('#')) return given;
  const segments = given.split('/');
  return segments.length === 1 ? placeIn(project, store, given) : store.pathFor(segments.slice(0, -1), segments.at(-1) ?? '');
}
