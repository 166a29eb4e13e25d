import { call, type CredentialCall } from './row';

/** Keys of signatures, ciphers, sessions and key stores, and passwords that keys are made from. */
export const CRYPTOGRAPHY_CALLS: readonly CredentialCall[] = [
  // keys from passwords
  ...call('password', [0], 'pbkdf2sync pbkdf2 scrypt scryptsync', { atLeast: 3, of: /^(?!hashlib)/ }),
  ...call('password', [1], 'pbkdf2_hmac', { atLeast: 4, of: /^hashlib$|^$/ }),
  ...call('password', [0], 'rfc2898derivebytes passwordderivebytes pkcs5_pbkdf2_hmac pkcs5_pbkdf2_hmac_sha1'),
  ...call('password', [0], 'key idkey', { of: /^(?:pbkdf2|scrypt|argon2)$/, atLeast: 4, via: 'pbkdf2.key scrypt.key argon2' }),
  ...call('password', [0], 'pbkdf2', { of: /pkcs5/i, atLeast: 2 }),
  ...call('password', [0], 'text stronger delux standard queryabletext noopplaintext', { of: /^encryptors$/i, atLeast: 2, via: 'encryptors.' }),
  // key stores, certificates and encrypted keys
  ...call('password', [1], 'load', { atLeast: 2, atMost: 2, of: /keystore|^ks\d?$|truststore|^store$/i, via: 'keystore.load ks.load store.load ").load(' }),
  ...call('password', [0], 'encrypt decrypt', {
    of: /(?:^|[._])(?:pdf_?)?(?:writer|reader|merger|pdf)$/i,
    atMost: 3,
    first: /^["']/,
    via: 'writer.encrypt( reader.decrypt( pdf.encrypt( pdf.decrypt(',
  }),
  ...call('password', [1], 'getkey', { atLeast: 2, atMost: 2, of: /keystore|^ks\d?$/i, via: 'keystore.getkey ks.getkey' }),
  ...call('password', [1], 'loadkeymaterial loadtrustmaterial', { atLeast: 2 }),
  ...call('password', [2], 'setkeyentry', { atLeast: 3 }),
  ...call('password', [1], 'store', { atLeast: 2, atMost: 2, of: /keystore|^ks\d?$|truststore|^store$/i, via: 'keystore.store( ks.store(' }),
  ...call('password', [1], 'loadkeys', { atLeast: 2, atMost: 3 }), // sshj
  ...call('password', [0], 'build', { of: /(?:decryptor|encryptor)\w{0,12}builder\(\)$/i, atMost: 1, via: 'builder().build("' }), // Bouncy Castle
  ...call('password', [1], 'decryptrsaprivatekey ssh_pki_import_privkey_file ssh_pki_import_privkey_base64', { atLeast: 2 }),
  ...call('password', [1], 'decode decodechain topem decodeall', { of: /^pkcs12$/, atLeast: 2, via: 'pkcs12.decode pkcs12.topem' }), // Go
  // documents and archives
  ...call('password', [1], 'create', { of: /^workbookfactory$/i, atLeast: 2, first: /^(?!["'])|./, via: 'workbookfactory.create(' }), // POI
  ...call('password', [1], 'load loadpdf', { of: /^(?:pddocument|loader)$/i, atLeast: 2, atMost: 3, via: 'pddocument.load( loader.loadpdf(' }),
  ...call('password', [1], 'pdfreader', { atLeast: 2, atMost: 3, files: /\.(?:java|kts?|scala|groovy)$/, via: 'pdfreader(' }),
  ...call('password', [0, 1], 'setencryption', { of: /writer|stamper/i, atLeast: 3 }),
  ...call('password', [1], 'zipfile', { atLeast: 2, files: /\.(?:java|kts?|scala|groovy)$/, first: /./, drawn: true, via: 'zipfile(' }), // zip4j
  ...call('password', [3], 'compress', { of: /^pyminizip$/, atLeast: 5, via: 'pyminizip' }),
  ...call('password', [0], 'protect', {
    of: /(?:^|[._])(?:wb|workbook|ws|sheet|worksheet|document|doc|spreadsheet)$/i,
    atMost: 4,
    first: /^["']/,
    via: '.protect(',
  }),
  ...call('password', [1], 'init', { atLeast: 2, atMost: 2, of: /kmf|keymanagerfactory|keymanager/i, via: 'kmf.init( factory.init( manager.init(' }),
  ...call('password', [1], 'x509certificate2 x509certificate importpkcs12 loadpkcs12 addidentity parseprivatekeywithpassphrase decryptpemblock', {
    atLeast: 2,
  }),
  ...call('password', [1], 'openssl_pkey_get_private ssl_ctx_set_default_passwd_cb_userdata', { atLeast: 2 }),
  ...call('password', [2], 'openssl_pkcs12_read load_cert_chain', { atLeast: 3 }),
  ...call('password', [1], 'fromkey fromkeystore', { atLeast: 2, of: /authenticator|certificate/i }),
  ...call('password', [1, 2], 'fromkeystore', { atLeast: 3 }),
  ...call('password', [1], 'pkcs12_parse', { atLeast: 3 }),
  ...call('password', [3], 'pem_read_bio_privatekey pem_read_privatekey mbedtls_pk_parse_key', { atLeast: 4 }),
  ...call('password', [2], 'mbedtls_pk_parse_keyfile', { atLeast: 3 }),
  ...call('password', [1], 'importkey import_key', { atLeast: 2, of: /rsa|ecc|dsa/i }),
  ...call('password', [1], 'new', { of: /pkey::(?:rsa|ec|dsa)$/i, atLeast: 2, via: 'pkey::' }),
  ...call('key', [0], 'privatekeytoaccount', { atMost: 2 }), // Ethereum
  // HMAC and JSON web tokens
  ...call('secret', [0], 'hmac256 hmac384 hmac512 hmacshakeyfor hmacsha256 hmacsha512 hmacsha1 hmacsha384 hmacmd5', { of: /^(?!cryptojs)/i }),
  ...call('secret', [1], 'hmacmd5 hmacsha1 hmacsha256 hmacsha384 hmacsha512 hmacsha224 hmacsha3 hmacripemd160', { of: /^cryptojs$/i, atLeast: 2 }),
  ...call('secret', [1], 'createhmac createcipheriv createdecipheriv createcipher createdecipher', { atLeast: 2 }),
  ...call('secret', [1], 'new', { of: /(?:^|[.:])hmac$/, atLeast: 2, files: /\.go$/, via: 'hmac.new(' }), // Go
  ...call('secret', [0], 'new', {
    of: /(?:^|[.:])(?:AES|DES3?|ARC[24]|Blowfish|CAST|ChaCha20(?:_Poly1305)?|Salsa20|XOR|Fernet|hmac|HMAC)$/,
    via: 'aes.new( des.new( des3.new( arc4.new( arc2.new( blowfish.new( cast.new( chacha20 salsa20.new( fernet hmac.new(',
  }),
  ...call('secret', [1], 'digest hexdigest base64digest', { of: /(?:openssl::)?hmac$/i, atLeast: 3, via: 'hmac.' }),
  ...call('secret', [1], 'hmac', { atLeast: 2, of: /^$/, first: /^(?:sha|md5|EVP_)/, via: 'hmac(' }),
  ...call('secret', [2], 'hash_hmac', { atLeast: 3 }),
  ...call('secret', [2], 'generatemac', { atLeast: 3 }), // Apex
  ...call('secret', [0], 'sign verify', { of: /^jwt$/, atLeast: 2, files: /\.lua$/, first: /^["']/, via: 'jwt:sign( jwt:verify(' }), // OpenResty
  ...call('secret', [0], 'new', { of: /^(?:resty_)?hmac(?:_sha\d{1,3})?$/, files: /\.lua$/, via: 'hmac:new( hmac_sha1:new( hmac_sha256:new(' }),
  ...call('secret', [1], 'hmac_sha1_hex hmac_sha256_hex hmac_sha384_hex hmac_sha512_hex hmac_sha1_base64 hmac_sha256_base64 hmac_sha512_base64', {
    atLeast: 2,
  }), // Digest::SHA
  ...call('secret', [1], 'sign verify encode decode', {
    of: /jwt|jws|jsonwebtoken|jose/i,
    atLeast: 2,
    files: /^(?!.*\.lua$)/,
    via: 'jwt. jwt:: jws. jose. jsonwebtoken',
  }),
  ...call('secret', [0], 'sign', { of: /signjwt|setexpirationtime\(|setissuedat\(|setprotectedheader\(/i, atMost: 1, via: 'signjwt ).sign(' }),
  ...call('secret', [-1], 'parse parsewithclaims', { of: /jwt/i, atLeast: 2, returned: true, via: 'jwt.parse' }),
  ...call('secret', [-1], 'signwith setsigningkey verifywith withverificationkey withsecret'),
  ...call('secret', [0], 'signedstring symmetricsecuritykey macsigner macverifier from_secret new_from_slice from_hs256'),
  ...call('secret', [0], 'hs256 hs384 hs512', { of: /algorithm$|jwt|^\.?$/i, atMost: 3, via: 'hs256 hs384 hs512' }),
  ...call('secret', [1], 'new', { of: /hmac::key$/i, atLeast: 2, via: 'hmac::key::new(' }), // ring
  ...call('secret', [1], 'new', { of: /^jwtauth$/, atLeast: 2, via: 'jwtauth.new(' }),
  ...call('secret', [0, 1, 2], 'signingkey', { of: /^jose$/, options: ['Key'], via: 'jose.signingkey' }),
  ...call('secret', [0], 'from derive_from', { of: /(?:^|::)(?:\w{0,12}key)$/i, atMost: 1, via: 'key::from( key::derive_from(' }),
  ...call('secret', [0], 'ashkey askey', { of: /jwk$/i, via: 'jwk.askey' }),
  ...call('secret', [1], 'create', { of: /joken\.signer$/i, atLeast: 2, via: 'joken.signer' }),
  ...call('secret', [0], 'generate verify check', {
    of: /(?:^|\.)(?:authenticator|totp|hotp)$/,
    via: 'authenticator.generate( totp.generate( hotp.generate( authenticator.check(',
  }),
  ...call('secret', [0], 'totp hotp', { of: /^pyotp$/, via: 'pyotp' }),
  ...call('secret', [0], 'secretkey', { files: /\.dart$/, atMost: 2, via: 'secretkey(' }),
  ...call('secret', [2], 'mac', { of: /^:?crypto$/, atLeast: 4, via: 'crypto.mac( crypto:mac(' }),
  ...call('secret', [1], 'hmac', { of: /^:?crypto$/, atLeast: 3, files: /\.(?:exs?|[eh]rl)$/, via: 'crypto.hmac( crypto:hmac(' }),
  // ciphers
  ...call(
    'secret',
    [0],
    'secretkeyspec hmackey deskeyspec desedekeyspec keyparameter createsecretkey symmetrickey fernet aesgcm aesccm aessiv aesgcmsiv chacha20poly1305 multifernet',
  ),
  ...call('secret', [0], 'newcipher newtripledescipher aescipher aescrypt', { atMost: 3 }),
  ...call('secret', [0], 'secret', { of: /^fernet$/, via: 'fernet.secret(' }),
  ...call('secret', [1], 'gcry_cipher_setkey gcry_mac_setkey', { atLeast: 3 }),
  ...call('secret', [2], 'evp_pkey_new_mac_key', { atLeast: 4 }),
  ...call('secret', [0], 'createencryptor createdecryptor', { atLeast: 2, atMost: 2 }),
  ...call('secret', [0], 'aes tripledes blowfish camellia arc4 cast5 idea seed sm4 chacha20', { of: /^algorithms$/, via: 'algorithms.' }),
  ...call('secret', [0], 'aes blowfish rabbit chacha20 hmac cmac', {
    of: /^$/,
    atLeast: 2,
    via: 'aes(key blowfish(key rabbit(key chacha20(key hmac(key cmac(key',
  }), // CryptoSwift
  ...call('secret', [0], 'fromutf8 frombase64 frombase16', { of: /(?:^|\.)key$/i, atMost: 1, via: 'key.fromutf8 key.frombase' }), // Dart's encrypt
  ...call('secret', [0], 'new', {
    of: /(?:crypt(?:o|e)r|cipher|encrypt(?:o|e)r)$/i,
    via: 'cryptor::new( crypter::new( cipher::new( encryptor::new( encrypter::new( cryptor.new( crypter.new( encryptor.new(',
  }),
  ...call('secret', [0], 'new', {
    of: /(?:^|::)Aes\d{3}\w{0,12}(?:::<[^>]*>)?$/,
    via: 'aes128::new( aes192::new( aes256::new( aes128gcm::new( aes256gcm::new( aes128enc::new( aes256enc::new(',
  }), // RustCrypto
  ...call('secret', [0], 'from_slice clone_from_slice', {
    of: /key(?:::<[^>]*>)?$/i,
    atMost: 1,
    via: 'key::from_slice key::clone_from_slice gcm>::from_slice( cbc>::from_slice( poly1305>::from_slice(',
  }),
  ...call('secret', [1], 'encrypt decrypt', { of: /^cryptojs\.(?:aes|des|tripledes|rabbit|rc4|blowfish)$/i, atLeast: 2, via: 'cryptojs' }),
  ...call('secret', [2], 'openssl_encrypt openssl_decrypt sodium_crypto_secretbox sodium_crypto_secretbox_open', { atLeast: 3 }),
  ...call('password', [0], 'pbkdf2 evpkdf', { of: /^cryptojs$/i, atLeast: 2, via: 'cryptojs' }),
  ...call('secret', [0], 'cryptr simplecrypto', { atMost: 2, first: /^["'`]/, via: 'cryptr( simplecrypto(' }),
  ...call('secret', [0], 'setkey', {
    of: /(?:cipher|aes|des|rijndael|blowfish|hmac|crypt(?:o|er|or)?)$/i,
    atMost: 2,
    first: /^["']/,
    via: 'cipher->setkey( aes->setkey( crypt->setkey( hmac->setkey( cipher.setkey( aes.setkey(',
  }), // phpseclib
  ...call('secret', [1], 'encrypt decrypt encryptstring decryptstring encryptaes decryptaes aesencrypt aesdecrypt', {
    of: /^(?!cryptojs)\w{0,20}(?:aes|des|crypt|cipher|secur|encrypt|protector)\w{0,12}$/i,
    atLeast: 2,
    atMost: 3,
    drawn: true,
    via: 'util.encrypt( util.decrypt( utils.encrypt( utils.decrypt( helper.encrypt( helper.decrypt( cipher.encrypt( cipher.decrypt( protector.encrypt( protector.decrypt( aes.encrypt( aes.decrypt(',
  }), // what projects call their own
  ...call('secret', [1], 'mcrypt_encrypt mcrypt_decrypt', { atLeast: 3 }),
  ...call('secret', [0], 'aes_set_encrypt_key aes_set_decrypt_key des_string_to_key', { atLeast: 2 }),
  ...call('secret', [3], 'evp_encryptinit_ex evp_decryptinit_ex evp_cipherinit_ex', { atLeast: 5 }),
  ...call('secret', [2], 'bf_set_key rc4_set_key', { atLeast: 3 }),
  ...call('secret', [3], 'cccrypt', { atLeast: 8 }),
  // sessions, cookies and signers of web frameworks
  ...call('secret', [0], 'cookieparser cookiesession newcookiestore keygrip', { atMost: 2 }),
  ...call('secret', [0, 1], 'newstore', { of: /^(?:cookie|memstore)$/, first: /^\[\]byte\(/, via: 'cookie.newstore memstore.newstore' }), // gin
  ...call('secret', [0], 'basicauth', { options: ['users'], atMost: 1 }),
  ...call('secret', [0], 'jwt jwtwithconfig', { of: /^middleware$/, via: 'middleware.jwt' }), // Echo
  ...call('secret', [0], 'jwt', { options: ['secret', 'key'], atMost: 1, via: 'jwt({' }),
  ...call('secret', [1], 'register', {
    options: ['secret', 'key'],
    atLeast: 2,
    first: /jwt|cookie|session/i,
    via: 'fastify.register( app.register( server.register(',
  }),
  ...call('secret', [0, 1, 2, 3, 4, 5], 'update from_mapping', {
    options: ['SECRET_KEY', 'JWT_SECRET_KEY', 'SECURITY_PASSWORD_SALT', 'WTF_CSRF_SECRET_KEY'],
    of: /config$/,
    via: 'config.update( config.from_mapping(',
  }),
  ...call('secret', [0], 'session expresssession expressjwt cookiesession', {
    options: ['secret', 'keys', 'key'],
    atMost: 1,
    via: 'session({ session(options expressjwt expresssession cookiesession',
  }),
  ...call('secret', [0], 'protect', { of: /^csrf$/, via: 'csrf.protect' }),
  ...call('secret', [0, 1], 'new', { of: /(?:^|[.:])(?:securecookie|message(?:encryptor|verifier))$/i, via: 'securecookie messageencryptor messageverifier' }),
  ...call('secret', [0], 'urlsafetimedserializer urlsafeserializer timedjsonwebsignatureserializer jsonwebsignatureserializer timestampsigner'),
  ...call('secret', [0], 'signer', { of: /itsdangerous|signing|^$/, atMost: 3, first: /^b?["'](?!.*(?:RSA|SHA|with))/i, via: 'signer(" signer(\' signer(b' }),
  ...call('secret', [0], 'standardpasswordencoder pbkdf2passwordencoder tokenbasedremembermeservices', { atMost: 4 }),
  ...call('secret', [0], 'key', { of: /rememberme\(\)$/i, atMost: 1, via: 'rememberme().key(' }),
];
