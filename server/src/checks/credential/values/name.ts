/** What kind of credential a name says its value is. */
export type NameKind = 'password' | 'secret' | 'token' | 'key' | 'weak';

/** Words that mean password when they stand alone, other natural languages included (ASCII forms; hyphens and underscores are word borders). */
const PASSWORD_WORDS = new Set(
  (
    'password passwd passwort pwd pass passw pswd psw pw passphrase passcode userpass dbpass rootpass mypass smtppass mailpass adminpass ' +
    'controlpass pmapass databasepass masterpass clientpass proxypass emailpass serverpass webpass syspass sapass vncpass hostpass ' +
    'requirepass masterauth keypass storepass keystorepass truststorepass certpass ldappass bindpass redispass jdbcpass wifipass loginpass httppass authpass ' +
    'authtok psk stapsk appsk sshpass ftppass sqlpass pgpass dbpw userpw rootpw adminpw bindpw mypw upw ldappw kennwort senha contrasena wachtwoord losenord ' +
    'haslo heslo parola parole jelszo sifre salasana adgangskode motdepasse motpasse passe mdp lozinka geslo parool parol passord kodeord contrasenia ' +
    'contrasenya matkhau katasandi palavrapasse'
  ).split(' '),
);
const TOKEN_WORDS = new Set(['token', 'authtoken', 'accesstoken', 'apitoken', 'bearer', 'jwt', 'refreshtoken', 'pat']);
const SECRET_WORDS = new Set([
  'secret',
  'pepper',
  'secretorkey',
  'clientsecret',
  'appsecret',
  'apisecret',
  'secretkey',
  'secrets',
  'authkey',
  'hmac',
  'salt',
  'geheimnis',
  'geheim',
  'segreto',
  'segredo',
  'hemlighet',
]);
const KEY_WORDS = new Set([
  'apikey',
  'accesskey',
  'privatekey',
  'secretkey',
  'appkey',
  'masterkey',
  'signingkey',
  'encryptionkey',
  'accountkey',
  'sharedkey',
  'authkey',
]);
const CREDENTIAL_WORDS = new Set(['credential', 'credentials', 'cred', 'creds', 'auth', 'authorization']);

/** True where a name says of a service, a store or a network that it is its own: `smtpPassword`, `DB_PASSWORD`. */
export const belongsToService = (name: string): boolean =>
  nameWords(name).some((word) => SERVICES.has(word) || /^(?:root|wlan|keystore|truststore|store|ssl|tls|ansible|postgres|pg|my)$/.test(word)) ||
  /^(?:pg|mysql_?|smtp|db|ftp|redis)pass/i.test(name);

