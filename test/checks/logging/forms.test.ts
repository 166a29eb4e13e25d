import { describe, expect, it } from 'vitest';
import { printedIn as found } from '../logging.support';

/** Nothing but the text in front of it says what a value is. */
const LABELLED: readonly (readonly [languageId: string, statement: string, printed: string])[] = [
  ['javascript', 'logger.info(`token: ${task.result}`)', 'task.result'],
  ['javascript', 'console.log("Password:", value)', 'value'],
  ['javascript', 'console.log("new password: " + decodedText)', 'decodedText'],
  ['javascript', 'logger.info("api key = %s", text)', 'text'],
  ['javascript', 'logger.info("user %s password %s, secret: %s", user, mail, res)', 'res'],
  ['python', 'log.info(f"client_secret={value}")', 'value'],
  ['python', 'log.info("access token: {}".format(name), 1)\nlog.info("access token: %s", raw)', 'raw'],
  ['csharp', 'class A { void B() { _logger.LogInformation($"Token: {decodedText}"); } }', 'decodedText'],
  ['kotlin', 'fun f() { Log.d(TAG, "token: ${task.result ?: "none"}") }', 'task.result'],
];

/** What the value's own name, origin or place says counts, whatever the text does. */
const PLAIN: readonly (readonly [languageId: string, statement: string])[] = [
  ['javascript', 'logger.info("token type: %s", value)'],
  ['javascript', 'logger.info("secret: %s/%s", namespace, name)'],
  ['javascript', 'logger.info("password: %s", text.length)'],
  ['javascript', 'const text = "none"; logger.info("password: %s", text)'],
  ['javascript', 'logger.info("password: " + mask(value))'],
  ['javascript', 'logger.info("no password for %s", value)'],
  ['javascript', 'logger.info("password of %s: ok", value)'],
  ['javascript', 'logger.info("token for %s: %d", value, 1)'],
  ['javascript', 'if (!value) logger.info("password: " + value)'],
];

describe('a text in front of a value', () => {
  it.each(LABELLED)('%s: %s', async (languageId, statement, printed) => expect(await found(languageId, statement)).toEqual([printed]));
  it.each(PLAIN)('says nothing in %s: %s', async (languageId, statement) => expect(await found(languageId, statement)).toEqual([]));
});

it('takes a link by which somebody may set a password for a secret', async () => {
  expect(await found('python', 'self.print("Password reset:", context["reset_url"])')).toEqual(['context["reset_url"]']);
  expect(await found('python', 'self.print("Password reset page:", context["password_reset_url"])')).toEqual([]);
});

