import { describe, expect, it } from 'vitest';
import { findingsIn, printedIn, type PrintedRow } from '../logging.support';

/*
 * What is called as a secret is called and is another thing, as the file around it tells; and beside each its neighbour, which is one.
 */

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** A place on a ring of hashes, by which data is spread over servers. */
const RINGS: readonly PrintedRow[] = [
  ['java', 'class A { IPartitioner partitioner; void m(Token token) { LOG.info("moving to {}", token); } }', []],
  ['java', 'class A { void m(DecoratedKey key) { LOG.warn("corrupt row at " + key.getToken()); } }', []],
  ['kotlin', 'fun m(tokens: TokenRange) { logger.info("owns ${tokens.token}") }', []],
  ['go', 'package a\n\nvar ring hashRing\n\nfunc f(token string) {\n\tlog.Printf("owner of %s", token)\n}\n', []],
  ['python', 'def owner(token):\n    log.info("at %s of %s", token, consistent_hash)\n', []],
  ['java', 'class A { IPartitioner partitioner; void m(String accessToken) { LOG.info("called with {}", accessToken); } }', ['accessToken']],
  ['java', 'class A { void m(String token) { LOG.info("called with {}", token); } }', ['token']],
  ['python', 'def owner(token):\n    send(access_token)\n    log.info("at %s of %s", token, consistent_hash)\n', ['token']],
];

/** …and one word of a comment makes nobody's token a place on a ring, a container's name or public, where the file deals with logins. */
const ONLY_WORDS: readonly PrintedRow[] = [
  ['java', 'class A { // the partitioner is elsewhere\n void m(String token) { authenticate(token); LOG.info("called with {}", token); } }', ['token']],
  ['java', 'class A { // as a Partitioner does.\n void m(String token) { login(token); LOG.info("called with {}", token); } }', ['token']],
  ['typescript', '@Injectable()\nexport class AuthService { login(token: string) { console.log("got " + token); } }', ['token']],
  ['typescript', 'import "reflect-metadata";\nexport function authenticate(token: string) { console.log("got " + token); }', ['token']],
  [
    'typescript',
    'export class AuthService { constructor(private injector: Injector) {}\n login(token: string) { this.injector.get(Router); console.log("got " + token); } }',
    ['token'],
  ],
  ['typescript', '// no InjectionToken here\nexport function signIn(token: string) { console.log("got " + token); }', ['token']],
  ['go', 'package a\n\n// behind http-01 only\nfunc login(token string) {\n\tlog.Printf("got %s", token)\n}\n', ['token']],
  ['python', '# not in the identity_map\ndef login(identity_token):\n    log.info("signed in by %s", identity_token)\n', ['identity_token']],
];

/** Where the code has such things its tokens are nothing; where a word alone says so, or a login stands beside it, a hint is left. */
const GRADES: readonly (readonly [language: string, text: string, grades: readonly string[]])[] = [
  ['java', 'import org.apache.cassandra.dht.Token;\nclass A { void m(Token token) { LOG.info("at {}", token); } }', []],
  ['java', 'class A { IPartitioner partitioner; void m(Token token) { LOG.info("at {}", token); } }', []],
  ['java', 'class A { /* see the partitioner */ void m(Token token) { LOG.info("at {}", token); } }', ['placeholder']],
  ['java', 'class A { IPartitioner partitioner; void login(String token) { LOG.info("at {}", token); } }', ['placeholder']],
  ['go', 'package a\n\nvar ring *hashRing\n\nfunc f(token string) {\n\tlog.Printf("owner of %s", token)\n}\n', []],
  ['typescript', 'const found = new InjectionToken("a");\nfunction get(token) { console.error(`no provider for ${token}`); }', []],
  ['typescript', 'const all = [{\n    provide: A }];\nfunction get(token) { console.error(`no provider for ${token}`); }', []],
  ['python', '"""What a server has to provide: a name."""\ndef f(token):\n    log.info("got %s", token)\n', ['likely']],
  ['typescript', '// of the injector\nfunction get(token) { console.error(`no provider for ${token}`); }', ['placeholder']],
  ['go', 'package a\n\nfunc (p *P) Present(domain, token, keyAuth string) {\n\tlog.Printf("serves %s", token)\n}\n', []],
  ['go', 'package a\n\n// for http-01\nfunc f(token string) {\n\tlog.Printf("serves %s", token)\n}\n', ['placeholder']],
  ['python', 'def load(identity_token):\n    log.info("no row for %s", identity_token, session.identity_map.get(key))\n', []],
  ['python', '# an identity_map\ndef load(identity_token):\n    log.info("no row for %s", identity_token)\n', ['placeholder']],
];

