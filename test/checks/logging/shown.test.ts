import { describe, expect, it } from 'vitest';
import { printedIn, type PrintedRow } from '../logging.support';

/*
 * What printing shows of what it is given: all of it by a serializer that is told to write to a standard stream, a sentence of an answer that tells of a
 * failure, one of two text forms; and what it does not: the keys of a mapping, a number.
 */

const STREAMS: readonly PrintedRow[] = [
  ['python', 'def f(password):\n    json.dump({"p": password}, sys.stdout)\n    json.dump({"p": password}, out)\n', ['password']],
  ['python', 'def f(password):\n    yaml.safe_dump({"p": password}, stream=sys.stderr)\n    yaml.safe_dump({"p": password})\n', ['password']],
  ['go', 'package a\nfunc f(password string) {\n\tio.WriteString(os.Stdout, password)\n\tio.WriteString(w, password)\n}\n', ['password']],
  ['go', 'package a\nfunc f(c Creds, token string) {\n\tjson.NewEncoder(os.Stdout).Encode(token)\n\tjson.NewEncoder(w).Encode(token)\n}\n', ['token']],
  [
    'go',
    'package a\nfunc f(token string) {\n\tenc := json.NewEncoder(os.Stdout)\n\tenc.Encode(token)\n\tother := json.NewEncoder(w)\n\tother.Encode(token)\n}\n',
    ['token'],
  ],
  ['java', 'class A { void f(Properties p, String password) { p.setProperty("password", password); p.list(System.out); p.store(file, "x"); } }', ['p']],
  ['java', 'class A { void f(Properties p) { p.setProperty("host", "x"); p.list(System.out); String password = p.list(x); } }', []],
  ['java', 'class A { void f(String password) { mapper.writeValue(System.out, password); mapper.writeValue(file, password); } }', ['password']],
  ['kotlin', 'fun f(password: String) { Json.encodeToStream(password, System.out)\n Json.encodeToStream(password, file) }', ['password']],
  ['rust', 'fn f(token: &str) {\n    serde_json::to_writer(std::io::stdout(), &token).ok();\n    serde_json::to_writer(file, &token).ok();\n}\n', ['token']],
  ['ruby', 'def f(password)\n  YAML.dump({ password: password }, $stdout)\n  YAML.dump({ password: password }, file)\nend\n', ['password']],
  ['php', '<?php function f($password) { fputcsv(STDOUT, [$password]); fputcsv($file, [$password]); }', ['$password']],
  [
    'csharp',
    'class A { void F(string password) { JsonSerializer.Serialize(Console.OpenStandardOutput(), password); JsonSerializer.Serialize(file, password); } }',
    ['password'],
  ],
];

/** Whoever asked may get what was asked for; a sentence that tells of a failure is no place for it. */
const ANSWERS: readonly PrintedRow[] = [
  ['javascript', 'function f(req, res, password) { res.status(401).json({ error: `bad ${password}` }); res.json({ password }) }', ['password']],
  ['javascript', 'function f(password) { return NextResponse.json({ error: "bad " + password }, { status: 400 }) }', ['password']],
  ['javascript', 'function f(res, token) { res.send(`<a href="/confirm?t=${token}">go</a>`); res.json({ message: `welcome ${token}` }) }', []],
  ['python', 'def f(api_key):\n    return jsonify(error=f"bad key {api_key}"), 401\n', ['api_key']],
  ['python', 'def f(api_key):\n    return JSONResponse(status_code=400, content={"detail": f"bad key {api_key}"})\n', ['api_key']],
  ['python', 'def f(access_token):\n    return JSONResponse({"access_token": access_token})\n', []],
  ['java', 'class A { Object f(String password) { return ResponseEntity.status(401).body("bad password " + password); } }', ['password']],
  ['java', 'class A { Object f(String token) { return ResponseEntity.ok().body(token); } }', []],
  [
    'kotlin',
    'suspend fun f(password: String) { call.respond(HttpStatusCode.Unauthorized, "bad $password")\n call.respond(mapOf("token" to token)) }',
    ['password'],
  ],
  ['scala', 'class A { def f(password: String) = BadRequest(s"bad password $password") }', ['password']],
  ['csharp', 'class A { object F(string password) { return BadRequest($"bad {password}"); } object G(string token) { return Ok(token); } }', ['password']],
  [
    'go',
    'package a\nfunc f(c *gin.Context, password string) {\n\tc.JSON(401, gin.H{"error": "bad " + password})\n\tc.JSON(200, gin.H{"password": password})\n}\n',
    ['password'],
  ],
  ['ruby', 'def f(password)\n  render json: { error: "bad #{password}" }, status: 401\n  render json: { token: token }\nend\n', ['password']],
  ['php', '<?php function f($password, $token) { return response()->json(["error" => "bad $password"], 401); }', ['$password']],
  ['php', '<?php function f($token) { abort(401, "Token $token expired"); }', ['$token']],
];