/** `x key` is a credential where x is one of these. */
const KEY_DESCRIPTORS = new Set(
  (
    'api access private secret sec encryption encrypt decryption decrypt signing sign signature master account shared storage subscription license ' +
    'consumer auth app application service server crypto cipher hmac jwt aes des rsa deploy integration webhook sas session admin security write token ' +
    'hash authentication hostkey ssh instrumentation functions host validation'
  ).split(' '),
);
/** What a key is where it is the first word, in languages that put it before what it is for: `cle_api`, `clave_secreta`, `kluczApi`. */
const KEY_FIRST = new Set('cle clef clave chave chiave klucz cheie klic nokkel nyckel avain anahtar'.split(' '));
const KEY_FOR = new Set(
  (
    'api secrete secreta segreta secreto privee privada privata acces acceso acesso accesso tajny prywatny maestra mestra maitresse cifrado cifra cifratura ' +
    'chiffrement criptografia encriptacion szyfrowania firma signature assinatura hemmelig'
  ).split(' '),
);
/** The same for a token. */
const TOKEN_FIRST = new Set(['jeton', 'ficha']);
/** What a password is for, where it stands behind it: `MDP_SMTP`, `PASSWORD_DB`, `pass_mysql`. */
const SERVICES = new Set(
  'db bdd database sql mysql pgsql postgres postgresql mariadb oracle mongo mongodb redis rabbitmq ldap smtp imap pop mail email ftp sftp ssh wifi vpn proxy jdbc app user usuario'.split(
    ' ',
  ),
);
/** What a `key` finds or shows to everybody, and does not open. */
const LOOKUP = new Set(
  'websocket socket recv sender artifact object bucket site publishable cache partition sort primary foreign row routing group lookup index dedup dedupe etag shard map cursor'.split(
    ' ',
  ),
);
/** Words behind the head that do not change what the value is. */
const TAILS = new Set(
  (
    'value val str string new old current array list confirm confirmation confirmed repeat again test prod production dev development staging stage local ' +
    'plain plaintext raw const chars char bytes byte b64 base64 literal default live sandbox root admin base master main primary secondary tmp temp in ptr ' +
    'hardcoded inline override fallback fallbacks clear it data utf8 hex text var env w padrao atual nova antiga defecto actual nueva actuel nouveau'
  ).split(' '),
);
/** First words that make it a flag, a message or an act, not a value. */
const NOT_A_VALUE = new Set(
  (
    'is has no not use uses enable enabled disable show hide toggle forgot forgotten reset invalid wrong missing max min num number require required requires ' +
    'allow validate check empty error label enter your please public hashed encrypted enc encoded decode encode hash needs should can must count total next ' +
    'page previous continuation cancel cancellation csrf xsrf lexer parser syntax separator delimiter prompt input verify retype type incorrect mismatch weak expired change topic route icon selector column'
  ).split(' '),
);
/** `input token`: says where a list goes on or which request it is, and opens nothing. */
const PASSING_TOKENS = new Set(
  'next previous continuation page input output idempotency idempotent action pagination sync resume marker cancellation'.split(' '),
);
/** What a `key` belongs to that is one of a cipher: `aes.Key`. */
const CIPHERS = /(?:aes|des|rijndael|cipher|crypto|hmac|alg|algorithm|encryptor|decryptor|provider|rc2|rc4)\w{0,3}$/i;
/** A setting of several parts that ends in what it is a key of. */
const SETTING = /(?:^|\.)(?:secret|api|access|private|signing|signer|encryption|crypto|crypter|jwt|auth)[.](?:key|token)$/;
/** Words between which the head stands at the left: `password for x`. */
const PREPOSITIONS = new Set(['for', 'of', 'to', 'with', 'by', 'from']);
/** Run-together names such as `dbpassword`, `mypasswd`. `bypass`, `compass` are none. */
const RUN_TOGETHER = /(?:password|passwd|passwort|passphrase|[a-z]{1,12}pwd)$/;

/** What goes over something once: a pass of a renderer, a compiler. */
const PASSES = new Set(
  'render shader shadow depth draw compute opt optimization optimizer analysis lowering second first multi single boarding season final'.split(' '),
);
/** Directives of nginx that say where a request is passed on to. */
const PASSED_ON = /^(?:fastcgi|uwsgi|scgi|grpc|memcached)_pass$/;
/** First words of acts that are done with a password. */
const ACTS = new Set('sign log login connect auth authenticate continue register create test enter protect'.split(' '));
/** What a secret or a token is for, as if it were an act: `reset-secret`, `HASH_SECRET`, `VERIFY_TOKEN`. */
const isMadeFor = (words: readonly string[]): boolean =>
  words.length === 2 && /^(?:reset|hash|encode|verify|change)$/.test(words[0] ?? '') && /^(?:secret|token|salt)$/.test(words[1] ?? '');

/** Whose, or what, a number is that opens it: a `pin` alone is a leg of a chip, or a mark on a map. */
const PIN_OF = new Set(
  (
    'user admin so door gate sim card unlock parental master device kiosk security secret access bluetooth bt wallet app account login staff manager alarm hsm token ' +
    'smartcard lock entered entry pairing setup kids child guest owner operator employee cashier pos payment debit credit atm safe vault keypad house disarm arm ' +
    'valid correct expected stored current customer member screen phone'
  ).split(' '),
);

const MARKED = /[\u00c0-\u024f]/;
const UNMARKED: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', ß: 'ss', ı: 'i', đ: 'd', Đ: 'D', æ: 'ae', Æ: 'AE' };
/** Letters without their marks: `contraseña`, `lösenord`. */
const plain = (name: string): string =>
  MARKED.test(name)
    ? name
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[łŁøØßıđĐæÆ]/g, (letter) => UNMARKED[letter] ?? letter)
    : name;

/** Splits a name into lower-case words at separators, camel humps and digits: `dbPassword2` → db, password. */
export function nameWords(name: string): string[] {
  return (plain(name.slice(-120)).match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) => word.toLowerCase());
}

/** The part of a dotted, arrowed or slashed name that says what the value is. */
export function lastSegment(name: string): string {
  const at = Math.max(name.lastIndexOf('.'), name.lastIndexOf('>'), name.lastIndexOf(':'), name.lastIndexOf('/'));
  return at >= 0 && at < name.length - 1 ? name.slice(at + 1) : name;
}

