import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../server/src/base/document';
import { checkLogging, type LoggingOptions } from '../../../server/src/checks/logging/check';
import { LoggingMemory } from '../../../server/src/checks/logging/incremental';
import { loadGrammarOf } from '../../../server/src/syntax/grammars';
import { Trees } from '../../../server/src/syntax/trees';
import { documentOf } from '../logging.support';
import { csharp } from './samples/csharp';
import { go } from './samples/go';
import { kotlin } from './samples/kotlin';
import { php } from './samples/php';
import { powershell } from './samples/powershell';
import { ruby } from './samples/ruby';
import { rust } from './samples/rust';
import type { Samples } from './samples/sample';
import { shell } from './samples/shell';

/** Whole programs in which places depend on each other: wrappers, fields, types, destructuring, aliases, guards, names of the file. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  typescript: [
    `interface Options { user: string; password: string }
const LOG = getLogger();
const write = LOG.warning;
let shared = 'x';
export async function login(user: string, options: Options) {
  const p = options.password;
  if (!p) { console.log('none', p); }
  let url = \`https://x/\${user}\`;
  url += '?token=' + accessToken;
  LOG.info('GET %s', url, shared, options);
  const headers = { Authorization: 'Bearer ' + apiKey };
  for (const [name, value] of Object.entries(headers)) console.debug(name, value);
  report(p);
  return send({ url, headers });
}
`,
    `function send(options) { console.log(JSON.stringify(options)); debugLog('x', options.url); }
function debugLog(message, detail) { console.log(message, detail); }
function report(it) { LOG.error(it); }
function secretOf(user) { return user.apiKey; }
`,
    `class Client {
  constructor(user, private token) { this.key = secretOf(user); this.name = 'x'; }
  show() { console.log(this.key, this.name); write(this.token); const q = secretOf(this); console.log(q); }
  masked() { const key = mask(this.key); console.log(key); }
}
`,
    // Names that mean a secret only where the file says so elsewhere, in one place.
    `function show(code, pin, sess) { console.log(code, pin, sess, headers); }\n// oauth\nconst t = 'bearer';\n`,
    `const { password: hidden, name } = config;
console.log(hidden, name);
const make = (token) => { console.log(token.length); return token; };
console.log(make(hidden), config.name);
`,
  ],
  python: [
    `LOG = get_logger()
write = LOG.warning
shared = "x"
def login(user, options):
    p = options["password"]
    if p is None:
        LOG.info("none %s", p)
    url = f"https://x/{user}"
    url += "?token=" + access_token
    LOG.info("GET %s %s", url, shared)
    headers = {"Authorization": "Bearer " + api_key}
    for name, value in headers.items():
        print(name, value)
    report(p)
    return """done
"""
`,
    `def report(it):
    LOG.error(it)

# what follows gives keys

def secret_of(user):
    return user.api_key
`,
    `@dataclass
class Client:
    user: str
    password: str

    def show(self):
        self.key = secret_of(self.user)
        print(self.key, self.user)
        write(self.password)
        print(self)
        q = mask(self.key)
        print(q)
`,
    `client = Client("a", token)
print(client)
class Veiled:
    def __repr__(self):
        return "x"

class Login:
    def __init__(self, password):
        self.password = password

    def __repr__(self):
        return f"Login({self.password})"

    def address(self):
        return "x" + self.password

def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--password")
    return parser.parse_args()

def all(login: Login, veiled: Veiled):
    args = options()
    print(args, login, login.address(), veiled)
x = secret_of(client)
if x:
    print(x)
else:
    print(x)
`,
  ],
  java: [
    `class A {
  private static final Logger LOG = LoggerFactory.getLogger(A.class);
  private String key;
  void login(String user, Options options) {
    String p = options.getPassword();
    if (p == null) { LOG.info("none " + p); }
    String url = "https://x/" + user;
    url += "?token=" + accessToken;
    LOG.info("GET {}", url);
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + apiKey);
    for (String name : headers.keySet()) LOG.debug("{}: {}", name, headers.get(name)); /* end */
    this.key = secretOf(user);
    report(p, key);
  }
  void report(String first, String it) { LOG.error("x {}", it); }
  private String secretOf(String user) { return user + apiKey; }
}
`,
    `record Login(String user, String password) {}
