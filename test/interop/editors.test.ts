import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { distribution, makeSandbox, type Sandbox } from '../support/tacit';

const programs = requireTools(['neovim', 'neovim-pulling', 'emacs']);
let sandbox: Sandbox;
beforeEach(() => (sandbox = makeSandbox()));
afterEach(() => sandbox.dispose());

/** Longer than every wait of a script together may take on a busy machine, in milliseconds. */
const PATIENCE = 100_000;

const lua = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', `+luafile ${join(import.meta.dirname, 'neovim.lua')}`];
const lisp = ['--batch', '-q', '-l', join(import.meta.dirname, 'emacs.el')];

/** Editors that know nothing of Tacit, and how each comes by its diagnostics. */
const EDITORS = [
  { title: 'Neovim of the system', program: programs.neovim, parameters: lua, way: 'any' },
  { title: 'Neovim that asks for diagnostics', program: programs['neovim-pulling'], parameters: lua, way: 'pulled' },
  { title: 'Emacs with eglot', program: programs.emacs, parameters: lisp, way: 'pushed' },
] as const;

interface Report {
  readonly errors: readonly string[];
  readonly questions: readonly string[];
  readonly messages: readonly string[];
  readonly titles: readonly string[];
  readonly text: string;
  readonly code: string;
  readonly pushed: number;
  readonly pulled: number;
}

/** Gives the exit code; a hanging editor is killed, and so is its whole group with the server in it. */
function runEditor(program: string, parameters: readonly string[], report: string): Promise<number | null> {
  return new Promise((done, failed) => {
    const child = spawn(program, parameters, {
      cwd: sandbox.project,
      env: { ...sandbox.environment, TACIT_NODE: process.execPath, TACIT_CLI: join(distribution, 'cli.js'), TACIT_REPORT: report },
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

it.each(EDITORS)('serves $title by `tacit lsp --stdio`: finds, moves, undoes', async ({ program, parameters, way }) => {
  const key = 'sk' + '_live_' + '4Qw8Zr2Tn6Vb1Xk9Lm3Pd7Hs';
  mkdirSync(join(sandbox.project, '.git'));
  writeFileSync(join(sandbox.project, '.git', 'HEAD'), '');
  writeFileSync(join(sandbox.project, 'app.ts'), `const stripeKey = "${key}";\n`);
  const path = join(sandbox.root, 'report.json');
  const code = await runEditor(program, parameters, path);
  expect(existsSync(path), `the editor ended with ${String(code)} and no report`).toBe(true);
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  expect(report.errors).toEqual([]);
  expect(report).toMatchObject({ found: true, failed: false, cleared: true, offered: true, restored: true, again: true, stopped: true });
  expect(report.code).toBe('credential.stripe-secret-key');
  expect(report.pushed + report.pulled).toBeGreaterThan(0);
  if (way === 'pulled') expect([report.pushed, report.pulled > 1]).toEqual([0, true]);
  if (way === 'pushed') expect([report.pulled, report.pushed > 1]).toEqual([0, true]);
  expect(report.titles[0]).toBe('Move to vault…');
  // One question for the move, and one for what its new key has not: a copy.
  expect(report.questions).toHaveLength(2);
  expect(report.questions[1]).toContain('tacit share recovery --to FILE');
  expect(report.text).toContain('process.env.STRIPE_KEY');
  expect(report.messages.join('\n')).toContain('Moved to STRIPE_KEY');
  // They save nothing by themselves, and have the manifest in a buffer that they tell nobody of.
  expect(report.messages.join('\n')).toContain('Save the changed files');
  expect(readFileSync(join(sandbox.project, 'tacit.env.yaml'), 'utf8')).toContain('STRIPE_KEY: "ref+sops://secrets.sops.json#/STRIPE_KEY"');
  expect(JSON.stringify(report)).not.toContain(key);
  const vault = readFileSync(join(sandbox.project, 'secrets.sops.json'), 'utf8');
  expect(vault).toContain('"STRIPE_KEY": "ENC[');
  expect(vault).not.toContain(key);
});
