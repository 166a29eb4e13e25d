import { describe, expect, it } from 'vitest';
import { isTest, testsFrom } from '../../../server/src/checks/logging/exempt';
import { printedIn, type PrintedRow } from '../logging.support';

/*
 * What comes with a secret, or is called as it is, and shows nothing of it: what went wrong, the case of an enumeration, the place where it lies, the
 * word for it; and beside each its neighbour, which does.
 */

/** What went wrong when a secret was asked for. */
const OUTCOMES: readonly PrintedRow[] = [
  ['rust', 'fn f() { match prompt_password("x") { Ok(p) => println!("{}", p), Err(e) => eprintln!("{}", e) } }', ['p']],
  ['rust', 'fn f(token: Result<String, E>) { if let Err(err) = &token { warn!("{:?}", err); } }', []],
  ['rust', 'fn f() { match read_password() { Err(Failed::At(why)) => println!("{}", why), Ok(found) => println!("{}", found) } }', ['found']],
  [
    'rust',
    'fn f() { match parse(text) { Err(Unknown(token)) => bail!("unknown {}", token), Err(Leaked(password)) => println!("{}", password) } }',
    ['token', 'password'],
  ],
  ['scala', 'class A { def f() = fetchAccessToken() match { case Failure(e) => logger.error(s"no $e"); case Success(t) => logger.info(s"got $t") } }', ['t']],
  ['scala', 'class A { def f() = readPassword() match { case Left(why) => println(why); case Right(found) => println(found) } }', ['found']],
  ['python', 'def f(self):\n    client, error = self.get_access_token()\n    log.error(error)\n', []],
  ['python', 'def f():\n    ok, msg, user = login(password)\n    log.error(msg)\n', []],
  ['python', 'def f():\n    name, key = read_credentials()\n    log.error(key)\n    error = "bad " + access_token\n    log.error(error)\n', ['key', 'error']],
  ['javascript', 'getAccessToken().then((t) => console.log(t), (why) => console.error(why));', ['t']],
  ['javascript', 'readPasswords().forEach((each, at) => { console.log(at); console.log(each); });', ['each']],
  ['java', 'class A { void f() { getAccessToken().whenComplete((t, why) -> { LOG.error("{}", why); LOG.info("{}", t); }); } }', ['t']],
];

/** The case of an enumeration is its own name. */
const CASES: readonly PrintedRow[] = [
  ['rust', 'fn f() { println!("{}", Field::Password); println!("{}", Creds::PASSWORD); }', ['Creds::PASSWORD']],
  ['typescript', 'enum Field { Password = 1 }\nconsole.log(Field.Password, Options.Password);', ['Options.Password']],
  ['csharp', 'enum Field { Password }\nclass A { void F() { Console.WriteLine(Field.Password); Console.WriteLine(Options.Password); } }', ['Options.Password']],
  ['java', 'enum Field { Password }\nclass A { void f() { LOG.info("{} {}", Field.Password, user.password); } }', ['user.password']],
];

/** By its type, or by its name and what it is given: where a secret lies, and how long it lives. */
const PLACES: readonly PrintedRow[] = [
  [
    'rust',
    'struct Args { private_key: PathBuf, password: String }\nfn f() { let args = Args::parse(); info!("{:?} {:?}", args.private_key, args.password); }',
    ['args.password'],
  ],
  ['python', 'def f(private_key: Path, access_token: str):\n    print(private_key, access_token)\n', ['access_token']],
  [
    'java',
    'class A { void f(File privateKey, Duration accessToken, String password) { LOG.info("{} {} {}", privateKey, accessToken, password); } }',
    ['password'],
  ],
  ['csharp', 'class A { void F(FileInfo privateKey, string password) { Console.WriteLine(privateKey); Console.WriteLine(password); } }', ['password']],
  ['kotlin', 'fun f(privateKey: Path, password: String) { println(privateKey)\n println(password) }', ['password']],
  ['ruby', 'def f(name)\n  path = @private_key || place(name)\n  puts "nothing at #{path}"\nend\n', []],
  ['ruby', 'paths = { a: Store[:private_key], b: Store[:other] }\npaths.each_pair { |label, path| puts "removed #{path}" }\n', []],
  ['ruby', 'def f(token)\n  path = "/login?token=#{access_token}"\n  puts "asks #{path}"\nend\n', ['path']],
  ['ruby', 'def f(request)\n  request.basic_auth(user, password)\n  puts request.uri\n  puts request.password\nend\n', ['request.password']],
];

