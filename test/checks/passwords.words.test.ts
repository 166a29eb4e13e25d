// tacit-ignore-file credential.password because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { reported } from './passwords.support';

/** Passwords that people make of words, and what else stands under such names. */
const PASSWORDS = [
  'Squirrel.Nutkin.5',
  'Harbour-B7-Crane',
  'tiger_LILY_7',
  'Mount-improbable-12',
  'Winter-is-coming-9',
  'Copper.Kettle.Lid',
  'Evening-Ferry-South',
  'blue-Monday-1983',
  'hunter2-staging',
  'postgres-local-1',
  'Altocumulus-Lent1',
  'paper+boat+2019!',
];
/** As a key that everybody may have; put together here so that nothing in the repository looks like one. */
const PUBLIC = ['fRPyrxb/MvVLbd', 'sYi+OOEv4xc+Eqpsj+', 'kkAS6gNOkI0='].join('');
const OTHERS = [
  'X-Auth-Token',
  'New.Password',
  'Settings.Security.Policy',
  'com.acme.Hasher',
  'password-input-2',
  'forgot-password-1',
  'Sign-In-Form',
  'btn-primary-2',
  'login.form.label',
  'form-control',
  'Acme.Identity.UserStore',
  'Wrong-Code-2',
  'user-password-1',
  'text-field-3',
  'aes-256-cbc',
  'v1-beta-2',
  'Reset-Link-Expired',
];
const PLACES: readonly (readonly [file: string, text: (value: string) => string])[] = [
  ['a.ts', (value) => `const dbPassword = "${value}";\n`],
  ['a.go', (value) => `c := redis.NewClient(&redis.Options{\n\tPassword: "${value}",\n})\n`],
  ['a.yml', (value) => `db:\n  password: ${value}\n`],
  ['redis.conf', (value) => `requirepass ${value}\n`],
  ['a.xml', (value) => `<property name="password" value="${value}"/>\n`],
];

describe('passwords of words', () => {
  for (const [file, text] of PLACES) {
    it.each(PASSWORDS)(`${file}: %s`, (value) => expect(reported(text(value), file)).toEqual([value]));
    it.each(OTHERS)(`${file}: not %s`, (value) => expect(reported(text(value), file)).toEqual([]));
  }
  it.each([
    ['en.json', '{ "password": "Copper.Kettle.Lid" }'],
    ['a.md', 'The password-reset-2 page asks for it.'],
    ['a.ts', "const routes = { password: '/account/:id', secret: '/account/secrets/:id' };"],
    ['strings.xml', '<string name="content_desc_toggle_password">Show/hide password</string>'],
    ['a.js', "await this.helper.authenticate(httpTemplatedAuth, 'httpTemplatedAuth', request);"],
    ['a.d.ts', "cluster(subcommand: 'SLOT-STATS', slotsrangeToken: 'SLOTSRANGE', start: number): void;"],
    ['README.md', 'docker run --name my-db --link my-mongo:mongo -v config:/x -p 1337:1337 -d app'],
    ['a.js', 'u.currentPass="translucent"; u.currentLayer = 1;'],
    ['a.js', "const emoji = { 'hot_pepper': '\\ud83c\\udf36', 'secret': '\\u3299\\ufe0f' };"],
    ['a.py', 'secret = "dpapi_machinekey:0x{0}\\ndpapi_userkey:0x{1}".format(a, b)'],
    ['a.rb', 'def digest(realm = "Application", &procedure)\n  Http::Digest.authenticate(request, realm, &procedure)\nend\n'],
    ['a.yml', 'staticPasswords:\n  - email: admin@acme.test\n    username: admin\n    userID: "08a8684b-db88-4b73-90a9-3cd1661f5466"\n'],
    ['a.php', `$trusted_keys[] = '${PUBLIC}';`],
  ])('nothing in %s: %s', (file, text) => expect(reported(text, file === 'en.json' ? 'i18n/en.json' : file)).toEqual([]));
});

