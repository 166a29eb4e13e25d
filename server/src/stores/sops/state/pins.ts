import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../../base/errors';
import { StateFile } from '../../../base/system/stateFile';

export interface Pin {
  /** Every recipient that this user has accepted for the store, sorted. */
  readonly recipients: readonly string[];
  /** This user made the store with Tacit. */
  readonly made: boolean;
}

interface Pins {
  readonly version: 1;
  /** By real path. An array of pairs, so that no path is ever an object's key. */
  readonly stores: readonly (readonly [string, Pin])[];
}

const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

function parsePins(json: unknown): Pins {
  const stores: [string, Pin][] = [];
  if (typeof json === 'object' && json !== null && 'version' in json && json.version === 1 && 'stores' in json && Array.isArray(json.stores))
    for (const entry of json.stores as unknown[]) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || typeof entry[1] !== 'object' || entry[1] === null) continue;
      const pin = entry[1] as Record<string, unknown>;
      if (isStrings(pin.recipients)) stores.push([entry[0], { recipients: pin.recipients, made: pin.made === true }]);
    }
  return { version: 1, stores };
}

/** Which recipients each store had when this user last accepted them: kept outside the workspace, by real path (THREATS 6). */
export class RecipientPins {
  readonly #file: StateFile<Pins>;

  constructor(stateFolder?: string) {
    this.#file = stateFolder === undefined ? new StateFile('pins.json', parsePins) : new StateFile('pins.json', parsePins, stateFolder);
  }

  async get(store: string): Promise<Pin | undefined> {
    const path = await realStorePath(store);
    return (await this.#file.read()).stores.find(([pinned]) => pinned === path)?.[1];
  }

  async set(store: string, change: Partial<Pin>): Promise<void> {
    const path = await realStorePath(store);
    await this.#file.update((pins) => {
      const old = pins.stores.find(([pinned]) => pinned === path)?.[1] ?? { recipients: [], made: false };
      const next = { ...old, ...change };
      return { version: 1, stores: [...pins.stores.filter(([pinned]) => pinned !== path), [path, { ...next, recipients: [...next.recipients].sort() }]] };
    });
  }
}

/** What a store is known by in this user's state. The store's file itself may not exist yet, and is never a link. */
export async function realStorePath(store: string): Promise<string> {
  const folder = await realpath(dirname(store)).catch(() => fail({ code: 'NotFound', path: dirname(store) }));
  return join(folder, basename(store));
}
