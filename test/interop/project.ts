import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Secret } from '../../server/src/base/secret';
import { createRegistry } from '../../server/src/stores/createRegistry';
import type { EmbeddedStore } from '../../server/src/stores/embedded';

export const newRoot = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'tacit-interop-')));

export async function openStore(root: string, name = 'secrets.sops.json'): Promise<EmbeddedStore> {
  return (await createRegistry({ root, embeddedStore: name, trusted: true })).embedded;
}

export async function write(root: string, values: Readonly<Record<string, string>>): Promise<void> {
  const store = await openStore(root);
  for (const [name, value] of Object.entries(values)) await store.write(name, Secret.of(value), { is: 'anything' });
}

export async function read(root: string, path: string, name?: string): Promise<string> {
  const store = await openStore(root, name);
  return (await store.read({ store: store.id, path })).reveal('match');
}

/** Runs a real tool in the project's folder, with the test's HOME. Gives its output; throws with its messages where it fails. */
export function tool(
  program: string,
  parameters: readonly string[],
  cwd: string,
  options: { input?: string; path?: readonly string[] } & Pick<SpawnSyncOptions, 'env'> = {},
): string {
  const path = [...(options.path ?? []).map((each) => dirname(each)), process.env.PATH ?? ''].join(delimiter);
  const done = spawnSync(program, parameters, {
    cwd,
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: path, ...options.env },
  });
  if (done.status !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${String(done.status)}: ${done.stderr}`);
  return done.stdout;
}
