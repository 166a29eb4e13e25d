import type { LanguageId } from '../model/fileModel';
import type { SourceRow } from './rows';

type Where = readonly LanguageId[];

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const give = (
  languages: Where,
  gives: SourceRow['gives'],
  on: SourceRow['on'],
  callee: string,
  more: Pick<SourceRow, 'keyed' | 'member' | 'read' | 'bare'> = {},
): SourceRow => ({
  languages,
  gives,
  ...(on === undefined ? {} : { on }),
  callee: words(callee),
  ...more,
});
const value = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'value', on, callee);
const object = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'object', on, callee);
const member = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'object', on, callee, { member: true });
/** Holds a secret only where the file reads one of it. */
const readCall = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'object', on, callee, { read: true, bare: true });
const readMember = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'object', on, callee, { read: true, member: true });
const keyed = (languages: Where, on: SourceRow['on'], callee: string): SourceRow => give(languages, 'value', on, callee, { keyed: true });

const JS = ['javascript'] as const;
const PYTHON = ['python'] as const;
const JVM = ['java', 'kotlin', 'scala'] as const;
const EVERY = ['javascript', 'python', 'java', 'kotlin', 'scala', 'go', 'csharp', 'ruby', 'php', 'rust', 'swift', 'powershell', 'shell'] as const;

/** What a server calls the request that it was sent. */
const REQUEST = words(
  'req request Request httpRequest httpReq incomingRequest clientRequest proxyReq originalRequest HttpContext r rq servletRequest httpServletRequest exchange original_request http_request flask_request',
);

