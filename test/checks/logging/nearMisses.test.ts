import { describe, expect, it } from 'vitest';
import { printedIn, type PrintedRow, shownIn } from '../logging.support';

/*
 * What is printed beside a secret, or under its name, and is none: the name of a setting, a kind, another part, an object that prints itself. Beside
 * each group stands what has the same form and is one.
 */

/** A constant that is called as what it stands for is called. */
const CONSTANTS: readonly PrintedRow[] = [
  ['java', 'class A { void m() { throw new IllegalArgumentException("not both of " + Option.PASSWORD + " and " + UserOption.API_KEY); } }', []],
  ['java', 'class A { void m() { LOG.debug("{} is on", AuthMethod.TOKEN); LOG.info(StoreConfigKeys.TRUSTSTORE_PASSWORD); } }', []],
  ['kotlin', 'fun m() { logger.info("unknown ${LoginField.PASSWORD}") }', []],
  ['csharp', 'class A { void F() { _logger.LogError("no {Kind}", GrantType.Password); } }', []],
  ['typescript', 'console.log(`refused: ${AuthScheme.Token}`);', []],
  ['scala', 'class A { val authKey = Conf.AUTH_SECRET_CONF\n def m() = { logInfo(s"not together with ${authKey}") } }', []],
  ['java', 'class A { void m() { String password = Login.PASSWORD_PROPERTY; LOG.info("no {}", password); } }', []],
  [
    'rust',
    'const PROXY_PASSWORD: &str = "proxypassword";\nfn f(x: &str) { match x { PROXY_PASSWORD => {} _ => {} } println!("unknown {}", PROXY_PASSWORD); }',
    [],
  ],
  ['java', 'class A { void m() { LOG.info("got {}", Settings.PASSWORD); LOG.info("got {}", Config.apiKey); } }', ['Settings.PASSWORD', 'Config.apiKey']],
  ['csharp', 'class A { void F() { _logger.LogError("no {Kind}", options.Password); } }', ['options.Password']],
  ['rust', 'fn f(x: Login) { match x { Login::Basic(password) => println!("got {}", password), _ => {} } }', ['password']],
];

/** A key by which a setting is read is its name. */
const KEYS: readonly PrintedRow[] = [
  [
    'go',
    'package a\n\nfunc f(secretKey string) error {\n\tv, ok := secret.Data[secretKey]\n\tuse(v, ok)\n\treturn fmt.Errorf("no key %q", secretKey)\n}\n',
    [],
  ],
  ['scala', 'class A { def m(authKey: String) = { conf.getOption(authKey); logInfo(s"not set: $authKey") } }', []],
  ['python', 'def f(props, private_key):\n    value = props[private_key]\n    log.info("read %s", private_key)\n', []],
  ['python', 'def f(found, *key_names):\n    for key_name in key_names:\n        raise KeyError(key_name)\nf(x, ACCESS_KEY, SECRET_KEY)\n', []],
  ['java', 'class A { void m(String password) { String varName = password.substring(2, 9); throw new IllegalStateException("no property " + varName); } }', []],
  ['javascript', 'function f(apiKey) { const user = users[apiKey]; console.log(`asked with ${apiKey}`); }', ['apiKey']],
  ['python', 'def f(api_key):\n    client.get(api_key)\n    log.info("asked with %s", api_key)\n', ['api_key']],
];

/** One of several parts, and the one of them that is secret. */
const PARTS: readonly PrintedRow[] = [
  [
    'python',
    'def split(auth):\n    user, password = auth.split(":")\n    return user, password\n\ndef f(auth):\n    who, pwd = split(auth)\n    log.info("login of %s", who)\n',
    [],
  ],
  [
    'python',
    'def split(auth):\n    user, password = auth.split(":")\n    return user, password\n\ndef f(auth):\n    who, what = split(auth)\n    log.info("login with %s", what)\n',
    ['what'],
  ],
  ['rust', 'fn f(credentials: &Value) { match credentials { Value::Text(text, place) => println!("not at {}", place), _ => {} } }', []],
  ['rust', 'fn f(x: &Auth) { match x { Auth::Basic(user, password) => println!("{} {}", user, password), _ => {} } }', ['password']],
  ['typescript', 'class A { constructor(o) { this.s = { description: o.text, password: o.password }; }\n m() { console.log(this.s.description); } }', []],
  ['java', 'class A { void m(Subject s) { for (Object cred : s.getPublicCredentials()) { LOG.info("as {}", cred); } } }', []],
  ['java', 'class A { void m(Subject s) { for (Object cred : s.getPrivateCredentials()) { LOG.info("as {}", cred); } } }', ['cred']],
];

