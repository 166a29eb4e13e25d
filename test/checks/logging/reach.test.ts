import { describe, expect, it } from 'vitest';
import { findingsIn } from '../logging.support';

/*
 * What the look before the parse must not lose: `findingsIn` reads each text whole, and again with only the sinks that the look lets pass. Each is read with
 * the line ends of Windows as well.
 */

type Row = readonly [language: string, text: string];

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** Functions whose body begins where it may: on the next line, behind a type with brackets of its own. */
const BODIES: readonly Row[] = [
  [
    'csharp',
    lines(
      'class A',
      '{',
      '    string Load()',
      '    {',
      '        return GetPassword();',
      '    }',
      '    void F()',
      '    {',
      '        Console.WriteLine(Load());',
      '    }',
      '}',
    ),
  ],
  ['javascript', lines('function load()', '{', '  return password;', '}', 'console.log(load());')],
  ['rust', lines('fn load<T>(_: T) -> String', 'where', '    T: Copy,', '{', '    password()', '}', 'fn f() {', '    println!("{}", load(1));', '}')],
  [
    'java',
    lines('class A {', '  String load()', '      throws Exception {', '    return getPassword();', '  }', '  void f() { System.out.println(load()); }', '}'),
  ],
  ['go', lines('package a', 'func load() interface{} {', '\treturn getPassword()', '}', 'func f() {', '\tfmt.Println(load())', '}')],
  [
    'go',
    lines(
      'package a',
      'func load() (map[string]interface{}, error) {',
      '\treturn getSecrets(password), nil',
      '}',
      'func f(password string) {',
      '\tx, _ := load()',
      '\tfmt.Println(x, password)',
      '}',
    ),
  ],
];

/** Names that have their value from further out than the block in which they are printed. */
const OUTSIDE: readonly Row[] = [
  ['python', lines('import os', 'value = os.environ["DB_PASSWORD"]', 'for i in range(3):', '    print(value)', '    value = value + "x"')],
  ['python', lines('import os', 'value = os.environ["DB_PASSWORD"]', 'if not value:', '    value = "none"', '    print(value)', 'print(value)')],
  ['python', lines('def f():', '    value = get_password()', '    text = """', 'at the beginning', '"""', '    print(value)')],
  ['javascript', lines('const string = process.env.DB_PASSWORD;', 'console.log(string);')],
  ['javascript', lines('function show(number) {', '  console.log(number);', '}', 'show(password);')],
  ['go', lines('package a', 'func f() {', '\tany := getPassword()', '\tlog.Print(any)', '}')],
];

/** Statements that go on where a comment or a bracket stands between. */
const GOING_ON: readonly Row[] = [
  ['javascript', lines('const x = prefix + // why', '  password;', 'console.log(x);')],
  ['javascript', lines('const x =', '  // why', '  password;', 'console.log(x);')],
  ['javascript', lines('const x = a ? b :', '  password;', 'console.log(x);')],
  ['java', lines('class A {', '  static final String VALUE =', '      // why', '      getPassword();', '  void f() { System.out.println(VALUE); }', '}')],
  [
    'java',
    lines('class A { void f(int a) {', '  String x = switch (a) {', '    case 1 -> password;', '    default -> "";', '  };', '  System.out.println(x);', '} }'),
  ],
  [
    'csharp',
    lines(
      'class A { void F() {',
      '  var x = new Dictionary<string, string>',
      '  {',
      '    ["a"] = password',
      '  };',
      '  Console.WriteLine(x["a"]);',
      '  Console.WriteLine(password);',
      '} }',
    ),
  ],
];

/** Literals and comments after which code goes on. */
const LITERALS: readonly Row[] = [
  ['csharp', lines('class A { void F() {', '  var dir = @"C:\\logs\\";', '  var x = GetPassword();', '  Console.WriteLine(x);', '} }')],
  ['csharp', 'class A { void F() { Console.WriteLine(@"C:\\dir\\" + password); } }\n'],
  ['rust', lines('fn f() {', '    let dir = r"C:\\logs\\";', '    let x = get_password();', '    println!("{} {}", dir, x);', '}')],
  ['javascript', lines("const a = `a ${b ? `don't ${c}` : ''}`;", 'function report(m) {', '  console.log(`x ${m}`);', '}', 'report(password);')],
  ['javascript', '/* istanbul ignore next */ console.log(password);\n'],
  ['javascript', lines('class A {', '  *run() { console.log(this.password); }', '}')],
  ['go', lines('package a', 'func f(password string) {', '\t/* debug */ log.Println(password)', '}')],
];

/** What is written into something by another call, and what else makes a value. */
const MADE: readonly Row[] = [
  [
    'go',
    lines('package a', 'func f(password string) {', '\tvar text strings.Builder', '\tfmt.Fprintf(&text, "%s", password)', '\tlog.Println(text.String())', '}'),
  ],
  ['go', lines('package a', 'func f(password string) {', '\tvar err error = fmt.Errorf("x %s", password)', '\tlog.Print(err)', '}')],
  ['go', lines('package a', 'func f(password string) {', '\tlog.Print(any(password))', '}')],
  ['python', lines('if debug: print password')],
  ['python', lines('def shown[T](x: T) -> str:', '    return f"<{x}>"', 'print(shown(password))')],
];

describe.each([
  ['bodies', BODIES],
  ['names of further out', OUTSIDE],
  ['statements that go on', GOING_ON],
  ['literals and comments', LITERALS],
  ['what is made', MADE],
])('the look before the parse loses nothing of %s', (_what, rows) => {
  it.each(rows)('in %s: %s', async (language, text) => {
    expect((await findingsIn(language, text)).length).toBeGreaterThan(0);
    await findingsIn(language, text.replace(/\n/g, '\r\n'));
  });
});
