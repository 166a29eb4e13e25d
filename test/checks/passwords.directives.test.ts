// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { fill, PASSWORD, reported, TOKEN } from './passwords.support';

/** [file, text]: each `§` and `¤` must be reported, exactly, and nothing else. */
const LINES: readonly (readonly [string, string])[] = [
  // devices
  ['router.cfg', `enable password §`],
  ['router.cfg', `enable secret level 15 0 §`],
  ['router.cfg', `username admin privilege 15 password 0 §`],
  ['switch.txt', `username bob secret §`],
  ['router.cfg', `snmp-server community § RO`],
  ['router.cfg', `tacacs-server host 10.0.0.1 key 0 §`],
  ['router.cfg', `radius-server host 10.0.0.1 auth-port 1812 key §`],
  ['router.cfg', `crypto isakmp key § address 10.0.0.2`],
  ['router.cfg', ` neighbor 10.1.1.1 password §`],
  ['router.cfg', `  key-string 0 §`],
  ['router.cfg', ` ppp chap password 0 §`],
  ['router.cfg', ` ip ospf message-digest-key 1 md5 §`],
  ['router.cfg', `ntp authentication-key 1 md5 §`],
  ['junos.conf', `set security ike policy p1 pre-shared-key ascii-text "§"`],
  ['junos.conf', `set snmp community § authorization read-only`],
  ['junos.conf', `set system radius-server 10.0.0.1 secret "§"`],
  // networks, mail, telephones
  ['ipsec.secrets', `vpn.example.org %any : PSK "§"`],
  ['ipsec.secrets', `: RSA key.pem "§"`],
  ['sasl_passwd', `[smtp.example.org]:587 bob@example.org:§`],
  ['sip.conf', `secret => §`],
  ['sip.conf', `register => 1001:§@sip.example.org/1001`],
  ['wpa_supplicant.conf', `network={\n  psk="§"\n}`],
  // installers
  ['kickstart.ks', `rootpw --plaintext §`],
  ['preseed.cfg', `d-i passwd/root-password password §`],
  ['answers.txt', `mysql-server mysql-server/root_password password §`],
  // servers and clouds
  ['standalone.xml', `<credential-reference clear-text="§"/>`],
  ['security.xml', `<security:remember-me key="§"/>`],
  ['core-site.xml', `<name>fs.azure.account.key.x.blob.core.windows.net</name>\n<value>¤</value>`],
  ['a.py', `spark.conf.set("fs.azure.account.key.x.dfs.core.windows.net", "¤")`],
  ['wp-config.php', `define( 'NONCE_KEY', '¤' );`],
  // databases
  ['a.sql', `INSERT INTO config VALUES (1,'smtp_password','§');`],
  ['a.sql', `SELECT * FROM mysql('h:3306', 'db', 't', 'bob', '§');`],
  ['a.sql', `ATTACH DATABASE 'x.db' AS e KEY '§';`],
  // code
  ['A.cs', `[DefaultValue("§")] public string Password { get; set; }`],
  ['A.java', `void f(@RequestParam(defaultValue = "§") String password) {}`],
  ['A.cs', `var s = Configuration["Jwt:Key"] ?? "¤";`],
  ['a.py', `password: Optional[str] = Field("§", env="X")`],
  ['a.py', `st.text_input("Password", value="§", type="password")`],
  ['a.py', `password = getattr(settings, "PASSWORD", "§")`],
  ['a.py', `p = config.get("db", "password", fallback="§")`],
  ['a.go', `var users = map[string]string{"bob": "§", "anna": "§"}`],
  ['a.rs', `let key: [u8; 24] = *b"¤";`],
  ['a.dart', `const k = String.fromEnvironment('API_KEY', defaultValue: '¤');`],
  ['a.bas', `ActiveSheet.Protect "§"`],
  ['a.html', `<meta name="api-token" content="¤">`],
  ['a.py', `tn.read_until(b"Password: "); tn.write(b"§\\n")`],
  ['build.xml', `<scp todir="bob:§@h:/x"/>`],
  ['a.rb', `use Rack::Auth::Basic do |u, p| u == 'bob' && p == '§' end`],
  ['A.java', `PASSWORDS.put("bob", "§");`],
  ['A.java', `SSLContexts.custom().loadKeyMaterial(ks, "§".toCharArray());`],
  ['A.java', `cfg.setPassword(RedisPassword.of("§"));`],
  ['a.php', `setcookie('token', '¤');`],
  ['users.acl', `user bob on >§ ~* +@all`],
  ['nginx.conf', `set $api_key "¤";`],
  ['pom.xml', `<server.pw>§</server.pw>`],
  ['a.feature', `When I fill in "Password" with "§"`],
  ['a.robot', `\${PASSWORD}    §`],
  ['a.robot', `Input Password    id=pw    §`],
  ['a.robot', `Input Text    name:password    §`],
  ['a.http', `Authorization: Basic bob:§`],
  ['a.erl', `-define(PASSWORD, "§").`],
  ['a.exs', `Application.put_env(:app, :secret, "¤")`],
  ['a.vbs', `objConn.Open "DSN=x", "sa", "§"`],
];

/** [file, text]: no credential. */
const NEAR_MISSES: readonly (readonly [string, string])[] = [
  ['router.cfg', `enable password <removed>`],
  ['router.cfg', `no enable password`],
  ['notes.txt', `Use enable secret instead of enable password everywhere`],
  ['router.cfg', `snmp-server community REDACTED RO`],
  ['notes.txt', `the neighbor 10.0.0.1 password must be set on both sides`],
  ['notes.txt', `username and password are required`],
  ['ipsec.secrets', `: RSA key.pem`],
  ['kickstart.ks', `rootpw --lock`],
  ['preseed.cfg', `d-i passwd/root-login boolean false`],
  ['a.cs', `var s = Configuration["Jwt:KeyName"] ?? "¤";`],
  ['a.cs', `[DefaultValue("§")] public string Title { get; set; }`],
  ['a.py', `st.text_input("Password", "Your password", type="password")`],
  ['a.sql', `INSERT INTO pages VALUES (1,'password_reset','Reset your password');`],
  ['a.robot', `Input Password    id=pw    \${PASSWORD}`],
  ['a.robot', `Log    password    is asked for`],
  ['a.feature', `When I fill in "Title" with "§"`],
  ['a.http', `Authorization: Basic {{user}} {{password}}`],
  ['nginx.conf', `set $request_id "§";`],
  ['notes.txt', `the lamp is on >§`],
  ['a.bas', `ActiveSheet.Protect "Sheet1 is protected now"`],
];

describe('credentials by position', () => {
  it.each(LINES)('%s: %s', (file, text) => {
    const expected = [...text.matchAll(/[§¤]/g)].map(([sign]) => (sign === '§' ? PASSWORD : TOKEN));
    expect(reported(fill(text), file)).toEqual(expected);
  });
});

it('finds a key that stands byte by byte in YAML', () => {
  const bytes = '7, 47, 154, 16, 202, 193, 206, 113, 199, 190, 53, 133, 169, 175, 31, 56';
  expect(reported(`secret_key: [${bytes}]`, 'a.yml')).toEqual([bytes]);
  expect(reported(`secret_key: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]`, 'a.yml')).toEqual([]);
  expect(reported(`api_key_lengths: [${bytes}]`, 'a.yml')).toEqual([]);
});

describe('what only looks like such a line', () => {
  it.each(NEAR_MISSES)('%s: %s', (file, text) => {
    expect(reported(fill(text), file)).toEqual([]);
  });
});
