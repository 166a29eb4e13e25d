import { describe, expect, it } from 'vitest';
import { checkConfiguration } from '../../../server/src/checks/logging/configuration/check';
import { printedIn as found } from '../logging.support';

type Row = readonly [languageId: string, text: string, printed: readonly string[]];

/** What a request carries is a secret where the file asks it for one. */
const REQUESTS: readonly Row[] = [
  ['python', 'def f(request):\n    log.debug("%s", request.POST)\n    check(request.POST["password"])\n', ['request.POST']],
  ['python', 'def f(request):\n    log.debug("%s", request.POST)\n    check(request.POST["title"])\n', []],
  ['python', 'def f():\n    data = request.get_json()\n    log.debug("%s", data)\n    check(data["title"], password_hash)\n', []],
  ['python', 'def f():\n    data = request.get_json()\n    log.debug("%s", data)\n    check(data["client_secret"])\n', ['data']],
  ['python', 'def f(event, context):\n    print(event["headers"], event["path"])\n    return "password"\n', ['event["headers"]']],
  ['go', 'package a\nfunc f(r *http.Request) {\n\tlog.Println(r.Form)\n\tcheck(r.FormValue("password"))\n}\n', ['r.Form']],
  ['go', 'package a\nfunc f(r *http.Request) {\n\tlog.Println(r.Form)\n\tcheck(r.FormValue("title"), password)\n}\n', []],
  ['php', '<?php function f(Request $request) { Log::info("x", $request->all()); check($request->input("password")); }', ['$request->all()']],
  ['php', '<?php function f(Request $request) { Log::info("x", $request->all()); check($request->input("title"), $password); }', []],
  ['php', '<?php function f(Request $request) { Log::info("x", $request->only("mail", "password")); }', ['$request->only("mail", "password")']],
  ['php', '<?php function f(Request $request) { Log::info("x", $request->except(["password"])); }', []],
  ['ruby', 'def f\n  logger.info "x #{params.inspect}"\n  check(params[:password])\nend\n', ['params']],
  ['ruby', 'def f\n  logger.info "x #{params.inspect}"\n  check(params[:title], password_digest)\nend\n', []],
  ['java', 'class A { void f(HttpServletRequest request) { log.info("x " + request.getHeader("Cookie")); } }', ['request.getHeader("Cookie")']],
  ['javascript', 'function f(form) { console.log(Object.fromEntries(form)); check(form.get("password")) }', ['form']],
];

/** All that a program or a function was given. */
const GIVEN: readonly Row[] = [
  [
    'python',
    'parser.add_argument("-p", "--password", help="x")\nargs = parser.parse_args()\nlogging.debug("%s", args)\nprint(vars(args))\nprint(args.host)\n',
    ['args', 'args'],
  ],
  ['python', 'parser.add_argument("--password-file")\nargs = parser.parse_args()\nlogging.debug("%s", args)\n', []],
  ['python', 'parser.add_argument("--password", action="store_true")\nargs = parser.parse_args()\nlogging.debug("%s", args)\n', []],
  ['python', 'def f(user, api_key):\n    print(locals())\ndef g(user, key_id):\n    print(locals())\n', ['locals()']],
  // A name like any other, but in JavaScript.
  ['python', 'def f(arguments, password):\n    print(arguments)\n    login(password)\n', []],
  ['javascript', 'function f(user, apiKey) { console.log(arguments); }\nfunction g(user, keyId) { console.log(arguments); }', ['arguments']],
  ['javascript', 'program.option("--api-token <token>");\nconst given = program.opts();\nconsole.log(given);', ['given']],
  ['python', '@click.option("--secret-key")\ndef f(ctx, secret_key):\n    click.echo(ctx.params)\n', ['ctx.params']],
  ['php', '<?php function f($user, $password) { Log::debug("x", compact("user", "password")); Log::debug("x", compact("user")); }', ['"password"']],
  ['powershell', 'function f { param([string]$Token)\n  $PSBoundParameters | Out-String | Write-Verbose\n}\n', ['$PSBoundParameters']],
  [
    'rust',
    '#[derive(Parser, Debug)]\nstruct Args { host: String, api_token: String }\nfn main() {\n    let args = Args::parse();\n    println!("{:?}", args);\n}\n',
    ['args'],
  ],
  [
    'rust',
    '#[derive(Parser, Debug)]\nstruct Args { host: String, token_file: String }\nfn main() {\n    let args = Args::parse();\n    println!("{:?}", args);\n}\n',
    [],
  ],
];

