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
    ['strings.xml', '<string name="toggle_password">Show/hide password</string>'],
    ['a.js', "await this.helper.authenticate(httpTemplatedAuth, 'httpTemplatedAuth', request);"],
    ['a.d.ts', "cluster(subcommand: 'SLOT-STATS', slotsrangeToken: 'SLOTSRANGE', start: number): void;"],
    ['README.md', 'docker run --name my-db --link my-mongo:mongo -v config:/x -p 1337:1337 -d app'],
    ['a.js', 'u.currentPass="translucent"; u.currentLayer = 1;'],
    ['a.js', "const emoji = { 'hot_pepper': '\\ud83c\\udf36', 'secret': '\\u3299\\ufe0f' };"],
    ['a.py', 'secret = "dpapi_machinekey:0x{0}\\ndpapi_userkey:0x{1}".format(a, b)'],
    ['a.rb', 'def request_http_basic_authentication(realm = "Lantern", message = nil)'],
    ['a.rb', 'def authenticate_with_http_digest(realm = "Lantern", &password_procedure)'],
    ['a.yml', 'staticPasswords:\n- email: admin@acme.test\n  username: admin\n  userID: "08a8684b-db88-4b73-90a9-3cd1661f5466"\n'],
    ['a.php', `$trusted_keys[] = '${PUBLIC}';`],
    ['a.ts', 'const disallowedPasswords = ["password", "lantern", "passw0rd"];'],
  ])('nothing in %s: %s', (file, text) => expect(reported(text, file === 'en.json' ? 'i18n/en.json' : file)).toEqual([]));
});
