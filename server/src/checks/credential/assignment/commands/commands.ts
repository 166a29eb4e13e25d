import { ARGUMENT_LISTS } from './argv';
import { DIRECTIVES } from './directives';

/** A command line that takes a password in a way that its name does not say: a short flag, a position, a part of a word. */
export interface PasswordCommand {
  /** What the prefilter looks for: lower case. */
  readonly word: string;
  /** Looked for in what stands behind the word on its line (lines joined by a backslash count as one). Group `v` is the password, in quotes or not. */
  readonly pattern: RegExp;
  /** Looked for before the word instead. */
  readonly before?: boolean;
  /** Looked for over the next lines too. */
  readonly beyond?: boolean;
  /** A line of a configuration: in code it is a text about one. */
  readonly configuration?: boolean;
  /** Only what a generator made, or a person as a password: other texts stand there as well. */
  readonly drawn?: boolean;
  /** What must stand in the 200 units before the word. */
  readonly after?: RegExp;
}

/** A word of a shell in quotes or without, up to its end. */
const VALUE = String.raw`(?:"(?<v>[^"\n]{1,200})"|'(?<w>[^'\n]{1,200})'|(?<x>[^\s"'` + '`' + String.raw`|;<>()]{1,200}))`;
/** Options and their values before the one that counts; what ends a command may stand in quotes. */
const OPTIONS = String.raw`(?:(?:[^\\\n|;&]|\\[^]|"[^"'\n|;&]{0,120}[|;&][^"'\n]{0,200}"|'[^"'\n|;&]{0,120}[|;&][^"'\n]{0,200}'){0,240}?\s)`;

/** A literal of code. */
const LITERAL = String.raw`(?:"(?<v>[^"\n]{3,200})"|'(?<w>[^'\n]{3,200})')`;

/** One whose length is that of a key: 16, 24 or 32 bytes. */
const KEY_LITERAL = String.raw`(?:"(?<v>[^"\n]{16}(?:[^"\n]{8}){0,2})"|'(?<w>[^'\n]{16}(?:[^'\n]{8}){0,2})')`;

const behind = (words: string, flag: string): readonly PasswordCommand[] =>
  words.split(',').map((word) => ({ word, pattern: new RegExp(`^${OPTIONS}${flag}${VALUE}`, 'd') }));

/** `user:password` behind a flag; a token alone as the user has an empty password. */
const USER =
  String.raw`["']?(?:(?<w>[0-9A-Za-z_-]{16,80}):[xX]?(?=["'\s]|$)|[^\s:"'$@]{0,80}:(?<v>[^\s"'@<` +
  '`' +
  String.raw`][^\s"'` +
  '`' +
  String.raw`]{0,200})|(?<x>[^\s:"'$@]{12,80})(?=:["'\s]))`;

