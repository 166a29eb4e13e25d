import { describe, expect, it } from 'vitest';
import { isMasker, isPlainPart, isSameValue, judgeFunction } from '../../../server/src/checks/logging/tables/names';
import { isLogFunctionName, isLoggerName } from '../../../server/src/checks/logging/tables/loggers';
import { judgeName } from '../../../server/src/checks/logging/vocabulary/judge';
import { wordsOf } from '../../../server/src/checks/logging/vocabulary/words';

const list = (names: string): string[] => names.trim().split(/\s+/);
const grade = (name: string): string => judgeName(name).grade;

/** Whoever reads the value of such a name can use it. */
const SECRET = list(`
  password Password PASSWORD passwd userPassword user_password user-password dbPassword DB_PASSWORD dbpassword DBPassword db.password config.db.password
  newPassword oldPassword new_password current_password currentPassword confirmPassword password_confirmation passwordConfirmation password2 password1 rawPassword
  plainPassword plaintext_password passwordPlain passwordString passwordText passwordValue passwordBytes passwordChars decodedPassword decryptedPassword
  adminPassword root_password sudoPassword smtpPassword MAIL_PASSWORD keystorePassword keyStorePassword KEY_STORE_PASSWORD truststorePassword storePassword keyPassword
  bindPassword ldapPassword proxyPassword sshPassword ftp_password redisPassword wifiPassword wifi_password generatedPassword initialPassword tempPassword temporaryPassword
  defaultPassword masterPassword vaultPassword vault_password loginPassword accountPassword userPasswd m_password mPassword _password __password s_password pszPassword
  strPassword txtPassword userpassword mysql_pwd userPwd db_pwd userPw admin_pw passphrase passPhrase PASSPHRASE keyPassphrase private_key_passphrase passcode pass_word
  PGPASSWORD MYSQL_PASSWORD SA_PASSWORD POSTGRES_PASSWORD ANSIBLE_VAULT_PASSWORD REDIS_PASSWORD spring.datasource.password
  db_pass userPass smtp_pass DB_PASS rootpass mailPass keypass
  passwort Kennwort benutzerPasswort motDePasse mot_de_passe mdpUtilisateur contrasena contraseña contraseñaUsuario senha senhaUsuario senha_banco wachtwoord lösenord passord
  adgangskode salasana hasło heslo jelszó lozinka geslo şifre sifre пароль 密码 パスワード 비밀번호 matKhau
  secret clientSecret client_secret CLIENT_SECRET appSecret app_secret consumerSecret sharedSecret shared_secret jwtSecret JWT_SECRET webhookSecret totpSecret otp_secret
  sessionSecret cookieSecret secretValue secretString secretText secret_data tokenSecret accessTokenSecret oauth_token_secret apiSecret API_SECRET_KEY apiSecretKey secretKeyBase64
  hmacSecret signingSecret masterSecret preMasterSecret encryptionSecret userSecret storage_secret
  accessToken access_token ACCESS_TOKEN accesstoken AccessToken access-token oauthAccessToken userAccessToken newAccessToken rawAccessToken accessTokenValue accessTokenString
  refreshToken refresh_token refreshtoken newRefreshToken authToken auth_token AUTH_TOKEN authtoken bearerToken bearer_token apiToken api_token API_TOKEN sessionToken
  session_token AWS_SESSION_TOKEN idToken id_token oauthToken oauth_token jwtToken jwt jwt_token JWT rawJwt signedJwt encodedJwt bearer githubToken GITHUB_TOKEN gitlab_token GITLAB_TOKEN
  slackToken SLACK_BOT_TOKEN botToken bot_token telegramToken NPM_TOKEN npmToken VAULT_TOKEN vaultToken personalAccessToken personal_access_token userToken user_token
  adminToken serviceToken service_account_token clientToken resetToken passwordResetToken password_reset_token verificationToken emailVerificationToken inviteToken
  magicToken impersonationToken joinToken kubeToken identityToken securityToken xAuthToken sasToken deployToken rootToken root_token secret_token secretToken
  apiKey api_key API_KEY apikey APIKey x-api-key apiKeyValue stripeApiKey OPENAI_API_KEY openaiApiKey googleApiKey privateKey private_key PRIVATE_KEY privKey rsaPrivateKey
  privateKeyPem private_key_pem sshPrivateKey secretKey secret_key SECRET_KEY secretAccessKey secret_access_key AWS_SECRET_ACCESS_KEY aws_secret_access_key encryptionKey encryption_key
  decryptionKey signingKey signing_key masterKey master_key symmetricKey preSharedKey sharedKey shared_key sharedAccessKey storageAccessKey hmacKey aesKey AES_KEY authKey auth_key
  sessionKey session_key webhookKey subscriptionKey unsealKey unseal_key wepKey psk mnemonic mnemonicPhrase seedPhrase recoveryPhrase derivedKey
  otp otpCode otp_code oneTimePassword totp verificationCode verification_code authCode auth_code authorizationCode authorization_code mfaCode mfa_code smsCode recoveryCode
  recovery_codes backupCodes codeVerifier code_verifier pkceVerifier deviceCode
  authHeader auth_header authorizationHeader Authorization_header authorization Authorization proxyAuthorization proxy-authorization basicAuth sessionCookie session_cookie authCookie set-cookie
  passwords accessTokens refresh_tokens authTokens apiKeys privateKeys
`);