/** What a container knows an object by. */
const CONTAINERS: readonly PrintedRow[] = [
  ['typescript', 'function get(token: InjectionToken) { throw new Error(`no provider for ${String(token)}`); }', []],
  ['javascript', 'moduleRef.links.get(token);\nconsole.error(`${token} is unknown`);', []],
  ['csharp', 'class A { void F(object token) { _logger.LogError("nothing for {T} of {I}", token, injector); } }', []],
  ['javascript', 'class A { get(token) { fetch(url, { headers: { Authorization: `Bearer ${token}` } }); console.log(token); } injector; }', ['token']],
];

/** What shows an authority who owns a domain, and what maps rows to objects. */
const PUBLIC: readonly PrintedRow[] = [
  ['go', 'package a\n\nfunc f(token string) {\n\tlog.Printf("acme challenge %s", token)\n\tserve("http-01", token)\n}\n', []],
  ['python', 'def load(identity_token):\n    raise LookupError("no row for %s in %s" % (identity_token, identity_map))\n', []],
  ['python', 'def load(identity_token):\n    log.info("signed in by %s", identity_token)\n', ['identity_token']],
  ['java', 'class A { void m(Event event) { LOG.info("raised by {}", event.parentToken); } }', []],
];

/** `Token` in front of a value is a scheme in a header, and a word in a sentence. */
const SCHEMES: readonly PrintedRow[] = [
  ['java', 'class A { void m(int kind) { throw new SecurityException("Token " + kind(kind) + " is not allowed"); } }', []],
  ['javascript', 'console.log(`Token ${name}`);', []],
  ['python', 'err = "Token " + describe(x)\nlog.info("%s", err)\n', []],
  ['python', 'headers["Authorization"] = "Token " + read(authToken)\nlog.info("%s", "Token " + read(authToken))\n', ['"Token " + read(authToken)']],
  ['javascript', 'console.log("Bearer " + read(authToken));', ['"Bearer " + read(authToken)']],
  ['java', 'class A { void m() { LOG.info("Bearer " + read(authToken) + " was refused"); } }', []],
];

/** By what is done with it: whoever opens it as a file holds a path, whoever finds a secret by it a name. */
const NAMES: readonly PrintedRow[] = [
  ['go', 'package a\n\nfunc f(creds string) {\n\tb, err := os.ReadFile(creds)\n\tlog.Printf("cannot read %s", creds)\n\tuse(b, err)\n}\n', []],
  ['python', 'def f(credentials):\n    with open(credentials) as file:\n        use(file)\n    log.info("read %s", credentials)\n', []],
  ['javascript', 'function f(secret) { const key = fs.readFileSync(secret); console.log(`read ${secret}`); }', []],
  ['java', 'class A { void m(String credentials) { use(new File(credentials)); LOG.info("read {}", credentials); } }', []],
  ['rust', 'fn f(secret: &str) { let key = fs::read_to_string(secret); println!("read {}", secret); }', []],
  ['ruby', 'def f(secret)\n  key = File.read(secret)\n  puts "read #{secret}"\nend\n', []],
  ['php', '<?php function f($secret) { $key = file_get_contents($secret); error_log("read " . $secret); }', []],
  ['go', 'package a\n\nfunc f(secret string) {\n\ts, err := client.GetSecret(ns, secret)\n\tlog.Printf("no secret %s: %v", secret, err)\n\tuse(s)\n}\n', []],
  ['go', 'package a\n\nfunc f(auth Auth) error {\n\ts := kube.Secrets(ns).Get(ctx, auth.Secret)\n\treturn fmt.Errorf("no secret %s", auth.Secret)\n}\n', []],
  ['python', 'def f(secret):\n    value = api.read_namespaced_secret(secret, namespace)\n    log.info("read %s", secret)\n', []],
  ['python', 'def f(mapping):\n    key = os.environ.get(mapping["secret_key"])\n    log.info("unset: %s", mapping["secret_key"])\n', []],
  ['java', 'class A { void m(String sessionKey) { s.getAttribute(sessionKey); LOG.info("password of {}", sessionKey); } }', []],
  ['go', 'package a\n\nfunc f(secret string) {\n\tsend(url, secret)\n\tlog.Printf("no answer for %s", secret)\n}\n', ['secret']],
  ['go', 'package a\n\nfunc f(apiKey string) {\n\ts := client.GetSecret(apiKey, name)\n\tlog.Printf("asked with %s", apiKey)\n}\n', ['apiKey']],
  ['python', 'def f(secret):\n    with open(path) as file:\n        file.write(secret)\n    log.info("wrote %s", secret)\n', ['secret']],
  ['javascript', 'function f(cookies) { all = addCookies(cookies, more); console.log(cookies, password); }', ['cookies', 'password']],
];

