import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../server/src/checks/logging/model/fileModel';
import { isKeyword } from '../../../server/src/checks/logging/reach/text/reserved';
import { findingsIn } from '../logging.support';

/*
 * What a file that is read whole asks of a call by its name, the look before the parse must know, too: a function of which nothing is known is taken for one
 * that shows nothing. So every word that the engine's files have in a pattern or a list is called in each language, and both readings must agree.
 */

const FOLDER = join(import.meta.dirname, '../../../server/src/checks/logging/engine/values');
const names = new Set<string>();
for (const file of readdirSync(FOLDER)) {
  // Words of patterns and lists, not those of comments and of the code around them.
  const source = readFileSync(join(FOLDER, file), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  for (const [written] of source.matchAll(/\/(?:\\.|[^/\\\n])+\/[a-z]{0,3}|'[^'\n]+'/g))
    for (const [name] of written.matchAll(/(?<!\\)[A-Za-z_]{3,24}/g))
      names.add(name).add(name.replace(/_(?=[a-z])([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

/** How a language calls functions and methods with a secret, and prints what they give. */
const LANGUAGES: Readonly<Record<string, { readonly around: (lines: string) => string; readonly lines: (name: string, at: number) => readonly string[] }>> = {
  javascript: {
    around: (lines) => `function f(o, password) {\n${lines}}\n`,
    lines: (name, at) => [
      `console.log(${name}(password));`,
      `console.log(o.${name}(password, 1));`,
      `const v${at} = o.${name}(1, password); console.log(v${at});`,
    ],
  },
  python: {
    around: (lines) => `def f(o, password):\n${lines}`,
    lines: (name, at) => [`    print(${name}(password))`, `    print(o.${name}(password, 1))`, `    v${at} = o.${name}(1, password)`, `    print(v${at})`],
  },
  go: {
    around: (lines) => `package a\nfunc f(o T, password string) {\n${lines}}\n`,
    lines: (name, at) => [`log.Print(${name}(password))`, `log.Print(o.${name}(password, 1))`, `v${at} := o.${name}(1, password)`, `log.Print(v${at})`],
  },
  java: {
    around: (lines) => `class A { void f(T o, String password) {\n${lines}} }\n`,
    lines: (name, at) => [
      `System.out.println(${name}(password));`,
      `System.out.println(o.${name}(password, 1));`,
      `var v${at} = o.${name}(1, password); System.out.println(v${at});`,
    ],
  },
  csharp: {
    around: (lines) => `class A { void F(T o, string password) {\n${lines}} }\n`,
    lines: (name, at) => [
      `Console.WriteLine(${name}(password));`,
      `Console.WriteLine(o.${name}(password, 1));`,
      `var v${at} = o.${name}(1, password); Console.WriteLine(v${at});`,
    ],
  },
  rust: {
    around: (lines) => `fn f(o: T, password: &str) {\n${lines}}\n`,
    lines: (name, at) => [
      `println!("{}", ${name}(password));`,
      `println!("{}", o.${name}(password, 1));`,
      `let v${at} = o.${name}(1, password); println!("{}", v${at});`,
    ],
  },
};

/** Calls of one text, so that it stays one of a usual size. */
const MOST = 40;

describe.each(Object.entries(LANGUAGES))('the look before the parse knows what the engine asks of calls in %s', (language, { around, lines }) => {
  it('whatever they are called', { timeout: 120_000 }, async () => {
    // A word of the language is no name.
    const all = [...names].filter((name) => !isKeyword(name, language as LanguageId)).sort();
    expect(all.length).toBeGreaterThan(300);
    for (let from = 0; from < all.length; from += MOST)
      await findingsIn(
        language,
        around(
          all
            .slice(from, from + MOST)
            .map((name, at) => `${lines(name, at).join('\n')}\n`)
            .join(''),
        ),
      );
  });
});
