import { StateFile } from '../../../base/system/stateFile';

interface Copies {
  readonly version: 1;
  /** Recipients (public keys) of whose private keys a copy exists, each with the ISO time at which that was said. */
  readonly copied: readonly (readonly [string, string])[];
}

function parseCopies(json: unknown): Copies {
  if (typeof json !== 'object' || json === null || !('version' in json) || json.version !== 1 || !('copied' in json) || !Array.isArray(json.copied))
    return { version: 1, copied: [] };
  const copied = (json.copied as unknown[]).flatMap((entry): [string, string][] =>
    Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string' ? [[entry[0], entry[1]]] : [],
  );
  return { version: 1, copied };
}

/** Of which keys this user has put a copy in a safe place (THREATS 56): by public key, and neither the key nor the place. */
export class KeyCopies {
  readonly #file: StateFile<Copies>;

  constructor(stateFolder?: string) {
    this.#file = stateFolder === undefined ? new StateFile('copies.json', parseCopies) : new StateFile('copies.json', parseCopies, stateFolder);
  }

  async has(recipients: readonly string[]): Promise<boolean> {
    const { copied } = await this.#file.read();
    return copied.some(([recipient]) => recipients.includes(recipient));
  }

  async add(recipients: readonly string[]): Promise<void> {
    const now = new Date().toISOString();
    await this.#file.update(({ copied }) => ({
      version: 1,
      copied: [...copied.filter(([recipient]) => !recipients.includes(recipient)), ...recipients.map((recipient): [string, string] => [recipient, now])],
    }));
  }
}
