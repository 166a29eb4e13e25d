// tacit-ignore-file credential.password because these are made-up inputs of the tests
// tacit-ignore-file credential.connection-string because these are made-up inputs of the tests
import { describe, expect, it } from 'vitest';
import { candidates, fill, PASSWORD, reported, TOKEN } from './passwords.support';

/** [language, place, file, text]: each `§` and `¤` must be reported, exactly, and nothing else. */
const PLACES: readonly (readonly [string, string, string, string])[] = [
  ['javascript', 'constant', 'a.js', `const dbPassword = "§";`],
  ['javascript', 'single quotes', 'a.js', `let pwd='§'`],
  ['javascript', 'template', 'a.js', 'const password = `§`'],
  ['javascript', 'template over lines', 'a.js', 'const password = `\n  §\n`'],
  ['javascript', 'default argument', 'a.js', `function f(user, password = "§") {}`],
  ['javascript', 'object entry', 'a.js', `connect({ user: me, password: "§", port: 1 })`],
  ['javascript', 'quoted key', 'a.js', `x = { "api_key": "¤" }`],
  ['javascript', 'index', 'a.js', `config["password"] = "§"`],
  ['javascript', 'environment set', 'a.js', `process.env.PGPASSWORD = '§'`],
  ['javascript', 'concatenation', 'a.js', `const password = "§" + "§"`],
  ['javascript', 'comparison', 'a.js', `if (password === "§") ok()`],
  ['javascript', 'reversed over lines', 'a.js', `const password =\n  "§"`],
  ['javascript', 'fallback', 'a.js', `const s = process.env.SESSION_SECRET || "§"`],
  ['javascript', 'nullish fallback', 'a.js', `const s = process.env["SESSION_SECRET"] ?? "§"`],
  ['javascript', 'fallback of another variable', 'a.js', `const password = process.env.DB ?? '§'`],
  ['javascript', 'createHmac', 'a.js', `crypto.createHmac('sha256', "§").update(x)`],
  ['javascript', 'jwt.sign', 'a.js', `jwt.sign({ id: 1 }, "§", { expiresIn: 1 })`],
  ['javascript', 'constant used as a key', 'a.js', `const K = "§";\njwt.verify(t, K)`],
  ['javascript', 'header', 'a.js', `headers: { Authorization: "Bearer ¤" }`],
  ['javascript', 'comment', 'a.js', `// password: "§"`],
  ['javascript', 'query in a URL', 'a.js', `get("http://h/x?access_token=¤&b=1")`],
  ['typescript', 'annotated', 'a.ts', `private readonly password: string = "§";`],
  ['typescript', 'optional field', 'a.ts', `class A { secret? = "¤" }`],
  ['typescript', 'as const', 'a.ts', `const token = "¤" as const`],
  ['tsx', 'attribute', 'a.tsx', `<Login password="§" user="x" />`],
  ['tsx', 'attribute in braces', 'a.tsx', `<Login password={'§'} user={"x"} />`],
  ['javascript', 'chosen otherwise', 'a.js', `const password = production ? settings.password : "§";`],
  ['javascript', 'chosen by a comparison', 'a.js', `const password = env === 'production' ? "§" : "§";`],
  ['javascript', 'chosen over lines', 'a.js', `const password = production\n  ? settings.password\n  : "§";`],
  ['python', 'constant', 'a.py', `DB_PASSWORD = "§"`],
  ['python', 'annotated', 'a.py', `password: str = '§'`],
  ['python', 'keyword argument', 'a.py', `connect(host="h", password="§")`],
  ['python', 'default argument', 'a.py', `def f(user, password="§"): pass`],
  ['python', 'dictionary', 'a.py', `{'user': 'x', 'password': '§'}`],
  ['python', 'bytes', 'a.py', `secret_key = b"¤"`],
  ['python', 'environ.get', 'a.py', `os.environ.get("API_TOKEN", "¤")`],
  ['python', 'getenv', 'a.py', `os.getenv('DB_PASSWORD', '§')`],
  ['python', 'or', 'a.py', `password = os.getenv("X") or "§"`],
  ['python', 'triple quotes', 'a.py', `password = """§"""`],
  ['python', 'triple quotes over lines', 'a.py', `password = """\n    §\n    """`],
  ['python', 'else', 'a.py', `password = settings.password if production else "§"`],
  ['python', 'if', 'a.py', `password = "§" if production else settings.password`],
  ['xml', 'property and its value', 'a.xml', `<property name="password"><value>§</value></property>`],
  ['xml', 'parameter of a servlet', 'web.xml', `<param-name>dbPassword</param-name>\n  <param-value>§</param-value>`],
  ['xml', 'property list', 'a.plist', `<key>Password</key><string>§</string>`],
  ['redis', 'flag', 'a.yml', `command: redis-server --requirepass §`],
  ['redis', 'configuration', 'redis.conf', `requirepass §`],
  ['postgres', 'password file', '.pgpass', `h:5432:db:user:§\n*:*:*:admin:§`],
  ['markdown', 'back quotes', 'a.md', 'Log in as `admin` with password `§`.'],
  ['sql', 'plug-in', 'a.sql', `ALTER USER u IDENTIFIED WITH mysql_native_password BY '§';`],
  ['sql', 'column of an insert', 'a.sql', `INSERT INTO users (id, name, password) VALUES (1, 'bob', '§'), (2, 'eve', '§');`],
  ['oracle', 'thin driver', 'a.ini', `url = jdbc:oracle:thin:scott/§@h:1521:x`],
  ['shell', 'keytool', 'a.sh', `keytool -genkey -storepass § -keypass §`.replace(' -keypass §', '')],
  ['shell', 'sudo', 'a.sh', `echo "§" | sudo -S ls`],
  ['shell', 'lftp', 'a.sh', `lftp -u bob,§ h`],
  ['shell', 'npm', 'a.sh', `npm config set //r.example.org/:_authToken §`],
  ['batch', 'net use', 'a.bat', `net use \\\\h\\s § /user:bob`],
  ['terraform', 'here document', 'a.tf', `user_data = <<EOF\nexport DB_PASSWORD=§\nEOF`],
  ['percent', 'URL in a parameter', 'a.txt', `url=https%3A%2F%2Fbob%3A§%40h.example.org`],
  ['percent', 'pair in a parameter', 'a.txt', `q=password%3D§%26x`],
  ['percent', 'JSON in a parameter', 'a.txt', `q=%22password%22%3A%22§%22`],
  ['python', 'set on environ', 'a.py', `os.environ["PGPASSWORD"] = "§"`],
  ['java', 'field', 'A.java', `private static final String PASSWORD = "§";`],
  ['java', 'setter', 'A.java', `ds.setPassword("§");`],
  ['java', 'builder', 'A.java', `x.username("a").password("§").build();`],
  ['java', 'put', 'A.java', `props.put("password", "§");`],
  ['java', 'setProperty', 'A.java', `System.setProperty("javax.net.ssl.keyStorePassword", "§");`],
  ['java', 'PasswordAuthentication', 'A.java', `new PasswordAuthentication("u", "§".toCharArray());`],
  ['java', 'SecretKeySpec', 'A.java', `new SecretKeySpec("§".getBytes("UTF-8"), "AES");`],
  ['java', 'equals', 'A.java', `if (password.equals("§")) {}`],
  ['java', 'annotation', 'A.java', `@Value("\${db.password:§}")`],
  ['java', 'annotation element', 'A.java', `@DataSource(user = "a", password = "§")`],
  ['java', 'encoder', 'A.java', `passwordEncoder.encode("§")`],
  ['java', 'default of an annotation', 'A.java', `@interface Login {\n  String password() default "§";\n}`],
  ['java', 'text block', 'A.java', `String password = """\n    §\n    """;`],
  ['java', 'Map.of', 'A.java', `Map.of("password", "§");`],
  ['java', 'Map.of, a later entry', 'A.java', `ImmutableMap.of("user", "a", "password", "§");`],
  ['java', 'Map.entry', 'A.java', `Map.ofEntries(Map.entry("password", "§"));`],
  ['java', 'return', 'A.java', `public String getPassword() { return "§"; }`],
  ['java', 'getOrDefault', 'A.java', `System.getenv().getOrDefault("DB_PASSWORD", "§")`],
  ['go', 'constant', 'a.go', `const apiKey = "¤"`],
  ['go', 'short declaration', 'a.go', `password := "§"`],
  ['go', 'typed', 'a.go', `var password string = "§"`],
  ['go', 'raw', 'a.go', 'var password = `§`'],
  ['go', 'struct literal', 'a.go', `Config{User: "a", Password: "§"}`],
  ['go', 'map', 'a.go', `map[string]string{"password": "§"}`],
  ['go', 'bytes', 'a.go', `var jwtKey = []byte("§")`],
  ['go', 'hmac', 'a.go', `hmac.New(sha256.New, []byte("§"))`],
  ['go', 'Setenv', 'a.go', `os.Setenv("DB_PASSWORD", "§")`],
  ['go', 'SetBasicAuth', 'a.go', `req.SetBasicAuth("u", "§")`],
  ['shell', 'assignment', 'a.sh', `DB_PASSWORD=§`],
  ['shell', 'export', 'a.sh', `export API_TOKEN="¤"`],
  ['shell', 'default', 'a.sh', `PASS="\${DB_PASSWORD:-§}"`],
  ['shell', 'flag', 'a.sh', `login --user bob --password § --quiet`],
  ['shell', 'flag with equals', 'a.sh', `login --password='§'`],
  ['shell', 'curl', 'a.sh', `curl -s -u bob:§ http://h/`],
  ['shell', 'mysql', 'a.sh', `mysql -u root -p§ db`],
  ['shell', 'prefix of a command', 'a.sh', `PGPASSWORD=§ psql -h x`],
  ['yaml', 'plain', 'a.yml', `db:\n  password: §\n`],
  ['yaml', 'quoted', 'a.yml', `password: "§" # note`],
  ['yaml', 'quoted key', 'a.yml', `"password": '§'`],
  ['yaml', 'flow', 'a.yml', `db: { user: a, password: §, port: 1 }`],
  ['yaml', 'block scalar', 'a.yml', `a:\n  password: |\n    §\n  b: 1\n`],
  ['yaml', 'list of variables', 'a.yml', `environment:\n  - DB_PASSWORD=§\n`],
  ['yaml', 'name and value', 'a.yml', `env:\n  - name: DB_PASSWORD\n    value: §\n`],
  ['yaml', 'two documents', 'a.yml', `password: §\n---\npassword: §\n`],
  ['yaml', 'default', 'a.yml', `password: \${DB_PASSWORD:-§}`],
  ['yaml', 'command', '.travis.yml', `  - psql -c "ALTER ROLE x PASSWORD '§'"`],
  ['json', 'entry', 'a.json', `{"user":"a","password":"§"}`],
  ['json', 'over lines', 'a.json', `{\n  "clientSecret":\n    "¤"\n}`],
  ['json', 'pair', 'a.postman_collection.json', `{"key": "password", "value": "§"}`],
  ['json', 'in a string', 'a.json', `{"body": "{\\"password\\":\\"§\\"}"}`],
  ['json', 'docker auth', 'config.json', `{"auths":{"r":{"auth":"${Buffer.from(`bob:${PASSWORD}`).toString('base64').replace('§', '')}"}}}`],
  ['env', 'bare', '.env', `DB_PASSWORD=§`],
  ['env', 'export and quotes', '.env.local', `export DB_PASSWORD="§"`],
  ['env', 'trailing comment', '.env', `DB_PASSWORD=§ # note`],
  ['properties', 'dotted', 'application.properties', `spring.datasource.password=§`],
  ['properties', 'spaces and colon', 'a.properties', `db.password : §`],
  ['properties', 'default', 'a.properties', `db.password=\${DB_PASSWORD:§}`],
  ['properties', 'blank between', 'a.properties', `db.password §`],
  ['properties', 'on the next line', 'a.properties', `db.password = \\\n    §\nother=1`],
  ['toml', 'text over lines', 'a.toml', `password = """\n§"""`],
  ['toml', 'entry', 'a.toml', `password = "§"`],
  ['toml', 'inline table', 'a.toml', `db = { user = "a", password = "§" }`],
  ['ini', 'entry', 'a.ini', `[db]\npassword = §\n`],
  ['npmrc', 'token', '.npmrc', `//r.example.org/:_authToken=¤`],
  ['netrc', 'entry', '.netrc', `machine h login bob password §`],
  ['csharp', 'property', 'a.cs', `public string Password { get; set; } = "§";`],
  ['csharp', 'connection string', 'a.cs', `var c = "Server=h;User Id=sa;Password=§;";`],
  ['csharp', 'credential', 'a.cs', `new NetworkCredential("u", "§")`],
  ['ruby', 'hash', 'a.rb', `{ :password => "§", secret: "¤" }`],
  ['ruby', 'ENV.fetch', 'a.rb', `ENV.fetch("DB_PASSWORD", "§")`],
  ['ruby', 'symbol as an index, compared', 'a.rb', `return true if params[:password] == "§"`],
  ['ruby', 'symbol as an index, set', 'a.rb', `config[:api_key] = "¤"`],
  ['scala', 'pair', 'a.scala', `val settings = Map("password" -> "§", "user" -> "app")`],
  ['xml', 'keys of a machine', 'web.config', `<machineKey decryptionKey="¤" decryption="AES" />\n<machineKey validationKey="¤" validation="SHA1" />`],
  ['php', 'define', 'a.php', `define('DB_PASSWORD', '§');`],
  ['php', 'array', 'a.php', `['password' => '§']`],
  ['php', 'property', 'a.php', `$this->password = '§';`],
  ['php', 'mysqli', 'a.php', `new mysqli("h", "u", "§");`],
  ['kotlin', 'map', 'a.kt', `mapOf("password" to "§")`],
  ['kotlin', 'elvis', 'a.kt', `val p = System.getenv("DB_PASSWORD") ?: "§"`],
  ['rust', 'constant', 'a.rs', `const API_KEY: &'static str = "¤";`],
  ['rust', 'unwrap_or', 'a.rs', `env::var("DB_PASSWORD").unwrap_or("§")`],
  ['c', 'array', 'a.c', `static char password[] = "§";`],
  ['c', 'define', 'a.h', `#define PASSWORD "§"`],
  ['swift', 'argument', 'a.swift', `login(user: "a", password: "§")`],
  ['powershell', 'secure string', 'a.ps1', `$password = ConvertTo-SecureString "§" -AsPlainText -Force`],
  ['powershell', 'flag', 'a.ps1', `Connect-X -User bob -Password "§"`],
  ['perl', 'variable', 'a.pl', `my $password = '§';`],
  ['sql', 'identified by', 'a.sql', `CREATE USER a IDENTIFIED BY '§';`],
  ['sql', 'identified by, bare', 'README.md', `SQL> alter user sys identified by § container=all;`],
  ['sql', 'password', 'a.sql', `CREATE ROLE a LOGIN PASSWORD '§';`],
  ['xml', 'attribute', 'a.xml', `<user name="a" password="§"/>`],
  ['xml', 'element', 'a.xml', `<server><password>§</password></server>`],
  ['xml', 'property', 'a.xml', `<property name="password" value="§"/>`],
  ['xml', 'key', 'a.config.xml', `<add key="DbPassword" value="§" />`],
  ['hcl', 'attribute', 'a.tf', `password = "§"`],
  ['dockerfile', 'ENV', 'Dockerfile', `ENV DB_PASSWORD §`],
  ['dockerfile', 'ENV with equals', 'Dockerfile', `ENV A=b DB_PASSWORD=§ C=d`],
  ['markdown', 'block', 'README.md', '```\npassword=§\n```'],
  ['markdown', 'inline', 'README.md', 'Use `DB_PASSWORD=§` here.'],
  ['log', 'line', 'a.log', `12:00 INFO login user=bob password=§ ok`],
  ['http', 'header', 'a.http', `Authorization: Bearer ¤`],
  ['java', 'AuthTokens.basic', 'A.java', `AuthTokens.basic("u", "§")`],
  ['java', 'two steps to a key', 'A.java', `byte[] key = "§".getBytes();\nnew SecretKeySpec(key, "AES");`],
  ['javascript', 'CryptoJS', 'a.js', `CryptoJS.AES.encrypt(data, "§")`],
  ['javascript', 'bcrypt.hash', 'a.js', `bcrypt.hash("§", 10)`],
  ['javascript', 'Sequelize', 'a.js', `new Sequelize("db", "u", "§")`],
  ['python', 'pbkdf2_hmac', 'a.py', `hashlib.pbkdf2_hmac("sha256", b"§", salt, 1)`],
  ['python', 'FTP', 'a.py', `c = ftplib.FTP("h", "u", "§")`],
  ['python', 'cipher', 'a.py', `Cipher(algorithms.AES(b"§"), m)`],
  ['go', 'UserPassword', 'a.go', `url.UserPassword("u", "§")`],
  ['go', 'securecookie', 'a.go', `securecookie.New([]byte("§"), nil)`],
  ['php', 'ldap_bind', 'a.php', `ldap_bind($c, $dn, "§");`],
  ['php', 'openssl_encrypt', 'a.php', `openssl_encrypt($d, "aes-256-cbc", "§");`],
  ['ruby', 'HMAC', 'a.rb', `OpenSSL::HMAC.hexdigest("SHA256", "§", data)`],
  ['ruby', 'basic_auth', 'a.rb', `request.basic_auth("u", "§")`],
  ['rust', 'from_secret', 'a.rs', `EncodingKey::from_secret(b"§")`],
  ['csharp', 'Rfc2898DeriveBytes', 'a.cs', `new Rfc2898DeriveBytes("§", salt)`],
  ['c', 'mysql_real_connect', 'a.c', `mysql_real_connect(c, "h", "u", "§", "d", 0, NULL, 0);`],
  ['perl', 'DBI', 'a.pl', `my $d = DBI->connect($dsn, "u", "§");`],
  ['shell', 'sshpass', 'a.sh', `sshpass -p '§' ssh bob@h`],
  ['shell', 'sqlcmd', 'a.sh', `sqlcmd -S h -U sa -P § -Q x`],
  ['shell', 'redis-cli', 'a.sh', `redis-cli -h h -a § ping`],
  ['shell', 'docker login', 'a.sh', `docker login -u bob -p § r.example.org`],
  ['shell', 'ldapsearch', 'a.sh', `ldapsearch -x -D cn=x -w § -b dc=x`],
  ['shell', 'openssl', 'a.sh', `openssl rsa -in k -passin pass:§`],
  ['shell', 'htpasswd', 'a.sh', `htpasswd -cb .htpasswd bob §`],
  ['shell', 'chpasswd', 'Dockerfile', `RUN echo 'root:§' | chpasswd`],
  ['shell', 'smbclient', 'a.sh', `smbclient //h/s -U bob%§`],
  ['shell', 'sqlplus', 'a.sh', `sqlplus -s bob/§@db`],
  ['shell', 'curl over lines', 'a.sh', `curl -X POST https://h/x \\\n  -u bob:§ \\\n  -d 1`],
  ['shell', 'curl with a token as user', 'a.sh', `curl -u "¤:" https://h/x`],
  ['shell', 'rabbitmqctl', 'a.sh', `rabbitmqctl add_user bob §`],
  ['batch', 'net user', 'a.bat', `net user bob § /add`],
  ['powershell', 'secure string alone', 'a.ps1', `New-Object X("u", (ConvertTo-SecureString "§" -AsPlainText -Force))`],
  ['yaml', 'Secret as text', 'a.yaml', `apiVersion: v1\nkind: Secret\nstringData:\n  password: §\n  user: bob\n`],
  ['yaml', 'Secret, kind behind', 'a.yaml', `stringData:\n  value: ¤\nkind: Secret\n`],
  [
    'yaml',
    'parameter of a template',
    'a.yaml',
    `Parameters:\n  DBPassword:\n    Type: String\n    NoEcho: true\n    Default: §\n  Other:\n    Default: x9y8z7w6\n`,
  ],
  ['json', 'parameter of a template', 'a.json', `{"adminPassword": {"type": "securestring", "defaultValue": "§"}}`],
  ['json', 'parameter file', 'a.parameters.json', `{\n  "adminPassword": {\n    "value": "§"\n  }\n}`],
  ['hcl', 'default of a variable', 'a.tf', `variable "db_password" {\n  type    = string\n  default = "§"\n}`],
  ['spanish', 'word', 'a.py', `contrasena = "§"`],
  ['german', 'word', 'a.py', `kennwort = "§"`],
  ['french', 'word', 'a.py', `mot_de_passe = "§"`],
  ['portuguese', 'word', 'a.py', `senha = "§"`],
];