/** One word of several, or a sign of a text that is taken apart. */
const WORDS: readonly PrintedRow[] = [
  ['javascript', 'function f(token) { if (token === "lastWeek") return 1; throw new Error(`no case for ${token}`); }', []],
  ['javascript', 'const known = ["D", "YYYY"];\nfunction f(token) { if (known.includes(token)) return; console.warn(`use another than ${token}`); }', []],
  ['typescript', 'function f(token: string) { switch (token) { case "a": return 1; } console.log("unknown " + token); }', []],
  ['python', 'def f(token):\n    if token in ("asc", "desc"):\n        return\n    print(f"unknown {token}")\n', []],
  ['python', 'def f(token):\n    if token.startswith("--"):\n        return\n    print(f"unknown {token}")\n', []],
  ['java', 'class A { void m(String token) { if ("and".equals(token)) return; throw new IllegalStateException("unknown " + token); } }', []],
  ['go', 'package a\n\nfunc f(token string) {\n\tswitch token {\n\tcase "a":\n\t\treturn\n\t}\n\tlog.Printf("unknown %s", token)\n}\n', []],
  ['rust', 'fn f(token: &str) { match token { "a" => return, _ => println!("unknown {}", token) } }', []],
  ['kotlin', 'fun f(token: String) { when (token) { "a" -> return }\n println("unknown $token") }', []],
  ['csharp', 'class A { void F(string token) { if (token == "and") return; _logger.LogError("unknown {T}", token); } }', []],
  ['ruby', 'def f(token)\n  return if token == "and"\n  puts "unknown #{token}"\nend\n', []],
  ['javascript', 'function f(token) { if (token === "" || token === "undefined") return; console.log(token); }', ['token']],
  ['javascript', 'function f(token) { if (token.startsWith("ey")) return; console.log(token); }', ['token']],
  ['python', 'def f(token):\n    if token == "Bearer":\n        return\n    print(f"called with {token}")\n', ['token']],
  ['javascript', 'function f(accessToken) { if (accessToken === "later") return; console.log(accessToken); }', ['accessToken']],
  ['javascript', 'function f(token) { if (sessions.has(token)) return; console.log(token); }', ['token']],
];

/** Pieces and parts: what is beside the secret in the same text or object. */
const BESIDE: readonly PrintedRow[] = [
  ['java', 'class A { void m(String text) { String[] tokens = text.split(";"); for (String token : tokens) LOG.info("not known: {}", token); } }', []],
  ['python', 'def f(text):\n    for token in text.split(","):\n        print(f"not known: {token}")\n', []],
  ['go', 'package a\n\nfunc f(text string) {\n\tfor _, token := range strings.Fields(text) {\n\t\tlog.Printf("not known: %s", token)\n\t}\n}\n', []],
  ['javascript', 'function f(req) { const token = req.headers.authorization.split(" ")[1]; console.log(token); }', ['token']],
  ['python', 'def f(tokens):\n    for token in tokens:\n        print(f"bearer {token}")\n', ['token']],
  [
    'java',
    'class A { void m(String value) { if (a) { url = value; } else if (b) { user = value; } else { password = value; } LOG.info("at {}", value); } }',
    [],
  ],
  ['java', 'class A { void m(String value) { password = value; LOG.info("set {}", value); } }', ['value']],
  ['go', 'package a\n\nfunc f(dsn, password string) {\n\tdbname := dsn[i+1 : j]\n\tlog.Printf("no database %s", dbname)\n}\n', []],
  ['go', 'package a\n\nfunc f(dsn, password string) {\n\tlog.Printf("cannot open %s", dsn)\n}\n', ['dsn']],
  [
    'python',
    'def f(user):\n    count = users.update(password=user.password)\n    print("%d rows" % count, "%d of %s" % (count, user.password))\n',
    ['user.password'],
  ],
  ['python', 'def f():\n    count = users.update(password=secret)\n    log.info("%d rows by %s", count, secret)\n', ['secret']],
  ['java', 'class A { void m(long token) { LOG.info(String.format("%d of %s", token, password)); } }', ['password']],
  ['python', 'def f():\n    creds = get_all_credentials()\n    creds.get(INDEX)\n    log.debug("for %s", ", ".join(k for k in creds))\n', []],
  ['python', 'def f():\n    log.debug("for %s", ", ".join(p for p in passwords))\n', ['p']],
  ['python', 'user = password = ""\nuser = options["user"] or user\nlog.info("as %s", user)\nuse(password)\n', []],
  ['python', 'def f():\n    for password in passwords:\n        log.debug("tries %s", password)\n', ['password']],
];

