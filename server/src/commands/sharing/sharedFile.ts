import { relative, resolve } from 'node:path';
import { fail } from '../../base/errors';
import { type EmbeddedStore, isEmbedded } from '../../stores/embedded';
import type { CommandContext } from '../context';
import { openWorkbench, type Workbench } from '../workbench';

/** Which vault file is meant. */
export interface SharedFileOptions {
  /** Another `*.sops.json` of the project than its own vault. */
  readonly file?: string;
}

/** Throws `StoreUnknown` where the project has no such vault file. */
export async function openShared(
  context: CommandContext,
  { file }: SharedFileOptions,
): Promise<{ readonly store: EmbeddedStore; readonly workbench: Workbench }> {
  const workbench = await openWorkbench(context);
  const { registry, embedded } = workbench;
  const path = file === undefined ? undefined : resolve(context.cwd, file);
  const store = path === undefined ? embedded : registry.stores.find((each) => isEmbedded(each) && each.file === path);
  return store !== undefined && isEmbedded(store) ? { store, workbench } : fail({ code: 'StoreUnknown', store: file ?? '' });
}

/** A path as the person would type it. */
export const shownPath = (context: CommandContext, path: string): string => {
  const from = relative(context.cwd, path);
  return from.startsWith('..') ? path : from;
};
