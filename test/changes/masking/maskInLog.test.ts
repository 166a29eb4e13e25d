import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/base/finding';
import { maskInLog } from '../../../server/src/changes/masking/maskInLog';
import { loadGrammarOf } from '../../../server/src/syntax/grammars';
import { useInstalledGrammars } from '../../support/grammars';
import { fixed, logged } from './support';

beforeAll(() => useInstalledGrammars());

const JS_HELPER = `\nfunction maskSecret(value) {\n  return value == null ? String(value) : '********';\n}\n`;

describe('what is printed is masked where it stands, by a helper that is put in once', () => {
  it.each([
    ['javascript', 'console.log(password);\n', `console.log(maskSecret(password));\n${JS_HELPER}`],
    ['javascript', 'console.log(`pw ${user.password}!`);\n', 'console.log(`pw ${maskSecret(user.password)}!`);\n' + JS_HELPER],
    ['javascript', "console.log('pw ' + password);\n", `console.log('pw ' + maskSecret(password));\n${JS_HELPER}`],
    ['javascript', 'log.info({ password, user });\n', `log.info({ password: maskSecret(password), user });\n${JS_HELPER}`],
    ['javascript', 'log.info({ pw: password });\r\n', `log.info({ pw: maskSecret(password) });\r\n${JS_HELPER.replaceAll('\n', '\r\n')}`],
    ['javascript', 'throw new Error(`bad ${password}`)', 'throw new Error(`bad ${maskSecret(password)}`)\n' + JS_HELPER],
    [
      'typescript',
      'export function f(password: string): void {\n    console.error("x", password as string, password);\n}\n',
      'export function f(password: string): void {\n    console.error("x", maskSecret(password as string), maskSecret(password));\n}\n\nfunction maskSecret(value: unknown): string {\n    return value == null ? String(value) : \'********\';\n}\n',
    ],
    [
      'python',
      'import logging\nfrom os import environ\n\nlogging.info("pw %s", password)\n',
      'import logging\nfrom os import environ\n\n\ndef mask_secret(value):\n    return "None" if value is None else "********"\n\n\nlogging.info("pw %s", mask_secret(password))\n',
    ],
    [
      'python',
      '#!/usr/bin/env python3\n"""Says."""\nfrom __future__ import annotations\nimport logging\n\n# What follows.\nprint(f"pw {user.password!r} {user.name}")\n',
      '#!/usr/bin/env python3\n"""Says."""\nfrom __future__ import annotations\nimport logging\n\n\ndef mask_secret(value):\n    return "None" if value is None else "********"\n\n\n# What follows.\nprint(f"pw {mask_secret(user.password)!r} {user.name}")\n',
    ],
    [
      'python',
      'print("pw {}".format(password), password)\n',
      'def mask_secret(value):\n    return "None" if value is None else "********"\n\n\nprint("pw {}".format(mask_secret(password)), mask_secret(password))\n',
    ],
    [
      'python',
      'print("pw %s" % password)',
      'def mask_secret(value):\n    return "None" if value is None else "********"\n\n\nprint("pw %s" % mask_secret(password))',
    ],
    [
      'java',
      'class A {\n    void f(String password) {\n        log.info("pw {}", password);\n    }\n}\n',
      'class A {\n    void f(String password) {\n        log.info("pw {}", maskSecret(password));\n    }\n\n    private static String maskSecret(Object value) {\n        return value == null ? "null" : "********";\n    }\n}\n',
    ],
    [
      'java',
      'public class A {\n\tstatic class B {\n\t\tvoid f(String password) { System.out.println("pw " + password); }\n\t}\n}\n',
      'public class A {\n\tstatic class B {\n\t\tvoid f(String password) { System.out.println("pw " + maskSecret(password)); }\n\t}\n\n\tprivate static String maskSecret(Object value) {\n\t\treturn value == null ? "null" : "********";\n\t}\n}\n',
    ],
    [
      'go',
      'package a\n\nfunc f(password string) {\n\tlog.Printf("pw %s", password)\n}\n',
      'package a\n\nfunc f(password string) {\n\tlog.Printf("pw %s", maskSecret(password))\n}\n\nfunc maskSecret(value interface{}) string {\n\tif value == nil || value == "" {\n\t\treturn ""\n\t}\n\treturn "********"\n}\n',
    ],
    [
      'csharp',
      'class A\n{\n    void F(string password)\n    {\n        logger.LogInformation($"pw {password,10} {user.Name}");\n    }\n}\n',
      'class A\n{\n    void F(string password)\n    {\n        logger.LogInformation($"pw {MaskSecret(password),10} {user.Name}");\n    }\n\n    private static string MaskSecret<T>(T value) => value == null ? "null" : "********";\n}\n',
    ],
    [
      'csharp',
      'namespace N;\n\npublic class A {\n    void F(string password) { Console.WriteLine("pw {0}", password); }\n}\n',
      'namespace N;\n\npublic class A {\n    void F(string password) { Console.WriteLine("pw {0}", MaskSecret(password)); }\n\n    private static string MaskSecret<T>(T value) => value == null ? "null" : "********";\n}\n',
    ],
    [
      'kotlin',
      'fun f(password: String) {\n    log.info("pw $password ${user.password}")\n    println(password)\n}\n',
      'fun f(password: String) {\n    log.info("pw ${maskSecret(password)} ${maskSecret(user.password)}")\n    println(maskSecret(password))\n}\n\nprivate fun maskSecret(value: Any?): String = if (value == null) "null" else "********"\n',
    ],
    [
      'ruby',
      "require 'json'\n\nputs \"a #{user.password}\"\nlogger.info(password)\nwarn 'x ' + password\n",
      "require 'json'\n\ndef mask_secret(value)\n  value.nil? ? 'nil' : '********'\nend\n\nputs \"a #{mask_secret(user.password)}\"\nlogger.info(mask_secret(password))\nwarn 'x ' + mask_secret(password)\n",
    ],
    [
      'php',
      '<?php\necho "a $password {$user->password} b";\nerror_log("c " . $password);\n',
      '<?php\necho "a ******** ******** b";\nerror_log("c " . (empty($password) ? \'\' : \'********\'));\n',
    ],
    [
      'rust',
      'fn f(password: String) {\n    println!("a {}", password);\n    info!("b {}", &self.password);\n}\n',
      'fn f(password: String) {\n    println!("a {}", mask_secret(&password));\n    info!("b {}", &mask_secret(&self.password));\n}\n\nfn mask_secret<T: ?Sized>(_value: &T) -> &\'static str {\n    "********"\n}\n',
    ],
    // A name in a format takes no call, so nothing is declared for it.
    ['rust', 'fn f(password: String) {\n    println!("a {password:?} b");\n}\n', 'fn f(password: String) {\n    println!("a ******** b");\n}\n'],
    [
      'shellscript',
      'echo "a $DB_PASSWORD b"\necho $DB_PASSWORD\nprintf "%s\\n" "${DB_PASSWORD}" ${DB_PASSWORD:-none} >&2\n',
      'echo "a ${DB_PASSWORD:+********} b"\necho "${DB_PASSWORD:+********}"\nprintf "%s\\n" "${DB_PASSWORD:+********}" "${DB_PASSWORD:+********}" >&2\n',
    ],
    [
      'powershell',
      'Write-Host "a $password b"\nWrite-Output $password\n',
      "Write-Host \"a $(if ($password) { '********' }) b\"\nWrite-Output $(if ($password) { '********' })\n",
    ],
  ])('%s: %j', async (language, before, after) => {
    expect(await fixed(language, before, 'mask')).toBe(after);
  });

  it('a second time in the same file, by the helper of the first', async () => {
    const once = await fixed('java', 'class A {\n    void f(String password) {\n        log.info("pw {}", password);\n    }\n}\n', 'mask');
    const again = once!.replace('}\n', '    log.warn(password);\n    }\n');
    expect((await fixed('java', again, 'mask'))!.match(/maskSecret\(/g)).toHaveLength(3);
  });

  it('in Go, by the helper of another file of the package', async () => {
    const text = 'package a\n\nfunc f(password string) {\n\tlog.Print(password)\n}\n';
    const other = 'package a\n\nfunc maskSecret(value interface{}) string {\n\treturn ""\n}\n';
    expect(await fixed('go', text, 'mask', [], [other])).toBe(text.replace('Print(password)', 'Print(maskSecret(password))'));
  });
});

describe('the project’s own masker is taken', () => {
  it.each([
    ['javascript', 'function redact(value) { return "x"; }\nconsole.log(password);\n', [], 'redact(password)'],
    ['javascript', 'const maskToken = (value) => "x";\nconsole.log(password);\n', [], 'maskToken(password)'],
    ['javascript', "import { redact } from './log.js';\nredact(a);\nconsole.log(password);\n", [], 'redact(password)'],
    ['javascript', "import {\n  other,\n  redact,\n} from './log.js';\nredact(a);\nconsole.log(password);\n", [], 'redact(password)'],
    ['javascript', "const { scrub } = require('./log');\nscrub(a);\nconsole.log(password);\n", [], 'scrub(password)'],
    ['javascript', "const { veil } = require('./log');\nconsole.log(password);\n", ['veil'], 'veil(password)'],
    ['python', 'from app.log import redact_value\nredact_value(a)\nprint(password)\n', [], 'redact_value(password)'],
    ['python', 'def mask(value):\n    return "x"\nprint(password)\n', [], 'mask(password)'],
    ['java', 'class A {\n  void f(String password) {\n    log.info(Masks.maskAll(x));\n    log.info(password);\n  }\n}\n', [], 'Masks.maskAll(password)'],
    // Takes two, or belongs to an object, or is not there at all.
    ['javascript', 'function mask(bits, value) { return 1; }\nconsole.log(password);\n', [], 'maskSecret(password)'],
    ['javascript', 'class A { mask(value) { return 1; } }\nconsole.log(password);\n', [], 'maskSecret(password)'],
    ['javascript', 'console.log(password);\n', ['veil'], 'maskSecret(password)'],
  ])('%s: %j', async (language, before, maskers, call) => {
    expect(await fixed(language, before, 'mask', maskers)).toContain(call);
  });
});

describe('only whether there is a value is printed', () => {
  it.each([
    ['javascript', 'console.log("pw", password);\n', 'console.log("pw", Boolean(password));\n'],
    ['javascript', 'log.info({ password });\n', 'log.info({ password: Boolean(password) });\n'],
    ['python', 'print(f"pw {password}")\n', 'print(f"pw {bool(password)}")\n'],
    [
      'java',
      'class A { void f(String password) { log.info("pw {}", password); } }\n',
      'class A { void f(String password) { log.info("pw {}", (password != null)); } }\n',
    ],
    ['go', 'package a\n\nfunc f(password string) {\n\tlog.Print(password)\n}\n', undefined],
  ])('%s: %j', async (language, before, after) => {
    expect(await fixed(language, before, 'presence')).toBe(after);
  });
});

describe('nothing of it is printed', () => {
  it.each([
    ['javascript', 'console.log("pw", password, 1);\n', 'console.log("pw", 1);\n'],
    ['javascript', 'console.log("pw %s", password);\n', 'console.log("pw %s", \'********\');\n'],
    ['javascript', 'console.log(password);\n', "console.log('********');\n"],
    ['javascript', 'console.log(`pw ${password}`);\n', "console.log(`pw ${'********'}`);\n"],
    ['python', 'print("pw", password)\n', 'print("pw")\n'],
    ['python', 'logging.info("pw %s", password)\n', 'logging.info("pw %s", "********")\n'],
    [
      'go',
      'package a\n\nfunc f(password string) {\n\tslog.Info("m", "pw", password)\n}\n',
      'package a\n\nfunc f(password string) {\n\tslog.Info("m", "pw", "********")\n}\n',
    ],
  ])('%s: %j', async (language, before, after) => {
    expect(await fixed(language, before, 'remove')).toBe(after);
  });
});

describe('nothing is offered, and why', () => {
  it.each([
    ['where everything is put in one by one', 'javascript', 'console.log(...Object.values(req.headers));\n', 'one-by-one'],
    ['where the helper’s name is something else', 'javascript', 'let maskSecret = 1;\nconsole.log(password);\n', 'name-taken'],
    ['in an interface of Java', 'java', 'interface A {\n  default void f(String password) {\n    log.info(password);\n  }\n}\n', 'no-place'],
    ['in a part that the parser does not understand', 'javascript', 'function ( { password ) if\n', 'not-parsed'],
    ['in a language that has no mask', 'dockerfile', 'RUN echo password\n', 'language'],
  ])('%s', async (_name, language, text, refused) => {
    const document = { uri: 'file:///a/x', version: 1, languageId: language, text };
    await loadGrammarOf(document);
    const found = language === 'dockerfile' ? [] : logged(document);
    const findings =
      found.length > 0 ? found : [{ rule: 'logging.secret', span: { start: text.indexOf('password'), end: text.indexOf('password') + 8 } } as Finding];
    expect(await maskInLog(document, findings, 'mask', { maskers: [], found, findings: logged })).toEqual({ refused });
  });
});

describe('in the script of a component', () => {
  it.each([
    [
      'vue',
      '<template>\n  <p>{{ x }}</p>\n</template>\n<script>\nexport default { f(password) { console.log(password) } }\n</script>\n<style>p {}</style>\n',
      `<template>\n  <p>{{ x }}</p>\n</template>\n<script>\nexport default { f(password) { console.log(maskSecret(password)) } }\n${JS_HELPER}</script>\n<style>p {}</style>\n`,
    ],
    [
      // Small, these letters are longer.
      'vue',
      '<template><p>İİİİİİİİİİİİ</p></template>\n<script>\nconsole.log(password);\n</script>\n',
      `<template><p>İİİİİİİİİİİİ</p></template>\n<script>\nconsole.log(maskSecret(password));\n${JS_HELPER}</script>\n`,
    ],
    [
      'svelte',
      '<script lang="ts">\n  let password = read();\n  console.log(`pw ${password}`);\n</script>\n<p>x</p>\n',
      `<script lang="ts">\n  let password = read();\n  console.log(\`pw \${maskSecret(password)}\`);\n\nfunction maskSecret(value: unknown): string {\n  return value == null ? String(value) : '********';\n}\n</script>\n<p>x</p>\n`,
    ],
    ['svelte', '<script>console.log(password)</script>\n<p>x</p>\n', `<script>console.log(maskSecret(password))${JS_HELPER}</script>\n<p>x</p>\n`],
  ])('%s', async (languageId, before, after) => expect(await fixed(languageId, before, 'mask')).toBe(after));
});

it('is masked in a script that says its language by its first line alone', async () => {
  expect(await fixed('plaintext', '#!/bin/sh\necho "$DB_PASSWORD"\n', 'mask')).toBe('#!/bin/sh\necho "${DB_PASSWORD:+********}"\n');
});
