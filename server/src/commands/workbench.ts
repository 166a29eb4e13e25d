import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail } from '../base/errors';
import type { Project } from '../project/project';
import { openProject, type OpenOptions } from '../project/open';
import { createRegistry } from '../stores/createRegistry';
import type { StoreRegistry } from '../stores/registry';
import type { SecretStore } from '../stores/store';
import type { CommandContext } from './context';

/** A project with its stores, as most commands need it. */
export interface Workbench {
  readonly project: Project;
  readonly registry: StoreRegistry;
  /** The store that this project's own values go to. */
  readonly embedded: SecretStore;
}

/** Opens the project that a path belongs to. Throws `NotFound`, and what the configuration's reader throws. */
export async function openWorkbench(context: CommandContext, path = '.', listening: Pick<OpenOptions, 'onProblem' | 'wrongRule'> = {}): Promise<Workbench> {
  const target = resolve(context.cwd, path);
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return fail({ code: 'NotFound', path: target });
  return withStores(await openProject(found.isDirectory() ? target : dirname(target), { within: context.cwd, ignoring: { named: [target] }, ...listening }));
}

/** The project that a ticket names; the editor's word on its trust counts. Throws what `openWorkbench` throws. */
export async function openGranted(root: string, trusted: boolean): Promise<Workbench> {
  return withStores(await openProject(root, { within: root, trusted }));
}

async function withStores(project: Project): Promise<Workbench> {
  const registry = await createRegistry({
    root: project.root,
    embeddedStore: project.config.embeddedStore,
    trusted: project.trusted,
    suggested: project.config.suggestedStores,
  });
  const embedded = registry.get(`sops:${project.config.embeddedStore}`) ?? fail({ code: 'StoreUnknown', store: project.config.embeddedStore });
  return { project, registry, embedded };
}
