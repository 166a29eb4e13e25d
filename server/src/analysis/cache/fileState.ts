import { createHmac } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { currentPlatform } from '../../base/system/platform';

/** What tells, without reading it, that a file is as it was: as git's index does, with the inode and the time of change, which nobody can set back. */
export interface FileState {
  readonly size: number;
  /** Milliseconds; a double holds them to a quarter of a microsecond. */
  readonly modified: number;
  readonly changed: number;
  readonly inode: number;
}

/**
 * Milliseconds for which a file must have been left alone before its times count (git's "racily clean"): within one tick of the file system's clock
 * a second write would leave them as they are. FAT's tick is the longest, two seconds.
 */
const LONGEST_TICK = 2_000;

const flags = constants.O_RDONLY | currentPlatform().safeOpenFlags;

const stateOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): FileState => ({ size, modified: mtimeMs, changed: ctimeMs, inode: ino });

/** Undefined for what is no regular file, or not there. */
export function fileState(path: string): FileState | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stateOf(stats) : undefined;
  } catch {
    return undefined;
  }
}

export const isSame = (a: FileState, b: FileState): boolean => a.size === b.size && a.modified === b.modified && a.changed === b.changed && a.inode === b.inode;

/** Whether whatever is written to the file from now on would show. A time in the future never settles. */
export const isSettled = ({ modified, changed }: FileState, now: number): boolean => Math.max(modified, changed) + LONGEST_TICK < now;

/** Bytes of `contentTag`. */
export const TAG_LENGTH = 16;

let buffer = Buffer.alloc(0);

/** A keyed hash of what a file of this state holds; undefined where it is not in that state before and after. */
export function contentTag(path: string, state: FileState, key: Buffer): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, flags);
    if (!isSame(stateOf(fstatSync(descriptor)), state)) return undefined;
    if (state.size > buffer.length) buffer = Buffer.allocUnsafe(Math.max(1 << 16, Math.ceil(state.size * 1.25)));
    let length = 0;
    while (length < state.size) {
      const read = readSync(descriptor, buffer, length, state.size - length, null);
      if (read === 0) return undefined;
      length += read;
    }
    if (!isSame(stateOf(fstatSync(descriptor)), state)) return undefined;
    return createHmac('sha256', key).update(buffer.subarray(0, length)).digest().subarray(0, TAG_LENGTH);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