/** Judges a name by its head word and the words before it. `undefined`: its value is no credential, whatever it looks like. */
export function judgeName(name: string): NameKind | undefined {
  const words = nameWords(lastSegment(name));
  if (words.length === 0 || words.length > 10) return undefined;
  const preposition = words.findIndex((word, i) => i > 0 && PREPOSITIONS.has(word));
  // `trivially_copy_pass_by_ref`: a way to pass.
  if (words[preposition] === 'by' && words[preposition - 1] === 'pass') return undefined;
  // `nameWithPasswordInIt`
  if (words[preposition] === 'with' && PASSWORD_WORDS.has(words[preposition + 1] ?? '') && !ACTS.has(words[0] ?? '')) words.splice(0, preposition + 1);
  else if (preposition > 0) words.length = preposition;
  const tail = words.at(-1) ?? '';
  // `apiV3Key`
  if (words.length > 2 && words.at(-2) === 'v' && /[vV]\d/.test(name)) words.splice(-2, 1);
  while (words.length > 1 && TAILS.has(words[words.length - 1] ?? '')) words.pop();
  // `pass_str` is the name of a pass, as tests and steppings have them.
  if (words.length === 1 && words[0] === 'pass' && tail !== 'pass' && !/^(?:value|val|old|new|confirm|default|plain)$/.test(tail)) return undefined;
  const head = words[words.length - 1] ?? '';
  const before = words[words.length - 2] ?? '';
  if (NOT_A_VALUE.has(words[0] ?? '') && words.length > 1 && !isMadeFor(words)) return undefined;
  // `ERRCODE_INVALID_PASSWORD`: what went wrong.
  if (words.some((word) => /^(?:invalid|incorrect|errcode|errno|disallowed|forbidden|banned|denied|blacklisted|blocked|breached|leaked)$/.test(word)))
    return undefined;
  if (head === 'pass' && (PASSES.has(before) || PASSED_ON.test(name))) return undefined;
  if (/^no(?:pass|pw)/i.test(words[0] ?? '')) return undefined;
  if (head === 'token' && (words.includes('request') || PASSING_TOKENS.has(before))) return undefined;
  if (
    words.some(
      (word) =>
        word === 'public' ||
        word === 'trusted' ||
        word === 'label' ||
        word === 'placeholder' ||
        (/^[cx]srf/.test(word) && !/(?:^|_|[a-z])secret(?:_?key)?$/i.test(name)),
    )
  )
    return undefined;
  // `renderPhaseDuringThisPass`: a pass of a program over something.
  if (head === 'pass' && words.length >= 4) return undefined;
  if (words.length === 1 && head === 'pass' && !/^pass$/i.test(name) && !/[.\-_$]pass|^PASS/i.test(name)) return 'password';
  if (PASSWORD_WORDS.has(head) || RUN_TOGETHER.test(head)) return 'password';
  if (before === 'pass' && (head === 'word' || head === 'phrase' || head === 'code' || head === 'wd')) return 'password';
  if (before === 'contrase' || (head === 'a' && before.startsWith('contrase'))) return 'password';
  if (before === 'de' && head === 'passe') return 'password';
  if (words.length > 1 && SERVICES.has(head) && PASSWORD_WORDS.has(before) && !(before === 'pass' && words.length > 2)) return 'password';
  if (words.length === 2 && KEY_FIRST.has(before) && KEY_FOR.has(head)) return 'key';
  if (words.length === 2 && TOKEN_FIRST.has(before) && (KEY_FOR.has(head) || head === 'secret')) return 'token';
  if (head === 'pin' && PIN_OF.has(before)) return 'password';
  if (head === 'community' && words.includes('snmp')) return 'password';
  // `palabras_clave` are words to find something by.
  if (head === 'clave' && (words.length === 1 || SERVICES.has(before) || /^(?:mi|tu|su|la|nueva)$/.test(before))) return 'password';
  // What nodes of Erlang know each other by.
  if (head === 'cookie' && (before === 'erlang' || before === 'release')) return 'secret';
  // `imagePullSecret`: which one of Kubernetes it is.
  if (head === 'secret' && /^(?:pull|existing|tls|cert|certificate)$/.test(before)) return undefined;
  if (SECRET_WORDS.has(head)) return 'secret';
  if (TOKEN_WORDS.has(head) || /[a-z]token$/.test(head)) return 'token';
  if (KEY_WORDS.has(head) || /[a-z](?:apikey|secretkey|secret)$/.test(head)) return 'key';
  if (words.length === 1 && head === 'key' && name.includes('.') && CIPHERS.test(name.slice(0, name.lastIndexOf('.')))) return 'secret';
  // What cookies are signed with in Koa and Egg.
  if (words.length === 1 && head === 'keys' && /(?:^|\.)(?:app|exports|config)\.keys$/.test(name)) return 'secret';
  if (before === 'or' && words[words.length - 3] === 'secret') return 'secret'; // secretOrKey
  if (head === 'credential' && before === 'bind') return 'password';
  if (head === 'tokens' && /^(?:api|auth|access|bearer|bot|refresh|service|admin|valid)$/.test(before)) return 'token';
  if (head === 'credentials' && (before === 'security' || before === 'bind' || /(?:security|bind)\.credentials$/i.test(name))) return 'password'; // of JNDI
  // `fs.s3a.secret.key`, `play.http.secret.key`: settings, whose last part says less than the one before.
  if (words.length === 1 && (head === 'key' || head === 'token') && SETTING.test(name)) return 'key';
  if (
    (head === 'key' || head === 'keys') &&
    (LOOKUP.has(before) || (before === 'storage' && words.length > 2 && !/^(?:azure|blob|account)$/.test(words[words.length - 3] ?? '')))
  )
    return undefined;
  if (/(?:^|[._]|-D)sonar[._]login$/i.test(name)) return 'token';
  if (/auth\.user\.info$/.test(name)) return 'weak';
  if (head === 'key' || head === 'keys') return KEY_DESCRIPTORS.has(before) ? 'key' : words.length > 1 ? 'weak' : undefined;
  if (head === 'id' && before === 'secret') return undefined;
  return CREDENTIAL_WORDS.has(head) ? 'weak' : undefined;
}

