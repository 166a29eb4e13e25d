import { describe, expect, it } from 'vitest';
import { findingsIn, shownIn } from './logging.support';

type Row = readonly [name: string, language: string, source: string, shown: readonly string[]];

const ROWS: readonly Row[] = [
  ['a name', 'javascript', 'console.log(password)', ['1 likely password']],
  ['a member', 'javascript', 'logger.info("x", user.password, user.name)', ['1 likely user.password']],
  ['a member by a literal key', 'python', 'logger.info("x %s", user["password"])', ['1 likely user["password"]']],
  ['a template', 'typescript', 'console.log(`Bearer ${accessToken}`)', ['1 likely accessToken']],
  ['an f-string', 'python', 'print(f"pw={password!r:>10} {user}")', ['1 likely password']],
  ['percent', 'python', 'print("pw=%s" % password)', ['1 likely password']],
  ['percent of a tuple', 'python', 'print("%s %s" % (user, password))', ['1 likely password']],
  ['str.format', 'python', 'print("{} {p}".format(user, p=password))', ['1 likely password']],
  ['String.format', 'java', 'class A { void m() { LOG.info(String.format("%s", password)); } }', ['1 likely password']],
  ['slf4j', 'java', 'class A { void m() { LOG.info("{} {}", user, password); } }', ['1 likely password']],
  ['a concatenation', 'java', 'class A { void m() { LOG.info("pw " + password + user); } }', ['1 likely password']],
  ['an alias', 'javascript', 'const p = user.password;\nconsole.log(p);', ['2 likely p']],
  ['an alias of an alias', 'python', 'a = cfg.api_key\nb = "key " + a\nc = b.strip()\nprint(c)\n', ['4 likely c']],
  ['text that grows', 'python', 'url = base\nurl += "?key=" + api_key\nlog.info("GET %s", url)\n', ['3 likely url']],
  ['destructuring', 'javascript', 'const { data: { access_token: t } } = await login();\nconsole.log(t);', ['2 likely t']],
  ['a tuple', 'python', 'user, pw = name, password\nprint(pw)\nprint(user)\n', ['2 likely pw']],
  ['an object literal', 'javascript', 'console.log({ user, password: hidden })', ['1 likely hidden']],
  ['a shorthand', 'javascript', 'logger.info({ user, password }, "login")', ['1 likely password']],
  ['a spread', 'javascript', 'const all = { ...base, apiKey };\nconsole.log({ ...all, x: 1 });', ['2 likely all']],
  ['JSON', 'javascript', 'const body = { user, password };\nconsole.log(JSON.stringify(body));', ['2 likely body']],
  ['a collection that is filled', 'python', 'args = ["curl"]\nargs.append("-u" + password)\nprint(args)\n', ['3 likely object args']],
  [
    'a map that is filled',
    'java',
    'class A { void m() { Map<String, String> p = new HashMap<>(); p.put("password", x); LOG.info("p {}", p); } }',
    ['1 likely object p'],
  ],
  ['a field that is set', 'javascript', 'const headers = {};\nheaders["Authorization"] = basic(user);\nconsole.log(headers);', ['3 likely object headers']],
  [
    'a loop over headers',
    'python',
    'for name, value in request.headers.items():\n    log.info("%s: %s", name, value)\n# authorization\n',
    ['2 likely object value'],
  ],
  ['a choice', 'javascript', 'console.log(accessToken || "none")', ['1 likely accessToken']],
  ['a call that says what it gives', 'java', 'class A { void m() { LOG.info("pw " + user.getPassword()); } }', ['1 likely user.getPassword()']],
  [
    'an environment variable',
    'python',
    'import os\nprint(os.environ["DB_PASSWORD"], os.getenv("API_KEY"), os.getenv("HOME"))\n',
    ['2 likely os.environ["DB_PASSWORD"]', '2 likely os.getenv("API_KEY")'],
  ],
  ['an environment variable', 'javascript', 'console.log(process.env.DB_PASSWORD, process.env.HOME)', ['1 likely process.env.DB_PASSWORD']],
  ['a secret asked of a person', 'python', 'from getpass import getpass\nx = getpass()\nprint(x)\n', ['3 likely x']],
  [
    'a wrapper of the file',
    'javascript',
    'function myLog(message) { console.log("app: " + message); }\nmyLog(user.password);\nmyLog(user.name);',
    ['2 likely user.password'],
  ],
  [
    'a client that logs its options',
    'javascript',
    'function send(options) { console.log(JSON.stringify(options)); go(options); }\nsend({ url, password });',
    ['1 likely options'],
  ],
  ['a function that gives a secret', 'python', 'def auth():\n    return "Bearer " + access_token\n\nprint(auth())\n', ['4 likely auth()']],
  ['a masker by its shape', 'javascript', 'function safe(x) { return x.slice(0, 3) + "…"; }\nconsole.log(safe(password));', []],
  ['a function that passes on', 'javascript', 'const wrap = (x) => `<${x}>`;\nconsole.log(wrap(password));', ['2 likely wrap(password)']],
  ['masked in one branch only', 'python', 'value = password\nif short:\n    value = mask(value)\nprint(value)\n', ['4 likely value']],
  ['masked in every case', 'python', 'value = password\nvalue = mask(value)\nprint(value)\n', []],
  [
    'a guard that says the opposite',
    'javascript',
    'if (accessToken) { console.log(accessToken); } else { console.log(accessToken); }',
    ['1 likely accessToken'],
  ],
  [
    'a type of the file',
    'python',
    '@dataclass\nclass Login:\n    user: str\n    password: str\n\ndef f(login: Login):\n    print(login)\n',
    ['7 likely object login'],
  ],
  ['a record', 'java', 'record Login(String user, String password) {}\nclass A { void m(Login login) { LOG.info("{}", login); } }', ['2 likely object login']],
  [
    'an interface',
    'typescript',
    'interface Login { user: string; password: string }\nfunction f(login: Login) { console.log(login); }',
    ['2 likely object login'],
  ],
  [
    'an object of which a secret is read',
    'javascript',
    'function f(body) {\n  console.log(JSON.stringify(body));\n  return body.tokens.access_token;\n}',
    ['2 likely object body'],
  ],
  // tacit-ignore credential.password until=2028-01-31 because it is made up
  ['a secret that is a literal', 'ruby', "password = '043697b96909e03c'\nlogger.info password\n", ['2 likely password']],
  ['an exception', 'python', 'raise ValueError("bad password %s" % password)\n', ['1 likely password']],
  ['a variable that is made a logger', 'python', 'write = logger.warning\nwrite(password)\n', ['2 likely password']],
];

