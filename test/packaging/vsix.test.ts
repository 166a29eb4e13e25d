import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageExtension, stageExtension } from '../support/editor';

let staged: string;
let vsix: string;
let unpacked: string;
let names: string[];

beforeAll(() => {
  staged = stageExtension();
  // vsce looks for secrets in what it packs (secretlint) and ends with an error where it finds one; it uses no network.
  vsix = packageExtension(staged);
  unpacked = mkdtempSync(join(tmpdir(), 'tacit-vsix-'));
  execFileSync('python3', ['-m', 'zipfile', '-e', vsix, unpacked]);
  names = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1))
    .sort();
});
afterAll(() => {
  for (const folder of [staged, unpacked]) rmSync(folder, { recursive: true, force: true });
});

const EXPECTED = [
  // What “Open Sample” copies; its values are made when it is opened.
  /^extension\/samples\/shop\/[\w./-]+$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls)?\.json|readme\.md|changelog\.md|LICENSE\.txt|SECURITY\.md)$/i,
  /^extension\/dist\/((extension|server|cli|worker|chunk-[A-Z0-9]{8})\.js|third-party\.txt|grammars\/[a-z]+\.wasm\.br)$/,
  /^extension\/(media\/(icon\.png|tacit\.svg)|syntaxes\/references\.tmLanguage\.json|schemas\/tacit\.schema\.json)$/,
  /^extension\/bin\/tacit(\.cmd)?$/,
  /^extension\/(walkthrough|docs\/rules)\/[\w.-]+\.md$/,
];

describe('the VSIX', () => {
  it('holds what it should', () => {
    const needed = [
      'package.json',
      'package.nls.json',
      'dist/extension.js',
      'dist/server.js',
      'dist/cli.js',
      'dist/worker.js',
      'bin/tacit',
      'bin/tacit.cmd',
      'media/icon.png',
      'SECURITY.md',
    ];
    expect(names).toEqual(expect.arrayContaining(needed.map((name) => `extension/${name}`)));
    for (const name of ['readme.md', 'changelog.md', 'license.txt']) expect(names.map((each) => each.toLowerCase())).toContain(`extension/${name}`);
  });

  it('holds nothing else: no sources, tests, maps or settings', () => {
    expect(names.filter((name) => !EXPECTED.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('is at most 4 MB (DESIGN §8)', () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('names every file of its manifest', () => {
    const manifest = JSON.parse(readFileSync(join(unpacked, 'extension/package.json'), 'utf8')) as Record<string, unknown>;
    const files = [...JSON.stringify(manifest).matchAll(/"\.?\/?((?:dist|media|syntaxes|schemas|walkthrough)\/[\w./-]+)"/g)].map(
      ([, file]) => `extension/${file ?? ''}`,
    );
    expect(files.length).toBeGreaterThan(6);
    expect(files.filter((file) => !names.includes(file))).toEqual([]);
    expect(manifest.type).toBeUndefined();
  });

  it('explains every text of the manifest', () => {
    const texts = JSON.parse(readFileSync(join(unpacked, 'extension/package.nls.json'), 'utf8')) as Record<string, string>;
    const used = new Set([...readFileSync(join(unpacked, 'extension/package.json'), 'utf8').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? ''));
    expect([...used].sort()).toEqual(Object.keys(texts).sort());
  });

  it('holds no source map, inline or beside', () => {
    for (const name of names.filter((each) => each.endsWith('.js'))) expect(readFileSync(join(unpacked, name), 'utf8')).not.toContain('sourceMapping' + 'URL=');
  });
});
