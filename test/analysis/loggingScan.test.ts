import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checksFor } from '../../server/src/analysis/scanning/collector';
import { scan } from '../../server/src/analysis/scanning/scan';
import { openProject } from '../../server/src/project/open';
import { configureGrammars } from '../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../support/grammars';

const folder = mkdtempSync(join(tmpdir(), 'tacit-logged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the checks that run', () => {
  it.each([
    [[], { credential: true, logging: true }],
    [['credential.'], { credential: true, logging: false }],
    [['logging.'], { credential: false, logging: true }],
    [['logging.secret'], { credential: false, logging: true }],
    [['l'], { credential: false, logging: true }],
    [['credential.password', 'logging.secret-object'], { credential: true, logging: true }],
    [['reference.'], { credential: false, logging: false }],
  ])('for the rules %j are %j', (rules, checks) => {
    expect(checksFor(rules)).toEqual(checks);
  });
});

describe('a scan', () => {
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'tacit.env.yaml'), 'SENDGRID: "ref+sops://secrets.sops.json#/SENDGRID"\n');
  writeFileSync(join(folder, 'a.py'), 'import os\nprint(os.environ["SENDGRID"])\nprint(access_token)\n');
  writeFileSync(join(folder, 'b.js'), 'console.log(user.password);\n');
  const scanned = async (rules: readonly string[]): Promise<string[]> => {
    const project = await openProject(folder, {});
    const { findings } = await scan({ project, target: folder, rules });
    return findings.map(({ path, rule, start }) => `${path}:${String(start.line + 1)} ${rule}`);
  };

  it('finds what is logged, by names and by the manifest', async () => {
    useInstalledGrammars();
    expect(await scanned([])).toEqual(['a.py:2 logging.secret', 'a.py:3 logging.secret', 'b.js:1 logging.secret']);
  });

  it('names a file whose secrets take more steps than any may: what stands at its end passes for clean no more', async () => {
    useInstalledGrammars();
    const own = mkdtempSync(join(tmpdir(), 'tacit-spent-'));
    try {
      mkdirSync(join(own, '.git'));
      const one = 'console.log(apiToken, n, n);\n';
      writeFileSync(join(own, 'few.js'), one);
      writeFileSync(join(own, 'many.js'), one.repeat(34_000));
      const { findings, skipped } = await scan({ project: await openProject(own, {}), target: own, rules: ['logging.'] });
      expect(findings.filter(({ path }) => path === 'few.js')).toHaveLength(1);
      expect(skipped).toEqual([{ path: join(own, 'many.js'), because: 'too-slow' }]);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  it('finds a value that is known to be a secret where it is printed, under whatever name', async () => {
    useInstalledGrammars();
    const own = mkdtempSync(join(tmpdir(), 'tacit-known-'));
    try {
      mkdirSync(join(own, '.git'));
      const value = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
      const known = ['Kw7rub', 'Qx2pz'].join('');
      const texts: Readonly<Record<string, string>> = {
        'a.js': `const x = "${value}";\nconsole.log(x);\n`,
        'a.ts': `const x: string = "${value}";\nconsole.info(\`got \${x}\`);\n`,
        'a.py': `x = "${value}"\nprint(x)\n`,
        'a.go': `package a\n\nimport "log"\n\nfunc f() {\n\tx := "${value}"\n\tlog.Println(x)\n}\n`,
        'A.java': `class A {\n  void f() {\n    String x = "${value}";\n    System.out.println(x);\n  }\n}\n`,
        'a.kt': `fun f() {\n  val x = "${value}"\n  println("got $x")\n}\n`,
        'a.rb': `x = "${value}"\nputs x\n`,
        'a.php': `<?php\n$x = "${value}";\nerror_log($x);\n`,
        'a.cs': `class A {\n  void F() {\n    var x = "${value}";\n    Console.WriteLine(x);\n  }\n}\n`,
        'a.rs': `fn f() {\n  let x = "${value}";\n  println!("{}", x);\n}\n`,
        'a.sh': `x="${value}"\necho "$x"\n`,
        'B.cs': `class B {\n  const string X = "Server=db1;User Id=sa;Password=${known};";\n  void F() { Console.WriteLine(X); }\n}\n`,
        // A sentence that has one in it is a finding where it stands, not once more where it is printed.
        'b.js': `console.log("the key is ${value}");\n`,
      };
      for (const [name, text] of Object.entries(texts)) writeFileSync(join(own, name), text);
      const { findings } = await scan({ project: await openProject(own, {}), target: own, rules: [] });
      expect(
        findings
          .filter(({ rule }) => rule.startsWith('logging.'))
          .map(({ path }) => path)
          .sort(),
      ).toEqual(
        Object.keys(texts)
          .filter((name) => name !== 'b.js')
          .sort(),
      );
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  it('loads no grammar where only credentials are wanted', async () => {
    let loaded = 0;
    configureGrammars(() => {
      loaded++;
      return Promise.resolve(undefined);
    });
    expect(await scanned(['credential.'])).toEqual([]);
    expect(loaded).toBe(0);
  });

  it('goes on without findings where a grammar cannot be loaded', async () => {
    configureGrammars(() => Promise.resolve(undefined));
    expect(await scanned(['logging.'])).toEqual([]);
  });
});
