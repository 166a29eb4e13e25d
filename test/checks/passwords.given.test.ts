// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
// tacit-ignore-file credential.url-password because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../support/cost';
import { detected, documentOf, fill, PASSWORD, reported, TOKEN } from './passwords.support';

const PIN = ['24', '15', '89'].join('');
const filled = (text: string): string => fill(text).replaceAll('№', PIN);
const expected = (text: string): string[] => [...text.matchAll(/[§¤№]/g)].map(([sign]) => (sign === '§' ? PASSWORD : sign === '¤' ? TOKEN : PIN));

/** What stands in each is `§`, a password, `¤`, a token, or `№`, a number; all are reported, and nothing else. */
type Case = readonly [file: string, text: string];
const FORMS: readonly (readonly [string, readonly Case[], readonly Case[]])[] = [
  [
    'what a function gives back that is named for it',
    [
      ['a.ts', `class A {\n  getToken(): string {\n    return '¤';\n  }\n}`],
      ['a.js', `const c = { apiToken() { return "¤"; } };`],
      ['a.js', `class A {\n  get password() { return '§'; }\n}`],
      ['a.js', `const getApiKey = () => "¤";`],
      ['a.js', `module.exports.getApiKey = async () => { return "¤"; }`],
      ['a.js', `c.getToken = function () { return '¤'; }`],
      ['a.cs', `o.TokenFactory.Token = () => "¤";`],
      ['a.py', `get_token = lambda: "¤"`],
      ['a.py', `def get_password(self):\n    """Of the service."""\n    return "§"`],
      ['a.go', `func (c *Config) Password() string { return "§" }`],
      ['a.go', `func (c Config) apiToken() string {\n\treturn "¤"\n}`],
      ['a.rb', `def password\n  "§"\nend`],
      ['a.rb', `def self.api_token\n  return '¤'\nend`],
      ['a.rs', `fn api_key() -> &'static str {\n    "¤"\n}`],
    ],
    [
      ['a.ts', `class A {\n  getToken(): string {\n    return 'token-of-user-9';\n  }\n}`],
      ['a.js', `const getToken = () => "accessToken";`],
      ['a.js', `const validators = { password: () => 'Must have 8 signs' };`],
      ['a.js', `if (getToken()) { return "a1b2c3d4e5f6g7h8"; }`],
      ['a.go', `func (l *Lexer) nextToken() string { return "number-9" }`],
      ['a.rb', `def password\n  "x1-#{name}-zz9"\nend`],
      ['a.rb', `def password\n  'a9k2m4' if name\nend`],
      ['a.py', `def get_password(self):\n    """Returns "a9k2m4" for bob."""\n    return self.x`],
    ],
  ],
  [
    'lists in which it is looked for',
    [
      ['a.js', `if (!['¤'].includes(req.headers['x-api-key'])) return;`],
      ['a.js', `if (["¤", "x"].indexOf(req.query.token) === -1) return;`],
      ['a.js', `if (new Set(['¤']).has(apiToken)) next();`],
      ['a.py', `if request.headers.get("X-Api-Key") not in ["¤", "x"]:\n    abort(401)`],
      ['a.py', `if token in ("¤",): ok()`],
      ['a.kt', `if (apiKey in listOf("¤")) ok()`],
      ['A.java', `if (Arrays.asList("¤").contains(request.getHeader("X-Token"))) ok();`],
      ['A.java', `if (Set.of("¤").contains(apiKey)) ok();`],
      ['a.php', `if (in_array($_SERVER['HTTP_X_API_KEY'], ['¤'])) ok();`],
      ['a.php', `if (in_array($token, array('¤'))) ok();`],
      ['a.go', `if slices.Contains([]string{"¤"}, token) { ok() }`],
      ['a.rb', `head 401 unless ['¤'].include?(request.headers['X-Token'])`],
      ['a.rb', `[username, password] == ['admin', '§']`],
      ['a.py', `if (username, password) == ("admin", "§"): ok()`],
    ],
    [
      ['a.js', `if (['bearer-v2', 'mac-v2'].includes(token)) next();`],
      ['a.js', `if (['application/json'].includes(req.headers['x-auth-token'])) next();`],
      ['a.py', `if password in ["password123", "qwerty1234"]: refuse()`],
      ['a.py', `for token in ["NAME", "NUMBER2"]: go()`],
      ['a.js', `const same = ['a1b2', 'c3d4'].map(x => x); check(token);`],
      ['a.js', `x = [1, 2].includes(token) ? "a" : "k2m4n6"`],
    ],
  ],
  [
    'commands that are given a secret',
    [
      ['a.sh', `curl -sk -X POST -uadmin:§ https://x.example.org`],
      ['a.sh', `az keyvault secret set --vault-name v --name db --value §`],
      ['a.sh', `aws ssm put-parameter --name /db/x --value "§" --type SecureString`],
      ['a.sh', `aws ssm put-parameter --type SecureString --name /db/x --value '§'`],
      ['a.sh', `gh secret set DEPLOY --body "¤"`],
      ['a.sh', `oc login -u admin -p § https://api.example.org`],
      ['a.sh', `dotnet user-secrets set "Db:Password" "§"`],
      ['a.sh', `cypher-shell -u neo4j -p § "RETURN 1"`],
      ['a.sh', `mosquitto_passwd -b /etc/pw bob §`],
      ['a.sh', `etcdctl --user root:§ get x; etcdctl user add bob:§`],
      ['a.sh', `bw login bob@example.org §`],
      ['a.sh', `7za a -p'§' a.7z f; rar a -hp§ a.rar f`],
      ['a.sh', `snmpwalk -v3 -u bob -A § -X § host`],
      ['a.sh', `mvn verify -Dsonar.login=¤`],
      ['a.sh', `chpasswd <<< "bob:§"`],
      ['a.sh', `chpasswd <<EOF\nbob:§\nEOF`],
      ['a.py', `_in, out, err = ssh.exec_command("sudo -S reboot")\n_in.flush()\nshell.send("§\\n")`],
      ['a.py', `shell.send("enable\\n")\nshell.send("§\\n")`],
      ['.pgpass', `*:*:*:postgres:§`],
      ['tokens.csv', `¤,alice,1001,"system:masters"\n`],
      ['jaas.conf', `x { org.apache.kafka.common.security.plain.PlainLoginModule required\n  username="a" user_admin="§" user_bob="§"; };`],
      ['local.xml', `<global>\n<crypt>\n  <key><![CDATA[¤]]></key>\n</crypt>`],
      ['nginx.conf', `secure_link_md5 "$secure_link_expires$uri §";`],
      ['php.ini', `mysqli.default_pw = "§"`],
      ['ha.yaml', `alarm_control_panel:\n  - platform: manual\n    name: House\n    code: "№"\n`],
      ['a.tf', `resource "aws_ssm_parameter" "p" {\n  name  = "/db/x"\n  type  = "SecureString"\n  value = "§"\n}`],
    ],
    [
      ['a.sh', `curl -sk -upload-only https://x:8443/y9`],
      ['a.sh', `az keyvault secret set --vault-name v --name db2 --value "$VALUE"`],
      ['a.sh', `aws ssm put-parameter --name /db/x --value "eu-west-1b" --type String`],
      ['a.sh', `gh secret set DEPLOY2 < file1.txt`],
      ['a.sh', `dotnet user-secrets set "Db:Host2" "db9.example.org"`],
      ['a.sh', `etcdctl user add bob7; bw unlock --passwordenv BW1`],
      ['a.sh', `7za a -p"$PW" a.7z f9`],
      ['a.bat', `set /p DB_PASSWORD=Enter9`],
      ['nginx.conf', `secure_link_md5 "$secure_link_expires$uri $secret";`],
      ['ha.yaml', `alarm_control_panel:\n  - platform: manual\n    code: !secret x\ncountry:\n  code: "4711"\n`],
      ['a.tf', `resource "aws_ssm_parameter" "p" {\n  type  = "String"\n  value = "a9k2m4x7"\n}`],
      ['a.py', `shell.send("show version\\n")\nshell.send("terminal9\\n")`],
      ['a.csv', `alice,1001,"system:masters"`],
    ],
  ],
  [
    'statements and calls',
    [
      ['a.sql', `SET PASSWORD FOR 'root'@'localhost' = '§';`],
      ['a.sql', `INSERT INTO users (name, password) VALUES ('root', MD5('§')), ('bob', crypt('§', gen_salt('bf')));`],
      ['a.cypher', `ALTER CURRENT USER SET PASSWORD FROM '§' TO '§';`],
      ['a.sql', `EXEC sp_addlinkedsrvlogin 'SRV', 'false', NULL, 'sa', '§';`],
      ['a.js', `db.auth("app", "§"); db.changeUserPassword("app", "§")`],
      ['a.bas', `cn.Open "Provider=SQLOLEDB;Data Source=db;", "sa", "§"`],
      ['a.py', `server = jenkins.Jenkins("https://ci.example.org", "bot", "§")`],
      ['a.py', `c = SMBConnection("svc", "§", "me", "srv")`],
      ['a.py', `writer.encrypt("§")\nreader.decrypt("§")`],
      ['A.java', `KeyStore.getInstance("JKS").load(in, "§".toCharArray());`],
      ['A.java', `Jdbi jdbi = Jdbi.create("jdbc:h2:mem", "sa", "§");`],
      ['a.cs', `client.Authenticator = new HttpBasicAuthenticator("bob", "§");`],
      ['a.pl', `$req->authorization_basic("bob", "§");`],
      ['a.R', `req_auth_basic(r, "bob", "§")`],
      ['a.php', `<?php Http::withToken('¤')->get($u);`],
      ['a.ex', `opts = [hackney: [basic_auth: {"bob", "§"}]]`],
      ['a.ex', `:crypto.mac(:hmac, :sha256, "¤", d)`],
      ['a.dart', `final t = jwt.sign(SecretKey('§'));\nfinal s = gmail('bob@example.org', '§');`],
      ['a.js', 'const h = { a: `Basic ${Buffer.from(\'bob:§\').toString("base64")}` };'],
      ['a.js', `const users = { admin: '§', bob: '§' };`],
    ],
    [
      ['a.sql', `INSERT INTO users (name, password) VALUES ('root', MD5(@p9));`],
      ['a.py', `writer.encrypt(data9); pdf.encrypt("a" + b)`],
      ['a.js', 'const h = `Basic } ${x} from("bob:k2m4n6")`;'],
      ['a.js', `const users = { admin: 'Admin 1', john: 'user-0042', total: 'k2m4n6x8' };`],
      ['a.php', `<?php Http::withToken($token9)->get('a1b2c3');`],
    ],
  ],
  [
    'calls of libraries',
    [
      ['A.java', `boolean ok = conn.authenticateWithPassword("deploy", "§");`],
      ['A.java', `client.loadKeys(path, "§".toCharArray()); if (BCrypt.checkpw("§", hash)) {}`],
      ['A.java', `ZipFile z = new ZipFile("a.zip", "§".toCharArray());`],
      ['A.java', `Workbook wb = WorkbookFactory.create(file, "§");\nPDDocument d = PDDocument.load(f, "§");`],
      ['A.java', `writer.setEncryption("§".getBytes(), "§".getBytes(), 0, 2);`],
      ['A.java', `ks.store(out, "§".toCharArray());`],
      ['A.java', `new JcePEMDecryptorProviderBuilder().build("§".toCharArray());`],
      ['A.java', `email.setAuthenticator(new DefaultAuthenticator("a", "§"));`],
      ['A.java', `Transport.send(msg, "bob@example.org", "§");`],
      ['A.java', `new MinioClient("http://h", "AKI", "¤"); InfluxDBFactory.connect("http://h", "root", "§");`],
      ['A.java', `RedisURI.builder().withPassword("§".toCharArray()).build();`],
      ['A.java', `byte[] bytes = Decoders.BASE64.decode("¤");`],
      ['a.js', `const bot = new Telegraf('¤'); const c = new Cryptr('§');`],
      ['a.js', `const supabase = createClient('https://x.supabase.co', '¤');`],
      ['a.js', `forge.pki.decryptRsaPrivateKey(pem, '§'); CryptoJS.PBKDF2('§', salt);`],
      ['a.jsx', `const [password, setPassword] = useState('§');`],
      ['a.vue', `<script setup>\nconst password = ref('§')\n</script>`],
      ['a.js', `const u = { email: 'bob@example.org', password: await hash('§', 10) };`],
      ['a.py', `entry_password.insert(0, "§")`],
      ['a.py', `pyminizip.compress("a", None, "a.zip", "§", 5)`],
      ['a.py', `subprocess.run(["smbclient", "//h/s", "-U", "bob%§"])`],
      ['a.py', `sock.send(b"PASS §\\r\\n")\nftp.sendcmd("PASS §")`],
      ['a.py', `if input("Password: ") == "§": ok()`],
      ['a.go', `k, c, err := pkcs12.Decode(d, "§"); api := slack.New("¤")`],
      ['a.go', `c.Do("AUTH", "§")`],
      ['a.cs', `var ci = new PasswordConnectionInfo("h", "bob", "§"); var f = new FtpClient("h", "bob", "§");`],
      ['a.cs', `await client.AuthenticateAsync("bob@example.org", "§");\nhttpClient.SetBasicAuthentication("bob", "§");`],
      ['a.cs', `h.TryAddWithoutValidation("X-Api-Key", "¤"); sheet.Protect("§");`],
      ['a.cs', `StringCipher.Decrypt(x, "¤");`],
      ['a.php', `<?php $user->setPassword($encoder->encodePassword($user, '§')); $cipher->setKey('¤');`],
      ['a.php', `<?php $users = ['admin' => '§', 'bob' => '§'];`],
      ['a.kt', `val users = mapOf("admin" to "§", "bob" to "§")`],
      ['a.cpp', `strncpy((char*)wifi.sta.password, "§", 64);`],
      ['a.ino', `Blynk.begin(auth, ssid, "§"); http.setAuthorization("bob", "§");`],
      ['a.sql', `INSERT INTO app_config (name, value) VALUES ('smtp_password', '§');`],
      ['a.sql', `UPDATE config SET value='§' WHERE name='db_password';`],
      ['a.sql', `ALTER USER "a" IDENTIFIED BY "§" REPLACE "§";`],
      ['serverless.yml', "  DB_PASSWORD: ${env:DB_PASSWORD, '§'}"],
      ['a.properties', `ldap.bind.credentials=§`],
    ],
    [
      ['A.java', `char[] hex = to("0123456789abcdef".toCharArray()); for (char c : "a9k2m4x7".toCharArray()) {}`],
      ['A.java', `ZipFile z = new ZipFile("archive42.zip", "UTF-8"); Cipher.encrypt(data, "AES/CBC9");`],
      ['A.java', `login("/login2", "redirect:home9"); WorkbookFactory.create(file, null);`],
      ['a.js', `server.bind('0.0.0.0', 'udp4x'); const supabase = createClient(url9, process.env.KEY);`],
      ['a.jsx', `const [passwordType, setPasswordType] = useState('password9x'); const [password, setPassword] = useState('');`],
      ['a.py', `sock.send(b"USER bob42x\\r\\n"); x = ("PASS the9butter", 1); entry_user.insert(0, "robert77")`],
      ['a.py', `if input("Continue? ") == "yes42x": ok()`],
      ['a.go', `c.Do("SELECT", "db12x"); c.Do("AUTH", pw)`],
      ['a.cs', `app.Protect("role42x"); StringCipher.Decrypt(x, "utf-8-bom2");`],
      ['a.sql', `UPDATE config SET value='a9k2m4x7' WHERE name='db_host'; INSERT INTO t (a, b) VALUES ('smtp_host', 'a9k2m4x7');`],
      ['serverless.yml', "  STAGE: ${env:STAGE_NAME, 'a9k2m4x7'}"],
      ['a.yml', `imagePullSecret: regcred42x\nexistingSecret: pgsecret42x`],
    ],
  ],
  [
    'commands of systems, and what other languages write',
    [
      ['a.sh', `security unlock-keychain -p § login.keychain`],
      ['a.sh', `security import c.p12 -k build.keychain -P § -T /usr/bin/codesign`],
      ['a.sh', `security set-key-partition-list -S apple-tool: -s -k § build.keychain`],
      ['a.sh', `ssh-keygen -t rsa -N "§" -f key`],
      ['a.sh', `ldappasswd -x -D cn=a -w § -s § cn=b`],
      ['a.sh', `sqlplus sys/§ as sysdba`],
      ['a.sh', `expdp system/§ directory=d`],
      ['a.bat', `reg add "HKLM\\x\\Winlogon" /v DefaultPassword /t REG_SZ /d § /f`],
      ['a.bat', `nssm set svc ObjectName .\\bob §`],
      ['a.bat', `winrs -r:h -u:bob -p:§ cmd`],
      ['a.sh', `printf '§' | docker secret create db_pw -`],
      ['a.sh', `doctl auth init -t ¤; vault operator unseal ¤`],
      ['a.sh', `wpa_cli set_network 0 psk '"§"'`],
      ['a.sh', `pdftk a.pdf input_pw § output b.pdf user_pw §`],
      ['a.sh', `mkpasswd -m sha-512 §`],
      ['a.sh', `if [ "$pass" != "§" ]; then exit 1; fi`],
      ['a.sh', 'ADMIN_PASSWORD=${1:-§}'],
      ['a.pl', `if ($cgi->param('password') eq '§') { } if ($pass ne '§') { die }`],
      ['a.pl', `$smtp->auth('bob', '§'); my $d = hmac_sha256_hex($x, '¤');`],
      ['a.lua', `local t = jwt:sign("¤", { header = {} }) local h = hmac_sha256:new("¤")`],
      ['a.lua', `if ngx.req.get_headers()["X-Api-Key"] ~= "¤" then ngx.exit(401) end`],
      ['a.groovy', `def c = new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "id", "d", "bob", "§")\nSecret.fromString("¤")`],
      ['a.ex', `def token, do: "¤"\ntoken = Application.get_env(:app, :token, "¤")`],
      ['a.erl', `-define(SECRET, <<"¤">>).`],
      ['a.clj', `(when (= password "§") ok)\n(System/setProperty "db.password" "§")\n(or (System/getenv "TOKEN") "¤")\n(jwt/sign claims "§")`],
      ['a.m', `if ([password isEqualToString:@"§"]) {}\nif ([self.passwordField.text isEqualToString:@"§"]) {}`],
      ['a.dart', `if (passwordController.text == '§') login();`],
      ['a.jl', `token = get(ENV, "TOKEN", "¤")`],
      ['a.rs', `headers.insert("X-Api-Key", HeaderValue::from_static("¤"));`],
      ['a.R', `keyring::key_set_with_value("svc", "bob", "§")`],
      [
        'plan.jmx',
        `<elementProp name="password" elementType="HTTPArgument">\n<stringProp name="Argument.value">§</stringProp>\n</elementProp>\n` +
          `<stringProp name="Header.name">X-Api-Key</stringProp>\n<stringProp name="Header.value">¤</stringProp>`,
      ],
      ['s.yml', `kind: Secret\nmetadata:\n  name: a\nstringData:\n  db-credential: §\n`],
    ],
    [
      ['a.sh', `security unlock-keychain -p "$KEYCHAIN_PASSWORD" login.keychain`],
      ['_pdftk.sh', `#compdef pdftk\nopts=(output owner_pw user_pw flatten)`],
      ['a.sh', `security find-identity -v -p codesigning9`],
      ['a.sh', `ssh-keygen -t ed25519 -N "" -f key22x -C bob@h2`],
      ['a.sh', `sqlplus /nolog @file12x.sql; docker secret create db_pw ./pw12x.txt`],
      ['a.bat', `reg add HKLM\\x /v Version /t REG_SZ /d 10x22b9`],
      ['a.sh', `if [ "$passes" != "done42x9" ]; then exit 1; fi`],
      ['a.sh', 'REGION=${1:-euwest42x} ADMIN_PASSWORD=${ADMIN_PASSWORD:?must2be} PW_DIR=${2:-k2m4n6x8}'],
      ['a.pl', `if ($cgi->param('user') eq 'robert77') { } if ($pass ne $other) { die "k2m4n6x8" }`],
      ['a.lua', `local ok = jwt:verify(secret, "k2m4n6x8")`],
      ['a.ex', `def token_type, do: "bearer42x"\nx = Application.get_env(:app, :host, "k2m4n6x8")`],
      ['a.m', `if ([user isEqualToString:@"robert77"]) {}`],
      ['a.clj', `(or (System/getenv "HOST") "k2m4n6x8") (when (= user "robert77") ok)`],
      ['plan.jmx', `<elementProp name="city" elementType="HTTPArgument">\n<stringProp name="Argument.value">k2m4n6x8</stringProp>`],
    ],
  ],
];

