import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { currentPlatform } from '../../base/system/platform';

const { safeOpenFlags } = currentPlatform();

/** A regular file's text, at most `limit` bytes, links not followed, FIFOs not waited for (THREATS 25); undefined where there is none such. */
export function readSmallFile(path: string, limit: number): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | safeOpenFlags);
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= limit ? readFileSync(descriptor, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export interface GitFolder {
  /** The folder that holds `.git`. */
  readonly worktree: string;
  /** Where its own `HEAD` and `index` are. */
  readonly git: string;
  /** Where `config` and `info/exclude` are: in a linked worktree the main repository's. */
  readonly common: string;
}

/** The repository that holds a folder, found by reading files; git itself is not run (it would obey the repository). */
export function findGitFolder(folder: string): GitFolder | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = gitFolderAt(at);
    if (found !== undefined || dirname(at) === at) return found;
  }
}

/** The repository whose working tree a folder is, as `findGitFolder`. */
export function gitFolderAt(folder: string): GitFolder | undefined {
  const marker = join(folder, '.git');
  const pointer = readSmallFile(marker, 4096);
  const target = pointer === undefined ? undefined : /^gitdir: (.+)$/m.exec(pointer)?.[1];
  const git = target === undefined ? marker : resolve(folder, target.trim());
  if (readSmallFile(join(git, 'HEAD'), 4096) === undefined) return undefined;
  const common = readSmallFile(join(git, 'commondir'), 4096)?.trim();
  return { worktree: folder, git, common: common === undefined ? git : resolve(git, common) };
}

/**
 * `host/path` of the remote named origin, lower case, without scheme, user, port and `.git`, so that clones by ssh and by https agree and
 * nothing of a credential in the address is kept. Undefined where there is none.
 */
export function originOf({ common }: GitFolder): string | undefined {
  const config = readSmallFile(join(common, 'config'), 1024 * 1024) ?? '';
  let inOrigin = false;
  for (const line of config.split('\n')) {
    if (/^\s*\[/.test(line)) inOrigin = /^\s*\[remote "origin"\]/.test(line);
    const url = inOrigin ? /^\s*url\s*=\s*(\S+)\s*$/.exec(line)?.[1] : undefined;
    if (url !== undefined) return normaliseRemote(url);
  }
  return undefined;
}

export function normaliseRemote(url: string): string | undefined {
  const match = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/\s]+)(?::\d+(?=\/))?[:/]+(.+?)(?:\.git)?\/*$/i.exec(url);
  return match?.[1] === undefined || match[2] === undefined ? undefined : `${match[1]}/${match[2]}`.toLowerCase();
}
