import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail } from '../../base/errors';
import { findRoot } from '../../project/roots';
import type { CommandContext } from '../context';

/**
 * The project of the file or folder that the person named, and of no other: where nothing marks a project, the folder itself and not the one that the
 * person stands in. Throws `NotFound` where there is no such file or folder.
 */
export async function projectAt(context: Pick<CommandContext, 'cwd'>, path: string): Promise<string> {
  const named = resolve(context.cwd, path);
  if ((await stat(named).catch(() => undefined)) === undefined) return fail({ code: 'NotFound', path: named });
  return findRoot(named);
}