/** Phrases with blanks, where the place says that they open something. */
const PHRASES = ['Four leaves bring luck', 'open sesame 1001', 'correct horse battery staple', 'wish you were here', 'the owl flies at noon'];
const PLACES_OF_PHRASES: readonly (readonly [file: string, text: (value: string) => string])[] = [
  ['a.ts', (value) => `const passphrase = "${value}";\n`],
  ['a.ts', (value) => `const cfg = { host: "db1", user: "svc", password: "${value}" };\n`],
  ['a.ts', (value) => `if (req.body.password === "${value}") grant();\n`],
  ['a.py', (value) => `smtp_password = "${value}"\n`],
  ['a.go', (value) => `if subtle.ConstantTimeCompare([]byte(password), []byte("${value}")) == 1 {\n`],
  ['a.php', (value) => `<?php if (hash_equals("${value}", $password)) { }\n`],
  ['a.java', (value) => `factory.setPassword("${value}");\n`],
  ['a.cs', (value) => `var o = new ConfigurationOptions { Password = "${value}" };\n`],
  ['a.sh', (value) => `export DB_PASSWORD="${value}"\n`],
  ['a.sh', (value) => `gpg --batch --passphrase "${value}" -d f\n`],
  ['a.sh', (value) => `sshpass -p '${value}' ssh h\n`],
  ['.env', (value) => `MAIL_PASSWORD=${value}\n`],
  ['redis.conf', (value) => `requirepass "${value}"\n`],
  ['a.yml', (value) => `ldap:\n  password: ${value}\n  port: 389\n`],
  ['a.ini', (value) => `[database]\nhost = h\npassword = ${value}\n`],
  ['a.xml', (value) => `<datasource><user>u</user><password>${value}</password></datasource>\n`],
  ['a.py', (value) => `passphrase: str = "${value}"\n`],
  ['a.js', (value) => `const PASSWORD = '${value}';\n`],
  ['a.java', (value) => `props.setProperty("password", "${value}");\n`],
  ['a.java', (value) => `env.put(Context.SECURITY_CREDENTIALS, "${value}");\n`],
  ['a.go', (value) => `if user == "bob" && pass == "${value}" {\n`],
  ['bitcoin.conf', (value) => `rpcpassword=${value}\n`],
  ['a.sql', (value) => `INSERT INTO users (name, password) VALUES ('bob', '${value}');\n`],
  ['a.sql', (value) => `UPDATE users SET password = '${value}' WHERE id = 1;\n`],
  ['a.sql', (value) => `ALTER USER bob WITH PASSWORD '${value}';\n`],
];
/** What people read, under the same names. */
const MESSAGES: readonly (readonly [file: string, text: string])[] = [
  ['a.ts', 'const labels = { user: "svc", password: "Secret of yours truly" };'],
  ['a.ts', 'const defaults = { host: "h", errors: { password: "rather bland choice" } };'],
  ['a.ts', 'const fields = { host: "db name", user: "of the person", password: "masked and quiet" };'],
  ['a.ts', 'const password = "Forgotten once or twice";'],
  ['a.ts', 'const passphrase = "Enter the four of them";'],
  ['a.go', 'if pass == "shadow and opaque" {'],
  ['a.java', 'labels.put("password", "four blank nouns");'],
  ['a.sql', "UPDATE labels SET password = 'four blank nouns' WHERE id = 1;"],
  ['a.ts', 'if (errors.password === "looks quite bland") retry();'],
  ['a.ts', 'toast({ title: "Saved", password: "kept in the attic now" });'],
  ['a.tsx', '<Dialog passphrase="four blank nouns ahead" />'],
  ['a.yml', 'labels:\n  host: h\n  password: secret of the house\n'],
  ['a.yml', 'vars:\n  DB_PASSWORD: taken out of vault\n'],
  ['a.ini', '[messages]\nhost = h\npassword = rather bland choice\n'],
  ['a.sh', 'echo "--password \'four blank nouns\'"'],
  ['a.properties', 'signup.password=rather bland choice'],
  ['i18n/en.json', '{ "smtp": { "host": "h", "password": "four blank nouns" } }'],
];