/** Forms that a value takes on its way, and what it is then. */
const FORMS: readonly (readonly [languageId: string, text: string, printed: readonly string[]])[] = [
  ['javascript', 'console.log(chalk.gray(auth.token))', ['auth.token']],
  ['javascript', 'const a = "Basic " + btoa(user + ":" + merchantKey);\nconsole.log(a)', ['a']],
  ['javascript', 'console.log(`Bearer ${await issue(user)}`)', ['`Bearer ${await issue(user)}`']],
  ['javascript', 'console.log("Basic check of " + user)', []],
  ['javascript', 'async function f(d) { const user = await User.create({ mail: d.mail, password: d.password }); console.log(user) }', ['user']],
  ['javascript', 'async function f(d) { const user = await User.create({ mail: d.mail }); console.log(user, d.password.length) }', []],
  ['javascript', "let passphrase = '';\nfunction submit() { console.log({ passphrase }) }", ['passphrase']],
  ['javascript', "const [user, pass] = credentials.split(':');\nlogger.debug(user);\nlogger.debug(pass)", ['pass']],
  ['javascript', 'function f(event) { console.log(JSON.stringify(event)); return event.authorizationToken }', ['event']],
  ['javascript', 'console.log(card.number, card.cvv)', ['card.cvv']],
  ['python', 'token = page.get("NextToken")\nprint("next token:", token, api_password is None)', []],
  ['python', 'pwd = getpass.getpass("x")\nurl = f"db://{user}:{pwd}@host"\nprint(url.split("@")[1])', []],
  ['python', 'print(f"using HF token {hf_token}", tokenizer.encode("x"))', ['hf_token']],
  [
    'java',
    'class A { void f(KeyPair pair) { System.out.println(pair.getPublic() + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())); } }',
    ['pair.getPrivate()'],
  ],
  [
    'kotlin',
    'data class Login(val mail: String, val password: String)\nfun f() {\n  val body = call.receive<Login>()\n  logger.debug { "request: $body" }\n}',
    ['body'],
  ],
  ['go', 'package a\nfunc f(c *api.Client) {\n\ts, err := c.Logical().Read("x")\n\tfor k, v := range s.Data {\n\t\tlog.Printf("%s %v", k, v)\n\t}\n}\n', ['v']],
  ['scala', 'class A { def f = logger.debug("x " + request.headers.get("Authorization").head) }', ['request.headers.get("Authorization")']],
  ['ruby', 'password = SecureRandom.hex(16)\nputs "Password: #{password}"\n', ['password']],
  ['shellscript', 'env | sort\necho "$TOKEN_TYPE"\n', ['env']],
  ['shellscript', 'env | cut -d= -f1\nenv A=1 make\nTOKEN=x\n', []],
  ['shellscript', 'printenv DB_PASSWORD\n', ['DB_PASSWORD']],
  ['shellscript', 'echo "x $DB_PASSWORD" >> /var/log/setup.log\necho "x $DB_PASSWORD" >> setup.conf\n', ['$DB_PASSWORD']],
  ['csharp', 'class A { void F() { Log.Information("x {K}", _config["Jwt:Key"]); Log.Information("x {K}", _config["Jwt:Issuer"]); } }', ['_config["Jwt:Key"]']],
  ['shellscript', 'kubectl get secret x -o jsonpath={.metadata.name}\nkubectl get secret x -o yaml\n', ['kubectl get secret x -o yaml']],
  ['shellscript', 'cat .env\ncat .env.example\ncat config/private.pem public.pem\n', ['.env', 'config/private.pem']],
  ['shellscript', 'cat /run/secrets/api_key\ncat ~/.ssh/id_ed25519.pub\nkey=$(cat /run/secrets/api_key)\n', ['/run/secrets/api_key']],
  ['shellscript', 'cat "$DB_PASSWORD_FILE"\ncat "$LOG_FILE"\n', ['"$DB_PASSWORD_FILE"']],
  ['shellscript', 'echo "Generated password: $(openssl rand -base64 24)"\necho "tmp: $(openssl rand -hex 4)"\n', ['$(openssl rand -base64 24)']],
  [
    'shellscript',
    "kubectl get secret app -o jsonpath='{.data.password}' | base64 -d\nkubectl get secrets -n prod\nf() {\n  vault kv get -field=x secret/a\n}\n",
    ["kubectl get secret app -o jsonpath='{.data.password}'"],
  ],
  ['shellscript', 'echo "password: $DB_PASSWORD" >> "$GITHUB_STEP_SUMMARY"\n', ['$DB_PASSWORD']],
];

it.each(FORMS)('%s: %s', async (languageId, text, printed) => expect(await found(languageId, text)).toEqual(printed));

const PINO = "const log = pino({ redact: ['req.headers.authorization', 'body.password', '*.password'] });\n";

it.each([
  ['javascript', `${PINO}log.info({ user, password }, 'x');`, []],
  ['javascript', `${PINO}log.info({ user, accessToken }, 'x')`, ['accessToken']],
  ['javascript', PINO + 'log.info(`x ${password}`)', ['password']],
  ['javascript', "log.info({ user, password }, 'x')", ['password']],
  ['python', 'logger.warning("bad %s", self.url(password, privacy=True))', []],
  ['java', 'class A { void f(String n) { String v = System.getenv().get(n); log.info("x {}", v); log.info("y {}", System.getenv()); } }', ['System.getenv()']],
  ['go', 'package a\nfunc f(password string) { set(1); setCredsInHelper(helper, key, password); log.Printf("x %s", helper) }\n', []],
  ['java', 'class A { void f() { log.info("x {}", lineWithoutPassword); } }', []],
] as const)('what is left out or is another part is not shown in %s: %s', async (languageId, text, printed) =>
  expect(await found(languageId, text)).toEqual(printed),
);

it('underlines what is printed where a parameter got into it on a way', async () => {
  const text = 'function load(file) { let path = base; path += file; throw new Error("no file " + path) }\nload(user.password);\n';
  expect(await found('javascript', text)).toEqual(['"no file " + path']);
});

it('takes the kinds of Kafka’s requests for no secrets', async () => {
  expect(await found('java', 'class A { void f(ApiKeys apiKey) { if (apiKey != ApiKeys.FETCH) log.info("x {}", apiKey); } }')).toEqual([]);
});