/** Of all that the environment, a request or a table of words has, one part by its name. */
const PARTS: readonly PrintedRow[] = [
  ['php', '<?php $given = $_SERVER["argv"]; foreach ($given as $one) { print "unknown " . $one; } print_r($_POST["password"]);', ['$_POST["password"]']],
  ['php', '<?php echo $lang["pass"]; echo $this->lang["user_password"]; echo $user["password"];', ['$user["password"]']],
  ['php', '<?php foreach ($trusted_proxy_headers as $header) { error_log("found $header"); } $ok = $_SERVER["HTTP_AUTHORIZATION"]; error_log($ok);', ['$ok']],
  ['ruby', 'def decrypt(data, key)\n  raise E, "no value for #{key}"\nend\ndef f(key)\n  encrypt(data, key)\n  puts key, password\nend\n', ['key', 'password']],
];

/** What an attribute is set on, the key by which something is found, what is replaced by stars on the way, what a class does with what it is given. */
const WAYS: readonly PrintedRow[] = [
  [
    'java',
    'class A { void f(HttpServletRequest request) { use(request.getHeader("Authorization")); tracer.setAttribute(request, "status", code()); tracer.setAttribute(request, "t", accessToken); } }',
    ['accessToken'],
  ],
  ['java', 'class A { void f(String token) { authenticate(token); Node node = children.get(token); LOG.info("{} {}", node, token); } }', ['token']],
  ['java', 'class A { StringManager sm; String f() { throw new IllegalStateException(sm.getString("request.changeSessionId")); } }', []],
  ['java', 'class A { Settings sm; String f() { throw new IllegalStateException(sm.getString("request.password")); } }', ['sm.getString("request.password")']],
  [
    'go',
    'package a\n\nfunc f(req Request) {\n\turl := req.URL + accessToken\n\tfor _, t := range tokens {\n\t\turl = strings.Replace(url, t, "<hidden>", -1)\n\t}\n\tlog.Print(url)\n\tlog.Print(accessToken)\n}\n',
    ['accessToken'],
  ],
  ['javascript', 'function f(password) { let uri = `x://${password}`; uri = uri.replace(PATTERN, "$1***"); console.log(uri); }', []],
  ['javascript', 'function f(password) { let uri = `x://${password}`; uri = uri.replace("http", "https"); console.log(uri); }', ['uri']],
  [
    'go',
    'package a\n\nfunc f(r *http.Request) {\n\tlog.Debug("x", zap.Any("h", caddy.LoggableHeader{Header: r.Header}), zap.Any("b", Plain{Header: r.Header}))\n}\n',
    ['r.Header'],
  ],
  ['php', '<?php class A { function write($token) { $this->db->insert($token); } function f($accessToken) { $this->write($accessToken); } }', []],
  ['php', '<?php class A extends Command { function f($accessToken) { $this->write($accessToken); } }', ['$accessToken']],
  [
    'php',
    '<?php function f($user) { check($user->getToken(), $user->password); error_log($user->__toString()); error_log($user->password); }',
    ['$user->password'],
  ],
];

/** The number by which an answer says how it went, tokens of another kind, a mapping's keys, what a method's receiver is in another method. */
const OTHERS: readonly PrintedRow[] = [
  ['java', 'class A { void f() { int code = response.getCode(); LOG.info("{} for {}", code, redirectUri, oauth); } }', []],
  ['java', 'class A { void f() { String code = request.getParameter("code"); LOG.info("{} for {}", code, redirectUri, oauth); } }', ['code']],
  [
    'javascript',
    'function e(msg, cause, code) { throw new Failed(msg, { cause, code }); }\nfunction g(code) { console.log(code, redirect_uri, oauth); }',
    ['code'],
  ],
  [
    'rust',
    'fn f(gap: Gap) { if let Some(prev_token) = gap.map(|gap| gap.access_token) { trace!("{}", prev_token); } trace!("{}", gap.access_token); }',
    ['gap.access_token'],
  ],
  ['python', 'def f(entries: Mapping[str, str]):\n    raise ValueError(f"has {sorted(entries)}")\nf({"password": find(x)})\n', []],
  ['go', 'package a\n\nfunc f(key string, sig string) error {\n\tuse(password)\n\treturn fmt.Errorf("no signature for %q in %s", sig, key)\n}\n', []],
  ['go', 'package a\n\nfunc f(key string) {\n\tsum := sign(data, key)\n\tlog.Println(key, password)\n}\n', ['key', 'password']],
  [
    'javascript',
    'function f(privateKeyPath) { return open(privateKeyPath); }\nfunction g(value) { const path = value.slice(1); throw new Error(`no ${path}`); }\ng(privateKey);',
    [],
  ],
  ['javascript', 'function g(value) { const given = value.slice(1); throw new Error(`no ${given}`); }\ng(privateKey);', ['`no ${given}`']],
];

