import { describe, expect, it } from 'vitest';
import { shownIn } from './logging.support';

/** Statements that are tempting and print no secret, by the class of false alarm that people complain about. */
const CLASSES: readonly (readonly [name: string, language: string, source: string])[] = [
  ['a word in the message only', 'python', 'log.warning("Failed token request - ip=%s", ip)'],
  ['a word in the message only', 'javascript', 'console.error("password must not be empty")'],
  ['a word in the message only', 'java', 'class A { void m() { LOG.info("refreshing token for {}", user); } }'],
  ['presence', 'python', 'print("token set:", bool(access_token), access_token is not None)'],
  ['presence', 'javascript', 'console.log("token", accessToken ? "set" : "unset", !!password, apiKey != null)'],
  ['presence', 'java', 'class A { void m() { LOG.info("has {}", password != null); } }'],
  ['length', 'python', 'log.info("got %d bytes of %s", len(password), type(password).__name__)'],
  ['length', 'javascript', 'console.log(password.length, typeof apiKey, tokens.length)'],
  ['length', 'java', 'class A { void m() { LOG.debug("length {}", password.length()); } }'],
  ['the name, id, path or type of a secret', 'javascript', 'log.info(secretName, passwordFile, tokenType, secretArn, apiKeyId, tokenUrl, passwordPolicy)'],
  ['the name, id, path or type of a secret', 'python', 'logger.info(f"{secret_name} {token_type} {password_file} {secret.name} {credentials_path}")'],
  ['tokens of pages and of language models', 'javascript', 'console.log(nextPageToken, maxTokens, tokenCount, continuationToken)'],
  ['tokens of parsers', 'python', 'class Lexer:\n    def next_token(self):\n        token = self.read()\n        print(token)\n'],
  ['replaced by stars', 'java', 'class A { void m(String password) { String uri = "x://" + password; LOG.info(uri.replace(password, "****")); } }'],
  ['replaced by stars', 'javascript', 'const uri = "x://" + password;\nconst shown = uri.replaceAll(password, "***");\nconsole.log(shown);'],
  ['replaced by stars', 'python', 'uri = "x://" + password\nlogger.info("at %s", uri.replace(password, "***"))'],
  ['replaced by stars', 'go', 'package a\nfunc f(password string) {\n\turi := "x://" + password\n\tlog.Print(strings.ReplaceAll(uri, password, "***"))\n}\n'],
  ['replaced by stars', 'php', '<?php $uri = "x://" . $password;\nerror_log(str_replace($password, "***", $uri));'],
  ['the name of a setting', 'python', 'from homeassistant.const import CONF_PASSWORD\nlogger.info("option %s", CONF_PASSWORD)'],
  [
    'a type that hides it, of an object made here',
    'python',
    'class Settings(BaseSettings):\n    api_token: SecretStr\ndef f():\n    settings = Settings()\n    logger.info("token %s", settings.api_token)\n',
  ],
  ['masked by a function', 'javascript', 'console.log(maskSecret(password), redact(config.apiKey), hashPassword(password))'],
  ['masked by a function', 'python', 'log.info(mask(password)); log.info(hashlib.sha256(password.encode()).hexdigest())'],
  ['masked by a function', 'java', 'class A { void m() { LOG.info(Masker.mask(password)); LOG.info(obfuscate(accessToken)); } }'],
  ['a short part', 'javascript', 'console.log(accessToken.slice(0, 4) + "***", accessToken.slice(-4))'],
  ['a short part', 'python', 'print(access_token[:4] + "...", access_token[-4:])'],
  ['a short part', 'java', 'class A { void m() { LOG.info(accessToken.substring(0, 4)); } }'],
  ['reassigned from a masker', 'python', 'password = mask(password)\nprint(password)\n'],
  ['reassigned from a masker', 'javascript', 'password = bcrypt.hashSync(password, 10);\nconsole.log(password);'],
  ['a sibling of a secret', 'javascript', 'const login = { user: name, password: pw };\nconsole.log(login.user);'],
  ['a sibling of a secret', 'python', 'ws = {"name": n, "api_token": t}\nlogger.info("archived %s", ws["name"])'],
  ['a sibling of a secret', 'java', 'class A { void m() { LOG.info(token.getUser().getUserName()); } }'],
  ['a branch where it is empty', 'javascript', 'if (!accessToken) { console.log("no token", accessToken); }'],
  ['a branch where it is empty', 'python', 'if access_token is None:\n    print("no token", access_token)\n'],
  ['a branch where it is empty', 'java', 'class A { void m() { if (password == null) { LOG.warn("none: " + password); } } }'],
  [
    'the body of a wrapper',
    'javascript',
    'function log(...args) { console.log(...args); }\nfunction debug(message, detail) { console.debug(message, detail); }',
  ],
  ['the body of a wrapper', 'python', 'def log(*args, **kwargs):\n    print(*args, **kwargs)\n'],
  ['an enumeration', 'java', 'class A { void m() { LOG.info("refused: {}", Reason.STALE_TOKEN); } }'],
  ['a text for people', 'javascript', 'console.log(i18n.get("password"), messages.get("token"));'],
  ['a result of a check', 'javascript', 'console.log(verifyPassword(user), hasToken(), isSecretValid(x), await deleteToken(id));'],
  ['a constant', 'javascript', 'const password = "";\nconsole.log(password);'],
  ['request as context', 'typescript', 'function login(req) { const { password } = req.body; logger.info(req, "login of %s", req.body.user); }'],
  ['a class without a text form', 'java', 'class Login { String password; }\nclass A { void m(Login login) { LOG.info("login {}", login); } }'],
  ['a class without a text form', 'python', 'class Login:\n    password: str\n\ndef f(login: Login):\n    print(login)\n'],
  [
    'a field kept out of the text form',
    'python',
    '@dataclass\nclass Login:\n    user: str\n    password: str = field(repr=False)\n\ndef f(login: Login):\n    print(login)\n',
  ],
  [
    'a field kept out of the text form',
    'java',
    '@Data class Login { String user; @ToString.Exclude String password; }\nclass A { void m(Login login) { LOG.info("{}", login); } }',
  ],
  ['a condition that is asserted', 'python', 'assert self.password\nassert password, "no password given"\n'],
  ['a type or an address', 'go', 'package a\n\nfunc f(password string) {\n\tlog.Printf("%T %p %s", password, password, name)\n}\n'],
  ['what a function that is handed in does', 'javascript', 'function f([name, print]) { return print(password); }'],
];

describe('is silent about', () => {
  it.each(CLASSES)('%s in %s: %s', async (_name, language, source) => {
    expect(await shownIn(language, source)).toEqual([]);
  });
});