describe('phrases', () => {
  for (const [file, text] of PLACES_OF_PHRASES)
    it.each(PHRASES)(`${text('…').trim().replaceAll('\n', ' ')} in ${file}: %s`, (value) => expect(reported(text(value), file)).toEqual([value]));
  it.each(MESSAGES)('nothing in %s: %s', (file, text) => expect(reported(text, file)).toEqual([]));
});

describe('words among names of things', () => {
  it.each([
    ['a.ts', 'const icons = { password: "mdi-padlock-2" };'],
    ['a.ts', 'const topic = {\n  password: "acme-unlock-1",\n  signup: "acme-join-1",\n};'],
    ['a.ts', 'const classes = { pwd: "mt-4 mb-2" };'],
    ['a.py', 'class Topic(Enum):\n    PASSWORD = "acme-unlock-1"'],
    ['a.go', 'var icons = map[string]string{"password": "mdi-padlock-2"}'],
    ['a.cs', 'public static class Roles { public const string Password = "Acme.Unlock.Only"; }'],
    ['A.java', 'static final Map<String, String> TOPICS = Map.of("password", "acme-unlock-1");'],
    ['a.yml', 'icons:\n  password: mdi-padlock-2\n'],
    ['a.ts', 'export const PASSWORD = "Outlined.Wide";'],
    ['a.vue', `<v-text-field :password="'sign.words.1'" />`],
  ])('nothing in %s: %s', (file, text) => expect(reported(text, file)).toEqual([]));
  it.each([
    ['a.ts', 'const servers = { host: "h", password: "north-wing-7" };', 'north-wing-7'],
    ['a.ts', 'const users = [{ password: "north-wing-7" }];', 'north-wing-7'],
    ['.pgpass', 'db1:5432:tours:tours_ro:ReadOnly.Elk', 'ReadOnly.Elk'],
    ['a.ts', 'const settings = { password: "north-wing-7" };', 'north-wing-7'],
    ['a.yml', 'db:\n  user: north-app-1\n  password: north-wing-7\n', 'north-wing-7'],
    ['a.ts', 'nodemailer({ auth: { user: "root", pass: "sunshine" } });', 'sunshine'],
  ])('%s: %s', (file, text, value) => expect(reported(text, file)).toEqual([value]));
});

describe('words and numbers of a person', () => {
  it.each(['Müller1975', 'пароль123', 'contraseña12', '28.03.1991'])('%s', (value) => {
    expect(reported(`password = "${value}"\n`, 'a.py')).toEqual([value]);
  });
  it.each(['Mot de passe n° 2', 'пароль', 'Passwörter', '1.12.3', 'Contraseña'])('not %s', (value) => {
    expect(reported(`password = "${value}"\n`, 'a.py')).toEqual([]);
  });
});

describe('words run together behind the name of a user', () => {
  it.each(['BlueHorse', 'blue_horse', 'blue-horse', 'RedDragonFly', 'Rex-and-Bella'])('%s', (value) => {
    expect(reported(`const cfg = { host: "h", user: "root", password: "${value}" };\n`, 'a.ts')).toEqual([value]);
    expect(reported(`conn = connect(user="root", password="${value}")\n`, 'a.py')).toEqual([value]);
  });
  it.each([
    'const screens = { login: "home", password: "BlueHorse" };',
    'const map = { user: "userName", password: "hiddenText" };',
    'const map = { user: "nick", password: "passwordField" };',
    'const map = { user: "nick", password: "FIELD_TWO" };',
    'const map = { user: Nick, password: "BlueHorse" };',
    'const map = { username: "required", password: "min-eight" };',
    'const map = { title: "root", password: "BlueHorse" };',
  ])('not in %s', (text) => {
    expect(reported(text, 'a.ts')).toEqual([]);
  });
});
