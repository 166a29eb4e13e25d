import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixed } from '../changes/masking/support';
import { useInstalledGrammars } from '../support/grammars';

const folder = mkdtempSync(join(tmpdir(), 'tacit-go-masked-'));
beforeAll(() => useInstalledGrammars());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VALUE = `v${String(Math.random()).slice(2)}`;
const CODE =
  'package main\n\nimport (\n\t"fmt"\n\t"log"\n\t"log/slog"\n\t"os"\n)\n\nfunc main() {\n\tpassword := os.Getenv("DB_PASSWORD")\n\tlog.Printf("a %s", password)\n\tlog.Print("b " + password)\n\tslog.Info("c", "password", password)\n\tfmt.Println("d", password)\n\tfmt.Println("end")\n}\n';

it('Go whose log was masked compiles, is formatted, and keeps the value to itself', async () => {
  const path = join(folder, 'main.go');
  const run = (code: string): string => {
    writeFileSync(path, code);
    expect(spawnSync('gofmt', [path], { encoding: 'utf8' }).stdout).toBe(code);
    const done = spawnSync('go', ['run', path], { env: { ...process.env, GO111MODULE: 'off', DB_PASSWORD: VALUE }, encoding: 'utf8' });
    expect(done.stdout).toContain('end');
    return done.stdout + done.stderr;
  };
  expect(run(CODE).split(VALUE)).toHaveLength(5);
  const masked = run((await fixed('go', CODE, 'mask')) ?? CODE);
  expect(masked).not.toContain(VALUE);
  expect(masked.split('********')).toHaveLength(5);
});
