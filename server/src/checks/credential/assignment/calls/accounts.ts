import { call, type CredentialCall } from './row';

/** Objects that hold a user and a password, sign-in, accounts and the hashing of passwords. */
export const ACCOUNT_CALLS: readonly CredentialCall[] = [
  ...call('password', [1], 'passwordauthentication usernamepasswordcredentials usernamepasswordtoken usernamepasswordauthenticationtoken networkcredential'),
  ...call(
    'password',
    [1],
    'passwordcredential basiccredentials userpasswordcredential usercredential sqlcredential basichttpcredentials basicauthcredentials ntcredentials',
    {
      atLeast: 2,
    },
  ),
  ...call('password', [3], 'usernamepasswordcredential', { atLeast: 4 }), // Azure
  ...call('password', [1], 'usernamepasswordcredential pscredential', { atLeast: 2, atMost: 3 }),
  ...call('password', [2], 'ntlmpasswordauthentication', { atLeast: 3 }),
  ...call('password', [1], 'ntlmcredentials passwordcredentials authenticationcontext', { atLeast: 2 }),
  ...call('password', [1], 'credentials', { atLeast: 2, atMost: 4, files: /^(?!.*\.(?:pl|pm|t)$)/, via: 'credentials(' }),
  ...call('password', [3], 'credentials', { atLeast: 4, atMost: 4, files: /\.(?:sbt|scala)$/, via: 'credentials(' }),
  ...call('password', [-1], 'check_password checkpassword verify_password verifypassword', { atMost: 2 }),
  ...call('password', [0], 'check_password', { of: /^$/, atLeast: 2, atMost: 2, first: /^["']/ }),
  ...call('secret', [0], 'secret', { of: /^$/, files: /\.cs$/, atMost: 3, first: /^["']/, via: 'secret(' }), // IdentityServer
  ...call('password', [1], 'new', {
    of: /(?:^|::|\.)(?:credentials|passwordauthentication|awscredentials|aws::credentials)$/i,
    atLeast: 2,
    atMost: 3,
    via: 'credentials::new( credentials.new(',
  }),
  ...call('password', [0], 'passwordcredentials pbekeyspec passwordprotection passwordfinder', { atMost: 4 }),
  ...call('password', [1], 'authenticate createuser changepassword login wp_create_user', {
    atLeast: 2,
    atMost: 4,
    of: /^(?!.*(?:page|form(?!sauth)|screen|view)).*$/i,
    first: /^(?!["'`]\/)/,
    via: 'login( authenticate( createuser( changepassword( wp_create_user(',
  }),
  ...call('password', [1], 'signin sign_in logon log_on log_in dologin do_login loginas login_as loginuser login_user userlogin user_login', {
    atLeast: 2,
    atMost: 3,
    of: /^(?!.*(?:page|form|screen|view)).*$/i,
  }),
  ...call('password', [2], 'create_user create_superuser', { atLeast: 3, atMost: 4 }), // Django
  ...call('password', [1], 'auth authenticate', { of: /ldap$/i, atLeast: 2, atMost: 2, via: 'ldap.auth' }),
  ...call('password', [1], 'wpdb', { atLeast: 4 }),
  ...call('password', [2], 'set_password', { of: /keyring/i, atLeast: 3, via: 'keyring.set_password' }),
  ...call('secret', [2], 'omniauth', { atLeast: 3, of: /^config$/, via: 'config.omniauth' }), // Devise
  ...call('password', [1], 'set_credentials', { atLeast: 2 }),
  ...call('password', [1], 'loginwithusernamepassword', { atLeast: 2 }),
  ...call('password', [1], 'signinwithemailandpassword createuserwithemailandpassword', { atLeast: 2, atMost: 2 }), // Firebase
  ...call('password', [2], 'signinwithemailandpassword createuserwithemailandpassword', { atLeast: 3, atMost: 3 }),
  // What is compared so that its time tells nothing is mostly a secret.
  ...call('secret', [0, 1], 'compare_digest constanttimecompare timingsafeequal fixedtimeequals secure_compare hash_equals', {
    atLeast: 2,
    atMost: 2,
    drawn: true,
  }),
  ...call('secret', [1], 'loginwithserviceprincipalsecret', { atLeast: 3 }),
  ...call('password', [1], 'passwordsigninasync checkpasswordasync addpasswordasync comparehashandpassword check_password_hash', { atLeast: 2 }),
  ...call('password', [1], 'createasync', { of: /(?:user_?manager|user_?mgr|(?:^|[._])users|^_?um)$/i, atLeast: 2, atMost: 2, via: 'createasync(' }),
  ...call('password', [1], 'kerberoskey', { atLeast: 2 }),
  ...call('password', [2], 'logonuser logonusera logonuserw createprocesswithlogonw', { atLeast: 3 }),
  ...call('password', [1], 'wnetaddconnection2 wnetaddconnection2a wnetaddconnection2w', { atLeast: 3 }),
  ...call('password', [0, 1, 2, 3, 4, 5], 'accounts', { of: /^gin$/, accounts: true, via: 'gin.accounts' }),
  ...call('password', [-1], 'passwordconnectioninfo', { atLeast: 3, atMost: 4, files: /\.(?:cs|vb|ps1|fs)$/ }), // SSH.NET
  ...call('password', [1], 'passwordauthenticationmethod userinfo', {
    atLeast: 2,
    of: /^$|nats|renci/i,
    via: 'passwordauthenticationmethod nats.userinfo(',
  }),
  // hashing and encoding of passwords
  ...call('password', [0], 'encode', {
    of: /(?:password|passwd|bcrypt|argon2?|scrypt|pbkdf2?|crypt|^)_?encoder(?:\(\))?$/i,
    files: /\.(?:java|kts?|groovy|scala|cs)$/,
    atMost: 1,
    via: 'encoder.encode( encoder().encode(',
  }),
  ...call('password', [0], 'hashpw hashpassword hash_password generatefrompassword generate_password_hash make_password hash_pwd_salt', { atMost: 3 }),
  ...call('password', [1], 'hashpassword', { atLeast: 2, atMost: 2, of: /hasher$/i, files: /\.(?:cs|vb)$/ }),
  ...call('password', [0], 'hash hashsync compare comparesync verify make', {
    of: /(?:^|[.:\\])(?:bcrypt(?:js)?|argon2|hash|\w{2,20}_crypt|pbkdf2_sha\d{1,3}|pwd_context|ph|\w{0,20}hasher)$/i,
    atMost: 3,
    via: 'bcrypt argon2 hash::make( _crypt.hash( _sha256.hash( _sha512.hash( pwd_context.hash( hasher.hash(',
  }),
  ...call('password', [1], 'auth credentials', {
    atLeast: 2,
    atMost: 2,
    of: /(?:smtp|mech|ua|agent)$/i,
    files: /\.(?:pl|pm|t)$/,
    via: 'smtp->auth( mech->credentials( ua->credentials(',
  }),
  ...call('password', [4], 'usernamepasswordcredentialsimpl', { atLeast: 5 }), // Jenkins
  ...call('secret', [0], 'fromstring', { of: /^(?:hudson\.util\.)?secret$/i, atMost: 1, first: /^["']/, via: 'secret.fromstring(' }),
  ...call('password', [1], 'createaccount', { of: /realm/i, atLeast: 2, atMost: 2 }),
  ...call('password', [0], 'verify_pass', { atLeast: 2, atMost: 2 }),
  ...call('password', [0], 'checkpw', { atLeast: 2, atMost: 2 }),
  ...call('password', [1], 'authenticatewithpassword', { atLeast: 2 }), // Ganymed SSH
  ...call('password', [1], 'authenticateasync setauthentication setbasicauthentication setauthorization', { atLeast: 2, atMost: 3, first: /^["']/ }),
  ...call('password', [1], 'defaultauthenticator', { atLeast: 2, atMost: 2, first: /^["']/ }), // Commons Email
  ...call('password', [1], 'encodepassword hashpassword', { atLeast: 2, atMost: 3, of: /encoder$|hasher$/i, files: /\.php$/ }), // Symfony
  ...call('password', [0], 'bcrypt', { atMost: 2, via: 'bcrypt(' }),
  ...call('password', [0], 'create', { of: /bcrypt::password$/i, atMost: 2, via: 'bcrypt' }),
  ...call('password', [0], 'password_hash password_verify'),
  ...call('password', [0], 'crypt', { of: /^$/, atLeast: 2, atMost: 2, first: /^["']/, via: 'crypt(" crypt(\'' }),
  ...call('password', [0], 'password', { of: /^ssh$/, atMost: 1 }), // golang.org/x/crypto/ssh
];