/** Calls and members that give a secret whatever the variable is called. What says it by its own name (`getPassword()`) needs no row. */
export const SOURCES: readonly SourceRow[] = [
  // Asked of a person without an echo.
  value([...PYTHON, 'swift'], undefined, 'getpass'),
  value(PYTHON, ['pwinput', 'maskpass', 'stdiomask'], 'pwinput askpass getpass'),
  value(['go'], ['term', 'terminal', 'gopass', 'speakeasy'], 'ReadPassword GetPasswd GetPasswdMasked Ask'),
  value(JVM, undefined, 'readPassword'),
  value(['rust'], ['rpassword'], 'read_password prompt_password prompt_password_stdout read_password_from_tty'),
  value(['ruby'], undefined, 'getpass noecho'),
  // Keys and tokens that are made here.
  value(PYTHON, ['Fernet', 'MultiFernet', 'AESGCM', 'AESCCM', 'ChaCha20Poly1305'], 'generate_key'),
  { languages: ['csharp'], gives: 'value', on: /^(?:aes\w{0,12}|rijndael\w{0,12}|tripleDes|hmac\w{0,12})$/i, callee: ['Key'], member: true },
  value(['php'], ['request', 'Request'], 'bearerToken'),
  value(
    EVERY,
    undefined,
    'private_bytes private_bytes_raw exportPrivateKey export_private_key ExportPkcs8PrivateKey ExportRSAPrivateKey ExportECPrivateKey ExportPkcs8PrivateKeyPem ExportRSAPrivateKeyPem ExportECPrivateKeyPem SignedString WriteToken signAsync',
  ),
  value(JS, ['jwt', 'jsonwebtoken', 'jose', 'jwtService', 'JWT'], 'sign encode'),
  value([...PYTHON, 'ruby', 'php', 'rust'], ['jwt', 'JWT', 'jose', 'jsonwebtoken'], 'encode'),
  value(JVM, ['Jwts', 'JWT'], 'compact sign'),
  value(['csharp'], undefined, 'GetConnectionString'),
  value(JVM, words('pair keyPair kp keypair keys keyPairs generateKeyPair genKeyPair'), 'getPrivate'),
  // Vaults, key stores and the secret services of the clouds.
  value(
    EVERY,
    undefined,
    'accessSecretVersion access_secret_version AccessSecretVersion read_secret_version readSecretVersion read_secret kvRead getSecretString get_secret_string get_secret_value getSecretValue GetSecretValue GetSecretString',
  ),
  value(
    EVERY,
    ['keytar', 'keyring', 'Keyring', 'safeStorage', 'Keychain', 'keychain', 'SecureStore', 'EncryptedStorage'],
    'getPassword get_password findPassword decryptString Get getItemAsync getGenericPassword getInternetCredentials',
  ),
  value(['powershell'], undefined, 'PtrToStringAuto PtrToStringBSTR PtrToStringUni SecureStringToBSTR'),
  value(EVERY, ['vault', 'Vault', 'vaultClient', 'vault_client', 'kv', 'logical'], 'read readSecret read_secret ReadSecretAsync Read'),
  // The address of a database with its password.
  value(['go'], undefined, 'FormatDSN'),
  value(['go'], words('config cfg conf Config conn poolConfig connConfig'), 'ConnString'),
  value(PYTHON, words('conn connection get_connection hook'), 'get_uri'),
  object(['go'], ['Logical', 'KVv2', 'KVv1'], 'Read ReadWithContext ReadWithData Get GetVersion Unwrap'),
  value(['powershell'], undefined, 'Get-Secret Get-AzKeyVaultSecret Get-SECSecretValue get-secret'),
  // The id of a session is what the browser shows for the user.
  { languages: JVM, gives: 'value', callee: ['getId'], onType: ['HttpSession'] },
  value(['rust'], undefined, 'expose_secret expose_secret_mut'),
  value(JVM, REQUEST, 'getRequestedSessionId changeSessionId'),
  value(['php'], 'none', 'session_id'),
  // The environment as a whole.
  { languages: JVM, gives: 'object', on: ['System'], callee: ['getenv'], bare: true },
  {
    languages: ['ruby'],
    gives: 'object',
    on: ['ENV'],
    callee: ['to_h', 'to_hash', 'inspect', 'to_a'],
  },
  member(JS, ['process', 'Deno', 'Bun', 'meta'], 'env'),
  member(PYTHON, ['os'], 'environ environb'),
  // Flask keeps the key that signs its sessions there.
  member(PYTHON, ['app', 'current_app'], 'config'),
  object(['go'], ['os', 'syscall'], 'Environ'),
  object(['shell', 'powershell'], 'none', 'environment'),
  object(['csharp', 'powershell'], ['Environment'], 'GetEnvironmentVariables'),
  object(['rust'], ['env'], 'vars vars_os'),
  member(['ruby'], ['ruby'], 'ENV'),
  member(['php'], ['php'], 'GLOBALS _ENV _SERVER _POST _REQUEST _COOKIE _SESSION'),
  { languages: ['php'], gives: 'object', on: 'none', callee: ['getenv'], bare: true },
  member(['scala'], ['sys'], 'env'),
  member(['swift'], ['processInfo'], 'environment'),
  object(JS, ['env'], 'toObject'),
  object(PYTHON, ['cookies'], 'get_dict'),
  // All settings of a program, and a file of them.
  object(JS, ['dotenv'], 'config parse'),
  object(PYTHON, undefined, 'dotenv_values'),
  member(PYTHON, ['settings'], 'DATABASES'),
  object(['go'], ['viper', 'v'], 'AllSettings'),
  object(['go'], ['godotenv'], 'Read Unmarshal Parse'),
  object(['csharp'], undefined, 'GetDebugView'),
  object(['csharp'], words('configuration config _configuration _config Configuration'), 'AsEnumerable'),
  object(['rust'], ['dotenvy', 'dotenv'], 'vars'),
  object(['ruby'], ['credentials', 'secrets'], 'config to_h to_hash inspect'),
  member(['ruby'], ['credentials'], 'config'),
  { languages: ['php'], gives: 'object', on: 'none', callee: ['config'], bare: true },
  // What a request carries: headers, cookies, forms.
  member(
    [...JS, ...PYTHON, 'kotlin', 'scala', 'csharp', 'ruby', 'swift'],
    REQUEST,
    'headers rawHeaders headersDistinct cookies signedCookies Headers Cookies COOKIES META allHTTPHeaderFields HTTP_HEADERS',
  ),
  member([...JS, ...PYTHON], REQUEST, 'body form POST rawBody raw_post'),
  readMember([...JS, ...PYTHON], REQUEST, 'query params data values args json GET'),
  readMember([...JS, ...PYTHON], ['event'], 'body queryStringParameters'),
  member([...JS, ...PYTHON], ['event'], 'headers multiValueHeaders'),
  readMember(['csharp'], REQUEST, 'Query'),
  readCall(['php'], REQUEST, 'all input post get query toArray getContent getBody validated safe json'),
  readCall([...JS, ...PYTHON, ...JVM, 'ruby', 'csharp', 'go'], REQUEST, 'get_json getParameterMap json formData form params request_parameters GET POST'),
  object(['php'], ['headers'], 'all'),
  member(['csharp'], REQUEST, 'Form'),
  member(['go'], words('r req request Request httpReq httpRequest origReq outReq newReq proxyReq'), 'Header PostForm Form'),
  object(
    [...JS, ...PYTHON, ...JVM, 'php', 'ruby', 'rust', 'csharp', 'go'],
    REQUEST,
    'getHeaders getCookies headers cookies Cookies getAllHeaders get_headers headers_mut getParsedBody',
  ),
  object(['go'], ['httputil'], 'DumpRequest DumpRequestOut'),
  object(['php'], 'none', 'getallheaders apache_request_headers http_get_request_headers'),
  // The headers of the request that a client's error carries along.
  member(JS, ['error', 'err', 'e', 'ex', 'axiosError'], 'config'),
  { languages: JS, gives: 'value', on: ['document'], callee: ['cookie'], member: true },
  // By a literal name.
  keyed(PYTHON, undefined, 'getenv get environ'),
  keyed(['scala'], ['sys'], 'env'),
  keyed(['go'], ['os', 'syscall', 'viper', 'v'], 'Getenv LookupEnv GetString Get'),
  keyed(['php'], 'none', 'getenv env config filter_input'),
  keyed(['rust'], undefined, 'var var_os env option_env'),
];