/** The environment as a whole, in scripts. */
const ENVIRONMENT: readonly Row[] = [
  ['shellscript', 'PASSWORD=x\nexport\nexport A=1\ndeclare -p\nset -x\n', ['export', 'declare -p']],
  ['shellscript', 'PASSWORD=x\nx=$(export -p)\nexport -p > saved\n', []],
  ['powershell', 'Get-ChildItem env:\ngci Env:* | Format-Table\nGet-ChildItem $secretPath\n$x = dir env:\n', ['Get-ChildItem env:', 'gci Env:* ']],
  ['php', '<?php var_dump(getenv()); var_dump(getenv("HOME"));', ['getenv()']],
  ['scala', 'class A { println("x " + sys.env); println(sys.env("HOME")); println(sys.env("API_TOKEN")) }', ['sys.env', 'sys.env("API_TOKEN")']],
  ['python', 'for name in os.environ:\n    print(name)\nfor name, value in os.environ.items():\n    print(value)\n', ['value']],
];

/** Keys and what is made of chance. */
const KEYS: readonly Row[] = [
  ['python', 'k = Fernet.generate_key()\nprint(k)\nprint(len(k))\n', ['k']],
  [
    'python',
    'def f():\n    request_id = secrets.token_hex(8)\n    print(request_id)\n    api_token = secrets.token_hex(8)\n    print(api_token)\n',
    ['api_token'],
  ],
  ['javascript', 'console.log(privateKey.export({ type: "pkcs8" }), publicKey.export({ type: "spki" }))', ['privateKey']],
  ['javascript', 'const raw = await subtle.exportKey("jwk", pair.privateKey)\nconsole.log(JSON.stringify(raw))', ['raw']],
  [
    'java',
    'class A { void f() { SecretKey key = gen.generateKey(); System.out.println(hex(key.getAlgorithm()) + Base64.encode(key.getEncoded())); } }',
    ['key.getEncoded()'],
  ],
  ['kotlin', 'fun f() { val k = KeyGenerator.getInstance("AES").generateKey()\n println(Base64.encode(k.encoded)) }', ['k.encoded']],
  [
    'csharp',
    'class A { void B() { Console.WriteLine(Convert.ToBase64String(aes.Key)); Console.WriteLine(rsa.ExportRSAPrivateKeyPem()); } }',
    ['aes.Key', 'rsa.ExportRSAPrivateKeyPem()'],
  ],
  ['ruby', 'def f\n  k = OpenSSL::PKey::RSA.new(2048)\n  puts k.to_pem\n  puts k.public_key.to_pem\n  # secret\nend\n', ['k.to_pem']],
  ['php', '<?php $key = base64_encode(random_bytes(32)); echo "APP_KEY=$key"; $cacheKey = bin2hex(random_bytes(8)); echo "secret $cacheKey";', ['$key']],
  ['rust', 'fn f() {\n    let mut secret = [0u8; 32];\n    rng.fill_bytes(&mut secret);\n    println!("{}", hex::encode(secret));\n}\n', ['secret']],
];

/** Types that hide what they hold, and fields or entries that are left out. */
const HIDDEN: readonly Row[] = [
  ['rust', 'fn f(password: String) { let secret = SecretString::from(password); println!("{:?}", secret); }', []],
  ['rust', 'fn f(password: String) { let secret = String::from(password); println!("{:?}", secret); }', ['secret']],
  ['python', 'def f(password):\n    secret = SecretStr(password)\n    print(secret)\n', []],
  ['powershell', 'Write-Host "##vso[task.setvariable variable=Db;issecret=true]$secret"', []],
  ['powershell', 'Write-Host "##vso[task.setvariable variable=Db]$secret"', ['$secret']],
  ['java', 'class A { void f(String password) { logger.printf(Level.INFO, "p=%s", password); } }', ['password']],
  [
    'python',
    'class S(BaseModel):\n    host: str\n    api_key: SecretStr\ndef f(s: S):\n    print(s.api_key)\n    print(s.api_key.get_secret_value())\n',
    ['s.api_key.get_secret_value()'],
  ],
  ['powershell', 'param([SecureString]$Password)\nWrite-Verbose "x $Password"\n', []],
  ['go', 'package a\nfunc f(password string, tokens int) { log.Printf("%d", tokens) }\n', []],
  [
    'python',
    'def f(password):\n    made = dict(user=1, password=password)\n    safe = {k: v for k, v in made.items() if k != "password"}\n    print(safe)\n    print(made)\n',
    ['made'],
  ],
  [
    'javascript',
    'const l = new Logger({ maskValuesOfKeys: ["password"] })\nfunction f(password) { log.info("x", { password }); log.info(`x ${password}`) }',
    ['password'],
  ],
  ['php', '<?php function f($password) { Log::info("x", ["pass" => str_repeat("*", strlen($password))]); }', []],
  [
    'python',
    'class L(BaseModel):\n    mail: str\n    password: str\ndef f(body: L):\n    print(body.model_dump_json())\n    print(body.model_dump(exclude={"password"}))\n',
    ['body'],
  ],
];

