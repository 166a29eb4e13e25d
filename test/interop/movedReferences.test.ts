import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireTools } from '../../scripts/provision/tools.mjs';
import { AWKWARD_VALUE, type Moved, runMoved } from '../support/movedText';
import { useInstalledGrammars } from '../support/grammars';

const { ruby, php } = requireTools(['ruby', 'php']);
const folder = mkdtempSync(join(tmpdir(), 'tacit-moved-'));
beforeAll(useInstalledGrammars);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAMS: readonly Moved[] = [
  ['Ruby constant', ruby, 'a.rb', 'P = "«x1»"\nprint "<#{P}>"\n'],
  ['Ruby part', ruby, 'b.rb', 'u = "u"\np = "#{u}\\t:«x1»@h"\nprint "<#{p}>"\n', 'u\t:', '@h'],
  ['Ruby single part', ruby, 'c.rb', "p = 'u#{x}:«x1»@h'.dup\nprint '<' + p + '>'\n", 'u#{x}:', '@h'],
  ['Ruby argument', ruby, 'd.rb', "def f(p, k:) = print('<' + k + '>')\nf 'a', k: '«x1»'\n"],
  ['Ruby default', ruby, 'e.rb', "p = ENV.fetch('MOVED_SECRET') { '«x1»' }\nprint \"<#{p}>\"\n"],
  ['PHP variable', php, 'a.php', "<?php\n$p = '«x1»';\necho '<' . $p . '>';\n"],
  ['PHP part', php, 'b.php', '<?php\nnamespace A;\n$u = "u";\n$p = "$u\\t:«x1»@h";\necho "<$p>";\n', 'u\t:', '@h'],
  ['PHP single part', php, 'c.php', '<?php\n$p = \'u$:«x1»@h\';\necho "<$p>";\n', 'u$:', '@h'],
  ['PHP operand', php, 'd.php', "<?php\necho '<' . '«x1»' . '>';\n"],
  ['PHP default', php, 'e.php', "<?php\n$p = $_ENV['MOVED_SECRET'] ?? '«x1»';\necho \"<$p>\";\n"],
  ['PHP array', php, 'f.php', "<?php\n$a = ['p' => '«x1»', 'q' => 1];\necho '<' . $a['p'] . '>';\n"],
];

describe('the code after a move', () => {
  it.each(PROGRAMS.map((each) => [each[0], each] as const))('runs and reads the value: %s', async (_, each) => {
    const [, , , , before = '', after = ''] = each;
    const { set, unset } = await runMoved(folder, each);
    expect(set.stderr).toBe('');
    expect(set.stdout).toBe(`<${before}${AWKWARD_VALUE}${after}>`);
    expect(unset.status).not.toBe(0);
    expect(unset.stderr + unset.stdout).toContain('MOVED_SECRET');
    expect(unset.stdout).not.toContain(`<${before}`);
  });
});
