import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyEdits, type Document } from '../../server/src/base/document';
import { wireRequirement } from '../../server/src/changes/wiring/wire';
import { emitReference } from '../../server/src/references/table';
import { findPlace } from '../../server/src/syntax/place';
import { useInstalledGrammars } from '../support/grammars';

const folder = mkdtempSync(join(tmpdir(), 'tacit-go-'));
beforeAll(useInstalledGrammars);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const VALUE = 'a\'b"c`d$e${f}%s{g}\\n h#!';
const main = (rest: string): string => `package main\n\nimport "fmt"\n\n${rest}`;

it.each([
  ['variable', main('var p = "«x1»"\n\nfunc main() { fmt.Print("<" + p + ">") }\n'), '', ''],
  ['part', main('func main() {\n\tfmt.Print("<" + "u\\t:«x1»@h" + ">")\n}\n'), 'u\t:', '@h'],
  ['raw part', main('func main() {\n\tfmt.Print("<" + `u\\t:«x1»@h` + ">")\n}\n'), 'u\\t:', '@h'],
  ['named type', main('type T string\n\nvar p T = "«x1»"\n\nfunc main() { fmt.Print("<" + string(p) + ">") }\n'), '', ''],
  ['map entry', main('func main() {\n\tm := map[string]string{"p": "«x1»"}\n\tfmt.Print("<" + m["p"] + ">")\n}\n'), '', ''],
  ['condition', main('func main() {\n\tif p := "«x1»"; p != "" {\n\t\tfmt.Print("<" + p + ">")\n\t}\n}\n'), '', ''],
  ['bytes', main('func main() {\n\tfmt.Print("<" + string([]byte("«x1»")) + ">")\n}\n'), '', ''],
])('Go after a move compiles, is formatted, and reads the value: %s', async (label, marked, before, after) => {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const document: Document = { uri: 'file:///p/main.go', version: 1, languageId: 'go', text: marked.replace(/[«»]/g, '') };
  const emission = emitReference(await findPlace(document, { start, end }), 'MOVED_SECRET');
  if ('refused' in emission) throw new Error(`refused: ${emission.refused}`);
  const code = applyEdits(document.text, [...emission.edits, ...emission.needs.flatMap((need) => wireRequirement(need, document.text))]);
  const path = join(folder, `${label.replace(/\W/g, '-')}.go`);
  const program = path.replace(/\.go$/, '');
  writeFileSync(path, code);
  const formatted = spawnSync('gofmt', [path], { encoding: 'utf8' });
  expect(formatted.stderr).toBe('');
  if (!/func main\(\) \{ /.test(marked)) expect(formatted.stdout).toBe(code);
  const environment: Record<string, string | undefined> = { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off' };
  Reflect.deleteProperty(environment, 'MOVED_SECRET');
  const built = spawnSync('go', ['build', '-o', program, path], { env: environment, encoding: 'utf8' });
  expect(built.stderr).toBe('');
  const set = spawnSync(program, [], { env: { ...environment, MOVED_SECRET: VALUE }, encoding: 'utf8' });
  expect(set.stdout).toBe(`<${before}${VALUE}${after}>`);
  const unset = spawnSync(program, [], { env: environment, encoding: 'utf8' });
  expect(unset.status).not.toBe(0);
  expect(unset.stderr).toContain('MOVED_SECRET');
});
