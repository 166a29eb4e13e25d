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

describe.each([
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