/** A secret only where something else says so. */
const WEAK = list(`
  token Token TOKEN tok theToken newToken oldToken myToken rawToken tokenString tokenStr tokenValue token_value tokens currentToken token2 x_token_ fooToken
  pin PIN userPin pin_code_ cardPin newPin code Code credential credentials creds cred userCredentials aws_credentials clientCredentials dbCreds
  cookie cookies Cookie cookieString requestCookies sessionId session_id SESSIONID sessionid sid PHPSESSID JSESSIONID user_authorization auth Auth basic_auth_
  pass pwd pw userPassword_ secrets appSecrets clave parola accessKey access_key accountKey appKey consumerKey licenseKey sshKey connectionString connection_string connStr dsn DATABASE_URL databaseUrl
  redisUrl mongoUri webhookUrl presignedUrl inviteCode activationCode resetCode
`).filter((name) => !name.endsWith('_'));

/** Names of something about a secret, of what only sounds like one, and of what is made harmless. */
const NONE = list(`
  passwordHash password_hash hashedPassword passwordDigest password_digest encryptedPassword encrypted_password passwordSalt saltedPassword passwordLength password_length
  passwordField password_field passwordInput_ passwordLabel passwordHint passwordStrength passwordPolicy password_policy passwordValidator passwordEncoder passwordExpired
  passwordExpiry password_expires_at passwordChangedAt passwordLastChanged passwordResetUrl password_reset_link passwordFile password_file PASSWORD_FILE passwordPath
  passwordManager passwordRequired passwordEnabled hasPassword has_password isPassword showPassword show_password hidePassword requirePassword usePassword use_password
  needsPassword noPassword forgotPassword resetPassword reset_password changePassword updatePassword validatePassword checkPassword verifyPassword setPassword wrongPassword
  invalidPassword incorrectPassword missingPassword passwordError password_error passwordPrompt password_prompt passwordMessage passwordAttempts maxPasswordLength
  minPasswordLength password_id passwordId passwordType passwordName passwordKey password_key passwordCallback passwordProvider passwordMatch passwordsMatch passwordMismatch
  maskedPassword masked_password redactedPassword obfuscatedPassword passwordMask dummyPassword fakePassword examplePassword samplePassword nullPassword emptyPassword
  passwordless passwordlessLogin PasswordAuthentication passwordAuthenticator PasswordCredentialProvider passwordColumn password_column passwordCount passwordChangeDate
  secretName secret_name SecretName secretId secret_id SECRET_ID secretArn secret_arn secretPath secret_path secretRef secretKeyRef secretVersion secret_version secretType
  secretManager SecretsManager secretProvider secretProviderClass secretStore secretsClient secretFile secretList secretCount secretUri secretUrl secretLabel secretNamespace secretExists
  secretRotation secretSanta secretary secretariat hasSecret isSecret secretLength clientSecretExpiresAt client_secret_expires_at secretHash masked_secret public_secret_
  tokenType token_type tokenName token_name tokenId token_id tokenID tokenCount token_count tokenLength tokenExpiry token_expiry tokenExpires tokenExpiresAt token_expires_in tokenUrl
  token_url tokenUri token_uri tokenEndpoint token_endpoint tokenIssuer tokenAudience tokenScope tokenScopes tokenStatus tokenValid tokenProvider tokenManager tokenService tokenStore
  tokenFactory tokenCache tokenFile token_file token_path tokenPath tokenHash token_hash hashedToken tokenFingerprint tokenPrefix token_prefix tokenSuffix tokenPreview maskedToken
  redactedToken tokenIndex token_index tokenPosition tokenizer Tokenizer tokenize tokenized tokenization tokenStream tokenList_ tokenMap_ tokenBucket tokenRate tokenLimit token_limit
  tokenBudget tokenUsage token_usage tokensUsed tokens_used totalTokens total_tokens promptTokens prompt_tokens completionTokens completion_tokens maxTokens max_tokens numTokens
  num_tokens nTokens inputTokens outputTokens cachedTokens reasoningTokens eosToken eos_token bos_token padToken pad_token unkToken sep_token maskToken_ stopToken special_tokens
  nextToken NextToken next_token nextPageToken next_page_token pageToken page_token PageToken continuationToken continuation_token ContinuationToken cursorToken paginationToken
  syncToken sync_token sinceToken deltaToken resumeToken skipToken prevToken previousToken startToken endToken end_token lastToken firstToken
  cancellationToken cancellation_token CancellationToken cancelToken stoppingToken csrfToken csrf_token CSRF_TOKEN xsrfToken antiForgeryToken deviceToken device_token pushToken
  fcmToken apnsToken lexerToken syntaxToken operatorToken identifierToken unexpectedToken expectedToken peekToken separatorToken openToken closeToken
  isTokenValid hasToken has_token validateToken checkToken revokeToken deleteToken setToken invalidToken missingToken expiredToken tokenExpired tokenRefreshed tokenError dummyToken
  fakeToken emptyToken nullToken refreshTokenExpiresAt refresh_token_expires_in accessTokenExpiry accessTokenUrl access_token_url accessTokenExpiresOn accessTokenProvider
  accessTokenId apiTokenName apiKeyName api_key_name apiKeyId api_key_id apiKeyHash apiKeyPrefix apiKeyEnvVar API_KEY_ENV apiKeyHeader maskedApiKey hasApiKey
  publicKey public_key pubKey pubkey publishableKey publishable_key siteKey anonKey primaryKey primary_key foreignKey partitionKey sortKey routingKey cacheKey cache_key objectKey s3Key
  keyName key_name keyId key_id keyCode keyCount keyType keyLength accessKeyId access_key_id AWS_ACCESS_KEY_ID privateKeyPath private_key_path privateKeyFile PRIVATE_KEY_FILE
  encryptionKeyId encryption_key_arn kmsKeyId keys_ keyPressed keyboard keyword hostKeyAlgorithm keyVersion
  statusCode status_code errorCode error_code exitCode exit_code returnCode countryCode zipCode postalCode languageCode userCode
  sessionCount sessionType sessionTimeout session sessionName sessionStore cookieName cookie_name cookieDomain cookiePath cookieConsent cookiesEnabled cookieJar cookieOptions
  authType auth_type authMethod authProvider authUrl auth_url authService authEnabled authState isAuthenticated authenticated author authors authority authorizationUrl
  authorization_endpoint authorId credentialId credential_id credentialName credentialsFile credentials_path CredentialsProvider credentialType hasCredentials
  codeChallenge code_challenge nonce state certificate cert user username email clientId client_id tenantId message result response data value name url path line
  PWD OLDPWD bypass compass passenger passed passport passing passive pinned pinned_items spinner mapping keyPairName connection connectionTimeout connectionId connectionCount
`).filter((name) => !name.endsWith('_'));

