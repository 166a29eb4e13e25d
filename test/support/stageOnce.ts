import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installInto, packageExtension, type Profile, provisioned, stageExtension } from './editor';
import { removeFolder } from './removeFolder';

const PROFILES: readonly Profile[] = ['compat', 'newest'];

/**
 * What all files of the tests in editors share, made once: the built extension, and for each version of the editor a folder of extensions with
 * ours installed from its package. Editors read both and keep what they write in data folders of their own.
 */
export default async function setup(): Promise<() => void> {
  const staged = stageExtension();
  const extensions = mkdtempSync(join(tmpdir(), 'tacit-installed-'));
  process.env.TACIT_TEST_STAGED = staged;
  process.env.TACIT_TEST_EXTENSIONS = extensions;
  process.env.TACIT_TEST_EDITORS = JSON.stringify(provisioned());
  const vsix = packageExtension(staged);
  await Promise.all(PROFILES.map((profile) => installInto(profile, join(extensions, profile), vsix)));
  return () => {
    for (const folder of [staged, extensions]) removeFolder(folder);
  };
}