/** An object that says itself how it prints. */
const OBJECTS: readonly PrintedRow[] = [
  [
    'go',
    'package a\n\ntype shard struct {\n\tPassword string\n}\n\nfunc (s *shard) String() string {\n\treturn "shard"\n}\n\nfunc (r *ring) List() []*shard {\n\treturn r.all\n}\n\nfunc (r *ring) f() {\n\tfor _, s := range r.List() {\n\t\tlog.Printf("lost %s", s)\n\t}\n}\n',
    [],
  ],
  [
    'go',
    'package a\n\ntype shard struct {\n\tPassword string\n}\n\nfunc (r *ring) List() []*shard {\n\treturn r.all\n}\n\nfunc (r *ring) f() {\n\tfor _, s := range r.List() {\n\t\tlog.Printf("lost %+v", s)\n\t}\n}\n',
    ['s'],
  ],
  [
    'go',
    'package a\n\ntype hello struct {\n\tdata []byte\n}\n\nfunc read(b []byte) (f login, n int) {\n\tf.token, n = take(b)\n\treturn f, n\n}\n\nfunc (f hello) LogValue() slog.Value {\n\tslog.Info("x", "data", f.data)\n\treturn slog.GroupValue(slog.String("data", fmt.Sprintf("%x", f.data)))\n}\n',
    [],
  ],
  [
    'java',
    'class A { byte[] password; Id kind; void write(DataOutput out) { out.write(password); kind.write(out); }\n void m() { LOG.warn("no kind {}", kind); } }',
    [],
  ],
  ['java', 'class A { void m(String password, StringBuilder text) { text.append(password); LOG.warn("it is {}", text); } }', ['text']],
  ['csharp', 'class A { void F(KeyVaultSecret secret) { _logger.LogInformation("is {V}", secret.Value); } }', ['secret.Value']],
];

/** Put where the secret would be, or fetched by what it is given. */
const STANDING: readonly PrintedRow[] = [
  [
    'javascript',
    'class A { go(x) { this.send("AUTH " + this.makeToken(x), "AUTH " + this.makeToken("/* secret */")); }\n send(text, shown) { this.logger.debug((shown || text || "").trim()); } }',
    [],
  ],
  ['javascript', 'class A { go(x) { this.send("AUTH " + this.makeAccessToken(x)); }\n send(text) { this.logger.debug((text || "").trim()); } }', ['text']],
  ['go', 'package a\n\nfunc f() {\n\tcfg := &Config{Env: os.Environ()}\n\tall, _ := packages.Load(cfg)\n\tfmt.Println(all)\n}\n', []],
];

/** What the text that is printed speaks of as of a name. */
const SPOKEN_OF: readonly PrintedRow[] = [
  ['javascript', 'import { AUTH_TOKEN, API_SECRET } from "./keys.js";\nthrow new Error(`${AUTH_TOKEN} and ${API_SECRET} are mutually exclusive`);', []],
  ['python', 'from names import DB_PASSWORD\nraise ValueError("environment variable " + DB_PASSWORD + " is not set")\n', []],
  ['java', 'class A { void m() { throw new IllegalStateException("parameter " + Names.STORE_PASSWORD + " is empty"); } }', []],
  ['python', 'def f(credentials):\n    raise LookupError(f"no account named \'{credentials}\'")\n', []],
  ['javascript', 'function missing(name) { throw new Error(`${name} has to be there`); }\nmissing(API_SECRET);', []],
  ['javascript', 'import { AUTH_TOKEN } from "./keys.js";\nconsole.log(`signed in by ${AUTH_TOKEN}`);', ['AUTH_TOKEN']],
  ['python', 'import os\nDB_PASSWORD = os.environ["X"]\nprint("environment variable " + DB_PASSWORD + " is not set")\n', ['DB_PASSWORD']],
  ['javascript', 'console.log(`${process.env.API_SECRET} is not set`);', ['process.env.API_SECRET']],
  ['python', 'def f(password):\n    raise LookupError(f"no account of \'{password}\'")\n', ['password']],
];