describe('the judge of names', () => {
  it('is asked about several hundred names', () => {
    expect(SECRET.length + WEAK.length + NONE.length).toBeGreaterThan(600);
  });
  it.each(SECRET)('%s: a secret', (name) => expect(grade(name)).toMatch(/^secret$/));
  it.each(WEAK)('%s: perhaps', (name) => expect(grade(name)).toBe('weak'));
  it.each(NONE)('%s: none', (name) => expect(grade(name)).toBe('none'));

  it.each([
    ['nextToken', 'pagination'],
    ['sync_token', 'pagination'],
    ['promptTokens', 'language-model'],
    ['eos_token', 'language-model'],
    ['unexpectedToken', 'lexer'],
    ['cancellationToken', 'cancellation'],
    ['csrfToken', 'csrf'],
    ['fcmToken', 'push'],
    ['publicKey', 'plain'],
    ['publicSecretKey', 'public'],
    ['hashedPassword', 'masked'],
    ['passwordHash', 'masked'],
    ['secretName', 'described'],
    ['has_password', 'flag'],
    ['setPassword', 'act'],
    ['fakePassword', 'fake'],
    ['PWD', 'directory'],
    ['username', 'plain'],
  ])('%s is none because: %s', (name, why) => expect(judgeName(name)).toEqual({ grade: 'none', why }));

  it('looks at a bounded end of a hostile name', () => {
    expect(grade('a'.repeat(1_000_000) + 'Password')).toBe('secret');
    expect(grade('pass_'.repeat(200_000))).toBe('none');
  });
});

