import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { distribution, makeSandbox } from '../support/tacit';

const { neovim } = requireTools(['neovim']);
const sandbox = makeSandbox();
afterAll(() => sandbox.dispose());

/** Longer than every wait of the script together may take on a busy machine, in milliseconds. */
const PATIENCE = 90_000;

/** Gives the exit code; a hanging editor is killed, and so is its whole group with the server in it. */
function runNeovim(report: string): Promise<number | null> {
  return new Promise((done, failed) => {
    const child = spawn(neovim, ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', `+luafile ${join(import.meta.dirname, 'neovim.lua')}`], {
      cwd: sandbox.project,
      env: { ...sandbox.environment, TACIT_NODE: process.execPath, TACIT_SERVER: join(distribution, 'server.js'), TACIT_REPORT: report },
      stdio: 'ignore',
      detached: true,
    });
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), PATIENCE);
    child.on('error', failed);
    child.on('exit', (code) => {
      clearTimeout(timer);
      done(code);
    });
  });
}

it('serves an editor that knows nothing of Tacit: finds, moves, undoes', async () => {
  const key = 'sk' + '_live_' + '4Qw8Zr2Tn6Vb1Xk9Lm3Pd7Hs';
  const source = `const stripeKey = "${key}";\n`;
  mkdirSync(join(sandbox.project, '.git'));
  writeFileSync(join(sandbox.project, '.git', 'HEAD'), '');
  writeFileSync(join(sandbox.project, 'app.ts'), source);
  const path = join(sandbox.root, 'report.json');
  const code = await runNeovim(path);
  expect(existsSync(path), `Neovim ended with ${String(code)} and no report`).toBe(true);
  const report = JSON.parse(readFileSync(path, 'utf8')) as { errors: string[]; questions: string[]; messages: string[]; titles: string[]; text: string };
  expect(report.errors).toEqual([]);
  expect(report).toMatchObject({ found: true, failed: false, cleared: true, restored: true, again: true, stopped: true });
  expect(report.titles[0]).toBe('Move to vault…');
  expect(report.questions).toHaveLength(1);
  expect(report.text).toContain('process.env.STRIPE_KEY');
  expect(report.messages.join('\n')).toContain('Moved to STRIPE_KEY');
  // Neovim saves nothing by itself, and has the manifest in a buffer that it tells nobody of.
  expect(report.messages.join('\n')).toContain('Save the changed files');
  expect(readFileSync(join(sandbox.project, 'tacit.env.yaml'), 'utf8')).toContain('STRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"');
  expect(JSON.stringify(report)).not.toContain(key);
  const vault = readFileSync(join(sandbox.project, 'secrets.sops.json'), 'utf8');
  expect(vault).toContain('"STRIPE_KEY": "ENC[');
  expect(vault).not.toContain(key);
});