describe('follows', () => {
  it.each(ROWS)('%s in %s', async (_name, language, source, shown) => {
    expect(await shownIn(language, source)).toEqual(shown);
  });

  it('says where the value comes from', async () => {
    const source = 'const p = user.password;\nconsole.log(p);';
    const [finding] = await findingsIn('javascript', source);
    expect(finding?.subject).toBe('password');
    expect(finding?.related.map(({ start, end }) => source.slice(start, end))).toEqual(['user.password']);
  });

  it.each([
    ['by its name', 'cover'],
    ['by the class and its name', 'Safe.cover'],
  ])('takes a configured masker at its word, %s', async (_name, masker) => {
    const source = 'console.log(Safe.cover(password));\nconsole.log(Safe.other(password));';
    expect(await shownIn('javascript', source)).toEqual([]);
    expect(await shownIn('javascript', 'console.log(`${Safe.cover(password)}`);', { maskers: new Set([masker]) })).toEqual([]);
    expect(await shownIn('javascript', 'function cover(x) { return x; }\nconsole.log(cover(password));', { maskers: new Set(['cover']) })).toEqual([]);
    expect(await shownIn('javascript', 'function cover(x) { return x; }\nconsole.log(cover(password));')).toEqual(['2 likely cover(password)']);
  });

  it.each([
    ['javascript', 'track(password)', 'track'],
    ['python', 'metrics.track("x", password)', 'metrics.track'],
    ['go', 'package a\nfunc f(password string) { Track(password) }', 'Track'],
    ['php', '<?php track($password);', 'track'],
    ['ruby', 'Audit.keep(password)', 'Audit.keep'],
  ])('takes a configured sink at its word, in %s', async (language, source, sink) => {
    expect(await shownIn(language, source)).toEqual([]);
    expect(await shownIn(language, source, { sinks: [sink] })).toHaveLength(1);
    expect(await shownIn(language, source, { sinks: ['Another.keep'] })).toEqual([]);
  });

  it('takes a literal that the credential check flagged for a secret', async () => {
    const source = 'const x = "value-of-a-key";\nconsole.log(x);';
    expect(await shownIn('javascript', source, { flagged: [{ start: 11, end: 25 }] })).toEqual(['2 likely x']);
  });

  it('knows the variables that the manifest declares', async () => {
    const source = 'console.log(process.env.SENDGRID)';
    expect(await shownIn('javascript', source)).toEqual([]);
    expect(await shownIn('javascript', source, { declared: new Set(['SENDGRID']) })).toEqual(['1 likely process.env.SENDGRID']);
  });
});