describe('words', () => {
  it.each([
    ['dbPassword2', 'db password'],
    ['APIKey', 'api key'],
    ['myAPIKeys', 'my api keys'],
    ['pass_word', 'password'],
    ['DB-PASS-WORD', 'db password'],
    ['accesstoken', 'access token'],
    ['OAuthToken', 'oauth token'],
    ['oAuth2Token', 'oauth token'],
    ['contraseña', 'contrasena'],
    ['şifre', 'sifre'],
    ['PHPSESSID', 'php session id'],
    ['betoken', 'betoken'],
    ['kebab-case-name', 'kebab case name'],
    ['', ''],
    ['___', ''],
  ])('%s → %s', (name, words) => expect(wordsOf(name).join(' ')).toBe(words));
});

describe('functions', () => {
  it.each(
    list(
      'getPassword get_password fetchAccessToken readSecret getApiKey askPassword promptPassword generatePassword decryptPassword getClientSecret createAccessToken generate_jwt loadPrivateKey',
    ),
  )('%s gives a secret', (name) => expect(judgeFunction(name)).toBe('secret'));
  it.each(list('getToken fetchToken createToken loadCredentials getCookies getSessionId'))('%s may give one', (name) =>
    expect(judgeFunction(name)).toBe('weak'),
  );
  it.each(
    list(
      'setPassword validateToken isTokenValid hasPassword checkPassword getPasswordHash getTokenCount createTokenStore resetPassword login getUser getSecretName authenticate savePassword parseToken',
    ),
  )('%s gives none', (name) => expect(judgeFunction(name)).toBeUndefined());
});

describe('maskers', () => {
  it.each(
    list(`
      mask maskToken mask_token MaskSecret redact redacted redactHeaders redact_url obfuscate obfuscateKey obscure censor scrub scrubSecrets sanitize sanitise sanitizeUrl sanitizeHeaders hash hashPassword
      password_hash sha1 sha256 SHA256 sha256sum md5 bcrypt hashpw digest hexdigest fingerprint tokenFingerprint encrypt encryptPassword toSafeString safeUrl safe_headers last4 lastFour
      stripPassword strip_auth removeSecrets removeToken hideSecrets hidePassword withoutPassword omitPassword anonymize anonymise truncateToken shortenKey tokenTail tail_of_secret
      previewSecret partiallyHidden elideSecret Obfuscator.obscure utils.maskString HashUtil.sha256Hex createHash digestHex crypt
    `),
  )('%s masks', (name) => expect(isMasker(name)).toBe(true));
  it.each(
    list(`
      hashMap HashMap getHashMap hashCode hash_table lastIndexOf last first remove removeItem removeListener strip trim toString format stringify decrypt decryptPassword unmask revealSecret decode
      encode base64 get getToken print log info join concat escape quote upper lower substring safe load without exclude hide show unsafe sealed truncate
    `),
  )('%s does not', (name) => expect(isMasker(name)).toBe(false));
});

describe('members of a secret', () => {
  it.each(
    list(
      'length Length size count type name id expires expires_at expiresIn expiresOn ExpiresAt issuedAt scope scopes ttl userId user username email role isValid is_active hasExpired status algorithm issuer audience ' +
        'hashCode getClass fingerprint digest createdAt description provider',
    ),
  )('%s is none', (name) => expect(isPlainPart(name)).toBe(true));
  it.each(list('value accessToken secret password raw text toString trim access_token expose_secret content'))('%s is not said to be none', (name) =>
    expect(isPlainPart(name)).toBe(false),
  );
  it.each(list('value Value text toString to_string trim expose_secret getValue decode asStr as_str raw plainText'))('%s gives the same', (name) =>
    expect(isSameValue(name)).toBe(true),
  );
  it.each(list('length name id expires split user'))('%s gives something else', (name) => expect(isSameValue(name)).toBe(false));
});

describe('loggers', () => {
  it.each(
    list(
      'log Log LOG logger Logger LOGGER _logger _LOGGER __logger mLogger auditLog audit_log myLogger requestLogger REQUEST_LOG slog klog zap logrus Timber winston pino bunyan debugLogger loggerInstance logging console sugar AppLogger',
    ),
  )('%s', (name) => expect(isLoggerName(name)).toBe(true));
  it.each(list('catalog dialog backlog blog analog login logic logout logo Catalog alertDialog user math response client session'))('%s is none', (name) =>
    expect(isLoggerName(name)).toBe(false),
  );
});

describe('a function that is there to print', () => {
  it.each(
    list(
      'log logf logRequest log_message debugLog writeLog logIt println fprintf dprint eprint debug_print printLine vlog trace warn warning info infof say dumpConfig echo_error sendToLogger LogDebug',
    ),
  )('%s', (name) => expect(isLogFunctionName(name)).toBe(true));
  it.each(
    list(
      'login logIn log_in logout logOut logo logical catalog catalogItem blogPost dialogText backlog userInfo getInfo printer fingerprint sprintTokens blueprint verboten',
    ),
  )('not %s', (name) => expect(isLogFunctionName(name)).toBe(false));
});
