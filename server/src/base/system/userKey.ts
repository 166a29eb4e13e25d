import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { currentPlatform } from './platform';
import { StateFile } from './stateFile';

interface KeyFile {
  readonly version: 1;
  /** Hexadecimal. */
  readonly key: string;
}

function parseKey(json: unknown): KeyFile | undefined {
  if (typeof json === 'object' && json !== null && 'version' in json && json.version === 1 && 'key' in json)
    if (typeof json.key === 'string' && /^[0-9a-f]{64}$/.test(json.key)) return { version: 1, key: json.key };
  return undefined;
}

/** A random key of this user, in a file of the state folder. What it seals tells others nothing, and nobody else can make or change it. */
export class UserKey {
  readonly #file: StateFile<KeyFile | undefined>;

  constructor(name: string, stateFolder = currentPlatform().stateFolder) {
    this.#file = new StateFile(name, parseKey, stateFolder);
  }

  /** 32 bytes, undefined where none was made yet. Throws `FileUnsafe` where others could have written the file. */
  async known(): Promise<Buffer | undefined> {
    const file = await this.#file.read();
    return file === undefined ? undefined : Buffer.from(file.key, 'hex');
  }

  /** As `known`; made where there is none. */
  async get(): Promise<Buffer> {
    const known = await this.known();
    if (known !== undefined) return known;
    const made = await this.#file.update((current) => current ?? { version: 1, key: randomBytes(32).toString('hex') });
    return Buffer.from(made?.key ?? '', 'hex');
  }
}

/** AES-256-GCM: nonce, tag, ciphertext. `bound` is authenticated with it: under another name it does not open. */
export function seal(key: Buffer, bound: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** What `seal` closed; undefined where it was another key or name, or where a byte differs. */
export function unseal(key: Buffer, bound: string, sealed: Uint8Array): Buffer | undefined {
  try {
    const options = { authTagLength: 16 } as const;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), options).setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}
