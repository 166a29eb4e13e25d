import { describe, expect, it } from 'vitest';
import { mayLogSecrets, mayPrintSecret, sinksThatMayPrint } from '../../../server/src/checks/logging/prefilter';
import { documentOf, findingsIn } from '../logging.support';
import { csharp } from './samples/csharp';
import { go } from './samples/go';
import { kotlin } from './samples/kotlin';
import { php } from './samples/php';
import { powershell } from './samples/powershell';
import { ruby } from './samples/ruby';
import { rust } from './samples/rust';
import { shell } from './samples/shell';

/** Files in which nothing is named that could be a secret, though they log and a word of a secret stands in them. */
const NAMELESS: readonly (readonly [language: string, text: string])[] = [
  ['javascript', '/** @author Someone */\nfunction run(x) { console.log("passed", x); return x.length; }\n'],
  ['typescript', 'export function bypass(row: Row) { if (row.authored) throw new Error(`no ${row.name}`); }\n'],
  ['python', '# the author of this passes\nprint("compass", name)\n'],
  ['go', 'package a\n\n// Authors of this file\nfunc run(n int) { log.Printf("bypass %d", n) }\n'],
  ['go', 'package a\n\n// Token of nothing.\nfunc run(opts Options) { log.Printf("%v", opts.Names) }\n'],
  ['python', '# password\ndef run(arguments):\n    print(arguments)\n'],
  ['go', 'package a\n\nfunc run() {\n\tsecret, err := client.Secret(name)\n\tlog.Print(err)\n\tuse(secret)\n}\n'],
  ['go', 'package a\n\nfunc run() {\n\tnode, err := client.Core().Nodes().Get(ctx, name) // a token\n\tlog.Print(node.Name)\n}\n'],
  ['go', 'package a\n\nfunc run(password string) {\n\terr := login(password)\n\tlog.Print(err)\n}\n'],
  ['go', 'package a\n\nfunc run(password string) {\n\tuser := Login(password)\n\tlog.Print(user)\n}\n'],
  ['javascript', 'async function run(password) {\n  const user = await login(password);\n  console.log(user);\n}\n'],
  ['go', 'package a\n\nfunc run(secrets []Secret) { log.Printf("bad: %d", len(secrets)) }\n'],
  ['python', 'class Account:\n    """Has a password."""\n    def check(self, password):\n        return len(password)\nprint(Account())\n'],
  ['javascript', 'class Account {\n  check(x) { return this.password.length > x; }\n}\nconsole.log(new Account());\n'],
  ['java', 'class Account { String password; }\nclass A { void f(Account account) { System.out.println(account); } }\n'],
  ['python', '# login\nclass Failure(Exception):\n    pass\ndef run(failure: Failure):\n    print(failure)\n'],
];

/** Texts that print often, and a secret at one place: where it is the line says. */
const APART: readonly (readonly [language: string, text: string])[] = [
  ['go', 'package a\n\nfunc run(password string) {\n\tstr := name\n\tlog.Print(name)\n\tlog.Print(password) // LEAK\n\tlog.Print(str)\n}\n'],
  ['go', 'package a\n\nfunc run(n int) {\n\tstr := password\n\tlog.Print(n)\n\tlog.Print(str) // LEAK\n}\n'],
  ['go', 'package a\n\nfunc run(secret string) {\n\tlog.Info().Msg("x")\n\tlog.Error().\n\t\tErr(err).\n\t\tStr("a", secret). // LEAK\n\t\tMsg("y")\n}\n'],
  [
    'go',
    'package a\n\nfunc run() {\n\tfor _, each := range all(password) {\n\t\tlog.Print(each) // LEAK\n\t\tlog.Print(n)\n\t}\n}\nfunc all(s string) []string { return []string{s} }\n',
  ],
  [
    'java',
    'class A {\n  void f(List<String> passwords) {\n    log.info("x" + count);\n    for (String each : passwords) {\n      log.info("x " + each); // LEAK\n    }\n  }\n}\n',
  ],
  [
    'go',
    'package a\n\nfunc run(password string) {\n\tuser := login(password)\n\tlog.Print(name)\n\tlog.Print(user) // LEAK\n}\nfunc login(s string) string { return "x" + s }\n',
  ],
  ['go', 'package a\n\nfunc run(password string) {\n\ttext := []byte(password)\n\tlog.Print(name)\n\tlog.Print(string(text)) // LEAK\n}\n'],
  ['python', 'def f(password):\n    print(name)\n    print(f"{user}:{password}")  # LEAK\n    print(len(password))\n'],
  ['javascript', 'const text = `${user}:${token}`;\nconsole.log(user);\nconsole.log(text); // LEAK\nconsole.log(text.length);\n'],
];

/** The same on one line: what gives a value stands in a body that begins on it. */
const ON_ONE_LINE: readonly (readonly [language: string, text: string])[] = [
  ['javascript', 'function f(user) { const x = getToken(); console.log(x); }'],
  ['javascript', 'const g = () => { const x = `${password}`; console.log(x); };'],
  ['javascript', 'if (a) { const x = getToken(); console.log(x); }'],
  ['go', 'package a\nfunc f() { x := getToken(); log.Print(x) }\n'],
  ['csharp', 'class A { void F() { var x = GetPassword(); Console.WriteLine(x); } }'],
  ['java', 'class A { void f() { var x = getPassword(); System.out.println(x); } }'],
  ['java', 'class A { void f() { System.getenv().forEach((k, v) -> System.out.println(v)); token(); } }'],
  ['rust', 'fn f() { let x = get_token(); println!("{}", x); }'],
  ['python', 'def f(): x = get_token(); print(x)\n'],
];

const NOTHING_KNOWN = { declared: new Set<string>(), flagged: [] };

describe('a text is not parsed', () => {
  it.each(NAMELESS)('in %s where nothing in it names a secret', (language, text) => {
    expect(mayLogSecrets(documentOf(language, text))).toBe(true);
    expect(mayPrintSecret(documentOf(language, text), NOTHING_KNOWN)).toBe(false);
  });

  it.each(APART)('but for one sink of several in %s: %s', async (language, text) => {
    const leak = text.indexOf('LEAK');
    const sinks = sinksThatMayPrint(documentOf(language, text), NOTHING_KNOWN);
    expect(sinks === 'all' ? sinks : [...sinks].map((at) => text.slice(0, at).split('\n').length)).toEqual([text.slice(0, leak).split('\n').length]);
    expect(await findingsIn(language, text)).toHaveLength(1);
  });

  it.each(ON_ONE_LINE)('unless it is, on one line too, in %s: %s', async (language, text) => expect(await findingsIn(language, text)).toHaveLength(1));

  it('only then: whatever is found is found in a text that is read', async () => {
    let found = 0;
    const missed: string[] = [];
    for (const { language, around, leaks, clean } of [go, kotlin, csharp, php, ruby, rust, shell, powershell]) {
      const name = language === 'shellscript' ? 'shell' : language;
      for (const statement of [...leaks, ...clean]) {
        // Of the file around, nothing but what it takes to parse: its names are not the statement's.
        for (const text of [statement, around(statement).replace(/password|apiKey|token|Password/g, (word) => (statement.includes(word) ? word : 'name'))]) {
          if ((await findingsIn(name, text)).length === 0) continue;
          found++;
          if (!mayPrintSecret(documentOf(name, text), NOTHING_KNOWN)) missed.push(`${name}: ${text}`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect(found).toBeGreaterThan(400);
  });
});
