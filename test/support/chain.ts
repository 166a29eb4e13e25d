import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { makeSandbox, tacit } from './tacit';

/** What is planted, and the digest by which its arrival is seen: output that held the value would be masked. */
export const value = `pw-${randomBytes(9).toString('base64url')}7Qx`;
const digest = createHash('sha256').update(value).digest('hex').slice(0, 16);

export interface Chain {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that holds the value. */
  readonly file: string;
  /** Runs before the program, as a project's own build would. */
  readonly build?: (project: string) => void;
  readonly command: readonly string[];
  /** Variables that the program's own tools need. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * The whole chain on one program: `tacit fix` moves the literal, the literal is gone, the program fails without the vault and names the variable,
 * under `tacit run` the very value arrives, and a scan is clean.
 */
export async function checkChain({ files, file, build, command, environment = {} }: Chain): Promise<void> {
  const sandbox = makeSandbox();
  try {
    mkdirSync(join(sandbox.project, '.git'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(sandbox.project, name)), { recursive: true });
      writeFileSync(join(sandbox.project, name), text);
    }
    const fix = await tacit(sandbox, ['fix', file, '--yes']);
    expect(fix.code, `${fix.stdout}${fix.stderr}`).toBe(0);
    expect(readFileSync(join(sandbox.project, file), 'utf8')).not.toContain(value);
    const [, variable = ''] = /^([A-Z_]+):/m.exec(readFileSync(join(sandbox.project, 'tacit.env.yaml'), 'utf8')) ?? [];
    build?.(sandbox.project);

    const bare = spawnSync(command[0]!, command.slice(1), { cwd: sandbox.project, env: { ...sandbox.environment, ...environment }, encoding: 'utf8' });
    expect(bare.status).not.toBe(0);
    expect(bare.stderr).toContain(variable);

    const ran = await tacit(sandbox, ['run', '--', ...command], { environment });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout.trim()).toBe(digest);
    const clean = await tacit(sandbox, ['scan', '.']);
    expect(clean.code, clean.stdout).toBe(0);
  } finally {
    sandbox.dispose();
  }
}
