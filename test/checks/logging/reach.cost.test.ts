import { describe, it } from 'vitest';
import { sinksThatMayPrint } from '../../../server/src/checks/logging/prefilter';
import { expectLinear } from '../../support/cost';
import { documentOf } from '../logging.support';

/** Fills a text of about a size with pieces, behind what makes it one that prints something which may be a secret somewhere. */
const filled = (head: string, size: number, piece: (index: number) => string, end = ''): string => {
  const pieces: string[] = [head];
  for (let length = head.length, index = 0; length < size; index++) {
    const next = piece(index);
    pieces.push(next);
    length += next.length;
  }
  return `${pieces.join('')}\n${end}`;
};

let texts = 0;
/** Words that no text before had: words are kept from text to text, and a text read again would cost a tenth of one that is new. */
const wordsOfItsOwn = (): ((index: number) => string) => {
  const text = (texts++).toString(36);
  return (index) => `v${text}_${index.toString(36)};`;
};

/** Texts made so that what is looked at once in each of them is looked at again and again. */
const HOSTILE: readonly (readonly [language: string, what: string, text: (size: number) => string])[] = [
  ['go', 'calls that hide and never end', (size) => filled('package a\n// token\nfunc f() {\nlog.Print(', size, () => 'len(')],
  ['go', 'calls of which nothing is known and that never end', (size) => filled('package a\n// token\nfunc f() {\nlog.Print(', size, (i) => `f${i}(a`)],
  ['javascript', 'brackets that never end', (size) => filled('// token\nconsole.log(a, b);\n', size, () => '((a,')],
  ['javascript', 'brackets that never begin', (size) => filled('// token\nconsole.log(a);\n', size, () => '()).get).a')],
  ['go', 'chains of which nobody knows on what they stand', (size) => filled('package a\n// token\nfunc f() {\nlog.Print(a)\n', size, () => ')).Get(a)')],
  ['go', 'quotes in chains', (size) => filled('package a\n// token\nfunc f() {\nlog.Print(a)\n', size, () => 'f("a").Get("a"')],
  ['python', 'classes in classes', (size) => filled('# token\nprint(C0())\n', size, (i) => `${' '.repeat(i % 40)}class C${i}(BaseModel):\n`)],
  [
    'java',
    'classes in classes',
    (size) => filled('// token\nclass A { void f(C0 c) { System.out.println(c); }\n', size, (i) => `@Data class C${i} { C${i + 1} a; `),
  ],
  ['rust', 'functions in functions', (size) => filled('// token\nfn a() { println!("{}", f0()); }\n', size, (i) => `fn f${i}() -> u8 { f${i + 1}() `)],
  ['rust', 'patterns of one match', (size) => filled('// token\nfn a() { println!("{}", x0); match x {\n', size, (i) => `Some(x${i}) => x${i + 1},\n`)],
  ['go', 'errors', (size) => filled('package a\n// token\nfunc f() {\nlog.Print(err)\n', size, (i) => `a, err := f(err${i % 50})\nlog.Print(err${i % 50})\n`)],
  ['javascript', 'sinks that all lead to one another', (size) => filled('// token\n', size, (i) => `const a${i} = g(a${i + 1}); console.log(a${i});\n`)],
  [
    'javascript',
    'sinks that all lead to a secret',
    (size) => filled('', size, (i) => `const a${i} = \`\${a${i + 1}}\`; console.log(a${i});\n`, 'const a9 = password;'),
  ],
  ['javascript', 'blanks in front of a hundred sinks', (size) => `// token\n${' '.repeat(size / 2)}${'console.log(x);'.repeat(size / 30)}`],
  ['javascript', 'blanks behind a sink', (size) => `token;console.log(x)${'\n'.repeat(size)}.y;`],
  ['javascript', 'blanks behind names that may be given something', (size) => `token;console.log(x);\n${'x,'.repeat(100)}${'\n'.repeat(size)}}`],
  ['javascript', 'a text that names things in many words', (size) => `token;console.log(value, "${'a_'.repeat(size / 2)}!")`],
  ['javascript', 'a text of many hyphens', (size) => `token;console.log(value, "${'a-'.repeat(size / 2)}!")`],
  ['javascript', 'calls that never end', (size) => filled('token;\n', size, () => 'console.log(x,\n')],
  ['javascript', 'quotes that are never closed', (size) => filled('token;console.log(x);\n', size, () => "\\'")],
  ['javascript', 'templates that are never closed', (size) => filled('token;console.log(x);\n', size, () => '\\`')],
  ['javascript', 'templates in templates', (size) => filled('token;console.log(x);\n', size, () => '`${')],
  ['javascript', 'comments that are never closed', (size) => filled('token;console.log(x);\nx=1;\n', size, () => '/* ')],
  ['javascript', 'patterns that are never closed', (size) => filled('token;console.log(x);\nx=1;\n', size, () => '=/[')],
  ['javascript', 'more words than are kept', (size) => filled('token;console.log(x);\n', size * 8, wordsOfItsOwn())],
  ['rust', 'quotes that are never closed', (size) => filled('fn token(){}\nprintln!("{}",x);\n', size, () => '\\"')],
  ['go', 'an error that every function tells', (size) => filled('package a\nvar token = 1\n', size, () => 'func a() {\n\tlog.Print(err)\n}\n')],
  ['python', 'functions without a name on one line', (size) => filled('token = 1\n', size, () => 'print(x, lambda x: 1);')],
  ['python', 'texts that are never closed', (size) => filled('token = 1\nprint(x)\nx = 1\n', size, () => `"""\'\'\'\\"""`)],
];

describe('the look before the parse', () => {
  it.each(HOSTILE)('takes no more than a file is long in %s with %s', { timeout: 120_000 }, (language, _, text) => {
    expectLinear((size) => void sinksThatMayPrint(documentOf(language, text(size)), { declared: new Set(), flagged: [] }), 60_000);
  });
});