const KEYS: readonly PrintedRow[] = [
  [
    'python',
    'DB = dict(host="x", password=os.getenv("DB_PASS"))\ndef f():\n    log.info("%s", sorted(DB))\n    log.info("%s", ", ".join(DB))\n    for k in DB:\n        log.info(k)\n    log.info("%s", DB)\n',
    ['DB'],
  ],
  ['python', 'def f():\n    data = json.loads(sm.get_secret_value(SecretId="x")["SecretString"])\n    print(list(data))\n    print(data)\n', ['data']],
  ['python', 'def f(password):\n    given = [password]\n    print(sorted(given))\n', ['given']],
  [
    'java',
    'class A { void f() {\n System.getenv().forEach((k, v) -> System.out.println(k));\n System.getenv().forEach((k, v) -> System.out.println(v));\n} } // secret',
    ['v'],
  ],
  ['ruby', 'ENV.each_key { |k| puts k }\nENV.each { |k, v| puts v }\n', ['v']],
  [
    'python',
    'def f(db):\n    tokens = db.execute("SELECT COUNT(*) FROM api_tokens").scalar()\n    print(tokens)\n    password = db.execute("SELECT password FROM a").scalar()\n    print(password)\n',
    ['password'],
  ],
];

const CREDS = 'pub struct Creds { user: String, password: String }\n';
const display = (shown: string): string =>
  `impl fmt::Display for Creds {\n    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {\n        write!(f, "{}", ${shown})\n    }\n}\n`;
const FORMS: readonly PrintedRow[] = [
  ['rust', `${CREDS}${display('self.user')}fn f(c: Creds) {\n    println!("credentials {}", c);\n    println!("credentials {c}");\n}\n`, []],
  ['rust', `${CREDS}${display('self.password')}fn f(c: Creds) {\n    println!("x {}", c);\n}\n`, ['c']],
  ['rust', `#[derive(Debug)]\n${CREDS}${display('self.user')}fn f(c: Creds) {\n    println!("x {} {:?}", 1, c);\n}\n`, ['c']],
  ['rust', `${CREDS}${display('self.user').replace('Display', 'Debug')}fn f(c: Creds) {\n    println!("x {:?}", c);\n}\n`, []],
  ['rust', `${CREDS}${display('self.password').replace('Display', 'Debug')}fn f(c: Creds) {\n    println!("x {:?}", c);\n}\n`, ['c']],
  ['rust', `${CREDS}${display('mask(&self.password)').replace('Display', 'Debug')}fn f(c: Creds) {\n    println!("x {:?}", c);\n}\n`, []],
  ['kotlin', 'class ApiKey(val secret: String) {\n override fun toString() = "ApiKey(***)"\n}\nfun f() { val key = ApiKey(x)\n println("api key: $key") }', []],
  ['csharp', 'class A : MonoBehaviour { void F() { print("x " + PlayerPrefs.GetString("auth_token")); } }', ['PlayerPrefs.GetString("auth_token")']],
  ['csharp', 'class A { void F(string password) { _logger.WithProperty("password", password).Info("x"); } }', ['password']],
  ['php', '<?php function f($secret) { $args = ["headers" => ["Authorization" => "Bearer " . $secret]]; error_log(wp_json_encode($args)); }', ['$args']],
  ['ruby', 'def f(password)\n  $stdout.puts JSON.pretty_generate(user: 1, password: password)\nend\n', ['password']],
];