const FIELD = /^(.{2,80}?)_?(?:text_?)?(?:field|input|box|edit(?:_?text)?|entry|txt|controller)\d?$/i;

/** What a field of a form is for: `password` of `passwordField`. Undefined for other names. */
export const nameInField = (name: string): string | undefined => FIELD.exec(name)?.[1];

/** Letters and digits alone, in lower case: how two spellings of one name are compared. */
export const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** True where a word alone means password or credential in some language, as the values of translations do. */
export const isCredentialWord = (folded: string): boolean =>
  PASSWORD_WORDS.has(folded) || TOKEN_WORDS.has(folded) || SECRET_WORDS.has(folded) || KEY_WORDS.has(folded) || CREDENTIAL_WORDS.has(folded);

/** What holds passwords by the names of their owners. */
export const holdsPasswords = (name: string): boolean =>
  /(?:^|_|[a-z.:>-])(?:pass(?:words|wds|phrases)|PASSWORDS|Passwords)$/.test(name) &&
  !/disallow|forbid|banned|denied|blacklist|block|breach|leak|common|weak|invalid|wrong|worst|popular|hashed|encrypted/i.test(name);

/**
 * What holds tokens, keys or secrets as its items, its keys or its values: `API_KEYS`, `validTokens`. `tokens` alone means other things as well; keys
 * that everybody may have are none.
 */
export const holdsTokens = (name: string): boolean =>
  /(?:^|[_a-z.:>$-])(?:tokens|Tokens|TOKENS|secrets|Secrets|SECRETS|[kK]eys|KEYS)$/.test(name) &&
  (/keys$/i.test(name)
    ? judgeName(name) === 'key' && !/host|public|ssh|authorized|known|trusted|verif/i.test(name)
    : !/design|theme|lexer|syntax|stop|special|added|csrf|xsrf|invalid|expired|revoked|erc|nft|coin|swap|wrapped|max|num|total|count|input|output|prompt/i.test(
        name,
      ));

const CONSTANT = /^(.{2,80}?)_?(?:(?:header|param(?:eter)?)(?:_?name|_?key)?|(?:field|property|prop)?_?(?:name|key))$/i;

/** What is kept under the name that a constant holds: `ApiKey` of `ApiKeyHeaderName`, `PASSWORD` of `PASSWORD_KEY`. Undefined for other names. */
export function nameInConstant(name: string): string | undefined {
  const inner = CONSTANT.exec(lastSegment(name))?.[1];
  return inner === undefined || inner.length === lastSegment(name).length ? undefined : inner;
}