class B {
  void show(Login login) { LOG.info("{}", login); String s = mask(login.password()); LOG.info(s); }
  void logIt(Object value) { System.out.println(value); }
  void all() { logIt(token); logIt("x"); }
}
`,
  ],
  go: [
    `package a

type Hidden string

func (Hidden) String() string { return "x" }

type Inner struct { Host, Password string }
type Server struct { inner Inner; apiKey Hidden }

const header = "X-Api-Key"

func (s *Server) Address() string { return "db://app:" + s.inner.Password }

func run(server *Server, r *http.Request, password string) {
\tlog.Printf("%v %v", server.Address(), server.inner)
\tlog.Printf("%v %s", server.apiKey, string(server.apiKey))
\tit := r.Header.Get(header)
\tlog.Println(it, Hidden(password))
\tif password == "" || strings.TrimSpace(password) == "" {
\t\tlog.Println(password)
\t}
}
`,
  ],
  csharp: [
    `public record SignIn(string Email, string Password);
public class Settings {
  public string Host { get; set; }
  public string Password { get; set; }
  public string Address => $"Server={Host};Password={Password}";
}
public class A {
  private readonly Settings _settings;
  public A(IOptions<Settings> settings) { _settings = settings.Value; }
  async Task F(HttpContext context, Settings given) {
    var sent = await context.Request.ReadFromJsonAsync<SignIn>();
    Log.Debug("x {C} {@S}", sent, _settings);
    Log.Debug("x {A}", given.Address);
    if (sent == null || sent.Password == "") { Log.Debug("x {P}", sent.Password); }
  }
}
`,
  ],
  kotlin: [
    `class Hidden(val value: String) { override fun toString() = "x" }
data class Login(val user: String, val password: String, val apiKey: Hidden)
class A(private val login: Login) {
  val address: String get() = "db://\${login.password}"
  fun f(a: A) {
    val made = Json.decodeFromString<Login>(text)
    logger.info("x $login \${login.apiKey} \${login.apiKey.value} $made")
    logger.info("x \${a.address}")
  }
}
`,
  ],
};

const SAMPLES: readonly Samples[] = [go, kotlin, csharp, php, ruby, rust, shell, powershell];

const WORDS = [
  'oauth',
  'gpio',
  'lexer',
  'password',
  'mask',
  'token',
  'p',
  'user',
  'log',
  'x',
  'if ',
  'return ',
  'else',
  'function f() {',
  'def f():\n',
  'class C {',
  'console.log(',
  'print(',
  'this.',
  'self.',
];
const SIGNS = [
  '',
  ' ',
  '\n',
  '\r\n',
  '    ',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '`',
  ';',
  ':',
  ',',
  '.',
  '=',
  ' = ',
  '+',
  '!',
  '#',
  '//',
  '/*',
  '*/',
  '${',
  '$',
  '=>',
  '😀',
];

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
  /** What is put in is taken from the text itself, this far away. */
  readonly copied: number;
  /** Then it is taken back. */
  readonly undone: boolean;
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(12), fc.nat(160)),
    inserted: fc.oneof(fc.constantFrom(...SIGNS), fc.constantFrom(...WORDS)),
    copied: fc.oneof(fc.constant(0), fc.constant(0), fc.nat(1000)),
    undone: fc.boolean(),
  }),
  { minLength: 10, maxLength: 20 },
);

const trees = new Trees();
afterEach(() => {
  trees.forget(documentOf('typescript', '').uri);
});