describe('every place a literal can stand', () => {
  it.each(PLACES)('%s: %s', (_language, place, file, text) => {
    const filled = fill(text);
    const expected =
      place === 'docker auth'
        ? [Buffer.from(`bob:${PASSWORD}`).toString('base64')]
        : [...text.matchAll(/[§¤]/g)].map(([sign]) => (sign === '§' ? PASSWORD : TOKEN));
    const found = candidates(filled, file)
      .filter(({ grade }) => grade !== 'placeholder')
      .flatMap(({ span, related = [] }) => [span, ...related])
      .sort((a, b) => a.start - b.start)
      .map(({ start, end }) => filled.slice(start, end));
    expect(found).toEqual(expected);
  });
});

describe('a poor word', () => {
  it.each([
    ['A.java', `String password = "hunter2";`, 'likely'],
    ['a.py', `jwt.encode(p, "secret", algorithm="HS256")`, 'likely'],
    ['a.go', `token.SignedString([]byte("my-secret"))`, 'likely'],
    ['tests/a.py', `jwt.encode(p, "secret", algorithm="HS256")`, 'placeholder'],
    ['a.yml', `password: foobar`, 'placeholder'],
    ['A.java', `String password = "password";`, 'placeholder'],
  ])('%s: %s is %s', (file, text, grade) => {
    expect(candidates(text, file).map((found) => found.grade)).toEqual([grade]);
  });
});

