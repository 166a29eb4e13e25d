import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fail, systemCode, TacitError } from '../../../base/errors';
import { currentPlatform } from '../../../base/system/platform';
import { Secret } from '../../../base/secret';
import type { Identity } from '../ageKeys';

/** Longest copy, in bytes: many more keys than anybody has. */
const LARGEST_COPY = 64 * 1024;

/** The private keys as SOPS's own key file holds them, with what whoever finds the copy needs to know. */
export function recoveryText(identities: readonly Identity[]): Secret {
  const lines = [
    '# Recovery copy of age keys, made by Tacit. Whoever has it can open the vaults of these public keys: keep it where only you get at it.',
    '# To restore: append the lines to the SOPS key file (~/.config/sops/age/keys.txt on Linux), chmod 600.',
    ...identities.flatMap((identity) => [`# public key: ${identity.recipient}`, identity.secret.reveal('store-write')]),
  ];
  return Secret.of(`${lines.join('\n')}\n`);
}

/** True where the folder is a repository's or below one: what is written there gets committed one day. */
async function isInRepository(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await lstat(join(at, '.git')).catch(() => undefined);
    if (found !== undefined) return true;
    if (at === dirname(at)) return false;
  }
}

/**
 * Writes the copy to a new file that the person named: 0600, never over another file, never through a link, never into `root` or a git repository.
 * Throws `FileExists`, `FileUnsafe`, `NotFound` (the folder), `DiskFull`.
 */
export async function writeRecoveryCopy(path: string, identities: readonly Identity[], root: string): Promise<void> {
  if (!isAbsolute(path)) return fail({ code: 'ArgumentInvalid', argument: 'path' });
  const folder = await realpath(dirname(path)).catch(() => fail({ code: 'NotFound', path: dirname(path) }));
  if (folder === root || folder.startsWith(`${root}/`) || (await isInRepository(folder))) return fail({ code: 'FileUnsafe', path, because: 'in-repository' });
  const text = recoveryText(identities);
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | currentPlatform().safeOpenFlags, 0o600);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'EEXIST' || code === 'ELOOP') return fail({ code: 'FileExists', path });
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
    return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  }
  try {
    if (currentPlatform().hasModes) await handle.chmod(0o600).catch(() => undefined); // A stick's file system has no modes.
    await handle.writeFile(text.reveal('store-write'));
    await handle.sync();
    // What counts is what can be read back.
    const back = Buffer.alloc(LARGEST_COPY);
    const { bytesRead } = await handle.read(back, 0, back.length, 0);
    const same = Secret.of(back.subarray(0, bytesRead)).equals(text);
    back.fill(0);
    if (!same) fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  } catch (thrown) {
    // Half a key is no copy, and this file is ours.
    await unlink(path).catch(() => undefined);
    if (thrown instanceof TacitError) throw thrown;
    const code = systemCode(thrown);
    return fail(code === 'ENOSPC' || code === 'EDQUOT' ? { code: 'DiskFull', path } : { code: 'FileUnsafe', path, because: 'unreadable' });
  } finally {
    await handle.close();
  }
}