/** By their names, and by what the file is about: flags, pieces of a text, pins of versions, kinds of requests, what browsers call credentials. */
const NAMES: readonly PrintedRow[] = [
  ['java', 'class A { void f() { LOG.info("{} {} {}", getFencingToken(), bindingToken, getAccessToken()); } }', ['getAccessToken()']],
  ['python', 'log.error("%s %s", SDK_MISSING_CREDENTIALS, SDK_CREDENTIALS)\n', ['SDK_CREDENTIALS']],
  ['javascript', 'const withSecret = secret ? ` as a ${name}` : "";\nconsole.log(withSecret, clientSecret);', ['clientSecret']],
  ['go', 'package a\n\nfunc f(tok string) {\n\tkeep(secret)\n\tlog.Printf("call of %s", tok)\n}\n', []],
  ['go', 'package a\n\nfunc login(tok string) {\n\tlog.Printf("called by %s", tok)\n}\n', ['tok']],
  ['python', 'def f(collection_pin, card_pin):\n    authenticate()\n    print(collection_pin, card_pin)\n', ['card_pin']],
  ['javascript', 'const text = ({ apiName, apiKey }) => `${apiName} (${apiKey})`;\nconsole.log(text(request));', []],
  ['javascript', 'const text = ({ apiUrl, apiKey }) => `${apiUrl} (${apiKey})`;\nconsole.log(text(request));', ['text(request)']],
  ['javascript', 'if (init.withCredentials) console.warn(`sends with ${init.credentials}`, password);', ['password']],
  ['javascript', 'if (init.password) console.warn(`sends with ${init.credentials}`);', ['init.credentials']],
  ['rust', 'fn f(gap: Gap) { let token = gap.token; trace!(?token, "back"); }\nfn g(user: User) { let token = user.token; trace!(?token, "as"); }', ['token']],
  ['python', 'print(environment_vars.USER_TOKEN, settings.USER_TOKEN)\n', ['settings.USER_TOKEN']],
  ['rust', 'fn f() { config.key_log.log("CLIENT_RANDOM", secrets.master_secret()); logger.log("x", secrets.master_secret()); }', ['secrets.master_secret()']],
  ['php', `<?php echo '<input type="hidden" name="t" value="' . getSecurityToken() . '" />'; echo "<p>It is $password</p>";`, ['$password']],
  ['php', `<?php echo "<input name='t' value='$accessToken'>"; echo "<b title='$accessToken'>";`, ['$accessToken']],
];

describe('what stands beside a secret', () => {
  for (const [name, rows] of Object.entries({ OUTCOMES, CASES, PLACES, PARTS, WAYS, OTHERS, NAMES }))
    it.each(rows)(`${name.toLowerCase()}, %s: %s`, async (language, text, printed) => expect(await printedIn(language, text)).toEqual(printed));
});

it('knows the tests of a Rust file that others may see', () => {
  const text = 'fn f() {}\n#[cfg(test)]\npub(crate) mod tests {\n}\n';
  expect(testsFrom({ text, languageId: 'rust' })).toBe(text.indexOf('#[cfg'));
});

it('knows the tests of a crate by their folder', () => {
  expect(['file:///c/tests/login.rs', 'file:///c/tests/a/login.rs', 'file:///c/src/tests.rs'].map((uri) => isTest({ uri }))).toEqual([true, true, false]);
});
