import type { NameKind } from '../values/name';

/** A function, method or constructor that takes a credential. */
export interface CredentialCall {
  /** Its last name, in lower case. */
  readonly name: string;
  /** Positions of the arguments that are credentials, from 0; negative from the end. */
  readonly at: readonly number[];
  readonly kind: NameKind;
  /** Fewest arguments of the form that takes a credential. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What the name before the last dot (or the language's construct before the name) must match. */
  readonly of?: RegExp;
}

const call = (kind: NameKind, at: readonly number[], names: string, more: Omit<CredentialCall, 'name' | 'at' | 'kind'> = {}): readonly CredentialCall[] =>
  names.split(' ').map((name) => ({ name, at, kind, ...more }));

/** What takes a credential, by documented signature. The languages share names, so it is one table. */
const CALLS: readonly CredentialCall[] = [
  // databases
  ...call('password', [2], 'getconnection', { atLeast: 3 }), // java.sql.DriverManager
  ...call('password', [1], 'getconnection', { atLeast: 2, atMost: 2, of: /datasource|pool|ds$/i }),
  ...call('password', [2], 'mysqli mysqli_connect mysql_connect pdo mysql_pconnect oci_connect odbc_connect', { atLeast: 3 }),
  ...call('password', [1], 'createconnection createqueueconnection createtopicconnection createcontext', { atLeast: 2, atMost: 3, of: /factory|^q?cf$/i }), // javax.jms
  // credential objects
  ...call('password', [1], 'passwordauthentication usernamepasswordcredentials usernamepasswordtoken usernamepasswordauthenticationtoken networkcredential'),
  ...call(
    'password',
    [1],
    'basicawscredentials awsbasiccredentials httpbasicauth basicauthentication setbasicauth basicauth httpdigestauth basicauthenticationinterceptor',
    { atLeast: 2 },
  ),
  ...call('secret', [1], 'newstaticcredentials newstaticcredentialsprovider awscredentials sessioncredentials basicsessioncredentials', { atLeast: 2 }),
  ...call('secret', [2], 'clientsecretcredential newclientsecretcredential', { atLeast: 3 }),
  ...call('key', [1], 'storagesharedkeycredential newsharedkeycredential', { atLeast: 2 }),
  ...call('key', [0], 'azurekeycredential newkeycredential apikeycredential'),
  ...call('password', [1], 'passwordauthenticator passwordcredential usernamepasswordcredential basiccredentials ntlmcredentials plainauth', { atLeast: 2 }),
  ...call('password', [1], 'credentials authenticate createuser changepassword login simple_bind simple_bind_s', {
    atLeast: 2,
    atMost: 4,
    of: /^(?!.*(?:page|form|screen|view)).*$/i,
  }),
  ...call('password', [2], 'connect', { atLeast: 3, atMost: 5, of: /cluster|mysql|db|database|ftp|ldap|imap|smtp|session|client/i }),
  ...call('password', [1], 'create', { atLeast: 2, atMost: 3, of: /passwordauthenticator|credentials?$/i }),
  ...call('password', [2], 'plainauth', { atLeast: 4 }), // net/smtp
  ...call('password', [0], 'passwordcredentials pbekeyspec passwordprotection passwordfinder'),
  ...call('password', [1], 'x509certificate2 importpkcs12 loadpkcs12', { atLeast: 2 }),
  ...call('password', [1], 'fromkey fromkeystore', { atLeast: 2, of: /authenticator|certificate/i }),
  ...call('password', [1, 2], 'fromkeystore', { atLeast: 3 }),
  ...call('password', [1], 'kerberoskey', { atLeast: 2 }),
  ...call('password', [1], 'load', { atLeast: 2, atMost: 2, of: /keystore|^ks$|truststore/i }),
  // hashing and encoding of passwords
  ...call('password', [0], 'encode', { of: /(?:password|passwd|bcrypt|argon2?|scrypt|pbkdf2?|crypt|^)_?encoder$/i, atMost: 1 }),
  ...call('password', [0], 'hashpw hashpassword generatefrompassword generate_password_hash make_password', { atMost: 3 }),
  ...call('password', [0], 'pbkdf2sync pbkdf2 scrypt scryptsync pbkdf2_hmac', { atLeast: 3, of: /^(?!hashlib)/ }),
  // keys of signatures and ciphers
  ...call('secret', [0], 'hmac256 hmac384 hmac512 hmacshakeyfor hmacsha256 hmacsha512 hmacsha1 hmacsha384'),
  ...call('secret', [0], 'secretkeyspec deskeyspec desedekeyspec'),
  ...call('secret', [1], 'createhmac createcipheriv createdecipheriv createcipher createdecipher', { atLeast: 2 }),
  ...call('secret', [1], 'new', { of: /hmac$/i, atLeast: 2 }), // Go's hmac.New, Ruby's
  ...call('secret', [0], 'new', { of: /^(?:AES|DES3?|ARC4|Blowfish|ChaCha20|Fernet|hmac)$/ }),
  ...call('secret', [0], 'newcipher newtripledescipher fernet aesgcm chacha20poly1305 signedstring symmetricsecuritykey', {}),
  ...call('secret', [1], 'sign verify encode decode', { of: /jwt|jws|jsonwebtoken|jose/i, atLeast: 2 }),
  ...call('secret', [-1], 'signwith setsigningkey verifywith', { of: /^/ }),
  ...call('secret', [0], 'cookieparser cookiesession newcookiestore', { atMost: 2 }),
  // clients of databases, directories, mail, shells and HTTP
  ...call('password', [1], 'usernameandpassword ldapcompatible clusteroptions plaincredentials userpassword basic_auth userauth_password', { atLeast: 2 }),
  ...call('password', [1], 'basic', { of: /(?:auth|authtokens|credentials)$/i, atLeast: 2, atMost: 3 }),
  ...call('password', [1], 'builder', { of: /passwordauthenticator$/i, atLeast: 2 }),
  ...call('password', [1], 'new', { of: /credentials$/i, atLeast: 2, atMost: 2 }), // lettre
  ...call('password', [2], 'ftp ftp_tls sequelize real_connect ftp_login ssh2_auth_password ldap_bind imap_open oci_pconnect ibase_connect fbird_connect', {
    atLeast: 3,
  }),
  ...call('password', [2], 'ldap_simple_bind_s ldap_simple_bind ssh_userauth_password libssh2_userauth_password logonuser logonusera logonuserw', {
    atLeast: 3,
  }),
  ...call('password', [2], 'connect', { of: /^DBI$/, atLeast: 3 }),
  ...call('password', [3], 'mysql_real_connect', { atLeast: 6 }),
  ...call('password', [3], 'add_password', { atLeast: 4 }), // urllib.request
  ...call('password', [1, 2], 'usmuserdata', { atLeast: 2 }),
  ...call('secret', [1], 'crammd5auth newstaticv4 newstaticv2 azurenamedkeycredential', { atLeast: 2 }),
  ...call('token', [0], 'bearer_auth', { atMost: 1 }),
  // accounts and their passwords
  ...call('password', [1], 'passwordsigninasync checkpasswordasync addpasswordasync comparehashandpassword check_password_hash', { atLeast: 2 }),
  ...call('password', [1], 'createasync', { of: /usermanager$/i, atLeast: 2, atMost: 2 }),
  ...call('password', [1], 'pbkdf2_hmac', { atLeast: 4 }),
  ...call('password', [0], 'rfc2898derivebytes passwordderivebytes password_hash password_verify encryptbypassphrase'),
  ...call('password', [0], 'hash hashsync compare comparesync', { of: /(?:bcrypt(?:js)?|argon2)$/i, atMost: 3 }),
  ...call('password', [0], 'key idkey', { of: /^(?:pbkdf2|scrypt|argon2)$/, atLeast: 4 }),
  ...call('password', [0], 'create', { of: /bcrypt::password$/i, atMost: 2 }),
  // keys of signatures, ciphers and sessions
  ...call('secret', [0], 'from_secret new_from_slice createsecretkey urlsafetimedserializer urlsafeserializer timedjsonwebsignatureserializer'),
  ...call('secret', [0], 'standardpasswordencoder pbkdf2passwordencoder symmetrickey', { atMost: 4 }),
  ...call('secret', [0], 'createencryptor createdecryptor', { atLeast: 2, atMost: 2 }),
  ...call('secret', [0], 'aes tripledes', { of: /^algorithms$/ }),
  ...call('secret', [0], 'new', { of: /(?:^|[.:])(?:securecookie|message(?:encryptor|verifier))$/i }),
  ...call('secret', [0], 'totp hotp', { of: /^pyotp$/ }),
  ...call('secret', [1], 'encrypt decrypt', { of: /^cryptojs\.(?:aes|des|tripledes|rabbit|rc4|blowfish)$/i, atLeast: 2 }),
  ...call('secret', [1], 'hmacmd5 hmacsha1 hmacsha256 hmacsha384 hmacsha512', { of: /^cryptojs$/i, atLeast: 2 }),
  ...call('secret', [1], 'digest hexdigest', { of: /openssl::hmac$/i, atLeast: 3 }),
  ...call('secret', [2], 'openssl_encrypt openssl_decrypt hash_hmac sodium_crypto_secretbox', { atLeast: 3 }),
  ...call('key', [1], 'sqlite3_key sqlite3_rekey', { atLeast: 3 }),
  ...call('key', [0], 'key rekey keyandmigrate', { of: /^(?:db|database|conn|connection|sqlite|cipher)\w*$/i, atMost: 2 }),
];

/** By last name. */
export const CREDENTIAL_CALLS: ReadonlyMap<string, readonly CredentialCall[]> = CALLS.reduce(
  (byName, entry) => byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]),
  new Map<string, CredentialCall[]>(),
);
