import { createHmac, randomBytes } from 'node:crypto';
import { StateFile } from '../../../base/system/stateFile';

/** Data keys remembered; the oldest go first, and a forgotten one only costs a re-encryption. */
const REMEMBERED = 2000;

interface KnownKeys {
  readonly version: 1;
  /** This user's random key, hexadecimal. */
  readonly key: string;
  readonly tags: readonly string[];
}

function parseKnown(json: unknown): KnownKeys {
  if (typeof json === 'object' && json !== null && 'version' in json && json.version === 1 && 'key' in json && 'tags' in json) {
    const { key, tags } = json;
    if (typeof key === 'string' && /^[0-9a-f]{64}$/.test(key) && Array.isArray(tags))
      return { version: 1, key, tags: tags.filter((tag): tag is string => typeof tag === 'string') };
  }
  return { version: 1, key: randomBytes(32).toString('hex'), tags: [] };
}

/**
 * The data keys with which this user has written, as HMACs under a random key of the user's own. age does not say who made a file: a data key
 * not in here may be known to whoever forged the file, so it is never written with (THREATS 5).
 */
export class KnownDataKeys {
  readonly #file: StateFile<KnownKeys>;

  constructor(stateFolder?: string) {
    this.#file = stateFolder === undefined ? new StateFile('datakeys.json', parseKnown) : new StateFile('datakeys.json', parseKnown, stateFolder);
  }

  async has(dataKey: Uint8Array): Promise<boolean> {
    const known = await this.#file.read();
    return known.tags.includes(tagOf(known.key, dataKey));
  }

  async add(dataKey: Uint8Array): Promise<void> {
    await this.#file.update((known) => {
      const tag = tagOf(known.key, dataKey);
      return { ...known, tags: [...known.tags.filter((other) => other !== tag), tag].slice(-REMEMBERED) };
    });
  }
}

const tagOf = (key: string, dataKey: Uint8Array): string => createHmac('sha256', Buffer.from(key, 'hex')).update(dataKey).digest('hex');
