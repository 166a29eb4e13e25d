import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linkLauncher } from '../../client/src/launch/stableLauncher';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The folder of one version of the extension, whose launcher says which it is. */
function version(above: string, name: string): string {
  mkdirSync(join(above, name, 'bin'), { recursive: true });
  const launcher = join(above, name, 'bin/tacit');
  writeFileSync(launcher, `#!/bin/sh\necho ${name}\n`);
  chmodSync(launcher, 0o755);
  return launcher;
}

describe('the launcher that terminals are told of', () => {
  it('stays at one path when an update removes the version before', () => {
    const above = mkdtempSync(join(tmpdir(), 'tacit-launcher-'));
    folders.push(above);
    const own = join(above, 'storage/bin');
    const first = linkLauncher(own, version(above, 'tacit-1'));
    expect(execFileSync(first, { encoding: 'utf8' })).toBe('tacit-1\n');
    const second = linkLauncher(own, version(above, 'tacit-2'));
    rmSync(join(above, 'tacit-1'), { recursive: true });
    expect(second).toBe(first);
    expect(execFileSync(first, { encoding: 'utf8' })).toBe('tacit-2\n');
    expect(readdirSync(own)).toEqual(['tacit']);
    expect(statSync(own).mode & 0o777).toBe(0o700);
  });

  it('is the one of the extension where no link can be made', () => {
    const above = mkdtempSync(join(tmpdir(), 'tacit-launcher-'));
    folders.push(above);
    const launcher = version(above, 'tacit-1');
    writeFileSync(join(above, 'storage'), 'a file');
    expect(linkLauncher(join(above, 'storage'), launcher)).toBe(launcher);
  });
});
