import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { languageOf } from '../../server/src/syntax/languages';
import { fixed } from '../changes/masking/support';
import { useInstalledGrammars } from '../support/grammars';

const { ruby, php } = requireTools(['ruby', 'php']);
const folder = mkdtempSync(join(tmpdir(), 'tacit-masked-'));
beforeAll(() => useInstalledGrammars());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Made anew for each run, and nowhere in the code: it comes in by the environment. */
const VALUE = `v${String(Math.random()).slice(2)}`;

/** Prints its `password` in several ways, and `end` last so that a program that stopped half way is seen. */
type Program = readonly [program: string, file: string, code: string];
const PROGRAMS: readonly Program[] = [
  [
    'node',
    'a.cjs',
    'const password = process.env.DB_PASSWORD;\nconst user = { name: "n", password };\nconsole.log("a", password);\nconsole.log(`b ${user.password} ${user.name}`);\nconsole.log("c " + password + "!", { password });\nconsole.error("d %s", password);\nconsole.log("end");\n',
  ],
  [
    'python3',
    'a.py',
    'import os\nimport sys\n\npassword = os.environ["DB_PASSWORD"]\nprint("a", password)\nprint(f"b {password!r} {password:>40}")\nprint("c %s" % password, "d {}".format(password))\nsys.stderr.write("e " + password + "\\n")\nprint("end")\n',
  ],
  [
    'java',
    'A.java',
    'class A {\n  public static void main(String[] a) {\n    String password = System.getenv("DB_PASSWORD");\n    System.out.println("a " + password);\n    System.out.printf("b %s%n", password);\n    System.err.println(String.format("c %s", password));\n    System.out.println("end");\n  }\n}\n',
  ],
  [
    ruby,
    'a.rb',
    "require 'json'\n\npassword = ENV['DB_PASSWORD']\nputs \"a #{password}\"\nputs 'b ' + password\nwarn format('c %s', password)\np password\nputs 'end'\n",
  ],
  [
    php,
    'a.php',
    '<?php\n$password = getenv(\'DB_PASSWORD\');\necho \'a \' . $password . "\\n";\necho "b $password {$password}\\n";\nprintf("c %s\\n", $password);\nerror_log($password);\nvar_dump($password);\necho "end\\n";\n',
  ],
  [
    'bash',
    'a.sh',
    'DB_PASSWORD="$DB_PASSWORD"\necho "a $DB_PASSWORD"\necho b $DB_PASSWORD\nprintf "c %s\\n" "${DB_PASSWORD}" >&2\necho "d ${DB_PASSWORD:-none}"\necho end\n',
  ],
];

function run(program: string, file: string, code: string): string {
  const path = join(folder, file);
  writeFileSync(path, code);
  const done = spawnSync(program, [path], { env: { PATH: process.env.PATH, DB_PASSWORD: VALUE }, encoding: 'utf8', timeout: 60_000 });
  expect(done.stdout).toContain('end');
  expect(done.status).toBe(0);
  return done.stdout + done.stderr;
}

describe('a program whose log was masked runs as before and keeps the value to itself', () => {
  it.each(PROGRAMS)('%s %s', async (program, file, code) => {
    const after = await fixed(languageOf(`file:///${file}`), code, 'mask');
    const before = run(program, file, code);
    expect(before.split(VALUE).length).toBeGreaterThan(3);
    const masked = run(program, file, after ?? code);
    expect(masked).not.toContain(VALUE);
    expect(masked).toContain('********');
    expect(masked.split('\n').length).toBe(before.split('\n').length);
  });
});
