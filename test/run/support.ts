import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fail } from '../../server/src/base/errors';
import { Secret } from '../../server/src/base/secret';
import type { StoreRegistry } from '../../server/src/stores/registry';
import type { SecretStore } from '../../server/src/stores/store';

export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tacit-run-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface MemoryRegistry extends StoreRegistry {
  /** Paths that were read, in order. */
  readonly reads: string[];
}

/** One store `secrets.sops.json` in memory that counts its reads; `locked` makes every read fail as without a key. */
export function memoryRegistry(root: string, values: Readonly<Record<string, string | Uint8Array>>, locked = false): MemoryRegistry {
  const reads: string[] = [];
  const id = 'sops:secrets.sops.json';
  const unused = (): never => fail({ code: 'Internal', at: 'test' });
  const store: SecretStore = {
    id,
    kind: 'sops',
    conflict: 'atomic',
    list: unused,
    describe: unused,
    write: unused,
    remove: unused,
    read({ path }) {
      reads.push(path);
      return Promise.resolve().then(() => {
        if (locked) return fail({ code: 'StoreLocked', store: id, because: 'no-key-file' });
        return Object.hasOwn(values, path) ? Secret.of(values[path] ?? '') : fail({ code: 'NotFound', path });
      });
    },
  };
  return {
    reads,
    stores: [store],
    get: (wanted) => (wanted === id ? store : undefined),
    resolve(target, folder) {
      if (target.kind !== 'store') return { kind: 'not-a-store' };
      if (target.scheme !== 'sops') return { kind: 'refused', because: 'scheme' };
      if (target.parameters.size > 0) return { kind: 'refused', because: 'parameter' };
      if (relative(root, join(folder, target.path)) !== 'secrets.sops.json') return { kind: 'unknown-store' };
      return { kind: 'address', store, address: { store: id, path: target.fragment.join('/') } };
    },
    referenceTo: unused,
  };
}
