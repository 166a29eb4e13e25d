import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { removeFolder } from './removeFolder';

// Every test file gets a HOME and state folder of its own, so no test can see or touch the user's.
const home = mkdtempSync(join(tmpdir(), 'tacit-home-'));
for (const [name, folder] of [
  ['HOME', ''],
  ['XDG_CONFIG_HOME', '.config'],
  ['XDG_STATE_HOME', '.local/state'],
  ['XDG_CACHE_HOME', '.cache'],
  ['XDG_DATA_HOME', '.local/share'],
  ['XDG_RUNTIME_DIR', 'run'],
] as const) {
  process.env[name] = join(home, folder);
  mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
}
for (const name of Object.keys(process.env)) if (/^(SOPS_|VAULT_|BAO_|TACIT_(?!TEST))/.test(name)) Reflect.deleteProperty(process.env, name);
afterAll(() => {
  removeFolder(home);
});