/** Where it is known to be absent, kept apart, or never shown. */
const APART: readonly PrintedRow[] = [
  ['javascript', 'if (!config.secret_key) { console.log("no key", config); }\nuse(config.secret_key);', []],
  ['javascript', 'if (!config.public_key) { console.log("no key", config); }\nuse(config.secret_key);', ['config']],
  ['python', 'def f(config):\n    if not config["password"]:\n        print("none", config)\n    use(config["password"])\n', []],
  [
    'java',
    'class A { void m() { for (var entry : all) { if (entry.getKey().contains("password")) { LOG.info("masked"); } else { LOG.info(entry.getPassword()); } } } }',
    [],
  ],
  [
    'java',
    'class A { void m() { for (var entry : all) { if (entry.getKey().contains("password")) { LOG.info(entry.getPassword()); } } } }',
    ['entry.getPassword()'],
  ],
  [
    'go',
    'package a\n\nfunc f(signingKey string) {\n\tif !keys.IsValidPublicKey(signingKey) {\n\t\tlog.Printf("%s is no public key", signingKey)\n\t}\n}\n',
    [],
  ],
  ['java', 'class A { void m(DataOutput out) throws IOException { out.write(password); } }', []],
  ['kotlin', 'fun m(out: DataOutputStream) { out.write(password) }', []],
  ['java', 'class A { void m(PrintStream out) { out.println(password); } }', ['password']],
  ['java', 'class A { void m() { System.out.println(password); } }', ['password']],
  ['go', 'package a\n\nfunc f() {\n\tcmd := exec.Command("go")\n\tcmd.Env = append(os.Environ(), "A=1")\n\tlog.Printf("%s failed", cmd)\n}\n', []],
  ['go', 'package a\n\nfunc f() {\n\tenv := os.Environ()\n\tlog.Printf("%s failed", env, password)\n}\n', ['env', 'password']],
];

/** By the type that is declared, by what is printed instead, by a function that puts stars in its place. */
const DECLARED: readonly PrintedRow[] = [
  ['java', 'class A { void m(DetailNode token) { LOG.warn("not allowed: " + token); } }', []],
  ['kotlin', 'fun m(token: SyntaxNode) { logger.warn("not allowed: $token") }', []],
  ['typescript', 'function m(token: Identifier) { console.warn(`not allowed: ${token}`); }', []],
  ['java', 'class A { void m(String token) { LOG.warn("not allowed: " + token); } }', ['token']],
  ['java', 'class A { void m(DelegationTokenText token) { LOG.warn("not allowed: " + token); } }', ['token']],
  ['typescript', 'function m(token: string) { console.warn(`not allowed: ${token}`); }', ['token']],
  ['javascript', 'function send(text, shown) { logger.debug(shown || text); socket.write(text); }\nsend("AUTH " + password, "AUTH ****");\nsend("QUIT");', []],
  ['javascript', 'function send(text, shown) { logger.debug(shown || text); socket.write(text); }\nsend("AUTH " + password);', ['text']],
  [
    'javascript',
    'function shown(headers) { const all = { ...headers }; for (const name of secret) all[name] = "***"; return all; }\nfetch(url, { headers: req.headers });\nconsole.log(shown(req.headers));',
    [],
  ],
  ['java', 'class A { void m() { System.out.print(Texts.passwordForPrompt.getString(user)); } }', []],
  [
    'go',
    'package a\n\ntype Hello struct{ data string }\ntype Login struct{ password string }\n\nfunc (f Hello) log() {\n\tlog.Printf("%s", f.data)\n}\nfunc (f Login) use() {\n\tuse(f.password)\n}\n',
    [],
  ],
];