/** The findings by what is remembered, and by a look at all of it, of the same tree. */
function compare(document: Document, memory: LoggingMemory, options: LoggingOptions): number {
  const kept = trees.of(document);
  if (kept === undefined) throw new Error('no tree');
  const all = checkLogging(document, kept.tree, options);
  expect(checkLogging(document, kept.tree, options, { memory, step: kept.step }), document.text).toEqual(all);
  return all.length;
}

function check(language: string, text: string, steps: readonly Edit[]): number {
  const memory = new LoggingMemory();
  const options = { maskers: new Set(['veil']), declared: new Set(['SHARED']) };
  let document = documentOf(language, text);
  let found = compare(document, memory, options);
  const next = (changed: string): void => {
    document = { ...document, version: document.version + 1, text: changed };
    found += compare(document, memory, options);
  };
  for (const { at, removed, inserted, copied, undone } of steps) {
    const before = document.text;
    const from = Math.floor(at * before.length);
    const source = (from * 7) % Math.max(1, before.length - copied);
    next(before.slice(0, from) + inserted + (copied > 300 ? before.slice(source, source + (copied % 60)) : '') + before.slice(from + removed));
    if (undone) next(before);
  }
  trees.forget(document.uri);
  return found;
}

beforeAll(async () => {
  for (const language of [...Object.keys(PROGRAMS), ...SAMPLES.map(({ file }) => languageOfFile(file))]) await loadGrammarOf(documentOf(language, ''));
});

const languageOfFile = (file: string): string => {
  const sample = SAMPLES.find((each) => each.file === file);
  return sample?.language === 'shellscript' ? 'shell' : (sample?.language ?? '');
};

/** A night's run asks for more: ten to twenty edits each. The name has to begin so, or `support/isolate.ts` takes the variable away. */
const RUNS = Number(process.env.TACIT_TEST_RUNS ?? 8);

const TIME = 240_000 + RUNS * 5_000;

/** What an answer was made of that stands beside the node that was asked about: an edit there, and the text before and after it. */
const BESIDE: readonly (readonly [language: string, text: string, from: string, to: string])[] = [
  ['rust', '#[derive(Debug)]\npub struct A { pub password: String }\n\n\nfn f(a: A) {\n    let x = 1;\n    dbg!(&a);\n}\n', 'derive', "d'erive"],
  ['python', '@dataclass\nclass A:\n    password: str\n\n\ndef f(a: A):\n    x = 1\n    print(a)\n', 'dataclass', 'final'],
];

describe('what is logged in a text that is edited', () => {
  it.each(BESIDE)('depends in %s on what stands beside a declaration', (language, text, from, to) => {
    const memory = new LoggingMemory();
    const document = documentOf(language, text);
    expect(compare(document, memory, {})).toBe(1);
    expect(compare({ ...document, version: document.version + 1, text: text.replace(from, to) }, memory, {})).toBe(0);
  });

  it.each(Object.keys(PROGRAMS))(
    'is found in %s as in the whole text',
    (language) => {
      const parts = PROGRAMS[language] ?? [];
      let found = 0;
      fc.assert(
        fc.property(fc.shuffledSubarray([...parts, ...parts], { minLength: 1 }), edits, (chosen, steps) => {
          found += check(language, chosen.join('\n'), steps);
        }),
        { numRuns: RUNS * 2 },
      );
      expect(found).toBeGreaterThan(RUNS * 10);
    },
    TIME,
  );

  it.each(SAMPLES)(
    'is found in $language as in the whole text',
    (samples) => {
      let found = 0;
      const statement = fc.constantFrom(...samples.leaks, ...samples.clean);
      fc.assert(
        fc.property(fc.array(fc.array(statement, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }), edits, (functions, steps) => {
          found += check(languageOfFile(samples.file), functions.map((all) => samples.around(all.join('\n'))).join('\n'), steps);
        }),
        { numRuns: RUNS },
      );
      expect(found).toBeGreaterThan(RUNS);
    },
    TIME,
  );
});