export const PASSWORD_COMMANDS: readonly PasswordCommand[] = [
  ...DIRECTIVES,
  ...ARGUMENT_LISTS,
  ...['curl ', 'wget '].map((word) => ({
    word,
    pattern: new RegExp(
      String.raw`^${OPTIONS}["']?(?:(?:-u|--user|--proxy-user|-U)["']?(?:[ \t=]|["'], ?)[ \t]{0,3}|-s?u(?=["']?[\w.@-]{1,60}:[^\s/]))${USER}`,
      'd',
    ),
  })),
  ...behind(
    'curl ',
    String.raw`(?:-b|--cookie)[ \t=]{1,3}["']?(?:[\w.-]{1,40}=[^;\s"']{0,100};\s?){0,4}[\w.-]{0,20}(?:SESSION_?ID|SESSID|sess(?:ion)?(?:_?id)?|token|auth|sid)=(?=[\w%+/.~-]{16,})`,
  ),
  ...behind('mysql,mariadb', String.raw`["']?-p(?=["'A-Za-z0-9])`),
  ...behind('sshpass', String.raw`-p[ \t]{0,2}`),
  ...behind('sqlcmd,osql ,isql ,bcp ,ipmitool', String.raw`-P[ \t]{0,2}`),
  ...behind('twine upload,flyctl auth,cf login', String.raw`-p[ \t]{1,2}`),
  ...behind('redis-cli', String.raw`-a[ \t]{1,2}`),
  ...behind(
    'mongo ,mongosh,mongodump,mongorestore,mongoimport,mongoexport,docker login,podman login,helm registry login,skopeo login,az login,oc login,rdesktop,psexec,cqlsh,beeline ,racadm,cypher-shell,certutil ,add-user.sh,dotnet nuget,nuget sources',
    String.raw`-p[ \t]{1,2}`,
  ),
  ...behind('plink ,pscp ,psftp ,nzsql ', String.raw`-pw[ \t]{1,2}`),
  ...behind('addprinc,change_password -pw,cpw ', String.raw`-pw[ \t]{1,2}`),
  ...behind('x11vnc', String.raw`-passwd[ \t]{1,2}`),
  ...behind('signtool', '/p[ \\t]{1,2}'),
  ...['A', 'X'].flatMap((flag) => behind('snmpwalk,snmpget,snmpset,snmptrap,snmpbulk', String.raw`-${flag}[ \t]{1,2}`)),
  ...behind('ngrok authtoken,config add-authtoken,cargo login', String.raw`(?=[\w-]{16,})`),
  ...behind('nuget setapikey', String.raw`(?=[\w-]{16,})`),
  ...behind('nuget push', String.raw`-k[ \t]{1,2}`),
  ...behind('config http-basic.', String.raw`[^\s"']{1,60}[ \t]{1,2}`), // Composer, Poetry
  ...behind('github-oauth.,pypi-token.', String.raw`(?=[\w-]{16,})`),
  ...['create', 'add'].flatMap((verb) => behind(`samba-tool user ${verb}`, String.raw`(?![-])[\w.$-]{1,40}[ \t]{1,2}(?!-)`)),
  ...behind('wpa_passphrase ', String.raw`["']?[\w .-]{1,32}["']?[ \t]{1,2}`),
  ...behind('rpcclient,net rpc,net ads,winexe ,wmic -', String.raw`(?:-U|--user=?)[ \t]{0,2}["']?[^\s%"']{1,60}%`),
  ...['http -a,https -a,http --auth,ab -a,lynx -auth=']
    .flatMap((words) => words.split(','))
    .map((word) => ({
      word,
      pattern: new RegExp(String.raw`^(?:uth)?[ \t=]{0,2}${USER}`, 'd'),
    })),
  ...behind('openssl passwd', String.raw`-(?:1|5|6|crypt|apr1|salt[ \t][^\s\x60$]{1,20})[ \t]{1,2}(?:-salt[ \t]\S{1,20}[ \t])?(?!-)`),
  { word: 'todir="', pattern: /^[^\s":@/]{1,60}:(?<x>[^\s"@$]{3,100})@/d }, // Ant
  ...['auth::basic', 'http_basic do', 'authenticate_or_request_with_http_basic', 'authenticate_with_http_basic'].map((word) => ({
    word,
    pattern: /^[^\n]{0,160}&&\s{0,4}\(?\s{0,4}\w{1,20}\s{0,4}==\s{0,4}(?:"(?<v>[^"\n]{3,200})"|'(?<w>[^'\n]{3,200})')/d,
    beyond: true,
  })), // Rack
  ...['passwords.put("', 'passwords["', "passwords['"].map((word) => ({
    word,
    pattern: new RegExp(`^[\\w.@-]{1,60}["']\\]?\\s{0,4}[,=]\\s{0,4}${LITERAL}`, 'd'),
  })),
  { word: ' on >', pattern: /^(?<x>[^\s"'<>]{3,120})(?=\s|$)/dm, after: /\b(?:user|setuser)\s{1,4}\S{1,60}$/i }, // Redis
  { word: 'input password', pattern: /^(?: {2,12}|\t{1,4})\S{1,200}(?: {2,12}|\t{1,4})(?<x>[^\s${}]{3,120})[ \t]{0,20}\r?$/dm }, // Robot Framework
  { word: 'connect to ', pattern: new RegExp(String.raw`^\s[\w.-]{1,60}\s{1,4}user\s{1,4}[\w.-]{1,60}\s{1,4}using\s{1,4}${VALUE}`, 'di') }, // DB2
  ...['expdp ', 'impdp ', 'sqlldr ', 'rman '].map((word) => ({
    word,
    pattern: /^(?:[^|;&\n]{0,80}?[\s=])?["']?[A-Za-z]\w{0,30}\/(?<x>[^\s/@"'${}]{3,60})(?=@\w)/d,
  })),
  {
    word: 'connect ',
    pattern: /^\s{0,4}[A-Za-z]\w{0,30}\/(?<x>[^\s/@"'${};]{3,60})(?:@[\w.:/-]{1,120})?[ \t]{0,4}(?:;|(?<=@[\w.:/-]{1,120})(?=\s|$))/d,
    after: /(?:^|\n)[ \t]{0,20}$/,
  },
  ...[
    '--password-stdin',
    '--with-token',
    '--passphrase-fd 0',
    '| kinit',
    'cryptsetup',
    'vncpasswd -f',
    '--passwd-on-stdin',
    '| passwd ',
    '| docker secret create',
    '| podman secret create',
    '| su -c',
    '| gh auth login',
  ].map((word) => ({
    word,
    pattern:
      /(?:echo|printf)\s{1,4}(?:-\w{1,3}\s)?(?:["']%s(?:\\n)?["']\s)?(?:"(?<v>[^"$\n|\\]{3,400})|'(?<w>[^'\n|\\]{3,400})|(?<x>[^\s"'$|]{3,400}))[^|\n]{0,200}(?:\|[^|\n]{0,160})?$/d,
    before: true,
  })),
  ...behind('--passphrase-fd 0,kinit ,cryptsetup,sudo -s,--password-stdin,--with-token,gh auth login', '<<<[ \\t]{0,2}'), // a string as what they read
  ...['| smbpasswd', '| sudo passwd', '| sudo smbpasswd', '| passwd'].map((word) => ({
    word,
    pattern:
      /(?:echo|printf)\s{1,4}(?:-\w{1,3}\s)?["'](?<x>[^"'$\\\n|]{3,80})\\n\k<x>(?:\\n)?["']\s{0,4}$|\(\s?echo\s{1,2}["']?(?<w>[^\s"'$|;]{3,80})["']?\s{0,2}(?:;|&&)\s{0,2}echo\s{1,2}["']?\k<w>["']?\s?\)\s{0,4}$/d,
    before: true,
  })),
  ...['ftp -n', 'ftp -i', 'ftp -v', 'ftp -p'].map((word) => ({
    word,
    pattern: /^[^\n]{0,120}<<[^\n]{1,40}\n(?:[^\n]{0,120}\n){0,6}?[ \t]{0,8}user[ \t]{1,4}[^\s"'$]{1,60}[ \t]{1,4}["']?(?<x>[^\s"'$]{3,120})/d,
    beyond: true,
  })),
  { word: 'quote pass ', pattern: /^[ \t]{1,4}(?<x>[^\s"'$]{3,120})/d },
  ...behind('lftp ', String.raw`["']?user[ \t]{1,2}["']?[^\s,"']{1,60}[ \t]{1,2}(?!-)`),
  ...behind('mysqladmin', String.raw`password[ \t]{1,2}(?!-)`),
  ...behind('mc alias set,mc config host add', String.raw`\S{1,60}[ \t]{1,2}https?:\S{4,160}[ \t]{1,2}[^\s"']{3,120}[ \t]{1,2}`),
  ...behind('rclone config', String.raw`(?:secret_access_key|client_secret|account_key|token|pass)[ \t=]{1,2}`),
  ...behind('snmpwalk,snmpget,snmpset,snmptrap,snmpbulk', String.raw`-c[ \t]{1,2}(?!(?:public|private)\b)`),
  ...behind('rabbitmqadmin', String.raw`-p[ \t]{1,2}`),
  ...behind('iwconfig', String.raw`key[ \t]{1,2}(?!(?:off|on|open|restricted)\b)(?:s:)?`),
  ...behind('mosquitto_pub,mosquitto_sub', String.raw`-P[ \t]{1,2}`),
  ...behind('ldapsearch,ldapadd,ldapmodify,ldapwhoami,ldapdelete', String.raw`-w[ \t]{1,2}`),
  ...behind('xfreerdp', '/p:'),
  ...behind('cmdkey', '/pass:'),
  ...behind('schtasks', String.raw`/rp[ \t]{1,2}`),
  ...behind('openssl ', '-pass(?:in|out)?[ \\t]{1,2}["\']?pass:'),
  ...behind('unzip ,zip ', String.raw`-P[ \t]{1,2}`),
  ...behind('7z ,7za ,7zr ,7zz ', '-p(?=[A-Za-z0-9"\'])'),
  ...behind('rar ', '-h?p(?=[A-Za-z0-9"\'])'),
  ...behind('smbclient', String.raw`-U[ \t]{0,2}["']?[^\s%"']{1,60}%`),
  ...['keytool ', 'jarsigner', 'apksigner'].map((word) => ({
    word,
    pattern: new RegExp(
      String.raw`\s-{1,2}(?:store|key|src-?store|src-?key|dest-?store|dest-?key|new|ks-|key-)?pass(?:word)?[ \t]{1,2}(?:pass:)?${VALUE}`,
      'dg',
    ),
  })),
  ...behind('openssl enc', String.raw`-K[ \t]{1,2}(?=[0-9a-fA-F]{16,64}\b)`),
  ...behind('useradd,usermod', String.raw`-p[ \t]{0,2}`),
  ...behind('ncftpput ,ncftpget ,vncviewer,svn ', String.raw`(?:-p|--password)[ \t]{1,2}`),
  ...behind('openssl enc', String.raw`-(?:k|pass)[ \t]{1,2}(?:pass:)?`),
  // the tools of vaults and hosts, that are given a secret to keep
  ...behind('security unlock-keychain,security create-keychain,security set-keychain-password', String.raw`-p[ \t]{1,2}`),
  ...behind('security import', String.raw`-P[ \t]{1,2}`),
  ...behind('set-key-partition-list', String.raw`-k[ \t]{1,2}`),
  ...['N', 'P'].flatMap((flag) => behind('ssh-keygen', String.raw`-${flag}[ \t]{1,2}(?=\S{3})`)),
  ...behind('x11vnc', String.raw`-storepasswd[ \t]{1,2}(?=\S{1,60}[ \t]\S)`),
  ...['w', 's'].flatMap((flag) => behind('ldappasswd', String.raw`-${flag}[ \t]{1,2}`)),
  ...behind('winrs ', String.raw`[-/]p(?:assword)?:`),
  ...behind('/v defaultpassword', String.raw`/d[ \t]{1,2}`),
  {
    word: ' objectname ',
    pattern: new RegExp(String.raw`^\s[^\s"']{1,60}[ \t]{1,2}${VALUE}[ \t]{0,4}\r?$`, 'dm'),
    after: /\bnssm(?:\.exe)?["']?\s{1,2}set\s{1,2}\S{1,60}$/i,
  },
  ...behind('doctl auth init', String.raw`-t[ \t]{1,2}`),
  ...behind('vault operator unseal,vault unseal', String.raw`(?=[\w+/=]{24,})`),
  ...behind('consul ', String.raw`-http-auth[= \t]["']?[\w.-]{1,40}:`),
  { word: ' psk ', pattern: /^\s?["'\\]{1,6}(?<x>[^"'\\\n]{8,63})["'\\]{1,6}/d, after: /\bset_network\s\d{1,2}$/ },
  ...['input_pw', 'user_pw', 'owner_pw'].flatMap((word) => [
    { word, pattern: new RegExp(String.raw`^[ \t]{1,2}(?!output|cat|PROMPT)${VALUE}`, 'd'), after: /\bpdftk[ \t][^\n]{1,160}$/ },
  ]),
  ...behind('mkpasswd', String.raw`(?:-m[ \t=]{1,2}|--method=)[\w-]{2,20}[ \t]{1,2}(?!-)`),
  ...behind('hash-password', String.raw`(?:-p|--plaintext)[ \t=]{1,2}`), // Caddy
  ...['sqlplus ', 'expdp ', 'impdp ', 'exp userid=', 'imp userid='].map((word) => ({
    word,
    pattern: /^\s{0,2}(?:-\S{1,6}\s){0,3}["']?[A-Za-z]\w{0,30}\/(?<x>[^\s/@"'${};.\\]{3,60})["']?(?=\s{1,2}(?:as\s|@\S|\w{1,20}=)|\s{0,2}$)/d,
  })),
  ...['(system/getenv "', '(env "'].map((word) => ({
    word,
    pattern: /^\w{0,40}(?:PASS(?:WORD|WD)?|SECRET|TOKEN|API_?KEY)\w{0,12}"\)\s{1,8}"(?<x>[^"\n]{3,200})"/d,
    after: /\(or\s{1,8}$/,
  })), // Clojure
  { word: '(system/setproperty', pattern: /^\s{1,4}"[\w.-]{0,60}(?:[pP]assword|[sS]ecret|[tT]oken)"\s{1,4}"(?<x>[^"\n]{3,200})"/d },
  { word: '(jwt/sign', pattern: /^\s[^"()\n]{1,60}\s{1,4}"(?<x>[^"\n]{3,200})"/d },
  { word: 'hashers/derive', pattern: /^\s{1,4}"(?<x>[^"\n]{3,200})"/d },
  { word: 'application.get_env(', pattern: /^:\w{1,40},\s{0,2}:\w{0,40}(?:password|passwd|secret|token|api_?key)\w{0,12},\s{0,2}"(?<x>[^"#\n]{3,200})"/d }, // Elixir
  { word: '-key => ', pattern: new RegExp(`^\\s?${LITERAL}`, 'd'), after: /Crypt::\w{1,20}(?:::\w{1,20})?->new\([^)]{0,120}$/ }, // Perl
  // requests of JMeter
  ...['elementtype="httpargument"', 'elementtype="argument"'].map((word) => ({
    word,
    pattern: /^[^]{0,260}?"Argument\.value">(?<x>[^<>$\n]{3,200})</d,
    after: /name="[\w.-]{0,40}(?:password|passwd|pwd|secret|token|api_?key)"\s$/i,
    beyond: true,
  })),
  {
    word: '"header.value">',
    pattern: /^(?:Bearer\s|Basic\s)?(?<x>[^<>$\s]{12,600})</d,
    after: /Header\.name">(?:[\w-]{0,20}(?:api-?key|token|secret|authorization))<\/stringProp>\s{0,40}<stringProp\sname=$/i,
    drawn: true,
  },
  ...behind('az keyvault secret set', String.raw`--value[ \t=]{1,2}`),
  ...behind('aws ssm put-parameter', String.raw`(?<=SecureString[^\n]{0,200})--value[ \t=]{1,2}`),
  ...behind('aws ssm put-parameter', String.raw`--value[ \t=]{1,2}(?=\S{1,200}(?:[^\n\\]|\\\n){0,200}\sSecureString)`),
  ...behind('gh secret set', String.raw`(?:-b|--body)[ \t=]{1,2}`),
  {
    word: 'user-secrets set',
    pattern: new RegExp(String.raw`^\s{1,2}["']?[\w:.]{0,60}(?:[pP]ass(?:word|wd)?|[pP]wd|[sS]ecret|[tT]oken|[kK]ey)["']?\s{1,2}${VALUE}`, 'd'),
  },
  { word: 'mosquitto_passwd', pattern: new RegExp(String.raw`^\s{1,2}-\w{0,4}b\w{0,4}\s{1,2}(?:[^\s-]\S{0,120}\s{1,2}){2}${VALUE}`, 'd') },
  ...behind('etcdctl ', String.raw`--user[ \t=]{1,2}["']?[\w.-]{1,40}:`),
  ...behind('etcdctl user add', String.raw`[\w.-]{1,40}:`),
  { word: 'bw unlock', pattern: new RegExp(String.raw`^[ \t]{1,2}(?!-)(?=\S{0,60}\d)${VALUE}`, 'd') },
  ...behind('bw login', String.raw`[^\s@]{1,60}@[^\s@]{1,60}[ \t]{1,2}(?!-)`),
  ...behind('cloudflared service install', String.raw`(?=[\w=-]{16,})`),
  { word: 'chpasswd', pattern: /^\s{1,4}<<<\s{0,4}["']?[\w.-]{1,40}:(?<x>[^\s"'$]{3,120})/d },
  { word: 'chpasswd', pattern: /^[^\n]{0,20}<<-?\s{0,2}["']?\w{1,20}["']?\s{0,4}\n[ \t]{0,8}[\w.-]{1,40}:(?<x>[^\s"'$]{3,120})/d, beyond: true },
  ...behind('lftp ', String.raw`-u[ \t]{1,2}["']?[^\s,"']{1,60},`),
  ...behind('vault login', String.raw`(?:token=)?(?=[\w.-]{0,30}\d)(?=[\w.-]{12,})`),
  ...behind('aws configure set', String.raw`(?:\S{0,60}\.)?aws_secret_access_key[ \t]{1,2}`),
  ...behind('npm config set,npm set ', String.raw`\S{0,100}(?:_authToken|_auth|_password)[ \t=]{1,2}`),
  ...behind('nmcli', String.raw`(?:password|wifi-sec\.psk)[ \t]{1,2}`),
  ...behind('net use', String.raw`/user:\S{1,60}[ \t]{1,2}(?![/*])`),
  ...['stripe")(', "stripe')("].map((word) => ({ word, pattern: new RegExp(`^${LITERAL}`, 'd') })),
  ...['twilio")(', "twilio')("].map((word) => ({ word, pattern: new RegExp(`^[^,\\n]{2,60},\\s{0,2}${LITERAL}`, 'd') })),
  ...behind('net use', String.raw`\\\\\S{1,100}[ \t]{1,2}(?![/*])(?=\S{3,60}\s{1,3}/u)`),
  { word: 'identified with', pattern: new RegExp(String.raw`^\s{1,2}["'\w]{1,40}\s{1,2}(?:BY|AS)\s{1,2}${LITERAL}`, 'di') },
  // tokens of smart cards (PKCS #11)
  { word: 'pin-value=', pattern: /^(?<x>[^\s;&"'<>${}%]{4,64})/d },
  ...behind('pkcs11-tool,softhsm2-util,pkcs15-init,pkcs15-tool,yubico-piv-tool', String.raw`--(?:so-|new-)?pin[ \t=]`),
  ...['cku_user', 'cku_so'].map((role) => ({ word: `${role}, "`, pattern: /^(?<x>[^"\n]{4,64})"/d })),
  { word: 'oracle:thin:', pattern: /^[A-Za-z]\w{0,30}\/(?<x>[^\s/@"'${}]{3,60})@/d },
  // .pgpass: host:port:database:user:password
  { word: ':5432:', pattern: /^[^:\s]{1,64}:[^:\s]{1,64}:(?<x>[^\s:]{3,120})\s{0,4}$/d },
  { word: '*:*:', pattern: /^(?:\*|[\w-]{1,64}):[\w.-]{1,64}:(?<x>[^\s:]{3,120})\s{0,4}$/d },
  { word: '%3a%2f%2f', pattern: /^[^\s%:@/"']{1,64}%3A(?<x>(?:[^\s%"'&<>]|%(?!40|2F)[0-9A-F]{2}){3,120})%40/di },
  // calls that no name tells apart: by what stands around the literal
  ...[':basic_auth, '].map((word) => ({ word, pattern: new RegExp(`^\\s?["'][^"'\\n]{1,60}["'],\\s{0,2}${LITERAL}`, 'd') })),
  { word: 'provider :', pattern: new RegExp(`^\\w{2,30},\\s{0,2}["'][^"'\\n]{1,80}["'],\\s{0,2}${LITERAL}`, 'd') }, // OmniAuth
  { word: 'set :session_secret', pattern: new RegExp(`^\\s{0,2},\\s{0,2}${LITERAL}`, 'd') },
  ...['new key(', 'new \\firebase\\jwt\\key('].map((word) => ({ word, pattern: new RegExp(`^${LITERAL}\\s{0,2},\\s{0,2}["'](?:HS|RS|ES|PS)\\d{3}`, 'd') })),
  ...['key = encoding.', 'key=encoding.'].map((word) => ({ word, pattern: new RegExp(`^\\w{3,10}\\.GetBytes\\(${LITERAL}`, 'd') })),
  // The key of a cipher is called key and nothing else: told by its length, and by what makes bytes of it.
  ...['byte[] key = ', 'byte[] key='].map((word) => ({ word, pattern: new RegExp(`^\\s?${KEY_LITERAL}(?=\\.getBytes\\()`, 'd') })),
  ...['key = []byte(', 'key := []byte(', 'key = buffer.from(', 'key = b', 'key=b'].map((word) => ({ word, pattern: new RegExp(`^${KEY_LITERAL}`, 'd') })),
  ...['16', '24', '32'].map((size) => ({ word: `key: [u8; ${size}] = *b`, pattern: new RegExp(`^${KEY_LITERAL}`, 'd') })),
  ...['.protect "', '.unprotect "'].map((word) => ({ word, pattern: /^(?<x>[^"\n]{3,60})"[ \t]{0,4}(?:,|'|\r?$)/dm })), // sheets and workbooks of VBA
  ...['fs.azure.account.key.', 'fs.azure.sas.'].map((word) => ({
    word,
    pattern: /^[\w.-]{3,120}(?:["']\s{0,4}[,:=]\s{0,4}["']|["']?\s{0,2}[=:]\s{0,2}|\s{1,4}|<\/name>\s{0,40}<value>)(?<x>[\w+/=%&?.-]{16,400})/d,
    beyond: true,
  })),
  ...['char key[', 'uint8_t key['].map((word) => ({ word, pattern: new RegExp(`^[\\w +]{0,20}\\]\\s{0,4}=\\s{0,4}\\{?\\s{0,4}${KEY_LITERAL}`, 'd') })),
  ...['key = convert.from', 'key=convert.from'].map((word) => ({ word, pattern: new RegExp(`^(?:Base64|Hex)String\\(${LITERAL}`, 'd') })),
  { word: '.key("', pattern: /^(?<x>[^"\n]{4,200})"\)/d, after: /rememberMe\([^;]{0,180}$/i }, // Spring
  { word: 'cookie: "', pattern: /^(?<x>[^"#\n]{8,200})"/d, after: /\b(?:releases|include_executables_for|include_erts|strip_beams|applications)\b[^]{0,180}$/ }, // Mix
  ...behind('-setcookie', String.raw`(?=["'\w])`),
  { word: 'rediscommand(', pattern: /^[^"\n]{1,40}"AUTH\s(?<x>[^\s"%]{3,120})"/d },
  { word: '*jwt.token) (', pattern: new RegExp(`^[^\\n]{0,40}\\{\\s{0,8}return\\s\\[\\]byte\\(${LITERAL}\\)`, 'd') },
  {
    word: '| sudo -s',
    pattern: /echo\s{1,4}(?:-e\s)?(?:"(?<v>[^"$\n|]{2,120})"|'(?<w>[^'\n|]{2,120})'|(?<x>[^\s"'$|]{2,120}))\s{0,4}$/d,
    before: true,
  },
  { word: 'htpasswd', pattern: new RegExp(String.raw`^\s{1,2}-\w{0,4}b\w{0,4}\s(?:-\w{1,3}\s{1,2}){0,3}(?:[^\s-]\S{0,120}\s{1,2}){1,2}${VALUE}`, 'd') },
  { word: 'net user', pattern: new RegExp(String.raw`^\s{1,2}[\w.$%-]{1,40}\s{1,2}(?![/*])${VALUE}(?=.{0,80}/add|\s*$)`, 'd') },
  { word: 'rabbitmqctl', pattern: new RegExp(String.raw`^${OPTIONS}(?:add_user|change_password)\s{1,2}[^\s"']{1,60}\s{1,2}${VALUE}`, 'd') },
  { word: 'sqlplus', pattern: new RegExp(String.raw`^${OPTIONS}["']?[A-Za-z]\w{0,30}/(?<v>[^\s/@"'$]{2,60})@`, 'd') },
  {
    word: 'chpasswd',
    pattern: /(?:echo|printf)\s{1,4}(?:-\w{1,3}\s)?["']?[\w.-]{1,40}:(?<v>[^\s"'$|]{2,120})["']?\s{0,4}\|\s{0,4}(?:sudo\s)?(?:\/\S{0,20}\/)?$/d,
    before: true,
  },
  { word: 'passwd --stdin', pattern: /echo\s{1,4}["']?(?<v>[^\s"'$|]{2,120})["']?\s{0,4}\|\s{0,4}(?:sudo\s)?$/d, before: true },
  {
    word: 'convertto-securestring',
    pattern: new RegExp(String.raw`^\s{1,4}(?:-(?:String|AsPlainText|Force)\s{1,4}){0,3}(?:"(?<v>[^"$\n]{1,200})"|'(?<w>[^'\n]{1,200})')`, 'id'),
  },
  // daemons and their files
  { word: 'insecure-password', pattern: /^[ \t]{1,4}(?<x>[^\s#"']{3,120})/d },
  { word: 'stats auth', pattern: /^[ \t]{1,4}[^\s:]{1,60}:(?<x>[^\s#"']{3,120})/d },
  { word: '<auth-user-pass>', pattern: /^\s{1,4}[^\s<]{1,100}\s{1,4}(?<x>[^\s<]{3,120})\s{1,4}<\//d, beyond: true },
  { word: 'chpasswd:', pattern: /\n[ \t]{1,12}(?:- )?["']?[a-z_][\w-]{0,31}:(?<x>[^\s"'$*!:]{3,64})["']?[ \t]{0,4}(?=\r?\n|$)/dg, beyond: true },
  { word: '<apikeys>', pattern: /<add\s{1,4}key="[^"\n]{1,200}"\s{1,4}value="(?<x>[^"\n]{12,400})"/dg, beyond: true },
  { word: '"random_password"', pattern: /"result":\s{0,2}"(?<x>[^"\\\n]{6,200})"/d, beyond: true },
  { word: 'password_hash(', pattern: /'(?<x>[^'\n]{3,80})'\s{0,4}\|\s{0,4}$/d, before: true },
  // what is converted as passwords are, and asked for
  {
    word: '".tochararray()',
    pattern: /[(,]\s{0,40}"(?!0123|012345|abcde|ABCDE|[aeiouAEIOU]{3})(?<x>(?=[^"]{0,60}\d)(?=[^"]{0,60}[A-Za-z])[^"\\\n]{6,80})$/d,
    before: true,
    drawn: true,
  },
  { word: 'decoders.base64.decode("', pattern: /^(?<x>[\w+/=-]{16,400})"/d }, // of keys of JSON web tokens
  ...['password: ")', "password: ')", 'password:")', "password:')", 'getpass()'].map((word) => ({
    word,
    pattern: new RegExp(`^(?:\\.(?:strip|trim|Trim)\\(\\))?\\s{0,2}[!=]==?\\s{0,2}${LITERAL}`, 'd'),
    after: /(?:input|getpass|prompt|question|ask|readLine)\w{0,12}\(\s{0,2}f?["'][^"'\n]{0,60}$|getpass\.?$|=\s{0,4}$|\bif\s{1,4}\(?$/i,
  })),
  ...['"pass ', "'pass ", '"auth ', "'auth "].map((word) => ({
    word,
    pattern: /^\s?(?<x>[^\s"'\\%{}$<>]{4,80})(?:\\r)?(?:\\n)?["']/d,
    after: /\.(?:send|sendall|sendcmd|write|puts|print(?:ln)?|WriteLine|sendCommand|write_line)\(\s{0,2}b?$/i,
  })), // FTP, POP3, Redis
  ...['"auth", "', "'auth', '"].map((word) => ({
    word,
    pattern: /^(?<x>[^"'\n]{3,120})["']\s{0,2}[,)]/d,
    after: /\.(?:do|send|call|execute_command|sendCommand|executeCommand)\(\s{0,2}$/i,
  })),
  { word: '${env:', pattern: new RegExp(`^\\w{0,60}(?:PASS|PWD|SECRET|TOKEN|API_?KEY)\\w{0,20}\\s?,\\s?${LITERAL}`, 'd') }, // Serverless
  {
    word: 'set value',
    pattern:
      /^\s?=\s?N?'(?<x>[^'\n]{3,200})'\s{1,4}WHERE\s{1,4}\W?\w{0,20}(?:name|key|code|setting)\W?\s?=\s?N?'[\w.-]{0,40}(?:password|passwd|pwd|secret|token|api_?key)'/di,
  },
  { word: ' replace "', pattern: /^(?<x>[^"\n]{3,60})"/d, after: /identified by[^\n]{0,140}$/i }, // Oracle
  // what stands under a name that says nothing alone
  { word: '.plainloginmodule required', pattern: /(?<![\w.])user_[\w.-]{1,40}\s?=\s?\\?"(?<x>[^"\\\n]{3,120})\\?"/dg, beyond: true }, // JAAS
  { word: '<crypt>', pattern: /^\s{0,80}<key>(?:<!\[CDATA\[)?(?<x>[^\]<\s]{16,64})(?:\]\]>)?</d, beyond: true },
  { word: '-oauth":', pattern: /^\s{0,8}\{\s{0,20}"[\w.-]{3,60}":\s{0,4}"(?<x>[\w.-]{16,200})"/d, beyond: true }, // Composer
  { word: 'default_pass,', pattern: /^\s{0,4}(?:<<)?"(?<x>[^"\n]{3,120})"/d }, // RabbitMQ
  { word: 'secure_link_md5', pattern: /^\s{1,8}"?[^"\n;]{0,120}?[\s$}](?<x>(?![$\w]{1,40}$)[^\s"$;{}]{4,80})"?\s{0,2};/d },
  {
    word: 'alarm_control_panel',
    pattern: /^[^\n]{0,20}(?:\n[ \t][^\n]{0,91}){0,8}?\n[ \t]{1,12}code:[ \t]{1,4}["']?(?<x>\d{4,10})["']?[ \t]{0,8}(?=\r?\n|$)/d,
    beyond: true,
  },
  ...[',system:', ',"system:'].map((word) => ({ word, pattern: /(?:^|\n)(?<x>[^,\s"']{8,300}),[^,\n"']{1,60},[^,\n"']{1,60}$/d, before: true })), // Kubernetes
  {
    word: 'securestring"',
    pattern: /^[^{}]{0,200}?\n[ \t]{0,20}value[ \t]{0,20}=[ \t]{0,4}"(?<x>[^"\n${}]{3,200})"/d,
    beyond: true,
    after: /\btype\s{0,20}=\s{0,4}"$/,
  }, // Terraform
  // what a script answers when it is asked for a password
  ...['send "', 'exp_send "', 'send -- "', '.sendline("', ".sendline('", '.write(b"', ".write(b'", '.send("', ".send('", 'stdin.write("', "stdin.write('"].map(
    (word) => ({
      word,
      pattern: /^(?<x>[^"'$\\\n\s{}]{4,80})(?:\\r|\\n)?["']/d,
      after:
        /(?:expect|[wW]ait|read_until)[^\n]{0,60}ass(?:word|phrase)(?:[^\n]{0,100}|[^\n]{0,60}\n\s{0,80}(?!\s)[^\n]{0,60})$|expect\s{1,4}\{\s[^{}]{0,120}(?:\{[^{}]{0,60}\}[^{}]{0,60}){0,2}ass(?:word|phrase)[^\n{}]{0,20}\{\s{0,20}$|["'](?:sudo|su|enable)\b[^"'\n]{0,60}["'][^\n]{0,20}\n(?:[^\n]{0,80}\n)?[^\n]{0,40}$/,
    }),
  ),
  { word: '| convertto-securestring', pattern: /["'](?<x>[^"'\n$]{3,120})["']\s{0,4}$/d, before: true },
  {
    word: '-argumentlist',
    pattern: new RegExp(`^\\s{1,2}\\(?\\s{0,2}["'][^"'\\n]{1,80}["'],\\s{0,2}\\(?\\s{0,2}(?:ConvertTo-SecureString\\s{1,2}(?:-String\\s)?)?${LITERAL}`, 'di'),
    after: /pscredential[^\n]{0,40}$/i,
  },
  {
    word: '.appendchar(',
    pattern: /\b(?:in|\(string)\s{1,4}"(?<x>[^"\n]{3,100})"(?:\.ToCharArray\(\))?\s{0,4}\)\s{0,60}\{?\s{0,60}\w{1,40}$/d,
    before: true,
    beyond: true,
  }, // a SecureString of C#, letter by letter
  // calls without commas or with a colon
  { word: 'epgsql:connect(', pattern: /^\s{0,40}"[^"\n]{1,80}",\s{0,40}"[^"\n]{1,60}",\s{0,40}"(?<x>[^"\n]{3,100})"/d },
  { word: 'jdbc/get-connection', pattern: /^\s[^()\n]{1,80}"[^"\n]{1,60}"\s{1,4}"(?<x>[^"\n]{3,100})"\)/d },
  ...['basicauth "', 'applybasicauth "'].map((word) => ({ word, pattern: /^[^"\n]{1,60}"\s{1,4}"(?<x>[^"\n]{3,100})"/d })), // Haskell
  // databases
  { word: 'attach database', pattern: /^[^;\n]{1,160}\bKEY\s{1,4}'(?<w>[^'\n]{3,200})'/di },
  ...['pragma key', 'pragma rekey'].map((word) => ({
    word,
    pattern: /^\s{0,2}=\s{0,2}(?:'(?<w>[^'"\n]{3,200})'|\\?"(?!x')(?<v>[^"'\\\n]{3,200})\\?"|\\?"x'(?<x>[0-9a-fA-F]{32,96})'\\?")/d,
  })), // SQLCipher
  {
    word: 'sp_addlinkedsrvlogin',
    pattern: new RegExp(`^\\s{1,2}(?:[^,;\\n]{1,80},\\s{0,2}){4}(?:@\\w{1,20}\\s?=\\s?)?N?${LITERAL}`, 'd'),
  },
  { word: 'set password for', pattern: new RegExp(`^\\s{1,2}[^=;\\n]{1,100}?\\s{0,2}=\\s{0,2}(?:PASSWORD\\(\\s?)?${LITERAL}`, 'di') },
  ...['', String.raw`(?:"[^"\n]{1,200}"|'[^'\n]{1,200}')\s{1,2}TO\s{1,2}`].map((old) => ({
    word: 'set password from',
    pattern: new RegExp(`^\\s{1,2}${old}${LITERAL}`, 'di'),
  })), // Neo4j
  { word: 'sp_addlogin', pattern: new RegExp(`^\\s{1,2}(?:@\\w{1,20}\\s?=\\s?)?N?'[^'\\n]{1,80}',\\s{0,2}(?:@\\w{1,20}\\s?=\\s?)?N?${LITERAL}`, 'd') },
  ...['connect("', "connect('"].map((word) => ({ word, pattern: /^[A-Za-z]\w{0,30}\/(?<x>[^\s/@"'${}]{3,60})@[\w.:/-]{1,120}["']/d })), // Oracle
];
