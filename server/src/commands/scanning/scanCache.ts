import { join, resolve } from 'node:path';
import { CacheFolder } from '../../analysis/cache/cacheFolder';
import { type CacheOptions, engineOf } from '../../analysis/cache/scanCache';
import { currentPlatform } from '../../base/system/platform';
import type { CommandContext } from '../context';
import type { ScanSource } from './scanSource';

export interface CacheCommandOptions {
  /** False: nothing is remembered, and nothing remembered is used. */
  readonly cache: boolean;
  /** Where, instead of this user's own cache. */
  readonly cacheDir?: string;
}

/** Where a scan remembers what it found; undefined: nowhere. Throws `FileUnsafe` for a given folder that is none to keep anything in (THREATS 40). */
export async function cacheFor(context: CommandContext, source: ScanSource, { cache, cacheDir }: CacheCommandOptions): Promise<CacheOptions | undefined> {
  // What a CI keeps between its jobs is its own decision: unasked, a file written there would only be lost, or shared.
  if (!cache || (cacheDir === undefined && isCi(context.environment))) return undefined;
  const folder = cacheDir === undefined ? join(currentPlatform().cacheFolder, 'scans') : resolve(context.cwd, cacheDir);
  if (cacheDir !== undefined) await CacheFolder.open(folder, [source.project.root, source.base]);
  return { folder, engine: () => engineOf(context.distribution), byContent: cacheDir !== undefined };
}

const isCi = ({ CI }: NodeJS.ProcessEnv): boolean => CI !== undefined && !['', '0', 'false'].includes(CI.toLowerCase());