/** What is no text there, and what is. */
const NO_TEXT: readonly PrintedRow[] = [
  ['javascript', 'function f(password) { if (typeof password !== "string") throw new TypeError(`not a text: ${password}`); }', []],
  ['python', 'def f(password):\n    if not isinstance(password, str):\n        raise TypeError(f"not a text: {password}")\n', []],
  ['java', 'class A { void m(Object password) { if (!(password instanceof String)) throw new IllegalStateException("not a text: " + password); } }', []],
  ['php', '<?php function f($password) { if (!is_string($password)) { error_log("not a text: " . $password); } }', []],
  ['javascript', 'function f(password) { if (typeof password === "string") { send(); } else { console.log(password); } }', []],
  ['javascript', 'function f(password) { if (typeof password === "string") console.log(password); }', ['password']],
  ['python', 'def f(user, password):\n    if not isinstance(user, str):\n        print(password)\n', ['password']],
  ['python', 'def f(password, x):\n    if not isinstance(password, str) or x:\n        print(password)\n', ['password']],
];

/** A field by which another method reads. */
const FIELDS: readonly PrintedRow[] = [
  [
    'java',
    'class A { String sessionKey; Object find(HttpSession s) { return s.getAttribute(sessionKey); } void m() { login(password); LOG.info("nothing for {}", sessionKey); } }',
    [],
  ],
  ['java', 'class A { String secretKey; void set() { config.remove(secretKey); } void m() { LOG.info("nothing for {}", secretKey); } }', []],
  ['java', 'class A { String secretKey; void set() { cipher.init(secretKey); } void m() { LOG.info("made of {}", secretKey); } }', ['secretKey']],
];

/** Tokens of other kinds, as the code around them tells. */
const TOKENS: readonly PrintedRow[] = [
  ['rust', 'use mio::{Poll, Token};\nfn f(event: &Event) { let token = event.token(); println!("nothing at {:?}", token); }', []],
  ['rust', 'fn f(w: &Window) { startup_notify::reset(); let token = w.token(); println!("opened by {:?}", token); }', []],
  ['java', 'class A { void m(String text) { String token = next(text); char c = token.charAt(0); LOG.info("not known: " + token); } }', []],
  [
    'go',
    'package a\n\nfunc f(login string) {\n\ttokens := re.FindAllString(login, -1)\n\tfor _, tk := range tokens {\n\t\tlog.Printf("not known: %s", tk)\n\t}\n}\n',
    [],
  ],
  ['python', 'def f(token: _PathToken):\n    login()\n    raise ValueError(f"not known: {token}")\n', []],
  ['rust', 'fn f(session: &Session) { let token = session.token(); println!("opened by {:?}", token); }', ['token']],
  ['java', 'class A { void m(String text) { String token = next(text); use(token.length()); LOG.info("got " + token); } }', ['token']],
];

describe.each([
  ['spoken of', SPOKEN_OF],
  ['no text', NO_TEXT],
  ['fields', FIELDS],
  ['other tokens', TOKENS],
  ['constants', CONSTANTS],
  ['keys of settings', KEYS],
  ['parts', PARTS],
  ['objects', OBJECTS],
  ['in its place', STANDING],
])('beside a secret: %s', (_name, rows) => {
  it.each(rows)('%s: %s', async (language, text, printed) => {
    expect(await printedIn(language, text)).toEqual(printed);
  });
});

describe('a class of elsewhere', () => {
  it.each([
    ['java', 'class A { void m(Token<?> token) { LOG.debug("new token {}", token); } }'],
    ['scala', 'class A { def m(token: Token[_ <: Id]) = { logDebug(s"not decoded: $token") } }'],
    ['java', 'class A { void m(ServiceCredentials credentials) { login(credentials); LOG.info("as {}", credentials); } }'],
    ['kotlin', 'fun m(accessToken: AccessToken) { logger.info("got $accessToken") }'],
  ])('is a hint, for what it prints only it knows: %s: %s', async (language, text) => {
    expect((await shownIn(language, text)).map((shown) => shown.split(' ')[1])).toEqual(['placeholder']);
  });

  it.each([
    ['java', 'class A { void m(String accessToken) { LOG.info("got {}", accessToken); } }'],
    ['java', 'class A { void m(Optional<String> accessToken) { LOG.info("got {}", accessToken); } }'],
    ['java', 'record Token(String secret) {}\nclass A { void m(Token accessToken) { LOG.info("got {}", accessToken); } }'],
    ['kotlin', 'fun m(accessToken: CharSequence) { logger.info("got $accessToken") }'],
  ])('and a text is none: %s: %s', async (language, text) => {
    expect((await shownIn(language, text)).map((shown) => shown.split(' ')[1])).toEqual(['likely']);
  });
});
