import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useInstalledGrammars } from '../support/grammars';
import { AWKWARD_VALUE, type Moved, runMoved } from '../support/movedText';

const folder = mkdtempSync(join(tmpdir(), 'tacit-execute-'));
beforeAll(useInstalledGrammars);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAMS: readonly Moved[] = [
  ['JavaScript constant', 'node', 'a.cjs', 'const p = "«x1»";\nprocess.stdout.write(`<${p}>`);\n'],
  ['JavaScript part', 'node', 'b.cjs', 'const p = "u\\t`${:«x1»@h\\"";\nprocess.stdout.write(`<${p}>`);\n', 'u\t`${:', '@h"'],
  ['JavaScript template', 'node', 'c.cjs', 'const u = "u";\nprocess.stdout.write(`<${u}:«x1»@h>`);\n', 'u:', '@h'],
  ['JavaScript operand', 'node', 'd.cjs', 'process.stdout.write("<" + "«x1»" + ">")\n'],
  ['JavaScript statement', 'node', 'e.cjs', 'const f = process\n"«x1»".split("\\0").forEach((p) => f.stdout.write(`<${p}>`))\n'],
  ['JavaScript default', 'node', 'f.cjs', 'function f(p = "«x1»") { process.stdout.write(`<${p}>`); }\nf();\n'],
  ['Python constant', 'python3', 'a.py', 'p = "«x1»"\nprint("<" + p + ">", end="")\n'],
  ['Python part', 'python3', 'b.py', 'p = "u{0}\\t:«x1»@h"\nprint("<" + p + ">", end="")\n', 'u{0}\t:', '@h'],
  ['Python f-string', 'python3', 'c.py', "u = 'u'\np = f'{u}:«x1»@{u}{{'\nprint('<' + p + '>', end='')\n", 'u:', '@u{'],
  ['Python raw', 'python3', 'd.py', 'p = r"\\d{2}«x1»\\w"\nprint("<" + p + ">", end="")\n', '\\d{2}', '\\w'],
  ['Python adjacent', 'python3', 'e.py', 'p = ("a" "«x1»" "b")\nprint("<" + p + ">", end="")\n', 'a', 'b'],
  ['Python bytes', 'python3', 'f.py', 'p = b"«x1»"\nprint("<" + p.decode() + ">", end="")\n'],
  ['Java', 'java', 'A.java', 'class A {\n  public static void main(String[] a) {\n    System.out.print("<" + "«x1»" + ">");\n  }\n}\n'],
  [
    'Java part',
    'java',
    'B.java',
    'class B {\n  static final String P = "u\\t:«x1»@h";\n  public static void main(String[] a) {\n    System.out.print("<" + P + ">");\n  }\n}\n',
    'u\t:',
    '@h',
  ],
  ['shell bare', 'bash', 'a.sh', 'P=«x1»\nprintf "<%s>" "$P"\n'],
  ['shell double', 'bash', 'b.sh', 'P="u\\$:«x1»@h"\nprintf "<%s>" "$P"\n', 'u$:', '@h'],
  ['shell single', 'bash', 'c.sh', "printf '<%s>' 'u$:«x1»@h'\n", 'u$:', '@h'],
  ['shell ansi', 'bash', 'd.sh', "printf '<%s>' $'u\\t«x1»\\x41'\n", 'u\t', 'A'],
  ['shell word', 'bash', 'e.sh', 'printf "<%s>" u:«x1»@h\n', 'u:', '@h'],
  ['shell here-document', 'bash', 'f.sh', 'IFS= read -r P <<EOF\nu:«x1»@h\nEOF\nprintf "<%s>" "$P"\n', 'u:', '@h'],
  ['POSIX shell', 'sh', 'g.sh', "P='«x1»'\nprintf '<%s>' \"$P\"\n"],
];

describe('the code after a move', () => {
  it.each(PROGRAMS.map((each) => [each[0], each] as const))('runs and reads the value: %s', async (_, each) => {
    const [, , , , before = '', after = ''] = each;
    const { set, unset } = await runMoved(folder, each);
    expect(set.stderr).toBe('');
    expect(set.stdout).toBe(`<${before}${AWKWARD_VALUE}${after}>`);
    expect(unset.status).not.toBe(0);
    expect(unset.stderr).toContain('MOVED_SECRET');
    expect(unset.stdout).not.toContain('>');
  });
});
