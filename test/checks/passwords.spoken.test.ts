// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.generic-token because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { fill, PASSWORD, reported, TOKEN } from './passwords.support';

type Line = readonly [file: string, text: string];

/** Each `§` and `¤` must be reported, exactly, and nothing else; `|` parts what must be found from what must not. */
const TOPICS: readonly (readonly [topic: string, matches: readonly Line[], nearMisses: readonly Line[]])[] = [
  [
    'a pair in a sentence',
    [
      ['a.md', 'login: admin / §'],
      ['a.py', '# login: admin / §'],
      ['a.md', 'Credentials: `admin` / `§`'],
      ['a.js', '// sign in with bob@acme.io and §'],
      ['a.md', 'Log in as user bob, password §'],
      ['a.md', 'The default login is admin:§.'],
    ],
    [
      ['a.md', 'login: see the wiki / 2nd floor'],
      ['a.md', 'Log in with GitHub and OAuth2 before you start'],
      ['a.js', 'const t = "login: admin / §";'],
      ['a.md', 'account: 2024/03/12'],
      ['a.md', 'credentials: vault/prod/app1'],
      ['a.md', 'user bob, password required'],
    ],
  ],
  [
    'a value that a sentence gives',
    [
      ['a.txt', 'The password is §.'],
      ['a.txt', 'Your new password is: §'],
      ['a.md', 'My API key is ¤'],
      ['a.eml', 'The pre-shared key is ¤ , do not hand it on.'],
      ['a.go', '// the secret is ¤ for now'],
      ['a.txt', 'Das Passwort lautet §'],
      ['a.js', '// contrasena es §'],
      ['a.md', '| API Key | `¤` |'],
      ['a.md', '| Client Secret | ¤ |'],
    ],
    [
      ['a.txt', 'The password is base64-encoded.'],
      ['a.txt', 'The token is OAuth2-compliant and expires.'],
      ['a.md', 'The API key is 32 characters long'],
      ['a.md', 'the secret is ISO8859-1 text'],
      ['a.md', 'The access key is docs/keys2.md'],
      ['a.md', '| API key | `X-Api-Key` |'],
      ['a.md', '| Client Secret | required |'],
    ],
  ],
  [
    'emphasis and markup',
    [
      ['a.md', 'password: **§**'],
      ['a.md', '* Password: _§_'],
      ['a.md', '<b>Password:</b> §'],
      ['a.html', '<td>Password</td><td>§</td>'],
    ],
    [
      ['a.md', '<b>Password:</b> at least 8 characters'],
      ['a.html', '<label>Password</label> <input name="x">'],
    ],
  ],
  [
    'names in other scripts',
    [
      ['a.py', 'пароль = "§"'],
      ['a.py', 'Пароль_db = "§"'],
      ['a.md', 'Логин bob, пароль — §'],
      ['a.json', '{"пароль": "§"}'],
      ['a.yml', 'токен: ¤'],
      ['a.txt', '密码：§'],
      ['a.js', 'const 管理员密码 = "§";'],
      ['a.java', '// 默认用户名 admin 密码 §'],
      ['a.md', '| 用户名 | 密码 |\n|---|---|\n| bob | § |'],
      ['a.txt', 'パスワードは§'],
      ['a.kt', 'val 비밀번호 = "§"'],
      ['a.py', '# סיסמה: §'],
      ['a.txt', 'كلمة المرور: §'],
      ['a.properties', 'κωδικός=§'],
    ],
    [
      ['a.py', 'пароль_длина = "Kx81mz02"'],
      ['a.md', 'Пароль должен содержать 8 символов'],
      ['a.js', 'alert("密码长度必须为8位");'],
      ['a.js', 'const m = { "请输入密码": "Please enter the password" };'],
      ['a.js', 'const m = { "密码": "Password" };'],
      ['a.md', '비밀번호 정책: 8자 이상'],
      ['locales/ru.json', '{"пароль": "§"}'],
    ],
  ],
  [
    'what holds passwords by the names of their owners',
    [
      ['a.rb', `override['postgresql']['password']['postgres'] = '§'`],
      ['a.php', `$config['passwords']['admin'] = '§';`],
      ['a.js', 'passwords.admin = "§"'],
      ['a.json', '{"passwords": {"admin": "§", "bob": "§"}}'],
      ['a.yml', 'passwords:\n  admin: §\n  bob: §\nother: Kx81mz02'],
      ['a.toml', '[passwords]\nadmin = "§"\n[other]\nx = "Kx81mz02"'],
      ['shiro.ini', '[users]\nadmin = §, admin\n[roles]\nadmin = Kx81mz02'],
    ],
    [
      ['a.js', `const disallowedPasswords = ['letmein9', 'swordfish7'];`],
      ['a.json', '{"passwords": {"minimum": "twelve", "title": "Passwords"}}'],
      ['a.yml', 'passwords:\n  title: Your passwords\n  length: 12'],
      ['a.js', 'passwords.length = 12; passwords.sort("by1st")'],
      ['a.md', '[users](docs/users.md)\nadmin = §'],
    ],
  ],
  [
    'a name that a constant holds',
    [
      ['a.cs', 'client.DefaultRequestHeaders.Add(ApiKeyHeaderName, "¤");'],
      ['A.java', 'request.addHeader(API_KEY_HEADER, "¤");'],
      ['a.go', 'req.Header.Set(apiKeyHeader, "¤")'],
      ['a.js', `headers[API_KEY_HEADER] = '¤'`],
      ['a.js', `const h = { [API_KEY_HEADER]: '¤' }`],
      ['a.py', 'h = {API_KEY_HEADER: "¤"}'],
      ['A.java', 'props.put(PASSWORD_KEY, "§");'],
      ['A.java', 'prefs.putString(KEY_PASSWORD, "§");'],
    ],
    [
      ['a.cs', 'public const string ApiKeyHeaderName = "X-Api-Key";'],
      ['A.java', 'request.addHeader(API_KEY_HEADER, apiKey);'],
      ['a.js', `const API_KEY_HEADER = 'x-api-key-2';`],
      ['A.java', 'request.addHeader(ETAG_HEADER, "¤");'],
      ['a.ts', 'interface X { apiKeyHeader: "x-api-key1" }'],
    ],
  ],
  [
    'a user and a password that are joined',
    [
      ['a.js', `const a = 'Basic ' + Buffer.from('bob:' + '§').toString('base64');`],
      ['a.js', 'headers.Authorization = "Basic " + btoa("bob" + ":" + "§");'],
      ['A.java', 'String auth = "bob:" + "§";'],
    ],
    [
      ['a.js', `const b = btoa('data:' + type);`],
      ['A.java', 'String auth = "Bearer:" + token;'],
    ],
  ],
  [
    'calls that sign in',
    [
      ['a.py', 'login("bob", "§")'],
      ['a.py', 'client.sign_in("bob", "§")'],
      ['a.cs', 'await users.CreateAsync(support, "§");'],
      ['A.java', 'context.createQueueConnection("bob", "§");'],
      ['a.jl', 'DBInterface.connect(MySQL.Connection, "h", "bob", "§")'],
      ['a.pas', `ADOConnection1.Open('bob', '§');`],
      ['a.erl', 'epgsql:connect("h", "bob", "§", [])'],
      ['a.clj', '(jdbc/get-connection spec "bob" "§")'],
      ['a.hs', 'applyBasicAuth "bob" "§" request'],
      ['a.cs', 'foreach (var c in "§")\n    s.AppendChar(c);'],
      ['a.rb', 'authenticate_or_request_with_http_basic { |u, p| u == "bob" && p == "§" }'],
    ],
    [
      ['a.py', 'def login(user, password="x"): pass'],
      ['a.cs', 'await orders.CreateAsync(order, "§");'],
      ['a.pas', `Stream1.Open('bob', '§');`],
      ['a.cs', 'foreach (var c in name)\n    s.AppendChar(c);'],
    ],
  ],
  [
    'words of languages',
    [
      ['a.cbl', '           MOVE "§" TO WS-PASSWORD.'],
      ['a.abap', `DATA lv_pwd TYPE string VALUE '§'.`],
      ['a.abap', `CONSTANTS gc_password(12) TYPE c VALUE '§'.`],
      ['a.ps1', 'Connect-VIServer -User bob -Password §'],
      ['a.ino', '#define STAPSK "§"'],
      ['beans.xml', '<bean p:username="bob" p:password="§"/>'],
    ],
    [
      ['a.cbl', '           MOVE WS-INPUT TO WS-PASSWORD.'],
      ['a.abap', `DATA lv_pwd TYPE string.`],
      ['a.ps1', 'Connect-VIServer -User bob -Password $secret1'],
      ['a.ino', '#define STASSID "plant2-north"'],
      ['beans.xml', '<bean p:username="bob" p:password="${db.password}"/>'],
    ],
  ],
  [
    'command lines',
    [
      ['a.sh', 'gpg --batch --passphrase-fd 0 <<< "§"'],
      ['a.sh', 'kinit bob@R <<< §'],
      ['a.sh', `printf '§\\n§\\n' | smbpasswd -a bob -s`],
      ['a.sh', 'ftp -n h <<E\nuser bob §\nput a\nE'],
      ['a.sh', 'lftp -e "user bob §; mirror" h'],
      ['a.sh', 'mysqladmin -u root password §'],
      ['a.sh', 'mc alias set m http://h:9000 AKIDX §'],
      ['a.sh', 'rclone config create x s3 secret_access_key §'],
      ['a.sh', 'snmpwalk -v 2c -c § h'],
      ['a.sh', 'rabbitmqadmin -u bob -p § list queues'],
      ['a.sh', 'iwconfig wlan0 key s:§'],
    ],
    [
      ['a.sh', 'gpg --batch --passphrase-fd 0 <<< "$PASS"'],
      ['a.sh', 'ftp -n h <<E\nuser anonymous $MAIL\nE'],
      ['a.sh', 'mysqladmin -u root -h localhost status'],
      ['a.sh', 'snmpwalk -v 2c -c public h'],
      ['a.sh', 'iwconfig wlan0 key off'],
      ['a.sh', 'mc alias set m http://h:9000 $AK $SK'],
    ],
  ],
  [
    'names and values that stand apart',
    [
      ['a.yml', 'args:\n  - --password\n  - §'],
      ['a.yml', 'args:\n  - "--api-token"\n  - "¤"\n  - x'],
      ['a.json', '{"ParameterKey": "DBPassword", "ParameterValue": "§"}'],
      ['a.xml', '<setting name="Password" serializeAs="String">\n<value>§</value></setting>'],
      ['a.js', `document.querySelector('#password').value = '§';`],
    ],
    [
      ['a.yml', 'args:\n  - --password\n  - --user'],
      ['a.yml', 'args:\n  - --password\n  - $(PASS)'],
      ['a.yml', 'args:\n  - --password\nother:\n  - Kx81mz02'],
      ['a.json', '{"ParameterKey": "VpcName", "ParameterValue": "§"}'],
      ['a.xml', '<setting name="PasswordHint" serializeAs="String"><value>§</value></setting>'],
      ['a.js', `if (document.querySelector('#title').value == '§') {}`],
    ],
  ],
  [
    'lines of daemons',
    [
      ['chap-secrets', '# Secrets for authentication using CHAP\n# client server secret IP\nbob * § *\n"al" "l2tpd" "§" *'],
      ['users.properties', 'admin=§,ROLE_ADMIN'],
      ['sentinel.conf', 'sentinel auth-pass m §'],
      ['proftpd.conf', 'SQLConnectInfo db@h bob §'],
      ['exim.conf', 'client_send = : bob : §'],
      ['resource.cfg', '$USER3$=§'],
      ['snmpd.conf', 'createUser bob SHA "§" AES "§"'],
      ['snmpd.conf', 'rocommunity § 10.0.0.0/8'],
      ['interfaces', 'wpa-psk §'],
      ['ppp.conf', ' set authkey §'],
    ],
    [
      ['chap-secrets', '# Secrets for authentication using CHAP\n# client server secret IP\n# bob * § *'],
      ['users.properties', 'admin=ROLE_USER,ROLE_ADMIN'],
      ['resource.cfg', '$USER1$=/usr/lib/nagios/plugins'],
      ['snmpd.conf', 'rocommunity public localhost'],
      ['notes.txt', 'to wpa-psk networks we connect'],
    ],
  ],
];

describe.each(TOPICS)('%s', (_, matches, nearMisses) => {
  it.each(matches)('in %s: %s', (file, text) => {
    const expected = [...text.matchAll(/[§¤]/g)].map(([sign]) => (sign === '§' ? PASSWORD : TOKEN));
    const found = reported(fill(text), file);
    // A line of two that are the same is told once.
    expect(found.length === expected.length ? found : [...found, ...found]).toEqual(expected);
  });
  it.each(nearMisses)('not in %s: %s', (file, text) => {
    expect(reported(fill(text), file)).toEqual([]);
  });
});
