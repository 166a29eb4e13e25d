import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, open, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { userInfo } from 'node:os';
import { ensurePrivateFolder, withLock } from '../../base/system/atomicFile';
import { fail, systemCode, TacitError } from '../../base/errors';
import { currentPlatform } from '../../base/system/platform';
import { createIdentity, type Identity, readIdentities } from './ageKeys';

/** Largest key file read: 1 MiB. */
const LIMIT = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * All identities that sops would use: `SOPS_AGE_KEY`, the file of `SOPS_AGE_KEY_FILE`, and SOPS's default key file, in that order.
 * `SOPS_AGE_KEY_CMD` is never run. Throws `FileUnsafe` for a key file that is a link, of another owner, or open to others (THREATS 28).
 */
export async function loadIdentities(environment: Environment = process.env): Promise<Identity[]> {
  const texts = [environment.SOPS_AGE_KEY ?? ''];
  const standard = currentPlatform({ ...environment, SOPS_AGE_KEY_FILE: undefined }).ageKeyFile;
  for (const path of new Set([currentPlatform(environment).ageKeyFile, standard])) texts.push((await readKeyFile(path)) ?? '');
  const all = (await Promise.all(texts.map(readIdentities))).flat();
  return all.filter((identity, index) => all.findIndex((other) => other.recipient === identity.recipient) === index);
}

/** The identities, after one was made where there was none. Creators at the same time agree on one. */
export async function ensureIdentity(environment: Environment = process.env): Promise<{ readonly identities: readonly Identity[]; readonly created: boolean }> {
  const before = await loadIdentities(environment);
  if (before.length > 0) return { identities: before, created: false };
  const path = currentPlatform(environment).ageKeyFile;
  await ensurePrivateFolder(dirname(path));
  return withLock(path, async () => {
    const meanwhile = await loadIdentities(environment);
    if (meanwhile.length > 0) return { identities: meanwhile, created: false };
    const identity = await createIdentity();
    const text = `# created: ${new Date().toISOString()}\n# public key: ${identity.recipient}\n${identity.secret.reveal('store-write')}\n`;
    if (!(await createKeyFile(path, text))) await appendToKeyFile(path, text);
    // What counts is what can be read back.
    const identities = await loadIdentities(environment);
    if (!identities.some((other) => other.secret.equals(identity.secret))) fail({ code: 'FileUnsafe', path, because: 'unreadable' });
    return { identities, created: true };
  });
}

/** Links a complete, synced 0600 file into place, so nobody ever sees half a key. False where there is a file already. */
async function createKeyFile(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      if (currentPlatform().hasModes) await handle.chmod(0o600);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path);
    return true;
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'EEXIST') return false;
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail({ code: 'DiskFull', path });
    return fail({ code: 'FileUnsafe', path, because: 'unreadable' });
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

/** Adds to a file that holds no identity of ours yet (comments, plug-in identities): one write at the end, on a line of its own. */
async function appendToKeyFile(path: string, text: string): Promise<void> {
  const handle = await openKeyFile(path, constants.O_RDWR | constants.O_APPEND);
  if (handle === undefined) return fail({ code: 'NotFound', path });
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    await handle.writeFile(size > 0 && last[0] !== 0x0a ? `\n${text}` : text);
    await handle.sync();
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOSPC') return fail({ code: 'DiskFull', path });
    throw thrown instanceof TacitError ? thrown : new TacitError({ code: 'FileUnsafe', path, because: 'unreadable' });
  } finally {
    await handle.close();
  }
}

async function readKeyFile(path: string): Promise<string | undefined> {
  const handle = await openKeyFile(path, constants.O_RDONLY);
  if (handle === undefined) return undefined;
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Opens and checks the very file that is then used, so that nothing can be put in its place between. Undefined where there is none. */
async function openKeyFile(path: string, flags: number): Promise<FileHandle | undefined> {
  const platform = currentPlatform();
  let handle: FileHandle;
  try {
    handle = await open(path, flags | platform.safeOpenFlags);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return fail({
      code: 'FileUnsafe',
      path,
      because: code === 'ELOOP' || code === 'EMLINK' ? 'link' : code === 'ENXIO' || code === 'EISDIR' ? 'not-regular' : 'unreadable',
    });
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) fail({ code: 'FileUnsafe', path, because: 'not-regular' });
    if (stats.size > LIMIT) fail({ code: 'FileUnsafe', path, because: 'too-large' });
    if (platform.hasModes) {
      if (stats.uid !== userInfo().uid) fail({ code: 'FileUnsafe', path, because: 'owner' });
      if ((stats.mode & 0o077) !== 0) fail({ code: 'FileUnsafe', path, because: 'mode' });
      // Whoever may write the folder may put another key in place of this one.
      if (((await stat(dirname(path))).mode & 0o022) !== 0) fail({ code: 'FileUnsafe', path, because: 'mode' });
    }
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}