/** A percent sign is a place for a number where the function formats, and where it has as many places as values. */
const NUMBERS: readonly PrintedRow[] = [
  ['python', 'print("see https://h/a%2Fb", password)\n', ['password']],
  ['python', 'print("see https://h/a%20d", password)\n', ['password']],
  ['python', 'print("%d", password)\n', ['password']],
  ['python', 'log.info("see a%20f: %s", password)\n', ['password']],
  ['python', 'log.info("%d rows", password, other)\n', ['password']],
  ['python', 'log.info("%d rows", password)\n', []],
  ['python', 'log.info("%d rows", password, exc_info=True)\n', []],
  ['python', 'raise ValueError("%d rows", password)\n', ['password']],
  ['python', 'log.info("%d of %s" % row(password))\n', []],
  ['javascript', 'console.log("see a%2Fb", password);', ['password']],
  ['javascript', 'console.log("see a%20d", password);', ['password']],
  ['javascript', 'console.log("100%f and", "%d", password);', ['password']],
  ['javascript', 'console.log("at", "%d", password);', ['password']],
  ['javascript', 'console.log("%5d", password);', ['password']],
  ['javascript', 'console.log("%u", password);', ['password']],
  ['javascript', 'console.log("%d of %s", password, secret);', ['secret']],
  ['java', 'class A { void m() { System.out.printf("%1$s of %2$d", password, secret); } }', ['password']],
  ['java', 'class A { void m() { System.out.printf("%2$d of %1$s%n", password, secret); } }', ['password']],
  ['java', 'class A { void m() { System.out.printf("%1$d %1$s", password); } }', ['password']],
  ['java', 'class A { void m() { System.out.printf("%,d of %s", secret, password); } }', ['password']],
  ['java', 'class A { void m() { System.out.printf("%d of %s%n", secret, password); } }', ['password']],
  ['kotlin', 'fun m() { System.out.printf("%1\\$s of %2\\$d", password, secret) }', ['password']],
  ['csharp', 'class A { void F(string password) { Console.WriteLine("100%d {0}", password); Console.WriteLine("%d", password); } }', ['password', 'password']],
  ['php', '<?php function f($password) { printf("%d of %s", $password, $x); printf("%2\\$s %1\\$d", $x, $password); }', ['$password']],
  ['shell', 'echo "%d" "$PASSWORD"\n', ['$PASSWORD']],
  ['ruby', 'def f(password)\n  puts "%d", password\n  printf("%d", password)\nend\n', ['password']],
  ['go', 'package a\n\nfunc f(password string) {\n\tlog.Println("a %T", password)\n\tlog.Printf("a %T", password)\n}\n', ['password']],
];

/** A state that is called hidden or removed blacks out nothing. */
const STATES: readonly PrintedRow[] = [
  ...['"hidden"', '"removed"', "'filtered'"].map((state): PrintedRow => [
    'javascript',
    `function view(headers) { const all = { ...headers }; all.state = ${state}; return all; }\nfetch(url, { headers: req.headers });\nconsole.log(view(req.headers));`,
    ['view(req.headers)'],
  ]),
  ...['[FILTERED]', '<hidden>', '(removed)', '***', 'redacted'].map((word): PrintedRow => [
    'javascript',
    `function view(headers) { const all = { ...headers }; all[secret] = "${word}"; return all; }\nfetch(url, { headers: req.headers });\nconsole.log(view(req.headers));`,
    [],
  ]),
];

describe.each([
  ['declared', DECLARED],
  ['a number', NUMBERS],
  ['a state', STATES],
  ['a word alone', ONLY_WORDS],
  ['beside it', BESIDE],
  ['kept apart', APART],
  ['a name of something', NAMES],
  ['a word', WORDS],
  ['a place on a ring', RINGS],
  ['what a container knows', CONTAINERS],
  ['what everybody may know', PUBLIC],
  ['a scheme', SCHEMES],
])('%s', (_name, rows) => {
  it.each(rows)('%s: %s', async (language, text, printed) => {
    expect(await printedIn(language, text)).toEqual(printed);
  });
});

describe('what is left of a token', () => {
  it.each(GRADES)('in %s: %s', async (language, text, grades) => {
    expect((await findingsIn(language, text)).map(({ grade }) => grade)).toEqual(grades);
  });
});

describe('a word that only ends like another', () => {
  it('does not make a file deal with credentials', async () => {
    expect(
      await printedIn(
        'java',
        lines('class A {', '  IPartitioner partitioner; boolean validToken;', '  void m(Token token) { LOG.info("at {}", token); }', '}'),
      ),
    ).toEqual([]);
  });
});