/** Values that a framework gives by a name, and calls that are told to show what they hide otherwise. */
const ASKED: readonly PrintedRow[] = [
  [
    'java',
    'class A { void f() { log.info(env.getRequiredProperty("DB_PASSWORD")); log.info(env.getRequiredProperty("db.host")); } }',
    ['env.getRequiredProperty("DB_PASSWORD")'],
  ],
  ['go', 'package a\nfunc f(c *gin.Context) {\n\tlog.Println(c.PostForm("password"), c.PostForm("name"))\n}\n', ['c.PostForm("password")']],
  ['javascript', 'console.log(config.getOrThrow("JWT_SECRET"), config.getOrThrow("HOST"))', ['config.getOrThrow("JWT_SECRET")']],
  ['php', '<?php error_log($this->get_option("api_secret") . $this->get_option("title"));', ['$this->get_option("api_secret")']],
  [
    'csharp',
    'class A { void F() { Console.WriteLine(Configuration.GetValue<string>("ConnectionStrings:Default")); } }',
    ['Configuration.GetValue<string>("ConnectionStrings:Default")'],
  ],
  [
    'python',
    'def f(url):\n    print(url.render_as_string(hide_password=False))\n    print(url.render_as_string(hide_password=True))\n',
    ['url.render_as_string(hide_password=False)'],
  ],
  ['go', 'package a\nfunc f() {\n\ttok, err := conf.Exchange(ctx, code)\n\tlog.Printf("x %+v %v", tok, tok.Expiry)\n\tlogin(password)\n}\n', ['tok']],
  ['go', 'package a\nfunc lex(l *Lexer) {\n\ttok := l.nextToken()\n\tlog.Printf("%v", tok)\n}\n', []],
  ['python', 'DB = dict(host="x", password=os.getenv("DB_PASS"))\ndef f():\n    for k, v in DB.items():\n        print(v)\n', ['v']],
  ['shell', 'declare -p DB_PASSWORD HOST\n', ['DB_PASSWORD']],
  ['shell', 'echo "$API_TOKEN" | tee /dev/stderr | login --stdin\necho "$API_TOKEN" | tee /tmp/x | login --stdin\n', ['$API_TOKEN']],
];

/** What is of a type by what it is handed over from, or of one without a name; what a format takes out of a mapping. */
const HANDED: readonly PrintedRow[] = [
  [
    'scala',
    'case class Login(mail: String, password: String)\nobject A { def f(given: Login) = {\n  val Login(mail, second) = given\n  logger.warn(s"x $mail")\n  logger.warn(s"x $second")\n} }',
    ['second'],
  ],
  [
    'scala',
    'case class Login(mail: String, password: String)\nobject A { def f(req: Req) = req.body.validate[Login].fold(\n  bad => {\n    logger.warn(s"x $bad")\n  },\n  given => {\n    logger.debug(s"x $given")\n  }\n) }',
    ['given'],
  ],
  [
    'kotlin',
    'data class Login(val mail: String, val password: String)\nfun f() { call.receive<Login>().let { given -> logger.debug("x $given") } }',
    ['given'],
  ],
  [
    'go',
    'package a\nfunc f(c *gin.Context) {\n\tvar req struct {\n\t\tName string\n\t\tPassword string `json:"password"`\n\t}\n\tc.Bind(&req)\n\tlog.Printf("%+v", req)\n\tlog.Printf("%s", req.Name)\n}\n',
    ['req'],
  ],
  ['go', 'package a\nfunc f(password string) {\n\tvar req struct {\n\t\tName string\n\t}\n\tlog.Printf("%+v", req)\n}\n', []],
  ['python', 'DB = dict(host="x", password=secret)\nlog.info("at %(host)s", DB)\nlog.info("at %(host)s by %(password)s", DB)\n', ['DB']],
];

describe.each([
  ['a standard stream', STREAMS],
  ['what is handed over', HANDED],
  ['what is asked for', ASKED],
  ['an answer', ANSWERS],
  ['a mapping or a number', KEYS],
  ['a text form', FORMS],
])('%s', (_what, rows) => {
  it.each(rows)('in %s: %s', async (language, text, printed) => expect(await printedIn(language, text)).toEqual(printed));
});