describe('a Kubernetes Secret', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const manifest = (entries: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\ndata:\n${entries}\n---\nkind: ConfigMap\ndata:\n  other: ${base64(TOKEN)}\n`;

  it('is judged decoded, and the span is what is encoded', () => {
    expect(reported(manifest(`  password: ${base64(PASSWORD)}\n  any: ${base64(TOKEN)}`), 'a.yaml')).toEqual([base64(PASSWORD), base64(TOKEN)]);
  });

  it.each([
    ['a user', `  username: ${base64('administrator')}`],
    ['a host', `  host: ${base64('db-17.example.org')}`],
    ['a placeholder', `  password: ${base64('<your password>')}`],
    ['a template', '  password: {{ .Values.password | b64enc }}'],
    ['words', `  greeting: ${base64('hello there')}`],
  ])('%s is none', (_, entry) => {
    expect(reported(manifest(entry), 'a.yaml')).toEqual([]);
  });
});

describe('the rule and the subject', () => {
  it.each([
    ['a.js', 'const dbPassword = "§"', 'credential.password', 'dbPassword'],
    ['a.js', 'const apiKey = "¤"', 'credential.generic-token', 'apiKey'],
    ['a.js', 'const s = process.env.API_SECRET || "¤"', 'credential.static-fallback', 'process.env.API_SECRET'],
    ['a.properties', 'spring.datasource.password=§', 'credential.password', 'spring.datasource.password'],
    ['a.js', `h = { Authorization: "Basic ${Buffer.from(`bob:${PASSWORD}`).toString('base64')}" }`, 'credential.basic-auth', 'Authorization'],
  ])('%s: %s', (file, text, rule, subject) => {
    expect(candidates(fill(text), file)).toMatchObject([{ rule, subject }]);
  });
});

describe('exact ranges', () => {
  const line = 'password = "§"';
  it.each([
    ['CRLF', 'a.py', `a = 1\r\n${line}\r\nb = 2\r\n`],
    ['a lone CR', 'a.py', `a = 1\r${line}\rb = 2`],
    ['BOM', 'a.py', `\ufeff${line}`],
    ['tabs', 'a.py', `\t\t${line.replace(' ', '\t')}`],
    ['emoji before it', 'a.js', `/* 🔑🔑 */ x = "🔑"; ${line}`],
    ['several on a line', 'a.js', `a({password: "§", apiKey: "¤", pwd: '§'})`],
    ['a very long line', 'a.json', `{${'"a":"b",'.repeat(20_000)}"password":"§"}`],
    ['CRLF in YAML', 'a.yml', 'password: §\r\nb: 1\r\n'],
    ['CRLF in properties', 'a.properties', 'password=§\r\nb=1\r\n'],
    ['CRLF in a block scalar', 'a.yml', 'password: |\r\n  §\r\nb: 1\r\n'],
  ])('%s', (_name, file, text) => {
    const filled = fill(text);
    expect(reported(filled, file)).toEqual([...text.matchAll(/[§¤]/g)].map(([sign]) => (sign === '§' ? PASSWORD : TOKEN)));
  });
});
