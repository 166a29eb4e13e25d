import { StateFile } from '../../../base/system/stateFile';
import { realStorePath } from './pins';

/** Older states of one file that a person accepted; the oldest acceptance goes first. */
const ACCEPTED = 50;

/** The newest state of a store's file that this user has seen with a valid MAC. */
export interface Mark {
  /** `lastmodified` as the file has it. */
  readonly lastModified: string;
  /** SHA-256 of the whole file, hexadecimal. */
  readonly digest: string;
  /** Digests of older states that this user chose to work with: another branch, say. */
  readonly accepted: readonly string[];
}

interface Marks {
  readonly version: 1;
  /** By real path. An array of pairs, so that no path is ever an object's key. */
  readonly stores: readonly (readonly [string, Mark])[];
}

function parseMarks(json: unknown): Marks {
  const stores: [string, Mark][] = [];
  if (typeof json === 'object' && json !== null && 'version' in json && json.version === 1 && 'stores' in json && Array.isArray(json.stores))
    for (const entry of json.stores as unknown[]) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || typeof entry[1] !== 'object' || entry[1] === null) continue;
      const { lastModified, digest, accepted } = entry[1] as Record<string, unknown>;
      if (typeof lastModified !== 'string' || typeof digest !== 'string' || !Array.isArray(accepted)) continue;
      stores.push([entry[0], { lastModified, digest, accepted: accepted.filter((each): each is string => typeof each === 'string') }]);
    }
  return { version: 1, stores };
}

/** Milliseconds since the epoch; NaN where the text is no time. */
const timeOf = (lastModified: string): number => Date.parse(lastModified);

/** True where a file of this time and digest is older than what was seen before, and nobody accepted that (THREATS 42). */
export function isRolledBack(mark: Mark | undefined, lastModified: string, digest: string): boolean {
  if (mark === undefined || mark.digest === digest || mark.accepted.includes(digest)) return false;
  return timeOf(lastModified) < timeOf(mark.lastModified);
}

/**
 * The newest state of each store, kept outside the workspace by real path: whoever can write the repository can bring back an older file, whose
 * MAC is as valid as ever (THREATS 42). SOPS counts whole seconds, so of two states of one second neither is the older.
 */
export class NewestSeen {
  readonly #file: StateFile<Marks>;

  constructor(stateFolder?: string) {
    this.#file = stateFolder === undefined ? new StateFile('newest.json', parseMarks) : new StateFile('newest.json', parseMarks, stateFolder);
  }

  async get(store: string): Promise<Mark | undefined> {
    const path = await realStorePath(store);
    return (await this.#file.read()).stores.find(([known]) => known === path)?.[1];
  }

  /** Raises the mark to a state whose MAC was checked. An older one changes nothing, and a time to come counts as now: a forged one must not make every later state an old one. */
  async note(store: string, lastModified: string, digest: string): Promise<void> {
    const time = Math.min(timeOf(lastModified), Date.now());
    if (Number.isNaN(time)) return;
    const before = await this.get(store);
    if (before !== undefined && (before.digest === digest || time < timeOf(before.lastModified))) return;
    const path = await realStorePath(store);
    await this.#file.update((marks) => {
      const old = marks.stores.find(([known]) => known === path)?.[1];
      if (old !== undefined && time < timeOf(old.lastModified)) return marks;
      const mark: Mark = { lastModified: new Date(time).toISOString(), digest, accepted: old?.accepted ?? [] };
      return { version: 1, stores: [...marks.stores.filter(([known]) => known !== path), [path, mark]] };
    });
  }

  /** This user works with the older state from now on. The mark stays: another older state is told of again. */
  async accept(store: string, digest: string): Promise<void> {
    const path = await realStorePath(store);
    await this.#file.update((marks) => {
      const old = marks.stores.find(([known]) => known === path)?.[1];
      if (old === undefined) return marks;
      const accepted = [...old.accepted.filter((each) => each !== digest), digest].slice(-ACCEPTED);
      return { version: 1, stores: [...marks.stores.filter(([known]) => known !== path), [path, { ...old, accepted }]] };
    });
  }
}