describe.each(FORMS)('%s', (_, found, silent) => {
  it.each(found)('finds it: %s %s', (file, text) => {
    expect(reported(filled(text), file)).toEqual(expected(text));
  });
  it.each(silent)('is silent: %s %s', (file, text) => {
    expect(reported(filled(text), file)).toEqual([]);
  });
});

it('finds a password that is typed twice', () => {
  expect(reported(fill('(echo §; echo §) | smbpasswd -s -a bob'), 'a.sh')).toEqual([PASSWORD]);
  expect(reported('(echo k2m4n6x8; echo done) | smbpasswd -s -a bob', 'a.sh')).toEqual([]);
});

describe('keys in Base64', () => {
  // Made of pieces that a generator drew, so that the text holds none.
  const [one, two] = [['Kd8', 'sPq2'].join('vR'), ['Zw4', 'Lm9b'].join('tX')];
  it.each([`/${one}${two}${one}`.slice(0, 24), `-${two}${one}${two}`.slice(0, 24), `${one}/${two}${one}`, `${one}${two}/${one}/${two}`])(
    'are no path and no flag: %s',
    (key) => {
      expect(reported(`apiToken = "${key}"`, 'a.py')).toEqual([key]);
    },
  );
  it.each([
    'aBcDeFgHiJkLmNoPqRsTuV',
    'findByIdAndDelete',
    'Jan_Feb_Mar_Apr_May_Jun_Jul',
    '/var/lib/app2/session/data',
    '/Users/Bob2/Documents/Key',
    '-Djava.net.preferIPv4Stack9',
    'assets/Img2/logoDark/Key1',
  ])('are told from paths and flags: %s', (value) => {
    expect(reported(`apiToken = "${value}"`, 'a.py')).toEqual([]);
  });
});

describe('cost', () => {
  const linear = (piece: string, file: string): void => {
    expectLinear((size) => {
      detected(documentOf(piece.repeat(size / piece.length), file));
    });
  };
  it.each([
    [`["a", "b"].includes(token) `, 'a.js'],
    [`x in ("a", `, 'a.py'],
    [`token in ("a", "b" `, 'a.py'],
    [`password: () => { return `, 'a.js'],
    [`getToken(a) { return "`, 'a.js'],
    [`def password\n"x"\n`, 'a.rb'],
    ['`${ password(', 'a.js'],
  ])('grows with the text: %s', linear);
});