/** Fields that a logger carries along. */
const CARRIED: readonly Row[] = [
  [
    'python',
    'structlog.contextvars.bind_contextvars(session_token=user.session_token)\nstructlog.contextvars.bind_contextvars(request_id=r)\n',
    ['user.session_token'],
  ],
  ['go', 'package a\nfunc f(z zerolog.Logger, apiKey string) { z.Info().Str("user", user).Str("k", apiKey).Msg("x") }\n', ['apiKey']],
  ['csharp', 'class A { void B() { Activity.Current?.SetTag("k", settings.ApiKey); } }', ['settings.ApiKey']],
];

/** Names and places that are none of the secrets beside them. */
const BESIDE: readonly Row[] = [
  ['javascript', 'console.log(process.env.API_SECRET)\nconst { SITE = "x" } = process.env\nconsole.log(SITE)\n', ['process.env.API_SECRET']],
  ['javascript', 'function f() { password_field.value = config.password; console.error("x", password_field) }', []],
  ['python', 'def f(token):\n    room_id = f"!{token}"\n    log.info("%s %s", room_id, token)\n', ['token']],
  ['php', '<?php function f($privatekey) { $keyFile = resolve($privatekey); throw new Exception("no " . $keyFile); }', []],
  ['java', 'class A { String clientSecret; void f() { throw new E("x" + errorObject.getCode()); } /* authorization_code */ }', []],
  ['java', 'class A { void f(List<String> found) { found.add(Configuration.PROPERTY_PASSWORD); log.info("x {}", found); } }', []],
  ['python', 'def f(token):\n    r = requests.get(u, headers={"Authorization": token})\n    log.debug("%s", r.headers)\n', []],
  [
    'rust',
    'fn f(password: &str) {\n    println!("{}", password);\n}\n#[cfg(test)]\nmod tests {\n    fn g(password: &str) { println!("{}", password); }\n}\n',
    ['password'],
  ],
];

describe.each([
  ['beside a secret', BESIDE],
  ['a request', REQUESTS],
  ['all that was given', GIVEN],
  ['the environment', ENVIRONMENT],
  ['keys', KEYS],
  ['what is hidden', HIDDEN],
  ['fields of a logger', CARRIED],
])('%s', (_, rows) => {
  it.each(rows)('%s: %s', async (languageId, text, printed) => expect(await found(languageId, text)).toEqual(printed));
});

const pipeline = (lines: readonly string[]): string[] => {
  const text = `jobs:\n  a:\n    runs-on: x\n    env:\n      K: \${{ secrets.K }}\n    steps:\n${lines.map((line) => `      - run: ${line}\n`).join('')}`;
  const document = { uri: 'file:///work/.github/workflows/a.yml', version: 1, languageId: 'yaml', text };
  return checkConfiguration(document).map(({ span }) => text.slice(span.start, span.end));
};

it('finds where a step of a pipeline lists all variables, one of which is a secret', () => {
  expect(pipeline(['env', 'printenv | sort', 'export', 'Get-ChildItem env:', 'make && env'])).toEqual([
    'env',
    'printenv',
    'export',
    'Get-ChildItem env:',
    'env',
  ]);
  expect(pipeline(['env | grep CI', 'env > file', 'printenv HOME', 'export A=1', 'env A=1 make'])).toEqual([]);
});
